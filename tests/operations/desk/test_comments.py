"""Comments written, read and journaled: what is internal never leaves the operator, and no carrier hears of any."""

from __future__ import annotations

from uuid import UUID

import pytest

from portico.domain.actors import Actor
from portico.domain.ids import new_id
from portico.domain.port_outs.port_out_request import ApprovePart
from portico.domain.refusals import InvalidInput, NotFound, NotPermitted
from portico.operations.desk.comments import (
    WriteComment,
    WriteCommentOnPortOut,
    comment_on_port_out_request,
    comment_on_porting_request,
)
from portico.operations.engine.idempotency import Key
from portico.operations.engine.moves import move_one
from portico.operations.engine.outcomes import Target
from portico.operations.engine.work import Work
from portico.storage import models
from portico.storage.desk import comments
from portico.storage.engine import journal, rows
from portico.storage.engine.feeds.entry_filters import EntryFilter
from portico.storage.engine.journal import Cursor
from portico.storage.engine.scope import Params, admits, needs_the_table, visible
from tests import factories
from tests.operations.engine import archive

pytestmark = pytest.mark.either_engine


async def read(work: Work, actor: Actor, order_id: UUID, kind: str = "porting_request") -> list[str]:
    """What the actor reads of an order, newest first."""
    select = comments.of_order(actor, kind, order_id)
    statement = f"SELECT {select.columns} FROM {select.tables} WHERE {select.condition} ORDER BY c.created_at DESC, c.id DESC"
    return [row["text"] for row in rows.decode_all(models.Comment, await work.reader.fetch(statement, *select.params.values))]


async def journal_of(work: Work, actor: Actor) -> list[str]:
    params = Params()
    condition = visible(actor, "journal_entry", "j", params)
    found = await work.reader.fetch(f"SELECT j.event FROM journal_entry j WHERE {condition} ORDER BY j.position", *params.values)
    return [row["event"] for row in found]


async def test_customer_and_staff_talk_and_staff_talk_among_themselves(work: Work) -> None:
    scene, other = await factories.scene(work), await factories.scene(work)
    placed = await factories.request(work, scene)
    await comment_on_porting_request(work, scene.member, placed.id, WriteComment(text=" When?\r\nSoon? "))
    await comment_on_porting_request(work, scene.agent, placed.id, WriteComment(text="Ask the carrier first.", internal=True))
    await comment_on_porting_request(work, scene.agent, placed.id, WriteComment(text="Next week."))
    assert await read(work, scene.agent, placed.id) == ["Next week.", "Ask the carrier first.", "When?\nSoon?"]
    assert await read(work, scene.viewer, placed.id) == ["Next week.", "When?\nSoon?"]
    for actor in (other.admin, scene.losing, scene.network):
        assert await read(work, actor, placed.id) == []
    await archive.check_journal(work)


async def test_the_journal_says_that_there_is_a_comment_and_not_what_it_says(work: Work) -> None:
    scene = await factories.scene(work)
    placed = await factories.request(work, scene, 1)
    made = await comment_on_porting_request(work, scene.agent, placed.id, WriteComment(text="Secretly slow.", internal=True))
    await comment_on_porting_request(work, scene.agent, placed.id, WriteComment(text="We are on it."))
    await comment_on_porting_request(work, scene.member, placed.id, WriteComment(text="Thanks."))
    internal, told, answered = await archive.entries_of(work, placed.id)
    assert (internal["event"], internal["subject_kind"], internal["subject_id"]) == ("porting_request.commented", "comment", made)
    assert [(e["internal"], e["told"]) for e in (internal, told, answered)] == [(True, False), (False, True), (False, False)]
    assert {entry["reason"] for entry in (internal, told, answered)} == {"A comment was added."}
    request = await archive.row_of(work, models.PortingRequest, placed.id)
    assert request
    assert (request["version"], request["sequence"]) == (1, 3), "words change nothing about the order"


async def test_what_is_internal_is_in_nobody_elses_journal_and_no_comment_is_in_a_carriers(work: Work) -> None:
    scene = await factories.scene(work)
    at_carrier = await factories.request(work, scene, [factories.Number.IN_PROCESS])
    await comment_on_porting_request(work, scene.agent, at_carrier.id, WriteComment(text="Between us.", internal=True))
    await comment_on_porting_request(work, scene.agent, at_carrier.id, WriteComment(text="For you."))
    assert await journal_of(work, scene.agent) == ["porting_request.commented"] * 2
    assert await journal_of(work, scene.admin) == ["porting_request.commented"]
    assert await journal_of(work, scene.network) == []
    assert await journal_of(work, scene.losing) == []


async def test_port_outs_are_commented_on_alike(work: Work) -> None:
    scene = await factories.scene(work)
    placed = await factories.port_out(work, scene)
    await comment_on_port_out_request(work, scene.member, placed.id, WriteComment(text="Not ours!"))
    await comment_on_port_out_request(work, scene.agent, placed.id, WriteComment(text="Looks odd.", internal=True))
    assert await read(work, scene.agent, placed.id, "port_out_request") == ["Looks odd.", "Not ours!"]
    assert await read(work, scene.member, placed.id, "port_out_request") == ["Not ours!"]
    assert await read(work, scene.network, placed.id, "port_out_request") == []
    assert [entry["event"] for entry in await archive.entries_of(work, placed.id)] == ["port_out_request.commented"] * 2


