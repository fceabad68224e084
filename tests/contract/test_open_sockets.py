"""An open socket: it does not outlive what opened it, and what is wrong with one operation stays with that operation."""

from __future__ import annotations

import asyncio
import json
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass, field
from typing import Any
from uuid import uuid4

import pytest
from websockets.asyncio.client import ClientConnection
from websockets.exceptions import ConnectionClosed

from tests.contract.test_sockets import greeted, opened
from tests.stories.client import NUMBERS, Node
from tests.stories.story import Story

pytestmark = pytest.mark.either_engine

CLOSED_WITHIN = 30.0
VIEWER = "{ viewer { name } }"
CREATE = 'mutation { portingRequestCreate(input: { country: "US", numberType: GEOGRAPHIC, name: "%s" }) { __typename } }'
LONG_AGO = "2020-01-01 00:00:00+00:00"


@dataclass
class Guest:
    """Somebody who has opened a socket, and how what let them in can end."""

    socket: ClientConnection
    desk: Story
    waiting: dict[str, Node] = field(default_factory=dict)

    async def send(self, **message: Any) -> None:
        with suppress(ConnectionClosed):  # the server may have closed it by now, and says why with its code
            await self.socket.send(json.dumps(message))

    async def ask(self, key: str, query: str, **payload: Any) -> Node:
        """The first answer to an operation."""
        await self.send(id=key, type="subscribe", payload={"query": query, **payload})
        return await self.answer(key)

    async def answer(self, key: str) -> Node:
        while key not in self.waiting:
            message = json.loads(await asyncio.wait_for(self.socket.recv(), 15))
            if message["type"] in {"next", "error"}:
                self.waiting[message["id"]] = message
        return self.waiting.pop(key)

    async def code(self) -> int:
        """The code with which the server closes the connection, whatever it still says before."""
        await asyncio.wait_for(self.socket.wait_closed(), CLOSED_WITHIN)
        assert self.socket.close_code is not None
        return self.socket.close_code


@asynccontextmanager
async def by_token(desk: Story, token: str) -> AsyncIterator[Guest]:
    async with opened(desk) as socket:
        assert (await greeted(socket, authorization=f"Bearer {token}"))["type"] == "connection_ack"
        yield Guest(socket, desk)


@asynccontextmanager
async def by_cookie(desk: Story, cookie: str) -> AsyncIterator[Guest]:
    async with opened(desk, Origin=desk.house.url, Cookie=f"portico_session={cookie}") as socket:
        assert (await greeted(socket))["type"] == "connection_ack"
        yield Guest(socket, desk)


async def new_token(desk: Story) -> str:
    return await desk.house.command("token", "create", "--role", "CUSTOMER", "--account", "acme")


async def new_session(desk: Story) -> tuple[str, str]:
    """A new member of Acme who has signed in: their email and their cookie."""
    email = f"{uuid4().hex}@acme.example"
    await desk.house.command(
        "user", "create", email, "--name", "Guest", "--level", "MEMBER", "--account", "acme", PORTICO_USER_PASSWORD=desk.cast["password"]
    )
    person = await desk.person(email)
    return email, person.http.cookies["portico_session"]


async def made(desk: Story, name: str) -> int:
    (found,) = await desk.house.fetch(f"SELECT COUNT(*) FROM porting_request WHERE name = '{name}'")
    return int(found[0])


Ends = Callable[[Story, str], Awaitable[object]]


async def revoked(desk: Story, token: str) -> None:
    await desk.house.command("token", "revoke", token.split("_")[1])


async def token_expired(desk: Story, token: str) -> None:
    await desk.house.execute(f"UPDATE api_token SET expires_at = '{LONG_AGO}' WHERE prefix = '{token.split('_')[1]}'")


@pytest.mark.parametrize("ends", [revoked, token_expired])
async def test_a_token_that_has_ended_moves_nothing_over_its_socket(desk: Story, ends: Ends) -> None:
    token, name = await new_token(desk), uuid4().hex
    async with by_token(desk, token) as guest:
        assert (await guest.ask("feed", NUMBERS))["type"] == "next"
        assert (await guest.ask("before", CREATE % name))["type"] == "next"
        await ends(desk, token)
        await guest.send(id="after", type="subscribe", payload={"query": CREATE % name})
        assert await guest.code() == 4403
    assert await made(desk, name) == 1


async def signed_out(desk: Story, email: str, cookie: str) -> None:
    person = await desk.person(email)
    person.http.cookies.set("portico_session", cookie)
    assert (await person.http.post("/auth/sign-out")).status_code == 204


async def session_expired(desk: Story, email: str, _cookie: str) -> None:
    of_user = f"user_id = (SELECT id FROM app_user WHERE email = '{email}')"
    await desk.house.execute(f"UPDATE session SET expires_at = '{LONG_AGO}' WHERE {of_user}")


async def disabled(desk: Story, email: str, _cookie: str) -> None:
    await desk.house.execute(f"UPDATE app_user SET disabled_at = '{LONG_AGO}' WHERE email = '{email}'")


@pytest.mark.parametrize("ends", [signed_out, session_expired, disabled])
async def test_a_person_who_is_out_moves_nothing_over_their_socket(desk: Story, ends: Callable[[Story, str, str], Awaitable[None]]) -> None:
    (email, cookie), name = await new_session(desk), uuid4().hex
    async with by_cookie(desk, cookie) as guest:
        assert (await guest.ask("before", CREATE % name))["type"] == "next"
        await ends(desk, email, cookie)
        await guest.send(id="after", type="subscribe", payload={"query": CREATE % name})
        assert await guest.code() == 4403
    assert await made(desk, name) == 1


