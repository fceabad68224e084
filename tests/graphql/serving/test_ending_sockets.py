"""An open socket in this process, without the network: what it says when its credential ends at the worst moment."""

from __future__ import annotations

import asyncio
import json
from collections.abc import AsyncIterator, MutableMapping
from contextlib import asynccontextmanager
from typing import Any

import pytest
import structlog

from portico.domain.ids import encode
from portico.domain.refusals import CredentialEnded
from portico.domain.statuses import Level, PortingNumberStatus
from portico.graphql.serving import sockets
from portico.graphql.serving.endpoint import GraphQLEndpoint
from portico.live.bells import Bell
from portico.live.tail import Tail
from portico.operations.engine.work import Work
from portico.operations.people.signing_in import access, credentials
from portico.storage.engine.database import Database
from tests import factories
from tests.forgetting import forget_sign_ins

pytestmark = pytest.mark.either_engine

PROTOCOL = "graphql-transport-ws"
FEED = "subscription { portingNumbersChanged { __typename } }"
TWICE = """mutation ($a: PortingNumbersStartReviewInput!, $b: PortingNumbersStartReviewInput!) {
    a: portingNumbersStartReview(input: $a) { __typename } b: portingNumbersStartReview(input: $b) { __typename } }"""


class Wire:
    """The two ends of one WebSocket, as ASGI has them."""

    def __init__(self) -> None:
        self.to_server = asyncio.Queue[MutableMapping[str, Any]]()
        self.to_client = asyncio.Queue[MutableMapping[str, Any]]()
        self.reads = asyncio.Event()
        self.reads.set()
        self.served: asyncio.Task[None] | None = None

    async def send(self, event: MutableMapping[str, Any]) -> None:
        """What the server sends goes on only while the client reads."""
        await self.reads.wait()
        await self.to_client.put(event)

    async def say(self, **message: Any) -> None:
        await self.to_server.put({"type": "websocket.receive", "text": json.dumps(message)})

    async def heard(self) -> dict[str, Any]:
        """The next message; `{"closed": code}` where the server closes."""
        event = await asyncio.wait_for(self.to_client.get(), 20)
        if event["type"] == "websocket.close":
            return {"closed": event["code"]}
        found: dict[str, Any] = json.loads(event["text"]) if "text" in event else {"opened": event["subprotocol"]}
        return found


@asynccontextmanager
async def opened(endpoint: GraphQLEndpoint, cookie: str | None, **more: str) -> AsyncIterator[Wire]:
    """A socket that a page of ours has opened, or a machine that has no cookie; nothing was said on it yet."""
    wire = Wire()
    page = {"origin": "http://portico.test", "cookie": f"portico_session={cookie}"} if cookie else {}
    headers = {"host": "portico.test", **page, **more}
    scope = {
        "type": "websocket",
        "path": "/graphql",
        "raw_path": b"/graphql",
        "query_string": b"",
        "root_path": "",
        "scheme": "ws",
        "headers": [(name.encode(), value.encode()) for name, value in headers.items()],
        "client": ("192.0.2.1", 40_000),
        "server": ("portico.test", 80),
        "subprotocols": [PROTOCOL],
        "state": {},
    }
    wire.served = asyncio.create_task(endpoint(scope, wire.to_server.get, wire.send))
    try:
        await wire.to_server.put({"type": "websocket.connect"})
        assert await wire.heard() == {"opened": PROTOCOL}
        yield wire
    finally:
        await wire.to_server.put({"type": "websocket.disconnect", "code": 1000})
        await asyncio.wait_for(wire.served, 20)


@pytest.fixture
async def endpoint(work: Work) -> GraphQLEndpoint:
    tail = await Tail.open(work.reader, Bell())
    return GraphQLEndpoint(lambda: (work, tail))


@pytest.fixture
async def cookie(work: Work) -> str:
    """The session of somebody of the porting desk."""
    forget_sign_ins()
    await credentials.create_user(work, email="ada@portico.example", name="Ada", level=Level.AGENT, password="correct horse battery")
    return await access.sign_in(work, "ada@portico.example", "correct horse battery", "192.0.2.1")


async def test_a_session_that_ended_before_the_first_word_starts_no_feed(work: Work, endpoint: GraphQLEndpoint, cookie: str) -> None:
    """The cookie was good when the socket was opened: that is no answer of these five seconds."""
    async with opened(endpoint, cookie) as wire:
        await access.sign_out(work, cookie)
        await wire.say(type="connection_init")
        first = await wire.heard()
        if "type" in first:  # else the sweep was there before the first word
            assert first["type"] == "connection_ack"
            await wire.say(type="subscribe", id="1", payload={"query": FEED})
            first = await wire.heard()
        assert first == {"closed": 4403}


