"""An installation of the first released schema comes along: migrated to the newest one it is read as if it had been made there."""

from __future__ import annotations

import asyncio
from collections import Counter
from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from portico.settings import Settings
from portico.storage import database, journal, migrations, outbox, rows
from portico.storage.database import Database
from portico.storage.journal import Cursor
from portico.storage.keyring import KeyRing
from portico.storage.models import Delivery, JournalEntry, PhoneNumber, PortingNumber, PortingRequest
from tests.storage import fixtures

COUNTS = {
    "account": 3, "api_token": 2, "app_user": 10, "business_day_override": 1, "calendar_feed": 1, "carrier": 13, "charge": 2,
    "comment": 3, "company_profile": 4, "configuration_profile": 5, "delivery": 509, "delivery_attempt": 103, "document": 59,
    "fee_schedule": 3, "idempotency_key": 178, "journal_entry": 911, "number_claim": 82, "phone_number": 75, "port_out_number": 12,
    "port_out_order": 2, "port_out_request": 8, "porting_attempt": 15, "porting_attempt_number": 61, "porting_number": 134,
    "porting_request": 33, "requirement_override": 1, "sandbox_task": 2, "session": 2,
}  # fmt: skip
NUMBERS = {
    "ACTION_REQUIRED": 5, "CANCELED": 5, "CANCELLATION_PENDING": 5, "CANCELLATION_REJECTED": 1, "COMPLETED": 26, "DRAFT": 21,
    "FOC_DATE_SET": 29, "IN_PROCESS": 19, "NOT_PORTABLE": 8, "PENDING": 11, "PORTABLE": 4,
}  # fmt: skip
OWED = {("callback", "PENDING"): 25, ("carrier", "DELIVERED"): 35, ("email", "DELIVERED"): 64, ("email", "PENDING"): 385}


@pytest.fixture
def old_url(database_url: str) -> str:
    """The address of a database as commit 4396436 left it."""
    if database_url.startswith("sqlite"):
        fixtures.restore_sqlite(Path(database_url.removeprefix("sqlite://")))
    else:
        asyncio.run(fixtures.restore_postgres(database_url))
    return database_url


@pytest.fixture
async def old(old_url: str) -> AsyncIterator[Database]:
    """The same, opened with the demo's keys and migrated to the newest schema."""
    opened = await database.open(Settings(environment="demo", database_url=old_url))
    try:
        assert await opened.pending() == [migration.name for migration in migrations.known(opened.dialect)][1:]
        await opened.migrate()
        yield opened
    finally:
        await opened.close()


async def test_every_row_came_along(old: Database) -> None:
    found = {table: (await old.reader.fetch(f"SELECT count(*) AS n FROM {table}"))[0]["n"] for table in COUNTS}
    assert found == COUNTS
    statuses = rows.decode_all(PortingNumber, await old.reader.fetch("SELECT * FROM porting_number"))
    assert Counter(str(row["status"]) for row in statuses) == NUMBERS
    assert await old.pending() == []


async def test_timelines_are_whole(old: Database) -> None:
    entries = rows.decode_all(JournalEntry, await old.reader.fetch("SELECT * FROM journal_entry ORDER BY order_id, order_sequence"))
    requests = rows.decode_all(PortingRequest, await old.reader.fetch("SELECT * FROM porting_request"))
    told = Counter(entry["order_id"] for entry in entries)
    assert {row["id"]: row["sequence"] for row in requests} == {row["id"]: told[row["id"]] for row in requests}
    for row in requests:
        assert [e["order_sequence"] for e in entries if e["order_id"] == row["id"]] == list(range(1, row["sequence"] + 1))
    feed = await journal.page(old.reader, Cursor(old.epoch, 0, 0), 2000)
    assert [entry["position"] for entry in feed.entries] == sorted(entry["position"] for entry in entries)
    assert all(entry["reason"] for entry in entries)


async def test_what_was_owed_is_still_owed(old: Database) -> None:
    owed = rows.decode_all(Delivery, await old.reader.fetch("SELECT * FROM delivery"))
    assert Counter((row["kind"], row["status"]) for row in owed) == OWED
    late = max(row["next_attempt_at"] for row in owed)
    due = await outbox.due(old.reader, "callback", late, limit=100, per_destination=100)
    assert len(due) == 5
    assert {row["id"] for row in owed if row["status"] == "PENDING"} >= set(due)
    assert all(row["payload"] for row in owed)


async def test_sealed_pins_open_with_the_keys_of_then(old: Database) -> None:
    ring = KeyRing(Settings(environment="demo").secret_keys)
    sealed = rows.decode_all(PortingRequest, await old.reader.fetch("SELECT * FROM porting_request WHERE pin_sealed IS NOT NULL"))
    assert {row["reference"]: ring.open(row["pin_sealed"]) for row in sealed} == {"PI-2026-000010": "4071", "PI-2026-000033": "730955"}
    (number,) = rows.decode_all(PhoneNumber, await old.reader.fetch("SELECT * FROM phone_number WHERE port_out_pin_sealed IS NOT NULL"))
    assert ring.open(number["port_out_pin_sealed"]) == "884102"
