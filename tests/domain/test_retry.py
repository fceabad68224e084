from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from portico.domain import retry
from portico.domain.retry import Verdict

NOW = datetime(2026, 3, 3, 12, tzinfo=UTC)


def test_the_waits_grow_and_end_within_three_days() -> None:
    assert [str(delay) for delay in retry.DELAYS[:8]] == [
        "0:00:05", "0:00:30", "0:02:00", "0:10:00", "0:30:00", "1:00:00", "3:00:00", "6:00:00",
    ]  # fmt: skip
    assert set(retry.DELAYS[8:]) == {timedelta(hours=12)}
    total = sum(retry.DELAYS, timedelta())
    assert timedelta(days=2, hours=12) < total <= timedelta(days=3)


def test_an_attempt_is_followed_until_the_schedule_is_used_up() -> None:
    attempts = [NOW]
    while (moment := retry.next_attempt(len(attempts), attempts[-1], jitter=0.0)) is not None:
        attempts.append(moment)
    assert len(attempts) == len(retry.DELAYS) + 1
    assert attempts[-1] - NOW == sum(retry.DELAYS, timedelta())


@pytest.mark.parametrize("jitter", [0.0, 0.3, 1.0])
def test_jitter_only_shortens_a_wait_and_by_a_fifth_at_most(jitter: float) -> None:
    for attempt, delay in enumerate(retry.DELAYS, start=1):
        after = retry.next_attempt(attempt, NOW, jitter)
        assert after is not None
        assert delay * 0.8 - timedelta(milliseconds=1) <= after - NOW <= delay


@pytest.mark.parametrize(("attempt", "jitter"), [(0, 0.5), (1, -0.1), (1, 1.1)])
def test_an_impossible_attempt_or_jitter_is_a_value_error(attempt: int, jitter: float) -> None:
    with pytest.raises(ValueError, match=r"^attempts count from 1 and jitter lies between 0 and 1$"):
        retry.next_attempt(attempt, NOW, jitter)


@pytest.mark.parametrize(
    ("status", "verdict"),
    [
        (199, Verdict.RETRY),
        (200, Verdict.DELIVERED),
        (204, Verdict.DELIVERED),
        (299, Verdict.DELIVERED),
        (300, Verdict.RETRY),
        (301, Verdict.RETRY),
        (404, Verdict.RETRY),
        (410, Verdict.GIVE_UP),
        (429, Verdict.RETRY),
        (500, Verdict.RETRY),
        (503, Verdict.RETRY),
        (None, Verdict.RETRY),
    ],
)
def test_only_a_goodbye_ends_the_calls_to_a_receiver(status: int | None, verdict: Verdict) -> None:
    assert retry.judge_http(status) is verdict


@pytest.mark.parametrize(
    ("code", "verdict"),
    [
        (199, Verdict.RETRY),
        (200, Verdict.DELIVERED),
        (250, Verdict.DELIVERED),
        (299, Verdict.DELIVERED),
        (300, Verdict.RETRY),
        (421, Verdict.RETRY),
        (450, Verdict.RETRY),
        (535, Verdict.RETRY),  # our own sign-in is wrong: a setting, not the letter
        (530, Verdict.RETRY),
        (499, Verdict.RETRY),
        (500, Verdict.RETRY),  # a command of ours was not understood
        (501, Verdict.GIVE_UP),  # the address makes no sense
        (505, Verdict.GIVE_UP),
        (550, Verdict.GIVE_UP),
        (553, Verdict.GIVE_UP),
        (554, Verdict.GIVE_UP),
        (599, Verdict.GIVE_UP),
        (600, Verdict.RETRY),
        (None, Verdict.RETRY),
    ],
)
def test_a_mail_is_given_up_only_when_the_letter_is_refused(code: int | None, verdict: Verdict) -> None:
    assert retry.judge_smtp(code) is verdict
