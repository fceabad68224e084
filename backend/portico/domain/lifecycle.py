"""`decide()`: reads a lifecycle's table and changes nothing.

A lifecycle answers one question: may this actor do this verb to this subject now, and what follows? Mutations, buttons, docs,
mails and tests are read off the same rows (`domain.grammar`), so a rule stands in one place. Nothing here awaits or knows a database.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from functools import cached_property, reduce
from typing import Any, Final, Generic, cast

from portico.domain import policy
from portico.domain.actors import Actor
from portico.domain.conditions import Fact, Guard, S, Subject, Unless, on_demand, refuse_unmet
from portico.domain.giving_reasons import reason_of
from portico.domain.grammar import AnyRow, Branch, Decided, Explained, Follow, Followed, NoInput, RowsOf, Transition
from portico.domain.recorded import recorded
from portico.domain.refusals import ActionUnavailable, Blocked, Blocker, NotPermitted, SecondFactorRequired
from portico.domain.sentences import Phrase, Said, Sentence, given
from portico.domain.statuses import Flow, Role, WaitingOn
from portico.domain.words import refused_verbs, titles
from portico.domain.words.mails import status_name

_MAY_NOT: Final = Sentence("not_permitted.verb", "“{verb}” is not for you to do.")

Late = Callable[[S, Said, Actor, int | None], Said | None]


@dataclass(frozen=True)
class Lifecycle(Generic[S]):
    """A named table over the statuses of one subject; `of` is what its rows were written through."""

    subject: str
    of: RowsOf[S, Any]
    statuses: type[StrEnum]
    transitions: tuple[Transition[S], ...]
    waiting_on: Callable[[S], WaitingOn] | None = None
    initial: StrEnum | None = None
    resumes: Callable[[S], StrEnum | None] | None = None
    """Where a subject goes on once its cancellation is rejected, where rows depend on it."""
    named: Mapping[StrEnum, str] = field(default_factory=dict)
    """What people call a status, where it is not what it is called here."""
    late: Late[S] | None = None
    """What is kept of an answer to something that was superseded; such an answer moves nothing."""
    elsewhere: Mapping[Flow, frozenset[str]] = field(default_factory=dict)
    """Verbs that are none of its own in a flow where the request as a whole, or its numbers, have them."""
    notes: Callable[[S, Any], Mapping[str, object]] | None = None
    """What the journal keeps of what a move changed, beside what was asked: of the view and the columns that the move writes."""
    late_notes: Callable[[S, Any], Mapping[str, object]] | None = None
    """The same of an answer that is kept only."""

    def __post_init__(self) -> None:
        self._refuse_two_rows_for_one()
        self._refuse_facts_the_view_does_not_load()
        self._refuse_detours_nobody_made()
        for row in self.transitions:
            row.said  # noqa: B018 - two sentences of one code are refused here
            self.action(row.verb)
        for status in self.statuses:
            self.words_of(status)

    def _refuse_two_rows_for_one(self) -> None:
        seen: set[tuple[Flow, StrEnum, str]] = set()
        for row in self.transitions:
            for key in ((flow, status, row.verb) for flow in row.flow for status in row.source):
                if key in seen:
                    raise ValueError(f"{self.subject}: two rows for {key}")
                seen.add(key)

    def _refuse_facts_the_view_does_not_load(self) -> None:
        for row in self.transitions:
            if unknown := {fact.field for fact in row.all_facts} - on_demand(self.of.view):
                raise ValueError(f"{self.subject}.{row.verb}: {self.of.view.__name__} loads no {', '.join(sorted(unknown))} on demand")

    def _refuse_detours_nobody_made(self) -> None:
        made = {row.verb for row in self.transitions if row.resumes is not None}
        if made and self.resumes is None:
            raise ValueError(f"{self.subject}: {', '.join(sorted(made))} depend on what is resumed, and nothing says what that is")
        for row in self.transitions:
            if row.detour and row.verb not in made:
                raise ValueError(f"{self.subject}.{row.verb}: says what it does during a cancellation, but no row of the table does it")

    @cached_property
    def rows(self) -> Mapping[tuple[Flow, StrEnum], tuple[Transition[S], ...]]:
        """Rows by (flow, status), in table order."""
        table: dict[tuple[Flow, StrEnum], list[Transition[S]]] = {}
        for row in self.transitions:
            for flow in row.flow:
                for status in row.source:
                    table.setdefault((flow, status), []).append(row)
        return {key: tuple(rows) for key, rows in table.items()}

    @cached_property
    def verbs(self) -> Mapping[str, tuple[Transition[S], ...]]:
        """Rows by verb, in table order."""
        table: dict[str, list[Transition[S]]] = {}
        for row in self.transitions:
            table.setdefault(row.verb, []).append(row)
        return {verb: tuple(rows) for verb, rows in table.items()}

    @cached_property
    def facts(self) -> Mapping[str, tuple[Fact, ...]]:
        """By verb, what its rows look at beyond the view."""
        return {verb: tuple(dict.fromkeys(fact for row in rows for fact in row.all_facts)) for verb, rows in self.verbs.items()}

    @cached_property
    def doors(self) -> Mapping[str, tuple[str, ...]]:
        """By verb, the checks that only the doing can make."""
        return {verb: tuple(dict.fromkeys(row.door for row in rows if row.door)) for verb, rows in self.verbs.items()}

    @cached_property
    def tells_why(self) -> bool:
        """Whether its subject keeps why it stands where it stands: then every row that leads to a status says so."""
        return Explained.__annotations__.keys() <= self.of.columns.__annotations__.keys()

    def has_ended(self, subject: S) -> bool:
        """Whether nothing leads on from where it stands."""
        return (subject.flow, subject.status) not in self.rows

    def words_of(self, status: StrEnum) -> Said:
        """A status as the screens call it: `FOC_DATE_SET` is "FOC date set"."""
        own = self.named.get(status)
        return (Phrase(f"status.{self.subject}.{status}", own) if own else Phrase(f"status.{status}", status_name(status))).said()

    def action(self, verb: str) -> Said:
        """A verb as its button calls it: `revise_foc` is "Change FOC date"."""
        key = titles.key(self.subject, verb)
        return Phrase(f"action.{key}", titles.LABELS.get(key, words(verb))).said()

    def refused(self, verb: str, flow: Flow, status: StrEnum, others: Role | None = None) -> Said:
        """Why the verb is not done here: requests of this flow never have it, or not in this status, or only `others` do it there."""
        if all(flow not in row.flow for row in self.verbs[verb]):
            there = verb in self.elsewhere.get(flow, ())
            return (refused_verbs.ELSEWHERE if there else refused_verbs.NOT_OF_FLOW)[flow].said(verb=self.action(verb))
        return refused_verbs.not_while(self.action(verb), self.words_of(status), others)

    @cached_property
    def roles_of(self) -> Callable[[str], Role]:
        """Every role that may do the verb in some row."""
        return {verb: reduce(Role.__or__, (row.by for row in rows)) for verb, rows in self.verbs.items()}.__getitem__


AnyLifecycle = Lifecycle[Any]


@dataclass(frozen=True, slots=True)
class Decision:
    """What a permitted move writes: the columns, and the facts of its journal entry."""

    transition: AnyRow
    from_status: StrEnum
    to_status: StrEnum
    changes: Mapping[str, Any]
    said: Said
    data: Mapping[str, object] = field(default_factory=dict)
    on_behalf: bool = False
    becomes: Subject | None = None  # with these columns, where somebody had to look at it

    @property
    def then(self) -> tuple[Follow, ...]:
        """What follows, in order."""
        return tuple(follow for follow in self.transition.then if follow.into is None or self.to_status in follow.into)


@dataclass(frozen=True, slots=True)
class Action:
    """A verb open to this actor in this status, as the variant it is there; `blockers` say what still stands in its way."""

    verb: str
    variant: str | None
    blockers: tuple[Blocker, ...]


def decide(lifecycle: Lifecycle[S], verb: str, subject: S, asked: object, *, actor: Actor, now: datetime) -> Decision:
    """The decision, or a Refusal raised: NotPermitted, ActionUnavailable, Blocked, InvalidInput, in that order.

    Raises TypeError for an input that is not what the row asks.
    """
    row = _row(lifecycle, verb, subject, actor)
    given = _given(row, asked)
    answered = [need.guard for need in row.needs if isinstance(need, Unless) and need.answered(subject, given)]
    if blockers := _blockers(row, subject, actor, now, answered):
        raise Blocked(blockers)
    refuse_unmet(row.checks, subject, given, actor, now)
    return _decision(lifecycle, row, subject, asked, actor=actor, now=now)


def came_late(lifecycle: Lifecycle[S], verb: str, subject: S, actor: Actor, attempt: int | None) -> Said | None:
    """What is kept instead of deciding, where the verb answers an earlier attempt. Raises NotPermitted, or InvalidInput for no attempt."""
    admit(lifecycle, verb, actor)
    return lifecycle.late(subject, lifecycle.action(verb), actor, attempt) if lifecycle.late else None


def admit(lifecycle: AnyLifecycle, verb: str, actor: Actor) -> None:
    """Raises NotPermitted where this actor may never do the verb, whatever it is done to."""
    if actor.role in lifecycle.roles_of(verb) and actor.must_enroll:
        raise SecondFactorRequired
    if actor.role not in lifecycle.roles_of(verb) or not policy.may(actor, f"{lifecycle.subject}.{verb}"):
        raise NotPermitted(_MAY_NOT.said(verb=lifecycle.action(verb)))


def _row(lifecycle: Lifecycle[S], verb: str, subject: S, actor: Actor) -> Transition[S]:
    admit(lifecycle, verb, actor)
    others = Role(0)
    for row in _rows_here(lifecycle, subject):
        if row.verb == verb:
            if actor.role in row.by:
                return row
            others |= row.by
    raise ActionUnavailable(lifecycle.refused(verb, subject.flow, subject.status, others))


def _open_rows(lifecycle: Lifecycle[S], subject: S, actor: Actor) -> Iterable[Transition[S]]:
    return (row for row in _rows_here(lifecycle, subject) if actor.role in row.by)


def _rows_here(lifecycle: Lifecycle[S], subject: S) -> Iterable[Transition[S]]:
    resumed = lifecycle.resumes(subject) if lifecycle.resumes else None
    for row in lifecycle.rows.get((subject.flow, subject.status), ()):
        if row.resumes is None or resumed in row.resumes:
            yield row


def _given(row: Transition[S], asked: object) -> object:
    """What the row's checks and changes read: of the clock and of what only follows, its input with nothing filled in."""
    if isinstance(asked, row.asks):
        return asked
    if asked is None or isinstance(asked, (Followed, NoInput)):
        return row.asks()
    raise TypeError(f"{row.event} asks {row.asks.__name__}, not {type(asked).__name__}")


