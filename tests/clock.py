"""A clock that moves only when the test says so."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

START = datetime(2026, 3, 2, 15, 0, tzinfo=UTC)
"""A Monday, a business day everywhere the tests port."""


class Clock:
    """`work.clock` of a test: `clock()` is now."""

    def __init__(self, now: datetime = START) -> None:
        self.now = now

    def __call__(self) -> datetime:
        return self.now

    def advance(self, **by: float) -> datetime:
        """Moves on, by what a timedelta takes (`days=2`, `hours=1`); answers the new now."""
        self.now += timedelta(**by)
        return self.now
