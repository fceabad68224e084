"""Days the operator counts otherwise than the public calendar does."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date, datetime
from typing import Any
from uuid import UUID

from portico.domain.ids import new_id
from portico.storage.engine import rows, sql
from portico.storage.engine.database import Connection
from portico.storage.engine.rows import Row
from portico.storage.models import BusinessDayOverride


async def overrides(conn: Connection, countries: Iterable[str]) -> dict[tuple[str, date], bool]:
    """(country, day) → whether it is a business day after all, as `domain.calendar` takes it."""
    statement = f"SELECT country, day, is_business_day FROM business_day_override WHERE country {sql.any_of(conn.dialect, 1, 'text')}"
    found = rows.decode_all(BusinessDayOverride, await conn.fetch(statement, sorted(set(countries))))
    return {(row["country"], row["day"]): row["is_business_day"] for row in found}


async def listed(conn: Connection, country: str | None = None) -> list[Row]:
    """The days of one country or of all, by country and day."""
    where, args = ("WHERE country = $1", (country,)) if country else ("", ())
    found = await conn.fetch(f"SELECT * FROM business_day_override {where} ORDER BY country, day", *args)
    return rows.decode_all(BusinessDayOverride, found)


async def by_ids(conn: Connection, ids: Iterable[UUID]) -> list[Row]:
    statement = f"SELECT * FROM business_day_override WHERE id {sql.any_of(conn.dialect, 1, 'uuid')}"
    return rows.decode_all(BusinessDayOverride, await conn.fetch(statement, list(ids)))


async def put(conn: Connection, country: str, day: date, columns: Mapping[str, Any], now: datetime) -> UUID:
    """The id of the day's row, made or changed; `columns` are is_business_day and note."""
    row = {"id": new_id(now), "created_at": now, "updated_at": now, "country": country, "day": day}
    made = await sql.insert(conn, BusinessDayOverride, [{**row, **columns}], ignore_conflicts=True)
    if not made:
        found = await conn.fetch("SELECT id FROM business_day_override WHERE country = $1 AND day = $2", country, day)
        made = [each["id"] for each in rows.decode_all(BusinessDayOverride, found)]
        await sql.update_rows(conn, BusinessDayOverride, {made[0]: columns}, now)
    key: UUID = made[0]
    return key


async def delete(conn: Connection, override_id: UUID) -> bool:
    """False when there is none."""
    return await conn.execute("DELETE FROM business_day_override WHERE id = $1", override_id) == 1
