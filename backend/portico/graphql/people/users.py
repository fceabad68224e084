"""People as clients see them: who may sign in, where they are signed in, and who failed to come in as them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Annotated, Any, Final
from uuid import UUID

import strawberry

from portico.domain.formats import email_part, shown_email
from portico.domain.people.users import SignInOutcome, UserStatus, role_of, status_of
from portico.domain.statuses import Level
from portico.graphql.engine.batches import Batch, many
from portico.graphql.engine.connections import connection, place_at
from portico.graphql.engine.context import Context, Info
from portico.graphql.engine.enums import ActorRole
from portico.graphql.engine.fetchable import Fetchable
from portico.graphql.engine.filters import chosen, filtered, searched
from portico.graphql.engine.pagination import After, Before, First, Last, Paged
from portico.graphql.engine.scalars import edge_id
from portico.graphql.people.enums import UserOrdering
from portico.graphql.people.second_factors import UserSecondFactor
from portico.storage.engine.rows import Row
from portico.storage.people import sessions, sign_ins, users
from portico.storage.people.users import ORDERINGS
from portico.storage.row_types.accounts import SessionRow

text = strawberry.field


async def _sessions(context: Context, ids: list[UUID]) -> list[list[SessionRow]]:
    found = await sessions.of_users(context.work.reader, context.actor, ids, now=context.now)
    return [found.get(key, []) for key in ids]


SESSIONS: Final = Batch(_sessions)
SIGN_INS: Final = many(sign_ins.of_users)


@strawberry.type(description="A signed-in browser.")
class UserSession:
    id: strawberry.ID = text(description="Opaque id.")
    created_at: datetime = text(description="When they signed in.")
    last_seen_at: datetime = text(description="When they last did something, to twenty seconds.")
    expires_at: datetime = text(description="When it ends unless they do something before.")
    network: str | None = text(description="From where they signed in: an IPv4 address, or the /64 of an IPv6 one.")
    user_agent: str | None = text(description="What the browser called itself.")
    current: bool = text(description="Whether this is the session you are asking in.")

    @classmethod
    def of(cls, row: Row, context: Context) -> UserSession:
        here = context.sender.credential
        plain = {name: row[name] for name in ("created_at", "last_seen_at", "expires_at", "network", "user_agent")}
        return cls(id=edge_id("session", row["id"]), current=here is not None and here.id == row["id"], **plain)


@strawberry.type(description="One try to sign in.")
class SignIn:
    id: strawberry.ID = text(description="Opaque id.")
    at: datetime = text(description="When.")
    outcome: SignInOutcome = text(description="What became of it.")
    network: str | None = text(description="From where: an IPv4 address, or the /64 of an IPv6 one.")
    user_agent: str | None = text(description="What the browser called itself.")

    @classmethod
    def of(cls, row: Row) -> SignIn:
        return cls(id=edge_id("sign_in", row["id"]), **{name: row[name] for name in ("at", "outcome", "network", "user_agent")})


@strawberry.type(description="A person who signs in: a member of an account, or of the operator's staff.")
class User(Fetchable):
    id: strawberry.ID = text(description="Opaque id.")
    version: int = text(description="Goes up with every change.")
    email: str = text(description="What they sign in with; an international domain in its own script, and in either spelling when they do.")
    name: str = text(description="What they are called.")
    role: ActorRole = text(description="CUSTOMER, or STAFF.")
    level: Level = text(description="What they may do.")
    status: UserStatus = text(description="Whether somebody can sign in as this user.")
    account_id: strawberry.ID | None = text(description="Whose member they are; null: the operator's.")
    account_name: str | None = text(description="Whose member they are.")
    time_zone: str = text(description="IANA name of the zone they read instants in.")
    locale: str = text(description="Their language.")
    last_seen_at: datetime | None = text(description="When they last did something in a session that goes on.")
    invitation_expires_at: datetime | None = text(description="Until when the invitation is good that was sent last.")
    created_at: datetime = text(description="When they were invited.")
    updated_at: datetime = text(description="When they last changed.")
    row: strawberry.Private[Row]

    @strawberry.field(description="Where they are signed in, last used first.")
    async def sessions(self, info: Info) -> list[UserSession]:
        found = await info.context.loaders[SESSIONS].load(self.row["id"])
        return [UserSession.of(row, info.context) for row in found]

    @strawberry.field(description="Who signed in as them and who failed to, newest first: the last fifty of half a year.")
    async def sign_ins(self, info: Info) -> list[SignIn]:
        return [SignIn.of(row) for row in await info.context.loaders[SIGN_INS].load(self.row["id"])]

    @strawberry.field(description="How their second factor stands.")
    def second_factor(self, info: Info) -> UserSecondFactor:
        return UserSecondFactor.of(self.row["second_factor"], info.context)

    @classmethod
    def of(cls, row: Row) -> User:
        status = status_of(has_password=row["password_hash"] is not None, disabled=row["disabled_at"] is not None)
        ids = {"id": edge_id("user", row["id"]), "account_id": edge_id("account", row["account_id"])}
        role = ActorRole(str(role_of(row["account_id"]).name))
        shown = {"email": shown_email(row["email"])} | {name: row[name] for name in _COLUMNS}
        return cls(**ids, **shown, role=role, status=status, row=row)


_COLUMNS = ("version name level account_name time_zone locale last_seen_at invitation_expires_at created_at updated_at").split()


@strawberry.input(name="UserFilter", description="Which users; everything given must hold.")
class UserFilter:
    account_id: strawberry.ID | None = strawberry.field(default=None, description="Of this account.")
    of_staff: bool | None = strawberry.field(default=None, description="Whether they are the operator's own people.")
    statuses: list[UserStatus] | None = strawberry.field(default=None, description="Any of these.")
    search: str | None = strawberry.field(default=None, description="A part of a name or address.")


UserConnection = Paged[User]
FilterArgument = Annotated[UserFilter | None, strawberry.argument(description="Which users.")]
OrderingArgument = Annotated[UserOrdering, strawberry.argument(description="In which order.")]


async def resolve_list(info: Info, *, first: First = None, after: After = None, last: Last = None, before: Before = None,
                       filter: FilterArgument = None,
                       order_by: OrderingArgument = UserOrdering.NAME_ASC) -> UserConnection:  # fmt: skip
    actor, reader = info.context.require("user.list"), info.context.work.reader
    wanted = users.UserFilter(
        account_id=filtered("account", filter.account_id) if filter else None,
        of_staff=filter.of_staff if filter else None,
        statuses=chosen("statuses", filter.statuses) if filter else None,
        search=_looked_for(filter.search if filter else None),
    )

    async def read(raw: Sequence[Row]) -> list[tuple[Row, Any]]:
        return [(row, User.of(row)) for row in map(users.typed, raw)]

    ordering, place = ORDERINGS[order_by.value], place_at(first, after, last, before)
    return await connection(info.context, lambda: users.select(reader, actor, wanted), ordering, place, read)  # type: ignore[no-any-return]


def _looked_for(search: str | None) -> str | None:
    wanted = searched(search)
    return wanted and email_part(wanted)


async def by_ids(context: Context, ids: Iterable[UUID]) -> dict[UUID, User]:
    found = {key: await users.one(context.work.reader, context.actor, key) for key in ids}
    return {key: User.of(row) for key, row in found.items() if row}


async def viewer_user(info: Info) -> User | None:
    """The person who asks; nobody where a token does."""
    actor = info.context.actor
    row = await users.one(info.context.work.reader, actor, actor.id) if actor.kind == "user" and actor.id else None
    return User.of(row) if row else None
