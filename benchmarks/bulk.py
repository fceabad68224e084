"""What one command about a thousand numbers costs, and how long somebody who asks something trivial meanwhile waits for it.

    PYTHONPATH=backend:. .venv/bin/python -m benchmarks.bulk [--numbers 1000] [--rounds 5] [--engine sqlite postgres] [--against TREE]

A FOC date confirmed for the numbers of one order, and an order of the Netherlands accepted whose numbers follow it; answered in short
(id, version, status) and as the dashboard asks. Each round is an order of its own, in a process of its own that runs the application
in-process; with `--against` the trees take turns. Figures are milliseconds of processor, the least and the median: of the process and
of PostgreSQL for the command alone, and of the loop's thread for the longest wait of `{ viewer { name } }`, asked again and again beside
the same command. So what else the machine does is in none of them.
"""

from __future__ import annotations

import argparse
import asyncio
import inspect
import json
import logging
import os
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Mapping
from contextlib import ExitStack
from contextvars import ContextVar
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

import httpx
import structlog

from benchmarks.machine import slowness
from benchmarks.other_trees import module, register
from benchmarks.peers import cores
from portico.domain.statuses import Level, PortingNumberStatus, Role
from tests import factories
from tests.postgres import Cluster

HERE: Final = Path(__file__).parents[1]
EVERY: Final = 0.003
SHORT: Final = "id version status"
TRIVIAL: Final = "{ viewer { name } }"
ROW: Final = "id e164 status statusReason version waitingOn focAt attemptNo updatedAt"
ACTIONS: Final = "availableActions { action variant label blockers { code message } }"


@dataclass(frozen=True)
class Case:
    """One command: what is placed for it, and the document about it."""

    name: str
    place: Callable[[Any, int], Any]
    document: str
    given: Callable[[Any], Mapping[str, Any]]


def in_process(rows: Any, count: int) -> Any:
    return rows.request(rows.scene(), [PortingNumberStatus.IN_PROCESS] * count)


def requested(rows: Any, count: int) -> Any:
    return rows.request(rows.scene("NL"), count, status="REQUESTED", country="NL")


def confirmed(fields: str) -> str:
    number = f"... on PortingNumber {{ {fields} }} ... on Problem {{ code message }}"
    moved = f"... on PortingNumbersMoved {{ results {{ __typename {number} }} }}"
    return f"mutation($input: PortingNumbersConfirmFocInput!) {{ portingNumbersConfirmFoc(input: $input) {{ __typename {moved} }} }}"


def confirming(request: Any) -> Mapping[str, Any]:
    edge_id = module("portico.graphql.engine.scalars").edge_id
    foc_at = factories.foc(module("portico.operations.engine.work").utc_now()).isoformat()
    return {"numbers": [{"id": str(edge_id("porting_number", key))} for key in request.numbers], "focAt": foc_at}


def accepting(request: Any) -> Mapping[str, Any]:
    return {"id": str(module("portico.graphql.engine.scalars").edge_id("porting_request", request.id))}


ACCEPTED: Final = """mutation($input: PortingRequestAcceptInput!) { portingRequestAccept(input: $input) { __typename
    ... on PortingRequest { id status version } ... on Problem { code message } } }"""
CASES: Final = (
    Case("FOC of all, short answer", in_process, confirmed(SHORT), confirming),
    Case("FOC of all, the dashboard's", in_process, confirmed(f"{ROW} {ACTIONS}"), confirming),
    Case("NL request accepted", requested, ACCEPTED, accepting),
)


class Counting:
    """The statements of commands; loops send their own meanwhile."""

    def __init__(self) -> None:
        self.sent, self.of_a_command = 0, ContextVar("of a command", default=False)
        connection: Any = module("portico.storage.engine.database").Connection
        for name in ("fetch", "execute"):
            setattr(connection, name, self._counted(getattr(connection, name)))

    def _counted(self, send: Any) -> Any:
        async def sending(connection: Any, *args: Any) -> Any:
            self.sent += self.of_a_command.get()
            return await send(connection, *args)

        return sending


class Asker:
    """Somebody with a token, over the application itself."""

    def __init__(self, app: Any, token: str) -> None:
        self._client = httpx.AsyncClient(transport=httpx.ASGITransport(app=app), base_url="http://portico.test", timeout=120)
        self._headers = {"authorization": f"Bearer {token}"}

    async def ask(self, query: str, **variables: Any) -> Any:
        answer = await self._client.post("/graphql", json={"query": query, "variables": variables}, headers=self._headers)
        told = answer.json()
        assert not told.get("errors"), told
        return told["data"]

    async def longest_wait(self, until: asyncio.Task[Any]) -> float:
        """Milliseconds of the loop's thread between asking something trivial and its answer, at most, while the other is done."""
        longest = 0.0
        while not until.done():
            begun = time.thread_time()
            await self.ask(TRIVIAL)
            longest = max(longest, time.thread_time() - begun)
            await asyncio.sleep(EVERY)
        return longest * 1e3


