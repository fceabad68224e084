"""Listeners of one crowd who narrow their feeds differently: each hears its own, once and in order, and nothing is made twice for them."""

from __future__ import annotations

import asyncio
from contextlib import suppress
from dataclasses import dataclass
from random import Random
from uuid import UUID

import pytest
from graphql import GraphQLError
from strawberry.types import ExecutionResult

from portico.domain.ids import new_id
from portico.graphql.serving.following import crowds as following
from portico.graphql.serving.following import pages
from portico.graphql.serving.following.crowds import Crowds
from portico.graphql.serving.following.pages import CrowdPage
from portico.live.place import FeedPlace
from portico.storage.engine.feeds.entry_filters import EntryFilter
from tests.live.conftest import House, until
from tests.live.test_crowds import ENDS, LISTED, Ear

ORDERS = [new_id() for _ in range(3)]
EVENTS = ("porting_number.started", "porting_number.completed", "comment.written")
WISHES = (
    *(EntryFilter(order_id=order) for order in ORDERS),
    *(EntryFilter(events=(event,)) for event in EVENTS),
    EntryFilter(order_id=ORDERS[0], events=EVENTS[:1]),
    EntryFilter(events=EVENTS[:2]),
    EntryFilter(),
    EntryFilter(events=("nobody.does",)),
)


@dataclass(frozen=True)
class Written:
    """An entry as a filter looks at it."""

    position: int
    order_id: UUID
    event: str

    def is_for(self, ear: Ear) -> bool:
        assert ear.narrowed
        row = {"order_id": self.order_id, "event": self.event, "subject_kind": "porting_number", "account_id": None}
        return ear.narrowed.admits(row)


async def write(house: House, chance: Random) -> list[Written]:
    order, event = chance.choice(ORDERS), chance.choice(EVENTS)
    positions = await house.write(chance.randint(0, 3), order_id=order, event=event)
    return [Written(position, order, event) for position in positions]


@pytest.mark.parametrize("seed", range(6))
async def test_whoever_comes_and_goes_hears_what_is_theirs_once_in_order(house: House, seed: int) -> None:
    chance, answered, written = Random(seed), list[int](), list[Written]()
    tail, crowds = await house.tail(), Crowds()
    start = tail.head
    ears = [Ear(house, tail, crowds, 20 if seed % 2 else 0, chance.choice(WISHES), cursor=start) for _ in range(20)]
    running = dict[int, asyncio.Task[None]]()
    for _ in range(60):
        for number in chance.sample(range(len(ears)), k=3):
            if number in running and chance.random() < 0.3:
                running.pop(number).cancel()
            elif number not in running:
                running[number] = asyncio.create_task(ears[number].listen(answered))
        written += await write(house, chance)
        await asyncio.sleep(chance.choice([0, 0.002, 0.02]))
    for number in set(range(len(ears))) - running.keys():
        running[number] = asyncio.create_task(ears[number].listen(answered))
    wanted = [[each.position for each in written if each.is_for(ear)] for ear in ears]
    await until(lambda: all(ear.heard[-1:] == own[-1:] for ear, own in zip(ears, wanted, strict=True)), "all is heard")
    await until(lambda: all(ear.joined for ear in ears), "in the end everybody is in the crowd")
    assert [ear.heard for ear in ears] == wanted
    for task in running.values():
        task.cancel()
        with suppress(asyncio.CancelledError):
            await task
    assert list(crowds.sizes) == [], "a crowd of nobody ends"


async def test_an_entry_is_read_answered_and_encoded_once_however_many_filters_it_passes(
    house: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    answered, crowds, encoded, whole = list[int](), Crowds(), list[object](), pages.encoded

    def counted(thing: object) -> bytes:
        encoded.append(thing)
        return whole(thing)

    monkeypatch.setattr(pages, "encoded", counted)
    tail = await house.tail()
    ears = [Ear(house, tail, crowds, narrowed=EntryFilter(events=(EVENTS[0], f"nobody.{place}"))) for place in range(200)]
    tasks = [asyncio.create_task(ear.listen(answered)) for ear in ears]
    await until(lambda: list(crowds.sizes) == [200], "all have joined one crowd")
    alone = len(answered)
    for _ in range(5):
        await house.write(2, event=EVENTS[0])
    await house.write(2, event=EVENTS[1])
    await until(lambda: all(len(ear.heard) == 10 for ear in ears), "all is heard")
    assert encoded == ears[0].heard, "each once"
    assert sum(answered[alone:]) == 10, "each once, and what nobody wants not at all"
    for task in tasks:
        task.cancel()


async def test_one_who_wants_nothing_of_what_the_others_do_is_told_how_far_it_is(house: House, monkeypatch: pytest.MonkeyPatch) -> None:
    """Else it would have to read all of that again when it comes back, or find its cursor expired."""
    answered, crowds = list[int](), Crowds()
    monkeypatch.setattr(following, "HEARTBEAT_SECONDS", 0.1)
    tail = await house.tail()
    busy, idle = (Ear(house, tail, crowds, narrowed=EntryFilter(events=(event,))) for event in EVENTS[:2])
    tasks = [asyncio.create_task(ear.listen(answered)) for ear in (busy, idle)]
    await until(lambda: list(crowds.sizes) == [2], "both are in the crowd")

    async def moved_on() -> bool:
        await house.write(1, event=EVENTS[0])
        return bool(busy.heard) and idle.cursor == busy.cursor

    await until(moved_on, "it is told the place of the others")
    assert idle.heard == []
    for task in tasks:
        task.cancel()


def test_an_error_of_one_entry_is_told_to_whom_that_is_told_at_its_place_there() -> None:
    place = FeedPlace()
    entries = [
        {"xid": 0, "position": n, "order_id": ORDERS[n % 2], "event": EVENTS[0], "subject_kind": "", "account_id": None} for n in range(4)
    ]
    place.entries, place.things = entries, [0, 1, 2, 3]
    data = {"feed": {"cursor": "", "entries": [{"n": 0}, {"n": 1}, {"n": None}, {"n": 3}]}}
    page = CrowdPage(ExecutionResult(data=data, errors=[GraphQLError("no", path=["feed", "entries", 2, "n"])]), place, LISTED)
    concerned, other = (page.of(EntryFilter(order_id=order), None) for order in ORDERS[:2])
    assert concerned
    assert other
    assert b'"path":["feed","entries",1,"n"]' in concerned.text(ENDS)
    assert b'"entries":[{"n":0},{"n":null}]' in concerned.text(ENDS)
    assert b"errors" not in other.text(ENDS)
    assert page.of(EntryFilter(order_id=ORDERS[2]), None) is None
