"""What an operator's file says, and everything that is wrong with it at once, where it stands."""

from __future__ import annotations

import tomllib
from decimal import Decimal

import pytest

from portico.domain.port_outs.fees import FeePer
from portico.domain.refusals import InvalidInput
from portico.domain.statuses import NumberType
from portico.operations.desk.fees import SetFee
from portico.operations.desk.setting_up.wanted import Admin, Wanted, read


def wanted(text: str) -> Wanted:
    return read(tomllib.loads(text, parse_float=Decimal))


def problems(text: str) -> dict[str, str]:
    with pytest.raises(InvalidInput) as refused:
        wanted(text)
    return {field.path: field.message for field in refused.value.fields}


def test_a_file_is_read_into_what_is_kept() -> None:
    found = wanted("""
        starter_carriers = ["gb"]
        [operator]
        name = " Lowlands  Voice "
        mail_sender = "Desk <Desk@Lowlands.NL>"
        logo = "logo.png"
        [network_carriers]
        nl = "Deltaport"
        [[carriers]]
        name = "Deltaport"
        country = "nl"
        coin = "dltp"
        gateway = "SANDBOX"
        contacts = [{ name = "Desk", phone = "020 624 1111" }]
        [[fees]]
        country = "nl"
        currency = "eur"
        amount = 12.50
        number_type = "MOBILE"
        per = "REQUEST"
        [admin]
        email = "Daan@lowlands.nl"
    """)
    assert found.operator == {"name": "Lowlands Voice", "mail_name": "Desk", "mail_address": "Desk@lowlands.nl"}
    assert (found.logo, found.starters, found.networks) == ("logo.png", ["GB"], {"NL": "Deltaport"})
    (carrier,) = found.carriers
    assert (carrier["country"], carrier["coin"], carrier["contacts"][0]["phone"]) == ("NL", "DLTP", "+31206241111")
    fee = SetFee(country="NL", currency="EUR", amount_minor=1250, per=FeePer.REQUEST, number_type=NumberType.MOBILE)
    assert found.fees == [fee]
    assert found.admin == Admin("daan@lowlands.nl", "Daan")


def test_every_key_that_is_none_and_every_value_at_fault_is_named_with_its_place_and_the_fix() -> None:
    found = problems("""
        opertor = 1
        starter_carriers = ["GB", "Germany"]
        [operator]
        curency = "EUR"
        name = 5
        country = "Netherlands"
        mail_sender = "nobody"
        countries = ["NL", 3]
        [network_carriers]
        NLD = "KPN"
        GB = 4
        [[carriers]]
        name = "Deltaport"
        country = "NL"
        network_for = ["NL"]
        coin = "!"
        contacts = [{ name = "Desk", email = "x" }]
        [[carriers]]
        name = "deltaport"
        gateway = "FAX"
        completes_by_itself = "yes"
        [[fees]]
        country = "NL"
        amount = 1.005
        currency = "EUR"
        per = "EACH"
        [admin]
        locale = "fr"
    """)
    assert found["opertor"] == "There is no such key here; did you mean operator?"
    assert found["operator.curency"] == "There is no such key here; did you mean currency?"
    assert found["operator.name"] == "Write a text in quotes here."
    assert found["fees[1].per"] == "Write one of NUMBER, REQUEST."
    assert found.keys() == {
        "opertor", "starter_carriers[2]", "operator.curency", "operator.name", "operator.country", "operator.mail_sender",
        "operator.countries", "network_carriers.NLD", "network_carriers.GB", "carriers[1].network_for", "carriers[1].coin",
        "carriers[1].contacts[1].email", "carriers[2].country", "carriers[2].gateway", "carriers[2].completes_by_itself",
        "carriers[2].name", "fees[1].amount", "fees[1].per", "admin.email", "admin.locale",
    }  # fmt: skip


@pytest.mark.parametrize("text", ["operator = 1", "carriers = 1", "carriers = [1]", "fees = {}", "network_carriers = []", "admin = 3"])
def test_what_is_no_table_is_said_to_be_none(text: str) -> None:
    assert len(problems(text)) >= 1
