"""What one principal may have open at a time, and what they may spend: the cost of operations, from a bucket that fills up again.

It is kept in this process, and only of whoever has something open or has asked lately: a bucket that is full again is forgotten.
"""

from __future__ import annotations

from collections import Counter, OrderedDict
from collections.abc import Callable
from math import ceil
from time import monotonic
from typing import Final, NamedTuple

from portico.domain.actors import Actor
from portico.domain.sentences import Sentence
from portico.graphql.engine.request_errors import ErrorCode, RequestError
from portico.operations.people.signing_in.sign_in_limits import network_of
from portico.settings import Settings

MOST_BUCKETS: Final = 10_000
"""Of a bucket a hundred bytes are kept; of more principals than that, all within the time a bucket takes to fill, the latest are known."""
_SPENT: Final = Sentence("rate.limited", "Too much was asked in a short time. Nothing of this was run: ask again in {seconds} s.")
_CONNECTIONS: Final = Sentence(
    "principal.too_many_connections", "At most {most} sockets and streams of one user or token: close one first."
)
_SUBSCRIPTIONS: Final = Sentence("principal.too_many_subscriptions", "At most {most} subscriptions of one user or token: end one first.")


def principal_of(actor: Actor | None, client: str) -> str:
    """Who asks, and of strangers the network they come from."""
    return actor.principal if actor else f"network:{network_of(client)}"


class RateLimited(RequestError):
    """Nothing was run; `retry_after` is in whole seconds."""

    def __init__(self, retry_after: int) -> None:
        super().__init__(_SPENT.said(seconds=retry_after), ErrorCode.RATE_LIMITED)
        self.extensions = {**(self.extensions or {}), "retryAfter": retry_after}


class HeldOpen:
    """How many of one kind of thing each principal has open."""

    def __init__(self, most: Callable[[], int], refused: Sentence) -> None:
        self._most, self._refused = most, refused
        self._open = Counter[str]()

    def __len__(self) -> int:
        return self._open.total()

    def make_room(self, principal: str) -> None:
        """Raises RequestError for who has as many as there may be."""
        if self._open[principal] >= self._most():
            raise RequestError(self._refused.said(most=self._most()), ErrorCode.TOO_MANY_OPERATIONS)

    def take(self, principal: str) -> None:
        """One more is open, until it is given back. Raises RequestError where there is no room."""
        self.make_room(principal)
        self._open[principal] += 1

    def give_back(self, principal: str) -> None:
        self._open[principal] -= 1
        if not self._open[principal]:
            del self._open[principal]


class _Bucket(NamedTuple):
    left: float
    as_of: float


class Buckets:
    """Each fills by `rate` a second up to `burst`; what costs more than a whole one takes a full one, and leaves a debt."""

    def __init__(self, clock: Callable[[], float] = monotonic, most: int = MOST_BUCKETS) -> None:
        self._clock, self._most = clock, most
        self._buckets = OrderedDict[str, _Bucket]()

    def __len__(self) -> int:
        return len(self._buckets)

    def spend(self, principal: str, cost: float, rate: float, burst: float) -> None:
        """Raises RateLimited, and takes nothing then."""
        now = self._clock()
        had = self._buckets.get(principal) or _Bucket(burst, now)
        left = min(burst, had.left + (now - had.as_of) * rate)
        if left < min(cost, burst):
            raise RateLimited(max(1, ceil((min(cost, burst) - left) / rate)))
        self._buckets[principal] = _Bucket(left - cost, now)
        self._buckets.move_to_end(principal)
        self._forget(now, rate, burst)

    def _forget(self, now: float, rate: float, burst: float) -> None:
        """Those not asked of for longest, if they are full again or too many."""
        while self._buckets:
            oldest = next(iter(self._buckets.values()))
            if len(self._buckets) <= self._most and oldest.left + (now - oldest.as_of) * rate < burst:
                return
            self._buckets.popitem(last=False)


class Allowances:
    """Those of this process, by what it is set to."""

    def __init__(self, settings: Callable[[], Settings]) -> None:
        self._settings = settings
        self.connections = HeldOpen(lambda: settings().connections_per_principal, _CONNECTIONS)
        self.subscriptions = HeldOpen(lambda: settings().subscriptions_per_principal, _SUBSCRIPTIONS)
        self.buckets = Buckets()

    def spend(self, principal: str, cost: int) -> None:
        """Raises RateLimited for who has spent what there was."""
        chosen = self._settings()
        if chosen.cost_per_second:
            self.buckets.spend(principal, cost, chosen.cost_per_second, chosen.cost_burst)
