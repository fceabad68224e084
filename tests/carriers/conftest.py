"""The sandbox at work without its loops: the tests turn the crank and move the clock, so days pass in no time and nothing by chance."""

from __future__ import annotations

import itertools
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any
from uuid import UUID

import pytest

from portico.carriers import sandbox, sandbox_desk
from portico.carriers.gateway import CarrierSender, Task
from portico.carriers.sandbox_desk import SandboxDesk
from portico.domain.port_ins.porting_number import PROVISION_AHEAD
from portico.domain.statuses import DocumentKind, DocumentStatus, GatewayKind, Level, PortingRequestStatus
from portico.live.bells import Bell
from portico.mailroom import dispatch
from portico.mailroom.deadlines import Clock as Deadlines
from portico.mailroom.dispatch import Dispatch
from portico.mailroom.relay import Relay
from portico.mailroom.worker import as_system
from portico.operations.engine.moves import move
from portico.operations.engine.outcomes import Outcome, Target
from portico.operations.engine.work import Work
from portico.storage import models
from portico.storage.engine import rows
from portico.storage.engine.rows import Row
from tests.clock import Clock
from tests.factories import Request, Rows, Scene

MOST_HOPS = 200


@dataclass
class Nobody:
    """Another carrier's gateway: what it gets is only kept."""

    got: list[Task] = field(default_factory=list)

    async def submit(self, task: Task) -> None:
        self.got.append(task)

    cancel = perform = outcome = snapback = submit


async def nothing_rendered(_kind: str, _id: UUID, _account: UUID) -> Mapping[str, Any] | None:
    return None


