"""Clients of the API as others write them: GraphQL over HTTP, and a listener over graphql-transport-ws that resumes where it was."""

from __future__ import annotations

import asyncio
import json
import ssl
import time
from collections.abc import Callable, Coroutine
from contextlib import suppress
from typing import Any, Self

import httpx
from websockets.asyncio.client import ClientConnection, connect
from websockets.exceptions import ConnectionClosed, InvalidHandshake, InvalidMessage

GUARD = {"x-portico": "stories"}
PATIENCE = 15.0
NO_AUTHORITIES = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
"""Trusts nobody, and is made for nothing: httpx would read everybody whom this machine trusts for each client, in 30 ms."""
Node = dict[str, Any]

PROBLEM = "... on Problem { __typename code message messageCode messageParams }"
BLOCKED = "... on Blocked { blockers { code message } }"
INVALID = "... on InvalidInput { fields { path code message } }"
STALE = "... on StaleVersion { currentVersion }"
PROBLEMS = f"{PROBLEM} {BLOCKED} {INVALID} {STALE} ... on TooManyRequests {{ retryAfter }}"
REQUEST = """id version reference status statusReason statusReasonCode flow waitingOn numberCount openCount completedCount canceledCount
    firstPossibleDate readyUntil performAt answerDueAt cancellationAskedAt replacesId requestedDate
    subscriber { accountNumber hasPin } availableActions { action blockers { code } }"""
NUMBER = """id version e164 status statusReason waitingOn focAt attemptNo provisionedAt handedOverAt requestId
    statusReasons { code fields documents } cancellation { reason decisionReason resumeStatus }
    availableActions { action blockers { code } }"""
PORT_OUT = """id version reference status statusReason rejectCode waitingOn numberCount expiresAt viewedAt approvedAt releaseAt
    numbers { e164 } order { id status fee { amount currency } billedAt } availableActions { action blockers { code } }"""
SNAPBACK = """id version reference status statusReason waitingOn direction e164 portOutReference
    availableActions { action blockers { code } }"""
INTERNAL_MOVE = """id version reference side status statusReason waitingOn numbers { e164 } givingAccountName takingAccountName
    availableActions { action blockers { code } }"""
DOCUMENT = "id version kind status statusReason fileName"
RESULTS = {
    "portingRequest": ("PortingRequestResult", f"... on PortingRequest {{ __typename {REQUEST} }}"),
    "portOutRequest": ("PortOutRequestResult", f"... on PortOutRequest {{ __typename {PORT_OUT} }}"),
    "snapback": ("SnapbackResult", f"... on Snapback {{ __typename {SNAPBACK} }}"),
    "internalMove": ("InternalMoveResult", f"... on InternalMove {{ __typename {INTERNAL_MOVE} }}"),
    "internalMoveOffer": (
        "InternalMoveOfferedResult",
        f"... on InternalMoveOffered {{ __typename redemptionCode move {{ {INTERNAL_MOVE} }} }}",
    ),
    "document": ("DocumentResult", f"... on Document {{ __typename {DOCUMENT} }}"),
    "companyProfile": ("CompanyProfileResult", "... on CompanyProfile { __typename id version label }"),
    "configurationProfile": ("ConfigurationProfileResult", "... on ConfigurationProfile { __typename id version name }"),
    "account": ("AccountResult", "... on Account { __typename id version slug tier accountNumber defaultCallbackUrl }"),
    "accountCallbackSecretRotate": ("CallbackSecretRotatedResult", "... on CallbackSecretRotated { secret }"),
    "apiToken": ("ShownApiTokenResult", "... on ShownApiToken { secret token { id name } }"),
    "carrier": ("CarrierResult", "... on Carrier { __typename id name networkFor }"),
    "fee": ("FeeResult", "... on Fee { __typename id version amountMinor currency }"),
    "user": ("UserResult", "... on User { __typename id version email level status }"),
}
BULK = f"""{PROBLEM} {INVALID} ... on TooManyRequests {{ retryAfter }}
    ... on PortingNumbersMoved {{ __typename results {{ ... on PortingNumber {{ __typename {NUMBER} }} {PROBLEMS} }} }}"""


