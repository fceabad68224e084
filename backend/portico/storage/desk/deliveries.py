"""Deliveries as a list, within what the actor may see."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final
from uuid import UUID

from portico.domain.actors import Actor
from portico.storage.engine import listing, rows, sql
from portico.storage.engine.database import Connection
from portico.storage.engine.listing import Ordering, Select
from portico.storage.engine.outbox import DeliveryStatus
from portico.storage.engine.rows import Row
from portico.storage.engine.scope import visible
from portico.storage.models import Delivery
from portico.storage.row_types.outbox import DeliveryRow

NEWEST: Final = Ordering("NEWEST", (("created_at", "d.created_at", "instant"), ("id", "d.id", "uuid")), descending=True)


async def known(conn: Connection, ids: Iterable[UUID]) -> set[UUID]:
    """Those of these deliveries that are there."""
    found = await conn.fetch(f"SELECT id FROM delivery WHERE id {sql.any_of(conn.dialect, 1, 'uuid')}", list(ids))
    return {row["id"] for row in rows.decode_all(Delivery, found)}


def select(actor: Actor, kind: str | None, order_id: UUID | None) -> Select:
    """Of one kind or of all, about one order or about all."""
    found = Select("d.*, w.name AS w_name", "delivery d LEFT JOIN webhook_endpoint w ON w.id = d.endpoint_id")
    found.demand(visible(actor, "delivery", "d", found.params))
    if kind:
        found.demand(f"d.kind = {found.params.add(kind)}")
    if order_id:
        found.demand(f"d.order_id = {found.params.add(order_id)}")
    return found


async def by_ids(conn: Connection, actor: Actor, ids: Iterable[UUID]) -> list[Row]:
    """These deliveries that the actor may see."""
    found = select(actor, None, None)
    found.demand(f"d.id {found.params.any_of(conn.dialect, ids, 'uuid')}")
    return decode(await listing.all_of(conn, found))


def decode(raw: Iterable[Row]) -> list[Row]:
    """Nothing that was delivered or given up has a next try; a webhook endpoint is called by its name, its address is its makers'."""
    return [_shown(rows.decode(Delivery, row), row["w_name"]) for row in raw]


def _shown(row: DeliveryRow, endpoint: str | None) -> Row:
    named = {**row, "destination": endpoint} if endpoint else row
    return named if row["status"] == DeliveryStatus.PENDING else {**named, "next_attempt_at": None}
