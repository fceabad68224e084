"""An answer over HTTP that goes on: it does not outlive what opened it, says that it is alive, and waits for its reader only so long."""

from __future__ import annotations

import asyncio
from collections.abc import Coroutine, Mapping
from contextlib import suppress
from dataclasses import dataclass
from typing import Any, Final

from starlette.types import Receive, Send
from strawberry.types import ExecutionResult

from portico.domain.actors import Credential
from portico.graphql.engine.request_errors import FAILED, ErrorCode, RequestError
from portico.graphql.schema import SLOW
from portico.graphql.serving.documents import Unready
from portico.graphql.serving.following.callers import Caller, OneOperation
from portico.graphql.serving.following.crowds import Crowds, Sink
from portico.graphql.serving.following.pages import message_of
from portico.graphql.serving.following.parting import Parting
from portico.graphql.serving.following.sinks import Queued
from portico.graphql.serving.following.telling import follow
from portico.graphql.serving.noting import Noting
from portico.graphql.serving.sockets import SHUT_SECONDS, Sockets
from portico.graphql.serving.streams.framing import Framing, told_of
from portico.live.loops import Failed, run_unit
from portico.operations.people.signing_in import access
from portico.operations.people.signing_in.access import NotSignedIn

HEARTBEAT_SECONDS: Final = 10.0
READ_WITHIN: Final = 60.0  # so long a piece may wait for a client that reads nothing
HEADERS: Final[Mapping[str, str]] = {"cache-control": "no-store", "x-accel-buffering": "no"}  # a proxy that gathers it would hold it back


class Stream:
    """One open response. Whoever writes to it waits until there is room, so what is in between is one piece of each operation."""

    def __init__(self, caller: Caller, framing: Framing, send: Send) -> None:
        self._caller, self._framing, self._send = caller, framing, send
        self._turn = asyncio.Lock()
        self._life = asyncio.timeout(None)
        self._over = False

    @property
    def shown(self) -> Credential | None:
        return self._caller.shown

    async def run(self, work: Coroutine[Any, Any, None], receive: Receive, sockets: Sockets) -> None:
        """Begins the response, does this work and ends it; until then, or until its client hangs up or its credential has ended."""
        beside = [asyncio.create_task(each, name="beside a stream") for each in (self._until_hung_up(receive), self._beat())]
        sockets.add(self)
        try:
            async with self._life:
                await self._begin()
                await work
                await self._end(self._framing.complete)
        except TimeoutError:
            if not self._life.expired():
                raise
        finally:
            work.close()
            sockets.discard(self)
            for each in beside:
                each.cancel()

    async def write(self, piece: bytes) -> None:
        """Waits for its turn, and for the client to have read enough of what went before: too long, and the stream ends."""
        async with self._turn:
            if self._over:
                return
            try:
                async with asyncio.timeout(READ_WITHIN):
                    await self._send({"type": "http.response.body", "body": piece, "more_body": True})
            except TimeoutError:
                self._over = True
                self._stop()

    async def shut(self) -> None:
        """Ends it as one that would not be opened now; a client that does not read does not hear why."""
        with suppress(TimeoutError):
            async with asyncio.timeout(SHUT_SECONDS):
                await self._end(self._framing.ended([RequestError(access.SIGN_IN_AGAIN.said(), ErrorCode.UNAUTHENTICATED)]))
        self._stop()

    async def part(self, parting: Parting) -> None:
        """Ends it with word of when to come back."""
        with suppress(TimeoutError):
            async with asyncio.timeout(SHUT_SECONDS):
                await self._end(self._framing.parting(parting))
        self._stop()

    async def let_go(self) -> None:
        """Ends it for a client that does not keep up; it comes back with its last cursor."""
        await self._end(self._framing.ended([RequestError(SLOW.said(), ErrorCode.SLOW_LISTENER)]))
        self._stop()

    def _stop(self) -> None:
        with suppress(RuntimeError):  # it is ending already
            self._life.reschedule(0)

    async def _begin(self) -> None:
        headers = {"content-type": self._framing.media_type, **HEADERS}
        raw = [(name.encode(), value.encode()) for name, value in headers.items()]
        await self._send({"type": "http.response.start", "status": 200, "headers": raw})
        await self.write(self._framing.opening)

    async def _end(self, last: bytes) -> None:
        async with self._turn:
            if not self._over:
                self._over = True
                await self._send({"type": "http.response.body", "body": last, "more_body": False})

    async def _until_hung_up(self, receive: Receive) -> None:
        while (await receive())["type"] != "http.disconnect":
            pass
        self._stop()

    async def _beat(self) -> None:
        while True:
            await asyncio.sleep(HEARTBEAT_SECONDS)
            await self.write(self._framing.heartbeat)


@dataclass(frozen=True, slots=True)
class Following:
    """One operation, all the answers to which are told to a stream."""

    crowds: Crowds
    caller: Caller
    stream: Stream
    framing: Framing
    asked: OneOperation

    async def run(self, *, by_get: bool = False) -> None:
        """Every way out is told, too, but `complete`."""
        noting = Noting("stream")
        try:
            outcome = await run_unit("stream operation", self._run(by_get, noting))
        finally:
            noting.written()
        if isinstance(outcome, Failed):
            await self._say(told_of([RequestError(FAILED.said(), ErrorCode.INTERNAL)]))

    async def _run(self, by_get: bool, noting: Noting) -> None:
        try:
            context = await self.caller.context_of(self.asked, by_get=by_get)
            noting.of(context)
            telling = follow(self.crowds, self.asked, context, self)
            del context
            await telling
        except NotSignedIn:
            await self.stream.shut()
        except Unready as refused:
            noting.wrong(refused.errors)
            await self._say(told_of(refused.errors))

    async def tell(self, result: ExecutionResult) -> None:
        await self._say(message_of(result).payload)

    def sink(self) -> Sink:
        return Queued(lambda message: self._say(message.payload), self.stream.let_go)

    async def _say(self, told: bytes) -> None:
        await self.stream.write(self.framing.next(told))
