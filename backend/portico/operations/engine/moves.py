"""Moves: deciding is pure, doing is thin. A single move is a bulk of one.

`move()` locks the orders, loads every subject in one statement, decides each, writes all in one statement per set of columns,
records one entry each, and tries the follow-ons in the same unit.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, fields, replace
from typing import Any
from uuid import UUID

from portico.domain import policy
from portico.domain.actors import SYSTEM, Actor
from portico.domain.conditions import Subject
from portico.domain.events import Happening
from portico.domain.giving_reasons import reason_of
from portico.domain.grammar import Follow, Followed, check_late
from portico.domain.lifecycle import Decision, admit, came_late, decide, is_open
from portico.domain.recorded import recorded
from portico.domain.refusals import NotFound, Refusal, StaleVersion
from portico.domain.sentences import Said
from portico.operations.engine.confirming import confirm
from portico.operations.engine.idempotency import Key, once
from portico.operations.engine.outcomes import FollowOn, Moved, Outcome, Target, TurnedAway
from portico.operations.engine.registry import EFFECTS, SUBJECTS, AnySubjectTable
from portico.operations.engine.work import Unit, Work
from portico.storage.engine.pieces import in_pieces
from portico.storage.engine.sql import Change, update_versioned


async def move(  # noqa: PLR0917 - who, what, whom, with what: each call reads as that sentence
    work: Work, actor: Actor, subject: str, verb: str, targets: Sequence[Target], asked: object = None, key: Key | None = None
) -> list[Outcome]:
    """One outcome per target, in their order: a refused one never stops the others.

    With an idempotency `key`, a repeated command answers the first one's outcomes.
    Raises InvalidInput for a key that was used with another input; a refusal of the whole command (raised by an effect) is
    answered for every target, and nothing is written.
    """

    await confirm(work, actor, SUBJECTS[subject].lifecycle, verb, asked, key)

    async def command(unit: Unit) -> list[Outcome]:
        return await carry_out(unit, actor, subject, verb, targets, asked)

    outcomes = await once(work, actor, key, command, [target.id for target in targets])
    for leave in {outcome.leave for outcome in outcomes if outcome.leave}:
        await leave()
    return outcomes


async def move_one(  # noqa: PLR0917 - as `move`
    work: Work, actor: Actor, subject: str, verb: str, target: Target, asked: object = None, key: Key | None = None
) -> Outcome:
    """What became of the one target and of all that was tried with it; raises the Refusal."""
    (outcome,) = await move(work, actor, subject, verb, [target], asked, key)
    if outcome.refusal:
        raise outcome.refusal
    return outcome


async def carry_out(  # noqa: PLR0917 - as `move`
    unit: Unit, actor: Actor, subject: str, verb: str, targets: Sequence[Target], asked: object
) -> list[Outcome]:
    """The move inside a unit that is already open, over what the actor may see."""
    table, actor = SUBJECTS[subject], policy.doing(actor, f"{subject}.{verb}")
    order_of = await table.seen(unit.connection, actor, [target.id for target in targets])
    order_of |= await _answerable(unit, table, actor, [target for target in targets if target.id not in order_of])
    await unit.lock(table.order_kind, order_of.values())
    for kind, key in sorted(await table.beside(unit.connection, order_of) if table.beside else ()):
        await unit.lock(kind, [key])
    return await _move_all(unit, _Command(actor, table, verb, asked), targets, order_of)


async def _answerable(unit: Unit, table: AnySubjectTable, actor: Actor, unseen: Sequence[Target]) -> dict[UUID, UUID]:
    """The order of what is another's by now, where the command names an attempt of it that this actor had."""
    named = {target.id: target.attempt for target in unseen if target.attempt is not None}
    return await table.answerable(unit.connection, actor, named) if table.answerable and named else {}


async def would_move(unit: Unit, subject: str, verb: str, ids: Iterable[UUID]) -> set[UUID]:
    """Those of these subjects that the system's verb would move now; nothing is locked and nothing written."""
    command = _Command(SYSTEM, SUBJECTS[subject], verb, None)
    views = await _informed(unit, command, await command.table.views(unit, list(ids)))
    found = set()
    for key, view in views.items():
        with suppress(Refusal):
            _decided(unit, command, view, Target(key))
            found.add(key)
    return found


@dataclass(frozen=True, slots=True)
class _Command:
    """Who does what to which kind of subject."""

    actor: Actor
    table: AnySubjectTable
    verb: str
    asked: object


