"""A server that stops: whoever listens is told when to come back, and thousands do not come within one second."""

from __future__ import annotations

import asyncio
import json
import re
import time
from collections import Counter
from contextlib import AsyncExitStack
from pathlib import Path
from random import Random
from typing import Any

import pytest
from websockets.asyncio.client import ClientConnection, connect

from portico import app
from portico.domain.statuses import Role
from portico.graphql.serving.endpoint import GraphQLEndpoint
from portico.graphql.serving.following.parting import LONGEST_PARTING, LONGEST_WINDOW, partings
from portico.operations.engine.work import Work
from portico.operations.people.signing_in import credentials
from portico.settings import Settings
from portico.web import server
from tests.graphql.serving.test_ending_sockets import cookie, endpoint, opened
from tests.graphql.serving.test_streams import FEED, PARTS, SSE, TOKEN, bearer, reserve, sent
from tests.live.conftest import until

__all__ = ["cookie", "endpoint"]

pytestmark = pytest.mark.either_engine

TOLD = re.compile(r"^Restarting: come back in (\d+) ms$")
MANY = 60


@pytest.mark.parametrize("count", [1, 40, 1_000, 5_000, 50_000])
def test_of_thousands_only_some_hundreds_come_back_within_one_second(count: int) -> None:
    told = partings(count, Random(count))
    returns = sorted(each.after + each.wait_ms / 1000 for each in told)
    assert len(returns) == count
    assert returns[-1] <= LONGEST_PARTING + LONGEST_WINDOW
    within_one_second = max(Counter(int(moment) for moment in returns).values())
    assert within_one_second <= max(600, count / 20)
    assert max(Counter(int(each.after) for each in told).values()) <= max(1_000, count / LONGEST_PARTING)


def test_a_few_need_not_wait_long() -> None:
    assert all(each.after + each.wait_ms / 1000 < 1.1 for each in partings(20, Random(1)))


async def test_a_socket_is_closed_with_word_of_when_to_come_back(endpoint: GraphQLEndpoint, cookie: str) -> None:
    async with opened(endpoint, cookie) as wire:
        await wire.say(type="connection_init")
        await wire.say(type="subscribe", id="1", payload={"query": FEED})
        assert [(await wire.heard())["type"] for _ in range(2)] == ["connection_ack", "next"]
        await endpoint.sockets.part()
        event = await asyncio.wait_for(wire.to_client.get(), 20)
        assert (event["type"], event["code"]) == ("websocket.close", 1012)
        assert TOLD.match(event["reason"])
        await until(lambda: not len(endpoint.sockets), "it is over")


async def test_a_stream_ends_with_word_of_when_to_come_back_and_is_not_complete(work: Work, endpoint: GraphQLEndpoint) -> None:
    async with sent(endpoint, asked={"query": FEED}, accept=SSE, **await bearer(work)) as line:
        await line.told()
        await endpoint.sockets.part()
        said = await line.body()
        assert re.search(r"^retry: \d+\n\n\Z", said, re.MULTILINE)
        assert "complete" not in said


async def test_apollos_multipart_has_no_word_for_it_but_an_error(work: Work, endpoint: GraphQLEndpoint) -> None:
    async with sent(endpoint, asked={"query": FEED}, accept=PARTS, **await bearer(work)) as line:
        await line._more()
        await endpoint.sockets.part()
        *_, last, end = (await line.body()).split("\r\n--graphql")
        told = json.loads(last.partition("\r\n\r\n")[2])
        assert told["payload"] is None
        assert told["errors"][0]["extensions"]["code"] == "RESTARTING"
        assert 0 <= told["errors"][0]["extensions"]["retryAfter"] <= 1
        assert end == "--\r\n"


async def test_a_reserved_stream_is_told_as_well(work: Work, endpoint: GraphQLEndpoint) -> None:
    shown = await bearer(work)
    token = {TOKEN: await reserve(endpoint, **shown)}
    async with sent(endpoint, "GET", accept=SSE, **shown, **token) as line:
        await until(lambda: len(endpoint.sockets) == 1, "it is open")
        await endpoint.sockets.part()
        assert re.search(r"^retry: \d+\n\n\Z", await line.body(), re.MULTILINE)


async def test_one_that_does_not_read_keeps_nobody_else_waiting(
    endpoint: GraphQLEndpoint, cookie: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with opened(endpoint, cookie) as deaf, opened(endpoint, cookie) as wire:
        for each in (deaf, wire):
            await each.say(type="connection_init")
            assert (await each.heard())["type"] == "connection_ack"
        deaf.reads.clear()
        parting = asyncio.create_task(endpoint.sockets.part())
        assert await wire.heard() == {"closed": 1012}
        await asyncio.wait_for(parting, 20)


async def test_when_a_server_stops_its_listeners_come_back_over_some_time(
    migrated_url: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Every one of them heard 1012 without a word at the same instant, and all came back within the second."""
    monkeypatch.setattr(server, "_set_aside_what_stays", lambda: None)  # this process goes on
    settings = Settings(environment="test", database_url=migrated_url, data_dir=tmp_path)
    async with app.opened(settings) as house:
        made = await credentials.create_token(house.work, role=Role.STAFF, name="Machine")
    serving = server._Announcing(server.configured(app.create_app(settings), "127.0.0.1", 0), lambda _: None)
    running = asyncio.create_task(serving.serve())
    try:
        await until(lambda: serving.started, "it listens")
        url = f"ws://127.0.0.1:{serving.servers[0].sockets[0].getsockname()[1]}/graphql"
        async with AsyncExitStack() as stack:
            listeners = [await stack.enter_async_context(_listening(url)) for _ in range(MANY)]
            await asyncio.gather(*(_follow(each, made.token) for each in listeners))
            serving.should_exit = True
            returns = await asyncio.gather(*map(_told_when, listeners))
            await asyncio.wait_for(running, 30)
    finally:
        serving.should_exit = True
        await running
    spread = [moment - min(returns) for moment in returns]
    assert max(spread) > 0.6, "over most of a second"
    assert max(Counter(int(moment * 5) for moment in spread).values()) < MANY * 0.5, "no half of them within one fifth of it"


def _listening(url: str) -> connect:
    return connect(url, subprotocols=["graphql-transport-ws"], proxy=None)  # type: ignore[list-item]


async def _follow(socket: ClientConnection, token: str) -> None:
    await socket.send(json.dumps({"type": "connection_init", "payload": {"authorization": f"Bearer {token}"}}))
    await socket.send(json.dumps({"type": "subscribe", "id": "1", "payload": {"query": FEED}}))
    assert [json.loads(await asyncio.wait_for(socket.recv(), 20))["type"] for _ in range(2)] == ["connection_ack", "next"]


async def _told_when(socket: ClientConnection) -> float:
    """The instant at which this one comes back, as it is told."""
    await asyncio.wait_for(socket.wait_closed(), 20)
    close: Any = socket.protocol.close_rcvd
    found = TOLD.match(close.reason)
    assert close.code == 1012
    assert found
    return time.monotonic() + int(found[1]) / 1000
