"""Ids, instants and dates as they travel."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta, timezone
from typing import Any
from uuid import UUID

import pytest
from graphql import GraphQLError

from portico.domain.ids import PREFIXES
from portico.graphql.engine.scalars import SCALARS, edge_id, row_id

KEY = UUID("01900000-0000-7000-8000-000000000001")
INSTANT: Any = SCALARS[datetime]
DAY: Any = SCALARS[date]


def test_every_kind_of_id_has_a_prefix_of_its_own_and_comes_back() -> None:
    assert len(set(PREFIXES.values())) == len(PREFIXES)
    for kind in PREFIXES:
        assert row_id(kind, edge_id(kind, KEY)) == KEY


def test_an_id_of_another_kind_finds_nothing() -> None:
    assert row_id("porting_request", edge_id("porting_number", KEY)) is None


@pytest.mark.parametrize("text", ["", "7", "preq", "preq_", "preq_01", "preq_" + "i" * 26, "preq_" + "0" * 27, "PREQ_" + "0" * 26 + " "])
def test_what_is_no_id_is_an_error_of_the_request(text: str) -> None:
    with pytest.raises(GraphQLError, match="Not an id"):
        row_id("porting_request", text)


def test_an_instant_is_answered_in_utc_and_needs_its_zone() -> None:
    assert INSTANT.serialize(datetime(2027, 3, 1, 17, tzinfo=timezone(timedelta(hours=2)))) == "2027-03-01T15:00:00Z"
    assert INSTANT.parse_value("2027-03-01T17:00:00+02:00") == datetime(2027, 3, 1, 15, tzinfo=UTC)
    assert INSTANT.parse_value("2027-03-01T15:00:00Z") == datetime(2027, 3, 1, 15, tzinfo=UTC)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "soon",
        "2027-03-01T15:00:00",
        "2027-02-30T15:00:00Z",
        "1900-01-01T00:00:00+14:00",
        "0001-01-01T00:00:00Z",
        "9999-12-31T23:59:59Z",
        7,
        None,
        ["2027-03-01T15:00:00Z"],
    ],
)
def test_what_is_no_instant_is_an_error_of_the_request(text: Any) -> None:
    with pytest.raises(GraphQLError):
        INSTANT.parse_value(text)


def test_a_day_comes_back() -> None:
    assert DAY.parse_value(DAY.serialize(date(2027, 3, 1))) == date(2027, 3, 1)


@pytest.mark.parametrize("text", ["", "tomorrow", "2027-02-30", "2027-13-01", "01.03.2027", "0001-01-01", "9999-12-31", 7, None])
def test_what_is_no_day_is_an_error_of_the_request(text: Any) -> None:
    with pytest.raises(GraphQLError):
        DAY.parse_value(text)
