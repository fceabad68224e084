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
import subprocess
import sys
import tempfile
import time
from collections.abc import Awaitable, Callable, Iterator, Mapping
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from typing import Any, Final
from uuid import UUID

from benchmarks import grown, machine
from portico.domain.actors import Actor
from portico.domain.statuses import (
    Level,
    PhoneNumberStatus,
    PortingNumberStatus,
    PortingRequestStatus,
    PortOutRequestStatus,
    Role,
    WaitingOn,
)
from portico.operations import tables
from portico.settings import Settings
from portico.storage import lists
from portico.storage.desk import deadlines, deliveries, foc_reminders, journal
from portico.storage.engine import claims, database, listing, outbox, paging
from portico.storage.engine import journal as entries
from portico.storage.engine.database import Database
from portico.storage.engine.paging import Place
from portico.storage.lists import NumberFilter, PhoneNumberFilter, PortOutFilter, RequestFilter
from tests.postgres import Cluster

LEAST_READS: Final = 5
MOST_SECONDS: Final = 1.5
COUNTED: Final = 10_000
STAFF: Final = Actor(role=Role.STAFF, level=Level.ADMIN, kind="user", id=None, name="Benchmark")

Read = Callable[[Database], Awaitable[Any]]
PENDING: Final = [PortingNumberStatus.IN_PROCESS]
SOME: Final = [PortingNumberStatus.IN_PROCESS, PortingNumberStatus.PENDING, PortingNumberStatus.FOC_DATE_SET]
OPEN: Final = [PortingRequestStatus.IN_PROGRESS, PortingRequestStatus.DRAFT]
LEFT: Final = [PortOutRequestStatus.PORTED_OUT, PortOutRequestStatus.ACTION_REQUIRED]
ACTIVE: Final = [PhoneNumberStatus.ACTIVE, PhoneNumberStatus.PORTING_OUT]
WAITS: Final = [WaitingOn.STAFF, WaitingOn.CARRIER]

Scan = Callable[[Any], Awaitable[Any]]
SCANS: Final[Mapping[str, Scan]] = {
    "numbers to provision": lambda conn: deadlines.numbers_to_provision(conn, grown.NOW),
    "numbers to complete": lambda conn: deadlines.numbers_to_complete(conn, grown.NOW),
    "numbers that are overdue": lambda conn: deadlines.numbers_overdue(conn, grown.NOW),
    "requests to perform": lambda conn: deadlines.requests_to_perform(conn, grown.NOW),
    "requests to expire": lambda conn: deadlines.requests_to_expire(conn, grown.NOW),
    "windows that close": lambda conn: deadlines.windows_closing(conn, grown.NOW, timedelta(days=3)),
    "port-outs to decide": lambda conn: deadlines.port_outs_to_decide(conn, grown.NOW),
    "port-outs to complete": lambda conn: deadlines.port_outs_to_complete(conn, grown.NOW),
    "dates that are near": lambda conn: foc_reminders.near(conn, grown.NOW, grown.NOW + timedelta(hours=8), None),
    "entries to relay": lambda conn: outbox.waiting(conn, 512),
    "deliveries that are due": lambda conn: outbox.due(conn, "email", grown.NOW, limit=20, per_destination=20),
    "claims that stand": lambda conn: claims.standing(conn, "email"),
}


def of(select: Any, wanted: Any, ordering: listing.Ordering, actor: Actor = STAFF) -> Read:
    asked = replace(wanted, foc_from=lists.FIRST_DATE) if ordering.name == "FOC_ASC" else wanted

    async def read(db: Database) -> int:
        return len((await paging.page(db.reader, select(db.reader, actor, asked), ordering, Place(50))).rows)

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


KINDS: Final[Mapping[str, tuple[Any, Any, Mapping[str, listing.Ordering], Any, Any]]] = {
    "numbers": (lists.numbers, NumberFilter, lists.NUMBER_ORDERINGS, PENDING, SOME),
    "requests": (lists.requests, RequestFilter, lists.REQUEST_ORDERINGS, OPEN[:1], OPEN),
    "port-outs": (lists.port_outs, PortOutFilter, lists.PORT_OUT_ORDERINGS, LEFT[1:], LEFT),
    "inventory": (lists.phone_numbers_in_service, PhoneNumberFilter, lists.PHONE_NUMBER_ORDERINGS, ACTIVE[:1], ACTIVE),
}


def of_staff(account: UUID) -> Iterator[tuple[str, Read]]:
    """Every list in every order, by each of its filters and some together."""
    for kind, (select, filtered, orderings, one, some) in KINDS.items():
        asked: dict[str, dict[str, Any]] = {"": {}, " of a status": {"statuses": one}, " of some statuses": {"statuses": some}}
        if kind != "inventory":
            asked[" that wait for staff or a carrier"] = {"waiting_on": WAITS}
        if kind in {"numbers", "requests"}:
            asked |= {f" of {country}": {"country": country} for country in grown.COUNTRIES}
        if kind == "requests":
            asked |= {f" of {country} that are open": {"country": country, "statuses": OPEN} for country in grown.COUNTRIES}
        for name, wanted in asked.items():
            for of_account in ({}, {"account_id": account}):
                if of_account and "country" in wanted:
                    continue
                for order, ordering in orderings.items():
                    owner = ", an account's" if of_account else ""
                    yield f"{kind}{name}{owner}, {order}", of(select, filtered(**wanted, **of_account), ordering)
    to_match = RequestFilter(losing_carrier_unknown=True, submitted=True)
    yield "requests whose carrier is to be matched", of(lists.requests, to_match, lists.REQUEST_ORDERINGS["SUBMITTED_ASC"])


