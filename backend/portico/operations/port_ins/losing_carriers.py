"""The carrier that numbers are with now, as a form says it: one of the list, or a name."""

from __future__ import annotations

from typing import Final
from uuid import UUID

from portico.domain.port_ins.losing_carriers import OTHER_COUNTRY, listed_as
from portico.domain.sentences import Sentence
from portico.operations.engine.input_problems import Problems
from portico.operations.port_ins.field_surroundings import Around
from portico.storage.desk import carriers
from portico.storage.engine.rows import Columns

CHOSEN, TYPED = "losing_carrier_id", "losing_carrier_name"
_BOTH: Final = Sentence("losing_carrier.both", "Choose the losing carrier from the list, or type its name: not both.")


async def settled(read: Columns, around: Around, problems: Problems, before: Columns | None = None) -> Columns:
    """What was read, with one of the two: a name that the list has is that carrier, and whatever is said takes the other's place.

    Where neither is said, a carrier that the request had `before` is left behind in its country once the numbers are of another one.
    """
    chosen, typed = read.get(CHOSEN), read.get(TYPED)
    if chosen and typed:
        problems.add("losingCarrierName", "BOTH_GIVEN", _BOTH.said())
    elif isinstance(typed, str):
        listed = await carriers.names_in(around.unit.connection, around.country or "")
        found = listed_as(typed, listed)
        return {**read, CHOSEN: found, TYPED: None if found else typed}
    elif chosen:
        if not _stood(chosen, around, before) and await _is_foreign(chosen, around):
            problems.add("losingCarrierId", "OTHER_COUNTRY", OTHER_COUNTRY.said())
        return {TYPED: None, **read, CHOSEN: chosen}
    elif before and CHOSEN not in read and not _stood(before[CHOSEN], around, before) and await _is_foreign(before[CHOSEN], around):
        return {**read, CHOSEN: None}
    return read


def _stood(chosen: object, around: Around, before: Columns | None) -> bool:
    """Whether it is the carrier that numbers of this country had before: what was taken of old is not judged with every other field."""
    return before is not None and (before[CHOSEN], before["country"]) == (chosen, around.country)


async def _is_foreign(chosen: object, around: Around) -> bool:
    """Whether this is a carrier in service of another country than the numbers: as one that staff match it would be refused."""
    if not isinstance(chosen, UUID) or around.country is None:
        return False
    found = await carriers.by_ids(around.unit.connection, around.actor, [chosen])
    return bool(found) and not found[0]["retired_at"] and found[0]["country"] != around.country
