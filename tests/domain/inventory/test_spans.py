"""How several numbers in one line are told apart from one, to the last digit."""

from __future__ import annotations

from dataclasses import replace

import pytest

from portico.domain.inventory.phone_numbers import NumberProblem, Unreadable, ValidNumber
from portico.domain.inventory.reading import read_line
from portico.domain.inventory.readings import Ambiguous, DialedBlock, LineReadAs, LineReading
from portico.domain.statuses import NumberType

LINE, FREE = NumberType.GEOGRAPHIC, NumberType.TOLL_FREE


def ends(country: str, kind: NumberType, first: str, last: str) -> tuple[ValidNumber, ValidNumber]:
    return ValidNumber(first, country, kind), ValidNumber(last, country, kind)


@pytest.mark.parametrize(
    ("text", "found"),
    [
        (
            "030 23456-5 (0-1)",
            LineReading(LineReadAs.BLOCK, *ends("DE", LINE, "+4930234560", "+4930234561"), DialedBlock("+493023456", "5", "0", "1")),
        ),
        (
            "030 23456-5 (0-2)",
            LineReading(LineReadAs.BLOCK, *ends("DE", LINE, "+4930234560", "+4930234562"), DialedBlock("+493023456", "5", "0", "2")),
        ),
        (
            "030 1234567 - 301234599",  # as long as a whole number, so it is one
            LineReading(LineReadAs.RANGE, *ends("DE", LINE, "+49301234567", "+49301234599"), DialedBlock("+493012345", None, "67", "99")),
        ),
        ("030 12345678 / 030 12399", LineReading(LineReadAs.PAIR, *ends("DE", LINE, "+493012399", "+493012345678"))),
        ("030 1234567 / 030123", LineReading(LineReadAs.PAIR, *ends("DE", LINE, "+4930123", "+49301234567"))),
    ],
)
def test_a_span_of_a_german_line_ends_where_it_is_written_to_end(text: str, found: LineReading) -> None:
    assert read_line(text, "DE") == found


def test_two_toll_free_numbers_of_north_america_are_both_of_the_country_that_asks() -> None:
    pair = LineReading(LineReadAs.PAIR, *ends("CA", FREE, "+18005551212", "+18005551215"))
    assert read_line("800 555 1212 / 800 555 1215", "CA") == pair


@pytest.mark.parametrize("text", ["+31201234567 - +31201234567", "020 1234567 - 201234567", "020 1234567 - 020 1234567"])
def test_a_number_up_to_itself_is_that_number(text: str) -> None:
    assert read_line(text, "NL") == LineReading(LineReadAs.NUMBER, *ends("NL", LINE, "+31201234567", "+31201234567"))


def test_a_short_number_twice_that_is_a_longer_one_as_well_is_only_that() -> None:
    """030123030123 is a number of Berlin, and nobody writes 030123 up to 030123."""
    assert read_line("030123-030123", "DE") == LineReading(LineReadAs.NUMBER, *ends("DE", LINE, "+4930123030123", "+4930123030123"))


@pytest.mark.parametrize(
    ("text", "country", "reason", "message"),
    [
        (
            "020 1234567 / 0991234567",
            "NL",
            NumberProblem.INVALID,
            "+31 991234567 is no number that is ported in the Netherlands: a digit is wrong or missing, "
            "or its range serves something else.",
        ),
        (
            "0-0 (00-99)",
            "DE",
            NumberProblem.INVALID,
            "+49 00099 is no number that is ported in Germany: a digit is wrong or missing, or its range serves something else.",
        ),
        ("030 123456 - 301234567", "DE", NumberProblem.BAD_RANGE, "A range of 44,371,111,112 numbers is too long; at most 1,000."),
        (
            "030 12345678 - 030 12399",
            "DE",
            NumberProblem.BAD_RANGE,
            "This range ends at +49 30 12399, before it begins at +49 30 12345678.",
        ),
    ],
)
def test_what_begins_or_ends_at_no_number_is_refused_in_words(text: str, country: str, reason: NumberProblem, message: str) -> None:
    found = read_line(text, country)
    assert isinstance(found, Unreadable)
    assert (found.text, found.reason, found.message) == (text, reason, message)


def ways(text: str) -> list[tuple[LineReadAs, str, str]]:
    found = read_line(text, "DE")
    every = found.readings if isinstance(found, Ambiguous) else [found]
    return [(each.read_as, each.first.e164, each.last.e164) for each in every if isinstance(each, LineReading)]


