"""Where there is more than one core, servers have one, what asks them and the database another; the kernel counts what each took."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Final

PROCESSES: Final = Path("/proc")
CORES: Final = sorted(os.sched_getaffinity(0)) if hasattr(os, "sched_setaffinity") else []
"""Those that this process was started with."""
PINNED: Final = len(CORES) > 1


@contextmanager
def on_core(place: int) -> Iterator[None]:
    """What is started within runs on this one of the cores there are."""
    if not PINNED:
        yield
        return
    before = os.sched_getaffinity(0)
    os.sched_setaffinity(0, {CORES[place]})
    try:
        yield
    finally:
        os.sched_setaffinity(0, before)


def account(processes: Iterable[int]) -> Mapping[int, float]:
    """Seconds of processor that each of these has had, all its threads together; nothing where the kernel does not say."""
    return {process: _seconds(process) for process in processes}


def since(before: Mapping[int, float], now: Mapping[int, float]) -> float:
    """What those that are there now have had since then; one that ended meanwhile takes its account with it."""
    return sum(seconds - before.get(process, 0.0) for process, seconds in now.items())


def _seconds(process: int) -> float:
    total = 0
    with suppress(OSError):  # it ended meanwhile, whole or a thread of it
        for thread in (PROCESSES / str(process) / "task").iterdir():
            with suppress(OSError):
                total += int((thread / "schedstat").read_text().split()[0])
    return total / 1e9


def children(process: int) -> list[int]:
    try:
        return [int(each) for each in (PROCESSES / str(process) / "task" / str(process) / "children").read_text().split()]
    except OSError:
        return []
