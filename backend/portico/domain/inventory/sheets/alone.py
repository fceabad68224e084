"""Digits that may be a part of a number only, as its area code may stand in the cell before them: joined with it, or told so."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import islice
from typing import Final

from portico.domain.inventory.headings import DIALED
from portico.domain.inventory.not_numbers import dials_zero, other_than_a_number
from portico.domain.inventory.one_number import plainly
from portico.domain.inventory.phone_numbers import Unreadable
from portico.domain.inventory.reading import read_line
from portico.domain.inventory.sheets.cutting import SheetLine

_AREA: Final = re.compile(r"\(?0[1-9]\d{0,4}\)?")
_AREA_FROM_ABROAD: Final = re.compile(r"\(?0?[1-9]\d{0,4}\)?")
_LAND: Final = re.compile(r"(?:\+|00)[1-9]\d{0,2}")
_MAY_BE_AREA: Final = re.compile(r"(?:\+|00)?\(?0?\d{2,5}\)?")
_LOCAL: Final = re.compile(r"[1-9](?:[\s/-]?\d){2,9}")
"""What is dialed behind an area code."""
_WHOLE: Final = 9
"""Digits of a number that is whole, though its zero is lost; no local number has as many."""
_SAMPLE: Final = 30


def codes_before(place: int, body: Sequence[SheetLine], country: str | None) -> tuple[int | None, int | None]:
    """The columns of a country's code and of an area code before this one, by what stands in all their cells: `+49;30;7654321`."""
    if place and _are(place - 1, body, _LAND):
        return place - 1, None
    if place > 1 and _are(place - 2, body, _LAND) and _are(place - 1, body, _AREA_FROM_ABROAD):
        return place - 2, place - 1
    is_between = place > 1 and _are(place - 2, body, _LOCAL)  # then it may be that of the other one
    is_area = (
        bool(place)
        and not is_between
        and _are(place - 1, body, _AREA)
        and not any(other_than_a_number(each, country) for each in _of(place - 1, body))
    )
    return None, place - 1 if is_area else None


def _are(place: int, body: Sequence[SheetLine], form: re.Pattern[str]) -> bool:
    """Whether the filled cells of a column are all written so."""
    cells = _of(place, body)
    return bool(cells) and all(form.fullmatch(each) for each in cells)


def _of(place: int, body: Sequence[SheetLine]) -> list[str]:
    """The filled cells of a column, as far as it is looked at."""
    return [text for _, row in islice(body, _SAMPLE) if place < len(row) and len(row) > 1 and (text := row[place].strip())]


def has_some_digits(place: int, body: Sequence[SheetLine]) -> bool:
    """Whether there are digits in a column at all."""
    return any(map(str.isdecimal, "".join(_of(place, body))))


def joined(cells: Sequence[str], country: str | None) -> list[str]:
    """The entries of a line, of which an area code and what stands behind it, or a country's code before both, are one."""
    found = list[str]()
    at = 0
    while at < len(cells):
        is_between = bool(found) and _LOCAL.fullmatch(found[-1]) is not None
        width, text = (1, cells[at]) if is_between else _together(cells[at : at + 3], country)
        found.append(text)
        at += width
    return found


def _together(cells: Sequence[str], country: str | None) -> tuple[int, str]:
    """How many of these are one number from the first on, and what it is."""
    if len(cells) > 2 and _LAND.fullmatch(cells[0]) and _AREA_FROM_ABROAD.fullmatch(cells[1]) and _LOCAL.fullmatch(cells[2]):
        whole = f"{cells[0]} {cells[1].strip('()')} {cells[2]}"
        if not isinstance(read_line(whole, country), Unreadable):
            return 3, whole
    if len(cells) > 1 and (_LAND.fullmatch(cells[0]) or _AREA.fullmatch(cells[0])) and _LOCAL.fullmatch(cells[1]):
        whole = f"{cells[0]} {cells[1]}"
        is_else = any(other_than_a_number(each, country) for each in cells[:2])
        if not is_else and not isinstance(read_line(whole, country), Unreadable):
            return 2, whole
    return 1, cells[0]


def is_apart(entry: str, country: str | None) -> bool:
    """Whether an area code may be missing: where numbers are dialed with a zero, digits without it, and without a plus."""
    return dials_zero(country) and not plainly(entry).startswith(DIALED)


def strays_in(entries: Sequence[str], country: str | None) -> list[str]:
    """Of the entries of one line those that may be parts of a number, as there are more digits in it."""
    digits = [each for each in entries if any(map(str.isdecimal, each))]
    lengths = {sum(map(str.isdecimal, each)) for each in digits}
    is_list = len(lengths) == 1 and min(lengths) >= _WHOLE
    return [each for each in digits if is_apart(each, country)] if len(digits) > 1 and not is_list else []


def may_be_area(cell: str) -> bool:
    """Whether an area code may be written so."""
    return _MAY_BE_AREA.fullmatch(cell) is not None
