"""What is the same however it is spelled, what is near and why, and what is somebody or somewhere else."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from portico.domain.matching.addresses import compare_cities, compare_postal_codes, compare_streets
from portico.domain.matching.comparing import (
    DIFFERENT,
    NOT_GIVEN,
    NOT_ON_RECORD,
    SAME,
    Compared,
    Likeness,
    MatchReason,
    MatchSeverity,
    MatchVerdict,
    compared,
    near,
)
from portico.domain.matching.identifiers import compare_identifiers
from portico.domain.matching.names import compare_names

Why = MatchReason
Comparer = Callable[[str, str], Likeness]
COMPARERS = (compare_names, compare_streets, compare_cities, compare_postal_codes, compare_identifiers)

SAME_NAMES = [
    ("Acme B.V.", "ACME BV"),
    ("Acme GmbH & Co. KG", "Acme GmbH und Co KG"),
    ("Acme Ltd", "ACME LIMITED"),
    ("Müller GmbH", "Mueller Gesellschaft mit beschränkter Haftung"),
    ("Muller BV", "Müller B.V."),
    ("Grüße AG", "Grusse Aktiengesellschaft"),
    ("Doe, John", "John Doe"),
    ("The Wine Bar", "wine-bar"),
    ("Smith & Sons", "Smith and Sons"),
    ("Jansen en Zonen", "Jansen & Zonen"),
    ("O'Brien", "O’Brien"),
    ("A.B.C. Inc.", "ABC Incorporated"),
    ("Иванов", "Ivanov"),
    ("Ærø Telecom ApS", "Aeroe Telecom APS"),
    ("Mr John Doe", "John Doe"),
    ("  Acme   BV ", "acme bv"),
]
NEAR_NAMES = [
    ("Acme", "Acme Ltd.", Why.COMPANY_FORM_LEFT_OUT),
    ("Acme BV", "Acme NV", Why.COMPANY_FORM),
    ("John Q. Doe", "John Doe", Why.MIDDLE_NAME),
    ("John Quincy Doe", "John Q Doe", Why.MIDDLE_NAME),
    ("J. Doe", "John Doe", Why.INITIALS),
    ("Doe John", "John Doe", Why.WORD_ORDER),
    ("Wine Bar", "WineBar", Why.SPACING),
    ("Jonson Trading", "Johnson Trading", Why.SPELLING),
    ("Acme Holding", "Acme", Why.PART),
]
OTHER_NAMES = [("Jane Doe", "John Doe"), ("Bauer", "Baur"), ("Acme BV", "Zenith BV"), ("Limited", "Acme Limited"), ("BV", "NV")]
SAME_STREETS = [
    ("12 Main St", "12 Main Street"),
    ("Main Street 12", "12 Main St."),
    ("Hauptstr. 5", "Hauptstraße 5"),
    ("Haupt Straße 5", "HAUPTSTRASSE 5"),
    ("Kerkstr. 3", "Kerkstraat 3"),
    ("Keizersgracht 12a", "Keizersgracht 12 A"),
    ("St James St 4", "Saint James Street 4"),
    ("10 Fifth Avenue", "10 5th Ave"),
    ("Alexanderpl. 1", "Alexanderplatz 1"),
    ("123 N Main St Apt 4B", "123 North Main Street, #4B"),
    ("rue de la Paix, 5", "5 rue de la Paix"),
    ("Bahnhofstrasse 007", "Bahnhofstraße 7"),
]
NEAR_STREETS = [
    ("123 Main St", "123 Main St Apt 4", Why.UNIT_LEFT_OUT),
    ("Lindenalle 4", "Lindenallee 4", Why.SPELLING),
    ("Main St", "Old Main St", Why.PART),
]


@pytest.mark.parametrize(("one", "other"), SAME_NAMES)
def test_a_name_is_the_same_however_it_is_spelled(one: str, other: str) -> None:
    assert compare_names(one, other) == compare_names(other, one) == SAME


@pytest.mark.parametrize(("one", "other", "why"), NEAR_NAMES)
def test_a_name_is_near_and_it_is_said_why(one: str, other: str, why: MatchReason) -> None:
    assert compare_names(one, other) == compare_names(other, one) == near(why)


@pytest.mark.parametrize(("one", "other"), OTHER_NAMES)
def test_another_name_is_another(one: str, other: str) -> None:
    assert compare_names(one, other) == compare_names(other, one) == DIFFERENT


@pytest.mark.parametrize(("one", "other"), SAME_STREETS)
def test_a_street_is_the_same_however_it_is_spelled(one: str, other: str) -> None:
    assert compare_streets(one, other) == compare_streets(other, one) == SAME


@pytest.mark.parametrize(("one", "other", "why"), NEAR_STREETS)
def test_a_street_is_near_and_it_is_said_why(one: str, other: str, why: MatchReason) -> None:
    assert compare_streets(one, other) == compare_streets(other, one) == near(why)


def test_another_house_in_the_same_street_is_somewhere_else() -> None:
    found = compare_streets("123 Main St", "124 Main St")
    assert (found.verdict, found.why, found.severity) == (MatchVerdict.DIFFERENT, Why.HOUSE_NUMBER, MatchSeverity.HIGH)
    assert compare_streets("Keizersgracht 12", "Keizersgracht 12b").verdict is MatchVerdict.DIFFERENT
    assert compare_streets("Elm St 12", "Oak St 12") == DIFFERENT
    assert compare_streets("Main Ave 12", "Main St 12") == DIFFERENT


@pytest.mark.parametrize(
    ("one", "other", "likeness"),
    [
        ("1012AB", "1012 ab", SAME),
        ("NL-1012 AB", "1012AB", SAME),
        ("D-10115", "10115", SAME),
        ("10001-1234", "100011234", SAME),
        ("10001-1234", "10001", near(Why.EXTENSION)),
        ("SW1A", "SW1A 1AA", near(Why.PART)),
        ("10115", "10117", DIFFERENT),
        ("101", "10115", DIFFERENT),
    ],
)
def test_a_postal_code_counts_by_its_signs(one: str, other: str, likeness: Likeness) -> None:
    assert compare_postal_codes(one, other) == compare_postal_codes(other, one) == likeness


@pytest.mark.parametrize(
    ("one", "other", "likeness"),
    [
        ("Munich", "München", SAME),
        ("'s-Gravenhage", "Den Haag", SAME),
        ("Koln", "Köln", SAME),
        ("St. Gallen", "Sankt Gallen", SAME),
        ("Frankfurt", "Frankfurt am Main", SAME),
        ("Neustadt", "Neustadt an der Aisch", near(Why.EXTENSION)),
        ("Amsterdan", "Amsterdam", near(Why.SPELLING)),
        ("Bonn", "Berlin", DIFFERENT),
    ],
)
def test_a_city_is_known_by_each_of_its_names(one: str, other: str, likeness: Likeness) -> None:
    assert compare_cities(one, other) == compare_cities(other, one) == likeness


@pytest.mark.parametrize(
    ("one", "other", "likeness"),
    [
        ("ACC-10 023", "acc10023", SAME),
        ("10023", "10032", near(Why.SPELLING)),
        ("1234567", "123457", near(Why.SPELLING)),
        ("1234", "1235", DIFFERENT),
        ("10023", "20024", DIFFERENT),
    ],
)
def test_an_account_number_counts_by_its_signs(one: str, other: str, likeness: Likeness) -> None:
    assert compare_identifiers(one, other) == compare_identifiers(other, one) == likeness


def test_what_was_given_stands_beside_the_likest_on_record() -> None:
    found = compared("Acme Ltd", [None, "Zenith Ltd", "ACME", "Acme Limited", "Acme Ltd"], compare_names)
    assert (found.likeness, found.on_record, found.place) == (SAME, "Acme Limited", 3)
    nearest = compared("Acme Lda", ["Zenith", "Acme"], compare_names)
    assert (nearest.likeness.verdict, nearest.on_record) == (MatchVerdict.NEAR, "Acme")


def test_what_is_missing_is_missing_and_not_different() -> None:
    for blank in (None, "", "  "):
        assert compared(blank, ["Acme"], compare_names) == Compared(NOT_GIVEN, None, "Acme", 0)
        assert compared("Acme", [blank], compare_names) == Compared(NOT_ON_RECORD, "Acme", None)


def test_every_reason_has_its_weight_and_the_same_has_none() -> None:
    assert SAME.severity is MatchSeverity.NONE
    assert DIFFERENT.severity is MatchSeverity.HIGH
    assert {near(why).severity for why in MatchReason} == {MatchSeverity.LOW, MatchSeverity.MEDIUM, MatchSeverity.HIGH}


TYPED = st.text(max_size=40)
LIKELY = st.lists(
    st.sampled_from(["Acme", "BV", "GmbH", "&", "Müller", "J.", "John", "Doe", "St", "12", "12a", "Straße", "Main", ",", "#4", "Ø", "李"]),
    max_size=6,
).map(" ".join)


@pytest.mark.parametrize("compare", COMPARERS, ids=lambda each: each.__name__)
@given(one=TYPED | LIKELY, other=TYPED | LIKELY)
def test_whatever_people_type_is_compared_and_from_either_side_alike(compare: Comparer, one: str, other: str) -> None:
    assert compare(one, other) == compare(other, one)
    assert compare(one, one).verdict is MatchVerdict.SAME
