"""One line of text: what it stands for, what else it may stand for, and that what is no number never becomes one."""

from __future__ import annotations

import re
from datetime import date, datetime, time

import phonenumbers
import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from portico.domain.inventory.phone_numbers import NumberProblem, Unreadable, ValidNumber, display
from portico.domain.inventory.reading import read, read_line
from portico.domain.inventory.readings import Ambiguous, DialedBlock, LineReadAs, LineReading
from portico.domain.inventory.spans import at_most, numbers_in
from portico.domain.statuses import NumberType
from tests.numbers_table import TABLE, Row, name

COUNTRIES = "AT AU BE CA CH DE ES FR GB IT NL PT US".split()
LENGTHS = {"DE": (5, 11), "AT": (5, 10), "NL": (9, 9), "US": (10, 10), "IT": (6, 10), "GB": (10, 10)}


def reading(text: str, country: str | None) -> LineReading:
    found = read_line(text, country)
    assert isinstance(found, LineReading), found
    return found


def readings(text: str, country: str) -> tuple[LineReading, ...]:
    found = read_line(text, country)
    assert isinstance(found, Ambiguous), found
    return found.readings


def e164s(found: LineReading) -> list[str]:
    numbers = numbers_in("", found)
    assert isinstance(numbers, tuple), numbers
    return [number.e164 for number in numbers]


@pytest.mark.parametrize("row", TABLE, ids=name)
def test_the_table_is_read_as_it_says(row: Row) -> None:
    found = read_line(row["text"], row["country"])
    if isinstance(found, Unreadable):
        assert (row["outcome"], row["problem"]) == ("REFUSED", found.reason)
    elif isinstance(found, Ambiguous):
        assert (row["outcome"], row["readings"]) == ("AMBIGUOUS", [each.written for each in found.readings])
    else:
        numbers = e164s(found)
        assert (row["outcome"], row["type"]) == ("ACCEPTED", found.first.number_type)
        assert row.get("numbers", numbers) == numbers
        told = [row.get(key) for key in ("first", "last", "count")]
        assert told in ([None] * 3, [numbers[0], numbers[-1], len(numbers)])


@pytest.mark.parametrize("row", [row for row in TABLE if row["outcome"] == "AMBIGUOUS"], ids=name)
def test_every_reading_is_written_so_that_it_is_the_only_one(row: Row) -> None:
    for each in readings(row["text"], row["country"]):
        again = reading(each.written, row["country"])
        assert (again.read_as, e164s(again), again.block) == (each.read_as, e164s(each), each.block)


@pytest.mark.parametrize("row", TABLE, ids=name)
def test_no_text_stands_for_more_numbers_than_its_price_says(row: Row) -> None:
    found = read_line(row["text"], row["country"])
    assert not isinstance(found, LineReading) or found.count <= at_most(row["text"])


@pytest.mark.parametrize("text", ["030 23456-0 (0-9)", "030 23456-5 (1-9)", "030 23456-10 (00-99)", "030 23456-0 (00-99)"])
def test_a_block_with_its_attendant_in_it_has_no_number_twice(text: str) -> None:
    """A request with one was refused by the database, as a failure of ours."""
    found = reading(text, "DE")
    assert len(set(e164s(found))) == len(e164s(found)) == found.count


@pytest.mark.parametrize("text", ["030 23456-0 (0-99)", "030 23456-0 (5-99)", "030 23456-1 (1-20)", "030 23456-0 (00-999)"])
def test_a_block_whose_ends_differ_in_length_does_not_stand_for_all_numbers_between_two_towns(text: str) -> None:
    """It stood for 44,372,111,141 numbers, and nothing that asked for them ever came to an end."""
    assert isinstance(read_line(text, "DE"), Unreadable)


def test_an_ambiguous_line_says_all_it_may_be_and_how_to_write_each() -> None:
    found = read_line("0451 123456-78", "DE")
    assert isinstance(found, Ambiguous)
    assert found.message == (
        "This may be the number +49 451 12345678 (write +4945112345678) or the 23 numbers from +49 451 123456 to +49 451 123478"
        " (write +49451123456 - +49451123478). Write the one that is meant."
    )


@pytest.mark.parametrize(
    ("spoilt", "country", "e164"),
    [
        ("+49302345678.0", "DE", "+49302345678"),
        ("+49 30 2345678.0", "DE", "+49302345678"),
        ("030 2345678.0", "DE", "+49302345678"),
        ("030/2345678.0", "DE", "+49302345678"),
        ("030-2345678.0", "DE", "+49302345678"),
        ("49 30 2345678.0", "DE", "+49302345678"),
        ("4930123456.0.0", "DE", "+4930123456"),
        ("431 5123456.0", "AT", "+4315123456"),
        ("+44 20 7283 8900.0", "GB", "+442072838900"),
        ("020 7283 8900.0", "GB", "+442072838900"),
    ],
)
def test_what_a_spreadsheet_puts_behind_a_number_is_no_digit_of_it_however_it_is_parted(spoilt: str, country: str, e164: str) -> None:
    """`+49 30 2345678.0` was +49 30 23456780."""
    assert reading(spoilt, country).first.e164 == e164


