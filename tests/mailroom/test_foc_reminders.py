"""FOC dates that come near: each number hears of each date three days ahead, the day before and on the day, once, in one letter."""

from __future__ import annotations

import asyncio
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from portico.domain.ids import new_id
from portico.domain.port_ins.porting_number import AssignProfile, ConfirmFoc
from portico.domain.statuses import PortingNumberStatus
from portico.mailroom.foc_reminders import FocReminders, remind
from portico.mailroom.letters.letters import render
from portico.operations.engine.moves import move
from portico.operations.engine.outcomes import Target
from portico.storage import models
from portico.storage.engine import sql
from portico.storage.engine.rows import Row
from tests import factories
from tests.clock import Clock
from tests.mailroom.conftest import Room
from tests.operations.engine import archive

pytestmark = pytest.mark.either_engine

Number = PortingNumberStatus
FOC = datetime(2026, 3, 20, 18, 0, tzinfo=UTC)  # a Friday, 14:00 in New York
TODAY = datetime(2026, 3, 20, 12, 0, tzinfo=UTC)  # 08:00 there
TOMORROW, THREE_DAYS = TODAY - timedelta(days=1), TODAY - timedelta(days=3)
ADA, DESK = "ada@acme.example", "desk@acme.example"


@pytest.fixture
def reminders(room: Room) -> FocReminders:
    return FocReminders(room.work, lambda: None)


def dated(foc_at: datetime = FOC, status: Number = Number.FOC_DATE_SET, **values: Any) -> dict[str, Any]:
    return {"status": status, "foc_at": foc_at, **values}


async def configured(room: Room, numbers: list[dict[str, Any]], **values: Any) -> factories.Request:
    """A request that needs no warning."""
    return await room.request(numbers, configuration_profile_id=room.scene.configuration_id, **values)  # type: ignore[arg-type]


async def letters(room: Room, to: str = ADA) -> list[Row]:
    return [row for row in await room.deliveries("email") if row["destination"] == to]


def events(found: list[Row]) -> list[str]:
    return [row["event"].partition(".")[2] for row in found]


def numbers_in(letter: Row) -> list[str]:
    return [happened["number"] for happened in letter["payload"]["happenings"]]


async def test_a_week_of_steps_reminds_three_times(room: Room, reminders: FocReminders, clock: Clock) -> None:
    request = await configured(room, [dated(), dated(), {"status": Number.IN_PROCESS}])
    seen = []
    clock.now = THREE_DAYS - timedelta(days=2)
    while clock.now < FOC + timedelta(days=1):
        before = len(await letters(room))
        await reminders.step()
        if len(await letters(room)) > before:
            seen.append(clock.now)
        clock.advance(hours=1)
    assert seen == [THREE_DAYS, TOMORROW, TODAY]
    mine = await letters(room)
    assert events(mine) == ["foc_in_three_days", "foc_tomorrow", "foc_today"]
    assert [numbers_in(letter) for letter in mine] == [sorted(request.e164s[:2])] * 3
    assert events(await letters(room, DESK)) == events(mine)
    row = await archive.row_of(room.work, models.PortingRequest, request.id)
    assert row
    assert (row["version"], row["sequence"]) == (1, 0), "a reminder is no move"


async def test_the_letter_names_its_numbers_and_the_date(room: Room, reminders: FocReminders, clock: Clock) -> None:
    await configured(room, [dated(), dated()])
    clock.now = TOMORROW
    await reminders.step()
    await room.turn("email")
    letter = next(letter for letter in room.post.letters if letter["To"] == ADA)
    assert letter["Subject"].endswith(": Ported tomorrow: 2 numbers, 20 March 2026")
    body = letter.get_body(("plain",))
    assert body
    text = body.get_content()
    assert "this port is tomorrow" in text
    assert "Friday 20 March 2026, 14:00 (America/New_York)" in text


