"""Listeners who are told the same: whenever they come and go, each hears everything once, in order, and it is made once for all."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncGenerator
from contextlib import suppress
from dataclasses import dataclass, field
from random import Random
from typing import Any

import orjson
import pytest
from strawberry.types import ExecutionResult

from portico.domain.actors import SYSTEM
from portico.graphql.serving.following.alike import Listed
from portico.graphql.serving.following.crowds import Crowds, OwnFeed
from portico.graphql.serving.following.pages import Message, ending
from portico.live import feeds
from portico.live.feeds import WantedEntries
from portico.live.place import FeedPlace
from portico.live.tail import Tail
from portico.storage.engine.feeds.entry_filters import EntryFilter
from portico.storage.engine.journal import Cursor
from portico.storage.engine.rows import Row
from tests.live.conftest import House, until

ENDS = ending("1")
LISTED = Listed("feed", ("entries",), "position")
EVEN = WantedEntries("position % 2 = 0", (), lambda entry: entry["position"] % 2 == 0)


@dataclass
class Ear:
    """One listener, as a socket listens for it: alone, then in a crowd. `made` are the pages that were answered for it alone."""

    house: House
    tail: Tail
    crowds: Crowds
    batch_ms: int = 0
    narrowed: EntryFilter | None = None
    heard: list[int] = field(default_factory=list)
    cursor: Cursor | None = None
    made: int = 0
    joined: bool = False

    def tell(self, message: Message) -> None:
        self._hear(orjson.loads(message.text(ENDS))["payload"]["data"]["feed"])

    def _hear(self, data: Any) -> None:
        self.heard += data["entries"]
        self.cursor = Cursor.decode(data["cursor"])

    async def listen(self, answered: list[int]) -> None:
        place = FeedPlace(narrowed=self.narrowed)
        wanted = EVEN if self.narrowed is None else narrowed_to(self.narrowed, place, self.house)
        source = feeds.entries(self.tail, self.house.db.reader, self.cursor, wanted, batch_ms=self.batch_ms, heartbeat=0.3, place=place)
        results, joined = answers(source, place, answered), None
        try:
            async for result in results:
                self._hear((result.data or {})["feed"])
                self.made += 1
                if joined := self.crowds.join("even", OwnFeed(results, place, lambda _result: False, LISTED), self):
                    self.joined = True
                    break
        finally:
            if joined is None or not joined.founded:
                await results.aclose()
        if joined:
            await joined.ended()


def narrowed_to(narrowed: EntryFilter, place: FeedPlace, house: House) -> WantedEntries:
    """As the API narrows a feed: alone to its own, in a crowd to what anybody in it wants."""

    def admits(entry: Row) -> bool:
        return (place.wider or narrowed.admits)(entry)

    return WantedEntries(*narrowed.where(SYSTEM, house.db.dialect), admits)


async def answers(pages: feeds.Feed, place: FeedPlace, answered: list[int]) -> AsyncGenerator[ExecutionResult, None]:
    async for page in pages:
        answered.append(len(page.entries))
        await asyncio.sleep(0.002)  # what is read for a page takes a while, and others go on meanwhile
        entries = [entry["position"] for entry in page.entries]
        place.things = entries
        yield ExecutionResult(data={"feed": {"cursor": page.cursor.encode(), "entries": entries}}, errors=None)


@pytest.mark.parametrize("seed", range(6))
async def test_whoever_comes_and_goes_hears_everything_once_in_order(house: House, seed: int) -> None:
    chance, answered = Random(seed), list[int]()
    tail, crowds = await house.tail(), Crowds()
    ears = [Ear(house, tail, crowds, batch_ms=20 if seed % 2 else 0) for _ in range(12)]
    since: dict[int, int] = {}
    running = dict[int, asyncio.Task[None]]()
    last = 0
    for _ in range(60):
        for number in chance.sample(range(len(ears)), k=2):
            ear = ears[number]
            if number in running and chance.random() < 0.3:
                running.pop(number).cancel()
            elif number not in running:
                running[number] = asyncio.create_task(ear.listen(answered))
                since.setdefault(number, last)
        last = (await house.write(chance.randint(0, 3)) or [last])[-1]
        await asyncio.sleep(chance.choice([0, 0.002, 0.02]))
    for number, ear in enumerate(ears):
        if number not in running:
            running[number] = asyncio.create_task(ear.listen(answered))
            since.setdefault(number, last)
    last = (await house.write(2))[-1]
    wanted = range(1, last + 1)
    await until(
        lambda: all(not expected or ear.heard[-1:] == expected[-1:] for ear, expected in _each(ears, since, wanted)), "all is heard"
    )
    for ear, _expected in _each(ears, since, wanted):
        assert ear.heard == [place for place in wanted if place % 2 == 0 and place >= min(ear.heard, default=0)], "once, in order, no gap"
    await house.write(1)
    await until(lambda: all(ear.joined for ear in ears), "in the end everybody is in the crowd")
    for task in running.values():
        task.cancel()
        with suppress(asyncio.CancelledError):
            await task
    assert list(crowds.sizes) == [], "a crowd of nobody ends"


def _each(ears: list[Ear], since: dict[int, int], wanted: range) -> list[tuple[Ear, list[int]]]:
    return [(ear, [place for place in wanted if place % 2 == 0 and place > since[number]]) for number, ear in enumerate(ears)]


async def test_a_page_is_answered_once_however_many_hear_it(house: House) -> None:
    answered, crowds = list[int](), Crowds()
    tail = await house.tail()
    ears = [Ear(house, tail, crowds) for _ in range(50)]
    tasks = [asyncio.create_task(ear.listen(answered)) for ear in ears]
    await until(lambda: list(crowds.sizes) == [50], "all have joined")
    alone = len(answered)
    for _ in range(10):
        await house.write(2)
    await until(lambda: all(len(ear.heard) == 10 for ear in ears), "all is heard")
    assert len(answered) - alone <= 10 + 2
    leader, *others = tasks
    leader.cancel()
    await house.write(2)
    await until(lambda: all(len(ear.heard) == 11 for ear in ears[1:]), "who founded it may leave")
    for task in others:
        task.cancel()


async def test_one_that_resumes_does_not_join_before_it_has_caught_up(house: House) -> None:
    answered, crowds = list[int](), Crowds()
    start = (await house.tail()).head
    await house.write(150)
    tail = await house.tail()
    first = Ear(house, tail, crowds)
    task = asyncio.create_task(first.listen(answered))
    await until(lambda: list(crowds.sizes) == [1], "a crowd of one")
    late = Ear(house, tail, crowds, cursor=start)
    other = asyncio.create_task(late.listen(answered))
    await until(lambda: list(crowds.sizes) == [2], "it has caught up")
    assert late.heard == [place for place in range(1, 151) if place % 2 == 0]
    assert late.made >= 2
    for each in (task, other):
        each.cancel()
