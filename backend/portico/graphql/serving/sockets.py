"""One open WebSocket: who is behind it is asked again for every operation, and it is closed when its credential has ended.

Strawberry's handler speaks the protocol. What it would close the whole socket for, or fail at, is answered here to the one operation
that it is about; a message that names none is no message of the protocol, and for that the protocol itself closes (4400).
"""

from __future__ import annotations

import asyncio
from contextlib import suppress
from dataclasses import replace
from math import inf
from time import monotonic
from typing import Any, Final

from graphql import GraphQLError, OperationType
from strawberry.http.exceptions import WebSocketDisconnected
from strawberry.subscriptions.protocols.graphql_transport_ws.handlers import BaseGraphQLTransportWSHandler, Operation
from strawberry.types import ExecutionResult

from portico.domain.actors import Actor, Credential
from portico.domain.refusals import SecondFactorRequired
from portico.domain.sentences import Sentence
from portico.graphql.engine.context import Context
from portico.graphql.engine.request_errors import FAILED, ErrorCode, RequestError
from portico.graphql.schema import documents
from portico.graphql.serving.crowds import Joined, crowd_key, ending
from portico.graphql.serving.documents import Door, Unready, coded, never_ran, what_is_wrong
from portico.graphql.serving.messages import UNREADABLE, is_message
from portico.graphql.serving.sinks import Direct, Queued
from portico.live.frames import FRAMES
from portico.live.loops import Failed, run_unit
from portico.operations.engine.work import Work
from portico.operations.people.signing_in import access
from portico.operations.people.signing_in.access import NotSignedIn

FORBIDDEN: Final = 4403
NO_MESSAGE: Final = 4400
READ_AT_MOST: Final = 5.0  # seconds an answer about a credential is good for, for what only reads
MOST_OPERATIONS: Final = 50  # on one socket at a time
SWEEP_SECONDS: Final = 10.0
SHUT_SECONDS: Final = 2.0  # so long a client has to read that it is shut out
SWEEP_PAUSE: Final = 1.0  # between two sweeps, however often the bells ring
_TOO_MANY: Final = Sentence("socket.too_many_operations", "At most {most} operations at a time on one socket: end one first.")
_NO_JSON: Final = Sentence(
    "socket.no_json", "This is no JSON that can be read: half of a surrogate pair, an endless number, or too deeply nested."
)


class Sockets:
    """The open sockets of this process."""

    def __init__(self) -> None:
        self._open: set[Socket] = set()

    def __len__(self) -> int:
        return len(self._open)

    def add(self, socket: Socket) -> None:
        self._open.add(socket)

    def discard(self, socket: Socket) -> None:
        self._open.discard(socket)

    async def sweep(self, work: Work) -> None:
        """Closes every socket whose credential has ended: one look at the database, however many are open."""
        shown = {socket.shown for socket in self._open if socket.shown}
        ended = await access.ended(work, shown)
        await asyncio.gather(*(socket.shut() for socket in self._open if socket.shown in ended))

    async def turn(self, work: Work) -> None:
        """A sweep and a rest, for the loop runner."""
        await self.sweep(work)
        await asyncio.sleep(SWEEP_PAUSE)


