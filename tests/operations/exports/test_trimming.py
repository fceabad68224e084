"""What the journal forgets of orders that ended, on both engines: never unless chosen, told, kept as evidence and nobody's hold."""

from __future__ import annotations

import re
from datetime import timedelta
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest

from portico.app import paper_loops
from portico.domain import ids
from portico.domain.actors import SYSTEM
from portico.domain.desk.retention import RetentionKind
from portico.domain.ids import new_id
from portico.domain.refusals import InvalidInput
from portico.domain.statuses import HeldKind
from portico.operations import drift
from portico.operations.desk import behind_the_gate, comments
from portico.operations.desk.comments import WriteComment
from portico.operations.desk.keeping import legal_holds, retention, retention_periods
from portico.operations.desk.keeping.legal_holds import LiftLegalHold, SetLegalHold
from portico.operations.desk.keeping.retention_periods import ChangeRetention
from portico.operations.engine.work import Work
from portico.operations.exports import evidence_packs, trimming
from portico.operations.exports.trimming import Trims
from portico.storage import models
from portico.storage.desk.keeping import evidence as packs
from portico.storage.desk.keeping import trimming as storage
from portico.storage.engine import journal, sql
from portico.storage.engine.journal import Cursor, CursorExpired
from portico.storage.engine.scope import Params, visible
from tests import factories
from tests.clock import Clock
from tests.factories import Scene
from tests.graphql.asking import ask
from tests.operations.engine.archive import all_of, entries_of, row_of
from tests.operations.exports.evidence import fetched, files_of, pack_of, ported_in, ported_out, sent, told_all

DAYS = 100
ROOT = Path(__file__).parents[3] / "backend" / "portico" / "storage"


@pytest.fixture
async def scene(work: Work) -> Scene:
    return await factories.scene(work)


async def keep(work: Work, scene: Scene, days: int | None = DAYS) -> None:
    await retention_periods.change(work, scene.staff_admin, ChangeRetention(kind=RetentionKind.ENTRY, days=days))


async def night(work: Work) -> None:
    """The whole of the night that has begun, by a process that has just started."""
    trims = Trims(work)
    while await trims.step():
        await told_all(work)


async def left(work: Work, order_id: UUID) -> list[str]:
    return [entry["event"] for entry in await entries_of(work, order_id)]


TRIMMED = ["evidence_pack.made", "evidence_pack.trimmed"]
WORDS = ["porting_request.commented"] * 3


async def test_nothing_goes_unless_staff_chose_a_period(work: Work, scene: Scene, clock: Clock) -> None:
    _, key = await ported_in(work, scene)
    clock.advance(days=2_000)
    await night(work)
    assert await left(work, key) == WORDS
    assert await all_of(work, models.EvidencePack) == []
    assert RetentionKind.ENTRY not in {each.place.kind for each in await retention_periods.listed(work.reader)}
    assert RetentionKind.ENTRY not in await retention.due(work.reader, work.now)


@pytest.mark.parametrize("make", [ported_in, ported_out])
async def test_what_is_due_goes_once_its_evidence_was_made_and_is_in_it(work: Work, scene: Scene, clock: Clock, make: Any) -> None:
    await keep(work, scene)
    order = await make(work, scene)
    before = await entries_of(work, order[1])
    clock.advance(days=DAYS - 1)
    await night(work)
    assert len(await left(work, order[1])) == len(before)
    clock.advance(days=2)
    await night(work)
    assert await left(work, order[1]) == TRIMMED
    pack = await pack_of(work, order[1])
    assert (pack["trimmed_upto"], pack["trimmed_at"]) == (pack["order_sequence"], clock.now)
    assert len(files_of(await fetched(work, pack))["journal.jsonl"].splitlines()) == len(before) == pack["entry_count"]
    (said,) = [entry for entry in await entries_of(work, order[1]) if entry["event"] == "evidence_pack.trimmed"]
    assert (said["internal"], said["told"]) == (False, False)
    (counted,) = [row["entries"] for row in await all_of(work, models.RetentionNight) if row["entries"]]
    assert counted == len(before)
    again = await all_of(work, models.JournalEntry)
    await night(work)
    assert await all_of(work, models.JournalEntry) == again


