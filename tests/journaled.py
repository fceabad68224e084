"""Entries that a test puts into the journal, by the statement that every unit of the product ends with."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from portico.storage.engine import journal, records, rows, sql
from portico.storage.engine.database import Connection
from portico.storage.models import JournalEntry


async def write_entries(conn: Connection, entries: Sequence[Mapping[str, Any]]) -> list[int]:
    """Writes entries in the order given; returns their positions."""
    await records.write(conn, [journal.appended(entries)])
    found = await conn.fetch(
        f"SELECT id, position FROM journal_entry WHERE id {sql.any_of(conn.dialect, 1, 'uuid')}", [entry["id"] for entry in entries]
    )
    positions = {row["id"]: row["position"] for row in rows.decode_all(JournalEntry, found)}
    return [positions[entry["id"]] for entry in entries]
