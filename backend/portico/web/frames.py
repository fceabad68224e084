"""WebSockets that take whole frames: what goes to thousands is made once, and written to each without a task of its own.

No extension is spoken here (`permessage-deflate` is off), so a text frame from the server hangs on nothing that went before on its
connection. What an application sends by ASGI is written at once as well, so the order stays.
"""

from __future__ import annotations

import os
from typing import Any, Final

from uvicorn.protocols.websockets.websockets_sansio_impl import WebSocketsSansIOProtocol

from portico.live.frames import FRAMES
from portico.tallies import SLOW_CLOSES
from portico.web.lean import Inbox, Latch

TRY_AGAIN_LATER: Final = 1013  # which clients of graphql-ws take for a reason to come back
LAST_WORDS_SECONDS: Final = 5.0
NOWHERE: Final = -1


class FramedSocket(WebSocketsSansIOProtocol):
    """What uvicorn speaks WebSockets with."""

    descriptor = NOWHERE
    """Where whole frames are written to; nowhere where they would have to be encrypted, and once nobody is there any more."""

    def __init__(self, *args: Any, **more: Any) -> None:
        super().__init__(*args, **more)
        self.queue = Inbox()  # type: ignore[assignment]  # all that uvicorn does with it
        self.writable = Latch(is_open=True)  # type: ignore[assignment]  # as well

    async def send(self, message: Any) -> None:
        await super().send(message)
        if message["type"] == "websocket.accept":
            del self.request, self.response  # an hour on nobody asks what was said at the door; the scope has the headers

    def connection_made(self, transport: Any) -> None:
        super().connection_made(transport)
        wire = transport.get_extra_info("socket")
        if wire is not None and transport.get_extra_info("sslcontext") is None:
            self.descriptor = wire.fileno()

    def connection_lost(self, exc: Exception | None) -> None:
        """Before the number of its file is another connection's."""
        self.descriptor = NOWHERE
        super().connection_lost(exc)

    def handle_connect(self, event: Any) -> None:
        super().handle_connect(event)
        scope: Any = getattr(self, "scope", None)
        if scope is not None:
            scope["extensions"][FRAMES] = self

    def handle_close(self, event: Any) -> None:
        self.descriptor = NOWHERE
        super().handle_close(event)

    @property
    def takes_frames(self) -> bool:
        """Whether there is anybody to write to."""
        return self.handshake_complete and not (self.conn.extensions or self.close_sent or self.disconnected)

    def write_frame(self, beginning: bytes, end: bytes) -> int:
        """Writes it, behind everything else; returns how many bytes wait until the client reads.

        Where nothing waits it goes to the kernel at once, the same bytes for everybody and copied for nobody: through the loop's transport,
        which has a file of its own to look after, a message to a thousand took half as long again.
        """
        if self.descriptor == NOWHERE or self.close_sent or self.transport.get_write_buffer_size():
            return self._queued(beginning, end)
        try:
            sent = os.writev(self.descriptor, (beginning, end))
        except OSError:  # it takes no more just now, or the client is gone: both are the transport's to find
            return self._queued(beginning, end)
        return 0 if sent == len(beginning) + len(end) else self._queued((beginning + end)[sent:], b"")

    def _queued(self, beginning: bytes, end: bytes) -> int:
        if self.takes_frames:
            self.transport.writelines((beginning, end))
        return self.transport.get_write_buffer_size()

    def let_go(self, reason: str) -> None:
        """Closes for a client that does not keep up (1013), behind what it has not read yet; it has some seconds for that."""
        if self.close_sent or self.disconnected:
            return
        self.conn.send_close(TRY_AGAIN_LATER, reason)
        self.transport.write(b"".join(self.conn.data_to_send()))
        self.close_sent = True
        self.stop_keepalive()
        if self.read_paused:
            self.read_paused = False
            self.transport.resume_reading()
        self.queue.put_nowait({"type": "websocket.disconnect", "code": TRY_AGAIN_LATER, "reason": reason})
        self.loop.call_later(LAST_WORDS_SECONDS, self.transport.abort)

    def keepalive_timeout(self) -> None:
        """A client that does not answer a ping is let go; uvicorn would say 1011, after which clients do not come back."""
        self.pong_timer = self.pending_ping_payload = None
        SLOW_CLOSES.add("no_pong")
        self.let_go("keepalive ping timeout")
