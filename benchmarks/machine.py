"""How slow the machine is just now: a figure of processor time means something only beside what the same loop took a moment before."""

from __future__ import annotations

import time
from typing import Final

NORMAL: Final = 38.0  # milliseconds of processor time that the loop takes on the machine that figures in docs/ are of
TURNS: Final = 1_000_000


def slowness() -> float:
    """How many times as long as on that machine a loop takes now. A tenth of a second, more where it is above one."""
    begun, total = time.process_time(), 0
    for place in range(TURNS):
        total += place * place % 7
    return (time.process_time() - begun) * 1e3 / NORMAL
