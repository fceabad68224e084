"""What one user or token may have open and spend: who asks for more is told when to come back, and nobody else waits for them."""

from __future__ import annotations

import json
from typing import Any

import pytest

from portico.graphql.serving import allowances
from portico.graphql.serving.allowances import Buckets, RateLimited
from portico.graphql.serving.endpoint import GraphQLEndpoint
from portico.operations.engine.work import Work
from tests.graphql.serving.test_ending_sockets import FEED, Wire, cookie, endpoint, opened
from tests.graphql.serving.test_streams import PARTS, SSE, TOKEN, VIEWER, bearer, chosen, codes, reserve, sent
from tests.live.conftest import until

__all__ = ["cookie", "endpoint"]

pytestmark = pytest.mark.either_engine


class Time:
    """Seconds that pass when the test says so."""

    def __init__(self) -> None:
        self.now = 100.0

    def __call__(self) -> float:
        return self.now


def waits(buckets: Buckets, principal: str, cost: float, rate: float = 10, burst: float = 100) -> int:
    """What one is told to wait who spends this; nothing where they may."""
    try:
        buckets.spend(principal, cost, rate, burst)
    except RateLimited as refused:
        return int((refused.extensions or {})["retryAfter"])
    return 0


def test_who_has_spent_what_there_was_is_told_when_there_is_enough_again() -> None:
    time = Time()
    buckets = Buckets(time)
    assert [waits(buckets, "ada", 40) for _ in range(3)] == [0, 0, 2], "20 of the 40 are there, and 10 come a second"
    assert waits(buckets, "ben", 40) == 0, "nobody waits for somebody else"
    time.now += 2
    assert [waits(buckets, "ada", 40), waits(buckets, "ada", 1)] == [0, 1], "a refusal had cost nothing"


def test_what_costs_more_than_a_whole_bucket_takes_a_full_one_and_is_paid_for_afterwards() -> None:
    time = Time()
    buckets = Buckets(time)
    assert [waits(buckets, "ada", 250), waits(buckets, "ada", 250)] == [0, 25]
    time.now += 25
    assert waits(buckets, "ada", 250) == 0


def test_buckets_that_are_full_again_are_forgotten_and_of_a_crowd_only_the_latest_are_known() -> None:
    time = Time()
    buckets = Buckets(time, most=50)
    for place in range(500):
        assert waits(buckets, f"network:{place}", 30) == 0
    assert len(buckets) == 50
    time.now += 4
    assert waits(buckets, "ada", 30) == 0
    assert len(buckets) == 1


async def asked(endpoint: GraphQLEndpoint, query: str = VIEWER, **more: Any) -> tuple[int, dict[str, str], dict[str, Any]]:
    async with sent(endpoint, asked={"query": query}, **more) as line:
        return line.status, line.headers, json.loads(await line.body())


async def test_too_much_in_a_short_time_is_a_429_that_says_when_to_come_back(work: Work, endpoint: GraphQLEndpoint) -> None:
    chosen(work, cost_per_second=1, cost_burst=3)
    one, other = await bearer(work), await bearer(work)
    assert [(await asked(endpoint, **one))[0] for _ in range(2)] == [200, 429]
    status, headers, told = await asked(endpoint, accept="application/json", **one)
    assert (status, codes(told), told.get("data")) == (429, ["RATE_LIMITED"], None)
    extensions = told["errors"][0]["extensions"]
    assert headers["retry-after"] == str(extensions["retryAfter"])
    assert extensions["messageParams"] == {"seconds": extensions["retryAfter"]}
    assert 1 <= extensions["retryAfter"] <= 60
    assert (await asked(endpoint, **other))[0] == 200


async def test_a_mutation_that_comes_too_soon_is_not_carried_out(work: Work, endpoint: GraphQLEndpoint, cookie: str) -> None:
    chosen(work, cost_per_second=1, cost_burst=2_100)
    ours = {"cookie": f"portico_session={cookie}", "x_portico": "dashboard"}
    change = 'mutation { viewerChange(input: { name: "%s" }) { __typename } }'
    assert [(await asked(endpoint, change % name, **ours))[0] for name in ("Eve", "Eva")] == [200, 429]
    chosen(work, cost_per_second=0)
    _, _, told = await asked(endpoint, **ours)
    assert told["data"] == {"viewer": {"name": "Eve"}}


async def test_strangers_share_the_bucket_of_their_network(work: Work, endpoint: GraphQLEndpoint) -> None:
    chosen(work, cost_per_second=1, cost_burst=1)
    assert [(await asked(endpoint, "{ __typename }"))[0] for _ in range(2)] == [200, 429]


