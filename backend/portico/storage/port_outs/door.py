"""What the door for port-outs looks at and writes. The same statements whether a number is known here or not."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any
from uuid import UUID

from portico.domain.statuses import IN_SERVICE
from portico.storage.engine import rows, sql
from portico.storage.engine.database import Connection
from portico.storage.engine.rows import Row
from portico.storage.models import Account, Carrier, JournalEntry, PhoneNumber, PortOutRequest

REFUSED = "port_out_request.refused"
_IN_SERVICE = ", ".join(f"'{status}'" for status in sorted(IN_SERVICE))
_TERMS = "account_number port_out_pin_required port_out_hours port_out_on_deadline port_out_policy_set_by".split()


async def carrier(conn: Connection, carrier_id: UUID) -> Row | None:
    found = rows.decode_all(Carrier, await conn.fetch("SELECT * FROM carrier WHERE id = $1", carrier_id))
    return found[0] if found else None


async def request_by_reference(conn: Connection, carrier_id: UUID, reference: str, version: int) -> Row | None:
    """What this carrier handed in under this reference and version."""
    statement = """SELECT id, version FROM port_out_request
        WHERE gaining_carrier_id = $1 AND carrier_reference = $2 AND carrier_version = $3 AND part = 0"""
    found = rows.decode_all(PortOutRequest, await conn.fetch(statement, carrier_id, reference, version))
    return found[0] if found else None


async def request(conn: Connection, request_id: UUID) -> Row:
    """The request as it is now, after `port_out_requests.seen` said that the actor may see it."""
    (found,) = rows.decode_all(PortOutRequest, await conn.fetch("SELECT * FROM port_out_request WHERE id = $1", request_id))
    return found


async def owners(conn: Connection, e164s: Iterable[str]) -> list[UUID]:
    """The accounts whose numbers in service these are."""
    statement = (
        f"SELECT DISTINCT account_id FROM phone_number WHERE status IN ({_IN_SERVICE}) AND e164 {sql.any_of(conn.dialect, 1, 'text')}"
    )
    return [row["account_id"] for row in rows.decode_all(PhoneNumber, await conn.fetch(statement, list(e164s)))]


async def numbers_in_service(conn: Connection, e164s: Iterable[str]) -> dict[str, Row]:
    """The inventory's row of each of these numbers that is in service, with its account's terms under `a_`."""
    terms = ", ".join(f"a.{name} AS a_{name}" for name in _TERMS)
    statement = f"""SELECT p.*, {terms} FROM phone_number p JOIN account a ON a.id = p.account_id
        WHERE p.status IN ({_IN_SERVICE}) AND p.e164 {sql.any_of(conn.dialect, 1, "text")} ORDER BY p.created_at, p.id"""
    found: dict[str, Row] = {}
    for raw in await conn.fetch(statement, list(e164s)):
        row = rows.decode(PhoneNumber, raw) | {f"a_{name}": value for name, value in rows.decode(Account, raw, prefix="a_").items()}
        found[row["e164"]] = row
    return found


async def tries(conn: Connection, carrier_id: UUID, phone_numbers: Iterable[UUID], since: datetime) -> Mapping[UUID, int]:
    """How often the carrier guessed wrong about each of these numbers since then; the journal remembers."""
    statement = f"""SELECT subject_id, data FROM journal_entry
        WHERE event = '{REFUSED}' AND at > $1 AND subject_id {sql.any_of(conn.dialect, 2, "uuid")}"""
    found = rows.decode_all(JournalEntry, await conn.fetch(statement, since, list(phone_numbers)))
    return Counter(row["subject_id"] for row in found if row["data"]["guess"] and row["data"]["carrier_id"] == str(carrier_id))


async def count_failures(conn: Connection, phone_numbers: Iterable[UUID]) -> None:
    """One more wrong guess about each of these."""
    listed = sql.any_of(conn.dialect, 1, "uuid")
    await conn.execute(f"UPDATE phone_number SET failure_count = failure_count + 1 WHERE id {listed}", list(phone_numbers))


async def forget_failures(conn: Connection, phone_numbers: Iterable[UUID]) -> None:
    listed = sql.any_of(conn.dialect, 1, "uuid")
    await conn.execute(f"UPDATE phone_number SET failure_count = 0 WHERE id {listed} AND failure_count > 0", list(phone_numbers))


async def insert_request(conn: Connection, row: Mapping[str, Any]) -> bool:
    """False where another unit has just handed in the same reference and version."""
    return bool(await sql.insert(conn, PortOutRequest, [row], ignore_conflicts=True))
