"""How often a sign-in may fail before the next try has to wait: counted per key, in bounded memory, with a bounded wait.

A try is counted before the password is checked and taken back when it was right, so many at once are no way around the count.
"""

from __future__ import annotations

import ipaddress
from collections import OrderedDict
from dataclasses import dataclass
from datetime import datetime, timedelta
from math import ceil
from typing import Final

LONGEST_WAIT: Final = timedelta(minutes=15)
FIRST_WAIT: Final = timedelta(seconds=30)
CAPACITY: Final = 10_000


def wait_after(failures: int, free: int) -> timedelta:
    """Nothing for the first `free` failures in a row, then a wait that doubles from 30 seconds to at most 15 minutes."""
    if failures < free:
        return timedelta(0)
    doublings = min(failures - free, 16)
    return min(LONGEST_WAIT, FIRST_WAIT * (1 << doublings))


@dataclass(slots=True)
class _Count:
    failures: int
    last: datetime
    until: datetime


class FailureCounts:
    """Failures in a row by key. The key untouched longest is forgotten when there are more than fit."""

    def __init__(self, free: int, capacity: int = CAPACITY) -> None:
        self.free = free
        self.capacity = capacity
        self._counts: OrderedDict[str, _Count] = OrderedDict()

    def __len__(self) -> int:
        return len(self._counts)

    def wait(self, key: str, now: datetime) -> int:
        """Seconds until the next try, 0 for at once."""
        count = self._counts.get(key)
        return seconds_until(count.until, now) if count else 0

    def add(self, key: str, now: datetime) -> None:
        """One more; a failure longer ago than the longest wait no longer counts."""
        known = self._counts.pop(key, None)
        failures = known.failures + 1 if known and now - known.last <= LONGEST_WAIT else 1
        self._counts[key] = _Count(failures, now, now + wait_after(failures, self.free))
        if len(self._counts) > self.capacity:
            self._counts.popitem(last=False)

    def take_back(self, key: str, now: datetime) -> None:
        """The last one was none."""
        if known := self._counts.get(key):
            known.failures -= 1
            known.until = now
            if not known.failures:
                self.forget(key)

    def forget(self, key: str) -> None:
        self._counts.pop(key, None)

    def clear(self) -> None:
        self._counts.clear()


def seconds_until(moment: datetime, now: datetime) -> int:
    return max(0, ceil((moment - now).total_seconds()))


def network_of(address: str) -> str:
    """The key of a client: its IPv4 address, or the /64 of its IPv6 address, of which one person has all."""
    try:
        ip = ipaddress.ip_address(address)
    except ValueError:
        return address[:64]
    return str(ipaddress.ip_network((ip, 64), strict=False)) if ip.version == 6 else str(ip)