async def test_a_gaining_carrier_reads_its_own_words_and_those_addressed_to_it_and_no_others(work: Work) -> None:
    scene, other = await factories.scene(work), await factories.scene(work)
    placed = await factories.port_out(work, scene)

    async def say(actor: Actor, text: str, **to: bool) -> None:
        await comment_on_port_out_request(work, actor, placed.id, WriteCommentOnPortOut(text=text, **to))

    await say(scene.member, "Never heard of them.")
    await say(scene.member, "Which Mr Doe?", to_carrier=True)
    await say(scene.network, "John Doe, of accounting.")
    await say(scene.agent, "They did this before.", internal=True)
    await say(scene.agent, "Do you know him?")
    await say(scene.agent, "We are looking into it.", to_carrier=True)
    heard = ["We are looking into it.", "John Doe, of accounting.", "Which Mr Doe?"]
    assert await read(work, scene.network, placed.id, "port_out_request") == heard
    for actor in (scene.losing, other.network, other.admin):
        assert await read(work, actor, placed.id, "port_out_request") == []
    assert len(await read(work, scene.viewer, placed.id, "port_out_request")) == 5
    assert len(await read(work, scene.agent, placed.id, "port_out_request")) == 6
    assert await journal_of(work, scene.network) == [
        "port_out_request.commented", "port_out_request.commented_by_carrier", "port_out_request.commented",
    ]  # fmt: skip
    assert await journal_of(work, other.network) == []
    entries = await archive.entries_of(work, placed.id)
    assert [entry["told"] for entry in entries] == [False, False, True, False, True, True]
    assert all("words" not in str(entry["data"]) and entry["reason"] == "A comment was added." for entry in entries)


async def test_a_feed_shows_a_carrier_no_entry_of_words_that_are_not_for_it(work: Work) -> None:
    """What is read off an entry alone only sifts: of a carrier's the table has the last word, and both were asked."""
    scene = await factories.scene(work)
    placed = await factories.port_out(work, scene)
    for internal, to_carrier in ((True, False), (False, False), (False, True)):
        command = WriteCommentOnPortOut(text="Words", internal=internal, to_carrier=to_carrier)
        await comment_on_port_out_request(work, scene.agent, placed.id, command)
    entries = await archive.entries_of(work, placed.id)
    assert [admits(scene.network)(entry) for entry in entries] == [False, True, True]
    assert needs_the_table(scene.network)
    beginning = Cursor(work.database.epoch)
    page = await journal.page(work.reader, beginning, 100, EntryFilter(order_id=placed.id).where(scene.network, work.reader.dialect))
    assert [entry["subject_id"] for entry in page.entries] == [entries[2]["subject_id"]]


async def test_what_only_staff_read_is_addressed_to_no_carrier(work: Work) -> None:
    scene = await factories.scene(work)
    placed = await factories.port_out(work, scene)
    with pytest.raises(InvalidInput) as refused:
        await comment_on_port_out_request(work, scene.agent, placed.id, WriteCommentOnPortOut(text="Hm.", internal=True, to_carrier=True))
    assert {field.path: field.code for field in refused.value.fields} == {"toCarrier": "CONTRADICTS"}
    with pytest.raises(InvalidInput):
        await comment_on_port_out_request(work, scene.network, placed.id, WriteCommentOnPortOut(text="Hm.", internal=True))


async def test_the_rest_of_a_split_part_keeps_its_comments_with_who_reads_them(work: Work) -> None:
    scene = await factories.scene(work)
    placed = await factories.port_out(work, scene, 2)
    for actor, text, to_carrier in ((scene.network, "Please hurry.", False), (scene.member, "Why?", True), (scene.agent, "Odd.", False)):
        await comment_on_port_out_request(work, actor, placed.id, WriteCommentOnPortOut(text=text, to_carrier=to_carrier))
    await move_one(work, scene.member, "port_out_request", "approve_part", Target(placed.id), ApprovePart([placed.e164s[0]]))
    (rest,) = [row for row in await archive.all_of(work, models.PortOutRequest) if row["parent_id"]]
    assert await read(work, scene.member, rest["id"], "port_out_request") == ["Odd.", "Why?", "Please hurry."]
    assert await read(work, scene.network, rest["id"], "port_out_request") == ["Why?", "Please hurry."]
    assert await read(work, scene.network, placed.id, "port_out_request") == ["Why?", "Please hurry."]


async def test_who_may_not_write_is_refused(work: Work) -> None:
    scene, other = await factories.scene(work), await factories.scene(work)
    placed = await factories.request(work, scene, [factories.Number.IN_PROCESS])
    for actor in (scene.viewer, scene.network, scene.losing):
        with pytest.raises(NotPermitted):
            await comment_on_porting_request(work, actor, placed.id, WriteComment(text="Hello"))
    for actor, key in ((other.admin, placed.id), (scene.member, new_id())):
        with pytest.raises(NotFound):
            await comment_on_porting_request(work, actor, key, WriteComment(text="Hello"))
    assert await archive.all_of(work, models.Comment) == []


async def test_everything_wrong_with_a_comment_is_said_at_once(work: Work) -> None:
    scene = await factories.scene(work)
    placed = await factories.request(work, scene)
    with pytest.raises(InvalidInput) as refused:
        await comment_on_porting_request(work, scene.admin, placed.id, WriteComment(text=" ", internal=True))
    assert {field.path: field.code for field in refused.value.fields} == {"text": "REQUIRED", "internal": "STAFF_ONLY"}
    with pytest.raises(InvalidInput):
        await comment_on_porting_request(work, scene.admin, placed.id, WriteComment(text="x" * 4001))


async def test_a_repeated_command_writes_one_comment(work: Work) -> None:
    scene = await factories.scene(work)
    placed = await factories.request(work, scene)
    key = Key("portingRequestComment", "once", {"text": "Hello"})
    first = await comment_on_porting_request(work, scene.member, placed.id, WriteComment(text="Hello"), key)
    assert await comment_on_porting_request(work, scene.member, placed.id, WriteComment(text="Hello"), key) == first
    assert len(await archive.all_of(work, models.Comment)) == 1
