"""How values are written into columns: what `rows.encode` makes of each, found out once for a column and an engine.

A draft with twenty numbers is eight hundred cells, and nearly all of them are taken by the driver as they are.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime
from functools import lru_cache
from typing import Any, Final
from uuid import UUID

from portico.storage.engine import json_text, rows
from portico.storage.engine.rows import Column, Dialect, Table

Stored = Callable[[Any], Any]
_EMPTY: Final[Mapping[type[Any], str]] = {list: "[]", dict: "{}"}


@dataclass(frozen=True, slots=True)
class Cell:
    """A column as it is written: `stored` makes what the driver takes of a value, `absent` of none; either raises ValueError.

    `null_unsaid`: it is null wherever nothing is said of it.
    """

    column: Column
    stored: Stored
    absent: Callable[[], Any]
    null_unsaid: bool = False

    def of(self, row: Mapping[str, Any]) -> Any:
        """What the driver takes for this row."""
        name = self.column.name
        return self.stored(row[name]) if name in row else self.absent()


@lru_cache
def cells(model: Table, dialect: Dialect) -> Mapping[str, Cell]:
    """Those of a table, by the names of its columns."""
    return {name: _cell(column, dialect) for name, column in rows.columns(model).items()}


def _cell(column: Column, dialect: Dialect) -> Cell:
    stored = _stored(column, dialect)
    if callable(column.default):
        return Cell(column, stored, lambda: stored(column.absent()))
    if column.default is None and not column.null:
        return Cell(column, stored, column.absent)
    default = stored(column.default)
    return Cell(column, stored, lambda: default, null_unsaid=default is None)


def _stored(column: Column, dialect: Dialect) -> Stored:
    """What fits for certain is told by its exact type; everything else is for `rows.encode` to judge."""

    def judged(value: Any) -> Any:
        return rows.encode(column, value, dialect)

    quick = _enum(column, judged) if column.enum else _QUICK[dialect].get(column.kind, _judged)(column, judged)
    return _or_null(quick) if column.null else quick


def _or_null(quick: Stored) -> Stored:
    return lambda value: None if value is None else quick(value)


def _judged(_column: Column, judged: Stored) -> Stored:
    return judged


def _enum(column: Column, judged: Stored) -> Stored:
    kind, values = column.enum, {member: member.value for member in column.enum or ()}
    return lambda value: values[value] if type(value) is kind else judged(value)


def _as_it_is(kind: type[Any]) -> Callable[[Column, Stored], Stored]:
    return lambda _column, judged: lambda value: value if type(value) is kind else judged(value)


def _text(column: Column, judged: Stored) -> Stored:
    most = column.max_length
    if not most:
        return lambda value: value if type(value) is str and "\x00" not in value else judged(value)
    return lambda value: value if type(value) is str and len(value) <= most and "\x00" not in value else judged(value)


def _number(column: Column, judged: Stored) -> Stored:
    beyond = rows.beyond(column)
    return lambda value: value if type(value) is int and -beyond <= value < beyond else judged(value)


def _instant(_column: Column, judged: Stored) -> Stored:
    return lambda value: value if type(value) is datetime and value.tzinfo is UTC else judged(value)


def _as_text(kind: type[Any], spelled: Callable[[Any], Any]) -> Callable[[Column, Stored], Stored]:
    return lambda _column, judged: lambda value: spelled(value) if type(value) is kind else judged(value)


def _instant_as_text(_column: Column, judged: Stored) -> Stored:
    return lambda value: value.isoformat(" ") if type(value) is datetime and value.tzinfo is UTC else judged(value)


def _json(_column: Column, _judged: Stored) -> Stored:
    return lambda value: _EMPTY[type(value)] if not value and type(value) in _EMPTY else json_text.dumps(value)


_ALIKE: Final[Mapping[str, Callable[[Column, Stored], Stored]]] = {
    "text": _text,
    "integer": _number,
    "bigint": _number,
    "jsonb": _json,
}
_QUICK: Final[Mapping[Dialect, Mapping[str, Callable[[Column, Stored], Stored]]]] = {
    "sqlite": {
        **_ALIKE,
        "uuid": _as_text(UUID, str),
        "boolean": _as_text(bool, int),
        "date": _as_text(date, date.isoformat),
        "timestamptz": _instant_as_text,
    },
    "postgres": {**_ALIKE, "uuid": _as_it_is(UUID), "boolean": _as_it_is(bool), "date": _as_it_is(date), "timestamptz": _instant},
}
