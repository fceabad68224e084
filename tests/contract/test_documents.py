"""Papers at the door: judged by what they are, not by what they say they are."""

from __future__ import annotations

from collections.abc import AsyncIterator
from datetime import timedelta

import httpx
import pytest

from portico.domain import ids
from portico.domain.ids import new_id
from tests.contract.asking import handed_in
from tests.contract.conftest import fresh
from tests.stories.client import Node, plain_http
from tests.stories.story import Story, codes
from tests.web import papers

pytestmark = pytest.mark.either_engine


def problem(response: httpx.Response) -> Node:
    found: Node = response.json()["problem"]
    assert found["message"]
    return found


async def draft(desk: Story) -> Node:
    return await desk.draft(desk.client("acme"), "US", numbers=fresh(1))


@pytest.mark.parametrize(
    ("content", "name"),
    [
        (b"MZ\x90\x00" + b"\0" * 200, "loa.pdf"),
        (b"\x7fELF" + b"\0" * 200, "loa.pdf"),
        (b"<html><script>alert(1)</script></html>", "loa.pdf"),
        (b"#!/bin/sh\nrm -rf /\n", "loa.pdf"),
        (b"PK\x03\x04" + b"\0" * 100, "loa.pdf"),
        (papers.png(), "loa.pdf"),
        (papers.pdf(), "loa.png"),
        (papers.pdf()[:200], "loa.pdf"),
        (papers.pdf_with_script(), "loa.pdf"),
        (papers.pdf_that_launches(), "loa.pdf"),
        (papers.pdf_with_password("secret"), "loa.pdf"),
        (b"", "loa.pdf"),
        (b"%PDF-1.7\n" + b"nothing behind it " * 50, "loa.pdf"),
    ],
)
async def test_a_document_that_is_not_what_it_says_is_refused_and_not_kept(desk: Story, content: bytes, name: str) -> None:
    request = await draft(desk)
    response = await desk.client("acme").upload(request["id"], "LOA", content, name=name)
    assert response.status_code in {415, 422}, response.text
    assert problem(response)["code"] == "INVALID_INPUT"
    kept = await desk.client("acme").ask("query($id: ID!) { portingRequest(id: $id) { documents { id } } }", id=request["id"])
    assert kept["portingRequest"]["documents"] == []


async def test_what_is_said_about_a_document_is_read_strictly(desk: Story) -> None:
    request, client = await draft(desk), desk.client("acme")
    tomorrow = (desk.house.now + timedelta(days=3)).date().isoformat()
    for query, path in (
        ({"kind": "NOVEL"}, "kind"),
        ({"issueDate": "yesterday"}, "issueDate"),
        ({"issueDate": tomorrow}, "issueDate"),
        ({"requestId": "7"}, "requestId"),
        ({"name": ""}, "name"),
    ):
        asked = {"requestId": request["id"], "kind": "LOA", "name": "loa.pdf", **query}
        response = await client.http.put("/documents", params=asked, content=papers.pdf())
        assert response.status_code == 422, response.text
        assert path in {found["path"] for found in problem(response)["fields"]}


async def test_an_unknown_a_strangers_and_an_ended_request_take_no_document(desk: Story) -> None:
    request = await draft(desk)
    unknown = await desk.client("acme").upload(ids.encode("preq", new_id()), "LOA", papers.pdf())
    assert (unknown.status_code, problem(unknown)["code"]) == (404, "NOT_FOUND")
    foreign = await desk.client("rival").upload(request["id"], "LOA", papers.pdf())
    assert (foreign.status_code, problem(foreign)["code"]) == (404, "NOT_FOUND")
    ended = await handed_in(desk)
    await desk.client("acme").do("portingRequestCancel", id=ended["id"])
    late = await desk.client("acme").upload(ended["id"], "LOA", papers.pdf())
    assert (late.status_code, problem(late)["code"]) == (409, "ACTION_UNAVAILABLE")


