"""The numbers people call orders by: `PI-2026-000042`, drawn from a counter per series and year."""

from __future__ import annotations

from portico.storage.engine.database import Connection


async def draw(conn: Connection, series: str, year: int) -> str:
    """The next reference of the series. The counter's row stays locked until the unit ends: draw late."""
    key = f"{series}-{year}"
    statement = """INSERT INTO reference_counter (id, value) VALUES ($1, 1)
        ON CONFLICT (id) DO UPDATE SET value = reference_counter.value + 1 RETURNING value"""
    found = await conn.fetch(statement, key)
    return f"{key}-{found[0]['value']:06d}"
