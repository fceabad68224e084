"""Days that count: business days by place, days in a time zone, and the deadlines made of them.

A business day is one on which the carrier works, where it is: a place is a country or a region of one (`free_days`). What an operator
knows better is handed in as overrides, which hold in a whole country. Instants are aware and UTC, deadlines half-open: a thing that
ends "on" a day ends at the midnight after it; one that begins "on" a day begins when business does.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import UTC, date, datetime, time, timedelta
from types import MappingProxyType
from typing import Final
from zoneinfo import ZoneInfo

from portico.domain.conditions import Fact
from portico.domain.dates import free_days
from portico.domain.reference.countries import COUNTRIES
from portico.domain.sentences import Said, Sentence

Overrides = Mapping[tuple[str, date], bool]
"""(country, day) → whether it is a business day after all; whatever is not named follows the public calendar."""

NO_OVERRIDES: Final[Overrides] = MappingProxyType({})
DAY_OVERRIDES: Final = Fact("day_overrides")
"""What the operator counts otherwise, for the verbs that look at business days."""
START_OF_BUSINESS: Final = time(9)
AMSTERDAM: Final = "Europe/Amsterdam"
NL_WINDOW_DAYS: Final = 90
NL_ANSWER_BUSINESS_DAYS: Final = 3
READY_REMINDER_DAYS: Final = (14, 3, 1)
RECEIVED_BY: Final[Mapping[str, time]] = MappingProxyType({"US": time(13)})
"""Until when, local time, an order still counts for its day (47 CFR 52.35: 13:00; later ones count from 08:00 the next business day)."""


def is_business_day(day: date, place: str, overrides: Overrides = NO_OVERRIDES) -> bool:
    """Whether carriers of this place work on this day."""
    told = overrides.get((free_days.country_of(place), day))
    if told is not None:
        return told
    return not free_days.is_weekend(day, place) and free_days.holiday_name(day, place) is None


def business_day_on_or_after(day: date, place: str, overrides: Overrides = NO_OVERRIDES) -> date:
    """The day itself when it is a business day, else the next one."""
    for _ in range(366):
        if is_business_day(day, place, overrides):
            return day
        day += timedelta(days=1)
    raise ValueError(f"no business day within a year in {place}: look at the overrides")


def days_off(first: date, last: date, place: str, overrides: Overrides = NO_OVERRIDES) -> list[date]:
    """The days from the first to the last, both counted, on which carriers of this place do not work."""
    days = (first + timedelta(days=count) for count in range((last - first).days + 1))
    return [day for day in days if not is_business_day(day, place, overrides)]


def special_days(place: str, year: int, overrides: Overrides = NO_OVERRIDES) -> list[date]:
    """The days of a year that are no plain days: public holidays there, and those the operator counts otherwise; in order."""
    country = free_days.country_of(place)
    return sorted({*free_days.holidays_of(place, year), *(day for where, day in overrides if where == country and day.year == year)})


def add_business_days(day: date, count: int, place: str, overrides: Overrides = NO_OVERRIDES) -> date:
    """The `count`-th business day after `day` (before it when negative); `day` itself is never counted, 0 is the next one on or after."""
    if count == 0:
        return business_day_on_or_after(day, place, overrides)
    step = timedelta(days=1 if count > 0 else -1)
    left, tries = abs(count), 366 + 14 * abs(count)
    while left and tries:
        day += step
        tries -= 1
        left -= is_business_day(day, place, overrides)
    if left:
        raise ValueError(f"too few business days in {place}: look at the overrides")
    return day


def add_business_hours(instant: datetime, hours: int, place: str, zone: str, overrides: Overrides = NO_OVERRIDES) -> datetime:
    """So many hours later by a clock that runs on business days only, day and night: 24 hours from Friday 17:00 last until Monday 17:00."""
    day, moment, left = day_in_zone(instant, zone), instant, timedelta(hours=hours)
    while True:
        open_day = business_day_on_or_after(day, place, overrides)
        moment = max(moment, start_of_day(open_day, zone))
        if moment + left <= end_of_day(open_day, zone):
            return moment + left
        left -= end_of_day(open_day, zone) - moment
        day = open_day + timedelta(days=1)


def zone_of(country: str) -> str:
    """The time zone to take where a carrier names none; a country without requirements gets UTC."""
    entry = COUNTRIES.get(country)
    return entry["zone"] if entry else "UTC"


def day_in_zone(instant: datetime, zone: str) -> date:
    """The calendar day of this instant where the clock shows `zone`."""
    return _aware(instant).astimezone(ZoneInfo(zone)).date()


def at_local_time(day: date, clock: time, zone: str) -> datetime:
    """This local time as a UTC instant; one that the summer-time change skips becomes the instant just after the gap."""
    return datetime.combine(day, clock, ZoneInfo(zone)).astimezone(UTC)


def start_of_day(day: date, zone: str) -> datetime:
    """Midnight at the beginning of the day, as a UTC instant."""
    return at_local_time(day, time(0), zone)


def start_of_business(day: date, zones: Iterable[str]) -> datetime:
    """When business has begun on the day in all of these zones: what is to happen "on" a day begins then, never the evening before."""
    return max(at_local_time(day, START_OF_BUSINESS, zone) for zone in zones)


def last_zone(instant: datetime, zones: Iterable[str]) -> str:
    """Of these zones, of which there is one at least, that in which it is earliest on the clock: its day begins last."""
    return min(zones, key=lambda zone: (_aware(instant).astimezone(ZoneInfo(zone)).replace(tzinfo=None), zone))


def last_minute(deadline: datetime) -> datetime:
    """The last minute in which something can still be done before this instant: of a midnight 23:59 of the day before."""
    return (deadline - timedelta(microseconds=1)).replace(second=0, microsecond=0)


def first_minute(opening: datetime) -> datetime:
    """The first minute in which something can be done from this instant on: what is said to be possible by then is."""
    return (opening + timedelta(minutes=1) - timedelta(microseconds=1)).replace(second=0, microsecond=0)


def end_of_day(day: date, zone: str) -> datetime:
    """The midnight after the day, as a UTC instant: the day has passed exactly when now ≥ this."""
    return start_of_day(day + timedelta(days=1), zone)


def days_before(instant: datetime, days: int, zone: str) -> datetime:
    """The same local time so many calendar days earlier (a reminder), whatever the summer-time change did between."""
    local = _aware(instant).astimezone(ZoneInfo(zone))
    return at_local_time(local.date() - timedelta(days=days), local.time(), zone)


def possible_from(first_possible_date: date) -> datetime:
    """When the Dutch porting window opens: as business begins on the first possible date, in Amsterdam."""
    return start_of_business(first_possible_date, (AMSTERDAM,))


def ready_until(first_possible_date: date) -> datetime:
    """When the Dutch porting window closes: the end of the 90th calendar day after the first possible date, in Amsterdam."""
    return end_of_day(first_possible_date + timedelta(days=NL_WINDOW_DAYS), AMSTERDAM)


def counted_day(
    received_at: datetime, place: str, zone: str, *, received_by: time | None = None, overrides: Overrides = NO_OVERRIDES
) -> date:
    """The business day an order counts for: the day it came in, or the next business day when it came too late or on a free day.

    `received_by` is the local cut-off of a requirement (GB mobile: noon); without it the country's own (US: 13:00), else none.
    """
    cutoff = received_by or RECEIVED_BY.get(free_days.country_of(place))
    local = _aware(received_at).astimezone(ZoneInfo(zone))
    late = cutoff is not None and local.time() > cutoff
    in_time = is_business_day(local.date(), place, overrides) and not late
    return local.date() if in_time else business_day_on_or_after(local.date() + timedelta(days=1), place, overrides)


def due_day(
    received_at: datetime,
    business_days: int,
    place: str,
    zone: str,
    *,
    received_by: time | None = None,
    overrides: Overrides = NO_OVERRIDES,
) -> date:
    """The day an interval of business days ends, counted from the day the order counts for."""
    counted = counted_day(received_at, place, zone, received_by=received_by, overrides=overrides)
    return add_business_days(counted, business_days, place, overrides)


def due_at(
    received_at: datetime,
    business_days: int,
    place: str,
    zone: str,
    *,
    received_by: time | None = None,
    overrides: Overrides = NO_OVERRIDES,
) -> datetime:
    """The instant an interval of business days is over: the end of its last day, in the carrier's zone."""
    day = due_day(received_at, business_days, place, zone, received_by=received_by, overrides=overrides)
    return end_of_day(day, zone)


