"""Lists whose lines are counted: `1 030 7654321`, `2 030 7654322`. Alone such a line is refused."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

from portico.domain.inventory.beside import behind_other_digits
from portico.domain.inventory.one_number import plainly
from portico.domain.inventory.phone_numbers import MAX_LENGTH, Unreadable
from portico.domain.inventory.reading import read_line

_PLACE: Final = re.compile(r"\D*0{0,2}(?P<place>[1-9]\d{0,2})\D*")
_FROM_ABROAD: Final = re.compile(r"(?P<place>\W*\d{1,3}\W*[^\w+])(?P<rest>\+.*)")
_FEWEST: Final = 3
"""Lines that count up where the first of them is not the first of the list."""


def without_places(texts: Sequence[str], country: str | None) -> Sequence[str]:
    """The texts without the places before their numbers, where these count up from line to line."""
    bare, places = list[str](), list[int]()
    for text in texts:
        parts = _parted(text, country)
        if parts is None and any(map(str.isdecimal, text)):
            return texts
        places += [parts[0]] if parts else []
        bare.append(parts[1] if parts else text)
    is_counted = len(places) >= (_FEWEST if places[:1] != [1] else _FEWEST - 1)
    return bare if is_counted and places == list(range(places[0], places[0] + len(places))) else texts


def _parted(text: str, country: str | None) -> tuple[int, str] | None:
    """The place of a line and the number behind it."""
    plain = plainly(text) if len(text) <= MAX_LENGTH else ""
    abroad = _FROM_ABROAD.fullmatch(plain)
    parts = (abroad["place"], abroad["rest"]) if abroad else behind_other_digits(plain, country)
    place = _PLACE.fullmatch(parts[0]) if parts else None
    if parts is None or place is None or isinstance(read_line(parts[1], country), Unreadable):
        return None
    return int(place["place"]), parts[1]
