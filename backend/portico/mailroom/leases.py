"""Leases: how a delivery comes free again whose sender has died, by no clock that could be set.

Machines' clocks are stepped and differ, and the database's may be stepped too, so nobody compares an instant that somebody else wrote.
Each worker watches the claims that stand: one that it has seen unchanged for a whole lease, by its own stopwatch, outlived every try,
so its holder is gone.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import timedelta

from portico.storage.engine.claims import Claim


class Leases:
    """The claims that one worker watches, each since when."""

    def __init__(self, lease: timedelta) -> None:
        self._lease = lease.total_seconds()
        self._since: dict[Claim, float] = {}

    def run_out(self, standing: Iterable[Claim], now: float) -> list[Claim]:
        """Those of the claims standing at `now` that have been seen for a lease; claims that ended are forgotten."""
        self._since = {claim: self._since.get(claim, now) for claim in standing}
        return [claim for claim, since in self._since.items() if now - since >= self._lease]
