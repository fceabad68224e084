"""Other providers: known to everyone who is signed in, kept by the operator."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any
from uuid import UUID

from portico.domain.actors import Actor
from portico.storage.engine import lookups, rows, sql
from portico.storage.engine.database import Connection
from portico.storage.engine.rows import Row
from portico.storage.models import Carrier


async def by_ids(conn: Connection, actor: Actor, ids: Iterable[UUID]) -> list[Row]:
    return await lookups.by_ids(conn, actor, Carrier, lookups.EVERYONE, ids)


async def listed(conn: Connection, actor: Actor) -> list[Row]:
    """By name."""
    return await lookups.whole_list(conn, actor, Carrier, lookups.EVERYONE, by="name")


async def by_id(conn: Connection, carrier_id: UUID) -> Row | None:
    """A carrier's row, for the gateway that speaks for it."""
    found = rows.decode_all(Carrier, await conn.fetch("SELECT * FROM carrier WHERE id = $1", carrier_id))
    return found[0] if found else None


async def by_name(conn: Connection, name: str) -> Row | None:
    """The carrier of this name, however it is capitalised."""
    found = await conn.fetch("SELECT * FROM carrier WHERE lower(name) = lower($1)", name)
    return rows.decode(Carrier, found[0]) if found else None


async def default_network(conn: Connection, country: str) -> UUID | None:
    """The carrier through which the operator submits port-ins of this country: the one whose codes say `"network": true`."""
    found = rows.decode_all(Carrier, await conn.fetch("SELECT id, codes FROM carrier WHERE country = $1 ORDER BY name", country))
    return next((row["id"] for row in found if row["codes"].get("network") is True), None)


async def insert(conn: Connection, row: Mapping[str, Any]) -> bool:
    """False when the name is taken."""
    return bool(await sql.insert(conn, Carrier, [row], ignore_conflicts=True))
