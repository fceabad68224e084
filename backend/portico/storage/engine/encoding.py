"""Values of a thousand rows on their way to a driver: each column's encoder, which knows what is plainly right by its type alone."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import UTC, datetime
from functools import lru_cache
from typing import Any, Final
from uuid import UUID

from portico.storage.engine.rows import Column, Dialect, Kind, encode

_SURELY: Final = 1 << 31


@lru_cache(maxsize=4096)
def encoder(column: Column, dialect: Dialect) -> Callable[[Any], Any]:
    """`encode` for the values of one column: what is common is recognised by its type alone, anything else is looked at closely."""
    quick = _quick(column, dialect)

    def encoded(value: Any) -> Any:
        found = quick(value) if quick else None
        return encode(column, value, dialect) if found is None else found

    return encoded


def _quick(column: Column, dialect: Dialect) -> Callable[[Any], Any] | None:
    """What a value that is plainly right becomes; None says that it has to be looked at closely."""
    enum = column.enum
    if enum is not None:
        return lambda value: value.value if type(value) is enum else None
    return _QUICK[dialect].get(column.kind)


def _as_it_is(kind: type[Any]) -> Callable[[Any], Any]:
    return lambda value: value if type(value) is kind else None


def _small(value: Any) -> Any:
    return value if type(value) is int and -_SURELY <= value < _SURELY else None


def _empty(value: Any) -> Any:
    return None if value else "[]" if type(value) is list else "{}" if type(value) is dict else None


@lru_cache(maxsize=512)
def _spelled(moment: datetime) -> str:
    """An instant in UTC; most that are written together are the same."""
    return moment.isoformat(" ")


_QUICK: Final[Mapping[Dialect, Mapping[Kind, Callable[[Any], Any]]]] = {
    "postgres": {"uuid": _as_it_is(UUID), "boolean": _as_it_is(bool), "integer": _small, "bigint": _small, "jsonb": _empty},
    "sqlite": {
        "uuid": lambda value: str(value) if type(value) is UUID else None,
        "boolean": lambda value: int(value) if type(value) is bool else None,
        "timestamptz": lambda value: _spelled(value) if type(value) is datetime and value.tzinfo is UTC else None,
        "integer": _small,
        "bigint": _small,
        "jsonb": _empty,
    },
}