async def _move_all(unit: Unit, command: _Command, targets: Sequence[Target], order_of: Mapping[UUID, UUID]) -> list[Outcome]:
    table, actor = command.table, command.actor
    try:
        views = await _informed(unit, command, await table.views(unit, list(order_of)))
    except TurnedAway as turned_away:
        return [Outcome(target.id, refusal=turned_away.refusal, leave=turned_away.leave) for target in targets]
    outcomes: dict[UUID, Outcome] = {}
    moved: list[Moved[Subject]] = []
    late: dict[UUID, Said] = {}
    async for target in in_pieces(targets):
        if target.id in outcomes:
            continue
        try:
            if kept := _late(unit, command, views.get(target.id), target):
                late[target.id] = kept
            else:
                decision = _decided(unit, command, views.get(target.id), target)
                moved.append(Moved(views[target.id], decision, command.asked, order_of[target.id], actor))
        except Refusal as refusal:
            outcomes[target.id] = Outcome(target.id, refusal=refusal)
        else:
            kept_only = target.id in late
            outcomes[target.id] = Outcome(target.id, version=views[target.id].version + (not kept_only), kept=kept_only)
    await _write(unit, table, moved)
    _keep(unit, command, [(views[key], said, order_of[key]) for key, said in late.items()])
    tried = await _follow(unit, table, moved)
    for key, outcomes_of_it in tried.items():
        outcomes[key] = replace(outcomes[key], tried=tuple(outcomes_of_it))
    return [outcomes[target.id] for target in targets]


async def _informed(unit: Unit, command: _Command, views: Mapping[UUID, Subject]) -> Mapping[UUID, Subject]:
    """The views with every fact that the verb's rows name, once past their doors."""
    table, lifecycle = command.table, command.table.lifecycle
    for fact in lifecycle.facts[command.verb]:
        views = await table.facts[fact](unit, command.actor, views, command.asked)
    for door in lifecycle.doors[command.verb]:
        await table.doors[door](unit, command.actor, views, command.asked)
    return views


def _late(unit: Unit, command: _Command, view: Subject | None, target: Target) -> Said | None:
    lifecycle, verb = command.table.lifecycle, command.verb
    kept = came_late(lifecycle, verb, view, command.actor, target.attempt) if view else None
    if view and kept:
        check_late(lifecycle.verbs[verb], view, command.asked, command.actor, unit.now)
    return kept


def _keep(unit: Unit, command: _Command, late: Sequence[tuple[Subject, Said, UUID]]) -> None:
    """What came too late to move anything, as facts for staff: an entry each. No version: what somebody is about to do still fits."""
    for view, said, order_id in late:
        unit.record(
            subject_kind=command.table.lifecycle.subject,
            subject_id=view.id,
            version=view.version,
            order_id=order_id,
            verb="answer_late",
            event=Happening.PORTING_NUMBER_ANSWERED_LATE,
            reason=said,
            from_status=view.status,
            to_status=view.status,
            data=_as_if_taken(command, view),
            told=False,
            internal=True,
            actor=command.actor,
        )


def _as_if_taken(command: _Command, view: Subject) -> dict[str, object]:
    """What was said and of which number, with what the journal would have kept besides."""
    notes = command.table.lifecycle.late_notes
    asked: Any = command.asked
    said = {} if asked is None else {each.name: getattr(asked, each.name) for each in fields(asked)}
    kept = {**recorded(asked), **(notes(view, said) if notes else {})}
    return kept | {"said": reason_of(asked), "said_by": command.actor.role.name, "e164": getattr(view, "e164", None)}


def _decided(unit: Unit, command: _Command, view: Subject | None, target: Target) -> Decision:
    admit(command.table.lifecycle, command.verb, command.actor)
    if view is None:
        raise NotFound(command.table.thing)
    decision = decide(command.table.lifecycle, command.verb, view, command.asked, actor=command.actor, now=unit.now)
    if target.expected_version not in (None, view.version):
        raise StaleVersion(view.version)
    return decision


async def _write(unit: Unit, table: AnySubjectTable, moved: list[Moved[Subject]]) -> None:
    """Rows and entries of one bulk. The orders are locked, so a row that does not come back is a defect, not a race."""
    changes = [Change(m.subject.id, m.subject.version, m.decision.changes) for m in moved]
    written = await update_versioned(unit.connection, table.model, changes, unit.now)
    if lost := {m.subject.id for m in moved} - written:
        raise RuntimeError(f"{table.lifecycle.subject} moved under its order's lock: {sorted(map(str, lost))}")
    async for m in in_pieces(moved):
        _record(unit, table, m)


