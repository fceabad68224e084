"""What an account was charged, as clients see it: line by line, and summed by month."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime
from typing import Annotated, Final

import strawberry

from portico.domain.port_outs.charges import ChargeKind
from portico.domain.statuses import PortOutOrderStatus
from portico.graphql.engine.connections import place_at
from portico.graphql.engine.context import Context, Info
from portico.graphql.engine.enums import register
from portico.graphql.engine.fetchable import Fetchable
from portico.graphql.engine.filters import chosen, filtered
from portico.graphql.engine.lists import Lists
from portico.graphql.engine.pagination import After, Before, First, Last, Paged, Rows
from portico.graphql.engine.scalars import edge_id
from portico.graphql.port_outs.enums import ChargeOrdering
from portico.graphql.port_outs.money import Money
from portico.storage.engine.rows import Row
from portico.storage.port_outs import charges
from portico.storage.port_outs.charges import ChargeFilter as Wanted
from portico.storage.port_outs.charges import ChargeSum

text = strawberry.field
register(ChargeKind, "ChargeKind", "What a line of an account's charges is for.", {
    "PORT_OUT_FEE": "The fee of a port-out, billed when staff released it.",
    "PORT_OUT_FEE_REVERSAL": "That fee given back, as the numbers stay.",
    "PORT_OUT_FEE_PASSED_ON": "A fee per request that another part of it had paid, which stays after all.",
    "PORT_OUT_FEE_PASSED_ON_REVERSAL": "That given back, as the numbers stay.",
    "PORT_OUT_FEE_SHARE": "One number's share of the fee given back, as its port was a mistake and it came back.",
})  # fmt: skip


@strawberry.type(description="A line of what an account was charged. It is never changed: what is given back is a line of its own.")
class Charge(Fetchable):
    id: strawberry.ID = text(description="Opaque id: of what came in twice over a feed it is the same.")
    kind: ChargeKind = text(description="What it is for.")
    amount: Money = text(description="How much; below 0 for what is given back.")
    amount_minor: int = text(description="The same in minor units (cents).")
    account_id: strawberry.ID = text(description="Who is charged.")
    account_name: str = text(description="Who is charged.")
    port_out_request_id: strawberry.ID | None = text(description="For which port-out request; null once retention has deleted that.")
    reference: str | None = text(description="That request's reference, e.g. PO-2026-000007.")
    order_status: PortOutOrderStatus | None = text(description="Where its order stands: a canceled one keeps its lines.")
    passed_on_from: str | None = text(description="Of a fee that was passed on, the reference of the part that had paid it.")
    created_at: datetime = text(description="When it was charged.")

    @classmethod
    def of(cls, row: Row) -> Charge:
        request = row["port_out_request_id"]
        return cls(
            id=edge_id("charge", row["id"]),
            kind=ChargeKind(row["kind"]),
            amount=Money.of_minor(row["amount_minor"], row["currency"]),
            amount_minor=row["amount_minor"],
            account_id=edge_id("account", row["account_id"]),
            account_name=row["a_name"],
            port_out_request_id=edge_id("port_out_request", request) if request else None,
            reference=row["q_reference"],
            order_status=row["o_status"],
            passed_on_from=row["data"].get("from"),
            created_at=row["created_at"],
        )


@strawberry.type(description="What was charged in one currency in one month.")
class ChargeTotal:
    currency: str = text(description="ISO 4217 code.")
    month: date = text(description="The first day of the month; months begin in UTC.")
    charged: Money = text(description="All that was billed.")
    reversed: Money = text(description="All that was given back; 0 or below.")
    total: Money = text(description="Both together.")
    line_count: int = text(description="How many lines.")

    @classmethod
    def of(cls, row: ChargeSum) -> ChargeTotal:
        charged, back = row.charged_minor, row.reversed_minor
        billed, given_back, both = (Money.of_minor(minor, row.currency) for minor in (charged, back, charged + back))
        return cls(currency=row.currency, month=row.month, charged=billed, reversed=given_back, total=both, line_count=row.line_count)


@strawberry.input(description="Which charges; everything given must hold.")
class ChargeFilter:
    account_id: strawberry.ID | None = strawberry.field(default=None, description="Of this account.")
    port_out_request_id: strawberry.ID | None = strawberry.field(default=None, description="For this port-out request.")
    from_day: date | None = strawberry.field(default=None, description="From this day on, in UTC.")
    until_day: date | None = strawberry.field(default=None, description="Until this day, which is included.")
    currency: str | None = strawberry.field(default=None, description="In this currency, ISO 4217.")
    kinds: list[ChargeKind] | None = strawberry.field(default=None, description="Of any of these kinds.")

    def rows(self) -> Wanted:
        request = filtered("port_out_request", self.port_out_request_id)
        of = filtered("account", self.account_id), request, self.from_day, self.until_day, self.currency
        return Wanted(*of, kinds=chosen("kinds", self.kinds))


ChargeConnection = Paged[Charge]
ChargesFilter = Annotated[ChargeFilter | None, strawberry.argument(description="Which charges.")]
ChargesOrdering = Annotated[ChargeOrdering, strawberry.argument(description="In which order.")]


async def _nodes(_context: Context, raw: Sequence[Row]) -> Rows[Charge]:
    return Rows([(row, Charge.of(row)) for row in charges.decode(raw)])


LISTS: Final = Lists("charge", "charge.read", charges.select, lambda ids: Wanted(ids=ids), charges.ORDERINGS, _nodes)
by_ids = LISTS.by_ids


async def resolve_list(info: Info, *, first: First = None, after: After = None, last: Last = None, before: Before = None,
                       filter: ChargesFilter = None,
                       order_by: ChargesOrdering = ChargeOrdering.CREATED_DESC) -> ChargeConnection:  # fmt: skip
    wanted = filter.rows() if filter else Wanted()
    return await LISTS.page(info.context, wanted, order_by.value, place_at(first, after, last, before))  # type: ignore[no-any-return]


async def resolve_totals(info: Info, filter: ChargesFilter = None) -> list[ChargeTotal]:
    actor = info.context.require("charge.read")
    found = await charges.sums(info.context.work.reader, actor, filter.rows() if filter else Wanted())
    return [ChargeTotal.of(row) for row in found]
