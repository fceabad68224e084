"""The free days of every country with requirements, against its official lists (`official_holidays.json`, with where they come from)."""

from __future__ import annotations

import json
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any, Final

import pytest

from portico.domain.dates import calendar, free_days
from portico.domain.port_ins.requirements import requirements

LISTS: Final[dict[str, Any]] = json.loads(Path(__file__).with_name("official_holidays.json").read_text(encoding="utf-8"))["countries"]
YEARS: Final = (2026, 2027, 2028)


def weekdays_off(country: str, year: int) -> list[str]:
    days = calendar.days_off(date(year, 1, 1), date(year, 12, 31), country)
    return [f"{day:%m-%d}" for day in days if day.weekday() < 5]


@pytest.mark.parametrize("country", sorted(LISTS))
def test_free_weekdays_are_those_of_the_official_lists(country: str) -> None:
    assert {str(year): weekdays_off(country, year) for year in YEARS} == LISTS[country]["free"]


def test_every_country_with_requirements_has_an_official_list_and_says_where_each_year_comes_from() -> None:
    assert set(LISTS) == {each.country for each in requirements.all_requirements()}
    for country, listed in LISTS.items():
        assert {year for source in listed["sources"] for year in source["years"]} == set(YEARS), country
        assert {source["kind"] for source in listed["sources"]} <= {"LIST", "STATUTE", "ASSUMED"}, country
        assert all(source["url"] or source["kind"] == "ASSUMED" for source in listed["sources"]), country


@pytest.mark.parametrize("country", sorted(LISTS))
def test_no_free_day_is_recommended(country: str) -> None:
    """Of every free day, also before weekends and among other free days, the next day that is named is one on which carriers work."""
    for year in YEARS:
        for day in calendar.days_off(date(year, 1, 1), date(year, 12, 31), country):
            following = calendar.business_day_on_or_after(day, country)
            assert f"{following:%m-%d}" not in LISTS[country]["free"].get(str(following.year), [])
            assert following.weekday() < 5


def test_a_british_foc_on_easter_monday_is_refused_and_the_tuesday_is_recommended() -> None:
    monday, now = datetime(2027, 3, 29, 9, tzinfo=UTC), datetime(2027, 3, 1, 9, tzinfo=UTC)
    told = calendar.foc_problem(monday, now, "GB", "Europe/London")
    assert str(told) == "Monday 29 March 2027 (Easter Monday) is not a business day in England; the next one is Tuesday 30 March 2027."
    friday = calendar.business_day_problem(date(2027, 3, 26), "GB")
    assert friday
    assert friday.named["next"] == "Tuesday 30 March 2027", "Good Friday leads over the whole of Easter"
    assert calendar.add_business_days(date(2027, 3, 25), 1, "GB") == date(2027, 3, 30)


def test_a_carrier_in_scotland_works_on_easter_monday_and_keeps_saint_andrews_day() -> None:
    assert calendar.is_business_day(date(2027, 3, 29), "GB-SCT")
    told = calendar.business_day_problem(date(2026, 11, 30), "GB-SCT")
    assert told
    assert told.named["country"] == "Scotland"
    assert calendar.is_business_day(date(2026, 11, 30), "GB")


def test_what_an_operator_knows_better_holds_in_every_region_of_its_country() -> None:
    overrides = {("GB", date(2027, 3, 29)): True, ("GB", date(2027, 3, 30)): False}
    for place in ("GB", "GB-ENG", "GB-SCT"):
        assert calendar.is_business_day(date(2027, 3, 29), place, overrides)
        assert not calendar.is_business_day(date(2027, 3, 30), place, overrides)


def test_regions_are_those_of_iso_3166_whose_holidays_are_known() -> None:
    assert free_days.regions("GB") == ("GB-ENG", "GB-NIR", "GB-SCT", "GB-WLS")
    assert "AU-NSW" in free_days.regions("AU")
    assert all(" " not in region for country in LISTS for region in free_days.regions(country))
    assert free_days.regions("NL") == ()
    assert free_days.regions("ZZ") == free_days.regions("USA") == ()
    names = {place: str(free_days.place_name(place)) for place in ("GB", "GB-WLS", "CH", "FR-971", "FR-972", "CH-ZG", "US", "ZZ")}
    assert names == {
        "GB": "England", "GB-WLS": "Wales", "CH": "Zürich", "FR-971": "Guadeloupe", "FR-972": "Martinique", "CH-ZG": "Zug",
        "US": "the United States", "ZZ": "ZZ",
    }  # fmt: skip


def test_hours_that_run_on_business_days_only_stand_still_over_the_weekend() -> None:
    new_york, friday = "America/New_York", datetime(2026, 3, 6, 22, tzinfo=UTC)  # 17:00 there
    assert calendar.add_business_hours(friday, 24, "US", new_york) == datetime(2026, 3, 9, 21, tzinfo=UTC), "Monday, 17:00 in summer time"
    saturday = friday + timedelta(hours=20)
    assert calendar.add_business_hours(saturday, 24, "US", new_york) == datetime(2026, 3, 10, 4, tzinfo=UTC), "the whole of Monday"
    assert calendar.add_business_hours(friday, 7, "US", new_york) == datetime(2026, 3, 7, 5, tzinfo=UTC), "Friday's end is enough"
    assert calendar.add_business_hours(friday, 8, "US", new_york) == datetime(2026, 3, 9, 5, tzinfo=UTC)
    assert calendar.add_business_hours(friday, 24, "US", new_york, {("US", date(2026, 3, 9)): False}) == datetime(
        2026, 3, 10, 21, tzinfo=UTC
    )


@pytest.mark.parametrize(("country", "region"), [("GB", "GB-ENG"), ("CH", "CH-ZH"), ("NL", None), ("US", None), ("ZZ", None)])
def test_a_country_without_one_calendar_has_that_of_its_default_region(country: str, region: str | None) -> None:
    assert free_days.default_region(country) == region
    if region:
        assert free_days.holidays_of(country, 2027) == free_days.holidays_of(region, 2027)


def test_the_holidays_of_a_year_stand_in_order_weekends_among_them() -> None:
    days = "01-01 03-26 03-28 03-29 04-27 05-05 05-06 05-16 05-17 12-25 12-26".split()
    assert free_days.holidays_of("NL", 2027) == tuple(date.fromisoformat(f"2027-{day}") for day in days)
    assert free_days.holidays_of("ZZ", 2027) == ()
