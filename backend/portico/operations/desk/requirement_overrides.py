"""What the operator asks otherwise than the shipped requirements do, laid over them without touching the files."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Annotated, Final
from uuid import UUID

from portico.domain.actors import Actor
from portico.domain.conditions import TOO_MANY
from portico.domain.events import Happening
from portico.domain.formats import country
from portico.domain.port_ins.requirements import written_parts
from portico.domain.port_ins.requirements.requirements import WrongPart, requirement_for, secret_extras
from portico.domain.reference import patterns
from portico.domain.refusals import NotFound, StaleVersion, Thing, invalid
from portico.domain.sentences import Sentence
from portico.domain.statuses import NumberType
from portico.operations.engine import installation
from portico.operations.engine.idempotency import Key, once
from portico.operations.engine.input_problems import Problems
from portico.operations.engine.outcomes import Outcome
from portico.operations.engine.permission import permitted
from portico.operations.engine.work import Unit, Work
from portico.storage.desk import requirement_overrides as storage
from portico.storage.desk.requirement_overrides import PlaceAndType as Place
from portico.storage.row_types.desk import RequirementOverrideRow

_NO_CHANGES: Final = Sentence(
    "requirement.no_changes", "Name at least one part that differs, as a JSON object; to take all back, restore it."
)
_MALFORMED: Final = Sentence("requirement.malformed", "This makes no requirement: {problem}.")
_GIVEN_PLAINLY: Final = Sentence(
    "requirement.given_plainly", "{fields} was given plainly in requests of this kind: ask a secret one under another name."
)
_PATTERN: Final = Sentence(
    "requirement.pattern",
    "{pattern} cannot be matched safely: at most {most} characters, without looking ahead or back and without referring to a group.",
)
_REVERSED: Final = Sentence("requirement.reversed", "At most {most} days is less than at least {least}.")
SENTENCES: Final = {
    Happening.REQUIREMENT_OVERRIDDEN: Sentence("requirement.override", "What such ports ask for was changed."),
    Happening.REQUIREMENT_RESTORED: Sentence("requirement.restore", "Such ports ask for what was shipped again."),
}
MOST_ENTRIES: Final = 50  # of a list in what is changed: each is read with every request of the kind

_CHANGES: Final = (
    "The parts that differ, under the names the reference files use: documents, fields, profile_fields, forbidden_fields, partial_port, "
    "po_box_allowed, business_only, interval, answer_business_days, loa_template, notes, sources. They replace what was changed before; "
    "a list replaces the file's list."
)


@dataclass(frozen=True, slots=True, kw_only=True)
class OverrideRequirement:
    country: Annotated[str, "The country of the numbers, ISO 3166: two letters."]
    number_type: Annotated[NumberType, "What kind of numbers."]
    changes: Annotated[Mapping[str, object], _CHANGES]
    expected_version: Annotated[int | None, "The version of the override you looked at; null: whatever it is."] = None


@dataclass(frozen=True, slots=True, kw_only=True)
class RestoreRequirement:
    country: Annotated[str, "The country of the numbers, ISO 3166: two letters."]
    number_type: Annotated[NumberType, "What kind of numbers."]
    expected_version: Annotated[int | None, "The version of the override you looked at; null: whatever it is."] = None


async def override(work: Work, actor: Actor, command: OverrideRequirement, key: Key | None = None) -> Place:
    """(country, number type) of what is asked otherwise from now on, of drafts and live requests alike.

    Raises NotPermitted, StaleVersion, or InvalidInput for changes that make no requirement.
    """
    actor = permitted(actor, "requirement.override")
    problems = Problems()
    place = problems.tidy("country", country, command.country)
    given: object = command.changes  # a scalar of the API: it may be any JSON
    if not isinstance(given, Mapping) or not given:
        problems.add("changes", "REQUIRED", _NO_CHANGES.said())
    else:
        _refuse_too_many(problems, given)
        _refuse_patterns(problems, given.get("fields"))
        _refuse_reversed(problems, given.get("interval"))
        if not problems.found:
            _refuse_incomplete(problems, given)
    problems.refuse()
    where = (place or "", command.number_type)
    try:
        requirement_for(*where, command.changes)
    except WrongPart as problem:
        problems.add(f"changes.{problem.path}".rstrip("."), "MALFORMED", _MALFORMED.said(problem=str(problem)))
    problems.refuse()

    async def do(unit: Unit) -> list[Outcome]:
        await installation.take_turn(unit)
        await _refuse_stranded(unit, where, command.changes)
        return [await _lay_over(unit, actor, where, command)]

    await once(work, actor, key, do)
    return where


async def restore(work: Work, actor: Actor, command: RestoreRequirement, key: Key | None = None) -> Place:
    """(country, number type) of what is asked as the files say again. Raises NotPermitted, NotFound, StaleVersion or InvalidInput."""
    actor = permitted(actor, "requirement.override")
    problems = Problems()
    place = problems.tidy("country", country, command.country)
    problems.refuse()
    where = (place or "", command.number_type)

    async def do(unit: Unit) -> list[Outcome]:
        await installation.take_turn(unit)
        row = await storage.locked(unit.connection, *where)
        if row is None:
            raise NotFound(Thing.OVERRIDE)
        _refuse_stale(row, command.expected_version)
        await storage.delete(unit.connection, row["id"])
        _record(unit, actor, where, row["id"], (row["changes"], {}))
        return [Outcome(row["id"])]

    await once(work, actor, key, do)
    return where


async def _lay_over(unit: Unit, actor: Actor, where: Place, command: OverrideRequirement) -> Outcome:
    row = await storage.locked(unit.connection, *where)
    if row is not None:
        _refuse_stale(row, command.expected_version)
        if row["changes"] == command.changes:
            return Outcome(row["id"], version=row["version"])
        await storage.change(unit.connection, row, command.changes, _person(actor), unit.now)
        _record(unit, actor, where, row["id"], (row["changes"], command.changes))
        return Outcome(row["id"], version=row["version"] + 1)
    if command.expected_version is not None:
        raise StaleVersion(0)
    made = await storage.insert(unit.connection, where, command.changes, _person(actor), unit.now)
    if made is None:
        raise StaleVersion(1)
    _record(unit, actor, where, made, ({}, command.changes))
    return Outcome(made, version=1)


def _record(unit: Unit, actor: Actor, where: Place, key: UUID, became: tuple[Mapping[str, object], Mapping[str, object]]) -> None:
    """In the installation's journal: which requirement, and what was laid over each part of it before and after (null: as shipped)."""
    before, after = became
    changed = {part: [before.get(part), after.get(part)] for part in sorted({*before, *after}) if before.get(part) != after.get(part)}
    event = Happening.REQUIREMENT_OVERRIDDEN if after else Happening.REQUIREMENT_RESTORED
    data = {"name": f"{where[0]} {where[1].value}", "changed": changed}
    verb = SENTENCES[event].code.rpartition(".")[2]
    installation.record(unit, actor, verb, event, SENTENCES[event].said(), subject=("requirement_override", key), data=data)


