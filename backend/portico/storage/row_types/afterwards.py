"""Rows of what comes after a port."""

from __future__ import annotations

from datetime import datetime
from typing import Any
from uuid import UUID

from portico.domain.statuses import InternalMoveStatus, SnapbackDirection, SnapbackStatus, WaitingOn
from portico.storage.row_types.stamped import StampedRow


class SnapbackRow(StampedRow, total=False):
    reference: str
    direction: SnapbackDirection
    status: SnapbackStatus
    status_reason: str | None
    status_reason_said: Any
    version: int
    sequence: int
    waiting_on: WaitingOn
    e164: str
    ported_at: datetime
    asked_because: str
    asked_by: UUID | None
    asked_by_role: str
    sent_at: datetime | None
    ended_at: datetime | None
    account_id: UUID
    phone_number_id: UUID
    porting_number_id: UUID | None
    port_out_request_id: UUID | None
    carrier_id: UUID


class SnapbackOfPort(SnapbackRow, total=False):
    """With the porting request of its number, where it was ported in."""

    r_id: UUID | None


class InternalMoveRow(StampedRow, total=False):
    reference: str
    status: InternalMoveStatus
    status_reason: str | None
    status_reason_said: Any
    version: int
    sequence: int
    waiting_on: WaitingOn
    number_count: int
    code_handle: str
    code_sealed: str | None
    expires_at: datetime
    offered_by: UUID | None
    redeemed_by: UUID | None
    redeemed_at: datetime | None
    ended_at: datetime | None
    account_id: UUID
    to_account_id: UUID | None


class InternalMoveNumberRow(StampedRow, total=False):
    e164: str
    internal_move_id: UUID
    phone_number_id: UUID
