"""The migrations make what the models describe, once, whoever calls them and however often."""

from __future__ import annotations

import asyncio
import sqlite3
from collections.abc import AsyncIterator
from contextlib import closing
from pathlib import Path

import asyncpg
import pytest
from tortoise.context import TortoiseContext
from tortoise.utils import get_schema_sql

from portico.settings import Settings
from portico.storage import migrations
from portico.storage.engine import database, journal
from portico.storage.engine.database import Database
from portico.storage.migrations import Migration, MigrationRefused
from tests.journaled import write_entries
from tests.postgres import Cluster
from tests.storage.conftest import entry
from tests.storage.migrations import shape

# What the migrations have beyond the models, and why.
RECORD = {"portico_migration"}  # the runner's own memory
MORE = {
    ("index", "journal_entry", ("position",), "relayed_at IS NULL"),  # the relay finds what it owes without reading history
    ("index", "journal_entry", ("order_id", "order_sequence"), "relayed_at IS NULL"),
    ("index", "phone_number", ("unlocks_at", "id"), "unlocks_at IS NOT NULL"),  # locks that are to end: few of all numbers
    ("index", "delivery", ("endpoint_id", "created_at", "id"), "endpoint_id IS NOT NULL"),  # an endpoint's log, among all that is owed
}
WORDS = {"porting_request_text", "port_out_request_text"}  # what SQLite's full-text search indexes; PostgreSQL indexes the rows themselves
ENDS = {
    ("index", table, (f"{table}: an expression",), "")
    for table in ("porting_number", "phone_number", "port_out_number", "porting_request", "port_out_request")
}  # the last digits of numbers and references; on PostgreSQL also the words
BEGINS = {
    *(("index", table, ("e164",), "") for table in ("porting_number", "phone_number", "port_out_number")),
    *(("index", table, ("reference",), "") for table in ("porting_request", "port_out_request")),
}  # by the order of the bytes, whatever the language of the database
CLAIMED = ("index", "delivery", ("kind",), "claimed_by IS NOT NULL")  # which claims stand is looked at every ten seconds
IN_HANDS = {
    ("index", "porting_number", (carrier, *order, "id"), f"{carrier} IS NOT NULL")
    for carrier in ("handed_to_id", "sent_through_id")
    for order in (("updated_at",), ("created_at",), ("e164",), ("status", "updated_at"))
}  # what a carrier sees, in each order of the list; most of what ever was is in nobody's hands before it is sent
WITH_DATE = {
    ("index", "porting_number", (*first, "foc_at", "id"), "foc_at IS NOT NULL")
    for first in ((), ("account_id",), ("status",), ("status", "waiting_on"), ("account_id", "status", "waiting_on"))
}  # who has no FOC date is in no list by it, and moves without writing these
DATED_IN_HANDS = [
    (("index", "porting_number", (carrier, "foc_at", "id")), carrier) for carrier in ("handed_to_id", "sent_through_id")
]  # and both
ELSEWHERE = {
    ("index", "porting_request", (order, "id"), "handed_elsewhere_count > 0")
    for order in ("updated_at", "created_at", "reference", "submitted_at")
}  # what is in other hands than it names
UNLISTED = ("index", "porting_request", ("submitted_at", "id"), "losing_carrier_name IS NOT NULL")  # carriers to match: few of all
WAITING = ("index", "document", ("created_at",))  # papers no request named are found without reading all there are
DELETED = ("index", "document", ("deleted_at",))  # bytes that are still to go: none, most of the time
OUTLIVED = ("index", "evidence_pack", ("deleted_at",), "deleted_at IS NOT NULL")  # as those: of orders that were deleted
REVEALED = ("index", "journal_entry", ("actor_id", "at"))  # the limit of secrets shown per person is counted without reading history
PREPARED = ("index", "journal_entry", ("actor_id", "at"))  # who releases a port-out may not have prepared it
OF_NUMBERS = (
    "completed_count canceled_count waits_for_customer_count waits_for_staff_count at_carrier_count to_resubmit_count"
    " handed_elsewhere_count"
).split()
COUNTED = {
    ("app_user", "version"): "1",
    ("api_token", "version"): "1",
    **{("porting_request", name): "0" for name in OF_NUMBERS},
    ("retention_night", "entries"): "0",
}  # SQLite adds a column that may not be null only with an initial value, and keeps that
MORE_ON_SQLITE = MORE | {("column", *named, "INT", True, initial) for named, initial in COUNTED.items()}
LESS_ON_SQLITE = {("column", *named, "INT", True, "") for named in COUNTED}
MORE_ON_SQLITE |= (
    ENDS
    | IN_HANDS
    | WITH_DATE
    | {(*index, f"{carrier} IS NOT NULL AND foc_at IS NOT NULL") for index, carrier in DATED_IN_HANDS}
    | {
        ("index", "port_out_number", ("e164",), ""),
        CLAIMED,
        UNLISTED,
        OUTLIVED,
        *ELSEWHERE,
        (*DELETED, "deleted_at IS NOT NULL AND storage_key <> ''"),
        (*REVEALED, "verb = 'reveal_secret'"),
        (*PREPARED, "actor_role = 'STAFF'"),
        (*WAITING, "request_id IS NULL AND port_out_request_id IS NULL"),
    }
)
MORE_ON_POSTGRES = (
    MORE
    | ENDS
    | IN_HANDS
    | WITH_DATE
    | {(*index, f"{carrier} IS NOT NULL) AND (foc_at IS NOT NULL") for index, carrier in DATED_IN_HANDS}
    | BEGINS
    | {
        CLAIMED,
        UNLISTED,
        OUTLIVED,
        *ELSEWHERE,
        (*DELETED, "deleted_at IS NOT NULL) AND ((storage_key)::text <> ''::text"),
        (*REVEALED, "verb)::text = 'reveal_secret'::text"),
        (*PREPARED, "actor_role)::text = 'STAFF'::text"),
        (*WAITING, "request_id IS NULL) AND (port_out_request_id IS NULL"),
        ("column", "journal_entry", "xid", "xid8", True, "pg_current_xact_id()"),  # commit order
        ("index", "journal_entry", ("xid", "position"), ""),
        ("column", "figure", "xid", "xid8", True, "pg_current_xact_id()"),  # what a snapshot has seen of them
        ("index", "figure", ("xid",), ""),
        ("index", "journal_entry", ("account_id", "xid", "position"), ""),
    }
)
LESS_ON_POSTGRES = {("index", "journal_entry", ("account_id", "position"), "")}  # the one with xid serves instead


