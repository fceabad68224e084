"""Several numbers in a line as people write them, brought to the way in which they are read, and lists, of which one line holds too many.

von 030 1234560 bis 030 1234569   089 123456-0 bis 089 123456-99   01/5123456/12   912 34 56 70 a 79   02 1234567/8/9
"""

from __future__ import annotations

import re
from typing import Final

WORD: Final = r"(?:to|through|thru|until|t/m|tot en met|tot|bis|à|au|al|hasta|até)"
_ROMANCE: Final = frozenset({"ES", "PT", "IT"})
_A: Final = re.compile(r"(?<=\d)\s+a\s+(?=[+(]?\d)", re.IGNORECASE)
_FROM: Final = re.compile(
    rf"(?:from|von|vom|van|da|dal|de|del|do|du|desde)\s+(?=[+(]?\d.*\d(?:\s+{WORD}\s+|\s+-\s+)-?[+(]?\d)", re.IGNORECASE
)
_TWICE: Final = re.compile(
    rf"(?P<stem>.*\d)\s?-\s?(?P<first>\d{{1,4}})(?:\s+-\s+|\s*\.\.\.?\s*|\s+{WORD}\s+)(?P<again>[+(]?\d(?:.*\d)?)\s?-\s?(?P<last>\d{{1,4}})",
    re.IGNORECASE,
)
_SHORTEST_STEM: Final = 3
"""Digits by which a stem is known again."""
_AREA_CODE: Final = re.compile(r"(?P<area>\(?[0+](?:[\s()-]*\d){1,6}\)?)\s?/\s?(?P<rest>\d[\d\s.-]*(?:/\s?-?\d{1,4}\s?)+)")
_TWO_BEHIND: Final = re.compile(
    r"(?P<stem>.*\d)(?:\s+-\s+|\s*-?\s*(?P<bracket>[(\[])\s*)(?P<first>\d{1,4})\s?/\s?-?(?P<last>\d{1,4})\s*(?(bracket)[)\]])"
)
_MANY: Final = re.compile(r"(?P<first>[^/]*\d)\s?/\s?(?:-?\d[\d\s.]*/\s?-?\d[\d\s./]*|\d{1,3}\s?-\s?\d{1,3})")


def written_out(plain: str, country: str | None) -> str:
    """The line with its words around a range left away, a stem only once, and no slash behind an area code that another one follows.

    Without a country as where most may be read from it.
    """
    if country is None or country in _ROMANCE:
        plain = _A.sub(" to ", plain)
    if begins := _FROM.match(plain):
        plain = plain[begins.end() :]
    if (
        (twice := _TWICE.fullmatch(plain))
        and len(twice["first"]) < len(twice["last"])
        and (stem := _stem_of(twice["stem"], twice["again"]))
    ):
        return f"{stem}-{twice['first']}..{twice['last']}"
    if two := _TWO_BEHIND.fullmatch(plain):
        return f"{two['stem']}-{two['first']}/{two['last']}"
    by_area = _AREA_CODE.fullmatch(plain)
    return f"{by_area['area']} {by_area['rest']}" if by_area else plain


def _stem_of(first: str, again: str) -> str | None:
    """The stem, where the other end of a range repeats it, whole or without what is dialed before it: `089 9999-0 bis 9999-99`."""
    one, other = (re.sub(r"\D", "", each).lstrip("0") for each in (first, again))
    if len(other) >= _SHORTEST_STEM and one.endswith(other):
        return first
    return again if len(one) >= _SHORTEST_STEM and other.endswith(one) else None


def first_of_many(plain: str) -> str | None:
    """What would be the first of more than two numbers that slashes part, if it is one: read as two, they would be other ones."""
    found = _MANY.fullmatch(plain)
    return found["first"] if found else None
