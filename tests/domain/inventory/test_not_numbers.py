"""What looks like something else is a number all the same where it is written with its country code."""

from __future__ import annotations

import pytest

from portico.domain.inventory.not_numbers import other_than_a_number
from portico.domain.inventory.phone_numbers import NumberProblem


@pytest.mark.parametrize(
    ("plain", "country"),
    [
        ("+31.201.234.567", "NL"),  # without the plus an amount, of thirty-one thousand million
        ("00352400014", "IT"),  # dialed to Luxembourg; an Italian company's number as well
        ("+31 20 123 4567", "NL"),
        ("912.345.678", "ES"),
    ],
)
def test_a_number_with_its_country_code_is_nothing_else(plain: str, country: str) -> None:
    assert other_than_a_number(plain, country) is None


@pytest.mark.parametrize(
    ("plain", "country", "reason", "what"),
    [
        ("31.201.234.567", "NL", NumberProblem.AMOUNT, "an amount"),
        ("+31.50", "NL", NumberProblem.AMOUNT, "an amount"),
        ("00159", "IT", NumberProblem.POSTAL_CODE, "a postal code"),
        ("07643520567", "IT", NumberProblem.NOT_A_NUMBER, "a company's registration number"),
        ("732 829 320", "FR", NumberProblem.NOT_A_NUMBER, "a company's registration number"),
        ("0456.810.810", "BE", NumberProblem.NOT_A_NUMBER, "a company's registration number"),
        ("0473.416.418", "BE", NumberProblem.NOT_A_NUMBER, "a company's registration number"),
        ("-912.345.678", "ES", NumberProblem.AMOUNT, "an amount"),
        ("-912 345 678", "ES", NumberProblem.AMOUNT, "an amount"),
        ("-212.345.678", "PT", NumberProblem.AMOUNT, "an amount"),
        ("-2.127.365.000", "US", NumberProblem.AMOUNT, "an amount"),
        ("912.345.678-", "ES", NumberProblem.AMOUNT, "an amount"),
        ("202601", "DE", NumberProblem.DATE, "a date or a time"),
        ("201912", "DE", NumberProblem.DATE, "a date or a time"),
        ("202601-202603", "DE", NumberProblem.DATE, "a date or a time"),
    ],
)
def test_what_is_something_else_is_called_what_it_is(plain: str, country: str, reason: NumberProblem, what: str) -> None:
    found = other_than_a_number(plain, country)
    assert found
    assert (found[0], found[1].text.partition(". ")[0]) == (reason, f"This looks like {what}")


@pytest.mark.parametrize(
    ("plain", "country"),
    [
        ("732 829 320", None),
        ("732 829 320", "ZZ"),
        ("732 829 321", "FR"),
        ("0456.810.811", "BE"),
        ("0456 81 08 10", "BE"),
        ("0456.81.08.10", "BE"),
        ("030 202601", "DE"),
        ("202613", "DE"),
        ("- 912 345 678", "ES"),
    ],
)
def test_a_companys_number_is_one_where_it_is_registered_so_and_its_check_holds(plain: str, country: str | None) -> None:
    assert other_than_a_number(plain, country) is None
