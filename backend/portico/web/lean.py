"""What a connection waits with: asyncio's makes room for sixty-four who wait, five times for each connection, and here one waits at most.

Who comes or goes is told as asyncio tells it, so that whatever waits and is canceled leaves nothing behind.
"""

from __future__ import annotations

import asyncio
from typing import Any


class Latch:
    """What asyncio's Event does."""

    __slots__ = ("_open", "_waiting")

    def __init__(self, *, is_open: bool) -> None:
        self._open = is_open
        self._waiting: list[asyncio.Future[None]] | None = None

    def is_set(self) -> bool:
        return self._open

    def set(self) -> None:
        waiting, self._open, self._waiting = self._waiting, True, None
        for each in waiting or ():
            if not each.done():
                each.set_result(None)

    def clear(self) -> None:
        self._open = False

    async def wait(self) -> None:
        if self._open:
            return
        future = asyncio.get_running_loop().create_future()
        self._waiting = [*(self._waiting or ()), future]
        await future


class Inbox:
    """What a Queue does that is never full."""

    __slots__ = ("_came", "_things")

    def __init__(self) -> None:
        self._things: list[Any] = []
        self._came = Latch(is_open=False)

    def empty(self) -> bool:
        return not self._things

    def put_nowait(self, thing: Any) -> None:
        self._things.append(thing)
        self._came.set()

    async def get(self) -> Any:
        while not self._things:
            self._came.clear()
            await self._came.wait()
        return self._things.pop(0)
