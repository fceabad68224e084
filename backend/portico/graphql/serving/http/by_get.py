"""Questions by GET: read off the address as a body would be, and answered with a tag, so that who has the answer is not sent it again."""

from __future__ import annotations

import hashlib
from collections.abc import Collection
from typing import Any, Final

import orjson
from starlette.requests import Request
from starlette.responses import Response

from portico.graphql.serving.dependences import Dependence, share_key
from portico.operations.engine import entity_tags

KEPT_BY_ITS_READER: Final = "private, no-cache"  # and shown by them to nobody before we said that it still holds
KEPT_BY_NOBODY: Final = "no-store"
VARY: Final = "Authorization, Cookie, Accept, Accept-Encoding"
PLAIN: Final = ("query", "documentId", "id", "operationName")
AS_JSON: Final = ("variables", "extensions")


def asked(request: Request) -> dict[str, Any]:
    """What the address asks, in the form of a body. Raises json's JSONDecodeError."""
    given = request.query_params
    found: dict[str, Any] = {name: given[name] for name in PLAIN if name in given}
    return found | {name: orjson.loads(given[name]) for name in AS_JSON if given.get(name)}


def names(request: Request) -> bool:
    """Whether the address has a document, or names one, at all."""
    return any(request.query_params.get(name) for name in ("query", "documentId", "id", "extensions"))


def tagged(response: Response, request: Request, on: Collection[Dependence], *, whole: bool) -> Response:
    """The answer as its reader may keep it, or that they have it: only what went well as a `whole` has a tag. `on`: what it depends on.

    It is made anew each time and compared, so a tag never says that an answer still holds which does not.
    """
    if not whole:
        response.headers["cache-control"] = KEPT_BY_NOBODY
        return response
    tag = tag_of(bytes(response.body), request, on)
    headers = {"etag": f'"{tag}"', "cache-control": KEPT_BY_ITS_READER, "vary": VARY}
    if tag in entity_tags.known(request.headers.get("if-none-match")):
        return Response(status_code=304, headers=headers)
    response.headers.update(headers)
    return response


def tag_of(body: bytes, request: Request, on: Collection[Dependence]) -> str:
    """Of these very bytes, packed as their reader takes them, for whoever is alike in all that these may depend on.

    Who differs in any of that has another tag, whatever the bytes; whoever does not is told that the answer they have holds. But the moment
    is told by the bytes, and would make every answer another one.
    """
    reader = hashlib.sha256(repr(share_key(request.state.actor, {*on} - {Dependence.NOW})).encode()).digest()
    digest = hashlib.blake2b(body, key=reader, digest_size=16)
    digest.update(b"gzip" if "gzip" in request.headers.get("accept-encoding", "") else b"plain")
    digest.update(request.headers.get("accept", "").encode())
    return digest.hexdigest()