@pytest.mark.parametrize(
    ("spoilt", "whole"),
    [
        ("4930123400.0 - 4930123499.0", "4930123400 - 4930123499"),
        ("+49 30 123400.0 bis +49 30 123499.0", "+49 30 123400 bis +49 30 123499"),
        ("030 1234567.0 / 030 1234569.0", "030 1234567 / 030 1234569"),
    ],
)
def test_what_a_spreadsheet_puts_behind_the_ends_of_a_range_is_no_digit_of_them(spoilt: str, whole: str) -> None:
    assert reading(spoilt, "DE") == reading(whole, "DE")


def test_a_block_names_its_stem_its_attendant_and_its_extent_for_the_letter() -> None:
    _number, block, span = readings("030/2345600-99", "DE")
    assert (block.read_as, block.block) == (LineReadAs.BLOCK, DialedBlock("+493023456", "0", "00", "99"))
    assert (block.attendant, block.count) == ("+49302345600"[:-1], 101)
    assert block.understood.text == "a block of 101 numbers: the attendant +49 30 234560, and +49 30 2345600 to +49 30 2345699"
    assert (span.read_as, span.block, span.count) == (LineReadAs.RANGE, DialedBlock("+493023456", None, "00", "99"), 100)


def test_a_range_outside_germany_and_austria_has_no_stem() -> None:
    assert reading("+31201234500 - +31201234599", "NL").block is None
    assert reading("+49301234500 - +49301234599", "NL").block == DialedBlock("+493012345", None, "00", "99")


@pytest.mark.parametrize(
    "text",
    [
        "+49 2161 123456 - 49 2161 123459",
        "49 2161 123456 - +49 2161 123459",
        "49 2161 123456 - 02161 123459",
    ],
)
def test_a_range_of_which_one_end_is_in_no_doubt_is_in_none(text: str) -> None:
    found = reading(text, "DE")
    assert (found.read_as, found.first.e164, found.last.e164) == (LineReadAs.RANGE, "+492161123456", "+492161123459")


def test_the_second_of_two_numbers_is_in_the_doubt_it_is_in_alone() -> None:
    found = readings("030 2345678 / 49 2161 123456", "DE")
    assert [each.written for each in found] == ["+49302345678 / +492161123456", "+49302345678 / +49492161123456"]


def test_a_range_of_either_beginning_that_is_none_says_so_of_the_likeliest() -> None:
    backwards = read_line("49 2161 123459 - 49 2161 123456", "DE")
    assert isinstance(backwards, Unreadable)
    assert backwards.message == "This range ends at +49 4921 61123456, before it begins at +49 4921 61123459."


@pytest.mark.parametrize("text", ["030/2345600-99", "+49 30 1234500-09", "+4930 234567-0..99", "030 23456-0 (00-99)"])
def test_a_block_is_no_number_where_one_is_wanted(text: str) -> None:
    """`030/2345600-99` was stored as the one number of a company's representative."""
    found = read(text, "DE")
    assert isinstance(found, Unreadable)
    assert found.reason in {NumberProblem.AMBIGUOUS, NumberProblem.NOT_A_NUMBER}


def test_where_one_number_is_wanted_a_direct_dial_is_one_and_two_towns_are_not() -> None:
    """A representative's phone is no range."""
    assert read("0451 123456-78", "DE") == reading("+4945112345678", "DE").first
    found = read("49 2161 123456", "DE")
    assert isinstance(found, Unreadable)
    assert (found.reason, found.understood) == (NumberProblem.AMBIGUOUS, "+49 4921 61123456")


def test_where_one_number_is_wanted_a_range_is_refused_with_what_it_is() -> None:
    found = read("+31201234567 - 69", "NL")
    assert isinstance(found, Unreadable)
    assert found.message == "One number, please: these are the 3 numbers from +31 20 123 4567 to +31 20 123 4569."
    pair = read("020 1234567 / 020 1234569", "NL")
    assert isinstance(pair, Unreadable)
    assert pair.message == "One number, please: these are the two numbers +31 20 123 4567 and +31 20 123 4569."


@pytest.mark.parametrize("text", ["030 123456..", "030..1234567", "02 to 1234567"])
def test_dots_in_a_row_are_in_no_single_number(text: str) -> None:
    assert isinstance(read_line(text, "DE"), Unreadable)


@pytest.mark.parametrize("country", ["AT", "BE", "CH", "ES", "FR", "GB", "IT", "NL", "PT"])
def test_a_country_code_without_its_plus_is_no_digit_of_the_number(country: str) -> None:
    example = phonenumbers.example_number(country)
    assert example is not None
    e164 = phonenumbers.format_number(example, phonenumbers.PhoneNumberFormat.E164)
    assert reading(e164.removeprefix("+"), country).first.e164 == e164


