"""What reading costs as an installation grows: processor time and statements of a page, of what hangs on it and of what can be done.

    PYTHONPATH=backend:. .venv/bin/python -m benchmarks.request_page [--numbers 10000 100000] [--against TREE]

A file is filled with so many numbers, twenty to a request and nine in ten completed, straight into the tables; `--against` reads the same
in another checkout of Portico. Each figure is the least and the median of fifteen reads in a process of its own, on SQLite.
"""

from __future__ import annotations

import argparse
import asyncio
import os
import random
import sqlite3
import statistics
import subprocess
import sys
import tempfile
import time
from contextlib import closing
from datetime import timedelta
from pathlib import Path
from typing import Any

from benchmarks import plain_rows
from benchmarks.other_trees import module, register
from benchmarks.plain_rows import PER_REQUEST, START
from portico.domain.actors import Actor
from portico.domain.statuses import Level, Role
from portico.graphql.schema import schema
from portico.settings import Settings

Context = module("portico.graphql.engine.context").Context
Work = module("portico.operations.engine.work").Work
database = module("portico.storage.engine.database")
Connection = module("portico.storage.engine.database").Connection
KeyRing = module("portico.storage.engine.keyring").KeyRing

HERE = Path(__file__).parents[1]
PORTICO = (sys.executable, "-c", "from portico.cli import main; main()")
PAGE = "{ portingRequests(first: 50) { edges { node { id reference status openCount completedCount canceledCount waitingOn } } } }"
ROW = "id e164 numberType status statusReason version waitingOn focAt attemptNo updatedAt accountId accountName losingCarrierName"
NUMBERS = "numbers(first: 20) { edges { node { id e164 status focAt } } }"
HEAD = f"id reference status createdAt losingCarrierName {NUMBERS}"
JOURNAL = "journal(first: 50) { edges { node { id at event actor { role } reason subjectId } } }"
ACTIONS = "availableActions { action label blockers { code message } }"
DOCUMENTS = {
    "a page of 50 requests": PAGE,
    "50 requests with 20 numbers each": f"{{ portingRequests(first: 50) {{ edges {{ cursor node {{ {HEAD} }} }} }} }}",
    "a request, 20 numbers, its journal": f"query($id: ID!) {{ portingRequest(id: $id) {{ {HEAD} {JOURNAL} }} }}",
    "100 numbers, plain columns": f"{{ portingNumbers(first: 100) {{ edges {{ node {{ {ROW} requestId requestReference }} }} }} }}",
    "50 numbers and what can be done": f"{{ portingNumbers(first: 50) {{ edges {{ node {{ id {ACTIONS} }} }} }} }}",
}
READS = 15


def fill(path: Path, numbers: int) -> None:
    """Rows that a page shows, without journal and papers; from a fixed seed."""
    chance, moment = random.Random(7), START.isoformat(" ")
    account = plain_rows.key(chance)
    with closing(sqlite3.connect(path)) as connection, connection:
        connection.execute("PRAGMA synchronous = OFF")
        _insert(connection, "account", [plain_rows.account(account, moment)])
        for start in range(0, numbers // PER_REQUEST, 5_000):
            requests, ported = [], []
            for place in range(start, min(start + 5_000, numbers // PER_REQUEST)):
                at, ended = (START + timedelta(minutes=place)).isoformat(" "), place < numbers // PER_REQUEST * 0.9
                request = plain_rows.key(chance)
                requests.append(plain_rows.request(request, account, place, at, ended))
                ported += [
                    plain_rows.number(plain_rows.key(chance), request, account, place * PER_REQUEST + each, at, ended=ended)
                    for each in range(PER_REQUEST)
                ]
            _insert(connection, "porting_request", requests)
            _insert(connection, "porting_number", ported)


def _insert(connection: sqlite3.Connection, table: str, rows: list[dict[str, object]]) -> None:
    """What the table has of these columns: another tree's may have fewer."""
    known = {name for (name,) in connection.execute("SELECT name FROM pragma_table_info(?)", (table,))}
    names = [name for name in rows[0] if name in known]
    marks = ", ".join(f":{name}" for name in names)
    connection.executemany(f"INSERT INTO {table} ({', '.join(names)}) VALUES ({marks})", rows)


async def read(url: str) -> None:
    """Prints milliseconds of processor time and statements of one page."""

    settings = Settings(environment="test", database_url=url)
    register()
    opened = await database.open(settings)
    await opened.migrate()
    work = Work(opened, settings, KeyRing(settings.secret_keys))
    actor = Actor(role=Role.STAFF, level=Level.ADMIN, kind="user", id=None, name="Benchmark")
    asked = 0

    def counted(ask: Any) -> Any:
        async def asking(self: Any, *args: object) -> object:
            nonlocal asked
            asked += 1
            return await ask(self, *args)

        return asking

    for name in ("fetch", "read"):
        setattr(Connection, name, counted(getattr(Connection, name)))
    found = await schema.execute(
        "{ portingRequests(first: 1) { edges { node { id } } } }", context_value=Context(work=work, actor_or_none=actor)
    )
    assert found.data is not None, found
    given = {"id": found.data["portingRequests"]["edges"][0]["node"]["id"]}
    for name, document in DOCUMENTS.items():
        times = []
        for _ in range(READS):
            asked, begun = 0, time.process_time()
            variables = given if "$id" in document else {}
            result = await schema.execute(document, variables, context_value=Context(work=work, actor_or_none=actor))
            times.append((time.process_time() - begun) * 1e3)
            assert not result.errors, result.errors
            if sum(times) > 30_000:
                break  # one read of another tree may take half a minute
        print(f"{name:36} {min(times):8.1f} {statistics.median(times):8.1f} ms {asked:4} statements")
    await opened.close()


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--numbers", type=int, nargs="+", default=[10_000, 100_000])
    parser.add_argument("--against", type=Path)
    parser.add_argument("--read", help=argparse.SUPPRESS)
    said = parser.parse_args()
    if said.read:
        asyncio.run(read(said.read))
        return
    trees = {"this tree": HERE} | ({"the other tree": said.against.resolve()} if said.against else {})
    for numbers in said.numbers:
        for name, tree in trees.items():
            with tempfile.TemporaryDirectory() as folder:
                path = Path(folder) / "bench.sqlite3"
                chosen = {**os.environ, "PYTHONPATH": f"{tree / 'backend'}{os.pathsep}{HERE}"}
                chosen |= {"PORTICO_ENVIRONMENT": "test", "PORTICO_DATABASE_URL": f"sqlite://{path}"}
                subprocess.run(
                    [sys.executable, "-c", "from portico.cli import main; main()", "migrate"], env=chosen, check=True, capture_output=True
                )
                fill(path, numbers)
                told = subprocess.run(
                    [sys.executable, "-m", "benchmarks.request_page", "--read", f"sqlite://{path}"],
                    env=chosen, check=True, capture_output=True, text=True, cwd=HERE,
                ).stdout  # fmt: skip
                print(f"{numbers:,} numbers, {name}\n{told}", flush=True)


if __name__ == "__main__":
    main()
