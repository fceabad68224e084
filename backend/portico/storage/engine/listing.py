"""Lists: keyset pages over plain rows. Never OFFSET: a page continues behind the last row's values, compared as one row value."""

from __future__ import annotations

import base64
import binascii
import json
import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from functools import lru_cache
from typing import Any, Final
from uuid import UUID

from portico.storage.engine.database import Connection
from portico.storage.engine.rows import Row
from portico.storage.engine.scope import Params

LARGEST_PAGE = 200
USUAL: Final = frozenset({1, 5, 8, 10, 12, 20, 25, 35, 50, 100, 200})
"""How long pages are that are asked for again and again: each has a statement of its own."""
LARGEST_NUMBER = 2**63 - 1
_JOIN: Final = re.compile(r"(?<!LEFT)\s+(?=(?:LEFT )?JOIN )")
_ALIAS: Final = re.compile(r"JOIN \w+ (\w+) ON")


def _instant(value: Any) -> datetime:
    found = datetime.fromisoformat(value)
    if found.tzinfo is None:
        raise ValueError("an instant has a zone")
    return found


def _text(value: Any) -> str:
    found = str(value)
    if "\0" in found or (not found.isascii() and found != found.encode(errors="ignore").decode()):
        raise ValueError("no text")
    return found


def _number(value: Any) -> int:
    found = int(value)
    if abs(found) > LARGEST_NUMBER:
        raise ValueError("no number of a row")
    return found


_READERS: Mapping[str, Callable[[Any], Any]] = {
    "instant": _instant,
    "uuid": UUID,
    "text": _text,
    "number": _number,
    "date": date.fromisoformat,
}


class BadCursor(ValueError):
    """The text is no cursor of this list."""


class RowGone(Exception):
    """The row that the cursor names is not there: the database was restored from a backup."""


@dataclass(frozen=True, slots=True)
class Ordering:
    """`columns` are (alias in the row, SQL, kind) from the most significant to the unique last one, all in one direction.

    Where places are filled with other rows after a restore, `names` is a table of (`position`, `id`): its cursors say both.
    """

    name: str
    columns: tuple[tuple[str, str, str], ...]
    descending: bool = False
    names: str | None = None

    @property
    def spelled(self) -> list[tuple[str, str]]:
        """What its cursors hold: (alias in the row, kind)."""
        return [*((alias, kind) for alias, _sql, kind in self.columns), *([("id", "uuid")] if self.names else ())]


@dataclass(frozen=True)
class RowColumns:
    """What a row of a list holds: every column of its own table, and `more` by the name each has in the row, with its SQL."""

    alias: str
    more: Mapping[str, str]

    @property
    def every(self) -> str:
        return ", ".join([f"{self.alias}.*", *(f"{sql} AS {name}" for name, sql in self.more.items())])

    def of(self, names: Iterable[str]) -> str:
        """Those of these names."""
        return ", ".join(f"{self.more[name]} AS {name}" if name in self.more else f"{self.alias}.{name}" for name in sorted(names))


@dataclass(slots=True)
class Select:
    """A statement in the making: what to read, and the conditions so far.

    `tables` may be read without a join that nothing asked for names: a JOIN is of what every row has, any other one a LEFT JOIN.
    """

    columns: str
    tables: str
    params: Params = field(default_factory=Params)
    where: list[str] = field(default_factory=list)
    either: list[str] = field(default_factory=list)
    """Conditions of which a row fulfils exactly one, each with an index of its own in the order of the list."""

    def add(self, condition: str) -> None:
        self.where.append(condition)

    def narrow(self, columns: str, ordering: Ordering | None = None) -> None:
        """Reads these alone, and without the tables that nothing of it names any more."""
        sorting = _sorting(ordering) if ordering else ""
        self.columns, self.tables = columns, needed(self.tables, f"{columns} {self.condition} {sorting}")

    def one_of(self, column: str, values: Sequence[str]) -> None:
        """That the column has one of these values; of several, each is read by itself, as no index is in order across them."""
        each = [f"{column} = {self.params.add(value)}" for value in dict.fromkeys(values)]
        if len(each) == 1 or self.either:
            self.add(" OR ".join(each))
        else:
            self.either = each

    @property
    def condition(self) -> str:
        return _all_of([*self.where, " OR ".join(self.either)])

    @property
    def each_condition(self) -> list[str]:
        """One for every part of the list that has an order of its own."""
        return [_all_of([*self.where, one]) for one in self.either]


