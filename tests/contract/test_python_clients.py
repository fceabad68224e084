"""Clients written in Python, against a running server: gql over HTTP and a socket, and what Strawberry has for those who ask."""

from __future__ import annotations

import asyncio
from collections.abc import Coroutine
from contextlib import aclosing
from enum import Enum
from pathlib import Path
from typing import Any, Final

import httpx
import pytest
from gql import Client, GraphQLRequest, gql
from gql.transport.aiohttp import AIOHTTPTransport
from gql.transport.exceptions import TransportQueryError
from gql.transport.websockets import WebsocketsTransport
from graphql import GraphQLError
from strawberry.codegen import QueryCodegen
from strawberry.codegen.plugins.python import PythonPlugin
from strawberry.test import BaseGraphQLTestClient
from strawberry.utils.str_converters import to_camel_case

from portico.graphql.schema import schema
from tests.contract.asking import handed_in
from tests.stories.client import GUARD, JOURNAL, Node, plain_http
from tests.stories.story import Story

pytestmark = pytest.mark.either_engine

VIEWER = "query Who { viewer { name role } }"
CREATE = 'mutation { portingRequestCreate(input: { country: "US", numberType: GEOGRAPHIC }) { __typename } }'
LISTED = """query Mine($first: Int!) { portingRequests(first: $first) {
    edges { node { id reference status createdAt numberCount subscriber { name } } } pageInfo { hasNextPage endCursor } } }"""
HEARD_WITHIN: Final = 30.0


def over_http(desk: Story, **more: Any) -> Client:
    return Client(transport=AIOHTTPTransport(f"{desk.house.url}/graphql", headers=bearer(desk), **more), fetch_schema_from_transport=True)


def over_a_socket(desk: Story, token: str | None = None, **more: Any) -> Client:
    shown = bearer(desk) if token is None else {"authorization": f"Bearer {token}"}
    return Client(transport=WebsocketsTransport(desk.house.socket_url, init_payload=shown, **more))


def bearer(desk: Story) -> dict[str, str]:
    return {"authorization": f"Bearer {desk.cast['tokens']['acme']}"}


async def test_gql_reads_the_schema_and_asks_and_does_what_it_finds_there(desk: Story) -> None:
    async with over_http(desk) as session:
        assert (await session.execute(gql(VIEWER)))["viewer"]["role"] == "CUSTOMER"
        assert (await session.execute(gql(CREATE)))["portingRequestCreate"]["__typename"] == "PortingRequest"
        with pytest.raises(GraphQLError, match="Cannot query field 'shoeSize'"):
            await session.execute(gql("{ viewer { shoeSize } }"))


async def test_gql_is_told_what_was_wrong_with_its_document(desk: Story) -> None:
    client = Client(transport=AIOHTTPTransport(f"{desk.house.url}/graphql", headers=bearer(desk)))
    async with client as session:
        with pytest.raises(TransportQueryError) as refused:
            await session.execute(gql("{ viewer { shoeSize } }"))
    assert refused.value.errors
    assert refused.value.errors[0]["extensions"]["code"] == "BAD_REQUEST"


async def test_gql_asks_and_does_over_a_socket_by_connection_init_or_by_a_header(desk: Story) -> None:
    url = desk.house.socket_url
    for client in (over_a_socket(desk), Client(transport=WebsocketsTransport(url, headers=bearer(desk)))):
        async with client as session:
            assert (await session.execute(gql(VIEWER)))["viewer"]["role"] == "CUSTOMER"
            assert (await session.execute(gql(CREATE)))["portingRequestCreate"]["__typename"] == "PortingRequest"


async def test_gql_follows_a_feed_over_a_socket_behind_a_cursor_and_is_told_of_one_that_has_expired(desk: Story) -> None:
    cursor = (await desk.client("acme").ask("{ journalCursor }"))["journalCursor"]
    before = await handed_in(desk)
    async with over_a_socket(desk, keep_alive_timeout=HEARD_WITHIN, ping_interval=0.05, pong_timeout=10) as session:
        seen = await _until_told(session, cursor, before["id"])
        later = await handed_in(desk)
        await _until_told(session, seen, later["id"])
        expired = _asked(JOURNAL, after="nonsense")
        async with aclosing(session.subscribe(expired)) as pages:
            assert (await anext(pages))["journal"]["__typename"] == "CursorExpired"


def _asked(document: str, **variables: Any) -> GraphQLRequest:
    return GraphQLRequest(document, variable_values=variables)


async def _until_told(session: Any, cursor: str, order: str) -> str:
    """The cursor of the page that told of this order's beginning."""
    async with asyncio.timeout(HEARD_WITHIN), aclosing(session.subscribe(_asked(JOURNAL, after=cursor))) as pages:
        async for told in pages:
            entries = told["journal"]["entries"]
            if any(each["orderId"] == order and each["event"] == "PORTING_REQUEST_CREATED" for each in entries):
                return str(told["journal"]["cursor"])
    raise AssertionError("the feed ended")


class Asking(BaseGraphQLTestClient):
    """Strawberry's own client, which leaves to whoever uses it how a request is sent."""

    async def request(self, body: dict[str, object], headers: Any = None, files: Any = None) -> httpx.Response:
        answer: httpx.Response = await self._client.post(self.url, json=body, headers=headers)
        return answer

    def query(self, query: str, variables: Any = None, headers: Any = None, *_: Any, **__: Any) -> Coroutine[Any, Any, Any]:
        return self._asked(query, variables, headers)

    async def _asked(self, query: str, variables: Any, headers: Any) -> Any:
        answer = await self.request(self._build_body(query, variables), headers)
        return self._decode(answer, type="json")


async def test_strawberrys_client_asks_and_does(desk: Story) -> None:
    async with plain_http(desk.house.url, headers=GUARD | bearer(desk)) as http:
        client = Asking(http, url="/graphql")
        assert (await client.query(VIEWER))["data"]["viewer"]["role"] == "CUSTOMER"
        assert (await client.query(CREATE))["data"]["portingRequestCreate"]["__typename"] == "PortingRequest"


async def test_what_strawberry_generates_for_a_query_is_what_is_answered(desk: Story) -> None:
    """By `strawberry codegen`: each field of each class is in the answer, under its name there, and nothing else is."""
    await handed_in(desk)
    [file] = QueryCodegen(schema, [PythonPlugin(Path("mine.graphql"))]).run(LISTED).files
    made: dict[str, Any] = {}
    exec(compile(file.content, file.path, "exec", dont_inherit=True), made)  # noqa: S102 - what was just generated
    async with over_http(desk) as session:
        told = await session.execute(_asked(LISTED, first=5))
    assert told["portingRequests"]["edges"]
    assert different(made["MineResult"], told) is None
    assert different(made["MineResult"], {"portingRequests": {**told["portingRequests"], "edges": [{"node": {"id": "1"}}]}})


def different(kind: Any, answer: Any) -> str | None:
    """Where an answer is not of this class."""
    if isinstance(answer, list):
        return next(filter(None, (different(kind.__args__[0], each) for each in answer)), None)
    if isinstance(kind, type) and issubclass(kind, Enum):
        return None if answer in kind.__members__ else f"{answer} is no {kind.__name__}"
    if not isinstance(answer, dict):
        return None
    fields: Node = {to_camel_case(name): each for name, each in kind.__annotations__.items()}
    if fields.keys() != answer.keys():
        return f"{kind.__name__}: {sorted(fields)} {sorted(answer)}"
    return next(filter(None, (different(each, answer[name]) for name, each in fields.items())), None)