class Simulation:
    """An operator whose network carriers are simulated, with its desk; `live_until` lets days pass until something holds."""

    def __init__(self, work: Work, clock: Clock) -> None:
        self.work, self.clock = work, clock
        self.gateway, self.nobody = sandbox.Sandbox(work), Nobody()
        self.desk: SandboxDesk | None = None
        self.relay = Relay(work, nothing_rendered, lambda: None)
        sender = CarrierSender(work, {GatewayKind.SANDBOX: self.gateway, GatewayKind.MANUAL: self.nobody})
        self.dispatch = Dispatch(work, dispatch.CARRIER, sender, Bell())
        self.deadlines = Deadlines(work, as_system(work))
        self.speaking = True

    async def scene(self, country: str = "US", *, losing: bool = False, **network: Any) -> Scene:
        """`losing`: the losing carrier is simulated, too. `network` are columns of the network carrier."""
        made = Rows(self.work.now)
        simulated = {"gateway": GatewayKind.SANDBOX, "completes_by_itself": True}
        scene = made.scene(country, network=simulated | network)
        if losing:
            next(row for row in made.made[models.Carrier] if row["id"] == scene.losing_id)["gateway"] = GatewayKind.SANDBOX
        await made.write(self.work)
        return scene

    async def hire(self) -> SandboxDesk:
        made = Rows(self.work.now)
        made.user(Level.AGENT, email=sandbox_desk.EMAIL, name="Sandbox desk")
        await made.write(self.work)
        self.desk = await sandbox_desk.hired(self.work)
        assert self.desk
        return self.desk

    async def submitted(self, scene: Scene, *endings: str, country: str = "US", pin: str | None = None, **values: Any) -> Request:
        """A request as a customer has just handed it in; one number per ending."""
        numbers = [{"status": "PENDING", "e164": number(country, ending)} for ending in endings or ("01",)]
        values |= {"pin_sealed": self.work.keyring.seal(pin)} if pin else {}
        made = Rows(self.work.now)
        request = made.request(
            scene, numbers, status=PortingRequestStatus.REQUESTED, country=country, papers=DocumentStatus.UPLOADED, **values
        )
        await made.write(self.work)
        return request

    async def turn(self) -> None:
        """Everything there is to do at this moment of the clock."""
        busy = True
        while busy:
            busy = await self.relay.step()
            await self._send()
            if self.speaking:
                busy |= await sandbox.speak(self.work)
            if self.desk:
                busy |= await self.desk.step()
        await self.deadlines.step()

    async def _send(self) -> None:
        while True:
            await self.dispatch.step()
            if not self.dispatch._flying:
                return
            await self.dispatch.finish(30)

    async def settle(self) -> None:
        """The desk works off what lies on it, each step as long as it thinks."""
        await self.turn()
        if not self.desk:
            return
        busy = True
        while busy:
            before = await self._entries()
            self.clock.now += sandbox_desk.THINKS / self.work.settings.sandbox_speed
            await self.turn()
            busy = before != await self._entries()

    async def next(self) -> datetime | None:
        """Moves the clock to the next thing that comes by itself, and lets it happen; None when nothing does any more."""
        await self.settle()
        waits = [row["due_at"] for row in await self.tasks() if row["done_at"] is None]
        for row in await self.numbers():
            if row["foc_at"] and row["status"] in LIVE_WITH_FOC:
                waits += [row["foc_at"] - PROVISION_AHEAD, row["foc_at"]]
        ahead = [moment for moment in waits if moment > self.clock.now]
        if not ahead:
            return None
        self.clock.now = min(ahead)
        await self.settle()
        return self.clock.now

    async def live(self) -> None:
        """Until nothing comes by itself any more."""
        for _ in range(MOST_HOPS):
            if await self.next() is None:
                return
        raise AssertionError(f"this never ends: {await self.tasks()}")

    async def live_until(self, verb: str) -> None:
        """Until the carrier has said this (once more); nothing later has happened then."""
        await self.turn()
        before = {row["id"] for row in await self.tasks() if row["done_at"]}
        for _ in range(MOST_HOPS):
            tasks = await self.tasks()
            if any(row["verb"] == verb and row["done_at"] and row["id"] not in before for row in tasks):
                return
            self.clock.now = max(self.clock.now, min(row["due_at"] for row in tasks if row["done_at"] is None))
            await self.turn()
        raise AssertionError(f"{verb} was never said")

    async def numbers(self, request: Request | None = None) -> list[Row]:
        """The porting numbers, of the request in its order."""
        found: list[Row] = rows.decode_all(models.PortingNumber, await self.work.reader.fetch("SELECT * FROM porting_number"))
        mine = {row["id"]: row for row in found}
        return [mine[key] for key in request.numbers] if request else found

    async def number(self, request: Request) -> Row:
        (only,) = await self.numbers(request)
        return only

    async def statuses(self, request: Request) -> list[str]:
        return [str(row["status"]) for row in await self.numbers(request)]

    async def request(self, request: Request) -> Row:
        found = await self.work.reader.fetch("SELECT * FROM porting_request WHERE id = $1", request.id)
        return rows.decode(models.PortingRequest, found[0])

    async def tasks(self) -> list[Row]:
        statement = "SELECT * FROM sandbox_task ORDER BY due_at, id"
        return rows.decode_all(models.SandboxTask, await self.work.reader.fetch(statement))

    async def journal(self, subject: UUID) -> list[Row]:
        """What happened to an order, or to one number of it."""
        statement = "SELECT * FROM journal_entry WHERE order_id = $1 OR subject_id = $1 ORDER BY position"
        return rows.decode_all(models.JournalEntry, await self.work.reader.fetch(statement, subject))

    async def verbs(self, subject: UUID) -> list[str]:
        return [row["verb"] for row in await self.journal(subject)]

    async def do(self, actor: Any, subject: str, verb: str, ids: Sequence[UUID], asked: Any = None) -> list[Outcome]:
        """A person's command, which has to succeed."""
        outcomes = await move(self.work, actor, subject, verb, [Target(key) for key in ids], asked)
        assert [outcome.refusal for outcome in outcomes] == [None] * len(ids)
        return outcomes

    async def paper(self, request: Request, kind: DocumentKind) -> None:
        """A new document, uploaded now."""
        self.clock.advance(minutes=1)
        row = await self.request(request)
        made = Rows(self.work.now)
        made.document(row, kind, created_at=self.work.now)
        await made.write(self.work)

    async def _entries(self) -> int:
        (row,) = await self.work.reader.fetch("SELECT count(*) AS n FROM journal_entry")
        return int(row["n"])


LIVE_WITH_FOC = {"FOC_DATE_SET", "CANCELLATION_PENDING", "CANCELLATION_REJECTED"}


def number(country: str, ending: str) -> str:
    """A number nobody else has, with these last digits."""
    return f"{PREFIXES[country]}{100 + next(_places) % 900}{'0' * (country == 'US')}1{ending}"


PREFIXES = {"US": "+12127", "GB": "+442079", "NL": "+31207"}
_places = itertools.count()


@pytest.fixture
def simulation(work: Work, clock: Clock) -> Simulation:
    """At the calendar's own pace."""
    return Simulation(work, clock)
