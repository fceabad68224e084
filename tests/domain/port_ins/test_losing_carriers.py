"""A typed name and the carrier of the list that is meant by it."""

from __future__ import annotations

from uuid import UUID

import pytest

from portico.domain.port_ins.losing_carriers import as_typed, listed_as

LISTED = {
    UUID(int=1): "KPN B.V.",
    UUID(int=2): "Telefónica Germany GmbH & Co. OHG",
    UUID(int=3): "Vodafone GmbH",
    UUID(int=4): "Vodafone Ltd.",
    UUID(int=5): "SE",
    UUID(int=6): "1&1 Versatel",
}


@pytest.mark.parametrize(
    ("typed", "found"),
    [
        ("KPN B.V.", 1),
        ("kpn", 1),
        ("KPN bv", 1),
        ("Telefonica Germany", 2),
        ("TELEFÓNICA GERMANY GMBH & CO OHG", 2),
        ("vodafone gmbh", 3),
        ("1&1 versatel GmbH", 6),
        ("se", 5),
    ],
)
def test_a_listed_name_is_found_however_it_is_capitalised_and_whatever_form_of_company_stands_behind_it(typed: str, found: int) -> None:
    assert listed_as(typed, LISTED) == UUID(int=found)


@pytest.mark.parametrize("typed", ["Vodafone", "KPN Mobile", "Versatel", "Germany", "B.V.", "GmbH"])
def test_people_choose_where_no_carrier_is_called_so_or_two_are(typed: str) -> None:
    assert listed_as(typed, LISTED) is None


def test_a_typed_name_is_marked_where_it_stands_for_a_carrier() -> None:
    assert as_typed("Nordtel") == "Nordtel (not on the list yet)"
    assert as_typed(None) is None
