"""What the rows of nearly every table have."""

from __future__ import annotations

from datetime import datetime
from typing import TypedDict
from uuid import UUID


class StampedRow(TypedDict, total=False):
    id: UUID
    created_at: datetime
    updated_at: datetime
