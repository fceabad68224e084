"""A row of a table, altered as data in every way that could be a slip of its author: each alteration is a mutant.

`detour` is spent when a table is put together: the rows it made are altered one by one, like any other.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import partial
from typing import Any, Final

from portico.domain.conditions import Check, Guard, Unless
from portico.domain.grammar import BOTH, AnyRow, Detour, Follow, NoInput
from portico.domain.lifecycle import AnyLifecycle
from portico.domain.statuses import Flow, Role

ROLES: Final = (Role.CUSTOMER, Role.STAFF, Role.CARRIER, Role.SYSTEM)
OWED: Final = ("submit", "cancel", "perform")
WORDS: Final = frozenset({"verb", "variant", "event", "otherwise", "sentence", "sentence_code"})
"""What a row is called and says: no rule of a lifecycle, and looked at by the tests of the API, the mails and the words."""
SPENT: Final = frozenset({"detour"})
"""Looked at by nothing that decides or writes, once the table is put together."""
BEFORE: Final = frozenset({"confirmed"})
"""Asked for before a table is: a wrong password and none are tried in `tests/operations/inventory/test_number_locks.py`."""

Written = Mapping[str, Any]


@dataclass(frozen=True)
class Mutant:
    """One alteration of one row; without a row the table lacks it."""

    lifecycle: str
    place: int
    row: str
    kind: str
    what: str
    instead: AnyRow | None
    column: str | None = None

    @property
    def name(self) -> str:
        return f"{self.row} | {self.kind} | {self.what}"


def row_name(lifecycle: AnyLifecycle, row: AnyRow) -> str:
    """`porting_number.cancel STANDARD from PENDING PORTABLE`, with what it would resume."""
    flow = "" if row.flow == BOTH else " " + " ".join(sorted(row.flow))
    resuming = f" resuming {_names(row.resumes)}" if row.resumes else ""
    return f"{lifecycle.subject}.{row.verb}{flow} from {_names(row.source)}{resuming}"


def _names(statuses: Iterable[StrEnum]) -> str:
    return " ".join(sorted(statuses))


def mutants(lifecycle: AnyLifecycle, written: Callable[[AnyRow], Written]) -> Iterator[Mutant]:
    """Every mutant of every row; `written` says what a row's changes write in the situations of its grid."""
    for place, row in enumerate(lifecycle.transitions):
        name, plain = row_name(lifecycle, row), replace(row, detour=Detour.NONE)
        yield Mutant(lifecycle.subject, place, name, "row", "removed", None)
        for kind, alter in KINDS.items():
            for what, instead in alter(lifecycle, plain):
                yield Mutant(lifecycle.subject, place, name, kind, what, instead)
        for column, what, instead in _columns(lifecycle, plain, written(row)):
            yield Mutant(lifecycle.subject, place, name, "columns", f"{column} {what}", instead, column)


Altered = Iterator[tuple[str, AnyRow]]
replace: Final = dataclasses.replace


def _source(lifecycle: AnyLifecycle, row: AnyRow) -> Altered:
    """A row of a detour starts from no status that has nothing to resume."""
    detours = {status for each in lifecycle.transitions if each.resumes for status in each.source}
    for status in detours if row.resumes else lifecycle.statuses:
        without = status in row.source
        changed = row.source - {status} if without else row.source | {status}
        if changed:
            yield f"{'without' if without else 'and'} {status}", replace(row, source=changed)


def _target(lifecycle: AnyLifecycle, row: AnyRow) -> Altered:
    """From a single status, leading there is staying."""
    here = next(iter(row.source)) if len(row.source) == 1 else None
    if row.target not in (None, here):
        yield "stays", _led_to(row, None)
    for status in lifecycle.statuses:
        if status != row.target and not (row.target is None and status == here):
            yield f"always {status}", _led_to(row, status)


def _led_to(row: AnyRow, target: StrEnum | None) -> AnyRow:
    then = tuple(replace(follow, into=None) if follow.into and target not in follow.into else follow for follow in row.then)
    return replace(row, target=target, then=then)


def _by(_lifecycle: AnyLifecycle, row: AnyRow) -> Altered:
    for role in ROLES:
        yield f"{'without' if role in row.by else 'and'} {role.name}", replace(row, by=row.by ^ role)


def _flow(lifecycle: AnyLifecycle, row: AnyRow) -> Altered:
    """Where the subject has flows at all."""
    for flow in Flow if any(each.flow != BOTH for each in lifecycle.transitions) else ():
        without = flow in row.flow
        changed = row.flow - {flow} if without else row.flow | {flow}
        if changed:
            yield f"{'without' if without else 'and'} {flow}", replace(row, flow=changed)


def _resumes(lifecycle: AnyLifecycle, row: AnyRow) -> Altered:
    if row.resumes is None:
        return
    yield "whatever it was", replace(row, resumes=None)
    for status in frozenset().union(*(each.resumes or () for each in lifecycle.transitions)):
        without = status in row.resumes
        yield f"{'without' if without else 'and'} {status}", replace(row, resumes=row.resumes ^ {status})


def _asks(_lifecycle: AnyLifecycle, row: AnyRow) -> Altered:
    if row.asks is not NoInput:
        yield "nothing", replace(row, asks=NoInput)


