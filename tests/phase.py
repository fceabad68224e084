"""`python tests/phase.py NAME SECONDS COMMAND...`: runs one phase of the gate and says how long it took of what it may take.

Budgets are seconds of the machine they were made on, on two idle cores: a fixed loop, measured before each phase, says how much slower or
faster this one is, and what the phase took is counted in seconds of that machine. Time fails nothing here, as a loaded machine is no
fault of the code; who adds a check that takes over thirty seconds adds it to `make soak` instead.
"""

from __future__ import annotations

import subprocess
import sys
import time
from typing import Final

LOOP: Final = compile("x = 0\nfor i in range(1_000_000): x += i * i % 7", "loop", "exec")
REFERENCE: Final = 0.084
"""Seconds of processor time that the loop takes on the machine of the budgets, as a script and not in a function."""
TRIES: Final = 5


def slowness() -> float:
    """How many times as long as there the same work takes here: the best of some tries, as nobody is quicker than the machine."""
    return min(map(_turn, range(TRIES))) / REFERENCE


def _turn(_number: int) -> float:
    began = time.process_time()
    exec(LOOP, {})  # noqa: S102 - in a function the same loop is quicker
    return time.process_time() - began


def told(name: str, took: float, budget: int, slower: float) -> str:
    """What the phase took, in seconds of the machine of its budget."""
    counted = took / slower
    over = " (over its budget)" if counted > budget else ""
    return f"== {name}: {counted:.0f} s of {budget} s{over}; {took:.0f} s here, where things take {slower:.1f} times as long"


def main(name: str, budget: int, command: list[str]) -> int:
    slower = slowness()
    print(f"== {name}", flush=True)
    began = time.monotonic()
    code = subprocess.run(command, check=False).returncode
    print(told(name, time.monotonic() - began, budget, slower), flush=True)
    return code


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1], int(sys.argv[2]), sys.argv[3:]))
