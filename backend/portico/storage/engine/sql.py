"""Where SQLite and PostgreSQL differ, and set-based writes: one statement for a thousand rows as for one.

Rows travel as one JSON parameter on SQLite and as one array per column on PostgreSQL, so neither meets its limit of parameters and
every batch size shares one prepared statement.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache
from typing import Any, Literal
from uuid import UUID

from tortoise.models import Model

from portico.domain.sentences import Said
from portico.storage.engine import rows
from portico.storage.engine.database import Connection
from portico.storage.engine.pieces import in_pieces
from portico.storage.engine.rows import Columns, Dialect

ListOf = Literal["uuid", "text", "bigint"]


@dataclass(frozen=True, slots=True)
class Change:
    """New column values for the row `id`, if it still is at `version`."""

    id: UUID
    version: int
    columns: Mapping[str, Any]


def listed(words: Iterable[str]) -> str:
    """`status IN ({listed(REQUEST_LIVE)})`: a closed set of the domain's own words; never anything a caller wrote."""
    return ", ".join(f"'{word}'" for word in sorted(words))


def any_of(dialect: Dialect, number: int, of: ListOf) -> str:
    """`status {any_of(…, 2, "text")}`: the column is one of the list given as parameter `$2`; an empty list matches nothing."""
    return f"= ANY(${number}::{of}[])" if dialect == "postgres" else f"IN (SELECT value FROM json_each(${number}))"


def for_update(dialect: Dialect) -> str:
    """Ends a SELECT that locks its rows; on SQLite the unit itself is the lock."""
    return "FOR UPDATE" if dialect == "postgres" else ""


async def insert(
    conn: Connection,
    model: type[Model],
    values: Sequence[Mapping[str, Any]],
    *,
    common: Columns | None = None,
    ignore_conflicts: bool = False,
) -> list[Any]:
    """Inserts rows in the given order with one statement; returns the keys of those really inserted.

    `common` is what all of them have alike; columns left out take the model's default or null. With `ignore_conflicts` a row whose unique
    value is taken is left out of the answer. A value that does not fit its column raises ValueError before anything is sent.
    """
    if not values:
        return []
    stored = [_as_stored(model, row) async for row in in_pieces(values)]
    alike_in_all = _as_stored(model, common or {})
    own, alike = _parted(model, alike_in_all, {name for row in stored for name in row})
    table = [_encoded(own, _completed(own, row), conn.dialect) async for row in in_pieces(stored)]
    given = _parameters(conn.dialect, table, len(own))
    statement = _insert_statement(model, conn.dialect, tuple(column.name for column in own), ignore_conflicts)
    return _keys(model, await conn.fetch(statement, *given, *_encoded(alike, _completed(alike, alike_in_all), conn.dialect)))


def _parted(model: type[Model], alike: Columns, named: set[str]) -> tuple[list[rows.Column], list[rows.Column]]:
    """The columns that rows have values of their own in, and those that are alike in all of them, said or not.

    Raises ValueError for a column that there is none of.
    """
    if unknown := (named | alike.keys()) - rows.columns(model).keys():
        raise ValueError(f"{rows.table_name(model)} has no column {', '.join(sorted(unknown))}")
    own, writable = named - alike.keys(), _writable(model)
    return [each for each in writable if each.name in own], [each for each in writable if each.name not in own]


async def update_versioned(conn: Connection, model: type[Model], changes: Iterable[Change], now: datetime) -> set[Any]:
    """Writes the changes whose row is still at its version, which goes up by one; returns their ids, the others are stale.

    One statement per distinct set of columns; `updated_at` becomes `now`.
    """
    key = rows.key_name(model)
    return await _update(conn, model, [({key: c.id, "version": c.version}, _as_stored(model, c.columns)) for c in changes], now)


def _as_stored(model: type[Model], columns: Mapping[str, Any]) -> dict[str, Any]:
    """What is said, as its English; beside it, in `<column>_said`, the code and parameters that another language is made of."""
    stored = dict(columns)
    for name, said in columns.items():
        if isinstance(said, Said):
            stored |= {name: said.text, f"{name}_said": said.coded}
    return stored


async def update_rows(
    conn: Connection, model: type[Model], changes: Mapping[Any, Mapping[str, Any]], now: datetime | None = None
) -> set[Any]:
    """Writes columns of rows by key without looking at versions; returns the keys found. With `now` also `updated_at`."""
    key = rows.key_name(model)
    return await _update(conn, model, [({key: value}, _as_stored(model, columns)) for value, columns in changes.items()], now)


