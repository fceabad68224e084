"""Calendar links over plain HTTP: what calendar programs fetch again and again, without signing in."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from http import HTTPStatus
from typing import Final

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import BaseRoute, Route

from portico.operations.desk import calendar_feeds, foc_events
from portico.operations.engine import entity_tags
from portico.web.requests import work_of

MEDIA_TYPE: Final = "text/calendar; charset=utf-8"


async def calendar(request: Request) -> Response:
    """`GET /calendar/<secret>.ics`: the calendar, 304 where the reader has it already, 404 once its link is revoked."""
    published = await calendar_feeds.published(work_of(request), request.path_params["secret"])
    headers = {"etag": f'"{published.tag}"', "cache-control": "private, no-cache", "x-robots-tag": "noindex"}
    if published.tag in entity_tags.known(request.headers.get("if-none-match")):
        return Response(status_code=HTTPStatus.NOT_MODIFIED, headers=headers)
    body = await asyncio.to_thread(foc_events.text, published.name, published.ports)
    headers["content-disposition"] = 'inline; filename="foc-dates.ics"'
    return Response(body, media_type=MEDIA_TYPE, headers=headers)


ROUTES: Final[Sequence[BaseRoute]] = (Route("/calendar/{secret}.ics", calendar, methods=["GET"]),)
