"""The clock fires what is due, once, however late it is; a person and the clock never both win."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import UUID

import pytest

from portico.domain.refusals import Blocked
from portico.domain.statuses import OnDeadline, PhoneNumberStatus, PortingNumberStatus, PortingRequestStatus, PortOutStatus
from portico.mailroom import deadlines, worker
from portico.mailroom.deadlines import Clock, Reminders, reminder_mark
from portico.operations import moves
from portico.operations.outcomes import Target
from portico.storage import deadlines as storage_deadlines
from portico.storage import models
from tests import clock as test_clock
from tests import factories
from tests.factories import Rows, Scene
from tests.mailroom.conftest import Room
from tests.operations.archive import all_of, check, entries_of, row_of

Number = PortingNumberStatus


@pytest.fixture
def fire(room: Room) -> Clock:
    return Clock(room.work, worker.as_system(room.work))


@pytest.fixture
def remind(room: Room) -> Reminders:
    return Reminders(room.work, lambda: None)


async def with_foc(room: Room, *focs: datetime, scene: Scene | None = None, **values: Any) -> factories.Request:
    numbers = [{"status": Number.FOC_DATE_SET, "foc_at": foc, **values} for foc in focs]
    return await factories.request(room.work, scene or room.scene, numbers)


async def number(room: Room, request: factories.Request, place: int = 0) -> dict[str, Any]:
    found = await row_of(room.work, models.PortingNumber, request.numbers[place])
    assert found is not None
    return found


async def test_numbers_enter_the_inventory_48_hours_ahead_and_not_a_moment_sooner(room: Room, fire: Clock, clock: test_clock.Clock) -> None:
    foc = clock.now + timedelta(hours=50)
    request = await with_foc(room, foc, foc, foc + timedelta(hours=1))
    clock.now = foc - timedelta(hours=48, microseconds=1)
    await fire.step()
    assert [(await number(room, request, place))["provisioned_at"] for place in range(3)] == [None] * 3
    clock.now = foc - timedelta(hours=48)
    await fire.step()
    assert [(await number(room, request, place))["provisioned_at"] for place in range(3)] == [clock.now, clock.now, None]
    entries = await entries_of(room.work, request.id)
    assert len({entry["move_id"] for entry in entries}) == 1, "what is due together in one order is one command"
    assert {entry["actor_role"] for entry in entries} == {"SYSTEM"}
    await room.turn()
    assert len(room.receiver.calls) == 1
    assert len(room.post.letters) == 2
    await fire.step()
    assert len(await entries_of(room.work, request.id)) == len(entries)
    await check(room.work)


async def test_a_clock_that_was_asleep_catches_up(room: Room, fire: Clock, clock: test_clock.Clock) -> None:
    request = await with_foc(room, clock.now + timedelta(hours=72))
    clock.advance(days=30)
    await fire.step()
    assert (await number(room, request))["provisioned_at"] == clock.now


async def test_numbers_complete_at_their_foc_where_the_carrier_completes_by_itself(
    room: Room, fire: Clock, clock: test_clock.Clock
) -> None:
    made = Rows(room.work.now)
    scene = made.scene(network={"completes_by_itself": True})
    await made.write(room.work)
    foc = clock.now + timedelta(hours=1)
    by_itself = await with_foc(room, foc, foc + timedelta(days=1), scene=scene)
    by_people = await with_foc(room, foc)
    clock.now = foc - timedelta(microseconds=1)
    await fire.step()
    assert (await number(room, by_itself))["status"] is Number.FOC_DATE_SET
    clock.now = foc
    await fire.step()
    assert (await number(room, by_itself))["status"] is Number.COMPLETED
    assert (await number(room, by_itself, 1))["status"] is Number.FOC_DATE_SET
    assert (await number(room, by_people))["status"] is Number.FOC_DATE_SET
    clock.advance(days=1)
    await fire.step()
    done = await row_of(room.work, models.PortingRequest, by_itself.id)
    assert done is not None
    assert done["status"] is PortingRequestStatus.COMPLETED
    found = {row["e164"]: row["status"] for row in await all_of(room.work, models.PhoneNumber)}
    assert {found[e164] for e164 in by_itself.e164s} == {PhoneNumberStatus.ACTIVE}
    await check(room.work)


async def nl(room: Room, **values: Any) -> factories.Request:
    return await factories.request(room.work, room.scene, 1, country="NL", status="READY_TO_BE_PORTED", **values)


async def status(room: Room, request: factories.Request) -> PortingRequestStatus:
    found = await row_of(room.work, models.PortingRequest, request.id)
    assert found is not None
    return PortingRequestStatus(found["status"])


async def test_a_scheduled_porting_is_performed_at_its_moment(room: Room, fire: Clock, clock: test_clock.Clock) -> None:
    at = clock.now + timedelta(hours=3)
    request, unscheduled = await nl(room, perform_at=at), await nl(room)
    clock.now = at - timedelta(microseconds=1)
    await fire.step()
    assert await status(room, request) is PortingRequestStatus.READY_TO_BE_PORTED
    clock.now = at
    await fire.step()
    assert await status(room, request) is PortingRequestStatus.COMPLETED
    assert await status(room, unscheduled) is PortingRequestStatus.READY_TO_BE_PORTED


async def test_a_window_closes_on_its_instant_and_a_late_clock_does_not_perform_into_it(
    room: Room, fire: Clock, clock: test_clock.Clock
) -> None:
    until = clock.now + timedelta(days=2)
    request, scheduled = await nl(room, ready_until=until), await nl(room, ready_until=until, perform_at=until - timedelta(hours=1))
    clock.now = until - timedelta(hours=1, microseconds=1)
    await fire.step()
    assert await status(room, request) is PortingRequestStatus.READY_TO_BE_PORTED
    clock.now = until  # the clock slept over the scheduled moment
    with pytest.raises(Blocked):
        await moves.move_one(room.work, room.scene.member, "porting_request", "perform", Target(scheduled.id))
    await fire.step()
    assert await status(room, request) is PortingRequestStatus.CANCELED
    assert await status(room, scheduled) is PortingRequestStatus.CANCELED
    await room.turn("email")
    assert {letter["Subject"].partition(": ")[2] for letter in room.post.letters} == {"Porting window closed, request canceled"}


async def test_a_port_out_nobody_answered_expires(room: Room, fire: Clock, clock: test_clock.Clock) -> None:
    at = clock.now + timedelta(hours=20)
    port_out = await factories.port_out(room.work, room.scene, 2, expires_at=at)
    clock.now = at - timedelta(microseconds=1)
    await fire.step()
    found = await row_of(room.work, models.PortOutRequest, port_out.id)
    assert found is not None
    assert found["status"] is PortOutStatus.ACTION_REQUIRED
    clock.now = at
    with pytest.raises(Blocked):
        await moves.move_one(room.work, room.scene.member, "port_out_request", "approve", Target(port_out.id))
    await fire.step()
    found = await row_of(room.work, models.PortOutRequest, port_out.id)
    assert found is not None
    assert found["status"] is PortOutStatus.EXPIRED
    await check(room.work)


async def test_a_port_out_is_approved_on_its_deadline_where_the_policy_says_so(room: Room, fire: Clock, clock: test_clock.Clock) -> None:
    made = Rows(room.work.now)
    scene = made.scene(port_out_on_deadline=OnDeadline.APPROVE)
    approves = made.port_out(scene, 1, on_deadline=OnDeadline.APPROVE, policy_set_by=scene.admin.id, expires_at=clock.now)
    changed = made.port_out(scene, 1, on_deadline=OnDeadline.EXPIRE, expires_at=clock.now)
    await made.write(room.work)
    await fire.step()
    found = {row["id"]: row["status"] for row in await all_of(room.work, models.PortOutRequest)}
    assert found == {approves.id: PortOutStatus.APPROVED, changed.id: PortOutStatus.EXPIRED}


async def test_what_is_refused_or_fails_holds_up_nobody_and_is_tried_again_later(
    room: Room, clock: test_clock.Clock, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(storage_deadlines, "PAGE", 2)
    foc = clock.now + timedelta(hours=1)
    stuck = [await with_foc(room, foc) for _ in range(5)]
    well = await with_foc(room, foc + timedelta(minutes=1))
    asked: list[UUID] = []
    system = worker.as_system(room.work)

    async def move(subject: str, verb: str, ids: Sequence[UUID]) -> object:
        asked.extend(ids)
        if well.number not in ids:
            if ids[0] == stuck[0].number:
                raise RuntimeError("a defect")
            return None
        return await system(subject, verb, ids)

    fire = Clock(room.work, move)
    await fire.step()
    assert (await number(room, well))["provisioned_at"] is not None
    assert len(asked) == 6
    await fire.step()
    assert len(asked) == 6, "not every second"
    clock.advance(minutes=1)
    await fire.step()
    assert len(asked) == 11


async def test_two_clocks_do_everything_once(room: Room, clock: test_clock.Clock) -> None:
    request = await with_foc(room, clock.now + timedelta(hours=1), clock.now + timedelta(hours=1))
    system = worker.as_system(room.work)
    for fire in (Clock(room.work, system), Clock(room.work, system)):
        await fire._meet(deadlines.DEADLINES[0])
    entries = await entries_of(room.work, request.id)
    assert [entry["event"] for entry in entries].count("porting_number.provisioned") == 2


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
    assert room.post.letters[0]["Subject"].endswith(": Perform the porting by 30 June 2026")
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
    clock.now = foc + deadlines.OVERDUE_AFTER - timedelta(microseconds=1)
    await remind.step()
    assert await room.deliveries() == []
    clock.now = foc + deadlines.OVERDUE_AFTER
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
