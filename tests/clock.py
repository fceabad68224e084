"""Clocks that move only when the test says so."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

START = datetime(2026, 3, 2, 15, 0, tzinfo=UTC)
"""A Monday, a business day everywhere the tests port."""


class Clock:
    """`work.clock` of a test, with `machine` and `stopwatch` beside it: time passes by all three, a step moves one of the first two."""

    def __init__(self, now: datetime = START) -> None:
        self._now = self._machine = now
        self._seconds = 0.0

    def __call__(self) -> datetime:
        return self._now

    def machine(self) -> datetime:
        return self._machine

    def stopwatch(self) -> float:
        return self._seconds

    @property
    def now(self) -> datetime:
        return self._now

    @now.setter
    def now(self, then: datetime) -> None:
        """Time passes until then."""
        passed = then - self._now
        self._now += passed
        self._machine += passed
        self._seconds += passed.total_seconds()

    def advance(self, **by: float) -> datetime:
        """Time passes, by what a timedelta takes (`days=2`, `hours=1`); answers the new now."""
        self.now += timedelta(**by)
        return self.now

    def step(self, **by: float) -> None:
        """Somebody moves the clock that can be moved."""
        self._now += timedelta(**by)

    def step_machine(self, **by: float) -> None:
        """Somebody sets the machine's clock, which the one that can be moved follows."""
        self._now += timedelta(**by)
        self._machine += timedelta(**by)
