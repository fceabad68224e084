"""The Sandbox desk: a staff user that works by itself, on its simulated carriers' orders only, in small and safe steps."""

from __future__ import annotations

from collections import Counter
from datetime import timedelta
from typing import Any
from uuid import UUID

import pytest

from portico.carriers import sandbox_desk
from portico.carriers.sandbox_desk import THINKS, SandboxDesk
from portico.domain.giving_reasons import GiveReason
from portico.domain.port_ins.documents.document import RejectDocument
from portico.domain.port_ins.porting_number import NameReasons
from portico.domain.reasons import ReasonCode
from portico.domain.refusals import Blocked
from portico.domain.retry import TRY_AGAIN_AFTER
from portico.domain.statuses import DocumentKind, DocumentStatus, Level, PortingNumberStatus, PortingRequestStatus
from portico.operations.engine import moves
from portico.operations.engine.outcomes import Outcome
from portico.operations.engine.work import Work
from tests import factories
from tests.carriers.conftest import Simulation
from tests.clock import Clock
from tests.factories import Request, Rows, Scene

pytestmark = pytest.mark.either_engine

IN_PROCESS = "IN_PROCESS"


async def work_off(desk: SandboxDesk, clock: Clock) -> None:
    """Days of nothing but the desk."""
    for _ in range(8):
        clock.now += THINKS
        while await desk.step():
            pass


async def test_it_accepts_reviews_and_starts_under_its_own_name(simulation: Simulation) -> None:
    scene = await simulation.scene()
    desk = await simulation.hire()
    request = await simulation.submitted(scene)
    await work_off(desk, simulation.clock)
    assert await simulation.statuses(request) == [IN_PROCESS]
    journal = await simulation.journal(request.id)
    did = [(entry["subject_kind"], entry["verb"]) for entry in journal]
    assert did[0] == ("porting_request", "accept")
    assert Counter(did) == {
        ("porting_request", "accept"): 1,
        ("document", "accept"): 2,
        ("porting_number", "start_review"): 1,
        ("porting_number", "mark_portable"): 1,
        ("porting_number", "start"): 1,
    }
    assert {(entry["actor_role"], entry["actor_kind"], entry["actor_name"]) for entry in journal} == {("STAFF", "user", "Sandbox desk")}


async def test_each_step_takes_it_a_while(simulation: Simulation, clock: Clock) -> None:
    desk = await simulation.hire()
    request = await simulation.submitted(await simulation.scene())
    clock.now += THINKS - timedelta(seconds=1)
    assert not await desk.step()
    clock.advance(seconds=1)
    assert await desk.step()
    assert (await simulation.request(request))["status"] == "IN_PROGRESS"


async def test_a_faster_clock_makes_it_think_faster(simulation: Simulation, clock: Clock) -> None:
    simulation.work.settings = simulation.work.settings.model_copy(update={"sandbox_speed": 2880})
    desk = await simulation.hire()
    request = await simulation.submitted(await simulation.scene())
    for _ in range(5):
        clock.advance(seconds=3)
        await desk.step()
    assert await simulation.statuses(request) == [IN_PROCESS]


async def test_the_numbers_of_a_request_go_together(simulation: Simulation) -> None:
    """One command per request and step: one attempt at the carrier, and one mail."""
    desk = await simulation.hire()
    scene = await simulation.scene()
    requests = [await simulation.submitted(scene, "01", "02", "03") for _ in range(2)]
    await work_off(desk, simulation.clock)
    for request in requests:
        assert [number["attempt_no"] for number in await simulation.numbers(request)] == [1, 1, 1]
        started = [entry for entry in await simulation.journal(request.id) if entry["verb"] == "start"]
        assert len({entry["move_id"] for entry in started}) == 1


async def test_it_starts_nothing_before_the_documents_are_accepted(simulation: Simulation) -> None:
    """A paper that staff rejected keeps the number back until another one comes; that one it accepts, and goes on."""
    scene = await simulation.scene()
    desk = await simulation.hire()
    request = await simulation.submitted(scene)
    await simulation.do(scene.agent, "document", "reject", [request.documents[DocumentKind.LOA]], RejectDocument("Not signed."))
    await work_off(desk, simulation.clock)
    assert await simulation.statuses(request) == ["PORTABLE"]
    await simulation.paper(request, DocumentKind.LOA)
    await work_off(desk, simulation.clock)
    assert await simulation.statuses(request) == [IN_PROCESS]