async def test_whatever_is_wrong_with_an_operation_has_a_code(endpoint: GraphQLEndpoint, cookie: str) -> None:
    async with opened(endpoint, cookie) as wire:
        await wire.say(type="connection_init")
        assert (await wire.heard())["type"] == "connection_ack"
        for query in ("{ viewer {", "{ viewer { secret } }", "query ($n: Int!) { portingNumbers(first: $n) { totalCount } }"):
            await wire.say(type="subscribe", id="wrong", payload={"query": query})
            answer = await wire.heard()
            assert (answer["type"], answer["payload"][0]["extensions"]["code"]) == ("error", "BAD_REQUEST"), query


async def test_the_fifty_first_operation_on_a_socket_is_refused_with_a_code(endpoint: GraphQLEndpoint, cookie: str) -> None:
    async with opened(endpoint, cookie) as wire:
        await wire.say(type="connection_init")
        assert (await wire.heard())["type"] == "connection_ack"
        for place in range(50):
            await wire.say(type="subscribe", id=str(place), payload={"query": FEED})
            assert (await wire.heard())["type"] == "next"
        await wire.say(type="subscribe", id="one more", payload={"query": FEED})
        answer = await wire.heard()
        assert (answer["id"], answer["type"]) == ("one more", "error")
        assert answer["payload"] == [
            {
                "message": "At most 50 operations at a time on one socket: end one first.",
                "extensions": {
                    "code": "TOO_MANY_OPERATIONS",
                    "messageCode": "socket.too_many_operations",
                    "messageParams": {"most": 50},
                },
            }
        ]


async def test_what_was_committed_before_the_credential_ended_is_still_said(
    work: Work, endpoint: GraphQLEndpoint, cookie: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    scene = await factories.scene(work)
    placed = await factories.request(work, scene, [PortingNumberStatus.PENDING] * 2)
    one, other = ({"numbers": [{"id": encode("pnum", key)}]} for key in placed.numbers)
    whole, calls = Database.transaction, []

    def ended_meanwhile(self: Database) -> Any:
        calls.append(self)
        if len(calls) == 2:
            raise CredentialEnded
        return whole(self)

    async with opened(endpoint, cookie) as wire:
        await wire.say(type="connection_init")
        assert (await wire.heard())["type"] == "connection_ack"
        monkeypatch.setattr(Database, "transaction", ended_meanwhile)
        await wire.say(type="subscribe", id="1", payload={"query": TWICE, "variables": {"a": one, "b": other}})
        answer = await wire.heard()
        assert await wire.heard() == {"closed": 4403}
    [row] = await work.reader.fetch("SELECT DISTINCT move_id FROM journal_entry WHERE order_kind = 'porting_request'")
    [error] = answer["payload"]["errors"]
    assert (answer["type"], error["path"]) == ("next", ["b"])
    sentence = {"messageCode": "credential_ended", "messageParams": {}}
    assert error["extensions"] == {"code": "UNAUTHENTICATED", "committedFields": {"a": str(row["move_id"])}, **sentence}


async def test_a_client_that_does_not_read_keeps_neither_itself_nor_anybody_else_open(
    work: Work, endpoint: GraphQLEndpoint, cookie: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sockets, "SHUT_SECONDS", 0.05)
    other = await access.sign_in(work, "ada@portico.example", "correct horse battery", "192.0.2.1")
    async with opened(endpoint, cookie) as stuck, opened(endpoint, other) as reading:
        for wire in (stuck, reading):
            await wire.say(type="connection_init")
            assert (await wire.heard())["type"] == "connection_ack"
        stuck.reads.clear()
        await stuck.say(type="ping")
        for session in (cookie, other):
            await access.sign_out(work, session)
        await asyncio.wait_for(endpoint.sockets.sweep(work), 20)
        assert await reading.heard() == {"closed": 4403}
        assert stuck.served
        await asyncio.wait_for(asyncio.shield(stuck.served), 20)
        assert len(endpoint.sockets) == 0


async def test_a_client_that_hangs_up_while_it_is_told_something_is_no_failure_of_ours(endpoint: GraphQLEndpoint, cookie: str) -> None:
    """Each was logged with a traceback."""

    class Gone(asyncio.Queue[MutableMapping[str, Any]]):
        tried = asyncio.Event()

        async def put(self, item: MutableMapping[str, Any]) -> None:
            self.tried.set()
            raise OSError("connection lost")

    with structlog.testing.capture_logs() as logged:
        async with opened(endpoint, cookie) as wire:
            await wire.say(type="connection_init")
            await wire.heard()
            wire.to_client = Gone()
            await wire.say(type="subscribe", id="1", payload={"query": FEED})
            await asyncio.wait_for(Gone.tried.wait(), 20)
        assert [line for line in logged if line["log_level"] != "info"] == []
