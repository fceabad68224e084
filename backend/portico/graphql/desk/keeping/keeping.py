"""What is kept and for how long, as clients see it."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime
from typing import Annotated
from uuid import UUID

import strawberry

from portico.domain.desk.retention import RetentionKind, bounds, next_night
from portico.domain.statuses import DocumentKind
from portico.graphql.engine.connections import connection, place_at
from portico.graphql.engine.context import Context, Info
from portico.graphql.engine.enums import register
from portico.graphql.engine.fetchable import Fetchable
from portico.graphql.engine.pagination import After, Before, First, Last, Paged
from portico.graphql.engine.scalars import edge_id, kind_of, row_id
from portico.operations.desk.keeping import retention, retention_periods
from portico.operations.desk.keeping.legal_holds import HeldOrder
from portico.operations.desk.keeping.retention_periods import Period
from portico.operations.exports.links import NewExport
from portico.storage.desk.keeping import legal_holds
from portico.storage.desk.keeping.kept_orders import ORDER_COLUMNS
from portico.storage.desk.keeping.retention_periods import COUNTED
from portico.storage.desk.keeping.retention_periods import nights as nights_of
from portico.storage.engine.rows import Row

text = strawberry.field
register(RetentionKind, "RetentionKind", "What is kept for a time.", {
    "DRAFT": "Drafts of porting requests, from when they were last touched.",
    "DOCUMENT": "Documents, from the end of their request.",
    "ORDER": "Porting and port-out requests with all that belongs to them, from their end; never before their last document may go.",
    "ENTRY": "Entries of the journal, from the end of their request; into its evidence first. Not chosen: they stay.",
})  # fmt: skip


@strawberry.type(description="Where all that is kept of an account is fetched.")
class AccountExport:
    account_id: strawberry.ID = text(description="Whose it is.")
    url: str = text(description="The ZIP, for whoever asked for it, signed in; good once.")
    expires_at: datetime = text(description="Until when.")


async def exported(_context: Context, made: NewExport) -> AccountExport:
    return AccountExport(account_id=edge_id("account", made.account_id), url=made.url, expires_at=made.expires_at)


@strawberry.type(description="An order of which nothing may be deleted, by retention or by anybody.")
class LegalHold(Fetchable):
    id: strawberry.ID = text(description="Opaque id.")
    request_id: strawberry.ID | None = text(description="The porting request that is held.")
    port_out_request_id: strawberry.ID | None = text(description="The port-out request that is held.")
    reference: str = text(description="Its reference.")
    account_id: strawberry.ID = text(description="Whose it is.")
    account_name: str = text(description="Whose it is.")
    reason: str = text(description="Why, and on whose word.")
    set_by_name: str = text(description="Who set it.")
    created_at: datetime = text(description="Since when.")

    @classmethod
    def of(cls, row: Row) -> LegalHold:
        return cls(
            id=edge_id("legal_hold", row["id"]),
            request_id=edge_id("porting_request", row["request_id"]),
            port_out_request_id=edge_id("port_out_request", row["port_out_request_id"]),
            account_id=edge_id("account", row["account_id"]),
            account_name=row["a_name"],
            **{name: row[name] for name in ("reference", "reason", "set_by_name", "created_at")},
        )


@strawberry.type(description="An order that is held no more.")
class LegalHoldLifted:
    order_id: strawberry.ID = text(description="Which one.")


LegalHoldConnection = Paged[LegalHold]
OrderId = Annotated[strawberry.ID, strawberry.argument(description="A porting request or a port-out request.")]


async def resolve_hold(info: Info, order_id: OrderId) -> LegalHold | None:
    info.context.require("legal_hold.read")
    kind = kind_of(order_id) or ""
    key = row_id(kind, order_id) if kind in ORDER_COLUMNS else None
    row = await legal_holds.of_order(info.context.work.reader, kind, key) if key else None
    return LegalHold.of(row) if row else None


async def resolve_holds(
    info: Info, *, first: First = None, after: After = None, last: Last = None, before: Before = None
) -> LegalHoldConnection:
    info.context.require("legal_hold.read")

    async def read(raw: Sequence[Row]) -> list[tuple[Row, LegalHold]]:
        return [(row, LegalHold.of(row)) for row in legal_holds.decode(raw)]

    place = place_at(first, after, last, before)
    return await connection(info.context, legal_holds.select, legal_holds.NEWEST, place, read)  # type: ignore[no-any-return]


async def holds_by_ids(context: Context, ids: list[UUID]) -> dict[UUID, LegalHold]:
    return {row["id"]: LegalHold.of(row) for row in await legal_holds.by_ids(context.work.reader, ids)}


async def held(context: Context, order: HeldOrder) -> LegalHold:
    row = await legal_holds.of_order(context.work.reader, *order)
    assert row  # noqa: S101 - for the type checker: it was set just now
    return LegalHold.of(row)


async def lifted(_context: Context, order: HeldOrder) -> LegalHoldLifted:
    return LegalHoldLifted(order_id=edge_id(*order))


@strawberry.type(description="For how long something is kept.")
class RetentionPeriod:
    kind: RetentionKind = text(description="What.")
    document_kind: DocumentKind | None = text(description="Of documents: only of this kind; null: of any.")
    country: str | None = text(description="Of documents: only of requests of this country; null: of any.")
    days: int = text(description="For how many days, counted from the last touch of a draft, else from the end of the request.")
    shipped_days: int | None = text(description="For how many as it is shipped; null: nothing is shipped for this alone.")
    chosen: bool = text(description="Whether staff chose it.")
    least_days: int = text(description="How few may be chosen.")
    most_days: int = text(description="How many may be chosen.")

    @classmethod
    def of(cls, found: Period) -> RetentionPeriod:
        place, allowed = found.place, bounds(found.place)
        return cls(
            kind=place.kind,
            document_kind=DocumentKind(place.document_kind) if place.document_kind else None,
            country=place.country or None,
            days=found.days,
            shipped_days=found.shipped,
            chosen=found.chosen,
            least_days=allowed.least,
            most_days=allowed.most,
        )


@strawberry.type(description="What one night's job took away.")
class RetentionNight:
    day: date = text(description="Which night.")
    finished_at: datetime | None = text(description="When nothing was left to do; null: it is at it, or was cut short.")
    drafts: int = text(description="Drafts that nobody had touched.")
    documents: int = text(description="Documents.")
    orders: int = text(description="Orders that had ended.")
    entries: int = text(description="Entries of the journal, of orders that had ended.")


@strawberry.type(description="What the next night's job would take away, as things stand.")
class RetentionPreview:
    at: datetime = text(description="When it begins, and judges by.")
    drafts: int = text(description="Drafts that nobody has touched.")
    documents: int = text(description="Documents.")
    orders: int = text(description="Orders that have ended.")
    entries: int = text(description="Entries of the journal, of orders that have ended.", default=0)


@strawberry.type(description="How long things are kept here, and what the nightly job has taken away.")
class Retention:
    periods: list[RetentionPeriod] = text(description="Every period that holds; of several that fit a document the narrowest counts.")
    nights: list[RetentionNight] = text(description="The newest nights, at most 30.")


async def resolve_retention(info: Info) -> Retention:
    info.context.require("retention.read")
    return await retained(info.context, None)


async def resolve_preview(info: Info) -> RetentionPreview:
    info.context.require("retention.read")
    at = next_night(info.context.now)
    found = {kept: sum(row["n"] for row in each) for kept, each in (await retention.due(info.context.work.reader, at)).items()}
    return RetentionPreview(at=at, **{COUNTED[kept]: n for kept, n in found.items()})


async def retained(context: Context, _done: None) -> Retention:
    """What the mutation answers."""
    reader = context.work.reader
    found: Sequence[Row] = await nights_of(reader)
    nights = [RetentionNight(**{name: row[name] for name in _NIGHT}) for row in found]
    return Retention(periods=[RetentionPeriod.of(each) for each in await retention_periods.listed(reader)], nights=nights)


_NIGHT = ("day", "finished_at", "drafts", "documents", "orders", "entries")
