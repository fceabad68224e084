"""How many numbers of ended requests stay behind where the request is made anew."""

from __future__ import annotations

from collections.abc import Iterable
from uuid import UUID

from portico.domain.port_ins.replacing import carried_over
from portico.domain.statuses import PortingNumberStatus
from portico.storage.engine import rows, sql
from portico.storage.engine.database import Connection
from portico.storage.engine.rows import Row
from portico.storage.models import PortingNumber, PortingRequest


async def left_out_counts(conn: Connection, request_ids: Iterable[UUID]) -> dict[UUID, int]:
    """Per request that leaves some out, how many: only what is not portable can stay behind."""
    statement = f"""SELECT n.request_id, n.status, n.status_reason, n.status_reasons, r.status_reason AS r_status_reason
        FROM porting_number n JOIN porting_request r ON r.id = n.request_id
        WHERE n.request_id {sql.any_of(conn.dialect, 1, "uuid")} AND n.status = '{PortingNumberStatus.NOT_PORTABLE}'"""
    numbers: dict[UUID, list[Row]] = {}
    for row in rows.joined(PortingNumber, await conn.fetch(statement, list(request_ids)), {"r_": PortingRequest}):
        numbers.setdefault(row["request_id"], []).append(row)
    return {key: len(of) - len(carried_over({"status_reason": of[0]["r_status_reason"]}, of)) for key, of in numbers.items()}
