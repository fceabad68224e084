"""From journal entries to deliveries: once, in order, whole moves, whatever crashes."""

from __future__ import annotations

import asyncio
import json
from collections.abc import Mapping
from typing import Any
from uuid import UUID

import pytest

from portico.domain import ids
from portico.domain.statuses import Level
from portico.mailroom import relay as mailroom_relay
from portico.mailroom.relay import Relay
from portico.storage.engine import journal
from tests import factories
from tests.factories import Rows
from tests.mailroom.conftest import Room, happened, portable


async def test_a_move_of_many_numbers_is_one_mail_per_address_and_one_callback(room: Room) -> None:
    request = await room.request(3)
    await room.journal(request, portable(request))
    await room.turn()
    assert sorted(to for to, _ in room.post.sent) == ["ada@acme.example", "desk@acme.example"]
    [call] = room.receiver.calls
    assert call.event["type"] == "porting_number.marked_portable"
    data = call.event["data"]
    assert [event["number"] for event in data["events"]] == list(request.e164s)
    assert [event["numberId"] for event in data["events"]] == [ids.encode("pnum", number) for number in request.numbers]
    assert (data["events"][0]["from"], data["events"][0]["to"], data["events"][0]["reason"]) == ("PENDING", "PORTABLE", "Because.")
    assert (data["sequence"], data["request"]["name"]) == (3, "Büro “A”")
    assert call.event["timestamp"] == data["events"][0]["at"] == "2026-03-02T15:00:00Z"
    assert room.rendered == [("porting_request", request.id)]


async def test_nothing_is_relayed_twice(room: Room) -> None:
    request = await room.request()
    await room.journal(request, portable(request))
    await room.turn()
    await room.turn()
    assert (len(room.post.letters), len(room.receiver.calls)) == (2, 1)
    assert not await room.relay.step()


async def test_the_moves_of_an_order_go_out_in_its_sequence(room: Room) -> None:
    request = await room.request(2)
    moves = [[happened(f"porting_number.{event}", request.numbers[0], data={"e164": request.e164s[0]})] for event in EVENTS]
    await room.journal(request, *moves)
    await room.turn()
    assert [call.event["type"] for call in room.receiver.calls] == [f"porting_number.{event}" for event in EVENTS]
    assert [call.event["data"]["sequence"] for call in room.receiver.calls] == [1, 2, 3, 4]
    subjects = [subject for to, subject in room.post.sent if to == "desk@acme.example"]
    assert [
        next(words for words in ("can be ported", "started", "losing carrier", "FOC date") if words in subject) for subject in subjects
    ] == ["can be ported", "started", "losing carrier", "FOC date"]
    assert len(room.rendered) == 1, "one rendering serves all moves of an order that are relayed together"


EVENTS = ("marked_portable", "started", "handed_over", "foc_confirmed")


async def test_an_address_in_both_lists_gets_one_mail(room: Room) -> None:
    made = Rows(room.work.now)
    scene = made.scene(notification_emails=["Desk@acme.example", "ops@acme.example"])
    profile = made.company_profile(scene.account_id, emails=["ops@ACME.example", "ada@acme.example"])
    request = made.request(scene, 1, company_profile_id=profile)
    await made.write(room.work)
    await room.journal(request, portable(request))
    await room.turn()
    assert sorted(to for to, _ in room.post.sent) == ["Desk@acme.example", "ada@acme.example", "ops@acme.example"]
    assert not room.receiver.calls


async def test_a_callback_goes_to_the_requests_own_address_first(room: Room) -> None:
    request = await room.request(1, callback_url=room.receiver.url("/own"))
    await room.journal(request, portable(request))
    await room.turn()
    assert [call.path for call in room.receiver.calls] == ["/own"]


async def test_what_is_not_told_or_internal_makes_nothing_and_is_done_with(room: Room) -> None:
    request = await room.request(1)
    quiet = happened("porting_number.review_started", request.number, told=False)
    internal = happened("porting_number.noted", request.number, internal=True)
    await room.journal(request, [quiet], [internal])
    await room.turn()
    assert not await room.deliveries()
    assert not await room.relay.step()
    assert not room.rendered


async def test_untold_entries_stay_out_of_a_told_move(room: Room) -> None:
    request = await room.request(1)
    quiet = happened("porting_number.profile_assigned", request.number, told=False, data={"e164": request.e164s[0]})
    secret = happened("porting_number.noted", request.number, internal=True, reason="the customer is difficult")
    await room.journal(request, [quiet, *portable(request), secret])
    await room.turn()
    [call] = room.receiver.calls
    assert [event["event"] for event in call.event["data"]["events"]] == ["porting_number.marked_portable"]
    assert "difficult" not in room.post.body()
    assert b"difficult" not in call.body


