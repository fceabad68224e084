"""An installation that has grown: numbers, their requests, what happened to each, port-outs and deliveries, and nothing that contradicts.

Rows that a person would make are made one by one, from a fixed seed, the first accounts having most of them. What follows from them
(entries, deliveries, claims, figures) is written by a few statements over all of them. Indexes and triggers are put aside meanwhile.
"""

from __future__ import annotations

import random
import sqlite3
from collections.abc import Iterator, Mapping, Sequence
from contextlib import closing
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any, Final

import asyncpg

from benchmarks import history, plain_rows, request_page
from benchmarks.pouring import pour

ACCOUNTS: Final = 20
BATCH: Final = 2_000
"""Requests that are written together."""
NAMES: Final = ("Harbour Clinic", "Northsea Hotels", "Meridian Foods", "Old Mill Bakery", "Lindqvist & Sons", "Delta Print")
LOSING: Final = {"Large": 0.7, "Middle": 0.2999, "Small": 0.0001}
THROUGH: Final = {"Main": 0.9, "Other": 0.0999, "Rare": 0.0001}
"""Carriers, and the part of all requests that each has."""
COUNTRIES: Final = {"US": 0.9, "CA": 0.0999, "PR": 0.0001}
OPEN: Final = {"PENDING": "STAFF", "PORTABLE": "STAFF", "IN_PROCESS": "CARRIER", "ACTION_REQUIRED": "CUSTOMER", "FOC_DATE_SET": "CARRIER"}
"""What an open request's numbers stand in, and who is waited for then."""
NOW: Final = plain_rows.START + timedelta(days=400)
"""When the clock looks: the first dates of what is open were the day before, and one request an hour follows."""
FEE: Final = 500
_DATED: Final = frozenset({"FOC_DATE_SET", "COMPLETED"})

Rows = list[dict[str, object]]
Batch = Mapping[str, Rows]
_TABLES: Final = ("porting_request", "porting_number", "phone_number", "port_out_request", "port_out_number", "port_out_order", "charge")


def made(numbers: int) -> Iterator[Batch]:
    """Rows by table, a batch at a time."""
    chance = random.Random(7)
    moment = plain_rows.START.isoformat(" ")
    accounts = [
        plain_rows.account(plain_rows.key(chance), moment)
        | {"name": f"Bench {place}", "slug": f"bench-{place}", "account_number": f"{1_000_000_001 + place}"}
        for place in range(ACCOUNTS)
    ]
    carriers = {name: plain_rows.key(chance) for name in (*LOSING, *THROUGH)}
    whole = numbers // plain_rows.PER_REQUEST
    counters: Rows = [{"id": "PI-2026", "value": whole}, {"id": "PO-2026", "value": whole}]
    listed = [plain_rows.carrier(key, name, moment) for name, key in carriers.items()]
    yield {"account": accounts, "carrier": listed, "reference_counter": counters}
    for start in range(0, whole, BATCH):
        batch: dict[str, Rows] = {table: [] for table in _TABLES}
        for place in range(start, min(start + BATCH, whole)):
            between = {"losing": carriers[_drawn(chance, LOSING)], "network": carriers[_drawn(chance, THROUGH)]}
            account = str(accounts[int(ACCOUNTS * chance.random() ** 3)]["id"])
            _one(chance, batch, place, whole, {"account": account, **between, "country": _drawn(chance, COUNTRIES)})
        yield batch


def _drawn(chance: random.Random, shares: Mapping[str, float]) -> str:
    return chance.choices(list(shares), list(shares.values()))[0]


def _one(chance: random.Random, batch: Batch, place: int, whole: int, of: Mapping[str, str]) -> None:
    """A request with its numbers and, where they came, what they are in the inventory; every second one has a number that leaves."""
    at, open_from = plain_rows.START + timedelta(minutes=place), whole * 9 // 10
    ended, key, stamp = place < open_from, plain_rows.key(chance), at.isoformat(" ")
    status = "COMPLETED" if ended else list(OPEN)[place % len(OPEN)]
    name = f"{chance.choice(NAMES)} {place % 997}"
    batch["porting_request"].append(
        plain_rows.request(key, of["account"], place, stamp, ended) | _order(of, status, stamp) | {"name": name}
    )
    own = _stands(of, status, at + timedelta(days=9) if ended else NOW + timedelta(hours=place - open_from - len(OPEN), minutes=1))
    for each in range(plain_rows.PER_REQUEST):
        number, line = plain_rows.key(chance), plain_rows.PER_REQUEST * place + each
        batch["porting_number"].append(plain_rows.number(number, key, of["account"], line, stamp, ended=ended) | own)
        if ended:
            batch["phone_number"].append(_in_service(plain_rows.key(chance), of, number, line, stamp))
    if ended and place % 2 == 0:
        _leaves(chance, batch, place, of, later=open_from - place)


def _order(of: Mapping[str, str], status: str, stamp: str) -> dict[str, object]:
    ended, waiting = status == "COMPLETED", OPEN.get(status, "NOBODY")
    return {
        **plain_rows.counts(status, waiting),
        "waiting_on": waiting,
        "losing_carrier_id": of["losing"],
        "network_carrier_id": of["network"],
        "country": of["country"],
        "submitted_at": stamp,
        "ended_at": stamp if ended else "",
        "version": 3 if ended else 2,
        "sequence": 2 + len(history.PATHS[status]) * plain_rows.PER_REQUEST + int(ended),
    }


