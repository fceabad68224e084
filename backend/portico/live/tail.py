"""The tail: one reader of the journal per process, however many listen; it keeps the newest entries and wakes who waits for more.

A listener has no queue of its own. It has a place in the ring that all share, so one that does not keep up costs nothing, and is
told so when the ring has moved on.
"""

from __future__ import annotations

import asyncio
from bisect import bisect_right
from collections.abc import Hashable, Sequence
from contextlib import suppress
from typing import Any, Final

from portico.live.bells import Bell
from portico.live.figures import Figures
from portico.live.loops import Loop
from portico.live.together import Together
from portico.storage.engine import journal
from portico.storage.engine.database import Connection
from portico.storage.engine.engines import shares
from portico.storage.engine.journal import Cursor, CursorExpired, EntryPage
from portico.storage.engine.rows import Row

RING: Final = 10_000
LOOK: Final = 500  # entries per statement, and never more than a quarter of the ring: nobody who is awake is passed by one look
PAGES: Final = 64  # from before the ring, the latest ones that somebody read
PAGE_SECONDS: Final = 5.0  # so long one is kept: what a carrier may see of an entry depends on its request as it is now
POLL_SECONDS: Final = 1.0  # the net under the rings
AGAIN_SECONDS: Final = 0.01


class SlowListener(Exception):
    """So many entries came while this listener was busy that it is let go; it resumes from `cursor`, the last place it has seen."""

    def __init__(self, cursor: Cursor) -> None:
        super().__init__("the listener did not keep up; resume from its last cursor")
        self.cursor = cursor


