"""What follows a move and is no move itself: rows made or taken away in the same unit, named in the tables like any follow-on."""

from __future__ import annotations

from collections.abc import Mapping

from portico.domain.events import Happening
from portico.domain.port_ins.porting_number import PortingNumberView
from portico.domain.port_ins.porting_request import PortingRequestView
from portico.domain.port_ins.submitting import LIVE_ELSEWHERE
from portico.domain.refusals import Blocked, Blocker
from portico.domain.sentences import Sentence
from portico.domain.statuses import CarrierAnswer, PhoneNumberStatus
from portico.operations.engine.outcomes import FollowOn, Moved
from portico.operations.engine.registry import AnyEffect
from portico.operations.engine.work import Unit
from portico.operations.internal_moves import handing_over
from portico.operations.inventory import number_locks
from portico.operations.port_outs import charges
from portico.operations.port_outs import effects as port_out_effects
from portico.operations.port_outs import parts as port_out_parts
from portico.operations.snapbacks import settling
from portico.storage.inventory import phone_numbers as inventory
from portico.storage.port_ins import attempts, porting_numbers, porting_request_writes

PORT_IN = "PORT_IN"
ADDED = Sentence("phone_number.provision", "The number was added to the inventory.")


async def _take_claims(unit: Unit, moved: list[Moved[PortingRequestView]], _follow_on: FollowOn) -> None:
    """Each number of a submitted request becomes live here and nowhere else; losing that race refuses the submission."""
    pairs = await porting_numbers.of_requests(unit.connection, [m.subject.id for m in moved])
    views = await porting_numbers.views(unit.connection, [number for _request, number in pairs])
    taken = await inventory.claim(unit.connection, PORT_IN, {view.e164: view.id for view in views.values()}, unit.now)
    if taken:
        raise Blocked((Blocker("NUMBER_LIVE_ELSEWHERE", LIVE_ELSEWHERE.said(numbers=", ".join(sorted(taken)[:20]))),))


async def _release_claims(unit: Unit, moved: list[Moved[PortingNumberView]], _follow_on: FollowOn) -> None:
    await inventory.release(unit.connection, [m.subject.id for m in moved])


async def _open_attempt(unit: Unit, moved: list[Moved[PortingNumberView]], _follow_on: FollowOn) -> None:
    """Numbers started or resubmitted by one command share one new attempt per request, with a snapshot of what is sent."""
    await attempts.open_attempts(unit.connection, {m.subject.id: m.subject.request_id for m in moved}, unit.now)


async def _hand_over_attempt(unit: Unit, moved: list[Moved[PortingNumberView]], _follow_on: FollowOn) -> None:
    await attempts.handed_over(unit.connection, [m.subject.id for m in moved], unit.now)


async def _answer_attempt(unit: Unit, moved: list[Moved[PortingNumberView]], _follow_on: FollowOn) -> None:
    """The carrier's answer stands beside what it was sent, with the words it gave: a sentence of Portico's own is none of them."""
    answers = {m.subject.id: (CarrierAnswer.of(m.decision.transition.event), m.decision.said.own_words) for m in moved}
    await attempts.answered(unit.connection, answers, unit.now)


async def _provision(unit: Unit, moved: list[Moved[PortingNumberView]], _follow_on: FollowOn) -> None:
    """The numbers enter the inventory, two days ahead, not yet in service; those that are in it stay."""
    entering = [m for m in moved if m.subject.provisioned_at is None]
    made = [inventory.provisioned(m.subject, unit.now) for m in entering]
    await inventory.insert(unit.connection, made)
    for m, row in zip(entering, made, strict=True):
        unit.record(
            subject_kind="phone_number",
            subject_id=row["id"],
            version=1,
            order_id=m.order_id,
            verb="provision",
            event=Happening.PHONE_NUMBER_PROVISIONED,
            reason=ADDED.said(),
            to_status=PhoneNumberStatus.PROVISIONED,
            data={"e164": m.subject.e164},
            told=False,
            actor=m.actor,
        )


async def _erase_drafts(unit: Unit, moved: list[Moved[PortingRequestView]], _follow_on: FollowOn) -> None:
    """A discarded draft is gone with its numbers and papers; only its journal entry tells that it was."""
    await porting_request_writes.erase(unit.connection, [m.subject.id for m in moved])


EFFECTS: Mapping[str, AnyEffect] = {
    "number_claim.take": _take_claims,
    "number_claim.release": _release_claims,
    "porting_attempt.open": _open_attempt,
    "porting_attempt.hand_over": _hand_over_attempt,
    "porting_attempt.answer": _answer_attempt,
    "phone_number.provision": _provision,
    "number_lock.warn": number_locks.warn_of_unlocking,
    "number_lock.tell": number_locks.tell_of_unlocked,
    "porting_request.erase": _erase_drafts,
    "port_out_number.replace": port_out_effects.replace_numbers,
    "port_out_number.release": port_out_effects.release_claims,
    "port_out_number.split_off": port_out_parts.split_off,
    "port_out_order.create": port_out_effects.create_order,
    "snapback.settle": settling.settle,
    "internal_move.hand_over": handing_over.hand_over,
    "internal_move.tell_taker": handing_over.tell_taker,
    "charge.bill": charges.bill,
    "charge.reverse": charges.reverse,
}
