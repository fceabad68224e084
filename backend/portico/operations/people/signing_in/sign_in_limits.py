"""How often a sign-in may fail before the next try has to wait: per email and network, per email, and per network; never for all.

Whether the email exists makes no difference to any count, wait or word: nothing is kept in the database, and a restart begins anew for
all alike. A try is counted before its password is checked, so many at once are no way around the count; one that was right, or was not
checked, leaves no trace, and whom only tries still being checked keep out waits for these. As checking is slow on purpose, made-up emails
cannot come in faster than their counts age, so that memory is bounded.
"""

from __future__ import annotations

import asyncio
import ipaddress
from collections import OrderedDict
from collections.abc import AsyncIterator, Callable, Collection, Iterator, Sequence
from contextlib import AbstractAsyncContextManager, ExitStack, asynccontextmanager, contextmanager
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import partial
from hashlib import blake2b
from math import ceil
from typing import Final, Protocol

from portico.domain.refusals import TooManyRequests

LONGEST_WAIT: Final = timedelta(minutes=15)
FIRST_WAIT: Final = timedelta(seconds=30)
CAPACITY: Final = 65_536  # more than two threads of argon2 check while a failure is remembered
FREE_FAILURES: Final = 5
FREE_TRIES_OF_AN_EMAIL: Final = 20
FREE_FAILURES_OF_A_NETWORK: Final = 300
FORGIVEN_EVERY: Final = timedelta(seconds=3)


def wait_after(failures: int, free: int) -> timedelta:
    """Nothing for the first `free` failures in a row, then a wait that doubles from 30 seconds to at most 15 minutes."""
    if failures < free:
        return timedelta(0)
    doublings = min(failures - free, 16)
    return min(LONGEST_WAIT, FIRST_WAIT * (1 << doublings))


class Checking:
    """The tries that are being checked just now, by key."""

    def __init__(self) -> None:
        self._tries: dict[bytes, set[asyncio.Future[None]]] = {}

    def of(self, key: bytes) -> frozenset[asyncio.Future[None]]:
        return frozenset(self._tries.get(key, ()))

    @contextmanager
    def one(self, key: bytes, decided: asyncio.Future[None]) -> Iterator[None]:
        self._tries.setdefault(key, set()).add(decided)
        try:
            yield
        finally:
            self._tries[key].discard(decided)
            if not self._tries[key]:
                del self._tries[key]


class TryCount(Protocol):
    checking: Checking

    def wait(self, key: bytes, now: datetime) -> int:
        """Seconds until the next try, 0 for at once."""

    def add(self, key: bytes, now: datetime) -> Callable[[], None]:
        """One more; calling what it answers makes that none, as if it had never been added."""


@dataclass(frozen=True, slots=True)
class _Count:
    failures: int
    last: datetime


class FailureCounts:
    """Failures in a row by key. Where they do not fit, those that make nobody wait are forgotten first: new ones push out no lock."""

    def __init__(self, free: int, capacity: int = CAPACITY) -> None:
        self.free = free
        self.capacity = capacity
        self.checking = Checking()
        self._few: OrderedDict[bytes, _Count] = OrderedDict()
        self._many: OrderedDict[bytes, _Count] = OrderedDict()

    def __len__(self) -> int:
        return len(self._few) + len(self._many)

    def wait(self, key: bytes, now: datetime) -> int:
        count = self._many.get(key)
        return seconds_until(self._until(count), now) if count else 0

    def add(self, key: bytes, now: datetime) -> Callable[[], None]:
        """What could have been tried again longer ago than the longest wait no longer counts."""
        before = self._taken(key)
        lasting = before is not None and now - self._until(before) <= LONGEST_WAIT
        added = _Count(before.failures + 1 if before and lasting else 1, now)
        self._keep(key, added)
        return partial(self._take_back, key, added, before)

    def _take_back(self, key: bytes, added: _Count, before: _Count | None) -> None:
        found = self._taken(key)
        if found is added:
            self._keep(key, before)
        elif found is not None:  # others were added since: theirs stay
            self._keep(key, _Count(found.failures - 1, found.last))

    def _taken(self, key: bytes) -> _Count | None:
        return self._few.pop(key, None) or self._many.pop(key, None)

    def _keep(self, key: bytes, count: _Count | None) -> None:
        if count is None or count.failures < 1:
            return
        (self._few if count.failures < self.free else self._many)[key] = count
        if len(self) > self.capacity:
            (self._few or self._many).popitem(last=False)

    def _until(self, count: _Count) -> datetime:
        return count.last + wait_after(count.failures, self.free)

    def forget(self, key: bytes) -> None:
        self._few.pop(key, None)
        self._many.pop(key, None)

    def clear(self) -> None:
        self._few.clear()
        self._many.clear()


