"""Streams over HTTP in this process, without the network: who may open one, what ends it, and how many there may be."""

from __future__ import annotations

import asyncio
import dataclasses
import json
from collections.abc import AsyncIterator, MutableMapping
from contextlib import AsyncExitStack, asynccontextmanager
from typing import Any
from urllib.parse import urlencode

import pytest

from portico.app import compressed
from portico.domain.statuses import PortingNumberStatus, Role
from portico.graphql.serving.endpoint import GraphQLEndpoint
from portico.graphql.serving.following import sinks
from portico.graphql.serving.streams import reserved, stream
from portico.operations.engine.moves import move
from portico.operations.engine.outcomes import Target
from portico.operations.engine.work import Work
from portico.operations.people.signing_in import access, credentials
from tests import factories
from tests.clock import Clock
from tests.graphql.serving.test_ending_sockets import cookie, endpoint, opened
from tests.live.conftest import until
from tests.operations.people.test_long_connections import expires_in

__all__ = ["cookie", "endpoint"]

pytestmark = pytest.mark.either_engine

SSE = "text/event-stream"
PARTS = 'multipart/mixed;boundary=graphql;subscriptionSpec="1.0", application/json;q=0.9'
FEED = "subscription ($after: String) { journal(after: $after) { __typename ... on JournalPage { cursor entries { event } } } }"
VIEWER = "{ viewer { name } }"
CHANGE = 'mutation { viewerChange(input: { name: "Eve" }) { __typename } }'
TOKEN = "x-graphql-event-stream-token"


class Line:
    """The two ends of one HTTP exchange, as ASGI has them; what the server sends goes on only while the client reads."""

    def __init__(self) -> None:
        self.to_server = asyncio.Queue[MutableMapping[str, Any]]()
        self.to_client = asyncio.Queue[MutableMapping[str, Any]]()
        self.reads = asyncio.Event()
        self.reads.set()
        self.status = 0
        self.headers: dict[str, str] = {}
        self._text, self._over = "", False

    async def send(self, event: MutableMapping[str, Any]) -> None:
        await self.reads.wait()
        await self.to_client.put(event)

    async def begun(self) -> int:
        start = await asyncio.wait_for(self.to_client.get(), 20)
        self.headers = {name.decode(): value.decode() for name, value in start["headers"]}
        self.status = start["status"]
        return self.status

    async def body(self) -> str:
        """All that is sent until the end."""
        while not self._over:
            await self._more()
        return self._text

    async def _more(self) -> bool:
        assert not self._over, "the stream is over"
        event = await asyncio.wait_for(self.to_client.get(), 20)
        self._text += event.get("body", b"").decode()
        self._over = not event.get("more_body", False)
        return not self._over

    async def told(self) -> dict[str, Any]:
        """The next event that is not a sign of life only: its name, and what it says."""
        while True:
            piece, gap, rest = self._text.partition("\n\n")
            if not gap:
                await self._more()
                continue
            self._text = rest
            if piece != ":":
                name, data = piece.split("\n")
                said = data.removeprefix("data:").strip()
                return {"event": name.removeprefix("event: "), "data": json.loads(said) if said else None}


@asynccontextmanager
async def sent(app: Any, method: str = "POST", *, asked: Any = None, query: Any = None, **headers: Any) -> AsyncIterator[Line]:
    """A request under way. Headers are written with underscores."""
    line = Line()
    given: dict[str, str] = {
        "host": "portico.test",
        "content-type": "application/json",
        **{name.replace("_", "-"): each for name, each in headers.items()},
    }
    scope = {
        "type": "http",
        "method": method,
        "path": "/graphql",
        "raw_path": b"/graphql",
        "query_string": urlencode(query or {}).encode(),
        "root_path": "",
        "scheme": "http",
        "headers": [(name.encode(), value.encode()) for name, value in given.items()],
        "client": ("192.0.2.1", 40_000),
        "server": ("portico.test", 80),
        "state": {},
    }
    await line.to_server.put({"type": "http.request", "body": json.dumps(asked).encode() if asked is not None else b"", "more_body": False})
    served = asyncio.create_task(app(scope, line.to_server.get, line.send))
    try:
        await line.begun()
        yield line
    finally:
        line.reads.set()
        await line.to_server.put({"type": "http.disconnect"})
        await asyncio.wait_for(served, 20)


