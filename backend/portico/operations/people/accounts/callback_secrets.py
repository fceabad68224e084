"""The secrets that an account's callbacks are signed with: made, shown once, and rotated with a day on which both hold."""

from __future__ import annotations

import dataclasses
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final
from uuid import UUID

OVERLAP: Final = timedelta(hours=24)


@dataclass(frozen=True, slots=True)
class NewSecret:
    """A secret just made, which can be read only now; until when the one before it signs, too."""

    account_id: UUID
    secret: str = dataclasses.field(repr=False)
    before_until: datetime | None
