"""Other providers: known to everyone who is signed in, kept by the operator."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from uuid import UUID

from portico.domain.actors import Actor
from portico.storage.engine import lookups, records
from portico.storage.engine.database import Connection
from portico.storage.engine.rows import Columns, Row
from portico.storage.models import Carrier


async def by_ids(conn: Connection, actor: Actor, ids: Iterable[UUID]) -> list[Row]:
    return await lookups.by_ids(conn, actor, Carrier, lookups.EVERYONE, ids)


async def listed(conn: Connection, actor: Actor) -> list[Row]:
    """By name."""
    return await lookups.whole_list(conn, actor, Carrier, lookups.EVERYONE, by="name")


async def by_id(conn: Connection, carrier_id: UUID) -> Row | None:
    """A carrier's row, for the gateway that speaks for it."""
    return await records.first(conn, Carrier.filter(id=carrier_id))


async def by_name(conn: Connection, name: str) -> Row | None:
    """The carrier of this name, however it is capitalised."""
    return await records.first(conn, Carrier.filter(name__iexact=name))


async def default_network(conn: Connection, country: str) -> UUID | None:
    """The carrier through which the operator submits port-ins of this country: the one whose codes say `"network": true`."""
    found = await records.all_of(conn, Carrier.filter(country=country).order_by("name"))
    return next((row["id"] for row in found if row["codes"].get("network") is True), None)


async def zones(conn: Connection) -> tuple[str, ...]:
    """Every zone in which a carrier is."""
    return tuple(sorted({row["time_zone"] for row in await records.all_of(conn, Carrier.all())}))


async def set_region(conn: Connection, carrier_id: UUID, region: str | None, now: datetime) -> None:
    await Carrier.filter(id=carrier_id).using_db(conn.client).update(region=region, updated_at=now)


async def insert(conn: Connection, row: Columns) -> bool:
    """False when the name is taken."""
    return await records.insert_unless_taken(conn, Carrier, row)
