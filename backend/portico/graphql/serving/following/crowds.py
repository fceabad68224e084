"""Listeners who are told the same: each page is read, answered and encoded once, and written to all of them.

A subscription begins alone. Once it stands where a crowd stands that is told the same (the same document and variables, by somebody
alike in all that the selection depends on) it joins that crowd, and its own feed ends; where there is none, its feed becomes one. What
a member costs from then on is its bytes. To which entries members narrow their feeds parts no crowd: it looks for what any of them
wants, and tells each what is its own (`pages`).
"""

from __future__ import annotations

import asyncio
from collections import Counter, defaultdict
from collections.abc import AsyncGenerator, Callable, Hashable, Iterable
from contextlib import aclosing
from dataclasses import dataclass, field
from typing import Final, Protocol
from uuid import UUID

from strawberry.types import ExecutionResult

from portico.graphql.serving.following.alike import Listed
from portico.graphql.serving.following.pages import CrowdPage, Message
from portico.live.feeds import HEARTBEAT_SECONDS
from portico.live.place import FeedPlace
from portico.storage.engine.feeds.entry_filters import EntryFilter
from portico.storage.engine.journal import Cursor
from portico.storage.engine.rows import Row
from portico.tallies import EXECUTIONS

Results = AsyncGenerator[ExecutionResult, None]
AT_ONCE: Final = 2_000_000
"""Bytes that are written before everybody else has a turn, where a message costs at least what `LEAST` bytes do."""
LEAST: Final = 8_000


@dataclass(frozen=True, slots=True)
class OwnFeed:
    """One listener's own feed: its answers, where it stands, the list on its pages, and what an answer is after which it is over."""

    results: Results
    place: FeedPlace
    ends: Callable[[ExecutionResult], bool]
    listed: Listed | None = None


class Sink(Protocol):
    """Where a member's messages go; nothing any more, as soon as it does not keep up."""

    def tell(self, message: Message) -> None: ...


@dataclass(slots=True, eq=False)
class Member:
    """One listener of a crowd, who knew everything up to `since` when it joined; None: what everybody knows.

    It is `here` until it leaves. `over` is set once the feed has ended: to None, or to a last result, for the member to judge.
    """

    sink: Sink
    narrowed: EntryFilter | None
    since: Cursor | None
    told_at: float
    here: bool = True
    over: asyncio.Future[ExecutionResult | None] = field(default_factory=lambda: asyncio.get_running_loop().create_future())


class Wishes:
    """What members of a crowd narrow their feeds to: how many do so alike, and from which place on it is looked for."""

    def __init__(self) -> None:
        self._since: dict[EntryFilter | None, Cursor] = {}
        self._members = Counter[EntryFilter | None]()
        self._by_order: defaultdict[UUID | None, dict[EntryFilter, EntryFilter]] = defaultdict(dict)

    def since(self, wish: EntryFilter | None) -> Cursor | None:
        return self._since.get(wish)

    def add(self, wish: EntryFilter | None, since: Cursor) -> EntryFilter | None:
        """Answers the one and same for all who narrow theirs alike."""
        self._members[wish] += 1
        self._since.setdefault(wish, since)
        return wish if wish is None else self._by_order[wish.order_id].setdefault(wish, wish)

    def remove(self, wish: EntryFilter | None) -> None:
        self._members[wish] -= 1
        if self._members[wish]:
            return
        del self._members[wish], self._since[wish]
        if wish is not None:
            del self._by_order[wish.order_id][wish]
            if not self._by_order[wish.order_id]:
                del self._by_order[wish.order_id]

    def admit(self, entry: Row) -> bool:
        """Whether anybody wants it. Most narrow their feed to one order, so only those of this one are asked."""
        return any(wish.admits(entry) for order in (None, entry["order_id"]) for wish in self._by_order.get(order, ()))


