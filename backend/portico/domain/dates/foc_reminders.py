"""When people are reminded of a FOC date: three days ahead, the day before, and on the day, by the losing carrier's calendar.

A reminder has a mark, the instant from which it is due. On its own day it is told however late the clock is, later no more; and who
heard of the date only after the mark was just told and needs no reminder. That no configuration is set is told until the port.
"""

from __future__ import annotations

from datetime import datetime, time, timedelta
from typing import Final
from zoneinfo import ZoneInfo

from portico.domain.dates import calendar
from portico.domain.events import Happening

AT: Final = time(8)
"""Local time of the mark, unless the port itself is on that day and earlier: then the day's beginning."""
PROFILE_DAYS: Final = 2
PROFILE_MISSING: Final = Happening.PORTING_NUMBER_PROFILE_MISSING
EVENTS: Final = {
    3: Happening.PORTING_NUMBER_FOC_IN_THREE_DAYS,
    1: Happening.PORTING_NUMBER_FOC_TOMORROW,
    0: Happening.PORTING_NUMBER_FOC_TODAY,
}
"""Days ahead → what is told."""
AHEAD: Final = timedelta(days=max(EVENTS) + 1)
"""No reminder is due for a FOC date that is farther away."""


def mark(foc_at: datetime, days: int, zone: str) -> datetime:
    """The instant from which a FOC date is told as so many days ahead."""
    port = foc_at.astimezone(ZoneInfo(zone))
    early = days == 0 and port.time() <= AT
    return calendar.at_local_time(port.date() - timedelta(days=days), time(0) if early else AT, zone)


def days_ahead(foc_at: datetime, zone: str, now: datetime) -> int:
    """How many days of the losing carrier's calendar the port is ahead; 0 is today."""
    return (calendar.day_in_zone(foc_at, zone) - calendar.day_in_zone(now, zone)).days


def due(foc_at: datetime, set_at: datetime | None, zone: str, now: datetime) -> Happening | None:
    """The event of the reminder that is due now for a FOC date that was set at `set_at`; None where none is."""
    ahead = days_ahead(foc_at, zone, now)
    if ahead not in EVENTS or now >= foc_at:
        return None
    begins = mark(foc_at, ahead, zone)
    heard = set_at is not None and set_at >= begins
    return None if now < begins or heard else EVENTS[ahead]


def profile_warning_due(foc_at: datetime, zone: str, now: datetime) -> bool:
    """Whether a number without a configuration is to be warned about now."""
    return mark(foc_at, PROFILE_DAYS, zone) <= now < foc_at
