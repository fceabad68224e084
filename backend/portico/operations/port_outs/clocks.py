"""Where the numbers of a port-out are on the clock, and until when their owner can answer."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from datetime import datetime

from portico.domain.inventory import number_zones
from portico.domain.port_outs.port_out_request import expires_at, hours_to_expiry
from portico.operations.engine.work import Unit
from portico.storage.desk import business_days
from portico.storage.port_outs.door import InService


async def zones(e164s: Sequence[str], country: str) -> tuple[str, ...]:
    """The zones of these numbers of one country."""
    return await asyncio.to_thread(number_zones.zones, e164s, country)


async def expiry(unit: Unit, numbers: Sequence[InService]) -> datetime:
    """Until when the owner of these numbers can answer what comes in now."""
    first = numbers[0]
    hours = hours_to_expiry(first.terms.port_out_hours, first.country)
    overrides = await business_days.overrides(unit.connection, [first.country])
    return expires_at(unit.now, hours, first.country, await zones([number.e164 for number in numbers], first.country), overrides)
