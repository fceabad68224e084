"""The date of a Dutch port is when it moved: ports of before kept the moment that had been chosen, or the first one possible.

A moment that came stays, where the port came within the hour that its event lasts in calendars.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from typing import Any, Final
from zoneinfo import ZoneInfo

from portico.storage.engine.keyring import KeyRing
from portico.storage.migrations.steps import StepConnection

VERSION: Final = 1
BATCH: Final = 1000
_FIRST: Final = "00000000-0000-0000-0000-000000000000"
_AMSTERDAM: Final = "Europe/Amsterdam"
_LASTS: Final = timedelta(hours=1)
_READ: Final = """SELECT n.id, n.foc_at, n.completed_at, c.time_zone, CAST(n.foc_history AS TEXT) AS foc_history
    FROM porting_number n JOIN porting_request r ON r.id = n.request_id LEFT JOIN carrier c ON c.id = r.losing_carrier_id
    WHERE r.flow = 'NL' AND n.status = 'COMPLETED' AND n.completed_at IS NOT NULL"""
_WRITE: Final = {
    "sqlite": """UPDATE porting_number SET foc_at = completed_at, foc_history = given.value FROM json_each($1) AS given
        WHERE porting_number.id = given.key RETURNING porting_number.id""",
    "postgres": """UPDATE porting_number SET foc_at = completed_at, foc_history = given.value FROM jsonb_each($1::text::jsonb) AS given
        WHERE porting_number.id = given.key::uuid RETURNING porting_number.id""",
}


async def run(conn: StepConnection, _keyring: KeyRing | None) -> int:
    """Dates a batch at a time; answers 0, as no secret was taken away."""
    last, behind = _FIRST, "$1::uuid" if conn.dialect == "postgres" else "$1"
    batch_of = f"{_READ} AND n.id > {behind} ORDER BY n.id LIMIT {BATCH}"
    while batch := await conn.fetch(batch_of, last):
        dated = {str(row["id"]): _history(row) for row in batch if not _stands(row)}
        await conn.fetch(_WRITE[conn.dialect], json.dumps(dated))
        last = str(batch[-1]["id"])
    return 0


def _stands(row: Mapping[str, Any]) -> bool:
    """Whether its date is when it moved, or a moment that came."""
    stood, moved = _instant(row["foc_at"]), _instant(row["completed_at"])
    if stood is None or moved is None:
        return False
    zone = ZoneInfo(row["time_zone"] or _AMSTERDAM)
    return timedelta() <= moved - stood < _LASTS and stood.astimezone(zone).date() == moved.astimezone(zone).date()


def _history(row: Mapping[str, Any]) -> list[dict[str, Any]]:
    """What became of its date, with the last that did."""
    moved = _instant(row["completed_at"])
    at = moved.isoformat() if moved else None
    return [*json.loads(row["foc_history"] or "[]"), {"foc_at": at, "at": at, "change": "performed"}]


def _instant(value: str | datetime | None) -> datetime | None:
    """As the driver has it: text without or with a zone on SQLite."""
    if value is None:
        return None
    found = datetime.fromisoformat(value) if isinstance(value, str) else value
    return found.astimezone(UTC) if found.tzinfo else found.replace(tzinfo=UTC)
