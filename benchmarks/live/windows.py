"""How one is measured: listeners come, something happens again and again, then at a steady rate."""

from __future__ import annotations

import time
from dataclasses import dataclass

from benchmarks.live.listening import Listeners, NotAllThere
from benchmarks.live.spoken import DAY
from benchmarks.live.subjects import Subject
from benchmarks.peers import cores


@dataclass(frozen=True)
class Window:
    """Microseconds of processor a delivery, milliseconds that deliveries at a steady rate took, KiB that a listener takes."""

    micros: float
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
            micros = self._one_after_the_other(subject, listeners) if self.seconds else 0.0
            steady = self._steadily(subject, listeners)
            return Window(micros, steady["p50"], steady["p95"], steady["max"], kib)

    def _one_after_the_other(self, subject: Subject, listeners: Listeners) -> float:
        """Each when everybody has the last one. What makes it happen is in the account, as it is the serving process that does it."""
        for _ in range(3):  # what is slow the first time only
            subject.happen(time.monotonic())
        listeners.told(3 * self.listeners)
        listeners.report()
        process, events = subject.server.running.pid, 0
        before, until = cores.account([process]), time.monotonic() + self.seconds
        while time.monotonic() < until:
            subject.happen(time.monotonic())
            events += 1
            listeners.told(events * self.listeners)
        used = cores.since(before, cores.account([process]))
        listeners.report()
        return used / (events * self.listeners) * 1e6

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
