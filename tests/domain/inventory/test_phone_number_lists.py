"""What a person reads beside each line of a pasted column, and which lines are a range."""

from __future__ import annotations

import pytest

from portico.domain.inventory import phone_number_lists
from portico.domain.inventory.phone_number_lists import MOST_NUMBERS, ReadNumbers, WantedNumbers
from portico.domain.inventory.phone_numbers import NumberProblem
from portico.domain.inventory.spans import MAX_RANGE
from portico.domain.statuses import NumberType


def read_many(lines: list[str], country: str | None, number_type: NumberType | None = None, most: int = MOST_NUMBERS) -> ReadNumbers:
    entries = [(line, text) for line, text in enumerate(lines, start=1) if text]
    return phone_number_lists.read_many(entries, WantedNumbers(country, number_type, most=most))


def accepted(lines: list[str], country: str | None = None) -> list[str]:
    return [number.e164 for each in read_many(lines, country).accepted for number in each.numbers]


def told(found: ReadNumbers) -> list[tuple[int, str, str, NumberProblem, str, str | None]]:
    """Each refused line as it is shown: its number, its text twice (beside it, and of the refusal), why, and what was understood."""
    return [
        (each.line, each.text, each.problem.text, each.problem.reason, each.problem.message, each.problem.understood)
        for each in found.refused
    ]


def test_a_refused_line_is_shown_with_its_text_the_reason_and_what_was_understood() -> None:
    found = read_many([" 020 123 4567 ", "020-1234567", " hello"], "NL")
    assert [each.text for each in found.accepted] == ["020 123 4567"]
    assert told(found) == [
        (2, "020-1234567", "020-1234567", NumberProblem.DUPLICATE, "+31 20 123 4567 stands on line 1 already.", "+31 20 123 4567"),
        (3, "hello", "hello", NumberProblem.NOT_A_NUMBER, "This is not a phone number.", None),
    ]


def test_a_thousand_numbers_are_taken_from_one_line_and_the_limit_names_what_is_too_many() -> None:
    found = read_many(["+31201230000 - +31201230999", "+31201231000"], None)
    assert [len(each.numbers) for each in found.accepted] == [1_000]
    assert told(found) == [
        (2, "+31201231000", "+31201231000", NumberProblem.TOO_MANY, "At most 1,000 numbers at a time.", "+31 20 123 1000"),
    ]


def test_a_longer_range_is_refused_with_how_many_it_would_be() -> None:
    line = "+31201230000 - +31201231000"
    assert told(read_many([line], None)) == [
        (1, line, line, NumberProblem.BAD_RANGE, "A range of 1,001 numbers is too long; at most 1,000.", None),
    ]


def test_a_line_that_is_a_number_and_a_range_is_neither_accepted_nor_refused() -> None:
    found = read_many(["030 1234567-89"], "DE")
    assert (found.accepted, found.refused) == ([], [])
    assert [(each.line, each.text, len(each.unclear.readings)) for each in found.unclear] == [(1, "030 1234567-89", 2)]


def test_of_several_readings_the_one_of_the_type_that_is_wanted_is_taken() -> None:
    line = "49 151 23456789"  # 0491 is Leer, 0151 is mobile
    assert len(read_many([line], "DE").unclear) == 1
    assert [each.numbers[0].e164 for each in read_many([line], "DE", NumberType.MOBILE).accepted] == ["+4915123456789"]
    assert len(read_many([line], "DE", NumberType.NATIONAL).unclear) == 1, "where none fits, all of them are told"


@pytest.mark.parametrize(
    ("line", "number"),
    [
        ("+33805999990-+33806000005", "+33 806 00 00 00"),  # from free to shared cost
        ("+31209999990-10000005", "+31 21 000 0000"),  # into a range nobody has
    ],
)
def test_a_range_that_runs_into_numbers_of_another_kind_names_the_first(line: str, number: str) -> None:
    message = f"{number}, in this range, is not a number of the same kind."
    assert told(read_many([line], None)) == [(1, line, line, NumberProblem.BAD_RANGE, message, None)]


@pytest.mark.parametrize(
    ("line", "country", "many"),
    [
        ("+31201234567-68", None, 2),
        ("020 123 4567 - 45 69", "NL", 3),
        ("020 123 4567 - (45) 69", "NL", 3),
        ("+31201234567" + " " * 84 + "- 69", None, 3),
        ("+31201234567-67", None, 0),
        ("+31201234567 - +69", None, 0),  # a country, not the last digits
        ("+31201234567 - ＋69", None, 0),
    ],
)
def test_the_last_digits_of_a_range_may_stand_for_its_end(line: str, country: str | None, many: int) -> None:
    assert len(accepted([line], country)) == many


