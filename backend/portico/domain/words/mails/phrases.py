"""Sentences that letters about numbers and about requests share."""

from __future__ import annotations

from typing import Final

STAYS_AT_CARRIER: Final = "Service at the current carrier goes on unchanged."
STILL_TO_DECIDE: Final = "Your cancellation is not decided yet; we write as soon as it is accepted or rejected."