def ddl_of_the_models(url: str) -> str:
    """What Tortoise would create; it needs no connection for saying so."""

    async def described() -> str:
        context = TortoiseContext()
        with context:
            await context.init(database.configuration(Settings(environment="test", database_url=url)))
            return str(get_schema_sql(context.connections.get("default"), safe=False))

    return asyncio.run(described())


def facts(found: set[shape.Fact]) -> set[shape.Fact]:
    return {fact for fact in found if fact[1] not in RECORD | WORDS}


@pytest.fixture
async def db(database_url: str) -> AsyncIterator[Database]:
    """Migrated here, in a database of this test's own: these tests write into the record of what was applied."""
    opened = await database.open(Settings(environment="test", database_url=database_url))
    try:
        await opened.migrate()
        yield opened
    finally:
        await opened.close()


async def migrated(url: str) -> list[str]:
    db = await database.open(Settings(environment="test", database_url=url))
    try:
        return await db.migrate()
    finally:
        await db.close()


def test_a_fresh_sqlite_file_is_what_the_models_describe(sqlite_url: str, tmp_path: Path) -> None:
    asyncio.run(migrated(sqlite_url))
    with closing(sqlite3.connect(tmp_path / "models.sqlite3")) as connection:
        connection.executescript(ddl_of_the_models(sqlite_url))
    ours = facts(shape.of_sqlite(Path(sqlite_url.removeprefix("sqlite://"))))
    theirs = shape.of_sqlite(tmp_path / "models.sqlite3")
    assert (ours - theirs, theirs - ours) == (MORE_ON_SQLITE, LESS_ON_SQLITE)
    assert len(ours) > 400


