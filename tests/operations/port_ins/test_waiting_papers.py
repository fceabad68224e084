"""Papers come before their request, are named by the command that makes and submits it, and go after a day if nobody named them."""

from __future__ import annotations

import asyncio
from datetime import date, timedelta
from typing import Any
from uuid import UUID

import pytest

from portico.domain.actors import Actor
from portico.domain.ids import new_id
from portico.domain.port_ins.documents import document as law
from portico.domain.refusals import Blocked, InvalidInput
from portico.domain.statuses import DocumentKind, NumberType
from portico.operations.engine.idempotency import Key
from portico.operations.engine.moves import move
from portico.operations.engine.outcomes import Target
from portico.operations.engine.work import Work
from portico.operations.port_ins import documents, waiting_papers
from portico.operations.port_ins.documents import Upload
from portico.operations.port_ins.porting_requests import CreateRequest, create
from portico.storage import models
from tests import factories
from tests.clock import Clock
from tests.factories import Scene
from tests.operations.engine import archive
from tests.operations.port_ins.test_documents_upload import files, pieces, rows_of
from tests.web import papers

pytestmark = pytest.mark.either_engine

LOA, INVOICE = DocumentKind.LOA, DocumentKind.INVOICE
RECENT = date(2026, 2, 20)


async def upload(work: Work, actor: Actor, kind: DocumentKind = LOA, account_id: UUID | None = None) -> UUID:
    said = Upload(None, kind, f"{kind.lower()}.pdf", issue_date=RECENT, signer="Ada Byron", signed_at=RECENT, account_id=account_id)
    return (await documents.upload(work, actor, said, pieces(papers.pdf()))).id


def wanted(scene: Scene, *named: UUID, **values: Any) -> CreateRequest:
    """Everything a US port asks for, to be submitted at once."""
    whole = {
        "country": "US",
        "number_type": NumberType.GEOGRAPHIC,
        "numbers": ["(212) 736-5000", "212 736 5001"],
        "company_profile_id": scene.profile_id,
        "losing_carrier_id": scene.losing_id,
        "subscriber_name": "Acme Ltd.",
        "authorised_person": "Ada Byron",
        "service_street": "350 Fifth Avenue",
        "service_city": "New York",
        "service_region": "NY",
        "service_postal_code": "10118",
        "service_country": "US",
        "account_number": "4451-99",
        "document_ids": list(named),
        "submit": True,
    }
    return CreateRequest(**{**whole, **values})


async def nothing_made(work: Work) -> None:
    for model in (models.PortingRequest, models.PortingNumber, models.NumberClaim, models.JournalEntry):
        assert await archive.all_of(work, model) == [], model


async def test_one_command_makes_a_request_of_papers_that_came_before_and_submits_it(work: Work) -> None:
    scene = await factories.scene(work)
    named = [await upload(work, scene.member, kind) for kind in (LOA, INVOICE)]
    assert await archive.all_of(work, models.JournalEntry) == [], "nothing has happened to any order yet"
    key = Key("portingRequestCreate", "k", {})
    made = await create(work, scene.member, wanted(scene, *named), key)
    request = await archive.row_of(work, models.PortingRequest, made)
    assert request
    assert (request["status"], request["version"], request["waiting_on"]) == ("REQUESTED", 2, "STAFF")
    assert {row["status"] for row in await archive.all_of(work, models.PortingNumber)} == {"PENDING"}
    assert {row["request_id"] for row in await rows_of(work)} == {made}
    told = [entry["event"] for entry in await archive.entries_of(work, made)]
    assert told == [
        "porting_request.created",
        *["document.uploaded"] * 2,
        "porting_request.submitted",
        *["porting_number.submitted"] * 2,
    ]
    assert await create(work, scene.member, wanted(scene, *named), key) == made, "a repeat answers the first one's"
    await archive.check(work)


