"""FOC dates as iCalendar events: one per porting request and instant, with its numbers.

An event's UID is its request and instant, so it is the same one over every reading; a date that moves is another event, and the old
one is gone. SEQUENCE and LAST-MODIFIED grow with every change to any number of the request, also with the loss of a date.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import groupby
from operator import itemgetter
from typing import TYPE_CHECKING, Final
from urllib.parse import urlsplit
from uuid import UUID
from zoneinfo import ZoneInfo

from portico.domain import ids
from portico.domain.dates import foc_calendar
from portico.domain.inventory.phone_numbers import display
from portico.domain.port_ins.losing_carriers import as_typed
from portico.domain.port_ins.porting_number_table import PORTING_NUMBER
from portico.domain.port_ins.porting_request_table import PORTING_REQUEST
from portico.domain.sentences import Phrase, quoted
from portico.domain.statuses import PortingNumberStatus, PortingRequestStatus
from portico.domain.words.mails import FALLBACK_LOCALE, spoken_weekday
from portico.storage.row_types.joined import FocDateRow

if TYPE_CHECKING:
    from icalendar import Event

FORM_OF_TAGS: Final = 3
"""Goes up when events are written otherwise, so that nobody keeps the old ones."""
OVER_ALL: Final = Phrase("calendar.over_all", "FOC dates")
OF_ACCOUNT: Final = Phrase("calendar.of_account", "FOC dates of {name}")
PORT: Final = Phrase("calendar.port", "Port: {numbers} ({reference})")
PORTED: Final = Phrase("calendar.ported", "Ported: {numbers} ({reference})")
POSSIBLE: Final = Phrase("calendar.possible", "Can be ported from now on: {numbers} ({reference})")
NUMBERS: Final = Phrase("calendar.numbers", "{count} numbers")
ACCOUNT: Final = Phrase("calendar.account", "Account: {name}")
CUSTOMERS_REFERENCE: Final = Phrase("calendar.customers_reference", "Customer's reference: {customer_reference}")
LOSING_CARRIER: Final = Phrase("calendar.losing_carrier", "Losing carrier: {name}")
POSSIBLE_FROM: Final = Phrase("calendar.possible_from", "It can be ported from {day}, {time} ({zone}) on; no moment is set")
FOC_DATE: Final = Phrase("calendar.foc_date", "FOC date, on the losing carrier's clock: {day}, {time} ({zone})")
READ_AGAIN: Final = timedelta(hours=1)


@dataclass(frozen=True, slots=True)
class Port:
    """An event to be; `at` is in UTC: programs read rules of zones in ways of their own, an instant in one way."""

    uid: str
    at: datetime
    summary: str
    description: tuple[str, ...]
    numbers: tuple[tuple[str, str], ...]
    url: str
    sequence: int
    changed_at: datetime
    tentative: bool


def ports(found: Iterable[FocDateRow], changes: Mapping[UUID, tuple[int, datetime]], base_url: str, *, name_accounts: bool) -> list[Port]:
    """The events of these numbers (rows of `storage.foc_calendar.numbers`), earliest first."""
    in_order = sorted(found, key=itemgetter("foc_at", "request_id", "e164"))
    groups = groupby(in_order, key=itemgetter("foc_at", "request_id"))
    return [_port(list(numbers), changes[request_id], base_url, name_accounts) for (_at, request_id), numbers in groups]


def text(name: str, events: Sequence[Port]) -> bytes:
    """The calendar as RFC 5545 wants it. A few hundred microseconds an event: call it on a thread, which also imports the library."""
    from icalendar import Calendar  # noqa: PLC0415

    calendar = Calendar()
    calendar.add("prodid", "-//Portico//FOC dates//EN")
    calendar.add("version", "2.0")
    calendar.add("x-wr-calname", name)
    calendar.add("refresh-interval", READ_AGAIN, parameters={"VALUE": "DURATION"})
    calendar.add("x-published-ttl", "PT1H")
    for port in events:
        calendar.add_component(_event(port))
    return bytes(calendar.to_ical())


def _event(port: Port) -> Event:
    from icalendar import Event  # noqa: PLC0415

    event = Event()
    event.add("uid", port.uid)
    event.add("dtstamp", port.changed_at)
    event.add("last-modified", port.changed_at)
    event.add("sequence", port.sequence)
    event.add("dtstart", port.at)
    event.add("duration", foc_calendar.LASTS)
    event.add("summary", port.summary)
    event.add("description", "\n".join([*port.description, "", *_listed(port.numbers)]))
    event.add("url", port.url)
    event.add("status", "TENTATIVE" if port.tentative else "CONFIRMED")
    event.add("transp", "TRANSPARENT")
    return event


def _port(numbers: list[FocDateRow], change: tuple[int, datetime], base_url: str, name_accounts: bool) -> Port:
    first, (sequence, changed_at) = numbers[0], change
    statuses = {number["status"] for number in numbers}
    completed = statuses == {PortingNumberStatus.COMPLETED}
    possible = foc_calendar.only_possible(first["r_flow"], first["r_perform_at"], completed=completed)
    canceling = statuses == {PortingNumberStatus.CANCELLATION_PENDING}
    edge_id = ids.spelled("porting_request", first["request_id"])
    return Port(
        uid=f"{edge_id}-{first['foc_at']:%Y%m%dT%H%M%S%fZ}@{urlsplit(base_url).hostname}",
        at=first["foc_at"],
        summary=_summary(numbers, statuses, first["a_name"] if name_accounts else None, possible=possible),
        description=tuple(_description(numbers, name_accounts=name_accounts, possible=possible)),
        numbers=tuple((number["e164"], _status(number, possible=possible)) for number in numbers),
        url=f"{base_url}/porting-requests/{edge_id}",
        sequence=sequence,
        changed_at=changed_at,
        tentative=possible or canceling,
    )


def _summary(numbers: list[FocDateRow], statuses: set[PortingNumberStatus], account: str | None, *, possible: bool) -> str:
    what = quoted(display(numbers[0]["e164"])) if len(numbers) == 1 else NUMBERS.said(count=len(numbers))
    summary = PORTED if statuses == {PortingNumberStatus.COMPLETED} else POSSIBLE if possible else PORT
    said = summary.said(numbers=what, reference=numbers[0]["r_reference"]).text
    return f"{account}: {said}" if account else said


def _status(number: FocDateRow, *, possible: bool) -> str:
    """Where it stands, as the screens call it; of a number that can only be ported from then on no FOC date is set."""
    status = PortingNumberStatus(number["status"])
    ready = possible and status is PortingNumberStatus.FOC_DATE_SET
    return (PORTING_REQUEST.words_of(PortingRequestStatus.READY_TO_BE_PORTED) if ready else PORTING_NUMBER.words_of(status)).text


def _description(numbers: list[FocDateRow], *, name_accounts: bool, possible: bool) -> Iterable[str]:
    first = numbers[0]
    yield " · ".join(filter(None, (first["r_reference"], first["r_name"])))
    if name_accounts:
        yield ACCOUNT.said(name=first["a_name"]).text
    if first["r_customer_reference"]:
        yield CUSTOMERS_REFERENCE.said(customer_reference=first["r_customer_reference"]).text
    for row in {row["l_name"]: row for row in numbers}.values():
        yield from _with_whom(row, POSSIBLE_FROM if possible else FOC_DATE)


def _with_whom(first: FocDateRow, dated: Phrase) -> Iterable[str]:
    """The losing carrier, and the date on its clock."""
    if name := first["l_name"] or as_typed(first["r_losing_carrier_name"]):
        yield LOSING_CARRIER.said(name=name).text
    local = first["foc_at"].astimezone(ZoneInfo(foc_calendar.zone_of(first["l_time_zone"], first["r_country"])))
    day = spoken_weekday(local.date(), FALLBACK_LOCALE)
    yield dated.said(day=day, time=f"{local:%H:%M}", zone=f"{local:%Z}").text


def _listed(numbers: Sequence[tuple[str, str]]) -> Iterable[str]:
    """A line a number, its status beside it where not all have the same."""
    alike = len({status for _e164, status in numbers}) == 1
    if alike:
        yield f"{numbers[0][1]}:"
    for e164, status in numbers:
        yield display(e164) if alike else f"{display(e164)}: {status}"
