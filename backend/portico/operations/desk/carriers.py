"""Other providers, as the operator keeps them."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Annotated, Final
from uuid import UUID

from portico.domain.actors import Actor
from portico.domain.dates import calendar, free_days
from portico.domain.ids import new_id
from portico.domain.inventory.formats import Malformed, country, required_line, time_zone
from portico.domain.refusals import NotFound, Thing, invalid
from portico.domain.sentences import Sentence
from portico.domain.statuses import GatewayKind
from portico.operations.engine.input_problems import Problems
from portico.operations.engine.permission import permitted
from portico.operations.engine.work import Unit, Work
from portico.storage.desk import carriers as storage
from portico.storage.people import tokens

_REGION: Final = Sentence("malformed.region", "Name a region of this country as ISO 3166-2 does: {regions}.")
_NO_REGIONS: Final = Sentence("malformed.region.none", "No holidays are known by region in this country: leave the region out.")
FOLLOWS_WITHIN: Final = timedelta(days=7)
"""A carrier whose machine asked within this time follows its requests by API; one whose machine fell silent has to be told."""
_TAKEN: Final = Sentence("carrier.name_taken", "There is a carrier of this name already.")


@dataclass(frozen=True, slots=True, kw_only=True)
class CreateCarrier:
    name: Annotated[str, "The carrier's name; no two have the same."]
    country: Annotated[str, "Where it works, ISO 3166: two letters."]
    region: Annotated[
        str | None, "The region whose holidays it keeps, ISO 3166-2, such as GB-SCT; default: its country's, such as England."
    ] = None
    time_zone: Annotated[str | None, "Its time zone, such as Europe/Amsterdam; default: its country's."] = None
    codes: Annotated[Mapping[str, object], "SPID, COIN, CUPID, RESPORG; `network: true` makes it the default network carrier there."] = (
        field(default_factory=dict)
    )
    gateway: Annotated[GatewayKind, "How it is reached."] = GatewayKind.MANUAL
    completes_by_itself: Annotated[bool, "Whether a port is complete at its FOC without a report."] = False


async def create_carrier(work: Work, actor: Actor, command: CreateCarrier) -> UUID:
    """The id of the new carrier. Raises NotPermitted, or InvalidInput with every field at fault (TAKEN: the name)."""
    actor = permitted(actor, "carrier.create")
    problems = Problems()
    place = problems.tidy("country", country, command.country)
    zone = command.time_zone or calendar.zone_of(place or "")
    columns = {
        "name": problems.tidy("name", required_line(200), command.name),
        "country": place,
        "region": problems.tidy("region", _region_of(place or ""), command.region),
        "time_zone": problems.tidy("timeZone", time_zone, zone),
        "codes": dict(command.codes),
        "gateway": command.gateway,
        "completes_by_itself": command.completes_by_itself,
    }
    problems.refuse()

    async def do(unit: Unit) -> UUID:
        carrier_id = new_id(unit.now)
        stamp = {"id": carrier_id, "created_at": unit.now, "updated_at": unit.now}
        if not await storage.insert(unit.connection, stamp | columns):
            raise invalid("name", "TAKEN", _TAKEN.said())
        return carrier_id

    return await work.unit(do, actor)


async def set_region(work: Work, actor: Actor, carrier_id: UUID, region: str | None) -> None:
    """From now on the carrier keeps this region's holidays; None: its country's default.

    Raises NotPermitted, NotFound, or InvalidInput for a region that is none of its country's.
    """
    permitted(actor, "carrier.create")

    async def do(unit: Unit) -> None:
        found = await storage.by_id(unit.connection, carrier_id)
        if found is None:
            raise NotFound(Thing.CARRIER)
        problems = Problems()
        tidy = problems.tidy("region", _region_of(found["country"]), region)
        problems.refuse()
        await storage.set_region(unit.connection, carrier_id, tidy, unit.now)

    await work.unit(do, actor)


def _region_of(place: str) -> Callable[[str | None], str | None]:
    """Reads a region of this country whose holidays are known; nothing is None."""

    def read_region(text: str | None) -> str | None:
        plain, known = (text or "").strip().upper(), free_days.regions(place)
        if plain and plain not in known:
            raise Malformed(_REGION.said(regions=", ".join(known)) if known else _NO_REGIONS.said())
        return plain or None

    return read_region


async def follows_by_api(work: Work, carrier_id: UUID) -> bool:
    """Whether the carrier reads by itself what becomes of its requests."""
    used = await tokens.last_used_by(work.reader, carrier_id, work.now)
    return used is not None and work.now - used <= FOLLOWS_WITHIN
