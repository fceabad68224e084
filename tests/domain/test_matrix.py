"""Every cell of every grid decided purely, and what must be true of the tables whatever their rows say."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable, Iterator, Mapping
from typing import Any

import pytest

from portico.domain import policy
from portico.domain.actors import carrier_actor
from portico.domain.dates import calendar
from portico.domain.grammar import on_demand
from portico.domain.lifecycle import AnyLifecycle, Decision, available_actions, decide
from portico.domain.refusals import ActionUnavailable, Blocked, InvalidInput, NotPermitted, Refusal
from portico.domain.statuses import NUMBER_ENDED, Level, PortingNumberStatus, Role
from portico.domain.tables import LIFECYCLES
from tests.domain.lifecycles.cells import GONE, ROLES, Cell, Grid, Row, Verdict
from tests.domain.lifecycles.grid import read_all
from tests.domain.situations import CAST, NOW, Situation, situation

GRIDS = read_all()
ROWS = [(grid, row) for grid in GRIDS.values() for row in grid.rows]
IDS = [f"{grid.lifecycle}: {row.title}" for grid, row in ROWS]

# What follows beside the moves the grids speak of: rows made or taken away, each with a test of its own in tests/operations.
BOOKKEEPING = ("number_claim.", "porting_attempt.", "port_out_number.", "charge.", "phone_number.provision", "porting_request.erase")


@pytest.mark.parametrize(("grid", "row"), ROWS, ids=IDS)
def test_the_table_answers_as_the_grid_says(grid: Grid, row: Row) -> None:
    for role in ROLES:
        cell = row.cells[role]
        if cell.verdict is not Verdict.CANNOT_ARISE:
            found = answer(grid.lifecycle, situation(grid.lifecycle, row), role)
            assert said(found) == wanted(cell, found, row), f"{role}, grid line {row.line}"
            if isinstance(found, Decision):
                check_changes(grid, situation(grid.lifecycle, row), cell, found)


@pytest.mark.parametrize(("grid", "row"), ROWS, ids=IDS)
def test_a_button_is_offered_exactly_where_the_grid_opens_the_verb(grid: Grid, row: Row) -> None:
    """With its blockers before the click; what is wrong with the input shows only with the input."""
    of = situation(grid.lifecycle, row)
    for role in ROLES:
        cell = row.cells[role]
        if cell.verdict is not Verdict.CANNOT_ARISE:
            actions = available_actions(LIFECYCLES[grid.lifecycle], of.subject, actor=of.actor(role), now=NOW)
            found = [action for action in actions if action.verb == row.verb]
            open_to = cell.verdict in {Verdict.ALLOWED, Verdict.BLOCKED, Verdict.INVALID}
            assert len(found) == open_to, f"{role}, grid line {row.line}"
            assert not found or cell.takes_codes({blocker.code for blocker in found[0].blockers}), f"{role}, grid line {row.line}"


def answer(lifecycle: str, of: Situation, role: str) -> Decision | Refusal:
    try:
        return decide(LIFECYCLES[lifecycle], of.row.verb, of.subject, of.asked(role), actor=of.actor(role), now=NOW)
    except Refusal as refusal:
        return refusal


def said(found: Decision | Refusal) -> tuple[Any, ...]:
    """The answer in the grid's words."""
    match found:
        case Decision():
            return ("allowed", str(found.to_status), *followed(found))
        case NotPermitted():
            return ("x",)
        case ActionUnavailable():
            return (".",)
        case Blocked():
            return ("!", *sorted(blocker.code for blocker in found.blockers))
        case InvalidInput():
            return ("~", *sorted(field.path for field in found.fields))
    raise AssertionError(f"the rulebook knows no {found!r}")


def followed(found: Decision) -> list[str]:
    return [str(follow) for follow in found.then if not str(follow).startswith(BOOKKEEPING)]


def wanted(cell: Cell, found: Decision | Refusal, row: Row) -> tuple[Any, ...]:
    """What the cell asks for, in the same words; where it leaves a choice and the answer is one of them, the answer."""
    match cell.verdict:
        case Verdict.ALLOWED:
            tried = followed(found) if isinstance(found, Decision) else []
            then = tried if cell.takes_follow_ons(tried) else [named.name for named in cell.then]
            status = row.status if cell.status in {None, GONE} else cell.status
            return ("allowed", status, *then)
        case Verdict.BLOCKED:
            codes = {blocker.code for blocker in found.blockers} if isinstance(found, Blocked) else set()
            return ("!", *sorted(codes if cell.takes_codes(codes) else {named.name for named in cell.codes}))
        case Verdict.INVALID:
            return ("~", *sorted(cell.paths))
        case _:
            return (cell.verdict.value,)


def check_changes(grid: Grid, of: Situation, cell: Cell, found: Decision) -> None:
    """What the cell says changes does, and what it does not mention stays."""
    assert ("porting_request.erase" in map(str, found.then)) == (cell.status == GONE)
    for name, value in cell.changes.items():
        if (grid.lifecycle, name) not in BESIDE_IT:
            assert CHANGES[grid.lifecycle, name](of, found, value), f"{name}={value}: {dict(found.changes)}"
    if grid.lifecycle == "porting_number":
        check_the_number_keeps(of.subject, cell, found)


