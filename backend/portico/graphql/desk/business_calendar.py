"""A year of a country's free days as clients see them: those of the public calendar, and what the operator counts otherwise."""

from __future__ import annotations

from datetime import date
from typing import Annotated, Final

import strawberry

from portico.domain.dates import calendar, free_days
from portico.domain.sentences import Sentence
from portico.graphql.desk.business_days import BusinessDayOverride
from portico.graphql.engine.context import Info
from portico.graphql.engine.request_errors import RequestError, asked_country
from portico.storage.desk import business_days
from portico.storage.engine.rows import Row

text = strawberry.field
YEARS = range(1950, 2101)
_UNKNOWN_CALENDAR: Final = Sentence("request.unknown_calendar", "`year` is one from {first} to {last}, `region` one of the country's.")


@strawberry.type(description="A part of a country with holidays of its own.")
class CalendarRegion:
    code: str = text(description="ISO 3166-2.")
    name: str = text(description="What it is called.")


@strawberry.type(description="A day that is no plain day: a public holiday, or one the operator counts otherwise.")
class CalendarDay:
    day: date = text(description="The day.")
    holiday: str | None = text(description="The public holiday it is there, in English.")
    weekend: bool = text(description="Whether it falls on the weekend there.")
    is_business_day: bool = text(description="Whether carriers there work on it, as it counts now.")
    override: BusinessDayOverride | None = text(description="What the operator set, for the whole country.")


@strawberry.type(description="A year of a country, or of a region of it.")
class BusinessCalendar:
    country: str = text(description="ISO 3166 code.")
    region: str | None = text(description="Whose holidays these are, ISO 3166-2; null: those of the whole country.")
    year: int = text(description="The year.")
    regions: list[CalendarRegion] = text(description="The regions whose holidays are known.")
    days: list[CalendarDay] = text(description="Public holidays and the days that were set, in order; plain weekends are left out.")


OfCountry = Annotated[str, strawberry.argument(description="ISO 3166 code.")]
OfRegion = Annotated[str | None, strawberry.argument(description="ISO 3166-2; null: what carriers of the country keep by default.")]
OfYear = Annotated[int, strawberry.argument(description=f"From {YEARS.start} to {YEARS.stop - 1}.")]


async def resolve(info: Info, country: OfCountry, year: OfYear, region: OfRegion = None) -> BusinessCalendar:
    context = info.context
    context.require("business_day.read")
    place = asked_country(country)
    known = free_days.regions(place)
    where = region.upper() if region else free_days.default_region(place)
    if year not in YEARS or (where is not None and where not in known):
        raise RequestError(_UNKNOWN_CALENDAR.said(first=YEARS.start, last=YEARS.stop - 1))
    rows = {row["day"]: row for row in await business_days.listed(context.work.reader, place) if row["day"].year == year}
    overrides = {(place, day): row["is_business_day"] for day, row in rows.items()}
    return BusinessCalendar(
        country=place,
        region=where,
        year=year,
        regions=[CalendarRegion(code=code, name=str(free_days.place_name(code))) for code in known],
        days=[_day(day, where or place, rows.get(day), overrides) for day in calendar.special_days(where or place, year, overrides)],
    )


def _day(day: date, place: str, row: Row | None, overrides: calendar.Overrides) -> CalendarDay:
    return CalendarDay(
        day=day,
        holiday=free_days.holiday_name(day, place),
        weekend=free_days.is_weekend(day, place),
        is_business_day=calendar.is_business_day(day, place, overrides),
        override=BusinessDayOverride.of(row) if row else None,
    )
