"""Every rule of the policy as it was written by hand, and that a rule altered anywhere is found."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Final

import pytest

from portico.domain import policy
from portico.domain.actors import ALL_SCOPES, SYSTEM, Actor, Scope, carrier_actor
from portico.domain.policy import Rule
from portico.domain.statuses import Level
from tests.domain.situations import CAST

CUSTOMERS: Final = (Level.VIEWER, Level.MEMBER, Level.ADMIN)
STAFF: Final = (Level.AGENT, Level.ADMIN)
CARRIER: Final = carrier_actor(CAST.network_id, "Carrier")


@dataclass(frozen=True, slots=True)
class Written:
    """A line of `policy.grid`: what is not written there is nobody's."""

    operation: str
    scope: str
    customer: str
    staff: str
    carrier: bool
    system: bool
    person: bool


def _written(line: str) -> Written:
    operation, scope, customer, staff, carrier, system, person = line.split()
    return Written(operation, scope, customer, staff, carrier == "carrier", system == "system", person == "person")


LINES: Final = (Path(__file__).parent / "policy.grid").read_text(encoding="utf-8").splitlines()
WRITTEN: Final = {each.operation: each for each in map(_written, (line for line in LINES if not line.startswith("#")))}


def _from(least: str, levels: tuple[Level, ...]) -> list[bool]:
    names = [level.value.lower() for level in levels]
    return [least in names and place >= names.index(least) for place in range(len(levels))]


def expected(each: Written) -> list[bool]:
    """What `answers` has to be by this line."""
    customers, staff = _from(each.customer, CUSTOMERS), _from(each.staff, STAFF)
    anyone = [*customers, *staff, each.carrier, each.system]
    scoped = [scope.value == each.scope and not each.person for scope in sorted(ALL_SCOPES)]
    return [*anyone, *(customers[-1] and may for may in scoped), *(staff[-1] and may for may in scoped)]


def answers(operation: str) -> list[bool]:
    """Whether people of each level, a carrier, the system, and tokens of each scope and the highest level may."""

    def at(actor: Actor, level: Level) -> Actor:
        return replace(actor, level=level)

    tokens = [
        replace(at(actor, Level.ADMIN), kind="token", scopes=frozenset({scope}))
        for actor in (CAST.member, CAST.agent)
        for scope in sorted(ALL_SCOPES)
    ]
    people = [*(at(CAST.member, level) for level in CUSTOMERS), *(at(CAST.agent, level) for level in STAFF)]
    return [policy.may(each, operation) for each in (*people, CARRIER, SYSTEM, *tokens)]


def test_every_operation_has_its_line_and_no_line_is_left_over() -> None:
    assert list(WRITTEN) == list(policy.RULES)


@pytest.mark.parametrize("operation", WRITTEN)
def test_who_may_is_who_the_line_says(operation: str) -> None:
    assert policy.RULES[operation].scope.value == WRITTEN[operation].scope
    assert answers(operation) == expected(WRITTEN[operation])


def altered(rule: Rule) -> Iterator[Rule]:
    """The rule with each thing it says otherwise: each level and none, each scope, and each of the three yes or no."""
    for level in (None, *CUSTOMERS):
        yield replace(rule, customer=level)
    for level in (None, *STAFF):
        yield replace(rule, staff=level)
    for scope in Scope:
        yield replace(rule, scope=scope)
    yield replace(rule, carrier=not rule.carrier)
    yield replace(rule, system=not rule.system)
    yield replace(rule, person=not rule.person)


def found(operation: str, rules: Mapping[str, Rule]) -> bool:
    return rules[operation].scope.value != WRITTEN[operation].scope or answers(operation) != expected(WRITTEN[operation])


@pytest.mark.parametrize("operation", WRITTEN)
def test_a_rule_altered_as_data_is_found(operation: str, monkeypatch: pytest.MonkeyPatch) -> None:
    rule = policy.RULES[operation]
    for other in altered(rule):
        if other != rule and not _is_the_same(rule, other):
            monkeypatch.setitem(policy.RULES, operation, other)
            assert found(operation, policy.RULES), other


def _is_the_same(rule: Rule, other: Rule) -> bool:
    """Where nobody has a level no token may anyway; and what is a person's alone is no carrier's."""
    levelless = replace(rule, person=other.person) == other and rule.customer is rule.staff is None
    return levelless or (rule.person and replace(rule, carrier=other.carrier) == other)
