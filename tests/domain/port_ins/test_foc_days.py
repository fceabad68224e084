"""What the journal keeps of a FOC date that moves: its days on the losing carrier's clock, and of another hour that clock."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime

import pytest

from portico.domain.port_ins.porting_number import PortingNumberView
from portico.domain.port_ins.porting_number_changes import foc_days
from tests.domain.judging import GRIDS
from tests.domain.situations import situation

LATE, LATER, NEXT_DAY = (
    datetime(2026, 12, 15, 2, tzinfo=UTC),
    datetime(2026, 12, 15, 3, 30, tzinfo=UTC),
    datetime(2026, 12, 16, 2, tzinfo=UTC),
)


def standing(foc_at: datetime | None, zone: str | None, country: str) -> PortingNumberView:
    number = situation("porting_number", GRIDS["porting_number"].rows[0]).subject
    assert isinstance(number, PortingNumberView)
    return replace(number, foc_at=foc_at, losing_time_zone=zone, country=country)


@pytest.mark.parametrize(
    ("before", "after", "zone", "country", "kept"),
    [
        (LATE, LATER, "America/Chicago", "NL", {"foc_date": "2026-12-14", "foc_date_before": "2026-12-14", "foc_zone": "America/Chicago"}),
        (LATE, LATER, None, "NL", {"foc_date": "2026-12-15", "foc_date_before": "2026-12-15", "foc_zone": "Europe/Amsterdam"}),
        (LATE, NEXT_DAY, "America/Chicago", "NL", {"foc_date": "2026-12-15", "foc_date_before": "2026-12-14"}),
        (None, LATE, None, "US", {"foc_date": "2026-12-14"}),
        (LATE, None, None, "US", {"foc_date_before": "2026-12-14"}),
        (LATE, LATE, None, "US", {}),
    ],
)
def test_a_foc_date_that_moves_keeps_its_days_and_one_of_another_hour_its_clock(
    before: datetime | None, after: datetime | None, zone: str | None, country: str, kept: dict[str, str]
) -> None:
    assert foc_days(standing(before, zone, country), {"foc_at": after}) == kept


def test_what_says_nothing_of_a_foc_date_keeps_nothing_of_it() -> None:
    assert foc_days(standing(LATE, None, "US"), {"status": "COMPLETED"}) == {}
