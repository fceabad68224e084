"""What a lifecycle answers in a situation of its grid, and whether that is what the cell says."""

from __future__ import annotations

from typing import Any

from portico.domain.lifecycle import Decision, available_actions, decide
from portico.domain.refusals import ActionUnavailable, Blocked, InvalidInput, NotPermitted, Refusal
from portico.domain.tables import LIFECYCLES
from tests.domain import written
from tests.domain.lifecycles.cells import AS_THE_ACTOR, GONE, ROLES, Cell, Grid, Row, Verdict
from tests.domain.lifecycles.grid import read_all
from tests.domain.moments import NOW
from tests.domain.situations import Situation, situation

GRIDS = read_all()

# What follows beside the moves: rows made or taken away, each with a test of its own in tests/operations.
BOOKKEEPING = (
    "number_claim.",
    "number_lock.",
    "porting_attempt.",
    "port_out_number.",
    "charge.",
    "snapback.settle",
    "internal_move.hand_over",
    "internal_move.tell_taker",
    "phone_number.provision",
    "porting_request.erase",
)

FOR_GOOD = frozenset(
    {"NETWORK_CARRIER_ONLY", "RECEIVED_BY_CARRIER", "LOSING_CARRIER_KNOWN", "LOCKED_ALREADY", "NOT_LOCKED", "NOT_UNLOCKING", "ONE_NUMBER"}
    | {"ASKED_BY_OTHERS", "OWN_OFFER", "OFFER_OF_OTHERS"}
    | {"NOT_REVIEWED"}
)
"""Codes about who acts that no event changes, or about a lock that is not so: whom they stop has no button."""


def check_row(grid: Grid, row: Row, of: Situation | None = None) -> None:
    """Each role gets what its cell says, and what the cell writes is written."""
    of = of or situation(grid.lifecycle, row)
    for role in ROLES:
        cell = row.cells[role]
        if cell.verdict is Verdict.CANNOT_ARISE:
            continue
        found = answer(grid.lifecycle, of, role)
        assert said(found) == wanted(cell, found, row), f"{role}, grid line {row.line}"
        if isinstance(found, Decision):
            check_decision(grid, written.Move(of, role, cell, found))


def check_buttons(grid: Grid, row: Row, of: Situation | None = None) -> None:
    """A button stands exactly where the grid opens the verb, or will open it to this actor, with its blockers before the click."""
    of = of or situation(grid.lifecycle, row)
    for role in ROLES:
        cell = row.cells[role]
        if cell.verdict is Verdict.CANNOT_ARISE:
            continue
        actions = available_actions(LIFECYCLES[grid.lifecycle], of.subject, actor=of.actor(role), now=NOW)
        found = [action for action in actions if action.verb == row.verb]
        never = not FOR_GOOD.isdisjoint(named.name for named in cell.codes)
        open_to = cell.verdict in {Verdict.ALLOWED, Verdict.BLOCKED, Verdict.INVALID} and not never
        assert len(found) == open_to, f"{role}, grid line {row.line}"
        codes = {blocker.code for blocker in found[0].blockers} if found else set()
        assert not found or cell.takes_codes(codes - answered(row)), f"{role}, grid line {row.line}"


def answered(row: Row) -> set[str]:
    """Blockers that what is asked may answer: they are shown before the click, and the click with this answer is taken."""
    return {"REASONS_NOT_ADDRESSED"} if row.facts.get("asks.confirmed") == "with_comment" else set()


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
            return ("!", *sorted({blocker.code for blocker in found.blockers}))
        case InvalidInput():
            return ("~", *sorted({field.path.partition(".")[0] for field in found.fields}))
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


def check_decision(grid: Grid, move: written.Move) -> None:
    """What is written, what is kept beside it, and who tries what follows."""
    written.check(grid, move)
    follows = [str(follow) for follow in move.found.then]
    kept = [name for name in follows if name in move.cell.beside or name.startswith(BOOKKEEPING)]
    assert [name for name in kept if name != "porting_request.erase"] == list(move.cell.beside), "the bookkeeping"
    assert {str(follow) for follow in move.found.then if follow.as_actor} == AS_THE_ACTOR & set(follows), "who tries it"
