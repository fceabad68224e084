"""Links to the calendar of FOC dates: found by the hash of what was shown once."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any
from uuid import UUID

from portico.domain.actors import Actor
from portico.storage.engine import records, rows
from portico.storage.engine.database import Connection
from portico.storage.engine.rows import Columns
from portico.storage.engine.scope import Params, visible
from portico.storage.models import Account, CalendarFeed, User
from portico.storage.row_types.joined import ShownFeedRow

_SELECT = """SELECT f.*, a.name AS a_name, u.name AS u_name, u.disabled_at AS u_disabled_at
    FROM calendar_feed f LEFT JOIN account a ON a.id = f.account_id LEFT JOIN app_user u ON u.id = f.user_id"""


async def insert(conn: Connection, row: Columns) -> None:
    await records.insert(conn, CalendarFeed, row)


async def listed(conn: Connection, actor: Actor, ids: Iterable[UUID] | None = None) -> list[ShownFeedRow]:
    """The links that still work, newest first; with `ids` those, revoked ones too."""
    params = Params()
    condition = visible(actor, "calendar_feed", "f", params, leads=ids is None)
    chosen = "f.revoked_at IS NULL" if ids is None else f"f.id {params.any_of(conn.dialect, ids, 'uuid')}"
    statement = f"{_SELECT} WHERE {condition} AND {chosen} ORDER BY f.created_at DESC, f.id DESC LIMIT 1000"
    return [_typed(row) for row in await conn.fetch(statement, *params.values)]


async def by_hash(conn: Connection, token_hash: str) -> ShownFeedRow | None:
    """The link behind a secret, if it still works, its account is open and whoever made it still may sign in."""
    working = "f.revoked_at IS NULL AND u.disabled_at IS NULL AND a.closed_at IS NULL"
    found = await conn.fetch(f"{_SELECT} WHERE f.token_hash = $1 AND {working}", token_hash)
    return _typed(found[0]) if found else None


async def revoke(conn: Connection, feed_id: UUID, now: datetime) -> bool:
    """False when it was revoked already."""
    return await CalendarFeed.filter(id=feed_id, revoked_at=None).using_db(conn.client).update(revoked_at=now, updated_at=now) == 1


async def touch(conn: Connection, feed_id: UUID, now: datetime) -> None:
    """Notes that somebody read it."""
    await CalendarFeed.filter(id=feed_id).using_db(conn.client).update(last_used_at=now)


def _typed(raw: Mapping[str, Any]) -> ShownFeedRow:
    account, user = rows.decode(Account, raw, "a_"), rows.decode(User, raw, "u_")
    return {**rows.decode(CalendarFeed, raw), "a_name": account["name"], "u_name": user["name"]}
