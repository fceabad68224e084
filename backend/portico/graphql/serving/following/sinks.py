"""Where messages of a crowd go: straight to a connection that takes frames, else through a queue and the ordinary way."""

from __future__ import annotations

import asyncio
from collections import deque
from collections.abc import Awaitable, Callable
from typing import Any, Final

from portico.graphql.serving.following.pages import Message
from portico.live.frames import Frames
from portico.tallies import SLOW_CLOSES

MOST_BYTES: Final = 1_000_000
"""That wait for a client to read: then it is let go, and resumes from its last cursor."""
TRY_AGAIN_LATER: Final = 1013
TOO_SLOW: Final = "Too slow: come back with your last cursor"
PATIENCE_SECONDS: Final = 5.0


class Direct:
    """A connection that takes frames: no task, no queue."""

    __slots__ = ("_ends", "_frames")

    def __init__(self, frames: Frames, ends: bytes) -> None:
        self._frames, self._ends = frames, ends

    def tell(self, message: Message) -> None:
        ends = self._ends
        if self._frames.write_frame(message.beginnings[len(ends)], ends) > MOST_BYTES:
            SLOW_CLOSES.add("unread")
            self._frames.let_go(TOO_SLOW)


class Queued:
    """A connection that is spoken to by ASGI alone: `sent` writes what comes, or lets it go that does not keep up."""

    def __init__(self, write: Callable[[Message], Awaitable[None]], let_go: Callable[[], Awaitable[None]]) -> None:
        self._write, self._let_go = write, let_go
        self._waiting: deque[Message] = deque()
        self._bytes = 0
        self._more = asyncio.Event()

    def tell(self, message: Message) -> None:
        self._waiting.append(message)
        self._bytes += len(message.payload)
        self._more.set()

    async def sent(self, over: asyncio.Future[Any]) -> None:
        """Sends until it is over and all is sent."""
        over.add_done_callback(lambda _done: self._more.set())
        while self._waiting or not over.done():
            while self._waiting:
                if self._bytes > MOST_BYTES:
                    SLOW_CLOSES.add("unread")
                    async with asyncio.timeout(PATIENCE_SECONDS):
                        await self._let_go()
                    return
                message = self._waiting.popleft()
                self._bytes -= len(message.payload)
                await self._write(message)
            self._more.clear()
            if not self._waiting and not over.done():
                await self._more.wait()
