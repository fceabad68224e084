"""Rows of numbers in service here, and claims."""

from __future__ import annotations

from datetime import datetime
from typing import TypedDict
from uuid import UUID

from portico.domain.statuses import NumberSource, NumberType, PhoneNumberStatus
from portico.storage.row_types.stamped import StampedRow


class PhoneNumberRow(StampedRow, total=False):
    e164: str
    country: str
    number_type: NumberType
    source: NumberSource
    status: PhoneNumberStatus
    version: int
    port_out_pin_sealed: str | None
    locked_at: datetime | None
    unlocks_at: datetime | None
    failure_count: int
    activated_at: datetime | None
    ended_at: datetime | None
    account_id: UUID
    configuration_profile_id: UUID | None
    detached_profile_id: UUID | None
    porting_number_id: UUID | None


class NumberClaimRow(TypedDict, total=False):
    id: str
    kind: str
    e164: str
    holder: UUID
    created_at: datetime
