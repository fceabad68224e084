"""What the simulated carrier remembers, and what it and its desk look at: the orders handed to it and their magic values."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final
from uuid import UUID

from portico.domain.statuses import REQUEST_LIVE, Flow, GatewayKind, PortingNumberStatus, PortingRequestStatus
from portico.storage.engine import rows, sql
from portico.storage.engine.database import Connection
from portico.storage.engine.rows import Row
from portico.storage.models import Carrier, Document, PortingAttempt, PortingNumber, PortingRequest, SandboxTask
from portico.storage.row_types.desk import SandboxTaskRow
from portico.storage.row_types.port_ins import PortingAttemptRow, PortingNumberRow

AT_ONCE: Final = 100
OF_SANDBOX: Final = f"r.network_carrier_id IN (SELECT c.id FROM carrier c WHERE c.gateway = '{GatewayKind.SANDBOX}')"
CARRIER: Final = ("name", "country", "region", "time_zone", "gateway", "completes_by_itself")
LIVE: Final = sql.listed(REQUEST_LIVE)


async def order(conn: Connection, request_id: UUID) -> Row | None:
    """A request handed to the sandbox, with its losing carrier under `l_` and its network carrier under `n_`."""
    parts = ", ".join(f"{p}.{name} AS {p}_{name}" for p in "ln" for name in CARRIER)
    statement = f"""SELECT r.*, {parts} FROM porting_request r LEFT JOIN carrier l ON l.id = r.losing_carrier_id
        LEFT JOIN carrier n ON n.id = r.network_carrier_id WHERE r.id = $1"""
    found = await conn.fetch(statement, request_id)
    if not found:
        return None
    carriers = {f"{p}_{name}": value for p in "ln" for name, value in rows.decode(Carrier, found[0], prefix=f"{p}_").items()}
    return {**rows.decode(PortingRequest, found[0]), **carriers}


# A submission.


async def submitted(conn: Connection, delivery_id: UUID, number_ids: Sequence[UUID]) -> list[PortingNumberRow]:
    """Those of the numbers this delivery submits that were not submitted anew since: id, e164, attempt_no (0 in NL)."""
    statement = f"""SELECT n.id, n.e164, n.attempt_no FROM porting_number n JOIN delivery d ON d.id = $2
        WHERE n.id {sql.any_of(conn.dialect, 1, "uuid")} AND NOT EXISTS (SELECT 1 FROM journal_entry j
            WHERE j.subject_id = n.id AND j.verb = 'resubmit' AND j.order_sequence > d.order_sequence) ORDER BY n.e164"""
    return rows.decode_all(PortingNumber, await conn.fetch(statement, list(number_ids), delivery_id))


async def attempts(conn: Connection, request_id: UUID) -> list[PortingAttemptRow]:
    """Every attempt of the request, oldest first."""
    statement = "SELECT id, no, created_at, snapshot FROM porting_attempt WHERE request_id = $1 ORDER BY no"
    return rows.decode_all(PortingAttempt, await conn.fetch(statement, request_id))


async def sent_between(conn: Connection, number_ids: Sequence[UUID], first: int, last: int) -> set[UUID]:
    """Which of the numbers were in an attempt from `first` on and before `last`."""
    statement = f"""SELECT DISTINCT p.number_id AS id FROM porting_attempt_number p JOIN porting_attempt a ON a.id = p.attempt_id
        WHERE p.number_id {sql.any_of(conn.dialect, 1, "uuid")} AND a.no >= $2 AND a.no < $3"""
    return {row["id"] for row in rows.decode_all(PortingNumber, await conn.fetch(statement, list(number_ids), first, last))}


async def papers_since(conn: Connection, request_id: UUID, since: datetime) -> set[str]:
    """The kinds of document that came in after this instant."""
    statement = "SELECT DISTINCT kind FROM document WHERE request_id = $1 AND created_at > $2"
    return {str(row["kind"]) for row in rows.decode_all(Document, await conn.fetch(statement, request_id, since))}


# What it will say.


async def remember(conn: Connection, tasks: Sequence[SandboxTaskRow]) -> None:
    """Keeps what is going to be said to one submission; what was kept for it before (then its first task is there) stays as it is."""
    if tasks and not await conn.fetch("SELECT id FROM sandbox_task WHERE unique_key = $1", tasks[0]["unique_key"]):
        await sql.insert(conn, SandboxTask, tasks, ignore_conflicts=True)


async def due(conn: Connection, now: datetime) -> list[UUID]:
    """What is to be said now, oldest first."""
    statement = f"SELECT id FROM sandbox_task WHERE done_at IS NULL AND due_at <= $1 ORDER BY due_at, id LIMIT {AT_ONCE}"
    return [row["id"] for row in rows.decode_all(SandboxTask, await conn.fetch(statement, now))]


async def take(conn: Connection, task_id: UUID, now: datetime) -> SandboxTaskRow | None:
    """The task, which is nobody else's until the unit ends; None when somebody else has said it meanwhile."""
    statement = f"SELECT * FROM sandbox_task WHERE id = $1 AND done_at IS NULL AND due_at <= $2 {sql.for_update(conn.dialect)}"
    found = rows.decode_all(SandboxTask, await conn.fetch(statement, task_id, now))
    return found[0] if found else None


