"""Contradictions between requests, numbers, inventory, claims, orders and charges: each kind planted, found, repaired where it can be."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from dataclasses import replace
from typing import Final

import pytest

from portico.domain.actors import SYSTEM, command_line
from portico.domain.ids import new_id
from portico.domain.refusals import NotPermitted
from portico.domain.statuses import PortingNumberStatus as Number
from portico.domain.statuses import PortingRequestStatus as Status
from portico.domain.statuses import PortOutOrderStatus, PortOutRequestStatus
from portico.operations import drift
from portico.operations.engine.installation import INSTALLATION
from portico.operations.engine.work import Unit, Work
from portico.storage import drift as storage
from portico.storage import models
from portico.storage.engine import sql
from portico.storage.port_ins.porting_requests import COUNTED
from portico.storage.row_types.joined import DriftRow
from tests import factories
from tests.factories import PortOut, Request
from tests.operations.engine import archive
from tests.operations.engine.archive import entries_of

ADA: Final = command_line("ada")
Plant = Callable[["Placed"], Awaitable[None]]


class Placed:
    """One of everything, without any contradiction."""

    def __init__(self, work: Work) -> None:
        self.work = work

    async def stand(self) -> Placed:
        work, of = self.work, await factories.scene(self.work)
        await factories.fee(work)
        self.of = of
        self.under_way: Request = await factories.request(work, of, [Number.PENDING, Number.IN_PROCESS], status=Status.IN_PROGRESS)
        self.completed: Request = await factories.request(work, of, [Number.COMPLETED, Number.CANCELED], status=Status.COMPLETED)
        self.rejected: Request = await factories.request(work, of, status=Status.REJECTED)
        self.asked: PortOut = await factories.port_out(work, of)
        self.approved = await factories.port_out(work, of, status=PortOutRequestStatus.APPROVED, order=PortOutOrderStatus.FEE_BILLED)
        self.left = await factories.port_out(work, of, status=PortOutRequestStatus.PORTED_OUT, order=PortOutOrderStatus.COMPLETED)
        self.kept = await factories.port_out(work, of, status=PortOutRequestStatus.REJECTED)
        return self

    async def write(self, statement: str, *values: object) -> None:
        async def do(unit: Unit) -> None:
            assert await unit.connection.execute(statement, *values), "it changes something"

        await self.work.unit(do)

    async def recount(self, request: Request) -> None:
        """Its row says how its numbers stand since they were written: that is not what is wrong."""

        async def do(unit: Unit) -> None:
            numbers = await unit.connection.fetch("SELECT * FROM porting_number WHERE request_id = $1", request.id)
            (named,) = await unit.connection.fetch("SELECT losing_carrier_id FROM porting_request WHERE id = $1", request.id)
            counts = factories.how_numbers_stand(numbers, named["losing_carrier_id"])
            await sql.update_rows(unit.connection, models.PortingRequest, {request.id: counts})

        await self.work.unit(do)

    async def number(self, request: Request, **columns: object) -> None:
        (name, value), *_ = columns.items()
        await self.write(f"UPDATE porting_number SET {name} = $2 WHERE id = $1", request.numbers[0], value)

    async def order(self, of: PortOut, status: str) -> None:
        await self.write("UPDATE port_out_order SET status = $2 WHERE id = $1", of.order_id, status)

    async def out(self, of: PortOut, status: str) -> None:
        await self.write("UPDATE port_out_request SET status = $2 WHERE id = $1", of.id, status)

    async def phone(self, of: PortOut, status: str) -> None:
        await self.write("UPDATE phone_number SET status = $2 WHERE id = $1", of.numbers[0], status)


async def _rejected_under_way(placed: Placed) -> None:
    await placed.number(placed.rejected, status="IN_PROCESS")
    await placed.recount(placed.rejected)
    await _claim(placed, "PORT_IN", placed.rejected.e164s[0], placed.rejected.numbers[0])


async def _completed_number_set_back(placed: Placed) -> None:
    """Its row in the inventory stays in service."""
    await placed.write("UPDATE porting_number SET status = 'FOC_DATE_SET', completed_at = NULL WHERE id = $1", placed.completed.numbers[0])
    await placed.recount(placed.completed)
    await _claim(placed, "PORT_IN", placed.completed.e164s[0], placed.completed.numbers[0])


async def _in_process_in_a_completed_request(placed: Placed) -> None:
    await placed.write("UPDATE porting_number SET status = 'IN_PROCESS' WHERE id = $1", placed.completed.numbers[1])
    await placed.recount(placed.completed)
    await _claim(placed, "PORT_IN", placed.completed.e164s[1], placed.completed.numbers[1])


async def _prepared_in_process(placed: Placed) -> None:
    number, e164 = placed.under_way.numbers[1], placed.under_way.e164s[1]
    await factories.phone_number(placed.work, placed.of, e164=e164, porting_number_id=number, status="PROVISIONED", source="PORTED_IN")


async def _canceled_in_service(placed: Placed) -> None:
    number, e164 = placed.completed.numbers[1], placed.completed.e164s[1]
    await factories.phone_number(placed.work, placed.of, e164=e164, porting_number_id=number, source="PORTED_IN")


async def _completed_without_one(placed: Placed) -> None:
    await placed.write("UPDATE phone_number SET status = 'REMOVED' WHERE porting_number_id = $1", placed.completed.numbers[0])
    await placed.write("UPDATE porting_number SET status = 'CANCELED' WHERE id = $1", placed.completed.numbers[0])
    await placed.recount(placed.completed)


async def _created_only(placed: Placed) -> None:
    await placed.write("UPDATE port_out_order SET status = 'CREATED', billed_at = NULL WHERE id = $1", placed.approved.order_id)
    await placed.write("DELETE FROM charge WHERE port_out_request_id = $1", placed.approved.id)


async def _without_order(placed: Placed) -> None:
    await placed.write("DELETE FROM charge WHERE port_out_request_id = $1", placed.left.id)
    await placed.write("DELETE FROM port_out_order WHERE id = $1", placed.left.order_id)


async def _all_ended(placed: Placed) -> None:
    await placed.write("DELETE FROM number_claim WHERE holder IN ($1, $2)", *placed.under_way.numbers)
    await placed.write("UPDATE porting_number SET status = 'NOT_PORTABLE' WHERE request_id = $1", placed.under_way.id)
    await placed.recount(placed.under_way)


def _closed(subject: str) -> Plant:
    """An account closed with this left of it, and nothing else: by hand, or before closing was refused for it."""

    async def plant(placed: Placed) -> None:
        work, of = placed.work, await factories.scene(placed.work)
        if subject == "request":
            await factories.request(work, of, [Number.PENDING], status=Status.REQUESTED)
        elif subject == "port_out":
            await factories.port_out(work, of)
        else:
            await factories.phone_number(work, of)
        await placed.write("UPDATE account SET closed_at = created_at WHERE id = $1", of.account_id)

    return plant


async def _claim(placed: Placed, kind: str, e164: str, holder: object) -> None:
    statement = "INSERT INTO number_claim (id, kind, e164, holder, created_at) VALUES ($1, $2, $3, $4, $5)"
    await placed.write(statement, f"{kind}:{e164}", kind, e164, holder, placed.work.now)


async def _not_in_inventory(placed: Placed) -> None:
    await placed.write("DELETE FROM phone_number WHERE porting_number_id = $1", placed.completed.numbers[0])


async def _not_in_service(placed: Placed) -> None:
    await placed.write("UPDATE phone_number SET status = 'PROVISIONED' WHERE porting_number_id = $1", placed.completed.numbers[0])


async def _of_another_number(placed: Placed) -> None:
    await placed.write("UPDATE phone_number SET e164 = '+442079460909' WHERE porting_number_id = $1", placed.completed.numbers[0])


async def _prepared_by_hand(placed: Placed) -> None:
    await factories.phone_number(placed.work, placed.of, e164="+442079460909", status="PROVISIONED", source="PORTED_IN")


async def _prepared(placed: Placed) -> None:
    number, e164 = placed.rejected.numbers[0], placed.rejected.e164s[0]
    await factories.phone_number(placed.work, placed.of, e164=e164, porting_number_id=number, status="PROVISIONED", source="PORTED_IN")


async def _twice(placed: Placed) -> None:
    await factories.phone_number(placed.work, placed.of, e164=placed.asked.e164s[0])


async def _here_and_on_its_way(placed: Placed) -> None:
    await factories.phone_number(placed.work, placed.of, e164=placed.under_way.e164s[0])


async def _unasked(placed: Placed) -> None:
    await placed.phone(placed.kept, "PORTING_OUT")


async def _canceled_unreversed(placed: Placed) -> None:
    await _released(placed, placed.approved, "WITHDRAWN")
    await placed.order(placed.approved, "CANCELED")


async def _released(placed: Placed, of: PortOut, status: str) -> None:
    await placed.write("DELETE FROM number_claim WHERE holder = $1", of.id)
    await placed.phone(of, "ACTIVE")
    await placed.out(of, status)


async def _reversed(placed: Placed) -> None:
    await _charged(placed, placed.left, "PORT_OUT_FEE_REVERSAL", f"port_out:{placed.left.id}:reversal")


async def _charged_twice(placed: Placed) -> None:
    """By a row of another key: the key of the first makes it impossible twice, the second had one of its own."""
    await _charged(placed, placed.left, "PORT_OUT_FEE", "by hand")


async def _reversed_twice(placed: Placed) -> None:
    await _canceled_unreversed(placed)
    for key in (f"port_out:{placed.approved.id}:reversal", "by hand"):
        await _charged(placed, placed.approved, "PORT_OUT_FEE_REVERSAL", key)


async def _charged_unbilled(placed: Placed) -> None:
    await _charged(placed, placed.kept, "PORT_OUT_FEE", f"port_out:{placed.kept.id}:fee")


async def _charged(placed: Placed, of: PortOut, kind: str, key: str, *, amount: int | None = None) -> None:
    """What the port-out that left was charged, once more for this one."""
    sign = -1 if kind.endswith("REVERSAL") else 1
    charged = "h.amount_minor" if amount is None else amount
    await placed.write(
        f"""INSERT INTO charge (id, created_at, updated_at, account_id, kind, amount_minor, currency, unique_key, port_out_request_id, data)
        SELECT $1, p.created_at, p.updated_at, p.account_id, '{kind}', {charged} * {sign}, h.currency,
            '{key}', p.id, h.data
        FROM charge h, port_out_request p WHERE h.unique_key = 'port_out:' || $2 || ':fee' AND p.id = $3""",
        new_id(placed.work.now), str(placed.left.id), of.id,
    )  # fmt: skip


PLANTS: Final[dict[str, Plant]] = {
    "prepared_without_a_foc": _prepared_in_process,
    "number_behind_its_request": _rejected_under_way,
    "in_service_before_it_was_completed": _completed_number_set_back,
    "number_and_request_apart": _in_process_in_a_completed_request,
    "number_and_inventory_apart": _canceled_in_service,
    "request_ended_otherwise": _completed_without_one,
    "request_without_open_numbers": _all_ended,
    "request_of_closed_account": _closed("request"),
    "port_out_of_closed_account": _closed("port_out"),
    "number_of_closed_account": _closed("number"),
    "open_count": lambda it: it.write("UPDATE porting_request SET open_count = 7 WHERE id = $1", it.under_way.id),
    "number_count": lambda it: it.write("UPDATE porting_request SET number_count = 7 WHERE id = $1", it.completed.id),
    "port_in_claim_left": lambda it: _claim(it, "PORT_IN", it.rejected.e164s[0], it.rejected.numbers[0]),
    "port_out_claim_left": lambda it: _claim(it, "PORT_OUT", it.kept.e164s[0], it.kept.id),
    "port_in_unclaimed": lambda it: it.write("DELETE FROM number_claim WHERE holder = $1", it.under_way.numbers[0]),
    "port_out_unclaimed": lambda it: it.write("DELETE FROM number_claim WHERE holder = $1", it.asked.id),
    "ported_in_not_in_inventory": _not_in_inventory,
    "ported_in_not_in_service": _not_in_service,
    "prepared_though_it_stays": _prepared,
    "prepared_for_nothing": _prepared_by_hand,
    "inventory_of_another_number": _of_another_number,
    "in_service_twice": _twice,
    "porting_in_what_is_here": _here_and_on_its_way,
    "porting_out_unasked": _unasked,
    "ported_out_still_here": lambda it: it.phone(it.left, "PORTING_OUT"),
    "asked_for_not_porting_out": lambda it: it.phone(it.asked, "ACTIVE"),
    "port_out_and_inventory_apart": lambda it: it.phone(it.left, "ACTIVE"),
    "order_of_ended_request": lambda it: _released(it, it.approved, "WITHDRAWN"),
    "order_of_ported_out_request": lambda it: it.order(it.left, "FEE_BILLED"),
    "order_not_billed": _created_only,
    "order_and_request_apart": lambda it: it.order(it.approved, "COMPLETED"),
    "left_without_an_order": _without_order,
    "fee_not_charged": lambda it: it.write("DELETE FROM charge WHERE port_out_request_id = $1", it.left.id),
    "fee_not_reversed": _canceled_unreversed,
    "fee_reversed_though_it_stands": _reversed,
    "fee_charged_twice": _charged_twice,
    "fee_reversed_twice": _reversed_twice,
    "fee_charged_though_not_billed": _charged_unbilled,
    "charge_differs": lambda it: it.write("UPDATE charge SET amount_minor = 1 WHERE port_out_request_id = $1", it.left.id),
    "figures": lambda it: it.write("DELETE FROM figure WHERE position = (SELECT MAX(position) FROM figure)"),
    "port_out_number_count": lambda it: it.write("UPDATE port_out_request SET number_count = 7 WHERE id = $1", it.kept.id),
}
FOR_A_PERSON: Final = {
    "request_of_closed_account", "port_out_of_closed_account", "number_of_closed_account",
    "number_and_request_apart", "number_and_inventory_apart", "request_ended_otherwise", "port_out_and_inventory_apart",
    "order_and_request_apart", "left_without_an_order",
    "inventory_of_another_number",
    "in_service_twice", "porting_in_what_is_here", "fee_reversed_though_it_stands", "fee_charged_twice", "fee_reversed_twice",
    "fee_charged_though_not_billed", "charge_differs",
}  # fmt: skip


async def everything(work: Work) -> list[drift.Contradiction]:
    return [found for code in drift.KINDS for found in await drift.contradictions(work.reader, code)]


def test_every_kind_is_looked_for_told_and_planted_here() -> None:
    assert drift.KINDS.keys() == storage.STATEMENTS.keys() == PLANTS.keys()
    assert {code for code, kind in drift.KINDS.items() if kind.act is None} == FOR_A_PERSON


@pytest.mark.parametrize("code", PLANTS)
async def test_a_planted_contradiction_is_found_and_repaired(work: Work, code: str) -> None:
    placed = await Placed(work).stand()
    assert await everything(work) == []
    await PLANTS[code](placed)
    found = await everything(work)
    assert [each.code for each in found] == [code]
    assert "{" not in found[0].message + found[0].act.text
    if code in FOR_A_PERSON:
        assert not found[0].repairable
        assert await drift.repair(work, ADA, found[0]) is False
        assert await everything(work) == found
        return
    assert await drift.repair(work, ADA, found[0]) is True
    assert await everything(work) == []
    (entry,) = await entries_of(work, INSTALLATION)
    assert (entry["verb"], entry["actor_name"], entry["data"]["code"]) == ("repair", "ada at the command line", code)
    assert await drift.repair(work, ADA, found[0]) is True, "what is right already is left alone"
    assert len(await entries_of(work, INSTALLATION)) == 1


async def test_a_number_in_service_is_completed_by_its_repair_and_not_canceled(work: Work) -> None:
    """It was canceled as its request, which was completed, and the installation was called clean."""
    placed = await Placed(work).stand()
    await _completed_number_set_back(placed)
    (found,) = await everything(work)
    assert found.message.endswith("which is COMPLETED, and the inventory says that it came into service.")
    assert await drift.repair(work, ADA, found)
    async with work.database.transaction() as conn:
        (number,) = await conn.fetch("SELECT * FROM porting_number WHERE id = $1", placed.completed.numbers[0])
        (phone,) = await conn.fetch("SELECT * FROM phone_number WHERE porting_number_id = $1", placed.completed.numbers[0])
    assert (number["status"], bool(number["completed_at"]), phone["status"]) == ("COMPLETED", True, "ACTIVE")
    assert (number["status_reason"], await everything(work)) == ("The number is in service here.", [])


async def test_a_second_charge_of_another_amount_is_told_in_both_ways(work: Work) -> None:
    placed = await Placed(work).stand()
    await _charged(placed, placed.left, "PORT_OUT_FEE", "by hand", amount=1)
    assert [each.code for each in await everything(work)] == ["fee_charged_twice", "charge_differs"]


async def test_a_fee_charged_under_another_key_is_not_charged_once_more_by_its_repair(work: Work) -> None:
    placed = await Placed(work).stand()
    await placed.write("UPDATE charge SET unique_key = 'by hand' WHERE port_out_request_id = $1", placed.left.id)
    assert await everything(work) == []


async def test_a_second_charge_that_was_given_back_is_in_order(work: Work) -> None:
    placed = await Placed(work).stand()
    await _charged_twice(placed)
    await _charged(placed, placed.left, "PORT_OUT_FEE_REVERSAL", "by hand, back")
    assert await everything(work) == []


@pytest.mark.parametrize("charged", [True, False])
async def test_an_order_that_stands_as_created_though_it_was_billed_is_clean_after_one_repair(work: Work, charged: bool) -> None:
    """Its request had ended: the first repair canceled it, and only a second one gave its fee back."""
    placed = await Placed(work).stand()
    await _released(placed, placed.approved, "WITHDRAWN")
    await placed.order(placed.approved, "CREATED")
    if not charged:
        await placed.write("DELETE FROM charge WHERE port_out_request_id = $1", placed.approved.id)
    (found,) = [each for each in await everything(work) if each.repairable]
    assert found.code == "order_of_ended_request"
    assert await drift.repair(work, ADA, found)
    assert await everything(work) == []
    charges = await work.reader.fetch("SELECT kind FROM charge WHERE port_out_request_id = $1 ORDER BY kind", placed.approved.id)
    assert [row["kind"] for row in charges] == ["PORT_OUT_FEE", "PORT_OUT_FEE_REVERSAL"]


@pytest.mark.parametrize("charged", [True, False])
async def test_the_fee_of_a_canceled_order_is_left_to_a_person_while_its_request_is_under_way(work: Work, charged: bool) -> None:
    """It was given back though the numbers were still to leave."""
    placed = await Placed(work).stand()
    await placed.order(placed.approved, "CANCELED")
    if not charged:
        await placed.write("DELETE FROM charge WHERE port_out_request_id = $1", placed.approved.id)
    found = await everything(work)
    assert [(each.code, each.repairable) for each in found] == [("order_and_request_apart", False)]


async def test_only_whoever_runs_the_installation_repairs_it(work: Work) -> None:
    placed = await Placed(work).stand()
    await PLANTS["number_count"](placed)
    (found,) = await everything(work)
    with pytest.raises(NotPermitted):
        await drift.repair(work, placed.of.staff_admin, found)
    assert await drift.repair(work, SYSTEM, found)


async def test_a_number_that_is_a_draft_is_no_miscount_of_its_request(work: Work) -> None:
    """It was counted as open where it is written and not where it is compared: no recount put that right."""
    placed = await Placed(work).stand()
    await placed.number(placed.under_way, status="DRAFT")
    assert {each.code for each in await everything(work)} == {"number_and_request_apart", "port_in_claim_left"}


@pytest.mark.parametrize("column", COUNTED)
async def test_a_row_that_says_otherwise_how_its_numbers_stand_is_told_and_counted_anew(work: Work, column: str) -> None:
    placed = await Placed(work).stand()
    before = await archive.row_of(work, models.PortingRequest, placed.under_way.id)
    assert before
    await placed.write(f"UPDATE porting_request SET {column} = {column} + 7 WHERE id = $1", placed.under_way.id)
    (found,) = await everything(work)
    told = f"it says {column} {before[column] + 7} and has {column} {before[column]}."
    assert (found.code, found.message) == ("open_count", f"How the numbers of {before['reference']} stand: {told}")
    assert await drift.repair(work, ADA, found) is True
    after = await archive.row_of(work, models.PortingRequest, placed.under_way.id)
    assert after
    assert {name: after[name] for name in COUNTED} == {name: before[name] for name in COUNTED}


async def test_a_draft_without_numbers_and_a_request_with_every_count_wrong_are_one_contradiction_each(work: Work) -> None:
    placed = await Placed(work).stand()
    draft = await factories.request(work, placed.of, 0, status=Status.DRAFT)
    await placed.write("UPDATE porting_request SET open_count = 1 WHERE id = $1", draft.id)
    wrong = ", ".join(f"{column} = 9" for column in COUNTED)
    await placed.write(f"UPDATE porting_request SET {wrong} WHERE id = $1", placed.under_way.id)
    found = await everything(work)
    assert {each.row["id"]: each.row["says"] for each in found} == {
        draft.id: "open_count 1",
        placed.under_way.id: ", ".join(f"{column} 9" for column in COUNTED),
    }
    assert [await drift.repair(work, ADA, each) for each in found] == [True, True]
    assert await everything(work) == []


async def test_a_repair_that_did_not_work_is_neither_journaled_nor_kept(work: Work, monkeypatch: pytest.MonkeyPatch) -> None:
    placed = await Placed(work).stand()
    await PLANTS["number_count"](placed)
    (found,) = await everything(work)

    async def another(unit: Unit, row: DriftRow) -> None:
        await storage.count_numbers(unit.connection, row["order_kind"], row["order_id"], 6, unit.now)

    monkeypatch.setitem(drift.KINDS, "number_count", replace(drift.KINDS["number_count"], act=another))
    assert await drift.repair(work, ADA, found) is False
    assert await everything(work) == [found]
    assert await entries_of(work, INSTALLATION) == []