class Crowd:
    """A feed and who is told of it; `told` is the cursor of the page that everybody has."""

    def __init__(self, key: Hashable, source: OwnFeed, told: Cursor) -> None:
        self.members: dict[Member, None] = {}
        self._joined = list[Member]()  # while a page is told
        self.key, self.told = key, told
        self._source, self._wishes = source, Wishes()
        self.task: asyncio.Task[None] | None = None

    def goes_on_from(self, place: FeedPlace) -> bool:
        """Whether a listener that stands there is told what follows it here, from the first entry on that it wants."""
        begins = self._wishes.since(place.narrowed) or self._source.place.taken()
        return place.told is not None and begins is not None and _reaches(place.told, begins) and _reaches(place.told, self.told)

    def take_in(self, sink: Sink, narrowed: EntryFilter | None, since: Cursor) -> Member:
        """Of those who stand where it goes on from."""
        begins = self._source.place.taken() or self.told
        narrowed = self._wishes.add(narrowed, begins)
        if narrowed is not None:
            self._source.place.wider = self._wishes.admit
        member = Member(sink, narrowed, since, _clock())
        self.members[member] = None
        self._joined.append(member)
        return member

    def let_out(self, member: Member) -> None:
        if member in self.members:
            del self.members[member]
            member.here = False
            self._wishes.remove(member.narrowed)

    async def run(self) -> None:
        """Tells everybody, until the feed ends."""
        last: ExecutionResult | None = None
        place = self._source.place
        try:
            async with aclosing(self._source.results) as results:
                async for result in results:
                    told = place.told
                    if self._source.ends(result):
                        last = result
                        break
                    EXECUTIONS.add("together")
                    place.told_to(await self._tell(CrowdPage(result, place, self._source.listed)))
                    self.told = told or self.told
        finally:
            for member in self.members:
                if not member.over.done():
                    member.over.set_result(last)

    async def _tell(self, page: CrowdPage) -> int:
        """Answers how many were told. Who joins meanwhile stands where everybody stood before, or further: it is told what it lacks."""
        written, answered, now = 0, 0, _clock()
        whole = page.whole() if page.cursor == self.told else None  # no page of the feed: what it has come to
        missing, self._joined = list(self.members), []
        while missing:
            for member in missing:
                if member.here and (message := whole or self._message(page, member, now)):
                    member.sink.tell(message)
                    answered += 1
                    written += LEAST + len(message.payload)
                    if written > AT_ONCE:
                        written = 0
                        await asyncio.sleep(0)
            missing, self._joined = self._joined, []
        return answered

    def _message(self, page: CrowdPage, member: Member, now: float) -> Message | None:
        since = member.since
        if since is not None and since.place <= self.told.place:
            since = member.since = None
        message = page.for_all_alike(member.narrowed) if since is None else page.of(member.narrowed, since)
        if message is None and since is None and now - member.told_at >= HEARTBEAT_SECONDS:
            message = page.empty()
        if message is not None:
            member.told_at = now
        return message


class Crowds:
    """Those of this process."""

    def __init__(self) -> None:
        self._crowds: dict[Hashable, Crowd] = {}

    @property
    def sizes(self) -> Iterable[int]:
        """How many listen to each."""
        return [len(crowd.members) for crowd in self._crowds.values()]

    def join(self, key: Hashable, source: OwnFeed, sink: Sink) -> Joined | None:
        """A place in the crowd of this key, if what it is told next is what comes next for this feed; None where it is not, yet.

        Where there is no crowd this feed is one from now on, and is read here: who joined it must not do so any more.
        """
        place, crowd = source.place, self._crowds.get(key)
        if place.told is None or (crowd is not None and not crowd.goes_on_from(place)):
            return None
        founds = crowd is None
        if crowd is None:
            crowd = self._crowds[key] = Crowd(key, source, place.told)
        member = crowd.take_in(sink, place.narrowed, place.told)
        if founds:
            crowd.task = asyncio.create_task(self._kept(crowd), name="crowd")
        return Joined(self, crowd, member, founds)

    async def _kept(self, crowd: Crowd) -> None:
        try:
            await crowd.run()
        finally:
            self._forget(crowd)

    def leave(self, crowd: Crowd, member: Member) -> None:
        """A crowd of nobody ends."""
        crowd.let_out(member)
        if not crowd.members and crowd.task is not None:
            self._forget(crowd)
            crowd.task.cancel()

    def _forget(self, crowd: Crowd) -> None:
        if self._crowds.get(crowd.key) is crowd:
            del self._crowds[crowd.key]


@dataclass(frozen=True, slots=True)
class Joined:
    """A listener's place; `founded`: its own feed became the crowd's."""

    crowds: Crowds
    crowd: Crowd
    member: Member
    founded: bool

    async def ended(self) -> ExecutionResult | None:
        """What the feed ended with. Whoever waits no more has left."""
        try:
            return await self.member.over
        finally:
            self.crowds.leave(self.crowd, self.member)


def _reaches(place: Cursor, after: Cursor) -> bool:
    return place.epoch == after.epoch and place.place >= after.place


def _clock() -> float:
    return asyncio.get_running_loop().time()
