"""Secrets that callbacks and webhooks are signed with, each shown once."""

from __future__ import annotations

import base64
from dataclasses import dataclass, field
from datetime import datetime
from typing import Final, Generic, TypeVar
from uuid import UUID

from portico.operations.engine.work import Work

PREFIX: Final = "whsec_"
BYTES: Final = 32
Secret = TypeVar("Secret", str, str | None)


@dataclass(frozen=True)
class NewSecret(Generic[Secret]):
    """A secret that was just made for this account, carrier or endpoint. It can be read only now: it is kept sealed.

    None where a command that was repeated shows it no more. `before_until` is until when the one before signs beside it.
    """

    id: UUID
    secret: Secret = field(repr=False)
    before_until: datetime | None = None


def signing_secret(work: Work) -> str:
    """A new one, as Standard Webhooks spells it."""
    return PREFIX + base64.b64encode(work.random.randbytes(BYTES)).decode()
