"""The port-outs of the demo: handed in by the gaining carriers, decided by owners and staff, expired by the clock."""

from __future__ import annotations

from datetime import timedelta
from functools import partial
from typing import Any, Final
from uuid import UUID

from portico.demo.stage import Stage, StagePlace
from portico.domain.actors import Actor
from portico.domain.port_outs.port_out_request import NumberWithPin
from portico.operations.port_outs import port_out_requests
from portico.operations.port_outs.port_out_requests import ReceivePortOut
from portico.storage.people import accounts
from portico.storage.port_outs import port_out_requests as kept

A_MOMENT: Final = timedelta(seconds=2)


class PortOut:
    """One request of the data file."""

    def __init__(self, stage: Stage, told: dict[str, Any]) -> None:
        self.stage, self.told = stage, told
        carrier = stage.carriers[told["carrier"]]
        self.where = StagePlace(carrier["country"], carrier["time_zone"])
        self.request_id = UUID(int=0)

    def plan(self) -> None:
        """Puts the story on the agenda."""
        stage, country = self.stage, self.where.country
        stage.plan(stage.times.moment(self.told["received"], country), self.receive)
        for place, (when, who, verb, *more) in enumerate(self.told.get("steps", ())):
            name, actor = f"{self.told['key']} {place}", stage.actors[who]
            stage.plan(stage.times.moment(when, country), partial(self._move, actor, verb, more[0] if more else {}, name))

    async def receive(self) -> None:
        """Handed in under the carrier's reference: a second time it is the same request."""
        stage, told = self.stage, self.told
        account = await accounts.account_by_id(stage.work.reader, stage.ids[told["account"]])
        command = ReceivePortOut(
            carrier_reference=told["carrier_reference"],
            numbers=list(map(NumberWithPin, told["numbers"])),
            end_user=told["end_user"],
            authorised_name=told["authorised_name"],
            account_number=account["account_number"],
            requested_date=stage.times.day(told["requested_date"], self.where.country),
        )
        self.request_id = await port_out_requests.receive(stage.work, stage.actors[told["carrier"]], command)
        views = await kept.views(stage.work.reader, [self.request_id], stage.work.now.date())
        due = views[self.request_id].expires_at + A_MOMENT
        stage.plan(due, partial(stage.tried, "port_out_request", "expire", [self.request_id]))

    async def _move(self, actor: Actor, verb: str, said: dict[str, Any], name: str) -> None:
        if verb == "open":
            await port_out_requests.open_request(self.stage.work, actor, self.request_id)
            return
        asked = self.stage.asked("port_out_request", verb, said, self.where)
        await self.stage.moved(actor, "port_out_request", verb, [self.request_id], asked, name=name)