async def bearer(work: Work, **more: Any) -> dict[str, str]:
    made = await credentials.create_token(work, **{"role": Role.STAFF, "name": "Machine", **more})
    return {"authorization": f"Bearer {made.token}"}


def chosen(work: Work, **more: Any) -> None:
    """Sets this installation otherwise."""
    work.settings.__dict__.update(more)


def page(told: dict[str, Any]) -> dict[str, Any]:
    assert told["event"] == "next"
    found: dict[str, Any] = told["data"]["data"]["journal"]
    return found


def codes(told: dict[str, Any]) -> list[str]:
    return [error["extensions"]["code"] for error in told["errors"]]


async def happen(work: Work, endpoint: GraphQLEndpoint) -> None:
    """One entry of the journal, which the tail has read."""
    scene = await factories.scene(work)
    placed = await factories.request(work, scene, [PortingNumberStatus.PENDING])
    await move(work, scene.agent, "porting_number", "start_review", [Target(placed.number)])
    await endpoint._surroundings()[1].look()


async def test_a_feed_by_events_goes_on_behind_its_cursor(work: Work, endpoint: GraphQLEndpoint) -> None:
    shown = await bearer(work)
    async with sent(endpoint, asked={"query": FEED}, accept=SSE, **shown) as line:
        assert (line.status, line.headers["content-type"], line.headers["cache-control"]) == (200, SSE, "no-store")
        first = page(await line.told())
        assert first["entries"] == []
        await happen(work, endpoint)
        assert page(await line.told())["entries"][-1] == {"event": "PORTING_NUMBER_REVIEW_STARTED"}
    assert len(endpoint.sockets) == 0
    by_get = {"query": FEED, "variables": json.dumps({"after": first["cursor"]})}
    async with sent(endpoint, "GET", query=by_get, accept=SSE, **shown) as line:
        assert page(await line.told())["entries"][-1] == {"event": "PORTING_NUMBER_REVIEW_STARTED"}
    async with sent(endpoint, asked={"query": FEED, "variables": {"after": "old"}}, accept=SSE, **shown) as line:
        assert page(await line.told()) == {"__typename": "CursorExpired"}
        assert await line.told() == {"event": "complete", "data": None}
        assert await line.body() == ""


async def test_a_feed_by_parts_shows_each_part_at_once_also_where_answers_are_packed(work: Work, endpoint: GraphQLEndpoint) -> None:
    shown = await bearer(work)
    async with sent(compressed(endpoint), asked={"query": FEED}, accept=PARTS, accept_encoding="gzip", **shown) as line:
        assert line.headers["content-type"] == 'multipart/mixed;boundary="graphql";subscriptionSpec=1.0'
        while line._text.count("--graphql") < 2:
            assert await line._more()
        head, part, rest = line._text.split("\r\n--graphql")
        assert (head, rest) == ("", "")
        kind, _, told = part.strip().partition("\r\n\r\n")
        assert kind == "content-type: application/json"
        assert json.loads(told)["payload"]["data"]["journal"]["entries"] == []


async def test_what_is_asked_in_one_piece_is_answered_so_also_to_who_takes_streams(work: Work, endpoint: GraphQLEndpoint) -> None:
    every = f"application/graphql-response+json, application/json, {SSE}, multipart/mixed"
    shown = await bearer(work)
    async with sent(endpoint, asked={"query": VIEWER}, accept=every, **shown) as line:
        assert line.headers["content-type"] == "application/graphql-response+json"
    async with sent(endpoint, asked={"query": FEED}, accept=every, **shown) as line:
        assert line.headers["content-type"] == SSE
    async with sent(endpoint, asked={"query": VIEWER}, accept=SSE, **shown) as line:
        assert (await line.told())["data"]["data"] == {"viewer": {"name": "Machine"}}
        assert (await line.told())["event"] == "complete"
    for accept in ("multipart/mixed", "multipart/mixed;deferSpec=20220824, application/json", f"{SSE};q=0", "*/*"):
        async with sent(endpoint, asked={"query": FEED}, accept=accept, **shown) as line:
            assert codes(json.loads(await line.body())) == ["BAD_REQUEST"]


