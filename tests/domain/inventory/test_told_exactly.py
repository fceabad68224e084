"""What is told of a line to the last word, and what reading it may cost: whoever shows it adds nothing of its own."""

from __future__ import annotations

import phonenumbers
import pytest

from portico.domain import formats
from portico.domain.formats import Malformed
from portico.domain.inventory import phone_number_lists
from portico.domain.inventory.columns import SheetColumn, column_of
from portico.domain.inventory.phone_number_lists import WantedNumbers
from portico.domain.inventory.phone_numbers import NumberProblem, Unreadable, ValidNumber, parsed_e164, place
from portico.domain.inventory.reading import read, read_line
from portico.domain.inventory.readings import Ambiguous, DialedBlock, LineReadAs, LineReading, one_of
from portico.domain.inventory.spans import MAX_RANGE, at_most
from portico.domain.statuses import NumberType

OTHER = ". Write a phone number with its country code, as in +31 20 123 4567."


def told(found: object) -> tuple[str, NumberProblem, str, str | None]:
    assert isinstance(found, Unreadable), found
    return found.text, found.reason, found.message, found.understood


@pytest.mark.parametrize(
    ("text", "country", "reason", "message", "understood"),
    [
        ("2026-11-02", "NL", NumberProblem.DATE, f"This looks like a date or a time{OTHER}", None),
        ("1234 AB", "NL", NumberProblem.POSTAL_CODE, f"This looks like a postal code{OTHER}", None),
        ("€ 12,50", "NL", NumberProblem.AMOUNT, f"This looks like an amount{OTHER}", None),
        ("192.168.10.20", "NL", NumberProblem.NOT_A_NUMBER, f"This looks like the address of a machine{OTHER}", None),
        (
            "+4930123456789012345",
            "DE",
            NumberProblem.TOO_LONG,
            "+49 30123456789012345 has 19 digits; a phone number has at most 15 with its country code.",
            "+49 30123456789012345",
        ),
        (
            "212 911 5000",
            "US",
            NumberProblem.NOT_ASSIGNABLE,
            "+1 212-911-5000 can be nobody's number in the United States: these digits are given to no line.",
            "+1 212-911-5000",
        ),
        (
            "14 020",
            "NL",
            NumberProblem.NOT_PORTABLE_KIND,
            "+31 14020 is a service of public authorities and belongs to no carrier's customer.",
            "+31 14020",
        ),
        (
            "030 123456-1..1",
            "DE",
            NumberProblem.NOT_A_NUMBER,
            "There is more here than a phone number: understood +49 30 1234561. Write it alone.",
            "+49 30 1234561",
        ),
        (
            "112",
            "NL",
            NumberProblem.TOO_SHORT,
            "+31 112 is shorter than numbers that are ported in the Netherlands; perhaps the area code is missing.",
            "+31 112",
        ),
        (
            " 020 123 4567 ext. 5",
            "NL",
            NumberProblem.EXTENSION,
            "Numbers are ported without extensions: understood +31 20 123 4567, extension 5.",
            "+31 20 123 4567",
        ),
        (
            "06/12/34/56/78",
            "FR",
            NumberProblem.NOT_A_NUMBER,
            "Write the number in digits only: understood +33 6 12 34 56 78.",
            "+33 6 12 34 56 78",
        ),
        (
            "06/12/34/5678",
            "FR",
            NumberProblem.NOT_A_NUMBER,
            "Write the number in digits only: understood +33 6 12 34 56 78.",
            "+33 6 12 34 56 78",
        ),
        (
            "030 1234567 a 69",
            "DE",
            NumberProblem.LETTERS,
            "There is more here than a phone number: understood +49 30 1234567. Write it alone.",
            "+49 30 1234567",
        ),
        (
            " 099 123 4567 - 099 123 4599",
            "NL",
            NumberProblem.INVALID,
            "+31 991234567 is no number that is ported in the Netherlands: "
            "a digit is wrong or missing, or its range serves something else.",
            "+31 991234567",
        ),
        (
            " 020 1234599 - 020 1234500",
            "NL",
            NumberProblem.BAD_RANGE,
            "This range ends at +31 20 123 4500, before it begins at +31 20 123 4599.",
            None,
        ),
        (
            "99 31 20 123 4567",
            "NL",
            NumberProblem.TOO_LONG,
            "+31 9931201234567 is longer than numbers that are ported in the Netherlands.",
            "+31 9931201234567",
        ),
        (
            "+1 555 123 4567",
            "NL",
            NumberProblem.INVALID,
            "+1 555-123-4567 is no number that is ported in the United States: "
            "a digit is wrong or missing, or its range serves something else.",
            "+1 555-123-4567",
        ),
    ],
)
def test_a_refused_line_is_told_word_for_word(text: str, country: str, reason: NumberProblem, message: str, understood: str | None) -> None:
    assert told(read_line(text, country)) == (text, reason, message, understood)


