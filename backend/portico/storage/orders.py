"""Orders: the rows that lock everything below them (a porting request, a port-out request, or an account for what has no order)."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any
from uuid import UUID

from tortoise.models import Model

from portico.domain.port_ins.porting_request import waiting_on
from portico.storage.engine import rows, sql, turns
from portico.storage.engine.database import Connection
from portico.storage.engine.turns import OrderCount
from portico.storage.models import Account, InternalMove, PortingRequest, PortOutRequest, Snapback
from portico.storage.port_ins import porting_numbers, porting_requests
from portico.storage.row_types.journal import LockedOrder

_COUNTING: Mapping[str, type[Model]] = {"port_out_request": PortOutRequest, "snapback": Snapback, "internal_move": InternalMove}
"""Those of whose rows only the sequence is counted."""
MODELS: Mapping[str, type[Model]] = {"porting_request": PortingRequest, "account": Account, **_COUNTING}


async def lock(conn: Connection, kind: str, ids: Iterable[UUID]) -> list[LockedOrder]:
    """Locks these orders in id order; answers id, sequence and account of those that exist. On SQLite the unit itself is the lock.

    Nothing is written before: see `turns`.
    """
    ids = list(ids)
    await turns.take(conn, turns.ORDER, map(str, ids))
    owner, counter = ("id", "0") if kind == "account" else ("account_id", "sequence")
    statement = f"""SELECT id, {counter} AS sequence, {owner} AS account_id FROM {rows.table_name(MODELS[kind])}
        WHERE id {sql.any_of(conn.dialect, 1, "uuid")} ORDER BY id {sql.for_update(conn.dialect)}"""
    found = rows.decode_all(MODELS[kind], await conn.fetch(statement, ids))
    return [{"id": row["id"], "sequence": row["sequence"], "account_id": _uuid(row["account_id"])} for row in found]


def _uuid(value: Any) -> UUID:
    return value if isinstance(value, UUID) else UUID(value)


async def count(conn: Connection, changed: Mapping[UUID, OrderCount]) -> None:
    """Writes how far each order's sequence has come, and what a port-in derives from its numbers: how many are what, and who must act."""
    port_ins = {key: order.sequence for key, order in changed.items() if order.kind == "porting_request"}
    await porting_numbers.take_turns(conn, port_ins)
    found = await porting_requests.counted(conn, port_ins)
    views = await porting_requests.views_of(conn, found)
    derived = {
        row["id"]: {name: row[name] for name in porting_requests.COUNTED}
        | {"sequence": port_ins[row["id"]], "waiting_on": waiting_on(views[row["id"]])}
        for row in found
    }
    await sql.update_rows(conn, PortingRequest, derived)
    for kind, model in _COUNTING.items():
        counted = {key: {"sequence": order.sequence} for key, order in changed.items() if order.kind == kind}
        await sql.update_rows(conn, model, counted)
