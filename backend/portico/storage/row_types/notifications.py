"""Rows of what people want to be written to about."""

from __future__ import annotations

from datetime import date, datetime
from uuid import UUID

from portico.domain.people.notifications import NewsCadence, NewsKind
from portico.storage.row_types.stamped import StampedRow


class UserNotificationRow(StampedRow, total=False):
    kind: NewsKind
    cadence: NewsCadence
    user_id: UUID


class UserDigestRow(StampedRow, total=False):
    day: date
    upto: datetime
    user_id: UUID
