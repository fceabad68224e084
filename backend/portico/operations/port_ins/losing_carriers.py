"""The carrier that numbers are with now, as a form says it: one of the list, or a name."""

from __future__ import annotations

from typing import Final

from portico.domain.port_ins.losing_carriers import listed_as
from portico.domain.sentences import Sentence
from portico.operations.engine.input_problems import Problems
from portico.operations.port_ins.field_surroundings import Around
from portico.storage.desk import carriers
from portico.storage.engine.rows import Columns

CHOSEN, TYPED = "losing_carrier_id", "losing_carrier_name"
_BOTH: Final = Sentence("losing_carrier.both", "Choose the losing carrier from the list, or type its name: not both.")


async def settled(read: Columns, around: Around, problems: Problems) -> Columns:
    """What was read, with one of the two: a name that the list has is that carrier, and whatever is said takes the other's place."""
    chosen, typed = read.get(CHOSEN), read.get(TYPED)
    if chosen and typed:
        problems.add("losingCarrierName", "BOTH_GIVEN", _BOTH.said())
    elif isinstance(typed, str):
        listed = await carriers.names_in(around.unit.connection, around.country or "")
        found = listed_as(typed, listed)
        return {**read, CHOSEN: found, TYPED: None if found else typed}
    elif chosen:
        return {TYPED: None, **read, CHOSEN: chosen}
    return read