async def test_a_discarded_draft_is_relayed_to_nobody(room: Room) -> None:
    request = await room.request(1, status="DRAFT", papers=None)
    await room.journal(request, [happened("porting_request.discarded", request.id)])

    async def erase(unit: Any) -> None:
        await unit.connection.execute("DELETE FROM porting_request WHERE id = $1", request.id)

    await room.work.unit(erase)
    await room.turn()
    assert not await room.deliveries()
    assert not await room.relay.step()


async def test_the_order_speaks_for_the_move_and_the_last_word_wins(room: Room) -> None:
    request = await room.request(1)
    last = happened("porting_number.completed", request.number, "FOC_DATE_SET", "COMPLETED", data={"e164": request.e164s[0]})
    concluded = happened("porting_request.concluded", request.id, "IN_PROGRESS", "COMPLETED")
    await room.journal(request, [last, concluded])
    await room.turn()
    [call] = room.receiver.calls
    assert call.event["type"] == "porting_request.concluded"
    assert [event["event"] for event in call.event["data"]["events"]] == ["porting_number.completed", "porting_request.concluded"]
    assert call.event["data"]["events"][1]["numberId"] is None
    assert {row["event"] for row in await room.deliveries()} == {"porting_request.concluded"}


async def test_a_number_is_named_even_where_its_entry_does_not_tell_it(room: Room) -> None:
    request = await room.request(1)
    await room.journal(request, [happened("porting_number.marked_portable", request.number, "PENDING", "PORTABLE")])
    await room.turn()
    assert room.receiver.calls[0].event["data"]["events"][0]["number"] == request.e164s[0]


async def test_a_port_out_is_written_to_the_account_and_told_to_the_gaining_carrier(room: Room) -> None:
    port_out = await factories.port_out(
        room.work, room.scene, 2, status="REJECTED", reject_code="NAME_MISMATCH", reject_comment="private words"
    )
    move = [happened("port_out_request.rejected", port_out.id, "ACTION_REQUIRED", "REJECTED", reason="private words")]
    await room.journal(port_out, move)
    await room.turn()
    assert [to for to, _ in room.post.sent] == ["desk@acme.example"]
    assert [call.event["type"] for call in room.receiver.calls] == ["port_out_request.rejected"]
    [told] = room.carried
    assert told.destination == f"carrier:{room.scene.network_id}"
    [task] = told.payload["tasks"]
    assert (task["task"], task["status"], task["code"]) == ("outcome", "REJECTED", "NAME_MISMATCH")
    assert "private" not in json.dumps(told.payload), "a carrier hears codes, never comments"


async def test_without_notification_addresses_the_administrators_are_written_to(room: Room) -> None:
    made = Rows(room.work.now)
    scene = made.scene(notification_emails=[], default_callback_url=None)
    made.user(Level.ADMIN, scene.account_id, email="boss@acme.example")
    made.user(Level.ADMIN, scene.account_id, email="gone@acme.example", disabled_at=room.work.now)
    port_out = made.port_out(scene, 1)
    await made.write(room.work)
    await room.journal(port_out, [happened("port_out_request.received", port_out.id, None, "ACTION_REQUIRED")])
    await room.turn()
    assert {to for to, _ in room.post.sent} >= {"boss@acme.example"}
    assert "gone@acme.example" not in {to for to, _ in room.post.sent}
    assert all(to.startswith(("boss", "customer.admin")) for to, _ in room.post.sent)


async def test_what_a_move_owes_the_network_carrier_is_one_delivery_with_its_numbers(room: Room) -> None:
    request = await room.request(3)
    started = [
        happened("porting_number.started", request.numbers[n], "PORTABLE", "IN_PROCESS", data={"owes": "submit", "e164": request.e164s[n]})
        for n in (0, 2)
    ]
    await room.journal(request, started)
    await room.turn()
    [owed] = room.carried
    assert owed.destination == f"carrier:{room.scene.network_id}"
    assert [number["e164"] for number in owed.payload["tasks"][0]["numbers"]] == [request.e164s[0], request.e164s[2]]
    assert owed.payload["tasks"][0]["task"] == "submit"


