"""What accounts were charged: listed, summed, followed by billing systems and taken as a sheet, each within what one may see."""

from __future__ import annotations

import csv
import dataclasses
import io
import re
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest

import portico
from portico.domain import ids
from portico.domain.actors import Actor, Scope
from portico.domain.port_outs.charges import GIVEN_BACK, ChargeKind
from portico.domain.port_outs.port_out_request import ApprovePart, ApproveRelease
from portico.domain.refusals import NotFound, NotPermitted
from portico.operations.engine.moves import move_one
from portico.operations.engine.outcomes import Target
from portico.operations.engine.work import Work
from portico.operations.exports import charge_sheets
from portico.storage import models
from portico.storage.port_outs.charges import ChargeFilter
from tests import factories
from tests.factories import Scene
from tests.graphql.asking import ask
from tests.operations.engine.archive import all_of

pytestmark = pytest.mark.either_engine
ROOT = Path(portico.__file__).parent
LIST = """query L($first: Int, $after: String, $filter: ChargeFilter, $by: ChargeOrdering! = CREATED_ASC) {
    charges(first: $first, after: $after, filter: $filter, orderBy: $by) { totalCount pageInfo { endCursor hasNextPage }
        edges { node { id kind amountMinor amount { amount currency } reference orderStatus passedOnFrom accountName } } } }"""
SUMS = """query S($filter: ChargeFilter) { chargeTotals(filter: $filter) {
    month currency lineCount charged { amount } reversed { amount } total { amount } } }"""


async def billed_and_withdrawn(work: Work, scene: Scene) -> UUID:
    """A port-out that was billed for two numbers and given back."""
    placed = await factories.port_out(work, scene, 2, status="APPROVED")
    await factories.fee(work)
    await move_one(work, scene.agent, "port_out_request", "staff_approve", Target(placed.id), ApproveRelease())
    await move_one(work, scene.network, "port_out_request", "withdraw", Target(placed.id))
    return placed.id


def nodes(answered: dict[str, Any]) -> list[dict[str, Any]]:
    return [edge["node"] for edge in answered["charges"]["edges"]]


async def test_a_canceled_order_stays_visible_with_its_reversal(work: Work) -> None:
    scene = await factories.scene(work)
    await billed_and_withdrawn(work, scene)
    found = nodes(await ask(work, scene.viewer, LIST))
    assert [(line["kind"], line["amount"], line["amountMinor"], line["orderStatus"]) for line in found] == [
        ("PORT_OUT_FEE", {"amount": "30.00", "currency": "USD"}, 3000, "CANCELED"),
        ("PORT_OUT_FEE_REVERSAL", {"amount": "-30.00", "currency": "USD"}, -3000, "CANCELED"),
    ]


async def test_what_a_part_took_over_says_from_which_one(work: Work) -> None:
    scene = await factories.scene(work)
    await factories.fee(work, per="REQUEST")
    placed = await factories.port_out(work, scene, 2)
    await move_one(work, scene.member, "port_out_request", "approve_part", Target(placed.id), ApprovePart([placed.e164s[0]]))
    rest = next(row["id"] for row in await all_of(work, models.PortOutRequest) if row["parent_id"])
    await move_one(work, scene.member, "port_out_request", "approve", Target(rest))
    for key in (placed.id, rest):
        await move_one(work, scene.agent, "port_out_request", "staff_approve", Target(key), ApproveRelease())
    await move_one(work, scene.network, "port_out_request", "withdraw", Target(placed.id))
    references = {row["id"]: row["reference"] for row in await all_of(work, models.PortOutRequest)}
    (passed,) = [line for line in nodes(await ask(work, scene.viewer, LIST)) if line["kind"] == "PORT_OUT_FEE_PASSED_ON"]
    assert (passed["amountMinor"], passed["reference"], passed["passedOnFrom"]) == (1500, references[rest], references[placed.id])


async def listed(work: Work, who: Actor, **wanted: Any) -> list[int]:
    return [line["amountMinor"] for line in nodes(await ask(work, who, LIST, filter=wanted))]


async def lines(work: Work) -> tuple[Scene, Scene, UUID]:
    """Two accounts, charged in two months and two currencies."""
    rows = factories.Rows(work.now)
    scene, other = rows.scene(), rows.scene()
    placed, another = rows.port_out(scene), rows.port_out(other)
    february, march = datetime(2026, 2, 28, 23, 59, tzinfo=UTC), datetime(2026, 3, 1, tzinfo=UTC)
    rows.charge(scene, placed, created_at=february, amount_minor=100)
    rows.charge(scene, placed, created_at=march, amount_minor=200)
    rows.charge(scene, placed, "PORT_OUT_FEE_REVERSAL", created_at=march + timedelta(days=30), amount_minor=-200)
    rows.charge(scene, placed, created_at=march, amount_minor=500, currency="JPY")
    rows.charge(other, another, created_at=march, amount_minor=7)
    await rows.write(work)
    return scene, other, placed.id


