"""An amount of money is read to the minor unit, or refused in words: never rounded."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest

from portico.domain.formats import Malformed
from portico.domain.port_outs.amounts import amount, minor_units

NO_AMOUNT = "Write an amount such as 12.50."


@pytest.mark.parametrize(
    ("written", "currency", "minor"),
    [
        ("12.50", "EUR", 1250),
        (" 12.50\n", "EUR", 1250),
        (12, "EUR", 1200),
        (Decimal("0.1"), "USD", 10),
        ("500", "JPY", 500),
        ("1.5", "KWD", 1500),
        (0, "EUR", 0),
        ("0.01", "EUR", 1),
        ("1.500", "EUR", 150),
        ("10000000000", "EUR", 10**12),
    ],
)
def test_amounts_are_kept_in_minor_units(written: object, currency: str, minor: int) -> None:
    found = minor_units(written, currency)
    assert (found, type(found)) == (minor, int)


@pytest.mark.parametrize(
    ("minor", "currency", "written"), [(1250, "EUR", "12.50"), (1250, "JPY", "1250"), (1250, "KWD", "1.250"), (0, "KWD", "0.000")]
)
def test_amounts_are_written_with_the_places_of_their_currency(minor: int, currency: str, written: str) -> None:
    """A fee of 500 JPY was answered as 5.00."""
    assert str(amount(minor, currency)) == written


@pytest.mark.parametrize("written", ["twelve", "", " ", "1,5", True, False, 1.5, None, [1]])
def test_what_is_no_amount_is_refused(written: object) -> None:
    assert refused(written, "EUR") == ("MALFORMED", "amount.malformed", {}, NO_AMOUNT)


@pytest.mark.parametrize("written", ["-1", -1, "-0.01", "NaN", "Infinity", "1e11", "10000000000.01"])
def test_an_amount_below_nothing_or_beyond_ten_thousand_million_is_refused(written: object) -> None:
    assert refused(written, "EUR") == ("OUT_OF_RANGE", "amount.malformed", {}, NO_AMOUNT)


@pytest.mark.parametrize(("written", "currency", "digits"), [("1.005", "EUR", 2), ("1.5", "JPY", 0), (Decimal("0.0001"), "KWD", 3)])
def test_more_decimal_places_than_the_currency_has_are_refused_by_their_number(written: object, currency: str, digits: int) -> None:
    words = f"{currency} has {digits} decimal places: write no more of them."
    assert refused(written, currency) == ("MALFORMED", "amount.finer_than_minor", {"currency": currency, "digits": digits}, words)


def refused(written: object, currency: str) -> tuple[str, str | None, dict[str, Any], str]:
    with pytest.raises(Malformed) as found:
        minor_units(written, currency)
    return found.value.code, found.value.said.code, dict(found.value.said.params), found.value.message


@pytest.mark.parametrize("written", ["1_000.00", "1e3", "１２", "12."])
def test_an_amount_in_the_spelling_of_a_program_is_refused(written: str) -> None:
    """`1_000.00` and `1e3` were taken for a thousand, as Python reads them."""
    assert refused(written, "EUR") == ("MALFORMED", "amount.malformed", {}, NO_AMOUNT)
