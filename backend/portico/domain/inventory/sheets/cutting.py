"""A pasted text, cut into rows and cells: at what parts most of its lines, and at no comma of an amount.

Cut there, its digits would be like a number's, or make the number beside it a longer one.
"""

from __future__ import annotations

import csv
import re
from collections.abc import Iterable, Iterator, Sequence
from typing import Final

from portico.domain.inventory.headings import is_heading
from portico.domain.inventory.not_numbers import other_than_a_number
from portico.domain.inventory.one_number import has_a_comma_of_its_own, plainly
from portico.domain.inventory.phone_numbers import MAX_LENGTH, NumberProblem, Unreadable
from portico.domain.inventory.reading import read_line
from portico.domain.inventory.sheets.saved_lines import parted_by, saved_lines

SheetLine = tuple[int, list[str]]
_DELIMITERS: Final = "\t;|,"
_PARTED: Final = re.compile(r"[\t;|]")
_WITH_CENTS: Final = re.compile(
    r"(?<![\d,])(?:[1-9]\d{0,2}(?:[.' \u2019]\d{3})+|\d{1,8})(?P<comma>,)(?:\d\d?(?!\d)|-{1,3})"
)  # 1.234,56   12,50   12,-
_CENTS: Final = re.compile(r"\s*(?:\d\d?|-+)(?!\d)\D*")
_AROUND: Final = re.compile(r"\A[^\d+(]+|[^\d)]+\Z")
MOST_READ: Final = 1_000
"""Entries behind which nobody reads any more."""
_LOCAL: Final = 7
"""Digits behind a comma that are no part of an amount."""
_LARGE: Final = 9
"""Digits before a comma that are none of an amount, if cents are not behind it."""
_SHORTEST: Final = 6
"""Digits beside an amount that may be a number."""


def rows_of(text: str, country: str | None) -> list[SheetLine]:
    """The lines that hold something, cut into cells by the one delimiter that most of them have; of a table its headings say how many."""
    lines = saved_lines(text)
    if lines and (said := parted_by(lines[0][1])):
        return [(place, _cells(line, said)) for place, line in lines[1:]]
    uncut = [(place, line) for place, line in lines if not _PARTED.search(line)]
    whole = {place for place, line in uncut if _is_whole(line)}
    whole |= {place for place, line in uncut[:MOST_READ] if _is_a_number_with_an_amount(line, country)}
    cut = [line for place, line in lines if place not in whole]
    by = max(_DELIMITERS, key=lambda each: (sum(each in line for line in cut), -_DELIMITERS.index(each)))
    headings = _cells(lines[0][1], by) if whole and cut and by == "," else []
    columns = len(headings) if any(map(is_heading, headings)) else 0
    return [
        (place, cells if place not in whole or len(cells) == columns else [line]) for place, line in lines for cells in [_cells(line, by)]
    ]


def parts_of(cells: Iterable[str], country: str | None) -> list[str]:
    """The entries of a list: whatever may stand between two of them parts them."""
    return [part.strip() for cell in cells for part in ([cell] if _is_whole(cell) else _parted(cell, country))]


def _cells(line: str, by: str) -> list[str]:
    return next(csv.reader([line], delimiter=by, skipinitialspace=True))


def _is_whole(line: str) -> bool:
    """Whether its commas are those of an amount, of a day or of a place, or of what a spreadsheet put behind a number."""
    if has_a_comma_of_its_own(line):
        return True
    other = other_than_a_number(plainly(line), None) if "," in line and len(line) <= MAX_LENGTH else None
    return other is not None and not (other[0] is NumberProblem.AMOUNT and _holds_more(line.split(",")))


def _is_a_number_with_an_amount(line: str, country: str | None) -> bool:
    """Whether a comma in it is that of an amount beside a number: `030 7654321 12,50`."""
    return "," in line and any(_is_beside_an_amount(piece, country) for piece in _pieces(line))


def _holds_more(parts: Sequence[str]) -> bool:
    """Whether what looks like an amount is one and a number: `$247.63,2125559182`, `2125559182,247.63 USD`."""
    digits = [sum(map(str.isdecimal, part)) for part in parts]
    return any(count >= _LOCAL for count in digits[1:]) or (digits[0] >= _LARGE and not _CENTS.fullmatch(parts[1]))


def _parted(cell: str, country: str | None) -> Iterator[str]:
    for piece in (each for part in _PARTED.split(cell) for each in _pieces(part)):
        yield from [piece] if _is_whole(piece) or _is_beside_an_amount(piece, country) else piece.split(",")


def _pieces(text: str) -> list[str]:
    """What commas part that are of no amount."""
    commas = {found.start("comma") for found in _WITH_CENTS.finditer(text)}
    if not commas:
        return text.split(",")
    ends = [place for place, sign in enumerate(text) if sign == "," and place not in commas]
    return [text[begin:end] for begin, end in zip([0, *(each + 1 for each in ends)], [*ends, len(text)], strict=True)]


def _is_beside_an_amount(piece: str, country: str | None) -> bool:
    """Whether a number stands before an amount or behind it: `030 7654321 12,50`."""
    rest = _WITH_CENTS.split(piece)
    return len(rest) > 1 and (len(piece) > MAX_LENGTH or any(_is_number(_AROUND.sub("", each), country) for each in rest))


def _is_number(text: str, country: str | None) -> bool:
    return sum(map(str.isdecimal, text)) >= _SHORTEST and not isinstance(read_line(text, country), Unreadable)
