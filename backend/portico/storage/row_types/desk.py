"""Rows of what a desk adds of its own."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any, TypedDict
from uuid import UUID

from portico.domain.reasons import ReasonDirection
from portico.domain.statuses import NumberType
from portico.domain.words.statuses_catalogue import Language
from portico.storage.row_types.stamped import StampedRow


class CommentRow(StampedRow, total=False):
    internal: bool
    to_carrier: bool
    text: str
    author_id: UUID | None
    author_name: str
    author_role: str
    account_id: UUID
    port_out_request_id: UUID | None
    request_id: UUID | None


class RequirementOverrideRow(StampedRow, total=False):
    country: str
    number_type: NumberType
    changes: Any
    version: int
    changed_by: UUID | None


class BusinessDayOverrideRow(StampedRow, total=False):
    country: str
    day: date
    is_business_day: bool
    note: str | None


class ReasonTextRow(StampedRow, total=False):
    direction: ReasonDirection
    code: str
    language: Language
    text: str | None
    note: str | None
    version: int


class CalendarFeedRow(StampedRow, total=False):
    name: str
    token_hash: str
    last_used_at: datetime | None
    revoked_at: datetime | None
    account_id: UUID | None
    user_id: UUID | None


class SandboxTaskRow(StampedRow, total=False):
    unique_key: str
    due_at: datetime
    subject: str
    verb: str
    targets: Any
    asked: Any
    done_at: datetime | None
    outcome: str | None
    carrier_id: UUID


class FigureRow(TypedDict, total=False):
    position: int
    kind: str
    account_id: UUID
    status: str
    waiting_on: str
    carrier_id: UUID | None
    other_carrier_id: UUID | None
    to_match: bool
    change: int
