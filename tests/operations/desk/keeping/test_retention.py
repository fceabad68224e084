"""What goes by night and what stays, on both engines: drafts, documents, ended orders, and all that is held."""

from __future__ import annotations

import io
from datetime import timedelta
from itertools import pairwise
from typing import Any

import pytest

from portico.domain import entry_facts
from portico.domain.actors import SYSTEM
from portico.domain.desk.retention import RetentionKind
from portico.domain.refusals import InvalidInput, NotPermitted
from portico.domain.statuses import DocumentKind, HeldKind, PortOutOrderStatus
from portico.domain.tables import EVENTS
from portico.live.loops import Loop
from portico.mailroom.gate import Gate
from portico.operations.desk import comments, holding
from portico.operations.desk.comments import WriteComment
from portico.operations.desk.keeping import retention as job
from portico.operations.desk.keeping import retention_periods
from portico.operations.desk.keeping.retention_periods import ChangeRetention
from portico.operations.desk.papers.receiving import DocumentGone, open_document
from portico.operations.engine.work import Work
from portico.operations.port_ins import waiting_papers
from portico.storage import models
from portico.storage.desk.keeping import erasing
from portico.storage.desk.papers import object_store
from portico.storage.engine import journal
from portico.storage.engine.journal import Cursor
from tests import factories
from tests.clock import Clock
from tests.factories import Request, Scene
from tests.operations.engine.archive import all_of, entries_of, row_of

AFTER: dict[RetentionKind, int] = {RetentionKind.DRAFT: 30, RetentionKind.DOCUMENT: 396, RetentionKind.ORDER: 2_557}


@pytest.fixture
async def scene(work: Work) -> Scene:
    return await factories.scene(work)


async def night(work: Work) -> None:
    """The whole of the night that has begun."""
    while await job.step(work):
        pass


async def ended(work: Work, scene: Scene, days: int, **values: Any) -> Request:
    """A completed request that ended so many days ago."""
    return await factories.request(work, scene, 2, status="COMPLETED", ended_at=work.now - timedelta(days=days), **values)


async def said_on(work: Work, scene: Scene, request: Request) -> None:
    """Somebody's words on it, of which the world has heard."""
    await comments.comment_on_porting_request(work, scene.member, request.id, WriteComment(text="Jansen moves in May"))
    await comments.comment_on_porting_request(work, scene.agent, request.id, WriteComment(text="Jansen again", internal=True))
    async with work.database.transaction() as unit:
        await unit.execute("UPDATE journal_entry SET relayed_at = at WHERE relayed_at IS NULL")
        await unit.execute("UPDATE delivery SET status = 'DELIVERED'")


async def periods(work: Work, **values: Any) -> None:
    actor = values.pop("actor")
    await retention_periods.change(work, actor, ChangeRetention(**values))


async def test_a_draft_goes_thirty_days_after_it_was_last_touched_and_not_a_day_before(work: Work, scene: Scene, clock: Clock) -> None:
    clock.now = clock.now.replace(hour=2, minute=0)
    draft = await factories.request(work, scene, 3, status="DRAFT")
    clock.advance(days=29, hours=23)
    await night(work)
    assert await row_of(work, models.PortingRequest, draft.id)
    clock.advance(hours=1)
    await night(work)
    assert await row_of(work, models.PortingRequest, draft.id) is None
    assert await all_of(work, models.PortingNumber) == []
    (entry,) = [entry for entry in await entries_of(work, scene.account_id) if entry["event"] == "retention.order_deleted"]
    assert entry["reason"].endswith("nobody had touched it for 30 days.")


async def test_a_draft_on_which_somebody_wrote_is_touched(work: Work, scene: Scene, clock: Clock) -> None:
    draft = await factories.request(work, scene, 1, status="DRAFT")
    clock.advance(days=20)
    await said_on(work, scene, draft)
    clock.advance(days=20)
    await night(work)
    assert await row_of(work, models.PortingRequest, draft.id)


