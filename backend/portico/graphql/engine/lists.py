"""One kind of row as lists, answers and `node(id)` give it: pages, ids and single ones are read the same way."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Generic, TypeVar
from uuid import UUID

from portico.domain.actors import Actor
from portico.graphql.engine.connections import connection, connection_of_each
from portico.graphql.engine.context import Context, Info
from portico.graphql.engine.pagination import Rows
from portico.graphql.engine.read_off_row import looked_at
from portico.graphql.engine.scalars import row_id
from portico.storage.engine import listing
from portico.storage.engine.database import Connection
from portico.storage.engine.listing import Ordering, RowColumns, Select
from portico.storage.engine.paging import Each, Place
from portico.storage.engine.rows import Row

Wanted = TypeVar("Wanted")
Node = TypeVar("Node")


@dataclass(frozen=True)
class Narrowed:
    """Nodes for which only those columns are read that somebody asks for: what they are, and what their rows hold."""

    node: Any
    columns: RowColumns

    def columns_of(self, context: Context) -> frozenset[str] | None:
        """The names of what is asked for; None for all of it."""
        kind: str = self.node.__strawberry_definition__.name
        return looked_at(self.node, context.ready.names.get(kind, frozenset())) if context.ready else None

    def narrow(self, context: Context, select: Select, order: Ordering | None = None, *also: str) -> Select:
        """Reads only what the document asks for, what the order is by, and `also`."""
        names = self.columns_of(context)
        if names is not None:
            by = [alias for alias, _kind in order.spelled] if order else []
            select.narrow(self.columns.of({*names, *by, *also}), order)
        return select


@dataclass(frozen=True)
class Lists(Generic[Wanted, Node]):
    """`operation` is what policy is asked; `nodes` makes (typed row, node) of raw rows, in a bounded number of statements."""

    kind: str
    operation: str
    select: Callable[[Connection, Actor, Wanted], Select]
    of_ids: Callable[[list[UUID]], Wanted]
    orderings: Mapping[str, Ordering]
    nodes: Callable[[Context, Sequence[Row]], Awaitable[Rows[Node]]]
    narrowed: Narrowed | None = None

    async def page(self, context: Context, wanted: Wanted, ordering: str, place: Place) -> Any:
        """A page of what the viewer may see, as a Relay connection."""
        actor, reader, order = context.require(self.operation), context.work.reader, self.orderings[ordering]

        def make() -> Select:
            return self._narrow(context, self.select(reader, actor, wanted), order)

        async def read(raw: Sequence[Row]) -> Rows[Node]:
            return await self.nodes(context, raw)

        return await connection(context, make, order, place, read)

    async def page_of_each(self, context: Context, each: Each, wanted: Wanted, ordering: str, place: Place) -> list[Any]:
        """The page of each of these that is at a place without cursors, all in one statement."""
        actor, reader, order = context.require(self.operation), context.work.reader, self.orderings[ordering]

        def make() -> Select:
            return self._narrow(context, self.select(reader, actor, wanted), order, each.name)

        async def read(raw: Sequence[Row]) -> Rows[Node]:
            return await self.nodes(context, raw)

        return await connection_of_each(context, make, each, order, place, read)

    async def by_ids(self, context: Context, ids: list[UUID]) -> dict[UUID, Node]:
        """These as they are now, as far as the viewer may see them."""
        reader = context.work.reader
        raw = await listing.all_of(reader, self._narrow(context, self.select(reader, context.actor, self.of_ids(ids))))
        return {row["id"]: node for row, node in await self.nodes(context, raw)}

    def _narrow(self, context: Context, select: Select, order: Ordering | None = None, *also: str) -> Select:
        return self.narrowed.narrow(context, select, order, *also) if self.narrowed else select

    async def one(self, info: Info, id: str) -> Node | None:
        """What has this id, if the viewer may see it."""
        info.context.require(self.operation)
        key = row_id(self.kind, id)
        return (await self.by_ids(info.context, [key])).get(key) if key else None
