"""FOC dates that come near, written about to the customer: three days ahead, the day before, on the day, and when nothing will ring.

No status moves and nothing is marked: what was told is read off the deliveries themselves, under the order's lock, so each number
hears of each date once, however many workers look; one letter per request and kind of reminder names all its numbers.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from datetime import datetime
from typing import Final
from uuid import NAMESPACE_URL, UUID, uuid5

from portico.domain.dates import foc_calendar, foc_reminders
from portico.domain.events import Happening
from portico.domain.words import mails
from portico.live.loops import run_unit
from portico.mailroom import composing
from portico.operations.engine.work import Unit, Work
from portico.storage.desk import addressees
from portico.storage.desk import foc_reminders as storage
from portico.storage.desk.addressees import PORTING_REQUEST, ToldOrder
from portico.storage.engine import outbox
from portico.storage.engine.outbox import DeliveryKind
from portico.storage.engine.rows import Row

EVENTS: Final = (*foc_reminders.EVENTS.values(), foc_reminders.PROFILE_MISSING)


class FocReminders:
    """The loop of the FOC reminders. `ring` wakes whoever sends deliveries; it is called after the commit."""

    def __init__(self, work: Work, ring: Callable[[], None]) -> None:
        self._work, self._ring = work, ring
        self._seen: dict[tuple[UUID, datetime], tuple[object, ...]] = {}

    async def step(self) -> bool:
        """Looks at every date that is near, and into a request only when something new may be due for it."""
        now, after, near = self._work.now, None, []
        while page := await storage.near(self._work.reader, now, now + foc_reminders.AHEAD, after):
            near += page
            after = (page[-1]["foc_at"], page[-1]["request_id"])
        standing = {(row["request_id"], row["foc_at"]): _standing(row, now) for row in near}
        new = {key: what for key, what in standing.items() if any(what[0]) and self._seen.get(key) != what}
        self._seen = {key: what for key, what in standing.items() if key not in new}
        for request_id in dict.fromkeys(request_id for request_id, _foc_at in new):
            if await run_unit("FOC reminder", self._remind(request_id), request=str(request_id)) is None:
                self._seen |= {key: what for key, what in new.items() if key[0] == request_id}
        return False

    async def _remind(self, request_id: UUID) -> None:
        if await self._work.unit(lambda unit: remind(unit, request_id)):
            self._ring()


def _standing(row: Row, now: datetime) -> tuple[tuple[str | None, bool], object, object]:
    """What is due of a date at `now`, and what may have changed about its numbers since it was looked at."""
    zone = _zone(row)
    due = foc_reminders.due(row["foc_at"], None, zone, now)
    return (due, foc_reminders.profile_warning_due(row["foc_at"], zone, now)), row["number_count"], row["updated_at"]


async def remind(unit: Unit, request_id: UUID) -> int:
    """Owes the letters that are due for this request and were not written yet; returns how many."""
    await unit.lock(PORTING_REQUEST, [request_id])
    order = await addressees.told_order(unit.connection, PORTING_REQUEST, request_id)
    numbers = await storage.numbers(unit.connection, request_id, unit.now, unit.now + foc_reminders.AHEAD)
    told = await storage.told(unit.connection, request_id, EVENTS)
    due: dict[Happening, list[Row]] = {}
    for number in numbers:
        for event in _due(number, unit.now):
            if (event, number["e164"], number["foc_at"].isoformat()) not in told:
                due.setdefault(event, []).append(number)
    owed = [letter for event, found in due.items() for letter in _letters(order, event, found, unit.now)] if order else []
    return len(await unit.owe(owed))


def _due(number: Row, now: datetime) -> Iterable[Happening]:
    foc_at, zone, history = number["foc_at"], _zone(number), number["foc_history"]
    set_at = datetime.fromisoformat(history[-1]["at"]) if history else None
    if event := foc_reminders.due(foc_at, set_at, zone, now):
        yield event
    if number["unconfigured"] and foc_reminders.profile_warning_due(foc_at, zone, now):
        yield foc_reminders.PROFILE_MISSING


def _ahead(number: Row, now: datetime) -> int:
    return foc_reminders.days_ahead(number["foc_at"], _zone(number), now)


def _zone(row: Row) -> str:
    return foc_calendar.zone_of(row["l_time_zone"], row["r_country"])


def _letters(order: ToldOrder, event: Happening, numbers: Sequence[Row], now: datetime) -> list[Row]:
    """One letter per address. Its move id is made of what it says, so that the same letter cannot be owed twice."""
    dates = [(number["e164"], number["foc_at"].isoformat()) for number in numbers]
    move = uuid5(NAMESPACE_URL, f"portico:{order.id}:{event}:{dates}")
    happened = {"event": event, "subject": "porting_number", "from": None, "to": None}
    told = [happened | {"number": n["e164"], "foc_at": n["foc_at"].isoformat(), "days_ahead": _ahead(n, now)} for n in numbers]
    payload = composing.letter(order, told)
    place = (order.kind, order.id, order.sequence)
    return [
        outbox.owing(DeliveryKind.EMAIL, address, payload, event=event, move_id=move, order=place, account_id=order.account_id)
        for address in composing.addresses(order, mails.wording(event, None).to)
    ]
