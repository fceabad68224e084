"""What a port-in needs of its customer as it stands now: papers, corrections, a configuration; once it ended, what a new one takes over."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from typing import Any, cast
from uuid import UUID

from portico.domain.port_ins.documents.rejections import JudgedPaper, fields_to_correct, judged_paper, kinds_to_replace, moments
from portico.domain.port_ins.replacing import REPLACEABLE, EndedRequest, carried_over
from portico.domain.port_ins.requirements.requirements import Requirement, documents_satisfied
from portico.domain.statuses import DocumentStatus, Flow, PortingNumberStatus, WaitingOn
from portico.domain.statuses import PortingRequestStatus as Status
from portico.storage.engine import rows, sql
from portico.storage.engine.database import Connection
from portico.storage.models import Document, PortingNumber, PortingRequest
from portico.storage.row_types.port_ins import PortingNumberRow, PortingRequestRow


async def awaited(conn: Connection, request: PortingRequestRow, requirement: Requirement | None) -> dict[str, Any]:
    """Of a STANDARD request on its way: `to_correct` numbers that wait for the customer, or else what its papers lack.

    `papers` are kinds to send anew, `named_fields` what was named with them; `papers_open` says that nothing is ordered without them.
    Of a Dutch request that is ready, whether a number is `unconfigured`, and which where not every one is; of one that ended without
    a port, how many numbers come along where it is made `anew`, and how many are `left_out`.
    """
    if request["status"] in REPLACEABLE:
        return await _anew(conn, request)
    if request["status"] is Status.READY_TO_BE_PORTED:
        return await _unconfigured(conn, request["id"])
    if request["flow"] is not Flow.STANDARD or request["status"] not in {Status.REQUESTED, Status.IN_PROGRESS}:
        return {}
    if request["waiting_on"] is WaitingOn.CUSTOMER and (waiting := await _waiting(conn, request["id"])):
        return {"to_correct": waiting}
    papers = await _papers(conn, request["id"])
    accepted = frozenset(paper.kind for paper in papers if paper.status is DocumentStatus.ACCEPTED)
    lacking = requirement is not None and not documents_satisfied(requirement, accepted)
    wanted = _wanted(papers, request["fields_changed_at"]) if request["waiting_on"] is WaitingOn.CUSTOMER else {}
    return {**wanted, "papers_open": True} if wanted or lacking else {}


def _wanted(papers: Iterable[JudgedPaper], changed_at: Mapping[str, str]) -> dict[str, list[str]]:
    papers = list(papers)
    named = sorted(fields_to_correct(papers, moments(changed_at)))
    found = {"papers": sorted(map(str, kinds_to_replace(papers))), "named_fields": named}
    return {name: what for name, what in found.items() if what}


async def _waiting(conn: Connection, request_id: UUID) -> int:
    statement = "SELECT COUNT(*) AS n FROM porting_number WHERE request_id = $1 AND waiting_on = $2"
    (row,) = await conn.fetch(statement, request_id, str(WaitingOn.CUSTOMER))
    return int(row["n"])


async def _anew(conn: Connection, request: PortingRequestRow) -> dict[str, int]:
    left = (await left_out_counts(conn, [request["id"]])).get(request["id"], 0)
    return {"anew": request["number_count"] - left, "left_out": left}


async def left_out_counts(conn: Connection, request_ids: Iterable[UUID]) -> dict[UUID, int]:
    """Per request that leaves some out where it is made anew, how many: only what is not portable can stay behind."""
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


async def _unconfigured(conn: Connection, request_id: UUID) -> dict[str, Any]:
    statement = """SELECT n.e164,
        CASE WHEN COALESCE(n.configuration_profile_id, r.configuration_profile_id) IS NULL THEN 1 ELSE 0 END AS lacks
        FROM porting_number n JOIN porting_request r ON r.id = n.request_id WHERE n.request_id = $1 ORDER BY n.e164"""
    numbers = await conn.fetch(statement, request_id)
    lacking = [str(number["e164"]) for number in numbers if number["lacks"]]
    if not lacking:
        return {}
    return {"unconfigured": True} | ({"without_configuration": lacking} if len(lacking) < len(numbers) else {})


async def _papers(conn: Connection, request_id: UUID) -> list[JudgedPaper]:
    statement = "SELECT kind, status, created_at, updated_at, named_fields FROM document WHERE request_id = $1 ORDER BY created_at, id"
    return list(map(judged_paper, rows.decode_all(Document, await conn.fetch(statement, request_id))))
