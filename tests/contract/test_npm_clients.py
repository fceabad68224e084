"""The clients that people use, against a running server: each with its own idea of HTTP, of a stream and of coming back."""

from __future__ import annotations

import json
from typing import Any

import pytest

from tests.clients.node import Script, script
from tests.contract.asking import handed_in
from tests.stories.client import JOURNAL, Node
from tests.stories.story import Story

pytestmark = pytest.mark.either_engine

VIEWER = "query Who { viewer { name role } }"
CREATE = 'mutation { portingRequestCreate(input: { country: "US", numberType: GEOGRAPHIC }) { __typename } }'


def of(desk: Story, token: str = "acme", **more: Any) -> dict[str, str]:
    """What a script is told by its environment."""
    given = {name: value if isinstance(value, str) else json.dumps(value) for name, value in more.items()}
    return {"URL": f"{desk.house.url}/graphql", "TOKEN": desk.cast["tokens"][token], **given}


def page(heard: Node) -> Node:
    """The page of a feed that was told."""
    assert "told" in heard, heard
    (found,) = heard["told"]["data"].values()
    return dict(found)


async def until_told(running: Script, order: str) -> list[str]:
    """The events of this order, up to the first page that has any."""
    while True:
        found = page(await running.heard())
        if events := [entry["event"] for entry in found["entries"] if entry["orderId"] == order]:
            return events


async def test_graphql_http_finds_nothing_wrong(desk: Story) -> None:
    async with script("audit.mjs", **of(desk)) as running:
        found = await running.rest()
    assert [each for each in found if each["status"] != "ok"] == []
    assert len(found) == 61


@pytest.mark.parametrize(
    ("name", "more"),
    [
        ("apollo.mjs", {}),
        ("apollo.mjs", {"GET": "true"}),
        ("apollo.mjs", {"WS": "true"}),
        ("urql.mjs", {}),
        ("sse.mjs", {}),
        ("sse.mjs", {"SINGLE": "true"}),
        ("ws.mjs", {}),
    ],
)
async def test_each_client_asks_and_does(desk: Story, name: str, more: dict[str, str]) -> None:
    async with script(name, **of(desk, QUERY=VIEWER, **more)) as running:
        assert (await running.heard())["told"]["data"]["viewer"]["role"] == "CUSTOMER"
    async with script(name, **of(desk, QUERY=CREATE, **more)) as running:
        assert page(await running.heard())["__typename"] == "PortingRequest"


async def test_urql_asks_by_get_with_its_default_options(desk: Story) -> None:
    async with script("urql.mjs", **of(desk, QUERY=VIEWER)) as running:
        assert (await running.heard())["methods"] == ["GET"]


@pytest.mark.parametrize(
    ("name", "more"),
    [
        ("sse.mjs", {}),
        ("sse.mjs", {"SINGLE": "true"}),
        ("apollo.mjs", {}),
        ("apollo.mjs", {"WS": "true"}),
        ("urql.mjs", {"SSE": "true"}),
        ("ws.mjs", {}),
    ],
)
async def test_each_client_follows_a_feed_behind_a_cursor_and_is_told_of_one_that_has_expired(
    desk: Story, name: str, more: dict[str, str]
) -> None:
    cursor = (await desk.client("acme").ask("{ journalCursor }"))["journalCursor"]
    before = await handed_in(desk)
    async with script(name, **of(desk, QUERY=JOURNAL, VARIABLES={"after": cursor}, **more)) as running:
        assert "PORTING_REQUEST_CREATED" in await until_told(running, before["id"])
        later = await handed_in(desk)
        assert "PORTING_REQUEST_CREATED" in await until_told(running, later["id"])
    async with script(name, **of(desk, QUERY=JOURNAL, VARIABLES={"after": "nonsense"}, **more)) as running:
        assert page(await running.heard())["__typename"] == "CursorExpired"
