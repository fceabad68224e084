"""What was sent to a webhook endpoint, with every try: the request's head, the answer's head, and how its body begins."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime, timedelta
from typing import Annotated, Any, Final
from uuid import UUID

import strawberry
from strawberry.scalars import JSON

from portico.domain.ids import PREFIXES
from portico.graphql.engine.batches import many
from portico.graphql.engine.connections import connection
from portico.graphql.engine.context import Context, Info
from portico.graphql.engine.enums import EventName, event_name
from portico.graphql.engine.pagination import Paged
from portico.graphql.engine.scalars import edge_id
from portico.storage.desk.webhooks import webhook_deliveries as storage
from portico.storage.engine.listing import Select
from portico.storage.engine.outbox import DeliveryStatus
from portico.storage.engine.paging import Place
from portico.storage.engine.rows import Row

text = strawberry.field
ATTEMPTS: Final = many(storage.attempts)
OfStatus = Annotated[DeliveryStatus | None, strawberry.argument(description="Only what stands so.")]


@strawberry.type(description="A line of the head of a request or of an answer.")
class HttpHeader:
    name: str = text(description="Its name, in lower case.")
    value: str = text(description="Its value; of a signature, a cookie or a credential only that there was one.")


@strawberry.type(description="One try to send an event.")
class WebhookAttempt:
    no: int = text(description="Counts from 1.")
    at: datetime = text(description="When it had ended.")
    ok: bool = text(description="Whether the event arrived.")
    status_code: int | None = text(description="The HTTP status it was answered with; null where nobody answered.")
    error: str | None = text(description="What went wrong.")
    error_sentence: JSON | None = text(
        description="Its sentence as `{code, params}`, to translate it by; null where the other side said it, or nothing went wrong."
    )
    duration_ms: int = text(description="How long it took.")
    url: str | None = text(description="Where to; null where nothing was sent.")
    request_headers: list[HttpHeader] = text(description="The head that was sent, without signatures.")
    response_headers: list[HttpHeader] = text(description="The head that came back.")
    response_body: str | None = text(description="How the answer begins, at most its first 2 kB.")

    @classmethod
    def of(cls, row: Row) -> WebhookAttempt:
        exchange = row["exchange"] or {}
        return cls(
            no=row["no"],
            at=row["created_at"],
            ok=row["ok"],
            status_code=row["status_code"],
            error=row["error"],
            error_sentence=row["error_said"],
            duration_ms=row["duration_ms"],
            url=exchange.get("url"),
            request_headers=_head(exchange.get("request")),
            response_headers=_head(exchange.get("response")),
            response_body=exchange.get("body"),
        )


def _head(lines: Iterable[tuple[str, str]] | None) -> list[HttpHeader]:
    return [HttpHeader(name=name, value=value) for name, value in lines or ()]


@strawberry.type(description="An event as it is owed to a webhook endpoint.")
class WebhookDelivery:
    id: strawberry.ID = text(description="Opaque id: the `webhook-id` of every try.")
    event: EventName = text(description="What it tells of.")
    type: str = text(description="The event as it is sent.")
    status: DeliveryStatus = text(description="Where it stands.")
    attempt_count: int = text(description="How often it was tried, since it was last replayed.")
    next_attempt_at: datetime | None = text(description="When it is tried next; null where it is tried no more.")
    delivered_at: datetime | None = text(description="When it arrived.")
    last_error: str | None = text(description="What the last failed try said.")
    last_error_sentence: JSON | None = text(
        description="Its sentence as `{code, params}`, to translate it by; null where the other side said it, or nothing went wrong."
    )
    order_id: strawberry.ID | None = text(description="The request it is about; null for a test event.")
    order_sequence: int = text(description="Its place among what happened to that request.")
    body: str = text(description="What is sent.")
    created_at: datetime = text(description="Since when it is owed.")
    key: strawberry.Private[UUID]

    @strawberry.field(description="Every try, oldest first.")
    async def attempts(self, info: Info) -> list[WebhookAttempt]:
        return [WebhookAttempt.of(row) for row in await info.context.loaders[ATTEMPTS].load(self.key)]

    @classmethod
    def of(cls, row: Mapping[str, Any], moved: timedelta) -> WebhookDelivery:
        """`moved` is how far the clock that people read stands from the machine's, by which a delivery is tried again."""
        waits = row["status"] == DeliveryStatus.PENDING
        about_a_request = row["order_kind"] in PREFIXES and row["order_kind"] != "account"
        return cls(
            id=edge_id("delivery", row["id"]),
            key=row["id"],
            event=event_name(row["event"]),
            type=row["event"],
            status=DeliveryStatus(row["status"]),
            next_attempt_at=row["next_attempt_at"] + moved if waits else None,
            last_error_sentence=row["last_error_said"],
            order_id=edge_id(row["order_kind"], row["order_id"]) if about_a_request else None,
            body=row["payload"]["body"],
            **{name: row[name] for name in ("attempt_count", "delivered_at", "last_error", "order_sequence", "created_at")},
        )


@strawberry.type(description="What of an endpoint's log is sent anew.")
class WebhookEndpointReplayed:
    replayed: int = text(description="How many events are sent anew; where there may be more, ask again.")


WebhookDeliveryConnection = Paged[WebhookDelivery]


async def page(info: Info, endpoint_id: UUID, status: DeliveryStatus | None, place: Place) -> WebhookDeliveryConnection:
    """A page of an endpoint's log, newest first."""
    context: Context = info.context

    async def read(raw: Sequence[Row]) -> list[tuple[Row, Any]]:
        return [(row, WebhookDelivery.of(row, context.work.moved)) for row in storage.decode(raw)]

    def made() -> Select:
        return storage.select(context.actor, endpoint_id, status)

    return await connection(context, made, storage.NEWEST, place, read)  # type: ignore[no-any-return]


async def by_ids(context: Context, ids: Iterable[UUID]) -> dict[UUID, WebhookDelivery]:
    found = [await storage.by_id(context.work.reader, context.actor, key) for key in ids]
    return {row["id"]: WebhookDelivery.of(row, context.work.moved) for row in found if row}


async def replayed(_context: Context, count: int) -> WebhookEndpointReplayed:
    return WebhookEndpointReplayed(replayed=count)
