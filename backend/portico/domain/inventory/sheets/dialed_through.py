"""What is dialed through, from the cell beside a number: joined with it where that makes sense, and never the end of a range."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Final

import phonenumbers

from portico.domain.inventory.numbering import DIRECT_DIAL
from portico.domain.inventory.phone_numbers import Unreadable
from portico.domain.inventory.reading import read_line
from portico.domain.inventory.readings import Ambiguous, LineReadAs, LineReading
from portico.domain.statuses import NumberType

_HELD: Final = re.compile(r"(?P<head>.*\d)\s?[-/]\s?(?P<end>\d{1,4})")
_STEMS: Final = frozenset({NumberType.GEOGRAPHIC, NumberType.NATIONAL})
"""Types of numbers that others are dialed behind."""


def joined(whole: str, behind: str, country: str | None) -> str:
    """The number with what is dialed behind it; a mobile number, or one that ends in it already, as it is."""
    if _has_none(whole, country) or _held(whole, country) == behind:
        return whole
    dashed = f"{whole}-{behind}"
    return f"{whole} {behind}" if behind.isdecimal() and not _is_number(dashed, country) else dashed


def is_doubtful(whole: str, behind: str, country: str | None) -> bool:
    """Whether nobody can tell what both are together: the number may have it already, has another one, or none can be behind it."""
    held, is_single = _held(whole, country), behind.isdecimal()
    if held is not None:
        return held != behind or _held(whole[: -len(held)].rstrip(" -/"), country) is not None
    if _has_none(whole, country):
        return not is_single
    if not is_single:
        return False
    is_within = re.sub(r"\D", "", whole).endswith(behind) and _is_number(whole, country)
    return is_within or not _is_number(joined(whole, behind, country), country)


def _held(whole: str, country: str | None) -> str | None:
    """What is dialed through behind a number, where it stands there with its dash."""
    found = _HELD.fullmatch(whole)
    return found["end"] if found and isinstance(_read(found["head"], country), LineReading | Ambiguous) else None


def _has_none(whole: str, country: str | None) -> bool:
    """Whether nothing is dialed behind a number, as it is a mobile one or of a country that has no stems."""
    found = _read(whole, country)
    if not isinstance(found, LineReading):
        return False
    first = found.first
    return first.number_type not in _STEMS or phonenumbers.country_code_for_region(first.country) not in DIRECT_DIAL


def _is_number(text: str, country: str | None) -> bool:
    found = _read(text, country)
    return isinstance(found, LineReading) and found.read_as is LineReadAs.NUMBER


@lru_cache(maxsize=4_096)
def _read(text: str, country: str | None) -> LineReading | Ambiguous | Unreadable:
    """A cell is asked about several times, and its row twice."""
    return read_line(text, country)
