from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta

import pytest

from portico.domain.dates import calendar
from portico.domain.dates.calendar import AMSTERDAM

NEW_YORK = "America/New_York"


def utc(year: int, month: int, day: int, hour: int = 0, minute: int = 0, second: int = 0) -> datetime:
    return datetime(year, month, day, hour, minute, second, tzinfo=UTC)


@pytest.mark.parametrize(
    ("day", "country", "open_"),
    [
        (date(2026, 3, 3), "US", True),
        (date(2026, 3, 7), "US", False),  # Saturday
        (date(2026, 7, 3), "US", False),  # Independence Day, observed
        (date(2026, 4, 27), "NL", False),  # King's Day
        (date(2026, 4, 27), "GB", True),
        (date(2026, 12, 28), "GB", False),  # Boxing Day, observed
        (date(2026, 4, 25), "AU", False),
        (date(2026, 3, 3), "ZZ", True),  # a country without a calendar has weekends only
        (date(2026, 3, 8), "ZZ", False),
    ],
)
def test_weekends_and_national_holidays_are_no_business_days(day: date, country: str, open_: bool) -> None:
    assert calendar.is_business_day(day, country) is open_


def test_an_operator_knows_better_in_both_directions() -> None:
    overrides = {("GB", date(2026, 4, 7)): False, ("NL", date(2026, 3, 7)): True}
    assert calendar.is_business_day(date(2026, 4, 7), "GB")
    assert not calendar.is_business_day(date(2026, 4, 7), "GB", overrides)
    assert calendar.is_business_day(date(2026, 3, 7), "NL", overrides)
    assert not calendar.is_business_day(date(2026, 3, 7), "GB", overrides)


def test_business_days_are_counted_over_weekends_and_holidays() -> None:
    friday = date(2026, 7, 2)  # the Thursday before an observed Friday holiday
    assert calendar.add_business_days(friday, 1, "US") == date(2026, 7, 6)
    assert calendar.add_business_days(friday, 4, "US") == date(2026, 7, 9)
    assert calendar.add_business_days(date(2026, 7, 6), -1, "US") == date(2026, 7, 2)
    assert calendar.add_business_days(date(2026, 7, 4), 0, "US") == date(2026, 7, 6)


def test_overrides_that_close_everything_are_an_error_and_not_an_endless_loop() -> None:
    closed = {("NL", date(2026, 1, 1) + timedelta(days=n)): False for n in range(1_200)}
    with pytest.raises(ValueError, match="overrides"):
        calendar.business_day_on_or_after(date(2026, 1, 1), "NL", closed)
    with pytest.raises(ValueError, match="overrides"):
        calendar.add_business_days(date(2026, 1, 1), 3, "NL", closed)


def test_a_day_depends_on_where_the_clock_hangs() -> None:
    instant = utc(2026, 7, 4, 3)
    assert calendar.day_in_zone(instant, "America/Los_Angeles") == date(2026, 7, 3)
    assert calendar.day_in_zone(instant, AMSTERDAM) == date(2026, 7, 4)
    with pytest.raises(ValueError, match=r"^an instant needs a time zone$"):
        calendar.day_in_zone(datetime(2026, 7, 4), AMSTERDAM)  # noqa: DTZ001


def test_days_begin_and_end_at_local_midnight_also_over_summer_time() -> None:
    assert calendar.start_of_day(date(2026, 1, 5), AMSTERDAM) == utc(2026, 1, 4, 23)
    assert calendar.end_of_day(date(2026, 1, 5), AMSTERDAM) == utc(2026, 1, 5, 23)
    spring = date(2026, 3, 29)
    length = calendar.end_of_day(spring, AMSTERDAM) - calendar.start_of_day(spring, AMSTERDAM)
    assert length == timedelta(hours=23)
    assert calendar.at_local_time(spring, time(2, 30), AMSTERDAM) == utc(2026, 3, 29, 1, 30)


def test_the_dutch_window_ends_with_the_ninetieth_day_in_amsterdam() -> None:
    until = calendar.ready_until(date(2026, 1, 5))
    assert until == utc(2026, 4, 5, 22)  # the midnight after 5 April, in summer time by then
    assert calendar.day_in_zone(until - timedelta(seconds=1), AMSTERDAM) == date(2026, 1, 5) + timedelta(days=90)


def test_reminders_keep_the_local_time() -> None:
    until = calendar.ready_until(date(2026, 1, 5))
    assert calendar.days_before(until, 14, AMSTERDAM) == utc(2026, 3, 22, 23)  # still winter time


