"""The customer named another losing carrier for one number, and dates, days and sight of its siblings moved with it."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from portico.domain import ids
from portico.domain.actors import Actor
from portico.domain.port_ins.porting_number import ConfirmFoc, NameReasons
from portico.domain.port_ins.porting_request import MatchLosingCarrier
from portico.domain.reasons import ReasonCode
from portico.domain.statuses import PortingNumberStatus
from portico.graphql.rendering import render_order
from portico.mailroom.foc_reminders import FocReminders
from portico.operations.desk import foc_events
from portico.operations.port_ins.porting_requests import UpdateRequest, update
from portico.storage import models
from portico.storage.desk import carriers, foc_calendar
from portico.storage.engine import sql
from tests import factories
from tests.clock import Clock
from tests.graphql.asking import ask
from tests.mailroom.conftest import Room
from tests.mailroom.test_letters_tell_the_truth import body
from tests.mailroom.test_real_moves import move

pytestmark = pytest.mark.either_engine

Number = PortingNumberStatus
FOC = datetime(2026, 12, 18, 5, 30, tzinfo=UTC)  # 23:30 on the 17th in Chicago, 00:30 on the 18th in New York

SIBLING = """query ($id: ID!) { portingNumber(id: $id) { focDate focHistory { focDate change } losingCarrierName losingCarrierUnknown
    losingCarrierId losingCarrierTimeZone } focCalendar(from: "2026-12-16", to: "2026-12-19") { day entries { losingCarrierName } } }"""


async def named_for_one(room: Room, clock: Clock, **named: Any) -> tuple[factories.Request, Actor]:
    """Two numbers with a carrier in Chicago, which confirmed the second one and has not the first: the customer names another one."""
    scene, made = room.scene, factories.Rows(room.work.now)
    blue = made.carrier(name="Blue Ridge Wireless", time_zone="America/New_York")
    await made.write(room.work)
    async with room.work.database.transaction() as connection:
        await sql.update_rows(connection, models.Carrier, {scene.losing_id: {"time_zone": "America/Chicago", "name": "Great Plains"}})
    placed = await factories.request(room.work, scene, [Number.PORTABLE, Number.PORTABLE])
    wrong, right = placed.numbers
    await move(room, scene.agent, "porting_number", "start", placed.numbers)
    await move(room, scene.network, "porting_number", "hand_over", placed.numbers)
    await move(room, scene.losing, "porting_number", "confirm_foc", [right], ConfirmFoc(FOC))
    await move(room, scene.losing, "porting_number", "require_action", [wrong], NameReasons([ReasonCode.NUMBER_NOT_WITH_CARRIER]))
    clock.advance(hours=1)
    changes = UpdateRequest(**(named or {"losing_carrier_id": blue.carrier_id}))
    await update(room.work, scene.member, placed.id, None, changes)
    return placed, blue


async def stays_where_it_is(room: Room, placed: factories.Request) -> None:
    answered = await ask(room.work, room.scene.viewer, SIBLING, id=ids.spelled("porting_number", placed.numbers[1]))
    assert answered["portingNumber"] == {
        "focDate": "2026-12-17",
        "focHistory": [{"focDate": "2026-12-17", "change": "confirmed"}],
        "losingCarrierName": "Great Plains",
        "losingCarrierUnknown": False,
        "losingCarrierId": ids.spelled("carrier", room.scene.losing_id),
        "losingCarrierTimeZone": "America/Chicago",
    }
    assert answered["focCalendar"] == [{"day": "2026-12-17", "entries": [{"losingCarrierName": "Great Plains"}]}]


async def test_a_callback_says_which_carrier_each_number_is_with(room: Room, clock: Clock) -> None:
    """The request's own carrier is another one by then, and so is the zone in which its dates are read."""
    placed, blue = await named_for_one(room, clock)
    await move(room, room.scene.member, "porting_number", "resubmit", placed.numbers[:1])
    await move(room, room.scene.agent, "porting_number", "hand_over", placed.numbers[:1])
    found = await render_order(room.work, "porting_request", placed.id, room.scene.account_id)
    assert found
    named = ("losingCarrierId", "losingCarrierName", "losingCarrierUnknown", "losingCarrierTimeZone")
    assert blue.carrier_id
    assert {number["id"]: tuple(number[name] for name in named) for number in found["numbers"]} == {
        ids.spelled("porting_number", placed.numbers[0]): (
            ids.spelled("carrier", blue.carrier_id), "Blue Ridge Wireless", False, "America/New_York",
        ),
        ids.spelled("porting_number", placed.numbers[1]): (
            ids.spelled("carrier", room.scene.losing_id), "Great Plains", False, "America/Chicago",
        ),
    }  # fmt: skip