async def test_a_stream_is_opened_by_nobody_without_a_credential_or_by_a_cookie_without_the_guard(
    work: Work, endpoint: GraphQLEndpoint, cookie: str
) -> None:
    ours = {"cookie": f"portico_session={cookie}"}
    requests: list[tuple[str, dict[str, Any]]] = [
        ("POST", {"asked": {"query": FEED}, "accept": SSE}),
        ("GET", {"query": {"query": FEED}, "accept": SSE}),
        ("GET", {"query": {"token": "x"}, "accept": SSE}),
        ("PUT", {}),
        ("DELETE", {TOKEN: "x"}),
    ]
    for method, more in requests:
        for shown, status in (({}, 401), ({"authorization": "Bearer x"}, 401), (ours, 403)):
            async with sent(endpoint, method, **more, **shown) as line:
                assert line.status == status, (method, shown)
    async with sent(endpoint, asked={"query": FEED}, accept=SSE, x_portico="dashboard", **ours) as line:
        assert page(await line.told())["entries"] == []


async def test_who_opens_a_stream_shows_no_sign_of_life(work: Work, endpoint: GraphQLEndpoint, cookie: str, clock: Clock) -> None:
    ours = {"cookie": f"portico_session={cookie}", "x_portico": "dashboard"}
    before = await expires_in(work)
    clock.advance(minutes=10)
    for text, lasts in ((FEED, -10), (VIEWER, -10), (CHANGE, 0)):
        async with sent(endpoint, asked={"query": text}, accept=SSE, **ours) as line:
            await line.told()
        assert (await expires_in(work) - before).total_seconds() == lasts * 60, text


@pytest.mark.parametrize("accept", [SSE, PARTS])
async def test_a_stream_ends_with_its_credential_and_says_why(work: Work, endpoint: GraphQLEndpoint, accept: str) -> None:
    shown = await bearer(work)
    async with sent(endpoint, asked={"query": FEED}, accept=accept, **shown) as line:
        await credentials.revoke_token(work, shown["authorization"].split("_")[1])
        await endpoint.sockets.sweep(work)
        said = await line.body()
        assert "UNAUTHENTICATED" in said
        assert said.endswith("event: complete\ndata:\n\n" if accept == SSE else "--graphql--\r\n")
    assert len(endpoint.sockets) == 0


