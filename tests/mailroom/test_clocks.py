"""A step of a clock, the movable one's or the machine's: it sends nothing twice and holds nothing back."""

from __future__ import annotations

import asyncio
import dataclasses
from collections.abc import Callable
from datetime import timedelta

import pytest

from portico.domain import retry
from portico.domain.retry import Verdict
from portico.domain.sentences import quoted
from portico.live.bells import Bell
from portico.mailroom import dispatch
from portico.mailroom.dispatch import Dispatch, Route
from portico.storage.engine.outbox import Answer, Owed
from tests.clock import Clock
from tests.mailroom.conftest import Room, portable

ROUTE = Route("callback", parallel=8, per_destination=8, limit=timedelta(seconds=30))
STEPS = {
    "moved on": lambda clock: clock.step(days=3),
    "moved back": lambda clock: clock.step(days=-3),
    "machine on": lambda clock: clock.step_machine(days=3),
    "machine back": lambda clock: clock.step_machine(days=-3),
}
Step = Callable[[Clock], None]
every_step = pytest.mark.parametrize("step", STEPS.values(), ids=STEPS.keys())


async def owe(room: Room, orders: int = 1) -> None:
    for _ in range(orders):
        request = await room.request(1, callback_url="http://receiver.example/hook")
        await room.journal(request, portable(request))
    while await room.relay.step():
        pass


def worker(room: Room, sender: dispatch.Sender) -> Dispatch:
    return Dispatch(room.work, ROUTE, sender, Bell())


@pytest.mark.either_engine
@every_step
async def test_a_step_of_a_clock_while_mails_are_under_way_sends_none_of_them_twice(room: Room, clock: Clock, step: Step) -> None:
    sent: list[Owed] = []
    go = asyncio.Event()

    async def slow(owed: Owed) -> Answer:
        sent.append(owed)
        await go.wait()
        return Answer(Verdict.DELIVERED)

    await owe(room, 4)
    workers = [worker(room, slow) for _ in range(2)]
    await workers[0].step()
    step(clock)
    for _ in range(3):
        for one in workers:
            await one.step()
        clock.advance(seconds=dispatch.LOOK_SECONDS)
    go.set()
    for one in workers:
        await one.finish(5)
        await one.step()
    assert len({owed.id for owed in sent}) == len(sent) == 4
    assert {row["status"] for row in await room.deliveries("callback")} == {"DELIVERED"}


@pytest.mark.either_engine
@every_step
async def test_a_step_of_a_clock_holds_back_nothing_that_waits_to_be_tried_again(room: Room, clock: Clock, step: Step) -> None:
    tries = []

    async def first_not(owed: Owed) -> Answer:
        tries.append(owed.id)
        if len(tries) == 1:
            return Answer(Verdict.RETRY, None, quoted("no answer"), unreachable=True)
        return Answer(Verdict.DELIVERED)

    await owe(room)
    out = worker(room, first_not)
    await room.send(out)
    step(clock)
    clock.advance(seconds=max(5, dispatch.LOOK_SECONDS))
    await room.send(out)
    assert len(tries) == 2


@pytest.mark.either_engine
@every_step
async def test_what_is_owed_after_a_step_of_the_movable_clock_waits_for_nothing(room: Room, clock: Clock, step: Step) -> None:
    """Due by the clock that was moved on, it would be sent when the machine's comes there: an hour later, or three days."""
    sent = []

    async def good(owed: Owed) -> Answer:
        sent.append(owed.id)
        return Answer(Verdict.DELIVERED)

    step(clock)
    await owe(room)
    [owed] = await room.deliveries("callback")
    assert (owed["next_attempt_at"], owed["updated_at"]) == (clock.machine(), clock.machine())
    await room.send(worker(room, good))
    assert sent == [owed["id"]]


@pytest.mark.either_engine
@pytest.mark.parametrize("shared", [False, True], ids=["own way", "shared way"])
@pytest.mark.parametrize("step", [STEPS["moved on"], STEPS["moved back"]], ids=["on", "back"])
async def test_a_lease_and_a_wait_are_of_the_machines_clock_where_the_movable_one_is_elsewhere(
    room: Room, clock: Clock, step: Step, shared: bool
) -> None:
    go = asyncio.Event()

    async def late(_: Owed) -> Answer:
        await go.wait()
        return Answer(Verdict.RETRY, None, quoted("no answer"), unreachable=shared)

    step(clock)
    await owe(room)
    out = Dispatch(room.work, dataclasses.replace(ROUTE, shared=shared), late, Bell())
    await out.step()
    [held] = await room.deliveries("callback")
    assert held["claimed_until"] == clock.machine() + ROUTE.lease
    go.set()
    await out.finish(5)
    [waits] = await room.deliveries("callback")
    assert waits["updated_at"] == clock.machine()
    assert timedelta() < waits["next_attempt_at"] - clock.machine() <= retry.DELAYS[0]


