"""What only the operator sees of a process, on a port of its own: nobody signs in there, so by default only this machine reaches it."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Mapping, Sequence
from contextlib import asynccontextmanager
from time import monotonic
from typing import Any, Final

import structlog
import uvicorn
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import BaseRoute, Route
from starlette.types import ASGIApp
from uvicorn.server import ServerState

from portico.live.loops import Loops
from portico.operations.engine.work import Work
from portico.tallies import LISTENERS
from portico.web import health, problems
from portico.web.headers import SecurityHeaders
from portico.web.patience import BoundedHead

STARTED: Final = monotonic()
log = structlog.get_logger(__name__)


class CannotListen(Exception):
    """The admin port is taken, or not this machine's."""


def admin_app(work: Work, loops: Loops, measured: Sequence[BaseRoute]) -> ASGIApp:
    """Metrics, health, and how the process is doing: all of it to be read only."""

    async def status(_request: Request) -> Response:
        return JSONResponse(_standing(work, loops), headers={"cache-control": "no-store"})

    routes = [*health.ROUTES, *measured, Route("/status", status, methods=["GET"])]
    app = Starlette(routes=routes, exception_handlers=dict(problems.HANDLERS))
    app.state.work = work
    return SecurityHeaders(app, secure=False)


def _standing(work: Work, loops: Loops) -> Mapping[str, Any]:
    return {
        "upSeconds": round(monotonic() - STARTED),
        "environment": work.settings.environment,
        "database": work.settings.dialect,
        "listeners": LISTENERS.count,
        "tasks": len(asyncio.all_tasks()),
        "loops": loops.names,
        "failing": loops.failures,
    }


@asynccontextmanager
async def listening(app: ASGIApp, host: str, port: int) -> AsyncIterator[str]:
    """Serves it beside whatever else the process does, and answers the address. Raises CannotListen.

    It is a listener and no server of its own: signals, start and stop are those of the process.
    """
    config = uvicorn.Config(app, lifespan="off", http=BoundedHead, ws="none", log_config=None, access_log=False, server_header=False)
    config.load()
    state = ServerState()
    loop = asyncio.get_running_loop()
    try:
        server = await loop.create_server(lambda: BoundedHead(config, state, {}), host, port)
    except OSError as problem:
        raise CannotListen(f"the admin port {host}:{port} cannot be opened: {problem.strerror}") from problem
    address = "http://{}:{}".format(*server.sockets[0].getsockname()[:2])
    log.info("admin port", address=address)
    try:
        yield address
    finally:
        server.close()
        for connection in list(state.connections):
            connection.shutdown()
