"""What the tables name is there: columns in the database, loaders of facts, effects, and what hangs on what."""

from __future__ import annotations

import dataclasses
from datetime import date, datetime
from enum import Enum
from types import NoneType, UnionType
from typing import Any, Final, Union, get_args, get_origin, get_type_hints
from uuid import UUID

import pytest

from portico.domain.grammar import Follow
from portico.domain.sentences import Said
from portico.operations import effects, subjects
from portico.operations.tables import refuse_gaps
from portico.storage.engine import rows
from portico.storage.engine.rows import Column

KINDS: Final = {
    UUID: {"uuid"},
    str: {"text"},
    int: {"integer", "bigint"},
    datetime: {"timestamptz"},
    date: {"date"},
    list: {"jsonb"},
    Said: {"text"},
    NoneType: set(get_args(rows.Kind)),
}
"""The kinds of column that take a type."""


@pytest.mark.parametrize("subject", subjects.SUBJECTS)
def test_what_moves_write_are_columns_that_take_it(subject: str) -> None:
    table = subjects.SUBJECTS[subject]
    columns = rows.columns(table.model)
    written = get_type_hints(table.lifecycle.of.columns)
    assert written, subject
    assert written.keys() <= columns.keys() - {"id", "version", "status", "waiting_on", "updated_at"}
    misfits = {name: hint for name, hint in written.items() if not takes(columns[name], hint)}
    assert not misfits
    spoken = {f"{name}_said" for name, hint in written.items() if hint is Said}
    assert spoken == {name for name in columns if name.endswith("_said")}, "what is said is kept with its code"


def takes(column: Column, hint: Any) -> bool:
    """Whether every value of this type fits the column."""
    parts = get_args(hint) if get_origin(hint) in {Union, UnionType} else (hint,)
    if NoneType in parts and not column.null:
        return False
    plain = [part for part in parts if part is not NoneType] or [NoneType]
    return all(_fits(column, part) for part in plain)


def _fits(column: Column, part: Any) -> bool:
    if isinstance(part, type) and issubclass(part, Enum):
        return column.enum is part
    return column.enum is None and column.kind in KINDS[get_origin(part) or part]


def test_a_type_that_does_not_fit_its_column_is_found() -> None:
    columns = rows.columns(subjects.SUBJECTS["porting_number"].model)
    assert takes(columns["foc_at"], datetime | None)
    assert not takes(columns["foc_at"], date | None)
    assert not takes(columns["attempt_no"], int | None), "it is never empty"
    assert not takes(columns["resume_status"], str | None), "it is one of the statuses"
    assert not takes(columns["foc_history"], str)


def test_a_fact_nobody_loads_is_refused() -> None:
    blind = dataclasses.replace(subjects.SUBJECTS["porting_number"], facts={})
    with pytest.raises(LookupError, match=r"porting_number\.confirm_foc looks at day_overrides, which nobody loads"):
        refuse_gaps({**subjects.SUBJECTS, "porting_number": blind}, effects.EFFECTS)


def test_a_door_that_is_not_there_is_refused() -> None:
    open_house = dataclasses.replace(subjects.SUBJECTS["port_out_request"], doors={})
    with pytest.raises(LookupError, match=r"port_out_request\.amend passes amendment, which is no door"):
        refuse_gaps({**subjects.SUBJECTS, "port_out_request": open_house}, effects.EFFECTS)


def test_an_effect_nobody_does_and_one_nobody_names_are_refused() -> None:
    missing = {name: effect for name, effect in effects.EFFECTS.items() if name != "charge.bill"}
    with pytest.raises(LookupError, match=r"port_out_order\.bill is followed by charge\.bill, which is no effect"):
        refuse_gaps(subjects.SUBJECTS, missing)
    with pytest.raises(LookupError, match=r"nothing follows with charge\.forget"):
        refuse_gaps(subjects.SUBJECTS, {**effects.EFFECTS, "charge.forget": effects.EFFECTS["charge.bill"]})


def test_a_subject_that_hangs_on_another_in_no_known_way_is_refused() -> None:
    loose = dataclasses.replace(subjects.SUBJECTS["porting_request"], related={})
    with pytest.raises(LookupError, match=r"porting_request\.submit is followed by porting_number\.mirror_submitted"):
        refuse_gaps({**subjects.SUBJECTS, "porting_request": loose}, effects.EFFECTS)


def test_a_subject_without_a_table_is_refused() -> None:
    without = {name: table for name, table in subjects.SUBJECTS.items() if name != "document"}
    with pytest.raises(LookupError, match="document is no subject"):
        refuse_gaps(without, effects.EFFECTS)


@pytest.mark.parametrize(("subject", "verb"), [("porting_number", "confirm_foc"), ("porting_request", "accept")])
def test_a_follow_on_of_itself_that_looks_at_more_than_itself_is_refused(subject: str, verb: str) -> None:
    """It would be judged by facts that nobody has loaded, and silently not happen."""
    table = subjects.SUBJECTS["porting_number"]
    first, *others = table.lifecycle.transitions
    hasty = dataclasses.replace(first, then=(Follow(subject, verb, of_itself=True),))
    wrong = dataclasses.replace(table, lifecycle=dataclasses.replace(table.lifecycle, transitions=(hasty, *others)))
    with pytest.raises(LookupError, match=rf"is followed by {subject}\.{verb}, which looks at more than the columns of its own subject"):
        refuse_gaps({**subjects.SUBJECTS, "porting_number": wrong}, effects.EFFECTS)
