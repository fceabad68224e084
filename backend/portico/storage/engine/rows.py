"""Rows and their types: the one place where what a driver gives becomes typed values, and typed values what a driver takes.

SQLite answers text for UUIDs, instants, dates and JSON and numbers for booleans; PostgreSQL answers most of them typed. Both are read
by the model's own description of its columns, never by guessing from the value.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime
from enum import Enum
from functools import lru_cache
from typing import Any, Final, Literal, Protocol, TypeVar, overload
from uuid import UUID

from tortoise import Tortoise, fields
from tortoise.context import TortoiseContext
from tortoise.fields.base import Field
from tortoise.fields.data import CharEnumFieldInstance
from tortoise.models import Model

from portico.storage.engine import json_text
from portico.storage.engine.lazy_row import LazyRow

Kind = Literal["uuid", "text", "integer", "bigint", "boolean", "timestamptz", "date", "jsonb"]  # PostgreSQL's names
Dialect = Literal["sqlite", "postgres"]
Row = Mapping[str, Any]
"""A row whose columns are named by data, or a table's with something beside it; where the table is known, `row_types` has its type."""
LooseRow = dict[str, Any]
"""A row of a join, or another, to which whoever has read it adds."""
Columns = Mapping[str, object]
"""Values to be written, by column."""
Table = type[Model]  # for the rooms above, which do not know the ORM
R = TypeVar("R")
R_co = TypeVar("R_co", covariant=True)


class Rowed(Protocol[R_co]):
    """A model, as it names the type of its rows: whoever reads a row by its model has it typed."""

    @property
    def row(self) -> R_co: ...


_KINDS: Final[tuple[tuple[type[Any], Kind], ...]] = (
    (fields.UUIDField, "uuid"),
    (fields.CharField, "text"),
    (fields.TextField, "text"),
    (fields.BooleanField, "boolean"),
    (fields.BigIntField, "bigint"),
    (fields.IntField, "integer"),
    (fields.DatetimeField, "timestamptz"),
    (fields.DateField, "date"),
    (fields.JSONField, "jsonb"),
)
_BITS: Final = {"integer": 31, "bigint": 63}


@dataclass(frozen=True, slots=True)
class Column:
    """What a column holds. `generated` is numbered by the database; `default` is a value, a function or None."""

    name: str
    kind: Kind
    null: bool
    generated: bool
    max_length: int | None
    enum: type[Enum] | None
    default: Any

    def absent(self) -> Any:
        """The value of a row that says nothing about this column; raises ValueError where it has to say something."""
        value = self.default() if callable(self.default) else self.default
        if value is None and not self.null:
            raise ValueError(f"{self.name} is missing")
        return value


@lru_cache
def columns(model: type[Model]) -> Mapping[str, Column]:
    """The model's columns by name, foreign keys by their `…_id`, in a fixed order."""
    _link(model)
    return {column: _column(column, model._meta.fields_map[field]) for field, column in model._meta.fields_db_projection.items()}


def table_name(model: type[Model]) -> str:
    return model._meta.db_table


def key_name(model: type[Model]) -> str:
    """The column that is the model's primary key."""
    return model._meta.db_pk_column


@overload
def decode(model: type[Rowed[R]], row: Mapping[str, Any], prefix: str = "") -> R: ...
@overload
def decode(model: Table, row: Mapping[str, Any], prefix: str = "") -> Row: ...
def decode(model: Any, row: Mapping[str, Any], prefix: str = "") -> Any:
    """One row typed: UUID, aware UTC datetime, date, bool, enum, parsed JSON.

    Without a prefix every key stays, those that are no column of the model untouched; with one, the keys that begin with it are taken
    and lose it (`r_status` → `status`), for rows of a join.
    """
    return _decode(row, _decoders(model, tuple(row.keys()), prefix))


@overload
def decode_all(model: type[Rowed[R]], rows: Iterable[Mapping[str, Any]]) -> list[R]: ...
@overload
def decode_all(model: Table, rows: Iterable[Mapping[str, Any]]) -> list[Row]: ...
def decode_all(model: Any, rows: Iterable[Mapping[str, Any]]) -> list[Any]:
    """Many rows of one statement: they have the same keys, so the work of finding their types is done once."""
    rows = list(rows)
    if not rows:
        return []
    decoders = _decoders(model, tuple(rows[0].keys()), "")
    return [_decode(row, decoders) for row in rows]


def joined(model: type[Model], raw: Iterable[Mapping[str, Any]], parts: Mapping[str, type[Model]]) -> list[LooseRow]:
    """Many rows of a join: the columns of each part by its model, under its prefix (`{"r_": PortingRequest}`), typed when asked for."""
    found = list(raw)
    return list(map(joiner(model, found, parts), found))


Joiner = Callable[[Mapping[str, Any]], LooseRow]


def joiner(model: type[Model], raw: Sequence[Mapping[str, Any]], parts: Mapping[str, type[Model]]) -> Joiner:
    """What `joined` makes of each of these rows of one statement."""
    decoders = _joined_decoders(model, tuple(raw[0].keys()) if raw else (), tuple(parts.items()))
    return lambda row: LazyRow(row, decoders)


def joined_column(model: type[Model], name: str, parts: Mapping[str, type[Model]]) -> Column | None:
    """What is known of a column in the rows of a join, as `joined` types it."""
    of = [columns(part).get(name.removeprefix(prefix)) for prefix, part in parts.items() if name.startswith(prefix)]
    return [columns(model).get(name), *of][-1]


