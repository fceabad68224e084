"""A Dutch port that was performed was told with a date on which nothing moved: the day chosen before, or the first one possible."""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import Any

import pytest

from portico.domain import ids
from portico.domain.actors import SYSTEM
from portico.domain.port_ins.porting_request import MakeReady, SchedulePerform
from portico.domain.statuses import PortingNumberStatus
from portico.operations.desk import foc_events
from portico.operations.engine.moves import move_one
from portico.operations.engine.outcomes import Target
from portico.operations.engine.work import Work
from portico.storage.desk import foc_calendar
from tests import factories
from tests.clock import Clock
from tests.graphql.asking import ask

pytestmark = pytest.mark.either_engine

TOLD = """query ($id: ID!) { portingNumber(id: $id) { status focAt focDate focHistory { focDate change }
    journal(first: 1) { edges { node { event facts { text } } } } }
    focCalendar(from: "2026-03-01", to: "2026-03-31") { day entries { onlyPossible completedCount } } }"""


async def told(work: Work, scene: factories.Scene, placed: factories.Request) -> dict[str, Any]:
    return await ask(work, scene.viewer, TOLD, id=ids.spelled("porting_number", placed.number))


async def ready(work: Work, clock: Clock, first: date) -> tuple[factories.Scene, factories.Request]:
    scene = await factories.scene(work, "NL")
    placed = await factories.request(work, scene, [PortingNumberStatus.IN_PROCESS], country="NL")
    await move_one(work, scene.agent, "porting_request", "make_ready", Target(placed.id), MakeReady(first))
    return scene, placed


async def events(work: Work, scene: factories.Scene, placed: factories.Request, clock: Clock) -> list[tuple[str, date, bool]]:
    found = await foc_calendar.numbers(work.reader, scene.viewer, datetime(2026, 3, 1, tzinfo=UTC), datetime(2026, 4, 1, tzinfo=UTC))
    ports = foc_events.ports(found, {placed.id: (1, clock.now)}, "https://portico.example", name_accounts=False)
    return [(port.summary.partition(":")[0], port.at.date(), port.tentative) for port in ports]


async def test_a_port_performed_ahead_of_the_moment_that_was_set_is_told_with_the_day_it_moved(work: Work, clock: Clock) -> None:
    """It was in service on 9 March, and every calendar said that it was ported on the 11th."""
    scene, placed = await ready(work, clock, date(2026, 3, 9))
    clock.now = datetime(2026, 3, 9, 9, tzinfo=UTC)
    chosen = SchedulePerform(datetime(2026, 3, 11, 10, tzinfo=UTC))
    await move_one(work, scene.member, "porting_request", "schedule_perform", Target(placed.id), chosen)
    clock.advance(hours=3)
    await move_one(work, scene.member, "porting_request", "perform", Target(placed.id))
    answered = await told(work, scene, placed)
    number = answered["portingNumber"]
    assert (number["status"], number["focAt"], number["focDate"]) == ("COMPLETED", "2026-03-09T12:00:00Z", "2026-03-09")
    assert number["focHistory"][-1] == {"focDate": "2026-03-09", "change": "performed"}
    (entry,) = [edge["node"] for edge in number["journal"]["edges"]]
    assert (entry["event"], [fact["text"] for fact in entry["facts"]]) == (
        "PORTING_NUMBER_COMPLETED",
        ["FOC moved from 11 to 9 March 2026."],
    )
    assert answered["focCalendar"] == [{"day": "2026-03-09", "entries": [{"onlyPossible": False, "completedCount": 1}]}]
    assert await events(work, scene, placed, clock) == [("Ported", date(2026, 3, 9), False)]


async def test_a_port_performed_without_a_moment_is_told_with_its_day_and_no_longer_as_possible(work: Work, clock: Clock) -> None:
    """The calendar had it on the first possible day, as a day that nobody had chosen yet, for ever."""
    scene, placed = await ready(work, clock, date(2026, 3, 9))
    possible = [{"day": "2026-03-09", "entries": [{"onlyPossible": True, "completedCount": 0}]}]
    assert (await told(work, scene, placed))["focCalendar"] == possible
    clock.now = datetime(2026, 3, 15, 12, tzinfo=UTC)
    await move_one(work, scene.member, "porting_request", "perform", Target(placed.id))
    answered = await told(work, scene, placed)
    assert answered["portingNumber"]["focDate"] == "2026-03-15"
    assert [fact["text"] for edge in answered["portingNumber"]["journal"]["edges"] for fact in edge["node"]["facts"]] == [
        "FOC date: 15 March 2026."
    ]
    assert answered["focCalendar"] == [{"day": "2026-03-15", "entries": [{"onlyPossible": False, "completedCount": 1}]}]
    assert await events(work, scene, placed, clock) == [("Ported", date(2026, 3, 15), False)]


@pytest.mark.parametrize(
    ("chosen", "performed", "fact"),
    [
        (15, 11, "FOC stays on 11 March 2026, at another hour: 16:00 (Europe/Amsterdam) before, 12:00 (Europe/Amsterdam) now."),
        (10, 14, "FOC stays on 11 March 2026, at another hour: 11:00 (Europe/Amsterdam) before, 15:00 (Europe/Amsterdam) now."),
        (None, 14, "FOC date: 11 March 2026."),
    ],
)
async def test_a_port_performed_at_another_hour_of_its_day_is_told_with_the_hour_it_moved(
    work: Work, clock: Clock, chosen: int | None, performed: int, fact: str
) -> None:
    """A calendar said nine in the morning of what moved in the afternoon, and the API that it was on another day."""
    scene, placed = await ready(work, clock, date(2026, 3, 11))
    if chosen:
        moment = SchedulePerform(datetime(2026, 3, 11, chosen, tzinfo=UTC))
        await move_one(work, scene.member, "porting_request", "schedule_perform", Target(placed.id), moment)
    clock.now = datetime(2026, 3, 11, performed, tzinfo=UTC)
    await move_one(work, scene.member, "porting_request", "perform", Target(placed.id))
    number = (await told(work, scene, placed))["portingNumber"]
    assert (number["focAt"], number["focHistory"][-1]["change"]) == (f"2026-03-11T{performed}:00:00Z", "performed")
    assert [each["text"] for edge in number["journal"]["edges"] for each in edge["node"]["facts"]] == [fact]
    found = await foc_calendar.numbers(work.reader, scene.viewer, datetime(2026, 3, 1, tzinfo=UTC), datetime(2026, 4, 1, tzinfo=UTC))
    (event,) = foc_events.ports(found, {placed.id: (1, clock.now)}, "https://portico.example", name_accounts=False)
    assert event.at == clock.now


async def test_a_moment_that_came_stays_the_date_though_the_clock_was_minutes_late(work: Work, clock: Clock) -> None:
    scene, placed = await ready(work, clock, date(2026, 3, 9))
    moment = datetime(2026, 3, 11, 10, tzinfo=UTC)
    await move_one(work, scene.member, "porting_request", "schedule_perform", Target(placed.id), SchedulePerform(moment))
    clock.now = datetime(2026, 3, 11, 10, 2, tzinfo=UTC)
    await move_one(work, SYSTEM, "porting_request", "perform", Target(placed.id))
    answered = await told(work, scene, placed)
    assert answered["portingNumber"]["focAt"] == "2026-03-11T10:00:00Z"
    assert answered["focCalendar"] == [{"day": "2026-03-11", "entries": [{"onlyPossible": False, "completedCount": 1}]}]
