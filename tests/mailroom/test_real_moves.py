"""What operations really write, as it arrives: the letters and callbacks of moves made by their own commands."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

import pytest

from portico.domain.actors import Actor
from portico.domain.giving_reasons import GiveReason
from portico.domain.port_ins.porting_number import ConfirmFoc, NameReasons
from portico.domain.port_ins.porting_request import MakeReady
from portico.domain.port_outs.port_out_request import RejectPortOut
from portico.domain.reasons import PortOutRejectCode, ReasonCode
from portico.domain.statuses import PortingNumberStatus
from portico.operations.engine import moves
from portico.operations.engine.outcomes import Target
from tests import factories
from tests.clock import Clock
from tests.mailroom.conftest import Room

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
    assert [event["to"] for event in call.event["data"]["events"]] == ["FOC_DATE_SET", "FOC_DATE_SET"]


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
    assert "* The subscriber's name is not spelled as your current carrier has it on record." in body
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
    assert "Outcome: 1 of 1 numbers ported." in room.post.body()
    assert "Reason:" not in room.post.body(), "nobody gave one"
    assert [call.event["type"] for call in room.receiver.calls] == ["porting_request.concluded"]


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
    assert "Window closes:" in body
    assert "Perform porting" in body
    assert len(room.post.letters) == 2


async def test_a_port_out_that_is_rejected_names_the_reason_to_both_sides(room: Room) -> None:
    port_out = await factories.port_out(room.work, room.scene, 2)
    asked = RejectPortOut(PortOutRejectCode.NAME_MISMATCH, "This is not our company.")
    await move(room, room.scene.member, "port_out_request", "reject", [port_out.id], asked)
    body = room.post.body()
    assert "Reject reason: The end user's name is not the account holder's." in body
    assert "The 2 numbers" in body
    [owed] = room.carried
    assert (owed.payload["tasks"][0]["status"], owed.payload["tasks"][0]["code"]) == ("REJECTED", "NAME_MISMATCH")
