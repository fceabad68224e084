"""What somebody writes by hand who wants it fast: one statement per level, the columns asked for and no others, dicts, orjson."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import UTC, datetime
from typing import Any, Final
from uuid import UUID, uuid4

from benchmarks.peers import documents, serving
from benchmarks.peers.spelling import PREFIXES, cursor, edge_id, key_of, moment

REQUEST: Final = """SELECT r.id, r.reference, r.status, r.created_at, c.name AS carrier
    FROM porting_request r LEFT JOIN carrier c ON c.id = r.losing_carrier_id"""
PAGE: Final = f"{REQUEST} ORDER BY r.created_at DESC, r.id DESC LIMIT $1"
ONE: Final = f"{REQUEST} WHERE r.id = $1"
NUMBERS: Final = """SELECT n.request_id, n.id, n.e164, n.status, n.foc_at FROM unnest($1::uuid[]) asked(request_id) CROSS JOIN LATERAL
    (SELECT request_id, id, e164, status, foc_at FROM porting_number WHERE request_id = asked.request_id ORDER BY e164, id LIMIT $2) n"""
JOURNAL: Final = """SELECT id, at, event, actor_role, reason, subject_id, subject_kind FROM journal_entry
    WHERE order_id = $1 ORDER BY position DESC LIMIT $2"""
PLAIN: Final = """SELECT n.id, n.e164, n.number_type, n.status, n.status_reason, n.version, n.waiting_on, n.foc_at, n.attempt_no,
    n.updated_at, n.account_id, a.name AS account, c.name AS carrier, c.time_zone, n.request_id, r.reference
    FROM porting_number n JOIN porting_request r ON r.id = n.request_id JOIN account a ON a.id = n.account_id
    LEFT JOIN carrier c ON c.id = r.losing_carrier_id ORDER BY n.updated_at DESC, n.id DESC LIMIT $1"""
COUNTED: Final = """INSERT INTO reference_counter (id, value) VALUES ('PI-2026', 1)
    ON CONFLICT (id) DO UPDATE SET value = reference_counter.value + 1 RETURNING value"""

Row = Mapping[str, Any]


async def nested(pool: Any, _variables: Row) -> Row:
    found = await pool.fetch(PAGE, 51)
    page = found[:50]
    of_request: dict[UUID, list[Row]] = {row["id"]: [] for row in page}
    for number in await pool.fetch(NUMBERS, list(of_request), 20):
        of_request[number["request_id"]].append(number)
    edges = [{"cursor": cursor("CREATED_DESC", row["created_at"], row["id"]), "node": request(row, of_request[row["id"]])} for row in page]
    return {"portingRequests": {"edges": edges, "pageInfo": {"hasNextPage": len(found) > 50, "endCursor": edges[-1]["cursor"]}}}


async def detail(pool: Any, variables: Row) -> Row:
    key = key_of(variables["id"])
    row = await pool.fetchrow(ONE, key)
    numbers = await pool.fetch(NUMBERS, [key], 20)
    journal = [{"node": entry(each)} for each in await pool.fetch(JOURNAL, key, 50)]
    return {"portingRequest": request(row, numbers) | {"journal": {"edges": journal}}}


async def plain(pool: Any, _variables: Row) -> Row:
    return {"portingNumbers": {"edges": [{"node": number_of_list(row)} for row in await pool.fetch(PLAIN, 100)]}}


async def create(pool: Any, variables: Row) -> Row:
    """The same rows as Portico writes for a draft, in one transaction."""
    wanted, key = variables["input"], uuid4()
    account = await pool.fetchval("SELECT id FROM account WHERE slug = 'bench-0'")
    async with pool.acquire() as connection, connection.transaction():
        reference = f"PI-2026-{await connection.fetchval(COUNTED):06d}"
        await connection.execute("SELECT bench_insert($1, $2, $3, $4, $5)", key, account, reference, wanted["name"], wanted["numbers"])
        numbers = await connection.fetch(NUMBERS, [key], 20)
    row = {"id": key, "reference": reference, "status": "DRAFT", "created_at": datetime.now(UTC), "carrier": None}
    return {"portingRequestCreate": {"__typename": "PortingRequest"} | request(row, numbers)}


def request(row: Row, numbers: Iterable[Row]) -> dict[str, Any]:
    return {
        "id": edge_id("preq", row["id"]),
        "reference": row["reference"],
        "status": row["status"],
        "createdAt": moment(row["created_at"]),
        "losingCarrierName": row["carrier"],
        "numbers": {"edges": [{"node": number(each)} for each in numbers]},
    }


def number(row: Row) -> Row:
    return {"id": edge_id("pnum", row["id"]), "e164": row["e164"], "status": row["status"], "focAt": moment(row["foc_at"])}


def entry(row: Row) -> Row:
    return {
        "id": edge_id("jrnl", row["id"]),
        "at": moment(row["at"]),
        "event": row["event"].upper().replace(".", "_"),
        "actor": {"role": row["actor_role"]},
        "reason": row["reason"],
        "subjectId": edge_id(PREFIXES[row["subject_kind"]], row["subject_id"]),
    }


def number_of_list(row: Row) -> Row:
    return {
        "id": edge_id("pnum", row["id"]),
        "e164": row["e164"],
        "numberType": row["number_type"],
        "status": row["status"],
        "statusReason": row["status_reason"],
        "version": row["version"],
        "waitingOn": row["waiting_on"],
        "focAt": moment(row["foc_at"]),
        "attemptNo": row["attempt_no"],
        "updatedAt": moment(row["updated_at"]),
        "accountId": edge_id("acct", row["account_id"]),
        "accountName": row["account"],
        "losingCarrierName": row["carrier"],
        "losingCarrierTimeZone": row["time_zone"],
        "requestId": edge_id("preq", row["request_id"]),
        "requestReference": row["reference"],
    }


ANSWERS: Final = {documents.NESTED: nested, documents.DETAIL: detail, documents.PLAIN: plain, documents.CREATE: create}


def app() -> Any:
    return serving.app(ANSWERS)
