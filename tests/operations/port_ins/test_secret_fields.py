"""Extra fields that act as PINs (PAC, RIO …): given, kept, given for single numbers, taken away, and never carried on."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any
from uuid import UUID

import pytest

from portico.carriers.gateway import CarrierSender, Task
from portico.domain.actors import Actor
from portico.domain.port_ins.porting_number import Resubmit
from portico.domain.port_ins.submitting import submission_problems
from portico.domain.reasons import ReasonCode
from portico.domain.refusals import ActionUnavailable, InvalidInput, Refusal
from portico.domain.statuses import GatewayKind, NumberType
from portico.operations.desk import requirement_overrides
from portico.operations.desk.requirement_overrides import OverrideRequirement
from portico.operations.engine.moves import move_one
from portico.operations.engine.outcomes import Target
from portico.operations.engine.work import Work
from portico.operations.port_ins.porting_requests import CreateRequest, ExtraField, UpdateRequest, create, replace, update
from portico.storage import models
from portico.storage.engine import rows
from portico.storage.engine.keyring import KeyRing
from portico.storage.engine.outbox import Owed
from portico.storage.port_ins import porting_requests, sealed_fields
from portico.storage.port_ins.sealed_fields import Secret
from tests import factories
from tests.clock import Clock
from tests.factories import raise_reasons

pytestmark = pytest.mark.either_engine

ONE, TWO, THREE = "+447911120501", "+447911120502", "+447911120503"


async def drafted(work: Work, actor: Actor, *extras: ExtraField, **values: Any) -> UUID:
    given = {"country": "GB", "number_type": NumberType.MOBILE, "numbers": [ONE, TWO], "extra_fields": list(extras)}
    return await create(work, actor, CreateRequest(**{**given, **values}))


async def changed(work: Work, actor: Actor, request_id: UUID, *extras: ExtraField, **values: Any) -> None:
    given: dict[str, Any] = {"extra_fields": list(extras), **values} if extras else values
    await update(work, actor, request_id, None, UpdateRequest(**given))


async def row_of(work: Work, request_id: UUID) -> rows.Row:
    return rows.decode(models.PortingRequest, (await work.reader.fetch("SELECT * FROM porting_request WHERE id = $1", request_id))[0])


async def secrets(work: Work, request_id: UUID) -> dict[str, Secret | None]:
    stored = (await row_of(work, request_id))["secrets_sealed"]
    return {name: sealed_fields.opened(work.keyring, stored, name) for name in stored or {}}


async def lacking(work: Work, request_id: UUID) -> list[str]:
    """What submission says of the code."""
    view = (await porting_requests.views(work.reader, [request_id]))[request_id]
    return [problem.message for problem in submission_problems(view, work.now) if problem.path == "extra_fields.PAC"]


def paths(refused: pytest.ExceptionInfo[InvalidInput]) -> dict[str, str]:
    return {field.path: field.code for field in refused.value.fields}


async def test_a_secret_left_out_stays_and_an_empty_one_is_taken_away(work: Work) -> None:
    scene = await factories.scene(work)
    made = await drafted(work, scene.member, ExtraField("PAC", "ABC123456"))
    await changed(work, scene.member, made, extra_fields=[])
    assert await secrets(work, made) == {"PAC": Secret("ABC123456")}
    before = await row_of(work, made)
    await changed(work, scene.member, made, ExtraField("PAC", "ABC123456"))
    assert await row_of(work, made) == before
    await changed(work, scene.member, made, ExtraField("PAC", "ABC123457"))
    assert await secrets(work, made) == {"PAC": Secret("ABC123457")}
    await changed(work, scene.member, made, ExtraField("PAC", " "))
    assert (await row_of(work, made))["secrets_sealed"] is None


@pytest.mark.parametrize("said", [{"pin": "4071"}, {"extra_fields": [ExtraField("PAC", "ABC123456")]}], ids=["pin", "code"])
async def test_a_closed_secret_cannot_be_guessed_by_what_an_update_answers(work: Work, said: dict[str, Any]) -> None:
    """The right one is refused as every other is."""
    scene = await factories.scene(work)
    sealed = sealed_fields.sealed(work.keyring, None, {"PAC": Secret("ABC123456")}, work.now)
    kind: dict[str, Any] = {"country": "GB", "number_type": "MOBILE", "extra_fields": {}}
    kind |= {"secrets_sealed": sealed, "pin_sealed": work.keyring.seal("4071")}
    placed = await factories.request(work, scene, **kind)
    before = await row_of(work, placed.id)
    for actor in (scene.member, scene.agent):
        with pytest.raises((InvalidInput, ActionUnavailable)) as right:
            await changed(work, actor, placed.id, **said)
        wrong = {"pin": "4072"} if "pin" in said else {"extra_fields": [ExtraField("PAC", "ABC123457")]}
        with pytest.raises(type(right.value)) as refused:
            await changed(work, actor, placed.id, **wrong)
        assert str(refused.value) == str(right.value)
        assert getattr(refused.value, "fields", ()) == getattr(right.value, "fields", ())
    assert await row_of(work, placed.id) == before


async def refused_fields(work: Work, actor: Actor, request_id: UUID, *extras: ExtraField, **values: Any) -> list[tuple[str, str, str]]:
    with pytest.raises(InvalidInput) as refused:
        await changed(work, actor, request_id, *extras, **values)
    return [(field.path, field.code, field.message) for field in refused.value.fields]


async def test_what_else_is_wrong_tells_nothing_of_a_secret_beside_it(work: Work) -> None:
    """Neither of a number that is taken out by the same command, nor of another field, nor of a new kind of number that does not fit."""
    scene = await factories.scene(work)
    made = await drafted(work, scene.member, ExtraField("PAC", "ABC000001", ONE))
    (number, *_) = [row["id"] for row in await numbers_of(work, made) if row["e164"] == ONE]
    for more in ({"remove_numbers": [number]}, {"remove_numbers": [number], "name": "x" * 5000}, {"name": "x" * 5000}):
        told = [
            await refused_fields(work, scene.member, made, ExtraField("PAC", guess, ONE), **more) for guess in ("ABC000001", "ABC000002")
        ]
        assert told[0] == told[1]
    french = await drafted(work, scene.member, ExtraField("RIO", "AAX123456AB+"), numbers=[], country="FR", number_type=NumberType.NATIONAL)
    mobile = {"number_type": NumberType.MOBILE, "name": "x" * 5000}
    told = [
        await refused_fields(work, scene.member, french, ExtraField("RIO", guess), **mobile) for guess in ("AAX123456AB+", "AAY123456AB+")
    ]
    assert told[0] == told[1]


async def test_a_malformed_secret_is_refused_without_being_quoted(work: Work) -> None:
    scene = await factories.scene(work)
    with pytest.raises(InvalidInput) as refused:
        await drafted(work, scene.member, ExtraField("PAC", "SECRET99"))
    assert paths(refused) == {"extraFields": "MALFORMED"}
    assert "SECRET99" not in str(refused.value.fields)
    assert "ABC123456" in refused.value.fields[0].message


async def test_numbers_may_have_codes_of_their_own(work: Work) -> None:
    scene = await factories.scene(work)
    made = await drafted(work, scene.member, ExtraField("PAC", "ABC000001", "07911 120501"))
    assert await secrets(work, made) == {"PAC": Secret(None, {ONE: "ABC000001"})}
    assert await lacking(work, made) == ["Porting authorisation code (PAC) is missing for 1 of the numbers."]
    await changed(work, scene.member, made, ExtraField("PAC", "ABC000001", ONE), ExtraField("PAC", "ABC000002", TWO))
    assert await lacking(work, made) == []
    await changed(work, scene.member, made, add_numbers=[THREE])
    assert len(await lacking(work, made)) == 1
    numbers = {row["e164"]: row["id"] for row in await numbers_of(work, made)}
    await changed(work, scene.member, made, remove_numbers=[numbers[ONE], numbers[THREE]])
    assert await secrets(work, made) == {"PAC": Secret(None, {TWO: "ABC000002"})}
    assert await lacking(work, made) == []


async def numbers_of(work: Work, request_id: UUID) -> list[rows.Row]:
    return rows.decode_all(models.PortingNumber, await work.reader.fetch("SELECT * FROM porting_number WHERE request_id = $1", request_id))


@pytest.mark.parametrize(
    ("extras", "code"),
    [
        ([ExtraField("PAC", "ABC000001"), ExtraField("PAC", "ABC000002")], "DUPLICATE"),
        ([ExtraField("PAC", "ABC000001"), ExtraField("PAC", "ABC000002", ONE)], "DUPLICATE"),
        ([ExtraField("PAC", "ABC000001", ONE), ExtraField("PAC", "ABC000002", "07911 120501")], "DUPLICATE"),
        ([ExtraField("PAC", "ABC000001", THREE)], "NOT_FOUND"),
        ([ExtraField("PAC", "ABC000001", "letters")], "NOT_A_NUMBER"),
        ([ExtraField("COLOUR", "blue", ONE)], "NOT_PER_NUMBER"),
    ],
)
async def test_what_is_no_code_of_a_number_is_refused(work: Work, extras: list[ExtraField], code: str) -> None:
    scene = await factories.scene(work)
    with pytest.raises(InvalidInput) as refused:
        await drafted(work, scene.member, *extras)
    assert set(paths(refused).values()) == {code}
    assert "ABC00000" not in str(refused.value.fields)


async def test_a_code_is_kept_as_it_is_written_however_it_was_typed(work: Work) -> None:
    scene = await factories.scene(work)
    made = await drafted(work, scene.member, ExtraField("PAC", " abc-000 001 ", ONE), ExtraField("PAC", "\uff41bc000002", TWO))
    assert await secrets(work, made) == {"PAC": Secret(None, {ONE: "ABC000001", TWO: "ABC000002"})}
    version = (await row_of(work, made))["version"]
    await changed(work, scene.member, made, ExtraField("PAC", "abc 000001", ONE), ExtraField("PAC", "ABC000002", TWO))
    assert (await row_of(work, made))["version"] == version, "the same code in another spelling is no change"


async def test_a_rio_is_asked_to_belong_to_its_number(work: Work) -> None:
    scene = await factories.scene(work)
    mobile, other = "+33612345678", "+33612345679"
    made = await drafted(work, scene.member, ExtraField("RIO", "01 p eroy4p 4tr", mobile), numbers=[mobile, other], country="FR")
    assert await secrets(work, made) == {"RIO": Secret(None, {mobile: "01PEROY4P4TR"})}
    ((path, code, said),) = await refused_fields(work, scene.member, made, ExtraField("RIO", "01PEROY4P4TR", other))
    assert (path, code) == ("extraFields", "MALFORMED")
    assert "does not belong to +33 6 12 34 56 79" in said
    assert "EROY4P" not in said


async def test_another_kind_of_request_leaves_codes_behind_that_it_does_not_ask(work: Work) -> None:
    scene = await factories.scene(work)
    made = await drafted(work, scene.member, ExtraField("PAC", "ABC123456"), numbers=[])
    await changed(work, scene.member, made, number_type=NumberType.GEOGRAPHIC)
    assert (await row_of(work, made))["secrets_sealed"] is None
    french = await drafted(work, scene.member, ExtraField("RIO", "01P123456AB+"), numbers=[], country="FR")
    await changed(work, scene.member, french, number_type=NumberType.NATIONAL)
    assert await secrets(work, french) == {"RIO": Secret("01P123456AB+")}
    odd = await drafted(work, scene.member, ExtraField("RIO", "AAX123456AB+"), numbers=[], country="FR", number_type=NumberType.NATIONAL)
    await changed(work, scene.member, odd, number_type=NumberType.MOBILE)
    assert (await row_of(work, odd))["secrets_sealed"] is None


async def test_a_request_made_anew_has_no_code(work: Work) -> None:
    scene = await factories.scene(work)
    sealed = sealed_fields.sealed(work.keyring, None, {"PAC": Secret("ABC123456")}, work.now)
    old = await factories.request(
        work, scene, status="REJECTED", country="GB", number_type="MOBILE", secrets_sealed=sealed, extra_fields={}, pin_sealed="v1.x.y"
    )
    made = await row_of(work, await replace(work, scene.member, old.id))
    assert (made["secrets_sealed"], made["pin_sealed"]) == (None, None)


async def test_a_corrected_code_addresses_the_carriers_refusal(work: Work, clock: Clock) -> None:
    scene = await factories.scene(work)
    sealed = sealed_fields.sealed(work.keyring, None, {"PAC": Secret("ABC123456")}, work.now)
    refused = {"status": "ACTION_REQUIRED", "status_reasons": raise_reasons(ReasonCode.PIN_INVALID), "reasons_raised_at": work.now}
    placed = await factories.request(
        work, scene, [refused], country="GB", number_type="MOBILE", extra_fields={}, secrets_sealed=sealed
    )  # fmt: skip
    clock.advance(minutes=5)
    with pytest.raises(Refusal):
        await move_one(work, scene.member, "porting_number", "resubmit", Target(placed.number), Resubmit())
    await changed(work, scene.member, placed.id, ExtraField("PAC", "ABC123456"))
    with pytest.raises(Refusal):
        await move_one(work, scene.member, "porting_number", "resubmit", Target(placed.number), Resubmit())
    await changed(work, scene.member, placed.id, ExtraField("PAC", "ABC123457"))
    await move_one(work, scene.member, "porting_number", "resubmit", Target(placed.number), Resubmit())


async def test_a_field_that_was_given_plainly_does_not_become_secret_behind_its_back(work: Work) -> None:
    """Its values stand in rows and snapshots already: a secret one has a name of its own."""
    scene = await factories.scene(work)
    await drafted(work, scene.member, ExtraField("LINE_TYPE", "SINGLE"), number_type=NumberType.GEOGRAPHIC, numbers=[])
    fields = [{"name": "extra_fields.LINE_TYPE", "label": "Line type", "required": True, "secret": True}]
    command = OverrideRequirement(country="GB", number_type=NumberType.GEOGRAPHIC, changes={"fields": fields})
    with pytest.raises(InvalidInput) as refused:
        await requirement_overrides.override(work, scene.staff_admin, command)
    assert paths(refused) == {"changes": "GIVEN_PLAINLY"}
    own = [{"name": "extra_fields.EASYSWITCH", "label": "Easy Switch", "required": True, "secret": True}]
    await requirement_overrides.override(
        work, scene.staff_admin, OverrideRequirement(country="GB", number_type=NumberType.GEOGRAPHIC, changes={"fields": own})
    )
    made = await drafted(work, scene.member, ExtraField("EASYSWITCH", "88-21"), number_type=NumberType.GEOGRAPHIC, numbers=[])
    assert (await row_of(work, made))["extra_fields"] == {}
    assert await secrets(work, made) == {"EASYSWITCH": Secret("88-21")}


class Machine:
    """A gateway that keeps what it is given."""

    def __init__(self) -> None:
        self.tasks: list[Task] = []

    async def submit(self, task: Task) -> None:
        self.tasks.append(task)

    cancel = perform = outcome = snapback = submit


async def test_each_number_goes_to_the_carrier_with_its_own_secrets(work: Work) -> None:
    """And only when it is submitted; what no key opens any more stays behind."""
    scene = await factories.scene(work)
    foreign = KeyRing(["another key, which was lost long ago ..."])
    sealed = sealed_fields.sealed(work.keyring, None, {"PAC": Secret(None, {ONE: "ABC000001", TWO: "ABC000002"})}, work.now) or {}
    sealed |= sealed_fields.sealed(foreign, None, {"CVP": Secret("111122223333")}, work.now) or {}
    numbers: list[Mapping[str, Any]] = [{"status": "IN_PROCESS", "e164": e164} for e164 in (ONE, TWO)]
    pin = work.keyring.seal("4071")
    placed = await factories.request(work, scene, numbers, country="GB", secrets_sealed=sealed, pin_sealed=pin)
    named = [{"id": str(key), "e164": e164} for key, e164 in zip(placed.numbers, placed.e164s, strict=True)]
    machine = Machine()
    tasks = {"tasks": [{"task": "submit", "numbers": named}, {"task": "cancel", "numbers": named}]}
    carrier, order = f"carrier:{scene.network_id}", (placed.id, "porting_request", placed.id, 1)
    owed = Owed(placed.id, scene.account_id, "carrier", carrier, *order, "", tasks, 0, work.now)
    await CarrierSender(work, {GatewayKind.MANUAL: machine})(owed)
    submitted, canceled = machine.tasks
    assert {number.e164: number.secrets for number in submitted.numbers} == {
        ONE: {"subscriber.pin": "4071", "extra_fields.PAC": "ABC000001"},
        TWO: {"subscriber.pin": "4071", "extra_fields.PAC": "ABC000002"},
    }
    assert [number.secrets for number in canceled.numbers] == [{}, {}]
    assert "ABC00000" not in repr(submitted)
