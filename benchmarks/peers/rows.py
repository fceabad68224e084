"""The rows that everybody reads: nine requests in ten completed, the newest ones in every open status, and one with a long journal."""

from __future__ import annotations

import random
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Final
from uuid import UUID

import asyncpg

from benchmarks import plain_rows
from benchmarks.pouring import Rows, pour

ACCOUNTS: Final = 20
CARRIERS: Final = 20
BATCH: Final = 1_000
"""Requests that are written together."""
OPEN: Final = {
    "PENDING": "STAFF",
    "PORTABLE": "STAFF",
    "IN_PROCESS": "CARRIER",
    "ACTION_REQUIRED": "CUSTOMER",
    "FOC_DATE_SET": "CARRIER",
    "CANCELLATION_PENDING": "STAFF",
}
"""What an open request's numbers stand in, and who is waited for then."""
HAPPENED: Final = ("started", "handed_over", "completed")
PEERS: Final = Path(__file__).with_name("peers.sql")


@dataclass(frozen=True)
class Written:
    """What the documents need to know of the rows."""

    account: UUID
    told: UUID
    """The request with a long journal: three entries for each of its numbers."""
    e164: str
    """A number of a request that is open."""


async def fill(url: str, requests: int) -> Written:
    """Writes so many requests of twenty numbers into a migrated database."""
    connection = await asyncpg.connect(url)
    try:
        for batch in made(requests):
            await pour(connection, batch)
        await connection.execute("VACUUM ANALYZE")
        account = await connection.fetchval("SELECT id FROM account WHERE slug = 'bench-0'")
        told = await connection.fetchval("SELECT order_id FROM journal_entry LIMIT 1")
        e164 = await connection.fetchval("SELECT max(e164) FROM porting_number")
        return Written(account, told, e164)
    finally:
        await connection.close()


async def make_room_for_peers(url: str) -> None:
    """Adds what peers need beside Portico's tables: no database that is kept should have it."""
    connection = await asyncpg.connect(url)
    try:
        await connection.execute(PEERS.read_text(encoding="utf-8"))
    finally:
        await connection.close()


async def counted(url: str) -> tuple[int, ...]:
    """How many requests, numbers and entries there are."""
    connection = await asyncpg.connect(url)
    try:
        tables = "porting_request", "porting_number", "journal_entry"
        return tuple([await connection.fetchval(f"SELECT count(*) FROM {table}") for table in tables])
    finally:
        await connection.close()


def made(requests: int) -> Iterator[Mapping[str, Rows]]:
    """Rows by table, a batch at a time, from a fixed seed."""
    chance, moment = random.Random(7), plain_rows.START.isoformat(" ")
    accounts = [_account(chance, place, moment) for place in range(ACCOUNTS)]
    carriers = [plain_rows.carrier(plain_rows.key(chance), f"Carrier {place}", moment) for place in range(CARRIERS)]
    yield {"account": accounts, "carrier": carriers, "reference_counter": [{"id": "PI-2026", "value": requests}]}
    open_from = requests * 9 // 10
    for start in range(0, requests, BATCH):
        batch: dict[str, list[dict[str, object]]] = {"porting_request": [], "porting_number": [], "journal_entry": []}
        for place in range(start, min(start + BATCH, requests)):
            beside = {"account_id": accounts[place % ACCOUNTS]["id"], "losing_carrier_id": carriers[place % CARRIERS]["id"]}
            request, numbers = _order(chance, place, beside, ended=place < open_from)
            batch["porting_request"].append(request)
            batch["porting_number"] += numbers
            if place == max(open_from - 1, 0):
                batch["journal_entry"] = [_entry(chance, step, number) for step in range(len(HAPPENED)) for number in numbers]
        yield batch


def _order(
    chance: random.Random, place: int, beside: dict[str, object], *, ended: bool
) -> tuple[dict[str, object], list[dict[str, object]]]:
    at = (plain_rows.START + timedelta(minutes=place)).isoformat(" ")
    status = "COMPLETED" if ended else list(OPEN)[place % len(OPEN)]
    waiting = {"waiting_on": OPEN.get(status, "NOBODY")}
    request = plain_rows.request(plain_rows.key(chance), str(beside["account_id"]), place, at, ended)
    foc = datetime.now(UTC).replace(minute=0, second=0, microsecond=0) + timedelta(days=1 + place % 9)
    own: dict[str, object] = waiting | {"status": status, "foc_at": foc.isoformat(" ") if status == "FOC_DATE_SET" else None}
    own |= {"sent_to_id": beside["losing_carrier_id"], "handed_to_id": beside["losing_carrier_id"]}
    numbers = [
        plain_rows.number(plain_rows.key(chance), str(request["id"]), str(beside["account_id"]), of_all, at, ended=ended) | own
        for of_all in range(place * plain_rows.PER_REQUEST, (place + 1) * plain_rows.PER_REQUEST)
    ]
    return request | waiting | plain_rows.counts(status, waiting["waiting_on"]) | beside, numbers


def _account(chance: random.Random, place: int, at: str) -> dict[str, object]:
    own = {"name": f"Bench {place}", "slug": f"bench-{place}", "account_number": f"{1_000_000_001 + place}"}
    return plain_rows.account(plain_rows.key(chance), at) | own


def _entry(chance: random.Random, step: int, number: Mapping[str, object]) -> dict[str, object]:
    key, order, at = plain_rows.key(chance), number["request_id"], number["updated_at"]
    of_order = {"order_kind": "porting_request", "order_id": order, "order_sequence": step + 1, "account_id": number["account_id"]}
    of_number = {"subject_kind": "porting_number", "subject_id": number["id"], "subject_version": step + 2}
    said = {"event": f"porting_number.{HAPPENED[step]}", "verb": HAPPENED[step], "reason": "So it went.", "data": "{}"}
    actor = {"actor_role": "STAFF", "actor_kind": "user", "actor_name": "Desk", "on_behalf": 0, "internal": 0, "told": 1}
    return {"id": key, "move_id": plain_rows.key(chance), "at": at, "relayed_at": at, **of_order, **of_number, **said, **actor}
