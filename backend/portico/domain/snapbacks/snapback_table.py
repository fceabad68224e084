"""The table of the snapback: asked, sent to the carrier by somebody else, and answered. DOMAIN.md §5a."""

from __future__ import annotations

from datetime import datetime
from typing import Final

from portico.domain.actors import Actor, may_be_one
from portico.domain.conditions import Found, Guard
from portico.domain.giving_reasons import REASON_GIVEN, GiveReason
from portico.domain.grammar import Follow, RowsOf, at
from portico.domain.lifecycle import Lifecycle
from portico.domain.people.freezing import not_frozen, why_frozen
from portico.domain.sentences import Said
from portico.domain.snapbacks.snapback import MOVED_ON, TAKEN, SnapbackColumns, SnapbackView, stands_as_ported, waiting_on
from portico.domain.statuses import Role, SnapbackDirection
from portico.domain.statuses import SnapbackStatus as Status

snapback = RowsOf(SnapbackView, SnapbackColumns)


def _sent(_snapback: SnapbackView, _asked: object, _actor: Actor, now: datetime) -> SnapbackColumns:
    return {"sent_at": now}


def _ended(_snapback: SnapbackView, _asked: object, _actor: Actor, now: datetime) -> SnapbackColumns:
    return {"ended_at": now}


def _someone_else(snapback: SnapbackView, actor: Actor, _now: datetime) -> bool:
    return not may_be_one(actor.people, snapback.askers)


def _side_that_asked(snapback: SnapbackView, actor: Actor, _now: datetime) -> bool:
    """An account's, staff's or the carrier's: whoever of them asked may have left since."""
    return actor.role.name == snapback.asked_by_role


def _as_ported(snapback: SnapbackView, _actor: Actor, _now: datetime) -> bool:
    return stands_as_ported(snapback.direction, snapback.number_status)


def _why_moved_on(_snapback: SnapbackView, _now: datetime) -> Said | list[Found]:
    return MOVED_ON.said()


def _free(snapback: SnapbackView, _actor: Actor, _now: datetime) -> bool:
    return not snapback.taken_elsewhere


def _gives_away(snapback: SnapbackView) -> bool:
    return snapback.direction is SnapbackDirection.IN


def _unlocked(snapback: SnapbackView, _actor: Actor, _now: datetime) -> bool:
    return not _gives_away(snapback) or snapback.locked_at is None


def _kept_by_no_freeze(snapback: SnapbackView, actor: Actor, now: datetime) -> bool:
    return not _gives_away(snapback) or not_frozen(snapback, actor, now)


SENT_BY_ANOTHER: Final = Guard("ASKED_BY_YOU", "You asked for this: somebody else has to send it.", _someone_else)
OWN_ASKING: Final = Guard("ASKED_BY_OTHERS", "Only whoever asked for this can withdraw it.", _side_that_asked, for_good=True)
AS_PORTED: Final = Guard("NUMBER_MOVED_ON", _why_moved_on, _as_ported)
NUMBER_FREE: Final = Guard(TAKEN.code, TAKEN.english, _free)
NOT_LOCKED: Final = Guard("NUMBER_LOCKED", "The number is locked: its account has to unlock it first.", _unlocked)
KEPT_BY_NO_FREEZE: Final = Guard("FROZEN", why_frozen, _kept_by_no_freeze)
STANDS: Final = (AS_PORTED, NUMBER_FREE, NOT_LOCKED, KEPT_BY_NO_FREEZE)
"""What must hold of the number before it goes anywhere; lock and freeze keep what would leave from here, as they do of a port-out."""

SNAPBACK = Lifecycle(
    subject="snapback",
    of=snapback,
    statuses=Status,
    named={Status.SENT: "Sent to the carrier", Status.REFUSED: "Rejected"},
    initial=Status.ASKED,
    transitions=(
        snapback.row(
            verb="send", event="snapback.sent",
            source=at(Status.ASKED), target=Status.SENT, by=Role.STAFF, needs=(SENT_BY_ANOTHER, *STANDS), changes=_sent, owes="snapback",
            sentence="The operator sent it to the carrier.",
        ),
        snapback.row(
            verb="withdraw", event="snapback.withdrawn",
            source=at(Status.ASKED), target=Status.WITHDRAWN, by=Role.CUSTOMER | Role.STAFF | Role.CARRIER, asks=GiveReason,
            needs=(OWN_ASKING,), changes=_ended, then=(Follow("number_claim", "release"),),
            sentence="Whoever asked for it withdrew it: the number stays where it is.",
        ),
        snapback.row(
            verb="withdraw", event="snapback.withdrawn",
            source=at(Status.SENT), target=Status.WITHDRAWN, by=Role.CUSTOMER | Role.STAFF | Role.CARRIER, asks=GiveReason,
            needs=(OWN_ASKING,), changes=_ended, then=(Follow("number_claim", "release"),), owes="snapback",
            sentence="Whoever asked for it withdrew it: the number stays where it is.",
        ),
        snapback.row(
            verb="return", event="snapback.returned",
            source=at(Status.SENT), target=Status.RETURNED, by=Role.STAFF | Role.CARRIER, needs=STANDS, changes=_ended,
            then=(
                Follow("phone_number", "give_back"),
                Follow("phone_number", "come_back"),
                Follow("snapback", "settle"),
                Follow("number_claim", "release"),
            ),
            sentence="The number is back where it was before its port.",
        ),
        snapback.row(
            verb="refuse", event="snapback.refused",
            source=at(Status.SENT), target=Status.REFUSED, by=Role.STAFF | Role.CARRIER, asks=GiveReason, needs=(REASON_GIVEN,),
            changes=_ended, then=(Follow("number_claim", "release"),),
            sentence="The carrier rejected it: the number stays where it is.",
        ),
    ),
    waiting_on=waiting_on,
)  # fmt: skip
