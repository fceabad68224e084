"""Whatever happens to a request in whatever order: no number is lost, the counters are right, and it ends exactly when they all have."""

from __future__ import annotations

import itertools
from collections import Counter
from datetime import timedelta
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from portico.domain.actors import SYSTEM, Actor
from portico.domain.giving_reasons import GiveReason
from portico.domain.port_ins.porting_number import ConfirmedReason, ConfirmFoc, NameReasons, Resubmit
from portico.domain.port_ins.porting_number_table import PORTING_NUMBER
from portico.domain.reasons import ReasonCode
from portico.domain.refusals import ActionUnavailable, Blocked, InvalidInput, NotFound, NotPermitted
from portico.domain.statuses import NUMBER_ENDED, REQUEST_ENDED, Flow, PortingNumberStatus, PortingRequestStatus
from portico.operations.engine.moves import move
from portico.operations.engine.outcomes import Target
from portico.operations.engine.work import Work
from portico.storage import models
from portico.storage.engine.rows import Row
from tests import factories
from tests.clock import START, Clock
from tests.factories import Request, Scene
from tests.operations.engine import archive

NUMBERS = 4
Number = PortingNumberStatus
REASONED = GiveReason("Because of this.")
CODED = NameReasons([ReasonCode.NAME_MISMATCH])


# Verb → the roles that try it; not all of them may.
TRIED = {
    "start_review": ("agent",),
    "mark_portable": ("agent",),
    "mark_not_portable": ("agent",),
    "cancel": ("member", "agent"),
    "start": ("agent",),
    "hand_over": ("network", "agent"),
    "confirm_foc": ("losing", "agent"),
    "revise_foc": ("network", "agent"),
    "withdraw_foc": ("losing",),
    "require_action": ("losing", "agent"),
    "resubmit": ("member",),
    "accept_cancellation": ("agent",),
    "reject_cancellation": ("agent",),
    "complete": ("agent", "network", "system"),
    "provision": ("system",),
}
ENDING = {"cancel", "mark_not_portable", "accept_cancellation"}
EARLY = {Number.PENDING, Number.PORTABLE}
BEGUN = st.sampled_from([Number.PENDING, Number.PORTABLE, Number.IN_PROCESS, Number.ACTION_REQUIRED, Number.FOC_DATE_SET])
WHICH = st.sets(st.integers(0, NUMBERS - 1), min_size=1)
HOURS = st.sampled_from([0, 1, 25, 60, 300])


PATIENT = settings(deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow])


@settings(PATIENT, max_examples=8)
@given(data=st.data())
async def test_no_number_is_lost_and_the_counters_are_right(work: Work, clock: Clock, data: st.DataObject) -> None:
    await anything_happens(work, clock, data)


@pytest.mark.soak
@settings(PATIENT, max_examples=100)
@given(data=st.data())
async def test_no_number_is_lost_however_long_one_tries(work: Work, clock: Clock, data: st.DataObject) -> None:
    await anything_happens(work, clock, data)


async def anything_happens(work: Work, clock: Clock, data: st.DataObject) -> None:
    clock.now = START
    scene = await factories.scene(work)
    begun = data.draw(st.lists(BEGUN, min_size=NUMBERS, max_size=NUMBERS), "statuses")
    placed = await factories.request(work, scene, begun)
    for _ in range(data.draw(st.integers(5, 25), "commands")):
        clock.advance(hours=data.draw(HOURS, "hours later"))
        await take(work, scene, placed, data)
    await check(work, placed, begun)
    for verb in ("start_review", "complete", "accept_cancellation", "mark_not_portable"):
        await move(work, scene.agent, "porting_number", verb, [Target(key) for key in placed.numbers], asked(work, verb))
    assert (await check(work, placed, begun))["status"] in REQUEST_ENDED


async def check(work: Work, placed: Request, begun: list[PortingNumberStatus]) -> Row:
    await archive.check(work)
    request = await archive.row_of(work, models.PortingRequest, placed.id)
    assert request
    await check_history(work, placed, request, begun)
    await check_conclusion(work, placed, request)
    return request


