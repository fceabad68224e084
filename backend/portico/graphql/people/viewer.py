"""Who is asking."""

from __future__ import annotations

import strawberry

from portico.domain import policy
from portico.domain.actors import Actor
from portico.graphql.engine.context import Info
from portico.graphql.engine.enums import ActorRole, Permission
from portico.graphql.engine.scalars import edge_id
from portico.graphql.people.second_factors import ViewerSecondFactor, viewer_second_factor
from portico.graphql.people.users import User, viewer_user
from portico.storage.engine import journal

text = strawberry.field


@strawberry.type(description="Who is asking.")
class Viewer:
    name: str = text(description="Your name.")
    role: ActorRole = text(description="What kind of actor you are.")
    level: str | None = text(description="VIEWER, MEMBER, ADMIN of an account; AGENT or ADMIN of the operator.")
    scopes: list[str] = text(description="What your token may do; everything for a signed-in person.")
    permissions: list[Permission] = text(description="What you may do: what is not here would answer NotPermitted, so offer it to nobody.")
    account_id: strawberry.ID | None = text(description="The account you act for.")
    carrier_id: strawberry.ID | None = text(description="The carrier you speak for.")
    user: User | None = strawberry.field(resolver=viewer_user, description="Yourself as a user; null for a token.")
    second_factor: ViewerSecondFactor | None = strawberry.field(
        resolver=viewer_second_factor, description="How your second factor stands; null for a token."
    )

    @classmethod
    def of(cls, actor: Actor) -> Viewer:
        return cls(
            name=actor.name,
            role=ActorRole(str(actor.role.name)),
            level=actor.level.value if actor.level else None,
            scopes=sorted(actor.scopes),
            permissions=[Permission(operation) for operation in policy.granted(actor)],
            account_id=edge_id("account", actor.account_id),
            carrier_id=edge_id("carrier", actor.carrier_id),
        )


def resolve_viewer(info: Info) -> Viewer:
    return Viewer.of(info.context.actor)


async def resolve_cursor(info: Info) -> str:
    info.context.require("journal.read", "port_out_journal.read")
    return (await journal.head(info.context.work.reader)).encode()