async def due(work: Work) -> int:
    cut = await retention.entries_until(work.reader, work.now)
    return len([kind for kind in storage.ORDER_KINDS if cut and await storage.first_due(work.reader, kind, cut)])


async def moves_again(work: Work, scene: Scene, key: UUID) -> None:
    await comments.comment_on_porting_request(work, scene.member, key, WriteComment(text="One more thing"))
    await told_all(work)


async def is_held(work: Work, scene: Scene, key: UUID) -> None:
    await legal_holds.set_hold(work, scene.staff_admin, SetLegalHold(request_id=key, reason="Case 12"))
    async with work.database.transaction() as unit:
        await unit.execute("UPDATE journal_entry SET at = $1, relayed_at = $1", work.now - timedelta(days=3 * DAYS))


async def is_owed(work: Work, scene: Scene, key: UUID) -> None:
    await sent(work, "email", ("porting_request", key, scene.account_id), "desk@acme.example", {})
    async with work.database.transaction() as unit:
        await unit.execute("UPDATE delivery SET status = 'PENDING'")


async def is_untold(work: Work, _scene: Scene, _key: UUID) -> None:
    async with work.database.transaction() as unit:
        await unit.execute("UPDATE journal_entry SET relayed_at = NULL WHERE internal")


async def has_not_ended(work: Work, _scene: Scene, _key: UUID) -> None:
    async with work.database.transaction() as unit:
        await unit.execute("UPDATE porting_request SET ended_at = NULL")


async def forgot_how_far_it_came(work: Work, _scene: Scene, _key: UUID) -> None:
    async with work.database.transaction() as unit:
        await unit.execute("UPDATE porting_request SET sequence = 1")


UNMET = {
    "ended": has_not_ended,
    "moved": moves_again,
    "held": is_held,
    "owed": is_owed,
    "unrelayed": is_untold,
    "figures": forgot_how_far_it_came,
}


def test_each_condition_has_what_does_not_meet_it() -> None:
    assert UNMET.keys() == storage.CONDITIONS.keys()