def _all_of(conditions: Sequence[str]) -> str:
    return " AND ".join(f"({part})" for part in conditions if part) or "1 = 1"


@lru_cache(maxsize=256)
def needed(tables: str, asked: str) -> str:
    """Of these tables, those without which what is asked cannot be said."""
    first, *joins = _JOIN.split(tables)
    kept: list[str] = []
    for join in reversed(joins):
        alias = _ALIAS.search(join)
        if alias is None or re.search(rf"\b{alias[1]}\.", asked):
            kept.insert(0, join)
            asked += join
    return " ".join([first, *kept])


@dataclass(frozen=True, slots=True)
class Page:
    """Raw rows in order, each with the cursor of its place; `more` when the list goes on."""

    rows: Sequence[Row]
    more: bool


async def page(conn: Connection, select: Select, ordering: Ordering, first: int, after: str | None) -> Page:
    """At most `first` rows (never over 200) behind `after`. Raises BadCursor and RowGone."""
    size = max(0, min(first, LARGEST_PAGE))
    if after:
        values = _values(ordering, after)
        select.add(_behind(select.params, ordering, values))
        if named := _named(select.params, ordering, values):
            select.add(named)
    limit = _limit(select.params, size)
    found = await conn.fetch(paged(select, ordering, limit), *select.params.values)
    if after and not found:
        await _refuse_gone(conn, ordering, after)
    return Page(found[:size], len(found) > size)


def paged(select: Select, ordering: Ordering, limit: str) -> str:
    """The statement of a page. Of parts with an order each, so many keys of every part are merged first, and only theirs are read whole."""
    sorting = _sorting(ordering)
    end = f"ORDER BY {sorting} LIMIT {limit}"
    if not select.either:
        return f"SELECT {select.columns} FROM {select.tables} WHERE {select.condition} {end}"
    columns = [sql for _alias, sql, _kind in ordering.columns]
    names = ", ".join(f"{sql} AS s{place}" for place, sql in enumerate(columns))
    parts = [
        f"SELECT * FROM (SELECT {names} FROM {needed(select.tables, condition + sorting)} WHERE {condition} {end}) part{place}"
        for place, condition in enumerate(select.each_condition)
    ]
    merged = ", ".join(f"s{place} {_direction(ordering)}" for place in range(len(columns)))
    keys = f"SELECT s{len(columns) - 1} FROM ({' UNION ALL '.join(parts)}) every ORDER BY {merged} LIMIT {limit}"
    return f"SELECT {select.columns} FROM {select.tables} WHERE {columns[-1]} IN ({keys}) ORDER BY {sorting}"


@dataclass(frozen=True, slots=True)
class Each:
    """What the rows of several pages belong to: the column that says so, and the keys wanted."""

    column: str
    keys: Sequence[UUID]


async def first_of_each(conn: Connection, select: Select, of: Each, ordering: Ordering, first: int) -> Sequence[Row]:
    """The first rows, and one more, of each of these, in one statement; in order, whatever the key.

    Never by numbering the rows of all of them: a key may have a thousand. SQLite has no LATERAL, but finds ids by a subquery of each key.
    """
    size, sorting = _limit(select.params, max(0, min(first, LARGEST_PAGE))), _sorting(ordering)
    wanted = select.params.add(list(of.keys))
    of_key = f"WHERE {select.condition} AND {of.column} = q.value ORDER BY {sorting} LIMIT {size}"
    if conn.dialect == "postgres":
        firsts = f"SELECT {select.columns} FROM {select.tables} {of_key}"
        order = ", ".join(f"c.{alias} {_direction(ordering)}" for alias, _sql, _kind in ordering.columns)
        statement = f"SELECT c.* FROM unnest({wanted}::uuid[]) q(value) CROSS JOIN LATERAL ({firsts}) c ORDER BY {order}"
    else:
        key = ordering.columns[-1][1]
        chosen = f"SELECT {key} FROM {needed(select.tables, f'{select.condition} {of.column} {sorting}')} {of_key}"
        tables = f"json_each({wanted}) q CROSS JOIN {select.tables}"
        statement = f"SELECT {select.columns} FROM {tables} WHERE {key} IN ({chosen}) ORDER BY {sorting}"
    return await conn.fetch(statement, *select.params.values)