async def test_a_socket_that_only_listens_is_closed_when_its_token_is_revoked(desk: Story) -> None:
    token = await new_token(desk)
    async with by_token(desk, token) as guest:
        await guest.ask("feed", NUMBERS)
        await revoked(desk, token)
        assert await guest.code() == 4403


async def test_a_socket_that_asks_nothing_at_all_is_closed_when_its_person_signs_out(desk: Story) -> None:
    email, cookie = await new_session(desk)
    async with by_cookie(desk, cookie) as guest:
        await signed_out(desk, email, cookie)
        assert await guest.code() == 4403


async def test_others_on_the_same_server_stay_connected(desk: Story) -> None:
    token = await new_token(desk)
    async with by_token(desk, token) as guest, by_token(desk, desk.cast["tokens"]["acme"]) as other:
        await revoked(desk, token)
        assert await guest.code() == 4403
        assert (await other.ask("1", VIEWER))["payload"]["data"]["viewer"]["name"]


@pytest.mark.parametrize(
    "payload",
    [
        None,
        [],
        "query",
        {},
        {"query": None},
        {"query": 7},
        {"query": VIEWER, "variables": []},
        {"query": VIEWER, "operationName": 7},
        {"query": VIEWER, "operationName": "Unknown"},
        {"query": "query A { viewer { name } } query B { viewer { name } }"},
        {"query": "fragment F on Query { viewer { name } }"},
        {"query": ""},
        {"query": "{ viewer {"},
        {"query": "{ viewer { secret } }"},
        {"query": "{ a: \ud800 }"},
        {"query": "query($s: String) { viewer { name } }", "variables": {"s": "half an emoji \ud83d"}},
        {"query": "query($n: Int) { viewer { name } }", "variables": {"n": float("inf")}},
        {"query": "{ \x00 }"},
        {"query": "{ viewer { name } }", "variables": {"deep": {"a": {"b": [1] * 100}}}},
        {"query": "query($n: Int) { portingNumbers(first: $n) { totalCount } }", "variables": {"n": 10**30}},
        {"query": "{ portingNumbers(first: " + "9" * 5000 + ") { totalCount } }"},
        {"query": "{ portingNumbers(first: -1) { totalCount } }"},
    ],
    ids=str,
)
async def test_what_is_wrong_with_one_operation_stays_with_it(desk: Story, payload: Any) -> None:
    async with by_token(desk, desk.cast["tokens"]["acme"]) as guest:
        assert (await guest.ask("feed", NUMBERS))["type"] == "next"
        await guest.send(id="wrong", type="subscribe", payload=payload)
        answer = await guest.answer("wrong")
        errors = answer["payload"] if answer["type"] == "error" else answer["payload"].get("errors", [])
        codes = [(error.get("extensions") or {}).get("code") for error in errors]
        assert "INTERNAL" not in codes
        assert all(error["message"] and "went wrong" not in error["message"] for error in errors)
        assert (await guest.ask("right", VIEWER))["payload"]["data"], "the socket goes on"


@pytest.mark.parametrize("variables", ["9" * 5000, "[" * 2000 + "]" * 2000, '{"a":' * 2000 + "1" + "}" * 2000, '"\\ud83d"', "NaN"], ids=len)
async def test_variables_that_cannot_be_read_stay_with_their_operation(desk: Story, variables: str) -> None:
    async with by_token(desk, desk.cast["tokens"]["acme"]) as guest:
        assert (await guest.ask("feed", NUMBERS))["type"] == "next"
        payload = f'{{"query": "query($n: Int) {{ viewer {{ name }} }}", "variables": {{"n": {variables}}}}}'
        await guest.socket.send(f'{{"id": "wrong", "type": "subscribe", "payload": {payload}}}')
        answer = await guest.answer("wrong")
        assert (answer["type"], answer["payload"][0]["extensions"]["code"]) == ("error", "BAD_REQUEST")
        assert (await guest.ask("right", VIEWER))["payload"]["data"], "the socket goes on"


@pytest.mark.parametrize(
    "text",
    [
        "[]",
        '{"type": "subscribe", "id": "1", "payload": {',
        '{"type": "next", "id": "1", "payload": NaN}',
        "7",
        "null",
        '"subscribe"',
        "{}",
        '{"type": 7}',
        '{"type": "subscribe", "payload": {}}',
        '{"type": "subscribe", "id": 7, "payload": {}}',
        '{"type": "subscribe", "id": [], "payload": {}}',
        '{"type": "subscribe", "id": "", "payload": {}}',
        '{"type": "complete"}',
        '{"type": "complete", "id": {}}',
        '{"type": "next", "id": "1"}',
        "[" * 30_000,
        '{"a":' * 6_000,
        '{"type": "\\ud800"}',
    ],
)
async def test_what_is_no_message_closes_the_socket_as_the_protocol_says(desk: Story, text: str) -> None:
    async with by_token(desk, desk.cast["tokens"]["acme"]) as guest:
        await guest.socket.send(text)
        assert await guest.code() == 4400


async def test_a_socket_is_none_of_theirs_who_have_to_set_up_a_second_factor_first(desk: Story) -> None:
    _, cookie = await new_session(desk)
    demand = "UPDATE account SET second_factor_demanded = %s WHERE slug = 'acme'"
    async with by_cookie(desk, cookie) as guest:
        assert (await guest.ask("feed", NUMBERS))["type"] == "next"
        await desk.house.execute(demand % "true")
        try:
            await guest.send(id="after", type="subscribe", payload={"query": VIEWER})
            assert await guest.code() == 4403
            async with opened(desk, Origin=desk.house.url, Cookie=f"portico_session={cookie}") as socket:
                with pytest.raises(ConnectionClosed) as closed:
                    await greeted(socket)
            assert closed.value.rcvd is not None
            assert closed.value.rcvd.code == 4403
        finally:
            await desk.house.execute(demand % "false")
