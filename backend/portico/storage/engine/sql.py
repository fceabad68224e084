"""Where SQLite and PostgreSQL differ, and set-based writes: one statement for a thousand rows as for one.

Rows travel as one JSON parameter on SQLite and as one array per column on PostgreSQL, so neither meets its limit of parameters and
every batch size shares one prepared statement.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence, Set
from dataclasses import dataclass, field
from datetime import datetime
from functools import lru_cache
from typing import Any, Literal
from uuid import UUID

from tortoise.models import Model

from portico.domain.sentences import Said
from portico.storage.engine import rows
from portico.storage.engine.cells import Cell, cells
from portico.storage.engine.database import Connection, encode
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


def among(dialect: Dialect, key: str, paths: Iterable[str]) -> str:
    """That the key is one of those which these statements find; of none, nothing is.

    For PostgreSQL an array, which is found first: a semi-join it began with the order of the list, and walked all there is for one row.
    """
    if dialect == "postgres":
        return f"{key} = ANY (ARRAY({' UNION ALL '.join(paths) or 'SELECT NULL::uuid WHERE FALSE'}))"
    return f"{key} IN ({' UNION ALL '.join(paths) or 'SELECT NULL WHERE 1 = 0'})"


def for_update(dialect: Dialect) -> str:
    """Ends a SELECT that locks its rows; on SQLite the unit itself is the lock."""
    return "FOR UPDATE" if dialect == "postgres" else ""


@dataclass(frozen=True, slots=True)
class Insertion:
    """Rows to be inserted in their order. `common` is what all have alike; columns left out take the model's default or null.

    With `ignore_conflicts` a row whose unique value is taken is left out. `whatever_count`: one row is sent as many are, so that how many
    there are is not to be told from how long it takes.
    """

    model: type[Model]
    values: Sequence[Mapping[str, Any]]
    common: Columns = field(default_factory=dict)
    ignore_conflicts: bool = False
    whatever_count: bool = False


async def insert(
    conn: Connection,
    model: type[Model],
    values: Sequence[Mapping[str, Any]],
    *,
    common: Columns | None = None,
    ignore_conflicts: bool = False,
) -> list[Any]:
    """Inserts rows in the given order with one statement; returns the keys of those really inserted (see `Insertion`).

    A value that does not fit its column raises ValueError before anything is sent.
    """
    if not values:
        return []
    statement, given = await _sent(Insertion(model, values, common or {}, ignore_conflicts), conn.dialect)
    return _keys(model, await conn.fetch_stored(statement, *given))


async def insert_together(conn: Connection, insertions: Sequence[Insertion]) -> None:
    """Inserts into several tables, in one turn with the server where there is one: rows may refer to others among them."""
    wanted = [each for each in insertions if each.values]
    if conn.dialect == "sqlite":
        for each in wanted:
            statement, given = await _sent(each, conn.dialect)
            await conn.fetch_stored(statement, *given)
        return
    statements, arguments = list[str](), list[Any]()
    for each in wanted:
        statement, given = await _sent(each, conn.dialect, before=len(arguments))
        statements.append(statement)
        arguments += given
    if statements:
        await conn.fetch_stored(_in_one(tuple(statements)), *arguments)


@lru_cache(maxsize=64)
def _in_one(statements: tuple[str, ...]) -> str:
    *others, last = statements
    beside = ", ".join(f"written{place} AS ({each})" for place, each in enumerate(others))
    return f"WITH {beside} {last}" if others else last


async def _sent(wanted: Insertion, dialect: Dialect, before: int = 0) -> tuple[str, list[Any]]:
    """The statement and its arguments, of which so many stand `before` in the whole."""
    stored = [_as_stored(row) async for row in in_pieces(wanted.values)]
    alike_in_all = _as_stored(wanted.common)
    if len(stored) == 1 and not wanted.whatever_count:  # which has everything alike in all of them
        stored, alike_in_all = [{}], {**stored[0], **alike_in_all}
    own, alike = _parted(wanted.model, dialect, alike_in_all.keys(), set().union(*stored))
    table = [[cell.of(row) for cell in own] async for row in in_pieces(stored)] if own else []
    names = tuple(cell.column.name for cell in own), tuple(cell.column.name for cell in alike)
    statement = _insert_statement(wanted.model, dialect, names, wanted.ignore_conflicts, before)
    return statement, [*_parameters(dialect, table), *(cell.of(alike_in_all) for cell in alike)]


def _parted(model: type[Model], dialect: Dialect, alike: Set[str], named: Set[str]) -> tuple[list[Cell], list[Cell]]:
    """The columns that rows have values of their own in, and those that are alike in all of them, said or not, without what is null.

    Raises ValueError for a column that there is none of.
    """
    if unknown := (named | alike) - rows.columns(model).keys():
        raise ValueError(f"{rows.table_name(model)} has no column {', '.join(sorted(unknown))}")
    own, known = named - alike, cells(model, dialect)
    writable = [known[column.name] for column in _writable(model)]
    said = [cell for cell in writable if cell.column.name in alike or not (cell.null_unsaid or cell.column.name in own)]
    return [cell for cell in writable if cell.column.name in own], said


async def update_versioned(conn: Connection, model: type[Model], changes: Iterable[Change], now: datetime) -> set[Any]:
    """Writes the changes whose row is still at its version, which goes up by one; returns their ids, the others are stale.

    One statement per distinct set of columns; `updated_at` becomes `now`.
    """
    key = rows.key_name(model)
    return await _update(conn, model, [({key: c.id, "version": c.version}, _as_stored(c.columns)) async for c in in_pieces(changes)], now)


def _as_stored(columns: Mapping[str, Any]) -> Mapping[str, Any]:
    """What is said, as its English; beside it, in `<column>_said`, the code and parameters that another language is made of."""
    sayings = [(name, said) for name, said in columns.items() if type(said) is Said]
    if not sayings:
        return columns
    return {**columns, **{name: said.text for name, said in sayings}, **{f"{name}_said": said.coded for name, said in sayings}}


async def update_rows(
    conn: Connection, model: type[Model], changes: Mapping[Any, Mapping[str, Any]], now: datetime | None = None
) -> set[Any]:
    """Writes columns of rows by key without looking at versions; returns the keys found. With `now` also `updated_at`."""
    key = rows.key_name(model)
    return await _update(conn, model, [({key: value}, _as_stored(columns)) for value, columns in changes.items()], now)


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
        taken = [cells(model, conn.dialect)[name] for name in (*guards, *names)]
        table = [[cell.of(row) for cell in taken] async for row in in_pieces(batch)]
        stamp = () if now is None else (encode(conn.dialect, now),)
        written.update(_keys(model, await conn.fetch_stored(statement, *_parameters(conn.dialect, table), *stamp)))
    return written


@lru_cache(maxsize=256)
def _insert_statement(
    model: type[Model], dialect: Dialect, names: tuple[tuple[str, ...], tuple[str, ...]], ignore_conflicts: bool, before: int
) -> str:
    """Of rows with these columns of their own, given as a relation, and these alike in all, which come after it, once; others are null."""
    writable, known = [column.name for column in _writable(model)], rows.columns(model)
    relation = [known[name] for name in names[0]]
    values = {column.name: f"given.c{place}" for place, column in enumerate(relation, 1)}
    after = before + (len(relation) if dialect == "postgres" else min(len(relation), 1))
    values |= {name: _cast(f"${number}", known[name], dialect) for number, name in enumerate(names[1], after + 1)}
    each = ", ".join(values.get(name, "NULL") for name in writable)
    source = f"SELECT {each} FROM {_given(relation, dialect, before)} WHERE true ORDER BY given.place" if relation else f"VALUES ({each})"
    conflict = " ON CONFLICT DO NOTHING" if ignore_conflicts else ""
    return f"INSERT INTO {rows.table_name(model)} ({', '.join(writable)}) {source}{conflict} RETURNING {rows.key_name(model)}"


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


def _given(taken: Sequence[rows.Column], dialect: Dialect, before: int = 0) -> str:
    """The rows sent along as a relation `given` with the columns c1 … cn and `place`, their order; so many parameters stand before it."""
    if dialect == "postgres":
        arrays = ", ".join(f"${number}::{column.kind}[]" for number, column in enumerate(taken, before + 1))
        names = ", ".join(f"c{number}" for number in range(1, len(taken) + 1))
        return f"unnest({arrays}) WITH ORDINALITY AS given({names}, place)"
    values = ", ".join(f"json_extract(value, '$[{number}]') AS c{number + 1}" for number in range(len(taken)))
    return f"(SELECT {values}, key AS place FROM json_each($1)) AS given"


def _parameters(dialect: Dialect, table: list[list[Any]]) -> list[Any]:
    if not table:
        return []
    if dialect == "sqlite":
        return [json.dumps(table, ensure_ascii=False)]
    return [list(column) for column in zip(*table, strict=True)]


def _writable(model: type[Model]) -> list[rows.Column]:
    return [column for column in rows.columns(model).values() if not column.generated]


def _keys(model: type[Model], found: list[dict[str, Any]]) -> list[Any]:
    key = rows.key_name(model)
    return [row[key] for row in rows.decode_all(model, found)]
