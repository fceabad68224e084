"""What the shared tail is worth: how soon a listener hears of a commit, and how many deliveries a second one process makes.

    PYTHONPATH=backend .venv/bin/python -m benchmarks.live_feed [--seconds 15] [--listeners 500] [--engine sqlite|postgres]

Compared side by side, in turns, in one process: listeners on the shared tail against one query per listener and look; a listener
woken by bells against one that has only the one-second poll. PostgreSQL is a private one with fsync off, in a folder of its own.
The ratios are the result; the absolute figures belong to the machine and to what else it was doing.
"""

from __future__ import annotations

import argparse
import asyncio
import random
import statistics
import tempfile
import time
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, aclosing, asynccontextmanager
from dataclasses import dataclass, replace
from pathlib import Path

from portico.live import bells, feeds
from portico.live.bells import Bell, Bells
from portico.live.feeds import EVERYTHING, WantedEntries
from portico.live.loops import Loops
from portico.live.tail import Tail
from portico.settings import Settings
from portico.storage.engine import database
from portico.storage.engine.database import Database
from tests.live.writing import write
from tests.postgres import Cluster

BULK = 20  # entries of one commit, which travel in one page
QUIET_SECONDS = 1.3  # until a tail that finds nothing is back at one look a second
ASKING: WantedEntries = replace(EVERYTHING, admits=None)  # every listener asks the table itself


@dataclass(frozen=True)
class Bench:
    db: Database
    bells: Bells
    rung: Tail
    polled: Tail


@asynccontextmanager
async def opened(address: str) -> AsyncIterator[Bench]:
    settings = Settings(environment="test", database_url=address)
    async with AsyncExitStack() as stack:
        db = await database.open(settings)
        stack.push_async_callback(db.close)
        await db.migrate()
        rings = bells.hang_for(db, settings)
        stack.push_async_callback(rings.close)
        bench = Bench(db, rings, await Tail.open(db.reader, rings.hang()), await Tail.open(db.reader, Bell()))
        loops = Loops()
        stack.push_async_callback(loops.stop)
        loops.start(rings.loop, bench.rung.loop, replace(bench.polled.loop, name="tail without bell"))
        yield bench


async def commit(bench: Bench, count: int = 1) -> float:
    """When the commit had returned."""
    async with bench.db.transaction() as unit:
        await write(unit, count)
    committed = time.perf_counter()
    bench.bells.ring()
    return committed


async def latency(bench: Bench, tail: Tail, rounds: int) -> list[float]:
    """Seconds from the commit to the listener, one entry at a time."""
    waits = []
    async with aclosing(feeds.entries(tail, bench.db.reader, None, EVERYTHING)) as feed:
        await anext(feed)
        for _ in range(rounds):
            committed = await commit(bench)
            while not (await anext(feed)).entries:
                pass
            waits.append(time.perf_counter() - committed)
    return waits


async def deliveries(bench: Bench, wanted: WantedEntries, listeners: int, entries: int) -> float:
    """Entries delivered a second, from the commit of so many to the last listener that got them."""
    crowd = [feeds.entries(bench.rung, bench.db.reader, bench.rung.head, wanted) for _ in range(listeners)]

    async def take(feed: feeds.Feed, count: int) -> None:
        while count > 0:
            count -= len((await anext(feed)).entries)

    async with AsyncExitStack() as stack:
        for feed in crowd:
            await stack.enter_async_context(aclosing(feed))
        await commit(bench)  # so that all of them have joined and wait
        await asyncio.gather(*(take(feed, 1) for feed in crowd))
        taking = [asyncio.create_task(take(feed, entries)) for feed in crowd]
        await asyncio.sleep(0)
        committed = await commit(bench, entries)
        await asyncio.gather(*taking)
        return listeners * entries / (time.perf_counter() - committed)


async def measure(name: str, address: str, seconds: float, listeners: int) -> None:
    async with opened(address) as bench:
        await latency(bench, bench.rung, 3)  # everything is warm from here on
        soon, late = [], []
        rates: dict[tuple[int, WantedEntries], list[float]] = {
            (count, wanted): [] for count in (1, BULK) for wanted in (EVERYTHING, ASKING)
        }
        until = time.monotonic() + seconds
        while time.monotonic() < until:
            soon += await latency(bench, bench.rung, 20)
            for (count, wanted), found in rates.items():
                found.append(await deliveries(bench, wanted, listeners, count))
            await asyncio.sleep(QUIET_SECONDS + random.random())
            late += await latency(bench, bench.polled, 1)
    ring, poll = statistics.median(soon), statistics.median(late)
    print(f"{name}: {len(late)} rounds in {seconds:g} s, {listeners} listeners, medians")
    print(f"  commit to listener    bell {ring * 1000:8.2f} ms        poll {poll * 1000:8.0f} ms      1 : {poll / ring:.0f}")
    for count in (1, BULK):
        shared, each = (statistics.median(rates[count, wanted]) for wanted in (EVERYTHING, ASKING))
        print(f"  {count:2} entries a commit  shared {shared:8.0f} /s   query each {each:8.0f} /s   {shared / each:4.0f} : 1")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("--seconds", type=float, default=15.0, help="for each engine")
    parser.add_argument("--listeners", type=int, default=500)
    parser.add_argument("--engine", choices=["sqlite", "postgres"], help="default: both")
    chosen = parser.parse_args()
    if chosen.engine != "postgres":
        with tempfile.TemporaryDirectory() as folder:
            asyncio.run(measure("SQLite", f"sqlite://{Path(folder) / 'bench.sqlite3'}", chosen.seconds, chosen.listeners))
    if chosen.engine != "sqlite":
        cluster = Cluster()
        try:
            address = cluster.url(cluster.create_database())
            asyncio.run(measure("PostgreSQL", address, chosen.seconds, chosen.listeners))
        finally:
            cluster.stop()


if __name__ == "__main__":
    main()
