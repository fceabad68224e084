"""What connections wait with does what asyncio's does."""

from __future__ import annotations

import asyncio
from contextlib import suppress
from random import Random
from typing import Any

import pytest

from portico.web.lean import Inbox, Latch


@pytest.mark.parametrize("seed", range(20))
async def test_an_inbox_gives_what_came_once_and_in_order_also_to_whoever_comes_after_one_that_went(seed: int) -> None:
    chance, inbox, queue = Random(seed), Inbox(), asyncio.Queue[int]()
    taken: tuple[list[int], list[int]] = ([], [])

    async def take(box: Any, into: list[int]) -> None:
        while True:
            into.append(await box.get())

    for place in range(60):
        tasks = [asyncio.create_task(take(inbox, taken[0])), asyncio.create_task(take(queue, taken[1]))]
        for _ in range(chance.randint(0, 3)):
            await asyncio.sleep(0)
        for _ in range(chance.randint(0, 2)):
            inbox.put_nowait(place)
            queue.put_nowait(place)
        for _ in range(chance.choice([0, 3])):
            await asyncio.sleep(0)
        for task in tasks:
            task.cancel()
            with suppress(asyncio.CancelledError):
                await task
    while not inbox.empty():
        taken[0].append(await inbox.get())
    while not queue.empty():
        taken[1].append(await queue.get())
    assert taken[0] == taken[1]
    assert taken[0] == sorted(taken[0])
    assert taken[0]


async def test_whoever_waits_at_a_latch_goes_on_when_it_opens_and_not_before() -> None:
    latch, passed = Latch(is_open=False), list[int]()

    async def walk(number: int) -> None:
        await latch.wait()
        passed.append(number)

    walkers = [asyncio.create_task(walk(number)) for number in range(3)]
    await asyncio.sleep(0)
    assert (passed, latch.is_set()) == ([], False)
    walkers[0].cancel()
    latch.set()
    await asyncio.wait(walkers)
    assert (passed, latch.is_set()) == ([1, 2], True)
    latch.clear()
    later = asyncio.create_task(walk(3))
    await asyncio.sleep(0)
    assert passed == [1, 2]
    latch.set()
    await later
    await latch.wait()
    assert passed == [1, 2, 3]
