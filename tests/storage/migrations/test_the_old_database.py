"""An installation of the first released schema comes along: migrated to the newest one it is read as if it had been made there."""

from __future__ import annotations

import asyncio
import json
import re
import sqlite3
from collections import Counter
from collections.abc import AsyncIterator, Iterator
from contextlib import closing
from datetime import UTC, datetime
from hashlib import sha256
from pathlib import Path

import pytest

from portico.domain.port_ins.attempts import GIVEN, GIVEN_ANEW, Difference, differences
from portico.domain.tables import EVENTS
from portico.settings import Settings
from portico.storage import drift, migrations
from portico.storage.engine import database, journal, outbox, rows
from portico.storage.engine.database import Database
from portico.storage.engine.journal import Cursor
from portico.storage.engine.keyring import KeyRing
from portico.storage.engine.rows import Row
from portico.storage.migrations import MigrationRefused
from portico.storage.migrations.steps import reason_codes, seal_extra_fields, status_reasons
from portico.storage.models import (
    Carrier,
    Delivery,
    DeliveryAttempt,
    Document,
    JournalEntry,
    PhoneNumber,
    PortingAttempt,
    PortingAttemptNumber,
    PortingNumber,
    PortingRequest,
    PortOutRequest,
)
from portico.storage.port_ins import sealed_fields
from portico.storage.port_ins.sealed_fields import Secret
from tests.factories import how_numbers_stand
from tests.postgres import Cluster
from tests.sentences import every_sentence
from tests.storage.migrations import fixtures, shape

