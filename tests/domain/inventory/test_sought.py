"""What is typed into a search box means one kind of thing or several, each looked for in an index of its own."""

from __future__ import annotations

import pytest

from portico.domain.inventory.sought import Sought, sought, words_of

CODES = (1, 31, 32, 33, 34, 39, 41, 43, 44, 49, 61, 351)
"""Calling codes of the countries whose numbers move here."""


def within(digits: str) -> tuple[str, ...]:
    return tuple(f"+{code}{digits}" for code in CODES)


def test_a_whole_number_means_nothing_else() -> None:
    assert sought("+31 20 123 4567") == Sought(begins=("+31201234567",))
    assert sought("+39 (0)331 12") == Sought(begins=("+39033112",))


@pytest.mark.parametrize(("text", "reference"), [("PI-2026-0000", "PI-2026-0000"), ("pi-", "PI-"), (" po-20 ", "PO-20")])
def test_a_reference_is_looked_for_as_it_begins_and_its_parts_as_words(text: str, reference: str) -> None:
    assert sought(text) == Sought(reference=reference, words=tuple(words_of(text)))


@pytest.mark.parametrize(
    ("text", "words"), [("Acme Ltd. 12345", ("acme", "ltd", "12345")), ("PI-2026-abc", ("pi", "2026", "abc")), ("É", ("é",))]
)
def test_what_has_a_letter_and_is_no_reference_is_words_only(text: str, words: tuple[str, ...]) -> None:
    assert sought(text) == Sought(words=words)


def test_of_words_the_first_eight_are_looked_for_each_once_and_in_their_order() -> None:
    assert sought("b a c B d e f g h i j").words == ("b", "a", "c", "d", "e", "f", "g", "h")


def test_words_are_letters_and_digits_whatever_stands_between_them() -> None:
    assert list(words_of("  Ada_Byron, Ltd.--12 ")) == ["ada", "byron", "ltd", "12"]
    assert list(words_of("")) == []


def test_digits_end_a_number_begin_it_anywhere_and_are_the_number_of_a_reference() -> None:
    begins = ("+12345", *within("12345"))
    assert sought("12 345") == Sought(ends=("12345",), begins=begins, reference_number="012345", words=("12", "345"))


def test_three_digits_are_no_part_of_a_number_and_four_are() -> None:
    assert sought("123") == Sought(reference_number="000123", words=("123",))
    assert sought("1234").ends == ("1234",)


def test_six_digits_can_be_the_number_of_a_reference_and_seven_cannot() -> None:
    assert (sought("123456").reference_number, sought("1234567").reference_number) == ("123456", None)
    assert (sought("5").reference_number, sought("--").reference_number) == ("000005", None)


def test_the_zero_that_is_dialled_before_an_area_is_looked_for_with_and_without() -> None:
    assert sought("0123").begins == (*within("0123"), *within("123"))


@pytest.mark.parametrize(("text", "begins"), [("004420", ("+4420",)), ("0044", ("+44",)), ("0000", ()), ("00012", ())])
def test_after_two_zeros_a_number_begins_with_its_country_unless_that_were_zero(text: str, begins: tuple[str, ...]) -> None:
    assert (sought(text).begins, sought(text).ends) == (begins, (text,))


def test_two_zeros_alone_begin_no_number() -> None:
    assert sought("00") == Sought(reference_number="000000", words=("00",))


def test_a_zero_in_brackets_is_looked_for_as_dialled_and_left_out() -> None:
    found = sought("+31 (0)20 794")
    assert found.ends == ("31020794", "3120794")
    assert found.begins == ("+31020794", "+3120794")
    assert found.words == ("31", "0", "20", "794")


@pytest.mark.parametrize(("text", "begins"), [("+49", ("+49",)), ("+493", ("+493",)), ("+0", ()), ("+", ())])
def test_behind_a_plus_few_digits_begin_a_number_and_a_zero_begins_none(text: str, begins: tuple[str, ...]) -> None:
    assert (sought(text).begins, sought(text).ends, sought(text).reference_number) == (begins, (), None)


def test_digits_of_any_script_are_digits() -> None:
    assert (sought("٣١٢٣").ends, sought("٣١٢٣").reference_number) == (("3123",), "003123")
