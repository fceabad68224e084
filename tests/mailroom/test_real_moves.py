"""What operations really write, as it arrives: the letters and callbacks of moves made by their own commands."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta
from functools import partial
from typing import Any
from uuid import UUID

import pytest

from portico.domain import ids
from portico.domain.actors import SYSTEM, Actor
from portico.domain.events import RowEvent
from portico.domain.giving_reasons import GiveReason
from portico.domain.inventory.phone_numbers import display
from portico.domain.port_ins.documents.document import RejectDocument
from portico.domain.port_ins.porting_number import ConfirmFoc, NameReasons
from portico.domain.port_ins.porting_request import Block, BlockedNumber, MakeReady, SchedulePerform
from portico.domain.port_outs.port_out_request import Amend, RejectPortOut
from portico.domain.reasons import PortOutRejectCode, ReasonCode
from portico.domain.sentences import Said, declared
from portico.domain.statuses import DocumentKind, DocumentStatus, PortingNumberStatus
from portico.operations.engine import moves
from portico.operations.engine.outcomes import Target
from portico.operations.engine.work import Unit
from portico.operations.port_ins.porting_requests import replace
from portico.storage.port_ins import porting_numbers
from tests import factories
from tests.clock import Clock
from tests.graphql.asking import ask
from tests.mailroom.conftest import Room
from tests.operations.engine import archive

pytestmark = pytest.mark.either_engine


async def move(room: Room, actor: Actor, subject: str, verb: str, ids: Sequence[UUID], asked: Any = None) -> None:
    outcomes = await moves.move(room.work, actor, subject, verb, [Target(id_) for id_ in ids], asked)
    assert [outcome.refusal for outcome in outcomes] == [None] * len(outcomes)
    await room.turn()


async def at_the_carrier(room: Room, *statuses: PortingNumberStatus) -> factories.Request:
    return await factories.request(room.work, room.scene, [{"status": status} for status in statuses])


IN_PROCESS, FOC_SET = PortingNumberStatus.IN_PROCESS, PortingNumberStatus.FOC_DATE_SET


async def test_a_confirmed_foc_date_arrives_on_the_losing_carriers_clock(room: Room) -> None:
    request = await at_the_carrier(room, IN_PROCESS, IN_PROCESS)
    foc = datetime.fromisoformat("2026-03-10T14:00:00+00:00")
    await move(room, room.scene.agent, "porting_number", "confirm_foc", request.numbers, ConfirmFoc(foc))
    assert room.post.letters[0]["Subject"].endswith("FOC date for 2 numbers: 10 March 2026")
    assert "FOC date: Tuesday 10 March 2026, 10:00 (America/New_York)" in room.post.body()
    [call] = room.receiver.calls
    events = call.event["data"]["events"]
    assert [(event["to"], event["facts"][0]["text"]) for event in events] == [("FOC_DATE_SET", "FOC date: 10 March 2026.")] * 2


async def test_a_foc_date_so_near_that_the_number_is_added_at_once_is_one_letter(room: Room, clock: Clock) -> None:
    request = await at_the_carrier(room, IN_PROCESS)
    await move(room, room.scene.agent, "porting_number", "confirm_foc", request.numbers, ConfirmFoc(clock.now + timedelta(hours=24)))
    assert len(room.post.letters) == 2
    body = room.post.body()
    assert "The losing carrier confirmed the date" in body
    assert "Added to your inventory" in body
    assert "What you need to do" in body
    [call] = room.receiver.calls
    assert [event["event"] for event in call.event["data"]["events"]] == ["porting_number.foc_confirmed", "porting_number.provisioned"]


async def test_a_needed_correction_arrives_with_its_codes_in_words(room: Room) -> None:
    request = await at_the_carrier(room, IN_PROCESS)
    asked = NameReasons([ReasonCode.NAME_MISMATCH, ReasonCode.OTHER], "They have you as Acme Holding.")
    await move(room, room.scene.agent, "porting_number", "require_action", request.numbers, asked)
    body = " ".join(room.post.body().split())
    assert "* The subscriber's name is not spelled as the losing carrier has it on record." in body
    assert "Reason: They have you as Acme Holding." in body


async def test_a_date_taken_back_takes_the_number_out_of_the_inventory_in_the_same_letter(room: Room, clock: Clock) -> None:
    number = {"status": FOC_SET, "foc_at": clock.now + timedelta(hours=20), "provisioned_at": clock.now}
    request = await factories.request(room.work, room.scene, [number])
    await move(room, room.scene.agent, "porting_number", "withdraw_foc", request.numbers, GiveReason("Their system was down."))
    assert len(room.post.letters) == 2
    body = room.post.body()
    assert body.index("withdrew its date") < body.index("Taken out of your inventory")
    assert body.count("Their system was down.") == 1


async def test_the_last_number_and_its_request_end_in_one_letter(room: Room, clock: Clock) -> None:
    number = {"status": FOC_SET, "foc_at": clock.now, "provisioned_at": clock.now}
    request = await factories.request(room.work, room.scene, [number])
    await move(room, room.scene.agent, "porting_number", "complete", request.numbers, GiveReason())
    assert [letter["Subject"].partition(": ")[2] for letter in room.post.letters] == ["Request completed"] * 2
    assert "Outcome: The number was ported." in room.post.body()
    assert "Reason:" not in room.post.body(), "nobody gave one"
    assert [call.event["type"] for call in room.receiver.calls] == ["porting_request.concluded"]


OUTCOME = declared()["porting_request.outcome"].said(ported=2, count=2)
CONCLUDED = RowEvent("porting_request.concluded")
SAID = [
    ("porting_number.completed", "It rings.", None, None),
    ("porting_number.completed", "The number is in service here.", "porting_number.complete", {}),
    (CONCLUDED, "Every number of the request has come to its end.", "porting_request.conclude", {}),
    (CONCLUDED, "2 of 2 numbers ported.", "porting_request.outcome", {"ported": 2, "count": 2}),
]
JOURNAL = "query ($id: ID!) { portingRequest(id: $id) { journal { edges { node { reason reasonCode reasonParams } } } } }"


async def test_what_was_said_reaches_every_reader_with_its_code_and_what_it_names(room: Room, clock: Clock) -> None:
    """Nothing held that rows, API, letters and callbacks keep it: without it no other language can be put in its place."""
    number = {"status": FOC_SET, "foc_at": clock.now, "provisioned_at": clock.now}
    request = await factories.request(room.work, room.scene, [number, number])
    for key, reason in zip(request.numbers, ("It rings.", None), strict=True):
        await move(room, room.scene.agent, "porting_number", "complete", [key], GiveReason(reason))
    await room.work.unit(partial(_record, request.id, OUTCOME))
    await room.turn()
    kept = [entry for entry in await archive.entries_of(room.work, request.id) if entry["told"]]
    assert [(e["event"], e["reason"], e["reason_code"], e["reason_params"]) for e in kept] == SAID
    node = (await ask(room.work, room.scene.agent, JOURNAL, id=ids.spelled("porting_request", request.id)))["portingRequest"]
    told = [tuple(edge["node"].values()) for edge in reversed(node["journal"]["edges"])]
    assert [each for each in told if each in [said[1:] for said in SAID]] == [said[1:] for said in SAID]
    called = [event for call in room.receiver.calls for event in call.event["data"]["events"]]
    assert [(event["event"], event["reason"], event["reasonCode"], event["reasonParams"]) for event in called] == SAID
    letters = {row["move_id"]: row["payload"] for row in await room.deliveries("email")}.values()
    happened = [(h["event"], h.get("reason"), h.get("reason_code"), h.get("reason_params")) for each in letters for h in each["happenings"]]
    assert happened == [(event, None if code else text, code, params or None) for event, text, code, params in SAID]
    assert [each["order"].get("outcome_said") for each in letters] == [None, *[{"code": OUTCOME.code, "params": OUTCOME.named}] * 2]


async def _record(order: UUID, said: Said, unit: Unit) -> None:
    await unit.lock("porting_request", [order])
    unit.record(
        subject_kind="porting_request",
        subject_id=order,
        version=9,
        order_id=order,
        verb="conclude",
        event=CONCLUDED,
        reason=said,
        to_status="COMPLETED",
    )


async def test_an_order_that_is_started_is_owed_to_its_network_carrier(room: Room) -> None:
    request = await at_the_carrier(room, PortingNumberStatus.PORTABLE, PortingNumberStatus.PORTABLE)
    await move(room, room.scene.agent, "porting_number", "start", request.numbers)
    [owed] = room.carried
    [task] = owed.payload["tasks"]
    assert (task["task"], [number["e164"] for number in task["numbers"]]) == ("submit", list(request.e164s))


async def test_a_dutch_request_that_is_ready_tells_its_window_and_what_to_do(room: Room) -> None:
    request = await factories.request(room.work, room.scene, [{"status": IN_PROCESS}], country="NL")
    ready = MakeReady(datetime.fromisoformat("2026-03-09T00:00:00+00:00").date())
    await move(room, room.scene.agent, "porting_request", "make_ready", [request.id], ready)
    body = room.post.body()
    assert "First possible date: 9 March 2026" in body
    assert "Window open until: Sunday 7 June 2026, 23:59 (Europe/Amsterdam), 17:59 (America/New_York)" in " ".join(body.split())
    assert "Perform porting" in body
    assert len(room.post.letters) == 2


async def test_a_reason_named_for_one_number_of_a_block_reaches_its_mail_and_its_callback(room: Room) -> None:
    request = await factories.request(room.work, room.scene, [{"status": IN_PROCESS}] * 2, country="NL")
    own = BlockedNumber(request.numbers[1], "63", "This number is not ours.")
    await move(room, room.scene.agent, "porting_request", "block", [request.id], Block("27", "The contract runs on.", [own]))
    said = ["The contract runs on.", "This number is not ours."]
    body = room.post.body()
    assert [body.count(reason) for reason in said] == [1, 1]
    assert body.index(display(request.e164s[1])) < body.index(said[1])
    assert [line.strip() for line in body.splitlines() if "Blocking code" in line] == ["Blocking code: 27", "Blocking code: 63"]
    [call] = room.receiver.calls
    told = call.event["data"]
    reasons = {event["number"]: event["reason"] for event in told["events"] if event["number"]}
    assert reasons == dict(zip(request.e164s, said, strict=True))
    codes = {event["number"]: [fact["text"] for fact in event["facts"]] for event in told["events"]}
    assert codes == {None: ["Blocking code 27."], request.e164s[0]: ["Blocking code 27."], request.e164s[1]: ["Blocking code 63."]}


async def test_a_port_out_that_is_rejected_names_the_reason_to_both_sides(room: Room) -> None:
    port_out = await factories.port_out(room.work, room.scene, 2)
    asked = RejectPortOut(PortOutRejectCode.NAME_MISMATCH, "This is not our company.")
    await move(room, room.scene.member, "port_out_request", "reject", [port_out.id], asked)
    body = room.post.body()
    assert "Reject reason: The end user's name is not the account holder's." in body
    assert "Reason: This is not our company." in body
    assert "The 2 numbers" in body
    [owed] = room.carried
    assert (owed.payload["tasks"][0]["status"], owed.payload["tasks"][0]["code"]) == ("REJECTED", "NAME_MISMATCH")


# What is said must be true.


async def test_a_window_that_passed_is_told_as_that_and_the_copy_it_offers_is_made(room: Room, clock: Clock) -> None:
    request = await factories.request(
        room.work, room.scene, 2, country="NL", status="READY_TO_BE_PORTED", ready_until=datetime.fromisoformat("2026-03-02T23:00:00+00:00")
    )
    clock.advance(days=1)
    await move(room, SYSTEM, "porting_request", "expire", [request.id])
    body = " ".join(room.post.body().split())
    assert (
        "was open until Monday 2 March 2026, 23:59 (Europe/Amsterdam), 17:59 (America/New_York). It passed and nobody performed the porting"
        in body
    )
    assert "“Make it anew” makes a copy to start from" in body
    assert body.count("canceled") == 2, "in the title and in the sentence: nothing is said again at the numbers"
    copy = await replace(room.work, room.scene.member, request.id)
    numbers = await porting_numbers.of_requests(room.work.reader, [copy])
    assert len(numbers) == 2


@pytest.mark.parametrize("configured", [True, False])
async def test_a_completed_port_speaks_of_a_configuration_only_where_one_was_set(room: Room, clock: Clock, configured: bool) -> None:
    profile = room.scene.configuration_id if configured else None
    number = {"status": FOC_SET, "foc_at": clock.now, "provisioned_at": clock.now, "configuration_profile_id": profile}
    request = await factories.request(room.work, room.scene, [number])
    await move(room, room.scene.agent, "porting_number", "complete", request.numbers, GiveReason())
    body = " ".join(room.post.body().split())
    assert ("Configuration: Main trunk" in body) is configured
    assert ("without a configuration" in body) is not configured


async def test_a_changed_foc_date_names_the_one_it_replaces_and_until_when_to_cancel(room: Room, clock: Clock) -> None:
    foc = datetime.fromisoformat("2026-03-10T14:00:00+00:00")
    request = await factories.request(room.work, room.scene, [{"status": FOC_SET, "foc_at": foc}])
    asked = ConfirmFoc(foc + timedelta(days=2), reason="Their technician is ill.")
    await move(room, room.scene.agent, "porting_number", "revise_foc", request.numbers, asked)
    body = " ".join(room.post.body().split())
    assert "FOC date: Thursday 12 March 2026, 10:00 (America/New_York)" in body
    assert "FOC date that no longer stands: Tuesday 10 March 2026, 10:00 (America/New_York)" in body
    assert "A cancellation can be asked for until: Tuesday 10 March 2026, 09:59 (America/New_York)" in body


async def test_nobody_is_asked_to_correct_an_order_whose_cancellation_is_not_decided(room: Room) -> None:
    number = {"status": PortingNumberStatus.CANCELLATION_PENDING, "resume_status": IN_PROCESS}
    request = await factories.request(room.work, room.scene, [number])
    await move(room, room.scene.agent, "porting_number", "require_action", request.numbers, NameReasons([ReasonCode.NAME_MISMATCH]))
    body = room.post.body()
    assert "What you need to do" not in body
    assert "Your cancellation is not decided yet" in body


@pytest.mark.parametrize(("code", "asked"), [(ReasonCode.CARRIER_UNRESPONSIVE, False), (ReasonCode.NAME_MISMATCH, True)])
async def test_a_customer_is_asked_to_correct_only_what_is_theirs_to_correct(room: Room, code: ReasonCode, asked: bool) -> None:
    request = await at_the_carrier(room, IN_PROCESS)
    await move(room, room.scene.agent, "porting_number", "require_action", request.numbers, NameReasons([code]))
    assert ("What you need to do" in room.post.body()) is asked
    assert ("There is nothing for you to do" in " ".join(room.post.body().split())) is not asked


@pytest.mark.parametrize(("foc_in", "says"), [(None, "again from Tuesday 3 March"), (9, "until Monday 9 March"), (2, "too near")])
async def test_a_rejected_cancellation_says_from_when_and_until_when_it_can_be_asked_again(
    room: Room, clock: Clock, foc_in: int | None, says: str
) -> None:
    foc = clock.now + timedelta(days=foc_in) if foc_in else None
    number = {"status": PortingNumberStatus.CANCELLATION_PENDING, "resume_status": FOC_SET if foc else IN_PROCESS, "foc_at": foc}
    request = await factories.request(room.work, room.scene, [number])
    await move(room, room.scene.agent, "porting_number", "reject_cancellation", request.numbers, GiveReason("Too late."))
    assert says in " ".join(room.post.body().split())


async def test_a_rejected_document_names_what_else_is_to_be_corrected(room: Room) -> None:
    request = await factories.request(room.work, room.scene, papers=DocumentStatus.UPLOADED)
    asked = RejectDocument("Page two is missing.", ["subscriber.service_address.postal_code", "subscriber.name"])
    await move(room, room.scene.agent, "document", "reject", [request.documents[DocumentKind.LOA]], asked)
    assert "To be corrected as well: postal code, subscriber's name" in room.post.body()


async def test_a_carrier_hears_nothing_of_what_it_did_itself(room: Room) -> None:
    port_out = await factories.port_out(room.work, room.scene, 1)
    await move(room, room.scene.network, "port_out_request", "withdraw", [port_out.id], GiveReason("Changed our mind."))
    assert room.carried == []
    assert room.post.letters, "its owner hears of it"


async def test_a_moment_of_porting_that_is_set_moved_or_dropped_is_told_as_that(room: Room, clock: Clock) -> None:
    request = await factories.request(room.work, room.scene, 1, country="NL", status="READY_TO_BE_PORTED")
    subjects = []
    for at in (clock.now + timedelta(days=1), clock.now + timedelta(days=2), None):
        await move(room, room.scene.member, "porting_request", "schedule_perform", [request.id], SchedulePerform(at))
        subjects.append(room.post.letters[-1]["Subject"].partition(": ")[2])
    assert subjects == ["Moment of porting set", "Moment of porting changed", "Moment of porting dropped"]


@pytest.mark.parametrize(
    ("hours", "told", "day"),
    [
        (28, "performed at the moment that was set, and", ""),
        (30, "performed later than at the moment that was set, and", "Ported: Tuesday 3 March 2026, 16:00 (America/New_York)"),
        (78, "performed later than at the moment that was set, and", "Ported: Thursday 5 March 2026, 16:00 (America/New_York)"),
    ],
)
async def test_a_port_that_the_clock_performs_on_another_day_or_hours_later_than_was_set_is_told_with_when_it_was(
    room: Room, clock: Clock, hours: int, told: str, day: str
) -> None:
    """An installation that was held performed it two days on, and said that it was at the moment that was set."""
    request = await factories.request(room.work, room.scene, 1, country="NL", status="READY_TO_BE_PORTED")
    chosen = SchedulePerform(clock.now + timedelta(hours=28))
    await move(room, room.scene.member, "porting_request", "schedule_perform", [request.id], chosen)
    clock.advance(hours=hours)
    await move(room, SYSTEM, "porting_request", "perform", [request.id])
    letter = " ".join(room.post.body(-1).split())
    assert told in letter
    assert day in letter
    assert ("Ported:" in letter) is bool(day)


async def test_an_owner_is_not_told_that_silence_approves_where_it_does_not(room: Room) -> None:
    """The policy approves only where the PIN was checked."""
    await room.work.unit(lambda unit: unit.connection.execute("UPDATE account SET port_out_on_deadline = 'APPROVE'"))
    says = {}
    for checked in (True, False):
        by = room.scene.admin.id
        port_out = await factories.port_out(room.work, room.scene, 1, on_deadline="APPROVE", policy_set_by=by, pin_checked=checked)
        day = (room.work.now + timedelta(days=9)).date()
        await move(room, room.scene.network, "port_out_request", "amend", [port_out.id], Amend(requested_date=day))
        says[checked] = " ".join(room.post.body(-1).split())
    assert "If nobody decides: your account's policy approves it" in says[True]
    assert "If nobody decides: the request expires and nothing is ported" in says[False]
