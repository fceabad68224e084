"""Other providers, as the operator keeps them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Annotated, Final
from uuid import UUID

from portico.domain.actors import Actor
from portico.domain.dates import calendar
from portico.domain.ids import new_id
from portico.domain.inventory.formats import country, required_line, time_zone
from portico.domain.refusals import invalid
from portico.domain.sentences import Sentence
from portico.domain.statuses import GatewayKind
from portico.operations.engine.input_problems import Problems
from portico.operations.engine.permission import permitted
from portico.operations.engine.work import Unit, Work
from portico.storage.desk import carriers as storage

_TAKEN: Final = Sentence("carrier.name_taken", "There is a carrier of this name already.")


@dataclass(frozen=True, slots=True, kw_only=True)
class CreateCarrier:
    name: Annotated[str, "The carrier's name; no two have the same."]
    country: Annotated[str, "Where it works, ISO 3166: two letters."]
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
