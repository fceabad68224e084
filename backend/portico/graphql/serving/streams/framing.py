"""How answers that follow each other travel in one HTTP response: as server-sent events, or as the parts of Apollo's multipart."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final, Protocol

import orjson
from graphql import GraphQLError

from portico.domain.sentences import Sentence
from portico.graphql.engine.request_errors import ErrorCode, RequestError
from portico.graphql.serving.following.parting import Parting
from portico.graphql.serving.http import accepted
from portico.graphql.serving.http.accepted import JSON, STRICT

EVENTS: Final = "text/event-stream"
PARTS: Final = "multipart/mixed"
_RESTARTING: Final = Sentence("stream.restarting", "This server stops. Come back a little later, with your last cursor.")


class Framing(Protocol):
    """The bytes of a stream about one operation, piece by piece; the last of them is `complete` or `ended`."""

    media_type: str
    opening: bytes
    heartbeat: bytes
    complete: bytes

    def next(self, told: bytes) -> bytes:
        """A result, written as JSON already."""
        ...

    def ended(self, errors: Sequence[GraphQLError]) -> bytes:
        """The end of it all, whatever was still to come."""
        ...

    def parting(self, parting: Parting) -> bytes:
        """The end for now: the server stops, and says when to come back."""
        ...


class Events:
    """Server-sent events as graphql-sse speaks them; with the operation's id where several share a stream."""

    media_type = EVENTS
    opening = heartbeat = b":\n\n"

    def __init__(self, operation_id: str | None = None) -> None:
        self._id = operation_id
        self.complete = b"event: complete\ndata:\n\n" if operation_id is None else _event("complete", orjson.dumps({"id": operation_id}))

    def next(self, told: bytes) -> bytes:
        return _event("next", told if self._id is None else b'{"id":' + orjson.dumps(self._id) + b',"payload":' + told + b"}")

    def ended(self, errors: Sequence[GraphQLError]) -> bytes:
        return self.next(told_of(errors)) + self.complete

    def parting(self, parting: Parting) -> bytes:
        """As server-sent events themselves have it, and without `complete`: what is not complete is taken up again."""
        return b"retry: %d\n\n" % parting.wait_ms


class SharedEvents(Events):
    """The stream that several operations share: it has no words of its own, and nothing is said of its end."""

    def __init__(self) -> None:
        super().__init__()
        self.complete = b""

    def ended(self, errors: Sequence[GraphQLError]) -> bytes:
        return b""


class Parts:
    """Apollo's multipart subscriptions: each part is shown as soon as the boundary behind it is there, which so goes with it."""

    media_type = 'multipart/mixed;boundary="graphql";subscriptionSpec=1.0'
    opening = b"\r\n--graphql"
    complete = b"--\r\n"

    def __init__(self) -> None:
        self.heartbeat = _part(b"{}")

    def next(self, told: bytes) -> bytes:
        return _part(b'{"payload":' + told + b"}")

    def ended(self, errors: Sequence[GraphQLError]) -> bytes:
        return _part(b'{"payload":null,' + told_of(errors)[1:]) + self.complete

    def parting(self, parting: Parting) -> bytes:
        """The protocol has no word for it, so it is an error that says in how many seconds."""
        error = RequestError(_RESTARTING.said(), ErrorCode.RESTARTING)
        error.extensions = {**(error.extensions or {}), "retryAfter": parting.wait_ms / 1000}
        return self.ended([error])


def asked_for(accept: str) -> Framing | None:
    """The stream that is most welcome, of those that are taken at all."""
    for each in accepted.taken(accept):
        if each.kind == EVENTS:
            return Events()
        if each.kind == PARTS and each.parameters.get("subscriptionspec") == "1.0":
            return Parts()
    return None


def is_all_that_is_taken(accept: str) -> bool:
    """Whether a stream is taken, and an answer in one piece is not."""
    one_piece = any(each.kind in {JSON, STRICT, "application/*", "*/*"} for each in accepted.taken(accept))
    return not one_piece and asked_for(accept) is not None


def told_of(errors: Sequence[GraphQLError]) -> bytes:
    """A result that is nothing but these errors."""
    return orjson.dumps({"errors": [error.formatted for error in errors]})


def _event(name: str, told: bytes) -> bytes:
    return b"event: " + name.encode() + b"\ndata: " + told + b"\n\n"


def _part(told: bytes) -> bytes:
    return b"\r\ncontent-type: application/json\r\n\r\n" + told + b"\r\n--graphql"
