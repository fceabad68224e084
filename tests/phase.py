"""`python tests/phase.py NAME SECONDS COMMAND...`: runs one phase of the gate and says how long it took of what it may take.

On two idle cores the whole gate stays below ten minutes. Wall time fails nothing here, as a loaded machine is no fault of the code;
who adds a check that takes over thirty seconds adds it to `make soak` instead.
"""

from __future__ import annotations

import subprocess
import sys
import time


def main(name: str, budget: int, command: list[str]) -> int:
    print(f"== {name}", flush=True)
    began = time.monotonic()
    code = subprocess.run(command, check=False).returncode
    took = time.monotonic() - began
    print(f"== {name}: {took:.0f} s of {budget} s{' (over its budget)' if took > budget else ''}", flush=True)
    return code


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1], int(sys.argv[2]), sys.argv[3:]))
