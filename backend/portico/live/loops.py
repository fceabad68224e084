"""Loops that stay alive: each turn runs in a task of its own, a failure is logged and waited out, a stop lets the turn finish.

The task of its own matters: a transaction lives in a context variable, and after a database restart a loop that kept its context kept
its broken connection too. This is the one place that catches whatever comes.
"""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Coroutine
from dataclasses import dataclass
from typing import Any, Final, Protocol, TypeVar

import structlog

T = TypeVar("T")
FIRST_PAUSE: Final = 0.5
LONGEST_PAUSE: Final = 30.0
GRACE: Final = 10.0

log = structlog.get_logger(__name__)


class Waker(Protocol):
    """A bell as a loop needs it: what wakes it before its time; a ring while the loop is busy is kept."""

    def ring(self) -> None: ...
    async def wait(self, timeout: float) -> object: ...  # noqa: ASYNC109 - a bell is waited for this long


@dataclass(frozen=True, slots=True)
class Loop:
    """`step` is one turn: True asks for the next one at once. Otherwise the loop waits for its bell, at most `every` seconds.

    `interruptible` says that a turn mostly waits itself, so that a stop may cancel it without losing anything; `once`, that the first
    turn which does not fail is the last.
    """

    name: str
    step: Callable[[], Awaitable[bool | None]]
    bell: Waker | None = None
    every: float = 1.0
    interruptible: bool = False
    once: bool = False


@dataclass(frozen=True, slots=True)
class Failed:
    """A unit of work that raised; it has been logged."""

    problem: BaseException


async def run_unit(name: str, work: Coroutine[Any, Any, T], **context: Any) -> T | Failed:
    """The result of one unit, run in a task of its own; what it raises is logged with `context` and answered as Failed.

    Canceling the caller cancels the unit and waits for it.
    """
    task = asyncio.create_task(work, name=name)
    try:
        await asyncio.wait({task})
    except asyncio.CancelledError:
        task.cancel()
        await asyncio.wait({task})
        raise
    if task.cancelled():
        problem: BaseException | None = asyncio.CancelledError(f"{name} was canceled from within")
    else:
        problem = task.exception()
    if problem is None:
        return task.result()
    log.error("unit failed", unit=name, exc_info=problem, **context)
    return Failed(problem)


async def run_here(name: str, work: Coroutine[Any, Any, T]) -> T | Failed:
    """The same in the caller's own task, for one that has a task and a context to itself and waits for hours: it takes half as much."""
    try:
        return await work
    except asyncio.CancelledError as canceled:
        if (task := asyncio.current_task()) is None or task.cancelling():
            raise
        problem: BaseException = canceled
    except Exception as raised:
        problem = raised
    log.error("unit failed", unit=name, exc_info=problem)
    return Failed(problem)


class Loops:
    """The loops of one process. `start` them after the database is open, `stop` them before it closes."""

    def __init__(self, *, first_pause: float = FIRST_PAUSE, longest_pause: float = LONGEST_PAUSE) -> None:
        self._first_pause, self._longest_pause = first_pause, longest_pause
        self._stopping = asyncio.Event()
        self._runners: dict[str, asyncio.Task[None]] = {}
        self._interruptible: set[str] = set()
        self._failures: dict[str, int] = {}

    @property
    def failures(self) -> dict[str, int]:
        """By loop, how many turns in a row have failed; empty when all is well (for the health page)."""
        return {name: count for name, count in self._failures.items() if count}

    @property
    def names(self) -> list[str]:
        """Of those that go."""
        return sorted(name for name, runner in self._runners.items() if not runner.done())

    def start(self, *loops: Loop) -> None:
        """Sets loops going. Call it outside any unit: tasks inherit the caller's context. Names are unique."""
        for loop in loops:
            if loop.name in self._runners:
                raise ValueError(f"there is a loop {loop.name} already")
            self._failures[loop.name] = 0
            self._interruptible |= {loop.name} if loop.interruptible else set()
            self._runners[loop.name] = asyncio.create_task(self._run(loop), name=f"loop {loop.name}")

    async def stop(self, grace: float = GRACE) -> None:
        """Ends every loop: who waits ends at once, who works may finish within `grace` seconds and is canceled then."""
        self._stopping.set()
        if not self._runners:
            return
        for name in self._interruptible & self._runners.keys():
            self._runners[name].cancel()
        _, late = await asyncio.wait(self._runners.values(), timeout=grace)
        for runner in late:
            log.warning("loop did not stop in time", loop=runner.get_name())
            runner.cancel()
        await asyncio.gather(*self._runners.values(), return_exceptions=True)
        self._runners.clear()

    async def _run(self, loop: Loop) -> None:
        while not self._stopping.is_set():
            outcome = await run_unit(loop.name, _turn(loop))
            if isinstance(outcome, Failed):
                self._failures[loop.name] += 1
                await self._wait(asyncio.sleep(self._pause(self._failures[loop.name])))
                continue
            self._failures[loop.name] = 0
            if loop.once:
                return
            if outcome is not True:
                await self._wait(loop.bell.wait(loop.every) if loop.bell else asyncio.sleep(loop.every))

    def _pause(self, failures: int) -> float:
        return min(self._first_pause * 2.0 ** min(failures - 1, 30), self._longest_pause)

    async def _wait(self, something: Coroutine[Any, Any, object]) -> None:
        """Waits for something or for the stop, whichever is first."""
        waits: list[asyncio.Task[object]] = [asyncio.create_task(something), asyncio.create_task(self._stopping.wait())]
        try:
            await asyncio.wait(waits, return_when=asyncio.FIRST_COMPLETED)
        finally:
            for wait in waits:
                wait.cancel()
            await asyncio.gather(*waits, return_exceptions=True)


async def _turn(loop: Loop) -> bool | None:
    return await loop.step()
