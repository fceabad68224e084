"""Letters contradicted what the API answered and what the dashboard offered: each case as its receiver reads it."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest

from portico.domain import ids
from portico.domain.giving_reasons import GiveReason
from portico.domain.port_ins.porting_number import ConfirmFoc, NameReasons
from portico.domain.reasons import ReasonCode
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
    name = "he subscriber's name is not spelled as your current carrier has it on record."
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
    asked = ConfirmFoc(clock.now + timedelta(hours=hours), override=True, reason="As they say.")
    for verb in ("confirm_foc", "revise_foc"):
        await move(room, room.scene.agent, "porting_number", verb, request.numbers, asked)
        letter = body(room)
        assert said in letter
        assert ("two days before" in letter) is (hours == 100)
        assert "ahead of the port" not in letter or hours == 30
