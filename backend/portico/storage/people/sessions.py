"""Signed-in browsers: server-side rows found by the hash of their cookie."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Final
from uuid import UUID

from portico.domain.actors import Actor
from portico.storage.engine import rows, sql
from portico.storage.engine.database import Connection
from portico.storage.engine.scope import Params, visible
from portico.storage.models import Session, User
from portico.storage.people.second_factors import ENROLLED, MUST_ENROLL
from portico.storage.row_types.accounts import SessionRow
from portico.storage.row_types.joined import StandingSessionRow

_COLUMNS = """s.id AS id, s.expires_at AS expires_at, s.last_seen_at AS last_seen_at, a.name AS a_name,
    u.id AS u_id, u.account_id AS u_account_id, u.email AS u_email, u.name AS u_name, u.level AS u_level, u.time_zone AS u_time_zone,
    u.locale AS u_locale"""
_STANDING: Final = f"{_COLUMNS}, {MUST_ENROLL} AS must_enroll, {ENROLLED} AS enrolled"


@dataclass(frozen=True, slots=True)
class LastSeen:
    """When a session's person last did something, and when it ends because of that."""

    at: datetime
    ends_at: datetime


async def insert_session(conn: Connection, row: SessionRow) -> None:
    await sql.insert(conn, Session, [row])


async def find_session(conn: Connection, token_hash: str, now: datetime) -> StandingSessionRow | None:
    """The session with its user under `u_`, its account under `a_`, whether they are `enrolled`, and whether they `must_enroll`.

    None when it ended, or its user may not sign in.
    """
    return await _find(conn, "token_hash", token_hash, now)


async def find_session_again(conn: Connection, session_id: UUID, now: datetime) -> StandingSessionRow | None:
    """The same for a session found before."""
    return await _find(conn, "id", session_id, now)


async def _find(conn: Connection, column: str, value: str | UUID, now: datetime) -> StandingSessionRow | None:
    statement = f"""SELECT {_STANDING} FROM session s JOIN app_user u ON u.id = s.user_id LEFT JOIN account a ON a.id = u.account_id
        WHERE s.{column} = $1 AND s.expires_at > $2 AND u.disabled_at IS NULL AND a.closed_at IS NULL"""
    found = await conn.fetch(statement, value, now)
    if not found:
        return None
    session, user = rows.decode(Session, found[0]), rows.decode(User, found[0], "u_")
    return {
        **session,
        "u_id": user["id"],
        "u_account_id": user["account_id"],
        "u_email": user["email"],
        "u_name": user["name"],
        "u_level": user["level"],
        "u_time_zone": user["time_zone"],
        "u_locale": user["locale"],
        "a_name": found[0]["a_name"],
        "must_enroll": bool(found[0]["must_enroll"]),
        "enrolled": bool(found[0]["enrolled"]),
    }


async def of_users(conn: Connection, actor: Actor, user_ids: Iterable[UUID], now: datetime) -> dict[UUID, list[SessionRow]]:
    """The sessions that still let these users in whom the actor may see, last used first."""
    params = Params()
    wanted, at = params.any_of(conn.dialect, user_ids, "uuid"), params.add(now)
    statement = f"""SELECT s.* FROM session s JOIN app_user u ON u.id = s.user_id
        WHERE s.user_id {wanted} AND s.expires_at > {at} AND {visible(actor, "user", "u", params)}
        ORDER BY s.last_seen_at DESC, s.id DESC"""
    found: dict[UUID, list[SessionRow]] = {}
    for row in rows.decode_all(Session, await conn.fetch(statement, *params.values)):
        found.setdefault(row["user_id"], []).append(row)
    return found


async def end(conn: Connection, user_id: UUID, *, only: UUID | None = None, but: UUID | None = None) -> int:
    """How many sessions of this user ended: all of them, `only` one, or all `but` one."""
    params = Params()
    these = [f"user_id = {params.add(user_id)}"]
    these += [f"id = {params.add(only)}"] if only else []
    these += [f"id <> {params.add(but)}"] if but else []
    return await conn.execute(f"DELETE FROM session WHERE {' AND '.join(these)}", *params.values)


async def delete_session(conn: Connection, token_hash: str) -> int:
    return await conn.execute("DELETE FROM session WHERE token_hash = $1", token_hash)


async def delete_expired(conn: Connection, now: datetime) -> int:
    return await conn.execute("DELETE FROM session WHERE expires_at <= $1", now)


async def touch_sessions(conn: Connection, seen: Mapping[UUID, LastSeen]) -> None:
    """Sessions slide."""
    changes = {key: {"last_seen_at": noted.at, "expires_at": noted.ends_at} for key, noted in seen.items()}
    await sql.update_rows(conn, Session, changes)
