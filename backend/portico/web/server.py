"""The door itself: uvicorn, with the limits the porch relies on."""

from __future__ import annotations

import asyncio
import gc
from collections.abc import Callable
from contextlib import suppress
from typing import Any, Final

import uvicorn
from starlette.types import ASGIApp

from portico.web.frames import FramedSocket
from portico.web.patience import BoundedHead

GRACE_SECONDS: Final = 10
TAKE_LEAVE: Final = "take_leave"
"""Under this name an application's lifespan says how it parts from those to whom it would talk for ever."""
LOOK_SECONDS: Final = 0.1  # so long whoever asks a second time that it stops waits
YOUNG_OBJECTS: Final = 10_000  # an answer of a thousand lines has some hundred thousand, and keeps them until it is sent
SOCKET_MESSAGE_BYTES: Final = 65_536
EVERYWHERE: Final = frozenset({"0.0.0.0", "::", "127.0.0.1", "::1"})  # noqa: S104 - compared, not bound


class _Announcing(uvicorn.Server):
    """Says where it listens once it does: with port 0 nobody knows before."""

    def __init__(self, config: uvicorn.Config, announce: Callable[[str], None]) -> None:
        super().__init__(config)
        self._announce = announce

    async def startup(self, sockets: list[Any] | None = None) -> None:
        await super().startup(sockets)
        if self.started and self.servers:
            host, port = self.servers[0].sockets[0].getsockname()[:2]
            _set_aside_what_stays()
            self._announce(f"http://{'localhost' if host in EVERYWHERE else host}:{port}")

    async def shutdown(self, sockets: list[Any] | None = None) -> None:
        """Nobody new is let in, then whoever listens is taken leave of (`TAKE_LEAVE`), then all the rest is waited for."""
        for each in self.servers:
            each.close()
        if leave := self.lifespan.state.get(TAKE_LEAVE):
            leaving = asyncio.create_task(leave())
            while not (leaving.done() or self.force_exit):
                await asyncio.wait({leaving}, timeout=LOOK_SECONDS)
            leaving.cancel()
        await super().shutdown(sockets)


def _set_aside_what_stays() -> None:
    """Nothing looks for garbage any more in what is there for good: a whole collection took 130 ms of whichever request it fell into.

    Not even once: it would find half a megabyte, and whoever waits for the server would wait for that, too.
    """
    gc.freeze()
    gc.set_threshold(YOUNG_OBJECTS, *gc.get_threshold()[1:])


def run(app: ASGIApp, host: str, port: int, announce: Callable[[str], None]) -> bool:
    """Serves until told to stop; False when it could not start. `announce` hears the address."""
    server = _Announcing(configured(app, host, port), announce)
    with suppress(KeyboardInterrupt):  # uvicorn raises it again after it has stopped in order
        server.run()
    return server.started


def configured(app: ASGIApp, host: str, port: int) -> uvicorn.Config:
    """How uvicorn is to serve it."""
    return uvicorn.Config(
        app,
        host=host,
        port=port,
        loop="uvloop",
        http=BoundedHead,
        ws=FramedSocket,
        ws_max_size=SOCKET_MESSAGE_BYTES,
        ws_per_message_deflate=False,
        log_config=None,
        access_log=False,
        server_header=False,
        proxy_headers=False,  # it would believe whoever speaks from this machine; see `forwarded.py`
        timeout_graceful_shutdown=GRACE_SECONDS,
    )
