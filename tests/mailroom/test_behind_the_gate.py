"""A release does nothing that staff could not see before it: every loop behind the gate shows what it would do, and does nothing else."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, datetime, time, timedelta
from functools import partial
from typing import Any, Final
from uuid import UUID

import pytest

from portico.app import paper_loops
from portico.carriers import sandbox, sandbox_desk
from portico.domain.desk.retention import RetentionKind
from portico.domain.events import Happening
from portico.domain.people.notifications import NewsCadence
from portico.domain.retry import Verdict
from portico.domain.statuses import GatewayKind, HeldKind, Level
from portico.live.bells import Bells
from portico.live.loops import Loop
from portico.mailroom.dispatch import Sender
from portico.mailroom.gate import Gate
from portico.mailroom.worker import MailRoom
from portico.operations.desk import holding
from portico.operations.desk.behind_the_gate import WOULD
from portico.operations.engine.work import Unit, Work
from portico.storage import models
from portico.storage.engine import outbox
from portico.storage.engine.outbox import Answer, DeliveryKind, Owed
from tests import factories
from tests.clock import Clock
from tests.factories import Rows
from tests.mailroom.conftest import Room, happened
from tests.mailroom.letters.test_digests import choose
from tests.operations.desk.test_holding import due
from tests.operations.engine.archive import all_of
from tests.operations.port_ins.test_waiting_papers import upload

pytestmark = pytest.mark.either_engine

WATCHED: Final = (
    models.JournalEntry, models.Delivery, models.Document, models.WebhookEndpoint, models.PortingNumber, models.PortingRequest,
    models.PortOutRequest, models.PhoneNumber, models.InternalMove, models.SandboxTask, models.SecondFactor,
)  # fmt: skip

EVERYTHING: Final = set(HeldKind) - {HeldKind.WINDOW_CLOSED, HeldKind.RELEASE, HeldKind.COMPLETION}
"""Of the deadlines some are enough: they are all one loop's."""


async def something_for_every_loop(room: Room, clock: Clock) -> None:
    """Papers, one of them deleted, an old draft and an old log, a lost second factor, a digest, deadlines and reminders, one delivery of
    each kind, news, an ending, and simulated carriers."""
    work, scene, rows = room.work, room.scene, Rows(clock.now)
    gone = rows.user(Level.ADMIN, scene.account_id, disabled_at=clock.now)
    rows.webhook_endpoint(scene.account_id, name="Left behind", creator_kind="user", creator_id=gone.id)
    endpoint = rows.webhook_endpoint(scene.account_id)
    rows.webhook_delivery(scene.account_id, endpoint)
    simulated = rows.scene(network={"gateway": GatewayKind.SANDBOX})
    rows.request(simulated, status="REQUESTED", network_carrier_id=simulated.network_id)
    request = rows.request(simulated, [factories.Number.IN_PROCESS], network_carrier_id=simulated.network_id)
    rows.user(Level.AGENT, email=sandbox_desk.EMAIL)
    said: dict[str, Any] = {"subject": "porting_number", "verb": "hand_over", "asked": {}, "unique_key": "one", "due_at": clock.now}
    rows.add(
        models.SandboxTask,
        carrier_id=simulated.network_id,
        targets={"request": str(request.id), "numbers": {str(request.number): 1}},
        **said,
    )
    soon = clock.now + timedelta(days=33)
    dated = rows.request(scene, [{"status": factories.Number.FOC_DATE_SET, "foc_at": soon}])
    rows.request(scene, country="NL", status="READY_TO_BE_PORTED", ready_until=clock.now + timedelta(days=35))
    rows.request(scene, status="DRAFT")
    rows.document({"id": dated.id, "account_id": scene.account_id}, deleted_at=clock.now)
    old = rows.request(scene, status="COMPLETED", ended_at=clock.now - timedelta(days=200), papers=None)
    rows.add(models.RetentionPeriod, kind=RetentionKind.ENTRY, document_kind="", country="", days=90)
    lost = rows.user(Level.MEMBER, scene.account_id)
    waited = {"confirmed_at": clock.now, "reset_due_at": clock.now + timedelta(days=1)}
    rows.add(models.SecondFactor, user_id=lost.id, secret_sealed="-", last_step=0, **waited)
    rows.phone_number(scene, locked_at=clock.now, unlocks_at=clock.now + timedelta(days=1))
    rows.internal_move(scene, [rows.phone_number(scene)])
    await rows.write(work)
    await room.journal(old, [happened("porting_request.commented", old.id, told=False, at=clock.now - timedelta(days=200))])
    await upload(work, scene.member)
    await choose(room, scene.member, PROGRESS=NewsCadence.DAILY_DIGEST)
    clock.now = datetime.combine(clock.now.date() + timedelta(days=32), time(3), UTC)
    await room.journal(dated, [happened("porting_number.marked_portable", dated.number, "PENDING", "PORTABLE")])
    clock.advance(hours=10)
    await due(work, clock)
    await work.unit(partial(owe_one_of_each, scene=scene, order=dated.id, endpoint=endpoint))


