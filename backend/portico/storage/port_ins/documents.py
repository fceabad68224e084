"""The documents of porting requests; and what of a porting request may still be edited, as facts for `domain.editing`.

(Their review is a lifecycle: see `storage.document_reviews`.)
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import cast
from uuid import UUID

from portico.domain.actors import Actor
from portico.domain.port_ins import corrections
from portico.domain.port_ins.documents import rejections
from portico.domain.port_ins.editing import EditingView
from portico.domain.reasons import RaisedReason
from portico.domain.statuses import DocumentKind
from portico.storage.engine import rows, sql
from portico.storage.engine.database import Connection
from portico.storage.engine.rows import Row
from portico.storage.engine.scope import Params, visible
from portico.storage.models import Document, PortingNumber, PortingRequest
from portico.storage.row_types.documents import DocumentRow
from portico.storage.row_types.port_ins import PortingNumberRow


@dataclass(frozen=True, slots=True)
class Dossier:
    """A porting request as somebody who adds papers or edits it finds it."""

    request_id: UUID
    account_id: UUID
    editing: EditingView
    document_count: int


@dataclass(frozen=True, slots=True)
class RequestStanding:
    """What editing looks at of one request, and the reasons its numbers are held up by (the same one from many numbers)."""

    editing: EditingView
    reasons: tuple[RaisedReason, ...]
    document_count: int


async def list_documents(conn: Connection, actor: Actor, request_ids: Iterable[UUID]) -> dict[UUID | None, list[DocumentRow]]:
    """The documents of these porting requests that the actor may see, oldest first."""
    params = Params()
    wanted = params.any_of(conn.dialect, request_ids, "uuid")
    condition = visible(actor, "document", "d", params)
    statement = f"SELECT d.* FROM document d WHERE d.request_id {wanted} AND {condition} ORDER BY d.created_at, d.id"
    found: dict[UUID | None, list[DocumentRow]] = {}
    for row in rows.decode_all(Document, await conn.fetch(statement, *params.values)):
        found.setdefault(row["request_id"], []).append(row)
    return found


async def dossier(conn: Connection, actor: Actor, request_id: UUID) -> Dossier | None:
    """What may be edited of a porting request, where the actor may see it."""
    params = Params()
    wanted = params.add(request_id)
    condition = visible(actor, "porting_request", "r", params)
    statement = f"SELECT r.id, r.account_id, r.status, r.flow FROM porting_request r WHERE r.id = {wanted} AND {condition}"
    found = rows.decode_all(PortingRequest, await conn.fetch(statement, *params.values))
    if not found:
        return None
    (standing,) = (await standings(conn, found)).values()
    return Dossier(request_id, found[0]["account_id"], standing.editing, standing.document_count)


async def standings(conn: Connection, requests: Iterable[Row]) -> dict[UUID, RequestStanding]:
    """Where these requests (id, status, flow) stand as far as editing goes: two statements, however many they are."""
    wanted = {row["id"]: row for row in requests}
    of_these = f"WHERE request_id {sql.any_of(conn.dialect, 1, 'uuid')}"
    numbers, papers = _NUMBERS + of_these, _PAPERS + of_these
    by_request: dict[UUID, list[PortingNumberRow]] = {}
    for number in rows.decode_all(PortingNumber, await conn.fetch(numbers, list(wanted))):
        by_request.setdefault(number["request_id"], []).append(number)
    papers_of = _grouped(rows.joined(Document, await conn.fetch(papers, list(wanted)), {"r_": PortingRequest}))
    return {key: _standing(row, by_request.get(key, []), papers_of.get(key, [])) for key, row in wanted.items()}


async def editing_of(conn: Connection, request_ids: Iterable[UUID]) -> dict[UUID, EditingView]:
    """Where these requests stand as far as editing goes, whoever asks."""
    statement = f"SELECT id, status, flow FROM porting_request WHERE id {sql.any_of(conn.dialect, 1, 'uuid')}"
    found = rows.decode_all(PortingRequest, await conn.fetch(statement, list(request_ids)))
    return {key: standing.editing for key, standing in (await standings(conn, found)).items()}


def _standing(request: Row, numbers: list[PortingNumberRow], papers: list[Row]) -> RequestStanding:
    awaiting = [number for number in numbers if corrections.awaits(number["status"], number["resume_status"])]
    reasons = tuple(reason for number in awaiting for reason in number["status_reasons"])
    judged = [rejections.judged_paper(cast("DocumentRow", paper)) for paper in papers]
    editing = EditingView(
        request_status=request["status"],
        flow=request["flow"],
        number_statuses=frozenset(number["status"] for number in numbers),
        rejected_document_kinds=rejections.kinds_to_replace(judged),
        named_fields=rejections.fields_to_correct(judged, rejections.moments(papers[0]["r_fields_changed_at"])) if papers else frozenset(),
        opened_fields=frozenset(name for reason in reasons for name in reason.get("fields", ())),
        opened_documents=frozenset(DocumentKind(kind) for reason in reasons for kind in reason.get("documents", ())),
    )
    return RequestStanding(editing, reasons, len(papers))


def _grouped(found: Iterable[Row]) -> dict[UUID, list[Row]]:
    groups: dict[UUID, list[Row]] = {}
    for row in found:
        groups.setdefault(row["request_id"], []).append(row)
    return groups


_NUMBERS = "SELECT DISTINCT request_id, status, resume_status, status_reasons FROM porting_number "
_PAPERS = """SELECT d.request_id, d.kind, d.status, d.created_at, d.updated_at, d.named_fields, r.fields_changed_at AS r_fields_changed_at
    FROM document d JOIN porting_request r ON r.id = d.request_id """
