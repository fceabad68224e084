"""Evidence that was put together of orders that ended, and whose entries the journal has forgotten since."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from typing import Final, cast
from uuid import UUID

from portico.storage.desk.keeping.kept_orders import ORDER_MODELS
from portico.storage.engine import records, rows, sql
from portico.storage.engine.database import Connection
from portico.storage.engine.rows import Row
from portico.storage.models import EvidencePack
from portico.storage.row_types.joined import CountedPapers, EvidenceOrder
from portico.storage.row_types.keeping import EvidencePackRow

PAGE: Final = 100


async def order(conn: Connection, kind: str, order_id: UUID) -> EvidenceOrder | None:
    """None where there is none."""
    found = await conn.fetch(f"SELECT id, account_id, reference, ended_at, sequence FROM {kind} WHERE id = $1", order_id)
    return cast("EvidenceOrder", rows.decode(ORDER_MODELS[kind], found[0])) if found else None


async def of_order(conn: Connection, order_id: UUID) -> EvidencePackRow | None:
    """What was put together of this order; None where nothing was, or the order is gone."""
    return await records.first(conn, EvidencePack.filter(order_id=order_id, deleted_at=None))


async def by_id(conn: Connection, pack_id: UUID) -> EvidencePackRow | None:
    return await records.first(conn, EvidencePack.filter(id=pack_id, deleted_at=None))


async def insert(conn: Connection, row: EvidencePackRow) -> None:
    await records.insert(conn, EvidencePack, row)


async def trimmed(conn: Connection, pack_id: UUID, upto: int, now: datetime) -> None:
    """That the journal has forgotten its entries up to and with this place."""
    statement = "UPDATE evidence_pack SET trimmed_upto = $2, trimmed_at = COALESCE(trimmed_at, $3), updated_at = $3 WHERE id = $1"
    await conn.execute(statement, pack_id, upto, now)


async def forget(conn: Connection, pack_id: UUID) -> bool:
    """Whether its row is gone: not where the journal has forgotten anything that is in it."""
    return await conn.execute("DELETE FROM evidence_pack WHERE id = $1 AND trimmed_upto = 0", pack_id) > 0


async def unpurged(conn: Connection) -> list[CountedPapers]:
    """Per account of how many deleted orders the evidence is still to go: account_id, n."""
    statement = "SELECT account_id, COUNT(*) AS n FROM evidence_pack WHERE deleted_at IS NOT NULL GROUP BY account_id ORDER BY account_id"
    found: list[Row] = rows.decode_all(EvidencePack, await conn.fetch(statement))
    return [{"account_id": row["account_id"], "n": row["n"]} for row in found]


async def to_purge(conn: Connection) -> list[EvidencePackRow]:
    """A page of packs whose order is gone: id, storage_key."""
    found = await conn.fetch(f"SELECT id, storage_key FROM evidence_pack WHERE deleted_at IS NOT NULL ORDER BY deleted_at LIMIT {PAGE}")
    return rows.decode_all(EvidencePack, found)


async def purged(conn: Connection, ids: Iterable[UUID]) -> None:
    """Their bytes are gone, and so are they."""
    await conn.execute(f"DELETE FROM evidence_pack WHERE id {sql.any_of(conn.dialect, 1, 'uuid')}", list(ids))


async def page(conn: Connection, after: UUID) -> list[EvidencePackRow]:
    """The next ones behind this id."""
    found = await conn.fetch(f"SELECT * FROM evidence_pack WHERE id > $1 AND deleted_at IS NULL ORDER BY id LIMIT {PAGE}", after)
    return rows.decode_all(EvidencePack, found)
