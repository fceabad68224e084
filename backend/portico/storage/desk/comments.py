"""Comments on orders, each read within what the actor may see: internal ones are not there for anyone but staff."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from typing import Final
from uuid import UUID

from portico.domain.actors import Actor
from portico.domain.ids import new_id
from portico.storage.desk.keeping.kept_orders import ORDER_COLUMNS
from portico.storage.engine import records, rows
from portico.storage.engine.database import Connection
from portico.storage.engine.listing import Ordering, Select
from portico.storage.engine.rows import Row
from portico.storage.engine.scope import Params, visible
from portico.storage.models import Comment
from portico.storage.row_types.desk import CommentRow

NEWEST: Final = Ordering("NEWEST", (("created_at", "c.created_at", "instant"), ("id", "c.id", "uuid")), descending=True)


async def insert(conn: Connection, row: CommentRow) -> None:
    await records.insert(conn, Comment, row)


def of_order(actor: Actor, order_kind: str, order_id: UUID) -> Select:
    """The comments on one order."""
    select = Select("c.*", "comment c")
    select.demand(visible(actor, f"{order_kind}_comment", "c", select.params))
    select.demand(f"c.{ORDER_COLUMNS[order_kind]} = {select.params.add(order_id)}")
    return select


def decode(raw: Iterable[Row]) -> list[CommentRow]:
    return rows.decode_all(Comment, raw)


async def by_ids(conn: Connection, actor: Actor, ids: Iterable[UUID]) -> list[CommentRow]:
    """These comments, on whatever kind of order they are."""
    params = Params()
    wanted = params.any_of(conn.dialect, ids, "uuid")
    kinds = (f"(c.{column} IS NOT NULL AND {visible(actor, f'{kind}_comment', 'c', params)})" for kind, column in ORDER_COLUMNS.items())
    statement = f"SELECT c.* FROM comment c WHERE c.id {wanted} AND ({' OR '.join(kinds)})"
    return rows.decode_all(Comment, await conn.fetch(statement, *params.values))


async def copy_to_part(conn: Connection, request_id: UUID, part_id: UUID, now: datetime) -> int:
    """The rest of a port-out keeps what was written about it, as it was written. Answers how many comments that are."""
    found = await records.all_of(conn, Comment.filter(port_out_request_id=request_id).order_by("created_at", "id"))
    for row in found:
        await records.insert(conn, Comment, {**row, "id": new_id(now), "port_out_request_id": part_id})
    return len(found)


async def texts(conn: Connection, ids: Iterable[UUID]) -> dict[UUID, str]:
    """What was written, of comments that are not internal: for letters to the customer."""
    return {row["id"]: row["text"] for row in await records.all_of(conn, Comment.filter(id__in=list(ids), internal=False))}
