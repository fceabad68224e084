"""What a row of a table asks to hold: of its subject, and of what is asked; each condition with the sentence for whoever it stops."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import Field, dataclass, fields
from datetime import datetime
from enum import StrEnum
from functools import cached_property
from types import MappingProxyType
from typing import Any, ClassVar, Final, Generic, NamedTuple, Protocol, TypeVar
from uuid import UUID

from portico.domain.actors import Actor
from portico.domain.refusals import Blocker, FieldProblem, InvalidInput
from portico.domain.sentences import Said, Sentence
from portico.domain.statuses import Flow


class Subject(Protocol):
    """A frozen dataclass, the view: the columns of one row plus the facts that guards look at."""

    __dataclass_fields__: ClassVar[dict[str, Field[Any]]]

    @property
    def id(self) -> UUID: ...
    @property
    def version(self) -> int: ...
    @property
    def status(self) -> StrEnum: ...
    @property
    def flow(self) -> Flow: ...


TOO_MANY: Final = Sentence("list.too_many", "At most {most}, please; these are {given}.")


@dataclass(frozen=True, slots=True)
class AtMost:
    """How many entries a list has that a command takes: behind the description of every such field, and asked before any is read."""

    entries: int


@dataclass(frozen=True, slots=True)
class Longer:
    """How many letters a text has that is read and not kept, and so may be longer than what is: behind the description of such a field."""

    letters: int


S = TypeVar("S", bound=Subject)
A = TypeVar("A")
C = TypeVar("C", bound=Mapping[str, object])
S_contra = TypeVar("S_contra", contravariant=True)
A_contra = TypeVar("A_contra", contravariant=True)


ON_DEMAND: Final[Mapping[str, bool]] = MappingProxyType({"on_demand": True})
"""The metadata of a view's field that is loaded only for the verbs whose rows name its Fact: for every list it would cost too much."""


@dataclass(frozen=True)
class Fact:
    """A field of a view that is loaded on demand. What is `personal` hangs on who acts, and is shared with nobody alike."""

    field: str
    personal: bool = False


def on_demand(view: type[Subject]) -> frozenset[str]:
    """The fields of a view that hold nothing unless a row of the verb names them."""
    return frozenset(each.name for each in fields(view) if "on_demand" in each.metadata)


class Found(NamedTuple):
    """One of several things that are in the way: the field or document it is about, and what is said of it."""

    path: str
    said: Said


@dataclass(frozen=True)
class Guard(Generic[S_contra]):
    """A condition on the subject: evaluated before the click too, and shown as a blocker, or as one for each thing that was found.

    One `for_good` is nothing that whoever acts can wait for or mend: whom it stops is not offered the verb at all.
    """

    code: str
    message: str | Callable[[S_contra, datetime], Said | Sequence[Found]]
    holds: Callable[[S_contra, Actor, datetime], bool]
    facts: tuple[Fact, ...] = ()
    for_good: bool = False

    def __post_init__(self) -> None:
        if isinstance(self.message, str):
            Sentence(self.code, self.message)

    def blockers(self, subject: S_contra, now: datetime) -> tuple[Blocker, ...]:
        """What stands in the way: the same of every subject under the guard's own code, or worded for this one."""
        if isinstance(self.message, str):
            return self._standing
        found = self.message(subject, now)
        if isinstance(found, Said):
            return (Blocker(self.code, found),)
        return tuple(Blocker(self.code, each.said, each.path) for each in found)

    @cached_property
    def _standing(self) -> tuple[Blocker, ...]:
        return (Blocker(self.code, Sentence(self.code, str(self.message)).said()),)


@dataclass(frozen=True)
class Unless(Generic[S_contra, A_contra]):
    """A guard that what is asked may answer: before the click the guard alone is looked at."""

    guard: Guard[S_contra]
    answered: Callable[[S_contra, A_contra], bool]


@dataclass(frozen=True)
class Check(Generic[S_contra, A_contra]):
    """A condition on what is asked: evaluated with it only, and answered as InvalidInput at its path.

    Its `code` is a class of problem, such as REQUIRED; the sentence has a code of its own.
    """

    code: str
    message: Sentence | Callable[[S_contra, A_contra, datetime], Said]
    holds: Callable[[S_contra, A_contra, Actor, datetime], bool]
    path: str
    facts: tuple[Fact, ...] = ()
    of_now: bool = False
    """Whether it holds what is asked against how the subject stands, of which an answer that came late says nothing."""
    entries: Callable[[S_contra, A_contra], Iterable[str]] | None = None
    """Of a list: what goes on behind its path for each entry that is wrong, `2` or `2.code`."""

    def says(self, subject: S_contra, asked: A_contra, now: datetime) -> Said:
        return self.message.said() if isinstance(self.message, Sentence) else self.message(subject, asked, now)

    def problems(self, subject: S_contra, asked: A_contra, now: datetime) -> Iterable[FieldProblem]:
        """What is answered where it does not hold: at its path, or at every entry that is wrong."""
        paths = [f"{self.path}.{entry}" for entry in self.entries(subject, asked)] if self.entries else [self.path]
        return (FieldProblem(path, self.code, self.says(subject, asked, now)) for path in paths)


def check_entries(
    code: str,
    message: Sentence | Callable[[S, A, datetime], Said],
    wrong: Callable[[S, A], Sequence[str]],
    path: str,
    facts: tuple[Fact, ...] = (),
) -> Check[S, A]:
    """A check of a list that names each entry that is wrong."""

    def holds(subject: S, asked: A, _actor: Actor, _now: datetime) -> bool:
        return not wrong(subject, asked)

    return Check(code, message, holds, path, facts, entries=wrong)


def repeated(entries: Iterable[object]) -> list[int]:
    """The places of those that stood in the list before."""
    first: dict[object, int] = {}
    return [place for place, entry in enumerate(entries) if first.setdefault(entry, place) != place]


def refuse_unmet(checks: Iterable[Check[S, Any]], subject: S, asked: object, actor: Actor, now: datetime) -> None:
    """Raises InvalidInput for what is asked and may not be, with every problem there is."""
    unmet = [check for check in checks if not check.holds(subject, asked, actor, now)]
    if unmet:
        raise InvalidInput(*(problem for check in unmet for problem in check.problems(subject, asked, now)))


Need = Guard[S] | Unless[S, A] | Check[S, A]
