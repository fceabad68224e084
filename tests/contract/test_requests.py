"""What is no proper request at all: answered with a status and a sentence, never with a trace of what is inside."""

from __future__ import annotations

import asyncio
import json
from datetime import timedelta
from pathlib import Path
from typing import Any

import httpx
import pytest

from tests.stories.client import Client, plain_http
from tests.stories.servers import MONDAY
from tests.stories.story import Story

pytestmark = pytest.mark.either_engine

VIEWER = "{ viewer { name role } }"
JSON = {"content-type": "application/json"}


@pytest.fixture
def engine() -> str:
    """These never get as far as an engine's own words."""
    return "sqlite"


def said(response: httpx.Response) -> list[str]:
    """The messages of the answer's errors; what is inside never shows."""
    errors = response.json()["errors"]
    assert "Traceback" not in response.text
    assert ".py" not in response.text
    assert "data" not in response.json()
    return [error["message"] for error in errors]


async def test_a_get_is_told_to_post_where_it_asks_nothing_or_would_change_something(desk: Story) -> None:
    for asked in ({}, {"query": 'mutation { portingRequestCreate(input: { country: "US", numberType: GEOGRAPHIC }) { __typename } }'}):
        response = await desk.staff.http.get("/graphql", params=asked)
        assert (response.status_code, response.headers["allow"]) == (405, "POST")
        assert said(response)


async def test_what_only_asks_is_asked_by_get_with_its_text(desk: Story) -> None:
    asked = {"query": "query Found($search: String) { portingNumbers(filter: { search: $search }) { totalCount } }"}
    more = {"variables": json.dumps({"search": "nobody"}), "operationName": "Found", "extensions": "{}"}
    answer = await desk.staff.http.get("/graphql", params=asked | more)
    assert (answer.status_code, answer.json()["data"]) == (200, {"portingNumbers": {"totalCount": 0}})
    assert answer.headers["cache-control"] == "private, no-cache"


async def test_a_document_that_is_wrong_is_a_200_only_for_who_asks_in_the_old_way(desk: Story) -> None:
    """By the specification who names plain JSON, and not GraphQL's own type, looks for errors in answers of 200 only."""
    strict, old = "application/graphql-response+json", "application/json"
    wrong: list[dict[str, Any]] = [
        {"query": "{"},
        {"query": "{ secret }"},
        {"query": "query($id: ID!) { node(id: $id) { __typename } }", "variables": {"id": None}},
    ]
    for body in wrong:
        for accept, status in (
            (old, 200),
            (f"{old}, {strict};q=0.5", 200),
            (f"{strict}, {old}", 400),
            (f"{old};q=0.9, {strict}", 400),
            ("*/*", 400),
        ):
            answer = await desk.staff.http.post("/graphql", json=body, headers={"accept": accept})
            assert (answer.status_code, answer.json()["errors"][0]["extensions"]["code"]) == (status, "BAD_REQUEST"), accept
            assert said(answer)
    for content in (b"{", b"{}"):
        answer = await desk.staff.http.post("/graphql", content=content, headers=JSON | {"accept": old})
        assert answer.status_code == 400, "what is no request is none in any way"


async def test_a_server_writes_no_address_down(desk: Story) -> None:
    """Whatever became of the question: of a document by its id the variables stand in the address."""
    marker = "0451-7788-99"
    for asked in (
        {"documentId": "0" * 64, "variables": json.dumps({"search": marker})},
        {"id": marker},
        {"query": marker},
        {"variables": marker},
    ):
        assert (await desk.staff.http.get("/graphql", params=asked)).status_code in {400, 405}
    async with plain_http(desk.house.url, headers={"authorization": f"Bearer {marker}"}) as stranger:
        assert (await stranger.get("/graphql", params={"documentId": marker})).status_code == 401
    assert marker not in desk.house.logs


@pytest.mark.parametrize(
    "media_type", ["text/plain", "application/graphql", "multipart/form-data; boundary=x", "application/x-www-form-urlencoded", ""]
)
async def test_another_content_type_is_refused(desk: Story, media_type: str) -> None:
    response = await desk.staff.http.post("/graphql", content=json.dumps({"query": VIEWER}), headers={"content-type": media_type})
    assert response.status_code == 415
    assert said(response)


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"{",
        b"\xff\xfe",
        b"null",
        b'"query"',
        b"[]",
        b'[{"query": "{ viewer { name } }"}]',
        b"{}",
        b'{"query": 7}',
        b'{"query": "{ viewer { name } }", "variables": [1]}',
        b'{"query": "{ viewer { name } }", "variables": "x"}',
        b'{"query": "{ viewer { name } }", "operationName": 7}',
        b'{"query": "{ viewer { name } }", "extensions": 7}',
        b'{"query": "{ viewer { name } }", "variables": {"a": NaN}}',
        b"[" * 60_000,
        b'{"query": "\\ud800"}',
    ],
)
async def test_malformed_json_and_what_is_no_request_is_a_400(desk: Story, body: bytes) -> None:
    response = await desk.staff.http.post("/graphql", content=body, headers=JSON)
    assert response.status_code == 400, response.text
    assert said(response)


