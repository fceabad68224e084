from __future__ import annotations

import re

import pytest

from portico.domain.inventory.phone_numbers import (
    NumberProblem,
    Unreadable,
    ValidNumber,
    display,
    fits,
    misfit,
)
from portico.domain.inventory.reading import read
from portico.domain.statuses import NumberType


def number(text: str, country: str | None = None) -> ValidNumber:
    found = read(text, country)
    assert isinstance(found, ValidNumber), found
    return found


def refusal(text: str, country: str | None = None) -> Unreadable:
    found = read(text, country)
    assert isinstance(found, Unreadable), found
    assert found.message.endswith("."), "a message is a sentence"
    assert found.text == text, "whoever pasted it finds it again"
    return found


@pytest.mark.parametrize(
    ("text", "country", "e164"),
    [
        ("+31201234567", None, "+31201234567"),
        ("020 123 4567", "NL", "+31201234567"),
        ("020-1234567", "nl", "+31201234567"),
        ("0031 20 123 4567", "NL", "+31201234567"),
        ("0031201234567", None, "+31201234567"),
        ("0031201234567", "US", "+31201234567"),
        ("+31 (0)20 123 4567", None, "+31201234567"),
        ("31201234567", "NL", "+31201234567"),
        ("  +31\u00a020\u202f123\u200b4567\u202c ", None, "+31201234567"),
        ("٠٢٠١٢٣٤٥٦٧", "NL", "+31201234567"),
        ("＋３１２０１２３４５６７", None, "+31201234567"),
        ("(212) 555-1234", "US", "+12125551234"),
        ("1.212.555.1234", "US", "+12125551234"),
        ("tel:+1-201-555-0123", None, "+12015550123"),
        ("030/1234567", "DE", "+49301234567"),
        ("02 12345678", "IT", "+390212345678"),
        ('="+31201234567"', None, "+31201234567"),
        ("'+31201234567", None, "+31201234567"),
        ("12125551234.0", "US", "+12125551234"),
        ("tel:0201234567", "NL", "+31201234567"),
        ("TEL:+31201234567", None, "+31201234567"),
        ("tel:0031201234567", "US", "+31201234567"),
        ("020 123 4567" + 20 * "-" + 68 * "\u2010", "NL", "+31201234567"),  # a hundred characters
    ],
)
def test_any_spelling_becomes_e164(text: str, country: str | None, e164: str) -> None:
    assert number(text, country).e164 == e164


@pytest.mark.parametrize(
    ("text", "country", "kind"),
    [
        ("+31201234567", "NL", NumberType.GEOGRAPHIC),
        ("085 123 4567", "NL", NumberType.NATIONAL),
        ("088 123 4567", "NL", NumberType.NATIONAL),
        ("06 12345678", "NL", NumberType.MOBILE),
        ("0800 1234", "NL", NumberType.TOLL_FREE),
        ("0900-1234", "NL", NumberType.PREMIUM),
        ("+12125551234", "US", NumberType.GEOGRAPHIC),
        ("8005551212", "US", NumberType.TOLL_FREE),
        ("020 7946 0958", "GB", NumberType.GEOGRAPHIC),
        ("0300 123 4567", "GB", NumberType.NATIONAL),
        ("0345 123 4567", "GB", NumberType.NATIONAL),
        ("0844 123 4567", "GB", NumberType.NATIONAL),
        ("0870 123 4567", "GB", NumberType.NATIONAL),
        ("0800 111 1111", "GB", NumberType.TOLL_FREE),
        ("07400 123456", "GB", NumberType.MOBILE),
        ("09 70 12 34 56", "FR", NumberType.NATIONAL),
        ("1300 123 456", "AU", NumberType.NATIONAL),
        ("0720 123456", "AT", NumberType.NATIONAL),
    ],
)
def test_the_type_of_a_number_is_known(text: str, country: str, kind: NumberType) -> None:
    found = number(text, country)
    assert (found.number_type, found.country) == (kind, country)


def test_a_vanity_number_is_refused_with_its_digits() -> None:
    found = refusal("1-800-FLOWERS", "US")
    assert found.reason is NumberProblem.LETTERS
    assert found.understood == "+1 800-356-9377"
    assert "+1 800-356-9377" in found.message


@pytest.mark.parametrize("text", ["212-555-1234 x12", "2125551234 ext. 12", "2125551234;ext=12", "2125551234,12"])
def test_an_extension_is_refused_and_named(text: str) -> None:
    found = refusal(text, "US")
    assert found.reason is NumberProblem.EXTENSION
    assert "+1 212-555-1234" in found.message
    assert "12" in found.message.removesuffix(".").split("extension ")[1]


@pytest.mark.parametrize(
    ("text", "country", "reason"),
    [
        ("", None, NumberProblem.EMPTY),
        ("   ", "US", NumberProblem.EMPTY),
        ("hello", "NL", NumberProblem.NOT_A_NUMBER),
        ("X020 123 4567", "NL", NumberProblem.LETTERS),
        ("020 123 4567" + 20 * "-" + 69 * "\u2010", "NL", NumberProblem.TOO_LONG),
        ("+311", None, NumberProblem.TOO_SHORT),
        ("0012", "NL", NumberProblem.TOO_SHORT),
        ("00999123456", "NL", NumberProblem.NO_COUNTRY),
        ("phone: 2125551234", "US", NumberProblem.LETTERS),
        ("2125551234", None, NumberProblem.NO_COUNTRY),
        ("5551234", "US", NumberProblem.TOO_SHORT),
        ("112", "NL", NumberProblem.TOO_SHORT),
        ("+1 212 555 12345", None, NumberProblem.TOO_LONG),
        ("2125551234 2125551235", "US", NumberProblem.TOO_LONG),
        ("9" * 5_000, "US", NumberProblem.TOO_LONG),
        ("+1 555 123 4567", None, NumberProblem.INVALID),
        ("+800 1234 5678", None, NumberProblem.NOT_PORTABLE_KIND),
        ("1.2125551234e10", "US", NumberProblem.NOT_A_NUMBER),
        ("1,21E+10", "US", NumberProblem.NOT_A_NUMBER),
        ("0201234567\x00", "NL", NumberProblem.NOT_A_NUMBER),
        ("030/1234567/68/69", "DE", NumberProblem.NOT_A_NUMBER),
    ],
)
def test_what_is_no_number_is_refused_with_a_sentence(text: str, country: str | None, reason: NumberProblem) -> None:
    assert refusal(text, country).reason is reason


