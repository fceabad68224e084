"""One FOC date, one day: in lists, entries and the calendar; and the days on which its carrier does not work."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from portico.domain import ids
from portico.domain.port_ins.porting_number import ConfirmFoc
from portico.domain.statuses import PortingNumberStatus
from portico.operations.engine.moves import move_one
from portico.operations.engine.outcomes import Target
from portico.operations.engine.work import Work
from portico.storage import models
from portico.storage.engine import sql
from tests import factories
from tests.graphql.asking import ask, errors

pytestmark = pytest.mark.either_engine

NUMBER = """query ($id: ID!) { portingNumber(id: $id) { focAt focDate losingCarrierTimeZone focHistory { focDate }
    journal(first: 5) { edges { node { event data facts { text } } } } } }"""
NUMBERS = """query ($on: Date!) { portingNumbers(filter: { focDateFrom: $on, focDateTo: $on }) { totalCount } }"""
CALENDAR = """query ($from: Date!, $to: Date!) { focCalendar(from: $from, to: $to) { day numberCount } }"""
DAYS_OFF = """query ($from: Date!, $to: Date!, $carrierId: ID, $weekends: Boolean! = false) {
    daysOff(from: $from, to: $to, carrierId: $carrierId, weekends: $weekends) { day name carriers } }"""


async def settle(work: Work, carrier: Any, **columns: Any) -> None:
    async with work.database.transaction() as connection:
        await sql.update_rows(connection, models.Carrier, {carrier.carrier_id: columns})


async def test_a_chicago_foc_late_in_the_evening_is_the_fourteenth_everywhere(work: Work) -> None:
    scene = await factories.scene(work)
    await settle(work, scene.losing, time_zone="America/Chicago")
    placed = await factories.request(work, scene, [PortingNumberStatus.IN_PROCESS])
    late = datetime(2026, 12, 15, 2, tzinfo=UTC)
    await move_one(work, scene.agent, "porting_number", "confirm_foc", Target(placed.number), ConfirmFoc(late))
    number = (await ask(work, scene.viewer, NUMBER, id=ids.encode("pnum", placed.number)))["portingNumber"]
    assert (number["focAt"], number["focDate"]) == ("2026-12-15T02:00:00Z", "2026-12-14")
    assert number["focHistory"][-1]["focDate"] == "2026-12-14"
    confirmed = next(e["node"] for e in number["journal"]["edges"] if e["node"]["event"] == "PORTING_NUMBER_FOC_CONFIRMED")
    assert confirmed["data"]["foc_date"] == "2026-12-14"
    later = ConfirmFoc(late + timedelta(hours=1), reason="An hour later.")
    await move_one(work, scene.agent, "porting_number", "revise_foc", Target(placed.number), later)
    number = (await ask(work, scene.viewer, NUMBER, id=ids.encode("pnum", placed.number)))["portingNumber"]
    revised = next(e["node"] for e in number["journal"]["edges"] if e["node"]["event"] == "PORTING_NUMBER_FOC_REVISED")
    said = "FOC stays on 14 December 2026, at another hour: 20:00 (America/Chicago) before, 21:00 (America/Chicago) now."
    assert [fact["text"] for fact in revised["facts"]] == [said]
    found = [(await ask(work, scene.viewer, NUMBERS, on=f"2026-12-{day}"))["portingNumbers"]["totalCount"] for day in (13, 14, 15)]
    assert found == [0, 1, 0]
    days = (await ask(work, scene.viewer, CALENDAR, **{"from": "2026-12-14", "to": "2026-12-15"}))["focCalendar"]
    assert days == [{"day": "2026-12-14", "numberCount": 1}]


async def test_days_off_are_those_of_each_carriers_region(work: Work) -> None:
    scene = await factories.scene(work, "GB")
    await settle(work, scene.network, region="GB-SCT")
    easter = {"from": "2027-03-26", "to": "2027-03-30"}
    both = sorted([scene.losing.name, scene.network.name])
    off = (await ask(work, scene.viewer, DAYS_OFF, **easter))["daysOff"]
    assert [(day["day"], day["name"], day["carriers"]) for day in off] == [
        ("2027-03-26", "Good Friday", both),
        ("2027-03-29", "Easter Monday", [scene.losing.name]),
    ]
    key = ids.encode("carr", scene.network_id)
    alone = (await ask(work, scene.viewer, DAYS_OFF, carrierId=key, weekends=True, **easter))["daysOff"]
    assert [day["day"] for day in alone] == ["2027-03-26", "2027-03-27", "2027-03-28"]
    assert await errors(work, scene.viewer, DAYS_OFF, **{"from": "2027-01-01", "to": "2027-03-30"}) == ["BAD_REQUEST"]
