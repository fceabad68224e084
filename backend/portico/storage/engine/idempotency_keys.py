"""Idempotency keys: what became of a command the first time it came with its key."""

from __future__ import annotations

from datetime import datetime

from portico.storage.engine import rows, sql, turns
from portico.storage.engine.database import Connection
from portico.storage.engine.rows import Columns
from portico.storage.models.journal import IdempotencyKey
from portico.storage.row_types.journal import IdempotencyKeyRow


async def find_in_turn(conn: Connection, row_id: str) -> IdempotencyKeyRow | None:
    """The key's row, once no other unit has the key in hand."""
    await turns.take(conn, turns.KEY, [row_id])
    found = rows.decode_all(IdempotencyKey, await conn.fetch("SELECT * FROM idempotency_key WHERE id = $1", row_id))
    return found[0] if found else None


async def is_known(conn: Connection, row_id: str) -> bool:
    """Whether something was done under the key, without waiting for who has it in hand."""
    return bool(await conn.fetch("SELECT id FROM idempotency_key WHERE id = $1", row_id))


async def keep(conn: Connection, row_id: str, input_hash: str, outcome: Columns, now: datetime) -> None:
    row = {"id": row_id, "input_hash": input_hash, "outcome": outcome, "created_at": now}
    await sql.insert(conn, IdempotencyKey, [row])
