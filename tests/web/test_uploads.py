"""Documents over HTTP: in as a body, out as an attachment."""

from __future__ import annotations

from collections.abc import AsyncIterator
from datetime import datetime, timedelta
from typing import Any
from uuid import uuid4

import httpx
import pytest

from portico.domain import ids
from portico.domain.actors import Scope
from portico.domain.statuses import DocumentStatus
from portico.operations.engine.work import Work
from portico.web.uploads import clean_name
from tests import factories
from tests.factories import Request, Scene
from tests.operations.port_ins import hostile_pdfs
from tests.web import papers
from tests.web.conftest import Acting, Caller

pytestmark = pytest.mark.either_engine

PDF = papers.pdf()


@pytest.fixture
async def scene(work: Work) -> Scene:
    return await factories.scene(work)


@pytest.fixture
async def draft(work: Work, scene: Scene) -> Request:
    return await factories.request(work, scene, status="DRAFT", papers=None)


async def put(client: httpx.AsyncClient, request: Request | None, content: Any = PDF, **query: str | None) -> httpx.Response:
    said = {"requestId": ids.encode("preq", request.id) if request else None, "kind": "LOA", "name": "loa.pdf"} | query
    given = {name: value for name, value in said.items() if value is not None}
    return await client.put("/documents", params=given, content=content, headers={"content-type": "application/octet-stream"})


async def test_a_file_goes_in_and_comes_out_the_same(work: Work, scene: Scene, draft: Request, acting: Acting) -> None:
    content = papers.png()
    async with acting(scene.member) as client:
        answer = await put(client, draft, content, name="Vollmacht für Jürgen.png", signer="Jürgen", signedAt="2026-02-01")
        assert answer.status_code == 201
        document = answer.json()["document"]
        assert document["status"] == "UPLOADED"
        got = await client.get(f"/documents/{document['id']}")
    assert (got.status_code, got.content, got.headers["content-type"]) == (200, content, "image/png")
    assert got.headers["content-length"] == str(len(content))
    assert got.headers["content-disposition"] == (
        "attachment; filename=\"Vollmacht f_r J_rgen.png\"; filename*=UTF-8''Vollmacht%20f%C3%BCr%20J%C3%BCrgen.png"
    )
    assert "sandbox" in got.headers["content-security-policy"]
    assert got.headers["x-content-type-options"] == "nosniff"
    assert got.headers["cache-control"] == "private, no-store"


async def test_a_large_file_streams_in_and_out(scene: Scene, draft: Request, acting: Acting) -> None:
    content = papers.jpeg() + b"\0" * 5_000_000

    async def pieces() -> AsyncIterator[bytes]:
        for start in range(0, len(content), 100_000):
            yield content[start : start + 100_000]

    async with acting(scene.member) as client:
        answer = await put(client, draft, pieces(), name="scan.jpg")
        got = await client.get(f"/documents/{answer.json()['document']['id']}")
    assert got.content == content


async def test_too_many_bytes_are_a_413_announced_or_not(scene: Scene, draft: Request, acting: Acting) -> None:
    async def too_many() -> AsyncIterator[bytes]:
        for _ in range(21):
            yield b"0" * 1_000_000

    async with acting(scene.member) as client:
        for content in (b"0" * 21_000_000, too_many()):
            answer = await put(client, draft, content)
            assert (answer.status_code, answer.json()["problem"]["code"]) == (413, "TOO_LARGE")


async def test_a_document_that_is_not_what_it_says_is_a_415_at_the_file(scene: Scene, draft: Request, acting: Acting) -> None:
    async with acting(scene.member) as client:
        answer = await put(client, draft, b"<html>", name="loa.pdf")
        assert answer.status_code == 415
        assert answer.json()["problem"]["fields"][0]["path"] == "file"
        answer = await put(client, draft, papers.png(), name="loa.pdf")
    assert "not what it says" in answer.json()["problem"]["message"]


async def test_a_pdf_that_does_something_is_a_415_with_what_to_do(scene: Scene, draft: Request, acting: Acting) -> None:
    async with acting(scene.member) as client:
        answer = await put(client, draft, hostile_pdfs.RUNS["launch behind a reference"])
    (field,) = answer.json()["problem"]["fields"]
    assert (answer.status_code, field["path"], field["code"]) == (415, "file", "RUNS_PROGRAMS")
    assert "Print it to a new PDF" in field["message"]


async def test_a_form_is_not_a_file(scene: Scene, draft: Request, acting: Acting) -> None:
    async with acting(scene.member) as client:
        query = {"requestId": ids.encode("preq", draft.id), "kind": "LOA", "name": "a.pdf"}
        answer = await client.put("/documents", params=query, files={"file": papers.pdf()})
    assert answer.status_code == 415
    assert "not a form" in answer.json()["problem"]["message"]


@pytest.mark.parametrize(
    ("query", "path"),
    [
        ({"requestId": None, "accountId": "acct_nonsense"}, "accountId"),
        ({"requestId": "preq_nonsense"}, "requestId"),
        ({"requestId": "pnum_01hw3v0000000000000000000"}, "requestId"),
        ({"kind": "PASSPORT"}, "kind"),
        ({"kind": None}, "kind"),
        ({"name": "../"}, "name"),
        ({"issueDate": "01-02-2026"}, "issueDate"),
        ({"signedAt": "2126-01-01"}, "signedAt"),
    ],
)
async def test_what_is_said_wrongly_is_a_422_at_its_name(
    scene: Scene, draft: Request, acting: Acting, query: dict[str, str | None], path: str
) -> None:
    async with acting(scene.member) as client:
        answer = await put(client, draft, **query)
    assert answer.status_code == 422
    assert [field["path"] for field in answer.json()["problem"]["fields"]] == [path]


