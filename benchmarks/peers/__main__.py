"""Portico's reading and creating beside what else one could put on the same PostgreSQL, in one run.

    make bench [BENCH="--requests 5000 --rounds 5 --seconds 1 --only detail"]

One database with so many requests of twenty numbers; Portico with a real token, the ordinary Strawberry with Tortoise and DataLoaders,
PostGraphile 5 where npm gets it, hand-written Starlette handlers, and one SQL statement that builds the answer. Eight connections ask the
same again and again, for windows that take turns. Servers have one core, the load and PostgreSQL the other. Only ratios of one run mean
something; nobody but Portico signs anybody in, looks at what who may see, or validates a document but PostGraphile and the ordinary one.
"""

from __future__ import annotations

import argparse
import asyncio
import os
import platform
import sys
import tempfile
from contextlib import ExitStack
from pathlib import Path
from secrets import token_urlsafe
from uuid import UUID

from benchmarks import machine
from benchmarks.peers import cores, load, postgraphile, rows, servers, table
from benchmarks.peers.cases import cases
from benchmarks.peers.windows import Bench
from portico.domain.statuses import Level, Role
from portico.operations import tables
from portico.operations.engine.work import Work
from portico.operations.people.signing_in import credentials
from portico.settings import KEY_LENGTH, Settings
from portico.storage.engine import database
from portico.storage.engine.keyring import KeyRing
from tests.postgres import Cluster

SERVERS, LOAD = 0, -1
"""Which core of those there are."""


async def migrated(settings: Settings) -> None:
    opened = await database.open(settings)
    try:
        await opened.migrate()
    finally:
        await opened.close()


async def tokens(settings: Settings, account: UUID) -> dict[str, str]:
    opened = await database.open(settings)
    try:
        work = Work(opened, settings, KeyRing(settings.secret_keys))
        staff = await credentials.create_token(work, role=Role.STAFF, name="Benchmark", level=Level.ADMIN)
        customer = await credentials.create_token(work, role=Role.CUSTOMER, name="Benchmark", account_id=account)
        return {"staff": staff.token, "customer": customer.token}
    finally:
        await opened.close()


def launched(settings: Settings, folder: Path, stack: ExitStack) -> dict[str, servers.Server]:
    """All of them at once, on one core: who is not asked costs next to nothing."""
    url = settings.database_url
    found = [servers.portico(settings, folder), *servers.peers(url, folder)]
    try:
        found.append(servers.node(url, folder))
    except postgraphile.NotInstalled as missing:
        print(f"PostGraphile is left out: {missing}", file=sys.stderr)
    for each in found:
        each.start(SERVERS)
        stack.callback(each.stop)
    for each in found:
        each.ready()
    return {each.name: each for each in found}


def run(said: argparse.Namespace, stack: ExitStack) -> bool:
    """Prints a table of each case; whether everybody answered, and the same."""
    folder = Path(stack.enter_context(tempfile.TemporaryDirectory()))
    stack.enter_context(cores.on_core(LOAD))
    cluster = Cluster()
    stack.callback(cluster.stop)
    url = cluster.url(cluster.create_database())
    settings = Settings(database_url=url, secret_keys=(token_urlsafe(KEY_LENGTH),))
    asyncio.run(migrated(settings))
    written = asyncio.run(rows.fill(url, said.requests))
    asyncio.run(rows.make_room_for_peers(url))

    def counted() -> tuple[int, ...]:
        return asyncio.run(rows.counted(url))

    bench = Bench(launched(settings, folder, stack), asyncio.run(tokens(settings, written.account)), cluster.process, counted)
    print(f"{said.requests:,} requests of 20 numbers, {said.rounds} windows of {said.seconds} s each, {load.CONNECTIONS} connections.")
    apart = "servers on one of them, load and PostgreSQL on another" if cores.PINNED else "NOTHING pinned to one"
    print(f"{os.cpu_count()} cores, {apart}; Python {platform.python_version()}, {load.tool()}.", flush=True)
    good = True
    for case in cases(written):
        if said.only in case.name:
            told = bench.measured(case, said.rounds, said.seconds)
            print(*table.lines(case.name, told), sep="\n")
            busy = os.getloadavg()[0]
            print(f"\n(load average {busy:.1f}, things take {machine.slowness():.1f} times as long as elsewhere in this page)", flush=True)
            good = good and all(row.good for row in told)
    return good


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--requests", type=int, default=5_000)
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--seconds", type=int, default=1, help="of a window, whole ones; longer where answers take long")
    parser.add_argument("--only", default="", help="cases with this in their name")
    said = parser.parse_args()
    tables.register()
    with ExitStack() as stack:
        good = run(said, stack)
    sys.exit(not good)


if __name__ == "__main__":
    main()
