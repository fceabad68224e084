"""Where there is more than one core, servers have one, what asks them and the database another; the kernel counts what each took."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
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


def seconds_of(processes: Iterable[int]) -> float:
    """Seconds of processor that these processes have had, all their threads together; nothing where the kernel does not say."""
    total = 0
    for process in processes:
        for thread in (PROCESSES / str(process) / "task").glob("*/schedstat"):
            try:
                total += int(thread.read_text().split()[0])
            except OSError:
                continue  # it ended meanwhile
    return total / 1e9


def children(process: int) -> list[int]:
    try:
        return [int(each) for each in (PROCESSES / str(process) / "task" / str(process) / "children").read_text().split()]
    except OSError:
        return []
