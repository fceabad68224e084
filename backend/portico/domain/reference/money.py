"""The currencies there are, and how many decimal places their amounts have."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from portico.domain import reference

_USUAL: Final = 2
_DIGITS: Final = {code: int(digits) for digits, codes in reference.load("currencies.json")["by_decimal_places"].items() for code in codes}
CURRENCIES: Final = frozenset(_DIGITS)
PAID_IN: Final[Mapping[str, str]] = {
    **dict.fromkeys(("AT", "BE", "DE", "ES", "FR", "IT", "NL", "PT"), "EUR"),
    "AU": "AUD",
    "CA": "CAD",
    "CH": "CHF",
    "GB": "GBP",
    "US": "USD",
}
"""The currency of each country that Portico has requirements of."""


def decimal_places(currency: str) -> int:
    """Those of its minor unit (ISO 4217); of a code that is none, two, as most have."""
    return _DIGITS.get(currency, _USUAL)