async def test_a_requests_documents_go_thirteen_months_after_its_end_and_their_rows_say_so(work: Work, scene: Scene, clock: Clock) -> None:
    gb = await ended(work, scene, AFTER[RetentionKind.DOCUMENT] + 1, country="GB", pin_sealed="sealed")
    young = await ended(work, scene, AFTER[RetentionKind.DOCUMENT] - 1, country="GB")
    paper = gb.documents[DocumentKind.LOA]
    before = await row_of(work, models.Document, paper)
    assert before
    await object_store.put(work.settings.data_dir, before["storage_key"], io.BytesIO(b"%PDF"))
    await night(work)
    row = await row_of(work, models.Document, paper)
    assert row
    assert (row["deleted_at"], row["signer"], row["file_name"], row["version"]) == (clock.now, None, "loa.pdf", before["version"] + 1)
    assert row["status_reason"] == f"Deleted by retention on {clock.now.date()}."
    assert [entry["event"] for entry in await entries_of(work, gb.id)] == ["document.deleted"] * 2
    with pytest.raises(DocumentGone):
        await open_document(work, scene.member, paper)
    assert all(row["deleted_at"] is None for row in await all_of(work, models.Document) if row["request_id"] == young.id)
    request = await row_of(work, models.PortingRequest, gb.id)
    assert request
    assert request["pin_sealed"] is None
    assert await waiting_papers.purge(work) is False
    with pytest.raises(object_store.BytesMissing):
        await object_store.open_stream(work.settings.data_dir, before["storage_key"])
    assert {row["storage_key"] for row in await all_of(work, models.Document) if row["request_id"] == gb.id} == {""}


async def test_an_authorization_of_the_us_is_kept_for_two_years_and_its_invoice_for_thirteen_months(work: Work, scene: Scene) -> None:
    us = await ended(work, scene, 400)
    await night(work)
    gone = {row["kind"] for row in await all_of(work, models.Document) if row["deleted_at"]}
    assert gone == {DocumentKind.INVOICE}
    old = await ended(work, scene, 732)
    async with work.database.transaction() as unit:
        await unit.execute("DELETE FROM retention_night")
    await night(work)
    left = {row["request_id"]: row["kind"] for row in await all_of(work, models.Document) if not row["deleted_at"]}
    assert left == {us.id: DocumentKind.LOA}
    assert old.id not in left


async def test_an_order_waits_for_the_longest_period_of_its_documents(work: Work, scene: Scene, clock: Clock) -> None:
    """With a year for orders an authorization of the US went after that year, with its order."""
    await periods(work, actor=scene.staff_admin, kind=RetentionKind.ORDER, days=365)
    us, plain = await ended(work, scene, 400), await ended(work, scene, 400, papers=None)
    british = await ended(work, scene, 366, country="GB")
    due = {kept: sum(row["n"] for row in found) for kept, found in (await job.due(work.reader, work.now)).items()}
    assert due == {RetentionKind.DRAFT: 0, RetentionKind.DOCUMENT: 1, RetentionKind.ORDER: 1}, "and the preview says so"
    await night(work)
    left = {row["id"] for row in await all_of(work, models.PortingRequest)}
    assert (left, plain.id in left) == ({us.id, british.id}, False)
    clock.advance(days=31)
    await night(work)
    assert {row["id"] for row in await all_of(work, models.PortingRequest)} == {us.id}, "a British letter is kept for thirteen months"
    clock.advance(days=301)
    await night(work)
    assert await all_of(work, models.PortingRequest) == []


async def test_bytes_that_could_not_be_taken_yet_stay_owed(work: Work, scene: Scene, monkeypatch: pytest.MonkeyPatch) -> None:
    """Whoever dies between the row and the bytes leaves nothing behind for ever."""
    await ended(work, scene, 800, country="GB")
    await night(work)

    async def dies(*_: object) -> None:
        raise RuntimeError

    with monkeypatch.context() as patch:
        patch.setattr(object_store, "discard", dies)
        with pytest.raises(RuntimeError):
            await waiting_papers.purge(work)
    assert all(row["storage_key"] for row in await all_of(work, models.Document))
    await waiting_papers.purge(work)
    assert not any(row["storage_key"] for row in await all_of(work, models.Document))


