"""The GraphQL endpoint: strict HTTP, graphql-transport-ws only, no IDE, no uploads, no exception texts to clients."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import timedelta
from typing import Any, Final, cast

import orjson
from starlette.requests import ClientDisconnect, HTTPConnection, Request
from starlette.responses import Response
from starlette.types import ASGIApp, Receive, Scope, Send
from starlette.websockets import WebSocket
from strawberry.asgi import GraphQL
from strawberry.exceptions import ConnectionRejectionError
from strawberry.subscriptions import GRAPHQL_TRANSPORT_WS_PROTOCOL

from portico.domain.actors import Actor
from portico.domain.refusals import NotPermitted, Refusal
from portico.domain.sentences import Sentence
from portico.graphql.engine.context import Context
from portico.graphql.engine.request_errors import ErrorCode, RequestError
from portico.graphql.schema import schema
from portico.graphql.serving import messages
from portico.graphql.serving.allowances import Allowances
from portico.graphql.serving.dependences import EVERYTHING, depends_on
from portico.graphql.serving.documents import POST
from portico.graphql.serving.following.callers import MOST_OPERATIONS
from portico.graphql.serving.following.crowds import Crowds
from portico.graphql.serving.http import answers, by_get, sdl
from portico.graphql.serving.http.accepted import JSON
from portico.graphql.serving.http.heads import Asking
from portico.graphql.serving.http.persisted import Persisted
from portico.graphql.serving.noting import Noting
from portico.graphql.serving.request_form import what_is_wrong
from portico.graphql.serving.sockets import Socket, Sockets
from portico.graphql.serving.streams import door
from portico.live.tail import Tail
from portico.operations.engine.input_problems import JSON_ONLY
from portico.operations.engine.work import Work
from portico.operations.people.signing_in import access
from portico.operations.people.signing_in.access import NotSignedIn

BODY_LIMIT: Final = 256 * 1024
ANONYMOUS_BODY_LIMIT: Final = 16 * 1024
BEARER: Final = "Bearer "
LONGEST_LENGTH: Final = 20  # digits of a content-length
_TOO_LARGE: Final = Sentence("request.too_large", "A request has at most {most} kB.")
_NO_JSON: Final = Sentence("request.no_json", "The body is no JSON.")


class GraphQLEndpoint(GraphQL[Context, None]):
    """One per process; `surroundings` answers the process's work and tail once the lifespan has made them."""

    graphql_transport_ws_handler_class = Socket

    def __init__(
        self,
        surroundings: Callable[[], tuple[Work, Tail]],
        read_letter: Callable[[str], Any] | None = None,
        persisted: Persisted | None = None,
    ) -> None:
        super().__init__(
            schema,
            graphql_ide=None,
            allow_queries_via_get=False,
            subscription_protocols=[GRAPHQL_TRANSPORT_WS_PROTOCOL],
            connection_init_wait_timeout=timedelta(seconds=10),
            max_subscriptions_per_connection=MOST_OPERATIONS,
        )
        self.sockets = Sockets()
        self.crowds = Crowds()
        self.allowances = Allowances(lambda: surroundings()[0].settings)
        self.streams = door.Streams(self.crowds, self.sockets, self.allowances)
        self._surroundings = surroundings
        self._read_letter = read_letter
        self._persisted = persisted or Persisted()

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await super().__call__(scope, receive, send)
            return
        request, noting = Asking(scope, receive), Noting("http")
        try:
            response = await self._response(request, noting)
        except RequestError as refused:
            response = answers.refusal(refused)
            noting.wrong([refused])
            noting.written()
        await response(scope, receive, send)

    async def _response(self, request: Request, noting: Noting) -> ASGIApp:
        if door.is_about_a_reservation(request):
            await self._let_in(request)
            return self.streams.reserved(request, await self.get_context(request, None))
        asked = await self._asked(request)
        context = await self.get_context(request, None)
        noting.of(context)
        return self.streams.answer(request, asked, context) or await self._answer(request, asked, context, noting)

    async def show_schema(self, request: Request) -> Response:
        """The schema's text, for whoever is signed in: a page that reads it by the cookie changes nothing."""
        try:
            if await self._let_in(request, method=request.method):
                return await sdl.answer(request)
            raise RequestError(access.SIGN_IN_OR_TOKEN.said(), ErrorCode.UNAUTHENTICATED)
        except RequestError as refused:
            return answers.refusal(refused)

    async def _answer(self, request: Request, asked: Mapping[str, Any], context: Context, noting: Noting) -> Response:
        """Without what Strawberry does for a request: it was read and judged, and is neither a batch, an upload nor a page of an IDE."""
        named = asked.get("operationName")
        result = await self.schema.execute(asked["query"], asked.get("variables"), context_value=context, operation_name=named)
        ready = context.ready
        response = answers.response(request, result, lambda: depends_on(schema._schema, ready.names) if ready else EVERYTHING)
        noting.wrong(result.errors)
        noting.written()
        return response

    async def _asked(self, request: Request) -> Mapping[str, Any]:
        """What is asked, read once and bounded, with the text of its document. Who asks comes before what.

        Raises RequestError for a request that is not even GraphQL.
        """
        request.state.by_get = _by_get(request)
        limit = BODY_LIMIT if await self._let_in(request) else ANONYMOUS_BODY_LIMIT
        body = await _bounded(request, limit)
        if body is None or (request.state.by_get and len(request.scope["query_string"]) > limit):
            raise RequestError(_TOO_LARGE.said(most=limit // 1024), ErrorCode.TOO_LARGE)
        try:
            asked = by_get.asked(request) if request.state.by_get else orjson.loads(body)
        except orjson.JSONDecodeError:  # also for what is nested too deeply, and for half of a surrogate pair
            raise RequestError(_NO_JSON.said()) from None
        whole = self._persisted.written_out(asked)
        if wrong := what_is_wrong(whole):
            raise RequestError(wrong)
        return cast("Mapping[str, Any]", whole)

    async def _let_in(self, request: Request, method: str = "POST") -> Actor | None:
        """Raises RequestError for a credential that is not good."""
        try:
            request.state.actor = await self._actor_of_request(request, method)
        except NotSignedIn as refusal:
            raise RequestError(refusal.said, ErrorCode.UNAUTHENTICATED) from None
        except NotPermitted as refusal:
            raise RequestError(refusal.said, ErrorCode.NOT_PERMITTED) from None
        actor: Actor | None = request.state.actor
        return actor

    async def get_context(self, request: Any, response: Any) -> Context:
        work, tail = self._surroundings()
        actor = await self._actor_of_socket(request) if isinstance(request, WebSocket) else request.state.actor
        client = request.client.host if request.client else ""
        return Context(
            work=work,
            actor_or_none=actor,
            tail=tail,
            request=request,
            client=client,
            read_letter=self._read_letter,
            by_get=getattr(request.state, "by_get", False),
            allowances=self.allowances,
        )

    async def _actor_of_request(self, request: Request, method: str) -> Actor | None:
        """A cookie vouches for no operation without the guard, whatever the method: a question by GET is one like any other.

        Who opens a stream is no more at it than who opens a socket.
        """
        work, _ = self._surroundings()
        guard = request.headers.get(access.GUARD_HEADER)
        return await access.actor_of_request(
            work,
            method=method,
            authorization=request.headers.get("authorization"),
            session_token=request.cookies.get(access.session_cookie(work)),
            guard_header=access.UNATTENDED if guard and door.is_for_a_stream(request) else guard,
        )

    async def _actor_of_socket(self, request: HTTPConnection) -> Actor | None:
        """A WebSocket's cookie is as good as a request's: its origin has been checked; a token may still come in `connection_init`.

        It is no sign of life: a forgotten page opens its socket again and again.
        """
        work, _ = self._surroundings()
        cookie = request.cookies.get(access.session_cookie(work))
        try:
            return await access.actor_of_session(work, cookie, sign_of_life=False) if cookie else None
        except NotSignedIn:
            return None

    def is_websocket_origin_allowed(self, request: Any, origin: str) -> bool:
        """A page under our own address, also where a proxy in front speaks to us under another; every other page is turned away."""
        work, _ = self._surroundings()
        return access.is_own_origin(origin, request.headers.get("host"), work.settings.base_url)

    async def on_ws_connect(self, context: Context) -> Any:
        """A token comes with `connection_init`, as `{"authorization": "Bearer ptc_…"}`, or as a header. Who has to enroll stays out.

        Raises RequestError for who has as many connections as there may be.
        """
        if said := _bearer(context):
            try:
                context.actor_or_none = await access.actor_of_token(context.work, said)
            except Refusal as refusal:
                raise ConnectionRejectionError from refusal
        if context.actor_or_none is None or context.actor_or_none.must_enroll:
            raise ConnectionRejectionError
        self.allowances.connections.make_room(context.principal)
        return await super().on_ws_connect(context)

    def encode_json(self, data: object) -> str:
        return orjson.dumps(data).decode()

    def decode_json(self, data: str | bytes) -> object:
        """A socket's message."""
        return messages.read(data)


def _bearer(context: Context) -> str:
    """The token that was sent with `connection_init`, else with the request; what a proxy asks there (`Basic`) is not for us."""
    said = str((context.connection_params or {}).get("authorization") or "")
    header = context.request.headers.get("authorization", "") if context.request else ""
    return (said or (header if header.startswith(BEARER) else "")).removeprefix(BEARER).strip()


def _by_get(request: Request) -> bool:
    """Whether this is asked by GET, as what changes nothing may be. Raises RequestError for what is asked in no way that there is."""
    if request.method == "GET" and by_get.names(request):
        return True
    if request.method != "POST":
        raise RequestError(POST.said(), ErrorCode.METHOD_NOT_ALLOWED)
    if request.headers.get("content-type", "").partition(";")[0].strip().lower() != JSON:
        raise RequestError(JSON_ONLY.said(), ErrorCode.UNSUPPORTED_MEDIA_TYPE)
    return False


async def _bounded(request: Request, limit: int) -> bytes | None:
    """The body, or None as soon as it is too long."""
    announced = request.headers.get("content-length", "0")
    if announced.isdigit() and (len(announced) > LONGEST_LENGTH or int(announced) > limit):
        return None
    pieces, length, more = list[bytes](), 0, True
    while more:
        message = await request.receive()
        if message["type"] == "http.disconnect":
            raise ClientDisconnect
        piece, more = message.get("body", b""), message.get("more_body", False)
        length += len(piece)
        if length > limit:
            return None
        pieces.append(piece)
    return b"".join(pieces)
