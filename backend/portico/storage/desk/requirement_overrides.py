"""What staff changed of the shipped requirements: one row per country and number type, read by everyone, written by the operator."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any
from uuid import UUID

from portico.domain.ids import new_id
from portico.domain.statuses import NumberType
from portico.storage.engine import records, rows
from portico.storage.engine.database import Connection
from portico.storage.models import RequirementOverride
from portico.storage.row_types.desk import RequirementOverrideRow
from portico.storage.row_types.joined import ShownOverrideRow

PlaceAndType = tuple[str, NumberType]


async def changes(conn: Connection, country: str | None = None) -> dict[PlaceAndType, Mapping[str, Any]]:
    """(country, number type) → what was changed, of one country or of all."""
    where, args = _of(country)
    raw = await conn.fetch(f"SELECT o.* FROM requirement_override o {where}", *args)
    return {(row["country"], row["number_type"]): row["changes"] for row in rows.decode_all(RequirementOverride, raw)}


async def listed(conn: Connection, country: str | None = None) -> list[ShownOverrideRow]:
    """The overrides with who made them (`u_name`), by country and number type."""
    where, args = _of(country)
    statement = f"""SELECT o.*, u.name AS u_name FROM requirement_override o LEFT JOIN app_user u ON u.id = o.changed_by
        {where} ORDER BY o.country, o.number_type"""
    raw = await conn.fetch(statement, *args)
    return [{**rows.decode(RequirementOverride, row), "u_name": row["u_name"]} for row in raw]


async def locked(conn: Connection, country: str, number_type: NumberType) -> RequirementOverrideRow | None:
    """The override, held until the unit ends (on SQLite the unit itself is the lock)."""
    return await records.first(conn, RequirementOverride.filter(country=country, number_type=number_type).select_for_update())


async def insert(conn: Connection, key: PlaceAndType, changed: Mapping[str, Any], by: UUID | None, now: datetime) -> UUID | None:
    """The id of the new override; None where somebody else made one meanwhile."""
    made = new_id(now)
    row = {"id": made, "created_at": now, "updated_at": now, "country": key[0], "number_type": key[1]}
    is_new = await records.insert_unless_taken(conn, RequirementOverride, row | {"changes": dict(changed), "changed_by": by})
    return made if is_new else None


async def change(conn: Connection, row: RequirementOverrideRow, changed: Mapping[str, Any], by: UUID | None, now: datetime) -> None:
    """Writes the override anew, under the lock of `locked`."""
    await records.change(conn, RequirementOverride, row, {"changes": dict(changed), "changed_by": by}, now)


async def delete(conn: Connection, override_id: UUID) -> None:
    await RequirementOverride.filter(id=override_id).using_db(conn.client).delete()


async def given_plainly(conn: Connection, key: PlaceAndType, names: Iterable[str]) -> list[str]:
    """Those of these extra fields that some request of this country and type has as plain text."""
    country, number_type = key
    kept = (
        "jsonb_exists(extra_fields, $3)" if conn.dialect == "postgres" else "EXISTS (SELECT 1 FROM json_each(extra_fields) WHERE key = $3)"
    )
    statement = f"SELECT 1 AS found FROM porting_request WHERE country = $1 AND number_type = $2 AND {kept} LIMIT 1"
    return [name for name in names if await conn.fetch(statement, country, number_type, name)]


def _of(country: str | None) -> tuple[str, tuple[str, ...]]:
    return ("WHERE o.country = $1", (country,)) if country else ("", ())
