"""A connection at a place of its list: which place is asked for, and the rows that are there."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Sequence
from dataclasses import replace
from functools import partial
from typing import Any, Final
from uuid import UUID

from portico.domain.sentences import Sentence
from portico.graphql.engine.context import Context
from portico.graphql.engine.pagination import USUAL_PAGE, Counted, Ends, Paged, Rows
from portico.graphql.engine.request_errors import ErrorCode, RequestError
from portico.storage.engine import listing, paging
from portico.storage.engine.listing import BadCursor, Ordering, Select
from portico.storage.engine.paging import Each, Place, RowGone
from portico.storage.engine.rows import Row

_FIRST: Final = Sentence("request.first", "`first` is from 0 to {most}.")
_LAST: Final = Sentence("request.last", "`last` is from 0 to {most}.")
_EITHER_END: Final = Sentence("request.first_and_last", "Give `first` or `last`, not both: a page is read from one end.")
_NO_CURSOR: Final = Sentence("request.no_cursor", "This cursor does not belong to this list and order.")
_ROW_GONE: Final = Sentence("request.row_gone", "The row this cursor names is not there any more: the database was restored from a backup.")


async def connection(
    context: Context,
    make: Callable[[], Select],
    ordering: Ordering,
    place: Place,
    read: Callable[[Sequence[Row]], Awaitable[Rows[Any] | list[tuple[Row, Any]]]],
) -> Any:
    """The page at a place: `make` builds the statement, anew for the count; `read` turns raw rows into (typed row, node)."""
    conn = context.work.reader
    try:
        page = await paging.page(conn, make(), ordering, place)
        beyond = _asks_beyond(context, place) and await paging.is_any_beyond(conn, make(), ordering, place)
    except BadCursor as problem:
        raise RequestError(_NO_CURSOR.said()) from problem
    except RowGone as problem:
        raise RequestError(_ROW_GONE.said(), ErrorCode.CURSOR_EXPIRED) from problem
    found = await read(page.rows)
    rows = found if isinstance(found, Rows) else Rows(found)
    counted = (place.from_an_end and whole(rows.raw, page.more)) or (lambda up_to: listing.count(conn, make(), up_to))
    return Paged.made(rows=rows, ordering=ordering, counted=counted, ends=Ends.of(place, page, beyond=beyond))


async def connection_of_each(  # noqa: PLR0917 - as `connection`, of each
    context: Context,
    make: Callable[[], Select],
    each: Each,
    ordering: Ordering,
    place: Place,
    read: Callable[[Sequence[Row]], Awaitable[Rows[Any]]],
) -> list[Any]:
    """The page of each of these that is at a place without cursors, all in one statement; the column of `each` is among those read."""
    conn = context.work.reader
    raw = await paging.page_of_each(conn, make(), each, ordering, place)
    rows = await read(raw)

    async def counted(key: UUID, up_to: int | None) -> int:
        return await listing.count(conn, each.alone(make(), key), up_to)

    def page(key: UUID, mine: Sequence[Any]) -> Paged[Any]:
        cut = place.cut(mine)
        count = whole(cut.rows, cut.more) or partial(counted, key)
        return Paged.made(rows=replace(rows, raw=cut.rows), ordering=ordering, counted=count, ends=Ends.of(place, cut))

    return [page(key, mine) for key, mine in _by_key(each, raw, rows.raw).items()]


def _by_key(each: Each, raw: Sequence[Row], rows: Sequence[Any]) -> dict[UUID, Sequence[Any]]:
    """These rows by what they belong to, which SQLite spells as text."""
    if len(each.keys) == 1:
        return {each.keys[0]: rows}
    found: dict[UUID, list[Any]] = {key: [] for key in each.keys}
    by_either: dict[Any, list[Any]] = {**found, **{str(key): mine for key, mine in found.items()}}
    for of_row, row in zip(raw, rows, strict=True):
        by_either[of_row[each.name]].append(row)
    return {**found}


def _asks_beyond(context: Context, place: Place) -> bool:
    """Whether somebody asks for the side of the cursor that the page is not on: it takes a statement of its own."""
    asked = context.ready.names.get("PageInfo", frozenset()) if context.ready else None
    return asked is None or ("hasNextPage" if place.backward else "hasPreviousPage") in asked


def whole(raw: Sequence[Any], more: bool) -> Counted | None:
    """How many there are, where a page from an end has all of them: nobody needs to be asked."""

    async def counted(up_to: int | None) -> int:
        return len(raw) if up_to is None else min(len(raw), up_to + 1)

    return None if more else counted


def place_at(first: int | None, after: str | None, last: int | None, before: str | None) -> Place:
    """Where a page begins, and how long it is. Raises RequestError for `first` beside `last`, and for a size there is not."""
    if first is not None and last is not None:
        raise RequestError(_EITHER_END.said())
    for size, wrong in ((first, _FIRST), (last, _LAST)):
        if size is not None and not 0 <= size <= listing.LARGEST_PAGE:
            raise RequestError(wrong.said(most=listing.LARGEST_PAGE))
    backward = last is not None or (first is None and bool(before) and not after)
    size = last if first is None else first
    return Place(USUAL_PAGE if size is None else size, after, before, backward)
