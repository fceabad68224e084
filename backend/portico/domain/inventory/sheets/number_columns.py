"""Cells of a row that make a number together: its country's code and its area code before it, the end of a range or what is dialed
through behind it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from portico.domain.inventory.headings import DIALED
from portico.domain.inventory.phone_numbers import Unreadable
from portico.domain.inventory.reading import read_line
from portico.domain.inventory.sheets.dialed_through import is_doubtful, joined

DIALED_THROUGH: Final = re.compile(r"\d{1,4}")
DIALED_FROM_TO: Final = re.compile(r"(?P<first>\d{1,4})\s*(?:-|\u2013|\.\.|bis|to|t/m)\s*(?P<last>\d{1,4})")
_ATTENDANT: Final = re.compile(r"\d{1,2}")
_COUNTRY_CODE: Final = re.compile(r"(?:\+|00)?\s?(?P<code>[1-9]\d{0,2})")
_LOCAL: Final = re.compile(r"[1-9](?:[\s/.-]?\d){2,}")
"""What is dialed behind an area code, of no fewer digits than three."""
_ZERO_KEPT: Final = "39"
"""Where the zero of an area code is dialed from abroad, too: Italy."""


@dataclass(frozen=True, slots=True)
class NumberColumns:
    """The columns of a table that make a number together.

    What is dialed through may be from `behind` to `until`; `attendant` is dialed for the switchboard. `unsure` says that something from and
    to stands beside it, and that nobody can tell of what.
    """

    number: int
    area: int | None = None
    last: int | None = None
    behind: int | None = None
    until: int | None = None
    land: int | None = None
    attendant: int | None = None
    unsure: bool = False

    @property
    def places(self) -> frozenset[int]:
        """All columns it is put together of."""
        every = (self.number, self.area, self.last, self.behind, self.until, self.land, self.attendant)
        return frozenset(place for place in every if place is not None)

    def called(self, heading: Sequence[str]) -> str:
        return heading[self.number].strip() if self.number < len(heading) else ""

    def text(self, cells: Sequence[str]) -> str:
        """What stands in the column of numbers itself."""
        return _at(cells, self.number)

    def entry(self, cells: Sequence[str], country: str | None) -> str:
        """What to read of a row; one that is a single cell is that cell, as whoever put a number right wrote it."""
        if len(cells) == 1:
            return cells[0].strip()
        whole, last = self._whole(cells, country), _at(cells, self.last)
        if whole and (behind := self._behind(cells)):
            return joined(whole, behind, country)
        return f"{whole} - {last}" if whole and last and last != whole else whole or last

    def in_doubt(self, cells: Sequence[str], country: str | None) -> bool:
        """Whether nobody can tell what it is: beside an area code or what is dialed through it is too short, or may have it already."""
        text, area = self.text(cells), _digits(_at(cells, self.area))
        behind, whole = self._behind(cells), self._whole(cells, country)
        if len(cells) > 1 and behind and whole and is_doubtful(whole, behind, country):
            return True
        if len(cells) == 1 or text.startswith(DIALED) or not area:
            return self.unsure and len(cells) > 1
        twice = _digits(text).startswith(area) and not isinstance(read_line(text, country), Unreadable)
        return self.unsure or twice or _LOCAL.fullmatch(text) is None

    def _whole(self, cells: Sequence[str], country: str | None) -> str:
        text, area = _at(cells, self.number), _at(cells, self.area)
        land = _COUNTRY_CODE.fullmatch(_at(cells, self.land))
        if land and text and not text.startswith(("+", "00")):
            return _from_abroad(land["code"], "" if _is_dialed_whole(text, country) else area, text)
        return text if not area or _is_dialed_whole(text, country) else f"{area} {text.removeprefix('0')}".strip()

    def _behind(self, cells: Sequence[str]) -> str:
        """What is dialed through, as it is written behind a stem."""
        first, last, attendant = (_at(cells, place) for place in (self.behind, self.until, self.attendant))
        if extent := DIALED_FROM_TO.fullmatch(first):
            first, last = extent["first"], extent["last"]
        if not DIALED_THROUGH.fullmatch(first):
            return ""
        if not DIALED_THROUGH.fullmatch(last) or last == first:
            return first
        return f"{attendant} ({first}-{last})" if _ATTENDANT.fullmatch(attendant) else f"{first}..{last}"


def _at(cells: Sequence[str], place: int | None) -> str:
    return cells[place].strip() if place is not None and place < len(cells) else ""


def _digits(text: str) -> str:
    return re.sub(r"\D", "", text).lstrip("0")


def _from_abroad(code: str, area: str, text: str) -> str:
    """The number with its country's code; a zero that is dialed at home only is left away."""
    parts = [each if code == _ZERO_KEPT else each.lstrip("(").removeprefix("0") for each in (area, text) if each]
    return " ".join([f"+{code}", *parts]) if len(parts) < 2 else f"+{code} {parts[0].strip(')')} {parts[1]}"


def _is_dialed_whole(text: str, country: str | None) -> bool:
    """Whether a cell beside an area code has its own already, as a mobile number does: another in front made it a longer one."""
    return text.startswith(("+", "00")) or (text.startswith("0") and not isinstance(read_line(text, country), Unreadable))
