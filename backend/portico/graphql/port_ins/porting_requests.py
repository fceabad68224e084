"""Porting requests as clients see them."""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping, Sequence
from datetime import date, datetime
from functools import partial
from typing import Annotated, Any
from uuid import UUID

import strawberry
from strawberry.scalars import JSON

from portico.domain import policy
from portico.domain.actors import reads_as_carrier
from portico.domain.inventory.blocks import held, left_of
from portico.domain.port_ins import corrections, replacing, revealing
from portico.domain.port_ins.porting_request import PortingRequestView
from portico.domain.port_ins.submitting import requirement_of
from portico.domain.statuses import Flow, NumberType, PortingRequestStatus, PortType, RemainingNumbers, WaitingOn
from portico.graphql.desk import comments
from portico.graphql.desk.carriers import CARRIER, Carrier
from portico.graphql.desk.catalogue import Interval
from portico.graphql.desk.comments import CommentConnection
from portico.graphql.desk.journal import JournalConnection, timeline, timelines
from portico.graphql.desk.papers.documents import Document
from portico.graphql.engine.actions import actions
from portico.graphql.engine.connections import place_at
from portico.graphql.engine.context import Context, Info, Loaders
from portico.graphql.engine.fetchable import Fetchable
from portico.graphql.engine.lists import Lists, Narrowed
from portico.graphql.engine.pagination import After, Before, First, Id, Last, Paged, Rows
from portico.graphql.engine.read_off_row import OfALevel, ReadAs, ReadOffRow, column, columns, of_each, spelled, told
from portico.graphql.people.accounts import ACCOUNT, Account
from portico.graphql.people.profiles import COMPANY_PROFILE, CONFIGURATION_PROFILE, CompanyProfile, ConfigurationProfile
from portico.graphql.port_ins import batches, enums, extra_fields, subscribers
from portico.graphql.port_ins.attempts import PortingAttempt
from portico.graphql.port_ins.attempts import in_order as attempts_in_order
from portico.graphql.port_ins.corrections import Correction
from portico.graphql.port_ins.extra_fields import ExtraFieldValue
from portico.graphql.port_ins.filters import PortingRequestFilter
from portico.graphql.port_ins.findings import Finding, findings
from portico.graphql.port_ins.number_blocks import NumberBlock
from portico.graphql.port_ins.numbers_of_requests import EndPage, end_of_level, end_of_request
from portico.graphql.port_ins.porting_numbers import Filter, PortingNumberConnection
from portico.graphql.port_ins.porting_numbers import OrderingArgument as NumbersOrdering
from portico.graphql.port_ins.porting_numbers import page as numbers_page
from portico.graphql.port_ins.subscribers import Subscriber
from portico.storage import lists
from portico.storage.engine.rows import Row
from portico.storage.lists import REQUEST_ORDERINGS, NumberFilter, RequestFilter
from portico.storage.port_ins import porting_requests
from portico.storage.port_ins.porting_requests import RequestFacts

text = strawberry.field
REVEAL = "porting_request.reveal_secret"


