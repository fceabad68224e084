"""The schema's history: SQL files per engine, applied once each, in order of their names, and never changed afterwards.

A migration may name a step in Python for what SQL cannot do (`migrations.steps`).
SQL by hand because a generated change of a table on SQLite silently loses child rows, UNIQUE constraints and indexes.
"""

from __future__ import annotations

import re
import sqlite3
from collections.abc import Awaitable, Callable, Iterable, Iterator
from contextlib import closing
from dataclasses import dataclass
from datetime import UTC, datetime
from hashlib import sha256
from importlib.resources import files
from pathlib import Path
from time import monotonic, sleep
from typing import Any, Final, Protocol

from portico.storage.engine.feeds import epochs
from portico.storage.engine.keyring import KeyRing
from portico.storage.migrations import steps
from portico.storage.migrations.steps import MigrationRefused, Step

__all__ = ["Migration", "MigrationRefused", "known", "migrate_postgres", "migrate_sqlite", "missing", "pending"]

LOCK: Final = 0x706F727469636F  # "portico": one process migrates, the others wait and then find nothing to do
BUSY_SECONDS: Final = 60.0
WIPE: Final = "wipe"
_STEP: Final = re.compile(r"^-- step: (\w+) (\d+)$", re.MULTILINE)
_PLACEHOLDER: Final = re.compile(r"\$(\d+)")
RECORD: Final = (
    "CREATE TABLE IF NOT EXISTS portico_migration (name TEXT NOT NULL PRIMARY KEY, sha256 TEXT NOT NULL, applied_at {instant} NOT NULL)"
)
APPLIED: Final = "SELECT name, sha256 FROM portico_migration"
EXISTS: Final = {
    "sqlite": "SELECT name FROM sqlite_master WHERE type = 'table' AND name = 'portico_migration'",
    "postgres": "SELECT 1 WHERE to_regclass('portico_migration') IS NOT NULL",
}


@dataclass(frozen=True, slots=True)
class Migration:
    name: str
    sql: str

    @property
    def sha256(self) -> str:
        """Of the SQL, which names the versions of its steps."""
        return sha256(self.sql.encode()).hexdigest()

    @property
    def steps(self) -> list[Step]:
        return [steps.step_of(name, int(version)) for name, version in _STEP.findall(self.sql)]


class _PostgresUnit(Protocol):
    async def execute_script(self, query: str) -> None: ...
    async def execute_query_dict(self, query: str, values: list[Any] | None = None) -> list[dict[str, Any]]: ...


def known(dialect: str) -> list[Migration]:
    """The migrations of this Portico for one engine, oldest first."""
    found = (entry for entry in (files(__name__) / dialect).iterdir() if entry.name.endswith(".sql"))
    return [Migration(entry.name, entry.read_text(encoding="utf-8")) for entry in sorted(found, key=lambda entry: entry.name)]


def missing(dialect: str, applied: Iterable[dict[str, Any]]) -> list[Migration]:
    """What is still to be applied; raises MigrationRefused where the past differs from what this Portico remembers."""
    past, mine = {row["name"]: row["sha256"] for row in applied}, known(dialect)
    if newer := past.keys() - {migration.name for migration in mine}:
        raise MigrationRefused(f"this database was migrated by a newer Portico: {', '.join(sorted(newer))}")
    for migration in mine:
        if past.get(migration.name, migration.sha256) != migration.sha256:
            raise MigrationRefused(f"{migration.name} was changed after it had been applied to this database")
    return [migration for migration in mine if migration.name not in past]


async def pending(fetch: Callable[[str], Awaitable[list[dict[str, Any]]]], dialect: str) -> list[str]:
    applied = await fetch(APPLIED) if await fetch(EXISTS[dialect]) else []
    return [migration.name for migration in missing(dialect, applied)]


@dataclass(frozen=True, slots=True)
class _PostgresStep:
    """A step's connection on PostgreSQL."""

    unit: _PostgresUnit
    dialect: str = "postgres"

    async def fetch(self, sql: str, *values: Any) -> list[dict[str, Any]]:
        return await self.unit.execute_query_dict(sql, list(values))


async def migrate_postgres(unit: _PostgresUnit, keyring: KeyRing | None = None) -> list[str]:
    """Applies what is missing inside the caller's transaction: all of it or nothing. `keyring` is for steps that seal."""
    await unit.execute_query_dict("SELECT pg_advisory_xact_lock($1)", [LOCK])
    await unit.execute_script(RECORD.format(instant="TIMESTAMPTZ"))
    todo = missing("postgres", await unit.execute_query_dict(APPLIED))
    for migration in todo:
        await unit.execute_script(migration.sql)
        for step in migration.steps:
            await step(_PostgresStep(unit), keyring)
        await unit.execute_query_dict(
            "INSERT INTO portico_migration (name, sha256, applied_at) VALUES ($1, $2, $3)",
            [migration.name, migration.sha256, datetime.now(UTC)],
        )
    await unit.execute_query_dict("INSERT INTO portico_meta (id, value) VALUES ('epoch', $1) ON CONFLICT DO NOTHING", [epochs.drawn()])
    return [migration.name for migration in todo]