async def _update(
    conn: Connection, model: type[Model], changes: list[tuple[dict[str, Any], Mapping[str, Any]]], now: datetime | None
) -> set[Any]:
    batches: dict[tuple[str, ...], list[dict[str, Any]]] = {}
    for guard, columns in changes:
        batches.setdefault(tuple(sorted(columns)), []).append({**columns, **guard})
    if len({guard[rows.key_name(model)] for guard, _ in changes}) < len(changes):
        raise ValueError("a row is changed twice in one write")
    written: set[Any] = set()
    for names, batch in batches.items():
        guards = tuple(changes[0][0])
        statement = _update_statement(model, conn.dialect, guards, names, now is not None)
        taken = [rows.columns(model)[name] for name in (*guards, *names)]
        table = [_encoded(taken, row, conn.dialect) async for row in in_pieces(batch)]
        stamp = () if now is None else (now,)
        written.update(_keys(model, await conn.fetch(statement, *_parameters(conn.dialect, table, len(taken)), *stamp)))
    return written


@lru_cache(maxsize=256)
def _insert_statement(model: type[Model], dialect: Dialect, own: tuple[str, ...], ignore_conflicts: bool) -> str:
    """Of rows with these columns of their own, which are given as a relation; what is alike comes after it, once."""
    writable = _writable(model)
    relation, alike = [each for each in writable if each.name in own], [each for each in writable if each.name not in own]
    before = len(relation) if dialect == "postgres" else 1
    values = {column.name: f"given.c{place}" for place, column in enumerate(relation, 1)}
    values |= {column.name: _cast(f"${number}", column, dialect) for number, column in enumerate(alike, before + 1)}
    names, each = ", ".join(column.name for column in writable), ", ".join(values[column.name] for column in writable)
    conflict = " ON CONFLICT DO NOTHING" if ignore_conflicts else ""
    return (
        f"INSERT INTO {rows.table_name(model)} ({names}) SELECT {each} FROM {_given(relation, dialect)} "
        f"WHERE true ORDER BY given.place{conflict} RETURNING {rows.key_name(model)}"
    )


def _cast(parameter: str, column: rows.Column, dialect: Dialect) -> str:
    return f"{parameter}::{column.kind}" if dialect == "postgres" else parameter


@lru_cache(maxsize=1024)
def _update_statement(model: type[Model], dialect: Dialect, guards: tuple[str, ...], names: tuple[str, ...], stamped: bool) -> str:
    """`guards` are the key and, where the write is versioned, `version`; they come first among the given columns."""
    known, table = rows.columns(model), rows.table_name(model)
    if wrong := {*guards, "version", "updated_at"} & set(names):
        raise ValueError(f"not to be written by hand: {', '.join(sorted(wrong))}")
    taken = [known[name] for name in (*guards, *names)]
    sets = [f"{name} = given.c{place}" for place, name in enumerate(names, len(guards) + 1)]
    if "version" in guards:
        sets.append(f"version = {table}.version + 1")
    if stamped:
        sets.append(f"updated_at = ${len(taken) + 1 if dialect == 'postgres' else 2}")
    matches = " AND ".join(f"{table}.{guard} = given.c{place}" for place, guard in enumerate(guards, 1))
    return f"UPDATE {table} SET {', '.join(sets)} FROM {_given(taken, dialect)} WHERE {matches} RETURNING {table}.{guards[0]}"


def _given(taken: Sequence[rows.Column], dialect: Dialect) -> str:
    """The rows sent along as a relation `given` with the columns c1 … cn and `place`, their order."""
    if dialect == "postgres":
        arrays = ", ".join(f"${number}::{column.kind}[]" for number, column in enumerate(taken, 1))
        names = ", ".join(f"c{number}" for number in range(1, len(taken) + 1))
        return f"unnest({arrays}) WITH ORDINALITY AS given({names}, place)"
    values = ", ".join(f"json_extract(value, '$[{number}]') AS c{number + 1}" for number in range(len(taken)))
    return f"(SELECT {values}, key AS place FROM json_each($1)) AS given"


def _parameters(dialect: Dialect, table: list[list[Any]], width: int) -> list[Any]:
    if dialect == "sqlite":
        return [json.dumps(table, ensure_ascii=False)]
    return [[row[place] for row in table] for place in range(width)]


def _encoded(taken: Sequence[rows.Column], row: Mapping[str, Any], dialect: Dialect) -> list[Any]:
    return [rows.encode(column, row[column.name], dialect) for column in taken]


def _completed(taken: Sequence[rows.Column], row: Mapping[str, Any]) -> dict[str, Any]:
    """These columns of the row, with a value for every one that the caller left out."""
    return {column.name: row[column.name] if column.name in row else column.absent() for column in taken}


def _writable(model: type[Model]) -> list[rows.Column]:
    return [column for column in rows.columns(model).values() if not column.generated]


def _keys(model: type[Model], found: list[dict[str, Any]]) -> list[Any]:
    key = rows.key_name(model)
    return [row[key] for row in rows.decode_all(model, found)]
