"""Dispatch: many at once, each destination in its turn, and nobody held up by a stranger's trouble."""

from __future__ import annotations

import asyncio
from datetime import timedelta
from typing import Any

import pytest

from portico.domain.retry import GIVE_UP_AFTER, Verdict
from portico.domain.sentences import quoted
from portico.live.bells import Bell
from portico.mailroom import dispatch
from portico.mailroom.dispatch import Dispatch, Pauses, Route
from portico.storage.engine.outbox import Answer, Owed
from portico.tallies import DELIVERY_ATTEMPTS
from tests.clock import Clock
from tests.mailroom.conftest import Room, portable

ROUTE = Route("callback", parallel=6, per_destination=2, limit=timedelta(seconds=0.2))


async def owe(room: Room, path: str, orders: int = 1) -> None:
    for _ in range(orders):
        request = await room.request(1, callback_url=f"http://receiver.example{path}")
        await room.journal(request, portable(request))


def sending(room: Room, sender: dispatch.Sender, route: Route = ROUTE) -> Dispatch:
    return Dispatch(room.work, route, sender, Bell())


async def relay(room: Room) -> None:
    while await room.relay.step():
        pass


async def test_tries_are_counted_by_kind_and_result(room: Room) -> None:
    async def picky(owed: Owed) -> Answer:
        return Answer(Verdict.DELIVERED if owed.destination.endswith("/a") else Verdict.GIVE_UP)

    counts = DELIVERY_ATTEMPTS.counts
    before = {result: counts["callback", result] for result in ("DELIVERED", "GIVE_UP")}
    await owe(room, "/a", 2)
    await owe(room, "/b", 1)
    await relay(room)
    await room.send(sending(room, picky))
    assert {result: counts["callback", result] - count for result, count in before.items()} == {"DELIVERED": 2, "GIVE_UP": 1}


async def test_so_many_at_once_and_so_many_per_destination(room: Room) -> None:
    under_way: list[str] = []
    go = asyncio.Event()

    async def slow(owed: Owed) -> Answer:
        under_way.append(owed.destination)
        await go.wait()
        return Answer(Verdict.DELIVERED)

    await owe(room, "/a", 5)
    await owe(room, "/b", 1)
    await owe(room, "/c", 5)
    await relay(room)
    out = sending(room, slow)
    await out.step()
    await out.step()
    await asyncio.sleep(0.05)
    assert sorted(under_way) == sorted(f"http://receiver.example{path}" for path in ("/a", "/a", "/b", "/c", "/c"))
    go.set()
    await room.send(out)
    assert len(under_way) == 11


async def test_a_sender_that_raises_or_takes_for_ever_costs_a_try(room: Room, clock: Clock) -> None:
    async def bad(owed: Owed) -> Answer:
        if owed.destination.endswith("/raises"):
            raise RuntimeError("a defect with a secret in its text")
        await asyncio.sleep(3600)
        raise AssertionError

    await owe(room, "/raises")
    await owe(room, "/hangs")
    await relay(room)
    await room.send(sending(room, bad))
    errors = {row["destination"].rpartition("/")[2]: row["last_error"] for row in await room.deliveries("callback")}
    assert errors == {"raises": "RuntimeError inside Portico; see its log", "hangs": "took too long"}
    assert {row["attempt_count"] for row in await room.deliveries("callback")} == {1}
    assert all(row["next_attempt_at"] > clock.now for row in await room.deliveries("callback"))


async def test_what_fails_is_tried_for_days_and_then_given_up(room: Room, clock: Clock) -> None:
    tries = []

    async def no(_: Owed) -> Answer:
        tries.append(clock.now)
        return Answer(Verdict.RETRY, 500, quoted("HTTP 500"))

    await owe(room, "/a")
    await relay(room)
    out, started = sending(room, no), clock.now
    while clock.now < started + timedelta(days=4):
        await room.send(out)
        clock.advance(minutes=20)
    [row] = await room.deliveries("callback")
    assert (row["status"], row["attempt_count"]) == ("GIVEN_UP", len(tries))
    assert GIVE_UP_AFTER * 0.6 < tries[-1] - started < timedelta(days=4)
    assert tries[1] - tries[0] == timedelta(minutes=20), "the first waits are short"


