"""Rows of second factors."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from portico.domain.people.second_factors import FactorColumns
from portico.storage.row_types.stamped import StampedRow


class SecondFactorRow(StampedRow, FactorColumns, total=False):
    secret_sealed: str
    last_step: int
    reset_reason: str | None
    reset_asked_by_name: str | None
    reset_confirmed_at: datetime | None
    user_id: UUID


class RecoveryCodeRow(StampedRow, total=False):
    code_mac: str
    used_at: datetime | None
    user_id: UUID


class InstallationDemandsRow(StampedRow, total=False):
    staff_second_factor: bool
