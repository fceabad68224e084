"""How an order goes that retention takes away, a bounded piece a statement: numbers, deliveries, what its entries say, then the order.

Its journal entries stay where they are, as cursors name them and feeds promise no gap; what they say of anybody goes (decision 0016).
Its documents become papers that no request has named: those are swept, with their bytes, by whoever has the folder.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Final
from uuid import UUID

from portico.domain.sentences import Said
from portico.storage.engine import rows, sql
from portico.storage.engine.database import Connection
from portico.storage.engine.rows import Columns
from portico.storage.models import Document, PortingNumber, PortOutNumber, Snapback
from portico.storage.row_types.documents import DocumentRow

PIECE: Final = 50
_NUMBERS: Final[Mapping[str, str]] = {
    "porting_request": "SELECT id FROM porting_number WHERE request_id = $1 ORDER BY e164 LIMIT {piece}",
    "port_out_request": "SELECT id FROM port_out_number WHERE port_out_request_id = $1 ORDER BY id LIMIT {piece}",
}
_EVIDENCE: Final = "UPDATE evidence_pack SET deleted_at = updated_at WHERE order_id = $1"
_SNAPBACKS: Final = {
    "porting_request": "SELECT id FROM snapback WHERE porting_number_id IN (SELECT id FROM porting_number WHERE request_id = $1) LIMIT 1",
    "port_out_request": "SELECT id FROM snapback WHERE port_out_request_id = $1 LIMIT 1",
}
"""A number that was asked back after this port: that goes with it, and its own journal is emptied as the port's is."""
_DETACH: Final[Mapping[str, tuple[str, ...]]] = {
    "porting_request": (
        "UPDATE document SET request_id = NULL WHERE request_id = $1",
        "UPDATE porting_request SET replaces_id = NULL WHERE replaces_id = $1",
        _EVIDENCE,
        "DELETE FROM porting_request WHERE id = $1",
    ),
    "port_out_request": (
        "UPDATE document SET port_out_request_id = NULL WHERE port_out_request_id = $1",
        "UPDATE port_out_request SET parent_id = NULL WHERE parent_id = $1",
        "UPDATE charge SET port_out_request_id = NULL WHERE port_out_request_id = $1",
        "DELETE FROM port_out_order WHERE port_out_request_id = $1",
        "DELETE FROM number_claim WHERE holder = $1",
        _EVIDENCE,
        "DELETE FROM port_out_request WHERE id = $1",
    ),
}
"""What refers to an order is let go, then the order itself goes with what is its own. A charge stays: the account was billed it."""


async def piece(conn: Connection, kind: str, order_id: UUID, redacted: Said) -> bool:
    """Takes a piece of the order away; False where nothing is left of it but its own row."""
    if await _snapback(conn, kind, order_id, redacted):
        return True
    return await _numbers(conn, kind, order_id) or await _deliveries(conn, order_id) or await redact(conn, order_id, redacted)


async def finish(conn: Connection, kind: str, order_id: UUID) -> None:
    """The order itself, with comments and attempts."""
    for statement in _DETACH[kind]:
        await conn.execute(statement, order_id)


async def _snapback(conn: Connection, kind: str, order_id: UUID, redacted: Said) -> bool:
    """One at a time: a port has few, if any."""
    found = rows.decode_all(Snapback, await conn.fetch(_SNAPBACKS[kind], order_id))
    for row in found:
        while await _deliveries(conn, row["id"]) or await redact(conn, row["id"], redacted):
            pass
        await conn.execute("DELETE FROM number_claim WHERE holder = $1", row["id"])
        await conn.execute("DELETE FROM snapback WHERE id = $1", row["id"])
    return bool(found)


async def _numbers(conn: Connection, kind: str, order_id: UUID) -> bool:
    """A number of the inventory that came by this order stays, and forgets how it came."""
    model = PortingNumber if kind == "porting_request" else PortOutNumber
    found = rows.decode_all(model, await conn.fetch(_NUMBERS[kind].format(piece=PIECE), order_id))
    ids = [row["id"] for row in found]
    these = sql.any_of(conn.dialect, 1, "uuid")
    if not ids:
        return False
    if kind == "porting_request":
        await conn.execute(f"UPDATE phone_number SET porting_number_id = NULL WHERE porting_number_id {these}", ids)
        await conn.execute(f"DELETE FROM number_claim WHERE holder {these}", ids)
    await conn.execute(f"DELETE FROM {rows.table_name(model)} WHERE id {these}", ids)
    return True


async def _deliveries(conn: Connection, order_id: UUID) -> bool:
    statement = f"DELETE FROM delivery WHERE id IN (SELECT id FROM delivery WHERE order_id = $1 LIMIT {PIECE})"
    return await conn.execute(statement, order_id) > 0


async def redact(conn: Connection, order_id: UUID, said: Said) -> bool:
    """Takes out of a page of the order's entries who did it, why, and every fact; where and when they stand they stay."""
    statement = f"""UPDATE journal_entry SET actor_name = '', actor_id = NULL, reason = $2, reason_code = $3, reason_params = $4, data = $4
        WHERE position IN (SELECT position FROM journal_entry WHERE order_id = $1 AND (reason_code IS NULL OR reason_code <> $3)
        ORDER BY position LIMIT {PIECE})"""
    return await conn.execute(statement, order_id, said.text, said.code, {}) > 0


async def mark_documents(conn: Connection, marked: Iterable[tuple[DocumentRow, Columns]], now: datetime) -> None:
    """Rows that were read, each with what it says from now on: that it was deleted."""
    changes = [sql.Change(row["id"], row["version"], columns) for row, columns in marked]
    await sql.update_versioned(conn, Document, changes, now)


async def forget_secrets(conn: Connection, request_id: UUID) -> None:
    """The sealed codes of an ended request go with its papers."""
    await conn.execute("UPDATE porting_request SET pin_sealed = NULL, secrets_sealed = NULL WHERE id = $1", request_id)
