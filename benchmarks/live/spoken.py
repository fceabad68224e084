"""What the peers tell: one number as a feed of Portico's shows it, with the time when it was due as its date."""

from __future__ import annotations

from typing import Final

DAY: Final = "2027-03-02T"
"""A date of a number is a time of the monotonic clock on this day, so whoever is told of it knows how long that took."""
FEED: Final = "subscription { portingNumbersChanged { __typename cursor numbers { id e164 status focAt } } }"
CURSOR: Final = "d5c5528ed64a0565.0.4711.c0ffee00"
NUMBER: Final = {"id": "pnum_01m7m9d090e71vg9kkj9fddvb4", "e164": "+12122220000", "status": "FOC_DATE_SET"}


def moment(seconds: float) -> str:
    """A time of the monotonic clock as a date."""
    micros = int(seconds * 1e6) % 86_400_000_000
    rest, micro = divmod(micros, 1_000_000)
    return f"{DAY}{rest // 3600:02d}:{rest // 60 % 60:02d}:{rest % 60:02d}.{micro:06d}Z"
