"""What the operator asks otherwise than the shipped requirements do, as clients see it."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated, Any

import strawberry
from strawberry.scalars import JSON

from portico.domain.port_ins.requirements import requirements
from portico.domain.refusals import NotFound, Thing
from portico.domain.statuses import NumberType
from portico.graphql.desk.catalogue import Requirement
from portico.graphql.engine.context import Context, Info
from portico.graphql.engine.problems import problem_of
from portico.graphql.engine.request_errors import asked_country
from portico.graphql.people.requirements import requirement
from portico.storage.desk import requirement_overrides
from portico.storage.engine.rows import Row

text = strawberry.field
InCountry = Annotated[str | None, strawberry.argument(description="ISO 3166 code; null: every country.")]


@strawberry.type(description="What staff changed of a shipped requirement.")
class RequirementOverride:
    country: str = text(description="ISO 3166 code.")
    number_type: NumberType = text(description="What kind of numbers.")
    changes: JSON = text(description="The parts that differ, under the names the reference files use.")
    version: int = text(description="Goes up with every change; give it as expectedVersion.")
    changed_by_name: str | None = text(description="Who changed it last.")
    updated_at: datetime = text(description="When it last changed.")
    requirement: Requirement | None = text(description="What porting such numbers asks for now.")

    @classmethod
    def of(cls, row: Row) -> RequirementOverride:
        found = requirements.requirement_for(row["country"], row["number_type"], row["changes"])
        plain = {name: row[name] for name in ("country", "number_type", "changes", "version", "updated_at")}
        return cls(**plain, changed_by_name=row["u_name"], requirement=Requirement.of(found) if found else None)


@strawberry.type(description="What a requirement says, part by part: as it was shipped, and as staff changed it.")
class RequirementParts:
    country: str = text(description="ISO 3166 code.")
    number_type: NumberType = text(description="What kind of numbers.")
    shipped: JSON | None = text(
        description="Its parts under the names the reference files use, shared sets written out; null where nothing is shipped."
    )
    asked: JSON = text(description="Its parts as they are asked now, in the same form; where nothing is known, what every port asks for.")
    override: RequirementOverride | None = text(description="What was changed of it; null where nothing was.")


@strawberry.type(description="A requirement that is as it was shipped again.")
class RequirementRestored:
    country: str = text(description="ISO 3166 code.")
    number_type: NumberType = text(description="What kind of numbers.")
    requirement: Requirement | None = text(description="What porting such numbers asks for now; null: nothing is known.")


async def resolve_list(info: Info, country: InCountry = None) -> list[RequirementOverride]:
    context = info.context
    context.require("requirement.read_overrides")
    found = await requirement_overrides.listed(context.work.reader, country.upper() if country else None)
    return [RequirementOverride.of(row) for row in found]


OfCountry = Annotated[str, strawberry.argument(description="ISO 3166 code.")]
OfType = Annotated[NumberType, strawberry.argument(description="What kind of numbers.")]


async def resolve_parts(info: Info, country: OfCountry, number_type: OfType) -> RequirementParts:
    context = info.context
    context.require("requirement.read_overrides")
    place = asked_country(country)
    found = await requirement_overrides.listed(context.work.reader, place)
    row = next((row for row in found if row["number_type"] is number_type), None)
    asked = requirements.asked_parts(place, number_type, row["changes"] if row else {})
    parts: dict[str, Any] = {"shipped": requirements.shipped_parts(place, number_type), "asked": asked}
    return RequirementParts(country=place, number_type=number_type, **parts, override=RequirementOverride.of(row) if row else None)


# What the mutations answer.


async def overridden(context: Context, place: tuple[str, NumberType]) -> Any:
    """The override of this country and number type; it may be gone again by now."""
    found = await requirement_overrides.listed(context.work.reader, place[0])
    gone = problem_of(NotFound(Thing.OVERRIDE))
    return next((RequirementOverride.of(row) for row in found if row["number_type"] is place[1]), gone)


async def restored(context: Context, place: tuple[str, NumberType]) -> RequirementRestored:
    found = await requirement(context, *place)
    return RequirementRestored(country=place[0], number_type=place[1], requirement=Requirement.of(found) if found else None)
