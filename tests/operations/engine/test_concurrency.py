"""Commands at the same time, on PostgreSQL: each order is seen by one unit after the other, and exactly one of two rivals wins."""

from __future__ import annotations

import asyncio
import dataclasses
from collections import Counter
from collections.abc import Awaitable, Sequence
from datetime import timedelta
from typing import Any
from uuid import UUID

import pytest

from portico.domain.actors import SYSTEM, Actor
from portico.domain.giving_reasons import GiveReason
from portico.domain.port_ins.porting_number import AssignProfile
from portico.domain.refusals import Blocked, NotFound
from portico.domain.statuses import PortingNumberStatus
from portico.operations.engine.idempotency import Key
from portico.operations.engine.moves import move
from portico.operations.engine.outcomes import Outcome, Target
from portico.operations.engine.work import Unit, Work
from portico.storage import models
from portico.storage.engine import database
from tests import factories
from tests.clock import Clock
from tests.operations.engine import archive

pytestmark = [pytest.mark.postgres, pytest.mark.parametrize("migrated_url", ["postgres"], indirect=True)]
Number = PortingNumberStatus
ROUNDS = 8


async def at_once(*moves: Awaitable[list[Outcome]]) -> list[Outcome]:
    """The only outcome of each."""
    return [outcome for outcomes in await asyncio.gather(*moves) for outcome in outcomes]


def one(work: Work, actor: Actor, verb: str, number: UUID, asked: Any = None, key: Key | None = None) -> Awaitable[list[Outcome]]:
    return move(work, actor, "porting_number", verb, [Target(number)], asked, key)


async def test_the_last_two_numbers_ending_at_once_conclude_the_request(work: Work, clock: Clock) -> None:
    scene = await factories.scene(work)
    due = {"status": Number.FOC_DATE_SET, "foc_at": work.now, "provisioned_at": work.now}
    placed = [await factories.request(work, scene, [due, due]) for _ in range(ROUNDS)]
    clock.advance(hours=1)
    outcomes = await at_once(*(one(work, scene.agent, "complete", key, GiveReason()) for request in placed for key in request.numbers))
    assert [outcome.refusal for outcome in outcomes] == [None] * 2 * ROUNDS
    for request in await archive.all_of(work, models.PortingRequest):
        assert (request["status"], request["open_count"]) == ("COMPLETED", 0)
        verbs = Counter(entry["verb"] for entry in await archive.entries_of(work, request["id"]))
        assert verbs == {"complete": 2, "activate": 2, "conclude": 1}
    await archive.check(work)


async def test_bulks_in_opposite_order_do_not_deadlock_the_caller(work: Work, monkeypatch: pytest.MonkeyPatch) -> None:
    """Not even so that a second try would hide it: every unit takes its orders in the same order."""
    lost: list[BaseException] = []

    def give_up(problem: BaseException) -> bool:
        lost.append(problem)
        return False

    monkeypatch.setattr(database, "is_retryable", give_up)
    scene = await factories.scene(work)
    placed = [await factories.request(work, scene, [Number.IN_PROCESS] * 5) for _ in range(2)]
    there = [Target(key) for request in placed for key in request.numbers]
    back = list(reversed(there))
    asked = AssignProfile(scene.configuration_id)

    def assign(targets: Sequence[Target]) -> Awaitable[list[Outcome]]:
        return move(work, scene.member, "porting_number", "assign_profile", targets, asked)

    outcomes = await at_once(*(assign(targets) for _ in range(ROUNDS) for targets in (there, back)))
    assert {outcome.refusal for outcome in outcomes} == {None}
    assert {row["version"] for row in await archive.all_of(work, models.PortingNumber)} == {1 + 2 * ROUNDS}
    assert lost == []
    await archive.check(work)


async def test_a_unit_that_lost_a_deadlock_is_run_again(work: Work) -> None:
    scene = await factories.scene(work)
    first, second = [(await factories.request(work, scene)).id for _ in range(2)]
    met = asyncio.Barrier(2)
    tries: list[UUID] = []

    async def lock_one_then_the_other(unit: Unit, mine: UUID, other: UUID) -> None:
        tries.append(mine)
        await unit.lock("porting_request", [mine])
        if len(tries) <= 2:
            await met.wait()
        await unit.lock("porting_request", [other])

    await asyncio.wait_for(
        asyncio.gather(
            work.unit(lambda unit: lock_one_then_the_other(unit, first, second)),
            work.unit(lambda unit: lock_one_then_the_other(unit, second, first)),
        ),
        timeout=20,
    )
    assert len(tries) == 3