def test_a_fresh_postgres_database_is_what_the_models_describe(postgres_url: str, postgres_cluster: Cluster) -> None:
    asyncio.run(migrated(postgres_url))
    beside = postgres_cluster.create_database()
    postgres_cluster.execute(ddl_of_the_models(postgres_url), beside)
    ours = facts(asyncio.run(shape.of_postgres(postgres_url)))
    theirs = asyncio.run(shape.of_postgres(postgres_cluster.url(beside)))
    postgres_cluster.drop_database(beside)
    assert (ours - theirs, theirs - ours) == (MORE_ON_POSTGRES, LESS_ON_POSTGRES)
    assert len(ours) > 400


async def test_migrating_twice_changes_nothing(db: Database) -> None:
    epoch = db.epoch
    assert await db.migrate() == []
    assert await db.pending() == []
    assert db.epoch == epoch
    recorded = await db.reader.fetch("SELECT name, sha256 FROM portico_migration")
    assert [(row["name"], row["sha256"]) for row in recorded] == [(m.name, m.sha256) for m in migrations.known(db.dialect)]


async def test_every_database_has_an_epoch_of_its_own(sqlite_url: str) -> None:
    epochs = set()
    for url in (sqlite_url, f"{sqlite_url}2"):
        await migrated(url)
        db = await database.open(Settings(environment="test", database_url=url))
        epochs.add(db.epoch)
        await db.close()
    assert len(epochs) == 2


async def test_processes_that_start_together_migrate_once(sqlite_url: str) -> None:
    path = Path(sqlite_url.removeprefix("sqlite://"))
    done = await asyncio.gather(*(asyncio.to_thread(migrations.migrate_sqlite, path) for _ in range(4)))
    assert sorted(map(len, done)) == [0, 0, 0, len(migrations.known("sqlite"))]


async def test_servers_that_start_together_migrate_once(postgres_url: str) -> None:
    db = await database.open(Settings(environment="test", database_url=postgres_url))
    try:
        done = await asyncio.gather(*(db.migrate() for _ in range(4)))
    finally:
        await db.close()
    assert sorted(map(len, done)) == [0, 0, 0, len(migrations.known("postgres"))]


async def test_a_changed_past_is_refused(db: Database) -> None:
    async with db.transaction() as unit:
        await unit.execute("UPDATE portico_migration SET sha256 = 'other'")
    with pytest.raises(MigrationRefused, match=r"0001_foundation\.sql was changed"):
        await db.migrate()
    with pytest.raises(MigrationRefused):
        await db.pending()


async def test_a_database_of_a_newer_portico_is_refused(db: Database) -> None:
    async with db.transaction() as unit:
        await unit.execute("UPDATE portico_migration SET name = '9999_future.sql' WHERE name = '0001_foundation.sql'")
    with pytest.raises(MigrationRefused, match=r"newer Portico: 9999_future\.sql"):
        await db.migrate()


async def test_a_migration_that_fails_leaves_the_schema_as_it_was(db: Database, monkeypatch: pytest.MonkeyPatch) -> None:
    broken = Migration("9998_broken.sql", "CREATE TABLE half (id INT);\nCREATE TABLE half (id INT);\n")
    monkeypatch.setattr(migrations, "known", lambda dialect, real=migrations.known: [*real(dialect), broken])
    with pytest.raises(Exception, match="already exists"):
        await db.migrate()
    assert await db.pending() == ["9998_broken.sql"]
    with pytest.raises(Exception, match=r"no such table|does not exist"):
        await db.reader.fetch("SELECT * FROM half")


