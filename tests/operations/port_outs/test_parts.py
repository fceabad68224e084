"""Port-outs approved in part: what becomes of the rest, who is told, and that a fee per request is paid once."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from datetime import date, timedelta
from uuid import UUID

import pytest

from portico.domain.actors import Actor
from portico.domain.entry_facts import facts
from portico.domain.port_outs.port_out_request import ApprovePart, ApproveRelease, RejectPortOut
from portico.domain.reasons import PortOutRejectCode
from portico.domain.refusals import Blocked, InvalidInput
from portico.domain.statuses import PortOutRequestStatus as Status
from portico.operations.engine.moves import move_one
from portico.operations.engine.outcomes import Target
from portico.operations.engine.work import Work
from portico.storage import models
from portico.storage.engine import sql
from portico.storage.engine.rows import Row
from tests import factories
from tests.factories import Scene
from tests.operations.engine.archive import all_of, check_port_outs, row_of

pytestmark = pytest.mark.either_engine


async def approve_part(work: Work, who: Actor, key: UUID, numbers: Sequence[str]) -> None:
    await move_one(work, who, "port_out_request", "approve_part", Target(key), ApprovePart(list(numbers)))


async def stored(work: Work, key: UUID) -> Row:
    found = await row_of(work, models.PortOutRequest, key)
    assert found
    return found


async def rest_of(work: Work, key: UUID) -> Row:
    """The newest part that was split off."""
    parts = [row for row in await all_of(work, models.PortOutRequest, "created_at") if row["parent_id"] == key]
    return max(parts, key=lambda row: row["part"])


async def asked_for(work: Work, key: UUID) -> set[str]:
    return {row["e164"] for row in await all_of(work, models.PortOutNumber) if row["port_out_request_id"] == key}


async def test_the_rest_is_a_request_of_its_own_with_the_same_deadline(work: Work) -> None:
    scene = await factories.scene(work)
    placed = await factories.port_out(work, scene, 3)
    first, second, third = placed.e164s
    await approve_part(work, scene.member, placed.id, [f"{second[:2]} {second[2:]}"])
    whole, rest = await stored(work, placed.id), await rest_of(work, placed.id)
    assert (whole["status"], whole["number_count"], rest["status"], rest["number_count"]) == (Status.APPROVED, 1, Status.ACTION_REQUIRED, 2)
    assert (await asked_for(work, placed.id), await asked_for(work, rest["id"])) == ({second}, {first, third})
    same = ("expires_at", "carrier_reference", "carrier_version", "policy_set_by", "on_deadline", "account_id", "pin_checked", "country")
    assert {name: rest[name] for name in same} == {name: whole[name] for name in same}
    assert (whole["part"], rest["part"], rest["parent_id"], rest["waiting_on"]) == (0, 1, placed.id, "CUSTOMER")
    entries = {entry["event"]: entry for entry in await all_of(work, models.JournalEntry, "position")}
    approved, split = entries["port_out_request.approved_in_part"], entries["port_out_request.split_off"]
    assert f"2 numbers not approved with it: {rest['reference']}." in [said.text for said in facts(approved["event"], approved["data"])]
    assert f"Split off {whole['reference']}." in [said.text for said in facts(split["event"], split["data"])]
    assert (split["order_id"], split["told"], approved["told"]) == (rest["id"], True, True)
    await check_port_outs(work)


async def test_the_rest_is_decided_like_any_request_and_its_numbers_stay_claimed(work: Work) -> None:
    scene = await factories.scene(work)
    placed = await factories.port_out(work, scene, 3)
    await approve_part(work, scene.member, placed.id, placed.e164s[:1])
    rest = await rest_of(work, placed.id)
    await approve_part(work, scene.member, rest["id"], placed.e164s[1:2])
    last = await rest_of(work, placed.id)
    assert (last["part"], last["parent_id"]) == (2, placed.id)
    await move_one(work, scene.member, "port_out_request", "reject", Target(last["id"]), RejectPortOut(PortOutRejectCode.NOT_AUTHORISED))
    assert [row["status"] for row in await all_of(work, models.PortOutRequest, "part")] == [
        Status.APPROVED,
        Status.APPROVED,
        Status.REJECTED,
    ]
    held = {row["e164"]: row["status"] for row in await all_of(work, models.PhoneNumber)}
    assert [held[e164] for e164 in placed.e164s] == ["PORTING_OUT", "PORTING_OUT", "ACTIVE"]
    await check_port_outs(work)


@pytest.mark.parametrize(
    ("chosen", "code"), [([], "REQUIRED"), (["all"], "NO_PART"), (["+12127369999"], "NOT_FOUND")], ids=["none", "all", "another"]
)
async def test_a_part_is_some_of_the_numbers_and_no_others(work: Work, chosen: list[str], code: str) -> None:
    scene = await factories.scene(work)
    placed = await factories.port_out(work, scene, 2)
    with pytest.raises(InvalidInput) as refused:
        await approve_part(work, scene.member, placed.id, list(placed.e164s) if chosen == ["all"] else chosen)
    assert {field.code for field in refused.value.fields} == {code}
    assert len(await all_of(work, models.PortOutRequest)) == 1


async def test_of_a_single_number_nothing_is_approved_in_part(work: Work) -> None:
    scene = await factories.scene(work)
    placed = await factories.port_out(work, scene)
    with pytest.raises(Blocked) as refused:
        await approve_part(work, scene.member, placed.id, placed.e164s)
    assert [blocker.code for blocker in refused.value.blockers] == ["ONE_NUMBER"]


async def test_of_two_people_the_first_splits_and_the_second_approves_what_was_chosen(work: Work) -> None:
    scene = await factories.scene(work, port_out_two_person=True)
    placed = await factories.port_out(work, scene, 2)
    await approve_part(work, scene.member, placed.id, placed.e164s[:1])
    assert (await stored(work, placed.id))["status"] is Status.ACTION_REQUIRED
    assert (await rest_of(work, placed.id))["first_approved_by"] is None
    await move_one(work, scene.admin, "port_out_request", "approve", Target(placed.id))
    assert (await stored(work, placed.id))["status"] is Status.APPROVED
    events = [entry["event"] for entry in await all_of(work, models.JournalEntry, "position") if entry["order_id"] == placed.id]
    assert events == ["port_out_request.first_approved_in_part", "port_out_request.approved"]


async def two_approved_parts(work: Work, scene: Scene) -> tuple[UUID, UUID]:
    placed = await factories.port_out(work, scene, 2)
    await approve_part(work, scene.member, placed.id, placed.e164s[:1])
    rest = (await rest_of(work, placed.id))["id"]
    await move_one(work, scene.member, "port_out_request", "approve", Target(rest))
    return placed.id, rest


def yesterday(work: Work) -> date:
    return work.now.date() - timedelta(days=1)


async def amounts(work: Work) -> list[int]:
    return sorted(row["amount_minor"] for row in await all_of(work, models.Charge))


async def released(work: Work, scene: Scene, key: UUID) -> None:
    await move_one(work, scene.agent, "port_out_request", "staff_approve", Target(key), ApproveRelease())


async def test_parts_released_at_once_pay_a_fee_per_request_once(work: Work) -> None:
    scene = await factories.scene(work)
    await factories.fee(work, per="REQUEST")
    parts = await two_approved_parts(work, scene)
    await asyncio.gather(*(released(work, scene, key) for key in parts))
    assert await amounts(work) == [0, 1500]


async def test_a_fee_per_number_is_paid_for_each_part(work: Work) -> None:
    scene = await factories.scene(work)
    await factories.fee(work)
    for key in await two_approved_parts(work, scene):
        await released(work, scene, key)
    assert await amounts(work) == [1500, 1500]


async def withdrawn(work: Work, scene: Scene, key: UUID) -> None:
    await move_one(work, scene.network, "port_out_request", "withdraw", Target(key))


async def lines(work: Work, *parts: UUID) -> list[list[int]]:
    """What each part was charged, in its order."""
    found = await all_of(work, models.Charge, "id")
    return [[row["amount_minor"] for row in found if row["port_out_request_id"] == key] for key in parts]


async def test_where_the_part_that_paid_stays_the_next_one_pays(work: Work) -> None:
    scene = await factories.scene(work)
    await factories.fee(work, per="REQUEST")
    first, second = await two_approved_parts(work, scene)
    await released(work, scene, first)
    await withdrawn(work, scene, first)
    await released(work, scene, second)
    assert await lines(work, first, second) == [[1500, -1500], [1500]]


async def test_a_fee_per_request_is_not_lost_when_the_part_that_paid_is_withdrawn_after_the_other_was_released(work: Work) -> None:
    scene = await factories.scene(work)
    await factories.fee(work, per="REQUEST")
    first, second = await two_approved_parts(work, scene)
    await released(work, scene, first)
    await released(work, scene, second)
    await withdrawn(work, scene, first)
    assert await lines(work, first, second) == [[1500, -1500], [0, 1500]]
    kinds = [row["kind"] for row in await all_of(work, models.Charge, "id")]
    assert kinds == ["PORT_OUT_FEE", "PORT_OUT_FEE", "PORT_OUT_FEE_REVERSAL", "PORT_OUT_FEE_PASSED_ON"]
    entries = await all_of(work, models.JournalEntry, "position")
    canceled = next(entry for entry in entries if entry["event"] == "port_out_order.canceled")
    heir = (await stored(work, second))["reference"]
    assert f"Billed once for all parts, and from now on with {heir}: 15.00 USD." in [
        said.text for said in facts(canceled["event"], canceled["data"])
    ]
    assert len(canceled["data"]["charges"]) == 2, "feeds of charges follow it"


async def test_a_fee_per_request_is_reversed_once_when_no_part_leaves(work: Work) -> None:
    scene = await factories.scene(work)
    await factories.fee(work, per="REQUEST")
    first, second = await two_approved_parts(work, scene)
    await released(work, scene, first)
    await released(work, scene, second)
    await withdrawn(work, scene, first)
    await withdrawn(work, scene, second)
    assert await lines(work, first, second) == [[1500, -1500], [0, 1500, 0, -1500]]


async def test_a_fee_per_request_stays_with_the_part_that_paid_when_another_is_withdrawn(work: Work) -> None:
    scene = await factories.scene(work)
    await factories.fee(work, per="REQUEST")
    first, second = await two_approved_parts(work, scene)
    await released(work, scene, first)
    await released(work, scene, second)
    await withdrawn(work, scene, second)
    assert await lines(work, first, second) == [[1500], [0, 0]]


async def test_a_fee_per_request_is_not_doubled_when_its_row_changes_between_two_parts(work: Work) -> None:
    scene = await factories.scene(work)
    await factories.fee(work, per="REQUEST", valid_from=yesterday(work), valid_until=work.now.date())
    first, second = await two_approved_parts(work, scene)
    await released(work, scene, first)
    (row,) = await all_of(work, models.FeeSchedule)
    await work.unit(lambda unit: sql.update_rows(unit.connection, models.FeeSchedule, {row["id"]: {"valid_until": yesterday(work)}}))
    await factories.fee(work, per="REQUEST", amount_minor=2000, valid_from=work.now.date())
    await released(work, scene, second)
    assert await lines(work, first, second) == [[1500], [0]]
    await withdrawn(work, scene, first)
    assert await lines(work, first, second) == [[1500, -1500], [0, 1500]]


@pytest.mark.parametrize("held", ["first", "second"])
async def test_a_withdrawal_beside_a_release_leaves_a_fee_per_request_billed_once(work: Work, held: str) -> None:
    scene = await factories.scene(work)
    await factories.fee(work, per="REQUEST")
    first, second = await two_approved_parts(work, scene)
    await released(work, scene, first)
    both = [withdrawn(work, scene, first), released(work, scene, second)]
    await asyncio.gather(*(both if held == "first" else reversed(both)))
    of_first, of_second = await lines(work, first, second)
    assert (sum(of_first), sum(of_second)) == (0, 1500)
    await withdrawn(work, scene, second)
    assert sum(await amounts(work)) == 0
