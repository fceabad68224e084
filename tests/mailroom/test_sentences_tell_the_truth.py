"""What a row said of its move was not true of every case it covers: each as the API, the timeline and the letter tell it."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest

from portico.domain import ids
from portico.domain.giving_reasons import GiveReason
from portico.domain.port_ins.porting_number import ConfirmFoc
from portico.domain.port_ins.porting_request import Delay, MakeReady, RejectRequest, SchedulePerform
from portico.domain.port_outs.port_out_request import Amend
from portico.domain.reasons import ReasonCode
from portico.domain.refusals import InvalidInput
from portico.domain.statuses import PortingNumberStatus
from portico.operations.engine import moves
from portico.operations.engine.outcomes import Target
from tests import factories
from tests.clock import Clock
from tests.graphql.asking import ask
from tests.mailroom.conftest import Room
from tests.mailroom.test_real_moves import IN_PROCESS, at_the_carrier, move

pytestmark = pytest.mark.either_engine

Number = PortingNumberStatus

STANDS = """query ($id: ID!) { portingRequest(id: $id) { statusReason journal(first: 20) { edges { node { event reason } } }
    numbers(first: 1) { edges { node { statusReason journal(first: 9) { edges { node { event reason } } } } } } } }"""


async def stands(room: Room, request: factories.Request) -> tuple[str, str, dict[str, str]]:
    """Why the request stands where it stands, why its number does, and the last reason of each event."""
    found = (await ask(room.work, room.scene.member, STANDS, id=ids.spelled("porting_request", request.id)))["portingRequest"]
    ((number,),) = [[edge["node"] for edge in found["numbers"]["edges"]]]
    entries = [edge["node"] for each in (found, number) for edge in reversed(each["journal"]["edges"])]
    return found["statusReason"], number["statusReason"], {entry["event"]: entry["reason"] for entry in entries}


async def test_a_request_canceled_by_the_carriers_ready_answer_does_not_say_it_is_ready_to_be_ported(room: Room, clock: Clock) -> None:
    numbers: list[dict[str, Any]] = [{"status": IN_PROCESS}]
    request = await factories.request(room.work, room.scene, numbers, country="NL")
    await move(room, room.scene.member, "porting_request", "cancel", [request.id], GiveReason("We stay."))
    opens = clock.now.date().replace(day=clock.now.day + 7)
    await move(room, room.scene.losing, "porting_request", "make_ready", [request.id], MakeReady(opens))
    canceled = "The losing carrier is ready, so the request was canceled as the customer had asked."
    whole, number, entries = await stands(room, request)
    assert (whole, number) == (canceled, canceled)
    assert {entries["PORTING_REQUEST_MADE_READY"], entries["PORTING_NUMBER_CANCELED"]} == {canceled}


async def test_numbers_of_a_delayed_request_promise_no_answer_within_the_days_that_have_passed(room: Room, clock: Clock) -> None:
    """They said for as long as the delay took that the losing carrier answers within three working days."""
    request = await factories.request(room.work, room.scene, 1, country="NL", status="REQUESTED")
    await move(room, room.scene.agent, "porting_request", "accept", [request.id])
    delay = Delay(clock.now + timedelta(days=20), reason="Awaiting the range holder.")
    await move(room, room.scene.losing, "porting_request", "delay", [request.id], delay)
    whole, number, _ = await stands(room, request)
    assert (whole, number) == ("Awaiting the range holder.", "The request is being looked into; the losing carrier answers next.")


@pytest.mark.parametrize("status", ["REQUESTED", "IN_PROGRESS"])
async def test_a_dutch_request_rejected_as_not_portable_quotes_no_carrier_that_was_not_asked(room: Room, status: str) -> None:
    """It said what the losing carrier says before any carrier had heard of it."""
    request = await factories.request(room.work, room.scene, 1, country="NL", status=status)
    await move(room, room.scene.agent, "porting_request", "reject", [request.id], RejectRequest(code=ReasonCode.NUMBER_NOT_PORTABLE))
    whole, number, entries = await stands(room, request)
    assert {whole, number, *entries.values()} == {"This number cannot be ported."}
    assert "This number cannot be ported." in " ".join(room.post.body(-1).split())


# What is told as a change.


async def unchanged(room: Room, subject: str, verb: str, key: Any, asked: Any, actor: Any) -> None:
    """The same once more is refused at its field, and nobody is told of it."""
    told = len(room.post.letters)
    (outcome,) = await moves.move(room.work, actor, subject, verb, [Target(key)], asked)
    assert isinstance(outcome.refusal, InvalidInput)
    assert [field.code for field in outcome.refusal.fields] == ["UNCHANGED"]
    await room.turn()
    assert len(room.post.letters) == told


async def test_the_same_foc_date_once_more_is_not_told_as_a_change(room: Room, clock: Clock) -> None:
    request = await at_the_carrier(room, IN_PROCESS)
    foc = clock.now + timedelta(days=8)
    await move(room, room.scene.agent, "porting_number", "confirm_foc", request.numbers, ConfirmFoc(foc))
    again = ConfirmFoc(foc, reason="Once more.")
    await unchanged(room, "porting_number", "revise_foc", request.number, again, room.scene.losing)
    await move(
        room, room.scene.losing, "porting_number", "revise_foc", request.numbers, ConfirmFoc(foc + timedelta(hours=1), reason="Later.")
    )


async def test_the_same_moment_of_porting_once_more_is_not_told_as_a_change(room: Room, clock: Clock) -> None:
    request = await factories.request(room.work, room.scene, 1, country="NL", status="READY_TO_BE_PORTED")
    asked = SchedulePerform(clock.now + timedelta(days=3))
    await move(room, room.scene.member, "porting_request", "schedule_perform", [request.id], asked)
    await unchanged(room, "porting_request", "schedule_perform", request.id, asked, room.scene.member)


@pytest.mark.parametrize("approved", [True, False])
async def test_an_amended_port_out_speaks_of_an_approval_only_where_one_was_given(room: Room, approved: bool) -> None:
    port_out = await factories.port_out(room.work, room.scene, 1, status="APPROVED" if approved else "ACTION_REQUIRED")
    day = (room.work.now + timedelta(days=9)).date()
    await move(room, room.scene.network, "port_out_request", "amend", [port_out.id], Amend(requested_date=day, carrier_version=2))
    letter = " ".join(room.post.body(-1).split())
    assert "The gaining carrier changed its request." in letter
    assert ("approval given before no longer counts" in letter) is approved


# From when on a Dutch port is possible.


@pytest.mark.parametrize("set_before", [True, False])
async def test_a_letter_that_no_moment_is_set_names_the_first_possible_date(room: Room, clock: Clock, set_before: bool) -> None:
    """Perform was named as what to do, and blocked until then."""
    request = await factories.request(room.work, room.scene, [{"status": IN_PROCESS}], country="NL")
    opens = (clock.now + timedelta(days=7)).date()
    await move(room, room.scene.losing, "porting_request", "make_ready", [request.id], MakeReady(opens))
    for moment in (clock.now + timedelta(days=9), None) if set_before else (None,):
        await move(room, room.scene.member, "porting_request", "schedule_perform", [request.id], SchedulePerform(moment))
    letter = " ".join(room.post.body(-1).split())
    assert "from the first possible date on and while the window is open" in letter
    assert "First possible date: 9 March 2026, from 09:00 (Europe/Amsterdam)" in letter, "at seven that day it was refused"


# A date behind.


async def test_a_number_added_after_its_foc_date_is_not_told_to_be_set_up_before_it_is_ported(room: Room, clock: Clock) -> None:
    request = await at_the_carrier(room, IN_PROCESS)
    behind = ConfirmFoc(clock.now - timedelta(hours=3), override=True, reason="As they say.")
    await move(room, room.scene.agent, "porting_number", "confirm_foc", request.numbers, behind)
    _whole, _number, entries = await stands(room, request)
    assert (
        entries["PORTING_NUMBER_PROVISIONED"]
        == "The number was added to the customer's inventory: their application has to be set up for it."
    )
    assert "that has passed already." in " ".join(room.post.body(-1).split())
