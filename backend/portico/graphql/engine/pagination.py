"""Relay connections over keyset pages, from either end."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Annotated, Any, Final, Generic, TypeVar

import strawberry

from portico.domain.sentences import Sentence
from portico.graphql.engine.read_off_row import ReadAs, ReadOffRow
from portico.graphql.engine.request_errors import RequestError
from portico.storage.engine import listing
from portico.storage.engine.listing import Ordering
from portico.storage.engine.paging import Page, Place
from portico.storage.engine.rows import Row

USUAL_PAGE: Final = 50
"""How many rows a page has of which nobody says how many."""
_UP_TO: Final = Sentence("request.up_to", "`upTo` is from 0 to {most}.")
MOST_COUNTED: Final = 1_000_000
Node = TypeVar("Node")
UpTo = Annotated[int | None, strawberry.argument(description="Where counting ends: one more than this means that there are more.")]
SEARCHED: Final = (
    "A number in any spelling, its beginning, or four of its last digits or more; a reference's beginning or its number; "
    "or words, each whole or begun, of a name, another's reference, a subscriber or a carrier."
)
First = Annotated[
    int | None, strawberry.argument(description=f"How many rows, from the beginning, at most 200; {USUAL_PAGE} where nothing is said.")
]
Last = Annotated[
    int | None, strawberry.argument(description="How many rows, from the end, at most 200; in the same order, and without `first`.")
]
Id = Annotated[strawberry.ID, strawberry.argument(description="Its opaque id.")]
Counted = Callable[[int | None], Awaitable[int]]
"""How many rows there are, one more than so many at the most."""
After = Annotated[str | None, strawberry.argument(description="The cursor of the row to go on behind.")]
Before = Annotated[
    str | None, strawberry.argument(description="The cursor of the row to stop before; alone it is read backwards, as with `last`.")
]


def _as_it_is(pair: Any) -> Any:
    return pair


@dataclass(frozen=True, slots=True)
class Rows(Generic[Node]):
    """The rows of a list, of which `make` makes (typed row, node) when somebody wants one as an object; without it they are that."""

    raw: Sequence[Any]
    make: Callable[[Any], tuple[Row, Node]] = _as_it_is

    def __iter__(self) -> Iterator[tuple[Row, Node]]:
        return map(self.make, self.raw)

    @property
    def as_read(self) -> Sequence[Mapping[str, Any]] | None:
        """The rows as they came out of the database, if nothing has been made of them yet."""
        return None if self.make is _as_it_is else self.raw


@strawberry.type(description="A row in a list, and where it stands.")
class Edge(ReadOffRow, Generic[Node]):
    cursor: str = strawberry.field(description="Give this as `after` to go on behind this row, as `before` to go back from it.")
    node: Node = strawberry.field(description="The row.")
    ordering: strawberry.Private[Ordering]
    row: strawberry.Private[Row]


@strawberry.type(description="Where a page stands in its list.")
class PageInfo(ReadOffRow):
    has_next_page: bool = strawberry.field(description="Whether the list goes on behind this page.")
    has_previous_page: bool = strawberry.field(description="Whether the list has rows before this page.")
    start_cursor: str | None = strawberry.field(description="The cursor of the first row of this page: go back from it with `before`.")
    end_cursor: str | None = strawberry.field(description="The cursor of the last row of this page: go on behind it with `after`.")
    ordering: strawberry.Private[Ordering]
    rows: strawberry.Private[Rows[Any]]


def _cursor(page: PageInfo, place: int) -> str | None:
    rows = page.rows
    return listing.cursor(page.ordering, rows.make(rows.raw[place])[0]) if rows.raw else None


Edge.TOLD = {"cursor": ReadAs(lambda edge: listing.cursor(edge.ordering, edge.row))}
PageInfo.TOLD = {"start_cursor": ReadAs(lambda page: _cursor(page, 0)), "end_cursor": ReadAs(lambda page: _cursor(page, -1))}


@dataclass(frozen=True, slots=True)
class Ends:
    """Whether there are rows before a page, and behind it."""

    has_previous: bool
    has_next: bool

    @classmethod
    def of(cls, place: Place, page: Page, *, beyond: bool = False) -> Ends:
        """`beyond`: whether there are rows on the side that the page was not read towards."""
        return cls(page.more, beyond) if place.backward else cls(beyond, page.more)


@strawberry.type(name="Connection", description="A page of a list.")
class Paged(ReadOffRow, Generic[Node]):
    edges: list[Edge[Node]] = strawberry.field(description="The rows of this page, in order.")
    page_info: PageInfo = strawberry.field(description="Where this page stands.")
    ordering: strawberry.Private[Ordering]
    rows: strawberry.Private[Rows[Node]]
    ends: strawberry.Private[Ends]
    counted: strawberry.Private[Counted]

    @strawberry.field(description="How many rows there are in all; counted only when asked for.")
    async def total_count(self, up_to: UpTo = None) -> int:
        if up_to is not None and not 0 <= up_to <= MOST_COUNTED:
            raise RequestError(_UP_TO.said(most=MOST_COUNTED))
        return await self.counted(up_to)


def _page_info(page: Paged[Any]) -> PageInfo:
    ends = page.ends
    return PageInfo.made(has_next_page=ends.has_next, has_previous_page=ends.has_previous, ordering=page.ordering, rows=page.rows)


Paged.TOLD = {
    "edges": ReadAs(lambda page: [Edge.made(ordering=page.ordering, row=row, node=node) for row, node in page.rows]),
    "page_info": ReadAs(_page_info),
}
