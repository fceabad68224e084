"""Readers of a feed: as tasks of a test, and as a process of its own: `python -m tests.live.following <database> <cursor>`."""

from __future__ import annotations

import asyncio
import os
import sys
from asyncio.subprocess import PIPE, Process
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, aclosing, asynccontextmanager
from pathlib import Path

import portico
from portico.live import bells, feeds
from portico.live.feeds import EVERYTHING
from portico.live.tail import Tail
from portico.settings import Settings
from portico.storage.engine import database
from portico.storage.engine.journal import Cursor
from portico.storage.engine.rows import Row

ROOT = Path(__file__).parents[2]
END = "end"
DEADLINE = 20.0


async def following(feed: feeds.Feed, count: int) -> list[Row]:
    """The next `count` entries of a feed."""
    found: list[Row] = []
    async with asyncio.timeout(DEADLINE):
        while len(found) < count:
            found += (await anext(feed)).entries
    assert len(found) == count
    return found


def places(entries: list[Row]) -> list[int]:
    return [entry["position"] for entry in entries]


async def positions(feed: feeds.Feed) -> list[int]:
    """Everything a feed tells up to the entry whose verb is END."""
    seen: list[int] = []
    async with aclosing(feed):
        async for page in feed:
            seen += [entry["position"] for entry in page.entries]
            if page.entries and page.entries[-1]["verb"] == END:
                break
    return seen


@asynccontextmanager
async def another_process(module: str, *arguments: str) -> AsyncIterator[Process]:
    """A module of these tests running as a process beside this one; ended with the block."""
    paths = os.pathsep.join([str(Path(portico.__file__).parents[1]), str(ROOT)])
    process = await asyncio.create_subprocess_exec(
        sys.executable, "-m", module, *arguments, cwd=ROOT, env=os.environ | {"PYTHONPATH": paths}, stdout=PIPE
    )
    try:
        yield process
    finally:
        if process.returncode is None:
            process.kill()
        await process.wait()


async def _main(address: str, after: str) -> None:
    settings = Settings(environment="test", database_url=address)
    async with AsyncExitStack() as stack:
        db = await database.open(settings)
        stack.push_async_callback(db.close)
        rings = bells.hang_for(db, settings)
        stack.push_async_callback(rings.close)
        tail = await Tail.open(db.reader, rings.hang(), size=100)

        async def forever(owner: bells.Bells | Tail) -> None:
            while True:
                await owner.turn()

        turning = [asyncio.create_task(forever(rings)), asyncio.create_task(forever(tail))]
        stack.callback(lambda: [task.cancel() for task in turning])
        print(*await positions(feeds.entries(tail, db.reader, Cursor.decode(after), EVERYTHING)))  # noqa: T201 - read by the test


if __name__ == "__main__":
    asyncio.run(_main(sys.argv[1], sys.argv[2]))