async def measured(numbers: int, postgres: int) -> list[dict[str, float]]:
    """One round of every case, after a small one of each: alone, then beside somebody who asks."""
    app_module, settings = module("portico.app"), module("portico.settings").load()
    register()
    counting, app = Counting(), app_module.create_app(settings)
    told = []
    async with app_module.opened(settings) as house:  # without the mail room, which would begin to tell of it
        state, work = find(app).state, house.work
        state.work, state.tail = house.work, house.tail
        credentials = module("portico.operations.people.signing_in.credentials")
        asker = Asker(app, (await credentials.create_token(work, role=Role.STAFF, name="bulk", level=Level.ADMIN)).token)
        for case in CASES:
            await done(asker, case, await placed(work, case, 5))
        module("portico.web.server")._set_aside_what_stays()
        for case in CASES:
            given = await placed(work, case, numbers)
            await asyncio.sleep(0.3)
            counting.sent, begun, before = 0, time.process_time(), cores.account(cores.children(postgres))
            counting.of_a_command.set(True)
            await done(asker, case, given)
            counting.of_a_command.set(False)
            took = {"cpu": (time.process_time() - begun) * 1e3, "statements": counting.sent}
            took["postgres"] = cores.since(before, cores.account(cores.children(postgres))) * 1e3
            given = await placed(work, case, numbers)
            await asyncio.sleep(0.3)
            command = asyncio.create_task(done(asker, case, given))
            took["wait"] = await asker.longest_wait(command)
            await command
            told.append(took)
    return told


async def placed(work: Any, case: Case, numbers: int) -> Mapping[str, Any]:
    rows = factories.Rows(work.now)
    request = case.place(rows, numbers)
    await rows.write(work)
    return case.given(request)


async def done(asker: Asker, case: Case, given: Mapping[str, Any]) -> None:
    (answer,) = (await asker.ask(case.document, input=given)).values()
    refused = [each for each in answer.get("results", [answer]) if each["__typename"] not in {"PortingNumber", "PortingRequest"}]
    assert not refused, refused[:2]


def find(app: Any) -> Any:
    """The application within what stands before it: objects that keep it, or functions that were made with it."""
    while not hasattr(app, "router"):
        app = inspect.getclosurevars(app).nonlocals["app"] if inspect.isfunction(app) else vars(app).get("app") or app._app
    return app


def run(tree: Path, url: str, folder: str, *words: str) -> str:
    inherited = {key: value for key, value in os.environ.items() if not key.startswith(("PORTICO_", "PYTHON"))}
    chosen = {"PYTHONPATH": f"{tree / 'backend'}{os.pathsep}{HERE}", "PORTICO_DATA_DIR": folder, "PORTICO_SECRET_KEYS": "k" * 40}
    chosen |= {"PORTICO_DATABASE_URL": url, "PORTICO_LOG_LEVEL": "error"}
    return subprocess.run([sys.executable, *words], env=inherited | chosen, check=True, stdout=subprocess.PIPE, text=True, cwd=HERE).stdout


def report(name: str, rounds: list[list[dict[str, float]]]) -> None:
    for place, case in enumerate(CASES):
        figures = {key: [each[place][key] for each in rounds] for key in ("cpu", "postgres", "wait", "statements")}
        cpu, postgres, wait = (f"{min(figures[key]):6.0f} {statistics.median(figures[key]):6.0f}" for key in ("cpu", "postgres", "wait"))
        statements = f"{max(figures['statements']):3.0f} statements"
        print(f"  {name:16} {case.name:28} {cpu} ms, PostgreSQL {postgres}, somebody else waits {wait}, {statements}", flush=True)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--numbers", type=int, default=1_000)
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--engine", nargs="+", choices=["sqlite", "postgres"], default=["sqlite", "postgres"])
    parser.add_argument("--against", type=Path)
    parser.add_argument("--measured", type=int, help=argparse.SUPPRESS)
    said = parser.parse_args()
    if said.measured is not None:
        structlog.configure(wrapper_class=structlog.make_filtering_bound_logger(logging.ERROR))  # a line for each operation otherwise
        print(json.dumps(asyncio.run(measured(said.numbers, said.measured))))
        return
    trees = {"this tree": HERE} | ({"the other tree": said.against.resolve()} if said.against else {})
    for engine in said.engine:
        with ExitStack() as stack:
            cluster = Cluster() if engine == "postgres" else None
            if cluster:
                stack.callback(cluster.stop)
            rounds: dict[str, list[list[dict[str, float]]]] = {name: [] for name in trees}
            for _ in range(said.rounds):
                for name, tree in trees.items():
                    with tempfile.TemporaryDirectory() as folder:
                        url = cluster.url(cluster.create_database()) if cluster else f"sqlite://{folder}/bulk.sqlite3"
                        run(tree, url, folder, "-c", "from portico.cli import main; main()", "migrate")
                        words = (
                            "-m",
                            "benchmarks.bulk",
                            "--numbers",
                            str(said.numbers),
                            "--measured",
                            str(cluster.process if cluster else 0),
                        )
                        rounds[name].append(json.loads(run(tree, url, folder, *words)))
            print(f"{engine}, {said.numbers:,} numbers; things take {slowness():.1f} times as long as on the machine of other figures")
            for name in trees:
                report(name, rounds[name])


if __name__ == "__main__":
    main()
