"""Who is next to have a password checked: a few at a time, one of each site in turn, so that a crowd keeps only its own site waiting.

Two rounds wait: strangers, by site; and people who are known (inside already, or where they have signed in before), by person. While both
have somebody waiting they take turns, the known first: neither holds up the other for longer than a check takes.
"""

from __future__ import annotations

import asyncio
from collections import OrderedDict, deque
from collections.abc import AsyncIterator, Hashable
from contextlib import asynccontextmanager
from typing import Final

from portico.domain.refusals import TooManyRequests

AT_ONCE: Final = 2  # each takes 64 MiB while it runs
STRANGERS: Final = 32  # places to wait, the last of them for a second or two
KNOWN: Final = 8
SOON: Final = 2


class _Round:
    """A bounded number of places to wait, the next one taken of each site in turn.

    A place becomes True when its turn has come, False when it was given to a site that has fewer.
    """

    def __init__(self, places: int) -> None:
        self._places = places
        self._sites: OrderedDict[Hashable, deque[asyncio.Future[bool]]] = OrderedDict()

    def __len__(self) -> int:
        return sum(map(len, self._sites.values()))

    def join(self, site: Hashable) -> asyncio.Future[bool]:
        """Raises TooManyRequests when all places are taken, and no site has two more of them than this one has."""
        if len(self) >= self._places:
            self._take_one_for(site)
        place = asyncio.get_running_loop().create_future()
        self._sites.setdefault(site, deque()).append(place)
        return place

    def _take_one_for(self, site: Hashable) -> None:
        fullest = max(self._sites.values(), key=len)
        if len(fullest) - len(self._sites.get(site, ())) < 2:
            raise TooManyRequests(SOON)
        _settle(fullest.pop(), False)

    def next(self) -> asyncio.Future[bool] | None:
        """Whose turn it is; the site's next one comes after one of every other site."""
        if not self._sites:
            return None
        site, waiting = self._sites.popitem(last=False)
        place = waiting.popleft()
        if waiting:
            self._sites[site] = waiting
        return place

    def leave(self, site: Hashable, place: asyncio.Future[bool]) -> None:
        waiting = self._sites.get(site, deque())
        if place in waiting:
            waiting.remove(place)
        if not waiting:
            self._sites.pop(site, None)


class PasswordQueue:
    """One per process."""

    def __init__(self) -> None:
        self._running = 0
        self._known, self._strangers = _Round(KNOWN), _Round(STRANGERS)
        self._rounds = deque((self._known, self._strangers))

    @asynccontextmanager
    async def turn(self, site: Hashable, *, known: bool = False) -> AsyncIterator[None]:
        """While one password may be checked. Raises TooManyRequests: at once, or when somebody of a site with fewer took the place."""
        waiting = self._known if known else self._strangers
        place = waiting.join(site)
        self._call_next()
        try:
            if not await place:
                raise TooManyRequests(SOON)
            yield
        finally:  # also when whoever waited, or was just called, is gone
            if _was_called(place):
                self._running -= 1
            else:
                waiting.leave(site, place)
            self._call_next()

    def _call_next(self) -> None:
        while self._running < AT_ONCE and (place := self._next()) is not None:
            if _settle(place, True):
                self._running += 1

    def _next(self) -> asyncio.Future[bool] | None:
        for waiting in self._rounds:
            if (place := waiting.next()) is not None:
                self._rounds.remove(waiting)
                self._rounds.append(waiting)
                return place
        return None


def _settle(place: asyncio.Future[bool], called: bool) -> bool:
    """False for one whose owner is gone and has not yet left."""
    if place.done():
        return False
    place.set_result(called)
    return True


def _was_called(place: asyncio.Future[bool]) -> bool:
    return place.done() and not place.cancelled() and place.result()
