"""Attempts at the losing carrier: what was sent, immutable, and what came back per number."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from uuid import UUID

from portico.domain.actors import Actor
from portico.domain.ids import new_id
from portico.domain.inventory.blocks import held, left_of
from portico.domain.inventory.phone_number_lists import MOST_NUMBERS
from portico.domain.statuses import CarrierAnswer, DocumentStatus
from portico.storage.engine import rows, sql
from portico.storage.engine.database import Connection
from portico.storage.engine.rows import Row
from portico.storage.engine.scope import EVERYTHING, Params, visible
from portico.storage.models import Document, PortingAttempt, PortingAttemptNumber, PortingRequest
from portico.storage.port_ins import number_blocks, sealed_fields
from portico.storage.row_types.documents import DocumentRow
from portico.storage.row_types.joined import AttemptAnswerRow, AttemptRow
from portico.storage.row_types.port_ins import PortingAttemptNumberRow, PortingAttemptRow

SENT = (
    "reference customer_reference country number_type flow subscriber_name subscriber_kind authorised_person service_street service_city"
    " service_region service_postal_code service_country account_number btn port_type new_btn remaining_numbers requested_date"
    " extra_fields losing_carrier_id network_carrier_id company_profile_id"
).split()
NAMED = "losing_carrier network_carrier company_profile".split()


async def of_requests(conn: Connection, actor: Actor, ids: Iterable[UUID]) -> dict[UUID, list[AttemptRow]]:
    """Every attempt of each porting request, oldest first: `number_count` of it, and for one about blocks its numbers' `e164s`.

    A losing carrier sees the numbers that were handed over to it, and no attempt without any.
    """
    params = Params()
    wanted = params.any_of(conn.dialect, ids, "uuid")
    condition = visible(actor, "porting_request", "r", params)
    statement = f"""SELECT a.* FROM porting_attempt a JOIN porting_request r ON r.id = a.request_id
        WHERE a.request_id {wanted} AND {condition} ORDER BY a.no"""
    attempts = rows.decode_all(PortingAttempt, await conn.fetch(statement, *params.values))
    counts = await _counts(conn, actor, [attempt["id"] for attempt in attempts])
    blocks = [attempt["id"] for attempt in attempts if attempt["snapshot"].get("number_blocks")]
    answers = await first_answers(conn, actor, blocks, MOST_NUMBERS)
    found: dict[UUID, list[AttemptRow]] = {}
    for attempt in attempts:
        if count := counts.get(attempt["id"]):
            e164s = [each["e164"] for each in answers.get(attempt["id"], ())]
            found.setdefault(attempt["request_id"], []).append({**attempt, "number_count": count, "e164s": e164s})
    return found


async def _counts(conn: Connection, actor: Actor, attempt_ids: list[UUID]) -> dict[UUID, int]:
    params = Params()
    parts = _parts(conn, actor, attempt_ids, params)
    found = await conn.fetch(f"SELECT p.attempt_id, COUNT(*) AS count {parts} GROUP BY p.attempt_id", *params.values)
    counted: list[Row] = rows.decode_all(PortingAttemptNumber, found)
    return {row["attempt_id"]: row["count"] for row in counted}


async def first_answers(conn: Connection, actor: Actor, attempt_ids: Sequence[UUID], first: int) -> dict[UUID, list[AttemptAnswerRow]]:
    """By attempt, the answers to so many of its numbers, in number order; of attempts whose request the actor may see."""
    if not attempt_ids:
        return {}
    params = Params()
    parts = _parts(conn, actor, attempt_ids, params, "JOIN porting_number n ON n.id = p.number_id")
    statement = f"""SELECT attempt_id, answer, answer_text, answered_at, e164 FROM (
        SELECT p.attempt_id, p.answer, p.answer_text, p.answered_at, n.e164,
            ROW_NUMBER() OVER (PARTITION BY p.attempt_id ORDER BY n.e164) AS place {parts}) AS placed
        WHERE place <= {int(first)} ORDER BY attempt_id, place"""
    found: dict[UUID, list[AttemptAnswerRow]] = {}
    for raw in await conn.fetch(statement, *params.values):
        row = rows.decode(PortingAttemptNumber, raw)
        found.setdefault(row["attempt_id"], []).append({**row, "e164": raw["e164"]})
    return found


def _parts(conn: Connection, actor: Actor, attempt_ids: Iterable[UUID], params: Params, joined: str = "") -> str:
    """Of attempts whose request the actor may see: only a carrier may see a request and not all of its numbers."""
    wanted = params.any_of(conn.dialect, attempt_ids, "uuid")
    condition = visible(actor, "porting_attempt_number", "p", params) if actor.carrier_id else EVERYTHING
    return f"FROM porting_attempt_number p {joined} WHERE p.attempt_id {wanted} AND {condition}"


async def open_attempts(conn: Connection, numbers: Mapping[UUID, UUID], now: datetime) -> None:
    """One new attempt per request for these numbers (number → request), numbered on from the last. No secret is ever in the snapshot."""
    requests = sorted(set(numbers.values()))
    statement = f"""SELECT r.*, (SELECT COALESCE(MAX(a.no), 0) + 1 FROM porting_attempt a WHERE a.request_id = r.id) AS next_no,
        lc.name AS losing_carrier, nc.name AS network_carrier, p.label AS company_profile
        FROM porting_request r LEFT JOIN carrier lc ON lc.id = r.losing_carrier_id LEFT JOIN carrier nc ON nc.id = r.network_carrier_id
        LEFT JOIN company_profile p ON p.id = r.company_profile_id WHERE r.id {sql.any_of(conn.dialect, 1, "uuid")}"""
    found: list[Row] = rows.decode_all(PortingRequest, await conn.fetch(statement, requests))
    papers = await _papers(conn, requests)
    sent = await number_blocks.e164s_by_request(conn, numbers) if any(row["number_blocks"] for row in found) else {}
    opened = {row["id"]: _attempt(row, (papers.get(row["id"], []), sent.get(row["id"], [])), now) for row in found}
    await sql.insert(conn, PortingAttempt, list(opened.values()))
    parts = [_part(opened[request]["id"], number, now) for number, request in numbers.items()]
    await sql.insert(conn, PortingAttemptNumber, parts)


async def _papers(conn: Connection, request_ids: Iterable[UUID]) -> dict[UUID | None, list[DocumentRow]]:
    """The documents that go along, oldest first: all but the rejected ones."""
    statement = f"""SELECT id, request_id, kind, file_name FROM document WHERE request_id {sql.any_of(conn.dialect, 1, "uuid")}
        AND status <> '{DocumentStatus.REJECTED}' ORDER BY created_at, id"""
    found: dict[UUID | None, list[DocumentRow]] = {}
    for row in rows.decode_all(Document, await conn.fetch(statement, list(request_ids))):
        found.setdefault(row["request_id"], []).append({"id": row["id"], "kind": row["kind"], "file_name": row["file_name"]})
    return found


def _attempt(request: Row, along: tuple[list[DocumentRow], list[str]], now: datetime) -> PortingAttemptRow:
    """Names beside the ids, so that a later reader knows whom they stood for; of PINs and the like only that they were given, and when.

    `along` go papers, and numbers: of blocks is told what these fill.
    """
    papers, e164s = along
    pin = {"has_pin": request["pin_sealed"] is not None, "pin_given_at": request["fields_changed_at"].get("subscriber.pin")}
    secrets = {"secrets_given": sealed_fields.given_at(request["secrets_sealed"])}
    snapshot = {name: request[name] for name in (*SENT, *NAMED)} | pin | secrets | {"documents": papers}
    snapshot["number_blocks"] = number_blocks.stored(left_of(held(request["number_blocks"]), e164s)) or []
    return {
        "id": new_id(now),
        "created_at": now,
        "updated_at": now,
        "request_id": request["id"],
        "account_id": request["account_id"],
        "no": request["next_no"],
        "losing_carrier_id": request["losing_carrier_id"],
        "snapshot": snapshot,
    }


def _part(attempt: UUID, number: UUID, now: datetime) -> PortingAttemptNumberRow:
    return {"id": new_id(now), "created_at": now, "updated_at": now, "attempt_id": attempt, "number_id": number}


async def handed_over(conn: Connection, numbers: Iterable[UUID], now: datetime) -> None:
    """The network carrier verified the newest attempt of these numbers and handed it, as far as they go, to the losing carrier."""
    numbers = list(numbers)
    await conn.execute(
        f"""UPDATE porting_attempt_number SET handed_over_at = $2, updated_at = $2
        WHERE number_id {sql.any_of(conn.dialect, 1, "uuid")} AND handed_over_at IS NULL AND EXISTS (SELECT 1
            FROM porting_attempt a JOIN porting_number n ON n.attempt_no = a.no
            WHERE a.id = porting_attempt_number.attempt_id AND n.id = porting_attempt_number.number_id)""",
        numbers,
        now,
    )
    await conn.execute(
        f"""UPDATE porting_attempt
        SET verified_at = COALESCE(verified_at, $2), handed_over_at = COALESCE(handed_over_at, $2), updated_at = $2
        WHERE id IN (SELECT a.id FROM porting_attempt a JOIN porting_attempt_number p ON p.attempt_id = a.id
            JOIN porting_number n ON n.id = p.number_id AND a.no = n.attempt_no
            WHERE n.id {sql.any_of(conn.dialect, 1, "uuid")})""",
        numbers,
        now,
    )


async def answered(conn: Connection, answers: Mapping[UUID, tuple[CarrierAnswer, str | None]], now: datetime) -> None:
    """Number → (answer, its words if it gave any) of the carrier, kept with the number's newest attempt."""
    statement = f"""SELECT p.id, p.number_id FROM porting_attempt_number p JOIN porting_attempt a ON a.id = p.attempt_id
        JOIN porting_number n ON n.id = p.number_id AND a.no = n.attempt_no WHERE n.id {sql.any_of(conn.dialect, 1, "uuid")}"""
    parts = rows.decode_all(PortingAttemptNumber, await conn.fetch(statement, list(answers)))
    changes = {
        part["id"]: {"answer": answers[part["number_id"]][0], "answer_text": answers[part["number_id"]][1], "answered_at": now}
        for part in parts
    }
    await sql.update_rows(conn, PortingAttemptNumber, changes, now)