async def test_a_refused_submission_names_every_finding_and_leaves_the_papers_waiting(work: Work) -> None:
    """`submit: true` could never succeed, as a request that is not there has no papers."""
    scene = await factories.scene(work)
    paper = await upload(work, scene.member)
    with pytest.raises(Blocked) as refused:
        await create(work, scene.member, wanted(scene, paper, losing_carrier_id=None, account_number=None))
    assert [(blocker.code, blocker.path) for blocker in refused.value.blockers] == [
        ("REQUIREMENTS_NOT_MET", "subscriber.account_number"),
        ("PROOF_OF_OWNERSHIP_MISSING", "documents.INVOICE"),
        ("LOSING_CARRIER_MISSING", "losing_carrier"),
    ]
    await nothing_made(work)
    assert [row["request_id"] for row in await rows_of(work)] == [None]
    draft = await create(work, scene.member, wanted(scene, paper, submit=False))
    assert [row["request_id"] for row in await rows_of(work)] == [draft]


async def test_only_papers_that_wait_in_the_account_can_be_named_and_each_once(work: Work, clock: Clock) -> None:
    scene, stranger = await factories.scene(work), await factories.scene(work)
    late = await upload(work, scene.member)
    clock.advance(hours=24)
    own, foreign = await upload(work, scene.agent, account_id=scene.account_id), await upload(work, stranger.member)
    await create(work, scene.member, wanted(scene, own, submit=False))
    fresh = await upload(work, scene.member)
    with pytest.raises(InvalidInput) as refused:
        await create(work, scene.member, wanted(scene, fresh, late, own, foreign, new_id(), fresh, name="x" * 201))
    told = {field.path: field.code for field in refused.value.fields}
    assert told == {**{f"documentIds.{place}": "NOT_FOUND" for place in range(1, 5)}, "documentIds.5": "DUPLICATE", "name": "TOO_LONG"}


async def test_two_requests_that_name_the_same_paper_at_once_do_not_both_get_it(work: Work) -> None:
    scene = await factories.scene(work)
    paper = await upload(work, scene.member)
    numbers = (["212 736 5000"], ["212 736 5001"])
    commands = (create(work, scene.member, wanted(scene, paper, numbers=each, submit=False)) for each in numbers)
    made = await asyncio.gather(*commands, return_exceptions=True)
    assert sorted(type(each).__name__ for each in made) == ["InvalidInput", "UUID"]


async def test_an_account_has_room_for_so_many_waiting_papers(work: Work, clock: Clock, monkeypatch: pytest.MonkeyPatch) -> None:
    scene = await factories.scene(work)
    monkeypatch.setattr(waiting_papers, "MOST_WAITING", 2)
    named = [await upload(work, scene.member) for _ in range(2)]
    with pytest.raises(Blocked) as refused:
        await upload(work, scene.agent, account_id=scene.account_id)
    assert [blocker.code for blocker in refused.value.blockers] == ["TOO_MANY_WAITING"]
    assert len(files(work)) == 2
    await create(work, scene.member, wanted(scene, named[0], submit=False))
    await upload(work, scene.member)
    clock.advance(hours=24)
    await upload(work, scene.member)
    monkeypatch.setattr(waiting_papers, "MOST_WAITING_BYTES", len(papers.pdf()) + 1)
    with pytest.raises(Blocked):
        await upload(work, scene.member)


async def test_a_paper_nobody_named_is_gone_after_a_day_with_its_bytes(work: Work, clock: Clock) -> None:
    scene = await factories.scene(work)
    unused, used = await upload(work, scene.member), await upload(work, scene.member, INVOICE)
    await create(work, scene.member, wanted(scene, used, submit=False))
    clock.advance(hours=23, minutes=59)
    await waiting_papers.sweep(work)
    assert {row["id"] for row in await rows_of(work)} == {unused, used}
    clock.now += timedelta(minutes=1)
    assert not await waiting_papers.sweep(work)
    assert [row["id"] for row in await rows_of(work)] == [used]
    assert [path.name for path in files(work)] == [str(used)]


async def test_staff_cannot_judge_a_paper_before_a_request_names_it(work: Work) -> None:
    scene = await factories.scene(work)
    paper = await upload(work, scene.member)
    (outcome,) = await move(work, scene.agent, "document", "accept", [Target(paper)])
    assert isinstance(outcome.refusal, Blocked)
    assert law.NAMED_BY_A_REQUEST.code in {blocker.code for blocker in outcome.refusal.blockers}
