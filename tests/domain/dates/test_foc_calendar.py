"""How a FOC date is read."""

from __future__ import annotations

from datetime import UTC, datetime

from portico.domain.dates.foc_calendar import only_possible, zone_of
from portico.domain.statuses import Flow

MOMENT = datetime(2026, 3, 2, 15, tzinfo=UTC)


def test_a_foc_date_is_read_on_the_losing_carriers_clock_else_on_its_countrys() -> None:
    assert zone_of("America/Denver", "US") == "America/Denver"
    assert zone_of(None, "NL") == "Europe/Amsterdam"
    assert zone_of("", "NL") == "Europe/Amsterdam"


def test_a_dutch_date_is_only_possible_until_the_customer_chooses_the_moment() -> None:
    assert only_possible(Flow.NL, None)
    assert not only_possible(Flow.NL, MOMENT)
    assert not only_possible(Flow.STANDARD, None)
