"""Where a feed stands, for whoever wants to know whether another one goes on alike."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from portico.storage.engine.journal import Cursor


@dataclass(slots=True)
class FeedPlace:
    """`told` is the cursor of the last page; `idle` answers how far a feed has come that has nothing gathered for the next one."""

    told: Cursor | None = None
    idle: Callable[[], Cursor | None] = lambda: None
