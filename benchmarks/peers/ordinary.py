"""The ordinary way: Strawberry types with resolvers, Tortoise's model instances, DataLoaders for what hangs on a row, library defaults."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from datetime import UTC, datetime
from enum import Enum
from typing import Any
from uuid import UUID, uuid4

import strawberry
from strawberry.dataloader import DataLoader
from tortoise.transactions import in_transaction

from benchmarks.peers.spelling import key_of
from portico.storage import models

Info = strawberry.Info


@strawberry.enum
class RequestOrder(Enum):
    CREATED_DESC = "-created_at"


@strawberry.enum
class NumberOrder(Enum):
    UPDATED_DESC = "-updated_at"


@strawberry.type
class PageInfo:
    has_next_page: bool
    end_cursor: str | None


def page_info(edges: list[Any], rows: list[Any], first: int) -> PageInfo:
    return PageInfo(has_next_page=len(rows) > first, end_cursor=edges[-1].cursor if edges else None)


@strawberry.type
class PortingNumber:
    id: strawberry.ID
    e164: str
    number_type: str
    status: str
    status_reason: str | None
    version: int
    waiting_on: str
    foc_at: datetime | None
    attempt_no: int
    updated_at: datetime
    row: strawberry.Private[Any]

    @strawberry.field
    def account_id(self) -> strawberry.ID:
        return strawberry.ID(str(self.row.account_id))

    @strawberry.field
    def request_id(self) -> strawberry.ID:
        return strawberry.ID(str(self.row.request_id))

    @strawberry.field
    async def account_name(self, info: Info) -> str:
        return (await info.context["account"].load(self.row.account_id)).name  # type: ignore[no-any-return]

    @strawberry.field
    async def request_reference(self, info: Info) -> str:
        return (await info.context["request"].load(self.row.request_id)).reference  # type: ignore[no-any-return]

    @strawberry.field
    async def losing_carrier_name(self, info: Info) -> str | None:
        found = await carrier_of(self.row.request_id, info)
        return str(found.name) if found else None

    @strawberry.field
    async def losing_carrier_time_zone(self, info: Info) -> str | None:
        found = await carrier_of(self.row.request_id, info)
        return str(found.time_zone) if found else None


async def carrier_of(request_id: UUID, info: Info) -> Any:
    row = await info.context["request"].load(request_id)
    return row.losing_carrier_id and await info.context["carrier"].load(row.losing_carrier_id)


def number(row: Any) -> PortingNumber:
    return PortingNumber(
        id=strawberry.ID(str(row.id)),
        e164=row.e164,
        number_type=row.number_type.value,
        status=row.status.value,
        status_reason=row.status_reason,
        version=row.version,
        waiting_on=row.waiting_on.value,
        foc_at=row.foc_at,
        attempt_no=row.attempt_no,
        updated_at=row.updated_at,
        row=row,
    )


@strawberry.type
class NumberEdge:
    cursor: str
    node: PortingNumber


@strawberry.type
class NumberPage:
    edges: list[NumberEdge]
    page_info: PageInfo


def numbers_page(rows: list[Any], first: int) -> NumberPage:
    edges = [NumberEdge(cursor=str(row.id), node=number(row)) for row in rows[:first]]
    return NumberPage(edges=edges, page_info=page_info(edges, rows, first))


@strawberry.type
class Who:
    role: str


@strawberry.type
class Entry:
    id: strawberry.ID
    at: datetime
    event: str
    actor: Who
    reason: str
    subject_id: strawberry.ID


@strawberry.type
class EntryEdge:
    cursor: str
    node: Entry


@strawberry.type
class EntryPage:
    edges: list[EntryEdge]
    page_info: PageInfo


def entry(row: Any) -> Entry:
    ids = {"id": strawberry.ID(str(row.id)), "subject_id": strawberry.ID(str(row.subject_id))}
    return Entry(at=row.at, event=row.event, actor=Who(role=row.actor_role), reason=row.reason, **ids)


@strawberry.type
class PortingRequest:
    id: strawberry.ID
    reference: str
    status: str
    created_at: datetime
    row: strawberry.Private[Any]

    @strawberry.field
    async def losing_carrier_name(self, info: Info) -> str | None:
        found = self.row.losing_carrier_id and await info.context["carrier"].load(self.row.losing_carrier_id)
        return str(found.name) if found else None

    @strawberry.field
    async def numbers(self, info: Info, first: int = 20) -> NumberPage:
        return numbers_page(await info.context["numbers"].load(self.row.id), first)

    @strawberry.field
    async def journal(self, first: int = 50) -> EntryPage:
        rows = await models.JournalEntry.filter(order_id=self.row.id).order_by("-position").limit(first + 1)
        edges = [EntryEdge(cursor=str(row.position), node=entry(row)) for row in rows[:first]]
        return EntryPage(edges=edges, page_info=page_info(edges, rows, first))


def request(row: Any) -> PortingRequest:
    return PortingRequest(
        id=strawberry.ID(str(row.id)), reference=row.reference, status=row.status.value, created_at=row.created_at, row=row
    )


@strawberry.type
class RequestEdge:
    cursor: str
    node: PortingRequest


@strawberry.type
class RequestPage:
    edges: list[RequestEdge]
    page_info: PageInfo


@strawberry.type
class Query:
    @strawberry.field
    async def porting_requests(self, first: int = 50, order_by: RequestOrder = RequestOrder.CREATED_DESC) -> RequestPage:
        rows = await models.PortingRequest.all().order_by(order_by.value, "-id").limit(first + 1)
        edges = [RequestEdge(cursor=str(row.id), node=request(row)) for row in rows[:first]]
        return RequestPage(edges=edges, page_info=page_info(edges, rows, first))

    @strawberry.field
    async def porting_request(self, id: strawberry.ID) -> PortingRequest | None:
        row = await models.PortingRequest.get_or_none(id=key_of(id))
        return request(row) if row else None

    @strawberry.field
    async def porting_numbers(self, first: int = 100, order_by: NumberOrder = NumberOrder.UPDATED_DESC) -> NumberPage:
        return numbers_page(await models.PortingNumber.all().order_by(order_by.value, "-id").limit(first + 1), first)


@strawberry.input
class PortingRequestCreateInput:
    country: str
    number_type: str
    name: str
    numbers: list[str]


@strawberry.type
class Mutation:
    @strawberry.mutation
    async def porting_request_create(self, input: PortingRequestCreateInput) -> PortingRequest:
        account = await models.Account.get(slug="bench-0")
        async with in_transaction():
            return request(await _created(account, input))


async def _created(account: Any, wanted: PortingRequestCreateInput) -> Any:
    """A draft, its numbers and its entry. Its reference counts nothing, so that nobody waits for another."""
    now, count = datetime.now(UTC), len(wanted.numbers)
    common: dict[str, Any] = {"created_at": now, "updated_at": now, "account": account, "number_type": "GEOGRAPHIC"}
    common |= {"status": "DRAFT", "waiting_on": "CUSTOMER"}
    row = await models.PortingRequest.create(
        id=uuid4(), reference=f"PX-{uuid4().hex[:16]}", name=wanted.name, country=wanted.country, flow="STANDARD",
        number_count=count, open_count=count, waits_for_customer_count=count, extra_fields={}, fields_changed_at={}, sequence=1, **common,
    )  # fmt: skip
    own = {"request": row, "status_reasons": [], "reasons_confirmed": [], "foc_history": []} | common
    await models.PortingNumber.bulk_create([models.PortingNumber(id=uuid4(), e164=e164, **own) for e164 in wanted.numbers])
    of_order: dict[str, Any] = {
        "subject_kind": "porting_request",
        "subject_id": row.id,
        "order_kind": "porting_request",
        "order_id": row.id,
    }
    actor: dict[str, Any] = {"actor_role": "CUSTOMER", "actor_kind": "token", "actor_name": "Benchmark"}
    await models.JournalEntry.create(
        id=uuid4(), subject_version=1, order_sequence=1, account_id=account.id, move_id=uuid4(), verb="create", told=False,
        event="porting_request.created", reason="A draft was created.", data={}, at=now, relayed_at=now, **of_order, **actor,
    )  # fmt: skip
    return row


schema = strawberry.Schema(Query, Mutation)


async def numbers_of(keys: list[UUID]) -> list[list[Any]]:
    found: dict[UUID, list[Any]] = {key: [] for key in keys}
    for row in await models.PortingNumber.filter(request_id__in=keys).order_by("request_id", "e164", "id"):
        found[row.request_id].append(row)  # type: ignore[attr-defined]
    return list(found.values())


def by_key(model: Any) -> Callable[[list[UUID]], Awaitable[list[Any]]]:
    async def load(keys: list[UUID]) -> list[Any]:
        found = {row.id: row for row in await model.filter(id__in=keys)}
        return [found.get(key) for key in keys]

    return load


def loaders() -> dict[str, Any]:
    """Of one answer: what it loads is loaded for it alone."""
    of = {"carrier": models.Carrier, "request": models.PortingRequest, "account": models.Account}
    return {"numbers": DataLoader(numbers_of)} | {name: DataLoader(by_key(model)) for name, model in of.items()}