async def test_another_worker_and_a_new_process_remind_nobody_again(room: Room, clock: Clock) -> None:
    request = await configured(room, [dated()])
    clock.now = THREE_DAYS
    for _ in range(3):
        await FocReminders(room.work, lambda: None).step()
    assert await room.work.unit(lambda unit: remind(unit, request.id)) == 0
    assert len(await letters(room)) == 1
    await asyncio.gather(*(FocReminders(room.work, lambda: None).step() for _ in range(4)))
    assert len(await letters(room)) == 1


async def test_two_workers_at_once_remind_once(room: Room, clock: Clock) -> None:
    for _ in range(3):
        await configured(room, [dated()])
    clock.now = THREE_DAYS
    await asyncio.gather(*(FocReminders(room.work, lambda: None).step() for _ in range(4)))
    assert len(await letters(room)) == 3


async def test_dates_of_one_day_are_in_one_letter_and_requests_apart(room: Room, reminders: FocReminders, clock: Clock) -> None:
    await configured(room, [dated(), dated(FOC + timedelta(hours=2))])
    await configured(room, [dated()])
    clock.now = THREE_DAYS
    await reminders.step()
    found = await letters(room)
    assert sorted(len(numbers_in(letter)) for letter in found) == [1, 2]


async def test_a_number_that_joins_later_hears_of_it_and_the_others_do_not_again(room: Room, reminders: FocReminders, clock: Clock) -> None:
    request = await configured(room, [dated(), dated(FOC - timedelta(days=10), status=Number.COMPLETED)])
    clock.now = THREE_DAYS
    await reminders.step()
    async with room.work.database.transaction() as connection:
        columns = {"status": Number.FOC_DATE_SET, "foc_at": FOC}
        await sql.update_rows(connection, models.PortingNumber, {request.numbers[1]: columns}, room.work.now)
    await reminders.step()
    first, second = await letters(room)
    assert numbers_in(first) == [request.e164s[0]]
    assert numbers_in(second) == [request.e164s[1]]


async def test_who_was_just_told_of_the_date_is_not_reminded_of_it(room: Room, reminders: FocReminders, clock: Clock) -> None:
    request = await configured(room, [{"status": Number.IN_PROCESS}])
    clock.now = THREE_DAYS + timedelta(hours=2)
    (outcome,) = await move(room.work, room.scene.agent, "porting_number", "confirm_foc", [Target(request.number)], ConfirmFoc(FOC))
    assert outcome.refusal is None
    await reminders.step()
    assert await letters(room) == []
    clock.now = TOMORROW
    await reminders.step()
    assert events(await letters(room)) == ["foc_tomorrow"]


async def test_a_date_that_moved_is_reminded_of_anew(room: Room, reminders: FocReminders, clock: Clock) -> None:
    request = await configured(room, [dated()])
    clock.now = THREE_DAYS
    await reminders.step()
    later = ConfirmFoc(FOC + timedelta(days=3), reason="The carrier asked for it.")
    (outcome,) = await move(room.work, room.scene.agent, "porting_number", "revise_foc", [Target(request.number)], later)
    assert outcome.refusal is None
    for days in (1, 3, 5, 6):
        clock.now = THREE_DAYS + timedelta(days=days)
        await reminders.step()
    assert events(await letters(room)) == ["foc_in_three_days", "foc_in_three_days", "foc_tomorrow", "foc_today"]


async def test_nobody_is_reminded_of_what_ended_or_has_no_date(room: Room, reminders: FocReminders, clock: Clock) -> None:
    await configured(room, [dated(status=Number.COMPLETED), {"status": Number.CANCELED}, {"status": Number.NOT_PORTABLE}])
    clock.now = TODAY
    await reminders.step()
    assert await letters(room) == []


