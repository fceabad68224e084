"""Lays the ground of `operations.engine` and fills its registry: whoever puts a process together calls `register` first."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from portico.domain.grammar import AnyRow
from portico.domain.tables import LIFECYCLES
from portico.operations import effects, subjects
from portico.operations.engine import registry
from portico.operations.engine.ground import GROUND
from portico.operations.engine.registry import AnyEffect, AnySubjectTable
from portico.operations.people.signing_in import fresh_password
from portico.storage import orders
from portico.storage.people import credentials


def register() -> None:
    """Once or more often, it makes no difference. Raises LookupError for what the tables name and nobody here can do."""
    refuse_gaps(subjects.SUBJECTS, effects.EFFECTS)
    registry.SUBJECTS.update(subjects.SUBJECTS)
    registry.EFFECTS.update(effects.EFFECTS)
    GROUND.lock, GROUND.count, GROUND.still_admits = orders.lock, orders.count, credentials.still_admits
    GROUND.confirm = fresh_password.confirm


def refuse_gaps(tables: Mapping[str, AnySubjectTable], done: Mapping[str, AnyEffect]) -> None:
    """Raises LookupError with everything that rows look at, pass or follow with and that is not registered, and the other way round."""
    gaps = [f"{subject} is no subject" for subject in LIFECYCLES.keys() - tables.keys()]
    gaps += [gap for table in tables.values() for row in table.lifecycle.transitions for gap in _gaps(table, row, done)]
    followed = {str(follow) for table in tables.values() for row in table.lifecycle.transitions for follow in row.then}
    gaps += [f"nothing follows with {name}" for name in done.keys() - followed]
    if gaps:
        raise LookupError("; ".join(sorted(set(gaps))))


def _gaps(table: AnySubjectTable, row: AnyRow, done: Mapping[str, AnyEffect]) -> Iterator[str]:
    verb = f"{table.lifecycle.subject}.{row.verb}"
    yield from (f"{verb} looks at {fact.field}, which nobody loads" for fact in row.all_facts if fact not in table.facts)
    if row.door and row.door not in table.doors:
        yield f"{verb} passes {row.door}, which is no door"
    for follow in row.then:
        if str(follow) not in done and follow.subject not in table.related:
            yield f"{verb} is followed by {follow}, which is no effect and hangs on it in no known way"
        if follow.of_itself and (follow.subject != table.lifecycle.subject or table.lifecycle.facts[follow.verb]):
            yield f"{verb} is followed by {follow}, which looks at more than the columns of its own subject"
