"""Lists of plain rows: what is read, in which order, and the cursors of its rows (`paging` reads them page by page)."""

from __future__ import annotations

import base64
import binascii
import json
import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from enum import StrEnum
from functools import lru_cache
from itertools import product
from typing import Any, Final
from uuid import UUID

from portico.storage.engine.database import Connection
from portico.storage.engine.rows import Dialect, Row
from portico.storage.engine.scope import Params
from portico.storage.engine.sql import listed

LARGEST_PAGE = 200
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

    @property
    def turned(self) -> Ordering:
        """The same from its other end."""
        return replace(self, descending=not self.descending)


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


SqlOf = Callable[[Params], Iterable[str]]


@dataclass(frozen=True, slots=True)
class Sieve:
    """What is searched for, in two ways, each as conditions of which it fulfils one; `counted` are statements of how much it is.

    Of `few` the keys are found first, and all is sorted. Among `many` the list is read in its order, and a page is soon full.
    """

    few: SqlOf
    many: SqlOf
    counted: SqlOf


FEW: Final = 200
"""So much of what is found is sorted."""


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
    walked: dict[str, Sequence[str]] = field(default_factory=dict)
    """Columns that stand before the order of the list in its indexes, with the values in which its rows are looked for."""
    asked: dict[str, str] = field(default_factory=dict)
    """Conditions by their column, which hold in any case for what is walked by it."""
    found: Sieve | None = None
    """What is searched for: part of the condition once somebody had a `look`."""
    late: bool = False
    """Whether so little is found that it is sorted by its keys, and only a page of it read whole."""

    def demand(self, condition: str) -> None:
        """Only what fulfils this as well."""
        self.where.append(condition)

    def narrow(self, columns: str, ordering: Ordering | None = None) -> None:
        """Reads these alone, and without the tables that nothing of it names any more."""
        by = sorting(ordering) if ordering else ""
        sought = " ".join(self.found.many(Params())) if self.found else ""
        self.columns, self.tables = columns, needed(self.tables, f"{columns} {self._so_far} {sought} {by}")

    def one_of(self, column: str, wanted: Sequence[StrEnum] | None) -> None:
        """That the column has one of these values, where any are given."""
        if wanted:
            self.asked[column] = f"{column} IN ({listed(set(wanted))})"

    def walk(self, column: str, among: Iterable[StrEnum]) -> None:
        """Reads the rows of each of these values by themselves, as no index is in order across them."""
        self.walked[column] = sorted(set(among))

    @property
    def condition(self) -> str:
        if self.found:
            raise RuntimeError("what is searched for is looked for first: without it all would be found")
        return self._so_far

    @property
    def _so_far(self) -> str:
        return _all_of([*self.where, *self.asked.values(), " OR ".join(self.either)])

    @property
    def in_parts(self) -> bool:
        """Whether it is merged from parts that have an order of their own."""
        return bool(self.either or self.walked or self.late)

    def parts(self, names: str, end: str, dialect: Dialect) -> list[str]:
        """A statement for each part of the list that has an order of its own.

        PostgreSQL plans one part, however many values are walked; SQLite has no LATERAL.
        """
        if self.late:  # fenced: PostgreSQL takes a list of keys for ten rows, and walked the order of all for the page of one
            return [self._part("part0", names, self.condition, "OFFSET 0" if dialect == "postgres" else end)]
        tables, of_each = self._lateral() if dialect == "postgres" and self.walked else ("", self._one_by_one())
        others = [asked for column, asked in self.asked.items() if column not in self.walked]
        conditions = [_all_of([*self.where, *others, one, values]) for one in self.either or [""] for values in of_each]
        return [self._part(f"part{at}", names, each, end, tables) for at, each in enumerate(conditions)]

    async def look(self, conn: Connection) -> None:
        """Finds out whether what is searched for is little or much, and how to read it."""
        found, self.found = self.found, None
        if found is None:
            return
        self.late = not await _are_many(conn, found)
        if self.late:
            self.demand(_any_of(found.few(self.params)))
        else:
            self.demand(f"({_any_of(found.many(self.params))}) IS TRUE")  # no index is taken for it, and all of it sorted

    def _part(self, called: str, names: str, condition: str, end: str, tables: str = "") -> str:
        read = f"SELECT {names} FROM {needed(self.tables, names + condition + end)} WHERE {condition} {end}"
        return f"SELECT {called}.* FROM {tables}({read}) {called}"

    def _lateral(self) -> tuple[str, list[str]]:
        """Tables of the values, and the condition that a row has those of their turn."""
        of_values = (", ".join(f"('{value}')" for value in values) for values in self.walked.values())
        tables = [f"(VALUES {values}) w{place} (turn) CROSS JOIN " for place, values in enumerate(of_values)]
        return "".join(tables) + "LATERAL ", [" AND ".join(f"{column} = w{place}.turn" for place, column in enumerate(self.walked))]

    def _one_by_one(self) -> list[str]:
        each = [[f"{column} = '{value}'" for value in values] for column, values in self.walked.items()]
        return [" AND ".join(turn) for turn in product(*each)]


async def _are_many(conn: Connection, found: Sieve) -> bool:
    params = Params()
    paths = list(found.counted(params))
    every = " UNION ALL ".join(f"SELECT 1 FROM ({path}) path{place}" for place, path in enumerate(paths))
    if not paths:
        return False
    (row,) = await conn.fetch(f"SELECT COUNT(*) AS n FROM (SELECT 1 FROM ({every}) every LIMIT {FEW + 1}) counted", *params.values)
    return bool(row["n"] > FEW)


def _any_of(conditions: Iterable[str]) -> str:
    return " OR ".join(f"({part})" for part in conditions) or "1 = 0"


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


def sorting(ordering: Ordering) -> str:
    """What stands behind ORDER BY."""
    return ", ".join(f"{sql} {direction(ordering)}" for _alias, sql, _kind in ordering.columns)


def direction(ordering: Ordering) -> str:
    """Of each of its columns."""
    return "DESC" if ordering.descending else "ASC"


async def all_of(conn: Connection, select: Select) -> Sequence[Row]:
    """Every raw row of it, in no order: for what names its ids."""
    await select.look(conn)
    return await conn.read(f"SELECT {select.columns} FROM {select.tables} WHERE {select.condition}", *select.params.values)


async def count(conn: Connection, select: Select, up_to: int | None = None) -> int:
    """How many rows there are in all; asked for only when a client wants to know. With `up_to` one more at most: then there are more."""
    await select.look(conn)
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


def values_of(ordering: Ordering, after: str) -> list[Any]:
    """The place that a cursor names, as `spelled`. Raises BadCursor."""
    spelled = ordering.spelled
    try:
        name, values = json.loads(base64.urlsafe_b64decode(after + "=" * (-len(after) % 4)))
        if name != ordering.name or len(values) != len(spelled):
            raise BadCursor(after)
        return [_READERS[kind](value) for (_alias, kind), value in zip(spelled, values, strict=True)]
    except (binascii.Error, ValueError, TypeError, AttributeError, OverflowError, RecursionError) as problem:
        raise BadCursor(after) from problem


def _plain(value: Any) -> Any:
    return value if isinstance(value, int) else value.isoformat() if hasattr(value, "isoformat") else str(value)