async def owe_one_of_each(unit: Unit, scene: factories.Scene, order: UUID, endpoint: UUID) -> None:
    to = {
        DeliveryKind.EMAIL: "a@acme.example",
        DeliveryKind.CALLBACK: "https://acme.example",
        DeliveryKind.WEBHOOK: outbox.endpoint(endpoint),
        DeliveryKind.CARRIER: f"carrier:{scene.network_id}",
    }
    common: dict[str, Any] = {"event": Happening.PORTING_REQUEST_COMMENTED, "move_id": unit.move_id, "account_id": scene.account_id}
    hears = {DeliveryKind.WEBHOOK: endpoint}
    place = ("porting_request", order, 1)
    await unit.owe([outbox.owing(kind, to[kind], {}, order=place, endpoint_id=hears.get(kind), **common) for kind in DeliveryKind])


async def delivered(_owed: Owed) -> Answer:
    return Answer(Verdict.DELIVERED)


async def nothing_rendered(*_: object) -> Mapping[str, Any]:
    return {}


async def no_turn() -> bool:
    return False


class Loops:
    """Everything behind the gate, as `app.py` puts it there; a turn of one is over when what it sent has arrived."""

    def __init__(self, work: Work, desk: sandbox_desk.SandboxDesk) -> None:
        senders: dict[str, Sender] = {str(kind): delivered for kind in DeliveryKind}
        self.room = MailRoom(work, render_order=nothing_rendered, senders=senders, bells=Bells())
        simulated = (Loop("sandbox carrier", partial(sandbox.speak, work)), Loop(sandbox_desk.LOOP, desk.step))
        self.by_name = {loop.name: loop for loop in (*self.room.loops, *self.room.gate.before(*simulated), *paper_loops(work))}

    async def turn(self, name: str) -> None:
        await self.by_name[name].step()
        await self.room.close()


async def standing(work: Work) -> list[Any]:
    """All that a loop could change."""
    return [await all_of(work, model) for model in WATCHED]


async def shown(work: Work, name: str) -> dict[HeldKind, list[Any]]:
    return {kind: groups for kind, groups in (await WOULD[name](work)).items() if groups}


async def test_a_release_does_nothing_that_was_not_shown(room: Room, clock: Clock) -> None:
    sandbox_desk.register()
    await something_for_every_loop(room, clock)
    desk = await sandbox_desk.hired(room.work)
    assert desk
    loops = Loops(room.work, desk)
    assert set(loops.by_name) == set(WOULD), "what stands behind the gate is what says what it would do"
    assert {held.kind for held in await holding.would_happen(room.work)} == EVERYTHING
    for name in ("relay", *(name for name in loops.by_name if name != "relay")):
        assert await shown(room.work, name), f"{name} would do nothing: this test says nothing of it"
        before: list[Any] = []
        while await shown(room.work, name):
            assert await standing(room.work) != before, f"{name} did nothing of what it showed"
            before = await standing(room.work)
            await loops.turn(name)
        before = await standing(room.work)
        await loops.turn(name)
        assert await standing(room.work) == before, f"{name} did something that it had not shown"


async def test_no_loop_is_let_behind_the_gate_that_does_not_show_what_it_would_do(work: Work) -> None:
    with pytest.raises(ValueError, match="nobody can see what they would do: silent"):
        Gate(work).before(Loop("relay", no_turn), Loop("silent", no_turn))
