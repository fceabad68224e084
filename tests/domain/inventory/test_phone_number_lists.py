"""What a person reads beside each line of a pasted column, and which lines are a range."""

from __future__ import annotations

import pytest

from portico.domain.inventory.phone_number_lists import ReadNumbers, read_many
from portico.domain.inventory.phone_numbers import Unread


def told(found: ReadNumbers) -> list[tuple[int, str, str, Unread, str, str | None]]:
    """Each refused line as it is shown: its number, its text twice (beside it, and of the refusal), why, and what was understood."""
    return [
        (each.line, each.text, each.problem.text, each.problem.reason, each.problem.message, each.problem.understood)
        for each in found.refused
    ]


def test_a_refused_line_is_shown_with_its_text_the_reason_and_what_was_understood() -> None:
    found = read_many([" 020 123 4567 ", "020-1234567", " hello"], "NL")
    assert [each.text for each in found.accepted] == ["020 123 4567"]
    assert told(found) == [
        (2, "020-1234567", "020-1234567", Unread.DUPLICATE, "+31 20 123 4567 stands on line 1 already.", "+31 20 123 4567"),
        (3, "hello", "hello", Unread.NOT_A_NUMBER, "This is not a phone number.", None),
    ]


def test_a_thousand_numbers_are_taken_from_one_line_and_the_limit_names_what_is_too_many() -> None:
    found = read_many(["+31201230000 - +31201230999", "+31201231000"], None, limit=1_000)
    assert len(found.accepted) == 1_000
    assert told(found) == [
        (2, "+31201231000", "+31201231000", Unread.TOO_MANY, "At most 1,000 numbers at a time.", "+31 20 123 1000"),
    ]


def test_a_longer_range_is_refused_with_how_many_it_would_be() -> None:
    line = "+31201230000 - +31201231000"
    assert told(read_many([line], None)) == [
        (1, line, line, Unread.BAD_RANGE, "A range of 1,001 numbers is too long; at most 1,000.", None),
    ]


def test_a_line_that_is_a_number_and_a_range_is_told_as_both() -> None:
    assert told(read_many(["030 1234567-89"], "DE")) == [
        (
            1,
            "030 1234567-89",
            "030 1234567-89",
            Unread.AMBIGUOUS,
            "This is either the number +49 30 123456789 or a range of 23: write the range with both numbers in full.",
            "+49 30 123456789",
        )
    ]


@pytest.mark.parametrize(
    ("line", "number"),
    [
        ("+33805999990-+33806000005", "+33 806 00 00 00"),  # from free to shared cost
        ("+31209999990-10000005", "+31 21 000 0000"),  # into a range nobody has
    ],
)
def test_a_range_that_runs_into_numbers_of_another_kind_names_the_first(line: str, number: str) -> None:
    message = f"{number}, in this range, is not a number of the same kind."
    assert told(read_many([line], None)) == [(1, line, line, Unread.BAD_RANGE, message, None)]


@pytest.mark.parametrize(
    ("line", "country", "many"),
    [
        ("+31201234567-68", None, 2),
        ("020 123 4567 - 45 69", "NL", 3),
        ("020 123 4567 - (45) 69", "NL", 3),
        ("+31201234567" + " " * 84 + "- 69", None, 3),  # a hundred characters
        ("+31201234567" + " " * 85 + "- 69", None, 0),
        ("+31201234567-67", None, 0),
        ("+31201234567 - +69", None, 0),  # a country, not the last digits
        ("+31201234567 - ＋69", None, 0),
    ],
)
def test_the_last_digits_of_a_range_may_stand_for_its_end(line: str, country: str | None, many: int) -> None:
    assert len(read_many([line], country).accepted) == many


def test_as_many_digits_as_the_first_number_has_are_a_number_of_their_own() -> None:
    (refused,) = read_many(["+31201234567 - 99999999999"], "NL").refused
    assert refused.problem.reason is Unread.TOO_LONG


def test_the_numbers_of_a_range_are_of_the_country_that_asked() -> None:
    found = read_many(["8005551212-1214"], "CA")
    assert [each.number.country for each in found.accepted] == ["CA", "CA", "CA"]
