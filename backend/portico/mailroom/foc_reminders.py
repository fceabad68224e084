"""FOC dates that come near, written about to the customer: three days ahead, the day before, on the day, and when nothing will ring.

No status moves and nothing is marked: what was told is read off the deliveries themselves, under the order's lock, so each number
hears of each date once, however many workers look; one letter per request and kind of reminder names all its numbers.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import datetime
from uuid import NAMESPACE_URL, UUID, uuid5

from portico.domain.dates import foc_reminders
from portico.domain.events import Happening
from portico.domain.people.notifications import kind_of
from portico.domain.statuses import PortingNumberStatus
from portico.domain.words import mails
from portico.live.loops import run_unit
from portico.mailroom import composing
from portico.operations.desk import reminders
from portico.operations.engine.work import Unit, Work
from portico.storage.desk import addressees
from portico.storage.desk.addressees import PORTING_REQUEST, ToldOrder
from portico.storage.engine import outbox
from portico.storage.engine.outbox import DeliveryKind
from portico.storage.row_types.joined import FocDateRow
from portico.storage.row_types.outbox import DeliveryRow


class FocReminders:
    """The loop of the FOC reminders. `ring` wakes whoever sends deliveries; it is called after the commit."""

    def __init__(self, work: Work, ring: Callable[[], None]) -> None:
        self._work, self._ring = work, ring
        self._seen: dict[tuple[UUID, datetime, str], tuple[object, ...]] = {}

    async def step(self) -> bool:
        """Looks at every date that is near, and into a request only when something new may be due for it."""
        now = self._work.now
        near = await reminders.dates_near(self._work.reader, now)
        standing = {(row["request_id"], row["foc_at"], reminders.zone_of(row)): _standing(row, now) for row in near}
        new = {key: what for key, what in standing.items() if any(what[0]) and self._seen.get(key) != what}
        self._seen = {key: what for key, what in standing.items() if key not in new}
        for request_id in dict.fromkeys(request_id for request_id, _foc_at, _zone in new):
            if await run_unit("FOC reminder", self._remind(request_id), request=str(request_id)) is None:
                self._seen |= {key: what for key, what in new.items() if key[0] == request_id}
        return False

    async def _remind(self, request_id: UUID) -> None:
        if await self._work.unit(lambda unit: remind(unit, request_id)):
            self._ring()


def _standing(row: FocDateRow, now: datetime) -> tuple[tuple[str | None, bool], object, object]:
    """What is due of a date at `now`, and what may have changed about its numbers since it was looked at."""
    return reminders.date_due(row, now), row["number_count"], row["updated_at"]


async def remind(unit: Unit, request_id: UUID) -> int:
    """Owes the letters that are due for this request and were not written yet; returns how many."""
    await unit.lock(PORTING_REQUEST, [request_id])
    order = await addressees.told_order(unit.connection, PORTING_REQUEST, request_id)
    due = await reminders.due_of_dates(unit.connection, request_id, unit.now)
    owed = [letter for event, found in due.items() for letter in _letters(order, event, found, unit.now)] if order else []
    return len(await unit.owe(owed))


def _ahead(number: FocDateRow, now: datetime) -> int:
    return foc_reminders.days_ahead(number["foc_at"], reminders.zone_of(number), now)


def _letters(order: ToldOrder, event: Happening, numbers: Sequence[FocDateRow], now: datetime) -> list[DeliveryRow]:
    """One letter per address. Its move id is made of what it says, so that the same letter cannot be owed twice."""
    dates = [(number["e164"], number["foc_at"].isoformat()) for number in numbers]
    move = uuid5(NAMESPACE_URL, f"portico:{order.id}:{event}:{dates}")
    told = [
        {"event": event, "subject": "porting_number", "from": n["status"], "to": n["status"]}
        | {"number": n["e164"], "foc_at": n["foc_at"].isoformat(), "days_ahead": _ahead(n, now)}
        | ({"foc_zone": reminders.zone_of(n)} if reminders.zone_of(n) != order.facts.get("foc_zone") else {})
        | ({"way": "today"} if _ahead(n, now) == 0 and n["status"] is not PortingNumberStatus.CANCELLATION_PENDING else {})
        for n in numbers
    ]
    payload = composing.letter(order, told)
    place = (order.kind, order.id, order.sequence)
    return [
        outbox.owing(DeliveryKind.EMAIL, address, each, event=event, move_id=move, order=place, account_id=order.account_id)
        for address, each in composing.addressed(order, payload, mails.wording(event, None).to, {kind_of(event, None)})
    ]
