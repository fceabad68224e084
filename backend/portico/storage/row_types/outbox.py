"""Rows of what is owed to the world outside."""

from __future__ import annotations

from datetime import datetime
from typing import Any
from uuid import UUID

from portico.storage.row_types.stamped import StampedRow


class DeliveryRow(StampedRow, total=False):
    kind: str
    destination: str
    unique_key: str
    move_id: UUID
    order_kind: str
    order_id: UUID
    order_sequence: int
    event: str
    payload: Any
    status: str
    attempt_count: int
    next_attempt_at: datetime
    claimed_until: datetime | None
    claimed_by: str | None
    delivered_at: datetime | None
    last_error: str | None
    last_error_said: Any
    account_id: UUID | None
    endpoint_id: UUID | None


class DeliveryAttemptRow(StampedRow, total=False):
    no: int
    ok: bool
    status_code: int | None
    error: str | None
    error_said: Any
    duration_ms: int
    exchange: Any
    delivery_id: UUID
