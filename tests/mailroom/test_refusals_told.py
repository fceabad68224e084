"""Whose numbers were asked for in vain hears it by mail, with what was really wrong; after twenty wrong proofs staff do, too."""

from __future__ import annotations

from typing import Any

import pytest

from portico.domain.actors import Actor
from portico.domain.port_outs.port_out_request import NumberWithPin
from portico.domain.refusals import Blocked
from portico.domain.statuses import Level
from portico.mailroom.letters import noticing
from portico.operations.port_outs import turning_away
from portico.operations.port_outs.port_out_inputs import ValidatePortOut
from portico.operations.port_outs.validating import validate
from portico.storage import models
from tests import factories
from tests.factories import Scene
from tests.mailroom.conftest import Room
from tests.operations.engine.archive import all_of

pytestmark = pytest.mark.either_engine

PIN = "KOTRYGIN4711"  # in no id, however it falls out
OWNER, STAFF = "ops@acme.example", "sam@operator.example"
FIRST, SECOND = "+12127360001", "+12127360002"


@pytest.fixture(autouse=True)
def quick(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(turning_away, "TICK", 0.0001)


async def placed(room: Room) -> Scene:
    scene = await factories.scene(room.work, account_number="A-77", notification_emails=[OWNER])
    for e164 in (FIRST, SECOND):
        await factories.phone_number(room.work, scene, e164=e164, port_out_pin_sealed=room.work.keyring.seal(PIN))
    return scene


async def knock(room: Room, carrier: Actor, *pins: str | None) -> None:
    numbers = [NumberWithPin(e164, pin) for e164, pin in zip((FIRST, SECOND), pins, strict=False)]
    with pytest.raises(Blocked):
        await validate(room.work, carrier, ValidatePortOut(numbers=numbers, account_number="A-77"))


async def owed(room: Room) -> list[tuple[str, str, dict[str, Any]]]:
    """The letters of what was relayed just now."""
    before = {row["id"] for row in await all_of(room.work, models.Delivery, "id")}
    while await room.relay.step():
        pass
    new = [row for row in await all_of(room.work, models.Delivery, "id") if row["id"] not in before]
    return sorted(((row["event"], row["destination"], row["payload"]) for row in new if row["kind"] == "email"), key=lambda each: each[:2])


async def test_the_owner_hears_at_once_and_once_what_was_wrong_with_each_number(room: Room) -> None:
    scene = await placed(room)
    await knock(room, scene.network, "0000", None)
    ((event, to, payload),) = await owed(room)
    assert (event, to) == ("account.numbers_refused", OWNER)
    said = [line["params"] for line in payload["lines"]]
    assert [line["number"] for line in said] == ["+1 212-736-0001", "+1 212-736-0002"]
    assert [line["why"]["code"] for line in said] == ["port_out_reason.PIN_INVALID", "port_out_reason.PIN_REQUIRED"]
    assert "0000" not in str(payload["lines"])
    assert await owed(room) == []


async def test_one_thing_wrong_with_many_numbers_is_said_once_and_right_behind_what_announces_it(room: Room) -> None:
    """It stood there for each number, behind a paragraph about something else, and was said not to be told to the carrier, which it was."""
    scene = await placed(room)
    await knock(room, scene.network, "0000", "1111")
    ((_event, _to, payload),) = await owed(room)
    said = [line for line in " ".join(noticing.render(payload).text.split()).split(". ") if "wrong" in line]
    assert said[0].startswith("What was wrong: - +1 212-736-0001, +1 212-736-0002: ")
    assert len(payload["lines"]) == len(said) == 1
    assert "not told" not in said[0]


async def test_the_twentieth_wrong_proof_about_a_number_alerts_its_owner_and_staff(room: Room) -> None:
    scene = await placed(room)
    await factories.user(room.work, Level.AGENT, email=STAFF)
    other = await factories.scene(room.work)
    carriers = [scene.network, scene.losing, other.network, other.losing]
    events = []
    for place in range(20):
        await knock(room, carriers[place // 5], "0000")
        events.append([(event, to) for event, to, _payload in await owed(room)])
    assert events[:19] == [[("account.numbers_refused", OWNER)]] * 19
    assert {event for event, _to in events[19]} == {"account.numbers_guessed_at"}
    assert {OWNER, STAFF} <= {to for _event, to in events[19]}
    await knock(room, carriers[3], "0000")
    assert await owed(room) == [], "its tries are used up: nobody is written to about what was not even looked at"