def encode(column: Column, value: Any, dialect: Dialect) -> Any:
    """A typed value as the column takes it; a value that does not fit raises ValueError on both engines alike."""
    if value is None:
        if not column.null:
            raise ValueError(f"{column.name} is missing")
        return None
    if dialect == "postgres" and type(value) is _FIT.get(column.kind):
        return value
    if column.kind == "jsonb":
        return json_text.dumps(value)
    if column.enum is not None:
        return column.enum(value).value
    _check(column, value)
    if dialect == "sqlite":
        return _SQLITE_FORMS.get(column.kind, _same)(value)
    return value.astimezone(UTC) if column.kind == "timestamptz" else value


def beyond(column: Column) -> int:
    """The least number that a column of whole numbers cannot hold."""
    return 1 << _BITS[column.kind]


def refuse_misfits(model: type[Model], row: Columns) -> None:
    """Raises ValueError for a value that does not fit its column, and for a column there is none."""
    known = columns(model)
    for name, value in row.items():
        if name not in known:
            raise ValueError(f"{table_name(model)} has no column {name}")
        encode(known[name], value, "postgres")


def _decode(row: Mapping[str, Any], decoders: tuple[tuple[str, str, Callable[[Any], Any] | None], ...]) -> Row:
    typed = {}
    for key, name, decoder in decoders:
        value = row[key]
        typed[name] = value if value is None or decoder is None else decoder(value)
    return typed


@lru_cache(maxsize=1024)
def _joined_decoders(
    model: type[Model], keys: tuple[str, ...], parts: tuple[tuple[str, type[Model]], ...]
) -> Mapping[str, Callable[[Any], Any] | None]:
    found = {key: decoder for key, _name, decoder in _decoders(model, keys, "")}
    for prefix, part in parts:
        found |= {key: decoder for key, _name, decoder in _decoders(part, keys, prefix)}
    return found


@lru_cache(maxsize=1024)
def _decoders(model: type[Model], keys: tuple[str, ...], prefix: str) -> tuple[tuple[str, str, Callable[[Any], Any] | None], ...]:
    known = columns(model)
    names = [(key, key.removeprefix(prefix)) for key in keys if key.startswith(prefix)]
    return tuple((key, name, _decoder(known[name]) if name in known else None) for key, name in names)


def _decoder(column: Column) -> Callable[[Any], Any] | None:
    if column.enum is not None:
        return _members(column.enum).__getitem__
    return _DECODERS.get(column.kind)


@lru_cache
def _members(enum: type[Enum]) -> dict[Any, Enum]:
    return {member.value: member for member in enum}


def _uuid(value: Any) -> UUID:
    return value if isinstance(value, UUID) else _uuid_of(value)


_uuid_of = lru_cache(maxsize=4096)(UUID)  # most ids of a row are those of its order, account and carriers, as in the next row


def _instant(value: Any) -> datetime:
    return value if isinstance(value, datetime) else datetime.fromisoformat(value)


def _date(value: Any) -> date:
    return value if isinstance(value, date) else date.fromisoformat(value)


def _json(value: Any) -> Any:
    if value == "[]":
        return []
    return json.loads(value) if isinstance(value, str) else value  # SQLite keeps a bare JSON number as a number


_DECODERS: Final[dict[Kind, Callable[[Any], Any]]] = {
    "uuid": _uuid,
    "timestamptz": _instant,
    "date": _date,
    "boolean": bool,
    "jsonb": _json,
}
_TYPES: Final[dict[Kind, type[Any]]] = {
    "uuid": UUID,
    "text": str,
    "integer": int,
    "bigint": int,
    "boolean": bool,
    "timestamptz": datetime,
    "date": date,
}


_FIT: Final[dict[Kind, type[Any]]] = {"uuid": UUID, "boolean": bool, "date": date}
"""The kinds of which every value fits, and is taken by PostgreSQL's driver as it is: half of the cells that are written are ids."""


def _same(value: Any) -> Any:
    return value


_SQLITE_FORMS: Final[dict[Kind, Callable[[Any], Any]]] = {
    "uuid": str,
    "timestamptz": lambda value: value.astimezone(UTC).isoformat(" "),
    "date": date.isoformat,
    "boolean": int,
}


def _check(column: Column, value: Any) -> None:
    """SQLite would take a text of any length in any column: what PostgreSQL refuses is refused here for both."""
    wanted = _TYPES[column.kind]
    if not isinstance(value, wanted) or isinstance(value, bool) is not (wanted is bool) or (wanted is date and isinstance(value, datetime)):
        raise ValueError(f"{column.name} takes {wanted.__name__}, not {type(value).__name__}")
    if isinstance(value, str) and ((column.max_length and len(value) > column.max_length) or "\x00" in value):
        raise ValueError(f"{column.name} takes at most {column.max_length} characters and no NUL")
    if isinstance(value, datetime) and value.tzinfo is None:
        raise ValueError(f"{column.name} needs an instant with a time zone")
    if column.kind in _BITS and not -beyond(column) <= value < beyond(column):
        raise ValueError(f"{column.name} cannot hold so large a number")


def _column(name: str, field: Field[Any]) -> Column:
    kind = next(kind for of, kind in _KINDS if isinstance(field, of))
    return Column(
        name=name,
        kind=kind,
        null=field.null,
        generated=field.generated,
        max_length=getattr(field, "max_length", None),
        enum=field.enum_type if isinstance(field, CharEnumFieldInstance) else None,
        default=None if field.pk else field.default,
    )


def _link(model: type[Model]) -> None:
    """Gives the models their foreign-key columns, which Tortoise adds only when it has seen all of them: with `open`, or here before.

    In a context of its own, left at once: otherwise it would stay the current one and hide the database opened later.
    """
    if not all(model._meta.fields_map[name].source_field for name in model._meta.fk_fields | model._meta.o2o_fields):
        with TortoiseContext():
            Tortoise.init_models(["portico.storage.models"], "models")
