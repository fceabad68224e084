"""Where a feed stands, for whoever wants to know whether another one goes on alike."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime

from portico.storage.engine.journal import Cursor
from portico.tallies import DELIVERIES, FEED_LAG


def utc_now() -> datetime:
    return datetime.now(UTC)


@dataclass(slots=True)
class FeedPlace:
    """`told` is the cursor of the last page; `idle` answers how far a feed has come that has nothing gathered for the next one."""

    told: Cursor | None = None
    since: datetime | None = None
    """When the first entry of the last page was written; None for a page without any."""
    clock: Callable[[], datetime] = utc_now

    def told_to(self, listeners: int) -> None:
        """Counts that so many were told the last page just now."""
        DELIVERIES.add(by=listeners)
        if self.since is not None:
            FEED_LAG.note(max(0.0, (self.clock() - self.since).total_seconds()), times=listeners)

    idle: Callable[[], Cursor | None] = lambda: None
