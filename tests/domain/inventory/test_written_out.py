"""A line brought to the way in which ranges are read: only words that stand around one are left away, and a stem only once."""

from __future__ import annotations

import pytest

from portico.domain.inventory.one_number import code_in_doubt, plainly
from portico.domain.inventory.written_out import written_out


@pytest.mark.parametrize(
    ("plain", "country", "read"),
    [
        ("912 34 56 70 a 79", "ES", "912 34 56 70 to 79"),
        ("912 34 56 70 A 79", None, "912 34 56 70 to 79"),
        ("030 1234560 a 69", "DE", "030 1234560 a 69"),
        ("von 030 1234560 bis 69", "DE", "030 1234560 bis 69"),
        ("Von 030 1234560 - 69", "DE", "030 1234560 - 69"),
        ("from 020 1 from 020 2 to 5", "GB", "020 1 from 020 2 to 5"),
        ("Acme from 020 7946 0000 to 69", "GB", "Acme from 020 7946 0000 to 69"),
        ("from 020 7946 0000", "GB", "from 020 7946 0000"),
        ("089 123456-0 bis 089 123456-99", "DE", "089 123456-0..99"),
        ("089 123456-00 bis 089 123456-99", "DE", "089 123456-00 bis 089 123456-99"),
        ("089 123456-99 bis 089 123456-0", "DE", "089 123456-99 bis 089 123456-0"),
        ("030 123456 (78/79)", "DE", "030 123456-78/79"),
        ("01/5123456/12", "AT", "01 5123456/12"),
        ("020 1234567", "NL", "020 1234567"),
    ],
)
def test_a_line_is_written_as_ranges_are_read(plain: str, country: str | None, read: str) -> None:
    assert written_out(plain, country) == read


@pytest.mark.parametrize(
    ("text", "plain"),
    [
        ('="0201234567"', "0201234567"),
        ("201234567.0", "201234567"),
        ("+31201234567.0", "+31201234567"),
        ("030 1234567.0", "030 1234567"),
        ("030/1234567.0", "030/1234567"),
        ("(030) 1234567.0", "(030) 1234567"),
        ("+44 20 7283 8900.0", "+44 20 7283 8900"),
        ("4930123456.0.0", "4930123456"),
        ("030.1234567.0", "030.1234567.0"),
        ("030 1234567..0", "030 1234567..0"),
        ("123 456.0", "123 456.0"),
        ("1234 5678 9012 3456.0", "1234 5678 9012 3456.0"),
        ("1.0", "1.0"),
        ("12345678901234567.0", "12345678901234567.0"),
        (" " * 500 + "0201234567" + " " * 490, "0201234567"),
        (" " * 500 + "0201234567" + " " * 491, " " * 500 + "0201234567" + " " * 491),
    ],
)
def test_only_what_a_spreadsheet_adds_is_taken_away_and_only_of_a_cell_of_a_thousand_characters(text: str, plain: str) -> None:
    """A blank in it shows that somebody wrote the number by hand: then its last digit is one."""
    assert plainly(text) == plain


@pytest.mark.parametrize(("country", "code"), [("NL", "31"), ("DE", "49"), ("US", None), ("CA", None), ("ZZ", None), (None, None)])
def test_what_begins_with_a_countrys_code_may_lack_its_plus_but_where_that_is_a_one(country: str | None, code: str | None) -> None:
    assert code_in_doubt(country) == code
