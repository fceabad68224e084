"""What every plain endpoint reads of a request: the work, who sends it, and a small JSON body."""

from __future__ import annotations

from http import HTTPStatus
from typing import Any, Final

import orjson
from starlette.exceptions import HTTPException
from starlette.requests import Request

from portico.domain.actors import Actor
from portico.operations.engine.work import Work
from portico.operations.people import access
from portico.operations.people.access import NotSignedIn

JSON_LIMIT: Final = 16_384


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
        session_token=request.cookies.get(access.SESSION_COOKIE),
        guard_header=request.headers.get(access.GUARD_HEADER),
    )
    if actor is None:
        raise NotSignedIn("Sign in, or send a token.")
    return actor


async def json_object(request: Request) -> dict[str, Any]:
    """A JSON object of a few kilobytes; anything else is answered as 415, 413 or 400."""
    if request.headers.get("content-type", "").partition(";")[0].strip().lower() != "application/json":
        raise HTTPException(HTTPStatus.UNSUPPORTED_MEDIA_TYPE, "Send JSON, with the content type application/json.")
    body = bytearray()
    async for piece in request.stream():
        body += piece
        if len(body) > JSON_LIMIT:
            raise HTTPException(HTTPStatus.REQUEST_ENTITY_TOO_LARGE, "This is too much for this address.")
    try:
        found = orjson.loads(body)
    except orjson.JSONDecodeError:  # also for what is nested too deeply, and for half of a surrogate pair
        raise HTTPException(HTTPStatus.BAD_REQUEST, "This is no JSON.") from None
    if not isinstance(found, dict):
        raise HTTPException(HTTPStatus.BAD_REQUEST, "Send a JSON object.")
    return found
