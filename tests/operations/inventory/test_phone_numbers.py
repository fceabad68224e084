"""Numbers put into service by hand, their port-out PINs, and what the operator keeps for everyone; on both engines."""

from __future__ import annotations

import asyncio
from uuid import UUID

import pytest

from portico.domain.actors import SYSTEM
from portico.domain.ids import new_id
from portico.domain.refusals import ActionUnavailable, Blocked, InvalidInput, NotFound, NotPermitted
from portico.domain.statuses import GatewayKind, NumberSource, NumberType, PhoneNumberStatus
from portico.operations.desk.carriers import CreateCarrier, create_carrier
from portico.operations.engine.idempotency import Key
from portico.operations.engine.moves import move
from portico.operations.engine.outcomes import Target
from portico.operations.engine.work import Work
from portico.operations.inventory.adding import AddNumbers, add_numbers
from portico.operations.inventory.phone_numbers import add_native_numbers
from portico.operations.port_ins.porting_requests import CreateRequest, create
from portico.storage import models
from portico.storage.engine.rows import Row
from tests import factories
from tests.operations.engine.archive import all_of, row_of

pytestmark = pytest.mark.either_engine


def problems(refused: pytest.ExceptionInfo[InvalidInput]) -> dict[str, str]:
    return {field.path: field.code for field in refused.value.fields}


async def number(work: Work, key: UUID) -> Row:
    row = await row_of(work, models.PhoneNumber, key)
    assert row
    return row


async def test_staff_put_numbers_into_service(work: Work) -> None:
    scene = await factories.scene(work)
    texts = ["+1 (212) 736-0001", "+44 20 7946 0000"]
    made = await add_native_numbers(work, scene.agent, scene.account_id, texts, scene.configuration_id, pins={texts[1]: " 9876 "})
    first, second = [await number(work, key) for key in made]
    assert (first["e164"], first["country"], first["number_type"]) == ("+12127360001", "US", NumberType.GEOGRAPHIC)
    assert (first["status"], first["source"], first["version"]) == (PhoneNumberStatus.ACTIVE, NumberSource.NATIVE, 1)
    assert (first["configuration_profile_id"], first["port_out_pin_sealed"]) == (scene.configuration_id, None)
    assert (second["e164"], work.keyring.open(second["port_out_pin_sealed"])) == ("+442079460000", "9876")
    entries = await all_of(work, models.JournalEntry, "position")
    assert [(e["event"], e["order_id"], e["told"], e["on_behalf"]) for e in entries] == [
        ("phone_number.added", scene.account_id, False, True)
    ] * 2
    assert "9876" not in str(entries)
    assert await all_of(work, models.NumberClaim) == []


async def test_a_number_is_in_service_once_and_not_while_it_is_ported_in(work: Work) -> None:
    scene, other = await factories.scene(work), await factories.scene(work)
    await add_native_numbers(work, scene.agent, scene.account_id, ["+12127370001"])
    ported = await factories.request(work, other)
    with pytest.raises(InvalidInput) as refused:
        await add_native_numbers(work, scene.agent, other.account_id, ["+12127370001", ported.e164s[0], "+12127379999", "12"])
    assert set(problems(refused)) == {"numbers.3"}
    with pytest.raises(InvalidInput) as refused:
        await add_native_numbers(work, scene.agent, other.account_id, ["+12127370001", ported.e164s[0], "+12127379999"])
    assert problems(refused) == {"numbers.0": "NUMBER_IN_SERVICE", "numbers.1": "NUMBER_LIVE_ELSEWHERE"}
    assert len(await all_of(work, models.PhoneNumber)) == 1
    assert {row["holder"] for row in await all_of(work, models.NumberClaim)} == {ported.number}


async def test_of_two_accounts_at_once_one_gets_the_number(work: Work) -> None:
    scene, other = await factories.scene(work), await factories.scene(work)
    done = await asyncio.gather(
        *(add_native_numbers(work, scene.agent, account, ["+12127360001"]) for account in (scene.account_id, other.account_id)),
        return_exceptions=True,
    )
    assert [type(one) for one in done].count(InvalidInput) == 1
    assert len(await all_of(work, models.PhoneNumber)) == 1


async def test_only_staff_and_the_system_add_numbers(work: Work) -> None:
    scene, other = await factories.scene(work), await factories.scene(work)
    for actor in (scene.admin, scene.network):
        with pytest.raises(NotPermitted):
            await add_native_numbers(work, actor, scene.account_id, ["+12127360001"])
    await add_native_numbers(work, SYSTEM, scene.account_id, ["+12127360001"])
    with pytest.raises(InvalidInput) as refused:
        await add_native_numbers(
            work, scene.agent, new_id(), ["+12127360002"], other.configuration_id, pins={"+12127360002": "1", "+1": "1234"}
        )
    assert problems(refused) == {"accountId": "NOT_FOUND", "profileId": "NOT_FOUND", "pins.0": "MALFORMED", "pins": "NOT_FOUND"}


