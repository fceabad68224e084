"""What every list, queue, search and count costs of a million numbers, against ten thousand of them.

    PYTHONPATH=backend:. .venv/bin/python -m benchmarks.lists_at_scale [--numbers 10000 1000000] [--engine sqlite postgres]

Both engines are filled with the same rows, twenty numbers to a request and nine in ten completed, and each list is read as its resolver
reads it: the page with all its joins, the count, or both. Milliseconds are the least of some reads: of processor time on SQLite, which
works within the process, of the clock on PostgreSQL, which does not. The last column says how many times as much the larger one takes.
"""

from __future__ import annotations

import argparse
import asyncio
import os
import random
import sqlite3
import subprocess
import sys
import tempfile
import time
from collections.abc import Awaitable, Callable, Iterator, Mapping
from contextlib import closing
from datetime import timedelta
from pathlib import Path
from typing import Any, Final
from uuid import UUID

import asyncpg

from benchmarks import machine, plain_rows, request_page
from benchmarks.pouring import pour
from portico.domain.actors import Actor
from portico.domain.statuses import Level, PortingNumberStatus, PortingRequestStatus, Role, WaitingOn
from portico.operations import tables
from portico.settings import Settings
from portico.storage import lists
from portico.storage.engine import database, listing, paging
from portico.storage.engine.database import Database
from portico.storage.engine.paging import Place
from portico.storage.lists import NumberFilter, PhoneNumberFilter, RequestFilter
from tests.postgres import Cluster

ACCOUNTS: Final = 20
BATCH: Final = 2_000
"""Requests that are written together."""
LEAST_READS: Final = 5
MOST_SECONDS: Final = 2.0
COUNTED: Final = 10_000
NAMES: Final = ("Harbour Clinic", "Northsea Hotels", "Meridian Foods", "Old Mill Bakery", "Lindqvist & Sons", "Delta Print")
STAFF: Final = Actor(role=Role.STAFF, level=Level.ADMIN, kind="user", id=None, name="Benchmark")

LOSING: Final = {"Large": 0.7, "Middle": 0.2999, "Small": 0.0001}
THROUGH: Final = {"Main": 0.9, "Other": 0.0999, "Rare": 0.0001}
"""Carriers, and the part of all requests that each has."""

Rows = list[dict[str, object]]


def made(numbers: int) -> Iterator[Mapping[str, Rows]]:
    """Rows by table, a batch at a time, from a fixed seed: the first accounts have most of them."""
    chance = random.Random(7)
    moment = plain_rows.START.isoformat(" ")
    accounts = [
        plain_rows.account(plain_rows.key(chance), moment)
        | {"name": f"Bench {place}", "slug": f"bench-{place}", "account_number": f"{1_000_000_001 + place}"}
        for place in range(ACCOUNTS)
    ]
    carriers = {name: plain_rows.key(chance) for name in (*LOSING, *THROUGH)}
    yield {"account": accounts, "carrier": [plain_rows.carrier(key, name, moment) for name, key in carriers.items()]}
    whole = numbers // plain_rows.PER_REQUEST
    for start in range(0, whole, BATCH):
        batch: dict[str, Rows] = {"porting_request": [], "porting_number": [], "phone_number": []}
        for place in range(start, min(start + BATCH, whole)):
            between = {"losing": carriers[_drawn(chance, LOSING)], "network": carriers[_drawn(chance, THROUGH)]}
            account = str(accounts[int(ACCOUNTS * chance.random() ** 3)]["id"])
            _one(chance, batch, place, {"account": account, **between}, ended=place < whole * 0.9)
        yield batch


def _drawn(chance: random.Random, shares: Mapping[str, float]) -> str:
    return chance.choices(list(shares), list(shares.values()))[0]


def _one(chance: random.Random, batch: Mapping[str, Rows], place: int, of: Mapping[str, str], *, ended: bool) -> None:
    at = plain_rows.START + timedelta(minutes=place)
    request = plain_rows.key(chance)
    name = f"{chance.choice(NAMES)} {place % 997}"
    named = {"name": name, "losing_carrier_id": of["losing"], "network_carrier_id": of["network"]}
    hands = {"sent_to_id": of["losing"], "handed_to_id": of["losing"], "sent_through_id": of["network"]}
    batch["porting_request"].append(plain_rows.request(request, of["account"], place, at.isoformat(" "), ended) | named)
    for each in range(plain_rows.PER_REQUEST):
        own, foc = plain_rows.PER_REQUEST * place + each, (at + timedelta(days=9)).isoformat(" ")
        key = plain_rows.key(chance)
        number = plain_rows.number(key, request, of["account"], own, at.isoformat(" "), ended=ended)
        batch["porting_number"].append(number | hands | {"foc_at": foc})
        if ended:
            batch["phone_number"].append(_in_service(plain_rows.key(chance), of["account"], key, own, at.isoformat(" ")))


