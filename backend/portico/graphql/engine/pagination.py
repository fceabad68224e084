"""Relay connections over keyset pages."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Annotated, Any, Final, Generic, TypeVar

import strawberry

from portico.domain.sentences import Sentence
from portico.graphql.engine.read_off_row import ReadAs, ReadOffRow
from portico.graphql.engine.request_errors import ErrorCode, RequestError
from portico.storage.engine import listing
from portico.storage.engine.database import Connection
from portico.storage.engine.listing import BadCursor, Ordering, RowGone, Select
from portico.storage.engine.rows import Row

_FIRST: Final = Sentence("request.first", "`first` is from 0 to {most}.")
_UP_TO: Final = Sentence("request.up_to", "`upTo` is from 0 to {most}.")
_NO_CURSOR: Final = Sentence("request.no_cursor", "This cursor does not belong to this list and order.")
_ROW_GONE: Final = Sentence("request.row_gone", "The row this cursor names is not there any more: the database was restored from a backup.")
MOST_COUNTED: Final = 1_000_000
Node = TypeVar("Node")
UpTo = Annotated[int | None, strawberry.argument(description="Where counting ends: one more than this means that there are more.")]
SEARCHED: Final = (
    "A number in any spelling, its beginning, or four of its last digits or more; a reference's beginning or its number; "
    "or words, each whole or begun, of a name, another's reference, a subscriber or a carrier."
)
First = Annotated[int, strawberry.argument(description="How many rows, at most 200.")]
Id = Annotated[strawberry.ID, strawberry.argument(description="Its opaque id.")]
Counted = Callable[[int | None], Awaitable[int]]
"""How many rows there are, one more than so many at the most."""
After = Annotated[str | None, strawberry.argument(description="The cursor of the row to go on behind.")]


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
    cursor: str = strawberry.field(description="Give this as `after` to go on behind this row.")
    node: Node = strawberry.field(description="The row.")
    ordering: strawberry.Private[Ordering]
    row: strawberry.Private[Row]


@strawberry.type(description="Where a page stands in its list.")
class PageInfo(ReadOffRow):
    has_next_page: bool = strawberry.field(description="Whether the list goes on.")
    end_cursor: str | None = strawberry.field(description="The cursor of the last row of this page.")
    ordering: strawberry.Private[Ordering]
    rows: strawberry.Private[Rows[Any]]


def _end_cursor(page: PageInfo) -> str | None:
    rows = page.rows
    return listing.cursor(page.ordering, rows.make(rows.raw[-1])[0]) if rows.raw else None


Edge.TOLD = {"cursor": ReadAs(lambda edge: listing.cursor(edge.ordering, edge.row))}
PageInfo.TOLD = {"end_cursor": ReadAs(_end_cursor)}


@strawberry.type(name="Connection", description="A page of a list.")
class Paged(ReadOffRow, Generic[Node]):
    edges: list[Edge[Node]] = strawberry.field(description="The rows of this page, in order.")
    page_info: PageInfo = strawberry.field(description="Where this page stands.")
    ordering: strawberry.Private[Ordering]
    rows: strawberry.Private[Rows[Node]]
    more: strawberry.Private[bool]
    counted: strawberry.Private[Counted]

    @strawberry.field(description="How many rows there are in all; counted only when asked for.")
    async def total_count(self, up_to: UpTo = None) -> int:
        if up_to is not None and not 0 <= up_to <= MOST_COUNTED:
            raise RequestError(_UP_TO.said(most=MOST_COUNTED))
        return await self.counted(up_to)


Paged.TOLD = {
    "edges": ReadAs(lambda page: [Edge.made(ordering=page.ordering, row=row, node=node) for row, node in page.rows]),
    "page_info": ReadAs(lambda page: PageInfo.made(has_next_page=page.more, ordering=page.ordering, rows=page.rows)),
}


async def connection(
    conn: Connection,
    make: Callable[[], Select],
    ordering: Ordering,
    place: tuple[int, str | None],
    read: Callable[[Sequence[Row]], Awaitable[Rows[Any] | list[tuple[Row, Any]]]],
) -> Any:
    """A page at `place` (first, after): `make` builds the statement, anew for the count; `read` turns raw rows into (typed row, node)."""
    first, after = place
    refuse_size(first)
    try:
        page = await listing.page(conn, make(), ordering, first, after)
    except BadCursor as problem:
        raise RequestError(_NO_CURSOR.said()) from problem
    except RowGone as problem:
        raise RequestError(_ROW_GONE.said(), ErrorCode.CURSOR_EXPIRED) from problem
    found = await read(page.rows)
    rows = found if isinstance(found, Rows) else Rows(found)
    counted = whole(rows.raw, page.more) if after is None else None
    return Paged.made(rows=rows, ordering=ordering, counted=counted or (lambda up_to: listing.count(conn, make(), up_to)), more=page.more)


def whole(raw: Sequence[Any], more: bool) -> Counted | None:
    """How many there are, where a first page has all of them: nobody needs to be asked."""

    async def counted(up_to: int | None) -> int:
        return len(raw) if up_to is None else min(len(raw), up_to + 1)

    return None if more else counted


def refuse_size(first: int) -> None:
    """Raises RequestError for a page of a size there is not."""
    if not 0 <= first <= listing.LARGEST_PAGE:
        raise RequestError(_FIRST.said(most=listing.LARGEST_PAGE))
