"""The last cancellation of a port that was asked for."""

from __future__ import annotations

from datetime import datetime

import strawberry

from portico.domain.statuses import PortingNumberStatus
from portico.storage.engine.rows import Row

text = strawberry.field
CANCELLATION = "cancellation_asked_at cancellation_reason cancellation_decided_at cancellation_decision_reason resume_status".split()
"""The columns of a `Cancellation`, in the order of its fields."""


@strawberry.type(description="A cancellation that was asked for.")
class Cancellation:
    asked_at: datetime = text(description="When.")
    reason: str | None = text(description="Why.")
    decided_at: datetime | None = text(description="When it was answered.")
    decision_reason: str | None = text(description="Why it was rejected.")
    resume_status: PortingNumberStatus | None = text(description="Where the port goes on if it is rejected.")


def cancellation(row: Row) -> Cancellation | None:
    """None where none was."""
    parts = {name.removeprefix("cancellation_"): row[name] for name in CANCELLATION}
    return Cancellation(**parts) if row["cancellation_asked_at"] else None