class Socket(BaseGraphQLTransportWSHandler[Context, None]):
    """`shown` is what its client was let in by, once it was."""

    shown: Credential | None = None
    _actor: Actor | None = None
    _asked_at = -inf  # a cookie was looked at when the socket was opened, which may be a while ago
    _life: asyncio.Timeout

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

    async def shut(self) -> None:
        """Ends the connection and everything on it, as one that would not be let in now.

        A client that does not read what it was sent does not hear of it, and keeps nobody else open: everything on it ends all the same.
        """
        with suppress(WebSocketDisconnected, RuntimeError, TimeoutError):  # it may be closing already, from either side
            async with asyncio.timeout(SHUT_SECONDS):
                await self.websocket.close(code=FORBIDDEN, reason="Forbidden")
        with suppress(RuntimeError):  # an operation and the sweep may both have come to this: it is ending already
            self._life.reschedule(0)

    async def handle_message(self, message: Any) -> None:
        if is_message(message):
            await super().handle_message(message)
        else:
            await self.websocket.close(code=NO_MESSAGE, reason="Not a message of graphql-transport-ws")

    async def handle_connection_init(self, message: Any) -> None:
        await super().handle_connection_init(message)
        if self.connection_acknowledged:
            self._actor, self.shown = self.context.actor, self.context.actor.credential

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
        outcome = await run_unit("socket operation", self._run(operation))
        if isinstance(outcome, Failed) and not isinstance(outcome.problem, WebSocketDisconnected):
            error = RequestError(FAILED.said(), ErrorCode.INTERNAL)
            with suppress(WebSocketDisconnected, RuntimeError):  # the socket may be what failed
                await operation.send_initial_errors([error])

    async def _run(self, operation: Operation[Context, None]) -> None:
        try:
            await self._answer(operation, await self._context_of(operation))
        except NotSignedIn:
            await self.shut()
        except Unready as refused:
            await operation.send_initial_errors(refused.errors)

    async def _context_of(self, operation: Operation[Context, None]) -> Context:
        """Who asks comes first, then what they ask; whoever is answered once is not taken from memory.

        Only what changes something is somebody's doing: a page reads by itself, and on a socket it cannot say so.
        """
        actor = await self._who(READ_AT_MOST, sign_of_life=False)
        ready = documents.ready(operation.query, operation.operation_name, operation.variables, Door(signed_in=True))
        if ready.operation.operation is not OperationType.SUBSCRIPTION:
            actor = await self._who(0.0, sign_of_life=ready.operation.operation is OperationType.MUTATION)
        return replace(self.context, actor_or_none=actor, ready=ready)

    async def _who(self, at_most: float, *, sign_of_life: bool) -> Actor:
        """The actor, by an answer at most so many seconds old. Raises NotSignedIn."""
        if self._actor is None or self.shown is None:
            raise NotSignedIn(access.SIGN_IN.said())
        if monotonic() - self._asked_at >= at_most:
            self._actor = await access.actor_again(self.context.work, self.shown, sign_of_life=sign_of_life)
            self._asked_at = monotonic()
        if self._actor.must_enroll:
            raise NotSignedIn(SecondFactorRequired().said)
        return self._actor

    async def _answer(self, operation: Operation[Context, None], context: Context) -> None:
        source = await self.schema.stream(
            operation.query, variable_values=operation.variables, context_value=context, operation_name=operation.operation_name
        )
        joined: Joined | None = None
        is_feed = context.ready is not None and context.ready.operation.operation is OperationType.SUBSCRIPTION
        try:
            async for result in source:
                if not isinstance(result, ExecutionResult):
                    continue  # incremental delivery, which the schema does not have
                if never_ran(result):
                    await operation.send_initial_errors(coded(result.errors))
                    return
                await operation.send_next(result)  # what was committed before stands in it
                if _has_ended(result):
                    raise NotSignedIn(access.SIGN_IN_AGAIN.said())
                if is_feed and (joined := self._joined(operation, context, source)):
                    break
        finally:
            if joined is None or not joined.founded:
                await source.aclose()
        if joined and (last := await self._followed(joined)):
            await operation.send_next(last)
            raise NotSignedIn(access.SIGN_IN_AGAIN.said())
        await operation.send_operation_message({"id": operation.id, "type": "complete"})

    def _joined(self, operation: Operation[Context, None], context: Context, source: Any) -> Joined | None:
        """A place among those who are told the same from here on."""
        assert context.ready  # noqa: S101 - for the type checker: it is a feed that was judged
        asked = operation.query, operation.operation_name, operation.variables
        key = crowd_key(self.schema._schema, context.ready, context.actor, asked)  # type: ignore[attr-defined]
        ends, crowds = ending(operation.id), self.view.crowds  # type: ignore[attr-defined]  # the view is always the endpoint
        frames = self.websocket.ws.scope.get("extensions", {}).get(FRAMES)  # type: ignore[attr-defined]
        sink = Direct(frames, ends) if frames else Queued(self.websocket, ends)
        joined: Joined | None = crowds.join(key, source, context.place, sink, _has_ended)
        return joined

    async def _followed(self, joined: Joined) -> ExecutionResult | None:
        sink = joined.member.sink
        if not isinstance(sink, Queued):
            return await joined.ended()
        sending = asyncio.create_task(sink.sent(joined.member.over), name="told by a queue")
        try:
            last = await joined.ended()
            await sending
            return last
        finally:
            sending.cancel()


def _has_ended(result: ExecutionResult) -> bool:
    return any((error.extensions or {}).get("code") == ErrorCode.UNAUTHENTICATED for error in result.errors or ())
