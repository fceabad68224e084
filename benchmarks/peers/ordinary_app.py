"""The ordinary way, served as Strawberry's guide does."""

from __future__ import annotations

import os
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any
from urllib.parse import urlsplit

from starlette.applications import Starlette
from starlette.routing import Route
from strawberry.asgi import GraphQL
from tortoise import Tortoise

from benchmarks.peers import ordinary
from benchmarks.peers.serving import CONNECTIONS, DATABASE


class Served(GraphQL[Any, None]):
    async def get_context(self, request: Any, response: Any) -> Any:
        return ordinary.loaders()


@asynccontextmanager
async def lifespan(_served: Starlette) -> AsyncIterator[None]:
    url = urlsplit(os.environ[DATABASE])
    credentials = {"host": url.hostname, "port": url.port, "user": url.username, "password": url.password or "", "database": url.path[1:]}
    pool = {"minsize": CONNECTIONS, "maxsize": CONNECTIONS}
    connection = {"engine": "tortoise.backends.asyncpg", "credentials": credentials | pool}
    apps = {"models": {"models": ["portico.storage.models"], "default_connection": "default"}}
    config = {"connections": {"default": connection}, "apps": apps, "use_tz": True, "timezone": "UTC"}
    await Tortoise.init(config=config, _enable_global_fallback=True)
    yield
    await Tortoise.close_connections()


def app() -> Starlette:
    return Starlette(routes=[Route("/graphql", Served(ordinary.schema), methods=["POST"])], lifespan=lifespan)
