"""What staff chose to keep longer or shorter, and what each night took away."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime
from typing import Final, Literal

from portico.domain.desk.retention import PeriodPlace, RetentionKind
from portico.domain.ids import new_id
from portico.storage.engine import records, rows
from portico.storage.engine.database import Connection
from portico.storage.models import RetentionNight, RetentionPeriod
from portico.storage.row_types.keeping import RetentionNightRow, RetentionPeriodRow

NIGHTS: Final = 30
COUNTED: Final[Mapping[RetentionKind, Literal["drafts", "documents", "orders", "entries"]]] = {
    RetentionKind.DRAFT: "drafts",
    RetentionKind.DOCUMENT: "documents",
    RetentionKind.ORDER: "orders",
    RetentionKind.ENTRY: "entries",
}


async def chosen(conn: Connection) -> dict[PeriodPlace, RetentionPeriodRow]:
    """Every period that staff chose."""
    found = await records.all_of(conn, RetentionPeriod.all())
    return {PeriodPlace(row["kind"], row["document_kind"], row["country"]): row for row in found}


async def insert(conn: Connection, row: RetentionPeriodRow) -> None:
    await records.insert(conn, RetentionPeriod, row)


async def change(conn: Connection, row: RetentionPeriodRow, days: int, now: datetime) -> None:
    await records.change(conn, RetentionPeriod, row, {"days": days}, now)


async def remove(conn: Connection, row: RetentionPeriodRow) -> None:
    await RetentionPeriod.filter(id=row["id"]).using_db(conn.client).delete()


async def nights(conn: Connection) -> list[RetentionNightRow]:
    """The newest nights, the last one first."""
    return rows.decode_all(RetentionNight, await conn.fetch(f"SELECT * FROM retention_night ORDER BY day DESC LIMIT {NIGHTS}"))


async def is_finished(conn: Connection, day: date) -> bool:
    return bool(await conn.fetch("SELECT 1 FROM retention_night WHERE day = $1 AND finished_at IS NOT NULL", day))


async def count(conn: Connection, day: date, kept: RetentionKind, n: int, now: datetime) -> None:
    """So much more went in this night."""
    await _begin(conn, day, now)
    column = COUNTED[kept]
    await conn.execute(f"UPDATE retention_night SET {column} = {column} + $2, updated_at = $3 WHERE day = $1", day, n, now)


async def finish(conn: Connection, day: date, now: datetime) -> None:
    """Nothing is left of this night's job."""
    await _begin(conn, day, now)
    await conn.execute("UPDATE retention_night SET finished_at = $2, updated_at = $2 WHERE day = $1 AND finished_at IS NULL", day, now)


async def _begin(conn: Connection, day: date, now: datetime) -> None:
    statement = """INSERT INTO retention_night (id, created_at, updated_at, day, drafts, documents, orders, entries)
        VALUES ($1, $2, $2, $3, 0, 0, 0, 0) ON CONFLICT (day) DO NOTHING"""
    await conn.execute(statement, new_id(now), now, day)
