"""Other providers: known to everyone who is signed in, kept by the operator."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from typing import Final
from uuid import UUID

from portico.domain.actors import Actor
from portico.domain.statuses import NUMBER_LIVE, PORT_OUT_LIVE, REQUEST_LIVE
from portico.storage.desk import carriers_of_numbers
from portico.storage.engine import lookups, records, rows, sql
from portico.storage.engine.database import Connection
from portico.storage.engine.rows import Row
from portico.storage.models import Carrier
from portico.storage.row_types.carriers import CarrierRow

_PORT_INS: Final = sql.listed(REQUEST_LIVE)
_NUMBERS: Final = sql.listed(NUMBER_LIVE)
_PORT_OUTS: Final = sql.listed(PORT_OUT_LIVE)
_NETWORKS: Final = "SELECT c.* FROM carrier c WHERE c.retired_at IS NULL AND c.network_for <> '[]' ORDER BY c.name"


async def by_ids(conn: Connection, actor: Actor, ids: Iterable[UUID]) -> list[CarrierRow]:
    return await lookups.by_ids(conn, actor, Carrier, lookups.EVERYONE, ids)


async def listed(conn: Connection, actor: Actor) -> list[CarrierRow]:
    """All of them, by name."""
    return await lookups.whole_list(conn, actor, Carrier, lookups.EVERYONE, by="name")


async def by_id(conn: Connection, carrier_id: UUID) -> CarrierRow | None:
    """A carrier's row, for the gateway that speaks for it."""
    return await records.first(conn, Carrier.filter(id=carrier_id))


async def by_name(conn: Connection, name: str) -> CarrierRow | None:
    """The carrier of this name, however it is capitalised."""
    return await records.first(conn, Carrier.filter(name__iexact=name))


async def offered_in(conn: Connection, country: str) -> list[CarrierRow]:
    """The carriers of a country that are offered."""
    return await records.all_of(conn, Carrier.filter(country=country, retired_at=None).order_by("name"))


async def names_in(conn: Connection, country: str) -> dict[UUID, str]:
    """What the carriers of a country are called that are offered."""
    return {row["id"]: row["name"] for row in await offered_in(conn, country)}


async def port_ins_through(conn: Connection, carrier_id: UUID) -> dict[str, int]:
    """Country → how many of its port-ins are under way through this network carrier."""
    statement = f"""SELECT country, count(*) AS n FROM porting_request
        WHERE network_carrier_id = $1 AND status IN ({_PORT_INS}) GROUP BY country ORDER BY country"""
    return {row["country"]: int(row["n"]) for row in await conn.fetch(statement, carrier_id)}


async def networks(conn: Connection, but_not: UUID | None = None) -> dict[str, CarrierRow]:
    """Country → the carrier through which the operator submits its port-ins; of two that an old database has, the first by name."""
    found: dict[str, CarrierRow] = {}
    for row in rows.decode_all(Carrier, await conn.fetch(_NETWORKS)):
        if row["id"] != but_not:
            for country in row["network_for"]:
                found.setdefault(country, row)
    return found


async def default_network(conn: Connection, country: str) -> UUID | None:
    """The carrier through which the operator submits port-ins of this country."""
    row = (await networks(conn)).get(country)
    return row["id"] if row else None


async def zones(conn: Connection) -> tuple[str, ...]:
    """Every zone in which a carrier is."""
    return tuple(sorted({row["time_zone"] for row in await records.all_of(conn, Carrier.all())}))


async def live_orders(conn: Connection) -> dict[UUID, tuple[int, int]]:
    """(live port-ins as losing or network carrier, live port-outs as gaining carrier) of each carrier that has any.

    A port-in is also its losing carrier's that has numbers of it under way, though the request names another one by now.
    """
    statement = f"""SELECT id, sum(port_ins) AS port_ins, sum(port_outs) AS port_outs FROM (
        SELECT id, count(*) AS port_ins, 0 AS port_outs FROM (
            SELECT id AS request_id, losing_carrier_id AS id FROM porting_request WHERE status IN ({_PORT_INS})
            UNION SELECT id, network_carrier_id FROM porting_request WHERE status IN ({_PORT_INS})
            UNION SELECT r.id, lc.id FROM porting_request r JOIN porting_number n ON n.request_id = r.id {carriers_of_numbers.JOIN}
                WHERE r.status IN ({_PORT_INS}) AND n.status IN ({_NUMBERS}) AND {carriers_of_numbers.ANOTHER_NAMED}
            ) AS named GROUP BY id
        UNION ALL SELECT gaining_carrier_id, 0, count(*) FROM port_out_request WHERE status IN ({_PORT_OUTS}) GROUP BY gaining_carrier_id
        ) AS used WHERE id IS NOT NULL GROUP BY id"""
    found: list[Row] = rows.decode_all(Carrier, await conn.fetch(statement))
    return {row["id"]: (int(row["port_ins"]), int(row["port_outs"])) for row in found}


async def change(conn: Connection, row: CarrierRow, columns: CarrierRow, now: datetime) -> bool:
    """False where the carrier is no more at the version that was read."""
    return await records.change(conn, Carrier, row, columns, now)


async def insert(conn: Connection, row: CarrierRow) -> None:
    await records.insert(conn, Carrier, row)


async def callback_secret(conn: Connection, carrier_id: UUID) -> str | None:
    """The sealed secret that the carrier's callbacks are signed with."""
    row = await by_id(conn, carrier_id)
    return row["callback_secret"] if row else None