@pytest.mark.parametrize(
    ("received_at", "counted"),
    [
        (utc(2026, 3, 3, 13), date(2026, 3, 3)),  # Tuesday 08:00 in New York
        (utc(2026, 3, 3, 18), date(2026, 3, 3)),  # 13:00 exactly
        (utc(2026, 3, 3, 18, 0, 1), date(2026, 3, 4)),
        (utc(2026, 3, 6, 19), date(2026, 3, 9)),  # Friday afternoon counts for Monday
        (utc(2026, 3, 7, 15), date(2026, 3, 9)),
        (utc(2026, 7, 2, 20), date(2026, 7, 6)),  # over the observed holiday
        (utc(2026, 3, 4, 4), date(2026, 3, 4)),  # still Tuesday, 23:00, in New York: too late for Tuesday
    ],
)
def test_an_american_order_counts_for_its_day_until_one_o_clock(received_at: datetime, counted: date) -> None:
    assert calendar.counted_day(received_at, "US", NEW_YORK) == counted


def test_a_simple_american_port_is_due_one_business_day_later() -> None:
    assert calendar.due_day(utc(2026, 3, 3, 15), 1, "US", NEW_YORK) == date(2026, 3, 4)
    assert calendar.due_day(utc(2026, 3, 3, 19), 1, "US", NEW_YORK) == date(2026, 3, 5)


def test_elsewhere_the_whole_business_day_counts_unless_the_requirement_has_a_cut_off() -> None:
    evening = utc(2026, 3, 3, 20)
    assert calendar.counted_day(evening, "NL", AMSTERDAM) == date(2026, 3, 3)
    assert calendar.counted_day(evening, "GB", "Europe/London", received_by=time(12)) == date(2026, 3, 4)


def test_the_dutch_carrier_has_three_working_days_to_answer() -> None:
    friday = utc(2026, 4, 24, 10)  # before the weekend and King's Day
    due = calendar.due_at(friday, calendar.NL_ANSWER_BUSINESS_DAYS, "NL", AMSTERDAM)
    assert due == calendar.end_of_day(date(2026, 4, 30), AMSTERDAM)


def test_a_foc_on_a_holiday_is_refused_with_the_next_business_day() -> None:
    now = utc(2026, 7, 1, 12)
    told = calendar.foc_problem(utc(2026, 7, 4, 15), now, "US", NEW_YORK)
    assert str(told) == (
        "Saturday 4 July 2026 (Independence Day) is not a business day in the United States; the next one is Monday 6 July 2026."
    )
    assert calendar.foc_problem(utc(2026, 7, 6, 15), now, "US", NEW_YORK) is None
    assert calendar.foc_problem(utc(2026, 7, 6, 15), now, "US", NEW_YORK, {("US", date(2026, 7, 6)): False}) is not None


def test_a_foc_today_is_taken_and_one_before_today_is_not() -> None:
    now = utc(2026, 3, 4, 3)  # Tuesday evening in New York
    assert calendar.foc_problem(utc(2026, 3, 3, 15), now, "US", NEW_YORK) is None
    told = calendar.foc_problem(utc(2026, 3, 2, 15), now, "US", NEW_YORK)
    assert str(told) == "Monday 2 March 2026 has passed already; today is Tuesday 3 March 2026 in America/New_York."


def test_the_zone_of_a_country_is_known_and_utc_elsewhere() -> None:
    assert calendar.zone_of("NL") == AMSTERDAM
    assert calendar.zone_of("ZZ") == "UTC"


def test_an_interval_counts_the_operators_days_at_its_begin_on_its_way_and_at_its_end() -> None:
    tuesday = utc(2026, 3, 3, 10)
    closed = {("NL", date(2026, 3, day)): False for day in (3, 4, 6)}  # of the Netherlands that day, the next, and the one after the next
    assert calendar.counted_day(tuesday, "NL", AMSTERDAM, overrides=closed) == date(2026, 3, 5)
    assert calendar.due_day(tuesday, 1, "NL", AMSTERDAM, overrides=closed) == date(2026, 3, 9)
    assert calendar.due_day(tuesday, 0, "NL", AMSTERDAM, overrides={("NL", date(2026, 3, 3)): False}) == date(2026, 3, 4)
    assert calendar.due_at(tuesday, 1, "NL", AMSTERDAM, overrides=closed) == utc(2026, 3, 9, 23)
    assert calendar.add_business_days(date(2026, 3, 3), 0, "NL", closed) == date(2026, 3, 5)
    assert calendar.add_business_days(date(2026, 3, 3), 1, "NL", closed) == date(2026, 3, 5)


