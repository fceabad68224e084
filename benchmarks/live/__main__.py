"""Portico's feeds beside what else tells many the same: bare broadcast, stock Strawberry, and Node's graphql-ws, in one run.

    PYTHONPATH=backend:. .venv/bin/python -m benchmarks.live [--listeners 1000] [--rounds 3] [--seconds 4] [--rate 20] [--hold 5000]

Each is a process of its own on one core, listeners and what makes things happen on another; windows take turns, in every second round the
other way about. Told are the serving process's microseconds of processor for a delivery, with what caused it and (by what an event costs
that few are told of) without, how many that is a second and core, what a listener takes in memory, and how long deliveries took at --rate
events a second. At the end --hold listeners follow Portico at once. Peers tell a number that is made up, and ask nobody who they are:
Portico moves one in its database for each event, and on SQLite the same process writes and sends the letters about it.
"""

from __future__ import annotations

import argparse
import os
import platform
import resource
import sys
import tempfile
import time
from collections.abc import Callable
from contextlib import ExitStack
from pathlib import Path

from benchmarks import machine
from benchmarks.live import listening, subjects
from benchmarks.live.subjects import Missing, Subject
from benchmarks.live.windows import Measure, Window
from benchmarks.peers import cores
from benchmarks.peers.table import spread
from portico.operations import tables
from tests.postgres import Cluster

FEEDS = {"Portico `journal`": subjects.JOURNAL, "Portico `portingNumbersChanged`": subjects.NUMBERS}
PEERS = (subjects.bare, subjects.stock, subjects.node)
SETTLED = 4.0
"""Seconds until a server has imported what it did not need to start: that is no listener's memory."""
HEAD = (
    "| | processor, us a delivery | a second and core | `journal` is × | of the telling alone, us | a second and core | `journal` is × |"
    " p95 at {rate:g} events/s, ms | KiB a listener |"
)


def launched(engine: str, folder: Path, stack: ExitStack) -> list[Subject]:
    """Portico twice, so that each feed's listeners come to a fresh process, and whoever can be had of the others."""
    cluster = Cluster() if engine == "postgres" else None
    if cluster:
        stack.callback(cluster.stop)
    found = list[Subject]()
    for place, (name, query) in enumerate(FEEDS.items()):
        url = cluster.url(cluster.create_database()) if cluster else f"sqlite://{folder / f'{place}.sqlite3'}"
        found.append(subjects.portico(name, query, url, folder / str(place), stack))
    for peer in PEERS:
        try:
            found.append(peer(folder, stack))
        except Missing as missing:
            print(f"{peer.__name__} is left out: {missing}", file=sys.stderr)
    for each in found:
        each.server.start(0)
        stack.callback(each.server.stop)
    for each in found:
        each.server.ready()
    time.sleep(SETTLED)
    return found


def lines(told: dict[str, list[Window]], rate: float) -> list[str]:
    """Medians with least and most; ratios are of windows of one round. Memory is that of who came first to a fresh process."""
    ours = told[next(iter(FEEDS))]
    rows = [HEAD.format(rate=rate), "|---|---|---|---|---|---|---|---|---|"]
    for name, windows in told.items():
        whole, telling = (_costs(ours, windows, cost) for cost in (lambda each: each.micros, lambda each: each.telling))
        rows.append(f"| {name} | {whole} | {telling} | {spread(each.p95 for each in windows)} | {windows[0].kib:.0f} |")
    return rows


def _costs(ours: list[Window], windows: list[Window], cost: Callable[[Window], float]) -> str:
    """What a delivery costs, how many that is a second, and how many times as many ours are."""
    ratio = "" if windows is ours else spread(cost(b) / cost(a) for a, b in zip(ours, windows, strict=True))
    return f"{spread(map(cost, windows))} | {spread(1e6 / cost(each) for each in windows)} | {ratio}"


def run(said: argparse.Namespace, folder: Path, stack: ExitStack) -> None:
    found = launched(said.engine, folder, stack)
    told: dict[str, list[Window]] = {each.name: [] for each in found}
    measure = Measure(said.listeners, said.seconds, said.rate)
    for turn in range(said.rounds):
        for each in found if turn % 2 == 0 else reversed(found):
            told[each.name].append(measure.of(each))
    print(*lines(told, said.rate), sep="\n")
    for each in found[: len(FEEDS)] if said.hold else []:
        held = Measure(said.hold, 0.0, said.rate / 10).of(each)
        print(f"\n{each.name}: {said.hold:,} listeners hold at {said.rate / 10:g} events a second, ", end="")
        print(f"p50 {held.p50:.0f}, p95 {held.p95:.0f}, at most {held.slowest:.0f} ms; {held.kib:.0f} KiB more for each", flush=True)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--listeners", type=int, default=1000)
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--seconds", type=float, default=4.0, help="of a window")
    parser.add_argument("--rate", type=float, default=20.0, help="events a second, for the waits")
    parser.add_argument("--hold", type=int, default=5000, help="listeners at once at the end; 0: none")
    parser.add_argument("--engine", choices=["sqlite", "postgres"], default="sqlite")
    said = parser.parse_args()
    tables.register()
    most = resource.getrlimit(resource.RLIMIT_NOFILE)[1]
    resource.setrlimit(resource.RLIMIT_NOFILE, (most, most))  # a file for each listener, at both ends
    apart = "servers on one of them, listeners on another" if cores.PINNED else "NOTHING pinned to one"
    print(f"{said.listeners:,} listeners ({Path(listening.program()[0]).name}), {said.rounds} rounds; {os.cpu_count()} cores, {apart};")
    print(f"Python {platform.python_version()}; things take {machine.slowness():.1f} times as long as elsewhere in docs/performance.md.\n")
    with ExitStack() as stack:
        run(said, Path(stack.enter_context(tempfile.TemporaryDirectory())), stack)


if __name__ == "__main__":
    main()