TYPED: Final = ("+1 200 000 1234", "0001234", "+1 200", "PI-2026-000123", "PI-2026", "000123", "Lindqvist 17", "Hotels", "Nobody")


def of_searches() -> Iterator[tuple[str, Read]]:
    for text in TYPED:
        for kind, (select, filtered, orderings, _one, _some) in KINDS.items():
            yield f"search of {kind}, {text!r}", of(select, filtered(search=text), next(iter(orderings.values())))


def of_counts(account: UUID) -> Iterator[tuple[str, Read]]:
    for kind, (select, filtered, _orderings, one, some) in KINDS.items():
        yield f"count of {kind}, up to 10,000", counted(select, filtered())
        yield f"count of {kind} of a status, up to 10,000", counted(select, filtered(statuses=one))
        yield f"count of {kind} of some statuses, an account's, up to 10,000", counted(select, filtered(statuses=some, account_id=account))
        yield f"count of {kind} found by 'Hotels', up to 10,000", counted(select, filtered(search="Hotels"))
    yield "count of numbers, all of them", counted(lists.numbers, NumberFilter(), None)


def of_history(order: UUID) -> Iterator[tuple[str, Read]]:
    """What is read of the journal and of what is owed."""

    def timeline(of_what: Any) -> Read:
        async def read(db: Database) -> int:
            return len((await paging.page(db.reader, journal.timeline(STAFF, of_what, order), journal.NEWEST, Place(50))).rows)

        return read

    async def sent(db: Database) -> int:
        select = deliveries.select(STAFF, "email", None)
        return len((await paging.page(db.reader, select, deliveries.NEWEST, Place(50))).rows)

    async def feed(db: Database) -> int:
        return len((await entries.page(db.reader, await entries.head(db.reader), 50)).entries)

    yield "the journal of a request", timeline("order_id")
    yield "deliveries of letters", sent
    yield "what the feed reads", feed


def of_clocks() -> Iterator[tuple[str, Read]]:
    """What the clock and the relay look for, time and again, and what they take."""
    for name, scan in SCANS.items():

        async def read(db: Database, scan: Scan = scan) -> int:
            return len(await scan(db.reader))

        yield f"clock: {name}", read

    async def claim(db: Database) -> int:
        """Taken, and given back."""
        due = await outbox.due(db.reader, "email", grown.NOW, limit=20, per_destination=20)
        async with db.transaction() as unit:
            owed = await outbox.claim(unit, due, by="bench", until=grown.NOW)
            await claims.give_back_all(unit, [])
        return len(owed)

    yield "relay: a claim", claim


def every(account: UUID, order: UUID, carriers: Mapping[str, UUID]) -> Mapping[str, Read]:
    """Each list by what it is called in the table."""
    member = Actor(role=Role.CUSTOMER, level=Level.ADMIN, kind="user", id=None, name="Member", account_id=account)
    own = {
        f"{kind} of one's account, {order_by}": of(select, filtered(), ordering, member)
        for kind, (select, filtered, orderings, _one, _some) in KINDS.items()
        for order_by, ordering in orderings.items()
    }
    every_other = (of_staff(account), of_searches(), of_carriers(carriers), of_counts(account), of_history(order), of_clocks())
    return own | {name: read for each in every_other for name, read in each}


async def timed(url: str) -> dict[str, tuple[float, int]]:
    """Milliseconds and what was answered, by list."""
    opened = await database.open(Settings(environment="test", database_url=url))
    clock = time.process_time if opened.dialect == "sqlite" else time.perf_counter
    try:
        (found,) = await opened.reader.fetch("SELECT id FROM account WHERE slug = 'bench-0'")
        (order,) = await opened.reader.fetch("SELECT id FROM porting_request ORDER BY reference LIMIT 1")
        carriers = {row["name"]: UUID(str(row["id"])) for row in await opened.reader.fetch("SELECT id, name FROM carrier")}
        told: dict[str, tuple[float, int]] = {}
        for name, read in every(UUID(str(found["id"])), UUID(str(order["id"])), carriers).items():
            least, answered, reads, begun = 1e9, 0, 0, time.perf_counter()
            while reads < LEAST_READS or (least < 50 and time.perf_counter() - begun < MOST_SECONDS / 10 and reads < 50):
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
        grown.fill_sqlite(path, size)
        told.append(asyncio.run(timed(f"sqlite://{path}")))
    return told


def of_postgres(sizes: list[int]) -> list[dict[str, tuple[float, int]]]:
    cluster = Cluster()
    try:
        told = []
        for size in sizes:
            url = cluster.url(cluster.create_database())
            migrated(url)
            asyncio.run(grown.fill_postgres(url, size))
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
