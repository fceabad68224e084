"""What is wrong with a request as a whole: each a code of one list that the API's page explains, and a sentence with a code of its own."""

from __future__ import annotations

import ast
import json
from pathlib import Path
from typing import Any

import httpx
import pytest
from starlette.datastructures import State

import portico
from portico.graphql.engine.request_errors import ErrorCode
from portico.graphql.serving.endpoint import BODY_LIMIT, GraphQLEndpoint
from portico.live.bells import Bell
from portico.live.tail import Tail
from portico.operations.engine.work import Work
from tests.sentences import every_sentence

pytestmark = pytest.mark.either_engine

PACKAGE = Path(portico.__file__).parent
JSON = {"content-type": "application/json"}
ASKED: list[tuple[str, dict[str, str], bytes, int, str, str | None]] = [
    ("GET", JSON, b"", 405, "METHOD_NOT_ALLOWED", "request.post"),
    ("POST", {"content-type": "text/plain"}, b"{}", 415, "UNSUPPORTED_MEDIA_TYPE", "http.json_only"),
    ("POST", JSON, b" " * (BODY_LIMIT + 1), 413, "TOO_LARGE", "request.too_large"),
    ("POST", JSON, b"{", 400, "BAD_REQUEST", "request.no_json"),
    ("POST", JSON, b"[]", 400, "BAD_REQUEST", "request.no_query"),
    ("POST", JSON, b'{"query": "{ a }", "variables": 7}', 400, "BAD_REQUEST", "request.variables"),
    ("POST", JSON, b'{"query": "{ a }", "operationName": 7}', 400, "BAD_REQUEST", "request.operation_name"),
    ("POST", JSON, json.dumps({"query": "{ a " * 30 + "}" * 30}).encode(), 400, "BAD_REQUEST", "document.too_large"),
    ("POST", JSON, b'{"query": "fragment F on Query { __typename }"}', 400, "BAD_REQUEST", "document.no_operation"),
    ("POST", JSON, b'{"query": "{ __typename "}', 400, "BAD_REQUEST", None),
    ("POST", JSON, b'{"query": "{ viewer { name } }"}', 401, "UNAUTHENTICATED", "sign_in"),
    ("POST", JSON | {"authorization": "Bearer x"}, b"{}", 401, "UNAUTHENTICATED", "token.unknown"),
]


@pytest.mark.parametrize(("method", "headers", "body", "status", "code", "sentence"), ASKED)
async def test_what_is_no_request_is_answered_with_a_code_of_its_own(
    work: Work, method: str, headers: dict[str, str], body: bytes, status: int, code: str, sentence: str | None
) -> None:
    """405, 413, 415 and bad JSON said all the same code, and in English only; a bad token said another one than no token."""
    tail = await Tail.open(work.reader, Bell())
    endpoint = GraphQLEndpoint(lambda: (work, tail))

    async def app(scope: Any, receive: Any, send: Any) -> None:
        await endpoint(scope | {"state": State()._state}, receive, send)

    async with httpx.AsyncClient(transport=httpx.ASGITransport(app), base_url="http://portico.test") as http:
        answer = await http.request(method, "/graphql", headers=headers, content=body)
    extensions = answer.json()["errors"][0]["extensions"]
    assert (answer.status_code, extensions["code"], extensions.get("messageCode")) == (status, code, sentence)
    if sentence:
        assert every_sentence()[sentence].said(**_params(extensions["messageParams"])).text == answer.json()["errors"][0]["message"]


def _params(named: dict[str, Any]) -> dict[str, Any]:
    return {name: value["text"] if isinstance(value, dict) else value for name, value in named.items()}


def test_every_code_of_an_error_is_explained() -> None:
    page = (PACKAGE.parent.parent / "docs" / "api.md").read_text(encoding="utf-8")
    assert [code for code in ErrorCode if f"`{code}`" not in page and f"code: {code}`" not in page] == []


def test_no_error_is_put_together_without_the_code_of_its_sentence() -> None:
    """`RequestError` takes a sentence; whoever makes a GraphQLError of a text leaves its reader with the English."""
    made = [
        f"{file.relative_to(PACKAGE)}:{call.lineno}"
        for file in sorted(PACKAGE.rglob("*.py"))
        for call in ast.walk(ast.parse(file.read_text(encoding="utf-8")))
        if isinstance(call, ast.Call) and ast.unparse(call.func) == "GraphQLError"
    ]
    assert made == []
