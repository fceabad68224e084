"""The snapback: a number that was ported by mistake goes back whence it came. What its law sees, and when one may be asked for.

DOMAIN.md §5a. Direction OUT is of a number that left here and should not have, IN of one that came here and should not have.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final, TypedDict
from uuid import UUID

from portico.domain.actors import Actor
from portico.domain.people.freezing import Freeze
from portico.domain.refusals import Blocker, NotPermitted
from portico.domain.sentences import Said, Sentence
from portico.domain.statuses import SNAPBACK_LIVE, Flow, PhoneNumberStatus, Role, SnapbackDirection, SnapbackStatus, WaitingOn
from portico.domain.words.values import day

ASKED_WITHIN: Final = timedelta(days=7)
"""How long after its port a number can be asked back."""


@dataclass(frozen=True, slots=True)
class SnapbackView:
    """`askers` is who may have asked, of a token whoever made it, and `asked_by_role` whose side; `number_status` how the number stands in
    the inventory of the account, None for one that it has no more. `taken_elsewhere`: another row of the inventory, or a live port-in, has
    the number."""

    id: UUID
    version: int
    status: SnapbackStatus
    direction: SnapbackDirection
    account_id: UUID
    carrier_id: UUID
    e164: str
    askers: frozenset[UUID]
    asked_by_role: str
    number_status: PhoneNumberStatus | None
    taken_elsewhere: bool = False
    locked_at: datetime | None = None
    freeze: Freeze | None = None
    flow: Flow = Flow.STANDARD


class SnapbackColumns(TypedDict, total=False):
    """What a move may write; `status` comes from the table."""

    status_reason: Said
    sent_at: datetime
    ended_at: datetime


def waiting_on(snapback: SnapbackView) -> WaitingOn:
    if snapback.status not in SNAPBACK_LIVE:
        return WaitingOn.NOBODY
    return WaitingOn.STAFF if snapback.status is SnapbackStatus.ASKED else WaitingOn.CARRIER


# Asking for one.

ASKS: Final = {SnapbackDirection.OUT: Role.CUSTOMER | Role.STAFF, SnapbackDirection.IN: Role.STAFF | Role.CARRIER}
"""Who asks a number back that left, and who asks for one that came."""
_NOT_THEIRS: Final = Sentence("snapback.not_theirs", "A number that was ported in by mistake is asked back by the operator or its carrier.")
_NOT_A_CARRIERS: Final = Sentence("snapback.not_a_carriers", "A number that was ported out by mistake is asked back by its account.")
_TOO_LATE: Final = Sentence("SNAPBACK_TOO_LATE", "A number is asked back within 7 days of its port; this one was ported {day}.")
_ASKED_ALREADY: Final = Sentence("SNAPBACK_ASKED_ALREADY", "This number has been asked back already.")
_NEVER_PORTED: Final = Sentence("SNAPBACK_NOT_PORTED", "This number is not one that was ported so.")
TAKEN: Final = Sentence("NUMBER_TAKEN", "This number is in service here already, or being ported in.")


@dataclass(frozen=True, slots=True)
class AskedBack:
    """A port as it stands when somebody says that it was a mistake."""

    direction: SnapbackDirection
    ported_at: datetime | None
    number_status: PhoneNumberStatus | None
    is_live: bool = False
    taken_elsewhere: bool = False


def refuse_stranger(direction: SnapbackDirection, actor: Actor) -> None:
    """Raises NotPermitted for whoever does not ask for such numbers."""
    if actor.role not in ASKS[direction]:
        raise NotPermitted((_NOT_A_CARRIERS if direction is SnapbackDirection.OUT else _NOT_THEIRS).said())


def stands_as_ported(direction: SnapbackDirection, status: PhoneNumberStatus | None) -> bool:
    """Whether the number is still where its port brought it: gone from here, or in service here."""
    return status is (PhoneNumberStatus.PORTED_OUT if direction is SnapbackDirection.OUT else PhoneNumberStatus.ACTIVE)


def in_its_way(port: AskedBack, now: datetime) -> tuple[Blocker, ...]:
    """Why it cannot be asked for; nothing where it can."""
    if port.ported_at is None:
        return (Blocker("SNAPBACK_NOT_PORTED", _NEVER_PORTED.said()),)
    found = {
        "SNAPBACK_TOO_LATE": _too_late(port.ported_at) if now >= port.ported_at + ASKED_WITHIN else None,
        "SNAPBACK_ASKED_ALREADY": _ASKED_ALREADY.said() if port.is_live else None,
        "NUMBER_TAKEN": TAKEN.said() if port.taken_elsewhere else None,
        "NUMBER_MOVED_ON": MOVED_ON.said() if not stands_as_ported(port.direction, port.number_status) else None,
    }
    return tuple(Blocker(code, said) for code, said in found.items() if said)


def _too_late(ported_at: datetime) -> Said:
    return _TOO_LATE.said(day=day(ported_at.date()))


MOVED_ON: Final = Sentence("NUMBER_MOVED_ON", "The number is no longer where its port brought it.")


def share_of(fee_minor: int, numbers: int, returned_before: int) -> int:
    """What of a fee for so many numbers is one number's, in minor units: of all of them together it is the fee, to the last unit."""
    return fee_minor * (returned_before + 1) // numbers - fee_minor * returned_before // numbers