async def test_naming_another_carrier_for_one_number_moves_no_date_of_its_sibling(room: Room, clock: Clock) -> None:
    """Its FOC moved from 17 to 18 December though nobody revised it, and neither carrier could withdraw it."""
    placed, blue = await named_for_one(room, clock)
    await stays_where_it_is(room, placed)
    revised = ConfirmFoc(FOC + timedelta(minutes=15), reason="A quarter later.")
    await move(room, room.scene.losing, "porting_number", "revise_foc", [placed.numbers[1]], revised)
    assert "Thursday 17 December 2026, 23:45 (America/Chicago)" in body(room)
    live = await carriers.live_orders(room.work.reader)
    assert {live[each] for each in (room.scene.losing_id, blue.carrier_id, room.scene.network_id) if each} == {(1, 0)}


async def test_a_typed_name_and_its_match_move_no_date_of_a_sibling_either(room: Room, clock: Clock) -> None:
    placed, blue = await named_for_one(room, clock, losing_carrier_name="Blue Rigde")
    await stays_where_it_is(room, placed)
    assert blue.carrier_id
    await move(room, room.scene.agent, "porting_request", "match_losing_carrier", [placed.id], MatchLosingCarrier(blue.carrier_id))
    await stays_where_it_is(room, placed)


async def test_whoever_typed_a_carrier_in_a_correction_is_told_that_it_is_their_turn_again(room: Room, clock: Clock) -> None:
    """The turn went back to the customer, and no mail said so; the carrier that was named before hears nothing of it."""
    placed, blue = await named_for_one(room, clock, losing_carrier_name="Blue Rigde")
    assert blue.carrier_id
    before = len(room.post.letters)
    await move(room, room.scene.agent, "porting_request", "match_losing_carrier", [placed.id], MatchLosingCarrier(blue.carrier_id))
    assert len(room.post.letters) > before
    letter = body(room)
    assert "Losing carrier: Blue Ridge Wireless" in letter
    assert letter.index("What you need to do") < letter.index("and resubmit it")
    listed = "query ($id: ID!) { portingRequest(id: $id) { journal(first: 50) { edges { node { event } } } } }"
    found = (await ask(room.work, room.scene.losing, listed, id=ids.spelled("porting_request", placed.id)))["portingRequest"]
    assert "PORTING_REQUEST_LOSING_CARRIER_MATCHED" not in {edge["node"]["event"] for edge in found["journal"]["edges"]}


async def test_two_numbers_of_two_carriers_at_one_instant_are_told_by_two_clocks(room: Room, clock: Clock) -> None:
    """One calendar event and its description, the days of the calendar, and reminders: each number's by its own carrier's clock."""
    placed, _blue = await named_for_one(room, clock)
    await move(room, room.scene.member, "porting_number", "resubmit", placed.numbers[:1])
    await move(room, room.scene.agent, "porting_number", "hand_over", placed.numbers[:1])
    await move(room, room.scene.agent, "porting_number", "confirm_foc", placed.numbers[:1], ConfirmFoc(FOC))
    days = (await ask(room.work, room.scene.viewer, SIBLING, id=ids.spelled("porting_number", placed.numbers[0])))["focCalendar"]
    assert [(each["day"], each["entries"][0]["losingCarrierName"]) for each in days] == [
        ("2026-12-17", "Great Plains"),
        ("2026-12-18", "Blue Ridge Wireless"),
    ]
    found = await foc_calendar.numbers(room.work.reader, room.scene.viewer, FOC, FOC + timedelta(hours=1))
    (port,) = foc_events.ports(found, {placed.id: (1, clock.now)}, "https://portico.example", name_accounts=False)
    assert {line for line in port.description if line.startswith(("Losing", "FOC"))} == {
        "Losing carrier: Great Plains",
        "FOC date, on the losing carrier's clock: Thursday 17 December 2026, 23:30 (CST)",
        "Losing carrier: Blue Ridge Wireless",
        "FOC date, on the losing carrier's clock: Friday 18 December 2026, 00:30 (EST)",
    }
    clock.now = datetime(2026, 12, 16, 15, tzinfo=UTC)
    before = {row["id"] for row in await room.deliveries("email")}
    await FocReminders(room.work, lambda: None).step()
    payloads = [row["payload"] for row in await room.deliveries("email") if row["id"] not in before]
    told = {(each["number"], each.get("foc_zone"), each.get("days_ahead")) for payload in payloads for each in payload["happenings"]}
    first, second = placed.e164s
    assert told == {(first, None, 2), (second, "America/Chicago", 1)}