async def test_a_paper_may_come_before_its_request_and_is_told_until_when_it_waits(work: Work, scene: Scene, acting: Acting) -> None:
    async with acting(scene.member) as client:
        answer = await put(client, None)
        document = answer.json()["document"]
        assert (answer.status_code, document["status"]) == (201, "UPLOADED")
        assert datetime.fromisoformat(document["keptUntil"]) == work.now + timedelta(hours=24)
        assert (await client.get(f"/documents/{document['id']}")).content == PDF
    async with acting(scene.agent) as client:
        nobodys = await put(client, None)
        assert [field["path"] for field in nobodys.json()["problem"]["fields"]] == ["accountId"]
        assert (await put(client, None, accountId=ids.encode("acct", scene.account_id))).status_code == 201
    stranger = await factories.scene(work)
    async with acting(stranger.member) as client:
        assert (await put(client, None, accountId=ids.encode("acct", scene.account_id))).status_code == 422
        assert (await client.get(f"/documents/{document['id']}")).status_code == 404


async def test_an_unknown_or_foreign_request_is_a_404_without_more(work: Work, scene: Scene, draft: Request, acting: Acting) -> None:
    stranger = await factories.scene(work)
    async with acting(stranger.member) as client:
        foreign = await put(client, draft)
        unknown = await put(client, draft, requestId=ids.encode("preq", uuid4()))
    assert foreign.status_code == unknown.status_code == 404
    assert foreign.json() == unknown.json()


async def test_a_request_that_takes_no_more_documents_is_a_409(work: Work, scene: Scene, acting: Acting) -> None:
    request = await factories.request(work, scene, status="REQUESTED", papers=DocumentStatus.UPLOADED)
    async with acting(scene.member) as client:
        answer = await put(client, request)
    assert (answer.status_code, answer.json()["problem"]["code"]) == (409, "ACTION_UNAVAILABLE")


async def test_who_may_not_upload(scene: Scene, draft: Request, acting: Acting, caller: Caller) -> None:
    async with acting(scene.viewer) as client:
        assert (await put(client, draft)).status_code == 403
    async with acting(scene.member, Scope.PORTING_READ, Scope.DOCUMENTS_READ) as client:
        assert (await put(client, draft)).status_code == 403
    async with acting(scene.network) as client:
        assert (await put(client, draft)).status_code == 403
    async with caller() as client:
        assert (await put(client, draft)).status_code == 401
    async with caller("ptc_abcdefgh_" + "0" * 52) as client:
        assert (await put(client, draft)).status_code == 401


async def test_a_paper_of_a_port_out_comes_in_by_its_gaining_carrier_and_goes_to_who_decides(
    work: Work, scene: Scene, acting: Acting
) -> None:
    placed = await factories.port_out(work, scene)
    about = {"portOutRequestId": ids.spelled("port_out_request", placed.id), "kind": "LOA", "name": "loa.pdf"}

    async def send(client: httpx.AsyncClient, **more: str) -> httpx.Response:
        return await client.put("/documents", params=about | more, content=papers.pdf())

    async with acting(scene.network) as client:
        sent = await send(client)
        assert (sent.status_code, sent.json()["document"]["status"]) == (201, "UPLOADED")
        path = f"/documents/{sent.json()['document']['id']}"
        assert (await client.get(path)).content == papers.pdf()
    async with acting(scene.member) as client:
        assert (await client.get(path)).content == papers.pdf()
        refused = await send(client, fromCarrier="true")
        assert (refused.status_code, refused.json()["problem"]["fields"][0]["path"]) == (422, "fromCarrier")
        malformed = await send(client, fromCarrier="perhaps")
        assert malformed.json()["problem"]["fields"][0]["code"] == "MALFORMED"
        own = (await send(client, name="ours.pdf")).json()["document"]["id"]
    async with acting(scene.network) as client:
        assert (await client.get(f"/documents/{own}")).status_code == 404
    async with acting((await factories.scene(work)).network) as client:
        assert ((await send(client)).status_code, (await client.get(path)).status_code) == (404, 404)


async def test_downloads_are_for_the_account_and_staff_never_for_carriers(
    work: Work, scene: Scene, draft: Request, acting: Acting, caller: Caller
) -> None:
    async with acting(scene.member) as client:
        path = f"/documents/{(await put(client, draft)).json()['document']['id']}"
    stranger = await factories.scene(work)
    told = {}
    for actor in (scene.viewer, scene.agent, stranger.admin, scene.network):
        async with acting(actor) as client:
            told[actor.name] = (await client.get(path)).status_code
    assert list(told.values()) == [200, 200, 404, 404]
    async with caller() as client:
        assert (await client.get(path)).status_code == 401
    async with acting(scene.agent) as client:
        assert (await client.get("/documents/doc_nonsense")).status_code == 404
        assert (await client.get(f"/documents/{ids.encode('doc', uuid4())}")).status_code == 404


@pytest.mark.parametrize(
    ("given", "kept"),
    [
        ("loa.pdf", "loa.pdf"),
        ("C:\\Users\\ada\\loa.pdf", "loa.pdf"),
        ("../../etc/passwd", "passwd"),
        ("invoice\r\nSet-Cookie: x.pdf", "invoiceSet-Cookie: x.pdf"),
        ("loa\u202efdp.exe", "loafdp.exe"),
        ("..", ""),
        ("  ", ""),
        ("x" * 300 + ".pdf", "x" * 196 + ".pdf"),
    ],
)
def test_a_name_is_only_a_name(given: str, kept: str) -> None:
    assert clean_name(given) == kept