def migrate_sqlite(path: Path, keyring: KeyRing | None = None, *, busy_seconds: float = BUSY_SECONDS) -> list[str]:
    """Applies what is missing, all of it or nothing; blocks, so call it on a thread. `keyring` is for steps that seal.

    Foreign keys are off meanwhile (rebuilding a table would otherwise delete its children) and checked as a whole before the commit.
    """
    with closing(sqlite3.connect(path, timeout=busy_seconds, isolation_level=None)) as connection:
        connection.row_factory = sqlite3.Row
        _turn_wal_on(connection, monotonic() + busy_seconds)
        connection.execute("PRAGMA foreign_keys = OFF")
        connection.execute("BEGIN IMMEDIATE")
        try:
            todo = _apply(connection, keyring)
        except BaseException:
            connection.rollback()
            raise
        connection.commit()
        _wipe(connection)
        return [migration.name for migration in todo]


def _turn_wal_on(connection: sqlite3.Connection, until: float) -> None:
    """SQLite does not wait for another process that turns it on at the same moment, whatever its timeout: it is asked again."""
    while True:
        try:
            connection.execute("PRAGMA journal_mode = WAL")
        except sqlite3.OperationalError:
            if monotonic() > until:
                raise
            sleep(0.01)
        else:
            return


@dataclass(frozen=True, slots=True)
class _SqliteStep:
    """A step's connection on SQLite. It never waits, so a step runs to its end in one go (`_driven`)."""

    connection: sqlite3.Connection
    dialect: str = "sqlite"

    async def fetch(self, sql: str, *values: Any) -> list[dict[str, Any]]:
        return list(map(dict, self.connection.execute(_PLACEHOLDER.sub(r"?\1", sql), values).fetchall()))


def _driven(work: Awaitable[int]) -> int:
    """What a coroutine that waits for nothing answers, run on this thread, whether or not it has a loop."""
    try:
        next(work.__await__())
    except StopIteration as done:
        return int(done.value)
    raise RuntimeError("a migration's step waited for something")


def _wipe(connection: sqlite3.Connection) -> None:
    """Writes the file anew where a step took secrets out of it: SQLite keeps old bytes in free pages, in the log and inside pages.

    Owed until it is done: a file that another process keeps busy is wiped by the next `portico migrate`.
    """
    if not connection.execute("SELECT 1 FROM portico_meta WHERE id = ?", (WIPE,)).fetchone():
        return
    try:
        connection.execute("VACUUM")
        (busy, _, _) = connection.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()
    except sqlite3.OperationalError:  # what was migrated stands; another process reads or writes all the time
        busy = 1
    if not busy:
        connection.execute("DELETE FROM portico_meta WHERE id = ?", (WIPE,))


def _apply(connection: sqlite3.Connection, keyring: KeyRing | None) -> list[Migration]:
    connection.execute(RECORD.format(instant="TIMESTAMP"))
    todo = missing("sqlite", map(dict, connection.execute(APPLIED)))
    for migration in todo:
        for statement in statements(migration.sql):
            connection.execute(statement)
        if sum(_driven(step(_SqliteStep(connection), keyring)) for step in migration.steps):
            connection.execute("INSERT INTO portico_meta (id, value) VALUES (?, 'owed') ON CONFLICT DO NOTHING", (WIPE,))
        connection.execute(
            "INSERT INTO portico_migration VALUES (?, ?, ?)", (migration.name, migration.sha256, datetime.now(UTC).isoformat(" "))
        )
    connection.execute("INSERT INTO portico_meta (id, value) VALUES ('epoch', ?) ON CONFLICT DO NOTHING", (epochs.drawn(),))
    if todo and (broken := connection.execute("PRAGMA foreign_key_check").fetchall()):
        raise MigrationRefused(f"{len(broken)} rows would refer to nothing, the first in table {broken[0][0]}")
    return todo


def statements(script: str) -> Iterator[str]:
    """The script's statements one by one: Python's `executescript` would commit the transaction it runs in."""
    statement = ""
    for line in script.splitlines(keepends=True):
        statement += line
        if sqlite3.complete_statement(statement):
            yield statement
            statement = ""
    if statement.strip():
        raise ValueError(f"a statement without its semicolon: {statement.strip()[:80]}")
