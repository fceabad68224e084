"""Asking what the door would say: the same answers, the same tries and the same journal as handing in, and nothing made."""

from __future__ import annotations

import random
from itertools import product
from typing import Any

import pytest

from portico.domain.actors import Actor
from portico.domain.port_outs.port_out_request import NumberWithPin
from portico.domain.refusals import Blocked, InvalidInput, NotPermitted
from portico.domain.statuses import PhoneNumberStatus
from portico.operations.engine.work import Work
from portico.operations.port_outs import turning_away
from portico.operations.port_outs.port_out_inputs import ReceivePortOut, ValidatePortOut
from portico.operations.port_outs.port_out_requests import receive
from portico.operations.port_outs.validating import validate
from portico.storage import models
from tests import factories
from tests.factories import Scene
from tests.operations.engine.archive import all_of

pytestmark = pytest.mark.either_engine

PIN = "KOTRYGIN4711"  # in no id, however it falls out
Heard = list[tuple[str, str]]
Asked = tuple[tuple[str, ...], str | None, str | None]
"""Which kinds of numbers, the PIN of the first, and the account number."""


@pytest.fixture(autouse=True)
def quick(monkeypatch: pytest.MonkeyPatch) -> None:
    """What takes how long is held elsewhere."""
    monkeypatch.setattr(turning_away, "TICK", 0.0001)


async def asked_whether(work: Work, actor: Actor, numbers: list[NumberWithPin], account: str | None) -> Heard:
    try:
        return [(number, "let in") for number in await validate(work, actor, ValidatePortOut(numbers=numbers, account_number=account))]
    except Blocked as refused:
        return [(blocker.code, blocker.message) for blocker in refused.blockers]


async def handed_in(work: Work, actor: Actor, numbers: list[NumberWithPin], account: str | None, reference: str) -> Heard:
    try:
        await receive(work, actor, ReceivePortOut(carrier_reference=reference, numbers=numbers, account_number=account))
    except Blocked as refused:
        return [(blocker.code, blocker.message) for blocker in refused.blockers]
    return [(number.number, "let in") for number in numbers]


async def owners_heard(work: Work, *, by: Actor) -> list[tuple[Any, ...]]:
    entries = [each for each in await all_of(work, models.JournalEntry, "position") if each["event"] == "port_out_request.refused"]
    mine = [each for each in entries if each["data"]["carrier_id"] == str(by.carrier_id)]
    return [(each["told"], *(each["data"].get(name) for name in ("e164", "code", "guess", "numbers", "known"))) for each in mine]


KINDS: dict[str, dict[str, Any]] = {
    "in service": {},
    "without a pin": {"port_out_pin_sealed": None},
    "locked": {"locked_at": True},
    "unlocking": {"locked_at": True, "unlocks_at": True},
    "leaving": {"status": PhoneNumberStatus.PORTING_OUT},
    "prepared": {"status": PhoneNumberStatus.PROVISIONED},
    "gone": {"status": PhoneNumberStatus.PORTED_OUT},
    "foreign": {},
}


async def placed(work: Work, scene: Scene, stranger: Scene, kind: str) -> str:
    e164 = factories.e164("US")
    if kind != "unknown":
        times = {name: work.now if value is True else value for name, value in KINDS[kind].items()}
        values: dict[str, Any] = {"e164": e164, "port_out_pin_sealed": work.keyring.seal(PIN), **times}
        await factories.phone_number(work, stranger if kind == "foreign" else scene, **values)
    return e164


@pytest.mark.parametrize("required", [False, True], ids=["where none is required", "where a PIN is required"])
async def test_whoever_only_asks_hears_what_the_door_says_and_nobody_hears_less_of_it(work: Work, required: bool) -> None:
    scene = await factories.scene(work, account_number="A-77", port_out_pin_required=required)
    stranger, chance = await factories.scene(work, account_number="A-99"), random.Random(12)
    kinds = [*KINDS, "unknown"]
    singles: list[Asked] = [((kind,), pin, account) for kind, pin, account in product(kinds, (PIN, "0000", None), ("A-77", None))]
    some: list[Asked] = [
        (tuple(chance.choices(kinds, k=3)), chance.choice((PIN, "0000", None)), chance.choice(("A-77", "A-77", "a 77", "X")))
        for _ in range(30)
    ]
    fine: list[Asked] = [(("in service",) * count, PIN, "a 77") for count in (1, 2, 3)]
    asker, comer = scene.losing, scene.network
    admitted = 0
    for place, (wanted, pin, account) in enumerate(singles + some + fine):
        numbers = [NumberWithPin(await placed(work, scene, stranger, kind), pin if at == 0 else PIN) for at, kind in enumerate(wanted)]
        before = await all_of(work, models.PortOutRequest)
        asked = await asked_whether(work, asker, numbers, account)
        assert await all_of(work, models.PortOutRequest) == before, "nothing was made"
        came = await handed_in(work, comer, numbers, account, f"PON-{place}")
        assert asked == came, (wanted, pin, account)
        admitted += asked[0][1] == "let in"
    assert admitted > 3, "else nothing was held of those who are let in"
    assert await owners_heard(work, by=asker) == await owners_heard(work, by=comer)
    assert all(row["failure_count"] in {0, 2} for row in await all_of(work, models.PhoneNumber)), "both counted"


async def test_tries_are_shared_with_handing_in(work: Work) -> None:
    scene = await factories.scene(work, account_number="A-77")
    number = await placed(work, scene, scene, "in service")
    one_answer: Heard = []
    for place in range(5):
        wrong = [NumberWithPin(number, f"000{place}")]
        asking = asked_whether(work, scene.network, wrong, "A-77"), handed_in(work, scene.network, wrong, "A-77", "P")
        one_answer = await asking[place % 2]
        asking[1 - place % 2].close()
    right = [NumberWithPin(number, PIN)]
    assert await asked_whether(work, scene.network, right, "A-77") == one_answer
    assert await handed_in(work, scene.network, right, "A-77", "P") == one_answer
    assert await asked_whether(work, scene.losing, right, "A-77") == [(number, "let in")]
    assert len(await owners_heard(work, by=scene.network)) == 5 + 7, "five told to the owner, and every knock to staff"
    assert PIN not in str(await all_of(work, models.JournalEntry, "position"))


async def test_what_cannot_be_read_is_told_as_when_it_is_handed_in(work: Work) -> None:
    scene = await factories.scene(work)
    for given in ([], ["x"], ["+12127360001", "+31201234567"], ["+12127360001", "+12127360001"]):
        numbers, found = list(map(NumberWithPin, given)), []
        for asking in (
            validate(work, scene.network, ValidatePortOut(numbers=numbers)),
            receive(work, scene.network, ReceivePortOut(carrier_reference="P", numbers=numbers)),
        ):
            with pytest.raises(InvalidInput) as refused:
                await asking
            found.append([(field.path, field.code) for field in refused.value.fields])
        assert found[0] == found[1] != []


async def test_only_a_carrier_asks(work: Work) -> None:
    scene = await factories.scene(work)
    for actor in (scene.admin, scene.agent, scene.staff_admin):
        with pytest.raises(NotPermitted):
            await validate(work, actor, ValidatePortOut(numbers=[NumberWithPin("+12127360001")]))
