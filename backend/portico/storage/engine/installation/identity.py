"""Is this database the one a server last ran on, or was it copied from elsewhere or brought back from a backup?

Two things tell. On PostgreSQL the database keeps the name of its home (cluster and database), which a dump takes along into another one.
And beside it lies a mark, a cursor that names the last entry a server has seen: a database without that entry has lost some of its
history, whether or not a server of this release has noted its home in it. One on SQLite without any mark was put there without its folder,
but for one that no such server has been on: it is new, or of before the upgrade, or put back by `portico restore`, which holds it itself.
"""

from __future__ import annotations

import os
from contextlib import suppress
from datetime import UTC, datetime
from pathlib import Path
from typing import Final

from portico.domain.statuses import HoldReason
from portico.storage.engine import hold, journal
from portico.storage.engine.database import Connection, Database
from portico.storage.engine.feeds import epochs
from portico.storage.engine.installation.folders import mark_of, private
from portico.storage.engine.journal import Cursor
from portico.storage.migrations import LOCK

__all__ = ["mark_of", "read", "recognize", "write"]

_ON_A_DISK: Final = "file"
_HOME: Final = """SELECT (SELECT system_identifier::text FROM pg_control_system()) || '.' ||
    (SELECT oid::text FROM pg_database WHERE datname = current_database()) AS home"""


def read(mark: Path) -> Cursor | None:
    """None where there is none, or none that can be read."""
    with suppress(OSError, ValueError):
        return Cursor.decode(mark.read_text(encoding="ascii").strip())
    return None


def write(mark: Path, cursor: Cursor) -> None:
    """Leaves the old mark or the new one, whenever the process dies."""
    private(mark.parent)
    beside = mark.with_name(f"{mark.name}.{os.getpid()}")
    beside.write_text(f"{cursor.encode()}\n", encoding="ascii")
    beside.chmod(0o600)
    beside.replace(mark)


async def recognize(database: Database, mark: Path) -> bool:
    """Whether this database is at home and whole; otherwise a new epoch begins and the mail room is held. Call it before any write."""
    seen = read(mark)
    async with database.transaction() as unit:
        if unit.dialect == "postgres":
            await unit.fetch("SELECT pg_advisory_xact_lock($1)", LOCK)
        facts = {row["id"]: row["value"] for row in await unit.fetch("SELECT id, value FROM portico_meta")}
        home = await _home(unit)
        moved = facts.get("home", home) != home
        strange = moved or await _has_lost(unit, facts, seen)
        if strange:
            await (epochs.settle(unit) if moved else epochs.begin(unit))
            await hold.begin(unit, HoldReason.RESTORED, datetime.now(UTC))
            await _leave_behind(unit, seen)
        if facts.get("home") != home:
            await unit.fetch("INSERT INTO portico_meta (id, value) VALUES ('home', $1) ON CONFLICT (id) DO UPDATE SET value = $1", home)
    if strange:
        await database.learn_epoch()
    return not strange


async def _home(conn: Connection) -> str:
    if conn.dialect == "sqlite":
        return _ON_A_DISK
    home: str = (await conn.fetch(_HOME))[0]["home"]
    return home


async def _has_lost(conn: Connection, facts: dict[str, str], seen: Cursor | None) -> bool:
    """Whether entries are missing that a server has seen. A mark of an epoch that ended here says nothing any more."""
    if seen is None:
        return conn.dialect == "sqlite" and "home" in facts
    if seen.epoch == facts["epoch"]:
        return not await journal.knows(conn, seen)
    return f"was.{seen.epoch}" not in facts


async def _leave_behind(conn: Connection, seen: Cursor | None) -> None:
    """What a mark names that is not of this history is dealt with: another server's mark of it, or one that stays, holds nothing again."""
    if seen is not None:
        statement = "INSERT INTO portico_meta (id, value) VALUES ($1, $2) ON CONFLICT (id) DO NOTHING"
        await conn.fetch(statement, f"was.{seen.epoch}", datetime.now(UTC).isoformat())