def check_the_number_keeps(number: Any, cell: Cell, found: Decision) -> None:
    """A FOC nobody speaks of stays; what a cancellation would resume stays while there is one and is forgotten with it."""
    ended = found.to_status in NUMBER_ENDED
    if not ended and "foc" not in cell.changes:
        assert found.changes.get("foc_at", number.foc_at) == number.foc_at
    if not ended and "flagged" not in cell.changes:
        assert not any("flag" in entry for entry in found.changes.get("foc_history", ()))
    detour = found.to_status in {PortingNumberStatus.CANCELLATION_PENDING, PortingNumberStatus.CANCELLATION_REJECTED}
    resume = cell.changes.get("resume", number.resume_status if detour else None)
    assert found.changes.get("resume_status", number.resume_status) == resume


Check = Callable[[Situation, Decision, str], bool]


def _foc(of: Situation, found: Decision, value: str) -> bool:
    number, changes = of.subject, found.changes
    if value == "cleared":
        return changes["foc_at"] is None and bool(changes["foc_history"][-1]["foc_at"] == number.foc_at.isoformat())
    match value:
        case "asked":
            moment = of.asked("staff").foc_at
        case "first_possible_date":
            moment = calendar.start_of_day(number.request_first_possible_date, calendar.AMSTERDAM)
        case _:
            moment = number.request_perform_at
    return bool(changes["foc_at"] == moment and changes["foc_history"][-1]["foc_at"] == moment.isoformat())


def _attempt(of: Situation, found: Decision, _value: str) -> bool:
    return (found.changes["attempt_no"], found.changes["handed_over_at"]) == (of.subject.next_attempt_no, None)


def _approval(of: Situation, found: Decision, value: str) -> bool:
    if value == "void":
        return {found.changes[name] for name in ("approved_at", "approved_by", "approved_digest")} == {None}
    return bool(found.changes["approved_by"] == of.subject.policy_set_by and found.changes["approved_digest"] == of.subject.digest)


def _release_at(of: Situation, found: Decision, value: str) -> bool:
    moment = found.changes["release_at"]
    return bool(moment.date() == of.subject.requested_date if value == "requested_date" else moment == of.asked("staff").release_at)


def asked_is(column: str, role: str = "staff") -> Check:
    return lambda of, found, _value: found.changes[column] == getattr(of.asked(role), column)


def is_now(column: str) -> Check:
    return lambda _of, found, _value: found.changes[column] == NOW


CHANGES: Mapping[tuple[str, str], Check] = {
    ("porting_number", "review"): is_now("review_started_at"),
    ("porting_number", "attempt"): _attempt,
    ("porting_number", "handed_over"): is_now("handed_over_at"),
    ("porting_number", "resume"): lambda _of, found, value: str(found.changes["resume_status"]) == value,
    ("porting_number", "foc"): _foc,
    ("porting_number", "flagged"): lambda _of, found, _value: "flag" in found.changes["foc_history"][-1],
    ("porting_number", "provisioned"): is_now("provisioned_at"),
    ("porting_number", "profile"): asked_is("configuration_profile_id"),
    ("porting_request", "answer_due_at"): asked_is("answer_due_at"),
    ("porting_request", "first_possible_date"): asked_is("first_possible_date"),
    ("porting_request", "ready_until"): lambda of, found, _value: (
        found.changes["ready_until"] == calendar.ready_until(of.asked("staff").first_possible_date)
    ),
    ("porting_request", "perform_at"): asked_is("perform_at", "customer"),
    ("porting_request", "cancellation"): lambda _of, found, value: (
        found.changes["cancellation_asked_at"] == (NOW if value == "asked" else None)
    ),
    ("port_out_request", "digest"): lambda of, found, _value: found.changes["approved_digest"] == of.subject.digest,
    ("port_out_request", "approval"): _approval,
    ("port_out_request", "expires_at"): lambda of, found, _value: (
        (found.changes["expires_at"] - NOW).total_seconds() == of.subject.port_out_hours * 3600
    ),
    ("port_out_request", "release_at"): _release_at,
    ("phone_number", "profile"): lambda _of, found, _value: found.changes["configuration_profile_id"] is None,
}
BESIDE_IT = {("port_out_order", "fee")}  # a row of its own: looked at by the operations' matrix

# Whatever the rows say.

EVERY = [pytest.param(lifecycle, id=lifecycle.subject) for lifecycle in LIFECYCLES.values()]


def test_each_lifecycle_has_a_grid_with_the_same_verbs_and_statuses() -> None:
    assert GRIDS.keys() == LIFECYCLES.keys()
    for name, lifecycle in LIFECYCLES.items():
        assert set(GRIDS[name].verbs) == lifecycle.verbs.keys()
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


@pytest.mark.parametrize("lifecycle", EVERY)
def test_a_verb_asks_the_same_in_every_row(lifecycle: AnyLifecycle) -> None:
    """One mutation has one input."""
    for verb, rows in lifecycle.verbs.items():
        assert len({row.asks for row in rows}) == 1, verb


@pytest.mark.parametrize("lifecycle", EVERY)
def test_a_verb_of_a_person_or_carrier_is_in_the_policy(lifecycle: AnyLifecycle) -> None:
    levels = {Role.CUSTOMER: Level.MEMBER, Role.STAFF: Level.AGENT}
    for verb in lifecycle.verbs:
        for role in (Role.CUSTOMER, Role.STAFF):
            if role in lifecycle.roles_of(verb):
                rule = policy.rule_for(f"{lifecycle.subject}.{verb}")
                assert rule
                assert (rule.customer if role is Role.CUSTOMER else rule.staff) is levels[role], verb
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


@pytest.mark.parametrize("lifecycle", EVERY)
def test_each_row_tells_a_person_what_happened(lifecycle: AnyLifecycle) -> None:
    for row in lifecycle.transitions:
        assert row.sentence.endswith("."), row.verb
        assert row.event.startswith(f"{lifecycle.subject}."), row.verb
        assert row.label[0].isupper(), row.verb
