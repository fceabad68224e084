"""Feeds: the journal for one listener, from any cursor on, with no gap and no duplicate, filtered by what its actor may see."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncGenerator, Awaitable, Callable
from contextlib import aclosing
from dataclasses import dataclass
from typing import Any, Final

from portico.live.place import FeedPlace
from portico.live.tail import RING, Listener, SlowListener, Tail
from portico.storage.engine import journal
from portico.storage.engine.database import Connection
from portico.storage.engine.journal import Cursor
from portico.storage.engine.rows import Row

PAGE: Final = 60
LONGEST_BATCH_MS: Final = 1000
HEARTBEAT_SECONDS: Final = 30.0


@dataclass(frozen=True, slots=True)
class FeedPage:
    """Entries in commit order, fewer than 2 × PAGE, and the cursor from which to go on after them.

    Without entries it only says how far the feed is: at the beginning, when nothing has come since its cursor, then as a heartbeat.
    """

    cursor: Cursor
    entries: tuple[Row, ...]


EntryJudge = Callable[[list[Row], Cursor], Awaitable[list[Row]]]


@dataclass(frozen=True, slots=True)
class WantedEntries:
    """Which entries a listener gets: one condition, written as SQL for the table and as a function for the ring.

    `sql` is a condition on `journal_entry` with its arguments as $1 … $n (what `scope.visible` gives); `admits` must answer the same
    from the entry's columns alone. Where that cannot be had (a carrier's scope needs the request) it is None, and `judge` tells which
    entries are wanted as of a cursor; by default it asks the table.
    """

    sql: str
    args: tuple[Any, ...]
    admits: Callable[[Row], bool] | None
    judge: EntryJudge | None = None


EVERYTHING: Final = WantedEntries(*journal.EVERYTHING, lambda entry: True)


Feed = AsyncGenerator[FeedPage, None]


async def entries(
    tail: Tail,
    reader: Connection,
    after: Cursor | None,
    wanted: WantedEntries,
    *,
    batch_ms: int = 0,
    backlog: int = RING,
    heartbeat: float = HEARTBEAT_SECONDS,
    place: FeedPlace | None = None,
) -> Feed:
    """What is wanted after the cursor, then what comes, for ever; with None from now on, told at once in an empty page.

    Entries that come within `batch_ms` (0–1000) of the first travel in one page. `backlog` is how many entries may come while a page
    is being used. `place` is kept up to date. Raises CursorExpired, before the first page unless history went away under it, and
    SlowListener.
    """
    place = place or FeedPlace()
    batch = min(max(batch_ms, 0), LONGEST_BATCH_MS) / 1000
    cursor = tail.head if after is None else after
    silent = after is not None
    if not silent:
        place.tells(cursor, ())
        place.taken = lambda: cursor
        yield FeedPage(cursor, ())
    while (listener := tail.join(cursor, backlog=backlog)) is None:  # no await between this look and the place it gives
        if place.wider:  # whoever joined meanwhile wants more than is asked of the table
            raise SlowListener(cursor)
        page = await tail.page(cursor, PAGE, (wanted.sql, wanted.args))
        cursor = page.cursor
        if page.entries:
            silent = False
            place.tells(cursor, page.entries)
            yield FeedPage(cursor, tuple(page.entries))
        if not page.full:
            await tail.catch_up()
    source = _Source(listener, wanted.admits, wanted.judge or _by_table(reader, wanted))
    async with aclosing(_pages(source, batch, heartbeat, place, silent=silent)) as pages:
        async for fresh in pages:
            yield fresh


def _by_table(reader: Connection, wanted: WantedEntries) -> EntryJudge:
    async def judge(entries: list[Row], cursor: Cursor) -> list[Row]:
        found = await journal.which(reader, [entry["position"] for entry in entries], (wanted.sql, wanted.args))
        return [entry for entry in entries if entry["position"] in found]

    return judge


class _Source:
    """A place in the ring, and what is wanted of it."""

    def __init__(self, listener: Listener, admits: Callable[[Row], bool] | None, judge: EntryJudge) -> None:
        self._listener = listener
        self._admits, self._judge = admits, judge

    @property
    def cursor(self) -> Cursor:
        return self._listener.cursor

    @property
    def exhausted(self) -> bool:
        return self._listener.exhausted

    async def take(self) -> list[Row]:
        taken = self._listener.take(PAGE)
        if self._admits is not None:
            return [entry for entry in taken if self._admits(entry)]
        return await self._judge(taken, self.cursor) if taken else []

    async def wait(self, seconds: float) -> None:
        await self._listener.wait(seconds)


async def _pages(source: _Source, batch: float, heartbeat: float, place: FeedPlace, *, silent: bool) -> Feed:
    """One that has been silent so far says at once where it stands, if by an empty page: whoever had lost their feed know it is back."""
    clock = asyncio.get_running_loop().time
    told = None if silent else source.cursor
    gathered: list[Row] = []
    place.taken = lambda: source.cursor
    while True:
        send_at = clock() + (batch if told is None else heartbeat)
        while len(gathered) < PAGE:
            found = await source.take()
            if found and not gathered:
                send_at = clock() + batch
            gathered += found
            left = send_at - clock()
            if left <= 0 and (gathered or source.exhausted):
                break
            await (source.wait(left) if source.exhausted else asyncio.sleep(0))  # one long backlog does not hold up the others
        if gathered or source.cursor != told:
            told = source.cursor
            entries, gathered = tuple(gathered), []
            place.tells(told, entries)
            yield FeedPage(told, entries)