async def take(work: Work, scene: Scene, placed: Request, data: st.DataObject) -> None:
    """One command over some of the numbers, mostly one that suits the first of them; refusals are answers, one for each number."""
    which = sorted(data.draw(WHICH, "numbers"))
    first = await archive.row_of(work, models.PortingNumber, placed.numbers[which[0]])
    assert first
    suiting = {row.verb for row in PORTING_NUMBER.rows.get((Flow.STANDARD, first["status"]), ())} & TRIED.keys()
    going_on = suiting - (ENDING if first["status"] in EARLY else ENDING - {"cancel"})
    may_end = not going_on or data.draw(st.integers(0, 7), "ending") == 0
    wanted = (suiting or {"cancel_all", *TRIED}) if may_end else going_on
    verb = data.draw(st.sampled_from(sorted(wanted)), "verb")
    if verb == "cancel_all":
        await move(work, scene.member, "porting_request", "cancel", [Target(placed.id)], REASONED)
        return
    role = data.draw(st.sampled_from(TRIED[verb]), "role")
    actor: Actor = SYSTEM if role == "system" else getattr(scene, role)
    targets = [Target(placed.numbers[place]) for place in which]
    outcomes = await move(work, actor, "porting_number", verb, targets, asked(work, verb))
    assert [outcome.id for outcome in outcomes] == [target.id for target in targets]
    refusals = {type(outcome.refusal) for outcome in outcomes if outcome.refusal}
    assert refusals <= {ActionUnavailable, Blocked, InvalidInput, NotFound, NotPermitted}


def asked(work: Work, verb: str) -> Any:
    match verb:
        case "confirm_foc" | "revise_foc":
            return ConfirmFoc(work.now + timedelta(hours=50), override=False, reason="Because of this.")
        case "mark_not_portable" | "require_action":
            return CODED
        case "resubmit":
            return Resubmit([ConfirmedReason(ReasonCode.NAME_MISMATCH, "As on the last bill.")])
        case "start_review" | "start" | "hand_over" | "provision":
            return None
    return REASONED


async def check_history(work: Work, placed: Request, request: Row, begun: list[PortingNumberStatus]) -> None:
    """Each number's entries lead, without a gap, from where it began to where it stands."""
    numbers = archive.by_id(await archive.all_of(work, models.PortingNumber))
    entries = await archive.entries_of(work, placed.id)
    assert [entry["order_sequence"] for entry in entries] == list(range(1, request["sequence"] + 1))
    for key, status in zip(placed.numbers, begun, strict=True):
        mine = [entry for entry in entries if entry["subject_id"] == key]
        path: list[str] = [status, *(entry["to_status"] for entry in mine)]
        assert [(entry["from_status"], entry["to_status"]) for entry in mine] == list(itertools.pairwise(path))
        assert path[-1] == numbers[key]["status"]
        assert numbers[key]["version"] == 1 + len(mine)
        assert all(entry["reason"].strip() for entry in mine)


async def check_conclusion(work: Work, placed: Request, request: Row) -> None:
    """The request has ended exactly when every number has, and as they did."""
    numbers = archive.by_id(await archive.all_of(work, models.PortingNumber))
    ends = Counter(numbers[key]["status"] for key in placed.numbers)
    if ends.keys() - NUMBER_ENDED:
        assert request["status"] is PortingRequestStatus.IN_PROGRESS
        assert request["ended_at"] is None
        return
    assert request["status"] in REQUEST_ENDED
    if ends[Number.COMPLETED]:
        assert request["status"] is PortingRequestStatus.COMPLETED
    else:
        all_canceled = ends[Number.CANCELED] == NUMBERS
        assert request["status"] is (PortingRequestStatus.CANCELED if all_canceled else PortingRequestStatus.REJECTED)
    assert f"{ends[Number.COMPLETED]} of {NUMBERS} numbers ported" in request["status_reason"]
