"""The WebSocket's door: who gets in, how, and what becomes of a cursor that cannot be continued."""

from __future__ import annotations

import json
from typing import Any

import pytest
from websockets.asyncio.client import ClientConnection, connect
from websockets.exceptions import ConnectionClosed, InvalidStatus

from tests.contract.asking import handed_in
from tests.stories.client import JOURNAL, NUMBERS, SUBPROTOCOLS, Node
from tests.stories.story import Story

pytestmark = pytest.mark.either_engine


def opened(desk: Story, *, subprotocols: Any = SUBPROTOCOLS, **headers: str) -> Any:
    return connect(desk.house.socket_url, subprotocols=subprotocols, additional_headers=headers, proxy=None, open_timeout=10)


async def greeted(socket: ClientConnection, **payload: Any) -> Node:
    await socket.send(json.dumps({"type": "connection_init", "payload": payload}))
    found: Node = json.loads(await socket.recv())
    return found


async def first_page(desk: Story, query: str, token: str, **variables: Any) -> Node:
    async with opened(desk) as socket:
        assert (await greeted(socket, authorization=f"Bearer {desk.cast['tokens'][token]}"))["type"] == "connection_ack"
        await socket.send(json.dumps({"id": "1", "type": "subscribe", "payload": {"query": query, "variables": variables}}))
        while True:
            found: Node = json.loads(await socket.recv())
            if found["type"] != "ping":
                return found


def page(message: Node) -> Node:
    assert message["type"] == "next", message
    (found,) = message["payload"]["data"].values()
    return dict(found)


@pytest.mark.parametrize("payload", [{}, {"authorization": "Bearer ptc_none"}, {"authorization": 7}, {"authorization": ["Bearer"]}])
async def test_nobody_gets_in_without_credentials(desk: Story, payload: Node) -> None:
    async with opened(desk) as socket:
        with pytest.raises(ConnectionClosed) as closed:
            await greeted(socket, **payload)
        assert closed.value.rcvd is not None
        assert closed.value.rcvd.code == 4403


@pytest.mark.parametrize("token", ["acme-revoked", "acme-day"])
async def test_a_revoked_or_expired_token_gets_nobody_in(desk: Story, token: str) -> None:
    async with opened(desk) as socket:
        with pytest.raises(ConnectionClosed):
            await greeted(socket, authorization=f"Bearer {desk.cast['tokens'][token]}")


async def test_who_subscribes_before_saying_who_they_are_is_shown_out(desk: Story) -> None:
    async with opened(desk) as socket:
        await socket.send(json.dumps({"id": "1", "type": "subscribe", "payload": {"query": JOURNAL}}))
        with pytest.raises(ConnectionClosed) as closed:
            await socket.recv()
        assert closed.value.rcvd is not None
        assert closed.value.rcvd.code == 4401


@pytest.mark.parametrize("subprotocols", [["graphql-ws"], ["graphql-sse"], None])
async def test_the_old_sub_protocol_and_none_are_refused(desk: Story, subprotocols: Any) -> None:
    with pytest.raises(ConnectionClosed) as closed:
        async with opened(desk, subprotocols=subprotocols) as socket:
            await socket.recv()
    assert closed.value.rcvd is not None
    assert closed.value.rcvd.code == 4406


async def test_a_token_may_come_as_the_header_of_the_request(desk: Story) -> None:
    """As clients send it that have the same headers for every request; what `connection_init` says comes before it."""
    acme, rival = (f"Bearer {desk.cast['tokens'][name]}" for name in ("acme", "rival"))
    asked = "{ viewer { accountId } }"
    own = (await desk.client("acme").ask(asked))["viewer"]["accountId"]
    ways: tuple[tuple[dict[str, str], Node], ...] = (({"Authorization": acme}, {}), ({"Authorization": rival}, {"authorization": acme}))
    for headers, payload in ways:
        async with opened(desk, **headers) as socket:
            assert (await greeted(socket, **payload))["type"] == "connection_ack"
            await socket.send(json.dumps({"id": "1", "type": "subscribe", "payload": {"query": asked}}))
            assert page(json.loads(await socket.recv()))["accountId"] == own
    for header in ("Bearer ptc_none", "Bearer", "Basic YTpi", ""):
        async with opened(desk, Authorization=header) as socket:
            with pytest.raises(ConnectionClosed) as closed:
                await greeted(socket)
            assert closed.value.rcvd is not None
            assert closed.value.rcvd.code == 4403


