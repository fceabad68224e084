"""Loops: a turn that fails is logged, waited out and tried again; a stop lets the turn under way finish."""

from __future__ import annotations

import asyncio
import itertools
from contextvars import ContextVar
from time import monotonic
from typing import Any

import pytest
from structlog.testing import capture_logs

from portico.live.bells import Bell
from portico.live.loops import Failed, Loop, Loops, run_here, run_unit


class Trouble(Exception):
    """What a turn may raise."""


async def until(holds: Any, seconds: float = 5.0) -> None:
    async with asyncio.timeout(seconds):
        while not holds():  # noqa: ASYNC110 - nobody tells when it does
            await asyncio.sleep(0.001)


async def test_a_loop_turns_again_at_once_while_there_is_more_and_rests_otherwise() -> None:
    turns: list[float] = []

    async def step() -> bool:
        turns.append(monotonic())
        return len(turns) < 5

    loops = Loops()
    loops.start(Loop("work", step, every=30))
    await until(lambda: len(turns) == 5)
    await asyncio.sleep(0.05)
    assert len(turns) == 5
    assert turns[-1] - turns[0] < 10
    await loops.stop()


async def test_a_bell_wakes_a_loop_and_a_ring_during_a_turn_is_kept() -> None:
    bell, turns = Bell(), 0

    async def step() -> None:
        nonlocal turns
        turns += 1
        if turns == 2:
            bell.ring()

    loops = Loops()
    loops.start(Loop("work", step, bell, every=30))
    await until(lambda: turns == 1)
    bell.ring()
    await until(lambda: turns == 3)
    await loops.stop()


async def test_without_a_bell_the_poll_turns_it() -> None:
    turns = 0

    async def step() -> None:
        nonlocal turns
        turns += 1

    loops = Loops()
    loops.start(Loop("work", step, every=0.01), Loop("rung", step, Bell(), every=0.01))
    await until(lambda: turns >= 6)
    await loops.stop()


async def test_a_turn_that_fails_is_logged_waited_out_and_does_not_end_the_loop() -> None:
    turns: list[float] = []

    async def step() -> None:
        turns.append(monotonic())
        if len(turns) <= 4:
            raise Trouble("database away")

    with capture_logs() as logs:
        loops = Loops(first_pause=0.02, longest_pause=0.05)
        loops.start(Loop("work", step, every=0.0))
        await until(lambda: len(turns) >= 3)
        assert loops.failures == {"work": len(turns)} or loops.failures == {"work": len(turns) - 1}
        await until(lambda: len(turns) >= 8)
        assert loops.failures == {}
        await loops.stop()
    gaps = [later - earlier for earlier, later in itertools.pairwise(turns)]
    assert gaps[0] >= 0.019
    assert gaps[1] >= 0.039
    assert [entry["unit"] for entry in logs if entry["log_level"] == "error"] == ["work"] * 4
    assert all(isinstance(entry["exc_info"], Trouble) for entry in logs if entry["log_level"] == "error")


def test_the_pause_after_failures_doubles_and_stops_growing() -> None:
    loops = Loops(first_pause=0.02, longest_pause=0.05)
    assert [loops._pause(failures) for failures in (1, 2, 3, 4, 10_000)] == [0.02, 0.04, 0.05, 0.05, 0.05]


async def test_one_loop_in_trouble_does_not_touch_the_others() -> None:
    turns = 0

    async def bad() -> None:
        raise Trouble

    async def good() -> None:
        nonlocal turns
        turns += 1

    loops = Loops(first_pause=0.01)
    loops.start(Loop("bad", bad), Loop("good", good, every=0.01))
    await until(lambda: turns > 5)
    assert set(loops.failures) == {"bad"}
    await loops.stop()


async def test_each_turn_has_a_context_of_its_own() -> None:
    transaction: ContextVar[str | None] = ContextVar("transaction", default=None)
    seen: list[str | None] = []

    async def step() -> None:
        seen.append(transaction.get())
        transaction.set("left open by a turn that failed")
        raise Trouble

    loops = Loops(first_pause=0.001, longest_pause=0.001)
    loops.start(Loop("work", step))
    await until(lambda: len(seen) >= 3)
    await loops.stop()
    assert set(seen) == {None}