@pytest.mark.parametrize("announced", [True, False])
async def test_a_body_of_300_kb_is_refused_whether_announced_or_streamed(desk: Story, announced: bool) -> None:
    body = json.dumps({"query": VIEWER, "variables": {"filler": "x" * 300_000}}).encode()

    async def pieces() -> Any:
        for start in range(0, len(body), 50_000):
            yield body[start : start + 50_000]

    response = await desk.staff.http.post("/graphql", content=body if announced else pieces(), headers=JSON)
    assert response.status_code == 413
    assert said(response)
    assert (await desk.staff.ask(VIEWER))["viewer"]["role"] == "STAFF", "the server goes on"


@pytest.mark.parametrize(
    "query",
    [
        "{ viewer { secret } }",
        "{ viewer { name }",
        "query { portingRequests(first: 5000) { edges { cursor } } }",
        "query { portingRequests(first: -1) { edges { cursor } } }",
        'query { portingRequests(after: "not a cursor") { edges { cursor } } }',
        'query { portingNumbers(after: "eyJ9") { edges { cursor } } }',
        "query { portingRequests(filter: { statuses: [LOST] }) { edges { cursor } } }",
        'query { portingRequest(id: "7") { id } }',
        'query { portingRequest(id: "preq_01") { id } }',
        'query { node(id: "preq_ILOU000000000000000000000!") { __typename } }',
        'query { portingNumbers(filter: { focFrom: "yesterday" }) { edges { cursor } } }',
        'query { portingNumbers(filter: { focFrom: "2027-03-01T12:00:00" }) { edges { cursor } } }',
        'mutation { portingRequestMakeReady(input: { id: "preq_0000000000000000000000000000", firstPossibleDate: "2027-13-01" })'
        " { __typename } }",
        "mutation { portingRequestCreate(input: {}) { __typename } }",
        "subscription { journal { __typename } }",
        "fragment F on Query { viewer { name } }",
        "{ " + " ".join(f"a{place}: viewer {{ name }}" for place in range(3000)) + " }",
        "{ a " * 200 + "}" * 200,
    ],
)
async def test_a_query_that_cannot_be_understood_is_a_400(desk: Story, query: str) -> None:
    response = await desk.staff.post(query)
    assert response.status_code == 400, f"{response.status_code} {response.text[:500]}"
    assert said(response)


async def test_a_malformed_variable_is_a_400(desk: Story) -> None:
    query = "mutation($input: PortingNumbersConfirmFocInput!) { portingNumbersConfirmFoc(input: $input) { __typename } }"
    for given in (
        {"numbers": [], "focAt": "the day after"},
        {"numbers": [{"id": 7.5}], "focAt": "2027-03-10T10:00:00Z"},
        {"numbers": [{"id": "nonsense"}], "focAt": "2027-03-10T10:00:00Z"},
        {"numbers": None, "focAt": "2027-03-10T10:00:00Z"},
        {"focAt": "2027-03-10T10:00:00Z"},
    ):
        response = await desk.staff.post(query, input=given)
        assert response.status_code == 400, response.text
        assert said(response)


async def test_an_answer_comes_in_the_media_type_that_was_asked_for(desk: Story) -> None:
    strict = "application/graphql-response+json"
    body = {"query": VIEWER}
    asked = await desk.staff.http.post("/graphql", json=body, headers={"accept": strict})
    assert (asked.status_code, asked.headers["content-type"].partition(";")[0]) == (200, strict)
    plain = await desk.staff.http.post("/graphql", json=body)
    assert plain.headers["content-type"].partition(";")[0] == "application/json"


async def test_nobody_gets_in_without_signing_in(desk: Story) -> None:
    async with Client(desk.house.url) as stranger:
        for query in (VIEWER, "{ portingRequests { edges { cursor } } }", "{ accounts { name } }", "{ journalCursor }"):
            response = await stranger.post(query)
            assert response.status_code == 401, f"{query}: {response.text}"
            assert response.json()["errors"][0]["extensions"]["code"] == "UNAUTHENTICATED"
        response = await stranger.post('mutation { portingRequestCreate(input: { country: "US", numberType: GEOGRAPHIC }) { __typename } }')
        assert response.status_code == 401


