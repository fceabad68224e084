"""How long the door takes to say no tells nothing of how many of the numbers are here."""

from __future__ import annotations

import asyncio
import math
from typing import Final

import pytest

from portico.operations.port_outs.turning_away import TICK, leaving_on_a_full_tick


@pytest.mark.parametrize(("numbers", "here"), [(1, 0.01), (1_000, 0.45)])
async def test_a_refusal_of_many_numbers_waits_for_longer_than_keeping_each_of_them_takes(
    monkeypatch: pytest.MonkeyPatch, numbers: int, here: float
) -> None:
    """A thousand that are here took 0.4 s to be kept and left on another tick than a thousand that are nowhere."""
    assert await left_at(monkeypatch, numbers, 0.005) == pytest.approx(await left_at(monkeypatch, numbers, here), abs=2 * TURN)


async def test_a_refusal_leaves_on_the_tick_itself_and_not_as_late_as_the_loop_wakes(monkeypatch: pytest.MonkeyPatch) -> None:
    """A timer ends on a whole millisecond from where it began, so that an answer told how much of one had been left."""
    for took in (0.0042, 0.0048, 0.0489, 0.0499):
        assert await left_at(monkeypatch, 0, took) == pytest.approx(TICK, abs=2 * TURN)


TURN: Final = 0.00002
"""Seconds of one round of the loop."""


async def left_at(monkeypatch: pytest.MonkeyPatch, numbers: int, took: float) -> float:
    """When a refusal that took so long leaves, by a loop whose timers end on whole milliseconds."""
    now = 0.0

    async def sleep(seconds: float) -> None:
        nonlocal now
        now += math.ceil(seconds * 1000) / 1000 if seconds else TURN

    with monkeypatch.context() as patched:
        patched.setattr(asyncio, "sleep", sleep)
        patched.setattr(asyncio.get_running_loop(), "time", lambda: now)
        leave = leaving_on_a_full_tick(numbers)
        now += took
        await leave()
        return now
