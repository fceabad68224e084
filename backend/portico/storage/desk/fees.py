"""What a port-out costs, as the operator keeps it."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any
from uuid import UUID

from portico.storage.engine import rows, sql
from portico.storage.engine.database import Connection
from portico.storage.models import FeeSchedule


async def beginning(conn: Connection, country: str, number_type: str | None, currency: str, valid_from: date) -> UUID | None:
    """The fee row that begins on this very day."""
    statement = """SELECT id FROM fee_schedule WHERE country = $1 AND currency = $2 AND valid_from = $3
        AND COALESCE(number_type, '') = $4"""
    found = rows.decode_all(FeeSchedule, await conn.fetch(statement, country, currency, valid_from, number_type or ""))
    return found[0]["id"] if found else None


async def insert(conn: Connection, row: Mapping[str, Any]) -> None:
    await sql.insert(conn, FeeSchedule, [row])


async def change(conn: Connection, fee_id: UUID, columns: Mapping[str, Any]) -> None:
    await sql.update_rows(conn, FeeSchedule, {fee_id: columns})
