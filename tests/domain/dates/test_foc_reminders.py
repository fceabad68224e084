"""When people are reminded of a FOC date."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from portico.domain.dates import foc_reminders
from portico.domain.dates.foc_reminders import PROFILE_MISSING, due, mark, profile_warning_due

NEW_YORK, SYDNEY = "America/New_York", "Australia/Sydney"
FOC = datetime(2026, 3, 20, 18, 0, tzinfo=UTC)  # a Friday, 14:00 in New York
LONG_AGO = FOC - timedelta(days=20)
THREE_DAYS, TOMORROW, TODAY = foc_reminders.EVENTS[3], foc_reminders.EVENTS[1], foc_reminders.EVENTS[0]


@pytest.mark.parametrize(
    ("now", "event"),
    [
        (datetime(2026, 3, 17, 11, 59, tzinfo=UTC), None),
        (datetime(2026, 3, 17, 12, 0, tzinfo=UTC), THREE_DAYS),  # 08:00 in New York
        (datetime(2026, 3, 18, 3, 59, tzinfo=UTC), THREE_DAYS),  # however late, as long as it is that day there
        (datetime(2026, 3, 18, 12, 0, tzinfo=UTC), None),
        (datetime(2026, 3, 19, 12, 0, tzinfo=UTC), TOMORROW),
        (datetime(2026, 3, 20, 11, 59, tzinfo=UTC), None),
        (datetime(2026, 3, 20, 12, 0, tzinfo=UTC), TODAY),
        (datetime(2026, 3, 20, 17, 59, tzinfo=UTC), TODAY),
        (datetime(2026, 3, 20, 18, 0, tzinfo=UTC), None),
    ],
)
def test_reminders_are_due_by_the_losing_carriers_calendar(now: datetime, event: str | None) -> None:
    assert due(FOC, LONG_AGO, NEW_YORK, now) == event


def test_the_day_is_that_of_the_carrier_and_not_of_utc() -> None:
    early = datetime(2026, 3, 19, 22, 0, tzinfo=UTC)  # 20 March, 09:00 in Sydney
    assert due(early, LONG_AGO, SYDNEY, datetime(2026, 3, 19, 21, 30, tzinfo=UTC)) == TODAY
    assert due(early, LONG_AGO, SYDNEY, datetime(2026, 3, 18, 21, 0, tzinfo=UTC)) == TOMORROW


def test_a_port_early_in_the_morning_is_told_from_the_days_beginning_on() -> None:
    at_one = datetime(2026, 3, 20, 5, 0, tzinfo=UTC)  # 01:00 in New York
    assert due(at_one, LONG_AGO, NEW_YORK, datetime(2026, 3, 20, 4, 0, tzinfo=UTC)) == TODAY


def test_who_heard_of_the_date_after_the_mark_is_not_reminded_of_it_the_same_day() -> None:
    begins = mark(FOC, 1, NEW_YORK)
    assert due(FOC, begins - timedelta(minutes=1), NEW_YORK, begins + timedelta(hours=1)) == TOMORROW
    assert due(FOC, begins, NEW_YORK, begins + timedelta(hours=1)) is None
    assert due(FOC, begins, NEW_YORK, begins + timedelta(days=1)) == TODAY


def test_the_mark_stands_at_the_same_local_time_over_the_change_to_summer_time() -> None:
    tuesday = datetime(2026, 3, 10, 15, 0, tzinfo=UTC)  # clocks went forward on Sunday 8 March
    assert mark(tuesday, 3, NEW_YORK) == datetime(2026, 3, 7, 13, 0, tzinfo=UTC)
    assert mark(tuesday, 1, NEW_YORK) == datetime(2026, 3, 9, 12, 0, tzinfo=UTC)


def test_a_missing_configuration_is_warned_about_from_two_days_ahead_until_the_port() -> None:
    begins = mark(FOC, 2, NEW_YORK)
    assert begins == datetime(2026, 3, 18, 12, 0, tzinfo=UTC)
    moments = (begins - timedelta(seconds=1), begins, FOC - timedelta(seconds=1), FOC)
    assert [profile_warning_due(FOC, NEW_YORK, now) for now in moments] == [False, True, True, False]
    assert PROFILE_MISSING not in foc_reminders.EVENTS.values()


def test_a_port_at_eight_is_told_from_the_beginning_of_its_day() -> None:
    at_eight = datetime(2026, 3, 20, 12, 0, tzinfo=UTC)
    assert mark(at_eight, 0, NEW_YORK) == datetime(2026, 3, 20, 4, 0, tzinfo=UTC)
    assert mark(at_eight + timedelta(minutes=1), 0, NEW_YORK) == at_eight