def _limit(params: Params, size: int) -> str:
    """One more than a page has, written out where pages are often so long: then a plan that is kept knows that there are few."""
    return str(size + 1) if size in USUAL else params.add(size + 1)


def _sorting(ordering: Ordering) -> str:
    return ", ".join(f"{sql} {_direction(ordering)}" for _alias, sql, _kind in ordering.columns)


def _direction(ordering: Ordering) -> str:
    return "DESC" if ordering.descending else "ASC"


async def _refuse_gone(conn: Connection, ordering: Ordering, after: str) -> None:
    """A page of nothing is the end of the list, unless the list has never had the row it goes on behind."""
    params = Params()
    named = _named(params, ordering, _values(ordering, after))
    if named and not await conn.fetch(f"SELECT 1 AS there WHERE {named}", *params.values):
        raise RowGone


async def all_of(conn: Connection, select: Select) -> Sequence[Row]:
    """Every raw row of it, in no order: for what names its ids."""
    return await conn.fetch(f"SELECT {select.columns} FROM {select.tables} WHERE {select.condition}", *select.params.values)


async def count(conn: Connection, select: Select, up_to: int | None = None) -> int:
    """How many rows there are in all; asked for only when a client wants to know. With `up_to` one more at most: then there are more."""
    tables, condition = needed(select.tables, select.condition), select.condition
    if up_to is None:
        statement = f"SELECT COUNT(*) AS n FROM {tables} WHERE {condition}"
    else:
        most = select.params.add(up_to + 1)
        statement = f"SELECT COUNT(*) AS n FROM (SELECT 1 FROM {tables} WHERE {condition} LIMIT {most}) counted"
    found = await conn.fetch(statement, *select.params.values)
    return int(found[0]["n"])


def cursor(ordering: Ordering, row: Mapping[str, Any]) -> str:
    """Where this typed row stands in this order."""
    values = [_plain(row[alias]) for alias, _kind in ordering.spelled]
    return base64.urlsafe_b64encode(json.dumps([ordering.name, values]).encode()).decode().rstrip("=")


def _values(ordering: Ordering, after: str) -> list[Any]:
    spelled = ordering.spelled
    try:
        name, values = json.loads(base64.urlsafe_b64decode(after + "=" * (-len(after) % 4)))
        if name != ordering.name or len(values) != len(spelled):
            raise BadCursor(after)
        return [_READERS[kind](value) for (_alias, kind), value in zip(spelled, values, strict=True)]
    except (binascii.Error, ValueError, TypeError, AttributeError, OverflowError, RecursionError) as problem:
        raise BadCursor(after) from problem


def _behind(params: Params, ordering: Ordering, values: list[Any]) -> str:
    places = ", ".join(params.add(value) for value in values[: len(ordering.columns)])
    columns = ", ".join(sql for _alias, sql, _kind in ordering.columns)
    return f"({columns}) {'<' if ordering.descending else '>'} ({places})"


def _named(params: Params, ordering: Ordering, values: list[Any]) -> str | None:
    """That the row is there which the cursor names; None where the order's places are never filled with other rows."""
    if ordering.names is None:
        return None
    position, key = params.add(values[0]), params.add(values[-1])
    return f"EXISTS (SELECT 1 FROM {ordering.names} named WHERE named.position = {position} AND named.id = {key})"


def _plain(value: Any) -> Any:
    return value if isinstance(value, int) else value.isoformat() if hasattr(value, "isoformat") else str(value)