@strawberry.type(description="One order to bring numbers in.")
class PortingRequest(ReadOffRow, Fetchable):
    id: strawberry.ID = text(description="Opaque id.")
    version: int = text(description="Goes up with every change; give it as expectedVersion.")
    reference: str = text(description="For people, e.g. PI-2026-000042.")
    name: str | None = text(description="What the customer calls it.")
    customer_reference: str | None = text(description="The customer's own reference.")
    country: str = text(description="ISO 3166 code.")
    number_type: NumberType = text(description="What kind of numbers.")
    flow: Flow = text(description="Which process it follows.")
    status: PortingRequestStatus = text(description="Where it stands.")
    status_reason: str = text(description="Why, for people: what was given as the reason, else what happened.")
    status_reason_sentence: JSON | None = text(
        description="Its sentence as `{code, params}`, to translate it by; null where somebody wrote it."
    )
    status_reason_code: str | None = text(description="NL: the losing carrier's blocking code.")
    waiting_on: WaitingOn = text(description="Who must act next.")
    number_count: int = text(description="How many numbers.")
    open_count: int = text(description="How many have not ended.")
    completed_count: int = text(description="How many were ported.")
    canceled_count: int = text(description="How many were canceled.")
    port_type: PortType = text(description="Everything of the losing account, or a part.")
    new_btn: str | None = text(description="The billing number that stays behind, in a partial port.")
    remaining_numbers: RemainingNumbers | None = text(description="What happens to the numbers that stay behind.")
    requested_date: date | None = text(description="What we asked for; never a FOC.")
    answer_due_at: datetime | None = text(description="NL: when the losing carrier answers.")
    first_possible_date: date | None = text(description="NL: the first day it can happen.")
    ready_until: datetime | None = text(description="NL: when the window to perform closes.")
    perform_at: datetime | None = text(description="NL: when it will be performed by itself.")
    cancellation_asked_at: datetime | None = text(description="NL: when a cancellation was asked for.")
    submitted_at: datetime | None = text(description="When it was handed in.")
    ended_at: datetime | None = text(description="When it came to its end.")
    created_at: datetime = text(description="When it was begun.")
    updated_at: datetime = text(description="When it last changed.")
    sequence: int = text(description="How many things have happened to it, what is not shown to you among them.")
    callback_url: str | None = text(description="Where its status changes are posted; null: the account's.")
    account_id: strawberry.ID = text(description="Whose it is.")
    account_name: str = text(description="Whose it is.")
    replaces_id: strawberry.ID | None = text(description="The request it was made anew from.")
    losing_carrier_name: str | None = text(description="Where the numbers are now: a carrier of the list, or a name that was typed.")
    losing_carrier_unknown: bool = text(description="Whether that name was typed, and staff have yet to match it with a carrier.")
    network_carrier_name: str | None = text(description="Through whom it is submitted.")
    row: strawberry.Private[Row]
    seen: strawberry.Private[Mapping[str, Any] | None]
    for_carrier: strawberry.Private[bool]
    facts: strawberry.Private[RequestFacts | None]
    view: strawberry.Private[PortingRequestView]
    loaders: strawberry.Private[Loaders]

    @strawberry.field(description="Who holds the numbers at the losing carrier.")
    def subscriber(self) -> Subscriber:
        return Subscriber.of(self.row)

    @strawberry.field(description="Further fields the requirement asks for.")
    def extra_fields(self) -> list[ExtraFieldValue]:
        return extra_fields.of_request(self.row)

    @strawberry.field(description="Whether you may see its secrets now, one at a time and with your password (portingRequestRevealSecret).")
    def secrets_revealable(self, info: Info) -> bool:
        given = self.row["pin_sealed"] or self.row["secrets_sealed"]
        return bool(given) and policy.may(info.context.actor, REVEAL) and revealing.not_revealable(self.status) is None

    @strawberry.field(description="What you can do to it now.")
    async def available_actions(self, info: Info) -> list[enums.AvailablePortingRequestAction]:
        return await _actions(self, info.context)

    @strawberry.field(description="The pre-flight check of a draft: all that still blocks submission, and what is worth a look.")
    def findings(self, info: Info) -> list[Finding]:
        return findings(self.view, info.context.now) if self.status is PortingRequestStatus.DRAFT else []

    @strawberry.field(description="Whether you can make it anew: a prefilled draft that names what it replaces.")
    async def replaceable(self, info: Info) -> bool:
        offered = policy.may(info.context.actor, "porting_request.replace") and replacing.not_replaceable(self.status) is None
        return offered and await self.loaders[batches.LEFT_OUT_NUMBERS].load(self.row["id"]) < self.row["number_count"]

    @strawberry.field(description="How many of its numbers are left out where it is made anew: each was rejected for a reason of its own.")
    async def left_out_count(self) -> int:
        return await self.loaders[batches.LEFT_OUT_NUMBERS].load(self.row["id"]) if self.status in replacing.REPLACEABLE else 0

    @strawberry.field(description="Its numbers.")
    async def numbers(self, info: Info, *, first: First = None, after: After = None, last: Last = None, before: Before = None,
                      filter: Filter = None,
                      order_by: NumbersOrdering = enums.PortingNumberOrdering.E164_ASC) -> PortingNumberConnection:  # fmt: skip
        wanted, key, order = filter.rows() if filter else NumberFilter(), self.row["id"], order_by.value
        if after is None and before is None and wanted.request_id is None:
            return await end_of_request(self.loaders, key, EndPage(wanted, order, first, last))  # type: ignore[no-any-return]
        place = place_at(first, after, last, before)
        return await numbers_page(info.context, dataclasses.replace(wanted, request_id=key), order, place)  # type: ignore[no-any-return]

    @strawberry.field(
        description="The direct-dial blocks its numbers came in with, without what was taken out, canceled or is not portable: of a "
        "block with gaps every part stands for itself."
    )
    async def number_blocks(self) -> list[NumberBlock]:
        if not (kept := held(self.row["number_blocks"])):
            return []
        return [NumberBlock.of(block) for block in left_of(kept, await self.loaders[batches.E164S_ASKED_FOR].load(self.row["id"]))]

    @strawberry.field(description="Its papers, oldest first.")
    async def documents(self) -> list[Document]:
        return [Document.of(row, self.loaders) for row in await self.loaders[batches.DOCUMENTS].load(self.row["id"])]

    @strawberry.field(description="Every go at the losing carrier, oldest first.")
    async def attempts(self, info: Info) -> list[PortingAttempt]:
        rows = await self.loaders[batches.ATTEMPTS].load(self.row["id"])
        return attempts_in_order(rows, self.loaders, for_carrier=reads_as_carrier(info.context.actor))

    @strawberry.field(description="What people wrote about it, newest first.")
    async def comments(
        self, info: Info, *, first: First = None, after: After = None, last: Last = None, before: Before = None
    ) -> CommentConnection:
        return await comments.page(info.context, "porting_request", self.row["id"], place_at(first, after, last, before))  # type: ignore[no-any-return]

    @strawberry.field(description="What its correction form opens now; null when nothing is asked of the customer.")
    async def correction(self) -> Correction | None:
        standing = await self.loaders[batches.STANDING].load((self.row["id"], self.status, self.flow))
        return Correction.of(corrections.of_request(standing.editing, standing.reasons))

    @strawberry.field(description="How long such a port typically takes; null is unknown.")
    def typical_interval(self) -> Interval | None:
        found = requirement_of(self.view)
        return Interval.of(found.interval) if found else None

    @strawberry.field(description="What happened to it and everything in it, newest first.")
    async def journal(
        self, info: Info, *, first: First = None, after: After = None, last: Last = None, before: Before = None
    ) -> JournalConnection:
        return await timeline(info.context, "order_id", self.row["id"], place_at(first, after, last, before))  # type: ignore[no-any-return]

    @strawberry.field(description="Whose it is.")
    async def account(self) -> Account | None:
        row = await self.loaders[ACCOUNT].load(self.row["account_id"])
        return Account.of(row) if row else None

    @strawberry.field(description="Who the numbers are ported for.")
    async def company_profile(self) -> CompanyProfile | None:
        row = await _loaded(self.loaders[COMPANY_PROFILE], self.row["company_profile_id"])
        return CompanyProfile.of(row) if row else None

    @strawberry.field(description="Where numbers without their own configuration will ring.")
    async def configuration_profile(self) -> ConfigurationProfile | None:
        row = await _loaded(self.loaders[CONFIGURATION_PROFILE], self.row["configuration_profile_id"])
        return ConfigurationProfile.of(row) if row else None

    @strawberry.field(description="Where the numbers are now.")
    async def losing_carrier(self) -> Carrier | None:
        row = await _loaded(self.loaders[CARRIER], self.row["losing_carrier_id"])
        return Carrier.of(row) if row else None

    @strawberry.field(description="Through whom it is submitted.")
    async def network_carrier(self) -> Carrier | None:
        row = await _loaded(self.loaders[CARRIER], self.row["network_carrier_id"])
        return Carrier.of(row) if row else None


