"""The clock fires what is due, once, however late it is; a person and the clock never both win."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

import pytest

from portico.domain.refusals import Blocked
from portico.domain.statuses import OnDeadline, PhoneNumberStatus, PortingNumberStatus, PortingRequestStatus, PortOutRequestStatus
from portico.mailroom import worker
from portico.mailroom.deadlines import Clock
from portico.operations.desk.deadlines import DEADLINES
from portico.operations.engine import moves
from portico.operations.engine.outcomes import Target
from portico.storage import models
from portico.storage.desk import deadlines as storage_deadlines
from portico.storage.engine.rows import Row
from tests import clock as test_clock
from tests import factories
from tests.factories import Rows, Scene
from tests.mailroom.conftest import Room
from tests.operations.engine.archive import all_of, check, entries_of, row_of

pytestmark = pytest.mark.either_engine

Number = PortingNumberStatus


@pytest.fixture
def fire(room: Room) -> Clock:
    return Clock(room.work, worker.as_system(room.work))


async def with_foc(room: Room, *focs: datetime, scene: Scene | None = None, **values: Any) -> factories.Request:
    numbers = [{"status": Number.FOC_DATE_SET, "foc_at": foc, **values} for foc in focs]
    return await factories.request(room.work, scene or room.scene, numbers)


async def number(room: Room, request: factories.Request, place: int = 0) -> Row:
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
    assert {letter["Subject"].partition(": ")[2] for letter in room.post.letters} == {"Porting window passed, request canceled"}


async def test_a_port_out_nobody_answered_expires(room: Room, fire: Clock, clock: test_clock.Clock) -> None:
    at = clock.now + timedelta(hours=20)
    port_out = await factories.port_out(room.work, room.scene, 2, expires_at=at)
    clock.now = at - timedelta(microseconds=1)
    await fire.step()
    found = await row_of(room.work, models.PortOutRequest, port_out.id)
    assert found is not None
    assert found["status"] is PortOutRequestStatus.ACTION_REQUIRED
    clock.now = at
    with pytest.raises(Blocked):
        await moves.move_one(room.work, room.scene.member, "port_out_request", "approve", Target(port_out.id))
    await fire.step()
    found = await row_of(room.work, models.PortOutRequest, port_out.id)
    assert found is not None
    assert found["status"] is PortOutRequestStatus.EXPIRED
    await check(room.work)


async def test_a_port_out_is_approved_on_its_deadline_where_the_policy_says_so(room: Room, fire: Clock, clock: test_clock.Clock) -> None:
    made = Rows(room.work.now)
    scene = made.scene(port_out_on_deadline=OnDeadline.APPROVE)
    approves = made.port_out(scene, 1, on_deadline=OnDeadline.APPROVE, policy_set_by=scene.admin.id, expires_at=clock.now)
    changed = made.port_out(scene, 1, on_deadline=OnDeadline.EXPIRE, expires_at=clock.now)
    await made.write(room.work)
    await fire.step()
    found = {row["id"]: row["status"] for row in await all_of(room.work, models.PortOutRequest)}
    assert found == {approves.id: PortOutRequestStatus.APPROVED, changed.id: PortOutRequestStatus.EXPIRED}


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
    clock.step(hours=-2)
    await fire.step()
    assert len(asked) == 16, "a clock that was set back keeps nothing waiting"


async def test_two_clocks_do_everything_once(room: Room, clock: test_clock.Clock) -> None:
    request = await with_foc(room, clock.now + timedelta(hours=1), clock.now + timedelta(hours=1))
    system = worker.as_system(room.work)
    for fire in (Clock(room.work, system), Clock(room.work, system)):
        await fire._meet(DEADLINES[0])
    entries = await entries_of(room.work, request.id)
    assert [entry["event"] for entry in entries].count("porting_number.provisioned") == 2
