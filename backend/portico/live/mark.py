"""The mark beside the database: the last entry this process has seen, so that a database which has lost it is known at the next start."""

from __future__ import annotations

import asyncio
from pathlib import Path

import structlog

from portico.live.tail import Tail
from portico.storage.engine.installation import identity
from portico.storage.engine.journal import Cursor

log = structlog.get_logger(__name__)


class Mark:
    """Follows the tail. A folder that cannot be written is told once: everything else goes on without the mark."""

    def __init__(self, path: Path, tail: Tail) -> None:
        self._path, self._tail = path, tail
        self._set: Cursor | None = None
        self._failed = False

    async def set(self) -> None:
        """Writes the mark where the tail has read further since."""
        head = self._tail.head
        if head == self._set:
            return
        try:
            await asyncio.to_thread(identity.write, self._path, head)
        except OSError as problem:
            if not self._failed:
                log.warning("the mark beside the database cannot be written", path=str(self._path), problem=str(problem))
            self._failed = True
        else:
            self._set, self._failed = head, False
