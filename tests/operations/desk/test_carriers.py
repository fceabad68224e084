"""Carriers as staff keep them: made, changed, retired; told by callback what became of their port-outs. On both engines."""

from __future__ import annotations

import json
from dataclasses import replace
from typing import Any, cast

import pytest

from portico.domain.actors import Actor
from portico.domain.port_ins.porting_number import NameReasons
from portico.domain.port_outs.port_out_request import NumberWithPin, RejectPortOut
from portico.domain.reasons import PortOutRejectCode, ReasonCode
from portico.domain.refusals import Blocked, InvalidInput, NotPermitted, StaleVersion
from portico.domain.statuses import NumberType, PortingNumberStatus
from portico.mailroom import composing, happenings
from portico.operations.desk.carriers import (
    CarrierContact,
    ChangeCarrier,
    CreateCarrier,
    RetireCarrier,
    change_carrier,
    create_carrier,
    renew_callback_secret,
    restore,
    retire,
)
from portico.operations.engine.idempotency import Key
from portico.operations.engine.moves import move_one
from portico.operations.engine.outcomes import Target
from portico.operations.engine.work import Work
from portico.operations.port_ins.porting_requests import CreateRequest, create
from portico.operations.port_outs.port_out_requests import ReceivePortOut, receive
from portico.storage import models
from portico.storage.desk import addressees, carriers
from portico.storage.engine.rows import Row
from portico.storage.port_ins import porting_request_writes
from portico.storage.row_types.journal import JournalEntryRow
from tests import factories
from tests.operations.engine.archive import all_of, row_of

pytestmark = pytest.mark.either_engine
HOOK = "https://ports.severn.example/portico"


def problems(refused: pytest.ExceptionInfo[InvalidInput]) -> dict[str, str]:
    return {field.path: field.code for field in refused.value.fields}


async def stored(work: Work, key: Any) -> Row:
    return await row_of(work, models.Carrier, key) or {}


async def entries(work: Work) -> list[Row]:
    return [entry for entry in await all_of(work, models.JournalEntry, "position") if entry["subject_kind"] == "carrier"]


async def test_a_carrier_is_made_and_changed_and_the_journal_says_from_what_to_what(work: Work) -> None:
    scene = await factories.scene(work)
    command = CreateCarrier(
        name=" Severn  Networks ", country="gb", region="gb-wls", cupid=" 412 ", network_for=["gb", "GB", "ie"], callback_url=HOOK,
        contacts=[CarrierContact(name="Porting desk", email="Ports@SEVERN.example", phone="020 7946 0000", note="9 to 5")],
    )  # fmt: skip
    made = await create_carrier(work, scene.staff_admin, command, Key("carrierCreate", "k", None))
    assert await create_carrier(work, scene.staff_admin, command, Key("carrierCreate", "k", None)) == made
    row = await stored(work, made)
    assert (row["name"], row["country"], row["region"], row["time_zone"]) == ("Severn Networks", "GB", "GB-WLS", "Europe/London")
    assert (row["codes"], row["network_for"], row["version"]) == ({"CUPID": "412"}, ["GB", "IE"], 1)
    assert row["contacts"] == [{"name": "Porting desk", "email": "Ports@severn.example", "phone": "+442079460000", "note": "9 to 5"}]
    secret = row["callback_secret"]
    assert work.keyring.open(secret).startswith("whsec_")
    change = ChangeCarrier(name="Severn", cupid=None, spid="6r1t", completes_by_itself=True)
    assert await change_carrier(work, scene.staff_admin, made, 1, change) == made
    row = await stored(work, made)
    assert (row["codes"], row["version"], row["callback_secret"]) == ({"SPID": "6R1T"}, 2, secret)
    await change_carrier(work, scene.staff_admin, made, 2, change)
    assert (await stored(work, made))["version"] == 2, "nothing changed"
    with pytest.raises(StaleVersion):
        await change_carrier(work, scene.staff_admin, made, 1, ChangeCarrier(name="Late"))
    shown = await renew_callback_secret(work, scene.staff_admin, made)
    assert shown.secret
    assert shown.secret not in repr(shown), "whatever is logged of it says no secret"
    row = await stored(work, made)
    assert (work.keyring.open(row["callback_secret"]), row["version"]) == (shown.secret, 3)
    created, changed, renewed = await entries(work)
    assert (created["actor_id"], created["order_kind"], created["internal"]) == (scene.staff_admin.id, "installation", True)
    assert created["data"]["changed"]["network_for"] == [None, ["GB", "IE"]]
    assert changed["data"]["changed"] == {
        "name": ["Severn Networks", "Severn"], "cupid": ["412", None], "spid": [None, "6R1T"], "completes_by_itself": [False, True],
    }  # fmt: skip
    assert renewed["event"] == "carrier.callback_secret_renewed"
    assert "whsec" not in str([created, changed, renewed])


