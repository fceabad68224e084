"""A server stops while thousands listen, and another takes its place: who is told when to come back, who does, and how many at once.

    PYTHONPATH=backend:. .venv/bin/python -m benchmarks.live.stopping [--listeners 5000] [--engine sqlite postgres]

Every listener is a connection of its own that follows `journal`, waits as long as it is told with 1012, and comes back behind its cursor;
one that was told nothing comes back at once, which is what a crowd must not do.
"""

from __future__ import annotations

import argparse
import asyncio
import os
import re
import resource
import signal
import tempfile
import time
from bisect import bisect_left
from collections import Counter
from collections.abc import Iterable
from contextlib import ExitStack
from pathlib import Path
from typing import Final

from benchmarks.live import subjects
from benchmarks.live.listening import said
from benchmarks.live.subjects import JOURNAL, Subject
from benchmarks.live.wsload import Came, Listening, request_head
from portico.operations import tables
from tests.postgres import Cluster

TOLD: Final = re.compile(rb"come back in (\d+) ms")
RESUMED: Final = JOURNAL.replace("subscription { journal", "subscription ($after: String) { journal(after: $after)")
AT_ONCE: Final = 200
PATIENCE: Final = 120.0
AGAIN: Final = 0.25  # seconds, where nobody is there yet


class Leaver(Listening):
    """One that notes when it was told to leave and what it was told, and the cursor it stands at."""

    told_at = 0.0
    wait: float | None = None
    cursor = ""

    def _take(self, kind: int, text: bytes) -> None:
        if kind == 8:
            self.told_at, found = time.monotonic(), TOLD.search(text)
            self.wait = int(found[1]) / 1000 if found else None
        elif found := re.search(rb'"cursor":"([^"]+)"', text):
            self.cursor = found[1].decode()
        super()._take(kind, text)


async def listened(port: int, token: str, head: bytes, cursor: str | None = None) -> Leaver:
    """One that has its first page."""
    one = Leaver(Came("cursor"), head, *said({"query": RESUMED, "variables": {"after": cursor}}, token))
    await asyncio.get_running_loop().create_connection(lambda: one, "127.0.0.1", port)
    async with asyncio.timeout(PATIENCE):
        while not one.cursor:  # noqa: ASYNC110 - the protocol has no word for it
            await asyncio.sleep(0.02)
    return one


async def come_back(one: Leaver, port: int, token: str, head: bytes) -> float:
    """When it was there again."""
    await asyncio.sleep(max(one.told_at + (one.wait or 0.0) - time.monotonic(), 0.0))
    while True:
        try:
            await listened(port, token, head, one.cursor)
        except OSError:
            await asyncio.sleep(AGAIN)
        else:
            return time.monotonic()


async def driven(subject: Subject, count: int) -> tuple[list[Leaver], list[float], float, float]:
    """The listeners, when each was back, when the server was told to stop and when it was over."""
    port, turn = subject.server.port, asyncio.Semaphore(AT_ONCE)
    head = request_head(port, "/graphql")

    async def begun() -> Leaver:
        async with turn:
            return await listened(port, subject.token, head)

    everybody = await asyncio.gather(*(begun() for _ in range(count)))
    stopped = time.monotonic()
    subject.server.running.send_signal(signal.SIGTERM)
    returning = asyncio.ensure_future(asyncio.gather(*(come_back_once_told(each, subject, head) for each in everybody)))
    await asyncio.to_thread(subject.server.running.wait)
    over = time.monotonic()
    subject.server.start(0)
    return everybody, await returning, stopped, over


async def come_back_once_told(one: Leaver, subject: Subject, head: bytes) -> float:
    async with asyncio.timeout(PATIENCE):
        while not one.told_at:  # noqa: ASYNC110 - the protocol has no word for it
            await asyncio.sleep(0.05)
    return await come_back(one, subject.server.port, subject.token, head)


def most_within_a_second(moments: Iterable[float]) -> int:
    found = sorted(moments)
    return max(bisect_left(found, moment + 1.0) - place for place, moment in enumerate(found))


def account(everybody: list[Leaver], back: list[float], stopped: float, over: float) -> Iterable[str]:
    told = [each.told_at - stopped for each in everybody]
    due = [each.told_at + each.wait for each in everybody if each.wait is not None]
    between = f"between {min(told):.2f} and {max(told):.2f} s after the signal"
    yield f"{len(everybody):,} listeners; {len(due):,} told when to come back, {between}"
    yield f"the server was over after {over - stopped:.2f} s"
    yield f"due back over {max(due) - min(due):.1f} s, at most {most_within_a_second(due):,} within a second"
    last = max(back) - stopped
    yield f"{len(back):,} were back, the last {last:.1f} s after the signal, at most {most_within_a_second(back):,} within a second"
    yield f"by seconds: {dict(sorted(Counter(int(each - stopped) for each in back).items()))}"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--listeners", type=int, default=5000)
    parser.add_argument("--engine", choices=["sqlite", "postgres"], default="sqlite")
    given = parser.parse_args()
    tables.register()
    most = resource.getrlimit(resource.RLIMIT_NOFILE)[1]
    resource.setrlimit(resource.RLIMIT_NOFILE, (most, most))
    with ExitStack() as stack:
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory()))
        cluster = Cluster() if given.engine == "postgres" else None
        if cluster:
            stack.callback(cluster.stop)
        url = cluster.url(cluster.create_database()) if cluster else f"sqlite://{folder / 'p.sqlite3'}"
        subject = subjects.portico("Portico", JOURNAL, url, folder / "home", stack)
        subject.server.start(0)
        stack.callback(subject.server.stop)
        subject.server.ready()
        print(f"load average {os.getloadavg()[0]:.1f} on {os.cpu_count()} cores")
        print(*account(*asyncio.run(driven(subject, given.listeners))), sep="\n")


if __name__ == "__main__":
    main()
