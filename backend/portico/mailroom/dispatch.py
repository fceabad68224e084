"""Dispatch: takes what is due and hands it to its sender, many orders at once, each lane in its order.

A destination that does not answer is left alone for a while and holds up only what is owed to it. Where everything of a kind goes one
way (our mail server), a closed way is tried with one delivery now and then, and is no delivery's fault.
"""

from __future__ import annotations

import asyncio
import os
import secrets
import socket
from collections import Counter
from collections.abc import Awaitable, Callable
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import timedelta
from math import inf
from time import monotonic
from typing import Final
from uuid import UUID

import structlog

from portico.domain import retry
from portico.domain.retry import Verdict
from portico.domain.sentences import Phrase
from portico.live.loops import Failed, Waker, run_unit
from portico.mailroom.leases import Leases
from portico.operations.desk.webhooks import webhook_endings
from portico.operations.engine.work import Unit, Work
from portico.storage.engine import claims, outbox
from portico.storage.engine.outbox import Answer, Owed, Settlement
from portico.tallies import DELIVERY_ATTEMPTS

Sender = Callable[[Owed], Awaitable[Answer]]
"""Sends one delivery and says what came of it; what it raises counts as no answer."""

DEFECT: Final = Phrase("delivery.defect", "{problem} inside Portico; see its log")
TOO_LONG: Final = Phrase("delivery.took_too_long", "took too long")
LEASE_MARGIN: Final = timedelta(seconds=15)
LOOK_SECONDS: Final = 10.0
FIRST_PAUSE: Final = 1.0  # seconds
LONGEST_PAUSE: Final = 60.0

log = structlog.get_logger(__name__)


@dataclass(frozen=True, slots=True)
class Route:
    """How deliveries of one kind leave: `shared` where all go one way. `limit` bounds a try, whatever its sender does."""

    kind: str
    parallel: int
    per_destination: int
    limit: timedelta
    shared: bool = False
    note: Callable[[Unit, Owed, Settlement], Awaitable[None]] | None = None
    """What else a try means, before the unit that settles it writes anything."""

    @property
    def lease(self) -> timedelta:
        """Longer than any try takes."""
        return self.limit + LEASE_MARGIN


MAIL: Final = Route("email", parallel=16, per_destination=16, limit=timedelta(seconds=45), shared=True)
CALLBACK: Final = Route("callback", parallel=32, per_destination=4, limit=timedelta(seconds=15))
WEBHOOK: Final = Route("webhook", parallel=32, per_destination=4, limit=timedelta(seconds=15), note=webhook_endings.note)
CARRIER: Final = Route("carrier", parallel=8, per_destination=2, limit=timedelta(seconds=30))


@dataclass(slots=True)
class Pauses:
    """Ways that are closed: how often in a row they were found so, and until when they are left alone, in seconds of the stopwatch."""

    failures: Counter[str] = field(default_factory=Counter)
    until: dict[str, float] = field(default_factory=dict)

    def closed(self, way: str, now: float) -> timedelta:
        """For how long to leave it alone; those that were under way together count as one failure."""
        if way not in self.until or now >= self.until[way]:
            self.failures[way] += 1
            self.until[way] = now + min(FIRST_PAUSE * 2.0 ** min(self.failures[way] - 1, 16), LONGEST_PAUSE)
        return timedelta(seconds=self.until[way] - now)

    def opened(self, way: str) -> None:
        self.failures.pop(way, None)
        self.until.pop(way, None)

    def active(self, now: float) -> set[str]:
        return {way for way, until in self.until.items() if now < until}


