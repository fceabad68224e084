"""The document: uploaded by the customer, judged once by staff; a new file replaces a rejected one. DOMAIN.md §2."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Annotated, Any
from uuid import UUID

from portico.domain.giving_reasons import REASON_GIVEN
from portico.domain.lifecycle import Guard, Lifecycle, Transition, at
from portico.domain.reasons import PORT_IN_FIELDS
from portico.domain.statuses import DocumentStatus as Status
from portico.domain.statuses import Flow, Role


@dataclass(frozen=True, slots=True)
class DocumentView:
    id: UUID
    version: int
    status: Status
    account_id: UUID
    request_id: UUID | None = None
    flow: Flow = Flow.STANDARD


@dataclass(frozen=True, slots=True)
class RejectDocument:
    reason: Annotated[str | None, "What is wrong with it; the customer reads it."] = None
    fields: Annotated[list[str] | None, "Fields of the request to correct as well, e.g. `subscriber.name`; they open for editing."] = None


FIELDS_KNOWN = Guard(
    "UNKNOWN_FIELD",
    "Name fields of the request, such as subscriber.name or subscriber.service_address.street.",
    lambda _document, asked, _actor, _now: asked is None or set(asked.fields or ()) <= PORT_IN_FIELDS,
    path="fields",
)


def _rejected(_document: DocumentView, asked: RejectDocument, _now: datetime) -> dict[str, Any]:
    return {"status_reason": asked.reason, "named_fields": asked.fields or None}


def _judged(_document: DocumentView, asked: Any, _now: datetime) -> dict[str, Any]:
    return {"status_reason": getattr(asked, "reason", None)}


DOCUMENT = Lifecycle(
    subject="document",
    statuses=Status,
    initial=Status.UPLOADED,
    transitions=(
        Transition(
            verb="accept", label="Accept", event="document.accepted",
            source=at(Status.UPLOADED), target=Status.ACCEPTED, by=Role.STAFF, changes=_judged, told=False,
            sentence="The document is in order.",
        ),
        Transition(
            verb="reject", label="Reject", event="document.rejected",
            source=at(Status.UPLOADED), target=Status.REJECTED, by=Role.STAFF, asks=RejectDocument,
            needs=(REASON_GIVEN, FIELDS_KNOWN), changes=_rejected,
            sentence="The document cannot be used.",
        ),
    ),
)  # fmt: skip
