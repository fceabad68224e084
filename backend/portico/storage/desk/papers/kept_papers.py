"""Papers kept, found and listed, whatever order they are of; what their bytes are named by, and who still names them."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from datetime import datetime
from typing import Any
from uuid import UUID

from portico.domain.actors import Actor
from portico.domain.ids import new_id
from portico.storage.engine import lookups, rows, sql
from portico.storage.engine.database import Connection
from portico.storage.engine.scope import Params, visible
from portico.storage.models import Document
from portico.storage.row_types.documents import DocumentRow


async def insert_paper(conn: Connection, row: Mapping[str, Any]) -> None:
    await sql.insert(conn, Document, [row])


async def by_ids(conn: Connection, actor: Actor, ids: Iterable[UUID]) -> list[DocumentRow]:
    """These documents, as far as the actor may see them."""
    return await lookups.by_ids(conn, actor, Document, "document", ids)


async def of_port_outs(conn: Connection, actor: Actor, request_ids: Iterable[UUID]) -> dict[UUID | None, list[DocumentRow]]:
    """The papers of these port-out requests that the actor may see, oldest first: its own, where it is their gaining carrier."""
    params = Params()
    wanted = params.any_of(conn.dialect, request_ids, "uuid")
    condition = visible(actor, "document", "d", params)
    statement = f"SELECT d.* FROM document d WHERE d.port_out_request_id {wanted} AND {condition} ORDER BY d.created_at, d.id"
    found: dict[UUID | None, list[DocumentRow]] = {}
    for row in rows.decode_all(Document, await conn.fetch(statement, *params.values)):
        found.setdefault(row["port_out_request_id"], []).append(row)
    return found


async def count_of_port_out(conn: Connection, request_id: UUID) -> int:
    """How many papers a port-out request has, whoever handed them in."""
    (found,) = await conn.fetch("SELECT COUNT(*) AS n FROM document WHERE port_out_request_id = $1", request_id)
    return int(found["n"])


async def copy_to_part(conn: Connection, request_id: UUID, part_id: UUID, now: datetime) -> int:
    """The rest of a port-out keeps its papers: rows of its own that name the same bytes. Answers how many."""
    statement = "SELECT * FROM document WHERE port_out_request_id = $1 ORDER BY created_at, id"
    found = rows.decode_all(Document, await conn.fetch(statement, request_id))
    copies = [{**row, "id": new_id(now), "port_out_request_id": part_id} for row in found]
    await sql.insert(conn, Document, copies)
    return len(copies)


async def still_named(conn: Connection, keys: Collection[str]) -> set[str]:
    """Of these keys those that some paper still lies under: the bytes stay for it."""
    if not keys:
        return set()
    statement = f"SELECT storage_key FROM document WHERE deleted_at IS NULL AND storage_key {sql.any_of(conn.dialect, 1, 'text')}"
    return {row["storage_key"] for row in rows.decode_all(Document, await conn.fetch(statement, list(keys)))}
