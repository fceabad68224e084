"""Keyset pages of lists, from either end. Never OFFSET: a page continues behind a row's values, compared as one row value.

Backwards is the same list in the opposite order: one index is read from its other end, and the rows are turned round.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Final
from uuid import UUID

from portico.storage.engine.database import Connection
from portico.storage.engine.listing import LARGEST_PAGE, Ordering, Select, direction, needed, sorting, values_of
from portico.storage.engine.rows import Dialect, Row
from portico.storage.engine.scope import Params

USUAL: Final = frozenset({1, 5, 8, 10, 12, 20, 25, 35, 50, 100, 200})
"""How long pages are that are asked for again and again: each has a statement of its own."""


class RowGone(Exception):
    """The row that the cursor names is not there: the database was restored from a backup."""


@dataclass(frozen=True, slots=True)
class Place:
    """At most `size` rows (never over 200) of those behind the cursor `after` and before the cursor `before`.

    They are the first of these, or, `backward`, the last.
    """

    size: int
    after: str | None = None
    before: str | None = None
    backward: bool = False

    @property
    def from_an_end(self) -> bool:
        """Whether nothing is left out but what the page is too short for."""
        return self.after is None and self.before is None

    @property
    def bounds(self) -> list[tuple[str, bool]]:
        """Its cursors, and whether the page is before each."""
        return [(cursor, before) for cursor, before in ((self.after, False), (self.before, True)) if cursor]

    def cut(self, found: Sequence[Any]) -> Page:
        """A page of the rows and one more that were read for it, in the order they were read in."""
        size = _size(self)
        rows = found[:size]
        return Page(rows[::-1] if self.backward else rows, len(found) > size)


@dataclass(frozen=True, slots=True)
class Page:
    """Raw rows in the order of the list; `more` when it goes on beyond them, in the direction they were read in."""

    rows: Sequence[Row]
    more: bool


async def page(conn: Connection, select: Select, ordering: Ordering, place: Place) -> Page:
    """The rows of a place. Raises BadCursor and RowGone."""
    for cursor, before in place.bounds:
        _start_at(select, _read_from(ordering, backward=before), cursor)
    await select.look(conn)
    limit = _limit(select.params, _size(place))
    found = await conn.read(paged(select, _read_from(ordering, backward=place.backward), limit, conn.dialect), *select.params.values)
    if not found:
        for cursor, _before in place.bounds:
            await _refuse_gone(conn, ordering, cursor)
    return place.cut(found)


async def is_any_beyond(conn: Connection, select: Select, ordering: Ordering, place: Place) -> bool:
    """Whether there are rows on the other side of the cursor that a page begins at, the one it names among them. Raises BadCursor."""
    cursor = place.before if place.backward else place.after
    if not cursor:
        return False
    back = _read_from(ordering, backward=not place.backward)
    params = select.params
    select.demand(_behind(params, back, values_of(ordering, cursor), itself=True))
    await select.look(conn)
    select.narrow(ordering.columns[-1][1], back)
    return bool(await conn.fetch(paged(select, back, "1", conn.dialect), *params.values))


def _read_from(ordering: Ordering, *, backward: bool) -> Ordering:
    return ordering.turned if backward else ordering


def _start_at(select: Select, ordering: Ordering, cursor: str) -> None:
    values = values_of(ordering, cursor)
    select.demand(_behind(select.params, ordering, values))
    if named := _named(select.params, ordering, values):
        select.demand(named)


def paged(select: Select, ordering: Ordering, limit: str, dialect: Dialect) -> str:
    """The statement of a page. Of parts with an order each, so many keys of every part are merged first, and only theirs are read whole."""
    by = sorting(ordering)
    if not select.in_parts:
        return f"SELECT {select.columns} FROM {select.tables} WHERE {select.condition} ORDER BY {by} LIMIT {limit}"
    key = ordering.columns[-1][1]
    return f"SELECT {select.columns} FROM {select.tables} WHERE {key} IN ({merged(select, ordering, limit, dialect)}) ORDER BY {by}"


def merged(select: Select, ordering: Ordering, limit: str, dialect: Dialect) -> str:
    """The keys of a page of all its parts."""
    columns = [sql for _alias, sql, _kind in ordering.columns]
    names = ", ".join(f"{sql} AS s{place}" for place, sql in enumerate(columns))
    parts = select.parts(names, f"ORDER BY {sorting(ordering)} LIMIT {limit}", dialect)
    by = ", ".join(f"s{place} {direction(ordering)}" for place in range(len(columns)))
    return f"SELECT s{len(columns) - 1} FROM ({' UNION ALL '.join(parts)}) every ORDER BY {by} LIMIT {limit}"


@dataclass(frozen=True, slots=True)
class Each:
    """What the rows of several pages belong to: the column that says so, and the keys wanted."""

    column: str
    keys: Sequence[UUID]

    @property
    def name(self) -> str:
        """What the column is called in a row."""
        return self.column.rpartition(".")[2]

    def alone(self, select: Select, key: UUID) -> Select:
        """Only what belongs to this one."""
        select.demand(f"{self.column} = {select.params.add(key)}")
        return select


async def page_of_each(conn: Connection, select: Select, of: Each, ordering: Ordering, place: Place) -> Sequence[Row]:
    """The rows of a place without cursors, and one more, of each of these, in one statement; as they are read, whatever the key.

    Never by numbering the rows of all of them: a key may have a thousand. SQLite has no LATERAL, but finds ids by a subquery of each key.
    """
    await select.look(conn)
    ordering = _read_from(ordering, backward=place.backward)
    size, by = _limit(select.params, _size(place)), sorting(ordering)
    if conn.dialect == "postgres" and len(of.keys) == 1:
        of.alone(select, of.keys[0])
        statement = f"SELECT {select.columns} FROM {select.tables} WHERE {select.condition} ORDER BY {by} LIMIT {size}"
        return await conn.read(statement, *select.params.values)
    wanted = select.params.add(list(of.keys))
    of_key = f"WHERE {select.condition} AND {of.column} = q.value ORDER BY {by} LIMIT {size}"
    if conn.dialect == "postgres":
        firsts = f"SELECT {select.columns} FROM {select.tables} {of_key}"
        order = ", ".join(f"c.{alias} {direction(ordering)}" for alias, _sql, _kind in ordering.columns)
        statement = f"SELECT c.* FROM unnest({wanted}::uuid[]) q(value) CROSS JOIN LATERAL ({firsts}) c ORDER BY {order}"
    else:
        key = ordering.columns[-1][1]
        chosen = f"SELECT {key} FROM {needed(select.tables, f'{select.condition} {of.column} {by}')} {of_key}"
        tables = f"json_each({wanted}) q CROSS JOIN {select.tables}"
        statement = f"SELECT {select.columns} FROM {tables} WHERE {key} IN ({chosen}) ORDER BY {by}"
    return await conn.read(statement, *select.params.values)


def _size(place: Place) -> int:
    return max(0, min(place.size, LARGEST_PAGE))


def _limit(params: Params, size: int) -> str:
    """One more than a page has, written out where pages are often so long: then a plan that is kept knows that there are few."""
    return str(size + 1) if size in USUAL else params.add(size + 1)


async def _refuse_gone(conn: Connection, ordering: Ordering, cursor: str) -> None:
    """A page of nothing is the end of the list, unless the list has never had the row it goes on behind."""
    params = Params()
    named = _named(params, ordering, values_of(ordering, cursor))
    if named and not await conn.fetch(f"SELECT 1 AS there WHERE {named}", *params.values):
        raise RowGone


def _behind(params: Params, ordering: Ordering, values: list[Any], *, itself: bool = False) -> str:
    places = ", ".join(params.add(value) for value in values[: len(ordering.columns)])
    columns = ", ".join(sql for _alias, sql, _kind in ordering.columns)
    return f"({columns}) {'<' if ordering.descending else '>'}{'=' if itself else ''} ({places})"


def _named(params: Params, ordering: Ordering, values: list[Any]) -> str | None:
    """That the row is there which the cursor names; None where the order's places are never filled with other rows."""
    if ordering.names is None:
        return None
    position, key = params.add(values[0]), params.add(values[-1])
    return f"EXISTS (SELECT 1 FROM {ordering.names} named WHERE named.position = {position} AND named.id = {key})"