def test_an_interval_is_counted_from_the_cut_off_of_its_requirement() -> None:
    evening = utc(2026, 3, 3, 20)
    assert calendar.due_day(evening, 1, "GB", "Europe/London") == date(2026, 3, 4)
    assert calendar.due_day(evening, 1, "GB", "Europe/London", received_by=time(12)) == date(2026, 3, 5)
    assert calendar.due_at(evening, 1, "GB", "Europe/London", received_by=time(12)) == utc(2026, 3, 6)


def test_an_order_at_the_cut_off_itself_is_in_time() -> None:
    assert calendar.counted_day(utc(2026, 3, 3, 18), "US", NEW_YORK) == date(2026, 3, 3)
    assert calendar.counted_day(utc(2026, 3, 3, 18, 1), "US", NEW_YORK) == date(2026, 3, 4)


def test_business_days_are_counted_backwards_one_by_one() -> None:
    assert calendar.add_business_days(date(2026, 3, 11), -1, "NL") == date(2026, 3, 10)
    assert calendar.add_business_days(date(2026, 3, 11), -3, "NL") == date(2026, 3, 6)


def test_many_business_days_are_found_although_a_whole_year_is_closed_on_the_way() -> None:
    closed = {("NL", date(2026, 1, 1) + timedelta(days=n)): False for n in range(365)}
    assert calendar.add_business_days(date(2025, 12, 31), 40, "NL", closed) == date(2027, 2, 26)


def test_a_business_day_is_looked_for_a_year_long_and_two_weeks_more_for_each_that_is_counted() -> None:
    begin = date(2026, 1, 1)

    def open_on(days: int) -> calendar.Overrides:
        return {("NL", begin + timedelta(days=count)): count == days for count in range(500)}

    assert calendar.business_day_on_or_after(begin, "NL", open_on(365)) == begin + timedelta(days=365)
    assert calendar.add_business_days(begin, 1, "NL", open_on(380)) == begin + timedelta(days=380)
    with pytest.raises(ValueError, match="overrides"):
        calendar.business_day_on_or_after(begin, "NL", open_on(366))
    with pytest.raises(ValueError, match="overrides"):
        calendar.add_business_days(begin, 1, "NL", open_on(381))


def test_the_days_off_are_those_of_the_calendar_and_of_whoever_knows_better() -> None:
    first, last = date(2026, 3, 6), date(2026, 3, 9)
    assert calendar.days_off(first, last, "NL") == [date(2026, 3, 7), date(2026, 3, 8)]
    assert calendar.days_off(first, last, "NL", {("NL", last): False, ("NL", date(2026, 3, 7)): True}) == [date(2026, 3, 8), last]


def test_a_day_that_only_the_operator_closed_is_told_without_a_holiday_and_the_next_one_is_open() -> None:
    closed = {("NL", date(2026, 3, day)): False for day in (3, 4)}
    told = calendar.business_day_problem(date(2026, 3, 3), "NL", closed)
    assert told
    assert told.text == "Tuesday 3 March 2026 is not a business day in the Netherlands; the next one is Thursday 5 March 2026."
    unknown = calendar.business_day_problem(date(2026, 3, 7), "ZZ")
    assert unknown
    assert unknown.text == "Saturday 7 March 2026 is not a business day in ZZ; the next one is Monday 9 March 2026."


@pytest.mark.parametrize(
    ("place", "year", "days"),
    [
        ("GB", 2027, ["01-01", "03-26", "03-29", "05-03", "05-31", "08-30", "12-24", "12-27", "12-28"]),
        ("GB-SCT", 2027, ["01-01", "01-04", "03-26", "05-03", "05-31", "08-02", "08-30", "11-30", "12-24", "12-27", "12-28"]),
        ("GB", 2028, ["01-03", "04-14", "04-17", "05-01", "05-29", "08-28", "12-25", "12-26"]),
        ("ZZ", 2027, ["07-01"]),
    ],
)
def test_the_special_days_of_a_year_are_the_holidays_of_the_place_and_what_the_operator_counts_otherwise_there(
    place: str, year: int, days: list[str]
) -> None:
    counted = {
        ("GB", date(2027, 8, 30)): True,
        ("GB", date(2027, 12, 24)): False,
        ("GB", date(2026, 12, 24)): False,
        ("ZZ", date(2027, 7, 1)): False,
    }
    found = calendar.special_days(place, year, counted)
    assert [day for day in found if day.weekday() < 5] == [date.fromisoformat(f"{year}-{day}") for day in days]
    assert found == sorted(set(found))
    assert date(2027, 12, 24) not in calendar.special_days("GB", 2027), "of nobody's but the operator's"
