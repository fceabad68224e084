"""When a delivery is tried again, and which answers are worth another try. Promise: at least once, for three days.

Randomness is handed in, so a test's schedule is a test's schedule.
"""

from __future__ import annotations

from datetime import datetime, timedelta
from enum import StrEnum
from typing import Final

_EARLY: Final = (
    timedelta(seconds=5),
    timedelta(seconds=30),
    timedelta(minutes=2),
    timedelta(minutes=10),
    timedelta(minutes=30),
    timedelta(hours=1),
    timedelta(hours=3),
    timedelta(hours=6),
)
_LATE: Final = timedelta(hours=12)
GIVE_UP_AFTER: Final = timedelta(days=3)
DELAYS: Final = _EARLY + (_LATE,) * ((GIVE_UP_AFTER - sum(_EARLY, timedelta())) // _LATE)
"""How long to wait after the first, second, … failed attempt; after as many failures as this has entries there is one last attempt."""

TRY_AGAIN_AFTER: Final = timedelta(minutes=1)
"""How long a move that was tried and did not happen is left alone before it is tried again."""
JITTER: Final = 0.2


class Verdict(StrEnum):
    """What an answer means for a delivery."""

    DELIVERED = "DELIVERED"
    RETRY = "RETRY"
    GIVE_UP = "GIVE_UP"


# Replies about our own session with the mail server (syntax, order, sign-in), not about the letter: a wrong setting delays, never loses.
_SMTP_OURS: Final = frozenset({500, 502, 503, 504, 521, 530, 534, 535, 538})


def next_attempt(attempt_no: int, now: datetime, jitter: float) -> datetime | None:
    """When to try again after the `attempt_no`-th attempt (from 1) failed at `now`; None when it was the last.

    `jitter` is a random number from 0 to 1: the wait is shortened by up to a fifth, so that a crowd spreads and none waits longer
    than the schedule says.
    """
    if attempt_no < 1 or not 0 <= jitter <= 1:
        raise ValueError("attempts count from 1 and jitter lies between 0 and 1")
    if attempt_no > len(DELAYS):
        return None
    return now + DELAYS[attempt_no - 1] * (1 - JITTER * jitter)


def judge_http(status: int | None) -> Verdict:
    """What a receiver's HTTP status means; None is no answer at all (refused, timed out, broken off).

    Only 2xx is taken as received and only 410 Gone as a goodbye (Standard Webhooks); every other answer may be a bad deployment.
    """
    if status is not None and 200 <= status < 300:
        return Verdict.DELIVERED
    return Verdict.GIVE_UP if status == 410 else Verdict.RETRY


def judge_smtp(code: int | None) -> Verdict:
    """What a mail server's reply code means; None is no answer at all.

    2xx is taken, 4xx is for later, 5xx is final (RFC 5321) unless it is about our own session.
    """
    if code is not None and 200 <= code < 300:
        return Verdict.DELIVERED
    final = code is not None and 500 <= code < 600 and code not in _SMTP_OURS
    return Verdict.GIVE_UP if final else Verdict.RETRY
