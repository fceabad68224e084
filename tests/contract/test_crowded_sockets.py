"""Many sockets that follow the same: each is told under its own id, and nobody what is another's."""

from __future__ import annotations

import asyncio
import json
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack

import pytest
from websockets.asyncio.client import ClientConnection

from tests.contract.asking import handed_in
from tests.contract.test_sockets import greeted, opened, page
from tests.stories.client import JOURNAL, Node
from tests.stories.story import Story

pytestmark = pytest.mark.either_engine
FOLLOWERS = ("acme", "acme", "acme", "desk", "desk", "rival", "rival")


@pytest.fixture
async def stack() -> AsyncIterator[AsyncExitStack]:
    async with AsyncExitStack() as entered:
        yield entered


async def followed(stack: AsyncExitStack, desk: Story, token: str, key: str) -> ClientConnection:
    """A socket that follows under this id, and has been told where it begins."""
    socket: ClientConnection = await stack.enter_async_context(opened(desk))
    assert (await greeted(socket, authorization=f"Bearer {desk.cast['tokens'][token]}"))["type"] == "connection_ack"
    await socket.send(json.dumps({"id": key, "type": "subscribe", "payload": {"query": JOURNAL}}))
    assert (await told(socket, key))["entries"] == []
    return socket


async def told(socket: ClientConnection, key: str) -> Node:
    async with asyncio.timeout(20):
        while (message := json.loads(await socket.recv()))["type"] == "ping":
            pass
    assert message["id"] == key
    return page(message)


async def heard(socket: ClientConnection, key: str, until: str) -> list[tuple[str, str]]:
    """(order, event) of everything up to the first that happens to this order last: its submission."""
    found: list[tuple[str, str]] = []
    while (until, "PORTING_REQUEST_SUBMITTED") not in found:
        found += [(entry["orderId"], entry["event"]) for entry in (await told(socket, key))["entries"]]
    return found


async def test_each_is_told_what_is_its_own_under_its_own_id(desk: Story, stack: AsyncExitStack) -> None:
    keys = [f"{'long ' * place}{place}ä" for place in range(len(FOLLOWERS))]
    following = [await followed(stack, desk, token, key) for token, key in zip(FOLLOWERS, keys, strict=True)]
    first = await handed_in(desk)
    of_acme = [await heard(each, key, first["id"]) for each, key in list(zip(following, keys, strict=True))[:5]]
    assert of_acme[0] == of_acme[1] == of_acme[2]
    assert of_acme[3] == of_acme[4]
    assert set(of_acme[0]) <= set(of_acme[3])
    own = await desk.client("rival").do("portingRequestCreate", country="US", numberType="GEOGRAPHIC")
    for each, key in list(zip(following, keys, strict=True))[5:]:
        entries = (await told(each, key))["entries"]
        assert {entry["orderId"] for entry in entries} == {own["id"]}, "they were told nothing of another account's"


async def test_one_that_leaves_hears_no_more_and_the_others_do(desk: Story, stack: AsyncExitStack) -> None:
    founder, other, third = [await followed(stack, desk, "acme", key) for key in ("a", "b", "c")]
    await founder.send(json.dumps({"id": "a", "type": "complete"}))
    await founder.send(json.dumps({"type": "ping"}))
    assert json.loads(await founder.recv()) == {"type": "pong"}
    await third.close()
    request = await handed_in(desk)
    assert await heard(other, "b", request["id"])
    await founder.send(json.dumps({"type": "ping"}))
    assert json.loads(await founder.recv()) == {"type": "pong"}, "nothing stands before it"
