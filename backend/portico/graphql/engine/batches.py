"""What is read for a whole level of the tree with one statement: a column declares its own, and a context has one loader for each."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Generic, TypeVar
from uuid import UUID

from portico.domain.actors import Actor
from portico.storage.engine.database import Connection

if TYPE_CHECKING:
    from portico.graphql.engine.context import Context

K = TypeVar("K")
T = TypeVar("T")
Found = TypeVar("Found", bound=Mapping[str, Any])


@dataclass(frozen=True, eq=False)
class Batch(Generic[K, T]):
    """`load` answers what belongs to each of these keys, in their order."""

    load: Callable[[Context, list[K]], Awaitable[Sequence[T]]]


Seen = Callable[[Connection, Actor, list[UUID]], Awaitable[T]]
"""Reads what the actor may see of these."""


def by_id(read: Seen[Iterable[Found]]) -> Batch[UUID, Found | None]:
    """Rows by their own ids; None for one that is not there, or not to be seen."""

    async def load(context: Context, ids: list[UUID]) -> list[Found | None]:
        found = {row["id"]: row for row in await read(context.work.reader, context.actor, ids)}
        return [found.get(key) for key in ids]

    return Batch(load)


def many(read: Seen[Mapping[Any, list[T]]]) -> Batch[UUID, list[T]]:
    """What hangs on each; nothing is the empty list."""

    async def load(context: Context, ids: list[UUID]) -> list[list[T]]:
        found = await read(context.work.reader, context.actor, ids)
        return [found.get(key, []) for key in ids]

    return Batch(load)


def firsts(read: Callable[[Connection, Actor, list[UUID], int], Awaitable[Mapping[UUID, list[T]]]]) -> Batch[tuple[UUID, int], list[T]]:
    """The first of what hangs on each, so many."""

    async def load(context: Context, keys: list[tuple[UUID, int]]) -> list[list[T]]:
        ids, most = list(dict.fromkeys(key for key, _first in keys)), max(first for _key, first in keys)
        found = await read(context.work.reader, context.actor, ids, most)
        return [found.get(key, [])[:first] for key, first in keys]

    return Batch(load)
