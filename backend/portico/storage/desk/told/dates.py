"""The dates of numbers that letters name."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from uuid import UUID

from portico.storage.engine import rows, sql
from portico.storage.engine.database import Connection
from portico.storage.models import PortingNumber


async def foc_dates(conn: Connection, number_ids: Iterable[UUID]) -> dict[UUID, str]:
    """The FOC date of each of these porting numbers that has one."""
    statement = f"SELECT id, foc_at FROM porting_number WHERE id {sql.any_of(conn.dialect, 1, 'uuid')} AND foc_at IS NOT NULL"
    found = rows.decode_all(PortingNumber, await conn.fetch(statement, list(number_ids)))
    return {row["id"]: row["foc_at"].isoformat() for row in found if row["foc_at"]}


async def rejections(conn: Connection, number_ids: Iterable[UUID]) -> dict[UUID, datetime]:
    """When the last cancellation of each of these porting numbers was rejected; without those whose cancellation is still to decide."""
    statement = f"""SELECT id, cancellation_decided_at FROM porting_number
        WHERE id {sql.any_of(conn.dialect, 1, "uuid")} AND cancellation_decided_at IS NOT NULL"""
    found = rows.decode_all(PortingNumber, await conn.fetch(statement, list(number_ids)))
    return {row["id"]: row["cancellation_decided_at"] for row in found if row["cancellation_decided_at"]}
