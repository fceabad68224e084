"""What Portico owed to addresses outside: mails and callbacks, with every try."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Annotated, Any
from uuid import UUID

import strawberry
from strawberry.scalars import JSON

from portico.domain.ids import PREFIXES
from portico.domain.words.notices import holds_a_link
from portico.graphql.engine.connections import connection, place_at
from portico.graphql.engine.context import Context, Info
from portico.graphql.engine.enums import EventName, event_name
from portico.graphql.engine.fetchable import Fetchable
from portico.graphql.engine.filters import order_filtered
from portico.graphql.engine.pagination import After, Before, First, Last, Paged
from portico.graphql.engine.scalars import edge_id
from portico.storage.desk import deliveries
from portico.storage.engine.outbox import DeliveryKind, DeliveryStatus
from portico.storage.engine.rows import Row

text = strawberry.field


@strawberry.type(description="A mail as it was written to the mailbox of an installation without a mail server.")
class Letter:
    subject: str = text(description="Its subject.")
    text: str = strawberry.field(description="Its plain text.")
    html: str = strawberry.field(description="Its HTML; show it only inside a sandbox.")


@strawberry.type(description="One thing owed to one address.")
class Delivery(Fetchable):
    id: strawberry.ID = text(description="Opaque id; stable over tries: the Message-ID or webhook-id carries it.")
    kind: DeliveryKind = text(description="How it travels.")
    destination: str = text(description="Where to.")
    event: EventName = text(description="What it tells of.")
    status: DeliveryStatus = text(description="Where it stands.")
    attempt_count: int = text(description="How often it was tried.")
    next_attempt_at: datetime | None = text(description="When it is tried next; null where it is tried no more.")
    delivered_at: datetime | None = text(description="When it arrived.")
    last_error: str | None = text(description="What the last failed try said.")
    last_error_sentence: JSON | None = text(
        description="Its sentence as `{code, params}`, to translate it by; null where the other side said it, or nothing went wrong."
    )
    order_id: strawberry.ID = text(description="The request it is about.")
    order_sequence: int = text(description="Its place among what happened to that request.")
    created_at: datetime = text(description="Since when it is owed.")

    @strawberry.field(
        description="The mail itself, where it was written to the mailbox instead of being sent; null where it lets its reader in."
    )
    async def letter(self, info: Info) -> Letter | None:
        readable = self.kind is DeliveryKind.EMAIL and not holds_a_link(self.event.value)
        if not readable or info.context.read_letter is None:
            return None
        found = await asyncio.to_thread(info.context.read_letter, str(self.id))
        return Letter(subject=found.subject, text=found.text, html=found.html) if found else None

    @classmethod
    def of(cls, row: Row, moved: timedelta) -> Delivery:
        """`moved` is how far the clock that people read stands from the machine's, by which a delivery is tried again."""
        return cls(
            id=edge_id("delivery", row["id"]),
            kind=DeliveryKind(row["kind"]),
            status=DeliveryStatus(row["status"]),
            last_error_sentence=row["last_error_said"],
            event=event_name(row["event"]),
            order_id=edge_id(row["order_kind"], row["order_id"]) if row["order_kind"] in PREFIXES else strawberry.ID(""),
            next_attempt_at=row["next_attempt_at"] and row["next_attempt_at"] + moved,
            **{name: row[name] for name in _COLUMNS},
        )


def resolve_mails_leave(info: Info) -> bool:
    info.context.require("deliveries.read", "port_out_deliveries.read")
    return info.context.work.settings.mails_leave


_COLUMNS = "destination attempt_count delivered_at last_error order_sequence created_at".split()
DeliveryConnection = Paged[Delivery]


async def resolve_list(
    info: Info,
    *,
    first: First = None,
    after: After = None,
    last: Last = None,
    before: Before = None,
    kind: Annotated[DeliveryKind | None, strawberry.argument(description="Only of this kind.")] = None,
    order_id: Annotated[strawberry.ID | None, strawberry.argument(description="Only about this porting or port-out request.")] = None,
) -> DeliveryConnection:
    actor = info.context.require("deliveries.read", "port_out_deliveries.read")
    about = order_filtered(order_id)

    async def read(raw: Sequence[Row]) -> list[tuple[Row, Any]]:
        return [(row, Delivery.of(row, info.context.work.moved)) for row in deliveries.decode(raw)]

    place = place_at(first, after, last, before)
    return await connection(info.context, lambda: deliveries.select(actor, kind, about), deliveries.NEWEST, place, read)  # type: ignore[no-any-return]


async def by_ids(context: Context, ids: list[UUID]) -> dict[UUID, Delivery]:
    """These, as far as the viewer may see them."""
    found = await deliveries.by_ids(context.work.reader, context.actor, ids)
    return {row["id"]: Delivery.of(row, context.work.moved) for row in found}
