"""The demo's mail room of the past: what every step owes is written down in its own time, so that letters are dated when things happened.

Letters wait for the real mail room, which sends them when the demo starts; what carriers were owed is done with at once.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final
from uuid import UUID

from portico.carriers.gateway import CarrierSender
from portico.carriers.manual import Manual
from portico.domain.statuses import GatewayKind
from portico.mailroom import dispatch
from portico.mailroom.dispatch import Dispatch
from portico.mailroom.relay import Relay
from portico.mailroom.tasks import StaffTasks
from portico.operations.engine.work import Work

PATIENCE_SECONDS: Final = 30.0


class Post:
    """Relay and carriers of one moment: `deliver` after each step."""

    def __init__(self, work: Work) -> None:
        self._relay = Relay(work, _rendered, self.ring)
        manual = Manual(work, StaffTasks(work, self.ring))
        self._carriers = Dispatch(work, dispatch.CARRIER, CarrierSender(work, {GatewayKind.MANUAL: manual}), self)

    async def deliver(self) -> None:
        """Everything that is owed by now has its delivery, and staff have their tasks."""
        if await self._relay.step():
            await self._carriers.step()
            await self._carriers.finish(PATIENCE_SECONDS)

    def ring(self) -> None:
        """Nobody sleeps here."""

    async def wait(self, timeout: float) -> object:  # noqa: ASYNC109 - as a bell is waited for
        raise AssertionError(f"nobody waits for the bell of the past, nor for {timeout} s")


async def _rendered(order_kind: str, order_id: UUID, _account_id: UUID) -> Mapping[str, Any] | None:
    raise AssertionError(f"nobody of the demo is called back, not even about {order_kind} {order_id}")
