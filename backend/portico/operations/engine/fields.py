"""How the columns of a row are read from what was given: a field each, all problems at once."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Final, Generic, TypeVar, cast

from portico.domain.conditions import TOO_MANY
from portico.domain.formats import Malformed
from portico.operations.engine.input_problems import Problems, path_of
from portico.storage.engine.rows import Columns

FieldReader = Callable[[Any, Columns], object]  # each takes what its field is given as, and the row as it stands or will stand
MOST_LISTED: Final = 20
R = TypeVar("R")
R_co = TypeVar("R_co", covariant=True)


@dataclass(frozen=True)
class Fields(Generic[R_co]):
    """The fields that people fill in of one kind of row, and its lists, which are kept without doubles.

    `of` is the type of the row, whose columns these have to be; None where a field is no column yet. `follows` names what is read anew
    when another field changes, as its meaning depends on it.
    """

    of: type[R_co] | None
    one: Mapping[str, FieldReader]
    lists: Mapping[str, Callable[[str], str]] = field(default_factory=dict)
    follows: Mapping[str, str] = field(default_factory=dict)

    def __post_init__(self) -> None:
        if self.of is not None and (unknown := {*self.one, *self.lists, *self.follows} - self.of.__annotations__.keys()):
            raise TypeError(f"{self.of.__name__} has no column {', '.join(sorted(unknown))}")

    def read(self, values: Columns, present: Columns, problems: Problems) -> R_co:
        """The given fields in the form in which they are stored; malformed ones become problems."""
        columns: dict[str, object] = {}
        around = {**present, **values}
        for name, read in self.one.items():
            if name not in values and self.follows.get(name) not in values:
                continue
            try:
                columns[name] = read(around[name], around)
            except Malformed as problem:
                problems.add(path_of(name), problem.code, problem.said)
        for name in self.lists.keys() & values.keys():
            given_list = values[name]
            columns[name] = _read_list(name, given_list if isinstance(given_list, list) else [], self.lists[name], problems)
        return cast("R_co", columns)


def differing(columns: R, row: Columns) -> R:
    """Those of these columns that are otherwise in the row."""
    return cast("R", {name: value for name, value in cast("Columns", columns).items() if value != row[name]})


def from_to(row: Columns, changed: Columns) -> dict[str, list[object]]:
    """What changes of the row, from what to what."""
    return {name: [row[name], value] for name, value in changed.items()}


def _read_list(name: str, texts: Sequence[str], read: Callable[[str], str], problems: Problems) -> list[str]:
    """A list without doubles, each entry at fault named by its place; null is the empty list."""
    if len(texts) > MOST_LISTED:
        problems.add(path_of(name), "TOO_MANY", TOO_MANY.said(most=MOST_LISTED, given=len(texts)))
        return []
    found = [problems.tidy(f"{path_of(name)}.{place}", read, text) for place, text in enumerate(texts)]
    return list({entry.casefold(): entry for entry in reversed(found) if entry}.values())[::-1]
