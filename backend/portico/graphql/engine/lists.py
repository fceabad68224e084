"""One kind of row as lists, answers and `node(id)` give it: pages, ids and single ones are read the same way."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass
from functools import partial
from typing import Any, Generic, TypeVar
from uuid import UUID

from portico.domain.actors import Actor
from portico.graphql.engine.context import Context, Info
from portico.graphql.engine.pagination import connection, paged, refuse_size
from portico.graphql.engine.scalars import row_id
from portico.storage.engine import listing
from portico.storage.engine.database import Connection
from portico.storage.engine.listing import Each, Ordering, Select
from portico.storage.engine.rows import Row

Wanted = TypeVar("Wanted")
Node = TypeVar("Node")


@dataclass(frozen=True)
class Lists(Generic[Wanted, Node]):
    """`operation` is what policy is asked; `nodes` makes (typed row, node) of raw rows, in a bounded number of statements."""

    kind: str
    operation: str
    select: Callable[[Connection, Actor, Wanted], Select]
    of_ids: Callable[[list[UUID]], Wanted]
    orderings: Mapping[str, Ordering]
    nodes: Callable[[Context, list[Row]], Awaitable[list[tuple[Row, Node]]]]

    async def page(self, context: Context, wanted: Wanted, ordering: str, first: int, after: str | None) -> Any:
        """A page of what the viewer may see, as a Relay connection."""
        actor, reader = context.require(self.operation), context.work.reader

        async def read(raw: list[Row]) -> list[tuple[Row, Node]]:
            return await self.nodes(context, raw)

        return await connection(reader, lambda: self.select(reader, actor, wanted), self.orderings[ordering], (first, after), read)

    async def first_of_each(self, context: Context, each: Each, wanted: Wanted, ordering: str, first: int) -> list[Any]:
        """The first page of each of these, all in one statement."""
        refuse_size(first)
        actor, reader, order = context.require(self.operation), context.work.reader, self.orderings[ordering]
        raw = await listing.first_of_each(reader, self.select(reader, actor, wanted), each, order, first)
        found: dict[UUID, list[tuple[Row, Node]]] = {key: [] for key in each.keys}
        for row, node in await self.nodes(context, raw):
            found[row[each.column.rpartition(".")[2]]].append((row, node))

        async def counted(key: UUID, up_to: int | None) -> int:
            select = self.select(reader, actor, wanted)
            select.add(f"{each.column} = {select.params.add(key)}")
            return await listing.count(reader, select, up_to)

        return [paged(mine[:first], order, partial(counted, key), more=len(mine) > first) for key, mine in found.items()]

    async def by_ids(self, context: Context, ids: list[UUID]) -> dict[UUID, Node]:
        """These as they are now, as far as the viewer may see them."""
        reader = context.work.reader
        raw = await listing.all_of(reader, self.select(reader, context.actor, self.of_ids(ids)))
        return {row["id"]: node for row, node in await self.nodes(context, raw)}

    async def one(self, info: Info, id: str) -> Node | None:
        """What has this id, if the viewer may see it."""
        info.context.require(self.operation)
        key = row_id(self.kind, id)
        return (await self.by_ids(info.context, [key])).get(key) if key else None
