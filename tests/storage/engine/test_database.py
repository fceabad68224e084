"""Opening, units and reads on both engines: nobody is locked out, nobody is stalled, nothing stays open."""

from __future__ import annotations

import asyncio
import re
import sqlite3
import subprocess
import sys
from collections.abc import AsyncIterator
from contextlib import closing, suppress
from pathlib import Path

import asyncpg
import pytest
from tortoise.exceptions import IntegrityError, OperationalError

from portico.settings import Settings
from portico.storage import migrations
from portico.storage.engine import database, sql
from portico.storage.engine.database import Connection, Database, UnitSpoiled, is_retryable
from portico.storage.engine.engines.postgres import PoolExhausted
from portico.storage.engine.engines.shares import for_feeds, shares_of
from portico.storage.models import Account, ReferenceCounter
from portico.tallies import POOL_WAITS
from tests.postgres import Cluster
from tests.storage.conftest import abandoned, account

BACKEND = Path(database.__file__).parents[2]


@pytest.fixture
async def sqlite(migrated_sqlite_url: str) -> AsyncIterator[Database]:
    opened = await database.open(Settings(environment="test", database_url=migrated_sqlite_url))
    yield opened
    await opened.close()


@pytest.fixture
async def postgres(migrated_postgres_url: str) -> AsyncIterator[Database]:
    chosen = Settings(environment="test", database_url=migrated_postgres_url, database_pool_max=4, database_pool_timeout=0.2)
    opened = await database.open(chosen)
    yield opened
    await opened.close()


async def add(unit: Connection, name: str, value: int = 1) -> int:
    return await unit.execute("INSERT INTO reference_counter (id, value) VALUES ($1, $2)", name, value)


async def counters(db: Database) -> dict[str, int]:
    return {row["id"]: row["value"] for row in await db.reader.fetch("SELECT id, value FROM reference_counter")}


async def test_a_unit_is_written_whole_or_not_at_all(db: Database) -> None:
    async with db.transaction() as unit:
        assert await add(unit, "kept") == 1
    async with abandoned(db) as unit:
        await add(unit, "lost")
    assert await counters(db) == {"kept": 1}
    async with db.transaction() as unit:
        assert await unit.execute("UPDATE reference_counter SET value = $1", 3) == 1
        assert await unit.fetch("DELETE FROM reference_counter RETURNING id, value") == [{"id": "kept", "value": 3}]


async def test_the_model_api_inside_a_unit_uses_the_units_connection(db: Database) -> None:
    async with abandoned(db) as unit:
        await ReferenceCounter.create(id="by model", value=1)
        assert await unit.fetch("SELECT value FROM reference_counter") == [{"value": 1}]
    assert await counters(db) == {}
    async with db.transaction() as unit:
        await add(unit, "by hand")
        assert [row.value for row in await ReferenceCounter.all()] == [1]


def test_columns_asked_for_before_the_database_opens_do_not_hide_it(sqlite_url: str) -> None:
    script = f"""
import asyncio
from portico.settings import Settings
from portico.storage.engine import database, rows
from portico.storage.models import PortingNumber, ReferenceCounter

assert "account_id" in rows.columns(PortingNumber)

async def main():
    db = await database.open(Settings(environment="test", database_url="{sqlite_url}"))
    await db.migrate()
    async with db.transaction() as unit:
        await unit.execute("INSERT INTO reference_counter VALUES ('PI', 1)")
        assert await ReferenceCounter.all().count() == 1
    await db.close()

asyncio.run(main())
"""
    done = subprocess.run([sys.executable, "-c", script], timeout=20, env={"PYTHONPATH": str(BACKEND)}, capture_output=True, check=False)
    assert (done.stderr, done.returncode) == (b"", 0)


async def test_a_canceled_unit_leaves_nothing_open(db: Database) -> None:
    async def stuck() -> None:
        async with db.transaction() as unit:
            await add(unit, "lost")
            await asyncio.sleep(60)

    for wait in (0, 0, 0.01, 0.05):
        task = asyncio.create_task(stuck())
        await asyncio.sleep(wait)
        task.cancel()
        with pytest.raises(asyncio.CancelledError):
            await task
    async with db.transaction() as unit:
        await add(unit, "kept")
    assert await counters(db) == {"kept": 1}


async def test_a_database_error_caught_inside_a_unit_spoils_it(db: Database) -> None:
    async def swallow() -> None:
        async with db.transaction() as unit:
            await add(unit, "first")
            with suppress(IntegrityError):
                await add(unit, "first")

    with pytest.raises(UnitSpoiled):
        await swallow()
    assert await counters(db) == {}


