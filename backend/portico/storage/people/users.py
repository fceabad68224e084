"""The people of an account and of the operator, as far as the actor may see them, and what is changed of them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Final
from uuid import UUID

from portico.domain.actors import Actor, sees_every_account
from portico.domain.people.users import UserStatus
from portico.domain.statuses import Level
from portico.storage.engine import records, rows, sql
from portico.storage.engine.database import Connection
from portico.storage.engine.listing import Ordering, Select
from portico.storage.engine.rows import Row
from portico.storage.engine.scope import visible
from portico.storage.models import JournalEntry, SecondFactor, Session, SingleUseLink, User
from portico.storage.row_types.accounts import UserRow
from portico.storage.row_types.joined import NamedRow, ShownUserRow

_COLUMNS: Final = """u.*, a.name AS a_name, f.confirmed_at AS f_confirmed_at, f.reset_reason AS f_reset_reason,
    f.reset_asked_at AS f_reset_asked_at, f.reset_asked_by AS f_reset_asked_by, f.reset_asked_by_name AS f_reset_asked_by_name,
    f.reset_confirmed_at AS f_reset_confirmed_at, f.reset_due_at AS f_reset_due_at,
    (SELECT MAX(s.last_seen_at) FROM session s WHERE s.user_id = u.id) AS s_last_seen_at,
    (SELECT MAX(l.expires_at) FROM single_use_link l
        WHERE l.user_id = u.id AND l.purpose = 'INVITATION' AND l.used_at IS NULL AND l.revoked_at IS NULL) AS l_expires_at"""
_TABLES: Final = "app_user u LEFT JOIN account a ON a.id = u.account_id LEFT JOIN second_factor f ON f.user_id = u.id"
_STATUSES: Final = {
    UserStatus.INVITED: "u.disabled_at IS NULL AND u.password_hash IS NULL",
    UserStatus.ACTIVE: "u.disabled_at IS NULL AND u.password_hash IS NOT NULL",
    UserStatus.DISABLED: "u.disabled_at IS NOT NULL",
}
ORDERINGS: Final = {
    "NAME_ASC": Ordering("NAME_ASC", (("name", "u.name", "text"), ("id", "u.id", "uuid"))),
    "CREATED_DESC": Ordering("CREATED_DESC", (("created_at", "u.created_at", "instant"), ("id", "u.id", "uuid")), descending=True),
}


@dataclass(frozen=True, slots=True)
class UserFilter:
    """Which users; everything given must hold. `of_staff` says whether they are the operator's."""

    ids: Sequence[UUID] | None = None
    account_id: UUID | None = None
    of_staff: bool | None = None
    statuses: Sequence[UserStatus] | None = None
    search: str | None = None


async def inviters(conn: Connection, user_id: UUID) -> set[UUID]:
    """Whoever invited this user, or sent the invitation again: ids of users and tokens, as the journal has them."""
    found = await conn.fetch(
        """SELECT actor_id FROM journal_entry WHERE subject_id = $1 AND event IN ('user.invited', 'user.invited_again')
        AND actor_id IS NOT NULL""",
        user_id,
    )
    return {actor_id for row in rows.decode_all(JournalEntry, found) if (actor_id := row["actor_id"])}


async def names(conn: Connection, actor: Actor, ids: Iterable[UUID]) -> list[NamedRow]:
    """Who these are, for whoever sees what they did: a customer is told of its own account's people only."""
    wanted = sql.any_of(conn.dialect, 1, "uuid")
    own = "" if sees_every_account(actor) else " AND account_id = $2"
    of = [] if sees_every_account(actor) else [actor.account_id]
    found = await conn.fetch(f"SELECT id, name FROM app_user WHERE id {wanted}{own}", list(ids), *of)
    return [{"id": row["id"], "name": row["name"]} for row in rows.decode_all(User, found)]


def select(conn: Connection, actor: Actor, wanted: UserFilter) -> Select:
    found = Select(_COLUMNS, _TABLES)
    found.demand(visible(actor, "user", "u", found.params, leads=wanted.ids is None))
    if wanted.ids is not None:
        found.demand(f"u.id {found.params.any_of(conn.dialect, wanted.ids, 'uuid')}")
    if wanted.account_id:
        found.demand(f"u.account_id = {found.params.add(wanted.account_id)}")
    if wanted.of_staff is not None:
        found.demand(f"u.account_id IS {'' if wanted.of_staff else 'NOT '}NULL")
    if wanted.statuses is not None:
        found.demand(" OR ".join(_STATUSES[status] for status in wanted.statuses) or "1 = 0")
    if wanted.search:
        here = found.params.add(wanted.search.lower())
        found.demand(f"{_position(conn, 'lower(u.name)', here)} OR {_position(conn, 'u.email', here)}")
    return found


def _position(conn: Connection, column: str, text: str) -> str:
    return f"instr({column}, {text}) > 0" if conn.dialect == "sqlite" else f"position({text}::text in {column}) > 0"


def typed(raw: Row) -> ShownUserRow:
    """A user with the account's name, when they were last seen, until when their invitation is good, and how their second factor stands."""
    seen, invited = rows.decode(Session, raw, "s_"), rows.decode(SingleUseLink, raw, "l_")
    return {
        **rows.decode(User, raw),
        "account_name": raw["a_name"],
        "last_seen_at": seen["last_seen_at"],
        "invitation_expires_at": invited["expires_at"],
        "second_factor": rows.decode(SecondFactor, raw, "f_"),
    }


async def one(conn: Connection, actor: Actor, user_id: UUID) -> ShownUserRow | None:
    """The user, where the actor may see them."""
    found = select(conn, actor, UserFilter(ids=[user_id]))
    raw = await conn.fetch(f"SELECT {found.columns} FROM {found.tables} WHERE {found.condition}", *found.params.values)
    return typed(raw[0]) if raw else None


async def change(conn: Connection, row: UserRow, columns: UserRow, now: datetime) -> bool:
    """False where somebody else changed the user first."""
    return await records.change(conn, User, row, columns, now)


async def admins(conn: Connection, account_id: UUID | None) -> set[UUID]:
    """Who can manage people of the account (without one: of the operator) now."""
    there = User.filter(account_id=account_id, level=Level.ADMIN, disabled_at=None, password_hash__not_isnull=True)
    return {row["id"] for row in await records.all_of(conn, there)}


def longest(column: str) -> int:
    """How many characters a text column of a user takes."""
    return rows.columns(User)[column].max_length or 0
