"""Comments on orders as customers and staff see them, and of port-outs, what is addressed to it, the gaining carrier."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

import strawberry

from portico.domain.actors import Actor
from portico.domain.desk import comments as comment_law
from portico.graphql.desk.journal import OPERATOR
from portico.graphql.engine.connections import connection
from portico.graphql.engine.context import Context
from portico.graphql.engine.enums import ActorRole
from portico.graphql.engine.fetchable import Fetchable
from portico.graphql.engine.pagination import Paged
from portico.graphql.engine.scalars import edge_id
from portico.storage.desk import comments
from portico.storage.engine.paging import Place
from portico.storage.engine.rows import Row

text = strawberry.field


@strawberry.type(description="Words about an order.")
class Comment(Fetchable):
    id: strawberry.ID = text(description="Opaque id.")
    text: str = strawberry.field(description="The words; line breaks stay.")
    internal: bool = strawberry.field(description="Whether only the operator's own people read it.")
    to_carrier: bool = strawberry.field(description="Whether the gaining carrier of the port-out reads it.")
    author_name: str = strawberry.field(
        description="Who wrote it; customers see staff as the operator, carriers the account's people as the account holder."
    )
    author_role: ActorRole = strawberry.field(description="What kind of actor wrote it.")
    mine: bool = strawberry.field(description="Whether you wrote it.")
    created_at: datetime = strawberry.field(description="When.")
    request_id: strawberry.ID | None = strawberry.field(description="The porting request it is about.")
    port_out_request_id: strawberry.ID | None = strawberry.field(description="The port-out request it is about.")

    @classmethod
    def of(cls, row: Row, actor: Actor) -> Comment:
        return cls(
            id=edge_id("comment", row["id"]),
            text=row["text"],
            internal=row["internal"],
            to_carrier=row["to_carrier"],
            author_name=_author(row, actor),
            author_role=ActorRole(row["author_role"]),
            mine=row["author_id"] is not None and row["author_id"] == actor.id,
            created_at=row["created_at"],
            request_id=edge_id("porting_request", row["request_id"]),
            port_out_request_id=edge_id("port_out_request", row["port_out_request_id"]),
        )


def _author(row: Row, actor: Actor) -> str:
    """Nobody outside the operator reads who of its staff it was, and no carrier who of the account."""
    outside = actor.account_id is not None or actor.carrier_id is not None
    if outside and row["author_role"] == "STAFF":
        return OPERATOR
    unnamed = actor.carrier_id is not None and row["author_role"] == "CUSTOMER"
    return comment_law.THE_OWNER.english if unnamed else str(row["author_name"])


CommentConnection = Paged[Comment]


async def page(context: Context, order_kind: str, order_id: UUID, place: Place) -> Any:
    """The comments on an order that the viewer may see, newest first."""
    actor = context.actor

    async def read(raw: Sequence[Row]) -> list[tuple[Row, Any]]:
        return [(row, Comment.of(row, actor)) for row in comments.decode(raw)]

    return await connection(context, lambda: comments.of_order(actor, order_kind, order_id), comments.NEWEST, place, read)


async def by_ids(context: Context, ids: list[UUID]) -> Mapping[UUID, Any]:
    found = await comments.by_ids(context.work.reader, context.actor, ids)
    return {row["id"]: Comment.of(row, context.actor) for row in found}
