"""What lists can be asked for: filters and orderings per subject, always within what the actor may see."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from typing import Any, Final
from uuid import UUID

from portico.domain.actors import Actor
from portico.domain.dates import calendar
from portico.domain.inventory.locks.locking import LockStatus
from portico.domain.inventory.sought import sought
from portico.domain.statuses import (
    REQUEST_ENDED,
    PhoneNumberStatus,
    PortingNumberStatus,
    PortingRequestStatus,
    PortOutRequestStatus,
    Tier,
    WaitingOn,
)
from portico.storage import finding
from portico.storage.engine import rows, sql
from portico.storage.engine.database import Connection
from portico.storage.engine.listing import Ordering, Select
from portico.storage.engine.rows import Dialect
from portico.storage.engine.scope import Params, visible, ways
from portico.storage.models import PhoneNumber
from portico.storage.port_ins import porting_numbers, porting_requests
from portico.storage.port_outs import port_out_requests


def _ordering(name: str, *columns: tuple[str, str, str], descending: bool = False) -> Ordering:
    return Ordering(name, columns, descending)


def _by(alias: str, column: str, name: str, kind: str = "instant", *, descending: bool = True) -> Ordering:
    return _ordering(name, (column, f"{alias}.{column}", kind), ("id", f"{alias}.id", "uuid"), descending=descending)


NUMBER_ORDERINGS = {
    "UPDATED_DESC": _by("n", "updated_at", "UPDATED_DESC"),
    "CREATED_DESC": _by("n", "created_at", "CREATED_DESC"),
    "E164_ASC": _by("n", "e164", "E164_ASC", "text", descending=False),
    "FOC_ASC": _by("n", "foc_at", "FOC_ASC", descending=False),
}
REQUEST_ORDERINGS = {
    "UPDATED_DESC": _by("r", "updated_at", "UPDATED_DESC"),
    "CREATED_DESC": _by("r", "created_at", "CREATED_DESC"),
    "REFERENCE_ASC": _by("r", "reference", "REFERENCE_ASC", "text", descending=False),
    "SUBMITTED_ASC": _by("r", "submitted_at", "SUBMITTED_ASC", descending=False),
}
PORT_OUT_ORDERINGS = {
    "EXPIRES_ASC": _by("q", "expires_at", "EXPIRES_ASC", descending=False),
    "CREATED_DESC": _by("q", "created_at", "CREATED_DESC"),
    "UPDATED_DESC": _by("q", "updated_at", "UPDATED_DESC"),
}
PHONE_NUMBER_ORDERINGS = {
    "E164_ASC": _by("p", "e164", "E164_ASC", "text", descending=False),
    "CREATED_DESC": _by("p", "created_at", "CREATED_DESC"),
}
ACCOUNT_ORDERINGS = {
    "NAME_ASC": _by("a", "name", "NAME_ASC", "text", descending=False),
    "CREATED_DESC": _by("a", "created_at", "CREATED_DESC"),
}


ENDED = sql.listed(REQUEST_ENDED)
FIRST_DATE: Final = datetime.fromisoformat("1970-01-01T00:00:00+00:00")
"""Before every FOC date: `foc_from` this, only numbers that have one are listed, as the indexes by it hold no others."""
LOCKED_SO = {
    LockStatus.UNLOCKED: "p.locked_at IS NULL",
    LockStatus.LOCKED: "p.locked_at IS NOT NULL AND p.unlocks_at IS NULL",
    LockStatus.UNLOCKING: "p.unlocks_at IS NOT NULL",
}
ALIASES = {"porting_number": "n", "porting_request": "r", "port_out_request": "q", "phone_number": "p", "account": "a"}
"""What the lists' statements call their subject's table."""


@dataclass(frozen=True, slots=True)
class Values:
    """What a column can have, and what a filter calls those that are asked for."""

    named: str
    every: Iterable[StrEnum]


_TURNS: Final = Values("waiting_on", WaitingOn)
WALKED: Final[Mapping[str, Mapping[str, Values]]] = {
    "porting_number": {"status": Values("statuses", PortingNumberStatus), "waiting_on": _TURNS},
    "porting_request": {"status": Values("statuses", PortingRequestStatus), "waiting_on": _TURNS},
    "port_out_request": {"status": Values("statuses", PortOutRequestStatus), "waiting_on": _TURNS},
    "phone_number": {"status": Values("statuses", PhoneNumberStatus)},
    "account": {},
}
"""The columns that stand in front of the order in the indexes of a list."""


@dataclass(frozen=True, slots=True)
class NumberFilter:
    statuses: Sequence[PortingNumberStatus] | None = None
    waiting_on: Sequence[WaitingOn] | None = None
    request_id: UUID | None = None
    of_requests: bool = False
    """Of some requests that are named beside it."""
    account_id: UUID | None = None
    country: str | None = None
    foc_from: datetime | None = None
    foc_before: datetime | None = None
    foc_date_from: date | None = None
    foc_date_to: date | None = None
    zones: Sequence[str] = ()
    """In which of them a day is looked for."""
    search: str | None = None
    ids: Sequence[UUID] | None = None


@dataclass(frozen=True, slots=True)
class RequestFilter:
    statuses: Sequence[PortingRequestStatus] | None = None
    waiting_on: Sequence[WaitingOn] | None = None
    account_id: UUID | None = None
    country: str | None = None
    losing_carrier_unknown: bool | None = None
    """Those under way whose carrier is a typed name, still to be matched, or those whose is not; None: either."""
    submitted: bool = False
    search: str | None = None
    ids: Sequence[UUID] | None = None


@dataclass(frozen=True, slots=True)
class PortOutFilter:
    statuses: Sequence[PortOutRequestStatus] | None = None
    waiting_on: Sequence[WaitingOn] | None = None
    account_id: UUID | None = None
    search: str | None = None
    ids: Sequence[UUID] | None = None


@dataclass(frozen=True, slots=True)
class PhoneNumberFilter:
    statuses: Sequence[PhoneNumberStatus] | None = None
    account_id: UUID | None = None
    search: str | None = None
    has_pin: bool | None = None
    locks: Sequence[LockStatus] | None = None
    ids: Sequence[UUID] | None = None


@dataclass(frozen=True, slots=True)
class AccountFilter:
    tiers: Sequence[Tier] | None = None
    closed: bool | None = None
    search: str | None = None
    ids: Sequence[UUID] | None = None
    account_id: None = None


def numbers(conn: Connection, actor: Actor, wanted: NumberFilter) -> Select:
    select = Select(porting_numbers.COLUMNS, porting_numbers.TABLES)
    keyed = wanted.of_requests or wanted.request_id is not None
    _listed(select, conn.dialect, actor, "porting_number", wanted, keyed=keyed)
    if wanted.request_id:
        select.demand(f"n.request_id = {select.params.add(wanted.request_id)}")
    if wanted.country and (keyed or wanted.ids is not None or wanted.search):
        select.demand(f"(r.country = {select.params.add(wanted.country.upper())}) IS TRUE")  # it sifts: SQLite began with the country
    elif wanted.country:
        select.found = finding.numbers_of(conn.dialect, wanted.country.upper())
    if wanted.foc_from:
        select.demand(f"n.foc_at >= {select.params.add(wanted.foc_from)}")
    if wanted.foc_before:
        select.demand(f"n.foc_at < {select.params.add(wanted.foc_before)}")
    if wanted.foc_date_from or wanted.foc_date_to:
        select.demand(_on_foc_days(select.params, wanted))
    if wanted.search:
        select.found = finding.numbers_found(conn.dialect, sought(wanted.search))
    return select


def _on_foc_days(params: Params, wanted: NumberFilter) -> str:
    """A FOC on these days: each zone has its own beginning and end of them."""
    spans = ["1 = 0"]
    for zone in wanted.zones:
        span = [f"lc.time_zone = {params.add(zone)}"]
        if wanted.foc_date_from:
            span.append(f"n.foc_at >= {params.add(calendar.start_of_day(wanted.foc_date_from, zone))}")
        if wanted.foc_date_to:
            span.append(f"n.foc_at < {params.add(calendar.end_of_day(wanted.foc_date_to, zone))}")
        spans.append(" AND ".join(span))
    return f"({' OR '.join(f'({span})' for span in spans)})"


def requests(conn: Connection, actor: Actor, wanted: RequestFilter) -> Select:
    select = Select(porting_requests.COLUMNS, porting_requests.TABLES)
    _listed(select, conn.dialect, actor, "porting_request", wanted)
    if wanted.country:
        select.demand(f"r.country = {select.params.add(wanted.country.upper())}")
    if wanted.losing_carrier_unknown is not None:
        to_match = f"r.losing_carrier_name IS NOT NULL AND r.status NOT IN ({ENDED})"
        select.demand(to_match if wanted.losing_carrier_unknown else "r.losing_carrier_name IS NULL")
    if wanted.submitted:
        select.demand("r.submitted_at IS NOT NULL")
    if wanted.search:
        select.found = finding.requests_found(conn.dialect, actor, sought(wanted.search))
    return select


def port_outs(conn: Connection, actor: Actor, wanted: PortOutFilter) -> Select:
    select = Select(port_out_requests.COLUMNS, port_out_requests.TABLES)
    _listed(select, conn.dialect, actor, "port_out_request", wanted)
    if wanted.search:
        select.found = finding.port_outs_found(conn.dialect, sought(wanted.search))
    return select


def phone_numbers_in_service(conn: Connection, actor: Actor, wanted: PhoneNumberFilter) -> Select:
    select = Select("p.*", "phone_number p")
    _listed(select, conn.dialect, actor, "phone_number", wanted)
    if wanted.search:
        select.found = finding.in_service_found(conn.dialect, sought(wanted.search))
    if wanted.has_pin is not None:
        select.demand(f"p.port_out_pin_sealed IS {'NOT ' if wanted.has_pin else ''}NULL")
    if wanted.locks:
        select.demand(" OR ".join(LOCKED_SO[status] for status in wanted.locks))
    return select


async def matching_phone_numbers(conn: Connection, actor: Actor, wanted: PhoneNumberFilter, most: int) -> list[UUID]:
    """The ids of those that fit, in the order of numbers, the first so many of them."""
    select = phone_numbers_in_service(conn, actor, wanted)
    await select.look(conn)
    statement = f"SELECT p.id FROM {select.tables} WHERE {select.condition} ORDER BY p.e164, p.id LIMIT {most}"
    return [row["id"] for row in rows.decode_all(PhoneNumber, await conn.fetch(statement, *select.params.values))]


def accounts(conn: Connection, actor: Actor, wanted: AccountFilter) -> Select:
    select = Select("a.*", "account a")
    _listed(select, conn.dialect, actor, "account", wanted)
    if wanted.tiers:
        select.demand(f"a.tier {select.params.any_of(conn.dialect, [str(tier) for tier in wanted.tiers], 'text')}")
    if wanted.closed is not None:
        select.demand(f"a.closed_at IS {'NOT ' if wanted.closed else ''}NULL")
    if wanted.search:
        select.demand(finding.text_in(select.params, wanted.search, "a.name", "a.slug", "a.account_number"))
    return select


def _listed(select: Select, dialect: Dialect, actor: Actor, subject: str, wanted: Any, *, keyed: bool = False) -> None:
    """The conditions every list shares: what the actor may see, statuses, who must act, whose, and which ids.

    Whose they are leads the reading, unless the rows are found by their ids or by the key of what they belong to (`keyed`).
    """
    alias, leads = ALIASES[subject], not keyed and wanted.ids is None
    select.either = ways(actor, subject, alias) if leads else []
    if not select.either:
        select.demand(visible(actor, subject, alias, select.params, leads=leads))
    walked = WALKED[subject]
    for column, values in walked.items():
        select.one_of(f"{alias}.{column}", getattr(wanted, values.named))
    if leads:
        _walk(select, alias, subject, wanted)
    if wanted.account_id:
        own = f"{alias}.account_id = {select.params.add(wanted.account_id)}"
        select.demand(own if leads else f"({own}) IS TRUE")
    if wanted.ids is not None:
        select.demand(f"{alias}.id {select.params.any_of(dialect, wanted.ids, 'uuid')}")


def _walk(select: Select, alias: str, subject: str, wanted: Any) -> None:
    """Status by status and within each by who must act, as the indexes of lists have them; a carrier's have the status at most."""
    asked = {column: getattr(wanted, of.named) for column, of in WALKED[subject].items()}
    if select.either:
        asked = {"status": asked["status"]} if asked["status"] else {}
    elif not any(asked.values()) and not (subject == "porting_request" and wanted.country):
        return
    for column, values in asked.items():
        select.walk(f"{alias}.{column}", values or WALKED[subject][column].every)