def test_as_many_digits_as_the_first_number_has_are_a_number_of_their_own() -> None:
    (refused,) = read_many(["+31201234567 - 99999999999"], "NL").refused
    assert refused.problem.reason is NumberProblem.INVALID


def test_the_numbers_of_a_range_are_of_the_country_that_asked() -> None:
    found = read_many(["8005551212-1214"], "CA")
    assert [number.country for each in found.accepted for number in each.numbers] == ["CA", "CA", "CA"]


def test_a_pasted_column_is_read_line_by_line() -> None:
    found = read_many(["020 123 4567", "", "hello", "+31 20 123 4568", "020-1234567"], "NL")
    assert [(each.line, each.numbers[0].e164) for each in found.accepted] == [(1, "+31201234567"), (4, "+31201234568")]
    assert [(each.line, each.problem.reason) for each in found.refused] == [(3, NumberProblem.NOT_A_NUMBER), (5, NumberProblem.DUPLICATE)]


@pytest.mark.parametrize(
    ("line", "country", "first", "last", "count"),
    [
        ("+35319609036-46", None, "+35319609036", "+35319609046", 11),
        ("+353 1 960 9036 – 46", None, "+35319609036", "+35319609046", 11),
        ("020 123 4500 - 020 123 4599", "NL", "+31201234500", "+31201234599", 100),
        ("212-555-1234-1240", "US", "+12125551234", "+12125551240", 7),
        ("+31201234567..70", None, "+31201234567", "+31201234570", 4),
        ("+31201234567 to +31201234569", None, "+31201234567", "+31201234569", 3),
        ("0201234567 t/m 69", "NL", "+31201234567", "+31201234569", 3),
    ],
)
def test_a_range_is_expanded(line: str, country: str | None, first: str, last: str, count: int) -> None:
    numbers = accepted([line], country)
    assert (numbers[0], numbers[-1], len(numbers)) == (first, last, count)


def test_a_spelling_with_dashes_is_no_range() -> None:
    assert accepted(["212-555-1234"], "US") == ["+12125551234"]
    assert accepted(["030 1234567-0"], "DE") == ["+493012345670"]


def test_a_range_is_bounded_and_does_not_run_backwards() -> None:
    too_long, backwards = read_many(["+31201230000 - +31201239999", "+31201234567 - +31201234560"], None).refused
    assert (too_long.problem.reason, backwards.problem.reason) == (NumberProblem.BAD_RANGE, NumberProblem.BAD_RANGE)
    assert f"{MAX_RANGE:,}" in too_long.problem.message
    assert backwards.problem.message == "This range ends at +31 20 123 4560, before it begins at +31 20 123 4567."


def test_overlapping_ranges_name_their_duplicates_once() -> None:
    found = read_many(["+35319609036-38", "+35319609038-40", "+35319609036-40"], None)
    assert [len(each.numbers) for each in found.accepted] == [3, 2]
    assert [(each.line, each.problem.message) for each in found.refused] == [
        (2, "+353 1 960 9038 stands on line 1 already."),
        (3, "+353 1 960 9036 stands on line 1 already. The same holds for 4 more of these."),
    ]


def test_a_range_that_does_not_fit_into_the_rest_is_refused_whole() -> None:
    """It was cut in two: as much as there was room for was saved, and the line told as one that cannot be used."""
    found = read_many(["+31201234560", "+31201234561-63", "+31201234564", "+31201234565"], None, most=2)
    assert [[number.e164 for number in each.numbers] for each in found.accepted] == [["+31201234560"], ["+31201234564"]]
    assert [(each.line, each.problem.reason) for each in found.refused] == [(2, NumberProblem.TOO_MANY), (4, NumberProblem.TOO_MANY)]


def test_a_line_of_nonsense_is_answered_quickly() -> None:
    found = read_many(["1 " * 40_000 + "-", "5-" * 40_000, "+" * 10_000, "1-" * 50, "0 - " * 25, "12.." * 25, "1 000 " * 16], "DE")
    assert (len(found.refused), found.accepted, found.unclear) == (7, [], [])


def test_a_range_that_may_begin_either_way_is_asked_about_unless_only_one_way_is_of_the_type() -> None:
    """As a single number of either beginning is: a mobile range had become a landline one unasked."""
    text = "49 151 12345600 - 49 151 12345699"
    (unclear,) = read_many([text], "DE").unclear
    assert [each.first.e164 for each in unclear.unclear.readings] == ["+494915112345600", "+4915112345600"]
    for number_type, first in ((NumberType.GEOGRAPHIC, "+494915112345600"), (NumberType.MOBILE, "+4915112345600")):
        (accepted,) = read_many([text], "DE", number_type).accepted
        assert (accepted.numbers[0].e164, len(accepted.numbers)) == (first, 100)
