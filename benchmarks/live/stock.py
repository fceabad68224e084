"""A peer: subscriptions as Strawberry's documentation writes them, a queue for each listener."""

from __future__ import annotations

import asyncio
import enum
from collections.abc import AsyncGenerator

import strawberry
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route, WebSocketRoute
from strawberry.asgi import GraphQL
from strawberry.extensions import ParserCache, ValidationCache

from benchmarks.live.spoken import CURSOR, NUMBER


@strawberry.enum
class NumberStatus(enum.Enum):
    FOC_DATE_SET = "FOC_DATE_SET"
    COMPLETED = "COMPLETED"


@strawberry.type
class Number:
    id: strawberry.ID
    e164: str
    status: NumberStatus
    foc_at: str | None


@strawberry.type
class PortingNumbersPage:
    cursor: str
    numbers: list[Number]


_queues: set[asyncio.Queue[PortingNumbersPage]] = set()


@strawberry.type
class Query:
    ping: str = "pong"


@strawberry.type
class Subscription:
    @strawberry.subscription
    async def porting_numbers_changed(self) -> AsyncGenerator[PortingNumbersPage, None]:
        queue: asyncio.Queue[PortingNumbersPage] = asyncio.Queue()
        _queues.add(queue)
        try:
            yield PortingNumbersPage(cursor=CURSOR, numbers=[])
            while True:
                yield await queue.get()
        finally:
            _queues.discard(queue)


async def publish(request: Request) -> Response:
    at = request.query_params["at"]
    number = Number(id=strawberry.ID(NUMBER["id"]), e164=NUMBER["e164"], status=NumberStatus.FOC_DATE_SET, foc_at=at)
    page = PortingNumbersPage(cursor=CURSOR, numbers=[number])
    for queue in _queues:
        queue.put_nowait(page)
    return Response()


def app() -> Starlette:
    served: GraphQL[None, None] = GraphQL(strawberry.Schema(Query, subscription=Subscription, extensions=[ParserCache, ValidationCache]))
    return Starlette(routes=[Route("/publish", publish), WebSocketRoute("/graphql", served)])
