"""What the simulated carrier remembers, and what it looks at: the orders handed to it and their magic values."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

from portico.domain.statuses import GatewayKind
from portico.storage import rows, sql
from portico.storage.database import Connection
from portico.storage.models import Carrier, PortingNumber, PortingRequest, SandboxTask

Row = dict[str, Any]
AT_ONCE = 100
OF_SANDBOX = f"r.network_carrier_id IN (SELECT c.id FROM carrier c WHERE c.gateway = '{GatewayKind.SANDBOX}')"


async def order(conn: Connection, request_id: UUID) -> Row | None:
    """A request handed to the sandbox, with the losing carrier's country and zone under `l_`."""
    statement = """SELECT r.*, l.country AS l_country, l.time_zone AS l_time_zone, l.gateway AS l_gateway
        FROM porting_request r LEFT JOIN carrier l ON l.id = r.losing_carrier_id WHERE r.id = $1"""
    found = [
        rows.decode(PortingRequest, raw) | {f"l_{name}": value for name, value in rows.decode(Carrier, raw, prefix="l_").items()}
        for raw in await conn.fetch(statement, request_id)
    ]
    return found[0] if found else None


async def remember(conn: Connection, tasks: Sequence[Row]) -> None:
    """Keeps what is going to be said; the same submission again changes nothing."""
    await sql.insert(conn, SandboxTask, tasks, ignore_conflicts=True)


async def due(conn: Connection, now: datetime) -> list[Row]:
    """What is to be said now, oldest first."""
    statement = "SELECT * FROM sandbox_task WHERE done_at IS NULL AND due_at <= $1 ORDER BY due_at, id LIMIT $2"
    return rows.decode_all(SandboxTask, await conn.fetch(statement, now, AT_ONCE))


async def done(conn: Connection, task_id: UUID, outcome: str, now: datetime) -> None:
    await sql.update_rows(conn, SandboxTask, {task_id: {"done_at": now, "outcome": outcome[:2000]}}, now)


async def requests_for_the_desk(conn: Connection, statuses: Iterable[str], before: datetime) -> list[Row]:
    """Sandbox requests in these statuses that nobody has touched since `before`."""
    statement = f"""SELECT r.* FROM porting_request r WHERE {OF_SANDBOX} AND r.updated_at <= $2
        AND r.status {sql.any_of(conn.dialect, 1, "text")} ORDER BY r.updated_at LIMIT {AT_ONCE}"""
    return rows.decode_all(PortingRequest, await conn.fetch(statement, [str(status) for status in statuses], before))


async def numbers_for_the_desk(conn: Connection, status: str, *, reviewed: bool | None, before: datetime) -> list[UUID]:
    """Numbers of accepted sandbox requests in this status that nobody has touched since `before`."""
    review = {None: "", True: "AND n.review_started_at IS NOT NULL", False: "AND n.review_started_at IS NULL"}[reviewed]
    statement = f"""SELECT n.id FROM porting_number n JOIN porting_request r ON r.id = n.request_id
        WHERE {OF_SANDBOX} AND r.flow = 'STANDARD' AND r.status = 'IN_PROGRESS' AND n.status = $1 AND n.updated_at <= $2 {review}
        ORDER BY n.updated_at, n.id LIMIT 500"""
    return [row["id"] for row in rows.decode_all(PortingNumber, await conn.fetch(statement, status, before))]


async def documents_for_the_desk(conn: Connection, before: datetime) -> list[UUID]:
    """Papers of sandbox requests that wait for review."""
    statement = f"""SELECT d.id FROM document d JOIN porting_request r ON r.id = d.request_id
        WHERE {OF_SANDBOX} AND r.status NOT IN ('DRAFT') AND d.status = 'UPLOADED' AND d.created_at <= $1
        ORDER BY d.created_at LIMIT {AT_ONCE}"""
    return [row["id"] for row in rows.decode_all(PortingNumber, await conn.fetch(statement, before))]
