"""What telling many costs: sockets that follow the journal alike, and one number after the other that moves.

    PYTHONPATH=backend:. .venv/bin/python -m benchmarks.followers [--followers 300 1000] [--events 40] [--distinct] [--engine sqlite]

With --distinct no two of them narrow their feed alike; everybody wants what happens, all the same.

`portico serve` as an operator runs it. Told are microseconds of the serving process's own processor for a delivery (the command that
caused it among them), and how long it took until the last follower had an event, from when its command was sent. The followers only count
frames, in this process; on a machine of two cores they take the other one. Run it in another checkout to compare: only ratios of one
machine, one after the other, mean anything.
"""

from __future__ import annotations

import argparse
import asyncio
import base64
import json
import os
import statistics
import tempfile
import time
from contextlib import AsyncExitStack
from functools import partial
from itertools import combinations
from pathlib import Path
from secrets import token_urlsafe
from urllib.parse import urlsplit

import httpx

from benchmarks.feed_storm import problem_of
from benchmarks.peers import servers
from portico.domain.statuses import PortingNumberStatus, Role
from portico.graphql.engine.enums import EventName
from portico.graphql.engine.scalars import edge_id
from portico.operations import tables
from portico.operations.engine.work import Work
from portico.operations.people.signing_in import credentials
from portico.settings import KEY_LENGTH, Settings
from portico.storage.engine import database
from portico.storage.engine.keyring import KeyRing
from tests import factories
from tests.postgres import Cluster

JOURNAL = """subscription($filter: JournalFilter) { journal(filter: $filter) { ... on JournalPage {
    cursor entries { id event at subjectId reason } } } }"""
START = """mutation($input: PortingNumbersStartReviewInput!) { portingNumbersStartReview(input: $input) { __typename
    ... on PortingNumbersMoved { results { __typename } } } }"""
EVENT = "PORTING_NUMBER_REVIEW_STARTED"
ENTRY = EVENT.encode()
OTHERS = [each.name for each in EventName if each.name != EVENT]
PATIENCE = 60.0
Wish = dict[str, list[str]] | None


class Follower(asyncio.Protocol):
    """A WebSocket that says who it is, follows, and counts what comes."""

    def __init__(self, host: str, token: str, wish: Wish) -> None:
        self._wish = wish
        self.events, self.pages = 0, 0
        self._host, self._token = host, token
        self._transport: asyncio.Transport | None = None
        self._rest = b""
        self._asked = False

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        assert isinstance(transport, asyncio.Transport)
        self._transport = transport
        key = base64.b64encode(os.urandom(16)).decode()
        lines = ["GET /graphql HTTP/1.1", f"Host: {self._host}", "Upgrade: websocket", "Connection: Upgrade", "Sec-WebSocket-Version: 13"]
        lines += [f"Sec-WebSocket-Key: {key}", "Sec-WebSocket-Protocol: graphql-transport-ws", "", ""]
        transport.write("\r\n".join(lines).encode())

    def data_received(self, data: bytes) -> None:
        seen = self._rest + data
        self.events += seen.count(ENTRY) - self._rest.count(ENTRY)
        self.pages += seen.count(b'"next"') - self._rest.count(b'"next"')
        if b"101 Switching" in data:
            self._say({"type": "connection_init", "payload": {"authorization": f"Bearer {self._token}"}})
        if not self._asked and b"connection_ack" in seen:
            self._asked = True
            self._say({"id": "1", "type": "subscribe", "payload": {"query": JOURNAL, "variables": {"filter": self._wish}}})
        self._rest = seen[-64:]

    def _say(self, message: dict[str, object]) -> None:
        text = json.dumps(message).encode()
        length = bytes((0x80 | len(text),)) if len(text) < 126 else bytes((0xFE,)) + len(text).to_bytes(2, "big")
        assert self._transport
        self._transport.write(b"\x81" + length + bytes(4) + text)


def wishes(count: int, *, distinct: bool) -> list[Wish]:
    """What each follower narrows its feed to: nothing, or the event that happens and others that do not, which differ."""
    some = combinations(OTHERS, 3)
    return [{"events": [EVENT, *next(some)]} if distinct else None for _ in range(count)]


