"""An account's export over plain HTTP: made when it is fetched, in a file without a name, and handed out in pieces."""

from __future__ import annotations

from collections.abc import AsyncIterator, Sequence
from contextlib import AsyncExitStack
from typing import IO, Final

from starlette.requests import Request
from starlette.responses import Response, StreamingResponse
from starlette.routing import BaseRoute, Route

from portico.operations.exports import archive, links
from portico.web.requests import actor_of, work_of

MEDIA_TYPE: Final = "application/zip"


async def download(request: Request) -> Response:
    """`GET /exports/<secret>` by whoever asked for it, once: the ZIP, or 404. 429 while two others are being made."""
    actor, work = await actor_of(request), work_of(request)
    async with AsyncExitStack() as kept:
        with archive.turn():
            account = await links.take(work, actor, request.path_params["secret"])
            file = await kept.enter_async_context(archive.made(work, account["id"]))
        return handed_out(file, archive.name_of(account, work.now), kept.pop_all())


def handed_out(file: IO[bytes], name: str, kept: AsyncExitStack, **headers: str) -> Response:
    """A ZIP in pieces, under this name, with these headers beside its own; what is `kept` goes when it has been sent."""
    own = {
        "content-length": str(archive.size_of(file)),
        "content-disposition": f'attachment; filename="{name}"',
        "cache-control": "private, no-store",
        "x-content-type-options": "nosniff",
    }
    return StreamingResponse(_pieces(file, kept), media_type=MEDIA_TYPE, headers={**own, **headers})


async def _pieces(file: IO[bytes], kept: AsyncExitStack) -> AsyncIterator[bytes]:
    async with kept:
        async for piece in archive.pieces(file):
            yield piece


ROUTES: Final[Sequence[BaseRoute]] = (Route("/exports/{secret}", download, methods=["GET"]),)
