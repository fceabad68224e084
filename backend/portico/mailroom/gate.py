"""The gate of the mail room: while it is held no loop behind it takes a turn."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from time import monotonic
from typing import Final

import structlog

from portico.live.loops import Loop
from portico.operations.desk.behind_the_gate import WOULD
from portico.operations.engine.work import Work
from portico.storage.engine import hold

LOOK_SECONDS: Final = 1.0

log = structlog.get_logger(__name__)


class Gate:
    """Asks the database at most once a second for all loops together, and before the first turn of any."""

    def __init__(self, work: Work) -> None:
        self._work = work
        self._looked_at: float | None = None
        self._held = False

    def before(self, *loops: Loop) -> Sequence[Loop]:
        """These loops, each turn of which waits for the release. Raises ValueError for one that has not said what it would do then."""
        if unsaid := [loop.name for loop in loops if loop.name not in WOULD]:
            raise ValueError(f"behind the gate, and nobody can see what they would do: {', '.join(unsaid)}")
        return [self._guarded(loop) for loop in loops]

    def _guarded(self, loop: Loop) -> Loop:
        async def step() -> bool | None:
            return False if await self.is_closed() else await loop.step()

        return replace(loop, step=step)

    async def is_closed(self) -> bool:
        """Whether mail room and clock are held, as of a second ago at most."""
        if self._looked_at is None or monotonic() - self._looked_at >= LOOK_SECONDS:
            standing = await hold.standing(self._work.reader)
            if (standing is not None) is not self._held:
                log.warning("mail room held: nothing leaves and no deadline is met" if standing else "mail room released")
            self._held, self._looked_at = standing is not None, monotonic()
        return self._held
