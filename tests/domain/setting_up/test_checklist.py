"""What an installation lacks: each rule finds what is missing, says it in a sentence, and names the page where it is set."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from portico.domain.setting_up.checklist import RULES, Installed, NetworkCarrier, SetupCode, SetupSeverity, missing
from portico.domain.statuses import GatewayKind, NumberType

BT = NetworkCarrier("carr_1", "BT", GatewayKind.MANUAL, has_contacts=True)
COMPLETE = Installed(
    in_production=True,
    mails_leave=True,
    is_https=True,
    sender_is_set=True,
    is_named=True,
    countries=["GB"],
    networks={"GB": BT},
    carrier_count=1,
    account_count=1,
    lonely_accounts=(),
    admin_count=2,
    example_people=0,
    offered={"GB": frozenset({NumberType.GEOGRAPHIC, NumberType.MOBILE})},
    without_interval={},
    priced={"GB": frozenset({None})},
    unpriced={},
)
# What is otherwise → what is found: severity, code, a part of the sentence, page.
LACKING: tuple[tuple[dict[str, Any], str, str, str, str], ...] = (
    ({"mails_leave": False}, "BLOCKING", "MAIL_STAYS", "PORTICO_SMTP_URL", "/settings/mail"),
    ({"sender_is_set": False}, "BLOCKING", "SENDER_MISSING", "No address is set", "/settings/operator"),
    ({"carrier_count": 0, "networks": {}}, "BLOCKING", "CARRIERS_MISSING", "No carrier", "/carriers?open=starters"),
    ({"networks": {}}, "BLOCKING", "NETWORK_CARRIER_MISSING",
     "No network carrier for the United Kingdom: port-ins to the United Kingdom cannot be sent.", "/carriers"),
    ({"account_count": 0}, "BLOCKING", "ACCOUNTS_MISSING", "No account", "/accounts?open=new"),
    ({"priced": {}}, "BLOCKING", "FEE_MISSING", "No fee for the United Kingdom", "/fees?open=new"),
    ({"priced": {"GB": frozenset({NumberType.GEOGRAPHIC})}}, "ADVICE", "FEE_MISSING_FOR_TYPES", "(mobile)", "/fees?open=new"),
    ({"unpriced": {("GB", "USD"): frozenset({NumberType.MOBILE})}}, "BLOCKING", "FEE_MISSING_IN_CURRENCY",
     "No fee in USD for numbers of the United Kingdom in service (mobile)", "/fees?open=new"),
    ({"is_named": False}, "ADVICE", "OPERATOR_UNNAMED", "no name", "/settings/operator"),
    ({"countries": []}, "ADVICE", "COUNTRIES_UNNAMED", "No country", "/settings/operator"),
    ({"networks": {"GB": replace(BT, gateway=GatewayKind.SANDBOX)}}, "ADVICE", "NETWORK_CARRIER_SIMULATED", "BT", "/carriers?open=carr_1"),
    ({"networks": {"GB": replace(BT, has_contacts=False)}}, "ADVICE", "NETWORK_CARRIER_UNREACHED", "by hand", "/carriers?open=carr_1"),
    ({"lonely_accounts": ("A & B",)}, "ADVICE", "CUSTOMERS_MISSING", "A & B", "/accounts?q=A%20%26%20B"),
    ({"admin_count": 1}, "ADVICE", "ONE_ADMIN", "Only one", "/users"),
    ({"without_interval": {"GB": frozenset({NumberType.MOBILE})}}, "ADVICE", "INTERVAL_MISSING", "(mobile)", "/requirements?country=GB"),
    ({"is_https": False}, "ADVICE", "NOT_HTTPS", "without encryption", "/settings/setup"),
    ({"example_people": 3}, "ADVICE", "EXAMPLE_PEOPLE", "(3)", "/users"),
)  # fmt: skip


def test_a_complete_installation_lacks_nothing() -> None:
    assert missing(COMPLETE) == []


@pytest.mark.parametrize("lacking", LACKING, ids=lambda lacking: lacking[2])
def test_what_is_missing_is_found_alone_and_said(lacking: tuple[dict[str, Any], str, str, str, str]) -> None:
    changes, severity, code, part, path = lacking
    (found,) = missing(replace(COMPLETE, **changes))
    assert (found.severity, found.code, found.path) == (severity, code, path)
    assert part in found.message


def test_every_rule_is_held_here_and_what_stops_the_work_comes_first() -> None:
    assert {rule.code for rule in RULES} == set(SetupCode) == {SetupCode(code) for _, _, code, _, _ in LACKING}
    severities = [rule.severity for rule in RULES]
    assert severities == sorted(severities, key=[SetupSeverity.BLOCKING, SetupSeverity.ADVICE].index)


def test_outside_production_nobody_is_told_about_mail_servers_and_certificates() -> None:
    demo = replace(COMPLETE, in_production=False, mails_leave=False, sender_is_set=False, is_https=False, example_people=9)
    assert missing(replace(demo, networks={"GB": replace(BT, gateway=GatewayKind.SANDBOX)})) == []


def test_without_any_carrier_no_country_is_named_besides() -> None:
    found = missing(
        replace(COMPLETE, carrier_count=0, networks={}, countries=["GB", "NL"], priced={"GB": frozenset({None}), "NL": frozenset({None})})
    )
    assert [item.code for item in found] == [SetupCode.CARRIERS_MISSING]


def test_types_without_a_fee_are_named_in_the_order_in_which_they_are_listed_anywhere() -> None:
    offered = {"GB": frozenset({NumberType.MOBILE, NumberType.NATIONAL, NumberType.GEOGRAPHIC, NumberType.TOLL_FREE})}
    (found,) = missing(replace(COMPLETE, offered=offered, priced={"GB": frozenset({NumberType.NATIONAL})}))
    assert found.message == (
        "No fee for some numbers of the United Kingdom (geographic, mobile, toll-free): port-outs of them cannot be approved."
    )


def test_of_numbers_that_have_no_fee_in_any_currency_only_that_is_said() -> None:
    unpriced = {("GB", "USD"): frozenset({NumberType.MOBILE, NumberType.GEOGRAPHIC})}
    found = missing(replace(COMPLETE, priced={"GB": frozenset({NumberType.GEOGRAPHIC})}, unpriced=unpriced))
    assert [(item.code, "(geographic)" in item.message) for item in found] == [
        (SetupCode.FEE_MISSING_IN_CURRENCY, True),
        (SetupCode.FEE_MISSING_FOR_TYPES, False),
    ]
    assert [item.code for item in missing(replace(COMPLETE, priced={}, unpriced=unpriced))] == [SetupCode.FEE_MISSING]


def test_of_a_country_where_no_types_are_known_no_type_lacks_a_fee() -> None:
    assert missing(replace(COMPLETE, offered={}, priced={"GB": frozenset({NumberType.MOBILE})})) == []
