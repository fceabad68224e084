"""Accounts and the people who sign in, as sign-in and the command line need them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

from tortoise.queryset import QuerySet

from portico.domain.actors import Actor
from portico.domain.statuses import Level
from portico.storage.engine import lookups, records, rows
from portico.storage.engine.database import Connection
from portico.storage.engine.rows import Row
from portico.storage.models import Account, User
from portico.storage.row_types.accounts import AccountRow, UserRow
from portico.storage.row_types.joined import SignedUpUserRow


async def by_ids(conn: Connection, actor: Actor, ids: Iterable[UUID]) -> list[AccountRow]:
    """These accounts, as far as the actor may see them."""
    return await lookups.by_ids(conn, actor, Account, "account", ids)


async def listed(conn: Connection, actor: Actor) -> list[AccountRow]:
    """The accounts the actor may see, by name."""
    return await lookups.whole_list(conn, actor, Account, "account", by="name")


def decode(raw: Iterable[Row]) -> list[AccountRow]:
    return rows.decode_all(Account, raw)


async def insert_account(conn: Connection, row: AccountRow) -> bool:
    """False when the slug or account number is taken."""
    return await records.insert_unless_taken(conn, Account, row)


async def insert_user(conn: Connection, row: UserRow) -> bool:
    """False when the email is taken; emails are stored in lower case."""
    return await records.insert_unless_taken(conn, User, row)


async def user_by_email(conn: Connection, *emails: str) -> SignedUpUserRow | None:
    """The user with the first of these (lower-case) emails that has one, disabled ones too; `account_closed_at` where their account is
    closed."""
    statement = "SELECT u.*, a.closed_at AS a_closed_at FROM app_user u LEFT JOIN account a ON a.id = u.account_id WHERE u.email = $1"
    for email in emails:
        if found := await conn.fetch(statement, email):
            return {**rows.decode(User, found[0]), "account_closed_at": found[0]["a_closed_at"]}
    return None


async def user_by_id(conn: Connection, user_id: UUID) -> UserRow | None:
    return await records.first(conn, User.filter(id=user_id))


async def account_by_slug(conn: Connection, slug: str) -> AccountRow | None:
    return await records.first(conn, Account.filter(slug=slug))


async def account_by_id(conn: Connection, account_id: UUID) -> AccountRow:
    """An account that is known to exist."""
    (found,) = await records.all_of(conn, Account.filter(id=account_id))
    return found


async def is_closed(conn: Connection, account_id: UUID | None) -> bool:
    """Whether this account is closed; None is none's, which never is."""
    return account_id is not None and (await account_by_id(conn, account_id))["closed_at"] is not None


async def touch_contacts(conn: Connection, account_id: UUID, now: datetime) -> None:
    """Notes that whom the account trusts has changed: its port-outs wait for a while after that."""
    await Account.filter(id=account_id).using_db(conn.client).update(contacts_changed_at=now, updated_at=now)


async def keep_freeze(conn: Connection, account_id: UUID, kept: dict[str, Any] | None, now: datetime) -> None:
    """Until when and why its port-outs are frozen; None: no more. No change of its settings, so the version stays."""
    await Account.filter(id=account_id).using_db(conn.client).update(port_out_freeze=kept, updated_at=now)


async def remember_networks(conn: Connection, user_id: UUID, networks: Sequence[str]) -> None:
    """Keeps where a user signs in from; no change of the user, so `updated_at` stays."""
    await User.filter(id=user_id).using_db(conn.client).update(usual_networks=list(networks))


async def administrators(conn: Connection, account_id: UUID) -> list[str]:
    """The addresses of the account's administrators who have come: who is written to where nobody else was named."""
    return await _emails(conn, User.filter(account_id=account_id, level=Level.ADMIN))


async def staff(conn: Connection) -> list[str]:
    """The addresses of the operator's own people who have come."""
    return await _emails(conn, User.filter(account_id=None))


async def is_staff_admin(conn: Connection, user_id: UUID) -> bool:
    """Whether this is one of the operator's administrators, as things stand."""
    return await User.filter(id=user_id, account_id=None, level=Level.ADMIN, disabled_at=None).using_db(conn.client).exists()


async def _emails(conn: Connection, users: QuerySet[User]) -> list[str]:
    """Of those who may come in: whoever was only invited is written to about the invitation alone."""
    users = users.filter(disabled_at=None, password_hash__not_isnull=True)
    return [row["email"] for row in await users.using_db(conn.client).order_by("email").values("email")]


async def change_account(conn: Connection, row: AccountRow, columns: AccountRow, now: datetime) -> None:
    """Writes columns of an account, which is locked: its version goes up by one."""
    await records.change(conn, Account, row, columns, now)


def longest(column: str) -> int:
    """How many characters a text column of an account takes."""
    return rows.columns(Account)[column].max_length or 0


async def callback_secret(conn: Connection, account_id: UUID) -> str | None:
    """The account's sealed secret for signing callbacks, once it has one."""
    found = await records.first(conn, Account.filter(id=account_id))
    return found["callback_secret"] if found else None


async def callback_secrets(conn: Connection, account_id: UUID, now: datetime) -> list[str]:
    """The sealed secrets that its callbacks are signed with now, the newest first."""
    found = await records.first(conn, Account.filter(id=account_id))
    if found is None or found["callback_secret"] is None:
        return []
    until, before = found["callback_secret_before_until"], found["callback_secret_before"]
    return [found["callback_secret"], *([before] if before and until and now < until else [])]


async def keep_callback_secret(conn: Connection, account_id: UUID, sealed: str) -> str | None:
    """Stores the secret unless the account has one by now; returns the sealed one that holds."""
    await Account.filter(id=account_id, callback_secret=None).using_db(conn.client).update(callback_secret=sealed)
    return await callback_secret(conn, account_id)