def _needs(_lifecycle: AnyLifecycle, row: AnyRow) -> Altered:
    for place, need in enumerate(row.needs):
        before, after = row.needs[:place], row.needs[place + 1 :]
        yield f"without {_code(need)}", replace(row, needs=before + after)
        if isinstance(need, Unless):
            yield f"{_code(need)} whatever is asked", replace(row, needs=(*before, need.guard, *after))
        elif need.facts:
            yield f"{_code(need)} without its facts", replace(row, needs=(*before, replace(need, facts=()), *after))


def _code(need: Guard[Any] | Unless[Any, Any] | Check[Any, Any]) -> str:
    condition = need.guard if isinstance(need, Unless) else need
    return f"{condition.code} at {condition.path}" if isinstance(condition, Check) else condition.code


def _facts(_lifecycle: AnyLifecycle, row: AnyRow) -> Altered:
    if row.facts:
        yield "none", replace(row, facts=())


def _changes(_lifecycle: AnyLifecycle, row: AnyRow) -> Altered:
    if row.changes:
        yield "removed", replace(row, changes=None)


def _columns(lifecycle: AnyLifecycle, row: AnyRow, written: Written) -> Iterator[tuple[str, str, AnyRow]]:
    """Each column it writes left out, or emptied; each it leaves alone emptied too.

    Why it stands there is said of whatever leads to a status, so there is nothing to empty where the row has no words of its own.
    """
    for column, kind in lifecycle.of.columns.__annotations__.items():
        if column == "status_reason" and column not in written and row.targets:
            continue
        empty: Any = [] if "list[" in str(kind) else None
        if column not in written:
            yield column, "emptied as well", _but(row, partial(_with, column, empty))
        elif written[column]:
            yield column, "not written", _but(row, partial(_without, column))
            yield column, "emptied", _but(row, partial(_with, column, empty))
        else:
            yield column, "not emptied", _but(row, partial(_without, column))


def _but(row: AnyRow, alter: Callable[[Written], Written]) -> AnyRow:
    return replace(row, changes=lambda *situation: alter(row.changes(*situation) if row.changes else {}))


def _without(column: str, columns: Written) -> Written:
    return {name: value for name, value in columns.items() if name != column}


def _with(column: str, value: Any, columns: Written) -> Written:
    return {**columns, column: value}


def _then(lifecycle: AnyLifecycle, row: AnyRow) -> Altered:
    for place, follow in enumerate(row.then):
        before, after = row.then[:place], row.then[place + 1 :]
        yield f"without {follow}", replace(row, then=before + after)
        yield (
            f"{follow} by {'the system' if follow.as_actor else 'the actor'}",
            replace(row, then=(*before, replace(follow, as_actor=not follow.as_actor), *after)),
        )
        for what, into in _into(follow):
            yield f"{follow} {what}", replace(row, then=(*before, replace(follow, into=into), *after))
        if after:
            yield f"{after[0]} before {follow}", replace(row, then=(*before, after[0], follow, *after[1:]))
    yield from _followed_by_more(lifecycle, row)


def _into(follow: Follow) -> Iterator[tuple[str, frozenset[StrEnum] | None]]:
    if follow.into is not None:
        yield "wherever it leads", None
        yield "nowhere", frozenset()


def _followed_by_more(lifecycle: AnyLifecycle, row: AnyRow) -> Altered:
    """One that other rows of the table have."""
    known = dict.fromkeys(replace(follow, into=None) for other in lifecycle.transitions for follow in other.then)
    for follow in known:
        if str(follow) not in map(str, row.then):
            yield f"and {follow}", replace(row, then=(*row.then, follow))


def _told(_lifecycle: AnyLifecycle, row: AnyRow) -> Altered:
    yield "no" if row.told else "yes", replace(row, told=not row.told)


def _owes(_lifecycle: AnyLifecycle, row: AnyRow) -> Altered:
    for owed in (None, *OWED):
        if owed != row.owes:
            yield owed or "nothing", replace(row, owes=owed)


def _on_behalf(_lifecycle: AnyLifecycle, row: AnyRow) -> Altered:
    """Only staff act on somebody's behalf."""
    if Role.STAFF in row.by:
        yield "no" if row.on_behalf else "yes", replace(row, on_behalf=not row.on_behalf)


def _carries_reason(_lifecycle: AnyLifecycle, row: AnyRow) -> Altered:
    """Only the system follows."""
    if Role.SYSTEM in row.by:
        yield "no" if row.carries_reason else "yes", replace(row, carries_reason=not row.carries_reason)


def _door(_lifecycle: AnyLifecycle, row: AnyRow) -> Altered:
    yield ("none", replace(row, door=None)) if row.door else ("one", replace(row, door="amendment"))


def _worded(_lifecycle: AnyLifecycle, row: AnyRow) -> Altered:
    if row.worded:
        yield "never", replace(row, worded=None)


KINDS: Final[Mapping[str, Callable[[AnyLifecycle, AnyRow], Altered]]] = {
    "source": _source,
    "target": _target,
    "by": _by,
    "flow": _flow,
    "resumes": _resumes,
    "asks": _asks,
    "needs": _needs,
    "facts": _facts,
    "changes": _changes,
    "then": _then,
    "told": _told,
    "owes": _owes,
    "on_behalf": _on_behalf,
    "carries_reason": _carries_reason,
    "door": _door,
    "worded": _worded,
}
"""By field of a row."""
