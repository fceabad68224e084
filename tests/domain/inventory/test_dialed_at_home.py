"""What is dialed like a number of a country and is one of another plan of E.164: with the country's code it was somebody else's."""

from __future__ import annotations

import pytest

from portico.domain.inventory.phone_number_lists import WantedNumbers, read_many
from portico.domain.inventory.phone_numbers import NumberProblem, Unreadable, ValidNumber
from portico.domain.inventory.reading import read, read_line
from portico.domain.inventory.readings import LineReading
from portico.domain.statuses import NumberType

OVERSEAS = [
    ("0596 30 12 34", "FR", "+596596301234", "MQ"),
    ("0508 41 12 34", "FR", "+508411234", "PM"),
    ("0263 10 12 34", "FR", "+262263101234", "RE"),
    ("0269 61 12 34", "FR", "+262269611234", "YT"),
    ("0262 20 12 34", "FR", "+262262201234", "RE"),
    ("0590 20 12 34", "FR", "+590590201234", "GP"),
    ("0594 30 12 34", "FR", "+594594301234", "GF"),
    ("0639 01 23 45", "FR", "+262639012345", "YT"),
    ("0690 12 34 56", "FR", "+590690123456", "GP"),
    ("0692 12 34 56", "FR", "+262692123456", "RE"),
    ("0694 12 34 56", "FR", "+594694123456", "GF"),
    ("0696 12 34 56", "FR", "+596696123456", "MQ"),
    ("0697 12 34 56", "FR", "+596697123456", "MQ"),
    ("0976 01 34 56", "FR", "+590976013456", "GP"),
    ("0708 40 12 34", "FR", "+508708401234", "PM"),
    ("0708 50 12 34", "FR", "+508708501234", "PM"),
    ("0709 20 12 34", "FR", "+262709201234", "RE"),
    ("0598 81 12 34", "FR", "+594598811234", "GF"),
    ("+33 596 30 12 34", "FR", "+596596301234", "MQ"),
    ("+33596301234", "FR", "+596596301234", "MQ"),
    ("596301234", "FR", "+596596301234", "MQ"),
    ("0549 886377", "IT", "+3780549886377", "SM"),
    ("+39 0549 886377", "IT", "+3780549886377", "SM"),
    ("048 9012 3456", "IE", "+442890123456", "GB"),
    ("+353 48 9012 3456", None, "+442890123456", "GB"),
]


@pytest.mark.parametrize(("text", "country", "e164", "where"), OVERSEAS)
def test_a_number_of_another_plan_that_is_dialed_at_home_is_not_one_of_the_country(text: str, country: str, e164: str, where: str) -> None:
    """`0596 30 12 34`, in Martinique, became +33 5 96 30 12 34, which is nobody's, and its siblings were "no number that is ported"."""
    found = read(text, country)
    assert isinstance(found, ValidNumber)
    assert (found.e164, found.country) == (e164, where)
    assert found == read(e164, None)


@pytest.mark.parametrize(("text", "country"), [(text, country) for text, country, *_ in OVERSEAS if country])
def test_a_number_of_another_plan_is_told_as_a_misfit(text: str, country: str) -> None:
    """The same number with its own code always was one."""
    found = read_many([(1, text)], WantedNumbers(country=country, number_type=NumberType.GEOGRAPHIC))
    assert [each.problem.reason for each in found.refused] == [NumberProblem.MISFIT]


def test_a_number_overseas_that_is_given_to_nobody_is_told_with_its_own_code() -> None:
    found = read("0263 99 12 34", "FR")
    assert isinstance(found, Unreadable)
    assert found.understood == "+262 263 99 12 34"


def test_a_range_overseas_is_one_of_its_own_plan() -> None:
    found = read_line("0596 30 12 30 - 0596 30 12 39", "FR")
    assert isinstance(found, LineReading)
    assert (found.first.e164, found.last.e164, found.count) == ("+596596301230", "+596596301239", 10)


@pytest.mark.parametrize(
    ("text", "country", "e164"),
    [
        ("0695 12 34 56", "FR", "+33695123456"),
        ("0699 12 34 56", "FR", "+33699123456"),
        ("0591 12 34 56", "FR", "+33591123456"),
        ("0261 12 34 56", "FR", "+33261123456"),
        ("09 70 12 34 56", "FR", "+33970123456"),
        ("0541 123456", "IT", "+390541123456"),
        ("049 612 3456", "IE", "+353496123456"),
        ("028 9012 3456", "GB", "+442890123456"),
    ],
)
def test_the_neighbours_of_another_plan_stay_at_home(text: str, country: str, e164: str) -> None:
    found = read(text, country)
    assert isinstance(found, ValidNumber)
    assert found.e164 == e164