async def states(conn: Connection, number_ids: Sequence[UUID]) -> dict[UUID, PortingNumberRow]:
    """Where these numbers stand: status and attempt_no. Under the lock of their order they stay there."""
    statement = f"SELECT id, status, attempt_no FROM porting_number WHERE id {sql.any_of(conn.dialect, 1, 'uuid')}"
    return {row["id"]: row for row in rows.decode_all(PortingNumber, await conn.fetch(statement, list(number_ids)))}


async def done(conn: Connection, task_id: UUID, outcome: str, now: datetime) -> None:
    await sql.update_rows(conn, SandboxTask, {task_id: {"done_at": now, "outcome": outcome[:2000]}}, now)


async def postpone(conn: Connection, task_id: UUID, due_at: datetime, now: datetime, targets: Mapping[str, Any] | None = None) -> None:
    """It is said later; with `targets` only to those."""
    changes = {"due_at": due_at} | ({"targets": targets} if targets is not None else {})
    await sql.update_rows(conn, SandboxTask, {task_id: changes}, now)


# What a clerk would see.


@dataclass(frozen=True, slots=True)
class DeskPaper:
    """Something on the desk: its id, the request it belongs to, and what of it decides."""

    id: UUID
    request_id: UUID
    numbers: tuple[str, ...] = ()
    codes: frozenset[str] = frozenset()


async def requests_to_accept(conn: Connection, before: datetime, but_not: Collection[UUID]) -> list[DeskPaper]:
    return await _requests(conn, f"r.status = '{PortingRequestStatus.REQUESTED}'", before, but_not)


async def requests_to_cancel(conn: Connection, before: datetime, but_not: Collection[UUID]) -> list[DeskPaper]:
    """Dutch requests whose cancellation is asked for, with their numbers."""
    asked = f"r.flow = '{Flow.NL}' AND r.status IN ({LIVE}) AND r.cancellation_asked_at IS NOT NULL"
    found = await _requests(conn, asked, before, but_not)
    statement = f"SELECT request_id, e164 FROM porting_number WHERE request_id {sql.any_of(conn.dialect, 1, 'uuid')}"
    numbers: dict[UUID, tuple[str, ...]] = {}
    for row in rows.decode_all(PortingNumber, await conn.fetch(statement, [paper.id for paper in found])):
        numbers[row["request_id"]] = (*numbers.get(row["request_id"], ()), row["e164"])
    return [DeskPaper(paper.id, paper.id, numbers.get(paper.id, ())) for paper in found]


async def _requests(conn: Connection, condition: str, before: datetime, but_not: Collection[UUID]) -> list[DeskPaper]:
    """Sandbox requests that nobody has touched since `before`, the longest waiting first."""
    statement = f"""SELECT r.id FROM porting_request r WHERE {OF_SANDBOX} AND {condition} AND r.updated_at <= $1
        AND NOT (r.id {sql.any_of(conn.dialect, 2, "uuid")}) ORDER BY r.updated_at, r.id LIMIT {AT_ONCE}"""
    return [DeskPaper(row["id"], row["id"]) for row in rows.decode_all(PortingRequest, await conn.fetch(statement, before, list(but_not)))]


async def documents_to_accept(conn: Connection, before: datetime, but_not: Collection[UUID]) -> list[DeskPaper]:
    """Papers of live sandbox requests that wait for review."""
    statement = f"""SELECT d.id, d.request_id FROM document d JOIN porting_request r ON r.id = d.request_id
        WHERE {OF_SANDBOX} AND r.status IN ({LIVE}) AND d.status = 'UPLOADED' AND d.created_at <= $1 AND r.updated_at <= $1
        AND NOT (d.id {sql.any_of(conn.dialect, 2, "uuid")}) ORDER BY d.created_at, d.id LIMIT {AT_ONCE}"""
    found: list[Row] = rows.decode_all(Document, await conn.fetch(statement, before, list(but_not)))
    return [DeskPaper(row["id"], row["request_id"]) for row in found]


async def numbers_to_move(
    conn: Connection, status: PortingNumberStatus, before: datetime, but_not: Collection[UUID], *, reviewed: bool | None = None
) -> list[DeskPaper]:
    """Numbers of accepted sandbox requests in this status (or back in it, their cancellation rejected), untouched since `before`."""
    review = {None: "", True: "AND n.review_started_at IS NOT NULL", False: "AND n.review_started_at IS NULL"}[reviewed]
    statement = f"""SELECT n.id, n.request_id, n.e164, n.status_reasons FROM porting_number n JOIN porting_request r ON r.id = n.request_id
        WHERE {OF_SANDBOX} AND r.flow = '{Flow.STANDARD}' AND r.status = '{PortingRequestStatus.IN_PROGRESS}' AND n.updated_at <= $2
        AND (n.status = $1 OR n.status = '{PortingNumberStatus.CANCELLATION_REJECTED}' AND n.resume_status = $1) {review}
        AND NOT (n.id {sql.any_of(conn.dialect, 3, "uuid")}) ORDER BY n.updated_at, n.id LIMIT 500"""
    found = rows.decode_all(PortingNumber, await conn.fetch(statement, status, before, list(but_not)))
    return [DeskPaper(row["id"], row["request_id"], (row["e164"],), _codes(row["status_reasons"])) for row in found]


def _codes(reasons: Iterable[Mapping[str, Any]]) -> frozenset[str]:
    return frozenset(str(reason["code"]) for reason in reasons)
