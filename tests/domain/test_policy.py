"""Who may do what: the least level of each role, the scope of a token, and nothing that is not listed."""

from __future__ import annotations

import dataclasses

import pytest

from portico.domain import policy
from portico.domain.actors import ALL_SCOPES, SYSTEM, Actor, Scope, carrier_actor, command_line
from portico.domain.refusals import NotPermitted, SecondFactorRequired
from portico.domain.statuses import Level, Role
from tests.domain.situations import CAST

CUSTOMER, AGENT = CAST.member, CAST.agent
CARRIER = carrier_actor(CAST.network_id, "Carrier")
EVERYONE = (CUSTOMER, AGENT, CARRIER, SYSTEM)


def at(actor: Actor, level: Level | None) -> Actor:
    return dataclasses.replace(actor, level=level)


def test_what_is_not_listed_is_never_permitted() -> None:
    assert [policy.may(actor, "porting_request_of_no_kind.fly") for actor in EVERYONE] == [False] * 4
    assert policy.rule_for("porting.fly") is None


def test_an_operation_has_its_own_rule_or_that_of_everything_of_its_subject() -> None:
    assert policy.rule_for("porting_request.perform") is policy.RULES["porting_request.perform"]
    assert policy.rule_for("porting_request.delay") is policy.RULES["porting_request.*"]
    assert policy.rule_for("porting_request.delay.twice") is policy.RULES["porting_request.*"]


@pytest.mark.parametrize(
    ("operation", "actor", "least"),
    [
        ("porting.read", CUSTOMER, Level.VIEWER),
        ("porting_request.submit", CUSTOMER, Level.MEMBER),
        ("phone_number.set_port_out_pin", CUSTOMER, Level.ADMIN),
        ("porting_request.submit", AGENT, Level.AGENT),
        ("carrier.create", AGENT, Level.ADMIN),
    ],
)
def test_a_person_needs_the_level_of_the_operation_or_a_higher_one(operation: str, actor: Actor, least: Level) -> None:
    levels = [Level.VIEWER, Level.MEMBER, Level.ADMIN] if actor is CUSTOMER else [Level.AGENT, Level.ADMIN]
    assert [policy.may(at(actor, level), operation) for level in levels] == [level in levels[levels.index(least) :] for level in levels]
    assert not policy.may(at(actor, None), operation)


def test_a_role_without_a_level_in_the_rule_never_may() -> None:
    assert not policy.may(at(CUSTOMER, Level.ADMIN), "carrier.create")
    assert not policy.may(at(AGENT, Level.ADMIN), "porting_request.schedule_perform")
    assert not policy.may(CARRIER, "porting_request.update")
    assert not policy.may(SYSTEM, "porting_request.update")


@pytest.mark.parametrize("actor", [CUSTOMER, AGENT])
def test_a_token_needs_the_scope_of_the_operation_whatever_its_level(actor: Actor) -> None:
    token = dataclasses.replace(actor, kind="token", scopes=ALL_SCOPES - {Scope.PORTING_WRITE})
    assert not policy.may(token, "porting_request.submit")
    assert policy.may(dataclasses.replace(token, scopes=frozenset({Scope.PORTING_WRITE})), "porting_request.submit")


def test_a_carrier_acts_only_with_the_scope_to_act_and_where_carriers_may() -> None:
    assert policy.may(dataclasses.replace(CARRIER, scopes=frozenset({Scope.CARRIER_ACT})), "porting_number.hand_over")
    assert not policy.may(dataclasses.replace(CARRIER, scopes=ALL_SCOPES - {Scope.CARRIER_ACT}), "porting_number.hand_over")


def test_what_is_for_a_person_is_never_for_a_token() -> None:
    assert policy.may(AGENT, "porting_request.reveal_secret")
    assert not policy.may(dataclasses.replace(AGENT, kind="token"), "porting_request.reveal_secret")


def test_somebody_of_no_role_may_nothing() -> None:
    assert not any(policy.may(dataclasses.replace(AGENT, role=Role(0)), operation) for operation in policy.RULES)


def test_a_gateway_speaks_for_its_carrier_under_the_carriers_name() -> None:
    found = carrier_actor(CAST.network_id, "Old Bell")
    assert (found.role, found.level, found.name) == (Role.CARRIER, None, "Old Bell")
    assert (found.carrier_id, found.account_id, found.principal) == (CAST.network_id, None, f"gateway:{CAST.network_id}")


def test_whoever_may_not_is_told_what_and_where_there_are_no_words_for_it_that_they_may_not() -> None:
    assert str(policy.why_not("porting_request.create")) == "You may not create porting requests."
    assert str(policy.why_not("porting_request.fly")) == "You may not do this."


