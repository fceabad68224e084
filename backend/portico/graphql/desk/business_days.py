"""Days the operator counts otherwise than the public calendar does, as clients see them."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Annotated, Any
from uuid import UUID

import strawberry

from portico.graphql.engine.context import Context, Info
from portico.graphql.engine.scalars import edge_id
from portico.storage.desk import business_days

text = strawberry.field
InCountry = Annotated[str | None, strawberry.argument(description="ISO 3166 code; null: every country.")]


@strawberry.type(description="A day the operator counts otherwise than the public calendar does.")
class BusinessDayOverride:
    id: strawberry.ID = text(description="Opaque id.")
    country: str = text(description="ISO 3166 code.")
    day: date = text(description="The day.")
    is_business_day: bool = text(description="Whether carriers of this country work on it.")
    note: str | None = text(description="Why.")

    @classmethod
    def of(cls, row: dict[str, Any]) -> BusinessDayOverride:
        plain = {name: row[name] for name in ("country", "day", "is_business_day", "note")}
        return cls(id=edge_id("business_day_override", row["id"]), **plain)


@strawberry.type(description="A day that counts as the public calendar says again.")
class BusinessDayOverrideRemoved:
    id: strawberry.ID = text(description="What its id was.")


async def resolve_list(info: Info, country: InCountry = None) -> list[BusinessDayOverride]:
    context = info.context
    context.require("business_day.read")
    found = await business_days.listed(context.work.reader, country.upper() if country else None)
    return [BusinessDayOverride.of(row) for row in found]


# What the mutations answer.


async def by_ids(context: Context, ids: list[UUID]) -> Mapping[UUID, Any]:
    return {row["id"]: BusinessDayOverride.of(row) for row in await business_days.by_ids(context.work.reader, ids)}


async def removed(_context: Context, override_id: UUID) -> BusinessDayOverrideRemoved:
    return BusinessDayOverrideRemoved(id=edge_id("business_day_override", override_id))
