"""What about a port-out deserves a second look before anybody agrees: read off facts, told with the reason. It stops nothing by itself."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from fractions import Fraction
from typing import Final

from portico.domain.sentences import Said, Sentence, quoted
from portico.domain.words.values import moment

SIGN_IN_COUNTS_FOR: Final = timedelta(hours=72)
PORT_IN_COUNTS_FOR: Final = timedelta(days=30)
MANY: Final = Fraction(1, 5)
"""Which share of an account's numbers is still nothing unusual."""


class PortOutRiskKind(StrEnum):
    """One thing that deserves a look."""

    FIRST_OF_CARRIER = "FIRST_OF_CARRIER"
    NEW_PLACE = "NEW_PLACE"
    JUST_PORTED_IN = "JUST_PORTED_IN"
    MANY_NUMBERS = "MANY_NUMBERS"


@dataclass(frozen=True, slots=True)
class RiskFacts:
    """What is known of a request that is still to be decided or released."""

    carrier: str = ""
    carrier_known: bool = True
    """Whether the carrier has asked for any numbers here before."""
    new_place_at: datetime | None = None
    """When somebody of the account last signed in from where they had not been."""
    ported_in_count: int = 0
    """How many of its numbers came in by porting lately,"""
    ported_in_at: datetime | None = None
    """and the last of them when."""
    leaving_count: int = 0
    """How many numbers of the account are asked for at the moment, by this request and by others,"""
    of_account_count: int = 0
    """of how many that it has."""


@dataclass(frozen=True, slots=True)
class RiskFound:
    """A risk, and why it is one here."""

    risk: PortOutRiskKind
    said: Said


_FIRST: Final = Sentence("port_out_risk.FIRST_OF_CARRIER", "{carrier} has never asked for numbers here before.")
_NEW_PLACE: Final = Sentence("port_out_risk.NEW_PLACE", "Somebody of the account signed in on {at} from where they had not been before.")
_PORTED_IN: Final = Sentence("port_out_risk.JUST_PORTED_IN", "{count} of its numbers came in by porting within 30 days, the last on {at}.")
_MANY: Final = Sentence("port_out_risk.MANY_NUMBERS", "{count} of the {total} numbers of the account are asked for at once.")


def judge_risks(facts: RiskFacts, now: datetime) -> tuple[RiskFound, ...]:
    """What deserves a look, in the order of the enum."""
    found: Mapping[PortOutRiskKind, Said | None] = {
        PortOutRiskKind.FIRST_OF_CARRIER: None if facts.carrier_known else _FIRST.said(carrier=quoted(facts.carrier)),
        PortOutRiskKind.NEW_PLACE: _new_place(facts, now),
        PortOutRiskKind.JUST_PORTED_IN: _just_ported_in(facts, now),
        PortOutRiskKind.MANY_NUMBERS: _many(facts),
    }
    return tuple(RiskFound(risk, said) for risk, said in found.items() if said is not None)


def _new_place(facts: RiskFacts, now: datetime) -> Said | None:
    at = facts.new_place_at
    return _NEW_PLACE.said(at=moment(at.isoformat())) if at and now - at < SIGN_IN_COUNTS_FOR else None


def _just_ported_in(facts: RiskFacts, now: datetime) -> Said | None:
    at = facts.ported_in_at
    lately = at is not None and now - at < PORT_IN_COUNTS_FOR
    return _PORTED_IN.said(count=facts.ported_in_count, at=moment(at.isoformat())) if at and lately else None


def _many(facts: RiskFacts) -> Said | None:
    """More than a fifth: of ten numbers two are not, three are. An account with a single number risks all it has."""
    many = facts.leaving_count > facts.of_account_count * MANY
    return _MANY.said(count=facts.leaving_count, total=facts.of_account_count) if many else None
