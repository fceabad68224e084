"""Whether sessions and tokens are still good: asked again and again while a connection is open, and by every unit of theirs."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Final
from uuid import UUID

from tortoise.models import Model

from portico.domain.actors import Actor, Credential
from portico.domain.statuses import Level
from portico.storage.engine import rows, sql
from portico.storage.engine.database import Connection
from portico.storage.engine.rows import Row
from portico.storage.models import ApiToken, Session
from portico.storage.people.second_factors import MUST_ENROLL

_FOUND_BY: Final[Mapping[str, tuple[type[Model], str]]] = {
    "session": (
        Session,
        f"""SELECT s.id AS id, u.level AS level, {MUST_ENROLL} AS must_enroll FROM session s JOIN app_user u ON u.id = s.user_id
            LEFT JOIN account a ON a.id = u.account_id
            WHERE s.id {{ids}} AND s.expires_at > $2 AND u.disabled_at IS NULL AND a.closed_at IS NULL""",
    ),
    "token": (
        ApiToken,
        """SELECT t.id AS id, t.level AS level, t.token_hash AS token_hash, t.replaced_hash AS replaced_hash,
                t.replaced_until AS replaced_until
            FROM api_token t LEFT JOIN account a ON a.id = t.account_id
            WHERE t.id {ids} AND t.revoked_at IS NULL AND (t.expires_at IS NULL OR t.expires_at > $2) AND a.closed_at IS NULL""",
    ),
}


@dataclass(frozen=True, slots=True)
class Standing:
    """What a credential gives now: a level, and for a person of whom a second factor is demanded hardly anything before they have one."""

    level: Level
    must_enroll: bool


async def good(conn: Connection, shown: Collection[Credential], now: datetime) -> dict[Credential, Standing]:
    """Those that would still let somebody in, each with what it gives now; one statement a kind."""
    found: dict[UUID, Row] = {}
    for kind, (model, statement) in _FOUND_BY.items():
        if ids := [each.id for each in shown if each.kind == kind]:
            read = await conn.fetch(statement.format(ids=sql.any_of(conn.dialect, 1, "uuid")), ids, now)
            for raw, row in zip(read, rows.decode_all(model, read), strict=True):
                found[row["id"]] = {**row, "now": Standing(Level(row["level"]), bool(raw.get("must_enroll")))}
    return {each: found[each.id]["now"] for each in shown if each.id in found and is_secret_of(found[each.id], each.secret, now)}


def is_secret_of(row: Row, secret_hash: str | None, now: datetime) -> bool:
    """Whether this hash is that of the token's secret, or of the one before while it goes on; None is any that lets in."""
    if secret_hash in (None, row.get("token_hash")):
        return True
    until: datetime | None = row.get("replaced_until")
    return secret_hash == row.get("replaced_hash") and until is not None and now < until


async def still_admits(conn: Connection, actor: Actor, now: datetime) -> bool:
    """Whether this actor would be let in again as what they are; who needed no credential always."""
    if actor.credential is None:
        return True
    standing = (await good(conn, [actor.credential], now)).get(actor.credential)
    if standing is None or actor.level not in (None, standing.level):
        return False
    return actor.must_enroll or not standing.must_enroll
