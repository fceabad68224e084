"""How long the door takes to say no tells nothing of how many of the numbers are here."""

from __future__ import annotations

import asyncio

import pytest

from portico.operations.port_outs.turning_away import leaving_on_a_full_tick


@pytest.mark.parametrize(("numbers", "here"), [(1, 0.01), (1_000, 0.45)])
async def test_a_refusal_of_many_numbers_waits_for_longer_than_keeping_each_of_them_takes(
    monkeypatch: pytest.MonkeyPatch, numbers: int, here: float
) -> None:
    """A thousand that are here took 0.4 s to be kept and left on another tick than a thousand that are nowhere."""
    waited: list[float] = []
    clock = iter((0.0, 0.005, 0.0, here))
    loop = asyncio.get_running_loop()

    async def sleep(seconds: float) -> None:
        waited.append(seconds)

    monkeypatch.setattr(asyncio, "sleep", sleep)
    monkeypatch.setattr(loop, "time", lambda: next(clock))
    for _ in range(2):
        await leaving_on_a_full_tick(numbers)()
    monkeypatch.undo()
    nowhere_left, here_left = 0.005 + waited[0], here + waited[1]
    assert nowhere_left == pytest.approx(here_left)
