"""Relay connections over keyset pages."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Sequence
from typing import Annotated, Any, Final, Generic, TypeVar

import strawberry

from portico.domain.inventory.phone_number_lists import MOST_NUMBERS
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
FirstNumbers = Annotated[int, strawberry.argument(description=f"How many of them at most; no request has more than {MOST_NUMBERS:,}.")]
Id = Annotated[strawberry.ID, strawberry.argument(description="Its opaque id.")]
Counted = Callable[[int | None], Awaitable[int]]
"""How many rows there are, one more than so many at the most."""
After = Annotated[str | None, strawberry.argument(description="The cursor of the row to go on behind.")]


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
    last: strawberry.Private[Edge[Any] | None]


Edge.TOLD = {"cursor": ReadAs(lambda edge: listing.cursor(edge.ordering, edge.row))}
PageInfo.TOLD = {"end_cursor": ReadAs(lambda page: page.last and page.last.cursor)}


@strawberry.type(name="Connection", description="A page of a list.")
class Paged(Generic[Node]):
    edges: list[Edge[Node]] = strawberry.field(description="The rows of this page, in order.")
    page_info: PageInfo = strawberry.field(description="Where this page stands.")
    counted: strawberry.Private[Counted]

    @strawberry.field(description="How many rows there are in all; counted only when asked for.")
    async def total_count(self, up_to: UpTo = None) -> int:
        if up_to is not None and not 0 <= up_to <= MOST_COUNTED:
            raise RequestError(_UP_TO.said(most=MOST_COUNTED))
        return await self.counted(up_to)


async def connection(
    conn: Connection,
    make: Callable[[], Select],
    ordering: Ordering,
    place: tuple[int, str | None],
    read: Callable[[Sequence[Row]], Awaitable[list[tuple[Row, Any]]]],
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
    return paged(await read(page.rows), ordering, lambda up_to: listing.count(conn, make(), up_to), more=page.more)


def refuse_size(first: int) -> None:
    """Raises RequestError for a page of a size there is not."""
    if not 0 <= first <= listing.LARGEST_PAGE:
        raise RequestError(_FIRST.said(most=listing.LARGEST_PAGE))


def paged(found: list[tuple[Row, Node]], ordering: Ordering, counted: Counted, *, more: bool) -> Paged[Node]:
    """These (typed row, node) as a page."""
    edges: list[Edge[Node]] = [Edge.made(ordering=ordering, row=row, node=node) for row, node in found]
    return Paged(edges=edges, page_info=PageInfo.made(has_next_page=more, last=edges[-1] if edges else None), counted=counted)
