"""The clients of npm that come back by themselves, over a `kill -9` of the server: they go on behind their last cursor."""

from __future__ import annotations

import asyncio
import json
import time
from contextlib import AsyncExitStack

import pytest

from tests.clients.node import Script, script
from tests.stories.client import JOURNAL, Node
from tests.stories.story import Story

CLIENTS: tuple[tuple[str, dict[str, str]], ...] = (("ws.mjs", {}), ("sse.mjs", {}), ("sse.mjs", {"SINGLE": "true"}))


async def test_a_client_that_loses_its_server_is_told_everything_once_and_in_order(story: Story) -> None:
    customer, house = story.client("acme"), story.house
    cursor = (await customer.ask("{ journalCursor }"))["journalCursor"]
    given = {
        "URL": f"{house.url}/graphql",
        "TOKEN": story.cast["tokens"]["acme"],
        "QUERY": JOURNAL,
        "VARIABLES": json.dumps({"after": cursor}),
    }
    async with AsyncExitStack() as stack:
        clients = [await stack.enter_async_context(script(name, **given, **more)) for name, more in CLIENTS]
        before = await story.submitted(customer, "US")
        heard = [await until_told(each, before[0]["id"], []) for each in clients]
        house.kill()
        await house.start()
        after = await story.submitted(customer, "GB")
        heard = await asyncio.gather(*(until_told(each, after[0]["id"], entries) for each, entries in zip(clients, heard, strict=True)))
    for submitted, _ in (before, after):
        written = [entry["id"] for entry in await customer.journal("portingRequest", submitted["id"])]
        for entries in heard:
            told = [each for each in entries if each in written]
            assert told == written[: len(told)], "no gap, no duplicate, in order"
            assert len(told) >= 4, "made, its papers, submitted"


async def until_told(client: Script, order: str, entries: list[str]) -> list[str]:
    """The ids of all entries it was told, up to the one that this order was submitted by."""
    while True:
        heard = await client.heard()
        assert "told" in heard, heard
        found: Node = heard["told"]["data"]["journal"]
        assert found["__typename"] == "JournalPage", found
        entries += [entry["id"] for entry in found["entries"]]
        if any(entry["orderId"] == order and entry["event"] == "PORTING_REQUEST_SUBMITTED" for entry in found["entries"]):
            return entries


@pytest.mark.parametrize("engine", ["sqlite"])
@pytest.mark.parametrize(("name", "more"), CLIENTS)
async def test_a_server_that_is_told_to_stop_does_not_wait_for_its_streams(story: Story, name: str, more: dict[str, str]) -> None:
    told = {"URL": f"{story.house.url}/graphql", "TOKEN": story.cast["tokens"]["acme"], "QUERY": JOURNAL}
    async with script(name, **told, **more) as client:
        assert "told" in await client.heard()
        began = time.monotonic()
        await asyncio.to_thread(story.house.stop)
        assert time.monotonic() - began < 5, "an open stream held a server that was to stop for ten seconds"
        await story.house.start()
        request = await story.client("acme").do("portingRequestCreate", country="US", numberType="GEOGRAPHIC")
        while request["id"] not in {entry["orderId"] for entry in (await client.heard())["told"]["data"]["journal"]["entries"]}:
            pass
    assert "without completing response" not in story.house.logs
