"""What a row said of its move was not true of every case it covers: each as the API, the timeline and the letter tell it."""

from __future__ import annotations

from typing import Any

import pytest

from portico.domain import ids
from portico.domain.giving_reasons import GiveReason
from portico.domain.port_ins.porting_request import MakeReady
from portico.domain.statuses import PortingNumberStatus
from tests import factories
from tests.clock import Clock
from tests.graphql.asking import ask
from tests.mailroom.conftest import Room
from tests.mailroom.test_real_moves import IN_PROCESS, move

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
