"""Bells: a ring reaches every loop of every process, is kept for a busy one, and comes back after the connection is lost."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import aclosing, asynccontextmanager, suppress

import asyncpg
import pytest

from portico.cli import running
from portico.live import feeds
from portico.live.bells import Bell, Bells, PostgresBells
from portico.live.feeds import EVERYTHING
from portico.operations.engine.work import Work
from portico.settings import Settings
from portico.storage.engine.feeds.signals import CHANNEL
from portico.storage.engine.keyring import KeyRing
from tests.live.conftest import DATABASE_TROUBLE, POSTGRES, SQLITE, House, until
from tests.live.following import DEADLINE, another_process
from tests.postgres import Cluster

LISTENING = "SELECT pid FROM pg_stat_activity WHERE application_name = 'portico bells' AND datname = current_database()"


@pytest.fixture
async def elsewhere(house: House) -> Bells:
    """Bells on a connection of their own: to PostgreSQL they are another process."""
    far = PostgresBells(house.settings.database_url)
    house.turn(far.loop)
    return far


async def rung(bell: Bell) -> None:
    assert await bell.wait(DEADLINE), "the bell was not rung"


async def listening(house: House) -> set[int]:
    """The backends that listen."""
    return {row["pid"] for row in await house.db.reader.fetch(LISTENING)}


async def listen(house: House, count: int, *, other_than: set[int] | None = None) -> set[int]:
    """The backends that listen, once there are so many, all of them new."""

    async def enough() -> bool:
        found = await listening(house)
        return len(found) == count and not found & (other_than or set())

    await until(enough, f"{count} backends listen")
    return await listening(house)


async def test_every_bell_rings_and_many_rings_are_one() -> None:
    here = Bells()
    busy, waiting = here.hang(), here.hang()
    pending = asyncio.create_task(waiting.wait(DEADLINE))
    await asyncio.sleep(0)
    here.ring()
    here.ring()
    assert await pending
    assert await busy.wait(0.01), "kept until its loop has time"
    assert not await busy.wait(0.01), "and only once"


async def test_a_canceled_wait_keeps_the_ring() -> None:
    bell = Bell()
    pending = asyncio.create_task(bell.wait(DEADLINE))
    await asyncio.sleep(0)
    bell.ring()
    pending.cancel()
    await asyncio.gather(pending, return_exceptions=True)
    await rung(bell)


@pytest.mark.parametrize("migrated_url", SQLITE, indirect=True)
async def test_on_sqlite_a_commit_of_another_process_rings(house: House) -> None:
    bell = house.bells.hang()
    await rung(bell)  # the first glance
    async with another_process("tests.live.writing", house.settings.database_url, "1", "1") as writing:
        await rung(bell)
        assert await writing.wait() == 0


@pytest.mark.parametrize("migrated_url", POSTGRES, indirect=True)
async def test_on_postgres_a_ring_reaches_the_other_process(house: House, elsewhere: Bells) -> None:
    here, there = house.bells.hang(), elsewhere.hang()
    await listen(house, 2)
    for near, far, bells_rung in ((here, there, house.bells), (there, here, elsewhere)) * 3:
        while await far.wait(0.1):
            pass  # rings of connecting, or of the round before
        bells_rung.ring()
        await rung(near)
        await rung(far)
        assert not await near.wait(0.05), "who rang does not hear itself"


@pytest.mark.parametrize("migrated_url", POSTGRES, indirect=True)
async def test_a_command_that_ends_at_once_is_heard_in_other_processes(house: House) -> None:
    await listen(house, 1)
    bell = house.bells.hang()
    while await bell.wait(0.1):
        pass  # rings of connecting
    short = PostgresBells(house.settings.database_url)
    try:
        await short.flush()
        assert not bell.rung, "nothing is owed yet"
        short.ring()
        await short.flush()
        await rung(bell)
    finally:
        await short.close()


@pytest.mark.parametrize("migrated_url", POSTGRES, indirect=True)
async def test_a_command_of_the_terminal_rings_before_it_ends(house: House, monkeypatch: pytest.MonkeyPatch) -> None:
    """Else a revoked token would be told to nobody, and its sockets stay open until they are swept."""
    await listen(house, 1)
    bell = house.bells.hang()
    while await bell.wait(0.1):
        pass  # rings of connecting

    @asynccontextmanager
    async def opened(settings: Settings, *, migrating: bool) -> AsyncIterator[Work]:
        """On the database that is open here: a process has one."""
        yield Work(house.db, settings, KeyRing(settings.secret_keys))

    async def revoke(work: Work) -> None:
        for each in work.bells:
            each.ring()

    monkeypatch.setattr(running, "opened", opened)
    await running.once(house.settings, revoke)
    await rung(bell)


@pytest.mark.parametrize("migrated_url", POSTGRES, indirect=True)
async def test_a_thousand_commits_send_a_few_notifications(house: House) -> None:
    heard: list[str] = []
    await listen(house, 1)
    connection = await asyncpg.connect(house.settings.database_url)
    try:
        await connection.add_listener(CHANNEL, lambda *told: heard.append(told[3]))
        for _ in range(1000):
            house.bells.ring()
            await asyncio.sleep(0)
        await until(lambda: bool(heard), "one arrives")
        assert set(heard) == {""}, "a ring carries no data"
        assert len(heard) < 50
    finally:
        await connection.close()


@pytest.mark.parametrize("migrated_url", POSTGRES, indirect=True)
async def test_a_killed_listening_connection_comes_back_and_the_feed_goes_on(house: House, elsewhere: Bells) -> None:
    tail, bell = await house.tail(), elsewhere.hang()
    async with aclosing(feeds.entries(tail, house.db.reader, None, EVERYTHING)) as feed:
        await anext(feed)
        for _ in range(3):
            killed = await listen(house, 2)
            await house.db.reader.fetch("SELECT pg_terminate_backend(pid) FROM (" + LISTENING + ") AS bells")
            written = await house.write()
            async with asyncio.timeout(DEADLINE):
                assert [entry["position"] for entry in (await anext(feed)).entries] == written
            await listen(house, 2, other_than=killed)
            await rung(bell)  # connecting anew rings, for what was lost meanwhile
            while await bell.wait(0.1):
                pass
            house.bells.ring()
            await rung(bell)


@pytest.mark.restarts
@pytest.mark.parametrize("migrated_url", POSTGRES, indirect=True)
async def test_the_feed_goes_on_after_the_database_was_restarted(house: House, cluster: Cluster) -> None:
    tail = await house.tail()
    async with aclosing(feeds.entries(tail, house.db.reader, None, EVERYTHING)) as feed:
        await anext(feed)
        cluster.restart()  # not in a thread: Linux would end the server together with it
        written: list[int] = []

        async def accepted() -> bool:
            with suppress(*DATABASE_TROUBLE):
                written.extend(await house.write())
            return bool(written)

        await until(accepted, "the database takes a unit again")
        async with asyncio.timeout(DEADLINE):
            assert [entry["position"] for entry in (await anext(feed)).entries] == written