def _in_service(key: str, account: str, number: str, place: int, at: str) -> dict[str, object]:
    which = {"id": key, "account_id": account, "porting_number_id": number, "e164": f"+1{2000000000 + place}", "country": "US"}
    when = {"created_at": at, "updated_at": at, "version": 1, "failure_count": 0}
    return {**which, **when, "number_type": "GEOGRAPHIC", "source": "PORTED_IN", "status": "ACTIVE"}


async def fill_postgres(url: str, numbers: int) -> None:
    connection = await asyncpg.connect(url)
    for batch in made(numbers):
        await pour(connection, batch)
    await connection.execute("VACUUM ANALYZE")
    await connection.close()


def fill_sqlite(path: Path, numbers: int) -> None:
    with closing(sqlite3.connect(path)) as connection, connection:
        connection.execute("PRAGMA synchronous = OFF")
        for batch in made(numbers):
            for table, rows in batch.items():
                if rows:
                    request_page._insert(connection, table, rows)


Read = Callable[[Database], Awaitable[Any]]
PENDING: Final = [PortingNumberStatus.IN_PROCESS]
SOME: Final = [PortingNumberStatus.IN_PROCESS, PortingNumberStatus.PENDING, PortingNumberStatus.FOC_DATE_SET]
OPEN: Final = [PortingRequestStatus.IN_PROGRESS, PortingRequestStatus.DRAFT]


def of(select: Any, wanted: Any, ordering: listing.Ordering, actor: Actor = STAFF) -> Read:
    async def read(db: Database) -> int:
        return len((await paging.page(db.reader, select(db.reader, actor, wanted), ordering, Place(50))).rows)

    return read


def counted(select: Any, wanted: Any, up_to: int | None = COUNTED) -> Read:
    async def read(db: Database) -> int:
        return await listing.count(db.reader, select(db.reader, STAFF, wanted), up_to)

    return read


def of_carriers(carriers: Mapping[str, UUID]) -> Iterator[tuple[str, Read]]:
    """What each carrier that is no person's asks for: of one that has most, and of one that has next to nothing."""
    for name in ("Large", "Small", "Main", "Rare"):
        actor = Actor(role=Role.CARRIER, level=Level.ADMIN, kind="token", id=None, name=name, carrier_id=carriers[name])
        for order, ordering in lists.NUMBER_ORDERINGS.items():
            yield f"numbers of carrier {name}, {order}", of(lists.numbers, NumberFilter(), ordering, actor)
        yield (
            f"numbers of carrier {name} that are pending",
            of(lists.numbers, NumberFilter(statuses=PENDING), lists.NUMBER_ORDERINGS["UPDATED_DESC"], actor),
        )
        for order, ordering in lists.REQUEST_ORDERINGS.items():
            yield f"requests of carrier {name}, {order}", of(lists.requests, RequestFilter(), ordering, actor)


def every(account: UUID, carriers: Mapping[str, UUID]) -> Mapping[str, Read]:
    """Each list by what it is called in the table."""
    numbers, requests, inventory = lists.numbers, lists.requests, lists.phone_numbers_in_service
    member = Actor(role=Role.CUSTOMER, level=Level.ADMIN, kind="user", id=None, name="Member", account_id=account)
    found: dict[str, Read] = {}
    for order, ordering in lists.NUMBER_ORDERINGS.items():
        found[f"numbers, {order}"] = of(numbers, NumberFilter(), ordering)
        found[f"numbers of one's account, {order}"] = of(numbers, NumberFilter(), ordering, member)
    for order in ("UPDATED_DESC", "CREATED_DESC", "FOC_ASC"):
        found[f"numbers of a status, {order}"] = of(numbers, NumberFilter(statuses=PENDING), lists.NUMBER_ORDERINGS[order])
        found[f"numbers of three statuses, {order}"] = of(numbers, NumberFilter(statuses=SOME), lists.NUMBER_ORDERINGS[order])
    waiting = NumberFilter(waiting_on=[WaitingOn.CARRIER])
    found["numbers that wait for a carrier"] = of(numbers, waiting, lists.NUMBER_ORDERINGS["UPDATED_DESC"])
    for order, ordering in lists.REQUEST_ORDERINGS.items():
        found[f"requests, {order}"] = of(requests, RequestFilter(), ordering)
    found["requests that are open"] = of(requests, RequestFilter(statuses=OPEN), lists.REQUEST_ORDERINGS["UPDATED_DESC"])
    found["inventory, E164_ASC"] = of(inventory, PhoneNumberFilter(), lists.PHONE_NUMBER_ORDERINGS["E164_ASC"])
    for text in ("+1 200 000 1234", "0001234", "PI-2026-000123", "000123", "Lindqvist 17"):
        found[f"search of numbers, {text!r}"] = of(numbers, NumberFilter(search=text), lists.NUMBER_ORDERINGS["UPDATED_DESC"])
        found[f"search of requests, {text!r}"] = of(requests, RequestFilter(search=text), lists.REQUEST_ORDERINGS["UPDATED_DESC"])
    found["search of the inventory, '0001234'"] = of(
        inventory, PhoneNumberFilter(search="0001234"), lists.PHONE_NUMBER_ORDERINGS["E164_ASC"]
    )
    found |= dict(of_carriers(carriers))
    found["count of numbers, up to 10,000"] = counted(numbers, NumberFilter())
    found["count of numbers of a status, up to 10,000"] = counted(numbers, NumberFilter(statuses=PENDING))
    found["count of requests, up to 10,000"] = counted(requests, RequestFilter())
    found["count of numbers, all of them"] = counted(numbers, NumberFilter(), None)
    return found


