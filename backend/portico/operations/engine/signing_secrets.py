"""Secrets that callbacks are signed with."""

from __future__ import annotations

import base64
from typing import Final

from portico.operations.engine.work import Work

PREFIX: Final = "whsec_"
BYTES: Final = 32


def signing_secret(work: Work) -> str:
    """A new one, as Standard Webhooks spells it."""
    return PREFIX + base64.b64encode(work.random.randbytes(BYTES)).decode()
