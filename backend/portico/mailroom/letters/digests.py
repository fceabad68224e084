"""The loop that writes daily digests, each reader's at seven by their own clock."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime

from portico.live.loops import run_unit
from portico.operations.desk import digests
from portico.operations.engine.work import Work
from portico.storage.people import notifications
from portico.storage.row_types.joined import DigestReaderRow


class Digests:
    """`ring` wakes whoever sends deliveries; it is called after the commit."""

    def __init__(self, work: Work, ring: Callable[[], None]) -> None:
        self._work, self._ring = work, ring

    async def step(self) -> bool:
        """Writes every digest that is due; a reader's that fails keeps nobody else's back."""
        for reader in await notifications.digest_readers(self._work.reader):
            if due := digests.due(reader, self._work.now):
                await run_unit("digest", self._write(reader, *due), user=str(reader["id"]))
        return False

    async def _write(self, reader: DigestReaderRow, day: date, upto: datetime) -> None:
        if await self._work.unit(lambda unit: digests.write(unit, reader, day, upto)):
            self._ring()
