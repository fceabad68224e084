"""A link that works once is good until it was used, taken back, has expired, or was tried too often with a wrong secret."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from portico.domain.people.links import MOST_FAILURES, LinkColumns, still_works

NOW = datetime(2026, 3, 2, 15, tzinfo=UTC)
FRESH: LinkColumns = {"used_at": None, "revoked_at": None, "expires_at": NOW + timedelta(seconds=1), "failed_count": 0}


@pytest.mark.parametrize("columns", [{}, {"failed_count": 9}])
def test_a_link_that_nobody_used_is_good(columns: LinkColumns) -> None:
    assert still_works(FRESH | columns, NOW) is True


@pytest.mark.parametrize(
    "columns",
    [
        {"used_at": NOW},
        {"revoked_at": NOW},
        {"expires_at": NOW},
        {"expires_at": NOW - timedelta(days=1)},
        {"failed_count": 10},
        {"failed_count": 11},
    ],
)
def test_a_link_that_was_used_revoked_expired_or_guessed_at_is_good_for_nothing(columns: LinkColumns) -> None:
    assert still_works(FRESH | columns, NOW) is False


def test_ten_wrong_secrets_are_too_many() -> None:
    assert MOST_FAILURES == 10
