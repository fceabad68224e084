"""Port-out requests that were approved in part: which parts there are of one, and what was billed for all of them together."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from uuid import UUID

from portico.domain.statuses import PortOutOrderStatus
from portico.storage.engine import rows, sql
from portico.storage.engine.database import Connection
from portico.storage.engine.rows import Row
from portico.storage.models import PortOutOrder, PortOutRequest

_BILLED = sql.listed({PortOutOrderStatus.FEE_BILLED, PortOutOrderStatus.COMPLETED})


def family(request: Row) -> UUID:
    """The request that this one was once a part of, else itself."""
    found: UUID = request["parent_id"] or request["id"]
    return found


async def next_part(conn: Connection, carrier_id: UUID, carrier_reference: str) -> int:
    """A number that no part under this reference of the carrier's has; whoever asks has taken the turn for it."""
    statement = "SELECT MAX(part) AS n FROM port_out_request WHERE gaining_carrier_id = $1 AND carrier_reference = $2"
    return int((await conn.fetch(statement, carrier_id, carrier_reference))[0]["n"]) + 1


async def hand_over(conn: Connection, request_id: UUID, to: UUID, e164s: Iterable[str]) -> None:
    """From now on another request asks for these numbers."""
    listed = sql.any_of(conn.dialect, 3, "text")
    statement = f"UPDATE port_out_number SET port_out_request_id = $2 WHERE port_out_request_id = $1 AND e164 {listed}"
    await conn.execute(statement, request_id, to, list(e164s))


async def billed(conn: Connection, families: Iterable[UUID]) -> Mapping[UUID, frozenset[UUID]]:
    """The rows of the fee schedule by which parts of each family were billed already, where that was not reversed."""
    wanted = sql.any_of(conn.dialect, 1, "uuid")
    statement = f"""SELECT q.parent_id, q.id, o.fee_rows AS o_fee_rows FROM port_out_request q JOIN port_out_order o
        ON o.port_out_request_id = q.id WHERE (q.id {wanted} OR q.parent_id {wanted}) AND o.status IN ({_BILLED})"""
    found: dict[UUID, frozenset[UUID]] = {}
    for row in rows.joined(PortOutRequest, await conn.fetch(statement, list(families)), {"o_": PortOutOrder}):
        known = frozenset(UUID(key) for key in row["o_fee_rows"] or ())
        found[family(row)] = found.get(family(row), frozenset()) | known
    return found
