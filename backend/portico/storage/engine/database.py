"""One door to the database, the same for the application, the CLI and the tests: `open`, units (`transaction`), reads (`reader`).

SQL is written once, with `$1 … $n`; the few differences between SQLite and PostgreSQL live in `storage.sql`.
"""

from __future__ import annotations

import asyncio
import json
import re
import sqlite3
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from datetime import UTC, date, datetime
from enum import Enum
from functools import lru_cache
from typing import Any, Final, cast
from uuid import UUID

import asyncpg
from tortoise.backends.base.executor import EXECUTOR_CACHE
from tortoise.context import TortoiseContext
from tortoise.exceptions import OperationalError

from portico.domain.statuses import HoldReason
from portico.settings import Settings
from portico.storage import migrations
from portico.storage.engine import hold, json_text
from portico.storage.engine.engines.guards import CountingClient, MarksItsUnit, inside_unit
from portico.storage.engine.engines.postgres import PorticoPostgresClient
from portico.storage.engine.engines.sqlite import PorticoSqliteClient
from portico.storage.engine.feeds import epochs
from portico.storage.engine.installation.folders import mark_of, private
from portico.storage.engine.keyring import KeyRing
from portico.storage.engine.rows import Dialect, Row

Writer = PorticoSqliteClient | PorticoPostgresClient
RETRYABLE: Final = (asyncpg.DeadlockDetectedError, asyncpg.SerializationError, asyncpg.LockNotAvailableError)
BUSY_MILLISECONDS: Final = 10_000  # how long a write waits for another process's unit
READER_BUSY_MILLISECONDS: Final = 5_000
_AS_IT_IS: Final[dict[Dialect, frozenset[type[Any]]]] = {
    "sqlite": frozenset({type(None), str, int, bool, float}),
    "postgres": frozenset({type(None), str, int, bool, float, UUID, date}),
}
"""The types, exactly, of which the driver takes a value as it is: most of a write are of them."""
_PLACEHOLDER: Final = re.compile(r"\$(\d+)")


class UnitSpoiled(Exception):
    """A unit went on after a database error: PostgreSQL would have turned its commit into a silent rollback."""


class Connection:
    """Statements in one dialect: inside a unit those of the unit, as `Database.reader` single reads of what is committed.

    Arguments: UUID, str, int, bool, None, aware datetime, date, str enum, dict (as JSON), and list for `sql.any_of`.
    """

    def __init__(self, client: CountingClient, dialect: Dialect) -> None:
        self.dialect: Final = dialect
        self.client: Final = client
        """For what is done through the models: `Account.filter(…).using_db(connection.client)`."""

    async def fetch(self, sql: str, *args: Any) -> list[dict[str, Any]]:
        """The rows as the driver gives them (`rows.decode` types them); also for `… RETURNING`."""
        return await self.client.execute_query_dict(self._spelled(sql), self._encoded(args))

    async def read(self, sql: str, *args: Any) -> Sequence[Row]:
        """The same for somebody who adds nothing to the rows: PostgreSQL's are not made dicts of."""
        return await self.client.read(self._spelled(sql), self._encoded(args))

    async def fetch_stored(self, sql: str, *args: Any) -> list[dict[str, Any]]:
        """The same with arguments that are as the driver takes them (`cells`)."""
        return await self.client.execute_query_dict(self._spelled(sql), list(args))

    async def execute(self, sql: str, *args: Any) -> int:
        """Writes inside a unit; returns how many rows the statement touched."""
        return await self.client.execute_count(self._spelled(sql), self._encoded(args))

    def _encoded(self, args: Sequence[Any]) -> list[Any]:
        return [encode(self.dialect, value) for value in args]

    def _spelled(self, sql: str) -> str:
        return _numbered(sql) if self.dialect == "sqlite" else sql


