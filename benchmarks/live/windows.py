"""How one is measured: listeners come, something happens again and again, then at a steady rate."""

from __future__ import annotations

import time
from dataclasses import dataclass
from typing import Final

from benchmarks.live.listening import Listeners, NotAllThere
from benchmarks.live.spoken import DAY
from benchmarks.live.subjects import Subject
from benchmarks.peers import cores

FEW: Final = 10
"""Listeners to whom the telling costs next to nothing, so that what is left is what makes something happen."""


@dataclass(frozen=True)
class Window:
    """Microseconds of processor a delivery, milliseconds that deliveries at a steady rate took, KiB that a listener takes.

    `telling` is of the telling alone: what an event costs more that is told to all of them than one that is told to `FEW`, for each more.
    """

    micros: float
    telling: float
    p50: float
    p95: float
    slowest: float
    kib: float


@dataclass(frozen=True)
class Measure:
    """How many listen; how long something happens as quickly as all of them can be told, and how long at so many events a second."""

    listeners: int
    seconds: float
    rate: float

    def of(self, subject: Subject) -> Window:
        before = subject.resident
        with Listeners(subject.server.port, self.listeners, subject.feed, DAY, subject.token) as listeners:
            listeners.begun()
            time.sleep(1.0)
            kib = (subject.resident - before) / self.listeners
            event = self._one_after_the_other(subject, listeners, self.listeners)
            steady = self._steadily(subject, listeners)
        telling = (event - self._told_to_few(subject)) / (self.listeners - FEW) if self.seconds else 0.0
        return Window(event / self.listeners, telling, steady["p50"], steady["p95"], steady["max"], kib)

    def _told_to_few(self, subject: Subject) -> float:
        with Listeners(subject.server.port, FEW, subject.feed, DAY, subject.token) as listeners:
            listeners.begun()
            return self._one_after_the_other(subject, listeners, FEW)

    def _one_after_the_other(self, subject: Subject, listeners: Listeners, count: int) -> float:
        """Microseconds an event, each when everybody has the last one; with what makes it happen, which the serving process does."""
        if not self.seconds:
            return 0.0
        for _ in range(3):  # what is slow the first time only
            subject.happen(time.monotonic())
        listeners.told(3 * count)
        listeners.report()
        process, events = subject.server.running.pid, 0
        before, until = cores.account([process]), time.monotonic() + self.seconds
        while time.monotonic() < until:
            subject.happen(time.monotonic())
            events += 1
            listeners.told(events * count)
        used = cores.since(before, cores.account([process]))
        listeners.report()
        return used / events * 1e6

    def _steadily(self, subject: Subject, listeners: Listeners) -> dict[str, float]:
        """Waits are counted from when an event was due, also where the one before it was late."""
        events, begun = max(int(max(self.seconds, 2.0) * self.rate), 1), time.monotonic() + 0.05
        for place in range(events):
            due = begun + place / self.rate
            time.sleep(max(due - time.monotonic(), 0.0))
            subject.happen(due)
        listeners.told(events * self.listeners)
        report = listeners.report()
        if report["live"] != self.listeners:
            raise NotAllThere(str(report))
        return report
