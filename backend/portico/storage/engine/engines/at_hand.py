"""Connections between two who need one: kept at hand, so that the next takes the last without the pool's own ceremony.

The pool gives and takes back with a timer, a shielded task and a reset each; of a read that takes half a millisecond that is a fifth.
Nothing outlives a unit on a connection of ours, so there is nothing to reset.
"""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from typing import Any, Final

import asyncpg

IDLE_SECONDS: Final = 60.0
"""How long one is kept that nobody takes; then it is the pool's again, which closes it after five minutes."""


class AtHand:
    """`give_back` hands a connection to the pool; it never fails for one that is lost."""

    def __init__(self, give_back: Callable[[Any], Awaitable[None]]) -> None:
        self._give_back = give_back
        self._kept: list[tuple[Any, float]] = []
        self._sweep: asyncio.TimerHandle | None = None
        self._sweeping: asyncio.Task[None] | None = None

    async def taken(self) -> Any | None:
        """The one kept last; None where there is none."""
        while self._kept:
            connection, _ = self._kept.pop()
            if _is_sound(connection):
                return connection
            await self._give_back(connection)
        return None

    def keep(self, connection: Any) -> bool:
        """Whether it was kept: not one that is lost, nor one inside a transaction."""
        if not _is_sound(connection):
            return False
        loop = asyncio.get_running_loop()
        self._kept.append((connection, loop.time()))
        if self._sweep is None:
            self._sweep = loop.call_later(IDLE_SECONDS, self._begin_sweep)
        return True

    async def clear(self) -> None:
        """Gives every one back to the pool."""
        if self._sweep:
            self._sweep.cancel()
            self._sweep = None
        if self._sweeping:
            await self._sweeping
        while self._kept:
            await self._give_back(self._kept.pop()[0])

    def _begin_sweep(self) -> None:
        self._sweep = None
        self._sweeping = asyncio.get_running_loop().create_task(self._swept())

    async def _swept(self) -> None:
        """Who was taken last is last, so that the idle ones stand first."""
        loop = asyncio.get_running_loop()
        while self._kept and loop.time() - self._kept[0][1] >= IDLE_SECONDS:
            await self._give_back(self._kept.pop(0)[0])
        if self._kept and self._sweep is None:
            self._sweep = loop.call_at(self._kept[0][1] + IDLE_SECONDS, self._begin_sweep)


def _is_sound(connection: Any) -> bool:
    try:
        return not (connection.is_closed() or connection.is_in_transaction())
    except asyncpg.InterfaceError:  # it was lost, and the pool has taken it back by itself
        return False
