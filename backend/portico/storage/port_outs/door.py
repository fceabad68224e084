"""What the door for port-outs looks at and writes. The same statements whether a number is known here or not."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any
from uuid import UUID

from portico.domain.events import Happening
from portico.domain.statuses import IN_SERVICE, OnDeadline, PhoneNumberStatus
from portico.storage.engine import records, rows, sql
from portico.storage.engine.database import Connection
from portico.storage.engine.rows import Row
from portico.storage.models import Account, Carrier, JournalEntry, PhoneNumber, PortOutRequest
from portico.storage.row_types.port_outs import PortOutRequestRow

_IN_SERVICE = sql.listed(IN_SERVICE)


@dataclass(frozen=True, slots=True)
class GainingCarrier:
    """Who asks for numbers."""

    id: UUID
    name: str
    country: str
    retired: bool = False


@dataclass(frozen=True, slots=True)
class Terms:
    """What an account asks of whoever wants its numbers."""

    account_number: str
    time_zone: str
    port_out_pin_required: bool
    port_out_hours: int | None
    port_out_on_deadline: OnDeadline
    port_out_policy_set_by: UUID | None
    port_out_policy_set_at: datetime | None
    port_out_two_person: bool


@dataclass(frozen=True, slots=True)
class InService:
    """A number in service here, with its account's terms."""

    id: UUID
    version: int
    e164: str
    country: str
    status: PhoneNumberStatus
    account_id: UUID
    locked_at: datetime | None
    failure_count: int
    port_out_pin_sealed: str | None = field(repr=False)
    terms: Terms


async def carrier(conn: Connection, carrier_id: UUID) -> GainingCarrier | None:
    found = await records.first(conn, Carrier.filter(id=carrier_id))
    return GainingCarrier(found["id"], found["name"], found["country"], found["retired_at"] is not None) if found else None


async def request_handed_in(conn: Connection, carrier_id: UUID, carrier_reference: str, carrier_version: int) -> PortOutRequestRow | None:
    """What this carrier handed in under this reference and version of its own."""
    statement = """SELECT id, version FROM port_out_request
        WHERE gaining_carrier_id = $1 AND carrier_reference = $2 AND carrier_version = $3 AND part = 0"""
    found = rows.decode_all(PortOutRequest, await conn.fetch(statement, carrier_id, carrier_reference, carrier_version))
    return found[0] if found else None


async def request(conn: Connection, request_id: UUID) -> PortOutRequestRow:
    """The request as it is now, after `port_out_requests.seen` said that the actor may see it."""
    (found,) = rows.decode_all(PortOutRequest, await conn.fetch("SELECT * FROM port_out_request WHERE id = $1", request_id))
    return found


async def owners(conn: Connection, e164s: Iterable[str]) -> list[UUID]:
    """The accounts whose numbers in service these are."""
    statement = (
        f"SELECT DISTINCT account_id FROM phone_number WHERE status IN ({_IN_SERVICE}) AND e164 {sql.any_of(conn.dialect, 1, 'text')}"
    )
    return [row["account_id"] for row in rows.decode_all(PhoneNumber, await conn.fetch(statement, list(e164s)))]


async def numbers_in_service(conn: Connection, e164s: Iterable[str]) -> dict[str, InService]:
    """Those of these numbers that are in service, by number."""
    columns = ", ".join([*(f"p.{name}" for name in _NUMBER), *(f"a.{name} AS a_{name}" for name in Terms.__slots__)])
    statement = f"""SELECT {columns} FROM phone_number p JOIN account a ON a.id = p.account_id
        WHERE p.status IN ({_IN_SERVICE}) AND p.e164 {sql.any_of(conn.dialect, 1, "text")} ORDER BY p.created_at, p.id"""
    found: dict[str, InService] = {}
    for raw in await conn.fetch(statement, list(e164s)):
        row: Row = rows.decode(PhoneNumber, {name: raw[name] for name in _NUMBER})
        terms: Row = rows.decode(Account, raw, prefix="a_")
        found[row["e164"]] = InService(**row, terms=Terms(**terms))
    return found


_NUMBER = tuple(name for name in InService.__slots__ if name != "terms")


async def refusals(conn: Connection, carrier_id: UUID, phone_numbers: Iterable[UUID], since: datetime) -> Mapping[tuple[UUID, bool], int]:
    """How often the carrier was refused each of these numbers since then, by whether it had guessed; the journal remembers."""
    statement = f"""SELECT subject_id, data FROM journal_entry
        WHERE event = '{Happening.PORT_OUT_REQUEST_REFUSED}' AND at > $1 AND subject_id {sql.any_of(conn.dialect, 2, "uuid")}"""
    found = rows.decode_all(JournalEntry, await conn.fetch(statement, since, list(phone_numbers)))
    return Counter((row["subject_id"], bool(row["data"]["guess"])) for row in found if row["data"]["carrier_id"] == str(carrier_id))


async def count_failures(conn: Connection, phone_numbers: Iterable[UUID]) -> None:
    """One more wrong guess about each of these."""
    listed = sql.any_of(conn.dialect, 1, "uuid")
    await conn.execute(f"UPDATE phone_number SET failure_count = failure_count + 1 WHERE id {listed}", list(phone_numbers))


async def forget_failures(conn: Connection, phone_numbers: Iterable[UUID]) -> None:
    listed = sql.any_of(conn.dialect, 1, "uuid")
    await conn.execute(f"UPDATE phone_number SET failure_count = 0 WHERE id {listed} AND failure_count > 0", list(phone_numbers))


async def keep_first_view(conn: Connection, request_id: UUID, now: datetime) -> None:
    """The owner has seen it; no version, as nothing of the request changes."""
    await sql.update_rows(conn, PortOutRequest, {request_id: {"viewed_at": now}}, now)


async def insert_request(conn: Connection, row: Mapping[str, Any]) -> bool:
    """False where another unit has just handed in the same reference and version of the carrier's."""
    return bool(await sql.insert(conn, PortOutRequest, [row], ignore_conflicts=True))
