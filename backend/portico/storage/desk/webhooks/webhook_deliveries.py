"""What was sent to a webhook endpoint, with every try: its log, and what of it is sent anew.

Ended is what was delivered or given up: nothing of that is tried any more, unless it is replayed.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Final
from uuid import UUID

from portico.domain.actors import Actor
from portico.domain.sentences import Said
from portico.storage.engine import rows, sql
from portico.storage.engine.database import Connection
from portico.storage.engine.listing import Ordering, Select
from portico.storage.engine.outbox import DeliveryStatus
from portico.storage.engine.rows import Row
from portico.storage.engine.scope import Params, visible
from portico.storage.models import Delivery, DeliveryAttempt
from portico.storage.row_types.outbox import DeliveryAttemptRow, DeliveryRow

NEWEST: Final = Ordering("NEWEST", (("created_at", "d.created_at", "instant"), ("id", "d.id", "uuid")), descending=True)
MOST_FORGOTTEN: Final = 1_000  # at a time
_TABLES: Final = "delivery d JOIN webhook_endpoint e ON e.id = d.endpoint_id"


def select(actor: Actor, endpoint_id: UUID, status: DeliveryStatus | None) -> Select:
    """The log of an endpoint, as far as the actor may see it."""
    found = Select("d.*", _TABLES)
    found.demand(f"d.endpoint_id = {found.params.add(endpoint_id)}")
    found.demand(visible(actor, "webhook_endpoint", "e", found.params))
    if status:
        found.demand(f"d.status = {found.params.add(str(status))}")
    return found


async def by_id(conn: Connection, actor: Actor, delivery_id: UUID) -> DeliveryRow | None:
    """One delivery to an endpoint that the actor may see, and that is still there."""
    params = Params()
    wanted = params.add(delivery_id)
    condition = visible(actor, "webhook_endpoint", "e", params)
    statement = f"SELECT d.* FROM {_TABLES} WHERE d.id = {wanted} AND e.deleted_at IS NULL AND {condition}"
    found = rows.decode_all(Delivery, await conn.fetch(statement, *params.values))
    return found[0] if found else None


async def attempts(conn: Connection, actor: Actor, ids: Iterable[UUID]) -> dict[UUID, list[DeliveryAttemptRow]]:
    """The tries of these deliveries that the actor may see, oldest first."""
    params = Params()
    wanted = params.any_of(conn.dialect, ids, "uuid")
    condition = visible(actor, "webhook_endpoint", "e", params)
    statement = f"""SELECT a.* FROM {_TABLES} JOIN delivery_attempt a ON a.delivery_id = d.id
        WHERE a.delivery_id {wanted} AND {condition} ORDER BY a.delivery_id, a.no"""
    found: dict[UUID, list[DeliveryAttemptRow]] = {}
    for row in rows.decode_all(DeliveryAttempt, await conn.fetch(statement, *params.values)):
        found.setdefault(row["delivery_id"], []).append(row)
    return found


async def replay(conn: Connection, ids: Sequence[UUID], machine_now: datetime) -> list[UUID]:
    """Makes those that have ended due once more, under the id they have; the others are left as they are. Returns which it made due."""
    statement = f"""UPDATE delivery SET status = 'PENDING', attempt_count = 0, next_attempt_at = $2, updated_at = $2
        WHERE id {sql.any_of(conn.dialect, 1, "uuid")} AND status <> 'PENDING' RETURNING id"""
    return [row["id"] for row in rows.decode_all(Delivery, await conn.fetch(statement, list(ids), machine_now))]


async def failed_since(conn: Connection, endpoint_id: UUID, since: datetime, limit: int) -> list[UUID]:
    """Those that were given up and are owed since then, oldest first; test events, which nobody misses, are none of them."""
    statement = """SELECT id FROM delivery WHERE endpoint_id = $1 AND status = 'GIVEN_UP' AND created_at >= $2 AND order_kind <> 'account'
        ORDER BY created_at, id LIMIT $3"""
    return [row["id"] for row in rows.decode_all(Delivery, await conn.fetch(statement, endpoint_id, since, limit))]


async def tests_since(conn: Connection, endpoint_id: UUID, since: datetime) -> int:
    """How many test events were sent to an endpoint since then."""
    statement = "SELECT COUNT(*) AS n FROM delivery WHERE endpoint_id = $1 AND created_at > $2 AND order_kind = 'account'"
    return int((await conn.fetch(statement, endpoint_id, since))[0]["n"])


async def give_up(conn: Connection, endpoint_id: UUID, why: Said, machine_now: datetime) -> None:
    """Tries nothing more of what waits for this endpoint; what is being tried just now ends by itself."""
    statement = """UPDATE delivery SET status = 'GIVEN_UP', updated_at = $2
        WHERE endpoint_id = $1 AND status = 'PENDING' AND claimed_by IS NULL RETURNING id"""
    found = rows.decode_all(Delivery, await conn.fetch(statement, endpoint_id, machine_now))
    if found:
        await sql.update_rows(conn, Delivery, {row["id"]: {"last_error": why} for row in found})


async def forget(conn: Connection, before: datetime) -> int:
    """Deletes what has ended and is older than that, with its tries, but not of held orders; returns how many: there may be more."""
    statement = f"""DELETE FROM delivery WHERE id IN (SELECT d.id FROM delivery d WHERE d.endpoint_id IS NOT NULL AND d.status <> 'PENDING'
        AND d.created_at < $1 AND NOT EXISTS (SELECT 1 FROM legal_hold h WHERE h.request_id = d.order_id)
        AND NOT EXISTS (SELECT 1 FROM legal_hold h WHERE h.port_out_request_id = d.order_id) ORDER BY d.id LIMIT {MOST_FORGOTTEN})"""
    return await conn.execute(statement, before)


def decode(raw: Iterable[Row]) -> list[DeliveryRow]:
    """The log's rows, typed."""
    return rows.decode_all(Delivery, raw)
