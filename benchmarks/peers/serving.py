"""How a hand-written peer is served: one route, four connections, and a table from document to the function that answers it."""

from __future__ import annotations

import os
from collections.abc import AsyncIterator, Awaitable, Callable, Mapping
from contextlib import asynccontextmanager
from typing import Any, Final

import asyncpg
import orjson
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

DATABASE: Final = "PEER_DATABASE_URL"
CONNECTIONS: Final = 4
Answer = Callable[[Any, Mapping[str, Any]], Awaitable[Any]]
"""Of a pool and the variables: the data, or the whole answer as bytes."""


class Kept(asyncpg.Connection):  # type: ignore[misc]
    """A connection that goes back into the pool as it is: nobody here changes a session."""

    def get_reset_query(self) -> str:
        return ""


def opened(url: str) -> Any:
    return asyncpg.create_pool(url, min_size=CONNECTIONS, max_size=CONNECTIONS, connection_class=Kept)


def app(answers: Mapping[str, Answer]) -> Starlette:
    """No sign-in, no scope, no validation: the least that answers these documents."""

    @asynccontextmanager
    async def lifespan(served: Starlette) -> AsyncIterator[None]:
        async with opened(os.environ[DATABASE]) as pool:
            served.state.pool = pool
            yield

    async def answer(request: Request) -> Response:
        asked = orjson.loads(await request.body())
        told = await answers[asked["query"]](request.app.state.pool, asked.get("variables") or {})
        return Response(told if isinstance(told, bytes) else orjson.dumps({"data": told}), media_type="application/json")

    return Starlette(routes=[Route("/graphql", answer, methods=["POST"])], lifespan=lifespan)
