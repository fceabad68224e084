"""Claims of deliveries that nobody holds any more, and waits that a wrong clock wrote: what would else keep something back for ever."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final
from uuid import UUID

from portico.domain import retry
from portico.storage.engine import rows, sql
from portico.storage.engine.database import Connection
from portico.storage.engine.rows import Row
from portico.storage.models.outbox import Delivery

APART: Final = timedelta(minutes=1)
"""How far the clocks of two machines may lie apart without anything being put right."""


@dataclass(frozen=True, slots=True)
class Claim:
    """Who has a delivery in hand. The same worker's next claim of it is another one, as it names another instant."""

    id: UUID
    claimed_by: str
    claimed_until: datetime


async def standing(reader: Connection, kind: str) -> list[Claim]:
    """Every claim of this kind, its holder alive or not."""
    statement = "SELECT id, claimed_by, claimed_until FROM delivery WHERE kind = $1 AND status = 'PENDING' AND claimed_by IS NOT NULL"
    found: list[Row] = rows.decode_all(Delivery, await reader.fetch(statement, kind))
    return [Claim(**row) for row in found]


async def give_back(conn: Connection, found: Iterable[Claim]) -> None:
    """Ends these claims; one that was settled or made anew meanwhile is left as it is."""
    statement = """UPDATE delivery SET claimed_by = NULL, claimed_until = NULL
        WHERE id = $1 AND status = 'PENDING' AND claimed_by = $2 AND claimed_until = $3"""
    for claim in found:
        await conn.execute(statement, claim.id, claim.claimed_by, claim.claimed_until)


async def give_back_all(conn: Connection, living: Collection[str]) -> int:
    """Gives back every claim but those of the `living`. Only where one process carries the mail room: the others are of one that died."""
    statement = f"""UPDATE delivery SET claimed_by = NULL, claimed_until = NULL WHERE status = 'PENDING' AND claimed_by IS NOT NULL
        AND NOT (claimed_by {sql.any_of(conn.dialect, 1, "text")})"""
    return await conn.execute(statement, list(living))


async def kept_waiting(reader: Connection, kind: str, machine_now: datetime) -> list[UUID]:
    """What waits by a clock that was ahead: written after now, or for longer than any wait is.

    The machine's clock has been set back since, or a demo's moved clock has written it, as all did once.
    """
    statement = "SELECT id FROM delivery WHERE kind = $1 AND status = 'PENDING' AND (updated_at > $2 OR next_attempt_at > $3)"
    latest = machine_now + APART
    found = await reader.fetch(statement, kind, latest, latest + max(retry.DELAYS))
    return [row["id"] for row in rows.decode_all(Delivery, found)]


async def make_due(conn: Connection, ids: Collection[UUID], machine_now: datetime) -> None:
    """They wait no longer."""
    statement = f"""UPDATE delivery SET next_attempt_at = $2, updated_at = $2
        WHERE id {sql.any_of(conn.dialect, 1, "uuid")} AND status = 'PENDING'"""
    await conn.execute(statement, list(ids), machine_now)
