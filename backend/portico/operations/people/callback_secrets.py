"""The secrets that an account's callbacks are signed with: made, shown once, and rotated with a day on which both hold."""

from __future__ import annotations

import base64
import dataclasses
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final
from uuid import UUID

from portico.operations.engine.work import Work

SECRET_PREFIX: Final = "whsec_"  # noqa: S105 - how such a secret begins
SECRET_BYTES: Final = 32
OVERLAP: Final = timedelta(hours=24)


@dataclass(frozen=True, slots=True)
class NewSecret:
    """A secret just made, which can be read only now; until when the one before it signs, too."""

    account_id: UUID
    secret: str = dataclasses.field(repr=False)
    before_until: datetime | None


def new_secret(work: Work) -> str:
    """A signing secret as Standard Webhooks spells it."""
    return SECRET_PREFIX + base64.b64encode(work.random.randbytes(SECRET_BYTES)).decode()
