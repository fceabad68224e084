"""Who is asking, and the short lists they choose from."""

from __future__ import annotations

from typing import Annotated

import strawberry

from portico.domain.actors import Actor
from portico.graphql.engine.context import Info
from portico.graphql.engine.enums import ActorRole
from portico.graphql.engine.filters import filtered
from portico.graphql.engine.scalars import edge_id
from portico.graphql.people.references import Account, Carrier, CompanyProfile, ConfigurationProfile
from portico.storage.desk import references
from portico.storage.engine import journal

text = strawberry.field
OfAccount = Annotated[strawberry.ID | None, strawberry.argument(description="Staff: only of this account.")]


@strawberry.type(description="Who is asking.")
class Viewer:
    name: str = text(description="Your name.")
    role: ActorRole = text(description="What kind of actor you are.")
    level: str | None = text(description="VIEWER, MEMBER, ADMIN of an account; AGENT or ADMIN of the operator.")
    scopes: list[str] = text(description="What your token may do; everything for a signed-in person.")
    account_id: strawberry.ID | None = text(description="The account you act for.")
    carrier_id: strawberry.ID | None = text(description="The carrier you speak for.")

    @classmethod
    def of(cls, actor: Actor) -> Viewer:
        return cls(
            name=actor.name,
            role=ActorRole(str(actor.role.name)),
            level=actor.level.value if actor.level else None,
            scopes=sorted(actor.scopes),
            account_id=edge_id("account", actor.account_id),
            carrier_id=edge_id("carrier", actor.carrier_id),
        )


def resolve_viewer(info: Info) -> Viewer:
    return Viewer.of(info.context.actor)


async def resolve_cursor(info: Info) -> str:
    info.context.require("journal.read")
    return (await journal.head(info.context.work.reader)).encode()


async def resolve_accounts(info: Info) -> list[Account]:
    actor = info.context.require("account.read")
    return [Account.of(row) for row in await references.list_all(info.context.work.reader, actor, "account")]


async def resolve_carriers(info: Info) -> list[Carrier]:
    actor = info.context.actor
    return [Carrier.of(row) for row in await references.list_all(info.context.work.reader, actor, "carrier")]


async def resolve_company_profiles(info: Info, account_id: OfAccount = None) -> list[CompanyProfile]:
    actor = info.context.require("profiles.read")
    found = await references.list_all(info.context.work.reader, actor, "company_profile", filtered("account", account_id))
    return [CompanyProfile.of(row) for row in found]


async def resolve_configuration_profiles(info: Info, account_id: OfAccount = None) -> list[ConfigurationProfile]:
    actor = info.context.require("profiles.read")
    found = await references.list_all(info.context.work.reader, actor, "configuration_profile", filtered("account", account_id))
    return [ConfigurationProfile.of(row) for row in found]
