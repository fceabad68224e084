"""A document comes in whole and sound, to a request that takes it, or leaves nothing behind."""

from __future__ import annotations

from collections.abc import AsyncIterator
from datetime import date, timedelta
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest

from portico.domain.actors import Actor
from portico.domain.desk.papers import MOST_DOCUMENTS
from portico.domain.port_ins.documents.document import RejectDocument
from portico.domain.reasons import ReasonCode
from portico.domain.refusals import ActionUnavailable, Blocked, CredentialEnded, InvalidInput, NotFound, NotPermitted, Refusal
from portico.domain.statuses import DocumentKind, DocumentStatus, Level, PortingNumberStatus, Role
from portico.operations.desk.papers import pdf_inspection
from portico.operations.desk.papers.receiving import DocumentTooLarge, DocumentUnusable, open_document
from portico.operations.engine import inspectors
from portico.operations.engine.moves import move_one
from portico.operations.engine.outcomes import Target
from portico.operations.engine.work import Unit, Work
from portico.operations.people.signing_in import access, credentials
from portico.operations.port_ins import documents
from portico.operations.port_ins.documents import Upload, Uploaded
from portico.storage import models
from portico.storage.engine import rows
from portico.storage.engine.rows import Row
from portico.storage.port_ins import documents as stored
from tests import factories
from tests.clock import Clock
from tests.factories import Request, Scene
from tests.operations.port_ins import hostile_pdfs
from tests.web import papers

pytestmark = pytest.mark.either_engine

LOA, INVOICE = DocumentKind.LOA, DocumentKind.INVOICE


@pytest.fixture
async def scene(work: Work) -> Scene:
    return await factories.scene(work)


@pytest.fixture
async def draft(work: Work, scene: Scene) -> Request:
    return await factories.request(work, scene, status="DRAFT", papers=None)


async def pieces(content: bytes, size: int = 1000) -> AsyncIterator[bytes]:
    for start in range(0, len(content), size):
        yield content[start : start + size]


async def upload(
    work: Work, actor: Actor, request: UUID, content: bytes = papers.pdf(), name: str = "loa.pdf", kind: DocumentKind = LOA, **said: Any
) -> Uploaded:
    return await documents.upload(work, actor, Upload(request, kind, name, **said), pieces(content))


async def rows_of(work: Work) -> list[Row]:
    return rows.decode_all(models.Document, await work.reader.fetch("SELECT * FROM document ORDER BY created_at"))


async def entries(work: Work) -> list[Row]:
    return rows.decode_all(models.JournalEntry, await work.reader.fetch("SELECT * FROM journal_entry ORDER BY position"))


def files(work: Work) -> list[Path]:
    return [path for path in work.settings.data_dir.rglob("*") if path.is_file()]


async def read(work: Work, actor: Actor, document_id: UUID) -> bytes:
    _row, content = await open_document(work, actor, document_id)
    return b"".join([piece async for piece in content])


async def test_a_document_is_kept_with_what_was_said_of_it(work: Work, scene: Scene, draft: Request) -> None:
    content, day = papers.pdf(3), date(2026, 2, 1)
    kept = await upload(work, scene.member, draft.id, content, issue_date=day, signer="Ada Byron", signed_at=day)
    assert kept.status is DocumentStatus.UPLOADED
    (row,) = await rows_of(work)
    assert (row["id"], row["request_id"], row["account_id"], row["uploaded_by"]) == (kept.id, draft.id, scene.account_id, scene.member.id)
    assert (row["media_type"], row["size"], row["issue_date"], row["signed_at"]) == ("application/pdf", len(content), day, day)
    assert row["storage_key"] == f"{scene.account_id}/{kept.id}"
    assert await read(work, scene.viewer, kept.id) == content
    assert [path.name for path in files(work)] == [str(kept.id)]


async def test_an_upload_is_one_journal_entry_of_its_order(work: Work, scene: Scene, draft: Request) -> None:
    kept = await upload(work, scene.agent, draft.id)
    (entry,) = await entries(work)
    assert (entry["event"], entry["subject_id"], entry["order_id"], entry["order_sequence"]) == ("document.uploaded", kept.id, draft.id, 1)
    assert (entry["to_status"], entry["told"], entry["on_behalf"]) == ("UPLOADED", False, True)
    assert entry["data"] == {"kind": "LOA", "file_name": "loa.pdf"}


