"""The operator's own journal says what became of what: "The fee was changed." did not say from what to what."""

from __future__ import annotations

from dataclasses import fields
from typing import Any

import pytest

from portico.domain import entry_facts
from portico.domain.actors import SYSTEM
from portico.domain.desk.operators_own import FIELDS
from portico.domain.reference.shapes import Requirement
from portico.operations.desk.carriers import ChangeCarrier, CreateCarrier, change_carrier, create_carrier
from portico.operations.desk.fees import ChangeFee, SetFee, change_fee, set_fee
from portico.operations.engine.installation import INSTALLATION
from portico.operations.engine.work import Work
from portico.operations.people.operator_settings import ChangeOperator, change_operator
from portico.storage import models
from portico.storage.engine import rows
from tests.operations.engine.archive import entries_of

pytestmark = pytest.mark.either_engine


async def told(work: Work) -> list[tuple[str, list[str]]]:
    found = await entries_of(work, INSTALLATION)
    return [(entry["event"], [said.text for said in entry_facts.facts(entry["event"], entry["data"])]) for entry in found]


async def test_a_changed_fee_says_from_what_to_what(work: Work) -> None:
    made = await set_fee(work, SYSTEM, SetFee(country="GB", currency="GBP", amount_minor=300))
    await change_fee(work, SYSTEM, made, None, ChangeFee(amount_minor=400))
    first, second = await told(work)
    assert first[1][:2] == ["The United Kingdom, all numbers.", "Fee: 3.00 GBP."]
    assert second == ("fee_schedule.changed", ["The United Kingdom, all numbers.", "Fee: 4.00 GBP; 3.00 GBP before."])


async def test_a_changed_carrier_and_operator_say_from_what_to_what_and_repeat_no_address(work: Work) -> None:
    made = await create_carrier(work, SYSTEM, CreateCarrier(name="Thames", country="GB", spid="7421"))
    await change_carrier(work, SYSTEM, made, None, ChangeCarrier(region="GB-SCT", spid=None, callback_url="https://93.184.216.34/?key=1"))
    await change_operator(work, SYSTEM, ChangeOperator(name="Lowlands"))
    await change_operator(work, SYSTEM, ChangeOperator(name="Lowlands Telecom", currency="EUR"))
    texts = [facts for _event, facts in await told(work)]
    assert {"SPID: 7421.", "Country: the United Kingdom.", "Reached: by hand."} <= set(texts[0])
    assert sorted(texts[1]) == ["Changed: callback URL.", "Region: GB-SCT.", "SPID: 7421 before.", "Thames."]
    assert texts[2:] == [["Name: Lowlands."], ["Name: Lowlands Telecom; Lowlands before.", "Currency: EUR."]]


def test_every_field_of_the_operators_things_is_told() -> None:
    """A new field is no silent one."""

    def asked(command: type[Any], *but: str) -> set[str]:
        return {field.name for field in fields(command)} - set(but)

    assert FIELDS["carrier"].keys() == asked(ChangeCarrier)
    assert FIELDS["operator"].keys() - {"logo_sha256"} == asked(ChangeOperator, "remove_logo", "expected_version")
    assert FIELDS["fee_schedule"].keys() == asked(ChangeFee)
    assert FIELDS["requirement"].keys() == asked(Requirement, "country", "number_type", "flow")
    for kind, model in (("business_day", models.BusinessDayOverride), ("reason", models.ReasonText)):
        assert FIELDS[kind].keys() <= rows.columns(model).keys()