class Allowance:
    """So many failures at hand by key, one of which comes back every few seconds: whoever has used them up is slowed, not locked."""

    def __init__(self, free: int, forgiven_every: timedelta, capacity: int = CAPACITY) -> None:
        self.free = free
        self.capacity = capacity
        self.checking = Checking()
        self._every = forgiven_every
        self._good_at: OrderedDict[bytes, datetime] = OrderedDict()  # when all of them will be at hand again

    def __len__(self) -> int:
        return len(self._good_at)

    def wait(self, key: bytes, now: datetime) -> int:
        return seconds_until(self._good_at.get(key, now) - (self.free - 1) * self._every, now)

    def add(self, key: bytes, now: datetime) -> Callable[[], None]:
        self._good_at[key] = max(self._good_at.pop(key, now), now) + self._every
        if len(self._good_at) > self.capacity:
            self._good_at.popitem(last=False)
        return partial(self._take_back, key)

    def _take_back(self, key: bytes) -> None:
        if key in self._good_at:
            self._good_at[key] -= self._every

    def clear(self) -> None:
        self._good_at.clear()


@asynccontextmanager
async def counted(now: datetime, *counts: tuple[TryCount, bytes]) -> AsyncIterator[Callable[[], None]]:
    """Counts one try while it is checked; whoever finds it right calls what is handed in, and then it was none.

    Raises TooManyRequests where a count asks to wait, once none of the tries it counts is still being checked: eight at once with the
    right password all come in. One that passes through says that nothing was checked: nothing is counted then.
    """
    while wait := max(count.wait(key, now) for count, key in counts):
        await _one_decided(wait, [count.checking.of(key) for count, key in counts if count.wait(key, now)])
    decided = asyncio.get_running_loop().create_future()
    with ExitStack() as under_way:
        under_way.callback(decided.set_result, None)
        for count, key in counts:
            under_way.enter_context(count.checking.one(key, decided))
        with _added(now, *counts) as take_back:
            yield take_back


async def _one_decided(wait: int, standing: Sequence[Collection[asyncio.Future[None]]]) -> None:
    """Returns when a try that stands in the way has been decided. Raises TooManyRequests where a count would stand without them, too."""
    if not all(standing):
        raise TooManyRequests(wait)
    await asyncio.wait(frozenset().union(*standing), return_when=asyncio.FIRST_COMPLETED)


@contextmanager
def _added(now: datetime, *counts: tuple[TryCount, bytes]) -> Iterator[Callable[[], None]]:
    added = [count.add(key, now) for count, key in counts]

    def take_back() -> None:
        for undo in added:
            undo()

    try:
        yield take_back
    except TooManyRequests:
        take_back()
        raise


class SignInLimits:
    """The counts of one process: an email's from one network, an email's from all, a network's. None knows whether the email exists.

    Where somebody has signed in before, the last two do not keep them out: `known_there` counts what is tried then, unseen by others.
    """

    def __init__(self) -> None:
        self.of_email_and_network = FailureCounts(FREE_FAILURES)
        self.of_email = FailureCounts(FREE_TRIES_OF_AN_EMAIL)
        self.of_network = Allowance(FREE_FAILURES_OF_A_NETWORK, FORGIVEN_EVERY)
        self.known_there = FailureCounts(FREE_FAILURES)

    def trying(self, email: str, network: str, now: datetime) -> AbstractAsyncContextManager[Callable[[], None]]:
        """One try by anybody, `counted`."""
        by_network, by_email = (self.of_email_and_network, _key(email, network)), (self.of_email, _key(email))
        return counted(now, by_network, by_email, (self.of_network, _key(network)))

    def trying_where_known(self, email: str, network: str, now: datetime) -> AbstractAsyncContextManager[Callable[[], None]]:
        """One try that a stranger is refused, from where the email's owner has signed in before. Raises TooManyRequests."""
        where = _key(email, network)
        if wait := self.of_email_and_network.wait(where, now):
            raise TooManyRequests(wait)
        return counted(now, (self.known_there, where))

    def right(self, email: str, network: str) -> None:
        """The owner is in. Counts that a stranger's answer depends on stay: nobody there is to notice."""
        self.known_there.forget(_key(email, network))

    def failed(self, email: str, now: datetime) -> None:
        """The email's password was wrong where it was asked for once more. Like everybody's tries, none is added while the email waits."""
        if not self.of_email.wait(_key(email), now):
            self.of_email.add(_key(email), now)

    def clear(self) -> None:
        self.of_email_and_network.clear()
        self.of_email.clear()
        self.of_network.clear()
        self.known_there.clear()


def _key(*parts: str) -> bytes:
    """As short for a long email as for a short one, and for text that is none."""
    return blake2b("\0".join(parts).encode(errors="surrogatepass"), digest_size=16).digest()


def seconds_until(moment: datetime, now: datetime) -> int:
    return max(0, ceil((moment - now).total_seconds()))


def network_of(address: str) -> str:
    """The key of a client: its IPv4 address, or the /64 of its IPv6 address, of which one person has all."""
    try:
        ip = ipaddress.ip_address(address.partition("%")[0])
    except ValueError:
        return address[:64]
    if isinstance(ip, ipaddress.IPv6Address):
        return str(ip.ipv4_mapped or ipaddress.ip_network((ip, 64), strict=False))
    return str(ip)


def site_of(network: str) -> str:
    """The place a network belongs to: the /48 of an IPv6 network, as whoever has one /64 there often has all of them."""
    try:
        ip = ipaddress.ip_network(network)
    except ValueError:
        return network
    return str(ip.supernet(new_prefix=48)) if isinstance(ip, ipaddress.IPv6Network) and ip.prefixlen > 48 else network
