"""Every cell of every grid decided purely, and what must be true of the tables whatever their rows say."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable, Iterator
from uuid import UUID

import pytest

from portico.domain import policy
from portico.domain.actors import Actor, carrier_actor
from portico.domain.conditions import on_demand
from portico.domain.grammar import Followed
from portico.domain.lifecycle import AnyLifecycle, Decision, available_actions, decide, facts_of_actions
from portico.domain.refusals import InvalidInput, Refusal
from portico.domain.statuses import Level, Role
from portico.domain.tables import LIFECYCLES
from portico.domain.words.titles import label
from tests.domain.judging import GRIDS, answer, check_buttons, check_row, said
from tests.domain.lifecycles.cells import ROLES, Grid, Row, Verdict
from tests.domain.moments import NOW
from tests.domain.situations import CAST, Situation, situation

ROWS = [(grid, row) for grid in GRIDS.values() for row in grid.rows]
VERBS = [pytest.param(grid, verb, id=f"{grid.lifecycle}.{verb}") for grid in GRIDS.values() for verb in grid.verbs]


def wrong(check: Callable[[Grid, Row], None], grid: Grid, verb: str) -> list[str]:
    """What fails in any row of the verb. A test for each of the 1200 rows takes longer to be handed to a worker than to run."""
    found = []
    for row in grid.rows:
        try:
            if row.verb == verb:
                check(grid, row)
        except AssertionError as failed:
            found.append(f"{row.title}: {failed}")
    return found


@pytest.mark.parametrize(("grid", "verb"), VERBS)
def test_the_table_answers_as_the_grid_says(grid: Grid, verb: str) -> None:
    assert wrong(check_row, grid, verb) == []


@pytest.mark.parametrize(("grid", "verb"), VERBS)
def test_a_button_is_offered_exactly_where_the_grid_opens_the_verb(grid: Grid, verb: str) -> None:
    """With its blockers before the click; what is wrong with the input shows only with the input."""
    assert wrong(check_buttons, grid, verb) == []


SIDES = [("porting_request", CAST.losing_id), ("porting_request", CAST.network_id), ("porting_number", CAST.losing_id)]
SIDES += [("porting_number", CAST.network_id), ("port_out_request", CAST.network_id)]
SIDES += [("snapback", CAST.network_id)]
SIDE_NAMES = [
    "losing, of a request",
    "network, of a request",
    "losing, of a number",
    "network, of a number",
    "gaining",
    "other, of a snapback",
]


@pytest.mark.parametrize(("subject", "carrier_id"), SIDES, ids=SIDE_NAMES)
def test_a_carrier_is_offered_only_what_its_side_can_do(subject: str, carrier_id: UUID) -> None:
    """A losing carrier was offered to hand over, which only the network carrier does: it stood there blocked, for good."""
    carrier, lifecycle = carrier_actor(carrier_id, "Carrier"), LIFECYCLES[subject]
    offered, done = set(), set()
    for row in GRIDS[subject].rows:
        here = situation(subject, row)
        actions = available_actions(lifecycle, here.subject, actor=carrier, now=NOW)
        offered |= {action.verb for action in actions}
        found = outcome(lifecycle, here, carrier)
        done |= {row.verb} if isinstance(found, Decision) else set()
        if any(action.verb == row.verb and not action.blockers for action in actions):
            assert isinstance(found, (Decision, InvalidInput)), f"{row.title}: offered without a blocker"
    assert offered == done
    assert offered


def outcome(lifecycle: AnyLifecycle, here: Situation, actor: Actor) -> Decision | Refusal:
    """What comes of the row's verb, asked as the row has it, by this actor."""
    try:
        return decide(lifecycle, here.row.verb, here.subject, here.asked("carrier"), actor=actor, now=NOW)
    except Refusal as refusal:
        return refusal


# Whatever the rows say.

EVERY = [pytest.param(lifecycle, id=lifecycle.subject) for lifecycle in LIFECYCLES.values()]


def test_each_lifecycle_has_a_grid_with_the_same_verbs_and_statuses() -> None:
    assert GRIDS.keys() == LIFECYCLES.keys()
    for name, lifecycle in LIFECYCLES.items():
        assert set(GRIDS[name].verbs) ^ lifecycle.verbs.keys() == set(), f"either in {name}.grid or in its table, not in both"
        assert set(GRIDS[name].statuses) == {status.value for status in lifecycle.statuses}


def test_follow_ons_form_no_cycle() -> None:
    follows = {
        f"{lifecycle.subject}.{verb}": {str(follow) for row in rows for follow in row.then}
        for lifecycle in LIFECYCLES.values()
        for verb, rows in lifecycle.verbs.items()
    }

    def walk(name: str, path: tuple[str, ...]) -> Iterator[tuple[str, ...]]:
        if name in path:
            yield (*path, name)
            return
        for follow in follows.get(name, ()):
            yield from walk(follow, (*path, name))

    assert [path for name in follows for path in walk(name, ())] == []


