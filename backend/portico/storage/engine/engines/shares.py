"""Who may take how many of a pool's connections: commands, reads and feeds each queue for their own, and none waits for another.

A crowd of listeners asks all at once after a large command; without a share of their own they held every connection while people waited.
"""

from __future__ import annotations

from contextvars import ContextVar
from typing import Final, Literal

Share = Literal["units", "reads", "feeds"]
_for_feeds: ContextVar[bool] = ContextVar("for_feeds", default=False)
FEEDS_OF: Final = 5  # one connection in so many: what many listeners want is read once, so theirs are few statements


def shares_of(connections: int) -> dict[Share, int]:
    """How many connections each may hold at once: of 10 units 4, reads 4, feeds 2. From 3 on they add up to no more than there are.

    Two are not enough for three: there units, reads and feeds take one each in the order in which they ask. As nobody asks for a
    second connection while holding one, that is slow and never stuck.
    """
    feeds = max(connections // FEEDS_OF, 1)
    reads = max((connections - feeds) // 2, 1)
    return {"units": max(connections - feeds - reads, 1), "reads": reads, "feeds": feeds}


def for_feeds() -> None:
    """From now on this task, and every task it starts, reads over the share of the feeds. (Its units are units like any other.)"""
    _for_feeds.set(True)


def of_this_task() -> Share:
    return "feeds" if _for_feeds.get() else "reads"