def plain_http(base_url: str, **more: Any) -> httpx.AsyncClient:
    """A client of a server on this machine."""
    return httpx.AsyncClient(base_url=base_url, trust_env=False, verify=NO_AUTHORITIES, **more)


class Refused(AssertionError):
    """A command that had to succeed was answered with a problem."""


def document(field: str) -> str:
    """The mutation of this name, with everything a story looks at."""
    given = f"{field[0].upper()}{field[1:]}Input!"
    if field.startswith("portingNumbers"):
        selected = BULK
    else:
        noun = max((noun for noun in RESULTS if field.startswith(noun)), key=len)
        gone = "... on PortingRequestDiscarded { __typename id }" if noun == "portingRequest" else ""
        selected = f"{RESULTS[noun][1]} {gone} {PROBLEMS}"
    return f"mutation Do($input: {given}) {{ {field}(input: $input) {{ {selected} }} }}"


class Client:
    """Someone who talks to the API: by a token, or as a person by `sign_in`.

    After each verb on porting numbers it waits until the `watchers` have seen what came of it, so that they see every single change.
    """

    def __init__(self, base_url: str, token: str | None = None, watchers: list[Listener] | None = None) -> None:
        self.token = token
        self.watchers = [] if watchers is None else watchers
        headers = {"authorization": f"Bearer {token}"} if token else GUARD
        self.http = plain_http(base_url, headers=headers, timeout=20)

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(self, *_: object) -> None:
        await self.http.aclose()

    async def sign_in(self, email: str, password: str) -> Node:
        response = await self.http.post("/auth/sign-in", json={"email": email, "password": password})
        assert response.status_code == 200, response.text
        found: Node = response.json()["user"]
        return found

    async def come_in(self, token: str, name: str, password: str) -> Node:
        """Accepts an invitation, whose link holds the token; from then on this client is signed in."""
        said = {"token": token, "name": name, "password": password, "locale": "en", "timeZone": "Europe/London"}
        response = await self.http.post("/auth/invitation", json=said)
        assert response.status_code == 200, response.text
        found: Node = response.json()["user"]
        return found

    async def post(self, query: str, **variables: Any) -> httpx.Response:
        return await self.http.post("/graphql", json={"query": query, "variables": variables})

    async def ask(self, query: str, **variables: Any) -> Node:
        """The data of a query that has to succeed."""
        response = await self.post(query, **variables)
        assert response.status_code == 200, f"{response.status_code} {response.text}"
        answer = response.json()
        assert "errors" not in answer, answer["errors"]
        found: Node = answer["data"]
        return found

    async def say(self, field: str, **given: Any) -> Node:
        """What a command is answered, whatever it is."""
        found: Node = (await self.ask(document(field), input=given))[field]
        return found

    async def do(self, field: str, **given: Any) -> Node:
        """What a command made or moved; a problem fails the test."""
        found = await self.say(field, **given)
        if "code" in found:
            raise Refused(f"{field}: {json.dumps(found)}")
        return found

    async def move(self, verb: str, numbers: list[Node] | list[str], **given: Any) -> list[Node]:
        """A verb on porting numbers, every one of which has to take it; answers them in their order."""
        results = await self.try_move(verb, numbers, **given)
        if problems := [result for result in results if "code" in result]:
            raise Refused(f"{verb}: {json.dumps(problems)}")
        for watcher in self.watchers:
            await watcher.saw(results)
        return results

    async def try_move(self, verb: str, numbers: list[Node] | list[str], **given: Any) -> list[Node]:
        """A verb on porting numbers, and what became of each."""
        targets = [{"id": n} if isinstance(n, str) else {"id": n["id"]} for n in numbers]
        field = f"portingNumbers{verb[0].upper()}{verb[1:]}"
        found: list[Node] = (await self.do(field, numbers=targets, **given))["results"]
        return found

    async def upload(self, request_id: str, kind: str, content: bytes, **said: str) -> httpx.Response:
        extension = "png" if content.startswith(b"\x89PNG") else "pdf"
        query = {"requestId": request_id, "kind": kind, "name": f"{kind.lower()}.{extension}", **said}
        return await self.http.put("/documents", params=query, content=content, headers={"content-type": "application/pdf"})

    async def request(self, key: str) -> Node:
        """A porting request with its numbers."""
        query = f"query($id: ID!) {{ portingRequest(id: $id) {{ {REQUEST} numbers(first: 200) {{ edges {{ node {{ {NUMBER} }} }} }} }} }}"
        found: Node = (await self.ask(query, id=key))["portingRequest"]
        return found | {"numbers": [edge["node"] for edge in found["numbers"]["edges"]]}

    async def port_out(self, key: str) -> Node:
        found: Node = (await self.ask(f"query($id: ID!) {{ portOutRequest(id: $id) {{ {PORT_OUT} }} }}", id=key))["portOutRequest"]
        return found

    async def internal_move(self, key: str) -> Node | None:
        """None where it is none for this one."""
        document = f"query($id: ID!) {{ internalMove(id: $id) {{ {INTERNAL_MOVE} }} }}"
        found: Node | None = (await self.ask(document, id=key))["internalMove"]
        return found

    async def journal(self, field: str, key: str) -> list[Node]:
        """Everything that happened to an order, oldest first; verbs as the tables have them."""
        query = f"""query($id: ID!, $after: String) {{ {field}(id: $id) {{ journal(first: 200, after: $after) {{
            edges {{ node {{ {ENTRY} }} }} pageInfo {{ hasNextPage endCursor }} }} }} }}"""
        entries: list[Node] = []
        after = None
        while True:
            page = (await self.ask(query, id=key, after=after))[field]["journal"]
            entries += [edge["node"] | {"verb": edge["node"]["verb"].lower()} for edge in page["edges"]]
            after = page["pageInfo"]["endCursor"]
            if not page["pageInfo"]["hasNextPage"]:
                return sorted(entries, key=lambda entry: int(entry["orderSequence"]))

    async def deliveries(self) -> list[Node]:
        query = """query($after: String) { deliveries(first: 200, after: $after) { edges { node {
            id kind destination event status orderId orderSequence attemptCount lastError } } pageInfo { hasNextPage endCursor } } }"""
        found: list[Node] = []
        after = None
        while True:
            page = (await self.ask(query, after=after))["deliveries"]
            found += [edge["node"] for edge in page["edges"]]
            after = page["pageInfo"]["endCursor"]
            if not page["pageInfo"]["hasNextPage"]:
                return found

    async def inventory(self, search: str) -> Node | None:
        """The newest row of a number in the inventory."""
        query = """query($search: String!) { phoneNumbers(first: 20, filter: { search: $search }) { edges { node {
            id e164 status source createdAt configurationProfile { id name } } } } }"""
        rows = [edge["node"] for edge in (await self.ask(query, search=search))["phoneNumbers"]["edges"]]
        return max(rows, key=lambda row: row["createdAt"]) if rows else None


