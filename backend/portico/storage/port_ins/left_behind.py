"""How many numbers of ended requests stay behind where the request is made anew."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from typing import cast
from uuid import UUID

from portico.domain.port_ins.replacing import EndedRequest, carried_over
from portico.domain.statuses import PortingNumberStatus
from portico.storage.engine import rows, sql
from portico.storage.engine.database import Connection
from portico.storage.models import PortingNumber, PortingRequest
from portico.storage.row_types.port_ins import PortingNumberRow


async def left_out_counts(conn: Connection, request_ids: Iterable[UUID]) -> dict[UUID, int]:
    """Per request that leaves some out, how many: only what is not portable can stay behind."""
    statement = f"""SELECT n.request_id, n.status, n.status_reason, n.status_reason_code, n.status_reasons,
            r.status_reason AS r_status_reason, r.status_reason_code AS r_status_reason_code, COUNT(*) AS alike
        FROM porting_number n JOIN porting_request r ON r.id = n.request_id
        WHERE n.request_id {sql.any_of(conn.dialect, 1, "uuid")} AND n.status = '{PortingNumberStatus.NOT_PORTABLE}'
        GROUP BY n.request_id, n.status, n.status_reason, n.status_reason_code, n.status_reasons, r.status_reason, r.status_reason_code"""
    raw = await conn.fetch(statement, list(request_ids))
    found: Counter[UUID] = Counter()
    for row, counted in zip(rows.joined(PortingNumber, raw, {"r_": PortingRequest}), raw, strict=True):
        request: EndedRequest = {"status_reason": row["r_status_reason"], "status_reason_code": row["r_status_reason_code"]}
        if not carried_over(request, [cast("PortingNumberRow", row)]):
            found[row["request_id"]] += int(counted["alike"])
    return dict(found)
