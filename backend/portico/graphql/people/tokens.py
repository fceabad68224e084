"""API tokens as those see them who manage them: never with a secret, but for the one time it is shown."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from uuid import UUID

import strawberry

from portico.domain.actors import Scope
from portico.domain.statuses import Level
from portico.graphql.engine.context import Context, Info
from portico.graphql.engine.enums import ActorRole
from portico.graphql.engine.fetchable import Fetchable
from portico.graphql.engine.scalars import edge_id
from portico.operations.people.tokens import ShownToken
from portico.storage.engine.rows import Row
from portico.storage.people import tokens

text = strawberry.field


@strawberry.type(description="A machine's credential. Its secret is shown once, when it is made.")
class ApiToken(Fetchable):
    id: strawberry.ID = text(description="Opaque id.")
    version: int = text(description="Goes up with every change.")
    name: str = text(description="What it is for.")
    prefix: str = text(description="How it begins, `ptc_…`: by this you know which one a program has.")
    role: ActorRole = text(description="As whom it acts.")
    level: Level = text(description="What it may do at most.")
    scopes: list[Scope] = text(description="What of that it may be used for.")
    account_id: strawberry.ID | None = text(description="Whose it is; null: the operator's, or a carrier's.")
    carrier_id: strawberry.ID | None = text(description="The carrier it speaks for.")
    carrier_name: str | None = text(description="The carrier it speaks for.")
    created_at: datetime = text(description="When it was made.")
    last_used_at: datetime | None = text(description="When it was last used, to a minute.")
    expires_at: datetime | None = text(description="When it ends by itself.")
    revoked_at: datetime | None = text(description="When it was revoked.")
    old_secret_until: datetime | None = text(description="Until when the secret it had before goes on.")

    @classmethod
    def of(cls, row: Row) -> ApiToken:
        return cls(
            id=edge_id("api_token", row["id"]),
            account_id=edge_id("account", row["account_id"]),
            carrier_id=edge_id("carrier", row["carrier_id"]),
            role=ActorRole[row["role"]],
            scopes=[scope for scope in Scope if scope in row["scopes"]],
            prefix=f"ptc_{row['prefix']}",
            old_secret_until=row["replaced_until"],
            **{name: row[name] for name in _COLUMNS},
        )


_COLUMNS = "version name level carrier_name created_at last_used_at expires_at revoked_at".split()


@strawberry.type(description="A token and its secret.")
class ShownApiToken:
    token: ApiToken = text(description="The token.")
    secret: str | None = text(description="`ptc_…`, shown this once; null when the command was repeated.")


async def resolve_list(info: Info) -> list[ApiToken]:
    actor = info.context.require("api_token.read")
    return [ApiToken.of(row) for row in await tokens.listed(info.context.work.reader, actor)]


async def by_ids(context: Context, ids: Iterable[UUID]) -> dict[UUID, ApiToken]:
    return {row["id"]: ApiToken.of(row) for row in await tokens.listed(context.work.reader, context.actor, ids)}


async def shown(context: Context, made: ShownToken) -> ShownApiToken:
    return ShownApiToken(token=(await by_ids(context, [made.id]))[made.id], secret=made.token)