async def test_a_number_it_cannot_start_hides_none_of_the_others(simulation: Simulation, clock: Clock) -> None:
    """More stuck numbers than it looks at in one turn, older than the one that is in order."""
    scene = await simulation.scene()
    made = Rows(simulation.work.now)
    stuck = [dict.fromkeys(("status",), PortingNumberStatus.PORTABLE) for _ in range(520)]
    made.request(scene, stuck, papers=DocumentStatus.REJECTED)
    await made.write(simulation.work)
    clock.advance(minutes=5)
    fine = await factories.request(simulation.work, scene, [PortingNumberStatus.PORTABLE])
    desk = await simulation.hire()
    clock.now += THINKS
    await desk.step()
    await desk.step()
    assert await simulation.statuses(fine) == [IN_PROCESS]


async def test_many_orders_under_way_hide_no_new_one(simulation: Simulation, clock: Clock) -> None:
    scene = await simulation.scene()
    made = Rows(simulation.work.now)
    for _ in range(120):
        made.request(scene, [PortingNumberStatus.IN_PROCESS])
    await made.write(simulation.work)
    clock.advance(minutes=5)
    new = await simulation.submitted(scene)
    desk = await simulation.hire()
    clock.now += THINKS
    await desk.step()
    assert (await simulation.request(new))["status"] == "IN_PROGRESS"


async def test_other_carriers_orders_and_drafts_are_none_of_its_business(simulation: Simulation) -> None:
    manual, ours = await simulation.scene(gateway="MANUAL"), await simulation.scene()
    desk = await simulation.hire()
    theirs = await simulation.submitted(manual)
    draft = await factories.request(simulation.work, ours, status=PortingRequestStatus.DRAFT, papers=DocumentStatus.UPLOADED)
    ended = await factories.request(simulation.work, ours, status=PortingRequestStatus.REJECTED, papers=DocumentStatus.UPLOADED)
    await work_off(desk, simulation.clock)
    for request in (theirs, draft, ended):
        assert await simulation.journal(request.id) == []


async def test_a_cancellation_is_accepted_before_the_foc_and_left_alone_after_it(simulation: Simulation, clock: Clock) -> None:
    scene = await simulation.scene(completes_by_itself=False)
    desk = await simulation.hire()
    pending = {"status": PortingNumberStatus.CANCELLATION_PENDING, "resume_status": PortingNumberStatus.FOC_DATE_SET}
    ahead, passed = clock.now + timedelta(days=5), clock.now - timedelta(hours=1)
    request = await factories.request(simulation.work, scene, [pending | {"foc_at": ahead}, pending | {"foc_at": passed}])
    await work_off(desk, simulation.clock)
    assert await simulation.statuses(request) == ["CANCELED", "CANCELLATION_PENDING"]


async def test_it_refuses_the_cancellation_of_a_stubborn_number_with_a_reason(simulation: Simulation) -> None:
    scene = await simulation.scene()
    desk = await simulation.hire()
    request = await submitted_and_pending(simulation, scene, "95", "01")
    await work_off(desk, simulation.clock)
    assert await simulation.statuses(request) == ["CANCELLATION_REJECTED", "CANCELED"]
    refused = next(entry for entry in await simulation.journal(request.id) if entry["verb"] == "reject_cancellation")
    assert (refused["reason"], refused["actor_name"]) == (sandbox_desk.TOO_LATE, "Sandbox desk")


async def submitted_and_pending(simulation: Simulation, scene: Scene, *endings: str) -> Request:
    request = await simulation.submitted(scene, *endings)
    await simulation.settle()
    await simulation.do(scene.member, "porting_number", "cancel", request.numbers, GiveReason("We stay."))
    return request


