"""How long what is kept, and which night's job is due."""

from __future__ import annotations

import time
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta

import pytest

from portico.domain.desk import retention
from portico.domain.desk.retention import PeriodPlace, RetentionKind
from portico.domain.statuses import DocumentKind

LOA = DocumentKind.LOA.value


@pytest.fixture
def server_in_los_angeles(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    with monkeypatch.context() as there:
        there.setenv("TZ", "America/Los_Angeles")
        time.tzset()
        yield
    time.tzset()


def test_what_is_shipped_is_thirty_days_thirteen_months_two_years_in_the_us_and_seven_years() -> None:
    days = retention.periods({})
    assert {(place.kind.value, place.document_kind, place.country): n for place, n in days.items()} == {
        ("DRAFT", "", ""): 30,
        ("DOCUMENT", "", ""): 396,
        ("DOCUMENT", "LOA", "US"): 731,
        ("ORDER", "", ""): 2557,
    }
    for year in range(2000, 2030):
        begin = date(year, 12, 31)
        assert date(year + 2, 1, 31) - begin <= timedelta(days=days[PeriodPlace(RetentionKind.DOCUMENT)]) + timedelta(days=1)
        assert date(year + 7, 12, 31) - begin <= timedelta(days=days[PeriodPlace(RetentionKind.ORDER)])


def test_of_several_periods_that_fit_the_narrowest_counts_a_country_before_a_kind() -> None:
    chosen = {PeriodPlace(RetentionKind.DOCUMENT, LOA): 100, PeriodPlace(RetentionKind.DOCUMENT, "", "US"): 200}
    held = retention.periods(chosen)
    assert retention.days_of(held, PeriodPlace(RetentionKind.DOCUMENT, LOA, "US")) == 731
    assert retention.days_of(held, PeriodPlace(RetentionKind.DOCUMENT, "ID", "US")) == 200
    assert retention.days_of(held, PeriodPlace(RetentionKind.DOCUMENT, LOA, "GB")) == 100
    assert retention.days_of(held, PeriodPlace(RetentionKind.DOCUMENT, "ID", "GB")) == 396


def test_they_are_listed_by_kind_the_general_one_first() -> None:
    chosen = {PeriodPlace(RetentionKind.DOCUMENT, "ID"): 90, PeriodPlace(RetentionKind.DOCUMENT, "", "DE"): 80}
    assert retention.in_order(retention.periods(chosen)) == [
        PeriodPlace(RetentionKind.DRAFT), PeriodPlace(RetentionKind.DOCUMENT), PeriodPlace(RetentionKind.DOCUMENT, "ID"),
        PeriodPlace(RetentionKind.DOCUMENT, "", "DE"), PeriodPlace(RetentionKind.DOCUMENT, LOA, "US"), PeriodPlace(RetentionKind.ORDER),
    ]  # fmt: skip


def test_no_authorization_of_the_us_is_kept_for_less_than_the_law_says() -> None:
    assert retention.bounds(PeriodPlace(RetentionKind.DOCUMENT, LOA, "US")) == retention.PeriodBounds(731, 10_958)
    assert retention.bounds(PeriodPlace(RetentionKind.DOCUMENT, LOA, "GB")).least == 30
    assert (retention.bounds(PeriodPlace(RetentionKind.DRAFT)).least, retention.bounds(PeriodPlace(RetentionKind.ORDER)).least) == (1, 365)


def test_a_night_begins_at_two_in_utc_and_is_due_until_the_next() -> None:
    at = datetime(2026, 3, 2, 2, 0, tzinfo=UTC)
    assert retention.night_of(at) == (date(2026, 3, 2), at)
    assert retention.night_of(at - timedelta(seconds=1)) == (date(2026, 3, 1), at - timedelta(days=1))
    assert retention.next_night(at) == at + timedelta(days=1)
    assert retention.next_night(at - timedelta(seconds=1)) == at


@pytest.mark.usefixtures("server_in_los_angeles")
def test_a_night_is_the_same_whatever_clock_the_server_has() -> None:
    """By the clock there it is still the day before."""
    at = datetime(2026, 3, 2, 3, 0, tzinfo=UTC)
    assert retention.night_of(at) == (date(2026, 3, 2), datetime(2026, 3, 2, 2, 0, tzinfo=UTC))
    assert retention.night_of(at.astimezone()) == retention.night_of(at)


def test_what_ended_so_many_days_ago_has_been_kept_long_enough() -> None:
    at = datetime(2026, 3, 2, 2, 0, tzinfo=UTC)
    assert retention.cut(30, at) == datetime(2026, 1, 31, 2, 0, tzinfo=UTC)
    assert retention.cut(1, at) == datetime(2026, 3, 1, 2, 0, tzinfo=UTC)


@pytest.mark.parametrize(
    ("count", "code", "params", "text"),
    [
        (1, "days.one", {}, "1 day"),
        (2, "days.many", {"count": 2}, "2 days"),
        (2_557, "days.many", {"count": 2_557}, "2,557 days"),
    ],
)
def test_one_day_is_not_told_as_several(count: int, code: str, params: dict[str, int], text: str) -> None:
    said = retention.days(count)
    assert (said.code, dict(said.params), said.text) == (code, params, text)


def test_entries_stay_as_long_as_their_order_unless_somebody_chose_a_period() -> None:
    place = PeriodPlace(RetentionKind.ENTRY)
    assert retention.days_of(retention.periods({}), place) is None
    assert retention.days(None).text == "as long as their order"
    assert retention.days_of(retention.periods({place: 90}), place) == 90
    assert (retention.bounds(place).least, retention.bounds(place).most) == (90, 10_958)