def test_digits_behind_a_blank_are_dialed_behind_a_stem_from_zero_only() -> None:
    """Else they are the last ones of the number before them."""
    assert ways("030 123456 5-10") == [(LineReadAs.NUMBER, "+4930123456510", "+4930123456510")]
    assert ways("030 123456 00-99") == [
        (LineReadAs.NUMBER, "+49301234560099", "+49301234560099"),
        (LineReadAs.BLOCK, "+493012345600", "+493012345699"),
        (LineReadAs.RANGE, "+493012345600", "+493012345699"),
    ]
    assert ways("030 123456 0-99") == [
        (LineReadAs.NUMBER, "+4930123456099", "+4930123456099"),
        (LineReadAs.BLOCK, "+493012345600", "+493012345699"),
        (LineReadAs.RANGE, "+493012345600", "+493012345699"),
    ]


@pytest.mark.parametrize(
    ("text", "country", "other"),
    [
        ("0441 123456 - 0171 1234567", "DE", "+49 171 1234567"),
        ("0171 1234567 - 0441 123456", "DE", "+49 441 123456"),
        ("+49441123456 - +31201234567", "DE", "+31 20 123 4567"),
        ("212 736 2345 - 800 736 2345", "US", "+1 800-736-2345"),
    ],
)
def test_a_range_from_one_kind_to_another_is_told_so(text: str, country: str, other: str) -> None:
    """“A range of 442,270,111,112 numbers is too long” was said of it, or that it runs backwards."""
    found = read_line(text, country)
    assert isinstance(found, Unreadable)
    assert (found.reason, found.message) == (NumberProblem.BAD_RANGE, f"{other}, in this range, is not a number of the same kind.")


@pytest.mark.parametrize(
    ("text", "plainly", "country"),
    [
        ("1-(212)-736-5000", "1 (212)-736-5000", "US"),
        ("+1-(212) 736-5001", "+1 (212) 736-5001", "US"),
        ("+49-(0)30-1234567", "+49 (0)30-1234567", "DE"),
        ("0049-(0)30-1234567", "0049 (0)30-1234567", "DE"),
        ("+44-(0)20-7946-0018", "+44 (0)20-7946-0018", "GB"),
        ("+31 - (0)20-1234567", "+31 (0)20-1234567", "NL"),
        ("+49-(0)30-12345-0", "+49 (0)30-12345-0", "DE"),
        ("+49-(0)451-123456-78", "+49 (0)451-123456-78", "DE"),
        ("+43-[0]512-123456-78", "+43 [0]512-123456-78", "AT"),
        ("+49-(0)451-123-45-67", "+49 (0)451-123-45-67", "DE"),
    ],
)
def test_a_dash_between_a_countrys_code_and_a_bracket_says_nothing(text: str, plainly: str, country: str) -> None:
    """It was read as the dash of a block: a number with its direct dial became 23 numbers in silence, and a plain one was several."""
    found, expected = read_line(text, country), read_line(plainly, country)
    assert not isinstance(expected, Unreadable)
    assert found == (expected if isinstance(expected, LineReading) else replace(expected, text=text))


def test_a_block_in_brackets_behind_a_dash_is_still_one() -> None:
    found = read_line("030 12345-(00-99)", "DE")
    assert isinstance(found, LineReading)
    assert (found.read_as, found.first.e164, found.last.e164) == (LineReadAs.RANGE, "+49301234500", "+49301234599")


@pytest.mark.parametrize(
    "text",
    [
        "089 9999-0 bis 9999-99",
        "089 99 99-0 bis 9999-99",
        "089/9999-0 - 9999-99",
        "(089) 9999-0 bis 9999-99",
        "+49 89 9999-0 bis 089 9999-99",
        "089 9999-0 bis +49 89 9999-99",
    ],
)
def test_an_end_that_repeats_the_stem_belongs_to_it(text: str) -> None:
    """`089 9999-0 bis 9999-99` was ten numbers of somebody else."""
    found = read_line(text, "DE")
    assert isinstance(found, Ambiguous)
    assert [each.written for each in found.readings] == ["+49899999-0 (00-99)", "+4989999900 - +4989999999"]


@pytest.mark.parametrize("text", ["089 9999-0..9999", "089 9999-0 bis 9999-9999", "089 9999-0 bis 089 9999-9999"])
def test_a_block_that_is_too_long_is_counted_as_it_is_written(text: str) -> None:
    found = read_line(text, "DE")
    assert isinstance(found, Unreadable)
    assert found.message == "A range of 10,000 numbers is too long; at most 1,000."


@pytest.mark.parametrize(
    "text",
    ["089 99990 bis 999999", "030 1234567 / 10115", "030 1234567 / 01.12.2026", "030 1234567 / 2026-12-01", "2026-12-01/030 1234567"],
)
def test_no_end_replaces_an_area_code_or_is_something_else(text: str) -> None:
    assert isinstance(read_line(text, "DE"), Unreadable)
