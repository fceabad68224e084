"""WebSockets that take whole frames: what goes to thousands is made once, and written to each without a task of its own.

No extension is spoken here (`permessage-deflate` is off), so a text frame from the server hangs on nothing that went before on its
connection. What an application sends by ASGI is written at once as well, so the order stays.
"""

from __future__ import annotations

from typing import Any, Final

from uvicorn.protocols.websockets.websockets_sansio_impl import WebSocketsSansIOProtocol

from portico.live.frames import FRAMES
from portico.tallies import SLOW_CLOSES

TRY_AGAIN_LATER: Final = 1013  # which clients of graphql-ws take for a reason to come back
LAST_WORDS_SECONDS: Final = 5.0
COPIED: Final = 4_096  # bytes that are copied in less time than a second buffer is written


class FramedSocket(WebSocketsSansIOProtocol):
    """What uvicorn speaks WebSockets with."""

    def handle_connect(self, event: Any) -> None:
        super().handle_connect(event)
        scope: Any = getattr(self, "scope", None)
        if scope is not None:
            scope["extensions"][FRAMES] = self

    @property
    def takes_frames(self) -> bool:
        """Whether there is anybody to write to."""
        return self.handshake_complete and not (self.conn.extensions or self.close_sent or self.disconnected)

    def write_frame(self, beginning: bytes, end: bytes) -> int:
        """Writes it, behind everything else; returns how many bytes wait until the client reads.

        What is long is the same bytes for everybody, and copied for nobody.
        """
        if len(beginning) < COPIED:
            self.transport.write(beginning + end)
        else:
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
