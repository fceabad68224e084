"""Which requests are answered by a stream, and who may open how many."""

from __future__ import annotations

from collections.abc import Callable, Coroutine, Mapping
from dataclasses import dataclass
from typing import Any, Final

from graphql import GraphQLError, OperationType
from starlette.requests import Request
from starlette.responses import Response
from starlette.types import ASGIApp, Receive, Scope, Send
from strawberry.types import ExecutionResult

from portico.domain.refusals import SecondFactorRequired
from portico.graphql.engine.context import Context
from portico.graphql.engine.request_errors import ErrorCode, RequestError
from portico.graphql.schema import documents
from portico.graphql.serving.allowances import Allowances
from portico.graphql.serving.bounds import SIGNED_IN
from portico.graphql.serving.documents import Door, Ready, Unready
from portico.graphql.serving.following.callers import Caller, OneOperation
from portico.graphql.serving.following.crowds import Crowds
from portico.graphql.serving.http import answers
from portico.graphql.serving.sockets import Sockets
from portico.graphql.serving.streams import framing
from portico.graphql.serving.streams.framing import Events, Framing, SharedEvents
from portico.graphql.serving.streams.reserved import Reservations
from portico.graphql.serving.streams.stream import Following, Stream
from portico.operations.people.signing_in.access import SIGN_IN_OR_TOKEN

TOKEN_HEADER: Final = "x-graphql-event-stream-token"  # noqa: S105 - the name of a header


@dataclass(frozen=True, slots=True)
class Streamed:
    """An answer that goes on: an application for one response."""

    serve: Callable[[Receive, Send], Coroutine[Any, Any, None]]

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        scope["state"]["goes_on"] = True  # who stops the server does not wait for it
        await self.serve(receive, send)


class Streams:
    """The streams of this process."""

    def __init__(self, crowds: Crowds, sockets: Sockets, allowances: Allowances) -> None:
        self._crowds, self._sockets, self._allowances = crowds, sockets, allowances
        self._reservations = Reservations()

    def answer(self, request: Request, asked: Mapping[str, Any], context: Context) -> ASGIApp | None:
        """The answer, where it is one of ours. Raises RequestError."""
        if token := token_of(request):
            return self._told_elsewhere(request, token, asked, context)
        chosen = framing.asked_for(request.headers.get("accept", ""))
        if chosen is None or not _wants_it(request, asked):
            return None
        return self._alone(request, chosen, _operation(asked), context)

    def _alone(self, request: Request, chosen: Framing, asked: OneOperation, context: Context) -> ASGIApp:
        """graphql-sse's distinct connections, and Apollo's multipart: one operation and one response."""
        caller, by_get = _caller(context), context.by_get
        try:
            ready = _ready(asked, by_get=by_get)
            self._make_room(context, ready)
        except Unready as refused:
            if not isinstance(chosen, Events) or _is_of_the_method(refused.errors):
                return answers.response(request, ExecutionResult(None, refused.errors))
            self._make_room(context)

        async def serve(receive: Receive, send: Send) -> None:
            stream = Stream(caller, chosen, send)
            await self._run(context, stream, Following(self._crowds, caller, stream, chosen, asked).run(by_get=by_get), receive)

        return Streamed(serve)

    async def _run(self, context: Context, stream: Stream, work: Coroutine[Any, Any, None], receive: Receive) -> None:
        principal = context.principal
        self._allowances.connections.take(principal)
        try:
            await stream.run(work, receive, self._sockets)
        finally:
            self._allowances.connections.give_back(principal)

    def _make_room(self, context: Context, ready: Ready | None = None) -> None:
        """Pays for an operation as well, where it is known. Raises RequestError."""
        self._allowances.connections.make_room(context.principal)
        if ready is not None:
            self._may_start(context, ready)

    def _may_start(self, context: Context, ready: Ready) -> None:
        if ready.operation.operation is OperationType.SUBSCRIPTION:
            self._allowances.subscriptions.make_room(context.principal)
        context.spend(ready)

    # graphql-sse's single connection: PUT reserves a stream, GET opens it, POST sends an operation, DELETE ends one.

    def reserved(self, request: Request, context: Context) -> ASGIApp:
        """What is asked about a reservation itself. Raises RequestError."""
        caller, token = _caller(context), token_of(request)
        if request.method == "PUT":
            return Response(self._reservations.make(caller.shown), 201, media_type="text/plain", headers=answers.FOR_NOBODY_TO_KEEP)
        if request.method == "GET":
            return self._opening(token, caller, context)
        found, _ = self._reservations.opened(token, caller.shown)
        found.complete(request.query_params.get("operationId", ""))
        return Response(status_code=200)

    def _opening(self, token: str, caller: Caller, context: Context) -> ASGIApp:
        found = self._reservations.of(token, caller.shown)
        found.refuse_second()
        self._make_room(context)

        async def serve(receive: Receive, send: Send) -> None:
            found.stream = stream = Stream(caller, SharedEvents(), send)
            try:
                await self._run(context, stream, found.last(), receive)
            finally:
                self._reservations.forget(token)

        return Streamed(serve)

    def _told_elsewhere(self, request: Request, token: str, sent: Mapping[str, Any], context: Context) -> ASGIApp:
        caller, asked = _caller(context), _operation(sent)
        found, stream = self._reservations.opened(token, caller.shown)
        key = found.make_room((sent.get("extensions") or {}).get("operationId"))
        try:
            self._may_start(context, _ready(asked, by_get=context.by_get))
        except Unready as refused:
            return answers.response(request, ExecutionResult(None, refused.errors))
        found.start(key, self._one_of_several(caller, stream, key, asked))
        return Response(status_code=202)

    async def _one_of_several(self, caller: Caller, stream: Stream, key: str, asked: OneOperation) -> None:
        told = Events(key)
        await Following(self._crowds, caller, stream, told, asked).run()
        await stream.write(told.complete)


