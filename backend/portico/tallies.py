"""What a process counts as it goes, for whoever watches it: plain numbers, so that counting asks for no library and takes no time.

Labels come from short fixed lists of ours, so nobody outside can grow them. `web.metrics` shows all of it.
"""

from __future__ import annotations

from bisect import bisect_left
from collections import defaultdict
from time import monotonic
from typing import Final


class Tally:
    """How often something happened, by labels."""

    def __init__(self, name: str, words: str, *labels: str) -> None:
        self.name, self.words, self.labels = name, words, labels
        self.counts = defaultdict[tuple[str, ...], float](float)

    def add(self, *values: str, by: float = 1) -> None:
        self.counts[values] += by


class Headcount:
    """How many of something there are now."""

    def __init__(self, name: str, words: str) -> None:
        self.name, self.words = name, words
        self.count = 0


class Spread:
    """How long things took, by labels: for each how many there were up to each bound, and longer."""

    def __init__(self, name: str, words: str, bounds: tuple[float, ...], *labels: str) -> None:
        self.name, self.words, self.labels, self.bounds = name, words, labels, bounds
        self.counts = defaultdict[tuple[str, ...], list[int]](lambda: [0] * (len(bounds) + 1))
        self.sums = defaultdict[tuple[str, ...], float](float)

    def note(self, seconds: float, *values: str, times: int = 1) -> None:
        self.counts[values][bisect_left(self.bounds, seconds)] += times
        self.sums[values] += seconds * times


class Since:
    """How long ago something was last done; nothing to tell where it is done by another process."""

    def __init__(self, name: str, words: str) -> None:
        self.name, self.words = name, words
        self._at: float | None = None

    @property
    def seconds(self) -> float | None:
        return None if self._at is None else monotonic() - self._at

    def done(self) -> None:
        self._at = monotonic()


LISTENERS: Final = Headcount("portico_listeners", "Subscriptions that go on, on sockets and streams.")
EXECUTIONS: Final = Tally(
    "portico_feed_executions", "Pages of feeds that were answered: for one, or for all who are told the same.", "told"
)
DELIVERIES: Final = Tally("portico_feed_deliveries", "Pages of feeds that were told, to each listener.")
FEED_LAG: Final = Spread(
    "portico_feed_lag_seconds",
    "From when the first entry of a page was written until the page was told, for each listener.",
    (0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 5.0, 10.0, 60.0),
)
SLOW_CLOSES: Final = Tally(
    "portico_slow_closes", "Listeners that were let go: what they were sent was not read, a ping not answered, or they were passed.", "why"
)
POOL_WAITS: Final = Spread(
    "portico_pool_wait_seconds",
    "Waits of more than a millisecond for a database connection, by share.",
    (0.01, 0.05, 0.1, 0.5, 1.0, 5.0, 10.0),
    "share",
)
DELIVERY_ATTEMPTS: Final = Tally("portico_delivery_attempts", "Tries to send something out, by kind and result.", "kind", "result")
TIMER_LAG: Final = Since("portico_timer_lag_seconds", "Since the deadlines were last looked at, which is done every second.")
SLOW_FROM: Final = 0.001  # seconds
TALLIES: Final = (EXECUTIONS, DELIVERIES, SLOW_CLOSES, DELIVERY_ATTEMPTS)
SPREADS: Final = (FEED_LAG, POOL_WAITS)
