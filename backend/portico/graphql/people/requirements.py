"""What porting numbers asks for, read for a whole level: of a profile, too, as whether it is valid depends on it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

from portico.domain.port_ins.requirements import requirements
from portico.domain.statuses import NumberType
from portico.graphql.engine.batches import Batch
from portico.graphql.engine.context import Context
from portico.storage.desk import requirement_overrides
from portico.storage.desk.requirement_overrides import PlaceAndType


async def requirement(context: Context, country: str, number_type: NumberType) -> requirements.Requirement | None:
    """What porting such numbers asks for, with what staff changed of it."""
    changes = await context.loaders[_CHANGES].load((country.upper(), number_type))
    return requirements.requirement_for(country, number_type, changes)


async def _changes(context: Context, keys: list[PlaceAndType]) -> list[Mapping[str, Any] | None]:
    countries = {country for country, _number_type in keys}
    found = await requirement_overrides.changes(context.work.reader, countries.pop() if len(countries) == 1 else None)
    return [found.get(key) for key in keys]


_CHANGES: Final = Batch(_changes)