class Ring:
    """The newest entries, in commit order, each numbered as it arrived. `floor` is the place before the first, `head` after the last."""

    def __init__(self, start: Cursor, size: int) -> None:
        self.floor = self.head = start
        self.first = 0
        self._size = size
        self._entries: list[Row] = []

    @property
    def end(self) -> int:
        """The number the next entry will get."""
        return self.first + len(self._entries)

    def append(self, entries: Sequence[Row], head: Cursor) -> None:
        """Takes what follows; the oldest go a quarter of the ring at a time, which makes the cost of each one constant."""
        self._entries += entries
        self.head = head
        if len(self._entries) >= self._size + max(self._size // 4, 1):
            gone = len(self._entries) - self._size
            self.floor = self.cursor_of(self._entries[gone - 1])
            del self._entries[:gone]
            self.first += gone

    def start_over(self, start: Cursor) -> None:
        """Forgets everything; one number is skipped, so that nobody's place is in the ring any more."""
        self.first = self.end + 1
        self._entries.clear()
        self.floor = self.head = start

    def holds(self, cursor: Cursor) -> bool:
        """Whether everything after this cursor is here or still to come: it names an entry of the ring, or where that begins or ends."""
        passed = bisect_right(self._entries, cursor.place, key=_place)
        return cursor in (self.floor, self.head) or (passed > 0 and cursor == self.cursor_of(self._entries[passed - 1]))

    def number_after(self, cursor: Cursor) -> int:
        return self.first + bisect_right(self._entries, cursor.place, key=_place)

    def part(self, start: int, most: int) -> list[Row]:
        return self._entries[start - self.first : start - self.first + most]

    def cursor_of(self, entry: Row) -> Cursor:
        return Cursor.at(self.head.epoch, entry)


class Waiters:
    """Tasks that wait for one thing; they leave when it happens, when their time is up and when they are canceled."""

    def __init__(self) -> None:
        self._futures: set[asyncio.Future[None]] = set()

    def __len__(self) -> int:
        return len(self._futures)

    def wake(self) -> None:
        futures, self._futures = self._futures, set()
        for future in futures:
            if not future.done():
                future.set_result(None)

    async def wait(self, seconds: float) -> None:
        future = asyncio.get_running_loop().create_future()
        self._futures.add(future)
        try:
            with suppress(TimeoutError):
                async with asyncio.timeout(seconds):
                    await future
        finally:
            self._futures.discard(future)


class Tail:
    """Follows the journal from its head on. The entries it hands out are shared by all listeners: nobody may change them."""

    def __init__(self, reader: Connection, bell: Bell, start: Cursor, *, size: int = RING) -> None:
        self.ring = Ring(start, size)
        self._reader = reader
        self._bell = bell
        self._look = max(min(LOOK, size // 4), 1)
        self._for_entries, self._for_head = Waiters(), Waiters()
        self.together = Together(lambda: self.ring.head)
        self.figures = Figures(reader)
        self._pages: dict[Hashable, asyncio.Task[EntryPage]] = {}
        # PostgreSQL holds an entry back while an older transaction is open, and that one may end without a ring: look again soon.
        self._again = AGAIN_SECONDS if reader.dialect == "postgres" else POLL_SECONDS
        self._pause = self._again

    @classmethod
    async def open(cls, reader: Connection, bell: Bell, *, size: int = RING) -> Tail:
        """A tail that has read the newest entries, so that a crowd that comes back after a restart is served from them.

        `size` is how many it keeps; it begins with a quarter of them.
        """
        tail = cls(reader, bell, await journal.back(reader, size // 4), size=size)
        await tail.look()
        return tail

    @property
    def loop(self) -> Loop:
        """What keeps it going, for the loop runner."""
        return Loop("tail", self.turn, interruptible=True)

    @property
    def head(self) -> Cursor:
        """How far this process has read."""
        return self.ring.head

    @property
    def waiting(self) -> int:
        """How many listeners wait for the next entry now."""
        return len(self._for_entries)

    async def turn(self) -> bool:
        """Waits for the bell, a second at most, and reads what is new; True, as the next turn may follow at once.

        Raises what the database raises.
        """
        rung = await self._bell.wait(self._pause)
        before, self._pause = self.ring.end, min(self._pause * 2, POLL_SECONDS)
        await self.look()
        if rung or self.ring.end != before:
            self._pause = self._again
        return True

    async def look(self) -> None:
        """Reads everything new. After a restore of the database it starts over, and every listener is let go."""
        shares.for_feeds()
        full = True
        while full:
            try:
                page = await journal.page(self._reader, self.ring.head, self._look)
            except CursorExpired:
                self.ring.start_over(await journal.head(self._reader))
                self.together.forget()
                self.figures.forget()
                self._pages.clear()
                self._for_entries.wake()
                break
            await self.figures.follow(page.cursor)  # before anybody is woken: whoever is told of an entry finds it counted
            self.ring.append(page.entries, page.cursor)
            if page.entries:
                self._for_entries.wake()
            full = page.full
        self._for_head.wake()

    def join(self, after: Cursor, *, backlog: int = RING) -> Listener | None:
        """A listener that takes what follows `after`, or None when the ring does not hold all of it."""
        return Listener(self, after, backlog) if self.ring.holds(after) else None

    async def page(self, after: Cursor, limit: int, where: tuple[str, tuple[Any, ...]]) -> EntryPage:
        """What stands before the ring, read once for all who ask for the same. Raises CursorExpired."""
        asked = (after, limit, where[0], repr(where[1]))
        reading = self._pages.get(asked)
        if reading is None:
            reading = self._pages[asked] = asyncio.create_task(journal.page(self._reader, after, limit, where), name="read a page together")
            reading.add_done_callback(lambda done: self._keep(asked, done))
        return await asyncio.shield(reading)

    def _keep(self, asked: Hashable, done: asyncio.Task[EntryPage]) -> None:
        """Entries stay what they are: those who follow at their own pace find the page, while there are not too many others."""
        if done.cancelled() or done.exception() or not done.result().entries:
            self._pages.pop(asked, None)
            return
        asyncio.get_running_loop().call_later(PAGE_SECONDS, self._pages.pop, asked, None)
        if len(self._pages) > PAGES:
            self._pages.pop(next(iter(self._pages)))

    async def catch_up(self) -> None:
        """Asks for a look and waits until one is over, a second at most."""
        self._bell.ring()
        await self._for_head.wait(POLL_SECONDS)

    async def wait_beyond(self, number: int, seconds: float) -> None:
        """Returns when the ring's `end` has gone beyond `number`, after so many seconds at the latest."""
        if self.ring.end <= number and seconds > 0:
            await self._for_entries.wait(seconds)


class Listener:
    """A place in the ring. `cursor` is how far it has taken, also past what it does not want."""

    def __init__(self, tail: Tail, after: Cursor, backlog: int) -> None:
        self.cursor = after
        self._tail = tail
        self._backlog = backlog
        self._next = tail.ring.number_after(after)

    @property
    def exhausted(self) -> bool:
        """Whether it has taken everything there is."""
        return self._next == self._tail.ring.end

    def take(self, most: int) -> list[Row]:
        """The next entries, none when there are none yet. Raises SlowListener when more than its backlog was waiting."""
        ring = self._tail.ring
        if self._next < ring.first or ring.end - self._next > self._backlog:
            raise SlowListener(self.cursor)
        taken = ring.part(self._next, most)
        if taken:
            self._next += len(taken)
            self.cursor = ring.cursor_of(taken[-1])
        return taken

    async def wait(self, seconds: float) -> None:
        """Returns when there is something to take, after so many seconds at the latest."""
        await self._tail.wait_beyond(self._next, seconds)


def _place(entry: Row) -> tuple[int, int]:
    return entry["xid"], entry["position"]
