"""Portico as an operator runs it: its commands as processes, on a database of their own, with a clock that the test moves."""

from __future__ import annotations

import asyncio
import json
import os
import signal
import socket
import sqlite3
import subprocess
import time
from collections.abc import Mapping
from contextlib import closing
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import asyncpg
import httpx

from tests.stories import forks
from tests.stories.client import plain_http

START_SECONDS = 90.0
MONDAY = datetime(2027, 3, 1, 15, 0, tzinfo=UTC)
"""When every story begins: a business day everywhere it ports, and no holiday within two weeks."""


class NotStarted(Exception):
    """The process ended or never became ready; the text is what it logged."""


class Process:
    """One `portico` process; it may be killed and started again."""

    def __init__(self, command: str, environment: Mapping[str, str], log: Path) -> None:
        self.command, self.log = command, log
        self._environment = environment
        self._running: forks.Forked | subprocess.Popen[bytes] | None = None

    @property
    def alive(self) -> bool:
        return self._running is not None and self._running.poll() is None

    def start(self) -> None:
        self._running = forks.start(self.command, self._environment, self.log)

    def kill(self) -> None:
        """`kill -9`: nothing is finished, nothing is said."""
        self._end(signal.SIGKILL)

    def stop(self) -> None:
        """As an operator stops it; one that does not go is killed."""
        self._end(signal.SIGTERM)

    def _end(self, how: signal.Signals) -> None:
        if self._running is None:
            return
        self._running.send_signal(how)
        try:
            self._running.wait(timeout=15)
        except subprocess.TimeoutExpired:
            self._running.kill()
            self._running.wait()
        self._running = None


@dataclass
class Prepared:
    """A database that the commands have filled once, to be copied for each story, and whom they made."""

    database: str
    """An SQLite file, or the name of a PostgreSQL database."""
    cast: Mapping[str, Any]


def free_port() -> int:
    """A port nobody listens on now; kept over restarts, so that clients find the server again."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


@dataclass
class Installation:
    """One Portico: `start` brings up what its engine needs, the server and on PostgreSQL a worker beside it.

    `data` is where documents and the clock lie, `home` where its processes log.
    """

    home: Path
    database_url: str
    smtp_url: str
    data: Path
    works: bool = True
    port: int = field(default_factory=free_port)
    environment: dict[str, str] = field(init=False)
    server: Process = field(init=False)
    worker: Process | None = field(init=False)
    offset: float = 0.0

    def __post_init__(self) -> None:
        self.environment = environment(self.data, self.database_url, self.smtp_url, self.port)
        self.server = Process("serve", self.environment, self.home / "serve.log")
        beside = self.works and self.database_url.startswith("postgresql")
        self.worker = Process("worker", self.environment, self.home / "worker.log") if beside else None

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    @property
    def socket_url(self) -> str:
        return f"ws://127.0.0.1:{self.port}/graphql"

    @property
    def processes(self) -> list[Process]:
        return [process for process in (self.server, self.worker) if process is not None]

    @property
    def logs(self) -> str:
        return "".join(process.log.read_text() for process in self.processes if process.log.exists())

    async def start(self) -> None:
        self.launch()
        await self.ready()

    def launch(self) -> None:
        """On the main thread: the processes end with the thread that started them."""
        for process in self.processes:
            process.start()

    async def ready(self) -> None:
        """Until the server says it can serve."""
        deadline = time.monotonic() + START_SECONDS
        async with plain_http(self.url) as client:
            while time.monotonic() < deadline:
                if not all(process.alive for process in self.processes):
                    break
                if await _answers(client):
                    return
                await asyncio.sleep(0.05)
        raise NotStarted(self.logs[-2000:])

    def kill(self) -> None:
        """`kill -9` of every process at once."""
        for process in self.processes:
            process.kill()

    def stop(self) -> None:
        for process in self.processes:
            process.stop()

    @property
    def now(self) -> datetime:
        return datetime.fromtimestamp(time.time() + self.offset, UTC)

    def move_clock(self, to: datetime) -> None:
        """The processes read the file whenever they ask the time; it is replaced whole, so that nobody reads half of it."""
        self.offset = to.timestamp() - time.time()
        self.data.mkdir(parents=True, exist_ok=True)
        draft = self.data / "clock-offset.new"
        draft.write_text(str(self.offset), encoding="ascii")
        draft.replace(self.data / "clock-offset")

    async def wait_out(self) -> None:
        """While no process runs: ages what is owed past every wait and lease, which no clock that a test moves could do."""
        long_ago = "next_attempt_at = '2026-01-01 00:00:00+00:00', claimed_by = NULL, claimed_until = NULL"
        await self.execute(f"UPDATE delivery SET {long_ago} WHERE status = 'PENDING'")

    async def fetch(self, statement: str) -> list[tuple[Any, ...]]:
        """What an operator's own SQL finds, past Portico."""
        if self.database_url.startswith("sqlite"):
            return await asyncio.to_thread(_fetch_sqlite, self.database_url.removeprefix("sqlite://"), statement)
        connection = await asyncpg.connect(self.database_url)
        try:
            return [tuple(row) for row in await connection.fetch(statement)]
        finally:
            await connection.close()

    async def command(self, *arguments: str, **variables: str) -> str:
        """What one of Portico's own commands prints, run beside the server as an operator runs it."""
        return (await asyncio.to_thread(run, list(arguments), {**self.environment, **variables})).strip()

    async def execute(self, statement: str) -> None:
        """Writes past Portico, as only a test may: the state that a command for it would leave."""
        if self.database_url.startswith("sqlite"):
            await asyncio.to_thread(_execute_sqlite, self.database_url.removeprefix("sqlite://"), statement)
            return
        connection = await asyncpg.connect(self.database_url)
        try:
            await connection.execute(statement)
        finally:
            await connection.close()