class Database:
    """An open database; made by `open`, closed by `close`."""

    def __init__(self, settings: Settings, context: TortoiseContext) -> None:
        self.dialect: Final[Dialect] = settings.dialect
        self._settings = settings
        self._context = context
        self._writer = cast(Writer, context.connections.get("default"))
        reading = context.connections.get("reader") if self.dialect == "sqlite" else self._writer
        self._reader = Connection(cast(CountingClient, reading), self.dialect)
        self._epoch: str | None = None

    @property
    def reader(self) -> Connection:
        """For reads outside units. On SQLite a connection of its own, so that no unit stalls it."""
        return self._reader

    @property
    def epoch(self) -> str:
        """Names this database's journal: a cursor of another epoch has expired."""
        if self._epoch is None:
            raise RuntimeError("this database is not migrated: call migrate() (`portico migrate`) first")
        return self._epoch

    @asynccontextmanager
    async def transaction(self) -> AsyncIterator[Connection]:
        """A unit: commits when the block ends, rolls back when it raises. Units do not nest; keep them short.

        SQLite: BEGIN IMMEDIATE, so a unit never loses its turn halfway; PostgreSQL: READ COMMITTED.
        """
        if inside_unit.get():
            raise RuntimeError("units do not nest: hand the unit's connection on")
        async with self._writer.unit() as unit_client:
            client = cast(MarksItsUnit, unit_client)
            token = inside_unit.set(True)
            try:
                yield Connection(client, self.dialect)
            finally:
                inside_unit.reset(token)
            if client.spoiled:
                raise UnitSpoiled("a database error was caught inside this unit; use ON CONFLICT and look at what came back")

    async def migrate(self) -> list[str]:
        """Brings the schema up to date; returns the names of the migrations that were missing. Safe to call from many processes."""
        keyring = KeyRing(self._settings.secret_keys)
        if self.dialect == "sqlite":
            applied = await asyncio.to_thread(migrations.migrate_sqlite, self._settings.sqlite_path, keyring)
        else:
            async with self._writer.unit() as client:
                applied = await migrations.migrate_postgres(client, keyring)
            await self._settle()
        if len(applied) == len(migrations.known(self.dialect)):  # made just now: the mark is of one that was here before
            mark_of(self._settings).unlink(missing_ok=True)
        await self.learn_epoch()
        return applied

    async def pending(self) -> list[str]:
        """The migrations this database still lacks; a server refuses to start while there are any."""
        return await migrations.pending(self._reader.fetch, self.dialect)

    async def close(self) -> None:
        """Closes every connection; an SQLite one left open would keep the process alive."""
        await self._context.close_connections()

    async def _settle(self) -> None:
        """Before anything is written here: a dump of another PostgreSQL cluster may have been restored into this one."""
        if self.dialect == "sqlite" or not await epochs.are_unsettled(self._reader):
            return
        async with self.transaction() as unit:
            await unit.fetch("SELECT pg_advisory_xact_lock($1)", migrations.LOCK)
            if await epochs.are_unsettled(unit):  # nobody was quicker
                await epochs.settle(unit)
                await hold.begin(unit, HoldReason.RESTORED, datetime.now(UTC))

    async def learn_epoch(self) -> None:
        """Reads the epoch again, where a new one has begun."""
        found = await self._reader.fetch("SELECT value FROM portico_meta WHERE id = 'epoch'")
        self._epoch = found[0]["value"]

    async def _connect(self) -> None:
        """Connects now and not with the first request: a wrong address is told at the start."""
        if self.dialect == "sqlite":
            private(self._settings.sqlite_path.parent)
        await self._writer.execute_query("SELECT 1")  # first the writer: it creates the file and turns WAL on
        await self._reader.fetch("SELECT 1")
        if not await self.pending():
            await self._settle()
            await self.learn_epoch()


async def open(settings: Settings) -> Database:  # noqa: A001 - `database.open(settings)` is what it does
    """Connects to the database of these settings; it may still need `migrate()`. One at a time per process."""
    EXECUTOR_CACHE.clear()  # Tortoise keeps statements by the connection's name: those of another dialect, after another database
    context = TortoiseContext()
    with context:  # Tortoise looks at the current context while it reads the models; afterwards every task finds the global one
        await context.init(configuration(settings), _enable_global_fallback=True)
        database = Database(settings, context)
    try:
        await database._connect()
    except BaseException:
        await database.close()
        raise
    return database


def is_retryable(problem: BaseException) -> bool:
    """Whether a unit that ended with this did nothing and may simply be run again: deadlock, serialization, a lock not had in time."""
    if isinstance(problem, RETRYABLE):
        return True
    causes = [problem, *(problem.args if isinstance(problem, OperationalError) else ())]
    return any(isinstance(cause, sqlite3.OperationalError) and "locked" in str(cause) for cause in causes)


def encode(dialect: Dialect, value: Any) -> Any:
    """A Python value as the driver takes it. The text forms on SQLite are those Tortoise writes, so both compare alike."""
    as_it_is = _AS_IT_IS[dialect]
    if type(value) in as_it_is:
        return value
    if isinstance(value, Enum):
        return value.value
    if isinstance(value, datetime):
        if value.tzinfo is None:
            raise ValueError("an instant needs a time zone")
        return value.astimezone(UTC).isoformat(" ") if dialect == "sqlite" else value
    if isinstance(value, dict):
        return json_text.dumps(value)
    if isinstance(value, list | tuple | set | frozenset):
        encoded = [item if type(item) in as_it_is else encode(dialect, item) for item in value]
        return json.dumps(encoded) if dialect == "sqlite" else encoded
    return str(value) if dialect == "sqlite" and isinstance(value, UUID | date) else value


@lru_cache(maxsize=2048)
def _numbered(sql: str) -> str:
    return _PLACEHOLDER.sub(r"?\1", sql)


def configuration(settings: Settings) -> dict[str, Any]:
    connections: dict[str, Any]
    if settings.dialect == "sqlite":
        engine, path = "portico.storage.engine.engines.sqlite", str(settings.sqlite_path)
        connections = {
            "default": {"engine": engine, "credentials": {"file_path": path, **_WRITER_PRAGMAS}},
            "reader": {"engine": engine, "credentials": {"file_path": path, **_READER_PRAGMAS}},
        }
    else:
        pool = {
            "dsn": settings.database_url,
            "minsize": settings.database_pool_min,
            "maxsize": settings.database_pool_max,
            "statement_cache_size": settings.database_statement_cache,
            "acquire_seconds": settings.database_pool_timeout,
        }
        connections = {"default": {"engine": "portico.storage.engine.engines.postgres", "credentials": pool}}
    return {
        "connections": connections,
        "apps": {"models": {"models": ["portico.storage.models"], "default_connection": "default"}},
        "use_tz": True,
        "timezone": "UTC",
    }


_WRITER_PRAGMAS: Final = {
    "busy_timeout": BUSY_MILLISECONDS,
    "journal_mode": "WAL",
    "journal_size_limit": 67_108_864,
    "synchronous": "FULL",  # a commit survives a power cut: what is promised by mail must not be forgotten
    "foreign_keys": "ON",
}
_READER_PRAGMAS: Final = {"busy_timeout": READER_BUSY_MILLISECONDS, "query_only": "ON", "foreign_keys": "ON"}
