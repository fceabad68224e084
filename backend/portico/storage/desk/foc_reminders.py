"""FOC dates that are near, and what was written about them already. Read as the system, in bounded pages."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime
from typing import Final, cast
from uuid import UUID

from portico.domain.dates.foc_calendar import WITH_DATE
from portico.domain.statuses import NUMBER_LIVE
from portico.storage.desk import carriers_of_numbers
from portico.storage.engine import rows, sql
from portico.storage.engine.database import Connection
from portico.storage.engine.rows import Row
from portico.storage.models import Delivery, PortingNumber
from portico.storage.row_types.joined import FocDateRow

PAGE: Final = 500
_STATUSES: Final = sql.listed(WITH_DATE & NUMBER_LIVE)
# A Dutch date that is only the first one possible is no date to be reminded of: nothing happens on it by itself.
_DATED: Final = f"n.status IN ({_STATUSES}) AND (r.flow = 'STANDARD' OR r.perform_at IS NOT NULL)"
_TABLES: Final = f"porting_number n JOIN porting_request r ON r.id = n.request_id {carriers_of_numbers.JOIN}"
_ZONE: Final = "r.country AS r_country, lc.time_zone AS l_time_zone"
_PLACE: Final = "COALESCE(lc.time_zone, '')"


async def near(reader: Connection, begin: datetime, end: datetime, after: tuple[datetime, UUID, str] | None = None) -> list[FocDateRow]:
    """Per request, FOC instant in (begin, end] and losing carrier's zone: when a number of it last changed, and how many there are.

    `after` goes on behind."""
    start, last, zone = after or (begin, UUID(int=(1 << 128) - 1), "")
    statement = f"""SELECT n.foc_at, n.request_id, COUNT(*) AS number_count, MAX(n.updated_at) AS updated_at, {_ZONE} FROM {_TABLES}
        WHERE {_DATED} AND n.foc_at > $1 AND n.foc_at <= $2 AND (n.foc_at, n.request_id, {_PLACE}) > ($3, $4, $5)
        GROUP BY n.foc_at, n.request_id, r.country, lc.time_zone ORDER BY n.foc_at, n.request_id, {_PLACE} LIMIT {PAGE}"""
    return [_typed(row) for row in await reader.fetch(statement, begin, end, start, last, zone)]


async def numbers(conn: Connection, request_id: UUID, begin: datetime, end: datetime) -> list[FocDateRow]:
    """The request's numbers with a FOC date in (begin, end], in number order; `unconfigured` where no configuration is set."""
    statement = f"""SELECT n.id, n.e164, n.status, n.foc_at, n.foc_history, {_ZONE},
        CASE WHEN COALESCE(n.configuration_profile_id, r.configuration_profile_id) IS NULL THEN 1 ELSE 0 END AS unconfigured
        FROM {_TABLES} WHERE n.request_id = $1 AND {_DATED} AND n.foc_at > $2 AND n.foc_at <= $3 ORDER BY n.e164"""
    return [_typed(row) for row in await conn.fetch(statement, request_id, begin, end)]


async def told(conn: Connection, request_id: UUID, events: Collection[str]) -> set[tuple[str, str, str]]:
    """(event, number, FOC instant) of everything that was written about this request's dates."""
    statement = f"SELECT DISTINCT payload FROM delivery WHERE order_id = $1 AND event {sql.any_of(conn.dialect, 2, 'text')}"
    payloads = (row["payload"] for row in rows.decode_all(Delivery, await conn.fetch(statement, request_id, list(events))))
    return {
        (happened["event"], happened["number"], happened["foc_at"])
        for payload in payloads
        for happened in payload["happenings"]
        if "foc_at" in happened
    }


def _typed(raw: Row) -> FocDateRow:
    return cast("FocDateRow", rows.decode(PortingNumber, raw))
