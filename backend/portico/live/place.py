"""Where a feed stands and what it looks for, for whoever wants to know whether another one goes on alike."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Sequence
from dataclasses import dataclass

from portico.storage.engine.feeds.entry_filters import EntryFilter
from portico.storage.engine.journal import Cursor
from portico.storage.engine.rows import Row


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

    def tells(self, cursor: Cursor, entries: Sequence[Row]) -> None:
        """A page that is made now."""
        self.told, self.entries, self.things = cursor, entries, ()
