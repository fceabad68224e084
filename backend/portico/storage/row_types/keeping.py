"""Rows of what is kept and for how long."""

from __future__ import annotations

from datetime import date, datetime
from uuid import UUID

from portico.domain.desk.retention import RetentionKind
from portico.storage.row_types.stamped import StampedRow


class AccountExportRow(StampedRow, total=False):
    token_hash: str
    expires_at: datetime
    used_at: datetime | None
    account_id: UUID
    user_id: UUID


class LegalHoldRow(StampedRow, total=False):
    reason: str
    set_by: UUID | None
    set_by_name: str
    account_id: UUID
    request_id: UUID | None
    port_out_request_id: UUID | None


class EvidencePackRow(StampedRow, total=False):
    order_kind: str
    order_id: UUID
    reference: str
    storage_key: str
    sha256: str
    size: int
    manifest_sha256: str
    order_sequence: int
    entry_count: int
    trimmed_upto: int
    trimmed_at: datetime | None
    deleted_at: datetime | None
    account_id: UUID


class RetentionPeriodRow(StampedRow, total=False):
    kind: RetentionKind
    document_kind: str
    country: str
    days: int
    version: int


class RetentionNightRow(StampedRow, total=False):
    day: date
    finished_at: datetime | None
    drafts: int
    documents: int
    orders: int
    entries: int