def _view(request: PortingRequest) -> PortingRequestView:
    if request.facts is None:
        raise RuntimeError("what is read off its view belongs into VIEWED")
    view = porting_requests.view_of(request.row, request.facts)
    return dataclasses.replace(view, **request.seen) if request.seen else view


def _count(name: str) -> ReadAs:
    """Of all of them, or of those that a carrier knows."""
    return told(lambda request: (request.seen or request.row)[name], name)


VIEWED = frozenset({"availableActions", "findings", "typicalInterval"})
"""The fields that ask the lifecycle: only for them is read what stands on paper and what a draft is in conflict with."""
PortingRequest.TOLD = {
    **columns(
        "version reference name customer_reference country number_type flow status status_reason status_reason_code waiting_on"
        " port_type new_btn remaining_numbers requested_date answer_due_at first_possible_date ready_until perform_at"
        " cancellation_asked_at submitted_at ended_at created_at updated_at sequence".split()
    ),
    **{name: _count(name) for name in ("number_count", *porting_requests.SEEN)},
    "id": spelled("porting_request", "id"),
    "account_id": spelled("account", "account_id"),
    "replaces_id": spelled("porting_request", "replaces_id"),
    "status_reason_sentence": column("status_reason_said"),
    "callback_url": told(lambda request: None if request.for_carrier else request.row["callback_url"], "callback_url"),
    "account_name": column("a_name"),
    "losing_carrier_name": column("l_name"),
    "losing_carrier_unknown": told(lambda request: request.row["losing_carrier_name"] is not None, "losing_carrier_name"),
    "network_carrier_name": column("n_name"),
    "view": ReadAs(_view),
}
_actions = partial(actions, enums.AvailablePortingRequestAction, enums.PortingRequestAction, "porting_request")
PortingRequest.OF_A_LEVEL = {
    "numbers": OfALevel(frozenset({"first", "last", "orderBy"}), end_of_level),
    "availableActions": of_each(_actions),
    "journal": timelines("order_id"),
}
PortingRequest.column = staticmethod(porting_requests.column)
PortingRequest.LOOKED_AT = {
    "subscriber": subscribers.READ,
    "extra_fields": "extra_fields secrets_sealed country number_type",
    "secrets_revealable": "pin_sealed secrets_sealed status",
    "replaceable": "id status number_count",
    "left_out_count": "id status",
    "number_blocks": "number_blocks",
    "correction": "status flow",
    **{name: f"{name}_id" for name in "account company_profile configuration_profile losing_carrier network_carrier".split()},
    **dict.fromkeys(("numbers", "documents", "attempts", "comments", "journal"), "id"),
}


