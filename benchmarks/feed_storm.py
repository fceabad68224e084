"""What one large command does to everybody who watches: screens on `portingNumbersChanged`, and one command over 1,000 numbers.

    PYTHONPATH=backend:. .venv/bin/python -m benchmarks.feed_storm [--screens 150] [--numbers 1000] [--pool 10] [--engine sqlite]

`portico serve` runs as an operator runs it, on a private PostgreSQL (fsync off) or an SQLite file, with a pool of `--pool`. The screens
are WebSockets with the dashboard's own document: half of them staff, half of the account. Beside them somebody reads over and over.
Told are the feeds that ended, the answers that failed, the statements for feeds (what PostgreSQL logs beyond a command that nobody
watches), and how long the command, the reads and the last screen took. The times belong to the machine; the counts do not.
"""

from __future__ import annotations

import argparse
import asyncio
import json
import tempfile
import time
from collections import Counter
from contextlib import AsyncExitStack, suppress
from dataclasses import dataclass, field
from pathlib import Path
from random import Random
from typing import Any

import httpx
import orjson
from websockets.asyncio.client import connect
from websockets.exceptions import ConnectionClosed

from benchmarks.peers.servers import UNLIMITED
from portico.domain.statuses import PortingNumberStatus, Role
from portico.graphql.engine.scalars import edge_id
from portico.operations import tables
from portico.operations.engine.work import Work
from portico.operations.people.signing_in import credentials
from portico.settings import Settings
from portico.storage.engine import database
from portico.storage.engine.keyring import KeyRing
from tests import factories
from tests.graphql.dashboard import document
from tests.postgres import Cluster
from tests.stories.servers import Installation

BATCH_MS = 100
PATIENCE = 900.0
OF_FEEDS = {
    "numbers": "FROM porting_number n JOIN",
    "papers": "FROM document",
    "profiles": "FROM configuration_profile",
}
READ = "{ journalCursor accounts { name } carriers { name country timeZone } companyProfiles { label companyName emails } }"


@dataclass
class Screen:
    """One feed as a dashboard follows it; `seen` are the numbers that reached it, with when the last one did."""

    seen: set[str] = field(default_factory=set)
    pages: int = 0
    done_at: float | None = None
    ended: str | None = None
    ready: asyncio.Event = field(default_factory=asyncio.Event)

    async def follow(self, url: str, token: str, count: int) -> None:
        with suppress(ConnectionClosed):
            async with connect(url, subprotocols=["graphql-transport-ws"], proxy=None, max_size=None, compression=None) as socket:  # type: ignore[list-item]
                await socket.send(json.dumps({"type": "connection_init", "payload": {"authorization": f"Bearer {token}"}}))
                await socket.recv()
                payload = {"query": document("PortingNumbersChanged"), "variables": {"batchMs": BATCH_MS}}
                await socket.send(json.dumps({"id": "1", "type": "subscribe", "payload": payload}))
                async for text in socket:
                    message = orjson.loads(text)
                    if message["type"] == "ping":
                        await socket.send(json.dumps({"type": "pong"}))
                    elif not self._take(message, count):
                        break
            return
        self.ended = self.ended or "socket closed"

    def _take(self, message: dict[str, Any], count: int) -> bool:
        errors = message["payload"] if message["type"] == "error" else (message.get("payload") or {}).get("errors")
        if errors or message["type"] != "next":
            self.ended = self.ended or str(errors[0]["extensions"]["code"] if errors else message["type"])
            return False
        page = message["payload"]["data"]["portingNumbersChanged"]
        self.ready.set()
        self.pages += bool(page["numbers"])
        self.seen.update(number["id"] for number in page["numbers"])
        if len(self.seen) == count:
            self.done_at = time.perf_counter()
        return self.done_at is None


@dataclass
class Cast:
    """Whom and what the storm needs: tokens of half a dozen people on either side, and the numbers."""

    staff: list[str]
    customers: list[str]
    numbers: list[str]


async def seed(url: str, data: Path, count: int) -> Cast:
    settings = Settings(environment="test", database_url=url, data_dir=data)
    tables.register()
    opened = await database.open(settings)
    try:
        await opened.migrate()
        work = Work(opened, settings, KeyRing(settings.secret_keys), random=Random(7))
        rows = factories.Rows(work.now)
        scene = rows.scene()
        own = {"status": PortingNumberStatus.PENDING, "configuration_profile_id": scene.configuration_id}
        request = rows.request(scene, [own] * count)
        await rows.write(work)
        staff = [(await credentials.create_token(work, role=Role.STAFF, name=f"s{n}")).token for n in range(6)]
        made = [credentials.create_token(work, role=Role.CUSTOMER, name=f"c{n}", account_id=scene.account_id) for n in range(6)]
        customers = [(await one).token for one in made]
        return Cast(staff, customers, [str(edge_id("porting_number", key)) for key in request.numbers])
    finally:
        await opened.close()


@dataclass
class Answers:
    """What somebody who reads meanwhile is answered."""

    times: list[float] = field(default_factory=list)
    failed: Counter[str] = field(default_factory=Counter)

    async def read(self, client: httpx.AsyncClient, token: str) -> None:
        while True:
            begun = time.perf_counter()
            problem = await self._problem(client, token)
            self.times.append(time.perf_counter() - begun)
            if problem:
                self.failed[problem] += 1
            await asyncio.sleep(0.1)

    @staticmethod
    async def _problem(client: httpx.AsyncClient, token: str) -> str | None:
        try:
            response = await client.post("/graphql", json={"query": READ}, headers={"authorization": f"Bearer {token}"})
            return problem_of(response)
        except httpx.HTTPError as problem:
            return type(problem).__name__


