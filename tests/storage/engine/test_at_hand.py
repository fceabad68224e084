"""Connections of PostgreSQL between two who need one: kept at hand, and never one that is not as it should be."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import suppress
from typing import Any

import asyncpg
import pytest

from portico.settings import Settings
from portico.storage.engine import database
from portico.storage.engine.database import Database
from portico.storage.engine.engines import at_hand
from portico.storage.engine.engines.shares import for_feeds
from tests.storage.conftest import abandoned

WHO = "SELECT pg_backend_pid() AS who"


@pytest.fixture
async def postgres(migrated_postgres_url: str) -> AsyncIterator[Database]:
    chosen = Settings(environment="test", database_url=migrated_postgres_url, database_pool_max=4, database_pool_timeout=2)
    opened = await database.open(chosen)
    yield opened
    await opened.close()


@pytest.fixture
def asked_of_pool(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """What was asked of the pool itself."""
    asked = list[str]()
    for name in ("acquire", "release"):
        monkeypatch.setattr(asyncpg.Pool, name, _watched(name, asked))
    return asked


def _watched(name: str, asked: list[str]) -> Any:
    method = getattr(asyncpg.Pool, name)

    def watched(self: asyncpg.Pool, *args: Any, **more: Any) -> Any:
        asked.append(name)
        return method(self, *args, **more)

    return watched


async def who(db: Database) -> int:
    return int((await db.reader.fetch(WHO))[0]["who"])


async def test_the_next_takes_what_the_last_gave_back(postgres: Database, asked_of_pool: list[str]) -> None:
    first = await who(postgres)
    asked_of_pool.clear()
    assert [await who(postgres) for _ in range(3)] == [first] * 3
    async with postgres.transaction() as unit:
        assert (await unit.fetch(WHO))[0]["who"] == first
    assert await who(postgres) == first
    assert asked_of_pool == []


async def test_one_that_was_lost_meanwhile_is_not_taken(postgres: Database, migrated_postgres_url: str) -> None:
    lost = await who(postgres)
    server = await asyncpg.connect(migrated_postgres_url)
    await server.execute("SELECT pg_terminate_backend($1, 5000)", lost)
    await server.close()
    assert lost not in [await who(postgres) for _ in range(3)]


@pytest.mark.parametrize("ended", ["failed", "canceled", "abandoned"])
async def test_what_ended_otherwise_than_in_order_goes_through_the_pool(postgres: Database, asked_of_pool: list[str], ended: str) -> None:
    await who(postgres)
    asked_of_pool.clear()
    if ended == "failed":
        with suppress(Exception):
            await postgres.reader.fetch("SELECT 1 / 0")
    elif ended == "canceled":
        slow = asyncio.create_task(postgres.reader.fetch("SELECT pg_sleep(20)"))
        await asyncio.sleep(0.05)
        slow.cancel()
        await asyncio.gather(slow, return_exceptions=True)
    else:
        async with abandoned(postgres) as unit:
            await unit.fetch(WHO)
    assert asked_of_pool == ["release"]
    assert await postgres.reader.fetch("SELECT txid_current_if_assigned() AS inside") == [{"inside": None}]


async def test_who_waits_for_the_pool_is_served_first(migrated_postgres_url: str) -> None:
    """Of two connections a unit, a read and a feed may want three: kept at hand, none would ever come to the third."""
    leave = asyncio.Event()

    async def write() -> None:
        async with opened.transaction():
            await leave.wait()

    async def feed() -> None:
        for_feeds()
        await opened.reader.fetch("SELECT pg_sleep(0.5)")

    opened = await database.open(Settings(environment="test", database_url=migrated_postgres_url, database_pool_max=2))
    try:
        before = [asyncio.create_task(write()), asyncio.create_task(feed())]
        await asyncio.sleep(0.1)
        reading = asyncio.create_task(who(opened))
        await asyncio.sleep(0.1)
        assert not reading.done()
        leave.set()
        async with asyncio.timeout(5):
            await asyncio.gather(*before, reading)
    finally:
        await opened.close()


async def test_one_that_nobody_takes_is_the_pools_again(
    migrated_postgres_url: str, asked_of_pool: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(at_hand, "IDLE_SECONDS", 0.05)
    opened = await database.open(Settings(environment="test", database_url=migrated_postgres_url))
    try:
        await who(opened)
        async with asyncio.timeout(5):
            while asked_of_pool[-1] != "release":  # noqa: ASYNC110 - what is waited for is a timer's doing
                await asyncio.sleep(0.01)
        await who(opened)
        assert asked_of_pool[-1] == "acquire"
    finally:
        await opened.close()


async def test_closing_waits_for_none_that_is_only_kept(postgres: Database) -> None:
    await asyncio.gather(*(who(postgres) for _ in range(2)))
    async with asyncio.timeout(2):
        await postgres.close()
