"""Rows of other providers."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from portico.domain.statuses import GatewayKind
from portico.storage.row_types.stamped import StampedRow


class CarrierRow(StampedRow, total=False):
    name: str
    country: str
    region: str | None
    time_zone: str
    codes: dict[str, str]
    network_for: list[str]
    gateway: GatewayKind
    completes_by_itself: bool
    contacts: Any
    callback_url: str | None
    callback_secret: str | None
    retired_at: datetime | None
    version: int
