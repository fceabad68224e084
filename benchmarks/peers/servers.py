"""The servers that are compared, each a process of its own on the same database."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Final

from benchmarks.peers import cores, postgraphile
from benchmarks.peers.load import Load
from benchmarks.peers.serving import DATABASE
from portico.settings import Settings
from tests.stories.servers import free_port

ROOT: Final = Path(__file__).parents[2]
BACKEND: Final = ROOT / "backend"
UVICORN: Final = ("--host", "127.0.0.1", "--no-access-log", "--log-level", "warning", "--loop", "uvloop", "--http", "httptools")
MODULES: Final = {"ordinary": "ordinary_app", "hand-written": "handwritten", "one statement": "one_statement"}
START_SECONDS: Final = 60.0


class NotStarted(Exception):
    """It ended or never answered; the text is what it logged."""


@dataclass
class Server:
    """A running server; `process` is its number."""

    name: str
    log: Path
    command: Sequence[str]
    environment: Mapping[str, str]
    port: int
    running: subprocess.Popen[bytes] = field(init=False)

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}/graphql"

    def start(self, core: int) -> None:
        with cores.on_core(core), self.log.open("wb") as log:
            self.running = subprocess.Popen(self.command, env=self.environment, cwd=ROOT, stdout=log, stderr=log)

    def ready(self) -> None:
        """Until it answers anything at all, be it that there is no such document."""
        until = time.monotonic() + START_SECONDS
        while time.monotonic() < until and self.running.poll() is None:
            try:
                urllib.request.urlopen(self.url, timeout=5).close()  # noqa: S310 - its own address
            except urllib.error.HTTPError:
                return
            except OSError:
                time.sleep(0.05)
            else:
                return
        raise NotStarted(f"{self.name}: {self.log.read_text()[-2000:]}")

    def stop(self) -> None:
        self.running.terminate()
        try:
            self.running.wait(timeout=15)
        except subprocess.TimeoutExpired:
            self.running.kill()
            self.running.wait()


def asked(load: Load, place: int | None = None) -> Any:
    """The data that are answered; raises RuntimeError with what else is."""
    request = urllib.request.Request(load.url, load.text(place).encode(), {"content-type": "application/json", **load.headers})  # noqa: S310
    try:
        with urllib.request.urlopen(request, timeout=60) as response:  # noqa: S310
            told = json.loads(response.read())
    except urllib.error.HTTPError as refused:
        raise RuntimeError(f"{load.url}: {refused.code} {refused.read()[:400]!r}") from None
    if told.get("errors"):
        raise RuntimeError(f"{load.url}: {json.dumps(told['errors'])[:400]}")
    return told["data"]


UNLIMITED = {
    "PORTICO_CONNECTIONS_PER_PRINCIPAL": "1000000",
    "PORTICO_SUBSCRIPTIONS_PER_PRINCIPAL": "1000000",
    "PORTICO_COST_PER_SECOND": "0",
}
"""One user stands for thousands here."""


def portico(settings: Settings, folder: Path) -> Server:
    """As an operator runs it: nothing of what tests have is in its way."""
    port = free_port()
    chosen = {"PORTICO_ENVIRONMENT": settings.environment, "PORTICO_SECRET_KEYS": ",".join(settings.secret_keys)}
    chosen |= {"PORTICO_DATABASE_URL": settings.database_url, "PORTICO_PORT": str(port), "PORTICO_LOG_LEVEL": "warning"}
    environment = {**os.environ, **chosen, **UNLIMITED, "PORTICO_DATA_DIR": str(folder / "data"), "PYTHONPATH": str(BACKEND)}
    command = [sys.executable, "-c", "from portico.cli import main; main()", "serve"]
    return Server("Portico", folder / "portico.log", command, environment, port)


def peers(url: str, folder: Path) -> list[Server]:
    """Those written in Python; each answers the documents it knows."""
    environment = {**os.environ, DATABASE: url, "PYTHONPATH": f"{BACKEND}{os.pathsep}{ROOT}"}
    found = []
    for name, module in MODULES.items():
        port = free_port()
        command = [sys.executable, "-m", "uvicorn", "--factory", f"benchmarks.peers.{module}:app", "--port", str(port), *UVICORN]
        found.append(Server(name, folder / f"{module}.log", command, environment, port))
    return found


def node(url: str, folder: Path) -> Server:
    """PostGraphile; raises postgraphile.NotInstalled where it cannot be had."""
    port = free_port()
    command, environment = postgraphile.command()
    return Server("PostGraphile", folder / "postgraphile.log", command, {**environment, DATABASE: url, "PEER_PORT": str(port)}, port)
