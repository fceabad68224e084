"""FOC dates by day: how many numbers move when, for the calendar of the desk and for the calendars of others."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime, timedelta
from typing import Final, cast
from uuid import UUID

from portico.domain.actors import Actor
from portico.domain.dates import calendar, foc_calendar
from portico.domain.dates.foc_calendar import WITH_DATE
from portico.storage.desk import carriers_of_numbers
from portico.storage.engine import rows, sql
from portico.storage.engine.database import Connection
from portico.storage.engine.rows import Row
from portico.storage.engine.scope import Params, visible
from portico.storage.models import Account, Carrier, PortingNumber, PortingRequest
from portico.storage.row_types.joined import FocDateRow

MOST_GROUPS: Final = 10_000
MOST_NUMBERS: Final = 20_000
ZONES: Final = timedelta(hours=14)  # the clocks of the world are at most so far from UTC
_STATUSES: Final = sql.listed(WITH_DATE)
_REQUEST: Final = """r.reference AS r_reference, r.name AS r_name, r.customer_reference AS r_customer_reference, r.flow AS r_flow,
    r.country AS r_country, r.perform_at AS r_perform_at, a.id AS a_id, a.name AS a_name,
    r.losing_carrier_name AS r_losing_carrier_name, lc.name AS l_name, lc.time_zone AS l_time_zone, lc.country AS l_country"""
_TABLES: Final = f"""porting_number n JOIN porting_request r ON r.id = n.request_id JOIN account a ON a.id = n.account_id
    {carriers_of_numbers.JOIN}"""


async def groups(conn: Connection, actor: Actor, begin: datetime, end: datetime, account_id: UUID | None = None) -> list[FocDateRow]:
    """One row per request and FOC instant in [begin, end): its numbers counted, by instant. At most MOST_GROUPS."""
    params = Params()
    where = _where(actor, params, begin, end, account_id)
    statement = f"""SELECT n.request_id, n.foc_at, {_REQUEST}, COUNT(*) AS number_count,
        SUM(CASE WHEN n.status = 'COMPLETED' THEN 1 ELSE 0 END) AS completed_count,
        SUM(CASE WHEN COALESCE(n.configuration_profile_id, r.configuration_profile_id) IS NULL THEN 1 ELSE 0 END) AS unconfigured_count,
        SUM(CASE WHEN n.status = 'CANCELLATION_PENDING' THEN 1 ELSE 0 END) AS canceling_count
        FROM {_TABLES} WHERE {where} GROUP BY n.request_id, n.foc_at, r.id, a.id, lc.id
        ORDER BY n.foc_at, n.request_id LIMIT {MOST_GROUPS}"""
    return [_typed(row) for row in await conn.fetch(statement, *params.values)]


async def still_to_port_on(conn: Connection, actor: Actor, country: str, day: date) -> list[FocDateRow]:
    """The groups whose date is this day by the clock of a losing carrier of this country, with numbers that are not ported yet."""
    begin, end = calendar.start_of_day(day, "UTC") - ZONES, calendar.end_of_day(day, "UTC") + ZONES
    return [
        row
        for row in await groups(conn, actor, begin, end)
        if row["completed_count"] < row["number_count"]
        and (row["l_country"] or row["r_country"]) == country
        and foc_calendar.day_of(row["foc_at"], row["l_time_zone"], row["r_country"]) == day
    ]


async def numbers(conn: Connection, actor: Actor, begin: datetime, end: datetime) -> list[FocDateRow]:
    """Every number with a FOC date in [begin, end) with its request's facts, latest first. At most MOST_NUMBERS."""
    params = Params()
    where = _where(actor, params, begin, end, None)
    statement = f"""SELECT n.request_id, n.foc_at, n.e164, n.status, {_REQUEST} FROM {_TABLES}
        WHERE {where} ORDER BY n.foc_at DESC, n.request_id, n.e164 LIMIT {MOST_NUMBERS}"""
    return [_typed(row) for row in await conn.fetch(statement, *params.values)]


async def changes(conn: Connection, request_ids: Iterable[UUID]) -> dict[UUID, tuple[int, datetime]]:
    """Per request how often its numbers have changed, and when last; both only grow, also when a number loses its date."""
    statement = f"""SELECT request_id, SUM(version - 1) AS changes, MAX(updated_at) AS updated_at FROM porting_number
        WHERE request_id {sql.any_of(conn.dialect, 1, "uuid")} GROUP BY request_id"""
    found: list[Row] = rows.decode_all(PortingNumber, await conn.fetch(statement, list(request_ids)))
    return {row["request_id"]: (int(row["changes"]), row["updated_at"]) for row in found}


def _where(actor: Actor, params: Params, begin: datetime, end: datetime, account_id: UUID | None) -> str:
    conditions = [visible(actor, "porting_number", "n", params, leads=True), f"n.status IN ({_STATUSES})"]
    conditions.append(f"n.foc_at >= {params.add(begin)} AND n.foc_at < {params.add(end)}")
    if account_id is not None:
        conditions.append(f"n.account_id = {params.add(account_id)}")
    return " AND ".join(f"({condition})" for condition in conditions)


def _typed(raw: Row) -> FocDateRow:
    (row,) = rows.joined(PortingNumber, [raw], {"r_": PortingRequest, "a_": Account, "l_": Carrier})
    return cast("FocDateRow", {name: row[name] for name in raw})
