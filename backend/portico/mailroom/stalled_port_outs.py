"""What was released and billed and never left: staff are told once, five business days after the release."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Final
from uuid import UUID

from portico.domain.events import Happening
from portico.domain.port_outs.port_out_request import STALLS_AFTER_DAYS, stalls_at
from portico.live.loops import run_unit
from portico.mailroom.letters_by_the_clock import notice
from portico.operations.engine.work import Unit, Work
from portico.operations.port_outs import clocks
from portico.storage.desk import addressees, business_days
from portico.storage.desk import deadlines as storage
from portico.storage.desk.addressees import PORT_OUT_REQUEST
from portico.storage.people import accounts
from portico.storage.port_outs import port_out_requests
from portico.storage.row_types.port_outs import PortOutRequestRow

LOOKED_AT_AGAIN: Final = timedelta(hours=1)


class StalledPortOuts:
    """Looks for port-outs that nobody activated; one that is not due yet is looked at again an hour later."""

    def __init__(self, work: Work, ring: Callable[[], None]) -> None:
        self._work = work
        self._ring = ring
        self._looked_at: dict[UUID, datetime] = {}

    async def step(self) -> None:
        now = self._work.now
        self._looked_at = {key: at for key, at in self._looked_at.items() if abs(now - at) < LOOKED_AT_AGAIN}
        released = now - timedelta(days=STALLS_AFTER_DAYS)
        while found := await storage.port_outs_stalled(self._work.reader, released, self._looked_at):
            for row in found:
                self._looked_at[row["id"]] = now
                if await self._is_due(row):
                    await run_unit("stalled port-out", self._alert(row["id"]), request=str(row["id"]))

    async def _is_due(self, row: PortOutRequestRow) -> bool:
        reader, release_at = self._work.reader, row["release_at"]
        numbers = await port_out_requests.numbers_of(reader, [row["id"]])
        zones = await clocks.zones([number["e164"] for number in numbers.get(row["id"], ())], row["country"])
        overrides = await business_days.overrides(reader, [row["country"]])
        return release_at is not None and stalls_at(release_at, row["country"], zones, overrides) <= self._work.now

    async def _alert(self, request_id: UUID) -> None:
        async def alert(unit: Unit) -> None:
            if await storage.take_stalled_alert(unit.connection, request_id, unit.now):
                order = await addressees.told_order(unit.connection, PORT_OUT_REQUEST, request_id)
                told = {"event": Happening.PORT_OUT_REQUEST_STALLED, "subject": PORT_OUT_REQUEST, "from": None, "to": None}
                if order is not None:
                    staff = await accounts.staff(unit.connection)
                    await unit.owe(notice(unit, order, Happening.PORT_OUT_REQUEST_STALLED, [told], staff))

        await self._work.unit(alert)
        self._ring()
