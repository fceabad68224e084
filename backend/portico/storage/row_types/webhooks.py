"""Rows of webhook endpoints."""

from __future__ import annotations

from datetime import datetime
from typing import Any
from uuid import UUID

from portico.domain.statuses import WebhookDisabledReason
from portico.storage.row_types.stamped import StampedRow


class WebhookEndpointRow(StampedRow, total=False):
    name: str
    url: str
    events: list[str]
    selection: str | None
    secrets: Any
    creator_kind: str
    creator_id: UUID | None
    creator_name: str
    scopes: list[str]
    disabled_at: datetime | None
    disabled_reason: WebhookDisabledReason | None
    failing_since: datetime | None
    deleted_at: datetime | None
    version: int
    account_id: UUID
