"""Rows of port-outs, their orders and what those cost."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any
from uuid import UUID

from portico.domain.statuses import NumberType, OnDeadline, PortOutOrderStatus, PortOutRequestStatus, WaitingOn
from portico.storage.row_types.stamped import StampedRow


class PortOutRequestRow(StampedRow, total=False):
    reference: str
    carrier_reference: str
    carrier_version: int
    part: int
    country: str
    status: PortOutRequestStatus
    status_reason: str | None
    status_reason_said: Any
    version: int
    sequence: int
    number_count: int
    waiting_on: WaitingOn
    end_user: str | None
    authorised_name: str | None
    account_number: str | None
    service_street: str | None
    service_city: str | None
    service_region: str | None
    service_postal_code: str | None
    pin_checked: bool
    requested_date: date | None
    expires_at: datetime
    on_deadline: OnDeadline
    policy_set_by: UUID | None
    policy_set_at: datetime | None
    two_person: bool
    reject_code: str | None
    reject_comment: str | None
    viewed_at: datetime | None
    approved_at: datetime | None
    approved_by: UUID | None
    approved_digest: str | None
    first_approved_at: datetime | None
    first_approved_by: UUID | None
    first_approved_digest: str | None
    received_by: UUID | None
    received_by_role: str
    amended_by: list[str] | None
    release_at: datetime | None
    stalled_alerted_at: datetime | None
    ended_at: datetime | None
    account_id: UUID
    gaining_carrier_id: UUID
    parent_id: UUID | None


class PortOutNumberRow(StampedRow, total=False):
    e164: str
    phone_number_id: UUID
    port_out_request_id: UUID


class PortOutOrderRow(StampedRow, total=False):
    status: PortOutOrderStatus
    version: int
    fee_minor: int
    currency: str
    approved_by: UUID | None
    fee_rows: list[str] | None
    fee_shares: Any
    billed_at: datetime | None
    ended_at: datetime | None
    account_id: UUID
    port_out_request_id: UUID


class FeeScheduleRow(StampedRow, total=False):
    country: str
    number_type: NumberType | None
    currency: str
    amount_minor: int
    per: str
    valid_from: date
    valid_until: date | None
    billed_at: datetime | None
    version: int


class ChargeRow(StampedRow, total=False):
    kind: str
    amount_minor: int
    currency: str
    unique_key: str
    data: Any
    account_id: UUID
    port_out_request_id: UUID | None
