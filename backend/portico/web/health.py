"""For the machines that watch: is the process alive, and can it serve."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from http import HTTPStatus
from typing import Final

import structlog
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import BaseRoute, Route

from portico.operations.engine.work import Work
from portico.storage.engine import hold
from portico.storage.engine.installation import health
from portico.web.requests import work_of

PATIENCE_SECONDS: Final = 5.0
LATE_SECONDS: Final = 60.0
_log = structlog.get_logger()


async def live(_request: Request) -> Response:
    """200 while the event loop turns."""
    return JSONResponse({"status": "ok"}, headers={"cache-control": "no-store"})


async def ready(request: Request) -> Response:
    """200 when the database answers and is migrated and the disk has room, else 503.

    A relay that is late is said, but mails late are no reason not to serve.
    """
    work = work_of(request)
    checks = {**await _checks(work), "disk": await _disk(work)}
    failed = not {"failed", "behind", "full"}.isdisjoint(checks.values())
    status = HTTPStatus.SERVICE_UNAVAILABLE if failed else HTTPStatus.OK
    return JSONResponse({"status": "unavailable" if failed else "ok", **checks}, status_code=status, headers={"cache-control": "no-store"})


async def _checks(work: Work) -> dict[str, str | float]:
    try:
        async with asyncio.timeout(PATIENCE_SECONDS):
            if await work.database.pending():
                return {"database": "ok", "migrations": "behind"}
            lag = await relay_lag(work)
            late = "held" if await hold.standing(work.reader) else "late" if lag > LATE_SECONDS else "ok"
    except health.TROUBLE as problem:  # a TimeoutError is an OSError
        _log.warning("not ready", problem=repr(problem))
        return {"database": "failed"}
    return {"database": "ok", "migrations": "ok", "relay": late, "relayLagSeconds": round(lag, 1)}


async def _disk(work: Work) -> str:
    try:
        return "ok" if await asyncio.to_thread(health.has_room, work.settings) else "full"
    except OSError as problem:
        _log.warning("nothing can be written", problem=repr(problem))
        return "failed"


async def relay_lag(work: Work) -> float:
    """Seconds for which the oldest entry has waited for the relay."""
    oldest = await health.oldest_unrelayed(work.reader)
    return max(0.0, (work.now - oldest).total_seconds()) if oldest else 0.0


ROUTES: Final[Sequence[BaseRoute]] = (Route("/healthz", live, methods=["GET"]), Route("/readyz", ready, methods=["GET"]))
