"""How long `portico serve` takes from being started to its first answer: processor time of the process, and the clock.

    PYTHONPATH=backend:. .venv/bin/python -m benchmarks.start_up [--starts 10] [--engine sqlite postgres] [--against OTHER_CHECKOUT]

As in production: migrated databases (PostgreSQL a private one), settings as an operator gives them, byte-code that lies there already, as
`pip install` leaves it. With `--against` the other tree starts in turns with this one. Told are the least and the median of the starts:
until modules, settings and database are so far that it listens and `/healthz` answers, and until a page of requests is answered that was
asked for with a token right after.
"""

from __future__ import annotations

import argparse
import http.client
import json
import os
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Mapping
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

from benchmarks.machine import slowness
from tests.postgres import Cluster
from tests.stories.servers import free_port

HERE: Final = Path(__file__).parents[1]
PORTICO: Final = (sys.executable, "-c", "from portico.cli import main; main()")
PAGE: Final = "{ viewer { name } portingRequests(first: 50) { edges { node { id reference status openCount } } } }"
EVERY: Final = 0.002
PATIENCE: Final = 60.0


@dataclass
class Tree:
    """A checkout with a database of its own; `taken` are seconds of processor and clock until either answer, start by start."""

    name: str
    environment: Mapping[str, str]
    token: str = ""
    taken: list[tuple[float, float, float, float]] = field(default_factory=list)

    def start(self) -> None:
        """Starts it, asks, and stops it."""
        begun = time.perf_counter()
        server = subprocess.Popen([*PORTICO, "serve"], env=self.environment, stderr=subprocess.DEVNULL)
        try:
            wait_for_health(server, int(self.environment["PORTICO_PORT"]), begun)
            listening = spent(server.pid), time.perf_counter() - begun
            self.ask()
            self.taken.append((*listening, spent(server.pid), time.perf_counter() - begun))
        finally:
            server.terminate()
            server.wait(30)

    def ask(self) -> None:
        connection = http.client.HTTPConnection("127.0.0.1", int(self.environment["PORTICO_PORT"]), timeout=PATIENCE)
        headers = {"content-type": "application/json", "authorization": f"Bearer {self.token}"}
        connection.request("POST", "/graphql", json.dumps({"query": PAGE}), headers)
        told = json.loads(connection.getresponse().read())
        connection.close()
        assert not told.get("errors"), told

    def run(self, *arguments: str) -> str:
        return subprocess.run([*PORTICO, *arguments], env=self.environment, check=True, capture_output=True, text=True).stdout


def spent(pid: int) -> float:
    """Seconds of processor that a process has had, with threads of it that have ended."""
    return time.clock_gettime(~pid << 3 | 2)  # how Linux names that clock of another process


def wait_for_health(server: subprocess.Popen[bytes], port: int, begun: float) -> None:
    while server.poll() is None and time.perf_counter() - begun < PATIENCE:
        connection = http.client.HTTPConnection("127.0.0.1", port, timeout=PATIENCE)
        try:
            connection.request("GET", "/healthz")
            assert connection.getresponse().status == 200
            return
        except ConnectionRefusedError:
            time.sleep(EVERY)
        finally:
            connection.close()
    raise RuntimeError("it ended or never answered")


@contextmanager
def prepared(name: str, tree: Path, url: str) -> Iterator[Tree]:
    """A tree with a migrated database, started once so that its byte-code is there."""
    with tempfile.TemporaryDirectory() as folder:
        inherited = {key: value for key, value in os.environ.items() if not key.startswith(("PORTICO_", "PYTHON"))}
        chosen = {"PYTHONPATH": str(tree / "backend"), "PORTICO_DATA_DIR": folder, "PORTICO_SECRET_KEYS": "k" * 40}
        chosen |= {"PORTICO_PORT": str(free_port())} | ({"PORTICO_DATABASE_URL": url} if url else {})
        found = Tree(name, inherited | chosen)
        found.run("migrate")
        found.token = found.run("token", "create", "--role", "STAFF").strip()
        found.start()
        found.taken.clear()
        yield found


def report(tree: Tree) -> None:
    for place, until in enumerate(("/healthz", "a page of requests")):
        processor, clock = (least_and_median([taken[2 * place + each] for taken in tree.taken]) for each in (0, 1))
        print(f"  {tree.name:16} until {until:20} {processor} ms of processor, {clock} by the clock", flush=True)


def least_and_median(seconds: list[float]) -> str:
    return f"{1e3 * min(seconds):6.0f} {1e3 * statistics.median(seconds):6.0f}"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--starts", type=int, default=10)
    parser.add_argument("--engine", nargs="+", choices=["sqlite", "postgres"], default=["sqlite", "postgres"])
    parser.add_argument("--against", type=Path)
    said = parser.parse_args()
    trees = {"this tree": HERE} | ({"the other tree": said.against.resolve()} if said.against else {})
    for engine in said.engine:
        with ExitStack() as stack:
            cluster = Cluster() if engine == "postgres" else None
            if cluster:
                stack.callback(cluster.stop)
            urls = [cluster.url(cluster.create_database()) if cluster else "" for _ in trees]
            found = [stack.enter_context(prepared(*tree, url)) for tree, url in zip(trees.items(), urls, strict=True)]
            before = slowness()
            for _ in range(said.starts):
                for tree in found:
                    tree.start()
            print(f"{engine}; things take {before:.1f} to {slowness():.1f} times as long as on the machine of other figures")
            for tree in found:
                report(tree)


if __name__ == "__main__":
    main()