async def test_while_a_cancellation_waits_the_port_may_still_happen(room: Room, reminders: FocReminders, clock: Clock) -> None:
    await configured(room, [dated(status=Number.CANCELLATION_PENDING, resume_status=Number.FOC_DATE_SET)])
    clock.now = TOMORROW
    await reminders.step()
    (letter,) = await letters(room)
    assert events([letter]) == ["foc_tomorrow"]
    said = " ".join(render(letter["payload"], base_url="https://port.example").text.split())
    assert "this port is tomorrow if the cancellation is rejected" in said
    assert "Have your application set up" not in said, "nobody prepares what may still be canceled"


async def test_a_dutch_port_is_reminded_of_once_its_moment_is_chosen(room: Room, reminders: FocReminders, clock: Clock) -> None:
    dutch = {"status": "READY_TO_BE_PORTED", "country": "NL"}
    await configured(room, [dated()], **dutch)
    chosen = await configured(room, [dated()], **dutch, perform_at=FOC)
    clock.now = THREE_DAYS
    await reminders.step()
    (letter,) = await letters(room)
    assert letter["order_id"] == chosen.id
    said = " ".join(render(letter["payload"], base_url="https://port.example").text.split())
    assert "If the moment does not suit you, open the request and set another one, or drop it." in said, "it is the customer's own"


# Numbers without a configuration.


async def test_numbers_without_a_configuration_are_warned_about_two_days_ahead(room: Room, reminders: FocReminders, clock: Clock) -> None:
    own = dated(configuration_profile_id=room.scene.configuration_id)
    request = await room.request([dated(), own, dated()])  # type: ignore[arg-type]
    await configured(room, [dated()])
    clock.now = FOC - timedelta(days=2, hours=7)
    await reminders.step()
    assert await letters(room) == []
    clock.advance(hours=1)
    await reminders.step()
    await reminders.step()
    (warning,) = await letters(room)
    assert warning["event"] == "porting_number.profile_missing"
    assert numbers_in(warning) == sorted([request.e164s[0], request.e164s[2]])


async def test_a_near_date_without_a_configuration_is_warned_about_at_once(room: Room, reminders: FocReminders, clock: Clock) -> None:
    request = await room.request([{"status": Number.IN_PROCESS}])  # type: ignore[arg-type]
    clock.now = TODAY
    (outcome,) = await move(room.work, room.scene.agent, "porting_number", "confirm_foc", [Target(request.number)], ConfirmFoc(FOC))
    assert outcome.refusal is None
    await reminders.step()
    assert events(await letters(room)) == ["profile_missing"]


@pytest.mark.parametrize("days", [0, 1])
async def test_on_the_day_of_the_port_nobody_is_asked_to_act_before_it(
    room: Room, reminders: FocReminders, clock: Clock, days: int
) -> None:
    await room.request([dated(), dated(status=Number.CANCELLATION_PENDING)])  # type: ignore[arg-type]
    clock.now = TODAY - timedelta(days=days)
    await reminders.step()
    (warning,) = [row for row in await letters(room) if row["event"] == "porting_number.profile_missing"]
    text = " ".join(render(warning["payload"], base_url="https://port.example").text.split())
    assert ("before the date of the port" in text) is (days == 1)
    assert ("assign a configuration at once: that can be done until the port is complete." in text) is (days == 0)
    assert "if the cancellation is rejected" in text, "of the other one nothing is asked"


async def test_who_set_one_in_time_is_not_warned(room: Room, reminders: FocReminders, clock: Clock) -> None:
    request = await room.request([dated()])  # type: ignore[arg-type]
    clock.now = THREE_DAYS
    await reminders.step()
    asked = AssignProfile(room.scene.configuration_id)
    (outcome,) = await move(room.work, room.scene.member, "porting_number", "assign_profile", [Target(request.number)], asked)
    assert outcome.refusal is None
    clock.now = TOMORROW - timedelta(hours=1)
    await reminders.step()
    assert events(await letters(room)) == ["foc_in_three_days"]


async def test_a_request_that_is_gone_owes_nothing(room: Room) -> None:
    assert await room.work.unit(lambda unit: remind(unit, new_id())) == 0
