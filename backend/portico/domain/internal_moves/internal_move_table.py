"""The table of the internal move: offered, redeemed by code, and released by staff who are neither side's. DOMAIN.md §5a."""

from __future__ import annotations

from datetime import datetime
from typing import Final

from portico.domain.actors import Actor
from portico.domain.conditions import Guard
from portico.domain.giving_reasons import REASON_GIVEN, GiveReason
from portico.domain.grammar import Follow, RowsOf, at
from portico.domain.internal_moves.internal_move import SIDE_PREPARED, InternalMoveColumns, InternalMoveView, waiting_on
from portico.domain.lifecycle import Lifecycle
from portico.domain.people.freezing import NOT_FROZEN
from portico.domain.sentences import Said
from portico.domain.statuses import INTERNAL_MOVE_LIVE, Role
from portico.domain.statuses import InternalMoveStatus as Status

internal_move = RowsOf(InternalMoveView, InternalMoveColumns)


def _redeemed(_move: InternalMoveView, _asked: object, actor: Actor, now: datetime) -> InternalMoveColumns:
    return {"redeemed_at": now, "redeemed_by": actor.id}


def _ended(_move: InternalMoveView, _asked: object, _actor: Actor, now: datetime) -> InternalMoveColumns:
    return {"ended_at": now}


def _in_time(move: InternalMoveView, _actor: Actor, now: datetime) -> bool:
    return now < move.expires_at


def _out_of_time(move: InternalMoveView, _actor: Actor, now: datetime) -> bool:
    return now >= move.expires_at


def _of_another_account(move: InternalMoveView, actor: Actor, _now: datetime) -> bool:
    return actor.account_id != move.account_id


def _of_the_giver(move: InternalMoveView, actor: Actor, _now: datetime) -> bool:
    return actor.account_id == move.account_id


def _all_here(move: InternalMoveView, _actor: Actor, _now: datetime) -> bool:
    return move.gone_count == 0


def _none_locked(move: InternalMoveView, _actor: Actor, _now: datetime) -> bool:
    return move.locked_count == 0


def _open(move: InternalMoveView, _actor: Actor, _now: datetime) -> bool:
    return not move.account_closed


def _of_neither_side(move: InternalMoveView, actor: Actor, _now: datetime) -> bool:
    return actor.id not in {move.offered_by, move.redeemed_by}


def _not_prepared(move: InternalMoveView, _actor: Actor, _now: datetime) -> bool:
    return not move.side_prepared


IN_TIME: Final = Guard("OFFER_OVER", "The time to redeem this offer is over.", _in_time)
OUT_OF_TIME: Final = Guard("OFFER_STANDS", "There is still time to redeem this offer.", _out_of_time)
NOT_OWN: Final = Guard("OWN_OFFER", "This is an offer of your own account: another account redeems it.", _of_another_account, for_good=True)
OWN: Final = Guard("OFFER_OF_OTHERS", "Only the account that offered the numbers can withdraw them.", _of_the_giver, for_good=True)
ALL_HERE: Final = Guard("NUMBERS_GONE", "Not all of the numbers are in service with the account that offered them any more.", _all_here)
NONE_LOCKED: Final = Guard("NUMBERS_LOCKED", "Some of the numbers are locked by now: they have to be unlocked first.", _none_locked)
BOTH_OPEN: Final = Guard("SIDE_CLOSED", "One of the two accounts is closed.", _open)
NEITHER_SIDE: Final = Guard("ONE_OF_THE_SIDES", "Whoever offered or redeemed these numbers cannot release them.", _of_neither_side)
NOT_PREPARED: Final = Guard(
    "SIDE_PREPARED_BY_YOU",
    "Somebody else has to release this: within 30 days you let in or reset whoever agreed to it, or changed how an account is kept safe.",
    _not_prepared,
    facts=(SIDE_PREPARED,),
)

INTERNAL_MOVE = Lifecycle(
    subject="internal_move",
    of=internal_move,
    statuses=Status,
    named={Status.REFUSED: "Rejected"},
    initial=Status.OFFERED,
    transitions=(
        internal_move.row(
            verb="redeem", event="internal_move.redeemed",
            source=at(Status.OFFERED), target=Status.REDEEMED, by=Role.CUSTOMER, needs=(IN_TIME, NOT_OWN), changes=_redeemed,
            sentence="Whoever was given the code redeemed it.",
        ),
        internal_move.row(
            verb="release", event="internal_move.released",
            source=at(Status.REDEEMED), target=Status.MOVED, by=Role.STAFF,
            needs=(ALL_HERE, NONE_LOCKED, NOT_FROZEN, BOTH_OPEN, NEITHER_SIDE, NOT_PREPARED), changes=_ended,
            then=(Follow("internal_move", "hand_over"), Follow("number_claim", "release")),
            sentence="The operator moved the numbers to the other account.",
        ),
        internal_move.row(
            verb="withdraw", event="internal_move.withdrawn",
            source=INTERNAL_MOVE_LIVE, target=Status.WITHDRAWN, by=Role.CUSTOMER, asks=GiveReason, needs=(OWN,), changes=_ended,
            then=(Follow("internal_move", "tell_taker"), Follow("number_claim", "release")),
            sentence="The offer was withdrawn: the numbers stay where they are.",
        ),
        internal_move.row(
            verb="refuse", event="internal_move.refused",
            source=INTERNAL_MOVE_LIVE, target=Status.REFUSED, by=Role.STAFF, asks=GiveReason, needs=(REASON_GIVEN,), changes=_ended,
            then=(Follow("internal_move", "tell_taker"), Follow("number_claim", "release")),
            sentence="The operator rejected the move: the numbers stay where they are.",
        ),
        internal_move.row(
            verb="expire", event="internal_move.expired",
            source=at(Status.OFFERED), target=Status.EXPIRED, by=Role.SYSTEM, needs=(OUT_OF_TIME,), changes=_ended,
            then=(Follow("number_claim", "release"),),
            sentence="Nobody redeemed the code in time: the numbers stay where they are.",
        ),
    ),
    waiting_on=waiting_on,
)  # fmt: skip
_SAID: Final = {status: row.said for row in INTERNAL_MOVE.transitions for status in row.targets}


def said_of_taker(status: Status) -> Said:
    """What whoever takes the numbers is told of a status, whatever somebody wrote."""
    return _SAID[status]
