"""Numbers that change hands, and what whoever takes them hears: in its own journal and by mail, and nothing of who had them."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final
from uuid import UUID

from portico.domain.actors import SYSTEM, Actor
from portico.domain.events import Happening
from portico.domain.internal_moves.internal_move import InternalMoveView
from portico.domain.inventory.phone_numbers import named
from portico.domain.sentences import Said, Sentence
from portico.operations.engine.outcomes import FollowOn, Moved
from portico.operations.engine.work import Unit
from portico.operations.people.accounts.accounts import warn
from portico.storage.internal_moves import internal_moves as storage
from portico.storage.people import accounts
from portico.storage.row_types.phone_numbers import PhoneNumberRow

AWAY: Final = Sentence("phone_number.move_away", "The number went to another account.")
HERE: Final = Sentence("phone_number.move_here", "The number came from another account.")
TAKEN: Final = Sentence("internal_move.take", "The numbers are your account's now.")
NOT_TAKEN: Final = Sentence("internal_move.take.not", "The numbers do not come to your account.")
Released = list[Moved[InternalMoveView]]


async def hand_over(unit: Unit, moved: Released, _follow_on: FollowOn) -> None:
    """The numbers are the taker's: without the configuration, the PIN and the tries that were the giver's."""
    numbers = await storage.numbers_of(unit.connection, [m.subject.id for m in moved])
    for m in moved:
        own, taker = numbers.get(m.subject.id, []), _taker(m)
        await storage.change_hands(unit.connection, own, taker, unit.now)
        _note_numbers(unit, m, own, taker)
        await _tell(unit, m, own, Happening.INTERNAL_MOVE_TAKEN, TAKEN.said())


async def tell_taker(unit: Unit, moved: Released, _follow_on: FollowOn) -> None:
    """Whoever redeemed it hears that it does not come about, too; while nobody has, there is nobody to hear it."""
    redeemed = [m for m in moved if m.subject.to_account_id is not None]
    numbers = await storage.numbers_of(unit.connection, [m.subject.id for m in redeemed])
    for m in redeemed:
        await _tell(unit, m, numbers.get(m.subject.id, []), Happening.INTERNAL_MOVE_NOT_TAKEN, NOT_TAKEN.said())


def _note_numbers(unit: Unit, m: Moved[InternalMoveView], numbers: Sequence[PhoneNumberRow], taker: UUID) -> None:
    """Two entries of each: either account reads its own."""
    sides = (
        (m.order_id, "move_away", Happening.PHONE_NUMBER_MOVED_AWAY, AWAY.said()),
        (taker, "move_here", Happening.PHONE_NUMBER_MOVED_HERE, HERE.said()),
    )
    for gone_up, (order_id, verb, event, reason) in enumerate(sides, start=1):
        for number in numbers:
            unit.record(
                subject_kind="phone_number",
                subject_id=number["id"],
                version=number["version"] + gone_up,
                order_id=order_id,
                verb=verb,
                event=event,
                reason=reason,
                from_status=number["status"],
                to_status=number["status"],
                data={"e164": number["e164"]},
                told=False,
                actor=m.actor,
            )


def _taker(m: Moved[InternalMoveView]) -> UUID:
    if m.subject.to_account_id is None:
        raise AssertionError("nobody takes what was redeemed")
    return m.subject.to_account_id


async def _tell(unit: Unit, m: Moved[InternalMoveView], numbers: Sequence[PhoneNumberRow], event: Happening, said: Said) -> None:
    """An entry of the taker's own, by nobody of the giver's, and a letter to every address of it."""
    taker = _taker(m)
    unit.record(
        subject_kind="internal_move",
        subject_id=m.subject.id,
        version=m.subject.version + 1,
        order_id=taker,
        verb="take",
        event=event,
        reason=said,
        from_status=m.decision.from_status,
        to_status=m.decision.to_status,
        data={"numbers": len(numbers)},
        told=False,
        actor=_nobody_of_the_giver(m.actor),
    )
    (account,) = await accounts.by_ids(unit.connection, SYSTEM, [taker])
    await warn(unit, SYSTEM, event, account, numbers=named([number["e164"] for number in numbers]))


def _nobody_of_the_giver(actor: Actor) -> Actor:
    return SYSTEM if actor.account_id is not None else actor