@pytest.mark.parametrize("lifecycle", EVERY)
def test_every_status_is_reached_from_the_first(lifecycle: AnyLifecycle) -> None:
    reached, edges = {lifecycle.initial}, [(source, target) for r in lifecycle.transitions for source in r.source for target in r.targets]
    for _ in lifecycle.statuses:
        reached |= {target for source, target in edges if source in reached}
    assert reached == set(lifecycle.statuses)


def test_a_situation_asks_what_the_rows_of_its_verb_ask() -> None:
    for grid, row in ROWS:
        kinds = {each.asks for each in LIFECYCLES[grid.lifecycle].verbs[row.verb]}
        for role in (role for role in ROLES if row.cells[role].verdict is not Verdict.NOT_PERMITTED):
            asked = situation(grid.lifecycle, row).asked(role)
            assert asked is None or isinstance(asked, (Followed, *kinds)), f"{grid.lifecycle} line {row.line}"


@pytest.mark.parametrize("lifecycle", EVERY)
def test_a_verb_asks_the_same_in_every_row(lifecycle: AnyLifecycle) -> None:
    """One mutation has one input."""
    for verb, rows in lifecycle.verbs.items():
        assert len({row.asks for row in rows}) == 1, verb


FOR_ADMINISTRATORS = {"phone_number.ask_unlock", "snapback.withdraw", "internal_move.redeem", "internal_move.withdraw"}


@pytest.mark.parametrize("lifecycle", EVERY)
def test_a_verb_of_a_person_or_carrier_is_in_the_policy(lifecycle: AnyLifecycle) -> None:
    levels = {Role.CUSTOMER: Level.MEMBER, Role.STAFF: Level.AGENT}
    for verb in lifecycle.verbs:
        for role in (Role.CUSTOMER, Role.STAFF):
            if role in lifecycle.roles_of(verb):
                rule = policy.rule_for(f"{lifecycle.subject}.{verb}")
                assert rule
                administered = role is Role.CUSTOMER and f"{lifecycle.subject}.{verb}" in FOR_ADMINISTRATORS
                least = Level.ADMIN if administered else levels[role]
                assert (rule.customer if role is Role.CUSTOMER else rule.staff) is least, verb
        if Role.CARRIER in lifecycle.roles_of(verb):
            assert policy.may(carrier_actor(CAST.network_id, "Carrier"), f"{lifecycle.subject}.{verb}"), verb


class NotLoaded:
    """In place of a fact that no row of the verb names: whoever looks at it is found out."""

    def found_out(self, *_: object) -> bool:
        raise AssertionError("a fact was looked at that no row of this verb names, so nobody loads it")

    __eq__ = __ne__ = __lt__ = __le__ = __gt__ = __ge__ = __bool__ = __contains__ = __getattr__ = found_out

    def __hash__(self) -> int:
        return int(self.found_out())


@pytest.mark.parametrize("lifecycle", GRIDS)
def test_a_verb_judges_by_no_fact_its_rows_do_not_name(lifecycle: str) -> None:
    """Operations load what the rows name: any other fact would silently be the view's empty value."""
    table = LIFECYCLES[lifecycle]
    every = on_demand(table.of.view)
    for row in GRIDS[lifecycle].rows:
        of = situation(lifecycle, row)
        blank = {field: NotLoaded() for field in every - {fact.field for fact in table.facts[row.verb]}}
        blind = dataclasses.replace(of, subject=dataclasses.replace(of.subject, **blank))
        for role in ROLES:
            if row.cells[role].verdict is not Verdict.CANNOT_ARISE:
                assert said(answer(lifecycle, blind, role)) == said(answer(lifecycle, of, role)), f"{role}, grid line {row.line}"


@pytest.mark.parametrize("lifecycle", GRIDS)
def test_a_button_hangs_on_no_fact_that_the_guards_of_no_button_name(lifecycle: str) -> None:
    """Before the click only those are loaded: what a check of the same verb names is not there yet."""
    table = LIFECYCLES[lifecycle]
    every = on_demand(table.of.view)
    for row in GRIDS[lifecycle].rows if every else ():
        of = situation(lifecycle, row)
        for role in ROLES:
            if row.cells[role].verdict is not Verdict.CANNOT_ARISE:
                actor = of.actor(role)
                loaded = {fact.field for fact in facts_of_actions(table, of.subject, actor=actor)}
                blind = dataclasses.replace(of.subject, **{field: NotLoaded() for field in every - loaded})
                shown, found = (available_actions(table, view, actor=actor, now=NOW) for view in (blind, of.subject))
                assert shown == found, f"{role}, grid line {row.line}"


@pytest.mark.parametrize("lifecycle", EVERY)
def test_each_row_tells_a_person_what_happened(lifecycle: AnyLifecycle) -> None:
    for row in lifecycle.transitions:
        assert row.sentence.endswith("."), row.verb
        assert row.event.startswith(f"{lifecycle.subject}."), row.verb
        assert label(lifecycle.subject, row.verb, row.variant)[0].isupper(), row.verb