async def test_carriers_are_created_by_administrators_of_the_staff(work: Work) -> None:
    scene = await factories.scene(work)
    command = CreateCarrier(name="KPN", country="nl", coin="kpn", gateway=GatewayKind.SANDBOX, completes_by_itself=True)
    made = await create_carrier(work, scene.staff_admin, command)
    row = await row_of(work, models.Carrier, made)
    assert row
    assert (row["country"], row["time_zone"], row["codes"], row["gateway"]) == ("NL", "Europe/Amsterdam", {"COIN": "KPN"}, "SANDBOX")
    with pytest.raises(InvalidInput) as refused:
        await create_carrier(work, SYSTEM, command)
    assert problems(refused) == {"name": "TAKEN", "coin": "TAKEN"}
    with pytest.raises(InvalidInput) as refused:
        await create_carrier(work, SYSTEM, CreateCarrier(name=" ", country="x", time_zone="Mars/Base"))
    assert set(problems(refused)) == {"name", "country", "timeZone"}
    for actor in (scene.agent, scene.admin, scene.network):
        with pytest.raises(NotPermitted):
            await create_carrier(work, actor, CreateCarrier(name="Mine", country="NL"))


async def test_pasted_numbers_are_added_line_by_line_and_a_bad_line_stops_no_other(work: Work) -> None:
    scene, other = await factories.scene(work), await factories.scene(work)
    ported = await factories.request(work, other)
    await add_native_numbers(work, scene.agent, other.account_id, ["+442079460811"])
    text = f"020 7946 0810-12\nfax\n{ported.e164s[0]}\n+442079460820\n020 7946 0820"
    command = AddNumbers(account_id=scene.account_id, text=text, country="gb", configuration_profile_id=scene.configuration_id)
    key = Key("phoneNumbersAdd", "k", None)
    first = await add_numbers(work, scene.agent, command, key)
    for done in (first, await add_numbers(work, scene.agent, command, key)):  # a repetition answers the same and adds nothing
        assert [(line.line, [number.e164 for number in line.numbers]) for line in done.accepted] == [
            (1, ["+442079460810", "+442079460812"]), (4, ["+442079460820"]),
        ]  # fmt: skip
        told = sorted((line.line, line.problem.reason.value) for line in done.refused)
        assert told == [(1, "IN_SERVICE"), (2, "NOT_A_NUMBER"), (3, "PORTING_IN"), (5, "DUPLICATE")]
        assert len(done.ids) == 3
    rows = [await number(work, key) for key in first.ids]
    assert {row["configuration_profile_id"] for row in rows} == {scene.configuration_id}
    entries = [e for e in await all_of(work, models.JournalEntry, "position") if e["order_id"] == scene.account_id]
    assert [(e["event"], e["on_behalf"]) for e in entries] == [("phone_number.added", True)] * 3
    with pytest.raises(InvalidInput) as refused:
        await add_numbers(work, scene.agent, AddNumbers(account_id=new_id(), text=" ", country="Britain"))
    assert problems(refused) == {"country": "MALFORMED", "text": "REQUIRED"}
    with pytest.raises(NotPermitted):
        await add_numbers(work, scene.admin, AddNumbers(account_id=scene.account_id, lines=["+442079460830"]))


async def test_staff_take_out_what_is_native_and_in_service_and_the_number_may_be_ported_in_then(work: Work) -> None:
    scene = await factories.scene(work)
    (mine,) = await add_native_numbers(work, scene.agent, scene.account_id, ["+12127369001"], scene.configuration_id)
    leaving = (await factories.port_out(work, scene)).numbers[0]
    brought = await factories.phone_number(work, scene, source="PORTED_IN")
    targets = [Target(key) for key in (mine, leaving, brought, new_id())]
    outcomes = await move(work, scene.agent, "phone_number", "remove", targets)
    assert [type(each.refusal) for each in outcomes] == [type(None), ActionUnavailable, Blocked, NotFound]
    row = await number(work, mine)
    assert (row["status"], row["ended_at"], row["configuration_profile_id"]) == (PhoneNumberStatus.REMOVED, work.now, None)
    entry = (await all_of(work, models.JournalEntry, "position"))[-1]
    assert (entry["event"], entry["order_id"], entry["on_behalf"]) == ("phone_number.removed", scene.account_id, False)
    for actor in (scene.admin, scene.network):
        (outcome,) = await move(work, actor, "phone_number", "remove", [Target(leaving)])
        assert isinstance(outcome.refusal, NotPermitted)
    command = CreateRequest(country="US", number_type=NumberType.GEOGRAPHIC, numbers=["+12127369001"])
    assert isinstance(await create(work, scene.member, command), UUID)
    await add_native_numbers(work, scene.agent, scene.account_id, ["+12127369001"])
