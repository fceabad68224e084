"""One open WebSocket: who is behind it is asked again for every operation, and it is closed when its credential has ended.

Strawberry's handler speaks the protocol. What it would close the whole socket for, or fail at, is answered here to the one operation
that it is about; a message that names none is no message of the protocol, and for that the protocol itself closes (4400).
"""

from __future__ import annotations

import asyncio
from contextlib import suppress
from dataclasses import dataclass
from random import SystemRandom
from time import monotonic
from typing import Any, Final, Protocol

from graphql import GraphQLError
from starlette.websockets import WebSocket
from strawberry.http.exceptions import WebSocketDisconnected
from strawberry.subscriptions.protocols.graphql_transport_ws.handlers import BaseGraphQLTransportWSHandler, Operation
from strawberry.types import ExecutionResult

from portico.domain.actors import Credential
from portico.domain.sentences import Sentence
from portico.graphql.engine.context import Context
from portico.graphql.engine.request_errors import FAILED, ErrorCode, RequestError
from portico.graphql.serving.allowances import HeldOpen, RateLimited
from portico.graphql.serving.documents import Unready
from portico.graphql.serving.following.callers import MOST_OPERATIONS, Caller, OneOperation
from portico.graphql.serving.following.crowds import Crowds, Sink
from portico.graphql.serving.following.pages import Message, ending
from portico.graphql.serving.following.parting import RESTARTING, Parting, partings
from portico.graphql.serving.following.sinks import TOO_SLOW, TRY_AGAIN_LATER, Direct, Queued
from portico.graphql.serving.following.telling import follow
from portico.graphql.serving.messages import UNREADABLE, is_message
from portico.graphql.serving.noting import Noting
from portico.graphql.serving.request_form import what_is_wrong
from portico.live.frames import FRAMES
from portico.live.loops import Failed, run_here
from portico.operations.engine.work import Work
from portico.operations.people.signing_in import access
from portico.operations.people.signing_in.access import NotSignedIn

FORBIDDEN: Final = 4403
TOO_MANY_CONNECTIONS: Final = 4430  # not 4429, which the protocol has for another mistake, and after which its clients do not come back
NO_MESSAGE: Final = 4400
SWEEP_SECONDS: Final = 10.0
SHUT_SECONDS: Final = 2.0  # so long a client has to read that it is shut out
EARLY_SECONDS: Final = 0.01  # so much before its time one may be told
SWEEP_PAUSE: Final = 1.0  # between two sweeps, however often the bells ring
_TOO_MANY: Final = Sentence("socket.too_many_operations", "At most {most} operations at a time on one socket: end one first.")
_NO_JSON: Final = Sentence(
    "socket.no_json", "This is no JSON that can be read: half of a surrogate pair, an endless number, or too deeply nested."
)


class Open(Protocol):
    """What was opened by a credential, and is shut when that has ended."""

    @property
    def shown(self) -> Credential | None: ...

    async def shut(self) -> None: ...

    async def part(self, parting: Parting) -> None: ...


class Sockets:
    """The open sockets of this process, and its streams over HTTP."""

    def __init__(self) -> None:
        self._open: set[Open] = set()

    def __len__(self) -> int:
        return len(self._open)

    def add(self, socket: Open) -> None:
        self._open.add(socket)

    def discard(self, socket: Open) -> None:
        self._open.discard(socket)

    async def sweep(self, work: Work) -> None:
        """Closes every socket whose credential has ended: one look at the database, however many are open."""
        shown = {socket.shown for socket in self._open if socket.shown}
        ended = await access.ended(work, shown)
        await asyncio.gather(*(socket.shut() for socket in self._open if socket.shown in ended))

    async def part(self) -> None:
        """Takes leave of everybody, as this server stops: in no order that anybody has chosen, and none waits for another."""
        chance, begun = SystemRandom(), monotonic()
        everybody = chance.sample([*self._open], len(self._open))
        async with asyncio.TaskGroup() as together:
            for each, parting in zip(everybody, partings(len(everybody), chance), strict=True):
                if (early := begun + parting.after - monotonic()) > EARLY_SECONDS:
                    await asyncio.sleep(early)
                together.create_task(each.part(parting))

    async def turn(self, work: Work) -> None:
        """A sweep and a rest, for the loop runner."""
        await self.sweep(work)
        await asyncio.sleep(SWEEP_PAUSE)


