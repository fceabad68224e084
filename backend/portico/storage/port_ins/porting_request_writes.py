"""What creating and editing a porting request reads and writes beyond its lifecycle."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

from portico.domain.ids import new_ids
from portico.domain.port_ins.porting_number import IN_A_DRAFT
from portico.domain.statuses import PortingNumberStatus, WaitingOn
from portico.storage.engine import rows, sql
from portico.storage.engine.database import Connection
from portico.storage.models import PortingNumber, PortingRequest
from portico.storage.row_types.port_ins import PortingNumberRow, PortingRequestRow


def longest(column: str) -> int:
    """How many characters a text column of the request takes."""
    return rows.columns(PortingRequest)[column].max_length or 0


async def request(conn: Connection, request_id: UUID) -> PortingRequestRow:
    """The request as it is now: read it under its lock, after `porting_requests.seen` said that the actor may see it."""
    (found,) = rows.decode_all(PortingRequest, await conn.fetch("SELECT * FROM porting_request WHERE id = $1", request_id))
    return found


async def numbers(conn: Connection, request_id: UUID) -> list[PortingNumberRow]:
    """The request's numbers, in number order."""
    statement = "SELECT * FROM porting_number WHERE request_id = $1 ORDER BY e164"
    return rows.decode_all(PortingNumber, await conn.fetch(statement, request_id))


def draft(row: Mapping[str, Any], e164s: Sequence[str]) -> list[sql.Insertion]:
    """A request and its numbers, to be written."""
    return [sql.Insertion(PortingRequest, [row]), _numbers(row, e164s, row["created_at"])]


async def insert_numbers(conn: Connection, request: Mapping[str, Any], e164s: Sequence[str], now: datetime) -> None:
    """Further numbers of a draft."""
    await sql.insert_together(conn, [_numbers(request, e164s, now)])


def _numbers(request: Mapping[str, Any], e164s: Sequence[str], now: datetime) -> sql.Insertion:
    """Numbers nothing has happened to yet, of a draft."""
    common = {
        "created_at": now,
        "updated_at": now,
        "account_id": request["account_id"],
        "request_id": request["id"],
        "number_type": request["number_type"],
        "status": PortingNumberStatus.DRAFT,
        "status_reason": IN_A_DRAFT.said(),
        "waiting_on": WaitingOn.CUSTOMER,
        "status_reasons": [],
        "reasons_confirmed": [],
        "foc_history": [],
    }
    made = zip(new_ids(len(e164s), now), e164s, strict=True)
    return sql.Insertion(PortingNumber, [{"id": key, "e164": e164} for key, e164 in made], common)


async def change(conn: Connection, row: PortingRequestRow, columns: Mapping[str, Any], now: datetime) -> None:
    """Writes columns of the request, which is under its lock: its version goes up by one."""
    await sql.update_versioned(conn, PortingRequest, [sql.Change(row["id"], row["version"], columns)], now)


async def erase(conn: Connection, ids: Iterable[UUID]) -> None:
    """Drafts go with their numbers and papers."""
    await conn.execute(f"DELETE FROM porting_request WHERE id {sql.any_of(conn.dialect, 1, 'uuid')}", list(ids))


async def delete_numbers(conn: Connection, request_id: UUID, ids: Iterable[UUID]) -> None:
    """Takes numbers out of a draft: nothing has happened to them yet."""
    statement = f"DELETE FROM porting_number WHERE request_id = $1 AND id {sql.any_of(conn.dialect, 2, 'uuid')}"
    await conn.execute(statement, request_id, list(ids))


async def retype_numbers(conn: Connection, request_id: UUID, number_type: str) -> None:
    """The numbers of a draft take the type the request now has."""
    await conn.execute("UPDATE porting_number SET number_type = $2 WHERE request_id = $1", request_id, number_type)
