"""Papers that were uploaded before the request that will name them: an account's own, for a day."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Final
from uuid import UUID

from portico.storage.engine import rows, sql
from portico.storage.engine.database import Connection
from portico.storage.engine.rows import Row
from portico.storage.models import Document
from portico.storage.row_types.documents import DocumentRow
from portico.storage.row_types.joined import CountedPapers

WAITING: Final = "request_id IS NULL AND port_out_request_id IS NULL"
UNPURGED: Final = "deleted_at IS NOT NULL AND storage_key <> ''"
PAGE: Final = 500


@dataclass(frozen=True, slots=True)
class Pile:
    """How many papers of an account wait, and how large they are together."""

    count: int
    size: int


async def pile(conn: Connection, account_id: UUID, since: datetime) -> Pile:
    """What waits of this account, uploaded after `since`."""
    statement = f"""SELECT COUNT(*) AS count, COALESCE(SUM(size), 0) AS size FROM document
        WHERE account_id = $1 AND {WAITING} AND created_at > $2"""
    (found,) = await conn.fetch(statement, account_id, since)
    return Pile(found["count"], int(found["size"]))


async def waiting(conn: Connection, account_id: UUID, ids: Iterable[UUID], since: datetime) -> list[DocumentRow]:
    """Of these, those that wait, are the account's and came after `since`: nobody else can name them until this unit ends."""
    statement = f"""SELECT id, kind, file_name FROM document WHERE account_id = $1 AND {WAITING} AND created_at > $2
        AND id {sql.any_of(conn.dialect, 3, "uuid")} ORDER BY id {sql.for_update(conn.dialect)}"""
    return rows.decode_all(Document, await conn.fetch(statement, account_id, since, list(ids)))


async def hand_in(conn: Connection, request_id: UUID, ids: Iterable[UUID]) -> None:
    """Gives these to the request."""
    statement = f"UPDATE document SET request_id = $1 WHERE id {sql.any_of(conn.dialect, 2, 'uuid')}"
    await conn.execute(statement, request_id, list(ids))


async def overdue(conn: Connection, until: datetime) -> list[CountedPapers]:
    """Per account how many were uploaded at `until` or before and still wait: account_id, n."""
    statement = (
        f"SELECT account_id, COUNT(*) AS n FROM document WHERE {WAITING} AND created_at <= $1 GROUP BY account_id ORDER BY account_id"
    )
    return _counted(await conn.fetch(statement, until))


async def drop(conn: Connection, until: datetime) -> list[str]:
    """Takes away what was uploaded at `until` or before and still waits, a page of it; answers where its bytes lie."""
    statement = f"""DELETE FROM document WHERE id IN (SELECT id FROM document WHERE {WAITING} AND created_at <= $1
        ORDER BY created_at LIMIT {PAGE}) AND {WAITING} RETURNING storage_key"""
    return [row["storage_key"] for row in rows.decode_all(Document, await conn.fetch(statement, until))]


async def unpurged(conn: Connection) -> list[CountedPapers]:
    """Per account of how many documents that retention deleted the bytes are still to go: account_id, n."""
    statement = f"SELECT account_id, COUNT(*) AS n FROM document WHERE {UNPURGED} GROUP BY account_id ORDER BY account_id"
    return _counted(await conn.fetch(statement))


def _counted(raw: Iterable[Row]) -> list[CountedPapers]:
    found: list[Row] = rows.decode_all(Document, raw)
    return [{"account_id": row["account_id"], "n": row["n"]} for row in found]


async def to_purge(conn: Connection) -> list[DocumentRow]:
    """A page of documents that retention deleted and whose bytes are still to go: id, storage_key."""
    statement = f"SELECT id, storage_key FROM document WHERE {UNPURGED} ORDER BY deleted_at LIMIT {PAGE}"
    return rows.decode_all(Document, await conn.fetch(statement))


async def purged(conn: Connection, ids: Iterable[UUID]) -> None:
    """Their bytes are gone."""
    await conn.execute(f"UPDATE document SET storage_key = '' WHERE id {sql.any_of(conn.dialect, 1, 'uuid')}", list(ids))
