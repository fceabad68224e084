"""Days the operator counts otherwise than the public calendar does, as clients see them."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, timedelta
from itertools import groupby
from typing import Annotated, Any
from uuid import UUID

import strawberry

from portico.domain.dates import calendar, foc_calendar, free_days
from portico.graphql.engine.context import Context, Info
from portico.graphql.engine.fetchable import Fetchable
from portico.graphql.engine.filters import filtered
from portico.graphql.engine.request_errors import TOO_MANY_DAYS, RequestError
from portico.graphql.engine.scalars import edge_id
from portico.storage.desk import business_days, carriers
from portico.storage.engine.rows import Row

text = strawberry.field
LONGEST = 62
InCountry = Annotated[str | None, strawberry.argument(description="ISO 3166 code; null: every country.")]


@strawberry.type(description="A day the operator counts otherwise than the public calendar does.")
class BusinessDayOverride(Fetchable):
    id: strawberry.ID = text(description="Opaque id.")
    country: str = text(description="ISO 3166 code.")
    day: date = text(description="The day.")
    is_business_day: bool = text(description="Whether carriers of this country work on it.")
    note: str | None = text(description="Why.")

    @classmethod
    def of(cls, row: Row) -> BusinessDayOverride:
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


@strawberry.type(description="A day on which carriers do not work.")
class DayOff:
    day: date = text(description="The day.")
    name: str | None = text(description="The public holiday it is, in English; null for a weekend, and for a day the operator counts so.")
    carriers: list[str] = text(description="Which carriers, by name.")


From = Annotated[date, strawberry.argument(name="from", description="The first day.")]
To = Annotated[date, strawberry.argument(description=f"The last day, at most {LONGEST} days later.")]
OfCarrier = Annotated[strawberry.ID | None, strawberry.argument(description="Only of this carrier; null: of all.")]
Weekends = Annotated[bool, strawberry.argument(description="Whether weekends are listed, too.")]


async def resolve_days_off(info: Info, from_: From, to: To, carrier_id: OfCarrier = None, weekends: Weekends = False) -> list[DayOff]:
    context = info.context
    actor = context.require("business_day.read")
    if not timedelta(0) <= to - from_ <= timedelta(days=LONGEST):
        raise RequestError(TOO_MANY_DAYS.said(most=LONGEST))
    wanted, reader = filtered("carrier", carrier_id), context.work.reader
    found = [row for row in await carriers.listed(reader, actor) if wanted in {None, row["id"]}]
    overrides = await business_days.overrides(reader, {row["country"] for row in found})
    named: dict[tuple[date, str], list[str]] = {}
    for place, at_place in groupby(sorted(found, key=_place), key=_place):
        names = [row["name"] for row in at_place]
        for day in calendar.days_off(from_, to, place, overrides):
            if weekends or not free_days.is_weekend(day, place):
                named.setdefault((day, free_days.holiday_name(day, place) or ""), []).extend(names)
    return [DayOff(day=day, name=name or None, carriers=sorted(names)) for (day, name), names in sorted(named.items())]


def _place(row: Row) -> str:
    return foc_calendar.place_of(row["region"], row["country"], row["country"])


# What the mutations answer.


async def by_ids(context: Context, ids: list[UUID]) -> Mapping[UUID, Any]:
    return {row["id"]: BusinessDayOverride.of(row) for row in await business_days.by_ids(context.work.reader, ids)}


async def removed(_context: Context, override_id: UUID) -> BusinessDayOverrideRemoved:
    return BusinessDayOverrideRemoved(id=edge_id("business_day_override", override_id))
