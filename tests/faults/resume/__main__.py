"""The long run, by hand: `PYTHONPATH=backend:. python -m tests.faults.resume [--listeners 96] [--deliveries 250000] [--kills 12]`.

Ends with status 1 where anybody lost an entry, got one twice, got another's, or got one out of its order.
"""

from __future__ import annotations

import argparse
import sys
import tempfile
import time
from pathlib import Path

from tests.faults.resume.running import Outcome, Plan, run
from tests.postgres import Cluster


def lines(outcome: Outcome, seconds: float) -> list[str]:
    found = [(each.lost, each.doubled, each.strange, each.misplaced) for each in outcome.verdicts]
    lost, doubled, strange, misplaced = (sum(kind) for kind in zip(*found, strict=True))
    return [
        f"{outcome.deliveries:,} deliveries of {outcome.entries:,} entries to {len(found)} listeners in {seconds:.0f} s",
        f"{outcome.kills} kills, {outcome.comings_back} times a listener came back",
        "commands: " + ", ".join(f"{count} {how}" for how, count in sorted(outcome.answers.items())),
        f"{lost} lost, {doubled} doubled, {strange} of somebody else, {misplaced} out of order",
    ]


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--listeners", type=int, default=96)
    parser.add_argument("--deliveries", type=int, default=250_000)
    parser.add_argument("--kills", type=int, default=12)
    parser.add_argument("--writers", type=int, default=6)
    parser.add_argument("--seed", type=int, default=11)
    said = parser.parse_args()
    cluster = Cluster()
    try:
        with tempfile.TemporaryDirectory() as home:
            began = time.monotonic()
            outcome = run(cluster, Path(home), Plan(said.listeners, said.deliveries, said.kills, said.writers, said.seed))
            print(*lines(outcome, time.monotonic() - began), sep="\n", flush=True)
    finally:
        cluster.stop()
    return not all(each.clean for each in outcome.verdicts)


if __name__ == "__main__":
    sys.exit(main())
