"""What the listeners of one process do together: what many want is read once, and they take turns at making messages of it.

Without it a command over a thousand numbers made every listener read all of them for itself, over every connection there was, and
the messages of a crowd kept everybody else from the event loop for as long as they took.
"""

from __future__ import annotations

import asyncio
from collections import OrderedDict
from collections.abc import Awaitable, Callable, Hashable, Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any, Final, Generic, TypeVar
from weakref import WeakValueDictionary

from portico.storage.engine.journal import Cursor

K = TypeVar("K", bound=Hashable)
V = TypeVar("V")
MOST_KEPT: Final = 5_000  # things, whoever may see them: some tens of megabytes at most
KEEP_SECONDS: Final = 30.0  # so long what no entry tells of (the name of an account) may be old, for who comes late to older entries
BREATH: Final = 0.1  # of the time a message takes the loop is everybody else's before the next one


@dataclass(frozen=True, slots=True)
class _Kept:
    """Something read: as it was at this place in the journal or later; None where there is no such thing for this scope."""

    as_of: Cursor
    read_at: float
    value: Any


@dataclass(slots=True, eq=False)
class _Round:
    """One read for everyone who asked before it began."""

    keys: dict[Any, None] = field(default_factory=dict)
    as_of: Cursor | None = None
    answer: asyncio.Task[Mapping[Any, Any]] | None = None


class Together:
    """`head` tells how far this process has read the journal: what is read from now on is at least as new as that."""

    def __init__(self, head: Callable[[], Cursor]) -> None:
        self.head = head
        self._kept: OrderedDict[tuple[Hashable, Hashable], _Kept] = OrderedDict()
        self._shelves: WeakValueDictionary[Hashable, Shelf[Any, Any]] = WeakValueDictionary()
        self._stage = asyncio.Lock()

    def shelf(self, scope: Hashable, read: Callable[[list[K]], Awaitable[Mapping[K, V]]]) -> Shelf[K, V]:
        """Where everyone of this scope finds what `read` answers; the same one for as long as somebody holds it.

        Two listeners may name the same scope only if `read` answers them alike.
        """
        found = self._shelves.get(scope)
        if found is None:
            found = self._shelves[scope] = Shelf(self, scope, read)
        return found

    def forget(self) -> None:
        """After a restore of the database: places mean something else now."""
        self._kept.clear()

    async def turn(self) -> None:
        """Returns when the next message may be made, one at a time. Between two the loop has a breath for everybody else.

        Nothing needs to be given back: the turn ends by itself once what follows this call first lets go of the loop.
        """
        await self._stage.acquire()
        loop = asyncio.get_running_loop()
        begun = loop.time()
        loop.call_soon(lambda: loop.call_later(BREATH * (loop.time() - begun), self._stage.release))

    def kept(self, scope: Hashable, key: Hashable, after: Cursor) -> _Kept | None:
        found = self._kept.get((scope, key))
        return found if found and _reaches(found.as_of, after) and found.read_at > _clock() - KEEP_SECONDS else None

    def keep(self, scope: Hashable, as_of: Cursor, found: Mapping[Any, Any]) -> None:
        read_at = _clock()
        for key, value in found.items():
            self._kept[scope, key] = _Kept(as_of, read_at, value)
            self._kept.move_to_end((scope, key))
        while len(self._kept) > MOST_KEPT:
            self._kept.popitem(last=False)


class Shelf(Generic[K, V]):
    """Things of one kind as one scope sees them, read together: one read at a time, for all that were asked for meanwhile."""

    def __init__(self, together: Together, scope: Hashable, read: Callable[[list[K]], Awaitable[Mapping[K, V]]]) -> None:
        self._together, self._scope, self._read = together, scope, read
        self._reading = asyncio.Lock()
        self._latest: _Round | None = None
        self._open = _Round()

    async def take(self, keys: Iterable[K], after: Cursor) -> dict[K, V]:
        """These things at least as new as the journal at `after`, in the order of the keys; who is not there is left out.

        Nobody may change what it gets. Raises what reading raises; who is canceled takes nobody's read away.
        """
        wanted = list(dict.fromkeys(keys))
        found = {key: kept.value for key in wanted if (kept := self._together.kept(self._scope, key, after))}
        if missing := [key for key in wanted if key not in found]:
            found |= await self._answered(missing, after)
        return {key: found[key] for key in wanted if found[key] is not None}

    async def _answered(self, missing: list[K], after: Cursor) -> Mapping[K, V | None]:
        if (under_way := self._under_way(missing, after)) is not None:
            return await asyncio.shield(under_way)
        joined = self._open
        joined.keys.update(dict.fromkeys(missing))
        joined.as_of = after if joined.as_of is None or not _reaches(joined.as_of, after) else joined.as_of
        if joined.answer is None:
            joined.answer = asyncio.create_task(self._answer(joined), name="read together")
        return await asyncio.shield(joined.answer)

    def _under_way(self, missing: list[K], after: Cursor) -> asyncio.Task[Mapping[K, V | None]] | None:
        """A read that has begun and will do."""
        latest = self._latest
        if latest is None or latest.answer is None or latest.as_of is None or latest.answer.done():
            return None
        return latest.answer if _reaches(latest.as_of, after) and latest.keys.keys() >= set(missing) else None

    async def _answer(self, round_: _Round) -> Mapping[K, V | None]:
        async with self._reading:
            self._latest, self._open = round_, _Round()
            head = self._together.head()
            as_of = round_.as_of = head if round_.as_of is None or _reaches(head, round_.as_of) else round_.as_of
            read = await self._read(list(round_.keys))
            answer = {key: read.get(key) for key in round_.keys}
            self._together.keep(self._scope, as_of, answer)
            return answer


def _reaches(place: Cursor, after: Cursor) -> bool:
    return place.epoch == after.epoch and place.place >= after.place


def _clock() -> float:
    return asyncio.get_running_loop().time()
