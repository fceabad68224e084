"""Carriers and fees, as the operator keeps them."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any
from uuid import UUID

from portico.storage.engine import rows, sql
from portico.storage.engine.database import Connection
from portico.storage.models import Carrier, FeeSchedule


async def insert_carrier(conn: Connection, row: Mapping[str, Any]) -> bool:
    """False when the name is taken."""
    return bool(await sql.insert(conn, Carrier, [row], ignore_conflicts=True))


async def fee_of(conn: Connection, country: str, number_type: str | None, currency: str, valid_from: date) -> UUID | None:
    """The fee row that begins on this very day."""
    statement = """SELECT id FROM fee_schedule WHERE country = $1 AND currency = $2 AND valid_from = $3
        AND COALESCE(number_type, '') = $4"""
    found = rows.decode_all(FeeSchedule, await conn.fetch(statement, country, currency, valid_from, number_type or ""))
    return found[0]["id"] if found else None


async def insert_fee(conn: Connection, row: Mapping[str, Any]) -> None:
    await sql.insert(conn, FeeSchedule, [row])


async def change_fee(conn: Connection, fee_id: UUID, columns: Mapping[str, Any]) -> None:
    await sql.update_rows(conn, FeeSchedule, {fee_id: columns})
