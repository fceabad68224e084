"""When things of the demo happened: business days before and after today, so that it looks lived-in whatever the date."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Final

from portico.domain.dates import calendar

DESK: Final = calendar.AMSTERDAM
"""Where the operator's own clock hangs."""


@dataclass(frozen=True, slots=True)
class Times:
    """Reads `-10 14:30` (the tenth business day before today, at the desk's half past two) and `-5h` (five hours ago)."""

    now: datetime

    def day(self, text: str, country: str, shift: int = 0) -> date:
        """Business days from today, in this country's calendar, and `shift` further."""
        today = calendar.day_in_zone(self.now, DESK)
        return calendar.add_business_days(today, int(text) + shift, country)

    def moment(self, text: str, country: str, *, shift: int = 0, zone: str = DESK) -> datetime:
        """The instant; `shift` moves the day, not the hour."""
        if text.endswith("h"):
            return self.now + timedelta(hours=int(text.removesuffix("h")))
        day, clock = text.split()
        return calendar.at_local_time(self.day(day, country, shift), time.fromisoformat(clock), zone)


@dataclass(slots=True)
class StageClock:
    """The clock of the stage: stands where the story is."""

    now: datetime

    def __call__(self) -> datetime:
        return self.now