async def test_a_request_that_owes_something_owes_it_for_the_numbers_that_moved_with_it(room: Room) -> None:
    request = await room.request(2, country="NL")
    accepted = happened("porting_request.accepted", request.id, "REQUESTED", "IN_PROGRESS", data={"owes": "submit"})
    mirrored = [
        happened("porting_number.in_process", number, "PENDING", "IN_PROCESS", data={"e164": e164})
        for number, e164 in zip(request.numbers, request.e164s, strict=True)
    ]
    await room.journal(request, [accepted, *mirrored])
    await room.turn()
    [owed] = room.carried
    assert [number["id"] for number in owed.payload["tasks"][0]["numbers"]] == [str(number) for number in request.numbers]


async def test_an_order_that_cannot_be_rendered_holds_up_no_other_and_is_tried_again(room: Room, monkeypatch: pytest.MonkeyPatch) -> None:
    bad, good = await room.request(1), await room.request(1)
    await room.journal(bad, portable(bad))
    await room.journal(good, portable(good))
    render = room.render

    async def broken(order_kind: str, order_id: UUID, account_id: UUID) -> Mapping[str, Any] | None:
        if order_id == bad.id:
            raise RuntimeError("no such field")
        return await render(order_kind, order_id, account_id)

    monkeypatch.setattr(room.relay, "_render", broken)
    await room.relay.step()
    assert not await room.relay.step(), "the troubled order is left alone for a while"
    assert {row["order_id"] for row in await room.deliveries()} == {good.id}
    monkeypatch.setattr(room.relay, "_render", render)
    room.work.clock.advance(minutes=1)  # type: ignore[attr-defined]
    await room.turn()
    assert {row["order_id"] for row in await room.deliveries()} == {good.id, bad.id}


async def test_a_relay_that_dies_before_its_commit_loses_and_doubles_nothing(room: Room, monkeypatch: pytest.MonkeyPatch) -> None:
    request = await room.request(2)
    await room.journal(request, portable(request), portable(request, 1))

    async def dies(*_: object) -> int:
        raise ConnectionError("killed")

    monkeypatch.setattr(journal, "mark_relayed", dies)
    await room.relay.step()
    assert not await room.deliveries()
    monkeypatch.undo()
    another = Relay(room.work, room.render, lambda: None)
    while await another.step():
        pass
    assert len(await room.deliveries("callback")) == 2
    assert len(await room.deliveries("email")) == 4
    await room.turn()
    assert [call.event["data"]["sequence"] for call in room.receiver.calls] == [2, 3]


async def test_relays_of_two_workers_share_the_work_without_doubles_and_in_order(room: Room) -> None:
    requests = [await room.request(1) for _ in range(4)]
    for _ in range(3):
        for request in requests:
            await room.journal(request, portable(request))
    relays = [Relay(room.work, room.render, lambda: None) for _ in range(3)]

    async def crank(one: Relay) -> None:
        while await one.step():
            pass

    await asyncio.gather(*map(crank, relays))
    assert len(await room.deliveries("callback")) == 12
    await room.turn()
    for request in requests:
        mine = [call.event["data"]["sequence"] for call in room.receiver.calls if call.event["data"]["request"]["id"] == str(request.id)]
        assert mine == [1, 2, 3]


async def test_entries_that_commit_while_an_order_is_rendered_wait_for_the_next_turn(room: Room, monkeypatch: pytest.MonkeyPatch) -> None:
    request = await room.request(2)
    await room.journal(request, portable(request, 0))
    render = room.render

    async def slow(order_kind: str, order_id: UUID, account_id: UUID) -> Mapping[str, Any] | None:
        if not room.rendered:
            await room.journal(request, portable(request, 1))
        return await render(order_kind, order_id, account_id)

    monkeypatch.setattr(room.relay, "_render", slow)
    await room.relay.step()
    assert len(await room.deliveries("callback")) == 1
    await room.relay.step()
    assert len(room.rendered) == 2, "the second callback carries the order as it was after its own move"
    assert len(await room.deliveries("callback")) == 2


async def test_a_big_move_is_relayed_whole(room: Room, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(mailroom_relay, "ENTRIES", 10)
    request = await room.request(60)
    await room.journal(request, portable(request))
    await room.turn("callback")
    [call] = room.receiver.calls
    assert len(call.event["data"]["events"]) == 60


async def test_every_entry_is_marked_whoever_it_was_for(room: Room) -> None:
    request = await room.request(1)
    entry = happened("account.updated", room.scene.account_id)
    await room.journal(request, [entry | {"order_kind": "account", "order_id": room.scene.account_id}], portable(request))
    await room.turn()
    (row,) = await room.work.reader.fetch("SELECT count(*) AS n FROM journal_entry WHERE relayed_at IS NULL")
    assert row["n"] == 0
