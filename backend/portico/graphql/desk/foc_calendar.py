"""FOC dates by day, for the dashboard."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from itertools import groupby
from typing import Annotated

import strawberry

from portico.domain.actors import Actor, reads_as_carrier
from portico.domain.dates import calendar, foc_calendar
from portico.domain.statuses import Flow
from portico.graphql.engine.context import Info
from portico.graphql.engine.filters import filtered
from portico.graphql.engine.request_errors import TOO_MANY_DAYS, RequestError, asked_country
from portico.graphql.engine.scalars import edge_id
from portico.storage.desk import foc_calendar as storage
from portico.storage.engine.rows import Row

text = strawberry.field
LONGEST = 62


@strawberry.type(description="The numbers of a porting request that move at one instant.")
class FocEntry:
    foc_at: datetime = text(description="The date the losing carrier committed to.")
    time_zone: str = text(description="The losing carrier's zone, in which that day is counted.")
    request_id: strawberry.ID = text(description="The porting request.")
    request_reference: str = text(description="Its reference.")
    request_name: str | None = text(description="What the customer calls it.")
    account_id: strawberry.ID | None = text(description="Whose it is.")
    account_name: str | None = text(description="Whose it is.")
    losing_carrier_name: str | None = text(description="Where the numbers are now; of one that is not on the list yet, as it was typed.")
    losing_carrier_unknown: bool = text(description="Whether that name was typed and is not on the list of carriers yet.")
    flow: Flow = text(description="Which process it follows.")
    only_possible: bool = text(description="NL: the first possible day; the customer has not chosen the moment yet.")
    number_count: int = text(description="How many numbers.")
    completed_count: int = text(description="How many of them are ported.")
    canceling_count: int = text(description="For how many a cancellation waits for its answer.")
    unconfigured_count: int = text(description="How many have no configuration, neither their own nor their request's.")


@strawberry.type(description="A day on which numbers move, by the losing carriers' clocks.")
class FocDay:
    day: date = text(description="The day.")
    number_count: int = text(description="The load of the day: how many numbers.")
    request_count: int = text(description="Of how many porting requests.")
    entries: list[FocEntry] = text(description="What moves when, earliest first.")


From = Annotated[date, strawberry.argument(name="from", description="The first day.")]
To = Annotated[date, strawberry.argument(description=f"The last day, at most {LONGEST} days later.")]
OfAccount = Annotated[strawberry.ID | None, strawberry.argument(description="Staff: only of this account.")]


async def resolve_days(info: Info, from_: From, to: To, account_id: OfAccount = None) -> list[FocDay]:
    context = info.context
    actor = context.require("porting.read")
    if not timedelta(0) <= to - from_ <= timedelta(days=LONGEST):
        raise RequestError(TOO_MANY_DAYS.said(most=LONGEST))
    begin, end = calendar.start_of_day(from_, "UTC") - storage.ZONES, calendar.end_of_day(to, "UTC") + storage.ZONES
    found = await storage.groups(context.work.reader, actor, begin, end, filtered("account", account_id))
    placed = sorted(((_day_of(row), row) for row in found), key=lambda each: each[0])  # stable: by instant within the day
    days = groupby((each for each in placed if from_ <= each[0] <= to), key=lambda each: each[0])
    return [_day(day, [_entry(row, actor) for _, row in rows]) for day, rows in days]


OfCountry = Annotated[str, strawberry.argument(description="Where the losing carriers work, ISO 3166.")]
OnDay = Annotated[date, strawberry.argument(description="The day, by their clocks.")]


async def resolve_day(info: Info, country: OfCountry, day: OnDay) -> FocDay:
    context = info.context
    actor = context.require("porting.read")
    found = await storage.still_to_port_on(context.work.reader, actor, asked_country(country), day)
    return _day(day, [_entry(row, actor) for row in found])


def _zone(row: Row) -> str:
    return foc_calendar.zone_of(row["l_time_zone"], row["r_country"])


def _day_of(row: Row) -> date:
    return foc_calendar.day_of(row["foc_at"], row["l_time_zone"], row["r_country"])


def _day(day: date, entries: list[FocEntry]) -> FocDay:
    numbers = sum(entry.number_count for entry in entries)
    return FocDay(day=day, number_count=numbers, request_count=len({entry.request_id for entry in entries}), entries=entries)


def _entry(row: Row, actor: Actor) -> FocEntry:
    """A carrier sees reference, numbers and statuses, and not whose they are."""
    theirs = not reads_as_carrier(actor)
    return FocEntry(
        foc_at=row["foc_at"],
        time_zone=_zone(row),
        request_id=edge_id("porting_request", row["request_id"]),
        request_reference=row["r_reference"],
        request_name=row["r_name"] if theirs else None,
        account_id=edge_id("account", row["a_id"]) if theirs else None,
        account_name=row["a_name"] if theirs else None,
        losing_carrier_name=row["l_name"] or row["r_losing_carrier_name"],
        losing_carrier_unknown=not row["l_name"] and row["r_losing_carrier_name"] is not None,
        flow=row["r_flow"],
        only_possible=foc_calendar.only_possible(
            row["r_flow"], row["r_perform_at"], completed=row["completed_count"] == row["number_count"]
        ),
        **{name: row[name] for name in ("number_count", "completed_count", "canceling_count")},
        unconfigured_count=row["unconfigured_count"] if theirs else 0,
    )
