"""What is due to be written about without a move: for the mail room, which writes it, and for staff, who see what would be written."""

from __future__ import annotations

from collections import Counter
from collections.abc import AsyncIterator, Iterable, Mapping
from datetime import datetime, timedelta
from typing import Final
from uuid import UUID

from portico.domain.dates import calendar, foc_calendar, foc_reminders
from portico.domain.events import Happening
from portico.operations.desk.deadlines import all_due
from portico.storage.desk import deadlines as clock
from portico.storage.desk import foc_reminders as storage
from portico.storage.desk.addressees import PORTING_REQUEST
from portico.storage.engine.database import Connection
from portico.storage.row_types.joined import FocDateRow, HeldUpRow

OVERDUE_AFTER: Final = timedelta(hours=1)
"""How long after a FOC silence becomes a case for staff: carriers report within minutes, people within the hour."""
REMINDER_DAYS: Final = calendar.READY_REMINDER_DAYS
FOC_EVENTS: Final = (*foc_reminders.EVENTS.values(), foc_reminders.PROFILE_MISSING)


async def due(conn: Connection, now: datetime) -> list[HeldUpRow]:
    """Per request how many windows to remind of and overdue dates to warn of there are: order_kind, order_id, n."""
    counts = Counter([request_id async for request_id, _mark in windows_due(conn, now)])
    counts.update(set((await all_due(conn, clock.numbers_overdue, now - OVERDUE_AFTER)).values()))
    return _of_requests(counts)


async def due_before_dates(conn: Connection, now: datetime) -> list[HeldUpRow]:
    """Per request how many reminders of FOC dates ahead, and warnings before them, are due and unwritten: order_kind, order_id, n."""
    near = {row["request_id"] for row in await dates_near(conn, now) if any(date_due(row, now))}
    return _of_requests({request_id: len(await due_of_dates(conn, request_id, now)) for request_id in near})


def _of_requests(counts: Mapping[UUID, int]) -> list[HeldUpRow]:
    return [{"order_kind": PORTING_REQUEST, "order_id": request_id, "n": count} for request_id, count in sorted(counts.items()) if count]


# FOC dates that come near.


async def dates_near(conn: Connection, now: datetime) -> list[FocDateRow]:
    """Every date of a request that a reminder could be due for."""
    after, near = None, list[FocDateRow]()
    while page := await storage.near(conn, now, now + foc_reminders.AHEAD, after):
        near += page
        after = (page[-1]["foc_at"], page[-1]["request_id"], page[-1]["l_time_zone"] or "")
    return near


def date_due(row: FocDateRow, now: datetime) -> tuple[Happening | None, bool]:
    """What may be due of a date at `now`: a reminder, and the warning that no configuration is set."""
    zone = zone_of(row)
    return foc_reminders.due(row["foc_at"], None, zone, now), foc_reminders.profile_warning_due(row["foc_at"], zone, now)


async def due_of_dates(conn: Connection, request_id: UUID, now: datetime) -> dict[Happening, list[FocDateRow]]:
    """What is due of this request's dates and was not written yet: the numbers each reminder names."""
    numbers = await storage.numbers(conn, request_id, now, now + foc_reminders.AHEAD)
    told = await storage.told(conn, request_id, FOC_EVENTS)
    found: dict[Happening, list[FocDateRow]] = {}
    for number in numbers:
        for event in _due_of(number, now):
            if (event, number["e164"], number["foc_at"].isoformat()) not in told:
                found.setdefault(event, []).append(number)
    return found


def _due_of(number: FocDateRow, now: datetime) -> Iterable[Happening]:
    foc_at, zone, history = number["foc_at"], zone_of(number), number["foc_history"]
    set_at = datetime.fromisoformat(history[-1]["at"]) if history else None
    if event := foc_reminders.due(foc_at, set_at, zone, now):
        yield event
    if number["unconfigured"] and foc_reminders.profile_warning_due(foc_at, zone, now):
        yield foc_reminders.PROFILE_MISSING


def zone_of(row: FocDateRow) -> str:
    """Whose calendar a date is counted by."""
    return foc_calendar.zone_of(row["l_time_zone"], row["r_country"])


# Windows that close.


async def windows_due(conn: Connection, now: datetime) -> AsyncIterator[tuple[UUID, datetime]]:
    """The requests whose closing window is to be reminded of, each with the mark that is due."""
    after = None
    while page := await clock.windows_closing(conn, now, timedelta(days=max(REMINDER_DAYS) + 1), after):
        for request in page:
            mark = reminder_mark(request["ready_until"], now)
            if mark is not None and (request["reminded_at"] is None or request["reminded_at"] < mark):
                yield request["id"], mark
        after = (page[-1]["ready_until"], page[-1]["id"])


def reminder_mark(ready_until: datetime, now: datetime) -> datetime | None:
    """The latest reminder that is due at `now` (14, 3 and 1 days before, by the Amsterdam calendar); None before the first."""
    marks = [calendar.days_before(ready_until, days, calendar.AMSTERDAM) for days in REMINDER_DAYS]
    return max((mark for mark in marks if mark <= now), default=None)