def token_of(request: Request) -> str:
    """What names the reserved stream that this is about; empty where nothing does."""
    return request.headers.get(TOKEN_HEADER) or (request.query_params.get("token", "") if request.scope["query_string"] else "")


def is_about_a_reservation(request: Request) -> bool:
    return request.method in {"PUT", "DELETE"} or (request.method == "GET" and bool(token_of(request)))


def is_for_a_stream(request: Request) -> bool:
    """Whether nothing but a stream is taken, or one is meant."""
    return bool(token_of(request)) or framing.is_all_that_is_taken(request.headers.get("accept", ""))


def _wants_it(request: Request, asked: Mapping[str, Any]) -> bool:
    """A feed, or whatever is asked by who takes nothing but a stream."""
    accept = request.headers.get("accept", "")
    return framing.is_all_that_is_taken(accept) or documents.follows(asked["query"], asked.get("operationName"), SIGNED_IN)


def _operation(asked: Mapping[str, Any]) -> OneOperation:
    return OneOperation(asked["query"], asked.get("operationName"), asked.get("variables"))


def _caller(context: Context) -> Caller:
    if context.actor_or_none is None:
        raise RequestError(SIGN_IN_OR_TOKEN.said(), ErrorCode.UNAUTHENTICATED)
    if context.actor_or_none.must_enroll:
        raise RequestError(SecondFactorRequired().said, ErrorCode.SECOND_FACTOR_REQUIRED)
    return Caller(context)


def _ready(asked: OneOperation, *, by_get: bool) -> Ready:
    """Raises Unready."""
    return documents.ready(asked.query, asked.operation_name, asked.variables, Door(signed_in=True, by_get=by_get))


def _is_of_the_method(errors: list[GraphQLError]) -> bool:
    return any((error.extensions or {}).get("code") == ErrorCode.METHOD_NOT_ALLOWED for error in errors)
