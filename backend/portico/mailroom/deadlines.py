"""The clock: finds what is due and has it done as the system, by the same commands that people give.

It decides nothing: whether a due thing moves is its lifecycle's guard against the unit's own now, so two clocks, or a clock and a
person, never both win. What was tried is left alone for a minute or until the clock is stepped; what moved is no longer due.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Iterable, Sequence
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from portico.domain.dates import calendar
from portico.domain.events import Happening
from portico.domain.retry import TRY_AGAIN_AFTER
from portico.live.loops import run_unit
from portico.mailroom.letters_by_the_clock import notice
from portico.mailroom.stalled_port_outs import StalledPortOuts
from portico.operations.desk.deadlines import DEADLINES, Deadline
from portico.operations.desk.reminders import OVERDUE_AFTER, windows_due
from portico.operations.engine.work import Unit, Work
from portico.storage.desk import addressees
from portico.storage.desk import deadlines as storage
from portico.storage.desk.addressees import PORTING_REQUEST, ToldOrder
from portico.storage.desk.deadlines import Due
from portico.storage.engine.rows import Row
from portico.storage.people import accounts
from portico.storage.row_types.outbox import DeliveryRow
from portico.tallies import TIMER_LAG

Move = Callable[[str, str, Sequence[UUID]], Awaitable[object]]
"""`(subject, verb, ids)`: an ordinary command as the system over subjects of one order; a refused one is no error."""


class Clock:
    """The loop of the deadlines. One that fails does not keep the others from being looked at."""

    def __init__(self, work: Work, move: Move) -> None:
        self._work, self._move = work, move
        self._tried: dict[str, dict[UUID, datetime]] = {deadline.name: {} for deadline in DEADLINES}

    async def step(self) -> bool:
        """Looks at every deadline once; always answers False, as a page behind the first is taken in the same turn."""
        for deadline in DEADLINES:
            await run_unit(f"deadline {deadline.name}", self._meet(deadline))
        TIMER_LAG.done()
        return False

    async def _meet(self, deadline: Deadline) -> None:
        now = self._work.now
        tried = {id_: at for id_, at in self._tried[deadline.name].items() if abs(now - at) < TRY_AGAIN_AFTER}
        self._tried[deadline.name] = tried
        while due := await deadline.due(self._work.reader, now, tried):
            for ids in _by_order(due):
                tried |= dict.fromkeys(ids, now)  # before: a command that fails must not come back in this turn
                await run_unit(f"deadline {deadline.name}", self._try(deadline, ids), ids=[str(id_) for id_ in ids[:5]])

    async def _try(self, deadline: Deadline, ids: list[UUID]) -> None:
        for verb in deadline.verbs:
            await self._move(deadline.subject, verb, ids)


def _by_order(due: Iterable[Due]) -> list[list[UUID]]:
    """What is due together in one order is one command, and so one mail and one callback."""
    orders: dict[UUID, list[UUID]] = {}
    for item in due:
        orders.setdefault(item.order_id, []).append(item.id)
    return list(orders.values())


class Reminders:
    """The loop of what is only written about: closing windows to the customer, silent FOC dates to staff. No status moves.

    The mark in the row and the deliveries are written in one unit, so a reminder is owed exactly once; a clock that slept over several
    marks reminds once, of the nearest.
    """

    def __init__(self, work: Work, ring: Callable[[], None]) -> None:
        self._work, self._ring = work, ring
        self._tried: dict[UUID, datetime] = {}
        self._stalled = StalledPortOuts(work, ring)

    async def step(self) -> bool:
        await run_unit("reminders", self._windows())
        await run_unit("alerts", self._overdue())
        await run_unit("stalled port-outs", self._stalled.step())
        return False

    async def _windows(self) -> None:
        async for request_id, mark in windows_due(self._work.reader, self._work.now):
            await run_unit("reminder", self._remind(request_id, mark), request=str(request_id))

    async def _remind(self, request_id: UUID, mark: datetime) -> None:
        async def remind(unit: Unit) -> None:
            if await storage.take_reminder(unit.connection, request_id, mark, unit.now):
                order = await addressees.told_order(unit.connection, PORTING_REQUEST, request_id)
                if order is not None:
                    await unit.owe(_window_closing(unit, order))

        await self._work.unit(remind)
        self._ring()

    async def _overdue(self) -> None:
        now = self._work.now
        self._tried = {id_: at for id_, at in self._tried.items() if abs(now - at) < TRY_AGAIN_AFTER}
        while due := await storage.numbers_overdue(self._work.reader, now - OVERDUE_AFTER, self._tried):
            requests = {item.id: item.order_id for item in due}
            for ids in _by_order(due):
                self._tried |= dict.fromkeys(ids, now)
                await run_unit("alert", self._alert(requests[ids[0]], ids), request=str(requests[ids[0]]))

    async def _alert(self, request_id: UUID, ids: list[UUID]) -> None:
        async def alert(unit: Unit) -> None:
            silent = await storage.take_alert(unit.connection, ids, unit.now - OVERDUE_AFTER, unit.now)
            order = await addressees.told_order(unit.connection, PORTING_REQUEST, request_id)
            if order is not None and silent:
                to = await accounts.staff(unit.connection)
                owed = notice(unit, order, Happening.PORTING_NUMBER_FOC_OVERDUE, _overdue_of(silent), to)
                await unit.owe(owed)

        await self._work.unit(alert)
        self._ring()


def days_left(ready_until: datetime, now: datetime) -> int:
    """On how many days the porting can still be performed, today among them, by the Amsterdam calendar."""
    last = calendar.day_in_zone(ready_until - timedelta(microseconds=1), calendar.AMSTERDAM)
    return (last - calendar.day_in_zone(now, calendar.AMSTERDAM)).days + 1


def _window_closing(unit: Unit, order: ToldOrder) -> list[DeliveryRow]:
    until, way = datetime.fromisoformat(order.facts["ready_until"]), {"way": "scheduled"} if "perform_at" in order.facts else {}
    event = Happening.PORTING_REQUEST_WINDOW_CLOSING
    told = {"event": event, "subject": PORTING_REQUEST, "from": None, "to": None, "days_left": days_left(until, unit.now), **way}
    return notice(unit, order, event, [told])


def _overdue_of(numbers: Sequence[Row]) -> list[dict[str, Any]]:
    told = {"event": Happening.PORTING_NUMBER_FOC_OVERDUE, "subject": "porting_number", "from": None, "to": None}
    return [told | {"number": row["e164"], "foc_at": row["foc_at"].isoformat()} for row in numbers]
