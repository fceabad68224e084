"""Who is measured: Portico with two of its feeds, and its peers, each a process of its own."""

from __future__ import annotations

import asyncio
import itertools
import json
import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path
from secrets import token_urlsafe
from typing import Any, Final

import httpx

from benchmarks.feed_storm import problem_of
from benchmarks.live.spoken import CURSOR, FEED, NUMBER, moment
from benchmarks.peers import servers
from benchmarks.peers.servers import BACKEND, ROOT, UVICORN, Server
from hatch_build import npm_command
from portico.domain.statuses import PortingNumberStatus, Role
from portico.graphql.engine.scalars import edge_id
from portico.operations.engine.work import Work
from portico.operations.people.signing_in import credentials
from portico.settings import KEY_LENGTH, Settings
from portico.storage.engine import database
from portico.storage.engine.keyring import KeyRing
from tests import factories
from tests.stories.servers import free_port

JOURNAL: Final = "subscription { journal { ... on JournalPage { cursor entries { subjectId number toStatus at reason } } } }"
NUMBERS: Final = """subscription { portingNumbersChanged(batchMs: 0) { __typename
    ... on PortingNumbersPage { cursor numbers { id e164 status focAt } } } }"""
REVISE: Final = "mutation($input: PortingNumbersReviseFocInput!) { portingNumbersReviseFoc(input: $input) { __typename } }"
PACKAGES: Final = ("graphql@~16.15", "graphql-ws@~6.4", "ws@~8.21")
MOVING: Final = 100  # numbers that take turns
PATIENCE: Final = 240


class Missing(Exception):
    """A peer cannot be had here; the text says why."""


@dataclass
class Subject:
    """A running server, the feed that is followed there, and how something happens to it that is due at a time of the monotonic clock."""

    name: str
    server: Server
    feed: dict[str, Any]
    happen: Callable[[float], None]
    token: str = ""

    @property
    def resident(self) -> int:
        """KiB."""
        status = Path(f"/proc/{self.server.running.pid}/status").read_text()
        return next(int(line.split()[1]) for line in status.splitlines() if line.startswith("VmRSS"))


def published(server: Server, client: httpx.Client) -> Callable[[float], None]:
    def happen(due: float) -> None:
        client.get(f"http://127.0.0.1:{server.port}/publish", params={"at": moment(due)}).raise_for_status()

    return happen


def peer(name: str, server: Server, stack: ExitStack) -> Subject:
    return Subject(name, server, {"query": FEED}, published(server, stack.enter_context(httpx.Client(trust_env=False, timeout=PATIENCE))))


def bare(folder: Path, stack: ExitStack) -> Subject:
    port = free_port()
    command = [sys.executable, "-m", "benchmarks.live.bare", str(port)]
    return peer("bare `websockets` broadcast", Server("bare", folder / "bare.log", command, _python(), port), stack)


def stock(folder: Path, stack: ExitStack) -> Subject:
    port = free_port()
    ways = ("--ws", "websockets-sansio", "--ws-per-message-deflate", "false", "--backlog", "4096")
    command = [sys.executable, "-m", "uvicorn", "--factory", "benchmarks.live.stock:app", "--port", str(port), *UVICORN, *ways]
    return peer("stock Strawberry subscriptions", Server("stock", folder / "stock.log", command, _python(), port), stack)


def node(folder: Path, stack: ExitStack) -> Subject:
    """Raises Missing where npm has it not."""
    port, home = free_port(), Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache") / "portico" / "live-peer"
    if not (home / "node_modules" / "ws").exists():
        _install(home)
    shutil.copyfile(Path(__file__).with_name("node.mjs"), home / "node.mjs")  # what it imports is found beside it
    (program, *_), environment = npm_command()
    spoken = json.dumps({"cursor": CURSOR, "number": NUMBER})
    command = [program, str(home / "node.mjs"), str(port)]
    environment = {**environment, "SPOKEN": spoken, "NODE_ENV": "production"}
    return peer("Node graphql-ws", Server("node", folder / "node.log", command, environment, port), stack)


def _install(home: Path) -> None:
    home.mkdir(parents=True, exist_ok=True)
    (home / "package.json").write_text('{"private": true}\n')
    arguments, environment = npm_command("install", "--no-audit", "--no-fund", "--no-package-lock", *PACKAGES)
    done = subprocess.run(arguments, cwd=home, env=environment, capture_output=True, text=True, timeout=PATIENCE, check=False)
    if done.returncode:
        raise Missing(f"npm says: {done.stderr.strip()[-300:]}")


def portico(name: str, query: str, url: str, folder: Path, stack: ExitStack) -> Subject:
    """On an empty database of its own, with a token of staff."""
    settings = Settings(database_url=url, secret_keys=(token_urlsafe(KEY_LENGTH),))
    token, numbers = asyncio.run(_seeded(settings))
    folder.mkdir()
    server = servers.portico(settings, folder)
    client = stack.enter_context(httpx.Client(trust_env=False, headers={"authorization": f"Bearer {token}"}, timeout=PATIENCE))
    return Subject(name, server, {"query": query}, _moved(server, client, itertools.cycle(numbers)), token)


def _moved(server: Server, client: httpx.Client, numbers: Iterator[str]) -> Callable[[float], None]:
    def happen(due: float) -> None:
        at = moment(due)
        given = {"numbers": [{"id": next(numbers)}], "focAt": at, "override": True, "reason": at}
        response = client.post(server.url, json={"query": REVISE, "variables": {"input": given}})
        if problem := problem_of(response):
            raise RuntimeError(problem)

    return happen


async def _seeded(settings: Settings) -> tuple[str, list[str]]:
    opened = await database.open(settings)
    try:
        await opened.migrate()
        work = Work(opened, settings, KeyRing(settings.secret_keys))
        rows = factories.Rows(work.now)
        request = rows.request(rows.scene(), [PortingNumberStatus.FOC_DATE_SET] * MOVING)
        await rows.write(work)
        made = await credentials.create_token(work, role=Role.STAFF, name="Benchmark")
        return made.token, [str(edge_id("porting_number", key)) for key in request.numbers]
    finally:
        await opened.close()


def _python() -> dict[str, str]:
    return {**os.environ, "PYTHONPATH": f"{BACKEND}{os.pathsep}{ROOT}"}