async def test_a_stop_ends_resting_loops_at_once_and_lets_a_turn_finish() -> None:
    finished = started = False

    async def busy() -> None:
        nonlocal finished, started
        started = True
        await asyncio.sleep(0.2)
        finished = True

    async def idle() -> None:
        return

    loops = Loops()
    loops.start(Loop("busy", busy), Loop("idle", idle, Bell(), every=3600))
    await until(lambda: started)
    at = monotonic()
    await loops.stop()
    assert finished
    assert monotonic() - at < 10


async def test_a_turn_that_does_not_end_in_time_is_canceled() -> None:
    started = canceled = False

    async def stuck() -> None:
        nonlocal started, canceled
        started = True
        try:
            await asyncio.sleep(3600)
        except asyncio.CancelledError:
            canceled = True
            raise

    loops = Loops()
    loops.start(Loop("stuck", stuck))
    await until(lambda: started)
    await loops.stop(grace=0.05)
    assert canceled


async def test_an_interruptible_turn_is_canceled_at_once() -> None:
    started = False

    async def listening() -> None:
        nonlocal started
        started = True
        await asyncio.sleep(3600)

    loops = Loops()
    loops.start(Loop("bells", listening, interruptible=True))
    await until(lambda: started)
    at = monotonic()
    await loops.stop()
    assert monotonic() - at < 10


async def test_a_loop_in_a_long_pause_stops_at_once() -> None:
    async def bad() -> None:
        raise Trouble

    loops = Loops(first_pause=3600, longest_pause=3600)
    loops.start(Loop("bad", bad))
    await until(lambda: bool(loops.failures))
    at = monotonic()
    await loops.stop()
    assert monotonic() - at < 10


async def test_two_loops_of_one_name_are_a_mistake() -> None:
    async def step() -> None:
        return

    loops = Loops()
    loops.start(Loop("work", step))
    with pytest.raises(ValueError, match="already"):
        loops.start(Loop("work", step))
    await loops.stop()


async def test_a_unit_answers_its_result_or_its_failure() -> None:
    async def good() -> int:
        return 7

    async def bad() -> int:
        raise Trouble("no")

    async def canceled() -> int:
        raise asyncio.CancelledError

    assert await run_unit("good", good()) == 7
    with capture_logs() as logs:
        failed = await run_unit("bad", bad(), order="x")
        assert isinstance(failed, Failed)
        assert isinstance(failed.problem, Trouble)
        assert isinstance(await run_unit("canceled", canceled()), Failed)
    assert (logs[0]["unit"], logs[0]["order"]) == ("bad", "x")


async def test_canceling_who_waits_for_a_unit_cancels_it_and_waits_until_it_is_over() -> None:
    cleaned = started = False

    async def work() -> None:
        nonlocal cleaned, started
        started = True
        try:
            await asyncio.sleep(3600)
        finally:
            await asyncio.sleep(0.01)
            cleaned = True

    waiter = asyncio.create_task(run_unit("work", work()))
    await until(lambda: started)
    waiter.cancel()
    with pytest.raises(asyncio.CancelledError):
        await waiter
    assert cleaned


async def test_what_is_done_once_is_tried_until_it_is_done() -> None:
    turns: list[int] = []

    async def step() -> None:
        turns.append(len(turns))
        if len(turns) < 3:
            raise Trouble

    loops = Loops(first_pause=0.001)
    loops.start(Loop("work", step, every=0.001, once=True))
    await until(lambda: len(turns) == 3)
    await asyncio.sleep(0.05)
    assert len(turns) == 3
    assert not loops.failures
    await loops.stop()


async def test_what_is_run_in_its_callers_task_fails_as_a_unit_does_and_is_canceled_with_it() -> None:
    async def fails(problem: BaseException) -> None:
        await asyncio.sleep(0)
        raise problem

    for problem in (Trouble(), asyncio.CancelledError("from within")):
        with capture_logs() as logs:
            outcome = await run_here("socket", fails(problem))
        assert isinstance(outcome, Failed)
        assert outcome.problem is problem
        assert [(line["event"], line["unit"]) for line in logs] == [("unit failed", "socket")]
    begun = asyncio.Event()

    async def waits() -> None:
        begun.set()
        await asyncio.Event().wait()

    task = asyncio.create_task(run_here("socket", waits()))
    await begun.wait()
    task.cancel()
    with pytest.raises(asyncio.CancelledError):
        await task
    assert task.cancelled()