def _blockers(row: Transition[S], subject: S, actor: Actor, now: datetime, answered: Collection[Guard[S]] = ()) -> tuple[Blocker, ...]:
    unmet = (guard for guard in row.guards if guard not in answered and not guard.holds(subject, actor, now))
    return tuple(blocker for guard in unmet for blocker in guard.blockers(subject, now))


def _decision(lifecycle: Lifecycle[S], row: Transition[S], subject: S, asked: object, *, actor: Actor, now: datetime) -> Decision:
    target = row.target.choose(subject) if isinstance(row.target, Branch) else row.target
    status = subject.status if target is None else target
    written = row.changes(subject, _given(row, asked), actor, now) if row.changes else {}
    changes: Decided = cast("Decided", dict(written))
    own = changes.get("status_reason")  # another sentence than its entry's, or named for this one by the move it follows
    said = _said(row, subject, asked, own if row.carries_reason else None)
    if target is not None:
        changes["status"] = status
        if lifecycle.tells_why:
            changes["status_reason"] = own or said
    becomes: S | None = None
    if lifecycle.waiting_on:
        becomes = dataclasses.replace(subject, **{name: value for name, value in changes.items() if hasattr(subject, name)})
        changes["waiting_on"] = lifecycle.waiting_on(becomes)
    on_behalf = row.on_behalf and actor.role is Role.STAFF
    kept = {**recorded(asked), **(lifecycle.notes(subject, changes) if lifecycle.notes else {})}
    return Decision(row, subject.status, status, changes, said, kept, on_behalf, becomes)


