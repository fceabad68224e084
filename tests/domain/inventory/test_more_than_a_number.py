"""What is told of a number with more around it: never that there are several where one is, nor one with digits from beside it."""

from __future__ import annotations

import pytest

from portico.domain.inventory.phone_numbers import NumberProblem, Unreadable, ValidNumber
from portico.domain.inventory.reading import read, read_line


@pytest.mark.parametrize(
    ("text", "country", "e164"),
    [
        ("„030 1234567“", "DE", "+49301234567"),
        ("»030 1234567«", "DE", "+49301234567"),
        ("<030 1234567>", "DE", "+49301234567"),
        ("“020 7946 0018”", "GB", "+442079460018"),
        ("☎ 030 1234567", "DE", "+49301234567"),
        ("☎\ufe0f 030 1234567", "DE", "+49301234567"),
        ("\U0001f4de+31 20 123 4567", "NL", "+31201234567"),
        ("(1) 030 1234567", "DE", "+49301234567"),
        ("030 1234567*", "DE", "+49301234567"),
        ("#2127365000", "US", "+12127365000"),
        ("*2127365000", "US", "+12127365000"),
        ("(1) (212) 736-5000", "US", "+12127365000"),
    ],
)
def test_signs_around_a_number_are_not_several_numbers(text: str, country: str, e164: str) -> None:
    found = read(text, country)
    assert isinstance(found, ValidNumber)
    assert found.e164 == e164


@pytest.mark.parametrize(
    ("text", "country", "e164"),
    [
        ("49301234567,0", "DE", "+49301234567"),
        ("030 1234567,00", "DE", "+49301234567"),
        ("33144556677,0", "FR", "+33144556677"),
        ("390212345678,0", "IT", "+390212345678"),
        ("912345678,0", "ES", "+34912345678"),
        ("2127365000,0", "US", "+12127365000"),
        ("+49 30 1234567,0", "DE", "+49301234567"),
    ],
)
def test_a_spreadsheets_tail_with_a_decimal_comma_is_no_extension(text: str, country: str, e164: str) -> None:
    found = read(text, country)
    assert isinstance(found, ValidNumber)
    assert found.e164 == e164


@pytest.mark.parametrize(
    ("text", "country"),
    [
        ("1234567,00", "DE"),
        ("12345678,0", "DE"),
        ("+8153880,00", "CH"),
        ("(1) 40099914,0", "FR"),
        ("123 456 789,00", "FR"),
        ("912 345 678,00", "ES"),
    ],
)
def test_an_amount_with_a_decimal_comma_is_still_one(text: str, country: str) -> None:
    found = read_line(text, country)
    assert isinstance(found, Unreadable)
    assert found.reason is NumberProblem.AMOUNT


@pytest.mark.parametrize(
    ("text", "country", "extension", "understood"),
    [
        ("01 5123456 Kl. 12", "AT", "12", "+43 1 5123456"),
        ("0512 12345 DW 12", "AT", "12", "+43 512 12345"),
        ("0512 12345 DW12", "AT", "12", "+43 512 12345"),
        ("(01) 5123456 (DW 12)", "AT", "12", "+43 1 5123456"),
        ("01 5123456-DW 12", "AT", "12", "+43 1 5123456"),
        ("030 1234567 Durchwahl 0", "DE", "0", "+49 30 1234567"),
        ("030 1234567 App. 12", "DE", "12", "+49 30 1234567"),
        ("020 123 4567 tst. 12", "NL", "12", "+31 20 123 4567"),
        ("01 44 55 66 77 poste 12", "FR", "12", "+33 1 44 55 66 77"),
    ],
)
def test_an_extension_is_told_by_its_countrys_words_and_never_dialed(text: str, country: str, extension: str, understood: str) -> None:
    """`Kl. 12` and `DW 12` were understood as two more digits of the number."""
    found = read_line(text, country)
    assert isinstance(found, Unreadable)
    assert (found.reason, found.understood) == (NumberProblem.EXTENSION, understood)
    assert found.said.params == {"understood": understood, "extension": extension}


@pytest.mark.parametrize(
    ("text", "country", "code", "understood"),
    [
        ("030 1234567 u. 68", "DE", "number.more", "+49 30 1234567"),
        ("030 1234567 D1", "DE", "number.more", "+49 30 1234567"),
        ("2 030 1234567", "DE", "number.more", "+49 30 1234567"),
        ("(12) 030 1234567", "DE", "number.more", "+49 30 1234567"),
        ("*31#0301234567", "DE", "number.more", "+49 30 1234567"),
        ("030 12345 (1-1)", "DE", "number.more", "+49 30 12345"),
        ("030 1234567 Herr Meier 3", "DE", "number.more", "+49 30 1234567"),
        ("030,1234567", "DE", "number.letters", None),
        ("01/44/55/66/77", "FR", "number.letters.understood", "+33 1 44 55 66 77"),
        ("212/736/5000", "US", "number.letters.understood", "+1 212-736-5000"),
        ("+49 30 1234567 (mobil)", "DE", "number.letters.understood", "+49 30 1234567"),
        ("030 1234567 und 030 1234568", "DE", "number.several", "+49 30 1234567"),
        ("030 1234567 & 030 1234568", "DE", "number.several", "+49 30 1234567"),
        ("01 5040 01 5041", "AT", "number.several", "+43 1 5041"),
    ],
)
def test_no_digits_from_beside_a_number_are_understood_as_its_own(text: str, country: str, code: str, understood: str | None) -> None:
    found = read_line(text, country)
    assert isinstance(found, Unreadable)
    assert (found.said.code, found.understood) == (code, understood)


def test_two_digits_too_few_are_not_made_up_for_by_what_is_hidden() -> None:
    """`020-12345**` was "One number per line"."""
    found = read_line("020-12345**", "NL")
    assert isinstance(found, Unreadable)
    assert found.reason is NumberProblem.INVALID
