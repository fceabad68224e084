"""The grammar of lifecycles: a table of transitions, and `decide()`, which reads it and changes nothing.

A lifecycle answers one question: may this actor do this verb to this subject now, and what follows? Mutations, buttons, docs,
mails and tests are read off the same rows, so a rule stands in one place. Nothing here awaits or knows a database.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from functools import cached_property
from typing import Any, Protocol

from portico.domain import policy
from portico.domain.actors import Actor
from portico.domain.refusals import ActionUnavailable, Blocked, Blocker, FieldProblem, InvalidInput, NotPermitted
from portico.domain.statuses import Flow, Role, WaitingOn

BOTH = frozenset(Flow)
STANDARD = frozenset({Flow.STANDARD})
NL = frozenset({Flow.NL})


class Subject(Protocol):
    """A frozen view: the columns of one row plus the facts that guards look at."""

    @property
    def status(self) -> Any: ...
    @property
    def flow(self) -> Flow: ...


Holds = Callable[[Any, Any, Actor, datetime], bool]
Sentence = str | Callable[[Any, Any, Actor, datetime], str]


@dataclass(frozen=True, slots=True)
class Guard:
    """A condition `holds(subject, asked, actor, now)`.

    Without `path` it is about the subject: evaluated before the click (then `asked` is None) and shown as a blocker.
    With `path` it is about what was asked: evaluated only with it, and answered as InvalidInput at that path.
    """

    code: str
    message: Sentence
    holds: Holds
    path: str | None = None

    def says(self, subject: Any, asked: Any, actor: Actor, now: datetime) -> str:
        return self.message if isinstance(self.message, str) else self.message(subject, asked, actor, now)


@dataclass(frozen=True, slots=True)
class Follow:
    """A move or effect tried afterwards in the same unit, as SYSTEM unless `as_actor`.

    Where its own guards do not hold, it simply does not happen. With `into` it belongs to those targets of a Branch only.
    """

    subject: str
    verb: str
    as_actor: bool = False
    into: frozenset[StrEnum] | None = None

    def __str__(self) -> str:
        return f"{self.subject}.{self.verb}"


@dataclass(frozen=True, slots=True)
class Branch:
    """A target that depends on the subject's facts; `among` lists every status it can choose."""

    choose: Callable[[Any], StrEnum]
    among: tuple[StrEnum, ...]


@dataclass(frozen=True, slots=True)
class NoInput:
    """A verb that asks nothing."""


@dataclass(frozen=True, slots=True)
class Followed:
    """What a follow-on is asked: the reason of the move it follows, and what that move was asked itself."""

    reason: str | None = None
    of: Any = None