def used(pid: int) -> float:
    """Seconds of processor of a process."""
    fields = Path(f"/proc/{pid}/stat").read_text().rsplit(")", 1)[1].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


async def until(followers: list[Follower], events: int) -> None:
    async with asyncio.timeout(PATIENCE):
        while any(each.events < events for each in followers):  # noqa: ASYNC110 - they only count
            await asyncio.sleep(0.002)


async def seeded(settings: Settings, count: int) -> tuple[str, list[str]]:
    """A token of staff, and numbers that can be looked at."""
    opened = await database.open(settings)
    try:
        await opened.migrate()
        work = Work(opened, settings, KeyRing(settings.secret_keys))
        rows = factories.Rows(work.now)
        scene = rows.scene()
        request = rows.request(scene, [{"status": PortingNumberStatus.PENDING}] * count)
        await rows.write(work)
        made = await credentials.create_token(work, role=Role.STAFF, name="Follower")
        return made.token, [str(edge_id("porting_number", key)) for key in request.numbers]
    finally:
        await opened.close()


async def measured(server: servers.Server, token: str, numbers: list[str], wanted: list[Wish]) -> None:
    where, loop, count = urlsplit(server.url), asyncio.get_running_loop(), len(wanted)
    async with AsyncExitStack() as stack:
        client = await stack.enter_async_context(httpx.AsyncClient(timeout=PATIENCE, trust_env=False))
        followers = list[Follower]()
        for wish in wanted:
            transport, follower = await loop.create_connection(partial(Follower, where.netloc, token, wish), where.hostname, where.port)
            stack.callback(transport.close)
            followers.append(follower)
        async with asyncio.timeout(PATIENCE):
            while any(not each.pages for each in followers):  # noqa: ASYNC110 - they only count
                await asyncio.sleep(0.02)
        pid, took = server.running.pid, list[float]()
        before = used(pid)
        for place, key in enumerate(numbers, 1):
            begun = time.perf_counter()
            given = {"input": {"numbers": [{"id": key}]}}
            response = await client.post(
                server.url, json={"query": START, "variables": given}, headers={"authorization": f"Bearer {token}"}
            )
            if problem := problem_of(response):
                raise RuntimeError(problem)
            await until(followers, place)
            took.append((time.perf_counter() - begun) * 1e3)
        micro = (used(pid) - before) / (len(numbers) * count) * 1e6
        print(f"  {count:5} followers: {micro:7.1f} us each delivery, {1e6 / micro:8,.0f} a second and core; ", end="")
        print(f"the last had it after {statistics.median(took):.1f} ms (median), {max(took):.1f} at most", flush=True)


async def run(url: str, wanted: list[Wish], events: int, folder: Path) -> None:
    settings = Settings(database_url=url, secret_keys=(token_urlsafe(KEY_LENGTH),))
    token, numbers = await seeded(settings, events)
    server = servers.portico(settings, folder)
    server.start(0)
    try:
        server.ready()
        await measured(server, token, numbers, wanted)
    finally:
        server.stop()


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--followers", type=int, nargs="+", default=[300, 1000])
    parser.add_argument("--events", type=int, default=40)
    parser.add_argument("--engine", choices=["sqlite", "postgres"], nargs="+", default=["sqlite", "postgres"])
    parser.add_argument("--distinct", action="store_true", help="no two followers narrow their feed alike")
    said = parser.parse_args()
    tables.register()
    for engine in said.engine:
        print(engine)
        cluster = Cluster() if engine == "postgres" else None
        try:
            for followers in said.followers:
                with tempfile.TemporaryDirectory() as folder:
                    url = cluster.url(cluster.create_database()) if cluster else f"sqlite://{Path(folder) / 'followers.sqlite3'}"
                    asyncio.run(run(url, wishes(followers, distinct=said.distinct), said.events, Path(folder)))
        finally:
            if cluster:
                cluster.stop()


if __name__ == "__main__":
    main()
