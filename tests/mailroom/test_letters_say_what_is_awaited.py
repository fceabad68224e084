"""Letters said that there is nothing to do while the request waited for its reader: what is asked follows from how it stands."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import timedelta
from typing import Any

import pytest

from portico.domain import ids
from portico.domain.giving_reasons import GiveReason
from portico.domain.inventory.phone_numbers import display
from portico.domain.port_ins.documents.document import RejectDocument
from portico.domain.port_ins.porting_number import AssignProfile, NameReasons
from portico.domain.port_ins.porting_request import Delay, MatchLosingCarrier, SchedulePerform
from portico.domain.reasons import ReasonCode
from portico.domain.statuses import DocumentKind, DocumentStatus, PortingNumberStatus
from portico.operations.port_ins.porting_requests import UpdateRequest, update
from portico.storage import models
from tests import factories
from tests.clock import Clock
from tests.graphql.asking import ask
from tests.mailroom.conftest import Room
from tests.mailroom.test_letters_tell_the_truth import body
from tests.mailroom.test_real_moves import at_the_carrier, move
from tests.operations.engine import archive

pytestmark = pytest.mark.either_engine

Number = PortingNumberStatus
NOTHING = "There is nothing for you to do"
ANEW = "Upload a new file on the request in place of what cannot be used: letter of authorization."


async def test_a_request_whose_paper_was_rejected_is_not_told_that_nothing_is_to_be_done(room: Room) -> None:
    request = await factories.request(room.work, room.scene, [Number.PENDING], status="REQUESTED", papers=DocumentStatus.UPLOADED)
    named = ["subscriber.service_address.postal_code"]
    await move(room, room.scene.agent, "document", "reject", [request.documents[DocumentKind.LOA]], RejectDocument("Page 2.", named))
    await move(room, room.scene.agent, "porting_request", "accept", [request.id])
    await move(room, room.scene.agent, "porting_number", "start_review", request.numbers)
    accepted = body(room)
    await move(room, room.scene.agent, "porting_number", "mark_portable", request.numbers, GiveReason())
    portable = body(room)
    for letter in (accepted, portable):
        assert NOTHING not in letter
        assert f"What you need to do {ANEW} Correct on the request: postal code." in letter
    assert "nothing stands in the way" not in portable
    assert "Reviewed: can be ported, once the documents of the request are accepted." in portable
    assert room.post.letters[-1]["Subject"].endswith("can be ported once the documents are accepted")


@pytest.mark.parametrize("papers", [DocumentStatus.UPLOADED, DocumentStatus.ACCEPTED])
async def test_nothing_is_said_to_stand_in_the_way_only_where_the_order_can_go(room: Room, papers: DocumentStatus) -> None:
    """`We submit the order` was said while staff had accepted no paper, and submitting was refused."""
    reviewed = {"status": Number.PENDING, "review_started_at": room.work.now}
    request = await factories.request(room.work, room.scene, [reviewed], status="IN_PROGRESS", papers=papers)
    await move(room, room.scene.agent, "porting_number", "mark_portable", request.numbers, GiveReason())
    letter = body(room)
    assert ("nothing stands in the way of porting" in letter) is (papers is DocumentStatus.ACCEPTED)
    assert NOTHING in letter


async def test_a_letter_of_some_numbers_says_that_others_wait_for_a_correction(room: Room) -> None:
    request = await at_the_carrier(room, Number.IN_PROCESS, Number.IN_PROCESS)
    wrong, fine = request.numbers
    await move(room, room.scene.losing, "porting_number", "require_action", [wrong], NameReasons([ReasonCode.NAME_MISMATCH]))
    silent = NameReasons([ReasonCode.CARRIER_UNRESPONSIVE])
    await move(room, room.scene.agent, "porting_number", "require_action", [fine], silent)
    letter = body(room)
    assert NOTHING not in letter
    assert "This asks nothing of you, but one number of the request waits for your correction." in letter


@pytest.mark.parametrize(
    ("status", "asked", "gone"),
    [
        (Number.PENDING, "There is nothing for you to do. If it is not the one you mean, write a comment", "resubmit"),
        (Number.ACTION_REQUIRED, "correct what else is named at the number, and resubmit it.", "write a comment"),
    ],
)
async def test_only_whose_number_waits_for_a_correction_is_asked_to_resubmit_it_once_the_carrier_was_matched(
    room: Room, status: Number, asked: str, gone: str
) -> None:
    """Of numbers that nothing was sent of yet the letter asked it, too."""
    typed: dict[str, Any] = {"losing_carrier_id": None, "losing_carrier_name": "Nordtel"}
    request = await factories.request(room.work, room.scene, [status], **typed)
    match = MatchLosingCarrier(room.scene.losing_id)
    await move(room, room.scene.agent, "porting_request", "match_losing_carrier", [request.id], match)
    letter = body(room)
    assert asked in letter
    assert gone not in letter


async def test_a_carrier_that_is_matched_in_place_of_another_is_told_with_the_one_before(room: Room) -> None:
    """The letter said "found on our list" again, and did not name the one before."""
    typed: dict[str, Any] = {"losing_carrier_id": None, "losing_carrier_name": "Nordtel"}
    request = await factories.request(room.work, room.scene, [Number.PENDING], **typed)
    for carrier_id in (room.scene.losing_id, room.scene.network_id):
        await move(room, room.scene.agent, "porting_request", "match_losing_carrier", [request.id], MatchLosingCarrier(carrier_id))
    letter = body(room)
    assert "We have put another carrier in place of the one that we had matched before, and the request goes on with it." in letter
    name = (await archive.row_of(room.work, models.Carrier, room.scene.losing_id) or {})["name"]
    assert f"Matched before: {name}" in letter
    assert "found on our list" not in letter


async def test_a_dutch_delay_says_that_a_cancellation_is_still_to_be_decided(room: Room, clock: Clock) -> None:
    placed = await factories.request(room.work, room.scene, 1, country="NL")
    delay = Delay(clock.now + timedelta(days=3), reason="They are slow.")
    await move(room, room.scene.agent, "porting_request", "delay", [placed.id], delay)
    assert "cancellation" not in body(room)
    await move(room, room.scene.member, "porting_request", "cancel", [placed.id], GiveReason("We stay."))
    await move(room, room.scene.agent, "porting_request", "delay", [placed.id], delay)
    assert "The cancellation that was asked for is not decided yet." in body(room)


# The moment of a Dutch port.


async def scheduled(room: Room, clock: Clock, **values: Any) -> list[str]:
    request = await factories.request(room.work, room.scene, 1, country="NL", status="READY_TO_BE_PORTED", **values)
    for days in (1, 2):
        asked = SchedulePerform(clock.now + timedelta(days=days))
        await move(room, room.scene.member, "porting_request", "schedule_perform", [request.id], asked)
    return [" ".join(room.post.body(which).split()) for which in (-3, -1)]


async def test_a_moment_of_porting_without_a_configuration_asks_for_one(room: Room, clock: Clock) -> None:
    for letter in await scheduled(room, clock, configuration_profile_id=None):
        assert NOTHING not in letter
        asked = "What you need to do At that moment the port happens by itself. There is no configuration yet, and without one calls are"
        assert f"{asked} not answered: open the request and assign one before then." in letter


async def test_a_moment_of_porting_with_a_configuration_asks_for_nothing(room: Room, clock: Clock) -> None:
    first, moved = await scheduled(room, clock, configuration_profile_id=room.scene.configuration_id)
    assert f"At that moment the port happens by itself. {NOTHING}" in moved
    assert "What you need to do" not in moved
    assert ("What you need to do" in first) is (NOTHING not in first), "one letter does not say both"


async def test_a_dutch_request_that_is_ported_by_itself_waits_on_nobody_as_its_letter_says(room: Room, clock: Clock) -> None:
    """It waited on the customer, whose letter said that there is nothing to do."""
    request = await factories.request(room.work, room.scene, 2, country="NL", status="READY_TO_BE_PORTED", configuration_profile_id=None)

    async def waits_on() -> set[str]:
        asked = "query($id: ID!) { portingRequest(id: $id) { waitingOn numbers(first: 9) { edges { node { waitingOn } } } } }"
        found = (await ask(room.work, room.scene.member, asked, id=ids.spelled("porting_request", request.id)))["portingRequest"]
        return {found["waitingOn"], *(edge["node"]["waitingOn"] for edge in found["numbers"]["edges"])}

    moment = SchedulePerform(clock.now + timedelta(days=1))
    await move(room, room.scene.member, "porting_request", "schedule_perform", [request.id], moment)
    assert await waits_on() == {"CUSTOMER"}, "its letter asks for a configuration"
    await update(room.work, room.scene.member, request.id, None, UpdateRequest(configuration_profile_id=room.scene.configuration_id))
    assert await waits_on() == {"NOBODY"}
    await update(room.work, room.scene.member, request.id, None, UpdateRequest(configuration_profile_id=None))
    assert await waits_on() == {"CUSTOMER"}
    own = AssignProfile(room.scene.configuration_id)
    await move(room, room.scene.member, "porting_number", "assign_profile", request.numbers, own)
    assert await waits_on() == {"NOBODY"}
    await move(room, room.scene.member, "porting_request", "schedule_perform", [request.id], SchedulePerform(None))
    assert await waits_on() == {"CUSTOMER"}, "its letter asks to perform it, or to set a moment"


@pytest.mark.parametrize(("lacking", "told"), [(1, None), (7, "7 numbers")])
async def test_a_configuration_that_some_numbers_lack_is_not_said_to_be_missing_for_all(
    room: Room, clock: Clock, lacking: int, told: str | None
) -> None:
    """`There is no configuration yet` was said where one number of many lacked it."""
    numbers: list[Any] = [{"status": Number.FOC_DATE_SET, "configuration_profile_id": room.scene.configuration_id}]
    numbers += [{"status": Number.FOC_DATE_SET}] * lacking
    request = await factories.request(
        room.work, room.scene, numbers, country="NL", status="READY_TO_BE_PORTED", configuration_profile_id=None
    )
    await move(room, room.scene.member, "porting_request", "schedule_perform", [request.id], SchedulePerform(clock.now + timedelta(days=1)))
    letter = body(room)
    which = told or display(request.e164s[1])
    assert f"There is no configuration yet for {which}, and without one calls are not answered" in letter


# What keeps a port from going on.


async def told(room: Room, codes: list[ReasonCode], **values: Any) -> tuple[str, str, Mapping[str, Any]]:
    request = await factories.request(room.work, room.scene, [{"status": Number.IN_PROCESS, **values}])
    words = "It is a fax." if ReasonCode.OTHER in codes else None
    await move(room, room.scene.agent, "porting_number", "require_action", request.numbers, NameReasons(codes, words))
    event = room.receiver.calls[-1].event["data"]["events"][0]
    return str(room.post.letters[-1]["Subject"]).partition(": ")[2], body(room), event


PENDING: dict[str, Any] = {"status": Number.CANCELLATION_PENDING, "resume_status": Number.IN_PROCESS}


@pytest.mark.parametrize("values", [{}, PENDING])
@pytest.mark.parametrize("code", [ReasonCode.CARRIER_UNRESPONSIVE, ReasonCode.RATE_CENTER_NOT_PORTABLE, ReasonCode.FOC_EXPIRED])
async def test_what_the_losing_carrier_did_not_refuse_is_not_told_as_its_refusal(
    room: Room, code: ReasonCode, values: dict[str, Any]
) -> None:
    subject, letter, event = await told(room, [code], **values)
    assert subject.startswith("Port of ")
    assert subject.endswith(" held up")
    assert "The port cannot go on as it is, for the reason given here." in letter
    assert "did not accept" not in letter
    assert event["reason"] == "The port cannot go on as it is."
    assert [fact["text"].partition(": ")[0] for fact in event["facts"]] == ["Held up"]


async def test_a_refusal_of_the_losing_carrier_is_told_as_one(room: Room) -> None:
    subject, letter, event = await told(room, [ReasonCode.NUMBER_NOT_PORTABLE])
    assert subject.endswith("not accepted as it is")
    assert "The losing carrier did not accept the order as it is." in letter
    assert event["reason"] == "The losing carrier needs something corrected."
    assert event["facts"][0]["text"].startswith("Rejected: ")
    _, letter, event = await told(room, [ReasonCode.NAME_MISMATCH, ReasonCode.CARRIER_UNRESPONSIVE])
    assert "did not accept" not in letter, "silence is none"
    assert event["facts"][0]["text"].startswith("Held up: ")