class Socket(BaseGraphQLTransportWSHandler[Context, None]):
    _caller: Caller | None = None  # of its client, once it was let in
    _principal = ""  # whose connection it is counted as
    _life: asyncio.Timeout

    @property
    def shown(self) -> Credential | None:
        return self._caller.shown if self._caller else None

    @property
    def _connections(self) -> HeldOpen:
        found: HeldOpen = self.view.allowances.connections  # type: ignore[attr-defined]  # the view is always the endpoint
        return found

    async def handle(self) -> None:
        sockets: Sockets = self.view.sockets  # type: ignore[attr-defined]  # the view is always the endpoint
        sockets.add(self)
        try:
            async with asyncio.timeout(None) as self._life:
                await super().handle()
        except TimeoutError:
            if not self._life.expired():
                raise
        finally:
            sockets.discard(self)
            if self._principal:
                self._connections.give_back(self._principal)

    async def shut(self) -> None:
        """Ends the connection and everything on it, as one that would not be let in now.

        A client that does not read what it was sent does not hear of it, and keeps nobody else open: everything on it ends all the same.
        """
        await self._close(FORBIDDEN, "Forbidden")

    async def part(self, parting: Parting) -> None:
        """Ends the connection with word of when to come back."""
        await self._close(RESTARTING, parting.reason)

    async def _close(self, code: int, reason: str) -> None:
        with suppress(WebSocketDisconnected, RuntimeError, TimeoutError):  # it may be closing already, from either side
            async with asyncio.timeout(SHUT_SECONDS):
                await self.websocket.close(code=code, reason=reason)
        with suppress(RuntimeError):  # an operation and the sweep may both have come to this: it is ending already
            self._life.reschedule(0)

    async def handle_message(self, message: Any) -> None:
        if is_message(message):
            await super().handle_message(message)
        else:
            await self.websocket.close(code=NO_MESSAGE, reason="Not a message of graphql-transport-ws")

    async def handle_connection_init(self, message: Any) -> None:
        try:
            await super().handle_connection_init(message)
            if self.connection_init_received:
                self.connection_init_timeout_task = None  # it is over, with the frames it ended in, which nobody needs to keep
            if self.connection_acknowledged and self._caller is None:
                self._connections.take(self.context.principal)
                self._principal = self.context.principal
                self._caller = Caller(self.context)
        except RequestError as refused:
            await self.websocket.close(code=TOO_MANY_CONNECTIONS, reason=refused.message)

    async def handle_subscribe(self, message: Any) -> None:
        payload = message.get("payload")
        wrong = _NO_JSON.said() if payload is UNREADABLE else what_is_wrong(payload)
        if wrong and self.connection_acknowledged and message["id"] not in self.operations:
            await self._refuse(message["id"], RequestError(wrong))
        elif self.connection_acknowledged and len(self.operations) >= MOST_OPERATIONS and message["id"] not in self.operations:
            await self._refuse(message["id"], RequestError(_TOO_MANY.said(most=MOST_OPERATIONS), ErrorCode.TOO_MANY_OPERATIONS))
        else:
            await super().handle_subscribe(message)

    async def _refuse(self, key: str, *errors: GraphQLError) -> None:
        await self.send_message({"id": key, "type": "error", "payload": [error.formatted for error in errors]})

    async def run_operation(self, operation: Operation[Context, None]) -> None:
        """Every way out is an answer to this operation, or the end of a socket whose credential has ended."""
        noting = Noting("socket")
        try:
            outcome = await run_here("socket operation", self._run(operation, noting))
        finally:
            noting.written()
        if isinstance(outcome, Failed):
            error = RequestError(FAILED.said(), ErrorCode.INTERNAL)
            with suppress(WebSocketDisconnected, RuntimeError):  # the socket may be what failed
                await operation.send_initial_errors([error])

    async def _run(self, operation: Operation[Context, None], noting: Noting) -> None:
        try:
            if self._caller is None:
                raise NotSignedIn(access.SIGN_IN.said())
            await self._answer(operation, self._caller, noting)
        except NotSignedIn:
            await self.shut()
        except WebSocketDisconnected:
            pass  # nobody is there to be told, which is no failure of ours
        except Unready as refused:
            await self._refused(operation, noting, *refused.errors)
        except RateLimited as refused:
            await self._refused(operation, noting, refused)

    async def _refused(self, operation: Operation[Context, None], noting: Noting, *errors: GraphQLError) -> None:
        noting.wrong(errors)
        await operation.send_initial_errors(list(errors))

    async def _answer(self, operation: Operation[Context, None], caller: Caller, noting: Noting) -> None:
        asked = OneOperation(operation.query, operation.operation_name, operation.variables)
        crowds: Crowds = self.view.crowds  # type: ignore[attr-defined]  # the view is always the endpoint
        context = await caller.context_of(asked)
        noting.of(context)
        if context.ready:
            context.spend(context.ready)
        telling = follow(crowds, asked, context, _Told(self, operation, noting))
        del asked, context
        await telling
        await operation.send_operation_message({"id": operation.id, "type": "complete"})


@dataclass(frozen=True, slots=True)
class _Told:
    """How one operation of a socket is told: by frames where the connection takes them, else by a queue."""

    socket: Socket
    operation: Operation[Context, None]
    noting: Noting

    async def tell(self, result: ExecutionResult) -> None:
        self.noting.wrong(result.errors)
        await self.operation.send_next(result)

    def sink(self) -> Sink:
        ends, adapter = ending(self.operation.id), self.socket.websocket
        wire: WebSocket = adapter.ws  # type: ignore[attr-defined]  # of Starlette's adapter
        if frames := wire.scope.get("extensions", {}).get(FRAMES):
            return Direct(frames, ends)

        async def write(message: Message) -> None:
            await wire.send_text(message.text(ends).decode())

        return Queued(write, lambda: adapter.close(code=TRY_AGAIN_LATER, reason=TOO_SLOW))