@pytest.mark.parametrize("condition", UNMET)
async def test_it_stays_while_a_condition_is_not_met(
    work: Work, scene: Scene, clock: Clock, condition: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """And it is this condition that holds it: without it the same order goes."""
    await keep(work, scene)
    _, key = await ported_in(work, scene)
    clock.advance(days=2 * DAYS)
    assert await due(work) == 1
    await UNMET[condition](work, scene, key)
    before = await entries_of(work, key)
    assert await due(work) == 0
    await Trims(work).step()
    assert await entries_of(work, key) == before
    assert await all_of(work, models.EvidencePack) == []
    monkeypatch.setitem(storage.CONDITIONS, condition, "1 = 1")
    assert await due(work) == 1


@pytest.mark.parametrize("condition", [each for each in UNMET if each != "figures"])
async def test_it_stays_where_a_condition_fails_after_its_evidence_was_made(work: Work, scene: Scene, clock: Clock, condition: str) -> None:
    await keep(work, scene)
    order = await ported_in(work, scene)
    await evidence_packs.make(work, SYSTEM, order)
    await told_all(work)
    clock.advance(days=2 * DAYS)
    await UNMET[condition](work, scene, order[1])
    before = await entries_of(work, order[1])
    await Trims(work).step()
    assert await entries_of(work, order[1]) == before


async def test_a_hold_set_between_two_pieces_keeps_the_rest(
    work: Work, scene: Scene, clock: Clock, monkeypatch: pytest.MonkeyPatch
) -> None:
    await keep(work, scene)
    _, key = await ported_in(work, scene)
    clock.advance(days=2 * DAYS)
    monkeypatch.setattr(storage, "PIECE", 1)
    monkeypatch.setattr(trimming, "PIECES_AT_ONCE", 1)
    trims = Trims(work)
    for _ in range(2):
        assert await trims.step()
        await told_all(work)
    assert await left(work, key) == [*WORDS[1:], *TRIMMED]
    await is_held(work, scene, key)
    while await trims.step():
        pass
    assert (await left(work, key))[:2] == WORDS[1:]
    await legal_holds.lift_hold(work, scene.staff_admin, LiftLegalHold(request_id=key))
    async with work.database.transaction() as unit:
        await unit.execute(
            "UPDATE journal_entry SET at = $1, relayed_at = $1 WHERE event LIKE 'legal_hold.%'", clock.now - timedelta(days=DAYS + 1)
        )
    await night(work)
    assert [event for event in await left(work, key) if event in WORDS] == []


async def test_evidence_that_is_not_as_it_was_made_keeps_its_entries(work: Work, scene: Scene, clock: Clock) -> None:
    await keep(work, scene)
    order = await ported_in(work, scene)
    young = await ported_in(work, scene)
    row = await evidence_packs.make(work, SYSTEM, order)
    path = work.settings.data_dir / "documents" / row["storage_key"]
    content = path.read_bytes()
    clock.advance(days=2 * DAYS)
    for damage in (content[:-1], content[:60] + bytes([content[60] ^ 1]) + content[61:], None):
        path.unlink() if damage is None else path.write_bytes(damage)
        await night(work)
        assert (await left(work, order[1]))[:3] == WORDS
    assert await left(work, young[1]) == TRIMMED, "and keeps nobody else's"
    path.write_bytes(content)
    await night(work)
    assert await left(work, order[1]) == TRIMMED


async def test_one_round_goes_through_whatever_is_due_and_walks_over_nothing_twice(
    work: Work, scene: Scene, clock: Clock, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Each turn began with the oldest order again: with all that are through with it before the one that is due."""
    await keep(work, scene)
    orders = []
    for _ in range(4):
        orders.append(await ported_in(work, scene))
        clock.advance(hours=1)
    out = await ported_out(work, scene)
    damaged = [await evidence_packs.make(work, SYSTEM, orders[place]) for place in (0, 2)]
    for row in damaged:
        (work.settings.data_dir / "documents" / row["storage_key"]).unlink()
    clock.advance(days=2 * DAYS)
    look, places = storage.first_due, []

    async def looking(*given: Any) -> Any:
        found = await look(*given)
        if found and found.kind == "porting_request":
            places.append(found.place)
            assert given[3] is None or given[3] >= max(places[:-1]), "never behind where it was"
        return found

    monkeypatch.setattr(storage, "first_due", looking)
    await night(work)
    assert [len(await left(work, key)) for _, key in (*orders, out)] == [4, 2, 4, 2, 2]
    assert places == sorted(places)


async def test_what_happened_after_the_evidence_was_made_stays(work: Work, scene: Scene, clock: Clock) -> None:
    await keep(work, scene)
    order = await ported_in(work, scene)
    await evidence_packs.make(work, scene.agent, order)
    await moves_again(work, scene, order[1])
    clock.advance(days=2 * DAYS)
    await night(work)
    assert await left(work, order[1]) == ["evidence_pack.made", "porting_request.commented", "evidence_pack.trimmed"]


class KilledError(Exception):
    """As if the process had died."""


@pytest.mark.parametrize("after", range(1, 5))
async def test_a_process_that_dies_between_two_pieces_leaves_what_the_next_one_goes_on_from(
    work: Work, scene: Scene, clock: Clock, monkeypatch: pytest.MonkeyPatch, after: int
) -> None:
    await keep(work, scene)
    order = await ported_in(work, scene)
    before = [entry["id"] for entry in await entries_of(work, order[1])]
    clock.advance(days=2 * DAYS)
    monkeypatch.setattr(storage, "PIECE", 1)
    forget, pieces = journal.trim_order, []

    async def dying(*given: Any) -> tuple[int, int]:
        pieces.append(1)
        gone = await forget(*given)
        if len(pieces) == after:
            raise KilledError  # the unit ends without its commit
        return gone

    monkeypatch.setattr(journal, "trim_order", dying)
    if after <= len(before):
        with pytest.raises(KilledError):
            await night(work)
        assert [entry["id"] for entry in await entries_of(work, order[1])][: len(before) - after + 1] == before[after - 1 :]
    await night(work)
    assert await left(work, order[1]) == TRIMMED
    (counted,) = [row["entries"] for row in await all_of(work, models.RetentionNight) if row["entries"]]
    assert counted == len(before)


async def read_all(work: Work, cursor: Cursor) -> list[UUID]:
    return [entry["id"] for entry in (await journal.page(work.reader, cursor, 100)).entries]


async def test_live_cursors_go_on_over_a_trim_and_old_ones_have_expired(work: Work, scene: Scene, clock: Clock) -> None:
    start = await journal.head(work.reader)
    old = await ported_in(work, scene)
    old_place = await journal.head(work.reader)
    open_order = await factories.request(work, scene, 1)
    await comments.comment_on_porting_request(work, scene.member, open_order.id, WriteComment(text="Before the old one moved again"))
    between = await journal.head(work.reader)
    other = await ported_out(work, scene)
    end = await journal.head(work.reader)
    await comments.comment_on_porting_request(work, scene.member, open_order.id, WriteComment(text="Later"))
    await told_all(work)
    late = (await read_all(work, end))[-1]
    await keep(work, scene)
    clock.advance(days=2 * DAYS)
    await night(work)
    assert await left(work, old[1]) == await left(work, other[1]) == TRIMMED
    for cursor in (start, old_place, between):
        with pytest.raises(CursorExpired):
            await journal.page(work.reader, cursor, 100)
    assert (await read_all(work, end))[0] == late, "the one that saw all that is gone goes on"
    assert len(await entries_of(work, open_order.id)) == 2, "and nothing of an open order went"
    live = await journal.head(work.reader)
    assert await read_all(work, live) == []


async def test_an_older_order_that_goes_later_does_not_put_the_beginning_back(work: Work, scene: Scene, clock: Clock) -> None:
    """A cursor that had expired was good again, over entries that were gone."""
    await keep(work, scene)
    old = await ported_in(work, scene)
    middle = await journal.head(work.reader)
    new = await ported_in(work, scene)
    await legal_holds.set_hold(work, scene.staff_admin, SetLegalHold(request_id=old[1], reason="Case 12"))
    clock.advance(days=2 * DAYS)
    await night(work)
    assert await left(work, new[1]) == TRIMMED
    with pytest.raises(CursorExpired):
        await journal.page(work.reader, middle, 10)
    await legal_holds.lift_hold(work, scene.staff_admin, LiftLegalHold(request_id=old[1]))
    clock.advance(days=2 * DAYS)
    await told_all(work)
    await night(work)
    assert (await left(work, old[1]))[-1] == "evidence_pack.trimmed"
    with pytest.raises(CursorExpired):
        await journal.page(work.reader, middle, 10)


FIGURES = """{ portingRequests(first: 9) { totalCount edges { node { id status statusReason numberCount openCount waitingOn endedAt
        availableActions { action blockers { code } } comments(first: 9) { edges { node { id text } } } documents { id status }
        attempts { no } numbers(first: 9) { edges { node { id status focAt focHistory { focAt } attemptNo } } } } } }
    portOutRequests(first: 9) { edges { node { id status order { status fee { amount } reversedFee { amount } } } } }
    portingNumbers(first: 9) { totalCount } phoneNumbers(first: 9) { totalCount edges { node { id status } } }
    deliveries(first: 50) { totalCount } fees { id } legalHolds { totalCount } }"""


async def test_every_figure_is_the_same_before_and_after(work: Work, scene: Scene, clock: Clock) -> None:
    await keep(work, scene)
    order, out = await ported_in(work, scene), await ported_out(work, scene)
    clock.advance(days=2 * DAYS)
    await evidence_packs.make(work, SYSTEM, order)
    await evidence_packs.make(work, SYSTEM, out)
    await told_all(work)
    before = {actor.name: await ask(work, actor, FIGURES) for actor in (scene.agent,)}
    counted = [{**row, "sequence": 0, "updated_at": None} for row in await all_of(work, models.PortingRequest)]
    drifted = await contradictions(work)
    await night(work)
    assert await left(work, order[1]) == await left(work, out[1]) == TRIMMED
    assert {actor.name: await ask(work, actor, FIGURES) for actor in (scene.agent,)} == before
    assert [{**row, "sequence": 0, "updated_at": None} for row in await all_of(work, models.PortingRequest)] == counted
    assert await contradictions(work) == drifted, "and `doctor` finds what it found"


async def contradictions(work: Work) -> list[tuple[str, UUID]]:
    return [(code, each.row["id"]) for code in drift.KINDS for each in await drift.contradictions(work.reader, code)]


READERS = {
    "desk/holding.py": "what is untold: such an order is not trimmed",
    "desk/journal.py": "the timeline, which says that what was before is in the evidence",
    "desk/keeping/erasing.py": "empties what is left of a deleted order",
    "desk/keeping/retention.py": "what is untold, and when a draft was touched: a draft has not ended",
    "desk/keeping/trimming.py": "what goes",
    "desk/sandbox.py": "a submission that is owed: such an order is not trimmed",
    "engine/feeds/entry_filters.py": "feeds, whose cursors before what went have expired",
    "engine/feeds/epochs.py": "the numbers of transactions",
    "engine/installation/checkup.py": "the newest entry, which is no old one",
    "engine/installation/health.py": "the oldest that is untold",
    "engine/journal.py": "the feed itself; a sequence without a row to count it is no request's",
    "engine/outbox.py": "what is untold",
    "engine/scope.py": "who sees which",
    "internal_moves/internal_moves.py": "the last day's",
    "people/account_life.py": "what is untold",
    "people/notifications.py": "the last day's",
    "people/second_factors.py": "people's own",
    "people/users.py": "who invited somebody, of the account's own entries, which belong to no order that ends",
    "people/tokens.py": "a carrier's doings since its port-out became live: such a one has not ended",
    "port_ins/porting_requests.py": "requests of which nothing was sent and that have not ended",
    "port_ins/reveals.py": "the last hour's",
    "port_outs/door.py": "the last day's",
    "port_outs/preparations.py": "the last thirty days' of the account, whose own entries belong to no order that ends",
    "exports/parts.py": "the account's export, which has what the journal has",
}


def test_whatever_reads_the_journal_has_said_why_a_trimmed_order_does_not_change_it() -> None:
    """A figure that is counted from entries would change when they go: it gets a column first, and then its line here."""
    reading = re.compile(r"journal_entry|JournalEntry\b")
    found = {
        str(path.relative_to(ROOT))
        for path in ROOT.rglob("*.py")
        if path.relative_to(ROOT).parts[0] not in ("migrations", "models", "row_types") and reading.search(path.read_text(encoding="utf-8"))
    }
    assert found == READERS.keys()


async def test_a_deleted_orders_evidence_goes_with_it(work: Work, scene: Scene, clock: Clock) -> None:
    await keep(work, scene)
    order = await ported_in(work, scene)
    clock.advance(days=2 * DAYS)
    await night(work)
    path = work.settings.data_dir / "documents" / (await pack_of(work, order[1]))["storage_key"]
    assert path.exists()
    clock.advance(days=3_000)
    while await retention.step(work):
        pass
    assert await row_of(work, models.PortingRequest, order[1]) is None
    assert await packs.of_order(work.reader, order[1]) is None
    await night(work)
    assert not path.exists()
    assert await all_of(work, models.EvidencePack) == []


async def test_a_period_is_within_bounds_and_can_be_taken_back(work: Work, scene: Scene) -> None:
    for days in (0, 89, 10_959):
        with pytest.raises(InvalidInput, match="days"):
            await keep(work, scene, days)
    await keep(work, scene, 90)
    await keep(work, scene, None)
    said = [row["reason"] for row in await all_of(work, models.JournalEntry) if row["event"] == "retention.changed"]
    what = "entries of the journal, of orders that have ended"
    assert said == [
        f"Kept from now on for 90 days, for as long as their order before: {what}.",
        f"Kept from now on for as long as their order, for 90 days before: {what}.",
    ]


async def test_while_it_is_held_a_release_says_what_would_go(work: Work, scene: Scene, clock: Clock) -> None:
    await keep(work, scene)
    await ported_in(work, scene)
    clock.advance(days=2 * DAYS)
    would = await behind_the_gate.all_that_would(work)
    assert sum(row["n"] for row in would[HeldKind.RETENTION]) >= len(WORDS)
    assert (await behind_the_gate.WOULD["journal"](work))[HeldKind.RETENTION] == [
        {"order_kind": "account", "order_id": scene.account_id, "n": len(WORDS)}
    ]
    assert "journal" in {loop.name for loop in paper_loops(work)}


async def test_entries_beyond_a_piece_go_too(work: Work, scene: Scene, clock: Clock) -> None:
    await keep(work, scene)
    _, key = await ported_in(work, scene)
    (first, *_) = await entries_of(work, key)
    more = [{**first, "id": new_id(work.now), "order_sequence": 4 + place} for place in range(450)]
    async with work.database.transaction() as unit:
        await sql.insert(unit, models.JournalEntry, [{name: row[name] for name in row if name not in ("position", "xid")} for row in more])
        await unit.execute("UPDATE porting_request SET sequence = 453")
    clock.advance(days=2 * DAYS)
    preview = {kept: sum(row["n"] for row in found) for kept, found in (await retention.due(work.reader, work.now)).items()}
    assert preview[RetentionKind.ENTRY] == 453
    assert await trimming.run(work, SYSTEM) == 453
    assert await left(work, key) == TRIMMED


async def test_the_feed_says_that_a_cursor_from_before_has_expired_and_goes_on_behind_it(work: Work, scene: Scene, clock: Clock) -> None:
    """As a client asks: never a silent gap."""
    await keep(work, scene)
    start = (await ask(work, scene.member, "{ journalCursor }"))["journalCursor"]
    order = await ported_in(work, scene)
    clock.advance(days=2 * DAYS)
    end = (await ask(work, scene.member, "{ journalCursor }"))["journalCursor"]
    await night(work)
    mine = scope_of(scene)
    with pytest.raises(CursorExpired):
        await journal.page(work.reader, Cursor.decode(start), 10, mine)
    seen = (await journal.page(work.reader, Cursor.decode(end), 10, mine)).entries
    assert [(entry["event"], entry["order_id"]) for entry in seen] == [("evidence_pack.trimmed", order[1])]
    shown = await ask(
        work, scene.member, "query ($id: ID!) { portingRequest(id: $id) { journal(first: 9) { edges { node { event reason } } } } }",
        id=ids.spelled(*order),
    )  # fmt: skip
    (node,) = [edge["node"] for edge in shown["portingRequest"]["journal"]["edges"]]
    day = (await pack_of(work, order[1]))["created_at"].date()
    assert node == {
        "event": "EVIDENCE_PACK_TRIMMED",
        "reason": f"What happened before is in the evidence that the operator put together on {day}.",
    }


def scope_of(scene: Scene) -> tuple[str, list[Any]]:
    """What a member of the account may see of the journal."""
    params = Params()
    return visible(scene.member, "journal_entry", "journal_entry", params), params.values
