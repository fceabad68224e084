"""One command that moves a thousand numbers while a thousand screens are open: whether all feeds live, and how long queries take.

    PYTHONPATH=backend:. .venv/bin/python -m benchmarks.live.storm [--screens 1000] [--numbers 1000] [--pool 10] [--readers 4]

A screen is two sockets: `portingNumbersChanged` with the dashboard's own document, and `dashboardChanged` with figures of Home. Half are
staff's, half a customer's, of six people each. Beside them --readers ask one query after the other, figures and a page of numbers by
turns. `portico serve` has a core and a pool of --pool on a private PostgreSQL; listeners, readers and PostgreSQL have the other.
"""

from __future__ import annotations

import argparse
import asyncio
import resource
import statistics
import tempfile
import time
from collections import Counter
from contextlib import ExitStack
from dataclasses import dataclass, field
from pathlib import Path
from secrets import token_urlsafe

import httpx

from benchmarks.feed_storm import BATCH_MS, Cast, command, problem_of, seed
from benchmarks.live.listening import Listeners, NotAllThere, Report
from benchmarks.peers import cores, servers
from portico.settings import KEY_LENGTH, Settings
from tests.graphql.dashboard import document
from tests.postgres import Cluster

FIGURES = """subscription { dashboardChanged(batchMs: 500) { __typename ... on DashboardPage { cursor dashboard { asOf
    pending: portingNumbers(statuses: [PENDING]) portable: portingNumbers(statuses: [PORTABLE]) staff: portingRequests(waitingOn: [STAFF])
    yours: portingRequests(waitingOn: [CUSTOMER]) decisions: portOutRequests(waitingOn: [CUSTOMER]) } } } }"""
READS = (
    "{ dashboard { asOf portingNumbers(statuses: [PENDING]) portingRequests(waitingOn: [STAFF]) portOutRequests(waitingOn: [CUSTOMER]) } }",
    "{ journalCursor portingNumbers(first: 50) { edges { node { id e164 status focAt version availableActions { action } } } } }",
)
PATIENCE = 120.0


@dataclass
class Readers:
    """What queries beside the command were answered, and how long each took, in milliseconds: by the clock, and of the server's processor.

    The second is what it would take on a machine that does nothing else, but for PostgreSQL's part.
    """

    server: int
    took: list[float] = field(default_factory=list)
    used: list[float] = field(default_factory=list)
    failed: Counter[str] = field(default_factory=Counter)

    async def read(self, url: str, token: str, over: asyncio.Event) -> None:
        async with httpx.AsyncClient(trust_env=False, timeout=PATIENCE, headers={"authorization": f"Bearer {token}"}) as client:
            while not over.is_set():
                for query in READS:
                    begun, before = time.perf_counter(), cores.account([self.server])
                    problem = problem_of(await client.post(url, json={"query": query}))
                    self.took.append((time.perf_counter() - begun) * 1e3)
                    self.used.append(cores.since(before, cores.account([self.server])) * 1e3)
                    if problem:
                        self.failed[problem] += 1
                await asyncio.sleep(0.02)


def screens(port: int, cast: Cast, count: int, stack: ExitStack) -> tuple[list[Listeners], list[Listeners]]:
    """Those that follow numbers, and those that follow figures."""
    numbers = {"query": document("PortingNumbersChanged"), "variables": {"batchMs": BATCH_MS}}
    sides = [(token, count // 2 // len(side)) for side in (cast.staff, cast.customers) for token in side]

    def following(feed: Report, mark: str) -> list[Listeners]:
        return [stack.enter_context(Listeners(port, each, feed, mark, token)) for token, each in sides]

    found = following(numbers, '"e164":'), following({"query": FIGURES}, '"asOf":')
    for listeners in (*found[0], *found[1]):
        listeners.begun()
    return found


async def storm(server: servers.Server, cast: Cast, of_numbers: list[Listeners], readers: int) -> tuple[Readers, str, float, float]:
    """What readers found, how the command was answered and after how long, and when the last screen had its last number."""
    found, over = Readers(server.running.pid), asyncio.Event()
    tokens = [side[place // 2 % len(side)] for place in range(readers) for side in [(cast.staff, cast.customers)[place % 2]]]
    reading = [asyncio.create_task(found.read(server.url, token, over)) for token in tokens]
    await asyncio.sleep(0.5)
    begun = time.perf_counter()
    async with httpx.AsyncClient(base_url=server.url.removesuffix("/graphql"), trust_env=False, timeout=PATIENCE) as client:
        took, answered = await command(client, cast)
    try:
        for listeners in of_numbers:
            await asyncio.to_thread(listeners.told, listeners.count * len(cast.numbers), PATIENCE)
    except NotAllThere as lost:
        answered += f"; NOT ALL TOLD: {lost}"
    whole = time.perf_counter() - begun
    over.set()
    await asyncio.gather(*reading)
    return found, answered, took, whole


def run(said: argparse.Namespace, folder: Path, stack: ExitStack) -> None:
    stack.enter_context(cores.on_core(-1))
    cluster = Cluster()
    stack.callback(cluster.stop)
    url = cluster.url(cluster.create_database())
    cast = asyncio.run(seed(url, folder / "data", said.numbers))
    server = servers.portico(Settings(environment="test", database_url=url, secret_keys=(token_urlsafe(KEY_LENGTH),)), folder)
    server.environment = {**server.environment, "PORTICO_DATABASE_POOL_MAX": str(said.pool)}
    server.start(0)
    stack.callback(server.stop)
    server.ready()
    of_numbers, of_figures = screens(server.port, cast, said.screens, stack)
    before = cores.account([server.running.pid])
    found, answered, took, whole = asyncio.run(storm(server, cast, of_numbers, said.readers))
    used = cores.since(before, cores.account([server.running.pid]))
    told, figures = ([each.report() for each in side] for side in (of_numbers, of_figures))
    rows = {
        "command": f"{took * 1e3:.0f} ms, {answered}",
        "feeds": f"{sum(each['live'] for each in told + figures)} alive, {sum(each['gone'] for each in told + figures)} lost",
        "every number on": f"the last screen after {whole:.2f} s, {_mean(told, 'pages', said.screens):.0f} pages each",
        "together": f"{sum(each['bytes'] for each in told) / 1e6:,.0f} MB, {used:.1f} s of the server's processor",
        "figures": f"{_mean(figures, 'pages', said.screens):.1f} pages each",
        "queries": f"{statistics.median(found.took):.0f} ms median, {max(found.took):.0f} at most, of {len(found.took)}",
        "by the processor": f"{statistics.median(found.used):.0f} ms median, {max(found.used):.0f} at most",
        "failed": str(dict(found.failed) or "none"),
    }
    print(*(f"  {name:20}{said}" for name, said in rows.items()), sep="\n", flush=True)


def _mean(reports: list[Report], what: str, screens: int) -> float:
    return float(sum(each[what] for each in reports) / max(screens, 1))


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--screens", type=int, default=1000)
    parser.add_argument("--numbers", type=int, default=1000)
    parser.add_argument("--pool", type=int, default=10)
    parser.add_argument("--readers", type=int, default=4)
    said = parser.parse_args()
    most = resource.getrlimit(resource.RLIMIT_NOFILE)[1]
    resource.setrlimit(resource.RLIMIT_NOFILE, (most, most))
    print(f"{said.screens} screens, one command of {said.numbers} numbers, a pool of {said.pool}", flush=True)
    with ExitStack() as stack:
        run(said, Path(stack.enter_context(tempfile.TemporaryDirectory())), stack)


if __name__ == "__main__":
    main()