async def test_no_token_is_shown_the_secret_of_a_carriers_callbacks(work: Work) -> None:
    """One of a staff admin's was; an account's own secret is shown to persons only, too."""
    scene = await factories.scene(work)
    token = replace(scene.staff_admin, kind="token")
    before = (await stored(work, scene.losing_id))["callback_secret"]
    with pytest.raises(NotPermitted):
        await renew_callback_secret(work, token, scene.losing_id)
    assert (await stored(work, scene.losing_id))["callback_secret"] == before


async def test_two_carriers_of_a_country_share_no_name_that_a_customers_typing_counts_as_one(work: Work) -> None:
    scene = await factories.scene(work)
    first = await create_carrier(work, scene.staff_admin, CreateCarrier(name="Thames Telecom", country="GB"))
    other = await create_carrier(work, scene.staff_admin, CreateCarrier(name="Thames Telecom Inc.", country="US"))
    for refused in (
        create_carrier(work, scene.staff_admin, CreateCarrier(name="thames telecom ltd", country="GB")),
        change_carrier(work, scene.staff_admin, other, None, ChangeCarrier(country="GB")),
    ):
        with pytest.raises(InvalidInput) as problem:
            await refused
        assert [(field.path, field.code) for field in problem.value.fields] == [("name", "TAKEN")]
    await change_carrier(work, scene.staff_admin, first, None, ChangeCarrier(name="Thames Telecom Ltd"))


async def test_a_carrier_comes_back_only_where_nobody_has_taken_its_name_or_code_meanwhile(work: Work) -> None:
    """`carrier restore` put two alike names on the list: a customer's typing could not tell them apart."""
    scene = await factories.scene(work)
    gone = await create_carrier(work, scene.staff_admin, CreateCarrier(name="Thames Telecom", country="GB", cupid="412"))
    await retire(work, scene.staff_admin, gone, None, RetireCarrier())
    await create_carrier(work, scene.staff_admin, CreateCarrier(name="Thames Telecom Ltd", country="GB"))
    other = await create_carrier(work, scene.staff_admin, CreateCarrier(name="Severn", country="GB", cupid="412"))
    with pytest.raises(InvalidInput) as refused:
        await restore(work, scene.staff_admin, gone, None)
    assert problems(refused) == {"name": "TAKEN", "cupid": "TAKEN"}
    await change_carrier(work, scene.staff_admin, other, None, ChangeCarrier(cupid=None))
    await change_carrier(work, scene.staff_admin, gone, None, ChangeCarrier(name="Isis Telecom"))
    await restore(work, scene.staff_admin, gone, None)
    assert (await stored(work, gone))["retired_at"] is None
    told = [entry["reason"] for entry in await entries(work)]
    assert told[-1] == "The carrier is in use again; it is no country's network carrier until it is made one anew."


@pytest.mark.parametrize(
    ("country", "field", "code"), [("GB", "cupid", "412"), ("US", "spid", "6R1T"), ("NL", "coin", "DLTP"), ("US", "resporg", "ABC01")]
)
async def test_two_carriers_of_a_country_share_no_code(work: Work, country: str, field: str, code: str) -> None:
    scene = await factories.scene(work)
    known: dict[str, Any] = {field: code}
    alike: dict[str, Any] = {field: code.lower()}
    elsewhere = "FR" if country != "FR" else "DE"
    await create_carrier(work, scene.staff_admin, CreateCarrier(name="First", country=country, **known))
    abroad = await create_carrier(work, scene.staff_admin, CreateCarrier(name="Abroad", country=elsewhere, **known))
    other = await create_carrier(work, scene.staff_admin, CreateCarrier(name="Other", country=country))
    for refused in (
        create_carrier(work, scene.staff_admin, CreateCarrier(name="Second", country=country, **alike)),
        change_carrier(work, scene.staff_admin, other, None, ChangeCarrier(**known)),
        change_carrier(work, scene.staff_admin, abroad, None, ChangeCarrier(country=country)),
    ):
        with pytest.raises(InvalidInput) as problem:
            await refused
        assert problems(problem) == {field: "TAKEN"}
        assert "First" in problem.value.fields[0].message


async def test_every_field_at_fault_is_named(work: Work) -> None:
    scene = await factories.scene(work)
    await create_carrier(work, scene.staff_admin, CreateCarrier(name="Deltaport", country="NL", coin="DLTP", network_for=["NL"]))
    command = CreateCarrier(
        name="deltaport", country="GB", spid="12345", coin="A-1", cupid="1", resporg="ABC", network_for=["NL"],
        callback_url="http://127.0.0.1/x", contacts=[CarrierContact(name="A"), CarrierContact(name=" ", email="@", phone="12")],
    )  # fmt: skip
    with pytest.raises(InvalidInput) as refused:
        await create_carrier(work, scene.staff_admin, command)
    assert problems(refused) == {
        "name": "TAKEN", "spid": "MALFORMED", "coin": "MALFORMED", "cupid": "MALFORMED", "resporg": "MALFORMED", "networkFor.0": "TAKEN",
        "callbackUrl": "NOT_PUBLIC", "contacts.1.name": "REQUIRED", "contacts.1.email": "MALFORMED", "contacts.1.phone": "TOO_SHORT",
    }  # fmt: skip
    for actor in (scene.agent, scene.admin, scene.network):
        for refused_command in (
            create_carrier(work, actor, CreateCarrier(name="Mine", country="NL")),
            change_carrier(work, actor, scene.losing_id, None, ChangeCarrier(name="Mine")),
            retire(work, actor, scene.losing_id, None, RetireCarrier()),
            renew_callback_secret(work, actor, scene.losing_id),
        ):
            with pytest.raises(NotPermitted):
                await refused_command


