"""Days the operator counts otherwise than the public calendar: a carrier's own holiday, or a Saturday it works."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Annotated, Final
from uuid import UUID

from portico.domain.actors import Actor
from portico.domain.inventory.formats import country, line
from portico.domain.refusals import NotFound, Thing
from portico.domain.sentences import Sentence
from portico.operations.engine.idempotency import Key, once
from portico.operations.engine.input_problems import Problems
from portico.operations.engine.outcomes import Outcome
from portico.operations.engine.permission import permitted
from portico.operations.engine.work import Unit, Work
from portico.storage.desk import business_days as storage

_TOO_FAR: Final = Sentence("business_day.out_of_range", "Name a day within {years} years.")

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
        columns = {"is_business_day": command.is_business_day, "note": note}
        return [Outcome(await storage.put(unit.connection, place or "", command.day, columns, unit.now))]

    (outcome,) = await once(work, actor, key, do)
    return outcome.id


async def remove_day(work: Work, actor: Actor, override_id: UUID, key: Key | None = None) -> UUID:
    """The id of what is gone: the day counts as the public calendar says. Raises NotPermitted or NotFound."""
    actor = permitted(actor, "business_day.override")

    async def do(unit: Unit) -> list[Outcome]:
        if not await storage.delete(unit.connection, override_id):
            raise NotFound(Thing.DAY)
        return [Outcome(override_id)]

    (outcome,) = await once(work, actor, key, do)
    return outcome.id
