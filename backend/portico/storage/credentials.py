"""Whether sessions and tokens are still good: asked again and again while a connection is open, and by every unit of theirs."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from datetime import datetime
from typing import Any, Final
from uuid import UUID

from portico.domain.actors import Actor, Credential
from portico.domain.statuses import Level
from portico.storage import sql
from portico.storage.database import Connection

_STATEMENTS: Final[Mapping[str, str]] = {
    "session": """SELECT s.id AS id, u.level AS level FROM session s JOIN app_user u ON u.id = s.user_id
        WHERE s.id {ids} AND s.expires_at > $2 AND u.disabled_at IS NULL""",
    "token": """SELECT id, level FROM api_token
        WHERE id {ids} AND revoked_at IS NULL AND (expires_at IS NULL OR expires_at > $2)""",
}


async def good(conn: Connection, shown: Collection[Credential], now: datetime) -> dict[Credential, Level]:
    """Those that would still let somebody in, each with the level it gives now; one statement a kind."""
    found: dict[Credential, Level] = {}
    for kind, statement in _STATEMENTS.items():
        ids = [each.id for each in shown if each.kind == kind]
        if ids:
            rows = await conn.fetch(statement.format(ids=sql.any_of(conn.dialect, 1, "uuid")), ids, now)
            found |= {Credential(kind, _uuid(row["id"])): Level(row["level"]) for row in rows}  # type: ignore[arg-type]
    return found


async def still_admits(conn: Connection, actor: Actor, now: datetime) -> bool:
    """Whether this actor would be let in again as what they are; who needed no credential always."""
    if actor.credential is None:
        return True
    level = (await good(conn, [actor.credential], now)).get(actor.credential)
    return level is not None and actor.level in (None, level)


def _uuid(value: Any) -> UUID:
    return value if isinstance(value, UUID) else UUID(value)