def test_several_numbers_are_no_single_one_and_both_texts_are_told() -> None:
    text = " 020 7946 0000 / 020 7946 0001"
    message = "One number, please: these are the two numbers +44 20 7946 0000 and +44 20 7946 0001."
    assert told(read(text, "GB")) == (text, NumberProblem.NOT_A_NUMBER, message, "+44 20 7946 0000")


def test_where_one_number_is_wanted_two_spans_are_told_both() -> None:
    text = " 030 123456-0..999"
    found = read_line(text, "DE")
    assert isinstance(found, Ambiguous)
    assert told(read(text, "DE")) == (text, NumberProblem.AMBIGUOUS, found.message, "+49 30 123456000")


def test_a_pair_is_another_thing_than_the_range_of_its_ends_unless_they_follow_each_other() -> None:
    def both(last: str) -> object:
        ends = ValidNumber("+442079460000", "GB", NumberType.GEOGRAPHIC), ValidNumber(last, "GB", NumberType.GEOGRAPHIC)
        return one_of("both", [LineReading(LineReadAs.PAIR, *ends), LineReading(LineReadAs.RANGE, *ends)])

    assert isinstance(both("+442079460001"), LineReading)
    assert isinstance(both("+442079460002"), Ambiguous)
    assert isinstance(both("+442079460009"), Ambiguous)


def test_a_line_of_several_readings_keeps_its_text() -> None:
    text = " 030 123456-7 "
    found = read_line(text, "DE")
    assert isinstance(found, Ambiguous)
    assert found.text == text


def test_two_numbers_that_follow_each_other_are_the_range_of_both() -> None:
    """Written as a pair or as a range they stand for the same, and nobody is asked which was meant."""
    found = read_line("020 7946 0000 / 020 7946 0001", "GB")
    assert isinstance(found, LineReading)
    assert found.count == 2


@pytest.mark.parametrize(
    ("text", "most"),
    [
        ("020 1234567", 1),
        ("030 123456-00..99", 101),
        ("030 12345-0 (00-99)", 101),
        ("030 123456-5..4", 1),
        ("030 123456-00..9999", MAX_RANGE + 1),
        ("030 123456 7-9", 4),
        ("+35319609036-46", 12),
        ("020 123 4500 - 020 123 4500", 2),
        ("020 123 4500 - 020 123 4599", 101),
        ("020 123 4599 - 020 123 4500", 1),
        ("020 1230000 - 020 1239999", 1),
        ("020 1230000 - 020 1230999", MAX_RANGE + 1),
        ("020 1230000 - 020 1231000", 1),
        ("1234-1300", 1),
        ("123456-123460", 6),
        ("0123456-0123460", 6),
        ("012-00..99", 101),
        (f"{'1' * 97}0-9", 11),
        (f"{'1' * 98}0-9", 1),
        ("x" * 101, 1),
    ],
)
def test_what_reading_a_line_may_cost_is_told_before(text: str, most: int) -> None:
    assert at_most(text) == most


