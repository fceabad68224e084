"""graphql-transport-ws at its edges: with which code a socket is closed, as docs/api.md says, and what closes none."""

from __future__ import annotations

import re
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from portico.graphql.serving.endpoint import GraphQLEndpoint
from portico.operations.engine.work import Work
from tests.graphql.serving.test_ending_sockets import FEED, Wire, cookie, endpoint, opened
from tests.graphql.serving.test_streams import bearer

__all__ = ["cookie", "endpoint"]
pytestmark = pytest.mark.either_engine

VIEWER = "{ viewer { name } }"
DOCS = Path(__file__).parents[3] / "docs" / "api.md"
Messages = list[dict[str, Any]]


def asking(key: Any = "1", query: str = VIEWER, **more: Any) -> dict[str, Any]:
    return {"type": "subscribe", "id": key, "payload": {"query": query, **more}}


INIT: dict[str, Any] = {"type": "connection_init"}
CLOSED: list[tuple[int, Messages]] = [
    (4400, [INIT, {"type": "take_over"}]),
    (4400, [INIT, {"id": "1", "payload": {"query": VIEWER}}]),
    (4400, [INIT, {"type": 7}]),
    (4400, [INIT, {"type": "next", "id": "1", "payload": {}}]),
    *((4400, [INIT, asking(key)]) for key in ("", None, 7, ["1"], {"id": "1"}, "x" * 201)),
    (4400, [INIT, {"type": "subscribe", "payload": {"query": VIEWER}}]),
    (4400, [INIT, {"type": "complete"}]),
    (4400, [{**INIT, "payload": ["a list"]}]),
    (4401, [asking()]),
    (4401, [{"type": "ping"}, asking()]),
    (4409, [INIT, asking(query=FEED), asking()]),
    (4429, [INIT, INIT]),
]


@pytest.mark.parametrize(("code", "said"), CLOSED, ids=lambda value: str(value)[-60:])
async def test_what_is_none_of_the_protocol_closes_the_socket_with_its_code(
    endpoint: GraphQLEndpoint, cookie: str, code: int, said: Messages
) -> None:
    async with opened(endpoint, cookie) as wire:
        for message in said:
            await wire.say(**message)
        while "closed" not in (last := await wire.heard()):
            assert last["type"] in {"connection_ack", "pong", "next"}, last
        assert last == {"closed": code}


async def test_a_socket_on_which_nobody_says_who_they_are_is_closed(endpoint: GraphQLEndpoint) -> None:
    endpoint.connection_init_wait_timeout = timedelta(seconds=0.05)
    async with opened(endpoint, None) as wire:
        assert await wire.heard() == {"closed": 4408}


async def test_one_that_has_said_so_in_time_is_not(endpoint: GraphQLEndpoint, cookie: str) -> None:
    endpoint.connection_init_wait_timeout = timedelta(seconds=0.05)
    async with opened(endpoint, cookie) as wire:
        await wire.say(**INIT)
        assert (await wire.heard())["type"] == "connection_ack"
        await wire.say(**asking(query=FEED))
        assert (await wire.heard())["type"] == "next"
        await _answers(wire)


async def test_pings_are_answered_also_before_anybody_is_let_in_and_pongs_are_not(endpoint: GraphQLEndpoint, cookie: str) -> None:
    async with opened(endpoint, cookie) as wire:
        await wire.say(type="pong")
        await wire.say(type="ping", payload={"any": "thing"})
        assert (await wire.heard())["type"] == "pong"
        await wire.say(**INIT)
        assert (await wire.heard())["type"] == "connection_ack"
        await wire.say(type="pong", payload={"any": "thing"})
        await _answers(wire)


@pytest.mark.parametrize(
    "payload",
    [
        {"query": "query Mine { viewer { name } } query Other { viewer { role } }", "operationName": "Nobodys"},
        {"query": "query Mine { viewer { name } } query Other { viewer { role } }"},
        {"query": "query ($id: ID!) { portingRequest(id: $id) { id } }", "variables": {"id": "preq_none"}},
        {"query": "query ($id: ID!) { portingRequest(id: $id) { id } }"},
        {"query": "subscription ($id: ID) { portingRequestChanged(id: $id) { __typename } }", "variables": {"id": "pnum_none"}},
        {"query": "{ shoeSize }"},
        {"query": "{ viewer {"},
        {"query": ""},
        {},
    ],
    ids=str,
)
async def test_what_is_wrong_with_one_operation_is_answered_to_its_id_which_is_free_again(
    endpoint: GraphQLEndpoint, cookie: str, payload: dict[str, Any]
) -> None:
    async with opened(endpoint, cookie) as wire:
        await wire.say(**INIT)
        assert (await wire.heard())["type"] == "connection_ack"
        await wire.say(type="subscribe", id="one", payload=payload)
        told = await wire.heard()
        assert (told["type"], told["id"]) in {("error", "one"), ("next", "one")}
        errors = told["payload"] if told["type"] == "error" else told["payload"]["errors"]
        assert errors[0]["message"]
        assert errors[0]["extensions"]["code"] == "BAD_REQUEST"
        if told["type"] == "next":
            assert (await wire.heard())["type"] == "complete"
        await _answers(wire, "one")


async def test_an_id_is_free_once_its_operation_is_over_and_one_that_nobody_has_is_completed_by_nobody(
    endpoint: GraphQLEndpoint, cookie: str
) -> None:
    async with opened(endpoint, cookie) as wire:
        await wire.say(**INIT)
        assert (await wire.heard())["type"] == "connection_ack"
        await wire.say(type="complete", id="nobodys")
        for _ in range(2):
            await wire.say(**asking("one", FEED))
            assert (await wire.heard())["type"] == "next"
            await wire.say(type="complete", id="one")
        await _answers(wire, "one")


async def test_a_token_comes_with_connection_init_or_with_the_request(work: Work, endpoint: GraphQLEndpoint) -> None:
    shown = await bearer(work)
    async with opened(endpoint, None) as wire:
        await wire.say(**INIT, payload=shown)
        assert (await wire.heard())["type"] == "connection_ack"
    async with opened(endpoint, None, **shown) as wire:
        await wire.say(**INIT)
        assert (await wire.heard())["type"] == "connection_ack"
        await _answers(wire)


def test_every_code_that_is_documented_is_tested_and_no_other() -> None:
    documented = {int(code) for code in re.findall(r"^\| (4\d\d\d) \|", DOCS.read_text(), re.MULTILINE)}
    elsewhere = {4403: "test_ending_sockets", 4406: "tests/contract/test_sockets", 4430: "test_allowances"}
    assert documented == {code for code, _ in CLOSED} | {4408} | elsewhere.keys()


async def _answers(wire: Wire, key: str = "last") -> None:
    await wire.say(**asking(key))
    told = [await wire.heard() for _ in range(2)]
    assert [(each["type"], each["id"]) for each in told] == [("next", key), ("complete", key)]
