"""A database with its bells and its tail turning, as a server runs them."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import AsyncExitStack, asynccontextmanager, suppress

import asyncpg
import pytest

from portico.live import bells
from portico.live.bells import Bells, BellsLost
from portico.live.tail import Tail
from portico.settings import Settings
from portico.storage import database
from portico.storage.database import Database
from tests.live.writing import write

DEADLINE = 20.0
DATABASE_TROUBLE = (BellsLost, OSError, asyncpg.PostgresError, asyncpg.InterfaceError)


class House:
    """What a process of Portico has: the database, its bells, and tails that follow it."""

    def __init__(self, db: Database, settings: Settings, stack: AsyncExitStack) -> None:
        self.db, self.settings, self._stack = db, settings, stack
        self.bells: Bells = bells.hang_for(db, settings)

    async def tail(self, *, size: int = 10_000, turning: bool = True) -> Tail:
        tail = await Tail.open(self.db.reader, self.bells.hang(), size=size)
        if turning:
            await self.turn(tail.turn)
        return tail

    async def turn(self, unit: Callable[[], Awaitable[None]]) -> None:
        await self._stack.enter_async_context(turning(unit))

    async def write(self, count: int = 1, **values: object) -> list[int]:
        """Commits so many entries in one unit and rings; answers their positions."""
        async with self.db.transaction() as unit:
            positions = await write(unit, count, **values)
        self.bells.ring()
        return positions


@pytest.fixture
def settings(database_url: str) -> Settings:
    return Settings(environment="test", database_url=database_url)


@pytest.fixture
async def house(settings: Settings) -> AsyncIterator[House]:
    db = await database.open(settings)
    async with AsyncExitStack() as stack:
        stack.push_async_callback(db.close)
        await db.migrate()
        house = House(db, settings, stack)
        stack.push_async_callback(house.bells.close)
        await house.turn(house.bells.turn)
        yield house


@asynccontextmanager
async def turning(unit: Callable[[], Awaitable[None]]) -> AsyncIterator[None]:
    """Runs the unit again and again, each time as a task of its own, and goes on after database trouble: the loop runner's promise."""

    async def once() -> None:
        await unit()

    async def forever() -> None:
        while True:
            try:
                await asyncio.create_task(once())
            except DATABASE_TROUBLE:
                await asyncio.sleep(0.05)

    task = asyncio.create_task(forever())
    try:
        yield
    finally:
        task.cancel()
        with suppress(asyncio.CancelledError):
            await task


async def until(holds: Callable[[], bool], what: str) -> None:
    """Waits for a condition, and fails when it does not come true."""
    try:
        async with asyncio.timeout(DEADLINE):
            while not holds():
                await asyncio.sleep(0.005)
    except TimeoutError:
        pytest.fail(f"never came true: {what}")
