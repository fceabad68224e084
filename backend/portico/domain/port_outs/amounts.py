"""Amounts of money as people write them, in the integer minor units in which they are kept."""

from __future__ import annotations

import re
from decimal import Decimal, InvalidOperation
from typing import Final

from portico.domain.formats import Malformed
from portico.domain.reference.money import decimal_places
from portico.domain.sentences import Sentence

_AMOUNT: Final = Sentence("amount.malformed", "Write an amount such as 12.50.")
_FINER: Final = Sentence("amount.finer_than_minor", "{currency} has {digits} decimal places: write no more of them.")
LARGEST: Final = Decimal(10**10)
_WRITTEN: Final = re.compile(r"\d{1,20}(?:\.\d{1,20})?", re.ASCII)


def amount(minor: int, currency: str) -> Decimal:
    """As people write it: 1250 EUR is 12.50, 1250 JPY is 1250, and 1250 KWD is 1.250."""
    return Decimal(minor).scaleb(-decimal_places(currency))


def minor_units(written: object, currency: str) -> int:
    """`12.50` EUR is 1250: a text, an integer or a decimal, never a float, which would not be exact. Raises Malformed."""
    if isinstance(written, bool | float) or not isinstance(written, str | int | Decimal):
        raise Malformed(_AMOUNT.said())
    try:
        amount = Decimal(written)
    except InvalidOperation:
        raise Malformed(_AMOUNT.said()) from None
    if not amount.is_finite() or not 0 <= amount <= LARGEST:
        raise Malformed(_AMOUNT.said(), "OUT_OF_RANGE")
    if isinstance(written, str) and not _WRITTEN.fullmatch(written.strip()):
        raise Malformed(_AMOUNT.said())
    digits = decimal_places(currency)
    minor = amount.scaleb(digits)
    if minor != minor.to_integral_value():
        raise Malformed(_FINER.said(currency=currency, digits=digits))
    return int(minor)
