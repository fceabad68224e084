"""API tokens: found by the hash of what was shown once, listed for whoever manages them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Final
from uuid import UUID

from portico.domain.actors import Actor, may_be_one, people_of_token
from portico.storage.engine import records, rows, sql
from portico.storage.engine.database import Connection
from portico.storage.engine.rows import Row
from portico.storage.engine.scope import Params, visible
from portico.storage.models import ApiToken
from portico.storage.row_types.accounts import ApiTokenRow
from portico.storage.row_types.joined import ShownTokenRow

_WITH_CARRIER: Final = """SELECT t.*, c.name AS c_name, a.closed_at AS a_closed_at FROM api_token t
    LEFT JOIN carrier c ON c.id = t.carrier_id LEFT JOIN account a ON a.id = t.account_id"""
MOST_TOKENS: Final = 1000


async def insert_token(conn: Connection, row: ApiTokenRow) -> bool:
    return bool(await sql.insert(conn, ApiToken, [row], ignore_conflicts=True))


async def find_token(conn: Connection, token_hash: str) -> ShownTokenRow | None:
    """The token, expired and revoked ones too: whoever holds it may be told which it is; and whose name a carrier's acts under.

    It is found by the secret it had before, too: whether that still goes on is another question.
    """
    return await _find(conn, "t.token_hash = $1 OR t.replaced_hash = $1", token_hash)


async def find_token_again(conn: Connection, token_id: UUID) -> ShownTokenRow | None:
    """The same for a token found before."""
    return await _find(conn, "t.id = $1", token_id)


async def _find(conn: Connection, condition: str, value: str | UUID) -> ShownTokenRow | None:
    found = await conn.fetch(f"{_WITH_CARRIER} WHERE {condition}", value)
    return _typed(found[0]) if found else None


def _typed(raw: Row) -> ShownTokenRow:
    return {**rows.decode(ApiToken, raw), "carrier_name": raw["c_name"], "account_closed_at": raw["a_closed_at"]}


async def listed(conn: Connection, actor: Actor, ids: Iterable[UUID] | None = None) -> list[ShownTokenRow]:
    """The tokens the actor may see, newest first: these, or all that are not revoked."""
    params = Params()
    condition = visible(actor, "api_token", "t", params, leads=ids is None)
    condition += " AND t.revoked_at IS NULL" if ids is None else f" AND t.id {params.any_of(conn.dialect, ids, 'uuid')}"
    statement = f"{_WITH_CARRIER} WHERE {condition} ORDER BY t.created_at DESC, t.id DESC LIMIT {MOST_TOKENS}"
    return [_typed(raw) for raw in await conn.fetch(statement, *params.values)]


async def makers(conn: Connection, ids: Iterable[UUID]) -> dict[UUID, frozenset[UUID]]:
    """Who is behind those of these that are tokens."""
    found = await conn.fetch(f"SELECT id, made_by FROM api_token WHERE id {sql.any_of(conn.dialect, 1, 'uuid')}", list(ids))
    return {row["id"]: _people(row) for row in rows.decode_all(ApiToken, found)}


async def of_staff_made_by(conn: Connection, people: frozenset[UUID]) -> list[UUID]:
    """The tokens of the operator's own that may be these persons'."""
    found = await conn.fetch("SELECT id, made_by FROM api_token WHERE account_id IS NULL AND carrier_id IS NULL")
    return [row["id"] for row in rows.decode_all(ApiToken, found) if may_be_one(people, _people(row))]


def _people(row: ApiTokenRow) -> frozenset[UUID]:
    return people_of_token(None if row["made_by"] is None else map(UUID, row["made_by"]))


async def with_prefix(conn: Connection, prefix: str) -> list[ApiTokenRow]:
    return await records.all_of(conn, ApiToken.filter(prefix=prefix).order_by("id"))


async def change(conn: Connection, row: ApiTokenRow, columns: ApiTokenRow, now: datetime) -> bool:
    """False where somebody else changed the token first."""
    return await records.change(conn, ApiToken, row, columns, now)


async def last_used_by(conn: Connection, carrier_id: UUID, now: datetime) -> datetime | None:
    """When a token of this carrier that still lets it in was used last."""
    statement = """SELECT * FROM api_token WHERE carrier_id = $1 AND revoked_at IS NULL AND (expires_at IS NULL OR expires_at > $2)
        AND last_used_at IS NOT NULL ORDER BY last_used_at DESC LIMIT 1"""
    found = await conn.fetch(statement, carrier_id, now)
    return rows.decode(ApiToken, found[0])["last_used_at"] if found else None


async def used_for(conn: Connection, carrier_id: UUID, order: tuple[str, UUID], since: datetime, now: datetime) -> bool:
    """Whether a token of this carrier that still lets it in did something to this order since an instant."""
    statement = """SELECT 1 AS found FROM journal_entry e JOIN api_token t ON t.id = e.actor_id
        WHERE e.order_kind = $1 AND e.order_id = $2 AND e.actor_kind = 'token' AND t.carrier_id = $3 AND t.revoked_at IS NULL
        AND (t.expires_at IS NULL OR t.expires_at > $4) AND e.at >= $5 LIMIT 1"""
    return bool(await conn.fetch(statement, *order, carrier_id, now, since))


async def touch_tokens(conn: Connection, used: Mapping[UUID, datetime]) -> None:
    await sql.update_rows(conn, ApiToken, {key: {"last_used_at": moment} for key, moment in used.items()})