def _record(unit: Unit, table: AnySubjectTable, m: Moved[Subject]) -> None:
    row, decision = m.decision.transition, m.decision
    e164 = getattr(m.subject, "e164", None)
    unit.record(
        subject_kind=table.lifecycle.subject,
        subject_id=m.subject.id,
        version=m.subject.version + 1,
        order_id=m.order_id,
        verb=row.verb,
        event=row.happened(decision.to_status),
        reason=decision.said,
        from_status=decision.from_status,
        to_status=decision.to_status,
        data=dict(decision.data) | ({"e164": e164} if e164 else {}) | ({"owes": row.owes} if row.owes else {}),
        told=row.told,
        on_behalf=decision.on_behalf,
        actor=m.actor,
    )


async def _follow(unit: Unit, table: AnySubjectTable, moved: list[Moved[Subject]]) -> Mapping[UUID, list[Outcome]]:
    """Tries each follow-on of the bulk once, over all the subjects that have it, in table order.

    Answers by subject what became of those that its actor tried; what the system tries is nobody's answer.
    """
    tried: dict[UUID, list[Outcome]] = {}
    for follow, parents in _grouped(moved).items():
        effect = EFFECTS.get(str(follow))
        if effect is not None:
            await effect(unit, parents, follow_on_in(unit))
            continue
        ready = [m async for m in in_pieces(parents) if not _is_foreseen_to_stay(unit, table, follow, m)]
        for parent, outcome in await _move_what_hangs_on(unit, table, follow, ready) if ready else ():
            if follow.as_actor:
                tried.setdefault(parent, []).append(outcome)
        if follow.as_actor:
            await _note_what_stays(unit, SUBJECTS[follow.subject], tried)
    return tried


def _is_foreseen_to_stay(unit: Unit, table: AnySubjectTable, follow: Follow, m: Moved[Subject]) -> bool:
    """Whether what was just written says already that this follow-on does not happen: most numbers are provisioned another day."""
    view = m.decision.becomes if follow.of_itself else None
    return view is not None and not is_open(table.lifecycle, follow.verb, view, actor=SYSTEM, now=unit.now)


async def _note_what_stays(unit: Unit, table: AnySubjectTable, tried: Mapping[UUID, list[Outcome]]) -> None:
    """In the entry of an actor's move, what of all that hangs on its subject it did not reach, and why; not what had ended before."""
    for parent, outcomes in tried.items():
        refused = {outcome.id: outcome.refusal.said for outcome in outcomes if outcome.refusal}
        views = await table.views(unit, list(refused)) if refused else {}
        groups: dict[tuple[str, str], dict[str, Any]] = {}
        for key, said in refused.items():
            view = views[key]
            if not table.lifecycle.has_ended(view):
                group = groups.setdefault((view.status, said.text), {"status": str(view.status), "why": said.kept, "numbers": {}})
                group["numbers"][str(key)] = getattr(view, "e164", None)
        if groups:
            entry = next(entry for entry in unit.entries if entry["subject_id"] == parent)
            entry["data"]["stay"] = list(groups.values())


def follow_on_in(unit: Unit) -> FollowOn:
    """How an effect, or an operation that makes an order, moves what hangs on it."""

    async def follow_on(subject: str, verb: str, order_of: Mapping[UUID, UUID]) -> None:
        await _move_all(unit, _Command(SYSTEM, SUBJECTS[subject], verb, Followed()), [Target(key) for key in order_of], order_of)

    return follow_on


def _grouped(moved: Iterable[Moved[Subject]]) -> dict[Follow, list[Moved[Subject]]]:
    groups: dict[Follow, list[Moved[Subject]]] = {}
    for m in moved:
        for follow in m.decision.then:
            groups.setdefault(follow, []).append(m)
    return groups


async def _move_what_hangs_on(
    unit: Unit, table: AnySubjectTable, follow: Follow, parents: list[Moved[Subject]]
) -> list[tuple[UUID, Outcome]]:
    """What hangs on the moved subjects moves too, under their orders, which are locked already. Who refuses stays where it is."""
    order_of_parent = {m.subject.id: m.order_id for m in parents}
    pairs = await table.related[follow.subject](unit.connection, list(order_of_parent))
    order_of = {child: order_of_parent[parent] for parent, child in pairs}
    if not order_of:
        return []
    first = parents[0]
    actor = first.actor if follow.as_actor else SYSTEM
    asked = first.asked if follow.as_actor else Followed(first.decision.said, first.asked)
    command = _Command(actor, SUBJECTS[follow.subject], follow.verb, asked)
    outcomes = {outcome.id: outcome for outcome in await _move_all(unit, command, [Target(child) for child in order_of], order_of)}
    return [(parent, outcomes[child]) for parent, child in pairs]
