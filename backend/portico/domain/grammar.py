"""The grammar of lifecycles: what a row of a table is made of, typed so that a misspelt column, input or verb is found before it runs.

A subject writes its rows through its own `RowsOf`, which ties each row's conditions and changes to what the row asks. Nothing here
decides: `domain.lifecycle` reads the rows.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import Flag, StrEnum, auto
from functools import cached_property
from typing import Any, Generic, NotRequired, TypedDict, Unpack, overload

from portico.domain.actors import Actor
from portico.domain.conditions import A, C, Check, Fact, Guard, Need, S, S_contra, Unless, refuse_unmet
from portico.domain.events import Event, Happening, RowEvent
from portico.domain.sentences import Said, Sentence
from portico.domain.statuses import Flow, Role, WaitingOn

BOTH = frozenset(Flow)
STANDARD = frozenset({Flow.STANDARD})
NL = frozenset({Flow.NL})
Changes = Callable[[S, A, Actor, datetime], C]


@dataclass(frozen=True, slots=True)
class Follow:
    """A move, or an effect of `domain.effects`, tried afterwards in the same unit, as SYSTEM unless `as_actor`.

    Where its own guards do not hold, it simply does not happen. With `into` it belongs to those targets of a Branch only.
    `domain.tables` refuses a name that is neither.

    `of_itself`: the subject moves on by what the move before wrote in its own columns, so that nothing is read to know that it does not.
    """

    subject: str
    verb: str
    as_actor: bool = False
    into: frozenset[StrEnum] | None = None
    of_itself: bool = False

    def __str__(self) -> str:
        return f"{self.subject}.{self.verb}"


@dataclass(frozen=True)
class Branch(Generic[S_contra]):
    """A target that depends on the subject's facts; `among` lists every status it can choose."""

    choose: Callable[[S_contra], StrEnum]
    among: tuple[StrEnum, ...]


class Detour(Flag):
    """What a row does while a cancellation is pending or was rejected, for subjects that come back from it to where they were."""

    NONE = 0
    HEARD = auto()
    """While it is pending: noted, the status stays, and a rejection resumes where the row leads."""
    RESUMED = auto()
    """After it was rejected: to the same target, from the status that would be resumed."""
    DESPITE = auto()
    """During both, as if nobody had asked to cancel."""


@dataclass(frozen=True, slots=True)
class NoInput:
    """A verb that asks nothing."""


@dataclass(frozen=True, slots=True)
class Followed:
    """What a follow-on is asked: what was said of the move it follows, and what that move was asked itself."""

    said: Said | None = None
    of: object = None

    @property
    def reason(self) -> str | None:
        """The words of the move it follows."""
        return self.said.text if self.said else None


@dataclass(frozen=True, kw_only=True)
class Transition(Generic[S]):
    """One row of a table: `verb` takes a subject from any of `source` to `target` (None: the status stays).

    Written through `RowsOf.row`, which has seen to it that `needs` and `changes` fit `asks`.
    `variant` names what the verb does from here where that is something else than elsewhere: it has a label of its own in `words.titles`;
    `sentence` is the reason a person reads when the actor gives none, `sentence_code` its code where `subject.verb` is another's;
    `worded` answers another one where subject and input make it untrue; `otherwise` names another event where it leads into one of these;
    `told` is False for what is journaled but not mailed; `carries_reason` passes the reason of the move it follows on; `facts` are those
    `changes` and a Branch look at; `resumes` narrows a row of a detour to the statuses it would resume; `owes` names
    what the carrier's gateway is owed; who does what is `confirmed` shows their password once more, for which `asks` has a field; `door`
    names a check that only the doing can make, before anything is decided.
    """

    verb: str
    event: RowEvent
    source: frozenset[StrEnum]
    target: StrEnum | Branch[S] | None
    by: Role
    sentence: str
    variant: str | None = None
    flow: frozenset[Flow] = BOTH
    asks: type[Any] = NoInput
    needs: tuple[Need[S, Any], ...] = ()
    changes: Changes[S, Any, Mapping[str, Any]] | None = None
    then: tuple[Follow, ...] = ()
    told: bool = True
    detour: Detour = Detour.NONE
    resumes: frozenset[StrEnum] | None = None
    owes: str | None = None
    on_behalf: bool = False
    confirmed: bool = False
    carries_reason: bool = False
    facts: tuple[Fact, ...] = ()
    door: str | None = None
    sentence_code: str | None = None
    worded: Callable[[S, Any], Said | None] | None = None
    otherwise: Mapping[StrEnum, Happening] = field(default_factory=dict)

    def __post_init__(self) -> None:
        if self.detour & (Detour.HEARD | Detour.RESUMED) and not isinstance(self.target, StrEnum):
            raise ValueError(f"{self.event}: what is heard or resumed during a cancellation leads to one status")
        for follow in self.then:
            if follow.into is not None and not follow.into <= set(self.targets):
                raise ValueError(f"{self.event}: never leads into {', '.join(sorted(follow.into))}, where {follow} would follow")

    @cached_property
    def said(self) -> Said:
        """Its sentence, as `subject.verb` unless the row says otherwise."""
        return Sentence(self.sentence_code or f"{self.event.partition('.')[0]}.{self.verb}", self.sentence).said()

    def happened(self, into: StrEnum) -> Event:
        """What has happened where it leads there."""
        return self.otherwise.get(into, self.event)

    @property
    def whose(self) -> Role:
        """Whose act it is, whoever records it: what a carrier may do is the carrier's, and staff or the clock only note it."""
        return Role.CARRIER if Role.CARRIER in self.by else self.by

    @property
    def targets(self) -> tuple[StrEnum, ...]:
        if self.target is None:
            return ()
        return self.target.among if isinstance(self.target, Branch) else (self.target,)

    @cached_property
    def conditions(self) -> tuple[Guard[S] | Check[S, Any], ...]:
        """Its guards and checks, in the row's order."""
        return tuple(need.guard if isinstance(need, Unless) else need for need in self.needs)

    @cached_property
    def guards(self) -> tuple[Guard[S], ...]:
        """What is shown as a blocker before the click."""
        return tuple(need for need in self.conditions if isinstance(need, Guard))

    @cached_property
    def for_good(self) -> tuple[Guard[S], ...]:
        """Those of them that whoever they stop can neither wait for nor mend."""
        return tuple(guard for guard in self.guards if guard.for_good)

    @cached_property
    def checks(self) -> tuple[Check[S, Any], ...]:
        """What is looked at only with the input."""
        return tuple(need for need in self.conditions if isinstance(need, Check))

    @property
    def all_facts(self) -> tuple[Fact, ...]:
        """Everything that has to be loaded beyond the view before the row is decided, each once."""
        needed = (fact for condition in self.conditions for fact in condition.facts)
        return tuple(dict.fromkeys((*needed, *self.facts)))


