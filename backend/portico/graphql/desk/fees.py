"""What port-outs cost, as clients see it."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any
from uuid import UUID

import strawberry

from portico.domain.port_outs.fees import FeePer
from portico.domain.statuses import NumberType
from portico.graphql.engine.context import Context, Info
from portico.graphql.engine.enums import register
from portico.graphql.engine.fetchable import Fetchable
from portico.graphql.engine.scalars import edge_id
from portico.storage.desk import fees
from portico.storage.engine.rows import Row

text = strawberry.field
register(FeePer, "FeePer", "What a fee is counted by.", {
    "NUMBER": "For each number.", "REQUEST": "Once for a request, however many numbers it is for.",
})  # fmt: skip


@strawberry.type(description="What a port-out costs from a day on.")
class Fee(Fetchable):
    id: strawberry.ID = text(description="Opaque id.")
    country: str = text(description="Of numbers of this country, ISO 3166.")
    number_type: NumberType | None = text(description="Of numbers of this type; null: of any that has no fee of its own.")
    currency: str = text(description="ISO 4217; it is billed to accounts of this currency.")
    amount_minor: int = text(description="The amount in minor units (cents).")
    per: FeePer = text(description="What it is counted by.")
    valid_from: date = text(description="The first day it holds.")
    valid_until: date | None = text(description="The last day it holds; null: until further notice.")
    billed_at: datetime | None = text(description="When something was first billed by it: from then on it can only be ended.")
    version: int = text(description="Goes up with every change; give it as expectedVersion.")

    @classmethod
    def of(cls, row: Row) -> Fee:
        return cls(id=edge_id("fee_schedule", row["id"]), per=FeePer(row["per"]), **{name: row[name] for name in _COLUMNS})


@strawberry.type(description="A fee that was taken back.")
class FeeRemoved:
    id: strawberry.ID = text(description="What its id was.")


@strawberry.type(description="Numbers in service that have no fee today: port-outs of them cannot be approved by staff.")
class FeeMissing:
    country: str = text(description="ISO 3166 code.")
    currency: str = text(description="The currency of the accounts that have them.")
    number_type: NumberType = text(description="What kind of numbers.")
    number_count: int = text(description="How many.")


_COLUMNS = "country number_type currency amount_minor valid_from valid_until billed_at version".split()


async def resolve_list(info: Info) -> list[Fee]:
    actor = info.context.require("fee_schedule.read")
    return [Fee.of(row) for row in await fees.listed(info.context.work.reader, actor, info.context.now.date())]


async def resolve_missing(info: Info) -> list[FeeMissing]:
    info.context.require("fee_schedule.read_missing")
    found = await fees.missing(info.context.work.reader, info.context.now.date())
    return [FeeMissing(**row) for row in found]


# What the mutations answer.


async def by_ids(context: Context, ids: list[UUID]) -> Mapping[UUID, Any]:
    return {row["id"]: Fee.of(row) for row in await fees.by_ids(context.work.reader, ids)}


async def shown_by_ids(context: Context, ids: list[UUID]) -> Mapping[UUID, Any]:
    """Those of them that the viewer's list has."""
    listed = await fees.listed(context.work.reader, context.actor, context.now.date())
    return {row["id"]: Fee.of(row) for row in listed if row["id"] in ids}


async def removed(_context: Context, fee_id: UUID) -> FeeRemoved:
    return FeeRemoved(id=edge_id("fee_schedule", fee_id))
