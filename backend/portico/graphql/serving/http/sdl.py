"""The schema as text at an address of its own, for tools that make types of it: whoever has it is not sent it again."""

from __future__ import annotations

import asyncio
import hashlib
from functools import cache
from typing import Final

from starlette.requests import Request
from starlette.responses import Response

from portico.graphql.schema import sdl
from portico.graphql.serving.http.by_get import KEPT_BY_ITS_READER, VARY
from portico.operations.engine import entity_tags

KIND: Final = "application/graphql; charset=utf-8"


async def answer(request: Request) -> Response:
    """To somebody who was let in. It is the same for everyone, and packed or not means the same, so its tag is a weak one."""
    text, tag = await asyncio.to_thread(_text)
    headers = {"etag": f'W/"{tag}"', "cache-control": KEPT_BY_ITS_READER, "vary": VARY}
    if tag in entity_tags.known(request.headers.get("if-none-match")):
        return Response(status_code=304, headers=headers)
    return Response(text, media_type=KIND, headers=headers)


@cache
def _text() -> tuple[bytes, str]:
    text = sdl().encode()
    return text, hashlib.sha256(text).hexdigest()[:32]