async def test_a_document_too_large_is_refused_while_it_comes_in(desk: Story) -> None:
    request = await draft(desk)

    async def pieces() -> AsyncIterator[bytes]:
        yield papers.pdf()
        for _ in range(22):
            yield b"\0" * 1_000_000

    response = await desk.client("acme").http.put(
        "/documents", params={"requestId": request["id"], "kind": "LOA", "name": "loa.pdf"}, content=pieces()
    )
    assert (response.status_code, problem(response)["code"]) == (413, "TOO_LARGE")


async def test_a_form_is_no_document(desk: Story) -> None:
    request = await draft(desk)
    response = await desk.client("acme").http.put(
        "/documents", params={"requestId": request["id"], "kind": "LOA", "name": "loa.pdf"}, files={"file": papers.pdf()}
    )
    assert response.status_code == 415


async def test_a_document_comes_back_to_its_owner_alone_and_never_as_a_page(desk: Story) -> None:
    request, content = await draft(desk), papers.pdf(3)
    made = await desk.client("acme").upload(request["id"], "INVOICE", content, name="../../etc/rechnung ü.pdf")
    key = made.json()["document"]["id"]
    for who in ("acme", "acme-viewer", "desk"):
        back = await desk.client(who).http.get(f"/documents/{key}")
        assert (back.status_code, back.content) == (200, content)
        assert back.headers["content-disposition"].startswith("attachment;")
        assert "etc" not in back.headers["content-disposition"]
        assert back.headers["x-content-type-options"] == "nosniff"
    assert (await desk.client("rival").http.get(f"/documents/{key}")).status_code == 404
    assert (await desk.client("Liberty Network").http.get(f"/documents/{key}")).status_code in {403, 404}
    assert (await desk.client("acme").http.get("/documents/doc_nonsense")).status_code == 404
    async with plain_http(desk.house.url) as stranger:
        assert (await stranger.get(f"/documents/{key}")).status_code == 401


async def test_an_invoice_older_than_60_days_is_refused_on_the_day_of_submission(desk: Story) -> None:
    request, client = await draft(desk), desk.client("acme")
    day = desk.house.now.date()
    await client.upload(request["id"], "LOA", papers.pdf(), signer="Ada Byron", signedAt=day.isoformat())
    old = await client.upload(request["id"], "INVOICE", papers.pdf(), issueDate=(day - timedelta(days=61)).isoformat())
    assert old.status_code == 201
    assert codes(await client.say("portingRequestSubmit", id=request["id"])) == ["INVOICE_TOO_OLD"]
    await client.upload(request["id"], "INVOICE", papers.pdf(), issueDate=(day - timedelta(days=60)).isoformat())
    assert (await client.do("portingRequestSubmit", id=request["id"]))["status"] == "REQUESTED"


async def test_a_document_is_judged_once_and_only_by_staff(desk: Story) -> None:
    request, documents = await desk.submitted(desk.client("acme"), "US", numbers=fresh(1))
    assert (await desk.client("acme").say("documentAccept", id=documents[0]))["code"] == "NOT_PERMITTED"
    assert (await desk.client("Liberty Network").say("documentAccept", id=documents[0]))["code"] in {"NOT_PERMITTED", "NOT_FOUND"}
    bare = await desk.staff.say("documentReject", id=documents[0])
    assert [found["path"] for found in bare["fields"]] == ["reason"]
    rejected = await desk.staff.do("documentReject", id=documents[0], reason="Not signed.")
    assert (rejected["status"], rejected["statusReason"]) == ("REJECTED", "Not signed.")
    assert (await desk.staff.say("documentAccept", id=documents[0]))["code"] == "ACTION_UNAVAILABLE"
    unknown = await desk.staff.say("documentAccept", id=ids.encode("doc", new_id()))
    assert unknown["code"] == "NOT_FOUND"
    assert request["status"] == "REQUESTED"
