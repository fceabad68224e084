"""Port-out orders and the charges they make."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from uuid import UUID

from portico.domain.actors import Actor
from portico.domain.port_outs.port_out_order import PortOutOrderView
from portico.storage.engine import rows, sql
from portico.storage.engine.database import Connection
from portico.storage.engine.rows import Row
from portico.storage.models import Charge, PortOutOrder
from portico.storage.row_types.port_outs import ChargeRow, PortOutOrderRow


async def views(conn: Connection, ids: Iterable[UUID]) -> dict[UUID, PortOutOrderView]:
    statement = f"""SELECT id, version, status, account_id, port_out_request_id, fee_minor, currency FROM port_out_order
        WHERE id {sql.any_of(conn.dialect, 1, "uuid")}"""
    found: list[Row] = rows.decode_all(PortOutOrder, await conn.fetch(statement, list(ids)))
    return {row["id"]: PortOutOrderView(**row) for row in found}


async def none_seen(_conn: Connection, _actor: Actor, _ids: Iterable[UUID]) -> dict[UUID, UUID]:
    """Nobody moves an order by hand: it follows its request."""
    return {}


async def insert(conn: Connection, order: PortOutOrderRow) -> None:
    await sql.insert(conn, PortOutOrder, [order])


async def charge(conn: Connection, charges: Sequence[ChargeRow]) -> list[UUID]:
    """Each once: one whose `unique_key` is there already is left as it is. The ids of those that are new."""
    return await sql.insert(conn, Charge, charges, ignore_conflicts=True)
