"""Lists: keyset pages over plain rows. Never OFFSET: a page continues behind the last row's values, compared as one row value."""

from __future__ import annotations

import base64
import binascii
import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any
from uuid import UUID

from portico.storage.engine.database import Connection
from portico.storage.engine.rows import Row
from portico.storage.engine.scope import Params

LARGEST_PAGE = 200
LARGEST_NUMBER = 2**63 - 1


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
    """`columns` are (alias in the row, SQL, kind) from the most significant to the unique last one, all in one direction."""

    name: str
    columns: tuple[tuple[str, str, str], ...]
    descending: bool = False


@dataclass(slots=True)
class Select:
    """A statement in the making: what to read, and the conditions so far."""

    columns: str
    tables: str
    params: Params = field(default_factory=Params)
    where: list[str] = field(default_factory=list)

    def add(self, condition: str) -> None:
        self.where.append(condition)

    @property
    def condition(self) -> str:
        return " AND ".join(f"({part})" for part in self.where) or "1 = 1"


@dataclass(frozen=True, slots=True)
class Page:
    """Raw rows in order, each with the cursor of its place; `more` when the list goes on."""

    rows: list[Row]
    more: bool


async def page(conn: Connection, select: Select, ordering: Ordering, first: int, after: str | None) -> Page:
    """At most `first` rows (never over 200) behind `after`. Raises BadCursor."""
    size = max(0, min(first, LARGEST_PAGE))
    if after:
        select.add(_behind(select.params, ordering, after))
    direction = "DESC" if ordering.descending else "ASC"
    sorting = ", ".join(f"{sql} {direction}" for _alias, sql, _kind in ordering.columns)
    limit = select.params.add(size + 1)
    statement = f"SELECT {select.columns} FROM {select.tables} WHERE {select.condition} ORDER BY {sorting} LIMIT {limit}"
    found = await conn.fetch(statement, *select.params.values)
    return Page(found[:size], len(found) > size)


async def all_of(conn: Connection, select: Select) -> list[Row]:
    """Every raw row of it, in no order: for what names its ids."""
    return await conn.fetch(f"SELECT {select.columns} FROM {select.tables} WHERE {select.condition}", *select.params.values)


async def count(conn: Connection, select: Select) -> int:
    """How many rows there are in all; asked for only when a client wants to know."""
    found = await conn.fetch(f"SELECT COUNT(*) AS n FROM {select.tables} WHERE {select.condition}", *select.params.values)
    return int(found[0]["n"])


def cursor(ordering: Ordering, row: Mapping[str, Any]) -> str:
    """Where this typed row stands in this order."""
    values = [_plain(row[alias]) for alias, _sql, _kind in ordering.columns]
    return base64.urlsafe_b64encode(json.dumps([ordering.name, values]).encode()).decode().rstrip("=")


def _behind(params: Params, ordering: Ordering, after: str) -> str:
    try:
        name, values = json.loads(base64.urlsafe_b64decode(after + "=" * (-len(after) % 4)))
        if name != ordering.name or len(values) != len(ordering.columns):
            raise BadCursor(after)
        typed = [_READERS[kind](value) for (_alias, _sql, kind), value in zip(ordering.columns, values, strict=True)]
    except (binascii.Error, ValueError, TypeError, AttributeError, OverflowError, RecursionError) as problem:
        raise BadCursor("This cursor does not belong to this list and order.") from problem
    places = ", ".join(params.add(value) for value in typed)
    columns = ", ".join(sql for _alias, sql, _kind in ordering.columns)
    return f"({columns}) {'<' if ordering.descending else '>'} ({places})"


def _plain(value: Any) -> Any:
    return value if isinstance(value, int) else value.isoformat() if hasattr(value, "isoformat") else str(value)