def _said(row: AnyRow, subject: Subject, asked: object, own: Said | None) -> Said:
    """Why, as the journal keeps it: what the actor wrote, or what was said of the move that this one follows; else the row's sentence."""
    if isinstance(asked, Followed) and not row.carries_reason:
        return row.said
    if own is not None:
        return own
    if isinstance(asked, Followed) and asked.said:
        return asked.said
    return given(reason_of(asked)) or (row.worded and row.worded(subject, asked)) or row.said


def is_open(lifecycle: Lifecycle[S], verb: str, subject: S, *, actor: Actor, now: datetime) -> bool:
    """Whether nothing that shows on the subject stands in the way of this actor and the verb."""
    return any(not _blockers(row, subject, actor, now) for row in _open_rows(lifecycle, subject, actor) if row.verb == verb)


def available_actions(lifecycle: Lifecycle[S], subject: S, *, actor: Actor, now: datetime) -> tuple[Action, ...]:
    """The verbs open to this actor in this status, in table order, each with what still blocks it; none that is never theirs to do."""
    return tuple(
        Action(row.verb, row.variant, _blockers(row, subject, actor, now))
        for row in _open_rows(lifecycle, subject, actor)
        if policy.may(actor, f"{lifecycle.subject}.{row.verb}") and not _never_theirs(row, subject, actor, now)
    )


def _never_theirs(row: Transition[S], subject: S, actor: Actor, now: datetime) -> bool:
    return any(not guard.holds(subject, actor, now) for guard in row.for_good)


def facts_of_actions(lifecycle: Lifecycle[S], subject: S, *, actor: Actor) -> frozenset[Fact]:
    """What has to be loaded beyond the view before `available_actions` is asked."""
    open_rows = (row for row in _open_rows(lifecycle, subject, actor) if policy.may(actor, f"{lifecycle.subject}.{row.verb}"))
    return frozenset(fact for row in open_rows for guard in row.guards for fact in guard.facts)


def words(name: str) -> str:
    """`MARK_PORTABLE` as a person reads it."""
    return name.replace("_", " ").lower()
