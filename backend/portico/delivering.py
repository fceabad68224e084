"""The mail room as a process carries it, with every way of reaching a carrier: beside a server of SQLite, or alone in a worker."""

from __future__ import annotations

import asyncio
import signal
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from portico.app import House, for_the_operator, opened
from portico.carriers import sandbox, sandbox_desk
from portico.carriers.gateway import CarrierSender
from portico.carriers.manual import Manual
from portico.carriers.sandbox import Sandbox
from portico.domain.statuses import GatewayKind
from portico.graphql.rendering import render_event, render_order
from portico.live.loops import Loop
from portico.mailroom import worker
from portico.mailroom.dispatch import Sender
from portico.mailroom.tasks import StaffTasks
from portico.settings import Settings


@asynccontextmanager
async def with_mail_room(house: House) -> AsyncIterator[None]:
    """Relay, senders and deadlines beside whatever else the process does."""

    def carrier(tasks: StaffTasks) -> Sender:
        manual = Manual(house.work, tasks)
        return CarrierSender(house.work, {GatewayKind.MANUAL: manual, GatewayKind.SANDBOX: Sandbox(house.work)})

    room = worker.open_room(house.work, house.bells, render_order, render_event, carrier=carrier)
    simulated = [Loop("sandbox carrier", lambda: sandbox.speak(house.work))]
    if desk := await sandbox_desk.hired(house.work):
        simulated.append(Loop(sandbox_desk.LOOP, desk.step))
    house.loops.start(*room.loops, *room.gate.before(*simulated))
    try:
        yield
    finally:
        await house.loops.stop()
        await room.close()


async def run_worker(settings: Settings) -> None:
    """The mail room alone, until it is told to stop."""
    stop = asyncio.Event()
    for name in (signal.SIGTERM, signal.SIGINT):
        asyncio.get_running_loop().add_signal_handler(name, stop.set)
    async with opened(settings) as house, for_the_operator(house), with_mail_room(house):
        await stop.wait()