def test_a_token_reads_what_it_needs_for_what_its_scope_admits_and_nothing_more() -> None:
    token = dataclasses.replace(CUSTOMER, kind="token", scopes=frozenset({Scope.PORTING_WRITE}))
    at_work = dataclasses.replace(token, scopes=frozenset({Scope.PORTING_WRITE, Scope.PORTING_READ}))
    assert policy.doing(token, "porting_request.submit") == at_work
    assert policy.doing(at_work, "porting_request.submit") is at_work
    assert policy.doing(token, "port_out_request.approve") is token, "it may not"
    assert policy.doing(token, "no_such.operation") is token
    reader = dataclasses.replace(token, scopes=frozenset({Scope.PORTING_READ}))
    assert policy.doing(reader, "porting.read") is reader, "who only reads needs nothing else"


def test_what_is_granted_is_every_named_operation_that_one_may_and_each_has_words() -> None:
    for actor in EVERYONE:
        assert set(policy.granted(actor)) == {each for each in policy.RULES if not each.endswith(".*") and policy.may(actor, each)}
    assert "carrier.change" in policy.granted(at(AGENT, Level.ADMIN))
    assert "carrier.change" not in policy.granted(at(AGENT, Level.AGENT))
    assert len({policy.permission_name(operation) for operation in policy.NAMED}) == len(policy.NAMED)
    assert all(policy.purpose(operation) for operation in policy.NAMED)


@pytest.mark.parametrize(
    ("operation", "name", "purpose"),
    [
        ("carrier.change", "CARRIER_CHANGE", "Change carriers."),
        ("porting_request.choose_network_carrier", "PORTING_REQUEST_CHOOSE_NETWORK_CARRIER", "Choose network carriers."),
        ("user.enroll", "USER_ENROLL", "Set up a second factor."),
    ],
)
def test_a_permission_has_a_name_for_programs_and_a_purpose_for_people(operation: str, name: str, purpose: str) -> None:
    assert (policy.permission_name(operation), policy.purpose(operation)) == (name, purpose)


WAITING = dataclasses.replace(CUSTOMER, must_enroll=True)
"""A member of whom a second factor is demanded, and who has none yet."""


def test_whoever_must_set_up_a_second_factor_may_see_themselves_and_set_it_up_and_nothing_else() -> None:
    open_to_them = {"user.read", "user.enroll"}
    assert {operation for operation in policy.RULES if policy.may(WAITING, operation)} == open_to_them
    assert open_to_them < {operation for operation in policy.RULES if policy.may(CUSTOMER, operation)}


@pytest.mark.parametrize(
    ("actor", "operation", "kind", "said"),
    [
        (WAITING, "porting_request.create", SecondFactorRequired, "Set up your second factor first: it is demanded of you."),
        (WAITING, "carrier.change", NotPermitted, "You may not change carriers."),
        (CUSTOMER, "carrier.change", NotPermitted, "You may not change carriers."),
        (at(CUSTOMER, Level.VIEWER), "porting_request.create", NotPermitted, "You may not create porting requests."),
        (CUSTOMER, "carrier.fly", NotPermitted, "You may not do this."),
    ],
)
def test_only_whom_nothing_else_keeps_away_is_sent_to_set_up_a_second_factor(
    actor: Actor, operation: str, kind: type[NotPermitted], said: str
) -> None:
    refused = policy.refusal(actor, operation)
    assert (type(refused), refused.message) == (kind, said)


def test_all_but_the_command_line_and_the_clock_show_their_password_once_more() -> None:
    assert [policy.is_asked_again(actor) for actor in (*EVERYONE, command_line("jo"))] == [True, True, True, False, False]


READING = frozenset({Scope.PORTING_READ})
BOTH = READING | {Scope.PORTOUT_READ}


@pytest.mark.parametrize(
    ("actor", "level", "scopes", "exceeds"),
    [
        (CUSTOMER, Level.MEMBER, ALL_SCOPES, False),
        (CUSTOMER, Level.VIEWER, READING, False),
        (CUSTOMER, Level.ADMIN, READING, True),
        (dataclasses.replace(CUSTOMER, scopes=READING), Level.VIEWER, READING, False),
        (dataclasses.replace(CUSTOMER, scopes=READING), Level.MEMBER, BOTH, True),
        (dataclasses.replace(CUSTOMER, scopes=READING), Level.ADMIN, BOTH, True),
        (dataclasses.replace(CUSTOMER, scopes=READING), Level.VIEWER, frozenset(), False),
        (command_line("jo"), Level.ADMIN, ALL_SCOPES, False),
    ],
)
def test_a_token_of_a_higher_level_or_of_more_scopes_would_do_more_than_who_makes_it(
    actor: Actor, level: Level, scopes: frozenset[Scope], exceeds: bool
) -> None:
    assert policy.exceeds(actor, level, scopes) is exceeds
