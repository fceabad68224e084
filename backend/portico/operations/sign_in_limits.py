"""How often a sign-in may fail before the next try has to wait: per email and network, per email, and per network; never for all.

Whether the email exists makes no difference to any count, wait or word: nothing is kept in the database, and a restart begins anew for
all alike. A try is counted before its password is checked, so many at once are no way around the count; one that is not checked costs
nothing. As checking is slow on purpose, made-up emails cannot come in faster than their counts age, so that memory is bounded.
"""

from __future__ import annotations

import ipaddress
from collections import Counter, OrderedDict
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime, timedelta
from hashlib import blake2b
from math import ceil
from typing import Final

from portico.domain.refusals import TooManyRequests

LONGEST_WAIT: Final = timedelta(minutes=15)
FIRST_WAIT: Final = timedelta(seconds=30)
CAPACITY: Final = 65_536  # more than two threads of argon2 check while a failure is remembered
FREE_FAILURES: Final = 5
FREE_TRIES_OF_AN_EMAIL: Final = 20
FREE_FAILURES_OF_A_NETWORK: Final = 300
FORGIVEN_EVERY: Final = timedelta(seconds=3)
CHECKED_AT_ONCE: Final = 8  # waiting for the check of their password, per site: one alone cannot fill the queue
SOON: Final = 2


def wait_after(failures: int, free: int) -> timedelta:
    """Nothing for the first `free` failures in a row, then a wait that doubles from 30 seconds to at most 15 minutes."""
    if failures < free:
        return timedelta(0)
    doublings = min(failures - free, 16)
    return min(LONGEST_WAIT, FIRST_WAIT * (1 << doublings))


@dataclass(slots=True)
class _Count:
    failures: int
    until: datetime


class FailureCounts:
    """Failures in a row by key. Where they do not fit, those that make nobody wait are forgotten first: new ones push out no lock."""

    def __init__(self, free: int, capacity: int = CAPACITY) -> None:
        self.free = free
        self.capacity = capacity
        self._few: OrderedDict[bytes, _Count] = OrderedDict()
        self._many: OrderedDict[bytes, _Count] = OrderedDict()

    def __len__(self) -> int:
        return len(self._few) + len(self._many)

    def wait(self, key: bytes, now: datetime) -> int:
        """Seconds until the next try, 0 for at once."""
        count = self._many.get(key)
        return seconds_until(count.until, now) if count else 0

    def add(self, key: bytes, now: datetime) -> None:
        """One more; what could have been tried again longer ago than the longest wait no longer counts."""
        known = self._few.pop(key, None) or self._many.pop(key, None)
        failures = known.failures + 1 if known and now - known.until <= LONGEST_WAIT else 1
        kept = self._few if failures < self.free else self._many
        kept[key] = _Count(failures, now + wait_after(failures, self.free))
        if len(self) > self.capacity:
            (self._few or self._many).popitem(last=False)

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
        self._every = forgiven_every
        self._good_at: OrderedDict[bytes, datetime] = OrderedDict()  # when all of them will be at hand again

    def __len__(self) -> int:
        return len(self._good_at)

    def wait(self, key: bytes, now: datetime) -> int:
        """Seconds until the next try, 0 for at once."""
        return seconds_until(self._good_at.get(key, now) - (self.free - 1) * self._every, now)

    def add(self, key: bytes, now: datetime) -> None:
        self._good_at[key] = max(self._good_at.pop(key, now), now) + self._every
        if len(self._good_at) > self.capacity:
            self._good_at.popitem(last=False)

    def take_back(self, key: bytes) -> None:
        """The last one was none."""
        if key in self._good_at:
            self._good_at[key] -= self._every

    def clear(self) -> None:
        self._good_at.clear()


class SignInLimits:
    """The three counts of one process.

    An email's count over all networks slows guessing from many. Where its owner has signed in before, neither it nor the network's applies.
    """

    def __init__(self) -> None:
        self.of_email_and_network = FailureCounts(FREE_FAILURES)
        self.of_email = FailureCounts(FREE_TRIES_OF_AN_EMAIL)
        self.of_network = Allowance(FREE_FAILURES_OF_A_NETWORK, FORGIVEN_EVERY)
        self._checking: Counter[str] = Counter()

    @contextmanager
    def trying(self, email: str, network: str, now: datetime, *, usual: bool) -> Iterator[int]:
        """Counts one try and holds its place in the queue while it is checked. Raises TooManyRequests, and then nothing is counted.

        Answers how long somebody who has not signed in from there before would have to wait.
        """
        both, one, where = _key(email, network), _key(email), _key(network)
        if wait := self.of_email_and_network.wait(both, now):
            raise TooManyRequests(wait)
        others_wait = max(self.of_email.wait(one, now), self.of_network.wait(where, now))
        if others_wait and not usual:
            raise TooManyRequests(others_wait)
        site = site_of(network)
        if self._checking[site] >= CHECKED_AT_ONCE:
            raise TooManyRequests(SOON)
        self.of_email_and_network.add(both, now)
        if not others_wait:  # where the allowance is used up, a try that is checked all the same is not to be seen in others' waits
            self.of_network.add(where, now)
        if not usual:
            self.of_email.add(one, now)
        self._checking[site] += 1
        try:
            yield others_wait
        finally:
            self._checking[site] -= 1
            self._checking += Counter()  # zeros are dropped

    def right(self, email: str, network: str) -> None:
        """The try was no failure. What the email has counted elsewhere stays: from there nobody is to notice that its owner is at work."""
        self.of_email_and_network.forget(_key(email, network))
        self.of_network.take_back(_key(network))

    def failed(self, email: str, now: datetime) -> None:
        """The email's password was wrong where it was asked for once more."""
        self.of_email.add(_key(email), now)

    def clear(self) -> None:
        self.of_email_and_network.clear()
        self.of_email.clear()
        self.of_network.clear()


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
