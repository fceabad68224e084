"""A thousand numbers in one move: few statements, one outcome each in their order, and nobody stops the others."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from time import thread_time
from typing import Any

import pytest

from portico.domain.actors import SYSTEM, Actor
from portico.domain.giving_reasons import GiveReason
from portico.domain.ids import new_id
from portico.domain.port_ins.porting_number import ConfirmFoc, NameReasons
from portico.domain.reasons import ReasonCode
from portico.domain.refusals import ActionUnavailable, Blocked, NotFound, StaleVersion
from portico.domain.statuses import PortingNumberStatus
from portico.operations.engine.moves import move, move_one
from portico.operations.engine.outcomes import Target
from portico.operations.engine.work import Work
from portico.storage import models
from portico.storage.engine.database import Connection
from tests import factories
from tests.clock import Clock
from tests.operations.engine import archive

Number = PortingNumberStatus


@contextmanager
def counted(monkeypatch: pytest.MonkeyPatch) -> Iterator[list[str]]:
    """The statements sent meanwhile."""
    sent: list[str] = []

    def counting(send: Any) -> Any:
        async def sending(connection: Connection, statement: str, *args: Any) -> Any:
            sent.append(statement)
            return await send(connection, statement, *args)

        return sending

    with monkeypatch.context() as patch:
        for name in ("fetch", "fetch_stored", "execute"):
            patch.setattr(Connection, name, counting(getattr(Connection, name)))
        yield sent


@pytest.mark.parametrize("count", [150, pytest.param(1000, marks=pytest.mark.soak)])
async def test_the_number_of_statements_does_not_grow_with_the_numbers(
    work: Work, clock: Clock, monkeypatch: pytest.MonkeyPatch, count: int
) -> None:
    scene = await factories.scene(work)
    many = await factories.request(work, scene, [Number.PENDING] * count)
    few = await factories.request(work, scene, [Number.PENDING] * 2)
    foc_at = factories.foc(work.now)
    steps: list[tuple[Actor, str, Any]] = [
        (scene.agent, "start_review", None),
        (scene.agent, "mark_portable", GiveReason()),
        (scene.agent, "start", None),
        (scene.network, "hand_over", None),
        (scene.losing, "confirm_foc", ConfirmFoc(foc_at)),
        (SYSTEM, "provision", None),
        (scene.agent, "complete", GiveReason()),
    ]
    for actor, verb, asked in steps:
        clock.now = {"provision": foc_at - timedelta(hours=48), "complete": foc_at}.get(verb, work.now)
        counts = []
        for placed in (few, many):
            with counted(monkeypatch) as sent:
                outcomes = await move(work, actor, "porting_number", verb, [Target(key, None) for key in placed.numbers], asked)
            assert [(outcome.id, outcome.refusal) for outcome in outcomes] == [(key, None) for key in placed.numbers]
            counts.append(len(sent))
        assert counts[0] == counts[1], verb
        assert counts[1] <= 30, verb
    assert [row["status"] for row in await archive.all_of(work, models.PortingRequest)] == ["COMPLETED"] * 2
    await archive.check(work)


async def test_a_refused_number_does_not_stop_the_others(work: Work) -> None:
    scene, stranger = await factories.scene(work), await factories.scene(work)
    numbers = [Number.IN_PROCESS, Number.FOC_DATE_SET, Number.IN_PROCESS, Number.COMPLETED, Number.IN_PROCESS]
    placed = await factories.request(work, scene, numbers)
    foreign = await factories.request(work, stranger, [Number.IN_PROCESS])
    going, set_already, stale, completed, also_going = placed.numbers
    unknown = new_id()
    targets = [Target(also_going, 1), Target(foreign.number), Target(stale, 7), Target(set_already), Target(unknown), Target(going)]
    outcomes = await move(work, scene.member, "porting_number", "cancel", [*targets, Target(completed)], GiveReason("We stay."))
    assert [outcome.id for outcome in outcomes] == [target.id for target in targets] + [completed]
    refusals = [outcome.refusal for outcome in outcomes]
    assert [type(refusal) for refusal in refusals] == [
        type(None),
        NotFound,
        StaleVersion,
        type(None),
        NotFound,
        type(None),
        ActionUnavailable,
    ]
    assert isinstance(refusals[2], StaleVersion)
    assert refusals[2].current_version == 1
    assert [outcome.version for outcome in outcomes] == [2, None, None, 2, None, 2, None]
    found = {row["id"]: row["status"] for row in await archive.all_of(work, models.PortingNumber)}
    assert [found[key] for key in placed.numbers] == [
        "CANCELLATION_PENDING",
        "CANCELLATION_PENDING",
        "IN_PROCESS",
        "COMPLETED",
        "CANCELLATION_PENDING",
    ]
    assert found[foreign.number] == "IN_PROCESS"
    assert len(await archive.entries_of(work, placed.id)) == 3
    await archive.check(work)


async def test_one_number_asked_for_twice_moves_once(work: Work) -> None:
    scene = await factories.scene(work)
    placed = await factories.request(work, scene, [Number.PENDING, Number.PENDING])
    first, second = placed.numbers
    outcomes = await move(work, scene.agent, "porting_number", "start_review", [Target(first), Target(second), Target(first)])
    assert [(outcome.id, outcome.refusal) for outcome in outcomes] == [(first, None), (second, None), (first, None)]
    assert len(await archive.entries_of(work, placed.id)) == 2


async def test_numbers_of_several_requests_move_in_one_command(work: Work) -> None:
    scene = await factories.scene(work)
    placed = [await factories.request(work, scene, [Number.PORTABLE, Number.PORTABLE]) for _ in range(3)]
    targets = [Target(key) for request in placed for key in request.numbers]
    outcomes = await move(work, scene.agent, "porting_number", "start", targets)
    assert [outcome.refusal for outcome in outcomes] == [None] * 6
    entries = await archive.all_of(work, models.JournalEntry, "position")
    assert len({entry["move_id"] for entry in entries}) == 1
    attempts = await archive.all_of(work, models.PortingAttempt)
    assert {attempt["request_id"] for attempt in attempts} == {request.id for request in placed}
    assert [attempt["no"] for attempt in attempts] == [1, 1, 1]  # the numbers of one request share one
    await archive.check(work)


async def test_a_single_move_raises_its_refusal(work: Work) -> None:
    scene = await factories.scene(work)
    placed = await factories.request(work, scene, [Number.PORTABLE], papers=None)
    with pytest.raises(Blocked) as refused:
        await move_one(work, scene.agent, "porting_number", "start", Target(placed.number))
    assert [blocker.code for blocker in refused.value.blockers] == ["DOCUMENTS_NOT_ACCEPTED"]
    assert await archive.entries_of(work, placed.id) == []


async def test_a_thousand_numbers_end_in_one_command(work: Work) -> None:
    scene = await factories.scene(work)
    placed = await factories.request(work, scene, [Number.PENDING] * 1000)
    await move(work, scene.agent, "porting_number", "start_review", [Target(key) for key in placed.numbers])
    asked = NameReasons([ReasonCode.OTHER], "The range belongs to another carrier.")
    outcomes = await move(work, scene.agent, "porting_number", "mark_not_portable", [Target(key) for key in placed.numbers], asked)
    assert {outcome.refusal for outcome in outcomes} == {None}
    request = await archive.row_of(work, models.PortingRequest, placed.id)
    assert request
    assert (request["status"], request["open_count"], request["sequence"]) == ("REJECTED", 0, 2001)
    assert request["status_reason"] == "0 of 1000 numbers ported, 1000 not portable."
    assert await archive.all_of(work, models.NumberClaim) == []


async def test_a_command_about_a_thousand_numbers_leaves_everybody_else_their_turns(work: Work) -> None:
    """The loop stood still for the half of its work that deciding about all of them took, and for the half that writing did."""
    scene = await factories.scene(work)
    placed = await factories.request(work, scene, [{"status": Number.PENDING, "review_started_at": work.now}] * 1000)
    worked: list[float] = []

    async def somebody_else() -> None:
        at = thread_time()
        while True:
            await asyncio.sleep(0)
            worked.append(thread_time() - at)
            at = thread_time()

    other = asyncio.create_task(somebody_else())
    outcomes = await move(work, scene.agent, "porting_number", "mark_portable", [Target(number) for number in placed.numbers])
    other.cancel()
    assert {outcome.refusal for outcome in outcomes} == {None}
    long = [each for each in worked if each > 0.001]
    assert max(long) < sum(long) / 4
