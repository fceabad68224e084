"""What is owed while the mail room stands still, and by what name people know the orders it is about. Read as the system."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection
from datetime import datetime
from typing import Final
from uuid import UUID

from tortoise.models import Model

from portico.storage.engine import rows, sql
from portico.storage.engine.database import Connection
from portico.storage.engine.rows import Row
from portico.storage.models import Account, Delivery, InternalMove, JournalEntry, PortingRequest, PortOutRequest, SandboxTask, Snapback
from portico.storage.row_types.joined import HeldUpRow

MOST_GROUPS: Final = 10_000  # groups of one kind that are looked at
_NAMES: Final[dict[str, tuple[type[Model], str]]] = {
    "porting_request": (PortingRequest, "reference"),
    "port_out_request": (PortOutRequest, "reference"),
    "snapback": (Snapback, "reference"),
    "internal_move": (InternalMove, "reference"),
    "account": (Account, "name"),
}


async def deliveries(reader: Connection, kind: str) -> list[HeldUpRow]:
    """Per order and destination how many deliveries of this kind are pending: order_kind, order_id, destination, n; oldest first."""
    statement = f"""SELECT d.order_kind, d.order_id, COALESCE(MAX(w.name), d.destination) AS destination, COUNT(*) AS n
        FROM delivery d LEFT JOIN webhook_endpoint w ON w.id = d.endpoint_id WHERE d.status = 'PENDING' AND d.kind = $1
        GROUP BY d.order_kind, d.order_id, d.destination ORDER BY MIN(d.created_at), d.order_id LIMIT {MOST_GROUPS}"""
    found: list[Row] = rows.decode_all(Delivery, await reader.fetch(statement, kind))
    return [_held_up(row) | {"destination": row["destination"]} for row in found]


async def news(reader: Connection) -> list[HeldUpRow]:
    """Per order how many entries nobody has been told of yet: order_kind, order_id, n; oldest first."""
    statement = f"""SELECT order_kind, order_id, COUNT(*) AS n FROM journal_entry WHERE relayed_at IS NULL AND told AND NOT internal
        GROUP BY order_kind, order_id ORDER BY MIN(position) LIMIT {MOST_GROUPS}"""
    return list(map(_held_up, rows.decode_all(JournalEntry, await reader.fetch(statement))))


async def past_logs(reader: Connection, before: datetime) -> list[HeldUpRow]:
    """Per account how many ended deliveries to webhook endpoints are older than that: order_kind, order_id, n."""
    statement = f"""SELECT account_id, COUNT(*) AS n FROM delivery WHERE endpoint_id IS NOT NULL AND status <> 'PENDING'
        AND created_at < $1 GROUP BY account_id ORDER BY account_id LIMIT {MOST_GROUPS}"""
    found: list[Row] = rows.decode_all(Delivery, await reader.fetch(statement, before))
    return [{"order_kind": "account", "order_id": row["account_id"], "n": row["n"]} for row in found]


async def simulated_answers(reader: Connection, now: datetime) -> list[HeldUpRow]:
    """Per request how many answers its simulated carrier would give: order_kind, order_id, n; what was due first comes first."""
    statement = f"SELECT targets FROM sandbox_task WHERE done_at IS NULL AND due_at <= $1 ORDER BY due_at, id LIMIT {MOST_GROUPS}"
    counts = Counter(UUID(row["targets"]["request"]) for row in rows.decode_all(SandboxTask, await reader.fetch(statement, now)))
    return [{"order_kind": "porting_request", "order_id": request_id, "n": count} for request_id, count in counts.items()]


def _held_up(row: Row) -> HeldUpRow:
    return {"order_kind": row["order_kind"], "order_id": row["order_id"], "n": row["n"]}


async def names(reader: Connection, kind: str, ids: Collection[UUID]) -> dict[UUID, str]:
    """By what people know these orders: the reference of a request, the name of an account."""
    model, column = _NAMES[kind]
    statement = f"SELECT id, {column} FROM {rows.table_name(model)} WHERE id {sql.any_of(reader.dialect, 1, 'uuid')}"
    return {row["id"]: row[column] for row in rows.decode_all(model, await reader.fetch(statement, list(ids)))}