async def test_what_is_public_needs_no_sign_in(desk: Story) -> None:
    async with Client(desk.house.url) as stranger:
        found = await stranger.ask(
            '{ requirements(country: "NL") { country numberType } portingRequestStatuses(country: "NL") { status nlOnly description } }'
        )
        assert {each["country"] for each in found["requirements"]} == {"NL"}
        assert {each["status"] for each in found["portingRequestStatuses"] if each["nlOnly"]} >= {
            "DELAYED",
            "READY_TO_BE_PORTED",
            "BLOCKED",
        }


@pytest.mark.parametrize("header", ["Bearer nonsense", "Bearer ptc_aaaaaaaa_bbbb", "Basic YWRhOnNlY3JldA==", "Bearer", "ptc_aaaa", ""])
async def test_a_token_that_is_none_is_a_401(desk: Story, header: str) -> None:
    async with plain_http(desk.house.url) as stranger:
        response = await stranger.post("/graphql", json={"query": VIEWER}, headers={"authorization": header})
    assert response.status_code == 401
    assert said(response)


async def test_a_revoked_token_is_a_401_that_says_so(desk: Story) -> None:
    response = await desk.client("acme-revoked").post(VIEWER)
    assert response.status_code == 401
    assert said(response) == ["This token was revoked."]


async def test_an_expired_token_is_a_401_that_says_so(desk: Story) -> None:
    """It was made for a day, in the time of whoever ran the command, which is long past by the story's clock."""
    assert desk.house.now >= MONDAY - timedelta(minutes=1)
    response = await desk.client("acme-day").post(VIEWER)
    assert response.status_code == 401
    assert said(response) == ["This token has expired."]


async def test_a_cookie_without_the_guard_header_is_a_403(desk: Story) -> None:
    ada = await desk.person("ada@acme.example")
    assert (await ada.ask(VIEWER))["viewer"]["name"] == "Ada Byron"
    del ada.http.headers["x-portico"]
    response = await ada.post(VIEWER)
    assert response.status_code == 403
    assert said(response)


async def test_who_signed_out_is_out(desk: Story) -> None:
    ada = await desk.person("ada@acme.example")
    cookie = ada.http.cookies["portico_session"]
    assert (await ada.http.post("/auth/sign-out")).status_code == 204
    ada.http.cookies.set("portico_session", cookie)
    assert (await ada.post(VIEWER)).status_code == 401


async def test_a_wrong_password_is_a_401_and_after_some_a_429(desk: Story) -> None:
    async with Client(desk.house.url) as stranger:
        answers = [
            (await stranger.http.post("/auth/sign-in", json={"email": "vera@acme.example", "password": f"guess {place}"})).status_code
            for place in range(8)
        ]
        assert answers[0] == 401
        assert answers[-1] == 429
        assert sorted(answers) == answers
        right = await stranger.http.post("/auth/sign-in", json={"email": "vera@acme.example", "password": desk.cast["password"]})
        assert right.status_code == 429, "even with the right password"
        assert int(right.headers["retry-after"]) > 0


@pytest.mark.parametrize("path", ["/graphql", "/auth/sign-in"])
async def test_whoever_goes_away_in_the_middle_of_a_request_is_no_failure_of_ours(desk: Story, path: str) -> None:
    """What they leave in the log is looked at when the installation ends."""
    _reader, writer = await asyncio.open_connection("127.0.0.1", desk.house.port)
    head = f"POST {path} HTTP/1.1\r\nhost: x\r\ncontent-type: application/json\r\nx-portico: dashboard\r\ncontent-length: 100\r\n\r\n"
    writer.write(head.encode() + b'{"q')
    await writer.drain()
    writer.close()
    await writer.wait_closed()
    assert (await desk.client("acme").ask("{ viewer { name } }"))["viewer"]["name"]
    assert "ClientDisconnect" not in desk.house.logs


async def test_the_text_of_the_schema_is_at_an_address_of_its_own_for_whoever_is_signed_in(desk: Story) -> None:
    answer = await desk.staff.http.get("/schema.graphql")
    assert answer.text == (Path(__file__).parents[2] / "schema.graphql").read_text(encoding="utf-8")
    assert answer.headers["content-type"] == "application/graphql; charset=utf-8"
    again = await desk.staff.http.get("/schema.graphql", headers={"if-none-match": answer.headers["etag"]})
    assert (again.status_code, again.content) == (304, b"")
    assert (await (await desk.person("ada@acme.example")).http.get("/schema.graphql")).status_code == 200
    async with plain_http(desk.house.url) as stranger:
        assert (await stranger.get("/schema.graphql")).status_code == 401
        assert (await stranger.get("/schema.graphql", headers={"authorization": "Bearer x"})).status_code == 401