async def test_a_stream_asked_for_too_soon_is_a_429_before_it_begins(work: Work, endpoint: GraphQLEndpoint) -> None:
    chosen(work, cost_per_second=1, cost_burst=1)
    for accept in (SSE, PARTS):
        shown = await bearer(work)
        async with sent(endpoint, asked={"query": FEED}, accept=accept, **shown) as line:
            assert line.status == 200
        async with sent(endpoint, asked={"query": FEED}, accept=accept, **shown) as line:
            assert line.status == 429
            assert codes(json.loads(await line.body())) == ["RATE_LIMITED"]
            assert int(line.headers["retry-after"]) >= 1


async def test_on_a_reserved_stream_the_request_is_refused_and_the_stream_goes_on(work: Work, endpoint: GraphQLEndpoint) -> None:
    chosen(work, cost_per_second=1, cost_burst=3)
    shown = await bearer(work)
    token = {TOKEN: await reserve(endpoint, **shown)}
    async with sent(endpoint, "GET", accept=SSE, **shown, **token):
        for key, status in (("1", 202), ("2", 429)):
            asking = {"query": VIEWER, "extensions": {"operationId": key}}
            async with sent(endpoint, asked=asking, accept=SSE, **shown, **token) as line:
                assert (line.status, "retry-after" in line.headers) == (status, status == 429)


async def greeted(wire: Wire) -> None:
    await wire.say(type="connection_init")
    assert (await wire.heard())["type"] == "connection_ack"


async def answer(wire: Wire, key: str, query: str) -> dict[str, Any]:
    await wire.say(type="subscribe", id=key, payload={"query": query})
    while (told := await wire.heard()).get("id") != key:
        pass
    return told


async def test_on_a_socket_what_comes_too_soon_is_an_error_of_that_operation(work: Work, endpoint: GraphQLEndpoint, cookie: str) -> None:
    chosen(work, cost_per_second=1, cost_burst=3)
    async with opened(endpoint, cookie) as wire:
        await greeted(wire)
        assert (await answer(wire, "1", VIEWER))["type"] == "next"
        told = await answer(wire, "2", VIEWER)
        assert told["type"] == "error"
        assert told["payload"][0]["extensions"]["code"] == "RATE_LIMITED"
        assert told["payload"][0]["extensions"]["retryAfter"] >= 1
        chosen(work, cost_per_second=0)
        assert (await answer(wire, "3", VIEWER))["type"] == "next", "the socket goes on"


async def test_one_socket_more_than_there_may_be_is_closed_with_its_own_code(work: Work, endpoint: GraphQLEndpoint, cookie: str) -> None:
    chosen(work, connections_per_principal=1)
    async with opened(endpoint, cookie) as first:
        await greeted(first)
        async with opened(endpoint, cookie) as second:
            await second.say(type="connection_init")
            assert await second.heard() == {"closed": 4430}
        async with sent(endpoint, asked={"query": FEED}, accept=SSE, **await bearer(work)) as line:
            assert line.status == 200, "somebody else has room"
    await until(lambda: not len(endpoint.allowances.connections), "both have gone")
    async with opened(endpoint, cookie) as third:
        await greeted(third)


async def test_what_a_socket_that_is_too_much_is_told_fits_into_a_close(work: Work) -> None:
    assert len(allowances._CONNECTIONS.said(most=100_000).text.encode()) <= 123


async def test_subscriptions_are_counted_over_all_sockets_and_streams_of_one(work: Work, endpoint: GraphQLEndpoint, cookie: str) -> None:
    chosen(work, subscriptions_per_principal=1)
    ours = {"cookie": f"portico_session={cookie}", "x_portico": "dashboard"}
    async with opened(endpoint, cookie) as first, opened(endpoint, cookie) as second:
        await greeted(first)
        await greeted(second)
        assert (await answer(first, "1", FEED))["type"] == "next"
        told = await answer(second, "1", FEED)
        assert told["type"] == "error"
        assert told["payload"][0]["extensions"]["messageCode"] == "principal.too_many_subscriptions"
        assert told["payload"][0]["extensions"]["messageParams"] == {"most": 1}
        async with sent(endpoint, asked={"query": FEED}, accept=SSE, **ours) as line:
            assert (line.status, codes(json.loads(await line.body()))) == (429, ["TOO_MANY_OPERATIONS"])
        assert (await answer(second, "2", VIEWER))["type"] == "next", "what is answered once is no subscription"
        await first.say(type="complete", id="1")
        await until(lambda: not len(endpoint.allowances.subscriptions), "it has ended")
        assert (await answer(second, "3", FEED))["type"] == "next"