async def test_a_client_that_reads_nothing_keeps_no_stream_open(
    work: Work, endpoint: GraphQLEndpoint, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(stream, "READ_WITHIN", 0.05)
    monkeypatch.setattr(stream, "HEARTBEAT_SECONDS", 0.01)
    async with sent(endpoint, asked={"query": FEED}, accept=SSE, **await bearer(work)) as line:
        await line.told()
        line.reads.clear()
        await until(lambda: not len(endpoint.sockets), "the stream has ended")


async def test_a_stream_that_is_idle_says_that_it_is_alive(work: Work, endpoint: GraphQLEndpoint, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(stream, "HEARTBEAT_SECONDS", 0.01)
    shown = await bearer(work)
    for accept, sign in ((SSE, ":\n\n:\n\n"), (PARTS, "{}\r\n--graphql\r\ncontent-type: application/json\r\n\r\n{}")):
        async with sent(endpoint, asked={"query": FEED}, accept=accept, **shown) as line:
            while sign not in line._text:
                assert await line._more()


async def test_a_listener_who_fell_behind_is_told_so(work: Work, endpoint: GraphQLEndpoint, monkeypatch: pytest.MonkeyPatch) -> None:
    async with sent(endpoint, asked={"query": FEED}, accept=SSE, **await bearer(work)) as line:
        await line.told()
        tail = endpoint._surroundings()[1]
        tail.ring.start_over(tail.head)
        tail._for_entries.wake()
        told = await line.told()
        assert codes(told["data"]) == ["SLOW_LISTENER"]
        assert (await line.told())["event"] == "complete"


async def test_streams_and_sockets_that_are_told_the_same_share_one_reading(work: Work, endpoint: GraphQLEndpoint, cookie: str) -> None:
    shown = await bearer(work)
    async with AsyncExitStack() as stack:
        lines = [await stack.enter_async_context(sent(endpoint, asked={"query": FEED}, accept=SSE, **shown)) for _ in range(3)]
        wire = await stack.enter_async_context(opened(endpoint, None))
        await wire.say(type="connection_init", payload=shown)
        await wire.say(type="subscribe", id="1", payload={"query": FEED})
        assert [(await wire.heard())["type"] for _ in range(2)] == ["connection_ack", "next"]
        for line in lines:
            assert page(await line.told())["entries"] == []
        await until(lambda: list(endpoint.crowds.sizes) == [4], "all are told together")
        await happen(work, endpoint)
        told = [page(await line.told()) for line in lines]
        assert told == [(await wire.heard())["payload"]["data"]["journal"]] * 3
    assert list(endpoint.crowds.sizes) == []


NARROWED = """subscription ($filter: JournalFilter) { feed: journal(filter: $filter) { ...Told } }
fragment Told on JournalFeed { ... on JournalPage { cursor all: entries { event } entries { verb } } }"""


async def test_listeners_who_narrow_their_feeds_differently_share_one_reading(work: Work, endpoint: GraphQLEndpoint) -> None:
    shown, feeds = await bearer(work), list[dict[str, Any]]()
    for more in ([], ["DOCUMENT_ACCEPTED"], ["DOCUMENT_REJECTED"]):
        events = ["PORTING_NUMBER_REVIEW_STARTED", *more]
        written = NARROWED.replace("$filter)", f"{{ events: [{', '.join(events)}] }})").replace(" ($filter: JournalFilter)", "")
        feeds += [{"query": NARROWED, "variables": {"filter": {"events": events}}}, {"query": written}]
    feeds.append({"query": NARROWED, "variables": {"filter": {"events": ["DOCUMENT_ACCEPTED"]}}})
    async with AsyncExitStack() as stack:
        lines = [await stack.enter_async_context(sent(endpoint, asked=each, accept=SSE, **shown)) for each in feeds]
        for line in lines:
            assert (await line.told())["data"]["data"]["feed"]["entries"] == []
        await until(lambda: sorted(endpoint.crowds.sizes) == [3, 4], "by variable and by text")
        await happen(work, endpoint)
        for line in lines[:-1]:
            told = (await line.told())["data"]["data"]["feed"]
            assert (told["all"], told["entries"]) == ([{"event": "PORTING_NUMBER_REVIEW_STARTED"}], [{"verb": "START_REVIEW"}])
        assert lines[-1].to_client.empty()


FIGURES = """subscription { dashboardChanged(batchMs: 0) { ... on DashboardPage {
    cursor dashboard { asOf portingNumbers portingRequests portOutRequests portOutOrders } } } }"""


async def test_people_who_are_shown_the_same_figures_share_one_reading(work: Work, endpoint: GraphQLEndpoint) -> None:
    """Each screen reckoned its own, however many were open: a command about a thousand numbers changes them seventeen times."""
    scene = await factories.scene(work)
    whose: list[dict[str, Any]] = [{}, {"name": "Another"}, {"role": Role.CUSTOMER, "account_id": scene.account_id}]
    async with AsyncExitStack() as stack:
        shown = [await bearer(work, **each) for each in whose]
        lines = [await stack.enter_async_context(sent(endpoint, asked={"query": FIGURES}, accept=SSE, **each)) for each in shown]
        for line in lines:
            await line.told()
        await until(lambda: sorted(endpoint.crowds.sizes) == [1, 2], "staff are told together, the customer apart")
        await happen(work, endpoint)
        told = [(await line.told())["data"]["data"]["dashboardChanged"]["dashboard"]["portingNumbers"] for line in lines[:2]]
        assert told == [1, 1]
        assert lines[2].to_client.empty()


async def test_a_stream_that_does_not_keep_up_with_the_others_is_let_go_with_a_reason(
    work: Work, endpoint: GraphQLEndpoint, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sinks, "MOST_BYTES", 100)
    async with sent(endpoint, asked={"query": FEED}, accept=SSE, **await bearer(work)) as line:
        await line.told()
        await until(lambda: list(endpoint.crowds.sizes) == [1], "it is one of those who are told together")
        line.reads.clear()
        await happen(work, endpoint)
        await asyncio.sleep(0.05)
        line.reads.set()
        assert "SLOW_LISTENER" in await line.body()
    assert len(endpoint.sockets) == 0


async def test_what_is_wrong_with_a_document_is_told_in_the_stream_or_by_the_status(work: Work, endpoint: GraphQLEndpoint) -> None:
    shown = await bearer(work)
    for text in ("{", "subscription { journal { secret } }"):
        async with sent(endpoint, asked={"query": text}, accept=SSE, **shown) as line:
            assert codes((await line.told())["data"]) == ["BAD_REQUEST"]
            assert (await line.told())["event"] == "complete"
    async with sent(endpoint, asked={"query": "subscription { journal { secret } }"}, accept=PARTS, **shown) as line:
        assert (line.status, codes(json.loads(await line.body()))) == (200, ["BAD_REQUEST"]), "who names plain JSON only"
    async with sent(endpoint, "GET", query={"query": CHANGE}, accept=SSE, **shown) as line:
        assert (line.status, codes(json.loads(await line.body()))) == (405, ["METHOD_NOT_ALLOWED"])


async def test_one_credential_opens_only_so_many_streams(work: Work, endpoint: GraphQLEndpoint) -> None:
    chosen(work, connections_per_principal=1)
    one, other = await bearer(work), await bearer(work)
    async with sent(endpoint, asked={"query": FEED}, accept=SSE, **one):
        async with sent(endpoint, asked={"query": FEED}, accept=SSE, **one) as line:
            assert (line.status, codes(json.loads(await line.body()))) == (429, ["TOO_MANY_OPERATIONS"])
        async with sent(endpoint, asked={"query": FEED}, accept=SSE, **other) as line:
            assert line.status == 200
    async with sent(endpoint, asked={"query": FEED}, accept=SSE, **one) as line:
        assert line.status == 200, "there is room again"


# graphql-sse's single connection


async def reserve(endpoint: GraphQLEndpoint, **shown: str) -> str:
    async with sent(endpoint, "PUT", **shown) as line:
        assert (line.status, line.headers["content-type"]) == (201, "text/plain; charset=utf-8")
        return await line.body()


async def status(endpoint: GraphQLEndpoint, method: str = "POST", **more: Any) -> int:
    async with sent(endpoint, method, **more) as line:
        return line.status


def operation(key: Any, text: str = FEED) -> dict[str, Any]:
    return {"query": text, "extensions": {"operationId": key}}


async def test_several_operations_share_a_stream_that_was_reserved(work: Work, endpoint: GraphQLEndpoint) -> None:
    shown = await bearer(work)
    ours = {TOKEN: await reserve(endpoint, **shown), **shown}
    async with sent(endpoint, "GET", accept=SSE, **ours) as line:
        assert line.headers["content-type"] == SSE
        assert await status(endpoint, asked=operation("a"), **ours) == 202
        told = await line.told()
        assert (told["event"], told["data"]["id"], told["data"]["payload"]["data"]["journal"]["entries"]) == ("next", "a", [])
        assert await status(endpoint, asked=operation("b", VIEWER), **ours) == 202
        told = await line.told()
        assert (told["data"]["id"], told["data"]["payload"]["data"]) == ("b", {"viewer": {"name": "Machine"}})
        assert await line.told() == {"event": "complete", "data": {"id": "b"}}
        assert await status(endpoint, asked=operation("a"), **ours) == 409, "this id is taken"
        assert await status(endpoint, asked=operation("c", "{"), **ours) == 400
        assert await status(endpoint, "DELETE", query={"operationId": "a"}, **ours) == 200
        await happen(work, endpoint)
        assert await status(endpoint, asked=operation("d", VIEWER), **ours) == 202
        assert (await line.told())["data"]["id"] == "d", "what was ended says nothing more"
    assert await status(endpoint, asked=operation("e"), **ours) == 404, "it is gone with its stream"


async def test_a_reservation_is_for_its_credential_and_for_one_stream(work: Work, endpoint: GraphQLEndpoint) -> None:
    shown, other = await bearer(work), await bearer(work)
    token = await reserve(endpoint, **shown)
    assert await status(endpoint, asked=operation("a"), **{TOKEN: token}, **shown) == 404, "nobody has opened it"
    assert await status(endpoint, "GET", accept=SSE, **{TOKEN: token}, **other) == 404
    async with sent(endpoint, "GET", query={"token": token}, accept=SSE, **shown) as line:
        assert line.status == 200
        assert await status(endpoint, "GET", accept=SSE, **{TOKEN: token}, **shown) == 409
        for method, more in (("POST", {"asked": operation("a")}), ("DELETE", {"query": {"operationId": "a"}})):
            assert await status(endpoint, method, **more, **{TOKEN: token}, **other) == 404
        for key in (None, 7, "", "x" * 201):
            assert await status(endpoint, asked=operation(key), **{TOKEN: token}, **shown) == 400


async def test_reservations_are_few_and_forgotten_when_nobody_opens_them(
    work: Work, endpoint: GraphQLEndpoint, monkeypatch: pytest.MonkeyPatch
) -> None:
    now = 1_000.0
    monkeypatch.setattr(reserved, "monotonic", lambda: now)
    monkeypatch.setattr(reserved, "MOST_RESERVED", 2)
    shown = await bearer(work)
    for _ in range(2):
        await reserve(endpoint, **shown)
    assert await status(endpoint, "PUT", **shown) == 429
    assert await status(endpoint, "PUT", **await bearer(work)) == 201
    now += 61
    assert await status(endpoint, "PUT", **shown) == 201


async def test_one_stream_has_only_so_many_operations(work: Work, endpoint: GraphQLEndpoint, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(reserved, "MOST_OPERATIONS", 1)
    shown = await bearer(work)
    ours = {TOKEN: await reserve(endpoint, **shown), **shown}
    async with sent(endpoint, "GET", accept=SSE, **ours):
        assert await status(endpoint, asked=operation("a"), **ours) == 202
        assert await status(endpoint, asked=operation("b"), **ours) == 429


async def test_a_shared_stream_ends_with_its_credential(work: Work, endpoint: GraphQLEndpoint) -> None:
    shown = await bearer(work)
    ours = {TOKEN: await reserve(endpoint, **shown), **shown}
    async with sent(endpoint, "GET", accept=SSE, **ours) as line:
        assert await status(endpoint, asked=operation("a"), **ours) == 202
        await line.told()
        await credentials.revoke_token(work, shown["authorization"].split("_")[1])
        await endpoint.sockets.sweep(work)
        await line.body()
    assert len(endpoint.sockets) == 0


async def test_who_has_to_enroll_first_opens_no_stream(work: Work, endpoint: GraphQLEndpoint, monkeypatch: pytest.MonkeyPatch) -> None:
    shown, found = await bearer(work), access.actor_of_request

    async def enrolling(*known: Any, **more: Any) -> Any:
        actor = await found(*known, **more)
        return actor and dataclasses.replace(actor, must_enroll=True)

    monkeypatch.setattr(access, "actor_of_request", enrolling)
    for method, more in (("POST", {"asked": {"query": FEED}, "accept": SSE}), ("PUT", {})):
        async with sent(endpoint, method, **more, **shown) as line:
            assert (line.status, codes(json.loads(await line.body()))) == (403, ["SECOND_FACTOR_REQUIRED"])


async def test_answers_in_pieces_are_refused_by_name(work: Work, endpoint: GraphQLEndpoint) -> None:
    shown = await bearer(work)
    for text in ("{ ... @defer { viewer { name } } }", "{ accounts @stream { name } }"):
        async with sent(
            endpoint, asked={"query": text}, accept="multipart/mixed;deferSpec=20220824, application/graphql-response+json", **shown
        ) as line:
            told = json.loads(await line.body())
            assert (line.status, codes(told)) == (400, ["INCREMENTAL_DELIVERY"])
            assert told["errors"][0]["message"] == "Answers come in one piece here: ask without @defer and @stream."
