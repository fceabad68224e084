"""Rows of the journal, and what makes commands repeatable."""

from __future__ import annotations

from datetime import datetime
from typing import Any, TypedDict
from uuid import UUID


class JournalEntryRow(TypedDict, total=False):
    position: int
    id: UUID
    subject_kind: str
    subject_id: UUID
    subject_version: int
    order_kind: str
    order_id: UUID
    order_sequence: int
    account_id: UUID | None
    move_id: UUID
    verb: str
    event: str
    actor_role: str
    actor_kind: str
    actor_id: UUID | None
    actor_name: str
    on_behalf: bool
    internal: bool
    told: bool
    from_status: str | None
    to_status: str | None
    reason: str
    reason_code: str | None
    reason_params: Any
    data: Any
    at: datetime
    relayed_at: datetime | None


class LockedOrder(TypedDict):
    """An order whose row the unit holds: how far its sequence has come, and whose it is."""

    id: UUID
    sequence: int
    account_id: UUID


class IdempotencyKeyRow(TypedDict, total=False):
    id: str
    input_hash: str
    outcome: Any
    created_at: datetime


class ReferenceCounterRow(TypedDict, total=False):
    id: str
    value: int


class DatabaseFactRow(TypedDict, total=False):
    id: str
    value: str
