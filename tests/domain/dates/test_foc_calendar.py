"""How a FOC date is read."""

from __future__ import annotations

from datetime import UTC, date, datetime

from portico.domain.dates.foc_calendar import day_of, only_possible, zone_of
from portico.domain.statuses import Flow

MOMENT = datetime(2026, 3, 2, 15, tzinfo=UTC)


def test_a_foc_date_is_read_on_the_losing_carriers_clock_else_on_its_countrys() -> None:
    assert zone_of("America/Denver", "US") == "America/Denver"
    assert zone_of(None, "NL") == "Europe/Amsterdam"
    assert zone_of("", "NL") == "Europe/Amsterdam"


def test_the_day_of_a_foc_date_is_that_of_the_clock_it_is_read_on() -> None:
    late = datetime(2026, 3, 2, 2, tzinfo=UTC)
    assert [day_of(late, zone, country).day for zone, country in (("America/Denver", "NL"), (None, "US"), (None, "NL"))] == [1, 1, 2]
    assert day_of(late, "Europe/London", "US") == date(2026, 3, 2)


def test_a_dutch_date_is_only_possible_until_the_customer_chooses_the_moment() -> None:
    assert only_possible(Flow.NL, None, completed=False)
    assert not only_possible(Flow.NL, MOMENT, completed=False)
    assert not only_possible(Flow.STANDARD, None, completed=False)
    assert not only_possible(Flow.NL, None, completed=True), "no moment stands once it was performed"
