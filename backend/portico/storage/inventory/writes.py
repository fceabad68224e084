"""Numbers put into the inventory by hand, and what their owner sets on them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

from portico.domain.actors import Actor
from portico.domain.statuses import IN_SERVICE
from portico.storage.engine import rows, sql
from portico.storage.engine.database import Connection
from portico.storage.engine.rows import Row
from portico.storage.engine.scope import Params, visible
from portico.storage.inventory import numbers as inventory
from portico.storage.models import PhoneNumber

_IN_SERVICE = ", ".join(f"'{status}'" for status in sorted(IN_SERVICE))


async def phone_number(conn: Connection, actor: Actor, phone_number_id: UUID) -> Row | None:
    """The number where the actor may see it."""
    params = Params()
    wanted = params.add(phone_number_id)
    condition = visible(actor, "phone_number", "p", params)
    found = await conn.fetch(f"SELECT p.* FROM phone_number p WHERE p.id = {wanted} AND {condition}", *params.values)
    return rows.decode(PhoneNumber, found[0]) if found else None


async def reserve(conn: Connection, e164s: Iterable[str], holder: UUID, now: datetime) -> set[str]:
    """Keeps port-ins and other units off these numbers until the unit ends; answers those that a live port-in holds."""
    return await inventory.claim(conn, "PORT_IN", dict.fromkeys(e164s, holder), now)


async def let_go(conn: Connection, holder: UUID) -> None:
    await inventory.release(conn, [holder])


async def in_service(conn: Connection, e164s: Iterable[str]) -> set[str]:
    """Which of these are in service here already, whoever has them."""
    statement = f"SELECT e164 FROM phone_number WHERE status IN ({_IN_SERVICE}) AND e164 {sql.any_of(conn.dialect, 1, 'text')}"
    return {row["e164"] for row in await conn.fetch(statement, list(e164s))}


async def insert(conn: Connection, numbers: Sequence[dict[str, Any]]) -> None:
    await sql.insert(conn, PhoneNumber, numbers)