@pytest.mark.parametrize(("text", "country"), [("1,21E+10", "US"), ("+4,93012E+11", "DE"), ("+4930123456e0", "DE")])
def test_what_a_spreadsheet_shortened_says_how_to_get_it_whole(text: str, country: str) -> None:
    assert refusal(text, country).said.code == "number.shortened"


def test_numbers_of_jersey_and_puerto_rico_are_ported_as_their_plans_country() -> None:
    assert number("+441534123456").country == "GB"
    assert number("07911 123456", "GB").country == "GB"
    assert number("+17872345678").country == "US"
    assert number("+18762345678").country == "JM"


def test_american_numbers_fit_local_and_wireless_alike() -> None:
    found = number("+12125551234")
    assert fits(found, "US", NumberType.GEOGRAPHIC)
    assert fits(found, "US", NumberType.MOBILE)
    assert not fits(found, "US", NumberType.TOLL_FREE)
    assert not fits(found, "CA", NumberType.GEOGRAPHIC)


def test_a_dutch_mobile_number_fits_only_mobile() -> None:
    found = number("+31612345678")
    assert fits(found, "NL", NumberType.MOBILE)
    assert not fits(found, "NL", NumberType.GEOGRAPHIC)
    told = misfit(found, "NL", NumberType.GEOGRAPHIC)
    assert str(told) == "+31 6 12345678 is a mobile number in the Netherlands; this request is for geographic numbers in the Netherlands."
    assert misfit(found, "NL", NumberType.MOBILE) is None


def test_a_north_american_toll_free_number_fits_both_countries() -> None:
    for country in ("US", "CA", None):
        found = number("+1 800 555 1212", country)
        assert fits(found, "US", NumberType.TOLL_FREE)
        assert fits(found, "CA", NumberType.TOLL_FREE)
        assert not fits(found, "US", NumberType.GEOGRAPHIC)
    assert number("8005551212", "CA").country == "CA"


def test_a_number_is_shown_as_people_read_it() -> None:
    assert display("+35319609036") == "+353 1 960 9036"
    assert display("nonsense") == "nonsense"


@pytest.mark.parametrize(
    ("text", "country", "told"),
    [
        (
            "+1 555 123 4567",
            None,
            "+1 555-123-4567 is no number that is ported in the United States: "
            "a digit is wrong or missing, or its range serves something else.",
        ),
        ("+590 690 00", None, "+590 69000 is shorter than numbers that are ported in Guadeloupe; perhaps the area code is missing."),
        ("+800 1234 567", None, "+800 1234567 is shorter than numbers that are ported anywhere; perhaps the area code is missing."),
        ("+1 212 555 12345", None, "+1 21255512345 is longer than numbers that are ported in the United States."),
        ("416 911 5000", "CA", "+1 416-911-5000 can be nobody's number in Canada: these digits are given to no line."),
        ("416 1", "CA", "+1 4161 is shorter than numbers that are ported in Canada; perhaps the area code is missing."),
        ("+311", None, "This is too short for a phone number."),
        ("1-800-FLOW", "US", "Write the number in digits only."),
        ("030/1234567/68/69", "DE", "One number per line, please: understood +49 30 1234567."),
        ("+800 1234 5678", None, "+800 1234 5678 is not of a kind that is ported (pager, voicemail or international service)."),
        ("1-800-FLOWERS", "US", "Write the number in digits only: understood +1 800-356-9377."),
    ],
)
def test_why_a_number_is_refused_is_told_with_where_it_would_be(text: str, country: str | None, told: str) -> None:
    assert refusal(text, country).message == told


def test_only_toll_free_numbers_of_north_america_are_of_the_country_that_asks() -> None:
    assert number("+12125551234", "CA").country == "US"
    assert number("+44800111 1111".replace(" ", ""), "US").country == "GB"


@pytest.mark.parametrize(
    ("text", "country"), [("0700 00 12 34", "FR"), ("07 00 12 34 56 78 90", "FR"), ("077 12 34 56", "BE"), ("905 123 456", "ES")]
)
def test_a_range_that_exists_is_not_said_to_be_none(text: str, country: str) -> None:
    """FR 0700 and BE 077 are for machines, ES 905 for televoting: nobody ports them, but they are there, and as long as they are."""
    refused = read(text, country)
    assert isinstance(refused, Unreadable)
    assert "that are ported" in refused.message or "that is ported" in refused.message
    assert not re.search("exist|not in use|too long|too short", refused.message)


def test_a_misfit_is_told_in_the_words_of_the_trade() -> None:
    toll_free = number("0800 111 1111", "GB")
    told = misfit(toll_free, "GB", NumberType.GEOGRAPHIC)
    assert (
        str(told)
        == "+44 800 111 1111 is a toll-free number in the United Kingdom; this request is for geographic numbers in the United Kingdom."
    )
    wanted = misfit(number("020 7946 0958", "GB"), "GB", NumberType.TOLL_FREE)
    assert str(wanted).endswith("this request is for toll-free numbers in the United Kingdom.")
