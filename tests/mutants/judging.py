"""Whether a mutant is found: by the grid of its lifecycle, in every situation of its verb, else by what must be true of every table."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any, Final, cast

from portico.domain.effects import EFFECTS
from portico.domain.grammar import AnyRow
from portico.domain.lifecycle import AnyLifecycle, Decision
from portico.domain.tables import LIFECYCLES, put_together
from tests.domain import judging, test_matrix, test_what_a_row_sets_off
from tests.domain.lifecycles.cells import ROLES, Row, Verdict
from tests.domain.situations import Situation, situation
from tests.mutants.altering import Mutant

OF_EVERY_TABLE: Final[tuple[Callable[[Any], None], ...]] = (
    test_what_a_row_sets_off.test_the_world_outside_is_told_of_every_move_but_these,
    test_what_a_row_sets_off.test_these_verbs_are_checked_at_a_door_before_anything_is_decided,
    test_matrix.test_every_status_is_reached_from_the_first,
    test_matrix.test_a_verb_asks_the_same_in_every_row,
    test_matrix.test_a_verb_of_a_person_or_carrier_is_in_the_policy,
)
OF_WHAT_IS_LOADED: Final[tuple[Callable[[str], None], ...]] = (
    test_matrix.test_a_verb_judges_by_no_fact_its_rows_do_not_name,
    test_matrix.test_a_button_hangs_on_no_fact_that_the_guards_of_no_button_name,
)


@dataclass(frozen=True)
class Bench:
    """One lifecycle's grid with its situations built once, by verb."""

    lifecycle: AnyLifecycle
    situations: Mapping[str, list[Situation]] = field(init=False)

    def __post_init__(self) -> None:
        found: dict[str, list[Situation]] = {}
        for row in judging.GRIDS[self.lifecycle.subject].rows:
            found.setdefault(row.verb, []).append(situation(self.lifecycle.subject, row))
        object.__setattr__(self, "situations", found)

    def written(self, row: AnyRow) -> dict[str, Any]:
        """What the row's changes write in the situations the grid allows it in: column → something it writes, full where it ever is."""
        found: dict[str, Any] = {}
        for of in self.situations[row.verb]:
            for role in ROLES:
                answer = judging.answer(self.lifecycle.subject, of, role) if _is_open(of.row, role) else None
                if isinstance(answer, Decision) and answer.transition is row:
                    own = {name: value for name, value in answer.changes.items() if value is not answer.said}
                    found |= {name: value for name, value in own.items() if value or name not in found}
        return {name: value for name, value in found.items() if name not in {"status", "waiting_on"}}

    def is_in_order(self) -> bool:
        grid = judging.GRIDS[self.lifecycle.subject]
        every = [of for situations in self.situations.values() for of in situations]
        return not any(_fails(judging.check_row, grid, of.row, of) or _fails(judging.check_buttons, grid, of.row, of) for of in every)

    def finds(self, mutant: Mutant) -> bool:
        """Whether anything says so when the table is this one."""
        try:
            table = self._with(mutant)
            put_together([*(each for each in LIFECYCLES.values() if each is not self.lifecycle), table], EFFECTS)
        except ValueError:
            return True
        with instead_of(self.lifecycle, table):
            return self._fails(table, mutant)

    def _with(self, mutant: Mutant) -> AnyLifecycle:
        rows = self.lifecycle.transitions
        instead = (mutant.instead,) if mutant.instead else ()
        return dataclasses.replace(self.lifecycle, transitions=(*rows[: mutant.place], *instead, *rows[mutant.place + 1 :]))

    def _fails(self, table: AnyLifecycle, mutant: Mutant) -> bool:
        grid, verb = judging.GRIDS[table.subject], self.lifecycle.transitions[mutant.place].verb
        touched = self.lifecycle.transitions[mutant.place].source | (mutant.instead.source if mutant.instead else frozenset())
        ordered = sorted(self.situations[verb], key=lambda of: of.row.status not in touched)
        return (
            any(_fails(judging.check_row, grid, of.row, of) for of in ordered)
            or any(_fails(true_of_every, table) for true_of_every in OF_EVERY_TABLE)
            or any(_fails(judging.check_buttons, grid, of.row, of) for of in ordered)
            or (mutant.kind in {"needs", "facts"} and any(_fails(loaded, table.subject) for loaded in OF_WHAT_IS_LOADED))
        )


def _is_open(row: Row, role: str) -> bool:
    return row.cells[role].verdict is Verdict.ALLOWED


def _fails(check: Callable[..., None], *given: Any) -> bool:
    """A table that raises anything at all is found as well."""
    try:
        check(*given)
    except Exception:  # noqa: BLE001
        return True
    return False


@contextmanager
def instead_of(lifecycle: AnyLifecycle, table: AnyLifecycle) -> Iterator[None]:
    """Every test looks its lifecycle up in LIFECYCLES."""
    tables = cast("dict[str, AnyLifecycle]", LIFECYCLES)
    tables[lifecycle.subject] = table
    try:
        yield
    finally:
        tables[lifecycle.subject] = lifecycle