@pytest.mark.parametrize(
    ("codes", "then"),
    [
        (["NUMBER_NOT_PORTABLE"], "NOT_PORTABLE"),
        (["RATE_CENTER_NOT_PORTABLE", "FOC_REJECTED"], "NOT_PORTABLE"),
        (["FOC_EXPIRED"], IN_PROCESS),
        (["FOC_EXPIRED", "NAME_MISMATCH"], "ACTION_REQUIRED"),
        (["FREEZE_ON_LINE"], "ACTION_REQUIRED"),
        (["CARRIER_UNRESPONSIVE"], "ACTION_REQUIRED"),
    ],
)
async def test_a_rejection_that_is_staffs_to_act_on_is_acted_on(simulation: Simulation, codes: list[str], then: str) -> None:
    scene = await simulation.scene()
    desk = await simulation.hire()
    request = await factories.request(simulation.work, scene, [PortingNumberStatus.IN_PROCESS])
    asked = NameReasons([ReasonCode(code) for code in codes])
    await simulation.do(scene.network, "porting_number", "require_action", request.numbers, asked)
    await work_off(desk, simulation.clock)
    assert await simulation.statuses(request) == [then]


async def test_a_rejection_is_acted_on_after_a_refused_cancellation_too(simulation: Simulation) -> None:
    scene = await simulation.scene()
    desk = await simulation.hire()
    request = await submitted_and_pending(simulation, scene, "95")
    asked = NameReasons([ReasonCode.NUMBER_NOT_PORTABLE])
    await simulation.do(scene.agent, "porting_number", "require_action", request.numbers, asked)
    await work_off(desk, simulation.clock)
    assert await simulation.statuses(request) == ["NOT_PORTABLE"]


async def test_what_is_refused_or_fails_stops_nothing_else(simulation: Simulation, clock: Clock, monkeypatch: pytest.MonkeyPatch) -> None:
    scene = await simulation.scene()
    desk = await simulation.hire()
    broken, refused, fine = [await simulation.submitted(scene) for _ in range(3)]
    tried: list[UUID] = []

    async def sometimes(work: Work, actor: Any, subject: str, verb: str, targets: Any, asked: Any = None) -> Any:
        (target, *_) = targets
        tried.append(target.id)
        if target.id == broken.id:
            raise RuntimeError("a defect")
        if target.id == refused.id:
            return [Outcome(target.id, refusal=Blocked(()))]
        return await moves.move(work, actor, subject, verb, targets, asked)

    monkeypatch.setattr(sandbox_desk, "move", sometimes)
    clock.now += THINKS
    while await desk.step():
        pass
    statuses = [(await simulation.request(request))["status"] for request in (broken, refused, fine)]
    assert statuses == ["REQUESTED", "REQUESTED", "IN_PROGRESS"]
    assert Counter(tried)[broken.id] == Counter(tried)[refused.id] == 1, "left alone for a while"
    clock.now += TRY_AGAIN_AFTER
    await desk.step()
    assert Counter(tried)[broken.id] == Counter(tried)[refused.id] == 2


async def test_two_of_it_do_everything_once(simulation: Simulation, clock: Clock) -> None:
    """As two workers of one PostgreSQL have it: whoever comes second is refused."""
    desk, twin = await simulation.hire(), await sandbox_desk.hired(simulation.work)
    assert twin
    request = await simulation.submitted(await simulation.scene(), "01", "02")
    for _ in range(8):
        clock.now += THINKS
        await desk.step()
        await twin.step()
    assert Counter(await simulation.verbs(request.id))["start"] == 2
    assert [number["attempt_no"] for number in await simulation.numbers(request)] == [1, 1]


async def test_nobody_is_hired_where_there_is_no_such_staff_user(simulation: Simulation) -> None:
    assert await sandbox_desk.hired(simulation.work) is None
    made = Rows(simulation.work.now)
    made.user(Level.AGENT, email=sandbox_desk.EMAIL, disabled_at=simulation.work.now)
    await made.write(simulation.work)
    assert await sandbox_desk.hired(simulation.work) is None


async def test_a_customer_of_that_address_is_not_hired(simulation: Simulation) -> None:
    made = Rows(simulation.work.now)
    made.user(Level.ADMIN, made.account(), email=sandbox_desk.EMAIL)
    await made.write(simulation.work)
    assert await sandbox_desk.hired(simulation.work) is None