@pytest.mark.parametrize(
    ("content", "name", "code"),
    [
        (b"", "loa.pdf", "EMPTY"),
        (b"<html><script>alert(1)</script>", "loa.pdf", "TYPE_NOT_ACCEPTED"),
        (papers.png(), "loa.pdf", "NOT_WHAT_IT_SAYS"),
        (papers.pdf_with_password("secret"), "loa.pdf", "ENCRYPTED"),
        (papers.pdf_with_script(), "loa.pdf", "RUNS_PROGRAMS"),
        (papers.pdf_that_launches(), "loa.pdf", "RUNS_PROGRAMS"),
        (hostile_pdfs.REACHES["UNC GoToR"], "loa.pdf", "REACHES_OUT"),
        (hostile_pdfs.CARRIES["a program"], "loa.pdf", "CARRIES_FILES"),
        (b"%PDF-1.7\nnothing of the kind\n%%EOF", "loa.pdf", "DAMAGED"),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
async def test_what_is_no_document_is_refused_and_leaves_nothing(
    work: Work, scene: Scene, draft: Request, content: bytes, name: str, code: str
) -> None:
    with pytest.raises(DocumentUnusable) as refused:
        await upload(work, scene.member, draft.id, content, name)
    (field,) = refused.value.fields
    assert (field.path, field.code) == ("file", code)
    assert (await rows_of(work), await entries(work), files(work)) == ([], [], [])


def test_invoices_as_carriers_really_make_them_are_taken() -> None:
    assert pdf_inspection.verdict(papers.pdf_with_password("")) == ""
    assert pdf_inspection.verdict(papers.pdf_with_attachment()) == ""
    assert pdf_inspection.verdict(papers.pdf(pages=pdf_inspection.MOST_PAGES + 1)) == "TOO_COMPLEX"


async def test_a_pdf_that_takes_too_long_to_check_is_refused(
    work: Work, scene: Scene, draft: Request, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(inspectors, "WITHIN_SECONDS", 0.001)
    with pytest.raises(DocumentUnusable, match="too large inside"):
        await upload(work, scene.member, draft.id)
    assert files(work) == []


async def test_a_file_is_counted_while_it_comes_in(work: Work, scene: Scene, draft: Request) -> None:
    taken = 0

    async def endless() -> AsyncIterator[bytes]:
        nonlocal taken
        while True:
            taken += 1
            yield b"%PDF-" + b"0" * 999_995

    with pytest.raises(DocumentTooLarge, match="larger than 20 MB"):
        await documents.upload(work, scene.member, Upload(draft.id, LOA, "loa.pdf"), endless())
    assert taken == 21
    assert files(work) == []


async def test_a_sender_who_goes_away_leaves_nothing(work: Work, scene: Scene, draft: Request) -> None:
    async def broken() -> AsyncIterator[bytes]:
        yield papers.pdf()[:100]
        raise ConnectionResetError

    with pytest.raises(ConnectionResetError):
        await documents.upload(work, scene.member, Upload(draft.id, LOA, "loa.pdf"), broken())
    assert (await rows_of(work), files(work)) == ([], [])


async def test_what_is_said_of_a_file_is_checked_before_it_is_read(work: Work, scene: Scene, draft: Request) -> None:
    tomorrow = (work.now + timedelta(days=2)).date()
    with pytest.raises(InvalidInput) as refused:
        await upload(work, scene.member, draft.id, name="", issue_date=tomorrow, signed_at=tomorrow, signer="x" * 201)
    assert {field.path for field in refused.value.fields} == {"name", "issueDate", "signedAt", "signer"}


async def test_who_may_not_upload_and_to_whom_a_request_is_unknown(work: Work, scene: Scene, draft: Request) -> None:
    stranger = await factories.scene(work)
    refusals: dict[Actor, type[Refusal]] = {
        scene.viewer: NotPermitted,
        scene.losing: NotPermitted,
        stranger.member: NotFound,
    }
    for actor, refusal in refusals.items():
        with pytest.raises(refusal):
            await upload(work, actor, draft.id)
    with pytest.raises(NotFound):
        await upload(work, scene.agent, scene.account_id)
    assert files(work) == []


async def test_customers_read_their_own_documents_staff_all_carriers_none(work: Work, scene: Scene, draft: Request) -> None:
    stranger = await factories.scene(work)
    kept = await upload(work, scene.member, draft.id)
    for actor in (scene.viewer, scene.agent):
        assert await read(work, actor, kept.id)
    with pytest.raises(NotFound):
        await read(work, stranger.admin, kept.id)
    with pytest.raises(NotFound):
        await read(work, scene.network, kept.id)
    assert await stored.list_documents(work.reader, stranger.admin, [draft.id]) == {}
    assert [row["id"] for row in (await stored.list_documents(work.reader, scene.viewer, [draft.id]))[draft.id]] == [kept.id]


@pytest.mark.parametrize("status", ["REQUESTED", "IN_PROGRESS"])
async def test_a_rejected_document_may_be_replaced_once_until_it_is_rejected_again(
    work: Work, scene: Scene, clock: Clock, status: str
) -> None:
    request = await factories.request(work, scene, 2, status=status, papers=DocumentStatus.UPLOADED)
    with pytest.raises(ActionUnavailable, match="handed in"):
        await upload(work, scene.member, request.id)
    await move_one(work, scene.agent, "document", "reject", Target(request.documents[LOA]), RejectDocument("Unreadable"))
    clock.advance(hours=1)
    with pytest.raises(ActionUnavailable, match="Only what was asked for can be added now: letter of authorization"):
        await upload(work, scene.member, request.id, kind=INVOICE, name="invoice.pdf")
    again = await upload(work, scene.member, request.id)
    clock.advance(hours=1)
    with pytest.raises(ActionUnavailable):
        await upload(work, scene.member, request.id)
    await move_one(work, scene.agent, "document", "reject", Target(again.id), RejectDocument("Still unreadable"))
    clock.advance(hours=1)
    await upload(work, scene.member, request.id)


async def test_a_number_that_needs_a_correction_opens_the_documents_of_its_reasons(work: Work, scene: Scene) -> None:
    """NAME_MISMATCH opens the LOA."""
    request = await factories.request(work, scene, [PortingNumberStatus.ACTION_REQUIRED, PortingNumberStatus.FOC_DATE_SET])
    await upload(work, scene.member, request.id)
    with pytest.raises(ActionUnavailable, match="now: letter of authorization"):
        await upload(work, scene.member, request.id, kind=INVOICE, name="invoice.pdf")


async def test_a_refused_cancellation_resumes_a_correction_and_its_uploads(work: Work, scene: Scene) -> None:
    number = {
        "status": PortingNumberStatus.CANCELLATION_REJECTED,
        "resume_status": PortingNumberStatus.ACTION_REQUIRED,
        "status_reasons": factories.raise_reasons(ReasonCode.NAME_MISMATCH),
    }
    open_again = await factories.request(work, scene, [number])
    await upload(work, scene.member, open_again.id)
    waiting = await factories.request(work, scene, [number | {"status": PortingNumberStatus.CANCELLATION_PENDING}])
    with pytest.raises(ActionUnavailable):
        await upload(work, scene.member, waiting.id)


@pytest.mark.parametrize("status", ["COMPLETED", "CANCELED", "REJECTED"])
async def test_an_ended_request_takes_no_documents(work: Work, scene: Scene, status: str) -> None:
    request = await factories.request(work, scene, status=status)
    with pytest.raises(ActionUnavailable, match="ended"):
        await upload(work, scene.agent, request.id)


async def test_a_dutch_request_takes_no_documents_once_handed_in(work: Work) -> None:
    scene = await factories.scene(work, "NL")
    request = await factories.request(work, scene, status="REQUESTED", country="NL")
    with pytest.raises(ActionUnavailable, match="Dutch"):
        await upload(work, scene.member, request.id)


async def test_a_request_has_a_bounded_number_of_documents(work: Work, scene: Scene, draft: Request) -> None:
    more = factories.Rows(work.now)
    for _ in range(MOST_DOCUMENTS):
        more.document({"id": draft.id, "account_id": scene.account_id})
    await more.write(work)
    with pytest.raises(Blocked, match="at most 100"):
        await upload(work, scene.member, draft.id)


async def test_a_request_submitted_while_the_file_came_in_refuses_it_and_drops_the_bytes(work: Work, scene: Scene, draft: Request) -> None:
    async def submitted_meanwhile() -> AsyncIterator[bytes]:
        async def submit(unit: Unit) -> None:
            await unit.connection.execute("UPDATE porting_request SET status = 'REQUESTED' WHERE id = $1", draft.id)

        yield papers.pdf()
        await work.unit(submit)

    with pytest.raises(ActionUnavailable):
        await documents.upload(work, scene.member, Upload(draft.id, LOA, "loa.pdf"), submitted_meanwhile())
    assert (await rows_of(work), files(work)) == ([], [])


async def test_a_token_revoked_while_the_file_came_in_leaves_nothing_of_it(work: Work, scene: Scene, draft: Request) -> None:
    made = await credentials.create_token(work, role=Role.CUSTOMER, name="ERP", account_id=scene.account_id)

    async def revoked_meanwhile() -> AsyncIterator[bytes]:
        yield papers.pdf()
        await credentials.revoke_token(work, made.token.split("_")[1])

    with pytest.raises(CredentialEnded):
        await documents.upload(work, await access.actor_of_token(work, made.token), Upload(draft.id, LOA, "loa.pdf"), revoked_meanwhile())
    told = [entry for entry in await entries(work) if entry["subject_kind"] == "document"]
    assert (await rows_of(work), told, files(work)) == ([], [], [])


async def test_someone_promoted_in_levels_only_is_still_bound_to_the_account(work: Work, scene: Scene, draft: Request) -> None:
    other = await factories.scene(work)
    admin = await factories.user(work, Level.ADMIN, other.account_id)
    with pytest.raises(NotFound):
        await upload(work, admin, draft.id)