async def timed(url: str) -> dict[str, tuple[float, int]]:
    """Milliseconds and what was answered, by list."""
    opened = await database.open(Settings(environment="test", database_url=url))
    clock = time.process_time if opened.dialect == "sqlite" else time.perf_counter
    try:
        (found,) = await opened.reader.fetch("SELECT id FROM account WHERE slug = 'bench-0'")
        carriers = {row["name"]: UUID(str(row["id"])) for row in await opened.reader.fetch("SELECT id, name FROM carrier")}
        told: dict[str, tuple[float, int]] = {}
        for name, read in every(UUID(str(found["id"])), carriers).items():
            least, answered, reads, begun = 1e9, 0, 0, time.perf_counter()
            while reads < LEAST_READS or (least < 50 and time.perf_counter() - begun < MOST_SECONDS / 4 and reads < 50):
                at = clock()
                answered = await read(opened)
                least, reads = min(least, (clock() - at) * 1e3), reads + 1
                if time.perf_counter() - begun > MOST_SECONDS:
                    break
            told[name] = least, answered
        return told
    finally:
        await opened.close()


def table(engine: str, sizes: list[int], told: list[dict[str, tuple[float, int]]]) -> Iterator[str]:
    yield f"\n{engine:<52}" + "".join(f"{size:>12,}" for size in sizes) + f"{'times':>8}{'rows':>8}"
    for name, (most, rows) in told[-1].items():
        times = most / told[0][name][0]
        yield f"{name:<52}" + "".join(f"{each[name][0]:>9.2f} ms" for each in told) + f"{times:>8.2f}{rows:>8,}"


def migrated(url: str) -> None:
    chosen = {**os.environ, "PORTICO_ENVIRONMENT": "test", "PORTICO_DATABASE_URL": url}
    program = "from portico.cli import main; main()"
    subprocess.run([sys.executable, "-c", program, "migrate"], env=chosen, check=True, capture_output=True)


def of_sqlite(folder: Path, sizes: list[int]) -> list[dict[str, tuple[float, int]]]:
    told = []
    for size in sizes:
        path = folder / f"{size}.sqlite3"
        migrated(f"sqlite://{path}")
        fill_sqlite(path, size)
        told.append(asyncio.run(timed(f"sqlite://{path}")))
    return told


def of_postgres(sizes: list[int]) -> list[dict[str, tuple[float, int]]]:
    cluster = Cluster()
    try:
        told = []
        for size in sizes:
            url = cluster.url(cluster.create_database())
            migrated(url)
            asyncio.run(fill_postgres(url, size))
            told.append(asyncio.run(timed(url)))
        return told
    finally:
        cluster.stop()


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--numbers", type=int, nargs="+", default=[10_000, 1_000_000])
    parser.add_argument("--engine", nargs="+", default=["sqlite", "postgres"])
    said = parser.parse_args()
    tables.register()
    for engine in said.engine:
        with tempfile.TemporaryDirectory() as folder:
            told = of_sqlite(Path(folder), said.numbers) if engine == "sqlite" else of_postgres(said.numbers)
        print(*table(engine, said.numbers, told), f"(where things take {machine.slowness():.1f} times as long)", sep="\n", flush=True)


if __name__ == "__main__":
    main()
