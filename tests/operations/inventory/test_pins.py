"""The PINs without which numbers do not leave: who sets them, one or many at a time, what is shown of them and when."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from portico.domain.actors import SYSTEM, Actor
from portico.domain.ids import new_id
from portico.domain.refusals import ActionUnavailable, InvalidInput, NotFound, NotPermitted, StaleVersion
from portico.domain.statuses import Level, PhoneNumberStatus
from portico.operations.engine.idempotency import Key
from portico.operations.engine.work import Work
from portico.operations.inventory import pins as setting
from portico.operations.inventory.pins import GeneratePins, NumbersInService, PinOfNumber, SetPins, generate_pins, set_pins
from portico.operations.people.signing_in import fresh_password, passwords
from portico.storage import models
from tests import factories
from tests.factories import Scene
from tests.forgetting import forget_sign_ins
from tests.operations.engine.archive import all_of, row_of

pytestmark = pytest.mark.either_engine

PASSWORD = "correct horse battery"
PIN = "KOTRYGIN4711"  # in no id, however it falls out


@pytest.fixture(autouse=True)
def forgetful() -> None:
    """Nobody has got a password wrong before a test."""
    forget_sign_ins()
    fresh_password.failures.clear()


@pytest.fixture
async def scene(work: Work) -> Scene:
    return await factories.scene(work)


async def person(work: Work, level: Level, scene: Scene | None = None) -> Actor:
    hashed = await passwords.hash_password(PASSWORD)
    return await factories.user(work, level, scene.account_id if scene else None, email=f"{level}@{new_id()}.example", password_hash=hashed)


def asks(*numbers: PinOfNumber, password: str = PASSWORD) -> SetPins:
    return SetPins(numbers=list(numbers), password=password)


def of(key: Any, pin: str | None = PIN, version: int | None = None) -> PinOfNumber:
    return PinOfNumber(phone_number_id=key, pin=pin, expected_version=version)


async def pin_of(work: Work, key: Any) -> str | None:
    row = await row_of(work, models.PhoneNumber, key)
    assert row
    return work.keyring.open(row["port_out_pin_sealed"]) if row["port_out_pin_sealed"] else None


async def told(work: Work) -> list[tuple[str, int, bool]]:
    found = await all_of(work, models.JournalEntry, "position")
    return [(each["event"], each["subject_version"], each["on_behalf"]) for each in found if each["subject_kind"] == "phone_number"]


async def test_an_administrator_sets_and_removes_a_port_out_pin(work: Work, scene: Scene) -> None:
    admin, agent = await person(work, Level.ADMIN, scene), await person(work, Level.AGENT)
    key = await factories.phone_number(work, scene)
    (outcome,) = await set_pins(work, admin, asks(of(key, f" {PIN} ", 1)))
    assert (outcome.version, await pin_of(work, key)) == (2, PIN)
    (stale,) = await set_pins(work, admin, asks(of(key, None, 1)))
    assert isinstance(stale.refusal, StaleVersion)
    await set_pins(work, agent, asks(of(key, None, 2)))
    assert await pin_of(work, key) is None
    assert await told(work) == [("phone_number.pin_set", 2, False), ("phone_number.pin_removed", 3, True)]
    assert PIN not in str(await all_of(work, models.JournalEntry, "position"))
    assert PIN not in repr(asks(of(key)))


async def test_one_refused_number_never_stops_the_others(work: Work, scene: Scene) -> None:
    admin, other = await person(work, Level.ADMIN, scene), await factories.scene(work)
    kept, foreign = await factories.phone_number(work, scene), await factories.phone_number(work, other)
    gone = await factories.phone_number(work, scene, status=PhoneNumberStatus.PORTED_OUT)
    leaving = (await factories.port_out(work, scene)).numbers[0]
    done = await set_pins(work, admin, asks(*map(of, (foreign, leaving, kept, gone, new_id()))))
    assert [type(each.refusal) for each in done] == [NotFound, ActionUnavailable, type(None), ActionUnavailable, NotFound]
    assert [await pin_of(work, key) for key in (kept, foreign)] == [PIN, None]


async def test_a_pin_that_is_none_is_named_where_it_stands_and_nothing_is_set(work: Work, scene: Scene) -> None:
    admin, key, another = await person(work, Level.ADMIN, scene), *[await factories.phone_number(work, scene) for _ in range(2)]
    for wrong in ("", "123", "12 34", "1" * 21):
        with pytest.raises(InvalidInput) as refused:
            await set_pins(work, admin, asks(of(another), of(key, wrong)))
        assert [(field.path, field.code) for field in refused.value.fields] == [("numbers.1.pin", "MALFORMED")]
    with pytest.raises(InvalidInput) as refused:
        await set_pins(work, admin, asks(of(key), of(key, None)))
    assert [field.path for field in refused.value.fields] == ["numbers.1"]
    assert [await pin_of(work, each) for each in (key, another)] == [None, None]


async def test_no_token_member_or_carrier_sets_a_pin_and_nobody_without_their_password(work: Work, scene: Scene) -> None:
    key = await factories.phone_number(work, scene)
    admin = await person(work, Level.ADMIN, scene)
    token = replace(admin, kind="token", id=new_id())
    for actor in (scene.member, scene.viewer, scene.network, token):
        with pytest.raises(NotPermitted):
            await set_pins(work, actor, asks(of(key)))
        with pytest.raises(NotPermitted):
            await generate_pins(work, actor, GeneratePins(phone_number_ids=[key], password=PASSWORD))
    with pytest.raises(InvalidInput):
        await set_pins(work, admin, asks(of(key), password="wrong"))
    with pytest.raises(InvalidInput):
        await generate_pins(work, admin, GeneratePins(phone_number_ids=[key]))
    assert await pin_of(work, key) is None
    await set_pins(work, SYSTEM, SetPins(numbers=[of(key)]))
    assert await pin_of(work, key) == PIN


async def test_a_repeated_command_sets_nothing_anew(work: Work, scene: Scene) -> None:
    admin, key = await person(work, Level.ADMIN, scene), await factories.phone_number(work, scene)
    once = Key("phoneNumbersSetPins", "k", {"n": 1})
    first = await set_pins(work, admin, asks(of(key)), once)
    again = await set_pins(work, admin, asks(of(key), password="not asked for"), once)
    assert [each.version for each in first] == [each.version for each in again] == [2]
    assert PIN not in str(await all_of(work, models.IdempotencyKey, "id"))


async def test_made_pins_differ_are_shown_once_and_open_what_is_sealed(work: Work, scene: Scene) -> None:
    admin = await person(work, Level.ADMIN, scene)
    keys = [await factories.phone_number(work, scene) for _ in range(3)]
    gone = await factories.phone_number(work, scene, status=PhoneNumberStatus.PORTED_OUT)
    made = await generate_pins(work, admin, GeneratePins(phone_number_ids=[*keys, gone, keys[0]], password=PASSWORD))
    assert set(made.pins.values()) == {await pin_of(work, key) for key in keys}
    assert len(set(made.pins.values())) == 3
    assert [(key, type(why)) for key, why in made.refused] == [(gone, ActionUnavailable)]
    entries = str(await all_of(work, models.JournalEntry, "position"))
    assert not any(pin in entries or pin in repr(made) for pin in made.pins.values())
    anew = await generate_pins(work, admin, GeneratePins(phone_number_ids=keys[:1], password=PASSWORD))
    assert set(anew.pins) <= set(made.pins)
    assert not set(anew.pins.values()) & set(made.pins.values())


async def test_a_filter_takes_what_is_in_service_and_the_actors_own(work: Work, scene: Scene, monkeypatch: pytest.MonkeyPatch) -> None:
    admin, other = await person(work, Level.ADMIN, scene), await factories.scene(work)
    has, bare, more = [await factories.phone_number(work, scene, e164=f"+1212736{place:04d}") for place in (1, 2, 3)]
    await factories.phone_number(work, other)
    await factories.phone_number(work, scene, status=PhoneNumberStatus.PORTED_OUT)
    await set_pins(work, admin, asks(of(has)))
    monkeypatch.setattr(setting, "AT_ONCE", 1)
    made = await generate_pins(work, admin, GeneratePins(every=NumbersInService(has_pin=False), password=PASSWORD))
    assert (list(made.pins), made.refused) == (["+12127360002", "+12127360003"], [])
    assert await pin_of(work, has) == PIN
    made = await generate_pins(work, admin, GeneratePins(every=NumbersInService(search="212 736 0001"), password=PASSWORD))
    assert list(made.pins) == ["+12127360001"]
    monkeypatch.setattr(setting, "MOST_MADE", 2)
    before = [await pin_of(work, key) for key in (has, bare, more)]
    for command, code in (
        (GeneratePins(every=NumbersInService(), password=PASSWORD), "TOO_MANY"),
        (GeneratePins(every=NumbersInService(search="999999"), password=PASSWORD), "REQUIRED"),
        (GeneratePins(password=PASSWORD), "REQUIRED"),
        (GeneratePins(every=NumbersInService(), phone_number_ids=[bare], password=PASSWORD), "REQUIRED"),
    ):
        with pytest.raises(InvalidInput) as refused:
            await generate_pins(work, admin, command)
        assert [field.code for field in refused.value.fields] == [code]
    assert [await pin_of(work, key) for key in (has, bare, more)] == before
