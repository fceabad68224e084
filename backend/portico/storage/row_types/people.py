"""Rows of how people come in."""

from __future__ import annotations

from datetime import datetime
from typing import Any
from uuid import UUID

from portico.domain.people.links import LinkColumns, Purpose
from portico.domain.people.users import SignInOutcome
from portico.storage.row_types.stamped import StampedRow


class SingleUseLinkRow(StampedRow, LinkColumns, total=False):
    purpose: Purpose
    made_for: Any
    sent_to: str
    secret_hash: str
    made_by: UUID | None
    account_id: UUID | None
    user_id: UUID | None


class SignInRow(StampedRow, total=False):
    at: datetime
    outcome: SignInOutcome
    network: str | None
    user_agent: str | None
    new_place: bool
    user_id: UUID
