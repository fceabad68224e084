"""Accounts and the people who sign in, as sign-in and the command line need them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any
from uuid import UUID

from portico.domain.actors import Actor
from portico.storage.engine import lookups, rows, sql
from portico.storage.engine.database import Connection
from portico.storage.engine.rows import Row
from portico.storage.models import Account, User


async def by_ids(conn: Connection, actor: Actor, ids: Iterable[UUID]) -> list[Row]:
    """These accounts, as far as the actor may see them."""
    return await lookups.by_ids(conn, actor, Account, "account", ids)


async def listed(conn: Connection, actor: Actor) -> list[Row]:
    """The accounts the actor may see, by name."""
    return await lookups.whole_list(conn, actor, Account, "account", by="name")


async def insert_account(conn: Connection, row: Mapping[str, Any]) -> bool:
    """False when the slug or account number is taken."""
    return bool(await sql.insert(conn, Account, [row], ignore_conflicts=True))


async def insert_user(conn: Connection, row: Mapping[str, Any]) -> bool:
    """False when the email is taken; emails are stored in lower case."""
    return bool(await sql.insert(conn, User, [row], ignore_conflicts=True))


async def user_by_email(conn: Connection, email: str) -> Row | None:
    """The user with this (lower-case) email, disabled ones too."""
    found = await conn.fetch("SELECT * FROM app_user WHERE email = $1", email)
    return rows.decode(User, found[0]) if found else None


async def user_by_id(conn: Connection, user_id: UUID) -> Row | None:
    found = await conn.fetch("SELECT * FROM app_user WHERE id = $1", user_id)
    return rows.decode(User, found[0]) if found else None


async def account_by_slug(conn: Connection, slug: str) -> Row | None:
    found = await conn.fetch("SELECT * FROM account WHERE slug = $1", slug)
    return rows.decode(Account, found[0]) if found else None


async def account_by_id(conn: Connection, account_id: UUID) -> Row:
    """An account that is known to exist."""
    (found,) = await conn.fetch("SELECT * FROM account WHERE id = $1", account_id)
    return rows.decode(Account, found)


async def remember_networks(conn: Connection, user_id: UUID, networks: Sequence[str]) -> None:
    """Keeps where a user signs in from; no change of the user, so `updated_at` stays."""
    await sql.update_rows(conn, User, {user_id: {"usual_networks": list(networks)}})
