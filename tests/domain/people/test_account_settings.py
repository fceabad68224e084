"""What keeps an account from being closed, and what the journal tells of its settings."""

from __future__ import annotations

import dataclasses

import pytest

from portico.domain.people.account_settings import MAY_SET, WORDS, Live, facts, in_the_way, words_of
from portico.domain.words.entry_data import EntryData
from portico.operations.people.accounts.port_out_policies import SetPortOutPolicy

NOBODY = Live(porting_requests=0, port_out_requests=0, phone_numbers=0, deliveries=0)


def test_an_account_with_nothing_on_its_way_can_be_closed() -> None:
    assert in_the_way(NOBODY) == ()


@pytest.mark.parametrize(
    ("live", "blockers"),
    [
        (Live(3, 0, 0, 0), [("LIVE_PORTING_REQUESTS", "account.live.porting_requests", 3, "Porting requests that have not ended: 3.")]),
        (
            Live(0, 1, 12, 0),
            [
                ("LIVE_PORT_OUT_REQUESTS", "account.live.port_out_requests", 1, "Port-out requests that have not ended: 1."),
                ("LIVE_PHONE_NUMBERS", "account.live.phone_numbers", 12, "Numbers in service: 12."),
            ],
        ),
        (
            Live(0, 0, 0, 7),
            [("LIVE_DELIVERIES", "account.live.deliveries", 7, "Mails, callbacks and messages to carriers that are still owed: 7.")],
        ),
    ],
)
def test_everything_that_keeps_an_account_from_being_closed_is_counted(live: Live, blockers: list[tuple[str, str, int, str]]) -> None:
    found = in_the_way(live)
    assert [(each.code, each.said.code, each.said.params["count"], each.message) for each in found] == blockers
    assert {each.path for each in found} == {None}


def test_fields_are_named_one_after_the_other() -> None:
    assert words_of(["tier", "contacts", "cancel_cutoff_hours"]).text == (
        "tier, contacts, hours before a FOC date within which nothing is canceled"
    )


def test_every_setting_has_its_word() -> None:
    decided = {field.name for field in dataclasses.fields(SetPortOutPolicy)}
    assert WORDS.keys() == MAY_SET.keys() | decided


@pytest.mark.parametrize(
    ("data", "told"),
    [
        ({}, []),
        ({"changed": {"tier": ["STANDARD", "GOLD"]}}, ["Tier: GOLD; STANDARD before."]),
        ({"changed": {"name": ["Acme", "Acme Ltd"], "cancel_cutoff_hours": [48, 0]}}, [
            "Name: Acme Ltd; Acme before.", "Hours before a FOC date within which nothing is canceled: 0; 48 before.",
        ]),
        ({"changed": {"second_factor_demanded": [False, True]}}, ["Second factor demanded: yes; no before."]),
        ({"changed": {"currency": [None, "EUR"]}}, ["Currency: EUR; nothing before."]),
        ({"changed": {"name": ["Acme", ""]}}, ["Name: nothing; Acme before."]),
        ({"changed": {"notification_emails": [[], ["a@acme.example", "b@acme.example"]]}}, [
            "Notification addresses: a@acme.example, b@acme.example; nothing before.",
        ]),
        ({"settings": ["contacts", "default_callback_url"]}, ["Changed: contacts, default callback URL."]),
        ({"settings": ["name", "contacts"], "changed": {"name": ["Acme", "Ajax"]}}, ["Name: Ajax; Acme before.", "Changed: contacts."]),
    ],
)  # fmt: skip
def test_the_journal_tells_from_what_to_what_a_setting_came_or_its_name_alone(data: EntryData, told: list[str]) -> None:
    assert [said.text for said in facts("account.changed", data)] == told


def test_the_parts_of_what_is_told_keep_their_codes() -> None:
    yes_no, named = facts("account.changed", {"settings": ["contacts"], "changed": {"second_factor_demanded": [True, False]}})
    assert (yes_no.code, named.code) == ("fact.set", "fact.changed")
    codes = {name: getattr(it, "code", "not said") for name, it in yes_no.params.items()}
    assert codes == {"field": "account.field.second_factor_demanded", "after": "fact.no", "before": "fact.yes"}


def test_what_is_changed_of_others_is_not_told_as_an_accounts() -> None:
    assert list(facts("user.changed", {"settings": ["name"], "changed": {"name": ["Ada", "Ida"]}})) == []
