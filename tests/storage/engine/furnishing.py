"""A row in every table there is, whatever tables come: what is to survive a backup, whoever wrote it."""

from __future__ import annotations

from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any, Final
from uuid import UUID

from tortoise.models import Model

from portico.domain.ids import new_id
from portico.storage import models
from portico.storage.engine import rows, sql
from portico.storage.engine.database import Database
from portico.storage.engine.rows import Column, LooseRow

NOW: Final = datetime(2026, 3, 2, 14, 5, 6, 789012, tzinfo=UTC)
ITS_OWN: Final = {models.DatabaseFact, models.JournalEntry, models.IdempotencyKey, models.ReferenceCounter}
"""What the engine keeps for itself: entries are written as entries are, the rest says of the database what it is."""
_VALUES: Final[dict[str, Any]] = {
    "timestamptz": NOW,
    "date": date(2026, 3, 2),
    "integer": 7,
    "bigint": 7,
    "smallint": 7,
    "boolean": True,
    "jsonb": [],
    "numeric": Decimal(1),
}
_NOT_BOTH: Final[dict[type[Model], LooseRow]] = {
    models.LegalHold: {"port_out_request_id": None},
    models.PortingRequest: {"losing_carrier_name": None},
}


def known() -> list[type[Model]]:
    """Every table, those that others refer to before them."""
    everything = {getattr(models, name) for name in models.__all__} - ITS_OWN
    ordered: list[type[Model]] = []
    while everything:
        ready = {model for model in everything if not _parents(model) & (everything - {model})}
        ordered += sorted(ready, key=lambda model: model.__name__)
        everything -= ready
    return ordered


def _parents(model: type[Model]) -> set[type[Model]]:
    return {_parent(model, field) for field in _references(model)}


def _references(model: type[Model]) -> set[str]:
    return model._meta.fk_fields | model._meta.o2o_fields


def _parent(model: type[Model], field: str) -> type[Model]:
    found: type[Model] = getattr(models, str(model._meta.fields_map[field].model_name).rpartition(".")[2])  # type: ignore[attr-defined]
    return found


async def furnish(database: Database) -> None:
    """Writes one row of each."""
    made: dict[type[Model], UUID] = {}
    async with database.transaction() as unit:
        for model in known():
            row = _row(model, made)
            made[model] = row.get("id", UUID(int=0))
            await sql.insert(unit, model, [row])


def _row(model: type[Model], made: dict[type[Model], UUID]) -> LooseRow:
    refers = {f"{field}_id": made.get(_parent(model, field)) for field in _references(model)}
    columns = rows.columns(model)
    given = {name: _value(column) for name, column in columns.items() if not column.generated}
    return given | {name: key for name, key in refers.items() if name in columns} | _NOT_BOTH.get(model, {})


def _value(column: Column) -> Any:
    if column.enum is not None:
        return next(iter(column.enum))
    if column.kind == "uuid":
        return new_id(NOW)
    if column.kind == "text":
        return "x" * min(column.max_length or 12, 12) if (column.max_length or 9) > 3 else "GB"[: column.max_length]
    return _VALUES[column.kind]


async def contents(database: Database) -> dict[str, list[LooseRow]]:
    """Every row of every table as it stands."""
    found = {}
    for model in known():
        raw = await database.reader.fetch(f"SELECT * FROM {rows.table_name(model)}")
        kept = [{name: value for name, value in row.items() if name != "xid"} for row in raw]  # another cluster's is settled
        found[model.__name__] = sorted(map(dict, rows.decode_all(model, kept)), key=repr)
    return found