@pytest.mark.parametrize("origin", ["https://evil.example", "http://127.0.0.1:1", "null", "http://localhost.evil.example"])
async def test_a_foreign_page_does_not_get_in_by_the_cookie(desk: Story, origin: str) -> None:
    ada = await desk.person("ada@acme.example")
    cookie = f"portico_session={ada.http.cookies['portico_session']}"
    with pytest.raises(InvalidStatus) as refused:
        async with opened(desk, Origin=origin, Cookie=cookie):
            pass
    assert refused.value.response.status_code == 403


async def test_a_page_of_ours_gets_in_by_the_cookie(desk: Story) -> None:
    ada = await desk.person("ada@acme.example")
    cookie = f"portico_session={ada.http.cookies['portico_session']}"
    async with opened(desk, Origin=desk.house.url, Cookie=cookie) as socket:
        assert (await greeted(socket))["type"] == "connection_ack"


async def test_a_message_that_is_none_or_far_too_long_ends_the_connection(desk: Story) -> None:
    for message in (
        "nonsense",
        "[]",
        json.dumps({"type": "take_over"}),
        json.dumps({"type": "connection_init", "payload": {"x": "x" * 70_000}}),
    ):
        async with opened(desk) as socket:
            await socket.send(message)
            with pytest.raises(ConnectionClosed):
                await socket.recv()


@pytest.mark.parametrize("query", [JOURNAL, NUMBERS])
async def test_a_cursor_that_cannot_be_continued_is_a_typed_answer(desk: Story, query: str) -> None:
    for after in ("nonsense", "", "0123456789abcdef.0.1.0000000a", "0123456789abcdef.1.99999999999999999999.0000000a"):
        found = page(await first_page(desk, query, "acme", after=after))
        assert (found["__typename"], found["code"]) == ("CursorExpired", "CURSOR_EXPIRED")
    epoch, xid, position, tag = (await desk.client("acme").ask("{ journalCursor }"))["journalCursor"].split(".")
    of_old, ahead, another = (
        f"{epoch}.{xid}.{position}",
        f"{epoch}.{2**62}.{2**62}.{tag}",
        f"{epoch}.{xid}.{position}.{int(tag, 16) ^ 1:08x}",
    )
    for after in (of_old, ahead, another):
        assert page(await first_page(desk, query, "acme", after=after))["__typename"] == "CursorExpired"


async def test_a_feed_goes_on_behind_the_cursor_it_is_given(desk: Story) -> None:
    cursor = (await desk.client("acme").ask("{ journalCursor }"))["journalCursor"]
    request = await handed_in(desk)
    found = page(await first_page(desk, JOURNAL, "acme", after=cursor))
    assert [entry["event"] for entry in found["entries"] if entry["orderId"] == request["id"]][:1] == ["PORTING_REQUEST_CREATED"]


async def test_a_stranger_hears_nothing_of_others(desk: Story) -> None:
    cursor = (await desk.client("rival").ask("{ journalCursor }"))["journalCursor"]
    request = await handed_in(desk)
    own = await desk.client("rival").do("portingRequestCreate", country="US", numberType="GEOGRAPHIC")
    found = page(await first_page(desk, JOURNAL, "rival", after=cursor))
    assert {entry["orderId"] for entry in found["entries"]} == {own["id"]}
    assert request["id"] != own["id"]


async def test_a_token_without_the_scope_may_not_listen(desk: Story) -> None:
    found = page(
        await first_page(desk, "subscription { portOutRequestChanged { __typename ... on NotPermitted { code } } }", "acme-reader")
    )
    assert found["code"] == "NOT_PERMITTED"


async def test_a_malformed_id_or_query_in_a_subscription_is_an_error_message(desk: Story) -> None:
    for query, variables in (
        ("subscription { journal { secret } }", {}),
        ("subscription($id: ID) { portingRequestChanged(id: $id) { __typename } }", {"id": "7"}),
    ):
        message = await first_page(desk, query, "acme", **variables)
        errors = message["payload"] if message["type"] == "error" else message["payload"]["errors"]
        assert errors[0]["message"]
        assert "went wrong" not in errors[0]["message"]
