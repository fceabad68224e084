"""What is dialed behind a number from and to, in two columns: told from hours, from years and from all else that begins."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import islice
from typing import Final

from portico.domain.inventory.days import is_six_digits
from portico.domain.inventory.headings import (
    DIALED,
    IsDialed,
    is_called_number,
    place_called,
    says_something_else,
    says_time,
    words_of,
)
from portico.domain.inventory.not_numbers import other_than_a_number
from portico.domain.inventory.one_number import plainly
from portico.domain.inventory.phone_numbers import MAX_LENGTH, NumberProblem
from portico.domain.inventory.sheets.cutting import SheetLine
from portico.domain.inventory.sheets.number_columns import DIALED_FROM_TO, DIALED_THROUGH, NumberColumns
from portico.domain.inventory.sheets.words import AREA, ATTENDANT, BEHIND, CALLED, EXTENT, FROM, NUMBER_AT_ALL, STEM, TO

NONE: Final = -1
_SAMPLE: Final = 30  # rows by which a column is judged
_YEAR: Final = re.compile(r"(?:19|20)\d\d")
_HOUR: Final = re.compile(r"(?:[01]?\d|2[0-4])(?:00|15|30|45)?")
_ALIGNED: Final = ("0", "9")
"""In what a block of numbers begins and ends, and hardly ever a window of hours."""


def extent_of(words: Sequence[frozenset[str]], body: Sequence[SheetLine], country: str | None, *, are_whole: bool) -> NumberColumns:
    """The columns of what is dialed through, from and to: `Durchwahl von;bis`, or `von;bis` alone behind a number, which may be hours.

    `are_whole` says that whole numbers stand where what is dialed through should.
    """
    first, last, through, block = (place_called(words, names) for names in (FROM, TO, BEHIND, EXTENT))
    through = None if are_whole else through
    if first is None or last is None or through not in {None, first, last}:
        return NumberColumns(NONE, behind=block if through is None and block is not None and _are_extents(block, body) else through)
    if through is not None:
        return NumberColumns(NONE, behind=first, until=last)
    if not is_short(first, body) or any(map(_YEAR.fullmatch, _cells(first, body))):
        return NumberColumns(NONE)
    counts = _counts(words, (first, last), body, country)
    return (
        NumberColumns(NONE, unsure=True)
        if counts is None
        else NumberColumns(NONE, behind=first, until=last)
        if counts
        else NumberColumns(NONE)
    )


def is_short(place: int, body: Sequence[SheetLine]) -> bool:
    """Whether all of a column is as short as what is dialed through."""
    return all(map(DIALED_THROUGH.fullmatch, _cells(place, body)))


def has_time_beside(words: Sequence[frozenset[str]], but: Sequence[int], body: Sequence[SheetLine], country: str | None) -> bool:
    """Whether days or hours stand in another column, by its heading or in it."""
    return any(says_time(each) for each in words) or any(
        _is_a_day(cell, country)
        for place in range(len(words))
        if place not in but and not _may_be_numbers(words[place])
        for cell in _cells(place, body)
    )


def says_ends(heading: Sequence[str], each: NumberColumns, body: Sequence[SheetLine], country: str | None) -> IsDialed | None:
    """Tells which ends of ranges are numbers, by the headings of both; None where these say something that nobody knows."""
    if each.last is None:
        return None
    words = [frozenset(words_of(cell)) for cell in heading]
    ends = (each.number, each.last)
    named = [words[place] - FROM - TO for place in ends]
    if not all(name <= CALLED | EXTENT | BEHIND for name in named):
        return None
    if any(named) or not has_time_beside(words, ends, body, country):
        return lambda _text: True
    return lambda text: plainly(text).startswith(DIALED)


def _counts(words: Sequence[frozenset[str]], ends: tuple[int, int], body: Sequence[SheetLine], country: str | None) -> bool | None:
    """Whether what is from and to is dialed behind a number; None where nobody can tell."""
    named = [words[place] - FROM - TO for place in ends]
    if any(named):
        is_known = all(words[place] <= FROM | TO | EXTENT | CALLED for place in ends)
        is_else = any(says_time(each) or says_something_else(" ".join(each)) for each in named)
        return True if is_known else False if is_else else None
    is_block, are_hours = _is_block(ends, body), all(_HOUR.fullmatch(cell) for place in ends for cell in _cells(place, body))
    if has_time_beside(words, ends, body, country):
        return False if are_hours and not is_block else None
    before = _before(words, min(ends))
    if before & (STEM | EXTENT | BEHIND):
        return True
    return True if _may_be_numbers(before) and (is_block or not are_hours) else None


def _before(words: Sequence[frozenset[str]], place: int) -> frozenset[str]:
    """What stands before `von`, where an attendant's number may be between."""
    named = [each for each in words[:place] if not each & ATTENDANT]
    return named[-1] if named else frozenset()


def _may_be_numbers(words: frozenset[str]) -> bool:
    return is_called_number(words) or bool(words & AREA) or bool(words and words <= NUMBER_AT_ALL)


def _is_block(ends: tuple[int, int], body: Sequence[SheetLine]) -> bool:
    """Whether what begins and ends there does so as blocks of numbers do: 00 to 99, 10 to 19."""
    return all(cell.endswith(sign) for place, sign in zip(ends, _ALIGNED, strict=True) for cell in _cells(place, body))


def _is_a_day(cell: str, country: str | None) -> bool:
    other = other_than_a_number(plain, country) if len(cell) <= MAX_LENGTH and (plain := plainly(cell)) else None
    return other is not None and other[0] is NumberProblem.DATE and not is_six_digits(plain)


def _are_extents(place: int, body: Sequence[SheetLine]) -> bool:
    return any(map(DIALED_FROM_TO.fullmatch, _cells(place, body)))


def _cells(place: int, body: Sequence[SheetLine]) -> list[str]:
    """The filled cells of a column, as far as it is looked at."""
    return [text for _, row in islice(body, _SAMPLE) if place < len(row) and (text := row[place].strip())]
