"""Whether the mail room and the clock stand still: a fact of the database, so that it holds for every process and over a restart."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Final

from portico.domain.statuses import HoldReason
from portico.storage.engine.feeds.epochs import Reads

_KEY: Final = "held"


@dataclass(frozen=True, slots=True)
class Hold:
    """Since when nothing leaves and no deadline is met, and why."""

    since: datetime
    reason: HoldReason


async def standing(conn: Reads) -> Hold | None:
    """None while everything goes its way."""
    found = await conn.fetch("SELECT value FROM portico_meta WHERE id = $1", _KEY)
    if not found:
        return None
    since, _, reason = found[0]["value"].partition(" ")
    return Hold(datetime.fromisoformat(since), HoldReason(reason))


async def begin(conn: Reads, reason: HoldReason, now: datetime) -> bool:
    """False when it is held already."""
    statement = "INSERT INTO portico_meta (id, value) VALUES ($1, $2) ON CONFLICT (id) DO NOTHING RETURNING id"
    return bool(await conn.fetch(statement, _KEY, f"{now.isoformat()} {reason}"))


async def end(conn: Reads) -> bool:
    """False when nothing was held."""
    return bool(await conn.fetch("DELETE FROM portico_meta WHERE id = $1 RETURNING id", _KEY))
