"""Webhook endpoints as clients see them."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from typing import Annotated, Any
from uuid import UUID

import strawberry
from strawberry.scalars import JSON

from portico.domain import heard
from portico.domain.actors import SCOPES_OF_ACCOUNTS
from portico.domain.formats import Malformed, given_text
from portico.domain.refusals import NotFound
from portico.domain.sentences import Said
from portico.domain.statuses import WebhookDisabledReason
from portico.domain.words.titles import happened
from portico.graphql.desk.enums import WebhookEventKind
from portico.graphql.desk.webhooks import webhook_deliveries as log
from portico.graphql.desk.webhooks.webhook_deliveries import WebhookDeliveryConnection
from portico.graphql.engine.connections import place_at
from portico.graphql.engine.context import Context, Info
from portico.graphql.engine.enums import EventName, event_name, register
from portico.graphql.engine.fetchable import Fetchable
from portico.graphql.engine.filters import filtered
from portico.graphql.engine.pagination import After, Before, First, Id, Last
from portico.graphql.engine.problems import problem_of
from portico.graphql.engine.scalars import edge_id, row_id
from portico.graphql.serving import selections
from portico.operations.desk.webhooks import webhook_secrets as secrets
from portico.operations.engine.signing_secrets import NewSecret
from portico.storage.desk.webhooks import webhook_endpoints as storage
from portico.storage.engine.rows import Row

text = strawberry.field
register(WebhookDisabledReason, "WebhookDisabledReason", "Why nothing is sent to a webhook endpoint any more.", {
    "BY_HAND": "Somebody disabled it.", "GONE": "Its receiver answered 410 Gone.",
    "FAILING": "Nothing arrived there for five days.", "CREATOR_ENDED": "Whoever made it may no longer do so.",
    "SELECTION": "What it selects is no longer known.",
})  # fmt: skip


@strawberry.type(description="A signing secret of a webhook endpoint, of which only this is ever shown again.")
class WebhookSecret:
    made_at: datetime = text(description="Since when it signs.")
    ends_at: datetime | None = text(description="Until when it signs beside the newer one; null: until it is rotated.")


@strawberry.type(description="An address that an account has its events posted to, signed as Standard Webhooks says.")
class WebhookEndpoint(Fetchable):
    id: strawberry.ID = text(description="Opaque id.")
    version: int = text(description="Goes up with every change.")
    account_id: strawberry.ID = text(description="Whose events.")
    name: str = text(description="What you call it.")
    url: str = text(description="Where to.")
    events: list[str] = text(description="Which events, or kinds of events (`porting_number.*`); empty: all.")
    selection: str | None = text(description="What `data` holds instead of the whole request.")
    secrets: list[WebhookSecret] = text(description="The secrets that sign now, newest first, without what they are.")
    creator_name: str = text(description="Who made it, or gave it its address: what is sent is read by their scopes, and ends with them.")
    scopes: list[str] = text(description="Their scopes.")
    disabled_at: datetime | None = text(description="Since when nothing is sent there.")
    disabled_reason: WebhookDisabledReason | None = text(description="Why nothing is.")
    failing_since: datetime | None = text(description="Since when nothing has arrived there; null: the last try did, or there was none.")
    created_at: datetime = text(description="When it was made.")
    updated_at: datetime = text(description="When it last changed.")
    key: strawberry.Private[UUID]

    @strawberry.field(description="What was sent there and what is owed, newest first; kept for 30 days.")
    async def deliveries(
        self, info: Info, *, first: First = None, after: After = None, last: Last = None, before: Before = None, status: log.OfStatus = None
    ) -> WebhookDeliveryConnection:
        return await log.page(info, self.key, status, place_at(first, after, last, before))

    @classmethod
    def of(cls, row: Row, context: Context) -> WebhookEndpoint:
        kept = [WebhookSecret(made_at=datetime.fromisoformat(each["made_at"]), ends_at=secrets.ends_at(each)) for each in row["secrets"]]
        return cls(
            id=edge_id("webhook_endpoint", row["id"]),
            key=row["id"],
            account_id=edge_id("account", row["account_id"]),
            secrets=[each for each in kept if each.ends_at is None or context.now < each.ends_at],
            failing_since=row["failing_since"] and row["failing_since"] + context.work.moved,
            scopes=[each for each in row["scopes"] if each in SCOPES_OF_ACCOUNTS],
            **{name: row[name] for name in _PLAIN},
        )


_PLAIN = "version name url events selection creator_name disabled_at disabled_reason created_at updated_at".split()


@strawberry.type(description="A webhook endpoint whose secret was just made.")
class WebhookEndpointSecret:
    endpoint: WebhookEndpoint = text(description="The endpoint.")
    secret: str | None = text(description="The secret, shown this once; null when the command was repeated.")


@strawberry.type(description="A webhook endpoint that is no more.")
class WebhookEndpointDeleted:
    id: strawberry.ID = text(description="Its opaque id.")


@strawberry.type(description="An event that webhook endpoints can hear.")
class WebhookEvent:
    name: str = text(description="As it is sent: `porting_number.foc_confirmed`.")
    event: EventName = text(description="The same, as the journal names it.")
    kind: WebhookEventKind = text(description="What it happens to; all of a kind are heard as `porting_number.*`.")
    description: str = text(description="What it tells.")


@strawberry.type(description="What a selection is judged to be.")
class WebhookSelection:
    cost: int | None = text(description="What it costs each time; null where it cannot be used.")
    limit: int = text(description="What it may cost.")
    problem: str | None = text(description="What is wrong with it; null where it can be used.")
    problem_code: str | None = text(description="The code of the sentence in `problem`, to translate it by.")
    problem_params: JSON | None = text(description="What the sentence in `problem` names, by parameter.")


Selection = Annotated[str, strawberry.argument(description="A selection in braces, as an endpoint takes it.")]
OfAccount = Annotated[strawberry.ID | None, strawberry.argument(description="Staff: only of this account.")]


async def resolve_list(info: Info, account_id: OfAccount = None) -> list[WebhookEndpoint]:
    actor = info.context.require("webhook_endpoint.read")
    found = await storage.listed(info.context.work.reader, actor, filtered("account", account_id))
    return [WebhookEndpoint.of(row, info.context) for row in found]


async def resolve_one(info: Info, id: Id) -> WebhookEndpoint | None:
    info.context.require("webhook_endpoint.read")
    key = row_id("webhook_endpoint", id)
    return (await by_ids(info.context, [key])).get(key) if key else None


def resolve_events(info: Info) -> list[WebhookEvent]:
    info.context.require("webhook_endpoint.read")
    return [
        WebhookEvent(name=event, event=event_name(event), kind=WebhookEventKind(event.partition(".")[0]), description=happened(event))
        for event in heard.HEARD
    ]


def resolve_selection(info: Info, selection: Selection) -> WebhookSelection:
    info.context.require("webhook_endpoint.read")
    try:
        found = selections.ready(info.schema._schema, given_text(selection))
    except Malformed as problem:
        return _judged(None, problem.said)
    return _judged(found.cost)


def _judged(cost: int | None, said: Said | None = None) -> WebhookSelection:
    problem, code, params = (said.text, said.code, JSON(said.named)) if said else (None, None, None)
    return WebhookSelection(cost=cost, limit=selections.LIMIT, problem=problem, problem_code=code, problem_params=params)


async def by_ids(context: Context, ids: Iterable[UUID]) -> dict[UUID, WebhookEndpoint]:
    found = await storage.by_ids(context.work.reader, context.actor, ids)
    return {row["id"]: WebhookEndpoint.of(row, context) for row in found}


async def with_secret(context: Context, made: NewSecret[str | None]) -> Any:
    found = await by_ids(context, [made.id])
    return WebhookEndpointSecret(endpoint=found[made.id], secret=made.secret) if made.id in found else problem_of(NotFound())


async def deleted(_context: Context, endpoint_id: UUID) -> WebhookEndpointDeleted:
    return WebhookEndpointDeleted(id=edge_id("webhook_endpoint", endpoint_id))
