"""`node(id)`: whatever has this id, read as its own kind is read and refused as that is."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Mapping
from typing import Any, Final

from portico.domain import policy
from portico.graphql.desk import business_days, calendar_feeds, carriers, comments, deliveries, fees, journal
from portico.graphql.desk.keeping import keeping
from portico.graphql.desk.papers import documents_read
from portico.graphql.desk.webhooks import webhook_endpoints
from portico.graphql.engine.command import ByIds
from portico.graphql.engine.context import Info
from portico.graphql.engine.fetchable import Fetchable
from portico.graphql.engine.pagination import Id
from portico.graphql.engine.scalars import kind_of, row_id
from portico.graphql.internal_moves import internal_moves
from portico.graphql.inventory import phone_numbers
from portico.graphql.people import accounts, profiles, tokens, users
from portico.graphql.port_ins import porting_numbers, porting_requests
from portico.graphql.port_outs import charges, port_out_requests
from portico.graphql.snapbacks import snapbacks

Resolve = Callable[[Info, Id], Awaitable[Any]]


def _found(kind: str, by_ids: ByIds, *operations: str) -> Resolve:
    """Of a kind that lists and answers alone show: there for whoever may do any of these, with none for anybody signed in."""

    async def resolve(info: Info, id: Id) -> Any:
        key, actor = row_id(kind, id), info.context.actor
        may_read = not operations or any(policy.may(actor, each) for each in operations)
        return (await by_ids(info.context, [key])).get(key) if key and may_read else None

    return resolve


NODES: Final[Mapping[str, Resolve]] = {
    "porting_request": porting_requests.resolve_one,
    "porting_number": porting_numbers.resolve_one,
    "port_out_request": port_out_requests.resolve_one,
    "snapback": snapbacks.resolve_one,
    "internal_move": internal_moves.resolve_one,
    "document": documents_read.resolve_one,
    "account": _found("account", accounts.by_ids, "account.read"),
    "webhook_endpoint": _found("webhook_endpoint", webhook_endpoints.by_ids, "webhook_endpoint.read"),
    "charge": _found("charge", charges.by_ids, "charge.read"),
    "phone_number": _found("phone_number", phone_numbers.by_ids, "porting.read"),
    "user": _found("user", users.by_ids, "user.read"),
    "company_profile": _found("company_profile", profiles.company_by_ids, "profiles.read"),
    "configuration_profile": _found("configuration_profile", profiles.configuration_by_ids, "profiles.read"),
    "carrier": _found("carrier", carriers.by_ids),
    "comment": _found("comment", comments.by_ids, "comments.read", "port_out_comments.read"),
    "journal_entry": _found("journal_entry", journal.by_ids, "journal.read", "port_out_journal.read"),
    "delivery": _found("delivery", deliveries.by_ids, "deliveries.read", "port_out_deliveries.read"),
    "legal_hold": _found("legal_hold", keeping.holds_by_ids, "legal_hold.read"),
    "api_token": _found("api_token", tokens.by_ids, "api_token.read"),
    "calendar_feed": _found("calendar_feed", calendar_feeds.by_ids, "calendar_feed.read"),
    "business_day_override": _found("business_day_override", business_days.by_ids, "business_day.read"),
    "fee_schedule": _found("fee_schedule", fees.shown_by_ids, "fee_schedule.read"),
}
"""By the kind that an id says it is of."""


async def resolve_node(info: Info, id: Id) -> Fetchable | None:
    """Whatever has this id, if the viewer may see it; only its own kind is asked, as another's refusal would say something of it."""
    resolve = NODES.get(kind_of(id) or "")
    return await resolve(info, id) if resolve else None
