"""What a lifecycle grid says once it is read: rows of situations, and for each role the answer `decide()` must give."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum

ROLES = ("customer", "staff", "carrier", "system")
GONE = "gone"
"""Stands where a status stands when the verb leaves no subject behind."""
AS_THE_ACTOR = {"porting_number.cancel"}
"""Follow-ons tried by whoever did the first move: a cancellation of the whole request is its customer's own, number by number."""


class Verdict(StrEnum):
    """What `decide()` must answer."""

    ALLOWED = "allowed"
    NOT_PERMITTED = "x"
    UNAVAILABLE = "."
    BLOCKED = "!"
    INVALID = "~"
    CANNOT_ARISE = "-"


@dataclass(frozen=True)
class Named:
    """A code or a follow-on; an optional one has nothing to say or do in that state, so that both with and without it are right."""

    name: str
    optional: bool = False


@dataclass(frozen=True)
class Cell:
    """What one role gets: the verdict, and what belongs to it."""

    verdict: Verdict
    status: str | None = None
    """The status afterwards; None where it stays as it is, GONE where the subject goes."""
    changes: Mapping[str, str] = field(default_factory=dict)
    """The words of what is written: the cell's own, and those that every move of its table writes."""
    then: tuple[Named, ...] = ()
    """The follow-ons in their order, each as `lifecycle.verb`."""
    codes: tuple[Named, ...] = ()
    paths: tuple[str, ...] = ()
    beside: tuple[str, ...] = ()
    """The bookkeeping of every move of the table, in its order."""

    def takes_follow_ons(self, tried: Sequence[str]) -> bool:
        """Say whether these follow-ons, in this order, are the ones the cell asks for."""
        left = list(self.then)
        for name in tried:
            while left and left[0].name != name and left[0].optional:
                left.pop(0)
            if not left or left.pop(0).name != name:
                return False
        return all(one.optional for one in left)

    def takes_codes(self, codes: Collection[str]) -> bool:
        """Say whether these blockers, in any order, are the ones the cell asks for."""
        needed = {code.name for code in self.codes if not code.optional}
        return needed <= set(codes) <= {code.name for code in self.codes}


@dataclass(frozen=True)
class Row:
    """One situation of one verb with the answer to each role."""

    line: int
    flow: str | None
    verb: str
    status: str
    stated: Mapping[str, str]
    """The facts in the row's own brackets."""
    facts: Mapping[str, str]
    """Every fact of the grid: the row's own over its status's defaults over the grid's."""
    cells: Mapping[str, Cell]

    @property
    def title(self) -> str:
        """Name the situation as the grid does, for test ids."""
        brackets = " ".join(f"{name}={value}" for name, value in self.stated.items())
        return " ".join(filter(None, (self.flow, self.verb, f"{self.status}[{brackets}]" if brackets else self.status)))


@dataclass(frozen=True)
class Grid:
    """One lifecycle as reviewed: the words of its head, and its rows with `any other` written out."""

    lifecycle: str
    flows: tuple[str, ...]
    statuses: tuple[str, ...]
    ended: tuple[str, ...]
    codes: tuple[str, ...]
    facts: Mapping[str, tuple[str, ...]]
    """Fact → its values, the first being what holds when nothing is said."""
    changes: Mapping[str, tuple[str, ...]]
    columns: Mapping[str, tuple[str, ...]]
    """Word of a change → the columns it speaks of; none where it is about a row beside the subject or about the entry."""
    rows: tuple[Row, ...]

    @property
    def verbs(self) -> tuple[str, ...]:
        """Give each verb once, in the grid's order."""
        return tuple(dict.fromkeys(row.verb for row in self.rows))
