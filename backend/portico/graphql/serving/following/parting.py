"""How a server that stops takes leave of whoever listens: a few at a time, each told how long to wait, so that few come back at once."""

from __future__ import annotations

from collections.abc import Sequence
from random import Random
from typing import Final, NamedTuple

RESTARTING: Final = 1012
PARTINGS_PER_SECOND: Final = 1_000
RETURNS_PER_SECOND: Final = 500
LONGEST_PARTING: Final = 5.0  # seconds, of those that whoever stops a server gives it
SHORTEST_WINDOW: Final = 1.0
LONGEST_WINDOW: Final = 30.0


class Parting(NamedTuple):
    """When one is told, in seconds from now on, and how long they are to wait from then on."""

    after: float
    wait_ms: int

    @property
    def reason(self) -> str:
        """As a close says it: clients read the number."""
        return f"Restarting: come back in {self.wait_ms} ms"


def partings(count: int, chance: Random) -> Sequence[Parting]:
    """One for each of so many."""
    lasts = min(count / PARTINGS_PER_SECOND, LONGEST_PARTING)
    window = min(max(count / RETURNS_PER_SECOND, SHORTEST_WINDOW), LONGEST_WINDOW)
    return [Parting(lasts * place / count, round(chance.uniform(0, window * 1000))) for place in range(count)]