Changes = Callable[[Any, Any, datetime], Mapping[str, Any]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Transition:
    """One row of a table: `verb` takes a subject from any of `source` to `target` (None: the status stays).

    `sentence` is the reason a person reads when the actor gives none; `told` is False for what is journaled but not mailed;
    `carries_reason` passes the reason of the move it follows on;
    `resumes` narrows a row of a canceled-or-refused detour to the statuses it would resume; `owes` names what the carrier's
    gateway is owed.
    """

    verb: str
    label: str
    event: str
    source: frozenset[StrEnum]
    target: StrEnum | Branch | None
    by: Role
    sentence: str
    flow: frozenset[Flow] = BOTH
    asks: type = NoInput
    needs: tuple[Guard, ...] = ()
    changes: Changes | None = None
    then: tuple[Follow, ...] = ()
    told: bool = True
    internal: bool = False
    resumes: frozenset[StrEnum] | None = None
    owes: str | None = None
    on_behalf: bool = False
    carries_reason: bool = False

    @property
    def targets(self) -> tuple[StrEnum, ...]:
        if self.target is None:
            return ()
        return self.target.among if isinstance(self.target, Branch) else (self.target,)


def at(*statuses: StrEnum) -> frozenset[StrEnum]:
    """The statuses a row starts from."""
    return frozenset(statuses)


@dataclass(frozen=True)
class Lifecycle:
    """A named table over the statuses of one subject."""

    subject: str
    statuses: type[StrEnum]
    transitions: tuple[Transition, ...]
    waiting_on: Callable[[Any], WaitingOn] | None = None
    initial: StrEnum | None = None

    def __post_init__(self) -> None:
        seen: set[tuple[Flow, StrEnum, str]] = set()
        for row in self.transitions:
            for key in ((flow, status, row.verb) for flow in row.flow for status in row.source):
                if key in seen:
                    raise ValueError(f"{self.subject}: two rows for {key}")
                seen.add(key)

    @cached_property
    def rows(self) -> Mapping[tuple[Flow, StrEnum], tuple[Transition, ...]]:
        """Rows by (flow, status), in table order."""
        table: dict[tuple[Flow, StrEnum], list[Transition]] = {}
        for row in self.transitions:
            for flow in row.flow:
                for status in row.source:
                    table.setdefault((flow, status), []).append(row)
        return {key: tuple(rows) for key, rows in table.items()}

    @cached_property
    def verbs(self) -> Mapping[str, tuple[Transition, ...]]:
        """Rows by verb, in table order."""
        table: dict[str, list[Transition]] = {}
        for row in self.transitions:
            table.setdefault(row.verb, []).append(row)
        return {verb: tuple(rows) for verb, rows in table.items()}

    def roles_of(self, verb: str) -> Role:
        """Every role that may do the verb in some row."""
        roles = Role(0)
        for row in self.verbs[verb]:
            roles |= row.by
        return roles


@dataclass(frozen=True, slots=True)
class Decision:
    """What a permitted move writes: the columns, and the facts of its journal entry."""

    transition: Transition
    from_status: StrEnum
    to_status: StrEnum
    changes: Mapping[str, Any]
    reason: str
    data: Mapping[str, Any] = field(default_factory=dict)
    on_behalf: bool = False

    @property
    def then(self) -> tuple[Follow, ...]:
        """What follows, in order."""
        return tuple(follow for follow in self.transition.then if follow.into is None or self.to_status in follow.into)


@dataclass(frozen=True, slots=True)
class Action:
    """A verb open to this actor in this status; `blockers` say what still stands in its way."""

    verb: str
    label: str
    blockers: tuple[Blocker, ...]


def decide(lifecycle: Lifecycle, verb: str, subject: Subject, asked: Any, *, actor: Actor, now: datetime) -> Decision:
    """The decision, or a Refusal raised: NotPermitted, ActionUnavailable, Blocked, InvalidInput, in that order."""
    row = _row(lifecycle, verb, subject, actor)
    unmet = [guard for guard in row.needs if not guard.holds(subject, asked, actor, now)]
    blockers = tuple(Blocker(g.code, g.says(subject, asked, actor, now)) for g in unmet if g.path is None)
    if blockers:
        raise Blocked(blockers)
    problems = [FieldProblem(g.path, g.code, g.says(subject, asked, actor, now)) for g in unmet if g.path is not None]
    if problems:
        raise InvalidInput(*problems)
    return _decision(lifecycle, row, subject, asked, actor=actor, now=now)


def _row(lifecycle: Lifecycle, verb: str, subject: Subject, actor: Actor) -> Transition:
    if actor.role not in lifecycle.roles_of(verb) or not policy.may(actor, f"{lifecycle.subject}.{verb}"):
        raise NotPermitted(f"You may not {words(verb)}.")
    for row in _open_rows(lifecycle, subject, actor):
        if row.verb == verb:
            return row
    raise ActionUnavailable(f"You cannot {words(verb)} while the status is {words(str(subject.status))}.")


def _open_rows(lifecycle: Lifecycle, subject: Subject, actor: Actor) -> Iterable[Transition]:
    for row in lifecycle.rows.get((subject.flow, subject.status), ()):
        if actor.role in row.by and (row.resumes is None or getattr(subject, "resume_status", None) in row.resumes):
            yield row


def _decision(lifecycle: Lifecycle, row: Transition, subject: Any, asked: Any, *, actor: Actor, now: datetime) -> Decision:
    target = row.target.choose(subject) if isinstance(row.target, Branch) else row.target
    status = subject.status if target is None else target
    changes = dict(row.changes(subject, asked, now)) if row.changes else {}
    if target is not None:
        changes["status"] = status
    if lifecycle.waiting_on:
        known = {name: value for name, value in changes.items() if hasattr(subject, name)}
        changes["waiting_on"] = lifecycle.waiting_on(dataclasses.replace(subject, **known))
    given = None if isinstance(asked, Followed) and not row.carries_reason else getattr(asked, "reason", None)
    reason = (given or "").strip() or row.sentence
    on_behalf = row.on_behalf and actor.role is Role.STAFF
    return Decision(row, subject.status, status, changes, reason, recorded(asked), on_behalf)


def recorded(asked: Any) -> dict[str, Any]:
    """What was asked, as the journal keeps it: no reason (it has its own place), no empty fields, plain JSON values."""
    if asked is None or isinstance(asked, Followed):
        return {}
    values = {f.name: _plain(getattr(asked, f.name)) for f in dataclasses.fields(asked) if f.name != "reason"}
    return {name: value for name, value in values.items() if value not in (None, [], {})}


def _plain(value: Any) -> Any:
    if dataclasses.is_dataclass(value) and not isinstance(value, type):
        return {f.name: _plain(getattr(value, f.name)) for f in dataclasses.fields(value)}
    if isinstance(value, (list, tuple)):
        return [_plain(item) for item in value]
    if value is None or isinstance(value, (bool, int)):
        return value
    return value.isoformat() if hasattr(value, "isoformat") else str(value)


def available_actions(lifecycle: Lifecycle, subject: Subject, *, actor: Actor, now: datetime) -> tuple[Action, ...]:
    """The verbs open to this actor in this status, in table order, each with what still blocks it."""
    return tuple(
        Action(
            row.verb,
            row.label,
            tuple(
                Blocker(guard.code, guard.says(subject, None, actor, now))
                for guard in row.needs
                if guard.path is None and not guard.holds(subject, None, actor, now)
            ),
        )
        for row in _open_rows(lifecycle, subject, actor)
        if policy.may(actor, f"{lifecycle.subject}.{row.verb}")
    )


def words(name: str) -> str:
    """`MARK_PORTABLE` as a person reads it."""
    return name.replace("_", " ").lower()