@st.composite
def numbers(draw: st.DrawFn) -> tuple[str, str]:
    """Digits of a country, some of which are a number."""
    country = draw(st.sampled_from(sorted(LENGTHS)))
    shortest, longest = LENGTHS[country]
    national = draw(st.from_regex(rf"[0-9]{{{shortest},{longest}}}", fullmatch=True))
    return f"+{phonenumbers.country_code_for_region(country)}{national}", country


@settings(max_examples=40, deadline=None)
@given(numbers(), st.sampled_from([*COUNTRIES, None]))
def test_a_number_in_e164_is_read_as_itself_wherever_it_is_read(spelled: tuple[str, str], country: str | None) -> None:
    found = read(spelled[0], spelled[1])
    if isinstance(found, ValidNumber):
        again = read(found.e164, country)
        assert isinstance(again, ValidNumber)
        assert again.e164 == found.e164
        assert display(found.e164) == phonenumbers.format_number(
            phonenumbers.parse(found.e164), phonenumbers.PhoneNumberFormat.INTERNATIONAL
        )


DAYS = st.dates(date(1950, 1, 1), date(2049, 12, 31))
WITH_BLANKS = ["%Y %m %d", "%d %m %Y", "%m %d %Y", "%d %m %y", "%d. %m. %Y", "%d %m %Y %H:%M", "%Y %m. %d"]
SPELLED = st.sampled_from(
    "%Y-%m-%d|%d.%m.%Y|%d/%m/%Y|%m/%d/%Y|%d-%m-%y|%Y%m%d|%Y/%m/%d|%d.%m.%y|%Y-%m-%dT%H:%M:%S|%d.%m.%Y %H:%M".split("|") + WITH_BLANKS
)


@settings(max_examples=40, deadline=None)
@given(DAYS, st.times(), SPELLED, st.sampled_from(COUNTRIES))
def test_a_date_never_becomes_a_number(day: date, hour: time, spelled: str, country: str) -> None:
    text = datetime.combine(day, hour).strftime(spelled)
    assume(not (country == "AU" and re.fullmatch(r"13 \d\d \d\d", text)))  # a local rate number is written so there, and no day
    found = read_line(text, country)
    assert isinstance(found, Unreadable)
    assert found.reason is NumberProblem.DATE


@settings(max_examples=40, deadline=None)
@given(st.integers(0, 99_999), st.sampled_from(["DE", "FR", "ES", "IT", "US"]))
def test_a_postal_code_never_becomes_a_number(code: int, country: str) -> None:
    found = read_line(f"{code:05}", country)
    assert isinstance(found, Unreadable)
    assert found.reason is NumberProblem.POSTAL_CODE or country != "DE" or code < 1_000, "what begins with 00 is dialed abroad"


@settings(max_examples=40, deadline=None)
@given(
    st.integers(1, 99_999_999),
    st.integers(0, 99),
    st.sampled_from(["{:,}.{:02}", "{}.{:02}", "€ {}.{:02}", "{:,}.{:02} EUR"]),
    st.sampled_from(COUNTRIES),
)
def test_an_amount_never_becomes_a_number(units: int, cents: int, spelled: str, country: str) -> None:
    english = spelled.format(units, cents)
    for text in (english, english.translate(str.maketrans(",.", ".,"))):
        found = read_line(text, country)
        assert isinstance(found, Unreadable), text
        assert found.reason in {NumberProblem.AMOUNT, NumberProblem.DATE, NumberProblem.POSTAL_CODE}, text


@settings(max_examples=40, deadline=None)
@given(st.integers(1_000, 999_999_999), st.sampled_from("AT AU BE CH DE FR GB NL".split()))
def test_an_amount_grouped_with_dots_never_becomes_a_number_where_these_begin_with_a_zero(units: int, country: str) -> None:
    found = read_line(f"{units:,}".replace(",", "."), country)
    assert isinstance(found, Unreadable)
    assert found.reason is NumberProblem.AMOUNT


def test_the_type_of_a_number_is_the_plans_not_its_tariffs() -> None:
    assert reading("0845 4647", "GB").first.number_type is NumberType.NATIONAL
    assert reading("032 221 234567", "DE").first.number_type is NumberType.NATIONAL


@pytest.mark.parametrize(
    ("text", "country", "reason"),
    [
        ("212 910 9990 - 212 911 0010", "US", NumberProblem.NOT_ASSIGNABLE),
        ("212 911 0000 - 212 911 0010", "US", NumberProblem.NOT_ASSIGNABLE),
        ("212-736-5000 - 212-136-5010", "US", NumberProblem.INVALID),
    ],
)
def test_of_a_range_with_an_end_that_is_nobodys_that_end_is_what_is_wrong(text: str, country: str, reason: NumberProblem) -> None:
    """“This is too long for a phone number” was said of it."""
    found = read_line(text, country)
    assert isinstance(found, Unreadable)
    assert found.reason is reason