ENTRY = """id at event verb subjectKind subjectId subjectVersion orderId orderSequence moveId fromStatus toStatus reason number data
    actor { role name onBehalf }"""
JOURNAL = f"""subscription Follow($after: String) {{ journal(after: $after) {{ __typename
    ... on JournalPage {{ cursor entries {{ {ENTRY} }} }} ... on CursorExpired {{ code }} ... on NotPermitted {{ code }} }} }}"""
NUMBERS = f"""subscription Follow($after: String, $requestId: ID) {{ portingNumbersChanged(after: $after, requestId: $requestId) {{
    __typename ... on PortingNumbersPage {{ cursor numbers {{ {NUMBER} }} }} ... on CursorExpired {{ code }}
    ... on NotPermitted {{ code }} }} }}"""


class Listener:
    """A subscription that lives through anything: when its connection ends it comes back and goes on behind the last page it got.

    `url` may be changed: the next connection goes there.
    """

    def __init__(self, url: str, token: str, query: str, **variables: Any) -> None:
        self.pages: list[Node] = []
        self.cursor: str | None = None
        self.connections = 0
        self.url = url
        self._token, self._query, self._variables = token, query, variables
        self._task: asyncio.Task[None] | None = None

    async def __aenter__(self) -> Self:
        self._task = asyncio.create_task(self._follow())
        await self.until(lambda: self.cursor is not None)  # a feed says at once where it begins
        return self

    async def __aexit__(self, *_: object) -> None:
        if self._task:
            self._task.cancel()
            with suppress(asyncio.CancelledError):
                await self._task

    @property
    def entries(self) -> list[Node]:
        return [entry for page in self.pages for entry in page.get("entries", ())]

    @property
    def numbers(self) -> list[Node]:
        return [number for page in self.pages for number in page.get("numbers", ())]

    def of(self, order_id: str) -> list[Node]:
        """The journal entries of one order that the listener got, as they came."""
        return [entry for entry in self.entries if entry["orderId"] == order_id]

    def statuses(self, number_id: str) -> list[str]:
        """The statuses in which the listener saw this number, each once in a row."""
        seen = [number["status"] for number in self.numbers if number["id"] == number_id]
        return [status for place, status in enumerate(seen) if place == 0 or seen[place - 1] != status]

    async def saw(self, numbers: list[Node]) -> None:
        """Until it got each of these porting numbers in this version."""
        wanted = {(number["id"], number["version"]) for number in numbers}
        await self.until(lambda: wanted <= {(number["id"], number["version"]) for number in self.numbers}, "the change in the feed")

    async def until(self, holds: Callable[[], bool], what: str = "the listener") -> None:
        def look() -> bool:
            if self._task and self._task.done():
                self._task.result()
            return holds()

        await eventually(look, what)

    async def _follow(self) -> None:
        while True:
            with suppress(OSError, ConnectionClosed, InvalidHandshake, InvalidMessage, TimeoutError):
                async with connect(self.url, subprotocols=SUBPROTOCOLS, proxy=None) as socket:
                    self.connections += 1
                    await self._listen(socket)
            await asyncio.sleep(0.1)

    async def _listen(self, socket: ClientConnection) -> None:
        await socket.send(json.dumps({"type": "connection_init", "payload": {"authorization": f"Bearer {self._token}"}}))
        assert json.loads(await socket.recv())["type"] == "connection_ack"
        variables = {**self._variables, "after": self.cursor}
        await socket.send(json.dumps({"id": "1", "type": "subscribe", "payload": {"query": self._query, "variables": variables}}))
        async for text in socket:
            message = json.loads(text)
            if message["type"] == "ping":
                await socket.send(json.dumps({"type": "pong"}))
            elif message["type"] == "next":
                self._take(message["payload"])
            else:
                raise AssertionError(f"the feed ended: {message}")

    def _take(self, payload: Node) -> None:
        assert not payload.get("errors"), payload
        (page,) = payload["data"].values()
        assert page["__typename"].endswith("Page"), page
        self.pages.append(page)
        self.cursor = page["cursor"]


SUBPROTOCOLS: Any = ["graphql-transport-ws"]


async def eventually(holds: Callable[[], bool] | Callable[[], Coroutine[Any, Any, bool]], what: str, within: float = PATIENCE) -> None:
    """Returns as soon as it holds; fails the test when it has not by the deadline."""
    deadline = time.monotonic() + within
    while True:
        found = holds()
        if await found if asyncio.iscoroutine(found) else found:
            return
        assert time.monotonic() < deadline, f"{what} did not come within {within:g} s"
        await asyncio.sleep(0.03)