async def test_the_reader_is_refused_inside_a_unit_and_never_writes(db: Database) -> None:
    async with db.transaction():
        with pytest.raises(RuntimeError, match="unit's connection"):
            await db.reader.fetch("SELECT 1")
        with pytest.raises(RuntimeError, match="do not nest"):
            async with db.transaction():
                pass
    with pytest.raises(RuntimeError, match="only reads"):
        await db.reader.execute("DELETE FROM reference_counter")


async def test_units_of_one_process_queue_and_none_is_lost(db: Database) -> None:
    async with db.transaction() as unit:
        await add(unit, "PI", 0)

    async def one_more() -> None:
        async with db.transaction() as unit:
            lock = sql.for_update(db.dialect)
            [row] = await unit.fetch(f"SELECT value FROM reference_counter WHERE id = $1 {lock}", "PI")
            await asyncio.sleep(0.001)
            await unit.execute("UPDATE reference_counter SET value = $2 WHERE id = $1", "PI", row["value"] + 1)

    await asyncio.gather(*(one_more() for _ in range(25)))
    assert await counters(db) == {"PI": 25}


async def test_rows_a_foreign_key_removes_are_not_counted_as_touched(db: Database) -> None:
    owner = account("Acme")
    async with db.transaction() as unit:
        await sql.insert(unit, Account, [owner])
        await unit.execute(
            "INSERT INTO app_user (id, created_at, updated_at, account_id, email, name, level, time_zone, locale, version) "
            "VALUES ($1, $2, $2, $1, 'a@x.example', 'Ada', 'ADMIN', 'UTC', 'en', 1)",
            owner["id"],
            owner["created_at"],
        )
        for name in ("one", "two"):
            await unit.execute(
                "INSERT INTO session (id, created_at, updated_at, user_id, token_hash, expires_at, last_seen_at) "
                "VALUES ($1, $2, $2, $3, $4, $2, $2)",
                account(name)["id"],
                owner["created_at"],
                owner["id"],
                name,
            )
        assert await unit.execute("DELETE FROM app_user WHERE id = $1", owner["id"]) == 1
        assert await unit.fetch("SELECT count(*) AS n FROM session") == [{"n": 0}]


async def test_a_row_that_refers_to_nothing_is_refused(db: Database) -> None:
    nobody = account("nobody")
    statement = (
        "INSERT INTO session (id, created_at, updated_at, user_id, token_hash, expires_at, last_seen_at) "
        "VALUES ($1, $2, $2, $1, 'x', $2, $2)"
    )
    async with abandoned(db) as unit:
        with pytest.raises(IntegrityError):
            await unit.execute(statement, nobody["id"], nobody["created_at"])


async def test_an_unmigrated_database_says_so(database_url: str) -> None:
    db = await database.open(Settings(environment="test", database_url=database_url))
    try:
        assert await db.pending() == [migration.name for migration in migrations.known(db.dialect)]
        with pytest.raises(RuntimeError, match="not migrated"):
            _ = db.epoch
    finally:
        await db.close()


async def test_read_then_write_never_meets_a_locked_database(sqlite: Database, sqlite_url: str) -> None:
    """Two processes, simulated by a connection of its own on a thread, read and then write the same row as fast as they can."""
    async with sqlite.transaction() as unit:
        await add(unit, "PI", 0)

    def other_process() -> None:
        with closing(sqlite3.connect(sqlite_url.removeprefix("sqlite://"), timeout=10, isolation_level=None)) as connection:
            for _ in range(50):
                connection.execute("BEGIN IMMEDIATE")
                [(value,)] = connection.execute("SELECT value FROM reference_counter")
                connection.execute("UPDATE reference_counter SET value = ?", (value + 1,))
                connection.commit()

    async def this_process() -> None:
        for _ in range(50):
            async with sqlite.transaction() as unit:
                [row] = await unit.fetch("SELECT value FROM reference_counter")
                await unit.execute("UPDATE reference_counter SET value = $1", row["value"] + 1)

    await asyncio.gather(asyncio.to_thread(other_process), this_process())
    assert await counters(sqlite) == {"PI": 100}


async def ids_of_counters(database: Database) -> list[str]:
    async with database.transaction() as unit:
        return [row["id"] for row in await unit.fetch("SELECT id FROM reference_counter")]


async def test_a_unit_waits_for_another_processs_unit_and_a_reader_does_not(sqlite: Database, sqlite_url: str) -> None:
    with closing(sqlite3.connect(sqlite_url.removeprefix("sqlite://"), isolation_level=None, check_same_thread=False)) as other:
        other.execute("BEGIN IMMEDIATE")
        other.execute("INSERT INTO reference_counter VALUES ('theirs', 1)")
        assert await counters(sqlite) == {}
        unit = asyncio.create_task(ids_of_counters(sqlite))
        _, waiting = await asyncio.wait([unit], timeout=0.3)
        assert waiting
        other.commit()
        assert await unit == ["theirs"]


