"""The document: uploaded by the customer, judged once by staff; a new file replaces a rejected one. DOMAIN.md §2."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from portico.domain.lifecycle import Lifecycle, Transition, at
from portico.domain.lifecycles.porting_number import REASON_GIVEN, GiveReason
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
            source=at(Status.UPLOADED), target=Status.REJECTED, by=Role.STAFF, asks=GiveReason, needs=(REASON_GIVEN,), changes=_judged,
            sentence="The document cannot be used.",
        ),
    ),
)  # fmt: skip
