"""What every plain endpoint reads of a request: the work, who sends it, and a small JSON body."""

from __future__ import annotations

from http import HTTPStatus
from typing import Any, Final

import orjson
from starlette.requests import Request

from portico.domain.actors import Actor
from portico.domain.sentences import Sentence
from portico.operations.engine.input_problems import JSON_ONLY
from portico.operations.engine.work import Work
from portico.operations.people.signing_in import access
from portico.operations.people.signing_in.access import NotSignedIn
from portico.web.problems import Unacceptable

JSON_LIMIT: Final = 16_384
CUT: Final = Sentence("upload.cut", "The file did not come in whole.")
_TOO_MUCH: Final = Sentence("http.too_much", "This is too much for this address.")
_NO_JSON: Final = Sentence("http.no_json", "This is no JSON.")
_NO_OBJECT: Final = Sentence("http.no_object", "Send a JSON object.")


def work_of(request: Request) -> Work:
    """The process's `Work`, which the application keeps in `app.state.work` while it runs."""
    work: Work = request.app.state.work
    return work


async def actor_of(request: Request) -> Actor:
    """Who sends this; raises NotSignedIn or ForgedRequest."""
    actor = await access.actor_of_request(
        work_of(request),
        method=request.method,
        authorization=request.headers.get("authorization"),
        session_token=request.cookies.get(access.session_cookie(work_of(request))),
        guard_header=request.headers.get(access.GUARD_HEADER),
    )
    if actor is None:
        raise NotSignedIn(access.SIGN_IN_OR_TOKEN.said())
    return actor


async def json_object(request: Request) -> dict[str, Any]:
    """A JSON object of a few kilobytes; anything else is answered as 415, 413 or 400."""
    if request.headers.get("content-type", "").partition(";")[0].strip().lower() != "application/json":
        raise Unacceptable(HTTPStatus.UNSUPPORTED_MEDIA_TYPE, JSON_ONLY.said())
    body = bytearray()
    async for piece in request.stream():
        body += piece
        if len(body) > JSON_LIMIT:
            raise Unacceptable(HTTPStatus.REQUEST_ENTITY_TOO_LARGE, _TOO_MUCH.said())
    try:
        found = orjson.loads(body)
    except orjson.JSONDecodeError:  # also for what is nested too deeply, and for half of a surrogate pair
        raise Unacceptable(HTTPStatus.BAD_REQUEST, _NO_JSON.said()) from None
    if not isinstance(found, dict):
        raise Unacceptable(HTTPStatus.BAD_REQUEST, _NO_OBJECT.said())
    return found