COUNTS = {
    "account": 3, "api_token": 2, "app_user": 10, "business_day_override": 1, "calendar_feed": 1, "carrier": 13, "charge": 2,
    "comment": 3, "company_profile": 4, "configuration_profile": 5, "delivery": 509, "delivery_attempt": 103, "document": 59,
    "fee_schedule": 3, "idempotency_key": 178, "journal_entry": 911, "number_claim": 82, "phone_number": 75, "port_out_number": 12,
    "port_out_order": 2, "port_out_request": 8, "porting_attempt": 15, "porting_attempt_number": 61, "porting_number": 134,
    "porting_request": 33, "requirement_override": 1, "sandbox_task": 2, "session": 1,  # the one of staff is gone
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


@pytest.fixture(scope="module", params=["sqlite", pytest.param("postgres", marks=pytest.mark.postgres)])
def old_migrated_url(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The same, migrated to the newest schema with the demo's keys: one for all tests that only look at it."""
    if request.param == "sqlite":
        path = tmp_path_factory.mktemp("old") / "portico.sqlite3"
        fixtures.restore_sqlite(path)
        asyncio.run(_migrate(f"sqlite://{path}"))
        yield f"sqlite://{path}"
        return
    cluster: Cluster = request.getfixturevalue("postgres_cluster")
    name = cluster.create_database()
    asyncio.run(fixtures.restore_postgres(cluster.url(name)))
    asyncio.run(_migrate(cluster.url(name)))
    yield cluster.url(name)
    cluster.drop_database(name)


async def _migrate(url: str) -> None:
    opened = await database.open(Settings(environment="demo", database_url=url))
    try:
        assert await opened.pending() == [migration.name for migration in migrations.known(opened.dialect)][1:]
        await opened.migrate()
    finally:
        await opened.close()


@pytest.fixture
async def old(old_migrated_url: str) -> AsyncIterator[Database]:
    opened = await database.open(Settings(environment="demo", database_url=old_migrated_url))
    try:
        yield opened
    finally:
        await opened.close()


async def test_every_row_came_along(old: Database) -> None:
    found = {table: (await old.reader.fetch(f"SELECT count(*) AS n FROM {table}"))[0]["n"] for table in COUNTS}
    assert found == COUNTS
    statuses = rows.decode_all(PortingNumber, await old.reader.fetch("SELECT * FROM porting_number"))
    assert Counter(str(row["status"]) for row in statuses) == NUMBERS
    assert await old.pending() == []


async def test_every_request_of_old_says_how_its_numbers_stand(old: Database) -> None:
    requests: list[Row] = rows.decode_all(PortingRequest, await old.reader.fetch("SELECT * FROM porting_request"))
    numbers: list[Row] = rows.decode_all(PortingNumber, await old.reader.fetch("SELECT * FROM porting_number"))
    for request in requests:
        counts = how_numbers_stand((number for number in numbers if number["request_id"] == request["id"]), request["losing_carrier_id"])
        assert {name: request[name] for name in counts} == counts, request["reference"]
    assert sum(request["completed_count"] for request in requests) == NUMBERS["COMPLETED"]
    assert sum(request["to_resubmit_count"] for request in requests) >= NUMBERS["ACTION_REQUIRED"]


async def test_a_request_of_old_whose_open_numbers_were_miscounted_says_what_its_numbers_say(old_url: str) -> None:
    opened = await database.open(Settings(environment="demo", database_url=old_url))
    try:
        async with opened.transaction() as unit:
            assert await unit.execute("UPDATE porting_request SET open_count = 77 WHERE number_count > 0")
        await opened.migrate()
        assert await drift.found(opened.reader, "open_count") == []
    finally:
        await opened.close()


def test_its_schema_on_sqlite_is_that_of_a_new_database(sqlite_url: str, tmp_path: Path) -> None:
    old, new = Path(sqlite_url.removeprefix("sqlite://")), tmp_path / "new.sqlite3"
    fixtures.restore_sqlite(old)
    migrations.migrate_sqlite(old, KeyRing(Settings(environment="demo").secret_keys))
    migrations.migrate_sqlite(new)
    assert shape.of_sqlite(old) == shape.of_sqlite(new)


async def test_its_schema_on_postgresql_is_that_of_a_new_database(postgres_url: str, postgres_cluster: Cluster) -> None:
    await fixtures.restore_postgres(postgres_url)
    new = postgres_cluster.create_database()
    for url in (postgres_url, postgres_cluster.url(new)):
        opened = await database.open(Settings(environment="demo", database_url=url))
        await opened.migrate()
        await opened.close()
    assert await shape.of_postgres(postgres_url) == await shape.of_postgres(postgres_cluster.url(new))
    postgres_cluster.drop_database(new)


async def test_its_events_are_all_still_named(old: Database) -> None:
    found = {row["event"] for table in ("journal_entry", "delivery") for row in await old.reader.fetch(f"SELECT event FROM {table}")}
    assert found
    assert found <= set(EVENTS)


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


async def test_carriers_of_old_keep_the_days_of_their_countries(old: Database) -> None:
    found = rows.decode_all(Carrier, await old.reader.fetch("SELECT region, time_zone FROM carrier"))
    assert {row["region"] for row in found} == {None}


async def test_requests_of_old_have_numbers_and_no_blocks(old: Database) -> None:
    found = rows.decode_all(PortingRequest, await old.reader.fetch("SELECT number_blocks FROM porting_request"))
    assert {row["number_blocks"] for row in found} == {None}


async def test_what_was_owed_is_still_owed(old: Database) -> None:
    owed = rows.decode_all(Delivery, await old.reader.fetch("SELECT * FROM delivery"))
    assert Counter((row["kind"], row["status"]) for row in owed) == OWED
    late = max(row["next_attempt_at"] for row in owed)
    due = await outbox.due(old.reader, "callback", late, limit=100, per_destination=100)
    assert len(due) == 5
    assert {row["id"] for row in owed if row["status"] == "PENDING"} >= set(due)
    assert all(row["payload"] for row in owed)


async def test_what_a_carrier_did_by_token_stands_under_its_name_and_staff_sign_in_once_more(old_url: str) -> None:
    opened = await database.open(Settings(environment="demo", database_url=old_url))
    try:
        (carrier,) = await opened.reader.fetch("SELECT id, name FROM carrier ORDER BY name LIMIT 1")
        (token,) = await opened.reader.fetch("SELECT id FROM api_token ORDER BY id LIMIT 1")
        own, theirs, gateways = await opened.reader.fetch("SELECT position FROM journal_entry ORDER BY position LIMIT 3")
        staff = "SELECT s.id FROM session s JOIN app_user u ON u.id = s.user_id WHERE u.account_id IS NULL"
        assert await opened.reader.fetch(staff)
        done = "UPDATE journal_entry SET actor_role = $2, actor_kind = $3, actor_id = $4, actor_name = 'Production' WHERE position = $1"
        async with opened.transaction() as unit:
            await unit.execute("UPDATE api_token SET role = 'CARRIER', carrier_id = $2 WHERE id = $1", token["id"], carrier["id"])
            for entry, role, kind in ((own, "CARRIER", "token"), (theirs, "CUSTOMER", "token"), (gateways, "CARRIER", "gateway")):
                await unit.execute(done, entry["position"], role, kind, token["id"])
        await opened.migrate()
        named = {row["position"]: row["actor_name"] for row in await opened.reader.fetch("SELECT position, actor_name FROM journal_entry")}
        found = [named[entry["position"]] for entry in (own, theirs, gateways)]
        assert found == [carrier["name"], "Production", "Production"]
        assert await opened.reader.fetch(staff) == []
    finally:
        await opened.close()


# Codes that act as PINs were extra fields like any other then.

CODES = ("QXA770301", "QXB770302", "QXC770303", "QXD770304", "01P123456QZ+", "01P123456QY+", "509912345601")
SEALED = {
    "PI-2026-000027": {"PAC": "QXB770302"},
    "PI-2026-000028": {"PAC": "QXC770303"},
    "PI-2026-000029": {"PAC": "QXD770304"},
    "PI-2026-000030": {"RIO": "01P123456QZ+"},
    "PI-2026-000031": {"RIO": "01P123456QY+"},
    "PI-2026-000032": {"CVP": "509912345601"},
}


async def texts(db: Database) -> str:
    """Every row of every table: what a dump of the database says."""
    return "\n".join([str(await db.reader.fetch(f"SELECT * FROM {table}")) for table in COUNTS])


def bytes_of(url: str) -> bytes:
    """The SQLite file with all that belongs to it, free pages and the log of writes too."""
    path = Path(url.removeprefix("sqlite://"))
    return b"".join(each.read_bytes() for each in path.parent.glob(f"{path.name}*"))


async def test_the_old_database_had_the_codes_everywhere(old_url: str) -> None:
    """The fixture is worth something: else nothing would be found afterwards either."""
    opened = await database.open(Settings(environment="demo", database_url=old_url))
    try:
        found = await texts(opened)
    finally:
        await opened.close()
    assert [code for code in CODES if code not in found] == []


async def test_no_plain_code_is_left_in_any_row(old: Database) -> None:
    found = await texts(old)
    assert [code for code in CODES if code in found] == []
    assert "73282932000074" in found  # a SIRET is no secret


async def test_no_byte_of_a_code_is_left_in_the_sqlite_file(sqlite_url: str) -> None:
    fixtures.restore_sqlite(Path(sqlite_url.removeprefix("sqlite://")))
    assert all(code.encode() in bytes_of(sqlite_url) for code in CODES)
    opened = await database.open(Settings(environment="demo", database_url=sqlite_url))
    try:
        await opened.migrate()
        assert [code for code in CODES if code.encode() in bytes_of(sqlite_url)] == []
        assert await opened.reader.fetch("SELECT * FROM portico_meta WHERE id = 'wipe'") == []
    finally:
        await opened.close()


async def test_a_file_in_use_is_wiped_by_the_next_migrate(sqlite_url: str) -> None:
    """While somebody reads the file its log cannot be cut: that stays owed, and the migration itself stands."""
    path = Path(sqlite_url.removeprefix("sqlite://"))
    fixtures.restore_sqlite(path)
    with closing(sqlite3.connect(path, isolation_level=None)) as reader:
        reader.execute("PRAGMA journal_mode = WAL")
        reader.execute("BEGIN")
        reader.execute("SELECT count(*) FROM porting_request").fetchone()
        migrations.migrate_sqlite(path, KeyRing(Settings(environment="demo").secret_keys), busy_seconds=0.1)
        assert any(code.encode() in bytes_of(sqlite_url) for code in CODES)
        reader.execute("ROLLBACK")
    assert migrations.migrate_sqlite(path) == []
    assert [code for code in CODES if code.encode() in bytes_of(sqlite_url)] == []


async def test_sealed_codes_open_to_what_they_were(old: Database) -> None:
    ring = KeyRing(Settings(environment="demo").secret_keys)
    found = rows.decode_all(PortingRequest, await old.reader.fetch("SELECT * FROM porting_request WHERE secrets_sealed IS NOT NULL"))
    assert {row["reference"] for row in found} == SEALED.keys()
    for row in found:
        opened = {name: sealed_fields.opened(ring, row["secrets_sealed"], name) for name in row["secrets_sealed"]}
        assert opened == {name: Secret(value) for name, value in SEALED[row["reference"]].items()}
    plain = rows.decode_all(PortingRequest, await old.reader.fetch("SELECT * FROM porting_request"))
    kept = {name for row in plain for name in row["extra_fields"]}
    assert kept == {"LINE_TYPE", "SIRET"}


async def test_old_attempts_still_say_which_code_was_another_one(old: Database) -> None:
    statement = "SELECT a.* FROM porting_attempt a JOIN porting_request r ON r.id = a.request_id WHERE r.reference = $1 ORDER BY a.no"
    first, second = rows.decode_all(PortingAttempt, await old.reader.fetch(statement, "PI-2026-000027"))
    assert first["snapshot"]["extra_fields"] == {}
    assert differences(first["snapshot"], second["snapshot"]) == [Difference("extra_fields.PAC", GIVEN, GIVEN_ANEW)]
    (request,) = rows.decode_all(
        PortingRequest, await old.reader.fetch("SELECT * FROM porting_request WHERE reference = $1", "PI-2026-000027")
    )
    assert sealed_fields.given_at(request["secrets_sealed"]) == second["snapshot"]["secrets_given"]


async def test_what_quoted_a_code_says_so_and_can_still_be_sent(old: Database) -> None:
    owed = rows.decode_all(Delivery, await old.reader.fetch("SELECT * FROM delivery"))
    marked = [row for row in owed if "[sealed]" in json.dumps(row["payload"])]
    assert {row["kind"] for row in marked} == {"callback", "email"}
    bodies = [json.loads(row["payload"]["body"]) for row in owed if row["kind"] == "callback"]
    assert "PAC [sealed] has run out" in json.dumps(bodies)
    assert all(body["data"]["request"]["reference"] for body in bodies)
    entries = rows.decode_all(JournalEntry, await old.reader.fetch("SELECT * FROM journal_entry"))
    assert any("PAC [sealed] has run out" in entry["reason"] for entry in entries)


async def test_a_code_that_somebody_wrote_into_the_names_of_a_request_is_sealed_there_too(old_url: str) -> None:
    opened = await database.open(Settings(environment="demo", database_url=old_url))
    try:
        async with opened.transaction() as connection:
            await connection.execute(
                "UPDATE porting_request SET name = $1, customer_reference = $2 WHERE reference = 'PI-2026-000028'",
                "Shop in Leeds (QXC770303)",
                "QXC770303",
            )
        await opened.migrate()
        found = await opened.reader.fetch("SELECT name, customer_reference FROM porting_request WHERE reference = 'PI-2026-000028'")
        assert [tuple(row.values()) for row in found] == [("Shop in Leeds ([sealed])", "[sealed]")]
        assert "QXC770303" not in await texts(opened)
    finally:
        await opened.close()


async def respell(db: Database, table: str, where: str, texts: tuple[str, ...], jsons: tuple[str, ...]) -> None:
    """Quotes two codes in spellings of a person's own, in each of these columns of the request PI-2026-000027."""
    (row,) = await db.reader.fetch("SELECT id FROM porting_request WHERE reference = 'PI-2026-000027'")
    json_again = "::text::jsonb" if db.dialect == "postgres" else ""
    new = [(name, "", QUOTE) for name in texts] + [(name, json_again, json.dumps(QUOTES)) for name in jsons]
    async with db.transaction() as unit:
        for name, cast, value in new:
            assert await unit.execute(f"UPDATE {table} SET {name} = $2{cast} WHERE {where}", row["id"], value)


QUOTE = "Taken with qxb\N{NO-BREAK SPACE}770302, not QXA 77-03-01."
QUOTES = [{"reason": QUOTE, "body": json.dumps({"quote": QUOTE, "deeper": json.dumps([QUOTE])})}, 3]
SEALED_QUOTE = "Taken with [sealed], not [sealed]."
SEALED_QUOTES = [{"reason": SEALED_QUOTE, "body": {"quote": SEALED_QUOTE, "deeper": [SEALED_QUOTE]}}, 3]


def read(value: object) -> object:
    """JSON inside JSON, read to its ground."""
    if isinstance(value, list):
        return [read(each) for each in value]
    if isinstance(value, dict):
        return {name: read(each) for name, each in value.items()}
    return read(json.loads(value)) if isinstance(value, str) and value[:1] in ("{", "[") else value


@pytest.mark.either_engine
@pytest.mark.parametrize("table", [name for name in seal_extra_fields._QUOTED if name != "porting_attempt"])
async def test_a_code_that_somebody_quoted_in_another_spelling_is_sealed(old_url: str, table: str) -> None:
    """To whoever reads it, spaces, dashes and case do not matter in such a code. (Snapshots have a test of their own.)"""
    where, names, jsons = seal_extra_fields._QUOTED[table]
    opened = await database.open(Settings(environment="demo", database_url=old_url))
    try:
        await respell(opened, table, where, names, jsons)
        await opened.migrate()
        (request,) = await opened.reader.fetch("SELECT id FROM porting_request WHERE reference = 'PI-2026-000027'")
        found = await opened.reader.fetch(f"SELECT * FROM {table} WHERE {where}", request["id"])
        assert found
        assert all(row[name] == SEALED_QUOTE for row in found for name in names)
        assert all(read(row[name]) == SEALED_QUOTES for row in found for name in jsons)
    finally:
        await opened.close()


async def test_a_code_in_another_spelling_is_sealed_in_snapshots(old_url: str) -> None:
    opened = await database.open(Settings(environment="demo", database_url=old_url))
    try:
        (row,) = await opened.reader.fetch(
            "SELECT a.id, CAST(a.snapshot AS TEXT) AS snapshot FROM porting_attempt a JOIN porting_request r ON r.id = a.request_id "
            "WHERE r.reference = 'PI-2026-000028'"
        )
        noted = json.dumps({**json.loads(row["snapshot"]), "name": "Leeds (qxc.770303)"})
        async with opened.transaction() as unit:
            cast = "::text::jsonb" if opened.dialect == "postgres" else ""
            await unit.execute(f"UPDATE porting_attempt SET snapshot = $2{cast} WHERE id = $1", row["id"], noted)
        await opened.migrate()
        (after,) = rows.decode_all(PortingAttempt, await opened.reader.fetch("SELECT * FROM porting_attempt WHERE id = $1", row["id"]))
        assert after["snapshot"]["name"] == "Leeds ([sealed])"
        assert after["snapshot"]["extra_fields"] == {}
    finally:
        await opened.close()


async def test_a_code_that_is_also_an_account_number_stays_in_other_spellings(old_url: str) -> None:
    """Whoever quotes that means the account, for all anybody can tell; as it was given it is a code all the same."""
    opened = await database.open(Settings(environment="demo", database_url=old_url))
    try:
        async with opened.transaction() as unit:
            await unit.execute("UPDATE porting_request SET account_number = 'GB/QXB 770302' WHERE reference = 'PI-2026-000027'")
            await unit.execute("UPDATE comment SET text = 'Account qxb-770302, code QXB770302.' WHERE text LIKE '%QXB770302%'")
        await opened.migrate()
        found = await opened.reader.fetch("SELECT text FROM comment WHERE text LIKE '%sealed%'")
        assert [row["text"] for row in found] == ["Account qxb-770302, code [sealed]."]
    finally:
        await opened.close()


async def test_a_command_from_before_is_still_known_as_done(old: Database) -> None:
    """And its input cannot be guessed from the row any more. The commands of the demo had the input `null`."""
    ring, plain = KeyRing(Settings(environment="demo").secret_keys), sha256(b"null").hexdigest()
    found = await old.reader.fetch("SELECT input_hash FROM idempotency_key")
    assert len(found) == COUNTS["idempotency_key"]
    assert all(ring.is_mac(plain, row["input_hash"]) for row in found)
    assert plain not in {row["input_hash"] for row in found}


async def test_a_database_with_codes_is_not_migrated_without_keys(old_url: str) -> None:
    """All or nothing: the next try, with the keys, begins where this one did."""
    opened = await database.open(Settings(environment="demo", database_url=old_url))
    try:
        before = await texts(opened)
        pending = await opened.pending()
        with pytest.MonkeyPatch.context() as patch:
            patch.setattr(database, "KeyRing", lambda _keys: None)
            with pytest.raises(MigrationRefused, match="PORTICO_SECRET_KEYS"):
                await opened.migrate()
        assert (await texts(opened), await opened.pending()) == (before, pending)
        await opened.migrate()
    finally:
        await opened.close()


async def test_sealed_pins_open_with_the_keys_of_then(old: Database) -> None:
    ring = KeyRing(Settings(environment="demo").secret_keys)
    sealed = rows.decode_all(PortingRequest, await old.reader.fetch("SELECT * FROM porting_request WHERE pin_sealed IS NOT NULL"))
    assert {row["reference"]: ring.open(row["pin_sealed"] or "") for row in sealed} == {
        "PI-2026-000010": "4071",
        "PI-2026-000033": "730955",
    }
    (number,) = rows.decode_all(PhoneNumber, await old.reader.fetch("SELECT * FROM phone_number WHERE port_out_pin_sealed IS NOT NULL"))
    assert ring.open(number["port_out_pin_sealed"] or "") == "884102"


async def test_what_carriers_were_given_before_is_read_off_the_journal(old: Database) -> None:
    """A request on its way was accepted, and a number was handed over in the attempt in which the journal says so; nothing else was."""
    requests = rows.decode_all(PortingRequest, await old.reader.fetch("SELECT * FROM porting_request"))
    entries = rows.decode_all(JournalEntry, await old.reader.fetch("SELECT * FROM journal_entry"))
    accepted = {
        entry["subject_id"]: entry["at"] for entry in entries if (entry["subject_kind"], entry["verb"]) == ("porting_request", "accept")
    }
    assert {row["id"]: row["accepted_at"] for row in requests} == {row["id"]: accepted.get(row["id"]) for row in requests}
    assert {str(row["status"]) for row in requests if row["accepted_at"] is None} >= {"DRAFT", "REQUESTED"}
    parts = rows.decode_all(PortingAttemptNumber, await old.reader.fetch("SELECT * FROM porting_attempt_number"))
    handed_over = Counter(entry["subject_id"] for entry in entries if entry["verb"] == "hand_over")
    assert Counter(part["number_id"] for part in parts if part["handed_over_at"]) == handed_over
    numbers = rows.decode_all(PortingNumber, await old.reader.fetch("SELECT * FROM porting_number"))
    now = {row["id"] for row in numbers if row["handed_over_at"]}
    assert now <= {part["number_id"] for part in parts if part["handed_over_at"]}


async def test_what_stood_as_a_carriers_words_and_was_porticos_own_sentence_is_gone_and_what_carriers_said_stays(old: Database) -> None:
    parts = rows.decode_all(PortingAttemptNumber, await old.reader.fetch("SELECT * FROM porting_attempt_number WHERE answer IS NOT NULL"))
    said = Counter((part["answer"], (part["answer_text"] or "nothing")[:24]) for part in parts)
    assert said == {
        ("FOC_CONFIRMED", "nothing"): 33, ("FOC_CONFIRMED", "Taken with [sealed]."): 2,
        ("FOC_REVISED", "The losing carrier moved"): 1, ("ACTION_REQUIRED", "nothing"): 6,
        ("ACTION_REQUIRED", "Great Plains Telephone h"): 3, ("ACTION_REQUIRED", "PAC [sealed] has run out"): 2,
    }  # fmt: skip


# What Portico says is known by its code since, and no more by its words.

REASONS = {
    "calendar_feed.create": 1, "document.accept": 44, "document.upload": 59, "order.comment": 3, "phone_number.activate": 26,
    "phone_number.add": 31, "phone_number.begin_port_out": 12, "phone_number.port_out": 2, "phone_number.provision": 44,
    "phone_number.return_to_service": 2, "phone_number.set_port_out_pin": 1, "port_out_order.bill": 2, "port_out_order.complete": 1,
    "port_out_order.create": 2, "port_out_request.approve": 3, "port_out_request.complete": 1, "port_out_request.expire": 1,
    "port_out_request.open": 5, "port_out_request.receive": 8, "port_out_request.reject": 1, "port_out_request.staff_approve": 2,
    "porting_number.assign_profile": 2, "porting_number.complete": 14, "porting_number.confirm_foc": 34,
    "porting_number.hand_over": 57, "porting_number.mark_not_portable": 1, "porting_number.mark_portable": 59,
    "porting_number.provision": 44, "porting_number.require_action": 6, "porting_number.resubmit": 2, "porting_number.start": 55,
    "porting_number.start_review": 64, "porting_request.accept": 14, "porting_request.accept.nl": 43, "porting_request.conclude": 2,
    "porting_request.create": 33, "porting_request.make_ready": 25, "porting_request.perform": 13,
    "porting_request.schedule_perform": 3, "porting_request.submit": 139, "porting_request.update": 2, "profile.create": 9,
    "own words": 39,
}  # fmt: skip
STATUS_REASONS = {
    "document document.accept": 44, "document document.upload": 15, "port_out_request own words": 1,
    "port_out_request port_out_request.approve": 2, "port_out_request port_out_request.complete": 1,
    "port_out_request port_out_request.expire": 1, "port_out_request port_out_request.receive": 3, "porting_number own words": 24,
    "porting_number port_in_reason.PIN_INVALID": 2, "porting_number port_in_reason.RATE_CENTER_NOT_PORTABLE": 1,
    "porting_number porting_number.complete": 14, "porting_number porting_number.confirm_foc": 16,
    "porting_number porting_number.create": 21, "porting_number porting_number.hand_over": 7,
    "porting_number porting_number.mark_portable": 4, "porting_number porting_number.start": 4,
    "porting_number porting_request.accept.nl": 8, "porting_number porting_request.make_ready": 10,
    "porting_number porting_request.perform": 12, "porting_number porting_request.submit": 11, "porting_request own words": 5,
    "porting_request porting_request.accept": 12, "porting_request porting_request.accept.nl": 2,
    "porting_request porting_request.create": 7, "porting_request porting_request.make_ready": 2,
    "porting_request porting_request.outcome.canceled": 1, "porting_request porting_request.outcome.not_portable": 1,
    "porting_request porting_request.perform": 1, "porting_request porting_request.submit": 2,
}  # fmt: skip
REWORDED = {
    "port_out_request.approve", "porting_request.make_ready", "porting_request.schedule_perform",
    "port_out_request.reject", "port_out_request.staff_reject", "porting_number.reject_cancellation", "porting_request.reject_cancellation",
    "porting_number.resubmit", "porting_number.assign_profile", "phone_number.activate", "phone_number.return_to_service",
    "porting_number.provision", "porting_number.hand_over", "phone_number.remove", "porting_request.submit", "porting_request.accept",
    "porting_request.accept.nl", "porting_request.cancel.nl", "porting_request.reject.nl", "porting_request.block",
}  # fmt: skip
"""What is said in other words since, of what old entries say in theirs."""
REASONS_REWORDED = {"port_in_reason.PIN_INVALID", "port_in_reason.RATE_CENTER_NOT_PORTABLE"}
OWN_WORDS = ("The number can be ported. I checked.", "The number can be ported", "the number can be ported.", "The request was submitted.")


async def test_what_portico_said_of_old_has_its_code_and_what_people_wrote_has_none(old: Database) -> None:
    entries = rows.decode_all(JournalEntry, await old.reader.fetch("SELECT * FROM journal_entry"))
    assert Counter(entry["reason_code"] or "own words" for entry in entries) == REASONS
    assert {str(entry["reason_params"]) for entry in entries if entry["reason_code"]} == {"{}"}
    assert {entry["reason_params"] for entry in entries if not entry["reason_code"]} == {None}
    said = {entry["reason_code"]: entry["reason"] for entry in entries if entry["reason_code"] and entry["reason_code"] not in REWORDED}
    assert said == {code: sentence.english for code, sentence in every_sentence().items() if code in said}


async def test_the_same_words_by_a_person_and_words_that_begin_alike_get_no_code(old_url: str) -> None:
    opened = await database.open(Settings(environment="demo", database_url=old_url))
    try:
        chosen = await opened.reader.fetch("SELECT position FROM journal_entry WHERE verb = 'mark_portable' ORDER BY position LIMIT 4")
        async with opened.transaction() as unit:
            for row, words in zip(chosen, OWN_WORDS, strict=True):
                await unit.execute("UPDATE journal_entry SET reason = $2 WHERE position = $1", row["position"], words)
        await opened.migrate()
        found = await opened.reader.fetch("SELECT reason, reason_code, reason_params FROM journal_entry WHERE verb = 'mark_portable'")
        told = {row["reason"]: (row["reason_code"], row["reason_params"]) for row in found}
        assert {words: told[words] for words in OWN_WORDS} == dict.fromkeys(OWN_WORDS, (None, None))
        assert told["The number can be ported."][0] == "porting_number.mark_portable"
    finally:
        await opened.close()


async def test_why_things_stand_where_they_stand_is_said_and_has_its_code_unless_people_wrote_it(old: Database) -> None:
    """What was never given a reason has that of the entry that led there; the numbers of a draft, which have none, say where they are."""
    told: Counter[str] = Counter()
    for model in (PortingRequest, PortingNumber, PortOutRequest, Document):
        for row in rows.decode_all(model, await old.reader.fetch(f"SELECT * FROM {rows.table_name(model)}")):
            assert row["status_reason"] not in {None, "", "How it came here was not kept."}, row
            said = row["status_reason_said"] or {"code": "own words", "params": {}}
            told[f"{rows.table_name(model)} {said['code']}"] += 1
            if said["code"] not in REWORDED | REASONS_REWORDED | {"own words"}:
                assert every_sentence()[said["code"]].said(**said["params"]).text == row["status_reason"]
    assert told == STATUS_REASONS


async def test_a_letter_of_old_that_quoted_portico_keeps_the_code_in_place_of_the_words(old: Database) -> None:
    letters = rows.decode_all(Delivery, await old.reader.fetch("SELECT * FROM delivery WHERE kind = 'email'"))
    told = [happened for row in letters for happened in row["payload"].get("happenings", ())]
    assert Counter(happened["reason_code"] for happened in told if "reason_code" in happened) == {"port_out_request.receive": 8}
    own = {sentence.english for sentence in every_sentence().values()}
    assert [happened["reason"] for happened in told if happened.get("reason") in own] == []


def test_counts_that_somebody_wrote_of_another_request_are_their_words() -> None:
    counts = {"status_reason": "2 of 3 numbers ported, 1 canceled.", "status": "COMPLETED"}
    named = {"ported": 2, "count": 3, "canceled": 1}
    assert status_reasons._of_request({**counts, "number_count": 3}) == {"code": "porting_request.outcome.canceled", "params": named}
    assert status_reasons._of_request({**counts, "number_count": 4}) is None


def test_a_secret_that_was_shown_is_told_with_what_it_names() -> None:
    entry = {"subject_kind": "secret_reveal", "verb": "reveal_secret", "data": '{"field": "pin", "e164": "+441134960001"}'}
    said = {"reason": "pin of +441134960001 was shown, to be sent to the carrier."}
    named = {"field": "pin", "number": "+441134960001"}
    assert reason_codes.said_of({**entry, **said}) == ("porting_request.reveal_secret.of_number", named)
    assert reason_codes.said_of({**entry, "reason": "pin was shown, to be sent to the carrier."}) is None


def test_every_sentence_of_an_entry_is_still_said_as_the_migration_knows_it() -> None:
    """The list is frozen; a sentence reworded since shows here, and then REWORDED says which."""
    now = {code: sentence.english for code, sentence in every_sentence().items()}
    assert {code for (_, _, code), text in reason_codes.SENTENCES.items() if now.get(code) != text} == REWORDED


async def test_a_dutch_port_of_old_is_told_with_the_day_it_moved(old: Database) -> None:
    """It kept the first possible day, 27 October, though it moved on the 28th."""
    statement = """SELECT n.* FROM porting_number n JOIN porting_request r ON r.id = n.request_id
        WHERE r.flow = 'NL' AND n.completed_at IS NOT NULL"""
    ported = rows.decode_all(PortingNumber, await old.reader.fetch(statement))
    moved = datetime(2026, 10, 28, 7, 30, tzinfo=UTC)
    assert [(row["foc_at"], row["completed_at"]) for row in ported] == [(moved, moved)] * 12
    for row in ported:
        *before, last = row["foc_history"]
        assert [each["change"] for each in before] == ["confirmed"]
        assert last == {"foc_at": moved.isoformat(), "at": moved.isoformat(), "change": "performed"}


async def test_a_dutch_port_of_old_whose_moment_came_keeps_it(old_url: str) -> None:
    opened = await database.open(Settings(environment="demo", database_url=old_url))
    ported = "n.completed_at IS NOT NULL AND n.request_id IN (SELECT id FROM porting_request WHERE flow = 'NL')"
    try:
        found = await opened.reader.fetch(f"SELECT n.id FROM porting_number n WHERE {ported} ORDER BY n.id LIMIT 2")
        in_time, late = [row["id"] for row in found]
        moment = datetime(2026, 10, 28, 7, 20, tzinfo=UTC)
        async with opened.transaction() as unit:
            at = moment.isoformat(sep=" ") if opened.dialect == "sqlite" else moment
            await unit.execute("UPDATE porting_number SET foc_at = $1 WHERE id = $2", at, in_time)
        await opened.migrate()
        rows_now = rows.decode_all(PortingNumber, await opened.reader.fetch(f"SELECT n.* FROM porting_number n WHERE {ported}"))
    finally:
        await opened.close()
    dates = {str(row["id"]): (row["foc_at"], row["foc_history"][-1]["change"]) for row in rows_now}
    assert dates[str(in_time)] == (moment, "confirmed")
    assert dates[str(late)] == (datetime(2026, 10, 28, 7, 30, tzinfo=UTC), "performed")


async def test_no_row_of_old_promises_an_answer_within_days_that_a_delay_moves(old: Database) -> None:
    """Requests and their numbers went on saying three working days."""
    told = [
        (row["status_reason_said"], row["status_reason"])
        for model in (PortingRequest, PortingNumber)
        for row in rows.decode_all(model, await old.reader.fetch(f"SELECT * FROM {rows.table_name(model)}"))
    ]
    accepted = {text for said, text in told if said and said["code"] == "porting_request.accept.nl"}
    assert accepted == {every_sentence()["porting_request.accept.nl"].english}


def of_tries() -> dict[str, str]:
    """What the migration takes for Portico's own words about a try: English and code, alike on both engines."""
    scripts = {m.sql for dialect in ("sqlite", "postgres") for m in migrations.known(dialect) if m.name.startswith("0027")}
    read = [dict(re.findall(r"\('([^']+)', '(delivery\.\w+)'\)", script)) for script in scripts]
    assert len(read) == 2
    assert read[0] == read[1]
    return read[0]


def test_what_the_migration_takes_for_porticos_words_about_a_try_is_what_portico_says() -> None:
    assert {code: english for english, code in of_tries().items()}.items() <= {
        (code, sentence.english) for code, sentence in every_sentence().items()
    }


async def test_a_try_of_old_has_the_code_of_what_portico_said_and_none_for_what_a_server_said(old_url: str) -> None:
    opened = await database.open(Settings(environment="demo", database_url=old_url))
    try:
        async with opened.transaction() as unit:
            found = await unit.fetch("SELECT id FROM delivery_attempt WHERE error IS NULL ORDER BY id")
            for row, english in zip(found, of_tries(), strict=False):
                await unit.execute("UPDATE delivery_attempt SET error = $2 WHERE id = $1", row["id"], english)
        await opened.migrate()
        tries = rows.decode_all(DeliveryAttempt, await opened.reader.fetch("SELECT * FROM delivery_attempt WHERE error IS NOT NULL"))
    finally:
        await opened.close()
    said = {row["error"]: row["error_said"] for row in tries}
    assert said.pop("The server answered 503.") is None
    assert said == {english: {"code": code, "params": {}} for english, code in of_tries().items()}


async def test_nothing_in_it_contradicts_itself_after_the_migration(old: Database) -> None:
    found = {code: await drift.found(old.reader, code) for code in drift.STATEMENTS}
    assert {code: rows for code, rows in found.items() if rows} == {}
