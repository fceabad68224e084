"""What is typed into a search box, told apart by its kind before anything is looked for: each kind has an index of its own."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from typing import Final

import phonenumbers

from portico.domain.inventory.phone_numbers import ValidNumber
from portico.domain.inventory.reading import read
from portico.domain.reference.countries import COUNTRIES

LEAST_DIGITS: Final = 4
"""Fewer are no part of a number: they would be in every second one."""
REFERENCE_DIGITS: Final = 6
MOST_WORDS: Final = 8
_REFERENCE: Final = re.compile(r"[A-Za-z]{2}-[0-9-]*")


@dataclass(frozen=True, slots=True)
class Sought:
    """What a text can mean; empty is what it cannot."""

    ends: tuple[str, ...] = ()
    """Digits that a number ends with, four or more."""
    begins: tuple[str, ...] = ()
    """What a number begins with, E.164 with its plus."""
    reference: str | None = None
    """What a reference begins with."""
    reference_number: str | None = None
    """The number at the end of a reference, filled up with zeros."""
    words: tuple[str, ...] = ()
    """Words, or what they begin with, in small letters: all of them are looked for."""


def sought(text: str) -> Sought:
    """What a person means by this."""
    found = read(text, None)
    if isinstance(found, ValidNumber):
        return Sought(begins=(found.e164,))  # a whole number means nothing else, but for a longer one that is not typed to its end
    words = tuple(dict.fromkeys(words_of(text)))[:MOST_WORDS]
    plain = text.strip()
    if _REFERENCE.fullmatch(plain):
        return Sought(reference=plain.upper(), words=words)
    if re.search(r"[^\W\d_]", plain):
        return Sought(words=words)
    spellings = (plain, plain.replace("(0)", ""))  # +31 (0)20 is +31 20, +39 (0)331 is +39 0331
    typed = tuple(dict.fromkeys(map(_digits, spellings)))
    parts = [digits for digits in typed if len(digits) >= LEAST_DIGITS]
    if plain.startswith("+"):
        starts = tuple(f"+{digits}" for digits in typed if digits and digits[0] != "0")
        return Sought(ends=tuple(parts), begins=starts, words=words)
    return Sought(
        ends=tuple(parts),
        begins=tuple(dict.fromkeys(start for digits in parts for start in _begun(digits))),
        reference_number=typed[0].zfill(REFERENCE_DIGITS) if 0 < len(typed[0]) <= REFERENCE_DIGITS else None,
        words=words,
    )


def words_of(text: str) -> Iterator[str]:
    """The words of a text as both engines' indexes have them: letters and digits, small."""
    return (word for word in re.split(r"[\W_]+", text.lower()) if word)


def _digits(text: str) -> str:
    return "".join(str(unicodedata.decimal(sign)) for sign in text if sign.isdecimal())


def _begun(digits: str) -> list[str]:
    """What a number begins with that is dialled so: after `00`, from the country code on, or within a country.

    Zeros are never left out of what is looked for, but for the one that is dialled before an area: `0000` begins no number.
    """
    if digits.startswith("00"):
        return [f"+{digits[2:]}"] if len(digits) > len("00") and digits[2] != "0" else []
    within = [f"+{code}{digits}" for code in _calling_codes()]
    if digits.startswith("0"):
        return within + [f"+{code}{digits[1:]}" for code in _calling_codes()]
    return [f"+{digits}", *within]


@cache
def _calling_codes() -> tuple[int, ...]:
    """Of the countries whose numbers move here."""
    return tuple(sorted({phonenumbers.country_code_for_region(country) for country in COUNTRIES}))