class Dispatch:
    """The loop of one route. `step` claims and starts tries, which go on beside it and ring the bell when they end."""

    def __init__(self, work: Work, route: Route, sender: Sender, bell: Waker) -> None:
        self.route, self.bell = route, bell
        self._work, self._sender = work, sender
        self.name = f"{socket.gethostname()[:40]}/{os.getpid()}/{secrets.token_hex(4)}"
        self._flying: dict[asyncio.Task[object], Owed] = {}
        self._pauses = Pauses()
        self._leases = Leases(route.lease)
        self._look_at = -inf

    async def step(self) -> bool:
        """Starts what may be sent now; answers False, as whatever ends or comes in rings the bell."""
        await self._look_for_forgotten()
        watch = self._work.stopwatch()
        free = self._free_hands(watch)
        if free <= 0:
            return False
        ids = await outbox.due(
            self._work.reader,
            self.route.kind,
            self._work.machine_now,
            limit=free,
            per_destination=self.route.per_destination,
            but_not=self._left_alone(watch),
        )
        for owed in await self._claim(ids) if ids else []:
            task = asyncio.create_task(self._try(owed), name=f"{self.route.kind} {owed.id}")
            self._flying[task] = owed
            task.add_done_callback(self._landed)
        return False

    async def finish(self, grace: float) -> None:
        """Lets the tries under way end, then cancels them: a lease later they are free and sent again under the same id."""
        if self._flying:
            _, late = await asyncio.wait(list(self._flying), timeout=grace)
            for task in late:
                task.cancel()
            await asyncio.gather(*late, return_exceptions=True)

    async def _look_for_forgotten(self) -> None:
        """Now and then: frees what a worker that is gone had claimed, and what waits by a clock that was wrong."""
        watch, machine_now, reader = self._work.stopwatch(), self._work.machine_now, self._work.reader
        if watch < self._look_at:
            return
        self._look_at = watch + LOOK_SECONDS
        in_hand = {owed.id for owed in self._flying.values()}
        gone = self._leases.run_out([claim for claim in await claims.standing(reader, self.route.kind) if claim.id not in in_hand], watch)
        waiting = await claims.kept_waiting(reader, self.route.kind, machine_now)

        async def free(unit: Unit) -> None:
            await claims.give_back(unit.connection, gone)
            await claims.make_due(unit.connection, waiting, machine_now)

        if gone or waiting:
            log.info("deliveries freed", kind=self.route.kind, claims=len(gone), waits=len(waiting))
            await self._work.unit(free)

    def _free_hands(self, now: float) -> int:
        """While the shared way was found closed, one delivery at a time tries it."""
        way_closed = self.route.shared and self._pauses.failures[self.route.kind]
        if way_closed and self._pauses.active(now):
            return 0
        return (1 if way_closed else self.route.parallel) - len(self._flying)

    def _left_alone(self, now: float) -> set[str]:
        under_way = Counter(owed.destination for owed in self._flying.values())
        busy = {way for way, count in under_way.items() if count >= self.route.per_destination}
        return busy | (set() if self.route.shared else self._pauses.active(now))

    async def _claim(self, ids: list[UUID]) -> list[Owed]:
        async def claim(unit: Unit) -> list[Owed]:
            return await outbox.claim(unit.connection, ids, by=self.name, until=unit.machine_now + self.route.lease)

        return await self._work.unit(claim)

    def _landed(self, task: asyncio.Task[object]) -> None:
        del self._flying[task]
        self.bell.ring()

    async def _try(self, owed: Owed) -> None:
        """One try and its settlement. If the process dies between the two, the same id is sent again a lease later."""
        started = monotonic()
        answer = await run_unit(f"send {self.route.kind}", self._send(owed), delivery=str(owed.id))
        if isinstance(answer, Failed):
            answer = Answer(Verdict.RETRY, error=DEFECT.said(problem=type(answer.problem).__name__))
        how = self._settlement(owed, answer, round((monotonic() - started) * 1000))
        await run_unit("settle delivery", self._settle(owed, how), delivery=str(owed.id))

    async def _send(self, owed: Owed) -> Answer:
        with suppress(TimeoutError):
            async with asyncio.timeout(self.route.limit.total_seconds()):
                return await self._sender(owed)
        return Answer(Verdict.RETRY, error=TOO_LONG.said(), unreachable=True)

    def _settlement(self, owed: Owed, answer: Answer, duration_ms: int) -> Settlement:
        now, way = self._work.machine_now, self.route.kind if self.route.shared else owed.destination
        if not answer.unreachable:
            self._pauses.opened(way)
        elif answer.verdict is Verdict.RETRY:
            pause = self._pauses.closed(way, self._work.stopwatch())
            log.warning("way closed", kind=self.route.kind, failures=self._pauses.failures[way], error=str(answer.error))
            if self.route.shared:
                return Settlement(answer, duration_ms, now + pause, counted=False)
        again = retry.next_attempt(owed.attempt_count + 1, now, self._work.random.random()) if answer.verdict is Verdict.RETRY else None
        return Settlement(answer, duration_ms, again)

    async def _settle(self, owed: Owed, how: Settlement) -> None:
        async def settle(unit: Unit) -> None:
            if self.route.note:
                await self.route.note(unit, owed, how)
            await outbox.settle(unit.connection, owed, how, by=self.name, now=unit.now, machine_now=unit.machine_now)

        await self._work.unit(settle)
        DELIVERY_ATTEMPTS.add(owed.kind, how.verdict)
        if how.verdict is Verdict.GIVE_UP:
            log.warning("delivery given up", delivery=str(owed.id), kind=owed.kind, error=str(how.answer.error))
