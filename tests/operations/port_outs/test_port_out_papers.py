"""Papers of port-outs: whose they are, who sees them, and that what a carrier hands in has to be decided about."""

from __future__ import annotations

from typing import Any
from uuid import UUID

import pytest

from portico.domain.actors import Actor, carrier_actor
from portico.domain.desk import papers as paper_law
from portico.domain.port_outs.port_out_request import ApprovePart, ApproveRelease
from portico.domain.refusals import ActionUnavailable, Blocked, InvalidInput, NotFound, NotPermitted, Refusal, StaleVersion
from portico.domain.statuses import DocumentKind, PortOutOrderStatus
from portico.domain.statuses import PortOutRequestStatus as Status
from portico.operations.desk.papers.receiving import DocumentUnusable, open_document
from portico.operations.engine.moves import move_one
from portico.operations.engine.outcomes import Target
from portico.operations.engine.work import Work
from portico.operations.port_ins import waiting_papers
from portico.operations.port_outs import port_out_papers
from portico.operations.port_outs.port_out_papers import PortOutUpload, hand_in_paper
from portico.storage import models
from portico.storage.desk.papers import kept_papers
from portico.storage.engine.rows import Row
from tests import factories
from tests.clock import Clock
from tests.operations.engine import archive
from tests.operations.port_ins.test_documents_upload import files, pieces
from tests.web import papers

pytestmark = pytest.mark.either_engine


async def hand_in(work: Work, actor: Actor, request: UUID, name: str = "loa.pdf", **said: Any) -> UUID:
    upload = PortOutUpload(request, DocumentKind.LOA, name, **said)
    return (await hand_in_paper(work, actor, upload, pieces(papers.pdf())))["id"]


async def seen(work: Work, actor: Actor, request: UUID) -> set[UUID]:
    found = await kept_papers.of_port_outs(work.reader, actor, [request])
    return {row["id"] for rows in found.values() for row in rows}


async def stands(work: Work, request: UUID) -> Row:
    found = await archive.row_of(work, models.PortOutRequest, request)
    assert found
    return found


async def read(work: Work, actor: Actor, paper: UUID) -> bytes:
    _row, content = await open_document(work, actor, paper)
    return b"".join([piece async for piece in content])


async def test_a_carrier_sees_its_own_papers_and_owner_and_staff_all(work: Work) -> None:
    scene, stranger = await factories.scene(work), await factories.scene(work)
    placed = await factories.port_out(work, scene)
    carriers = await hand_in(work, scene.network, placed.id)
    owners = await hand_in(work, scene.member, placed.id, "who-we-are.pdf")
    staffs = await hand_in(work, scene.agent, placed.id, "note.pdf")
    by_letter = await hand_in(work, scene.agent, placed.id, "letter.pdf", from_carrier=True)
    assert await seen(work, scene.network, placed.id) == {carriers, by_letter}
    for actor in (scene.viewer, scene.agent):
        assert await seen(work, actor, placed.id) == {carriers, owners, staffs, by_letter}
    for actor in (stranger.admin, scene.losing, stranger.network):
        assert await seen(work, actor, placed.id) == set()
    assert await read(work, scene.network, carriers) == papers.pdf()
    for actor, paper in ((scene.network, owners), (scene.network, staffs), (scene.losing, carriers), (stranger.admin, carriers)):
        with pytest.raises(NotFound):
            await read(work, actor, paper)


async def test_a_paper_of_the_carrier_is_journaled_and_the_request_is_decided_anew(work: Work, clock: Clock) -> None:
    scene = await factories.scene(work)
    placed = await factories.port_out(work, scene, status=Status.APPROVED, approved_at=clock.now, approved_by=scene.member.id)
    before = await stands(work, placed.id)
    clock.advance(hours=1)
    paper = await hand_in(work, scene.network, placed.id)
    after = await stands(work, placed.id)
    assert (before["status"], after["status"], after["approved_digest"], after["approved_by"]) == (
        "APPROVED",
        "ACTION_REQUIRED",
        None,
        None,
    )
    assert (after["version"], after["viewed_at"]) == (before["version"] + 1, None)
    assert after["expires_at"] > before["expires_at"]
    uploaded, asked_again = await archive.entries_of(work, placed.id)
    assert (uploaded["event"], uploaded["subject_id"], uploaded["told"]) == ("document.uploaded", paper, False)
    assert uploaded["data"] == {"kind": "LOA", "file_name": "loa.pdf", "from_carrier": True}
    assert (asked_again["event"], asked_again["told"], asked_again["data"]["approval"]) == ("port_out_request.paper_added", True, "void")
    with pytest.raises(StaleVersion):
        await move_one(work, scene.member, "port_out_request", "approve", Target(placed.id, before["version"]))
    await archive.check_port_outs(work)


