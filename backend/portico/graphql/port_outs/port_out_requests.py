"""Port-out requests as owners, staff and the gaining carrier see them."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime
from functools import partial
from typing import Annotated, Final

import strawberry
from strawberry.scalars import JSON

from portico.domain import policy, reasons
from portico.domain.inventory import phone_numbers
from portico.domain.inventory.phone_number_lists import MOST_NUMBERS
from portico.domain.port_outs.port_out_order import is_reversed
from portico.domain.port_outs.port_out_request import PortOutRequestView
from portico.domain.reasons import PortOutRejectCode
from portico.domain.statuses import OnDeadline, PortOutOrderStatus, PortOutRequestStatus, WaitingOn
from portico.graphql.desk import comments
from portico.graphql.desk.comments import CommentConnection
from portico.graphql.desk.journal import JournalConnection, timeline, timelines
from portico.graphql.desk.papers.documents import Document
from portico.graphql.engine.actions import actions
from portico.graphql.engine.batches import firsts, many
from portico.graphql.engine.connections import place_at
from portico.graphql.engine.context import Context, Info, Loaders
from portico.graphql.engine.fetchable import Fetchable
from portico.graphql.engine.filters import chosen, filtered, searched
from portico.graphql.engine.lists import Lists
from portico.graphql.engine.pagination import SEARCHED, After, Before, First, Id, Last, Paged, Rows
from portico.graphql.engine.read_off_row import ReadOffRow, of_each
from portico.graphql.engine.scalars import edge_id
from portico.graphql.inventory.phone_numbers import FirstNumbers
from portico.graphql.port_outs import consents, evidence
from portico.graphql.port_outs.consents import PortOutConsents
from portico.graphql.port_outs.enums import AvailablePortOutRequestAction, PortOutRequestAction, PortOutRequestOrdering
from portico.graphql.port_outs.evidence import PortOutEvidence
from portico.graphql.port_outs.money import Money
from portico.storage import lists
from portico.storage.desk.papers import kept_papers
from portico.storage.engine.rows import LooseRow, Row
from portico.storage.lists import PORT_OUT_ORDERINGS, PortOutFilter
from portico.storage.port_outs import port_out_requests

text = strawberry.field
PAPERS: Final = many(kept_papers.of_port_outs)
NUMBERS: Final = firsts(lambda conn, _actor, ids, most: port_out_requests.first_numbers(conn, ids, most))


@strawberry.type(description="A number another carrier asks for.")
class PortOutNumber:
    e164: str = text(description="The number, E.164.")

    @strawberry.field(description="The number as people write it.")
    def display(self) -> str:
        return phone_numbers.display(self.e164)


@strawberry.type(description="What the operator makes of an approved request: billed once, then released.")
class PortOutOrder:
    id: strawberry.ID = text(description="Opaque id.")
    status: PortOutOrderStatus = text(description="Where it stands.")
    fee: Money = text(description="The port-out fee.")
    billed_at: datetime | None = text(description="When the fee was billed.")
    reversed_fee: Money | None = text(description="What was given back of it, as the order was canceled after it had been billed.")
    ended_at: datetime | None = text(description="When it was completed or canceled.")


@strawberry.type(description="Another carrier's claim on our numbers.")
class PortOutRequest(ReadOffRow, Fetchable):
    id: strawberry.ID = text(description="Opaque id.")
    version: int = text(description="Goes up with every change; give it as expectedVersion.")
    reference: str = text(description="For people, e.g. PO-2026-000007.")
    status: PortOutRequestStatus = text(description="Where it stands.")
    status_reason: str = text(description="Why, for people: what was given as the reason, else what happened.")
    status_reason_sentence: JSON | None = text(
        description="Its sentence as `{code, params}`, to translate it by; null where somebody wrote it."
    )
    reject_code: PortOutRejectCode | None = text(description="Why it was rejected.")
    waiting_on: WaitingOn = text(description="Who must act next.")
    country: str = text(description="ISO 3166 code.")
    number_count: int = text(description="How many numbers.")
    carrier_reference: str = text(description="The gaining carrier's own reference (PON).")
    carrier_version: int = text(description="The gaining carrier's version of it.")
    end_user: str | None = text(description="Who they say it is for.")
    authorised_name: str | None = text(description="Who they say agreed.")
    service_street: str | None = text(description="Where they say the service is: street and house number.")
    service_city: str | None = text(description="The city of it.")
    service_region: str | None = text(description="The state, province or region of it.")
    service_postal_code: str | None = text(description="The postal code of it.")
    pin_checked: bool = text(description="Whether the right PIN came with it.")
    requested_date: date | None = text(description="When they want the numbers.")
    expires_at: datetime = text(description="Until when the owner can decide.")
    on_deadline: OnDeadline = text(description="What happens then, as fixed at receipt.")
    viewed_at: datetime | None = text(description="When the owner first opened it.")
    approved_at: datetime | None = text(description="When the owner agreed.")
    release_at: datetime | None = text(description="When the numbers may leave.")
    ended_at: datetime | None = text(description="When it came to its end.")
    created_at: datetime = text(description="When it came in.")
    updated_at: datetime = text(description="When it last changed.")
    account_id: strawberry.ID = text(description="Whose numbers.")
    account_name: str = text(description="Whose numbers.")
    gaining_carrier_id: strawberry.ID = text(description="Who asks.")
    gaining_carrier_name: str = text(description="Who asks.")
    order: PortOutOrder | None = text(description="The operator's order, once released.")
    view: strawberry.Private[PortOutRequestView]
    row: strawberry.Private[Row]
    loaders: strawberry.Private[Loaders]

    @strawberry.field(description="The numbers asked for, in their order. A document costs by `first`: in a list of requests say how many.")
    async def numbers(self, first: FirstNumbers = MOST_NUMBERS) -> list[PortOutNumber]:
        return await _numbers(self, None, first)

    @strawberry.field(description="What it takes for the numbers to leave, and who has agreed so far; null for carriers.")
    async def consents(self, info: Info) -> PortOutConsents | None:
        return await _consents(self, info.context)

    @strawberry.field(description="What is to be weighed before the numbers leave; null for carriers.")
    def evidence(self, info: Info) -> PortOutEvidence | None:
        return evidence.evidence(info.context, self.row, self.loaders)

    @strawberry.field(description="Its papers, oldest first; of a carrier's view only its own.")
    async def documents(self, info: Info) -> list[Document]:
        return await _documents(self, info.context)

    @strawberry.field(description="What you can do to it now.")
    async def available_actions(self, info: Info) -> list[AvailablePortOutRequestAction]:
        return await _actions(self, info.context)

    @strawberry.field(description="What people wrote about it, newest first.")
    async def comments(
        self, info: Info, *, first: First = None, after: After = None, last: Last = None, before: Before = None
    ) -> CommentConnection:
        return await comments.page(info.context, "port_out_request", self.view.id, place_at(first, after, last, before))  # type: ignore[no-any-return]

    @strawberry.field(description="What happened to it, newest first.")
    async def journal(
        self, info: Info, *, first: First = None, after: After = None, last: Last = None, before: Before = None
    ) -> JournalConnection:
        return await timeline(info.context, "order_id", self.view.id, place_at(first, after, last, before))  # type: ignore[no-any-return]

    @classmethod
    def of(cls, row: Row, view: PortOutRequestView, loaders: Loaders) -> PortOutRequest:
        return cls(
            id=edge_id("port_out_request", row["id"]),
            **{name: row[name] for name in _COLUMNS},
            status_reason_sentence=row["status_reason_said"],
            reject_code=PortOutRejectCode(row["reject_code"]) if row["reject_code"] else None,
            account_id=edge_id("account", row["account_id"]),
            account_name=row["a_name"],
            gaining_carrier_id=edge_id("carrier", row["gaining_carrier_id"]),
            gaining_carrier_name=row["g_name"],
            order=_order(row),
            view=view,
            row=row,
            loaders=loaders,
        )


async def _numbers(request: PortOutRequest, _context: Context | None, first: int) -> list[PortOutNumber]:
    e164s = await request.loaders[NUMBERS].load((request.view.id, min(max(first, 1), MOST_NUMBERS)))
    return [PortOutNumber(e164=e164) for e164 in e164s]


async def _documents(request: PortOutRequest, _context: Context) -> list[Document]:
    return [Document.of(row, request.loaders) for row in await request.loaders[PAPERS].load(request.view.id)]


async def _consents(request: PortOutRequest, context: Context) -> PortOutConsents | None:
    return await consents.consents(context, request.row, request.view)


_actions = partial(actions, AvailablePortOutRequestAction, PortOutRequestAction, "port_out_request")
PortOutRequest.OF_A_LEVEL = {
    "numbers": of_each(_numbers, "first"),
    "availableActions": of_each(_actions),
    "consents": of_each(_consents),
    "documents": of_each(_documents),
    "journal": timelines("order_id"),
}
_COLUMNS = (
    "version reference status status_reason waiting_on country number_count carrier_reference carrier_version end_user"
    " authorised_name service_street service_city service_region service_postal_code pin_checked requested_date expires_at"
    " on_deadline viewed_at approved_at release_at ended_at created_at updated_at"
).split()


def _order(row: Row) -> PortOutOrder | None:
    if row["o_id"] is None:
        return None
    fee = Money.of_minor(row["o_fee_minor"], row["o_currency"])
    return PortOutOrder(
        id=edge_id("port_out_order", row["o_id"]),
        status=row["o_status"],
        fee=fee,
        billed_at=row["o_billed_at"],
        reversed_fee=fee if is_reversed(row["o_status"], row["o_billed_at"]) else None,
        ended_at=row["o_ended_at"],
    )


@strawberry.input(name="PortOutRequestFilter", description="Which port-out requests; everything given must hold.")
class PortOutRequestFilter:
    statuses: list[PortOutRequestStatus] | None = strawberry.field(default=None, description="Any of these.")
    waiting_on: list[WaitingOn] | None = strawberry.field(default=None, description="Any of these must act next.")
    account_id: strawberry.ID | None = strawberry.field(default=None, description="Of this account.")
    search: str | None = strawberry.field(default=None, description=SEARCHED)

    def rows(self) -> PortOutFilter:
        statuses, waiting_on = chosen("statuses", self.statuses), chosen("waitingOn", self.waiting_on)
        return PortOutFilter(statuses, waiting_on, filtered("account", self.account_id), searched(self.search))


PortOutRequestConnection = Paged[PortOutRequest]


async def nodes(context: Context, raw: Sequence[Row]) -> Rows[PortOutRequest]:
    """Raw rows as (typed row, node)."""
    found = port_out_requests.decode(raw)
    views = await port_out_requests.views_of(context.work.reader, found, context.now.date())
    owners = policy.may(context.actor, "port_out_request.read_consents")
    shown = found if owners else [_without_the_owners_words(row) for row in found]
    return Rows([(row, PortOutRequest.of(row, views[row["id"]], context.loaders)) for row in shown])


def _without_the_owners_words(row: LooseRow) -> LooseRow:
    """A gaining carrier is told the reason that was chosen, and not what the owner wrote beside it."""
    if not row["reject_comment"] or not row["reject_code"]:
        return row
    said = reasons.port_out_reason(PortOutRejectCode(row["reject_code"])).sentence.said()
    row["status_reason"], row["status_reason_said"] = said.text, said.kept
    return row


LISTS = Lists("port_out_request", "port_out.read", lists.port_outs, lambda ids: PortOutFilter(ids=ids), PORT_OUT_ORDERINGS, nodes)
by_ids = LISTS.by_ids


PortOutsFilter = Annotated[PortOutRequestFilter | None, strawberry.argument(description="Which requests.")]
PortOutsOrdering = Annotated[PortOutRequestOrdering, strawberry.argument(description="In which order.")]


async def resolve_list(info: Info, *, first: First = None, after: After = None, last: Last = None, before: Before = None,
                       filter: PortOutsFilter = None,
                       order_by: PortOutsOrdering = PortOutRequestOrdering.EXPIRES_ASC) -> PortOutRequestConnection:  # fmt: skip
    wanted = filter.rows() if filter else PortOutFilter()
    return await LISTS.page(info.context, wanted, order_by.value, place_at(first, after, last, before))  # type: ignore[no-any-return]


async def resolve_one(info: Info, id: Id) -> PortOutRequest | None:
    return await LISTS.one(info, id)
