"""A database with its bells and its tail turning, as a server runs them."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import AsyncExitStack
from dataclasses import replace

import asyncpg
import pytest

from portico.live import bells
from portico.live.bells import Bell, Bells
from portico.live.loops import Loop, Loops
from portico.live.tail import Tail
from portico.settings import Settings
from portico.storage.engine import database
from portico.storage.engine.database import Database
from tests.live.following import DEADLINE
from tests.live.writing import write

DATABASE_TROUBLE = (OSError, asyncpg.PostgresError, asyncpg.InterfaceError, asyncpg.InternalClientError)
SQLITE, POSTGRES = ["sqlite"], [pytest.param("postgres", marks=pytest.mark.postgres)]


class House:
    """What a process of Portico has: the database, its bells, and tails that follow it."""

    def __init__(self, db: Database, settings: Settings) -> None:
        self.db, self.settings = db, settings
        self.bells: Bells = bells.hang_for(db, settings)
        self.loops = Loops(first_pause=0.02, longest_pause=0.1)
        self._count = 0

    def turn(self, loop: Loop) -> None:
        """Sets a loop going; here there may be several of a kind."""
        self._count += 1
        self.loops.start(replace(loop, name=f"{loop.name} {self._count}"))

    async def tail(self, *, size: int = 10_000, bell: Bell | None = None) -> Tail:
        """A tail that turns; it hears this house's rings unless given a bell that hangs nowhere."""
        tail = await Tail.open(self.db.reader, bell or self.bells.hang(), size=size)
        self.turn(tail.loop)
        return tail

    async def write(self, count: int = 1, **values: object) -> list[int]:
        """Commits so many entries in one unit and rings; answers their positions."""
        async with self.db.transaction() as unit:
            positions = await write(unit, count, **values)
        self.bells.ring()
        return positions


@pytest.fixture
def settings(migrated_url: str) -> Settings:
    return Settings(environment="test", database_url=migrated_url)


@pytest.fixture
async def house(settings: Settings) -> AsyncIterator[House]:
    db = await database.open(settings)
    async with AsyncExitStack() as stack:
        stack.push_async_callback(db.close)
        house = House(db, settings)
        stack.push_async_callback(house.bells.close)
        stack.push_async_callback(house.loops.stop)
        house.turn(house.bells.loop)
        yield house


async def until(holds: Callable[[], bool | Awaitable[bool]], what: str) -> None:
    """Waits for a condition, and fails when it does not come true."""
    try:
        async with asyncio.timeout(DEADLINE):
            while not (answer if isinstance(answer := holds(), bool) else await answer):  # noqa: ASYNC110 - nobody tells when it does
                await asyncio.sleep(0.005)
    except TimeoutError:
        pytest.fail(f"never came true: {what}")
