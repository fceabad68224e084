"""API tokens: found by the hash of what was shown once."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any
from uuid import UUID

from portico.storage.engine import rows, sql
from portico.storage.engine.database import Connection
from portico.storage.engine.rows import Row
from portico.storage.models import ApiToken


async def insert_token(conn: Connection, row: Mapping[str, Any]) -> bool:
    return bool(await sql.insert(conn, ApiToken, [row], ignore_conflicts=True))


async def find_token(conn: Connection, token_hash: str) -> Row | None:
    """The token, expired and revoked ones too: whoever holds it may be told which it is; and whose name a carrier's acts under."""
    return await _find(conn, "token_hash", token_hash)


async def find_token_again(conn: Connection, token_id: UUID) -> Row | None:
    """The same for a token found before."""
    return await _find(conn, "id", token_id)


async def _find(conn: Connection, column: str, value: str | UUID) -> Row | None:
    statement = f"""SELECT t.*, c.name AS c_name, a.closed_at AS a_closed_at FROM api_token t
        LEFT JOIN carrier c ON c.id = t.carrier_id LEFT JOIN account a ON a.id = t.account_id WHERE t.{column} = $1"""
    found = await conn.fetch(statement, value)
    if not found:
        return None
    raw = found[0]
    return rows.decode(ApiToken, raw) | {"carrier_name": raw["c_name"], "account_closed_at": raw["a_closed_at"]}


async def last_used_by(conn: Connection, carrier_id: UUID, now: datetime) -> datetime | None:
    """When a token of this carrier that still lets it in was used last."""
    statement = """SELECT * FROM api_token WHERE carrier_id = $1 AND revoked_at IS NULL AND (expires_at IS NULL OR expires_at > $2)
        AND last_used_at IS NOT NULL ORDER BY last_used_at DESC LIMIT 1"""
    found = await conn.fetch(statement, carrier_id, now)
    used: datetime | None = rows.decode(ApiToken, found[0])["last_used_at"] if found else None
    return used


async def touch_tokens(conn: Connection, used: Mapping[UUID, datetime]) -> None:
    await sql.update_rows(conn, ApiToken, {key: {"last_used_at": moment} for key, moment in used.items()})


async def revoke(conn: Connection, prefix: str, now: datetime) -> int:
    """How many tokens with this prefix are revoked now; one that was stays as it is."""
    return await conn.execute("UPDATE api_token SET revoked_at = COALESCE(revoked_at, $2), updated_at = $2 WHERE prefix = $1", prefix, now)