async def test_a_retired_carrier_stays_with_what_is_under_way_and_takes_nothing_new(work: Work) -> None:
    scene = await factories.scene(work)
    placed = await factories.request(work, scene, [PortingNumberStatus.IN_PROCESS])
    phone = await factories.phone_number(work, scene)
    await change_carrier(work, scene.staff_admin, scene.network_id, None, ChangeCarrier(network_for=["US"]))
    with pytest.raises(Blocked) as blocked:
        await retire(work, scene.staff_admin, scene.network_id, None, RetireCarrier(leaves=["GB"]))
    assert [each.code for each in blocked.value.blockers] == ["NETWORK_CARRIER"]
    assert "the United States" in blocked.value.message
    for key in (scene.losing_id, scene.network_id):
        await retire(work, scene.staff_admin, key, None, RetireCarrier(leaves=["us"]))
        await retire(work, scene.staff_admin, key, None, RetireCarrier())
    assert await carriers.default_network(work.reader, "US") is None
    outcome = await move_one(
        work,
        scene.network,
        "porting_number",
        "require_action",
        Target(placed.number, attempt=1),
        NameReasons([ReasonCode.NAME_MISMATCH]),
    )
    assert outcome.refusal is None, "what it has, it goes on with"
    with pytest.raises(InvalidInput) as refused:
        await create(work, scene.member, CreateRequest(country="US", number_type=NumberType.GEOGRAPHIC, losing_carrier_id=scene.losing_id))
    assert problems(refused) == {"losingCarrierId": "RETIRED"}
    number = (await row_of(work, models.PhoneNumber, phone) or {})["e164"]
    asked = ReceivePortOut(gaining_carrier_id=scene.losing_id, carrier_reference="P-1", numbers=[NumberWithPin(number)])
    with pytest.raises(InvalidInput) as refused:
        await receive(work, scene.agent, asked)
    assert problems(refused) == {"gainingCarrierId": "RETIRED"}
    with pytest.raises(InvalidInput) as refused:
        await change_carrier(work, scene.staff_admin, scene.network_id, None, ChangeCarrier(network_for=["US"]))
    assert problems(refused) == {"networkFor": "RETIRED"}
    await restore(work, scene.staff_admin, scene.losing_id, None)
    made = await create(
        work, scene.member, CreateRequest(country="US", number_type=NumberType.GEOGRAPHIC, losing_carrier_id=scene.losing_id)
    )
    assert (await porting_request_writes.request(work.reader, made) or {})["losing_carrier_id"] == scene.losing_id
    told = [(entry["event"], entry["data"].get("changed")) for entry in await entries(work)]
    assert told[1:] == [
        ("carrier.retired", None), ("carrier.retired", {"network_for": [["US"], []]}), ("carrier.restored", None),
    ]  # fmt: skip


async def rejected(work: Work, actor: Actor, placed: Any) -> list[Row]:
    await move_one(
        work, actor, "port_out_request", "reject", Target(placed.id), RejectPortOut(PortOutRejectCode.NAME_MISMATCH, "Not their name.")
    )
    order = await addressees.told_order(work.reader, "port_out_request", placed.id)
    assert order
    moved = [
        cast("JournalEntryRow", entry) for entry in await all_of(work, models.JournalEntry, "position") if entry["order_id"] == placed.id
    ]
    return [owed for owed in composing.compose(order, moved, happenings.NamesTold(), None) if owed["kind"] != "email"]


async def test_a_gaining_carrier_with_an_address_is_told_there_and_not_by_a_task(work: Work) -> None:
    scene = await factories.scene(work)
    placed = await factories.port_out(work, scene)
    await change_carrier(work, scene.staff_admin, scene.network_id, None, ChangeCarrier(callback_url=HOOK))
    (owed,) = await rejected(work, scene.admin, placed)
    assert (owed["kind"], owed["destination"], owed["account_id"]) == ("callback", HOOK, None)
    body = json.loads(owed["payload"]["body"])
    assert (body["type"], body["data"]["status"], body["data"]["code"]) == ("port_out_request.rejected", "REJECTED", "NAME_MISMATCH")
    assert "Not their name" not in owed["payload"]["body"], "the owner's words are the owner's"
    await change_carrier(work, scene.staff_admin, scene.network_id, None, ChangeCarrier(callback_url=None))
    (owed,) = await rejected(work, scene.admin, await factories.port_out(work, scene))
    assert (owed["kind"], owed["destination"]) == ("carrier", f"carrier:{scene.network_id}")
