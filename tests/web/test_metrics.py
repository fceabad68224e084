"""What an operator's monitoring is told of a server's feeds, its pool and its mail room."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import httpx
import pytest

from portico.domain.statuses import PortingNumberStatus
from portico.graphql.serving.endpoint import GraphQLEndpoint
from portico.graphql.serving.following import sinks
from portico.mailroom.deadlines import Clock
from portico.operations.engine.work import Work
from tests import factories
from tests.clock import Clock as Time
from tests.graphql.serving.test_ending_sockets import endpoint
from tests.graphql.serving.test_streams import FEED, SSE, bearer, happen, page, sent
from tests.live.conftest import until

__all__ = ["endpoint"]

pytestmark = pytest.mark.either_engine

DOCS = Path(__file__).parents[2] / "docs" / "operating.md"


@pytest.fixture
def grown(client: httpx.AsyncClient) -> Callable[[str], Any]:
    """How much a line of /metrics has grown since it was first looked at."""
    first: dict[str, float] = {}

    async def look(line: str) -> float:
        text = (await client.get("/metrics")).text
        found = re.search(rf"^{re.escape(line)} (\S+)$", text, re.MULTILINE)
        value = float(found[1]) if found else 0.0
        return value - first.setdefault(line, value)

    return look


async def test_listeners_their_pages_and_how_late_they_came_are_told(
    work: Work, endpoint: GraphQLEndpoint, grown: Callable[[str], Any]
) -> None:
    together, told = 'portico_feed_executions_total{told="together"}', "portico_feed_deliveries_total"
    lines = ("portico_listeners", together, told, "portico_feed_lag_seconds_count")
    assert [await grown(line) for line in lines] == [0, 0, 0, 0]
    shown = await bearer(work)
    async with (
        sent(endpoint, asked={"query": FEED}, accept=SSE, **shown) as one,
        sent(endpoint, asked={"query": FEED}, accept=SSE, **shown) as two,
    ):
        for line in (one, two):
            page(await line.told())
        await until(lambda: list(endpoint.crowds.sizes) == [2], "both are told together")
        assert await grown("portico_listeners") == 2
        assert await grown(told) == 2
        await happen(work, endpoint)
        for line in (one, two):
            assert page(await line.told())["entries"]
        assert await grown(together) >= 1
        assert await grown(told) >= 4
        assert await grown("portico_feed_lag_seconds_count") == await grown(told) - 2, "empty pages are not late"
    assert await grown("portico_listeners") == 0


async def test_how_late_a_page_came_is_counted_from_when_its_first_entry_was_written(
    work: Work, endpoint: GraphQLEndpoint, grown: Callable[[str], Any], clock: Time
) -> None:
    total = "portico_feed_lag_seconds_sum"
    await grown(total)
    async with sent(endpoint, asked={"query": FEED}, accept=SSE, **await bearer(work)) as line:
        page(await line.told())
        scene = await factories.scene(work)
        await factories.request(work, scene, [PortingNumberStatus.PENDING])
        clock.advance(seconds=7)
        await endpoint._surroundings()[1].look()
        assert page(await line.told())["entries"]
    assert await grown(total) == pytest.approx(7)


async def test_a_listener_that_is_let_go_is_counted(
    work: Work, endpoint: GraphQLEndpoint, grown: Callable[[str], Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    unread = 'portico_slow_closes_total{why="unread"}'
    await grown(unread)
    monkeypatch.setattr(sinks, "MOST_BYTES", 1)
    async with sent(endpoint, asked={"query": FEED}, accept=SSE, **await bearer(work)) as line:
        page(await line.told())
        await until(lambda: list(endpoint.crowds.sizes) == [1], "it is one of those who are told together")
        await happen(work, endpoint)
        assert "SLOW_LISTENER" in await line.body()
    assert await grown(unread) == 1


async def test_how_long_ago_the_deadlines_were_looked_at_is_told_by_who_looks(work: Work, client: httpx.AsyncClient) -> None:
    async def nothing(*_: Any) -> None: ...

    await Clock(work, nothing).step()
    found = re.search(r"^portico_timer_lag_seconds (\S+)$", (await client.get("/metrics")).text, re.MULTILINE)
    assert found is not None
    assert 0 <= float(found[1]) < 60


async def test_every_number_is_explained(client: httpx.AsyncClient) -> None:
    told = set(re.findall(r"^# HELP (portico_\w+)", (await client.get("/metrics")).text, re.MULTILINE))
    assert len(told) > 10
    assert {name for name in told if f"`{name.removesuffix('_total')}" not in DOCS.read_text(encoding="utf-8")} == set()