async def test_an_order_goes_whole_seven_years_after_its_end(work: Work, scene: Scene, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(erasing, "PIECE", 1)
    old, young = await ended(work, scene, AFTER[RetentionKind.ORDER] + 1), await ended(work, scene, AFTER[RetentionKind.ORDER] - 1)
    replaced = await factories.request(work, scene, 1, replaces_id=old.id)
    await said_on(work, scene, old)
    inventory = {row["e164"]: row["porting_number_id"] for row in await all_of(work, models.PhoneNumber)}
    assert set(old.numbers) <= set(inventory.values())
    await night(work)
    assert {row["id"] for row in await all_of(work, models.PortingRequest)} == {young.id, replaced.id}
    for model in (models.PortingNumber, models.PortingAttempt, models.Comment, models.Document):
        assert old.id not in {row["request_id"] for row in await all_of(work, model)}
    assert old.id not in {row["order_id"] for row in await all_of(work, models.Delivery)}
    after = {row["e164"]: row["porting_number_id"] for row in await all_of(work, models.PhoneNumber)}
    assert after == {e164: None if number in old.numbers else number for e164, number in inventory.items()}
    await waiting_papers.sweep(work)
    assert {row["request_id"] for row in await all_of(work, models.Document)} == {young.id, replaced.id}


async def test_a_port_out_goes_whole_and_what_was_billed_stays(work: Work, scene: Scene) -> None:
    long_ago = work.now - timedelta(days=AFTER[RetentionKind.ORDER] + 1)
    out = await factories.port_out(work, scene, 2, status="PORTED_OUT", order=PortOutOrderStatus.COMPLETED, ended_at=long_ago)
    charges = [(row["id"], row["amount_minor"]) for row in await all_of(work, models.Charge)]
    assert charges
    await night(work)
    for model in (models.PortOutRequest, models.PortOutNumber, models.PortOutOrder):
        assert await all_of(work, model) == []
    assert [(row["id"], row["amount_minor"]) for row in await all_of(work, models.Charge)] == charges
    assert set(out.numbers) <= {row["id"] for row in await all_of(work, models.PhoneNumber)}


async def test_the_entries_of_a_deleted_order_stay_in_every_feed_and_say_nothing_of_anybody(work: Work, scene: Scene) -> None:
    old = await ended(work, scene, AFTER[RetentionKind.ORDER] + 1)
    await said_on(work, scene, old)
    before = await journal.page(work.reader, Cursor(work.database.epoch), 100)
    middle = Cursor.at(work.database.epoch, before.entries[0])
    await night(work)
    after = await journal.page(work.reader, middle, 100)
    assert [entry["id"] for entry in after.entries][: len(before.entries) - 1] == [entry["id"] for entry in before.entries[1:]]
    for entry in await entries_of(work, old.id):
        assert (entry["actor_name"], entry["actor_id"], entry["data"], entry["reason_code"]) == ("", None, {}, "retention.redacted")
        assert "Jansen" not in str(entry)


def test_an_entry_without_its_facts_can_still_be_told() -> None:
    for event in EVENTS:
        assert all(said.text for said in entry_facts.facts(event, {}))


async def test_what_somebody_is_still_to_be_told_of_stays(work: Work, scene: Scene, clock: Clock) -> None:
    draft = await factories.request(work, scene, 1, status="DRAFT")
    await comments.comment_on_porting_request(work, scene.agent, draft.id, WriteComment(text="Soon?"))
    clock.advance(days=40)
    await night(work)
    assert await row_of(work, models.PortingRequest, draft.id)


async def test_a_night_is_done_once_and_a_missed_one_is_made_up_for(work: Work, scene: Scene, clock: Clock) -> None:
    await night(work)
    (first,) = await all_of(work, models.RetentionNight)
    assert first["finished_at"]
    await ended(work, scene, AFTER[RetentionKind.ORDER] + 1)
    await night(work)
    assert len(await all_of(work, models.PortingRequest)) == 1
    clock.advance(days=3)
    await night(work)
    assert await all_of(work, models.PortingRequest) == []
    nights = await all_of(work, models.RetentionNight, "day")
    assert [(row["orders"], (row["day"] - first["day"]).days) for row in nights] == [(0, 0), (1, 3)]


async def test_no_unit_takes_more_than_a_piece(work: Work, scene: Scene, monkeypatch: pytest.MonkeyPatch) -> None:
    """What holds the writer is bounded, however large the order is."""
    monkeypatch.setattr(erasing, "PIECE", 10)
    await factories.request(work, scene, 35, status="COMPLETED", ended_at=work.now - timedelta(days=AFTER[RetentionKind.ORDER] + 1))
    left = [35]
    while await job.step(work):
        left.append(len(await all_of(work, models.PortingNumber)))
        assert sum(row["completed_count"] for row in await all_of(work, models.PortingRequest)) == left[-1]
    assert all(before - after <= 10 for before, after in pairwise(left))
    assert left[-1] == 0


async def test_a_held_installation_deletes_nothing_and_shows_what_would_go(work: Work, scene: Scene) -> None:
    await ended(work, scene, AFTER[RetentionKind.ORDER] + 1, papers=None)
    await holding.hold_back(work, scene.staff_admin)
    (loop,) = Gate(work).before(Loop("retention", lambda: job.step(work)))
    assert await loop.step() is False
    assert len(await all_of(work, models.PortingRequest)) == 1
    found = {held.kind: held for held in await holding.would_happen(work)}
    assert (found[HeldKind.RETENTION].count, found[HeldKind.RETENTION].items[0].order_id) == (1, scene.account_id)


async def test_what_would_go_is_what_goes(work: Work, scene: Scene, clock: Clock) -> None:
    await ended(work, scene, AFTER[RetentionKind.ORDER] + 1, papers=None)
    await ended(work, scene, 800, country="GB")
    await factories.request(work, scene, 1, status="DRAFT", papers=None, updated_at=clock.now - timedelta(days=31))
    counted = {kept: sum(row["n"] for row in found) for kept, found in (await job.due(work.reader, work.now)).items()}
    assert counted == {RetentionKind.DRAFT: 1, RetentionKind.DOCUMENT: 2, RetentionKind.ORDER: 1}
    assert await job.run(work, SYSTEM) == counted


async def test_staff_admins_choose_within_bounds_and_go_back_to_what_is_shipped(work: Work, scene: Scene) -> None:
    admin = scene.staff_admin
    shown = {(p.place.kind, p.place.document_kind, p.place.country): p.days for p in await retention_periods.listed(work.reader)}
    assert shown == {("DRAFT", "", ""): 30, ("DOCUMENT", "", ""): 396, ("DOCUMENT", "LOA", "US"): 731, ("ORDER", "", ""): 2_557}
    await periods(work, actor=admin, kind=RetentionKind.DOCUMENT, country="de", document_kind=DocumentKind.ID, days=90)
    await periods(work, actor=admin, kind=RetentionKind.DRAFT, days=10)
    assert [(p.days, p.chosen) for p in await retention_periods.listed(work.reader)] == [
        (10, True), (396, False), (90, True), (731, False), (2_557, False),
    ]  # fmt: skip
    await periods(work, actor=admin, kind=RetentionKind.DRAFT)
    assert len(await all_of(work, models.RetentionPeriod)) == 1
    said = [entry["reason"] for entry in await all_of(work, models.JournalEntry, "position") if entry["event"] == "retention.changed"]
    assert said[0] == "Kept from now on for 90 days, for 396 days before: documents of the kind ID of Germany."
    assert len(said) == 3


@pytest.mark.parametrize(
    ("given", "path"),
    [
        ({"kind": RetentionKind.DRAFT, "days": 0}, "days"),
        ({"kind": RetentionKind.ORDER, "days": 364}, "days"),
        ({"kind": RetentionKind.DOCUMENT, "document_kind": DocumentKind.LOA, "country": "US", "days": 730}, "days"),
        ({"kind": RetentionKind.DRAFT, "country": "DE", "days": 30}, "country"),
        ({"kind": RetentionKind.DOCUMENT, "country": "Germany", "days": 30}, "country"),
    ],
)
async def test_what_no_law_or_sense_allows_is_refused_at_its_field(work: Work, scene: Scene, given: dict[str, Any], path: str) -> None:
    with pytest.raises(InvalidInput) as refused:
        await periods(work, actor=scene.staff_admin, **given)
    assert [field.path for field in refused.value.fields] == [path]
    assert await all_of(work, models.RetentionPeriod) == []


async def test_nobody_but_staff_admins_changes_how_long_things_are_kept(work: Work, scene: Scene) -> None:
    for actor in (scene.agent, scene.admin, scene.network):
        with pytest.raises(NotPermitted):
            await periods(work, actor=actor, kind=RetentionKind.DRAFT, days=10)