async def test_a_long_unit_does_not_stall_readers(sqlite: Database) -> None:
    inside, done = asyncio.Event(), asyncio.Event()

    async def long_unit() -> None:
        async with sqlite.transaction() as unit:
            await add(unit, "PI")
            inside.set()
            await done.wait()

    task = asyncio.create_task(long_unit())
    await inside.wait()
    async with asyncio.timeout(30):
        for _ in range(20):
            assert await counters(sqlite) == {}
    done.set()
    await task
    assert await counters(sqlite) == {"PI": 1}


async def test_a_unit_that_cannot_begin_gives_everything_back(sqlite: Database, sqlite_url: str) -> None:
    async with sqlite.transaction() as unit:
        await unit.fetch("PRAGMA busy_timeout = 50")
    with closing(sqlite3.connect(sqlite_url.removeprefix("sqlite://"), isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        with pytest.raises((OperationalError, sqlite3.OperationalError)) as busy:
            async with sqlite.transaction():
                pytest.fail("the other process holds the write lock")
        assert is_retryable(busy.value)
        other.rollback()
    async with sqlite.transaction() as unit:
        await add(unit, "PI")
    assert await counters(sqlite) == {"PI": 1}


async def test_the_reader_of_sqlite_cannot_write_at_all(sqlite: Database) -> None:
    """Whatever the guard before it takes for a read."""
    with pytest.raises(OperationalError, match="readonly"):
        await sqlite.reader.fetch("WITH some AS (SELECT 1) DELETE FROM reference_counter RETURNING id")


async def test_the_reader_tells_of_another_processs_commit(sqlite: Database, sqlite_url: str) -> None:
    async def version() -> int:
        [row] = await sqlite.reader.fetch("PRAGMA data_version")
        return int(row["data_version"])

    before = await version()
    assert await version() == before
    with closing(sqlite3.connect(sqlite_url.removeprefix("sqlite://"))) as other:
        other.execute("INSERT INTO reference_counter VALUES ('theirs', 1)")
        other.commit()
    assert await version() != before


@pytest.mark.parametrize("ending", ["await db.close()", "raise SystemExit(3)"])
def test_a_process_ends_when_its_work_is_done(tmp_path: Path, ending: str) -> None:
    script = f"""
import asyncio
from portico.settings import Settings
from portico.storage.engine import database

async def main():
    db = await database.open(Settings(environment="test", database_url="sqlite://{tmp_path}/x.sqlite3"))
    try:
        await db.migrate()
        async with db.transaction() as unit:
            await unit.fetch("SELECT 1")
        {ending}
    finally:
        await db.close()

asyncio.run(main())
"""
    done = subprocess.run([sys.executable, "-c", script], timeout=20, env={"PYTHONPATH": str(BACKEND)}, capture_output=True, check=False)
    assert done.stderr == b""
    assert done.returncode == (3 if "Exit" in ending else 0)


async def test_a_read_is_one_turn_with_the_server(postgres: Database, monkeypatch: pytest.MonkeyPatch) -> None:
    """Giving a connection back to the pool was a statement of its own."""
    said, honest = list[str](), asyncpg.Connection.execute

    async def execute(self: asyncpg.Connection, query: str, *args: object, **more: object) -> object:
        said.append(query)
        return await honest(self, query, *args, **more)

    monkeypatch.setattr(asyncpg.Connection, "execute", execute)
    assert await postgres.reader.fetch("SELECT 1 AS one") == [{"one": 1}]
    assert said == []


def test_nothing_is_left_on_a_connection_that_another_unit_gets() -> None:
    """Settings, locks and tables are a transaction's own: connections are given back as they are."""
    lasting = re.compile(r"pg_advisory_lock\(|SET SESSION|SET TIME ZONE|set_config\(|CREATE TEMP|DECLARE \w+ CURSOR|PREPARE \w+ AS")
    found = {path.name for path in BACKEND.rglob("*.py") if lasting.search(path.read_text(encoding="utf-8"))}
    assert found == set()


async def test_a_deadlock_may_be_run_again(postgres: Database) -> None:
    async with postgres.transaction() as unit:
        await add(unit, "a")
        await add(unit, "b")
    both = asyncio.Barrier(2)

    async def crossing(first: str, second: str) -> None:
        async with postgres.transaction() as unit:
            await unit.execute("UPDATE reference_counter SET value = 2 WHERE id = $1", first)
            await both.wait()
            await unit.execute("UPDATE reference_counter SET value = 2 WHERE id = $1", second)

    ended = await asyncio.gather(crossing("a", "b"), crossing("b", "a"), return_exceptions=True)
    [deadlock] = filter(None, ended)
    assert isinstance(deadlock, asyncpg.DeadlockDetectedError)
    assert is_retryable(deadlock)
    assert not is_retryable(ValueError())
    assert await counters(postgres) == {"a": 2, "b": 2}


async def test_units_that_take_their_whole_share_fail_in_time_and_keep_nobody_from_reading(postgres: Database) -> None:
    leave = asyncio.Event()

    async def hold() -> None:
        async with postgres.transaction():
            await leave.wait()

    holding = [asyncio.create_task(hold()) for _ in range(shares_of(4)["units"])]
    await asyncio.sleep(0.05)
    before = POOL_WAITS.sums["units",]
    with pytest.raises(PoolExhausted):
        async with postgres.transaction():
            pytest.fail("the share of the units is taken")
    assert POOL_WAITS.sums["units",] - before >= 0.05, "its wait is told, though it was in vain"
    assert await postgres.reader.fetch("SELECT 1 AS one") == [{"one": 1}]
    leave.set()
    await asyncio.gather(*holding)
    assert await counters(postgres) == {}


async def test_a_crowd_of_feeds_keeps_nobody_from_reading_or_writing_and_waits_as_long_as_it_takes(postgres: Database) -> None:
    async def feed() -> None:
        for_feeds()
        await postgres.reader.fetch("SELECT pg_sleep(0.3)")

    crowd = [asyncio.create_task(feed()) for _ in range(4)]
    await asyncio.sleep(0.05)
    for _ in range(3):
        assert await postgres.reader.fetch("SELECT 1 AS one") == [{"one": 1}]
    async with postgres.transaction() as unit:
        await add(unit, "written")
    assert not any(task.done() for task in crowd)
    await asyncio.gather(*crowd)  # the last one waited longer than the pool's timeout


@pytest.mark.parametrize("most", range(2, 40))
def test_every_kind_has_a_share_of_any_pool_and_together_they_ask_for_no_more_than_it_holds(most: int) -> None:
    shares = shares_of(most)
    assert min(shares.values()) >= 1
    assert sum(shares.values()) == max(most, 3)


async def test_a_pool_of_two_serves_units_reads_and_feeds_that_ask_at_once(migrated_postgres_url: str) -> None:
    opened = await database.open(Settings(environment="test", database_url=migrated_postgres_url, database_pool_max=2))

    async def write(place: int) -> None:
        async with opened.transaction() as unit:
            await add(unit, f"by {place}")

    async def read(*, feed: bool) -> None:
        if feed:
            for_feeds()
        await opened.reader.fetch("SELECT pg_sleep(0.005)")

    try:
        async with asyncio.timeout(20):
            asked = [one for place in range(20) for one in (write(place), read(feed=True), read(feed=False))]
            await asyncio.gather(*(asyncio.create_task(one) for one in asked))
        assert len(await counters(opened)) == 20
    finally:
        await opened.close()


async def test_a_connection_lost_between_commit_and_return_does_not_fail_the_unit(
    postgres: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def lose(_connection: object, **_: object) -> None:
        raise ConnectionResetError("the server went away")

    async with postgres.transaction() as unit:
        await add(unit, "kept")
        monkeypatch.setattr(asyncpg.Connection, "reset", lose)
    monkeypatch.undo()
    assert await counters(postgres) == {"kept": 1}


@pytest.mark.restarts
async def test_a_restarted_server_is_found_again_by_the_same_task(postgres: Database, cluster: Cluster) -> None:
    async with postgres.transaction() as unit:
        await add(unit, "before")
    with pytest.raises((asyncpg.PostgresError, asyncpg.InterfaceError, OSError)):  # noqa: PT012 - which statement notices is open
        async with postgres.transaction() as unit:
            await add(unit, "lost")
            cluster.restart()  # on this thread: the server would end with one that only started it
            await unit.fetch("SELECT 1")
    for _ in range(3):  # idle connections of the pool may each find out for themselves
        try:
            async with postgres.transaction() as unit:
                await add(unit, "after")
            break
        except (asyncpg.PostgresError, asyncpg.InterfaceError, OSError):
            continue
    assert await counters(postgres) == {"before": 1, "after": 1}


async def test_statements_work_without_a_cache_as_behind_a_pooler(migrated_postgres_url: str) -> None:
    db = await database.open(Settings(environment="test", database_url=migrated_postgres_url, database_statement_cache=0))
    try:
        async with db.transaction() as unit:
            await sql.insert(unit, ReferenceCounter, [{"id": "PI", "value": 1}])
        assert await counters(db) == {"PI": 1}
    finally:
        await db.close()


async def test_a_wrong_address_is_told_at_the_start_and_leaves_nothing_behind(sqlite_url: str) -> None:
    with pytest.raises(OSError, match="Connect call failed"):
        await database.open(Settings(environment="test", database_url="postgresql://nobody@127.0.0.1:1/nothing"))
    db = await database.open(Settings(environment="test", database_url=sqlite_url))
    await db.close()
