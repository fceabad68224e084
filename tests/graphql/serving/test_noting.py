"""The line that the log has of an operation: enough to find it by, and nothing of what was asked or shown."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

import pytest
import structlog
from structlog.testing import LogCapture

from portico.graphql.serving.endpoint import GraphQLEndpoint
from portico.operations.engine.work import Work
from portico.web.headers import SecurityHeaders
from tests.graphql.serving.test_ending_sockets import cookie, endpoint, opened
from tests.graphql.serving.test_streams import FEED, SSE, bearer, chosen, sent

__all__ = ["cookie", "endpoint"]

pytestmark = pytest.mark.either_engine

SECRET = "the-maiden-name-of-somebody"
ASKED = """query Who($search: String) {
    viewer { name }
    portingRequests(first: 1, search: $search) { totalCount }
    requirement(country: "%s", numberType: MOBILE) { notes }
}"""
SIGN_IN = "mutation Change($input: ViewerPasswordChangeInput!) { viewerPasswordChange(input: $input) { __typename } }"


@pytest.fixture
def lines() -> Iterator[list[Any]]:
    """What is logged, with what was bound around it."""
    before, captured = structlog.get_config(), LogCapture()
    structlog.configure(processors=[structlog.contextvars.merge_contextvars, captured], cache_logger_on_first_use=False)
    yield captured.entries
    structlog.configure(**before)


def operations(lines: list[Any]) -> list[Any]:
    return [line for line in lines if line["event"] == "operation"]


async def ask(app: Any, method: str = "POST", **more: Any) -> dict[str, str]:
    async with sent(app, method, **more) as line:
        await line.body()
        return line.headers


async def test_an_operation_is_found_by_the_id_that_its_client_or_its_answer_names(
    work: Work, endpoint: GraphQLEndpoint, lines: list[Any]
) -> None:
    app, shown = SecurityHeaders(endpoint, secure=False), await bearer(work)
    asked = {"query": "query Mine { viewer { name } } query Other { viewer { role } }", "operationName": "Mine"}
    assert (await ask(app, asked=asked, x_request_id="from-a-proxy-1", **shown))["x-request-id"] == "from-a-proxy-1"
    made = (await ask(app, asked=asked, x_request_id="no id\r\n", **shown))["x-request-id"]
    (first, second) = operations(lines)
    assert (first["request_id"], second["request_id"]) == ("from-a-proxy-1", made)
    assert (first["operation"], first["kind"], first["over"]) == ("Mine", "query", "http")
    assert first["cost"] > 0
    assert first["ms"] >= 0
    assert first["who"].startswith("token:")
    assert "errors" not in first


async def test_no_line_says_what_was_asked_or_shown(work: Work, endpoint: GraphQLEndpoint, cookie: str, lines: list[Any]) -> None:
    app, shown = SecurityHeaders(endpoint, secure=False), await bearer(work)
    by_get = {"query": ASKED % SECRET, "variables": json.dumps({"search": SECRET})}
    await ask(app, "GET", query=by_get, **shown)
    await ask(app, asked={"query": ASKED % SECRET, "variables": {"search": SECRET}}, **shown)
    ours = {"cookie": f"portico_session={cookie}", "x_portico": "dashboard"}
    given = {"input": {"password": SECRET, "newPassword": SECRET + "-new"}}
    await ask(app, asked={"query": SIGN_IN, "variables": given}, **ours)
    await ask(app, asked={"query": f"{{ {SECRET.replace('-', '_')} }}"}, **shown)
    await ask(app, asked={"query": ASKED % SECRET}, authorization=f"Bearer {SECRET}")
    async with opened(endpoint, cookie) as wire:
        await wire.say(type="connection_init", payload={"authorization": f"Bearer {SECRET}"})
        assert await wire.heard() == {"closed": 4403}
    assert len(operations(lines)) == 5
    told = json.dumps(lines, default=str)
    for secret in (SECRET, SECRET.replace("-", "_"), cookie, shown["authorization"].removeprefix("Bearer "), "portingRequests"):
        assert secret not in told


async def test_what_was_wrong_is_told_by_its_code(work: Work, endpoint: GraphQLEndpoint, cookie: str, lines: list[Any]) -> None:
    shown = await bearer(work)
    await ask(endpoint, asked={"query": "{ nothing }"}, **shown)
    await ask(endpoint, asked={"query": "{ viewer { name } }"})
    chosen(work, cost_per_second=1, cost_burst=1)
    await ask(endpoint, asked={"query": "query Dear { viewer { name } }"}, **shown)
    await ask(endpoint, asked={"query": "query Dear { viewer { name } }"}, **shown)
    found = operations(lines)
    assert [line.get("errors") for line in found] == [["BAD_REQUEST"], ["UNAUTHENTICATED"], None, ["RATE_LIMITED"]]
    assert (found[-1]["operation"], found[0].get("operation")) == ("Dear", None)


async def test_what_goes_on_has_its_line_once_it_is_over(work: Work, endpoint: GraphQLEndpoint, cookie: str, lines: list[Any]) -> None:
    named = FEED.replace("subscription", "subscription Everything")
    async with sent(endpoint, asked={"query": named}, accept=SSE, **await bearer(work)) as line:
        await line.told()
        assert operations(lines) == []
    async with opened(endpoint, cookie) as wire:
        await wire.say(type="connection_init")
        await wire.say(type="subscribe", id="1", payload={"query": named})
        await wire.say(type="subscribe", id="2", payload={"query": "query Once { viewer { name } }"})
        while (await wire.heard()).get("type") != "complete":
            pass
    found = [(line["over"], line["operation"], line["kind"]) for line in operations(lines)]
    assert sorted(found) == [
        ("socket", "Everything", "subscription"),
        ("socket", "Once", "query"),
        ("stream", "Everything", "subscription"),
    ]
