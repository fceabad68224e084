"""Who runs this installation, for pages of people who are nobody yet and for letters: its name, and its logo under one public path."""

from __future__ import annotations

from collections.abc import Sequence
from http import HTTPStatus
from typing import Final

from starlette.requests import ClientDisconnect, Request
from starlette.responses import JSONResponse, Response
from starlette.routing import BaseRoute, Route

from portico.domain.sentences import Sentence
from portico.domain.setting_up.logos import MOST_BYTES
from portico.operations.people import operator_settings as operators
from portico.storage.people import operator_settings as storage
from portico.web.headers import FOR_EVER
from portico.web.problems import NOTHING, Unacceptable
from portico.web.requests import CUT, actor_of, work_of

ASKED_AGAIN: Final = "public, no-cache"
_TOO_LARGE: Final = Sentence("logo.body_too_large", "A logo has at most {most:,} bytes.")


async def operator(request: Request) -> Response:
    """`{name, logo}`: what a page shows of the operator; both null where it has not said."""
    row = await storage.kept(work_of(request).reader)
    version = operators.logo_version(row)
    logo = f"{operators.LOGO_PATH}?v={version}" if version else None
    return JSONResponse({"name": row["name"], "logo": logo}, headers={"cache-control": "no-cache"})


async def logo(request: Request) -> Response:
    """The picture; under the address of its own version kept for ever, else asked for again. Letters elsewhere may show it, too."""
    found = await storage.logo(work_of(request).reader)
    if found is None:
        raise Unacceptable(HTTPStatus.NOT_FOUND, NOTHING.said())
    own = request.query_params.get("v") == found.sha256[: operators.VERSION_LENGTH]
    headers = {
        "cache-control": FOR_EVER if own else ASKED_AGAIN,
        "etag": f'"{found.sha256}"',
        "content-security-policy": "default-src 'none'; sandbox",
        "cross-origin-resource-policy": "cross-origin",
    }
    if request.headers.get("if-none-match") == headers["etag"]:
        return Response(status_code=HTTPStatus.NOT_MODIFIED, headers=headers)
    return Response(found.content, media_type=found.media_type, headers=headers)


async def put_logo(request: Request) -> Response:
    """`PUT /operator/logo`, the picture as body → `{logo}`."""
    actor, work, body = await actor_of(request), work_of(request), bytearray()
    try:
        async for piece in request.stream():
            body += piece
            if len(body) > MOST_BYTES:
                raise Unacceptable(HTTPStatus.REQUEST_ENTITY_TOO_LARGE, _TOO_LARGE.said(most=MOST_BYTES))
    except ClientDisconnect:
        raise Unacceptable(HTTPStatus.BAD_REQUEST, CUT.said()) from None
    version = await operators.put_logo(work, actor, bytes(body))
    return JSONResponse({"logo": f"{operators.LOGO_PATH}?v={version}"}, headers={"cache-control": "no-store"})


ROUTES: Final[Sequence[BaseRoute]] = (
    Route("/operator", operator, methods=["GET"]),
    Route(operators.LOGO_PATH, logo, methods=["GET"]),
    Route(operators.LOGO_PATH, put_logo, methods=["PUT"]),
)