AnyRow = Transition[Any]


class Explained(TypedDict, total=False):
    """The column of a subject that keeps why it stands where it stands."""

    status_reason: Said


class Decided(Explained, total=False):
    """What deciding writes itself, beside what the row's `changes` answer."""

    status: StrEnum
    waiting_on: WaitingOn


class Words(TypedDict):
    """What of a row depends on neither its subject nor its input."""

    verb: str
    source: frozenset[StrEnum]
    by: Role
    sentence: str
    variant: NotRequired[str]
    flow: NotRequired[frozenset[Flow]]
    then: NotRequired[tuple[Follow, ...]]
    told: NotRequired[bool]
    detour: NotRequired[Detour]
    owes: NotRequired[str]
    on_behalf: NotRequired[bool]
    confirmed: NotRequired[bool]
    carries_reason: NotRequired[bool]
    facts: NotRequired[tuple[Fact, ...]]
    door: NotRequired[str]
    sentence_code: NotRequired[str]
    otherwise: NotRequired[Mapping[StrEnum, Happening]]


@dataclass(frozen=True)
class RowsOf(Generic[S, C]):
    """Writes the rows of one subject: conditions take its view, `changes` answer its columns."""

    view: type[S]
    columns: type[C]

    @overload
    def row(
        self,
        *,
        event: str,
        target: StrEnum | Branch[S] | None,
        needs: tuple[Need[S, NoInput], ...] = (),
        changes: Changes[S, NoInput, C] | None = None,
        **words: Unpack[Words],
    ) -> Transition[S]: ...

    @overload
    def row(
        self,
        *,
        event: str,
        asks: type[A],
        target: StrEnum | Branch[S] | None,
        needs: tuple[Need[S, A], ...] = (),
        changes: Changes[S, A, C] | None = None,
        worded: Callable[[S, A], Said | None] | None = None,
        **words: Unpack[Words],
    ) -> Transition[S]: ...

    def row(
        self,
        *,
        event: str,
        asks: type[object] = NoInput,
        target: StrEnum | Branch[S] | None,
        needs: tuple[Need[S, Any], ...] = (),
        changes: Changes[S, Any, C] | None = None,
        worded: Callable[[S, Any], Said | None] | None = None,
        **words: Unpack[Words],
    ) -> Transition[S]:
        """A row; without `asks` it asks nothing."""
        return Transition(event=RowEvent(event), asks=asks, target=target, needs=needs, changes=changes, worded=worded, **words)


def at(*statuses: StrEnum) -> frozenset[StrEnum]:
    """The statuses a row starts from."""
    return frozenset(statuses)


def check_late(rows: Iterable[Transition[S]], subject: S, asked: object, actor: Actor, now: datetime) -> None:
    """Raises InvalidInput for what could not have been said in time either: codes, words and dates are asked of it as then."""
    open_rows = [row for row in rows if subject.flow in row.flow and actor.role in row.by]
    checks = dict.fromkeys(check for row in open_rows for check in row.checks if not check.of_now)
    refuse_unmet(checks, subject, asked, actor, now)