async def test_a_destination_that_does_not_answer_is_left_alone_with_all_it_is_owed(room: Room, clock: Clock) -> None:
    tries: list[str] = []

    async def dead(owed: Owed) -> Answer:
        tries.append(owed.destination)
        ok = owed.destination.endswith("/well")
        return Answer(Verdict.DELIVERED) if ok else Answer(Verdict.RETRY, None, quoted("no answer"), unreachable=True)

    await owe(room, "/dead", 20)
    await relay(room)
    out = sending(room, dead)
    await room.send(out)
    assert len(tries) == ROUTE.per_destination
    await owe(room, "/well", 3)
    await relay(room)
    await room.send(out)
    assert sum(to.endswith("/well") for to in tries) == 3
    clock.advance(seconds=2)
    await room.send(out)
    assert sum(to.endswith("/dead") for to in tries) == 2 * ROUTE.per_destination


async def test_a_shared_way_that_opens_again_is_used_in_full_at_once(room: Room, clock: Clock) -> None:
    closed, tries = True, 0

    async def way(_: Owed) -> Answer:
        nonlocal tries
        tries += 1
        return Answer(Verdict.RETRY, None, quoted("closed"), unreachable=True) if closed else Answer(Verdict.DELIVERED)

    await owe(room, "/a", 2)
    await owe(room, "/b", 2)
    await owe(room, "/c", 6)
    await relay(room)
    out = sending(room, way, Route("callback", parallel=6, per_destination=6, limit=timedelta(seconds=1), shared=True))
    await room.send(out)
    first = tries
    assert first == 6
    for _ in range(10):
        clock.advance(seconds=61)
        await room.send(out)
    assert tries == first + 10
    closed = False
    clock.advance(seconds=61)
    await room.send(out)
    assert tries == first + 10 + 10
    assert {row["status"] for row in await room.deliveries("callback")} == {"DELIVERED"}


def test_a_pause_grows_while_the_way_stays_closed_and_ends_when_it_opens() -> None:
    now, pauses = 7.5, Pauses()
    waits = []
    for _ in range(9):
        waits.append(pauses.closed("way", now).total_seconds())
        assert pauses.closed("way", now) == timedelta(seconds=waits[-1]), "those under way together count once"
        now = pauses.until["way"]
        assert pauses.active(now) == set()
    assert waits == [1, 2, 4, 8, 16, 32, 60, 60, 60]
    pauses.opened("way")
    assert pauses.closed("way", now) == timedelta(seconds=1)


async def test_tries_under_way_ring_the_bell_when_they_end(room: Room) -> None:
    async def good(_: Owed) -> Answer:
        return Answer(Verdict.DELIVERED)

    await owe(room, "/a")
    await relay(room)
    out = sending(room, good)
    await out.step()
    assert await out.bell.wait(5)


async def test_a_stop_waits_for_tries_under_way_and_leaves_the_late_ones_to_their_lease(room: Room, clock: Clock) -> None:
    async def slow(owed: Owed) -> Answer:
        await asyncio.sleep(3600 if owed.destination.endswith("/late") else 0.05)
        return Answer(Verdict.DELIVERED)

    await owe(room, "/soon")
    await owe(room, "/late")
    await relay(room)
    out = sending(room, slow, Route("callback", parallel=6, per_destination=2, limit=timedelta(seconds=10)))
    await out.step()
    await out.finish(0.5)
    found = {row["destination"].rpartition("/")[2]: row for row in await room.deliveries("callback")}
    assert (found["soon"]["status"], found["late"]["status"]) == ("DELIVERED", "PENDING")
    assert found["late"]["claimed_until"] == clock.now + timedelta(seconds=10) + dispatch.LEASE_MARGIN
    assert found["late"]["attempt_count"] == 0


@pytest.mark.parametrize("route", [dispatch.MAIL, dispatch.CALLBACK, dispatch.CARRIER])
def test_a_lease_outlives_a_try(route: Route) -> None:
    assert route.lease > route.limit
    assert route.per_destination <= route.parallel


async def test_workers_side_by_side_send_everything_once(room: Room) -> None:
    sent: list[Any] = []

    async def good(owed: Owed) -> Answer:
        sent.append((owed.destination, owed.order_id, owed.order_sequence))
        await asyncio.sleep(0.001)
        return Answer(Verdict.DELIVERED)

    for place in range(4):
        request = await room.request(1, callback_url=f"http://receiver.example/{place}")
        for _ in range(4):
            await room.journal(request, portable(request))
    await relay(room)
    workers = [sending(room, good) for _ in range(3)]

    async def turn(one: Dispatch) -> None:
        await one.step()
        await one.finish(5)

    async def crank(one: Dispatch) -> None:
        while len(sent) < 16:
            await turn(one)

    async with asyncio.timeout(60):
        await asyncio.gather(*map(crank, workers))
    await asyncio.gather(*map(turn, workers))
    assert len(sent) == len(set(sent)) == 16
    for place in range(4):
        mine = [sequence for to, _, sequence in sent if to.endswith(f"/{place}")]
        assert mine == sorted(mine)