@pytest.mark.parametrize(
    "e164",
    [
        "+12025550123",
        "+31201234567",
        "+35319609036",
        "+390612345678",
        "+39012345678",
        "+22501234567",
        "+3900123456",
        "+80012345678",
        f"+49{'3' * 17}",
    ],
)
def test_a_kept_number_is_what_libphonenumber_makes_of_it(e164: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """And is not looked over for how people may have written it, which takes three times as long."""
    expected = phonenumbers.parse(e164)
    monkeypatch.delattr(phonenumbers, "parse")
    found = parsed_e164(e164)
    assert found == expected
    assert phonenumbers.format_number(found, phonenumbers.PhoneNumberFormat.E164) == e164
    assert (found.italian_leading_zero, found.number_of_leading_zeros) == (expected.italian_leading_zero, expected.number_of_leading_zeros)


@pytest.mark.parametrize("text", ["31201234567", "+999123456", "+31 20 123 4567", "+31", "+31" + "2" * 18, "+312012345x7", "number"])
def test_what_is_no_kept_number_is_read_as_anybodys(text: str) -> None:
    def made(parse: object) -> object:
        try:
            return parse(text)  # type: ignore[operator]
        except phonenumbers.NumberParseException as problem:
            return problem.error_type

    assert made(parsed_e164) == made(phonenumbers.parse)


@pytest.mark.parametrize(("country", "said"), [("NL", "in the Netherlands"), ("ZZ", "anywhere"), ("001", "anywhere"), (None, "anywhere")])
def test_where_a_number_is_from_is_told_where_that_is_a_country(country: str | None, said: str) -> None:
    assert place(country).text == said


def test_a_text_of_a_command_is_as_long_as_it_may_be_and_no_longer() -> None:
    longest = "a" * formats.TEXT_LENGTH
    assert formats.given_text(longest) == longest
    assert formats.given_text("both\nlines") == "both\nlines"
    with pytest.raises(Malformed) as refused:
        formats.given_text(longest + "a")
    assert refused.value.code == "TOO_LONG"
    assert refused.value.said.params == {"most": formats.TEXT_LENGTH, "given": formats.TEXT_LENGTH + 1}


def listed(text: str, wanted: WantedNumbers) -> phone_number_lists.ReadNumbers:
    return phone_number_lists.read_many([(1, text)], wanted)


def test_a_range_of_another_country_is_refused_with_its_first_number() -> None:
    text = "+442079460000 - +442079460009"
    (refused,) = listed(text, WantedNumbers("NL", NumberType.GEOGRAPHIC)).refused
    message = "+44 20 7946 0000 is a geographic number in the United Kingdom; this request is for geographic numbers in the Netherlands."
    assert told(refused.problem) == (text, NumberProblem.MISFIT, message, "+44 20 7946 0000")


@pytest.mark.parametrize("wanted", [WantedNumbers(None), WantedNumbers("GB"), WantedNumbers(None, NumberType.MOBILE)])
def test_where_country_or_type_are_not_known_yet_all_numbers_are_taken(wanted: WantedNumbers) -> None:
    (accepted,) = listed("+44 20 7946 0000", wanted).accepted
    assert accepted.numbers == (ValidNumber("+442079460000", "GB", NumberType.GEOGRAPHIC),)
    assert isinstance(accepted.reading, LineReading)
    assert accepted.reading.first.e164 == "+442079460000"


@pytest.mark.parametrize(
    "wanted", [WantedNumbers("DE"), WantedNumbers("DE", NumberType.GEOGRAPHIC), WantedNumbers(None, NumberType.GEOGRAPHIC)]
)
def test_a_line_that_stays_unclear_keeps_its_text(wanted: WantedNumbers) -> None:
    text = "+49 30 123456-7"
    (unclear,) = listed(text, wanted).unclear
    assert (unclear.text, unclear.unclear.text) == (text, text)
    assert len(unclear.unclear.readings) == 2


def test_a_number_that_stands_in_the_request_is_told_as_people_read_it() -> None:
    (refused,) = listed("+44 20 7946 0000", WantedNumbers("GB", NumberType.GEOGRAPHIC, taken=["+442079460000"])).refused
    assert refused.problem.reason is NumberProblem.DUPLICATE
    assert refused.problem.said.params["number"] == "+44 20 7946 0000"


@pytest.mark.parametrize(
    ("text", "entries", "heading"),
    [
        ("Name,Number\nAcme,020 1234567\nBeta", [(2, "020 1234567"), (3, "Beta")], "Number"),
        ("Acme; 020 1234567\nBeta; 020 1234568", [(1, "020 1234567"), (2, "020 1234568")], None),
        ("Area code,Telephone\n020,1234567\n030,+31 30 1234567", [(2, "020 1234567"), (3, "+31 30 1234567")], "Telephone"),
        ("Area code,Telephone\n020,0031 30 1234567", [(2, "0031 30 1234567")], "Telephone"),
        ('Acme; "020 1234567"\nBeta; "020 1234568"', [(1, "020 1234567"), (2, "020 1234568")], None),
        ("Acme, Inc;020 1234567\nBeta, Ltd;020 1234568", [(1, "020 1234567"), (2, "020 1234568")], None),
        ("Ref,Phone\n1,020 1234567", [(2, "020 1234567")], "Phone"),
        ("5000,020 1234567\n5001,020 1234568", [(1, "020 1234567"), (2, "020 1234568")], None),
        ("Number,Phone\n10001,020 1234567\n10002,020 1234568", [(2, "020 1234567"), (3, "020 1234568")], "Phone"),
        ("Area,From,To\n020,1234500,1234509", [(2, "020 1234500 - 1234509")], "From"),
        ("020 1234\x00567\n020 1234568", [(1, "020 1234567"), (2, "020 1234568")], None),
    ],
)
def test_the_cells_of_a_table_are_read_as_they_stand(text: str, entries: list[tuple[int, str]], heading: str | None) -> None:
    assert column_of(text, "NL") == SheetColumn(tuple(entries), heading)


def test_rows_of_one_length_are_a_table_where_hardly_one_in_five_is_another() -> None:
    """The first line says how long they are."""
    rows = [f"Shop,020 123450{place}" for place in range(9)]
    alone = ["020 1234600", "020 1234601", "020 1234602"]

    def read_of(lines: list[str]) -> list[str]:
        return [entry for _, entry in column_of("\n".join(lines), "NL").entries]

    numbers = [row.partition(",")[2] for row in rows]
    assert read_of([*rows[:8], *alone[:2]]) == [*numbers[:8], *alone[:2]]
    assert read_of([*rows[:7], *alone]) == [each for row in rows[:7] for each in row.split(",")] + alone
    assert read_of([alone[0], *rows]) == [alone[0], *(each for row in rows for each in row.split(","))]


@pytest.mark.parametrize(
    ("text", "country", "first", "last", "block"),
    [
        ("020 7946 0000 - 020 7946 0999", "GB", "+442079460000", "+442079460999", None),
        ("020 1234567 - 201234599", "NL", "+31201234567", "+31201234599", None),
        ("020 1234567 - 1234599", "NL", "+31201234567", "+31201234599", None),
        ("030 123456-5..10", "DE", "+493012345605", "+493012345610", DialedBlock("+4930123456", None, "05", "10")),
        ("030 123456-10..11", "DE", "+493012345610", "+493012345611", DialedBlock("+4930123456", None, "10", "11")),
        ("030 1234-0000..0999", "DE", "+493012340000", "+493012340999", DialedBlock("+49301234", None, "0000", "0999")),
    ],
)
def test_both_ends_of_a_range_are_numbers_of_one_country_and_kind(
    text: str, country: str, first: str, last: str, block: DialedBlock | None
) -> None:
    begin, end = (ValidNumber(e164, country, NumberType.GEOGRAPHIC) for e164 in (first, last))
    assert read_line(text, country) == LineReading(LineReadAs.RANGE, begin, end, block)


@pytest.mark.parametrize("other", ["020 1234567", "06 12345678"])
def test_the_same_number_twice_and_numbers_of_two_kinds_are_no_pair(other: str) -> None:
    assert isinstance(read_line(f"020 1234567 / {other}", "NL"), Unreadable)
