"""What a look at the database itself tells: whether it is whole, what it is, how well its planner knows it, and what its clock says."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Final

from portico.storage.engine import rows
from portico.storage.engine.database import Connection
from portico.storage.engine.rows import Row
from portico.storage.models.journal import JournalEntry
from portico.storage.models.outbox import Delivery

SMALL: Final = 1_000
"""A table of so few rows is walked as quickly as it is looked up."""
FACTOR: Final = 10
"""How many times larger or smaller a table may have become than its statistics say."""


@dataclass(frozen=True, slots=True)
class Owing:
    """What is late or lost of what is owed to the world outside."""

    overdue: int
    oldest: datetime | None
    held_by_the_dead: int
    given_up: int


async def wounds(conn: Connection) -> list[str]:
    """What the engine itself says is broken, at most ten of it; PostgreSQL looks after its files alone and tells nothing here."""
    if conn.dialect == "postgres":
        return []
    torn = [str(row["integrity_check"]) for row in await conn.fetch("PRAGMA integrity_check(10)")]
    orphans = [
        f"{row['table']}: a row names one of {row['parent']} that is not there" for row in await conn.fetch("PRAGMA foreign_key_check")
    ]
    return [each for each in torn if each != "ok"] + orphans[:10]


async def engine(conn: Connection) -> str:
    """Its name and version."""
    if conn.dialect == "sqlite":
        return f"SQLite {(await conn.fetch('SELECT sqlite_version() AS version'))[0]['version']}"
    return f"PostgreSQL {(await conn.fetch('SHOW server_version'))[0]['server_version']}"


async def clock(conn: Connection) -> datetime | None:
    """The server's; None on SQLite, which has none of its own."""
    if conn.dialect == "sqlite":
        return None
    found: datetime = (await conn.fetch("SELECT clock_timestamp() AS now"))[0]["now"]
    return found.astimezone(UTC)


async def newest_entry(conn: Connection) -> datetime | None:
    """When the last thing happened, by the clock of who did it."""
    found = await conn.fetch("SELECT at FROM journal_entry ORDER BY position DESC LIMIT 1")
    newest: datetime | None = rows.decode(JournalEntry, found[0])["at"] if found else None
    return newest


async def unknown_to_the_planner(conn: Connection) -> list[str]:
    """Tables that have grown large, or much larger or smaller than what the planner knows of them."""
    if conn.dialect == "postgres":
        found = await conn.fetch(
            """SELECT relname AS name FROM pg_stat_user_tables WHERE schemaname = current_schema() AND n_live_tup >= $1
            AND (GREATEST(last_analyze, last_autoanalyze) IS NULL OR n_mod_since_analyze > n_live_tup) ORDER BY relname""",
            SMALL,
        )
        return [row["name"] for row in found]
    known = await _known_to_sqlite(conn)
    tables = await conn.fetch("SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite_%' ORDER BY name")
    return [name for row in tables if _is_off(await _rows_of(conn, name := row["name"]), known.get(name))]


async def _known_to_sqlite(conn: Connection) -> dict[str, int]:
    """How many rows each table had when it was looked at last."""
    if not await conn.fetch("SELECT name FROM sqlite_master WHERE name = 'sqlite_stat1'"):
        return {}
    found = await conn.fetch("SELECT tbl, max(CAST(stat AS INTEGER)) AS n FROM sqlite_stat1 GROUP BY tbl")
    return {row["tbl"]: int(row["n"]) for row in found}


async def _rows_of(conn: Connection, table: str) -> int:
    return int((await conn.fetch(f'SELECT count(*) AS n FROM "{table}"'))[0]["n"])


def _is_off(there: int, known: int | None) -> bool:
    return there >= SMALL and (known is None or there > known * FACTOR or there * FACTOR < known)


async def learn(conn: Connection) -> None:
    """Lets the planner look at every table."""
    await conn.execute("ANALYZE")


async def keep_learning(conn: Connection) -> None:
    """Lets SQLite look at some rows of the tables that have changed much since it did last; PostgreSQL does it by itself."""
    if conn.dialect == "sqlite":
        await conn.fetch("PRAGMA analysis_limit = 400")
        await conn.fetch("PRAGMA optimize = 65538")  # of every table, also of those that no query has asked for in this connection


async def owing(conn: Connection, machine_now: datetime, patience: timedelta) -> Owing:
    """Of deliveries that could have been sent, those that were not for so long; claims whose time is up; and what was given up in a day."""
    due, day = machine_now - patience, machine_now - timedelta(days=1)
    late = await conn.fetch(
        "SELECT count(*) AS n, min(next_attempt_at) AS next_attempt_at FROM delivery WHERE status = 'PENDING' AND next_attempt_at < $1", due
    )
    dead = await conn.fetch(
        "SELECT count(*) AS n FROM delivery WHERE status = 'PENDING' AND claimed_by IS NOT NULL AND claimed_until < $1", due
    )
    lost = await conn.fetch("SELECT count(*) AS n FROM delivery WHERE status = 'GIVEN_UP' AND updated_at > $1", day)
    oldest = _instant(late[0])
    return Owing(int(late[0]["n"]), oldest, int(dead[0]["n"]), int(lost[0]["n"]))


def _instant(row: Row) -> datetime | None:
    found: datetime | None = rows.decode(Delivery, {"next_attempt_at": row["next_attempt_at"]})["next_attempt_at"]
    return found