def problem_of(response: httpx.Response) -> str | None:
    if response.status_code != 200:
        return str(response.status_code)
    errors = response.json().get("errors")
    return json.dumps(errors[0]["extensions"]) if errors else None


async def command(client: httpx.AsyncClient, cast: Cast) -> tuple[float, str]:
    """How long the command took, and how it was answered."""
    verb = """mutation($input: PortingNumbersStartReviewInput!) { portingNumbersStartReview(input: $input) { __typename
        ... on PortingNumbersMoved { results { __typename ... on PortingNumber { id version status } ... on Problem { code } } } } }"""
    given = {"input": {"numbers": [{"id": key} for key in cast.numbers]}}
    begun = time.perf_counter()
    response = await client.post("/graphql", json={"query": verb, "variables": given}, headers={"authorization": f"Bearer {cast.staff[0]}"})
    took = time.perf_counter() - begun
    if problem := problem_of(response):
        return took, problem
    results = response.json()["data"]["portingNumbersStartReview"]["results"]
    return took, ", ".join(f"{count} {name}" for name, count in Counter(result["__typename"] for result in results).items())


async def storm(house: Installation, cast: Cast, screens: int) -> None:
    crowd = [Screen() for _ in range(screens)]
    answers = Answers()
    async with AsyncExitStack() as stack:
        client = await stack.enter_async_context(httpx.AsyncClient(base_url=house.url, timeout=PATIENCE, trust_env=False))
        tokens = [side[place // 2 % len(side)] for place in range(screens) for side in [(cast.staff, cast.customers)[place % 2]]]
        tasks = [
            asyncio.create_task(screen.follow(house.socket_url, token, len(cast.numbers)))
            for screen, token in zip(crowd, tokens, strict=True)
        ]
        stack.callback(lambda: [task.cancel() for task in tasks])
        await asyncio.gather(*(screen.ready.wait() for screen in crowd))
        begun = time.perf_counter()
        reading = asyncio.create_task(answers.read(client, cast.customers[0]))
        stack.callback(reading.cancel)
        took, answered = await command(client, cast)
        with suppress(TimeoutError):
            async with asyncio.timeout(PATIENCE):
                await asyncio.gather(*tasks)
        report(crowd, begun, answers, took, answered)


def report(crowd: list[Screen], begun: float, answers: Answers, took: float, answered: str) -> None:
    done = [screen.done_at - begun for screen in crowd if screen.done_at is not None]
    lost = Counter(screen.ended or "not in time" for screen in crowd if screen.done_at is None)
    print(f"  command             {took:7.2f} s  {answered}")
    print(f"  feeds lost          {sum(lost.values()):4}     {dict(lost) or ''}")
    print(f"  failed answers      {sum(answers.failed.values()):4} of {len(answers.times)} {dict(answers.failed) or ''}")
    if done:
        pages = max(screen.pages for screen in crowd)
        print(f"  every number on     {min(done):7.2f} s the first screen, {max(done):.2f} s the last; {pages} pages each")
    if answers.times:
        print(f"  a read meanwhile    {sorted(answers.times)[len(answers.times) // 2]:7.2f} s median, {max(answers.times):.2f} s at most")


def statements(log: str) -> dict[str, int]:
    """How often each kind was executed, from the server's log."""
    executed = [line for line in log.split("duration:") if " execute " in line[:60]]
    return {name: sum(mark in " ".join(line.split()) for line in executed) for name, mark in OF_FEEDS.items()}


async def run(url: str, screens: int, numbers: int, pool: int, folder: Path) -> None:
    cast = await seed(url, folder / "data", numbers)
    house = Installation(folder, url, "", folder / "data", works=False)
    house.environment |= {"PORTICO_DATABASE_POOL_MAX": str(pool)} | UNLIMITED
    house.launch()
    try:
        await house.ready()
        await storm(house, cast, screens)
    finally:
        house.stop()


def measure(url: str, screens: int, chosen: argparse.Namespace, log: Path | None) -> dict[str, int]:
    """The storm told in lines; answers how many statements of each kind there were."""
    before = len(log.read_text()) if log else 0
    print(f"{chosen.engine}, pool of {chosen.pool}, {screens} screens, one command of {chosen.numbers} numbers")
    with tempfile.TemporaryDirectory() as folder:
        asyncio.run(run(url, screens, chosen.numbers, chosen.pool, Path(folder)))
    return statements(log.read_text()[before:]) if log else {}


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("--screens", type=int, nargs="+", default=[50, 150])
    parser.add_argument("--numbers", type=int, default=1000)
    parser.add_argument("--pool", type=int, default=10)
    parser.add_argument("--engine", choices=["sqlite", "postgres"], default="postgres")
    chosen = parser.parse_args()
    cluster = Cluster() if chosen.engine == "postgres" else None
    try:
        alone: dict[str, int] = {}
        for screens in [0, *chosen.screens] if cluster else chosen.screens:
            if cluster:
                name = cluster.create_database()
                cluster.execute(f'ALTER DATABASE "{name}" SET log_min_duration_statement = 0')
                cluster.execute(f'ALTER DATABASE "{name}" SET log_parameter_max_length = 0')
                found = measure(cluster.url(name), screens, chosen, cluster._log)
                alone = alone or found
                print("  statements of feeds    " + ", ".join(f"{count - alone[kind]} {kind}" for kind, count in found.items()))
            else:
                with tempfile.TemporaryDirectory() as folder:
                    measure(f"sqlite://{Path(folder) / 'storm.sqlite3'}", screens, chosen, None)
    finally:
        if cluster:
            cluster.stop()


if __name__ == "__main__":
    main()