NO_BUSINESS_DAY: Final = Sentence("foc.no_business_day", "{day} is not a business day in {country}; the next one is {next}.")
HOLIDAY: Final = Sentence("foc.holiday", "{day} ({holiday}) is not a business day in {country}; the next one is {next}.")
HAS_PASSED: Final = Sentence("date.in_the_past", "{date} has passed already.")
PASSED: Final = Sentence("foc.in_the_past", "{day} has passed already; today is {today} in {zone}.")


def business_day_problem(day: date, place: str, overrides: Overrides = NO_OVERRIDES) -> Said | None:
    """The sentence that tells why a day is no business day and which one follows; None when it is one."""
    if is_business_day(day, place, overrides):
        return None
    where = free_days.place_name(place)
    days = {"day": _spoken(day), "next": _spoken(business_day_on_or_after(day, place, overrides))}
    holiday = free_days.holiday_name(day, place)
    return HOLIDAY.said(**days, country=where, holiday=holiday) if holiday else NO_BUSINESS_DAY.said(**days, country=where)


def foc_problem(foc_at: datetime, now: datetime, place: str, zone: str, overrides: Overrides = NO_OVERRIDES) -> Said | None:
    """Why this FOC cannot be taken as it stands: before today, or no business day, where the losing carrier works."""
    day, today = day_in_zone(foc_at, zone), day_in_zone(now, zone)
    if day < today:
        return PASSED.said(day=_spoken(day), today=_spoken(today), zone=zone)
    return business_day_problem(day, place, overrides)


def _spoken(day: date) -> str:
    return f"{day:%A} {day.day} {day:%B %Y}"


def _aware(instant: datetime) -> datetime:
    if instant.tzinfo is None:
        raise ValueError("an instant needs a time zone")
    return instant