async def _loaded(loader: Any, key: UUID | None) -> Row | None:
    return await loader.load(key) if key else None


PortingRequestConnection = Paged[PortingRequest]


async def nodes(context: Context, raw: Sequence[Row]) -> Rows[PortingRequest]:
    """Raw rows as (typed row, node). What is on paper and in conflict is read where somebody asks, in one statement each."""
    reader, found, viewed = context.work.reader, porting_requests.decode(raw), context.asks("PortingRequest", VIEWED)
    facts, for_carrier = await porting_requests.facts_of(reader, found) if viewed else {}, reads_as_carrier(context.actor)
    seen = await porting_requests.seen_counts(reader, context.actor, [row["id"] for row in found]) if for_carrier else {}
    shared = {"loaders": context.loaders, "for_carrier": for_carrier}
    return Rows([(row, PortingRequest.made(row=row, seen=seen.get(row["id"]), facts=facts.get(row["id"]), **shared)) for row in found])


_ROWS = Narrowed(PortingRequest, porting_requests.OF_A_ROW)
LISTS = Lists("porting_request", "porting.read", lists.requests, lambda ids: RequestFilter(ids=ids), REQUEST_ORDERINGS, nodes, _ROWS)
by_ids = LISTS.by_ids

RequestsFilter = Annotated[PortingRequestFilter | None, strawberry.argument(description="Which requests.")]
RequestsOrdering = Annotated[enums.PortingRequestOrdering, strawberry.argument(description="In which order.")]


async def resolve_list(info: Info, *, first: First = None, after: After = None, last: Last = None, before: Before = None,
                       filter: RequestsFilter = None,
                       order_by: RequestsOrdering = enums.PortingRequestOrdering.UPDATED_DESC) -> PortingRequestConnection:  # fmt: skip
    submitted = order_by is enums.PortingRequestOrdering.SUBMITTED_ASC
    wanted = dataclasses.replace(filter.rows() if filter else RequestFilter(), submitted=submitted)
    return await LISTS.page(info.context, wanted, order_by.value, place_at(first, after, last, before))  # type: ignore[no-any-return]


async def resolve_one(info: Info, id: Id) -> PortingRequest | None:
    return await LISTS.one(info, id)
