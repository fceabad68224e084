"""Nobody releases what he prepared: what somebody did to an account that makes its port-outs easier to approve. DOMAIN.md §5."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import timedelta
from enum import StrEnum
from typing import Any, Final
from uuid import UUID

from portico.domain.actors import may_be_one
from portico.domain.conditions import Fact
from portico.domain.events import Happening
from portico.domain.sentences import Phrase, Said, Sentence, listed

PREPARED: Final = Fact("prepared", personal=True)
"""What the actor did to the account of each request."""
COUNTS_FOR: Final = timedelta(days=30)


@dataclass(frozen=True, slots=True)
class Deed:
    """What an entry of a journal says that somebody did."""

    event: str
    subject_id: UUID
    account_id: UUID | None
    by: frozenset[UUID]
    """The persons who may have done it."""
    data: Mapping[str, Any]


class PreparingAct(StrEnum):
    """One thing that was done."""

    INVITED = "INVITED"
    RESET = "RESET"
    ADDRESS = "ADDRESS"
    PIN = "PIN"
    POLICY = "POLICY"
    LIFTED = "LIFTED"


WORDS: Final[Mapping[PreparingAct, Phrase]] = {
    PreparingAct.INVITED: Phrase("prepared.INVITED", "invited whoever approved it or let them in, or raised them or let them in anew"),
    PreparingAct.RESET: Phrase("prepared.RESET", "had the second factor of whoever approved it or let them in reset"),
    PreparingAct.ADDRESS: Phrase("prepared.ADDRESS", "changed how the account is reached"),
    PreparingAct.PIN: Phrase("prepared.PIN", "set or removed a port-out PIN of the account"),
    PreparingAct.POLICY: Phrase("prepared.POLICY", "changed what the account decided about port-outs"),
    PreparingAct.LIFTED: Phrase("prepared.LIFTED", "lifted the freeze of its port-outs"),
}
_PREPARED: Final = Sentence("PREPARED_BY_YOU", "Somebody else has to release this: within 30 days you {acts}.")

TO_THE_APPROVER: Final[Mapping[str, PreparingAct]] = {
    Happening.USER_INVITED: PreparingAct.INVITED,
    Happening.USER_INVITED_AGAIN: PreparingAct.INVITED,
    Happening.USER_LEVEL_CHANGED: PreparingAct.INVITED,
    Happening.USER_ENABLED: PreparingAct.INVITED,
    Happening.USER_SECOND_FACTOR_RESET_ASKED: PreparingAct.RESET,
    Happening.USER_SECOND_FACTOR_RESET_CONFIRMED: PreparingAct.RESET,
}
TO_THE_ACCOUNT: Final[Mapping[str, PreparingAct]] = {
    Happening.ACCOUNT_CONTACTS_CHANGED: PreparingAct.ADDRESS,
    Happening.COMPANY_PROFILE_UPDATED: PreparingAct.ADDRESS,
    Happening.WEBHOOK_ENDPOINT_CREATED: PreparingAct.ADDRESS,
    Happening.WEBHOOK_ENDPOINT_CHANGED: PreparingAct.ADDRESS,
    Happening.WEBHOOK_ENDPOINT_ENABLED: PreparingAct.ADDRESS,
    Happening.WEBHOOK_ENDPOINT_DISABLED: PreparingAct.ADDRESS,
    Happening.WEBHOOK_ENDPOINT_ROTATED: PreparingAct.ADDRESS,
    Happening.WEBHOOK_ENDPOINT_DELETED: PreparingAct.ADDRESS,
    Happening.PHONE_NUMBER_PIN_SET: PreparingAct.PIN,
    Happening.PHONE_NUMBER_PIN_REMOVED: PreparingAct.PIN,
    Happening.ACCOUNT_PORT_OUT_POLICY_SET: PreparingAct.POLICY,
    Happening.ACCOUNT_PORT_OUTS_UNFROZEN: PreparingAct.LIFTED,
}


def let_in(approvers: Collection[UUID], upon: Collection[Deed]) -> frozenset[UUID]:
    """The approvers, and whoever of the subjects of these acts let them in, in as many steps as it took: A invites B, who invites C."""
    found, more = frozenset[UUID](), frozenset(approvers)
    while more - found:
        found |= more
        more = frozenset(person for act in upon if act.subject_id in found for person in act.by)
    return found


def prepared_by(
    people: frozenset[UUID], account_id: UUID, approvers: Collection[UUID], upon: Collection[Deed], own: Iterable[Deed]
) -> tuple[PreparingAct, ...]:
    """What these persons did to the account (`own`), or to whoever approved or let them in (`upon`)."""
    around = let_in(approvers, upon)
    theirs = [act for act in upon if act.subject_id in around and may_be_one(people, act.by)]
    found = [TO_THE_APPROVER[act.event] for act in theirs]
    found += [TO_THE_ACCOUNT[act.event] for act in own if act.account_id == account_id and _reaches(act)]
    return tuple(dict.fromkeys(found))


def _reaches(act: Deed) -> bool:
    """Of a company profile only its addresses say how the account is reached."""
    return act.event != Happening.COMPANY_PROFILE_UPDATED or "emails" in act.data.get("fields", ())


def why_prepared(acts: Collection[PreparingAct]) -> Said:
    """Which acts these were."""
    return _PREPARED.said(acts=listed(WORDS[act].said() for act in acts))
