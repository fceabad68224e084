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
from datetime import UTC, datetime, timedelta
from pathlib import Path

from benchmarks.other_trees import module, register
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
PER_REQUEST = 20
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
START = datetime(2026, 1, 1, tzinfo=UTC)


def fill(path: Path, numbers: int) -> None:
    """Rows that a page shows, without journal and papers; from a fixed seed."""
    chance, moment = random.Random(7), START.isoformat(" ")
    account = _id(chance)
    with closing(sqlite3.connect(path)) as connection, connection:
        connection.execute("PRAGMA synchronous = OFF")
        _insert(connection, "account", [_account(account, moment)])
        for start in range(0, numbers // PER_REQUEST, 5_000):
            requests, ported = [], []
            for place in range(start, min(start + 5_000, numbers // PER_REQUEST)):
                at, ended = (START + timedelta(minutes=place)).isoformat(" "), place < numbers // PER_REQUEST * 0.9
                request = _id(chance)
                requests.append(_request(request, account, place, at, ended))
                ported += [
                    _number(_id(chance), request, account, place * PER_REQUEST + each, at, ended=ended) for each in range(PER_REQUEST)
                ]
            _insert(connection, "porting_request", requests)
            _insert(connection, "porting_number", ported)


def _id(chance: random.Random) -> str:
    text = f"{chance.getrandbits(128):032x}"
    return f"{text[:8]}-{text[8:12]}-7{text[13:16]}-8{text[17:20]}-{text[20:]}"


def _account(key: str, at: str) -> dict[str, object]:
    return {"id": key, "created_at": at, "updated_at": at, "name": "Bench", "slug": "bench", "currency": "USD", "time_zone": "UTC",
            "notification_emails": "[]", "tier": "STANDARD", "cancel_cutoff_hours": 48, "port_out_on_deadline": "EXPIRE",
            "port_out_pin_required": 0, "port_out_two_person": 0, "account_number": "1000000001"}  # fmt: skip


def _request(key: str, account: str, place: int, at: str, ended: bool) -> dict[str, object]:
    return {"id": key, "created_at": at, "updated_at": at, "account_id": account, "reference": f"PI-2026-{place:06d}", "country": "US",
            "number_type": "GEOGRAPHIC", "flow": "STANDARD", "status": "COMPLETED" if ended else "IN_PROGRESS", "version": 1, "sequence": 0,
            "status_reason": "Submitted", "open_count": 0 if ended else PER_REQUEST, "number_count": PER_REQUEST,
            "waiting_on": "NOBODY" if ended else "CARRIER", "subscriber_kind": "BUSINESS", "extra_fields": "{}",
            "fields_changed_at": "{}", "port_type": "FULL"}  # fmt: skip


def _number(key: str, request: str, account: str, place: int, at: str, *, ended: bool) -> dict[str, object]:
    return {"id": key, "created_at": at, "updated_at": at, "account_id": account, "request_id": request, "e164": f"+1{2000000000 + place}",
            "number_type": "GEOGRAPHIC", "status": "COMPLETED" if ended else "IN_PROCESS", "status_reason": "Submitted",
            "status_reasons": "[]", "reasons_confirmed": "[]", "version": 1, "waiting_on": "NOBODY" if ended else "CARRIER",
            "foc_history": "[]", "attempt_no": 1}  # fmt: skip


def _insert(connection: sqlite3.Connection, table: str, rows: list[dict[str, object]]) -> None:
    names = ", ".join(rows[0])
    marks = ", ".join(f":{name}" for name in rows[0])
    connection.executemany(f"INSERT INTO {table} ({names}) VALUES ({marks})", rows)


async def read(url: str) -> None:
    """Prints milliseconds of processor time and statements of one page."""

    settings = Settings(environment="test", database_url=url)
    register()
    opened = await database.open(settings)
    await opened.migrate()
    work = Work(opened, settings, KeyRing(settings.secret_keys))
    actor = Actor(role=Role.STAFF, level=Level.ADMIN, kind="user", id=None, name="Benchmark")
    asked, fetch = 0, Connection.fetch

    async def counted(self: Connection, *args: object) -> object:
        nonlocal asked
        asked += 1
        return await fetch(self, *args)  # type: ignore[arg-type]

    Connection.fetch = counted  # type: ignore[method-assign,assignment]
    found = await schema.execute(
        "{ portingRequests(first: 1) { edges { node { id } } } }", context_value=Context(work=work, actor_or_none=actor)
    )
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
