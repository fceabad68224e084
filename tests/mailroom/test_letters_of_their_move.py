"""Letters composed late named what was set afterwards, said things twice, or asked for what can no longer be done."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest

from portico.carriers.gateway import CarrierSender
from portico.carriers.manual import Manual
from portico.domain.giving_reasons import GiveReason
from portico.domain.inventory.phone_numbers import display
from portico.domain.port_ins.documents.document import RejectDocument
from portico.domain.port_ins.porting_number import ConfirmFoc, NameReasons
from portico.domain.port_ins.porting_request import Block, BlockedNumber, Delay, MakeReady
from portico.domain.reasons import ReasonCode
from portico.domain.statuses import DocumentKind, DocumentStatus, GatewayKind, PortingNumberStatus
from portico.live.bells import Bell
from portico.mailroom import dispatch
from portico.mailroom.dispatch import Dispatch
from portico.mailroom.tasks import StaffTasks
from portico.operations.engine import moves
from portico.operations.engine.outcomes import Target
from tests import factories
from tests.clock import Clock
from tests.mailroom.conftest import Room
from tests.mailroom.test_letters_tell_the_truth import body
from tests.mailroom.test_real_moves import move

pytestmark = pytest.mark.either_engine

Number = PortingNumberStatus


async def done(room: Room, actor: Any, subject: str, verb: str, ids: Any, asked: Any = None) -> None:
    """A move whose letters are not composed yet."""
    outcomes = await moves.move(room.work, actor, subject, verb, [Target(each) for each in ids], asked)
    assert [outcome.refusal for outcome in outcomes] == [None] * len(outcomes)


async def test_letters_composed_late_name_the_dates_of_their_own_move(room: Room, clock: Clock) -> None:
    request = await factories.request(room.work, room.scene, 1, status="REQUESTED", country="NL")
    await done(room, room.scene.agent, "porting_request", "accept", [request.id])
    first = Delay(clock.now + timedelta(days=5), reason="They are ill.")
    second = Delay(clock.now + timedelta(days=9), (clock.now + timedelta(days=12)).date(), "Still ill.")
    await done(room, room.scene.losing, "porting_request", "delay", [request.id], first)
    await done(room, room.scene.losing, "porting_request", "delay", [request.id], second)
    await done(room, room.scene.losing, "porting_request", "make_ready", [request.id], MakeReady((clock.now + timedelta(days=13)).date()))
    sender = CarrierSender(room.work, {GatewayKind.MANUAL: Manual(room.work, StaffTasks(room.work, lambda: None))})
    room.dispatches["carrier"] = Dispatch(room.work, dispatch.CARRIER, sender, Bell())
    await room.turn()
    await room.turn()
    by_subject: dict[str, list[str]] = {}
    for place, letter in enumerate(room.post.letters):
        subject = str(letter["Subject"]).partition(": ")[2]
        by_subject.setdefault(subject, []).append(" ".join(room.post.body(place).split()))
    (accepted, *_), delayed = by_subject["Request in progress"], [text.partition(" -- ")[0] for text in by_subject["Request delayed"]]
    assert "Losing carrier answers by: Friday 6 March 2026, 23:59 (Europe/Amsterdam), 17:59 (America/New_York)" in accepted
    assert "First possible date" not in accepted
    assert [("7 March 2026" in each, "First possible date" in each) for each in sorted(set(delayed), key=delayed.index)] == [
        (True, False),
        (False, True),
    ]
    (task, *_) = [texts for subject, texts in by_subject.items() if subject.startswith("Submit ")]
    due = accepted.partition("Losing carrier answers by: ")[2].partition(" What happens next")[0].partition(" (")[0]
    assert all(f"Losing carrier answers by: {due}" in text for text in task), "the day of the acceptance, though it is answered already"


async def test_a_letter_composed_late_names_the_foc_date_that_stood_then(room: Room, clock: Clock) -> None:
    foc = clock.now + timedelta(days=9)
    request = await factories.request(room.work, room.scene, [{"status": Number.FOC_DATE_SET, "foc_at": foc}])
    await done(room, room.scene.member, "porting_number", "cancel", request.numbers, GiveReason("We stay."))
    await done(room, room.scene.agent, "porting_number", "reject_cancellation", request.numbers, GiveReason("Too late."))
    later = ConfirmFoc(foc + timedelta(days=2), reason="Their technician is ill.")
    await done(room, room.scene.losing, "porting_number", "revise_foc", request.numbers, later)
    await room.turn()
    found = {str(letter["Subject"]).partition(": ")[2]: body(room, place) for place, letter in enumerate(room.post.letters)}
    rejected = next(text for subject, text in found.items() if subject.startswith("Cancellation rejected"))
    assert "11 March 2026" in rejected
    assert "13 March 2026" not in rejected


# Nothing twice.


async def test_numbers_to_which_the_same_happened_are_told_together_wherever_they_came_from(room: Room, clock: Clock) -> None:
    passed = clock.now - timedelta(hours=1)
    dated: dict[str, Any] = {"foc_at": passed, "provisioned_at": passed}
    numbers = [{"status": Number.FOC_DATE_SET, **dated}]
    numbers.append({"status": Number.CANCELLATION_REJECTED, "resume_status": Number.FOC_DATE_SET, **dated})
    request = await factories.request(room.work, room.scene, numbers, configuration_profile_id=None)
    await move(room, room.scene.agent, "porting_number", "complete", request.numbers, GiveReason())
    letter = body(room)
    assert letter.count("The port is complete: in service here") == 1
    first, second = sorted(map(display, request.e164s))
    assert f"{first}, {second} Completed The port is complete" in letter


# A copy of a request.

COPY = ": on the page of this one, “Make it anew” makes a copy to start from"
NO_COPY = "each number of this one was rejected for a reason of its own, so that there is no copy to start from."


@pytest.mark.parametrize(
    ("own", "says"),
    [
        (0, f"{COPY}."),
        (1, f"{COPY}, without the number that was rejected for a reason of its own."),
        (3, f"; {NO_COPY}"),
    ],
)
async def test_where_a_copy_is_offered_it_is_said_what_it_leaves_out(room: Room, own: int, says: str) -> None:
    request = await factories.request(room.work, room.scene, [{"status": Number.IN_PROCESS}] * 3, country="NL")
    blocked = [BlockedNumber(number, "41", f"Not in service, {place}.") for place, number in enumerate(request.numbers[:own])]
    await move(room, room.scene.losing, "porting_request", "block", [request.id], Block("27", "Subscriber not found.", blocked))
    assert f"with the valid information{says}" in body(room)


async def test_an_ended_request_says_what_a_copy_leaves_out(room: Room) -> None:
    reviewed = {"status": Number.PENDING, "review_started_at": room.work.now}
    request = await factories.request(room.work, room.scene, [reviewed, reviewed])
    wrong = NameReasons([ReasonCode.RATE_CENTER_NOT_PORTABLE])
    await move(room, room.scene.agent, "porting_number", "mark_not_portable", request.numbers, wrong)
    assert NO_COPY in body(room)


# Fields that only one country asks for.


async def test_a_field_of_a_country_is_named_in_a_letter_by_its_own_name(room: Room) -> None:
    request = await factories.request(room.work, room.scene, country="GB", papers=DocumentStatus.UPLOADED, status="REQUESTED")
    asked = RejectDocument("It names another line.", ["extra_fields", "subscriber.name"])
    await move(room, room.scene.agent, "document", "reject", [request.documents[DocumentKind.LOA]], asked)
    letter = body(room)
    assert "To be corrected as well: LINE TYPE, subscriber's name" in letter
    assert "fields of this country" not in letter