def _refuse_too_many(problems: Problems, part: object, path: str = "changes") -> None:
    """Lists are as long as forms are, at any depth: looked at before anything of them is read."""
    if isinstance(part, list) and len(part) > MOST_ENTRIES:
        problems.add(path, "TOO_MANY", TOO_MANY.said(most=MOST_ENTRIES, given=len(part)))
        return
    within = part.items() if isinstance(part, Mapping) else enumerate(part) if isinstance(part, list) else ()
    for name, each in within:
        _refuse_too_many(problems, each, f"{path}.{name}")


def _refuse_patterns(problems: Problems, fields: object) -> None:
    """What staff ask of a field is matched against what customers type: it has to be one of those that take no time to match."""
    for place, field in enumerate(fields if isinstance(fields, list) else ()):
        pattern = field.get("pattern") if isinstance(field, Mapping) else None
        if isinstance(pattern, str) and patterns.compiled(pattern) is None:
            said = _PATTERN.said(pattern=pattern[:60], most=patterns.LONGEST)
            problems.add(f"changes.fields.{place}.pattern", "MALFORMED", said)


def _refuse_incomplete(problems: Problems, given: Mapping[str, object]) -> None:
    for path, code, said in written_parts.problems_of(given):
        problems.add(f"changes.{path}", code, said)


def _refuse_reversed(problems: Problems, interval: object) -> None:
    least, most = (interval.get("min"), interval.get("max")) if isinstance(interval, Mapping) else (None, None)
    if isinstance(least, int) and isinstance(most, int) and most < least:
        problems.add("changes.interval.max", "REVERSED", _REVERSED.said(least=least, most=most))


async def _refuse_stranded(unit: Unit, where: Place, changes: Mapping[str, object]) -> None:
    """A field becomes secret before anybody gives it: values that are stored plainly would stay so, and stand in snapshots."""
    secret = secret_extras(requirement_for(*where, changes))
    if stranded := await storage.given_plainly(unit.connection, where, sorted(secret)):
        raise invalid("changes", "GIVEN_PLAINLY", _GIVEN_PLAINLY.said(fields=", ".join(stranded)))


def _refuse_stale(row: RequirementOverrideRow, expected: int | None) -> None:
    if expected not in (None, row["version"]):
        raise StaleVersion(row["version"])


def _person(actor: Actor) -> UUID | None:
    return actor.id if actor.kind == "user" else None
