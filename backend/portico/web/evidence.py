"""Evidence of an order over plain HTTP: put into one file when it is fetched, and handed out in pieces."""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import AsyncExitStack
from typing import Final

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import BaseRoute, Route

from portico.domain import ids
from portico.domain.refusals import NotFound, Thing
from portico.operations.exports import archive, evidence_packs
from portico.web.exports import handed_out
from portico.web.requests import actor_of, work_of


async def download(request: Request) -> Response:
    """`GET /evidence/<id>` by staff: the ZIP, or 404. 429 while two others are being made."""
    actor, work = await actor_of(request), work_of(request)
    try:
        pack_id = ids.read("evidence_pack", request.path_params["id"])
    except ValueError:
        raise NotFound(Thing.EVIDENCE) from None
    row = await evidence_packs.seen(work, actor, pack_id)
    async with AsyncExitStack() as kept:
        with archive.turn():
            file = await kept.enter_async_context(evidence_packs.fetched(work, row))
        policy = {"content-security-policy": "default-src 'none'; sandbox"}
        return handed_out(file, evidence_packs.name_of(row), kept.pop_all(), **policy)


ROUTES: Final[Sequence[BaseRoute]] = (Route("/evidence/{id}", download, methods=["GET"]),)
