"""Two servers on one PostgreSQL, writers at both, listeners that come back at the other one, and a hand that kills them in turn."""

from __future__ import annotations

import asyncio
import json
from collections import Counter
from collections.abc import AsyncIterator, Coroutine, Sequence
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass, field
from itertools import cycle, islice
from pathlib import Path
from random import Random
from typing import Any

from tests.clients.node import Script, script
from tests.faults.resume.casting import Cast, seeded
from tests.faults.resume.judging import Side, Verdict, check_what_was_answered, judged, sides, written
from tests.faults.resume.writing import PLANTED, Writers
from tests.postgres import Cluster
from tests.stories.client import Client, plain_http
from tests.stories.servers import Installation

WITHIN = 60.0
"""Seconds from the last command until every listener has heard of it."""


@dataclass(frozen=True)
class Plan:
    """How much there is to hear before everybody stops, and how often a server is killed on the way, at even distances."""

    listeners: int
    deliveries: int
    kills: int
    writers: int = 4
    seed: int = 11


@dataclass
class Crowd:
    """The listeners: what each has heard, and how often it was let in."""

    sides: Sequence[Side]
    heard: list[list[str]] = field(init=False)
    let_in: Counter[int] = field(default_factory=Counter)
    begun: set[int] = field(default_factory=set)

    def __post_init__(self) -> None:
        self.heard = [[] for _ in self.sides]

    @property
    def deliveries(self) -> int:
        return sum(map(len, self.heard))

    async def have_heard(self, count: float) -> None:
        while self.deliveries < count:  # noqa: ASYNC110 - others listen
            await asyncio.sleep(0.02)

    async def listen(self, clients: Script) -> None:
        """Takes what they say, for ever; a feed that ended fails."""
        while True:
            match await clients.heard():
                case [who]:
                    self.let_in[who] += 1
                case [who, ids]:
                    self.heard[who] += ids
                    self.begun.add(who)
                case ended:
                    raise AssertionError(ended)


@dataclass(frozen=True)
class Outcome:
    entries: int
    deliveries: int
    kills: int
    comings_back: int
    answers: Counter[str]
    verdicts: Sequence[Verdict]


class Run:
    """One run on a database of its own."""

    def __init__(self, url: str, home: Path, plan: Plan) -> None:
        self._url, self._home, self._plan = url, home, plan
        self._houses = [self._house(name) for name in ("one", "other")]
        self._kills = 0

    def _house(self, name: str) -> Installation:
        home = self._home / name
        home.mkdir()
        return Installation(home, self._url, "", self._home / "data", works=False)

    async def told(self, cast: Cast) -> Outcome:
        async with AsyncExitStack() as stack:
            for house in self._houses:
                stack.callback(house.stop)
                await house.start()
            start = await _head(self._houses[0], cast)
            kinds = sides(cast)
            crowd = Crowd([kinds[place % len(kinds)] for place in range(self._plan.listeners)])
            urls = [f"{house.url}/graphql" for house in self._houses]
            listening = await stack.enter_async_context(self._listening(crowd, cast, start))
            writers = Writers(cast, urls)
            await self._storm(crowd, writers, listening)
            await _last_word(writers, cast)
            entries = await written(self._url, start)
            wanted = [side.wanted(entries) for side in crowd.sides]
            await _unless_ended(_all_heard(crowd, wanted), listening)
        check_what_was_answered(writers.acknowledged, entries)
        verdicts = [judged(heard, own) for heard, own in zip(crowd.heard, wanted, strict=True)]
        back = crowd.let_in.total() - len(crowd.sides)
        return Outcome(len(entries), crowd.deliveries, self._kills, back, writers.answers, verdicts)

    @asynccontextmanager
    async def _listening(self, crowd: Crowd, cast: Cast, start: str) -> AsyncIterator[asyncio.Task[None]]:
        """Listeners who have all been told where they begin."""
        urls = [house.socket_url for house in self._houses]
        feeds = [side.feed(cast, start) for side in crowd.sides]
        async with script("crowd.mjs", URLS=json.dumps(urls), FEEDS=json.dumps(feeds)) as clients:
            listening = asyncio.create_task(crowd.listen(clients))
            try:
                await _unless_ended(_until_begun(crowd), listening)
                yield listening
            finally:
                listening.cancel()

    async def _storm(self, crowd: Crowd, writers: Writers, listening: asyncio.Task[None]) -> None:
        enough = asyncio.Event()
        writing = [asyncio.create_task(writers.write(Random(self._plan.seed + n), enough)) for n in range(self._plan.writers)]
        try:
            await _unless_ended(self._killing(crowd), listening, *writing)
        finally:
            enough.set()
            await asyncio.gather(*writing)

    async def _killing(self, crowd: Crowd) -> None:
        """In turn, until there was enough to hear; the next one dies when the last is back."""
        stage = self._plan.deliveries / (self._plan.kills + 1)
        for house in islice(cycle(self._houses), self._plan.kills):
            await crowd.have_heard(stage * (self._kills + 1))
            house.kill()
            self._kills += 1
            await house.start()
        await crowd.have_heard(self._plan.deliveries)


async def _head(house: Installation, cast: Cast) -> str:
    async with Client(house.url, cast.tokens["staff"]) as staff:
        return str((await staff.ask("{ journalCursor }"))["journalCursor"])


async def _last_word(writers: Writers, cast: Cast) -> None:
    """A command that everybody hears of, when all others have been answered: what comes twice came before it."""
    async with plain_http("", headers={"authorization": f"Bearer {cast.tokens['staff']}"}, timeout=20) as client:
        await writers.one(client, Random(0), writers.command(cast.numbers))


async def _all_heard(crowd: Crowd, wanted: Sequence[Sequence[str]]) -> None:
    """Until everybody was told the last entry of theirs."""
    async with asyncio.timeout(WITHIN):
        while any(own[-1] not in heard[-len(own) :] for heard, own in zip(crowd.heard, wanted, strict=True)):  # noqa: ASYNC110 - they only listen
            await asyncio.sleep(0.05)


async def _until_begun(crowd: Crowd) -> None:
    async with asyncio.timeout(WITHIN):
        while len(crowd.begun) < len(crowd.sides):  # noqa: ASYNC110 - they only listen
            await asyncio.sleep(0.02)


async def _unless_ended(work: Coroutine[Any, Any, None], *beside: asyncio.Task[None]) -> None:
    """Does the work; raises what one of the others raises that should go on beside it."""
    task = asyncio.create_task(work)
    try:
        await asyncio.wait([task, *beside], return_when=asyncio.FIRST_COMPLETED)
        for each in (*beside, task):
            if each.done():
                each.result()
        assert task.done(), "one that should go on beside it ended"
    finally:
        task.cancel()


def run(cluster: Cluster, home: Path, plan: Plan) -> Outcome:
    """A whole run, on a database that gives some units up."""
    name = cluster.create_database()
    url = cluster.url(name)
    cast = asyncio.run(seeded(url, home / "data"))
    cluster.execute(PLANTED, name)
    return asyncio.run(Run(url, home, plan).told(cast))