async def test_what_owner_and_staff_keep_beside_it_changes_no_approval(work: Work, clock: Clock) -> None:
    scene = await factories.scene(work)
    await factories.fee(work)
    placed = await factories.port_out(work, scene)
    await move_one(work, scene.member, "port_out_request", "approve", Target(placed.id))
    await hand_in(work, scene.member, placed.id)
    await hand_in(work, scene.agent, placed.id)
    await move_one(work, scene.agent, "port_out_request", "staff_approve", Target(placed.id), ApproveRelease(None))
    assert (await stands(work, placed.id))["release_at"]


async def test_an_approval_is_of_the_papers_that_were_there(work: Work) -> None:
    """As the last line behind the move: were the paper to come in without it, the release is still stopped."""
    scene = await factories.scene(work)
    await factories.fee(work)
    placed = await factories.port_out(work, scene)
    paper = await hand_in(work, scene.network, placed.id)
    await move_one(work, scene.member, "port_out_request", "approve", Target(placed.id))
    async with work.database.transaction() as unit:
        await unit.execute("UPDATE document SET from_carrier = FALSE WHERE id = $1", paper)
    with pytest.raises(Blocked) as refused:
        await move_one(work, scene.agent, "port_out_request", "staff_approve", Target(placed.id), ApproveRelease(None))
    assert [blocker.code for blocker in refused.value.blockers] == ["APPROVAL_CHANGED"]


async def test_who_may_not_hand_in_a_paper_is_refused_and_nothing_is_kept(work: Work, monkeypatch: pytest.MonkeyPatch) -> None:
    scene, stranger = await factories.scene(work), await factories.scene(work)
    placed = await factories.port_out(work, scene)
    billed = await factories.port_out(work, scene, status=Status.APPROVED, order=PortOutOrderStatus.FEE_BILLED)
    ended = await factories.port_out(work, scene, status=Status.REJECTED)
    refusals: list[tuple[Actor, UUID, dict[str, Any], type[Refusal]]] = [
        (scene.viewer, placed.id, {}, NotPermitted),
        (stranger.member, placed.id, {}, NotFound),
        (stranger.network, placed.id, {}, NotFound),
        (carrier_actor(scene.losing_id, "Losing"), placed.id, {}, NotFound),
        (scene.member, placed.id, {"from_carrier": True}, InvalidInput),
        (scene.network, billed.id, {}, ActionUnavailable),
        (scene.network, ended.id, {}, ActionUnavailable),
        (scene.agent, ended.id, {}, ActionUnavailable),
    ]
    for actor, request, said, refusal in refusals:
        with pytest.raises(refusal):
            await hand_in(work, actor, request, **said)
    with pytest.raises(DocumentUnusable):
        await hand_in_paper(work, scene.network, PortOutUpload(placed.id, DocumentKind.LOA, "loa.pdf"), pieces(b"MZ no paper"))
    monkeypatch.setattr(paper_law, "MOST_DOCUMENTS", 1)
    monkeypatch.setattr(port_out_papers, "MOST_DOCUMENTS", 1)
    await hand_in(work, scene.member, placed.id)
    with pytest.raises(Blocked):
        await hand_in(work, scene.member, placed.id)
    await hand_in(work, scene.agent, billed.id)
    assert len(files(work)) == 2


async def test_the_rest_of_a_split_part_keeps_its_papers_until_the_last_names_them(work: Work, clock: Clock) -> None:
    scene = await factories.scene(work)
    placed = await factories.port_out(work, scene, 2)
    of_carrier, of_owner = await hand_in(work, scene.network, placed.id), await hand_in(work, scene.member, placed.id, "ours.pdf")
    await move_one(work, scene.member, "port_out_request", "approve_part", Target(placed.id), ApprovePart([placed.e164s[0]]))
    (rest,) = [row for row in await archive.all_of(work, models.PortOutRequest) if row["parent_id"]]
    kept = {row["id"]: row for row in await archive.all_of(work, models.Document) if row["port_out_request_id"] == rest["id"]}
    assert sorted(row["file_name"] for row in kept.values()) == ["loa.pdf", "ours.pdf"]
    assert await seen(work, scene.network, rest["id"]) == {key for key, row in kept.items() if row["from_carrier"]}
    assert await seen(work, scene.member, placed.id) == {of_carrier, of_owner}
    entry = next(each for each in await archive.entries_of(work, rest["id"]) if each["event"] == "port_out_request.split_off")
    assert entry["data"]["papers"] == 2
    async with work.database.transaction() as unit:
        await unit.execute("UPDATE document SET deleted_at = $1 WHERE port_out_request_id = $2", clock.now, placed.id)
    await waiting_papers.purge(work)
    for paper in kept:
        assert await read(work, scene.agent, paper) == papers.pdf()
    async with work.database.transaction() as unit:
        await unit.execute("UPDATE document SET deleted_at = $1 WHERE port_out_request_id = $2", clock.now, rest["id"])
    await waiting_papers.purge(work)
    assert files(work) == []
