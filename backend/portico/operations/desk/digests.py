"""The daily digest: one letter a person and day, with what happened to each order until seven in the morning by their own clock.

The row that says that a day's digest was written is inserted in the unit that owes its letter, so there is one however many look and
whatever dies between. What a day tells of ends at seven to the instant, and the next one goes on there.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from datetime import date, datetime, timedelta
from typing import Any, Final
from uuid import UUID

from portico.domain.actors import SYSTEM
from portico.domain.dates import calendar
from portico.domain.events import Happening
from portico.domain.people.notifications import DIGEST_AT, LOOKS_BACK, SETTLED, NewsKind, kind_of
from portico.domain.port_ins.porting_request_changes import NO_MOMENT
from portico.domain.sentences import Phrase, Said, Sentence, one_after_the_other, quoted
from portico.domain.statuses import WaitingOn
from portico.domain.words import mails, titles
from portico.operations.engine.installation import INSTALLATION
from portico.operations.engine.notices import Notice, owe
from portico.operations.engine.work import Unit
from portico.storage import lists
from portico.storage.engine import listing
from portico.storage.engine.database import Connection
from portico.storage.lists import NumberFilter, PortOutFilter, RequestFilter
from portico.storage.people import notifications as storage
from portico.storage.row_types.joined import DigestReaderRow, HeldUpRow
from portico.storage.row_types.journal import JournalEntryRow

MOST_ORDERS: Final = 50  # listed in one letter; of the others it says how many there are
_ORDER: Final = Sentence("digest.order", "{reference}: {happened}.")
_ONE: Final = Phrase("digest.one_number", "{happened} ({count} number)")
_MANY: Final = Phrase("digest.numbers", "{happened} ({count:,} numbers)")
_UNSCHEDULED: Final = Phrase("digest.unscheduled", "Port no longer scheduled")
_MORE: Final = Sentence("digest.more", "Further requests: {count:,}.")
_REQUESTS: Final = Sentence("digest.porting_requests", "Porting requests that wait for staff: {count:,}.")
_NUMBERS: Final = Sentence("digest.porting_numbers", "Porting numbers that wait for staff: {count:,}.")
_PORT_OUTS: Final = Sentence("digest.port_out_requests", "Port-out requests that wait for staff: {count:,}.")


def due(reader: DigestReaderRow, now: datetime) -> tuple[date, datetime] | None:
    """The day whose digest is to be written for them, and until when it tells; None where there is nothing to write yet."""
    day = calendar.day_in_zone(now, reader["time_zone"])
    upto = calendar.at_local_time(day, DIGEST_AT, reader["time_zone"])
    if now < upto + SETTLED:
        day -= timedelta(days=1)
        upto = calendar.at_local_time(day, DIGEST_AT, reader["time_zone"])
    return None if reader["last_upto"] is not None and reader["last_upto"] >= upto else (day, upto)


async def held(conn: Connection, now: datetime) -> list[HeldUpRow]:
    """Per account (the installation for staff) how many digests are to be written: order_kind, order_id, n."""
    waiting: Counter[UUID | None] = Counter()
    for reader in await storage.digest_readers(conn):
        if (found := due(reader, now)) and await _lines(conn, reader, found[1]):
            waiting[reader["account_id"]] += 1
    return [{"order_kind": "account" if key else "installation", "order_id": key or INSTALLATION, "n": n} for key, n in waiting.items()]


async def write(unit: Unit, reader: DigestReaderRow, day: date, upto: datetime) -> bool:
    """Owes this day's digest unless it was written, or there is nothing to tell. Whether a letter is owed."""
    if not await storage.take_digest(unit.connection, reader["id"], day, upto, unit.now):
        return False
    account_id = reader["account_id"]
    lines = await _lines(unit.connection, reader, upto)
    if not lines:
        return False
    notice = Notice(
        event=Happening.USER_DIGEST if account_id else Happening.USER_QUEUE_DIGEST,
        to=reader["email"],
        account_id=account_id,
        order=("account", account_id, 1) if account_id else ("installation", INSTALLATION, 1),
        locale=reader["locale"],
        zone=reader["time_zone"],
        facts={"day": day, "account": quoted(reader["a_name"] or "")} if account_id else {"day": day},
        lines=tuple(lines),
    )
    await owe(unit, notice)
    return True


async def _lines(conn: Connection, reader: DigestReaderRow, upto: datetime) -> list[Said]:
    account_id = reader["account_id"]
    return await (_queue(conn) if account_id is None else _happened(conn, account_id, reader, upto))


async def _happened(conn: Connection, account_id: UUID, reader: DigestReaderRow, upto: datetime) -> list[Said]:
    """A line an order, with what happened to it and to how many numbers, since the last digest; of each kind from when it was chosen on."""
    since = reader["kinds"]
    chosen = min(since.values())
    begin = max(reader["last_upto"] or chosen, chosen, upto - LOOKS_BACK)
    entries = await storage.told_between(conn, account_id, begin, upto)
    wanted = [entry for entry in entries if _is_wanted(entry, since)]
    orders = list(dict.fromkeys(entry["order_id"] for entry in wanted))
    names = await storage.references(conn, orders[:MOST_ORDERS])
    lines = [_line(names[order], [entry for entry in wanted if entry["order_id"] == order]) for order in orders if order in names]
    return lines + ([_MORE.said(count=left)] if (left := len(orders) - MOST_ORDERS) > 0 else [])


def _is_wanted(entry: JournalEntryRow, since: dict[NewsKind, datetime]) -> bool:
    kind = kind_of(entry["event"], entry["to_status"])
    return kind in since and entry["at"] >= since[kind]


def _line(reference: str, entries: Sequence[JournalEntryRow]) -> Said:
    moves = {(entry["move_id"], entry["event"]) for entry in entries}
    happened: dict[Phrase, set[UUID]] = {}
    for entry in entries:
        if not any((entry["move_id"], event) in moves for event in mails.COVERED_BY.get(entry["event"], ())):
            of_a_number = entry["subject_kind"] in ("porting_number", "phone_number")
            happened.setdefault(_what(entry), set()).update([entry["subject_id"]] if of_a_number else [])
    said = [_counted(what, len(numbers)) if numbers else what.said() for what, numbers in happened.items()]
    return _ORDER.said(reference=quoted(reference), happened=one_after_the_other(said))


def _what(entry: JournalEntryRow) -> Phrase:
    return _UNSCHEDULED if entry["reason_code"] == NO_MOMENT.code else titles.HAPPENED[entry["event"]]


def _counted(what: Phrase, count: int) -> Said:
    """To how many numbers it happened, however often to one of them."""
    return (_ONE if count == 1 else _MANY).said(happened=what.said(), count=count)


async def _queue(conn: Connection) -> list[Said]:
    """What waits for staff, by where it stands in the dashboard."""
    waiting = [WaitingOn.STAFF]
    found: dict[Sentence, Any] = {
        _REQUESTS: lists.requests(conn, SYSTEM, RequestFilter(waiting_on=waiting)),
        _NUMBERS: lists.numbers(conn, SYSTEM, NumberFilter(waiting_on=waiting)),
        _PORT_OUTS: lists.port_outs(conn, SYSTEM, PortOutFilter(waiting_on=waiting)),
    }
    counts = {sentence: await listing.count(conn, select) for sentence, select in found.items()}
    return [sentence.said(count=count) for sentence, count in counts.items() if count]
