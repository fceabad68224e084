"""FOC dates as a calendar shows them: what is on which day, and how sure it is. Days are those of the losing carrier's clock."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import Final

from portico.domain.dates import calendar
from portico.domain.statuses import Flow, PortingNumberStatus

WITH_DATE: Final = frozenset(
    {
        PortingNumberStatus.FOC_DATE_SET,
        PortingNumberStatus.CANCELLATION_PENDING,
        PortingNumberStatus.CANCELLATION_REJECTED,
        PortingNumberStatus.COMPLETED,
    }
)
"""In these a FOC date stands for a port that happens, or has happened."""
LASTS: Final = timedelta(hours=1)
"""What the event of a port takes in calendars."""


def place_of(carrier_region: str | None, carrier_country: str | None, country: str) -> str:
    """Where the losing carrier works, and so which days are business days: its region, else its country, else that of the numbers."""
    return carrier_region or carrier_country or country


def zone_of(carrier_zone: str | None, country: str) -> str:
    """The zone a FOC date is read in: the losing carrier's, else the country's own."""
    return carrier_zone or calendar.zone_of(country)


def day_of(foc_at: datetime, carrier_zone: str | None, country: str) -> date:
    """The day of a FOC date, the same wherever it is read: that on the losing carrier's clock."""
    return calendar.day_in_zone(foc_at, zone_of(carrier_zone, country))


def has_passed(foc_at: datetime, at: datetime) -> bool:
    """Whether a FOC date is behind: by its hour, as a port of today may be."""
    return foc_at <= at


def was_at(moment: datetime, at: datetime, zone: str) -> bool:
    """Whether a port that moved `at` moved at the moment that was set: on its day, within the hour that its event lasts in calendars."""
    return timedelta() <= at - moment < LASTS and calendar.day_in_zone(moment, zone) == calendar.day_in_zone(at, zone)


def only_possible(flow: Flow, perform_at: datetime | None, *, completed: bool) -> bool:
    """Whether the date is only the first one possible: a Dutch request that is to be ported, and nobody has chosen the moment yet."""
    return flow is Flow.NL and perform_at is None and not completed
