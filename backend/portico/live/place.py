"""Where a feed stands and what it looks for, for whoever wants to know whether another one goes on alike."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime

from portico.storage.engine.feeds.entry_filters import EntryFilter
from portico.storage.engine.journal import Cursor
from portico.storage.engine.rows import Row
from portico.tallies import DELIVERIES, FEED_LAG


def utc_now() -> datetime:
    return datetime.now(UTC)


@dataclass(slots=True)
class FeedPlace:
    """`told` is the cursor of the last page, `entries` is what that is about, and `things` are what it shows of it, in its order.

    `taken` answers how far a feed has looked that follows what comes. From there on it looks for what `narrowed` admits, or for what
    `wider` does where others listen to it who narrowed theirs differently.
    """

    told: Cursor | None = None
    taken: Callable[[], Cursor | None] = lambda: None
    entries: Sequence[Row] = ()
    things: Sequence[Hashable] = ()
    narrowed: EntryFilter | None = None
    wider: Callable[[Row], bool] | None = None
    clock: Callable[[], datetime] = utc_now

    def tells(self, cursor: Cursor, entries: Sequence[Row]) -> None:
        """A page that is made now."""
        self.told, self.entries, self.things = cursor, entries, ()

    def told_to(self, listeners: int) -> None:
        """Counts that so many were told the last page just now; it is as late as its first entry is old."""
        DELIVERIES.add(by=listeners)
        if self.entries:
            FEED_LAG.note(max(0.0, (self.clock() - self.entries[0]["at"]).total_seconds()), times=listeners)
