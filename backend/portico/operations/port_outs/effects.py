"""What follows a port-out's moves: its order, and the claims on its numbers."""

from __future__ import annotations

from collections.abc import Mapping
from uuid import UUID

from portico.domain.events import Happening
from portico.domain.ids import new_id
from portico.domain.port_outs.fees import FeeDue
from portico.domain.port_outs.port_out_request import Amend, PortOutRequestView
from portico.domain.port_outs.port_out_request_guards import NO_FEE
from portico.domain.refusals import Blocked, Blocker
from portico.domain.sentences import Sentence
from portico.domain.statuses import PhoneNumberStatus, PortOutOrderStatus
from portico.operations.engine.outcomes import FollowOn, Moved
from portico.operations.engine.work import Unit
from portico.operations.port_outs import charges
from portico.storage.desk import fees
from portico.storage.inventory import phone_numbers as inventory
from portico.storage.port_outs import port_out_orders, port_out_parts, port_out_requests
from portico.storage.row_types.port_outs import PortOutOrderRow

PORT_OUT = "PORT_OUT"
DUPLICATE = Sentence("DUPLICATE_REQUEST", "Another port-out request has this number already.")
CREATED = Sentence("port_out_order.create", "The port-out order was created.")
NumberIds = Mapping[str, UUID]
"""E.164 → the number of the inventory."""


async def create_order(unit: Unit, moved: list[Moved[PortOutRequestView]], _follow_on: FollowOn) -> None:
    """One order per released request, with the fee as it is today."""
    costs = await _costs(unit, [m.subject.id for m in moved])
    for m in moved:
        cost = costs[m.subject.id]
        if cost is None:
            raise Blocked((Blocker("NO_FEE", NO_FEE.said()),))
        order = _order(unit, m, cost)
        await port_out_orders.insert(unit.connection, order)
        unit.record(
            subject_kind="port_out_order",
            subject_id=order["id"],
            version=1,
            order_id=m.order_id,
            verb="create",
            event=Happening.PORT_OUT_ORDER_CREATED,
            reason=CREATED.said(),
            to_status=PortOutOrderStatus.CREATED,
            data={"fee": {"minor": order["fee_minor"], "currency": order["currency"]}},
            told=False,
            actor=m.actor,
        )


async def _costs(unit: Unit, ids: list[UUID]) -> Mapping[UUID, FeeDue | None]:
    """What each costs today; the rows that say so stand as they are from here on, so nobody changes them between reading and billing."""
    found = await port_out_requests.rows_of(unit.connection, ids)
    await charges.take_turn(unit, found)
    numbers = await port_out_requests.numbers_of(unit.connection, ids)
    today = unit.now.date()
    costs = await port_out_requests.dues(unit.connection, found, numbers, today)
    await fees.bill(unit.connection, {row for cost in costs.values() if cost for row in cost.rows}, unit.now)
    return await port_out_requests.dues(unit.connection, found, numbers, today)


def _order(unit: Unit, m: Moved[PortOutRequestView], cost: FeeDue) -> PortOutOrderRow:
    return {
        "id": new_id(unit.now),
        "created_at": unit.now,
        "updated_at": unit.now,
        "account_id": m.subject.account_id,
        "port_out_request_id": m.subject.id,
        "status": PortOutOrderStatus.CREATED,
        "version": 1,
        "fee_minor": cost.amount_minor,
        "currency": cost.currency,
        "fee_rows": [str(key) for key in cost.rows],
        "fee_shares": [port_out_parts.as_kept(share) for share in cost.shares],
        "approved_by": m.actor.id,
    }


async def release_claims(unit: Unit, moved: list[Moved[PortOutRequestView]], _follow_on: FollowOn) -> None:
    """Each number may be asked for again."""
    await inventory.release(unit.connection, [m.subject.id for m in moved])


async def replace_numbers(unit: Unit, moved: list[Moved[PortOutRequestView]], follow_on: FollowOn) -> None:
    """An amended request asks for other numbers: those it drops go back to service, those it adds begin to port out."""
    for m in moved:
        if isinstance(m.asked, Amend) and m.asked.numbers is not None:
            await _replace(unit, m, {each.number for each in m.asked.numbers}, follow_on)


async def _replace(unit: Unit, m: Moved[PortOutRequestView], wanted: set[str], follow_on: FollowOn) -> None:
    parts = (await port_out_requests.numbers_of(unit.connection, [m.subject.id])).get(m.subject.id, [])
    current = {row["e164"]: row["phone_number_id"] for row in parts}
    dropped = {e164: number for e164, number in current.items() if e164 not in wanted}
    known = await inventory.by_e164(unit.connection, wanted - current.keys())
    joining = [row for row in known if row["status"] is PhoneNumberStatus.ACTIVE]
    added = {row["e164"]: row["id"] for row in joining}
    if any(row["port_out_pin_sealed"] is None for row in joining):
        await port_out_requests.keep_unproved(unit.connection, m.subject.id)
    await drop_numbers(unit, m.order_id, dropped, follow_on)
    await add_numbers(unit, m.order_id, added, follow_on)
    await port_out_requests.count_numbers(unit.connection, m.subject.id, len(wanted))


async def drop_numbers(unit: Unit, request_id: UUID, numbers: NumberIds, follow_on: FollowOn) -> None:
    """Takes numbers out of a request: back to service, claim let go."""
    if not numbers:
        return
    await follow_on("phone_number", "return_to_service", dict.fromkeys(numbers.values(), request_id))
    await port_out_requests.drop_numbers(unit.connection, request_id, numbers)
    await inventory.release_some(unit.connection, request_id, numbers)


async def add_numbers(unit: Unit, request_id: UUID, numbers: NumberIds, follow_on: FollowOn) -> None:
    """Puts numbers of the inventory into a request: claimed, and porting out."""
    if not numbers:
        return
    taken = await inventory.claim(unit.connection, PORT_OUT, dict.fromkeys(numbers, request_id), unit.now)
    if taken:
        raise Blocked((Blocker("DUPLICATE_REQUEST", DUPLICATE.said()),))
    await port_out_requests.add_numbers(unit.connection, request_id, numbers, unit.now)
    await follow_on("phone_number", "begin_port_out", dict.fromkeys(numbers.values(), request_id))
