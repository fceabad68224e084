"""Where numbers are on the clock."""

from __future__ import annotations

import pytest

from portico.domain.inventory.number_zones import zones


@pytest.mark.parametrize(
    ("country", "numbers", "found"),
    [
        ("US", ["+12125550142"], ("America/New_York",)),
        ("US", ["+12125550142", "+12125550143", "+12135550142"], ("America/Los_Angeles", "America/New_York")),
        ("US", ["+18005550199"], ("America/New_York",)),  # toll-free: tied to no place
        ("CA", ["+16045550142", "+14165550142"], ("America/Toronto", "America/Vancouver")),
        ("AU", ["+61280001234", "+61892345678"], ("Australia/Adelaide", "Australia/Perth", "Australia/Sydney")),  # +61 8 has two
        ("AU", ["+61412345678"], ("Australia/Sydney",)),
        ("ES", ["+34922123456"], ("Atlantic/Canary",)),
        ("NL", ["+31201234567"], ("Europe/Amsterdam",)),
        ("NL", [], ("Europe/Amsterdam",)),
    ],
)
def test_the_zones_of_numbers_are_those_of_their_places_else_their_countrys_own(
    country: str, numbers: list[str], found: tuple[str, ...]
) -> None:
    assert zones(numbers, country) == found