def _stands(of: Mapping[str, str], status: str, foc: datetime) -> dict[str, object]:
    sent = status not in {"PENDING", "PORTABLE"}
    hands = {"sent_to_id": of["losing"], "handed_to_id": of["losing"], "sent_through_id": of["network"]}
    dated = foc.isoformat(" ") if status in _DATED else ""
    return {
        **{name: carrier if sent else "" for name, carrier in hands.items()},
        "status": status,
        "waiting_on": OPEN.get(status, "NOBODY"),
        "foc_at": dated,
        "attempt_no": int(sent),
        "version": 1 + len(history.PATHS[status]),
    }


def _in_service(key: str, of: Mapping[str, str], number: str, line: int, at: str) -> dict[str, object]:
    which = {"id": key, "account_id": of["account"], "porting_number_id": number, "country": of["country"]}
    when = {"created_at": at, "updated_at": at, "version": 1, "failure_count": 0}
    what = {"e164": f"+1{2000000000 + line}", "number_type": "GEOGRAPHIC", "source": "PORTED_IN", "status": "ACTIVE"}
    return which | when | what


def _leaves(chance: random.Random, batch: Batch, place: int, of: Mapping[str, str], later: int) -> None:
    """Another carrier asks for the request's first number: some are asked for still, some stay, and most have left."""
    line, key = batch["phone_number"][-plain_rows.PER_REQUEST], plain_rows.key(chance)
    status = "ACTION_REQUIRED" if later <= 20 or place % 100 == 0 else "EXPIRED" if place % 10 == 0 else "PORTED_OUT"
    line["status"] = {"ACTION_REQUIRED": "PORTING_OUT", "EXPIRED": "ACTIVE"}.get(status, status)
    stamped = {"created_at": line["created_at"], "updated_at": line["updated_at"]}
    whose = {**stamped, "account_id": of["account"]}
    expires = (NOW - timedelta(hours=later)).isoformat(" ")
    batch["port_out_request"].append(
        {"id": key, **whose, "gaining_carrier_id": of["losing"], "reference": f"PO-2026-{place:06d}", "carrier_reference": f"C{place}",
         "carrier_version": 1, "part": 0, "country": of["country"], "status": status, "status_reason": "Received", "version": 1,
         "sequence": 1, "number_count": 1, "waiting_on": "CUSTOMER" if status == "ACTION_REQUIRED" else "NOBODY", "pin_checked": 0,
         "expires_at": expires if status == "ACTION_REQUIRED" else line["created_at"], "on_deadline": "EXPIRE",
         "received_by_role": "STAFF", "end_user": f"{chance.choice(NAMES)} {place % 997}"}
    )  # fmt: skip
    asked = {"id": plain_rows.key(chance), **stamped, "phone_number_id": line["id"], "port_out_request_id": key, "e164": line["e164"]}
    batch["port_out_number"].append(asked)
    if status == "PORTED_OUT":
        _billed(chance, batch, {**whose, "port_out_request_id": key, "currency": "USD"})


def _billed(chance: random.Random, batch: Batch, whose: Mapping[str, object]) -> None:
    settled = {"status": "COMPLETED", "version": 1, "fee_minor": FEE, "billed_at": whose["created_at"]}
    batch["port_out_order"].append({"id": plain_rows.key(chance), **whose, **settled})
    fee = {"kind": "PORT_OUT_FEE", "amount_minor": FEE, "unique_key": f"fee:{whose['port_out_request_id']}", "data": "{}"}
    batch["charge"].append({"id": plain_rows.key(chance), **whose, **fee})


async def fill_postgres(url: str, numbers: int) -> None:
    connection = await asyncpg.connect(url)
    await connection.execute(
        "SET session_replication_role = replica; SET maintenance_work_mem = '1GB'"
    )  # neither triggers nor foreign keys
    indexes = await connection.fetch(
        """SELECT indexname AS name, indexdef AS sql FROM pg_indexes WHERE schemaname = 'public' AND tablename = ANY ($1::text[])
        AND NOT EXISTS (SELECT 1 FROM pg_constraint WHERE conname = indexname)""",
        history.WRITTEN,
    )
    await _run(connection, [f"DROP INDEX {index['name']}" for index in indexes])
    for batch in made(numbers):
        await pour(connection, batch)
    await _run(connection, [*history.statements("postgres"), *(index["sql"] for index in indexes)])
    await connection.execute("VACUUM ANALYZE")
    await connection.close()


async def _run(connection: Any, statements: Sequence[str]) -> None:
    for statement in statements:
        await connection.execute(statement)


def fill_sqlite(path: Path, numbers: int) -> None:
    with closing(sqlite3.connect(path, isolation_level=None)) as connection:
        for pragma in ("journal_mode = OFF", "synchronous = OFF", "cache_size = -500000", "temp_store = MEMORY", "foreign_keys = OFF"):
            connection.execute(f"PRAGMA {pragma}")
        marks = ", ".join("?" * len(history.WRITTEN))
        aside = connection.execute(
            f"""SELECT type, name, sql FROM sqlite_master WHERE tbl_name IN ({marks}) AND sql IS NOT NULL
            AND (type = 'index' OR name LIKE '%\\_figure\\_%' ESCAPE '\\')""",
            history.WRITTEN,
        ).fetchall()
        connection.execute("BEGIN")
        for kind, name, _sql in aside:
            connection.execute(f"DROP {kind} {name}")
        for batch in made(numbers):
            for table, rows in batch.items():
                if rows:
                    request_page._insert(
                        connection, table, [{name: None if value == "" else value for name, value in row.items()} for row in rows]
                    )
        for statement in [*history.statements("sqlite"), *(sql for _kind, _name, sql in aside)]:
            connection.execute(statement)
        connection.execute("COMMIT")
        connection.execute("PRAGMA optimize")
        connection.execute("PRAGMA journal_mode = WAL")


def _with_nulls(row: Mapping[str, object]) -> dict[str, object]:
    """What is empty is nothing, as it is to a COPY."""
    return {name: None if value == "" else value for name, value in row.items()}
