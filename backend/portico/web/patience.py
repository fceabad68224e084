"""How long, and how large, a request may take to arrive: one that never ends holds a connection and nothing else, and not for ever."""

from __future__ import annotations

import asyncio
from http import HTTPStatus
from typing import Any, Final

from starlette.types import ASGIApp, Message, Receive, Scope, Send
from uvicorn.protocols.http.httptools_impl import HttpToolsProtocol, RequestResponseCycle

from portico.domain.sentences import Sentence
from portico.web.problems import Unacceptable

HEAD_BYTES: Final = 64 * 1024
HEAD_SECONDS: Final = 20.0
PIECE_SECONDS: Final = 20.0
BODY_SECONDS: Final = 300.0
GOES_ON: Final = "goes_on"
"""What a request's state says whose answer has no end of its own."""
TOO_LARGE: Final = "The head of this request is too large."
TOO_SLOW: Final = Sentence("http.slow", "This request did not arrive in time.")


class Patience:
    """Waits for a body piece by piece, each for a while and all of them for a longer one; then it is 408."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        patient = self._patient(receive) if scope["type"] == "http" else receive
        await self.app(scope, patient, send)

    def _patient(self, receive: Receive) -> Receive:
        clock = asyncio.get_running_loop().time
        late, arrived = clock() + BODY_SECONDS, False

        async def next_piece() -> Message:
            nonlocal arrived
            if arrived:  # what is waited for now is that the client hangs up, which takes as long as the answer does
                return await receive()
            try:
                async with asyncio.timeout(min(PIECE_SECONDS, late - clock())):
                    message = await receive()
            except TimeoutError:
                raise Unacceptable(HTTPStatus.REQUEST_TIMEOUT, TOO_SLOW.said(), {"connection": "close"}) from None
            arrived = not message.get("more_body", False)
            return message

        return next_piece


class BoundedHead(HttpToolsProtocol):
    """uvicorn's HTTP, for which a request's head has a size and a time: uvicorn itself waits for one that never ends."""

    _head_bytes = 0  # as they arrive, while the head has no end yet
    _header_bytes = 0  # as they are read: a head may arrive whole
    _speaking = False
    _deadline: asyncio.TimerHandle | None = None

    def connection_made(self, transport: Any) -> None:
        super().connection_made(transport)
        self._expect_head()

    def connection_lost(self, exc: Exception | None) -> None:
        self._head_is_here()
        super().connection_lost(exc)

    def data_received(self, data: bytes) -> None:
        super().data_received(data)
        if self._deadline is not None:
            self._head_bytes += len(data)
            if self._head_bytes > HEAD_BYTES and not self.transport.is_closing():
                self.send_400_response(TOO_LARGE)

    def shutdown(self) -> None:
        """An answer that goes on for ever is not waited for: its client is told by the end of the connection, and comes back elsewhere."""
        cycle: RequestResponseCycle | None = self.cycle
        super().shutdown()
        if cycle is not None and not cycle.response_complete and cycle.scope["state"].get(GOES_ON):
            cycle.disconnected = True
            cycle.message_event.set()
            self.transport.close()

    def on_message_begin(self) -> None:
        super().on_message_begin()
        self._speaking = True
        self._expect_head()

    def on_header(self, name: bytes, value: bytes) -> None:
        super().on_header(name, value)
        self._header_bytes += len(name) + len(value)
        if self._header_bytes > HEAD_BYTES:
            raise ValueError(TOO_LARGE)  # the parser passes it on as a request that is none, which is answered with 400

    def on_headers_complete(self) -> None:
        self._head_is_here()
        super().on_headers_complete()

    def _expect_head(self) -> None:
        if self._deadline is None:
            self._deadline = self.loop.call_later(HEAD_SECONDS, self._give_up)

    def _head_is_here(self) -> None:
        self._speaking, self._head_bytes, self._header_bytes = False, 0, 0
        if self._deadline is not None:
            self._deadline.cancel()
            self._deadline = None

    def _give_up(self) -> None:
        """A connection on which nothing was said is closed; one that began to speak hears why."""
        self._deadline = None
        if self.transport.is_closing():
            return
        if self._speaking:
            self.send_400_response(TOO_SLOW.english)
        else:
            self.transport.close()
