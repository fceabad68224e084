"""Days the operator counts otherwise than the public calendar does."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime
from uuid import UUID

from portico.domain.ids import new_id
from portico.storage.engine import records
from portico.storage.engine.database import Connection
from portico.storage.models import BusinessDayOverride
from portico.storage.row_types.desk import BusinessDayOverrideRow


async def overrides(conn: Connection, countries: Iterable[str]) -> dict[tuple[str, date], bool]:
    """(country, day) → whether it is a business day after all, as `domain.calendar` takes it."""
    found = await records.all_of(conn, BusinessDayOverride.filter(country__in=sorted(set(countries))))
    return {(row["country"], row["day"]): row["is_business_day"] for row in found}


async def listed(conn: Connection, country: str | None = None) -> list[BusinessDayOverrideRow]:
    """The days of one country or of all, by country and day."""
    chosen = BusinessDayOverride.filter(country=country) if country else BusinessDayOverride.all()
    return await records.all_of(conn, chosen.order_by("country", "day"))


async def by_ids(conn: Connection, ids: Iterable[UUID]) -> list[BusinessDayOverrideRow]:
    return await records.all_of(conn, BusinessDayOverride.filter(id__in=list(ids)))


async def on(conn: Connection, country: str, day: date) -> BusinessDayOverrideRow | None:
    """The row of this day."""
    return await records.first(conn, BusinessDayOverride.filter(country=country, day=day))


async def put(conn: Connection, country: str, day: date, columns: BusinessDayOverrideRow, now: datetime) -> UUID:
    """The id of the day's row, made or changed; `columns` are is_business_day and note."""
    row = {"id": new_id(now), "created_at": now, "updated_at": now, "country": country, "day": day, **columns}
    if not await records.insert_unless_taken(conn, BusinessDayOverride, row):
        await BusinessDayOverride.filter(country=country, day=day).using_db(conn.client).update(**columns, updated_at=now)
    (found,) = await records.all_of(conn, BusinessDayOverride.filter(country=country, day=day))
    key: UUID = found["id"]
    return key


async def delete(conn: Connection, override_id: UUID) -> bool:
    """False when there is none."""
    return await BusinessDayOverride.filter(id=override_id).using_db(conn.client).delete() == 1
