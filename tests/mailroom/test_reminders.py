"""What is written about without a move: windows that close, and FOC dates nobody reported on. Once each."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from portico.domain.statuses import PortingNumberStatus
from portico.mailroom.deadlines import Reminders
from portico.operations.desk.reminders import OVERDUE_AFTER, reminder_mark
from portico.storage import models
from portico.storage.desk import deadlines as storage_deadlines
from tests import clock as test_clock
from tests import factories
from tests.mailroom.conftest import Room
from tests.operations.engine.archive import all_of, entries_of, row_of


@pytest.fixture
def remind(room: Room) -> Reminders:
    return Reminders(room.work, lambda: None)


async def nl(room: Room, **values: Any) -> factories.Request:
    return await factories.request(room.work, room.scene, 1, country="NL", status="READY_TO_BE_PORTED", **values)


async def with_foc(room: Room, *focs: datetime) -> factories.Request:
    return await factories.request(room.work, room.scene, [{"status": PortingNumberStatus.FOC_DATE_SET, "foc_at": foc} for foc in focs])


UNTIL = datetime(2026, 6, 30, 22, 0, tzinfo=UTC)  # the end of 30 June in Amsterdam


async def test_reminders_of_a_closing_window_come_14_3_and_1_days_before_once_each(
    room: Room, remind: Reminders, clock: test_clock.Clock
) -> None:
    request = await nl(room, ready_until=UNTIL)
    seen = []
    clock.now = UNTIL - timedelta(days=20)
    while clock.now < UNTIL + timedelta(days=2):
        before = len(await room.deliveries("email"))
        await remind.step()
        if len(await room.deliveries("email")) > before:
            seen.append(UNTIL - clock.now)
        clock.advance(hours=6)
    assert seen == [timedelta(days=14), timedelta(days=3), timedelta(days=1)]
    await room.turn("email")
    assert len(room.post.letters) == 6
    assert [letter["Subject"].partition(": ")[2] for letter in room.post.letters[::2]] == [
        f"Perform the porting by 30 June 2026: {left}" for left in ("14 days left", "3 days left", "today is the last day")
    ]
    found = await row_of(room.work, models.PortingRequest, request.id)
    assert found is not None
    assert found["version"] == 1, "a reminder is no move"
    assert await entries_of(room.work, request.id) == []


async def test_a_clock_that_slept_over_two_marks_reminds_once(room: Room, remind: Reminders, clock: test_clock.Clock) -> None:
    await nl(room, ready_until=UNTIL)
    clock.now = UNTIL - timedelta(days=2)
    for _ in range(3):
        await remind.step()
    assert len(await room.deliveries("email")) == 2
    clock.now = UNTIL
    await remind.step()
    assert len(await room.deliveries("email")) == 2, "after the window has closed there is nothing to remind of"


async def test_a_late_reminder_says_the_days_that_are_really_left(room: Room, remind: Reminders, clock: test_clock.Clock) -> None:
    await nl(room, ready_until=UNTIL)
    clock.now = UNTIL - timedelta(days=9)
    await remind.step()
    await room.turn("email")
    assert room.post.letters[0]["Subject"].endswith(": 9 days left")


@pytest.mark.parametrize("configured", [True, False])
async def test_whoever_set_the_moment_is_not_asked_to_perform(
    room: Room, remind: Reminders, clock: test_clock.Clock, configured: bool
) -> None:
    profile = room.scene.configuration_id if configured else None
    await nl(room, ready_until=UNTIL, perform_at=UNTIL - timedelta(hours=5), configuration_profile_id=profile)
    clock.now = UNTIL - timedelta(days=3)
    await remind.step()
    await room.turn("email")
    assert ("What you need to do" in room.post.body()) is not configured
    asked = "open the request and assign one before then. If you drop that moment, perform the porting"
    assert (asked in " ".join(room.post.body().split())) is not configured
    assert "Ported by itself: Tuesday 30 June 2026" in room.post.body()


async def test_the_reminder_of_a_window_names_the_day_on_which_the_port_happens_by_itself(
    room: Room, remind: Reminders, clock: test_clock.Clock
) -> None:
    """`Ported by itself before 30 June 2026` was said of a port on 28 June."""
    await nl(room, ready_until=UNTIL, perform_at=UNTIL - timedelta(days=2, hours=5), configuration_profile_id=None)
    clock.now = UNTIL - timedelta(days=3)
    await remind.step()
    await room.turn("email")
    assert str(room.post.letters[0]["Subject"]).endswith(": Ported by itself on 28 June 2026")


async def test_many_closing_windows_are_read_in_pages(
    room: Room, remind: Reminders, clock: test_clock.Clock, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(storage_deadlines, "PAGE", 2)
    for hours in range(5):
        await nl(room, ready_until=UNTIL + timedelta(hours=hours // 2))
    clock.now = UNTIL - timedelta(days=1)
    await remind.step()
    assert len({row["order_id"] for row in await room.deliveries("email")}) == 5


def test_the_marks_follow_the_amsterdam_calendar_over_the_change_of_summer_time() -> None:
    until = datetime(2026, 3, 30, 22, 0, tzinfo=UTC)  # midnight in summer time; the change is the night before
    assert reminder_mark(until, datetime(2026, 3, 16, 22, 59, tzinfo=UTC)) is None
    assert reminder_mark(until, datetime(2026, 3, 16, 23, 0, tzinfo=UTC)) == datetime(2026, 3, 16, 23, 0, tzinfo=UTC)
    assert reminder_mark(until, until) == datetime(2026, 3, 29, 22, 0, tzinfo=UTC)


async def test_a_foc_that_passes_unreported_alerts_staff_once(room: Room, remind: Reminders, clock: test_clock.Clock) -> None:
    foc = clock.now + timedelta(hours=1)
    request = await with_foc(room, foc, foc, foc + timedelta(days=2))
    clock.now = foc + OVERDUE_AFTER - timedelta(microseconds=1)
    await remind.step()
    assert await room.deliveries() == []
    clock.now = foc + OVERDUE_AFTER
    for _ in range(3):
        await remind.step()
        clock.advance(minutes=10)
    staff = {row["email"] for row in await all_of(room.work, models.User) if row["account_id"] is None}
    owed = await room.deliveries("email")
    assert {row["destination"] for row in owed} == staff
    assert len(owed) == len(staff)
    assert {row["account_id"] for row in owed} == {None}, "not among the account's own deliveries"
    assert [one["number"] for one in owed[0]["payload"]["happenings"]] == sorted(request.e164s[:2])
    await room.turn("email")
    assert "FOC date passed unreported for 2 numbers" in room.post.letters[0]["Subject"]
    assert "You receive this because you are staff" in room.post.body()


async def test_a_revised_foc_can_be_missed_again(room: Room, remind: Reminders, clock: test_clock.Clock) -> None:
    request = await with_foc(room, clock.now)
    clock.advance(hours=2)
    await remind.step()
    first = len(await room.deliveries())

    async def revise(unit: Any) -> None:
        later = clock.now + timedelta(days=1)
        await unit.connection.execute("UPDATE porting_number SET foc_at = $1 WHERE id = $2", later, request.number)

    await room.work.unit(revise)
    await remind.step()
    assert len(await room.deliveries()) == first
    clock.advance(days=2)
    await remind.step()
    assert len(await room.deliveries()) == 2 * first