async def test_rebuilding_a_table_on_sqlite_keeps_its_children(sqlite_url: str, monkeypatch: pytest.MonkeyPatch) -> None:
    path = Path(sqlite_url.removeprefix("sqlite://"))
    migrations.migrate_sqlite(path)
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("CREATE TABLE parent (id INT PRIMARY KEY)")
        connection.execute("CREATE TABLE child (id INT PRIMARY KEY, parent_id INT REFERENCES parent (id) ON DELETE CASCADE)")
        connection.execute("INSERT INTO parent VALUES (1)")
        connection.execute("INSERT INTO child VALUES (1, 1)")
        connection.commit()
    rebuilt = "CREATE TABLE next (id INT PRIMARY KEY);\n{copy}DROP TABLE parent;\nALTER TABLE next RENAME TO parent;\n"
    real = migrations.known
    forgetful = Migration("9998_rebuild.sql", rebuilt.format(copy=""))
    monkeypatch.setattr(migrations, "known", lambda dialect: [*real(dialect), forgetful])
    with pytest.raises(MigrationRefused, match="1 rows would refer to nothing, the first in table child"):
        migrations.migrate_sqlite(path)
    careful = Migration("9998_rebuild.sql", rebuilt.format(copy="INSERT INTO next SELECT id FROM parent;\n"))
    monkeypatch.setattr(migrations, "known", lambda dialect: [*real(dialect), careful])
    assert migrations.migrate_sqlite(path) == ["9998_rebuild.sql"]
    with closing(sqlite3.connect(path)) as connection:
        assert connection.execute("SELECT count(*) FROM child").fetchone() == (1,)


def test_a_script_is_cut_into_its_statements() -> None:
    script = "-- note; with a semicolon\nCREATE TABLE a (t TEXT DEFAULT ';');\n\nINSERT INTO a VALUES ('x;\ny');\n"
    assert [statement.strip()[-12:] for statement in migrations.statements(script)] == ["EFAULT ';');", "ES ('x;\ny');"]
    with pytest.raises(ValueError, match="semicolon"):
        list(migrations.statements("CREATE TABLE a (id INT)"))


async def test_entries_of_a_dump_are_not_told_as_new_on_a_younger_cluster_and_not_waited_for(migrated_postgres_url: str) -> None:
    """1,096 old entries were told as new once the new server's transaction numbers had passed those of the dump."""
    settings = Settings(environment="test", database_url=migrated_postgres_url)
    db = await database.open(settings)
    old = await journal.head(db.reader)
    async with db.transaction() as unit:
        await write_entries(unit, [entry(), entry()])
    connection = await asyncpg.connect(migrated_postgres_url)
    await connection.execute("UPDATE journal_entry SET xid = (pg_snapshot_xmax(pg_current_snapshot())::text::bigint + 3)::text::xid8")
    await connection.close()
    await db.close()
    db = await database.open(settings)
    try:
        with pytest.raises(journal.CursorExpired):
            await journal.page(db.reader, old, 10)
        start, end = journal.Cursor(db.epoch), await journal.head(db.reader)
        assert [row["position"] for row in (await journal.page(db.reader, start, 10)).entries] == [1, 2]
        for _ in range(6):  # the numbers of the dump pass
            async with db.transaction() as unit:
                await unit.fetch("SELECT pg_current_xact_id()::text")
        assert (await journal.page(db.reader, end, 10)).entries == []
        async with db.transaction() as unit:
            await write_entries(unit, [entry()])
        assert [row["position"] for row in (await journal.page(db.reader, end, 10)).entries] == [3]
    finally:
        await db.close()


@pytest.mark.either_engine
async def test_opening_a_database_that_is_at_home_writes_nothing(migrated_url: str) -> None:
    settings = Settings(environment="test", database_url=migrated_url)
    db = await database.open(settings)
    async with db.transaction() as unit:
        await write_entries(unit, [entry()])
    end, facts = await journal.head(db.reader), await db.reader.fetch("SELECT * FROM portico_meta ORDER BY id")
    await db.close()
    db = await database.open(settings)
    try:
        assert await journal.head(db.reader) == end
        assert await db.reader.fetch("SELECT * FROM portico_meta ORDER BY id") == facts
    finally:
        await db.close()
