"""The checklist and the well-known carriers, as staff ask for them."""

from __future__ import annotations

from typing import Any

import pytest

from portico.domain.actors import SYSTEM
from portico.domain.statuses import NumberType, PortingNumberStatus
from portico.operations.desk import carriers as desk
from portico.operations.desk.fees import SetFee, set_fee
from portico.operations.engine.work import Work
from portico.operations.people.operator_settings import ChangeOperator, change_operator
from tests import factories
from tests.graphql.asking import ask, errors

pytestmark = pytest.mark.either_engine
CHECKLIST = "{ setupChecklist { code severity message path messageCode messageParams } }"


def named(param: Any) -> str:
    """What a parameter names, by its code: a country, types of numbers one after the other."""
    if not isinstance(param, dict):
        return str(param)
    if param["code"] == "listed":
        return " ".join(map(named, param["params"].values()))
    return str(param["code"]).partition(".")[2]


async def codes(work: Work, actor: object) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for item in (await ask(work, actor, CHECKLIST))["setupChecklist"]:  # type: ignore[arg-type]
        found.setdefault(item["code"], []).append(" ".join(map(named, item["messageParams"].values())))
    return found


async def test_an_empty_installation_is_told_what_it_lacks_and_less_with_everything_that_is_set(work: Work) -> None:
    made = factories.Rows(work.now)
    staff = made.scene("GB").staff_admin
    first = await codes(work, staff)
    assert {"CARRIERS_MISSING", "ACCOUNTS_MISSING", "OPERATOR_UNNAMED", "COUNTRIES_UNNAMED", "ONE_ADMIN"} == set(first)
    await change_operator(work, SYSTEM, ChangeOperator(name="Lowlands", countries=["GB", "NL"], currency="EUR"))
    assert (await codes(work, staff))["FEE_MISSING"] == ["GB", "NL"]
    await desk.create_carrier(work, SYSTEM, desk.CreateCarrier(name="BT", country="GB", network_for=["GB"]))
    await set_fee(work, SYSTEM, SetFee(country="NL", currency="EUR", amount_minor=1))
    await set_fee(work, SYSTEM, SetFee(country="GB", currency="EUR", amount_minor=1, number_type=NumberType.MOBILE))
    await set_fee(work, SYSTEM, SetFee(country="NL", currency="USD", amount_minor=1))
    found = await codes(work, staff)
    assert (found["NETWORK_CARRIER_MISSING"], found["NETWORK_CARRIER_UNREACHED"]) == (["NL"], ["GB BT"])
    assert "FEE_MISSING" not in found
    assert found["FEE_MISSING_FOR_TYPES"] == ["GB GEOGRAPHIC NATIONAL TOLL_FREE"]
    assert found["INTERVAL_MISSING"] == ["NL MOBILE PREMIUM"]


async def test_a_country_that_is_under_way_needs_its_network_carrier_though_nobody_named_it(work: Work) -> None:
    scene = await factories.scene(work)
    await factories.request(work, scene, [PortingNumberStatus.PENDING])
    before = (await codes(work, scene.agent))["FEE_MISSING"]
    assert before == ["US"]
    (line,) = [each for each in (await ask(work, scene.agent, CHECKLIST))["setupChecklist"] if each["code"] == "FEE_MISSING"]
    assert line["message"] == "No fee for the United States: port-outs of its numbers cannot be approved."
    assert (line["messageCode"], line["messageParams"]["country"]["code"]) == ("setting_up.fee_missing", "country.US")
    assert line["path"] == "/fees?open=new"


async def test_numbers_in_service_lack_a_fee_in_what_their_account_is_billed_in_though_there_is_one_in_another(work: Work) -> None:
    """Whatever currency somebody was billed in counted for everybody: nothing was missing, and their port-outs were not approved."""
    scene = await factories.scene(work)
    await factories.phone_number(work, scene)
    await change_operator(work, SYSTEM, ChangeOperator(name="Lowlands", countries=["US"], currency="EUR"))
    await set_fee(work, SYSTEM, SetFee(country="US", currency="EUR", amount_minor=1))
    found = await codes(work, scene.agent)
    assert "FEE_MISSING" not in found
    (missing,) = (await ask(work, scene.agent, "{ feesMissing { country currency numberType } }"))["feesMissing"]
    assert found["FEE_MISSING_IN_CURRENCY"] == [f"{missing['country']} {missing['currency']} {missing['numberType']}"]
    await set_fee(work, SYSTEM, SetFee(country="US", currency=missing["currency"], amount_minor=1))
    assert "FEE_MISSING_IN_CURRENCY" not in await codes(work, scene.agent)


async def test_only_what_blocks_is_answered_where_only_that_is_asked_for_and_customers_see_none(work: Work) -> None:
    scene = await factories.scene(work)
    found = (await ask(work, scene.agent, "{ setupChecklist(severity: BLOCKING) { severity } }"))["setupChecklist"]
    assert {item["severity"] for item in found} <= {"BLOCKING"}
    for asked in (CHECKLIST, '{ starterCarriers(country: "GB") { name } }', "{ starterCountries }"):
        assert await errors(work, scene.admin, asked) == ["NOT_PERMITTED"]


async def test_well_known_carriers_say_which_of_them_are_kept_already(work: Work) -> None:
    scene = await factories.scene(work)
    await desk.create_carrier(work, SYSTEM, desk.CreateCarrier(name="verizon", country="US"))
    found = await ask(work, scene.agent, '{ starterCountries starterCarriers(country: "us") { name spid carrierId source sourceUrl } }')
    assert "GB" in found["starterCountries"]
    assert [(each["name"], each["spid"], bool(each["carrierId"])) for each in found["starterCarriers"]] == [
        ("AT&T", "6214", False), ("T-Mobile (US)", "6529", False), ("Verizon", "6006", True),
    ]  # fmt: skip
    assert all(each["source"] and each["sourceUrl"] for each in found["starterCarriers"])
    assert (await ask(work, scene.agent, '{ starterCarriers(country: "AQ") { name } }'))["starterCarriers"] == []
