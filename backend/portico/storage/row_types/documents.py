"""Rows of papers that prove an order."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any
from uuid import UUID

from portico.domain.statuses import DocumentKind, DocumentStatus
from portico.storage.row_types.stamped import StampedRow


class DocumentRow(StampedRow, total=False):
    from_carrier: bool
    kind: DocumentKind
    file_name: str
    media_type: str
    size: int
    sha256: str
    storage_key: str
    issue_date: date | None
    signer: str | None
    signed_at: date | None
    status: DocumentStatus
    status_reason: str | None
    status_reason_said: Any
    named_fields: list[str] | None
    version: int
    uploaded_by: UUID | None
    deleted_at: datetime | None
    account_id: UUID
    port_out_request_id: UUID | None
    request_id: UUID | None