async def test_a_double_click_has_one_effect(work: Work) -> None:
    scene = await factories.scene(work)
    placed = await factories.request(work, scene, [Number.PENDING] * ROUNDS)
    outcomes = await at_once(*(one(work, scene.agent, "start_review", key) for key in placed.numbers for _ in range(2)))
    assert Counter(outcome.refusal is None for outcome in outcomes) == {True: ROUNDS, False: ROUNDS}
    assert {row["version"] for row in await archive.all_of(work, models.PortingNumber)} == {2}
    await archive.check(work)


async def test_a_draft_discarded_twice_at_once_is_gone_once(work: Work) -> None:
    scene = await factories.scene(work)
    placed = [await factories.request(work, scene, status="DRAFT") for _ in range(ROUNDS)]
    outcomes = await at_once(*(move(work, scene.member, "porting_request", "discard", [Target(p.id)]) for p in placed for _ in range(2)))
    assert Counter(type(outcome.refusal) for outcome in outcomes) == {type(None): ROUNDS, NotFound: ROUNDS}
    assert await archive.all_of(work, models.PortingRequest) == []


async def test_of_two_who_saw_the_same_version_one_is_stale(work: Work) -> None:
    scene = await factories.scene(work)
    placed = await factories.request(work, scene, [Number.IN_PROCESS])
    asked = AssignProfile(scene.configuration_id)
    clicks = (move(work, who, "porting_number", "assign_profile", [Target(placed.number, 1)], asked) for who in (scene.member, scene.admin))
    outcomes = await at_once(*clicks)
    assert sorted(type(outcome.refusal).__name__ for outcome in outcomes) == ["NoneType", "StaleVersion"]


async def test_of_two_submissions_of_one_number_exactly_one_wins(work: Work) -> None:
    scenes = [await factories.scene(work) for _ in range(2)]
    for _ in range(ROUNDS):
        number = factories.e164()
        drafts = [
            await factories.request(work, scene, [{"status": Number.DRAFT, "e164": number}, Number.DRAFT], status="DRAFT")
            for scene in scenes
        ]
        submits = (
            move(work, scene.member, "porting_request", "submit", [Target(draft.id)]) for scene, draft in zip(scenes, drafts, strict=True)
        )
        outcomes = await at_once(*submits)
        (lost,) = [outcome for outcome in outcomes if outcome.refusal]
        assert isinstance(lost.refusal, Blocked)
        assert [blocker.code for blocker in lost.refusal.blockers] == ["NUMBER_LIVE_ELSEWHERE"]
        row = await archive.row_of(work, models.PortingRequest, lost.id)
        assert row
        assert (row["status"], row["version"], row["sequence"]) == ("DRAFT", 1, 0)
    await archive.check(work)


async def test_a_command_sent_twice_with_its_key_is_done_once(work: Work) -> None:
    scene = await factories.scene(work)
    placed = await factories.request(work, scene, [Number.IN_PROCESS] * ROUNDS)
    asked = AssignProfile(scene.configuration_id)
    keyed = [(key, Key("portingNumbersAssignProfile", f"key {key}", str(key))) for key in placed.numbers]
    outcomes = await at_once(*(one(work, scene.member, "assign_profile", number, asked, key) for number, key in keyed for _ in range(3)))
    assert {(outcome.version, outcome.refusal) for outcome in outcomes} == {(2, None)}
    assert {row["version"] for row in await archive.all_of(work, models.PortingNumber)} == {2}
    assert len(await archive.entries_of(work, placed.id)) == ROUNDS


async def test_around_the_deadline_either_the_owner_or_the_clock_decides(work: Work, clock: Clock) -> None:
    """Each has looked at the clock before it waits for the order: the owner a moment before the deadline, the clock at it."""
    scene = await factories.scene(work)
    deadline = work.now + timedelta(hours=1)
    placed = [await factories.port_out(work, scene, expires_at=deadline) for _ in range(ROUNDS)]
    just_before = dataclasses.replace(work, clock=Clock(deadline - timedelta(microseconds=1)))
    clock.now = deadline
    for request in placed:
        target = [Target(request.id)]
        outcomes = await at_once(
            move(just_before, scene.member, "port_out_request", "approve", target), move(work, SYSTEM, "port_out_request", "expire", target)
        )
        assert Counter(outcome.refusal is None for outcome in outcomes) == {True: 1, False: 1}
        row = await archive.row_of(work, models.PortOutRequest, request.id)
        assert row
        assert row["status"] == ("APPROVED" if outcomes[0].refusal is None else "EXPIRED")
    await archive.check(work)


async def test_at_the_deadline_only_the_clock_decides(work: Work, clock: Clock) -> None:
    scene = await factories.scene(work)
    request = await factories.port_out(work, scene, expires_at=work.now + timedelta(hours=1))
    clock.advance(hours=1)
    target = [Target(request.id)]
    approved, expired = await at_once(
        move(work, scene.member, "port_out_request", "approve", target), move(work, SYSTEM, "port_out_request", "expire", target)
    )
    assert approved.refusal is not None
    assert expired.refusal is None