@pytest.mark.either_engine
@pytest.mark.parametrize("step", [STEPS["moved on"], STEPS["moved back"]], ids=["on", "back"])
async def test_a_step_of_the_movable_clock_tries_nothing_again_before_its_time(room: Room, clock: Clock, step: Step) -> None:
    """Looked at by the clock that was moved back, every wait seemed to be of a clock that was ahead, and was cut short."""
    tries = []

    async def never(owed: Owed) -> Answer:
        tries.append(owed.id)
        return Answer(Verdict.RETRY, None, quoted("no answer"))

    await owe(room)
    out = worker(room, never)
    while (await room.deliveries("callback"))[0]["next_attempt_at"] <= clock.machine() + timedelta(minutes=1):
        await room.send(out)
        clock.advance(seconds=60)
    before = len(tries)
    step(clock)
    for _ in range(3):
        clock.advance(seconds=dispatch.LOOK_SECONDS)
        await room.send(out)
    assert len(tries) == before


@pytest.mark.either_engine
async def test_a_machines_clock_that_was_set_back_holds_back_nothing_also_where_the_movable_one_is_ahead(room: Room, clock: Clock) -> None:
    """By the clock that was moved on nothing is written after now, and what the machine's clock put off waited for it to come there."""
    tries = []

    async def first_not(owed: Owed) -> Answer:
        tries.append(owed.id)
        return Answer(Verdict.DELIVERED) if len(tries) > 1 else Answer(Verdict.RETRY, None, quoted("no answer"))

    clock.step(days=3)
    await owe(room)
    out = worker(room, first_not)
    await room.send(out)
    clock.step_machine(days=-1)
    clock.advance(seconds=dispatch.LOOK_SECONDS)
    await room.send(out)
    assert len(tries) == 2


@pytest.mark.either_engine
async def test_what_a_dead_worker_had_in_hand_is_sent_by_another_a_lease_later_and_no_sooner(room: Room, clock: Clock) -> None:
    async def never(_: Owed) -> Answer:
        await asyncio.Event().wait()
        raise AssertionError

    sent = []

    async def good(owed: Owed) -> Answer:
        sent.append(owed.id)
        return Answer(Verdict.DELIVERED)

    await owe(room)
    dead, other = worker(room, never), worker(room, good)
    await dead.step()
    await dead.finish(0)
    await room.send(other)
    clock.advance(seconds=ROUTE.lease.total_seconds() - 1)
    await room.send(other)
    assert not sent
    clock.advance(seconds=dispatch.LOOK_SECONDS)
    await room.send(other)
    assert len(sent) == 1


@pytest.mark.either_engine
async def test_what_the_moved_clock_of_an_old_database_put_off_is_sent_at_once(room: Room, clock: Clock) -> None:
    """The clock of old, which a demo had moved ahead, wrote when to try again, and whoever had claimed it is gone."""
    sent = []

    async def good(owed: Owed) -> Answer:
        sent.append(owed.id)
        return Answer(Verdict.DELIVERED)

    await owe(room, 2)
    ahead = clock.machine() + timedelta(days=20)
    first, second = [row["id"] for row in await room.deliveries("callback")]
    async with room.work.database.transaction() as unit:
        moved = "UPDATE delivery SET next_attempt_at = $2, updated_at = $3 WHERE id = $1"
        await unit.execute(moved, first, ahead, clock.machine())
        await unit.execute(moved, second, clock.machine() + timedelta(hours=2), clock.machine() + timedelta(hours=1))
    await room.send(worker(room, good))
    assert set(sent) == {first, second}


@pytest.mark.either_engine
async def test_a_callback_from_a_demo_whose_clock_was_moved_is_signed_by_the_time_its_receiver_knows(room: Room, clock: Clock) -> None:
    clock.step(days=40)
    request = await room.request(1)
    await room.journal(request, portable(request))
    await room.turn("callback")
    [call] = room.receiver.calls
    assert int(call.headers["webhook-timestamp"]) == int(clock.machine().timestamp())
