"""Days the operator counts otherwise than the public calendar: a carrier's own holiday, or a Saturday it works."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from datetime import date
from typing import Annotated, Final
from uuid import UUID

from portico.domain.actors import Actor
from portico.domain.events import Happening
from portico.domain.formats import country, line
from portico.domain.refusals import NotFound, Thing
from portico.domain.sentences import Sentence
from portico.operations.engine import installation
from portico.operations.engine.fields import differing
from portico.operations.engine.idempotency import Key, once
from portico.operations.engine.input_problems import Problems
from portico.operations.engine.outcomes import Outcome
from portico.operations.engine.permission import permitted
from portico.operations.engine.work import Unit, Work
from portico.storage.desk import business_days as storage
from portico.storage.engine.rows import Columns
from portico.storage.row_types.desk import BusinessDayOverrideRow

_TOO_FAR: Final = Sentence("business_day.out_of_range", "Name a day within {years} years.")

SENTENCES: Final = {
    Happening.BUSINESS_DAY_SET: Sentence("business_day.set", "The day counts otherwise than in the public calendar."),
    Happening.BUSINESS_DAY_REMOVED: Sentence("business_day.remove", "The day counts as in the public calendar again."),
}
NOTE_LENGTH: Final = 200
YEARS: Final = 10


@dataclass(frozen=True, slots=True, kw_only=True)
class SetBusinessDay:
    country: Annotated[str, "Where it holds, ISO 3166: two letters."]
    day: Annotated[date, "The day."]
    is_business_day: Annotated[bool, "Whether carriers of this country work on it."]
    note: Annotated[str | None, "Why, for whoever wonders."] = None


async def set_day(work: Work, actor: Actor, command: SetBusinessDay, key: Key | None = None) -> UUID:
    """The id of the day's row; the same day again changes it. From now on FOC dates and answers due are judged by it.

    Raises NotPermitted, or InvalidInput with every field at fault.
    """
    actor = permitted(actor, "business_day.override")
    problems = Problems()
    place = problems.tidy("country", country, command.country)
    note = problems.tidy("note", line(NOTE_LENGTH), command.note)
    if abs(command.day.year - work.now.year) > YEARS:
        problems.add("day", "OUT_OF_RANGE", _TOO_FAR.said(years=YEARS))
    problems.refuse()

    async def do(unit: Unit) -> list[Outcome]:
        await installation.take_turn(unit)
        columns: BusinessDayOverrideRow = {"is_business_day": command.is_business_day, "note": note}
        there = await storage.on(unit.connection, place or "", command.day)
        if there and not differing(columns, there):
            return [Outcome(there["id"])]
        before = there or dict.fromkeys(columns)
        put = await storage.put(unit.connection, place or "", command.day, columns, unit.now)
        row: BusinessDayOverrideRow = {"id": put, "country": place or "", "day": command.day}
        _record(unit, actor, row, Happening.BUSINESS_DAY_SET, (before, columns))
        return [Outcome(put)]

    (outcome,) = await once(work, actor, key, do)
    return outcome.id


async def remove_day(work: Work, actor: Actor, override_id: UUID, key: Key | None = None) -> UUID:
    """The id of what is gone: the day counts as the public calendar says. Raises NotPermitted or NotFound."""

    async def find(unit: Unit) -> BusinessDayOverrideRow | None:
        return next(iter(await storage.by_ids(unit.connection, [override_id])), None)

    return await _remove(work, actor, find, key)


async def remove_day_of(work: Work, actor: Actor, place: str, wanted: date, key: Key | None = None) -> UUID:
    """As `remove_day`, of a day in a country. Raises NotPermitted, NotFound or InvalidInput."""
    problems = Problems()
    where = problems.tidy("country", country, place)
    problems.refuse()
    return await _remove(work, actor, lambda unit: storage.on(unit.connection, where or "", wanted), key)


async def _remove(work: Work, actor: Actor, find: Callable[[Unit], Awaitable[BusinessDayOverrideRow | None]], key: Key | None) -> UUID:
    actor = permitted(actor, "business_day.override")

    async def do(unit: Unit) -> list[Outcome]:
        await installation.take_turn(unit)
        found = await find(unit)
        if not found:
            raise NotFound(Thing.DAY)
        await storage.delete(unit.connection, found["id"])
        _record(unit, actor, found, Happening.BUSINESS_DAY_REMOVED, (found, dict.fromkeys(("is_business_day", "note"))))
        return [Outcome(found["id"])]

    (outcome,) = await once(work, actor, key, do)
    return outcome.id


def _record(unit: Unit, actor: Actor, row: BusinessDayOverrideRow, event: Happening, became: tuple[Columns, Columns]) -> None:
    """In the installation's journal: which day, and what of it became what."""
    before, after = became
    changed = {name: [before[name], after[name]] for name in ("is_business_day", "note") if before[name] != after[name]}
    data = {"name": f"{row['country']} {row['day'].isoformat()}", "changed": changed}
    verb = SENTENCES[event].code.rpartition(".")[2]
    installation.record(unit, actor, verb, event, SENTENCES[event].said(), subject=("business_day_override", row["id"]), data=data)
