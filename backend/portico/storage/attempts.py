"""Attempts at the losing carrier: what was sent, immutable, and what came back per number."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any
from uuid import UUID

from portico.domain.ids import new_id
from portico.storage import rows, sql
from portico.storage.database import Connection
from portico.storage.models import PortingAttempt, PortingAttemptNumber, PortingRequest

SENT = (
    "reference customer_reference country number_type flow subscriber_name subscriber_kind authorised_person service_street service_city"
    " service_region service_postal_code service_country account_number btn port_type new_btn remaining_numbers requested_date"
    " extra_fields losing_carrier_id network_carrier_id company_profile_id"
).split()


async def open_attempts(conn: Connection, numbers: Mapping[UUID, UUID], now: datetime) -> None:
    """One new attempt per request for these numbers (number → request), numbered on from the last. The PIN is never in the snapshot."""
    requests = sorted(set(numbers.values()))
    statement = f"""SELECT r.*, (SELECT COALESCE(MAX(a.no), 0) + 1 FROM porting_attempt a WHERE a.request_id = r.id) AS next_no
        FROM porting_request r WHERE r.id {sql.any_of(conn.dialect, 1, "uuid")}"""
    found = rows.decode_all(PortingRequest, await conn.fetch(statement, requests))
    opened = {row["id"]: _attempt(row, now) for row in found}
    await sql.insert(conn, PortingAttempt, list(opened.values()))
    parts = [_part(opened[request]["id"], number, now) for number, request in numbers.items()]
    await sql.insert(conn, PortingAttemptNumber, parts)


def _attempt(request: dict[str, Any], now: datetime) -> dict[str, Any]:
    snapshot = {name: request[name] for name in SENT} | {"has_pin": request["pin_sealed"] is not None}
    return {
        "id": new_id(now),
        "created_at": now,
        "updated_at": now,
        "request_id": request["id"],
        "account_id": request["account_id"],
        "no": request["next_no"],
        "snapshot": snapshot,
    }


def _part(attempt: UUID, number: UUID, now: datetime) -> dict[str, Any]:
    return {"id": new_id(now), "created_at": now, "updated_at": now, "attempt_id": attempt, "number_id": number}


async def handed_over(conn: Connection, numbers: Iterable[UUID], now: datetime) -> None:
    """The network carrier verified the newest attempt of these numbers and handed it to the losing carrier."""
    await conn.execute(
        f"""UPDATE porting_attempt
        SET verified_at = COALESCE(verified_at, $2), handed_over_at = COALESCE(handed_over_at, $2), updated_at = $2
        WHERE id IN (SELECT a.id FROM porting_attempt a JOIN porting_attempt_number p ON p.attempt_id = a.id
            JOIN porting_number n ON n.id = p.number_id AND a.no = n.attempt_no
            WHERE n.id {sql.any_of(conn.dialect, 1, "uuid")})""",
        list(numbers),
        now,
    )


async def answered(conn: Connection, answers: Mapping[UUID, tuple[str, str]], now: datetime) -> None:
    """Number → (answer, text) of the carrier, kept with the number's newest attempt."""
    statement = f"""SELECT p.id, p.number_id FROM porting_attempt_number p JOIN porting_attempt a ON a.id = p.attempt_id
        JOIN porting_number n ON n.id = p.number_id AND a.no = n.attempt_no WHERE n.id {sql.any_of(conn.dialect, 1, "uuid")}"""
    parts = rows.decode_all(PortingAttemptNumber, await conn.fetch(statement, list(answers)))
    changes = {
        part["id"]: {"answer": answers[part["number_id"]][0][:32], "answer_text": answers[part["number_id"]][1], "answered_at": now}
        for part in parts
    }
    await sql.update_rows(conn, PortingAttemptNumber, changes, now)