def environment(data: Path, database_url: str, smtp_url: str, port: int) -> dict[str, str]:
    """The variables of a test installation, and of this process's own only what Python needs."""
    return {
        **forks.without_installation(os.environ),
        "PORTICO_ENVIRONMENT": "test",
        "PORTICO_DATA_DIR": str(data),
        "PORTICO_DATABASE_URL": database_url,
        "PORTICO_SMTP_URL": smtp_url,
        "PORTICO_PORT": str(port),
        "PORTICO_BASE_URL": f"http://127.0.0.1:{port}",
        "PORTICO_ALLOW_PRIVATE_CALLBACKS": "true",
    }


def prepare(home: Path, database_url: str, callbacks: str) -> Mapping[str, Any]:
    """Migrates and fills a database by the commands; answers whom they made."""
    home.mkdir(parents=True, exist_ok=True)
    chosen = environment(home / "data", database_url, "", free_port())
    run(["migrate"], chosen)
    found: Mapping[str, Any] = json.loads(run([callbacks], chosen, "tests.stories.seeding"))
    return found


def run(arguments: list[str], chosen: Mapping[str, str], program: str = forks.CLI) -> str:
    """One command, to its end; answers what it printed."""
    code, said, complained = forks.run(arguments, chosen, program)
    if code:
        raise NotStarted(f"{program} {' '.join(arguments)}\n{said}{complained}")
    return said


def copied(prepared: Prepared, folder: Path, callbacks: str) -> str:
    """The address of a copy of a prepared SQLite file, with what still lies in its write-ahead log; its accounts are called back there."""
    folder.mkdir(parents=True, exist_ok=True)
    target = folder / "portico.sqlite3"
    with closing(sqlite3.connect(prepared.database)) as source, closing(sqlite3.connect(target)) as copy:
        source.backup(copy)
        copy.execute("UPDATE account SET default_callback_url = ? || '/' || slug", (callbacks,))
        copy.commit()
    return f"sqlite://{target}"


def _fetch_sqlite(path: str, statement: str) -> list[tuple[Any, ...]]:
    with closing(sqlite3.connect(path)) as connection:
        return connection.execute(statement).fetchall()


def _execute_sqlite(path: str, statement: str) -> None:
    with closing(sqlite3.connect(path, timeout=10)) as connection, connection:
        connection.execute(statement)


async def _answers(client: httpx.AsyncClient) -> bool:
    try:
        return (await client.get("/readyz")).status_code == 200
    except httpx.TransportError:
        return False
