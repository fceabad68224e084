"""Who acts, as others know them: under which name their keys are kept, and who sees the same as they do."""

from __future__ import annotations

import dataclasses
from uuid import UUID

import pytest

from portico.domain.actors import (
    ALL_SCOPES,
    SYSTEM,
    Actor,
    Credential,
    Scope,
    account_itself,
    as_letters_name,
    carrier_actor,
    command_line,
    is_of_the_operator,
    reading_staff,
    reads_as_carrier,
    sees_every_account,
)
from portico.domain.statuses import Level, Role
from tests.domain.situations import CAST

CARRIER = carrier_actor(CAST.network_id, "Old Bell")


@pytest.mark.parametrize(
    ("actor", "principal"),
    [(CAST.member, f"user:{CAST.member_id}"), (CARRIER, f"gateway:{CAST.network_id}"), (SYSTEM, "system:None")],
)
def test_keys_and_limits_are_kept_under_what_somebody_is_and_their_id(actor: Actor, principal: str) -> None:
    assert actor.principal == principal


@pytest.mark.parametrize("actor", [CAST.member, CAST.agent, CARRIER, SYSTEM])
def test_whoever_sees_the_same_is_the_same_nobody(actor: Actor) -> None:
    named = dataclasses.replace(actor, scopes=frozenset({Scope.PORTING_READ}), credential=Credential("session", UUID(int=9)))
    found = named.nobody
    assert found == Actor(
        actor.role, actor.level, "nobody", None, "", account_id=actor.account_id, carrier_id=actor.carrier_id, scopes=named.scopes
    )
    assert found.credential is None
    assert dataclasses.replace(named, id=UUID(int=10), kind="token", name="Another").nobody == found
    assert actor.nobody != found, "other scopes see other rows"


def test_an_account_reads_as_its_viewers_do() -> None:
    found = account_itself(CAST.account_id)
    assert found == Actor(Role.CUSTOMER, Level.VIEWER, "account", CAST.account_id, "", account_id=CAST.account_id)
    assert (found.scopes, found.carrier_id) == (ALL_SCOPES, None)


def test_a_gateway_is_its_carrier() -> None:
    assert carrier_actor(CAST.network_id, "Old Bell") == Actor(
        Role.CARRIER, None, "gateway", CAST.network_id, "Old Bell", carrier_id=CAST.network_id
    )


@pytest.mark.parametrize(("user", "name"), [("jo", "jo at the command line"), ("x" * 101, "x" * 100 + " at the command line")])
def test_whoever_runs_the_installation_acts_as_portico_under_the_name_the_machine_knows(user: str, name: str) -> None:
    found = command_line(user)
    assert found == Actor(Role.SYSTEM, None, "command_line", None, name)
    assert (found.scopes, found.must_enroll) == (ALL_SCOPES, False)


def test_what_staff_are_shown_is_what_an_admin_of_the_operator_is_offered_by_the_same_scopes() -> None:
    reader = dataclasses.replace(SYSTEM, scopes=frozenset({Scope.PORTING_READ}), name="Callback")
    found = reading_staff(reader)
    assert found == Actor(Role.STAFF, Level.ADMIN, "system", None, "Callback", scopes=reader.scopes)
    assert reading_staff(CAST.agent) == dataclasses.replace(CAST.agent, level=Level.ADMIN)


@pytest.mark.parametrize(
    ("actor", "answers"),
    [
        (CAST.member, (False, False, False)),
        (CAST.agent, (False, True, True)),
        (CARRIER, (True, False, False)),
        (SYSTEM, (False, False, True)),
    ],
)
def test_what_a_role_is_shown_is_said_by_the_law(actor: Actor, answers: tuple[bool, bool, bool]) -> None:
    assert (reads_as_carrier(actor), is_of_the_operator(actor), sees_every_account(actor)) == answers


@pytest.mark.parametrize(
    ("actor", "reader", "name"),
    [
        (CAST.member, CAST.account_id, "Ada"),
        (CAST.agent, CAST.account_id, "the operator"),
        (CAST.agent, None, "Sam"),
        (CAST.member, None, "Ada"),
    ],
)
def test_only_the_operators_own_people_read_who_of_them_it_was(actor: Actor, reader: UUID | None, name: str) -> None:
    assert as_letters_name(actor, reader).text == name