async def test_charges_are_narrowed_by_days_currency_kind_request_and_account(work: Work) -> None:
    scene, other, placed = await lines(work)
    assert await listed(work, scene.viewer) == [100, 200, 500, -200]
    assert await listed(work, scene.viewer, fromDay="2026-03-01") == [200, 500, -200]
    assert await listed(work, scene.viewer, untilDay="2026-02-28") == [100]
    assert await listed(work, scene.viewer, fromDay="2026-03-31", untilDay="2026-03-31") == [-200]
    assert await listed(work, scene.viewer, currency="JPY") == [500]
    assert await listed(work, scene.viewer, kinds=["PORT_OUT_FEE_REVERSAL"]) == [-200]
    assert await listed(work, scene.agent, portOutRequestId=ids.encode("pout", placed)) == [100, 200, 500, -200]
    assert await listed(work, scene.agent, accountId=ids.encode("acct", other.account_id)) == [7]
    assert await listed(work, scene.viewer, accountId=ids.encode("acct", other.account_id)) == []
    page = (await ask(work, scene.viewer, LIST, first=3))["charges"]
    assert (page["totalCount"], page["pageInfo"]["hasNextPage"]) == (4, True)
    rest = nodes(await ask(work, scene.viewer, LIST, first=3, after=page["pageInfo"]["endCursor"]))
    assert [line["amountMinor"] for line in rest] == [-200]


async def test_charges_are_summed_by_month_and_currency(work: Work) -> None:
    scene, other, _ = await lines(work)
    found = (await ask(work, scene.viewer, SUMS))["chargeTotals"]
    said = [
        (row["month"], row["currency"], row["lineCount"], *(row[name]["amount"] for name in ("charged", "reversed", "total")))
        for row in found
    ]
    assert said == [
        ("2026-03-01", "JPY", 1, "500", "0", "500"),
        ("2026-03-01", "USD", 2, "2.00", "-2.00", "0.00"),
        ("2026-02-01", "USD", 1, "1.00", "0.00", "1.00"),
    ]
    both = (await ask(work, scene.agent, SUMS, filter={"currency": "USD", "fromDay": "2026-03-01"}))["chargeTotals"]
    assert [row["total"]["amount"] for row in both] == ["0.07"]
    assert (await ask(work, other.viewer, SUMS))["chargeTotals"][0]["total"]["amount"] == "0.07"


async def sheet(work: Work, who: Actor, wanted: ChargeFilter | None = None) -> list[list[str]]:
    pieces = [piece async for piece in charge_sheets.pieces(work, who, wanted or ChargeFilter())]
    return list(csv.reader(io.StringIO(b"".join(pieces).decode())))


async def test_a_sheet_has_every_line_and_no_formula(work: Work, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("portico.storage.port_outs.charges.listing.LARGEST_PAGE", 2)
    rows = factories.Rows(work.now)
    scene = rows.scene(name="=cmd|' /C calc'!A0")
    placed = rows.port_out(scene)
    for minor in (100, 200, -300):
        rows.charge(scene, placed, amount_minor=minor)
    await rows.write(work)
    heading, *found = await sheet(work, scene.viewer)
    assert heading == list(charge_sheets.HEADINGS)
    assert [line[-2] for line in found] == ["1.00", "2.00", "-3.00"]
    assert {line[2] for line in found} == {"'=cmd|' /C calc'!A0"}


async def test_a_sheet_is_noted_where_it_belongs(work: Work) -> None:
    scene, other, _ = await lines(work)
    await charge_sheets.note(work, scene.viewer, ChargeFilter(currency="USD"))
    await charge_sheets.note(work, scene.agent, ChargeFilter(account_id=other.account_id))
    await charge_sheets.note(work, scene.agent, ChargeFilter())
    found = [entry for entry in await all_of(work, models.JournalEntry, "position") if entry["event"] == "charge.exported"]
    assert [(entry["account_id"], entry["actor_name"], entry["internal"]) for entry in found] == [
        (scene.account_id, scene.viewer.name, False),
        (other.account_id, scene.agent.name, False),
        (None, scene.agent.name, True),
    ]
    token = dataclasses.replace(scene.viewer, kind="token", scopes=frozenset({Scope.CHARGES_READ}))
    await charge_sheets.note(work, token, ChargeFilter())


@pytest.mark.parametrize("who", ["viewer", "network"])
async def test_nobody_takes_a_sheet_of_what_is_not_theirs(work: Work, who: str) -> None:
    scene, other, _ = await lines(work)
    with pytest.raises((NotFound, NotPermitted)):
        await charge_sheets.note(work, getattr(scene, who), ChargeFilter(account_id=other.account_id))
    if who == "viewer":
        assert len(await sheet(work, scene.viewer, ChargeFilter(account_id=other.account_id))) == 1, "its heading"


def test_every_kind_of_charge_that_is_written_anywhere_can_be_listed() -> None:
    """A number's share that was given back had a kind of its own, which no list could show."""
    written = {word for file in (ROOT / "operations").rglob("*.py") for word in re.findall(r'"(PORT_OUT_FEE\w*)"', file.read_text())}
    assert written <= set(ChargeKind)
    assert "PORT_OUT_FEE_SHARE" in written


@pytest.mark.parametrize("kind", ChargeKind)
async def test_a_charge_of_any_kind_is_listed_and_summed(work: Work, kind: ChargeKind) -> None:
    rows = factories.Rows(work.now)
    scene = rows.scene()
    rows.charge(scene, rows.port_out(scene), kind, amount_minor=-5 if kind in GIVEN_BACK else 5)
    await rows.write(work)
    assert [line["kind"] for line in nodes(await ask(work, scene.viewer, LIST))] == [kind]
    (total,) = (await ask(work, scene.viewer, SUMS))["chargeTotals"]
    assert (total["charged"]["amount"], total["reversed"]["amount"]) == (("0.00", "-0.05") if kind in GIVEN_BACK else ("0.05", "0.00"))
