"""An answer over HTTP that goes on: it does not outlive what opened it, says that it is alive, and waits for its reader only so long."""

from __future__ import annotations

import asyncio
from collections.abc import Coroutine, Mapping
from contextlib import aclosing, suppress
from dataclasses import dataclass
from typing import Any, Final

from starlette.types import Receive, Send
from strawberry import Schema
from strawberry.http import process_result
from strawberry.types import ExecutionResult

from portico.domain.actors import Credential
from portico.graphql.engine.context import Context
from portico.graphql.engine.request_errors import FAILED, ErrorCode, RequestError
from portico.graphql.serving.callers import Caller, OneOperation, has_ended
from portico.graphql.serving.documents import Unready, coded, never_ran
from portico.graphql.serving.sockets import SHUT_SECONDS, Sockets
from portico.graphql.serving.streams.framing import Framing, ResultTold
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

    schema: Schema
    caller: Caller
    stream: Stream
    framing: Framing
    asked: OneOperation

    async def tell(self, *, by_get: bool = False) -> None:
        """Every way out is told, too, but `complete`."""
        outcome = await run_unit("stream operation", self._tell(by_get))
        if isinstance(outcome, Failed):
            await self._say({"errors": [RequestError(FAILED.said(), ErrorCode.INTERNAL).formatted]})

    async def _tell(self, by_get: bool) -> None:
        try:
            await self._answer(await self.caller.context_of(self.asked, by_get=by_get))
        except NotSignedIn:
            await self.stream.shut()
        except Unready as refused:
            await self._say({"errors": [error.formatted for error in refused.errors]})

    async def _answer(self, context: Context) -> None:
        query, named, variables = self.asked
        source = await self.schema.stream(query, variable_values=variables, context_value=context, operation_name=named)
        async with aclosing(source) as results:
            async for result in results:
                if isinstance(result, ExecutionResult):
                    await self._say(_told(result))
                    if has_ended(result):  # what was committed before stands in it
                        raise NotSignedIn(access.SIGN_IN_AGAIN.said())

    async def _say(self, told: ResultTold) -> None:
        await self.stream.write(self.framing.next(told))


def _told(result: ExecutionResult) -> ResultTold:
    if never_ran(result):
        return {"errors": [error.formatted for error in coded(result.errors)]}
    return process_result(result)
