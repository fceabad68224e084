"""Letters contradicted what the API answered and what the dashboard offered: each case as its receiver reads it."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

import pytest

from portico.domain import ids
from portico.domain.giving_reasons import GiveReason
from portico.domain.inventory.phone_numbers import display
from portico.domain.port_ins.porting_number import ConfirmedReason, ConfirmFoc, NameReasons, Resubmit
from portico.domain.port_ins.porting_request import MakeReady, SchedulePerform
from portico.domain.reasons import PORT_IN, ReasonCode
from portico.domain.statuses import PortingNumberStatus
from tests import factories
from tests.clock import Clock
from tests.graphql.asking import ask
from tests.mailroom.conftest import Room
from tests.mailroom.test_real_moves import FOC_SET, IN_PROCESS, at_the_carrier, move

pytestmark = pytest.mark.either_engine

Number = PortingNumberStatus


def body(room: Room, which: int = -1) -> str:
    return " ".join(room.post.body(which).split())


# A cancellation that is rejected.

READ = "query ($id: ID!) { node(id: $id) { ... on PortingNumber { statusReason waitingOn availableActions { action } } } }"


async def test_a_rejected_cancellation_says_what_is_to_be_corrected_now(room: Room) -> None:
    """The port waited for its customer, and the letter spoke of asking again only."""
    request = await at_the_carrier(room, IN_PROCESS)
    wrong = NameReasons([ReasonCode.NAME_MISMATCH, ReasonCode.OTHER], "They have you as Acme Holding.")
    await move(room, room.scene.losing, "porting_number", "require_action", request.numbers, wrong)
    await move(room, room.scene.member, "porting_number", "cancel", request.numbers, GiveReason("We stay."))
    await move(room, room.scene.agent, "porting_number", "reject_cancellation", request.numbers, GiveReason("It cannot be stopped."))
    letter = body(room)
    assert "goes on once you have corrected what the losing carrier did not accept" in letter
    name = "he subscriber's name is not spelled as the losing carrier has it on record."
    assert f"They have you as Acme Holding. * T{name} Reason: It cannot be stopped." in letter
    assert letter.index("What you need to do") < letter.index("correct what is named here (or confirm it as right) and resubmit")
    number = (await ask(room.work, room.scene.member, READ, id=ids.spelled("porting_number", request.number)))["node"]
    assert (number["waitingOn"], {"action": "RESUBMIT"} in number["availableActions"]) == ("CUSTOMER", True)
    to_correct = f"To be corrected now: t{name} They have you as Acme Holding."
    assert number["statusReason"] == f"It cannot be stopped. {to_correct}"
    (event,) = room.receiver.calls[-1].event["data"]["events"]
    assert (event["reason"], [fact["text"] for fact in event["facts"]]) == ("It cannot be stopped.", [to_correct])


async def test_a_rejected_cancellation_asks_nobody_to_correct_what_is_not_theirs(room: Room) -> None:
    """Neither then nor while it was pending: `you have to correct it` was said of what staff correct."""
    pending: dict[str, Any] = {"status": Number.CANCELLATION_PENDING, "resume_status": IN_PROCESS}
    request = await factories.request(room.work, room.scene, [pending])
    ours = NameReasons([ReasonCode.CARRIER_UNRESPONSIVE])
    await move(room, room.scene.agent, "porting_number", "require_action", request.numbers, ours)
    assert "has to be put right, and then we take care of that" in body(room)
    await move(room, room.scene.agent, "porting_number", "reject_cancellation", request.numbers, GiveReason("It goes on."))
    letter = body(room)
    assert "We take care of that" in letter
    assert "What you need to do" not in letter


async def test_what_staff_put_right_beside_a_customers_correction_is_not_asked_of_the_customer(room: Room) -> None:
    """`statusReason` said that staff put one right, and the letter to correct both."""
    request = await at_the_carrier(room, IN_PROCESS)
    wrong = NameReasons([ReasonCode.NAME_MISMATCH, ReasonCode.SPLIT_REQUIRED])
    split, name = (PORT_IN[code].text for code in (ReasonCode.SPLIT_REQUIRED, ReasonCode.NAME_MISMATCH))
    await move(room, room.scene.losing, "porting_number", "require_action", request.numbers, wrong)
    letters = [body(room)]
    await move(room, room.scene.member, "porting_number", "cancel", request.numbers, GiveReason("We stay."))
    await move(room, room.scene.agent, "porting_number", "reject_cancellation", request.numbers, GiveReason("It cannot be stopped."))
    for letter in [*letters, body(room)]:
        assert f"{split} This is not yours to put right." in letter
        assert f"{name} This is not" not in letter


@pytest.mark.parametrize(("hours", "told"), [(60, False), (72, False), (96, True)])
async def test_no_letter_names_a_deadline_until_which_nobody_can_act(room: Room, clock: Clock, hours: int, told: bool) -> None:
    """`A cancellation can be asked for until` the cut-off, 48 hours ahead of the date, though one was rejected within the last day."""
    rejected = {"status": Number.CANCELLATION_REJECTED, "resume_status": IN_PROCESS, "cancellation_decided_at": clock.now}
    request = await factories.request(room.work, room.scene, [rejected])
    foc = ConfirmFoc(clock.now + timedelta(hours=hours), override=True, reason="They said so.")
    await move(room, room.scene.agent, "porting_number", "confirm_foc", request.numbers, foc)
    letter = body(room)
    assert ("A cancellation can be asked for until:" in letter) is told
    assert ("A cancellation can be asked for again from:" in letter) is told


@pytest.mark.parametrize("hours", [0, 2, 40])
async def test_a_foc_date_that_has_passed_is_not_called_too_near(room: Room, clock: Clock, hours: int) -> None:
    foc = clock.now - timedelta(hours=hours)
    pending = {"status": Number.CANCELLATION_PENDING, "resume_status": FOC_SET, "foc_at": foc, "provisioned_at": foc}
    request = await factories.request(room.work, room.scene, [pending])
    await move(room, room.scene.agent, "porting_number", "reject_cancellation", request.numbers, GiveReason("Too late."))
    letter = body(room)
    assert "The FOC date has passed, and service may have moved here already." in letter
    assert "too near" not in letter
    assert "by the FOC date" not in letter


@pytest.mark.parametrize(
    ("hours", "said"), [(-3, "that has passed already."), (30, "to avoid any interruption of service"), (100, "two days before")]
)
async def test_a_date_that_is_confirmed_or_changed_is_told_as_near_as_it_is(room: Room, clock: Clock, hours: int, said: str) -> None:
    """Of a date in the past it was said that the number is added two days before, and that calls arrive from then on."""
    request = await at_the_carrier(room, IN_PROCESS)
    for minutes, verb in enumerate(("confirm_foc", "revise_foc")):
        asked = ConfirmFoc(clock.now + timedelta(hours=hours, minutes=minutes), override=True, reason="As they say.")
        await move(room, room.scene.agent, "porting_number", verb, request.numbers, asked)
        letter = body(room)
        assert said in letter
        assert ("two days before" in letter) is (hours == 100)
        assert "ahead of the port" not in letter or hours == 30


# A whole request that is canceled.


def told_of(letter: str, e164: str) -> str:
    """What a letter says at this number, up to the next number or heading."""
    behind = letter.partition(f"{display(e164)} ")[2]
    return behind.partition(" What happens next")[0].partition(" +1 ")[0]


async def test_a_request_that_is_canceled_names_each_number_that_stays_and_why(room: Room, clock: Clock) -> None:
    """The one inside the cut-off was refused by the API and passed over in the letter: of the others the carrier is asked."""
    near = clock.now + timedelta(hours=24)
    late = clock.now + timedelta(days=9)
    numbers: list[dict[str, Any]] = [
        {"status": Number.PENDING},
        {"status": IN_PROCESS},
        {"status": FOC_SET, "foc_at": near, "provisioned_at": clock.now},
        {"status": Number.CANCELLATION_PENDING, "resume_status": FOC_SET, "foc_at": late},
        {"status": Number.CANCELLATION_REJECTED, "resume_status": IN_PROCESS, "cancellation_decided_at": clock.now - timedelta(hours=1)},
        {"status": Number.CANCELED},
    ]
    request = await factories.request(room.work, room.scene, numbers)
    await move(room, room.scene.member, "porting_request", "cancel", [request.id], GiveReason("We stay."))
    letter = body(room)
    canceled, asked, inside, pending, recently, ended = request.e164s
    assert "of the others we ask the carrier" not in letter
    assert "Pending → Canceled The port was canceled." in told_of(letter, canceled)
    assert "In process → Cancellation pending" in told_of(letter, asked)
    stays = "Not canceled, and nobody is asked to: the port goes on."
    assert f"{stays} It is too late to cancel" in told_of(letter, inside)
    assert "FOC date: Tuesday 3 March 2026, 10:00 (America/New_York)" in told_of(letter, inside)
    assert "asked for before and is not decided yet" in told_of(letter, pending)
    assert f"{stays} Your last cancellation was rejected less than 24 hours ago." in told_of(letter, recently)
    assert display(ended) not in letter, "it is not on its way"
    following = letter.partition("What happens next ")[2]
    assert f"{display(canceled)}: Service at the current carrier goes on unchanged." in following
    assert f"{display(asked)}, {display(pending)}: We write as soon as the cancellation is accepted or rejected." in following
    (whole, *_) = room.receiver.calls[-1].event["data"]["events"]
    assert sorted(fact["text"].partition(": ")[0] for fact in whole["facts"]) == ["Refused for 1 number"] * 3


async def test_a_cutoff_is_not_called_near_once_the_foc_date_has_passed(room: Room, clock: Clock) -> None:
    passed = {"status": FOC_SET, "foc_at": clock.now - timedelta(hours=3), "provisioned_at": clock.now}
    request = await factories.request(room.work, room.scene, [passed, {"status": Number.PENDING}])
    await move(room, room.scene.member, "porting_request", "cancel", [request.id], GiveReason("We stay."))
    letter = told_of(body(room), request.e164s[0])
    assert "It is too late to cancel: the FOC date has passed" in letter
    assert "nearer" not in letter


async def test_what_comes_next_for_some_numbers_is_not_said_of_all(room: Room, clock: Clock) -> None:
    """Of two numbers in one letter, one canceled and one asked about, service was said to go on unchanged."""
    request = await at_the_carrier(room, Number.PENDING, IN_PROCESS)
    await move(room, room.scene.member, "porting_request", "cancel", [request.id], GiveReason("We stay."))
    assert f"{display(request.e164s[0])}: Service at the current carrier goes on unchanged." in body(room)
    alike = await at_the_carrier(room, *[Number.PENDING] * 2)
    await move(room, room.scene.member, "porting_request", "cancel", [alike.id], GiveReason("We stay."))
    assert f"{display(alike.e164s[0])}: " not in body(room)


# What was never there.


@pytest.mark.parametrize("configured", [[False, False], [True, False], [True, True]])
async def test_a_port_out_detaches_a_configuration_only_where_a_number_had_one(room: Room, configured: list[bool]) -> None:
    port_out = await factories.port_out(room.work, room.scene, 2, status="APPROVED", order="FEE_BILLED", release_at=room.work.now)
    for key, it_has in zip(port_out.numbers, configured, strict=True):
        statement = "UPDATE phone_number SET configuration_profile_id = $2 WHERE id = $1"
        profile = room.scene.configuration_id if it_has else None
        async with room.work.database.transaction() as unit:
            await unit.execute(statement, key, profile)
    await move(room, room.scene.network, "port_out_request", "complete", [port_out.id])
    assert ("Where a number had a configuration here, it was detached." in body(room)) is any(configured)
    assert "Calls arrive there." in body(room)


async def test_an_order_that_goes_out_again_is_not_called_corrected_where_nothing_was(room: Room) -> None:
    request = await at_the_carrier(room, Number.ACTION_REQUIRED)
    right = Resubmit(confirmed=[ConfirmedReason(ReasonCode.NAME_MISMATCH, "It is right as it stands.")])
    await move(room, room.scene.member, "porting_number", "resubmit", request.numbers, right)
    letter = body(room)
    assert "The order goes to the carrier again." in letter
    number = (await ask(room.work, room.scene.member, READ, id=ids.spelled("porting_number", request.number)))["node"]
    (event,) = room.receiver.calls[-1].event["data"]["events"]
    assert {number["statusReason"], event["reason"]} == {"The order goes to the carrier again."}
    assert "corrected" not in letter
    assert any("Confirmed as right" in fact["text"] for fact in event["facts"])


# The moment of a Dutch port.

STANDS = """query ($id: ID!) { portingRequest(id: $id) { statusReason performAt
    numbers(first: 1) { edges { node { statusReason journal(first: 9) { edges { node { event reason facts { text } } } } } } } } }"""


async def test_a_moment_that_is_set_moved_or_dropped_is_told_as_that_at_the_numbers_too(room: Room, clock: Clock) -> None:
    """Ready without any moment spoke of the one that was set; the first one was told as a change, and so was that none stands any more."""
    request = await factories.request(room.work, room.scene, [{"status": IN_PROCESS}], country="NL")
    key = ids.spelled("porting_request", request.id)

    async def stands() -> tuple[str, str, list[str]]:
        found = (await ask(room.work, room.scene.member, STANDS, id=key))["portingRequest"]
        (edge,) = found["numbers"]["edges"]
        (entry, *_) = [each["node"] for each in edge["node"]["journal"]["edges"] if each["node"]["event"] == "PORTING_NUMBER_READY"]
        assert entry["reason"] == edge["node"]["statusReason"]
        return found["statusReason"], edge["node"]["statusReason"], [fact["text"] for fact in entry["facts"]]

    opens = datetime.fromisoformat("2026-03-09T00:00:00+00:00").date()
    await move(room, room.scene.agent, "porting_request", "make_ready", [request.id], MakeReady(opens))
    ready = "The request is ready to be ported: when the customer performs it, or at a moment that they set."
    possible = "No moment is set: it can be ported from 9 March 2026, 09:00 (Europe/Amsterdam) on."
    assert await stands() == (ready, ready, [possible])
    at = datetime.fromisoformat("2026-03-17T09:00:00+00:00")
    asked = [at, at + timedelta(days=2), None]
    said = [
        ("The moment at which it is ported by itself was set.", ["FOC date: 17 March 2026."]),
        ("The moment at which it is ported by itself was changed.", ["FOC moved from 17 to 19 March 2026."]),
        ("No moment is set at which it is ported by itself.", ["The FOC date of 19 March 2026 no longer stands.", possible]),
    ]
    for moment, (why, facts) in zip(asked, said, strict=True):
        await move(room, room.scene.member, "porting_request", "schedule_perform", [request.id], SchedulePerform(moment))
        assert await stands() == (ready, why, facts)


async def test_that_no_moment_is_set_is_not_told_as_one_that_was(room: Room) -> None:
    """Dropping a moment where none stood was told as a moment that was set."""
    request = await factories.request(room.work, room.scene, 1, country="NL", status="READY_TO_BE_PORTED")
    await move(room, room.scene.member, "porting_request", "schedule_perform", [request.id], SchedulePerform(None))
    assert room.post.letters[-1]["Subject"].endswith(": No moment of porting set")
