"""Which cells of what was pasted are numbers: lines, lists with commas, and tables whose columns are chosen by heading and content.

A table may spread a number over columns (an area code before the rest, what is dialed through behind it) and a range over two (from and
to); these are put together.
"""

from __future__ import annotations

import csv
import re
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import islice
from typing import Final

from portico.domain.inventory.headings import (
    AREA,
    BEHIND,
    DIALED,
    FROM,
    NUMBER,
    NUMBER_AT_ALL,
    TO,
    dialed_beside,
    dialed_under,
    has_digits,
    heading_in,
    is_heading,
    place_called,
    says_something_else,
    title_in,
    words_of,
)
from portico.domain.inventory.not_numbers import SOMETHING_ELSE, other_than_a_number
from portico.domain.inventory.one_number import plainly
from portico.domain.inventory.phone_numbers import MAX_LENGTH, Unreadable
from portico.domain.inventory.reading import read_line

SheetLine = tuple[int, list[str]]
SheetEntry = tuple[int, str]
_DELIMITERS: Final = "\t;|,"
_LINES: Final = re.compile(r"\r\n|\r|\n")
_SAMPLE: Final = 30  # rows by which a column is judged
_HALF: Final = 50  # on an average, where half of the cells are digits that may be numbers
_UNNAMED: Final = "\u2013"
_TOLD: Final = 60  # letters of a heading
_DIALED_THROUGH: Final = re.compile(r"\d{1,4}")
_YEAR: Final = re.compile(r"(?:19|20)\d\d")


@dataclass(frozen=True, slots=True)
class SheetColumn:
    """The entries to read, each with the line it stands on, and what the columns read are called where they have headings.

    Digits that stand under a heading as numbers do not are `under` it: whoever meant them as numbers says so.
    """

    entries: tuple[SheetEntry, ...]
    heading: str | None = None
    under: Mapping[SheetEntry, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class _Chosen:
    """The columns of a table that make a number together: an area code before it; the end of a range, or what is dialed through, behind.

    What is dialed through may be from `behind` to `until`.
    """

    number: int
    area: int | None = None
    last: int | None = None
    behind: int | None = None
    until: int | None = None

    def called(self, heading: Sequence[str]) -> str:
        return heading[self.number].strip() if self.number < len(heading) else ""

    def entry(self, cells: Sequence[str], country: str | None) -> str:
        """What to read of a row; one that is a single cell is that cell, as whoever put a number right wrote it."""
        if len(cells) == 1:
            return cells[0].strip()
        places = (self.number, self.area, self.last, self.behind, self.until)
        text, area, last, behind, until = (cells[at].strip() if at is not None and at < len(cells) else "" for at in places)
        whole = text if not area or _is_dialed_whole(text, country) else f"{area} {text.removeprefix('0')}".strip()
        if whole and _DIALED_THROUGH.fullmatch(behind):
            return f"{whole}-{behind}..{until}" if _DIALED_THROUGH.fullmatch(until) and until != behind else f"{whole}-{behind}"
        return f"{whole} - {last}" if whole and last and last != whole else whole or last


def column_of(text: str, country: str | None) -> SheetColumn:
    """What to read of a text as it was pasted, or of a file."""
    rows = _rows(text)
    if not _is_table(rows):
        return _list_of(rows, country)
    heading = heading_in(rows[0][1])
    if heading:
        return _headed(heading, rows[1:], country)
    entries = tuple(entry for entry, _ in _entries(map(_Chosen, _by_content(rows, country)), rows, country))
    return SheetColumn(entries, under=_labelled(rows, country))


def _list_of(rows: Sequence[SheetLine], country: str | None) -> SheetColumn:
    """A list, entry by entry, with what its first line may call it."""
    listed = [(line, cell) for line, row in rows for cell in _split(row) if cell]
    title = title_in(rows[0][1]) if rows else None
    entries = tuple((line, cell) for line, cell in listed if not (line == rows[0][0] and is_heading(cell)))
    under = _under(title, entries, country) if title else _labelled(rows, country)
    return SheetColumn(entries, title if under else None, under)


def _headed(heading: Sequence[str], body: Sequence[SheetLine], country: str | None) -> SheetColumn:
    """The columns that their headings, or what stands in them, say are numbers."""
    chosen = _by_heading(heading, body, country)
    found = list(_entries(chosen, body, country))
    called = {each: each.called(heading) for each in chosen}
    is_dialed = {each: dialed_under(name or _UNNAMED, country) for each, name in called.items() if each.last is None}
    under = {entry: _shortened(called[of] or _UNNAMED) for entry, of in found if of in is_dialed and not is_dialed[of](entry[1])}
    return SheetColumn(tuple(entry for entry, _ in found), ", ".join(filter(None, called.values())), under)


def _entries(chosen: Iterable[_Chosen], body: Sequence[SheetLine], country: str | None) -> Iterator[tuple[SheetEntry, _Chosen]]:
    """What to read, row by row, each with the columns it was put together of."""
    columns = list(chosen)
    return (((line, entry), each) for line, cells in body for each in columns if (entry := each.entry(cells, country)))


def _under(heading: str, entries: Iterable[SheetEntry], country: str | None) -> dict[SheetEntry, str]:
    """The entries that are not written as numbers are where this heading does not say numbers, each with the heading."""
    is_dialed, told = dialed_under(heading, country), _shortened(heading)
    return {entry: told for entry in entries if not is_dialed(entry[1])}


def _labelled(rows: Sequence[SheetLine], country: str | None) -> dict[SheetEntry, str]:
    """The same of rows that begin with what the rest of them is, as `Umsatz;4711001` does."""
    found: dict[SheetEntry, str] = {}
    for line, (label, *cells) in rows:
        if is_dialed := dialed_beside(label.strip(), country):
            found |= {(line, cell.strip()): _shortened(label.strip()) for cell in cells if not is_dialed(cell)}
    return found


def _shortened(heading: str) -> str:
    """It is told once for each that stands under it."""
    return heading if len(heading) <= _TOLD else f"{heading[: _TOLD - 1]}\u2026"


def _rows(text: str) -> list[SheetLine]:
    """The lines that hold something, cut into cells by the one delimiter that most of them have."""
    lines = [(place, line) for place, line in enumerate(_LINES.split(text.replace("\x00", "").lstrip("\ufeff")), start=1) if line.strip()]
    whole = {place for place, line in lines if _is_whole(line)}
    cut = [line for place, line in lines if place not in whole]
    by = max(_DELIMITERS, key=lambda each: (sum(each in line for line in cut), -_DELIMITERS.index(each)))
    return [(place, [line] if place in whole else next(csv.reader([line], delimiter=by, skipinitialspace=True))) for place, line in lines]


def _is_whole(line: str) -> bool:
    """Whether its comma is one of an amount: cut there, the rest would be digits like a number's."""
    return "," in line and len(line) <= MAX_LENGTH and other_than_a_number(plainly(line), None) is not None


def _split(cells: Iterable[str]) -> list[str]:
    """The entries of a list: whatever may stand between two of them parts them."""
    return [part.strip() for cell in cells for part in ([cell] if _is_whole(cell) else re.split(f"[{_DELIMITERS}]", cell))]


def _is_table(rows: Sequence[SheetLine]) -> bool:
    """Whether these are rows of one length under each other, or under headings."""
    widths = [len(cells) for _, cells in rows]
    if len(rows) < 2 or widths[0] < 2:
        return False
    return any(is_heading(cell) for cell in rows[0][1]) or sum(width == widths[0] for width in widths) * 5 >= len(widths) * 4


def _weight(cell: str, country: str | None) -> int:
    """How much a cell looks like a phone number: as none, as one refused, as digits that may be one, as one to be dialed."""
    found = read_line(cell, country)
    if isinstance(found, Unreadable):
        return int(has_digits(cell) and found.reason not in SOMETHING_ELSE)
    return 200 if cell.strip(" '\"=").startswith(DIALED) else 100


def _is_dialed_whole(text: str, country: str | None) -> bool:
    """Whether a cell beside an area code has its own already, as a mobile number does: another in front made it a longer one."""
    return text.startswith(("+", "00")) or (text.startswith("0") and not isinstance(read_line(text, country), Unreadable))


def _holds_numbers(place: int, body: Sequence[SheetLine], country: str | None) -> bool:
    """Whether a column has any, as that of `valid from` has not."""
    return any(place < len(cells) and _weight(cells[place], country) for _, cells in islice(body, _SAMPLE))


def _is_short(place: int, body: Sequence[SheetLine]) -> bool:
    """Whether all of a column is as short as what is dialed through."""
    cells = (row[place].strip() for _, row in islice(body, _SAMPLE) if place < len(row))
    return all(_DIALED_THROUGH.fullmatch(cell) for cell in cells if cell)


def _by_content(body: Sequence[SheetLine], country: str | None, called_else: Collection[int] = ()) -> list[int]:
    """The columns that look most like numbers; those that do hardly less stand beside them.

    What is called something else is read where nothing else looks like numbers.
    """
    width = max(len(cells) for _, cells in body)
    weights = [0] * width
    for _, cells in islice(body, _SAMPLE):
        for place, cell in enumerate(cells):
            weights[place] += _weight(cell, country)
    if any(weight >= _HALF and place not in called_else for place, weight in enumerate(weights)):
        weights = [0 if place in called_else else weight for place, weight in enumerate(weights)]
    return [place for place, weight in enumerate(weights) if weight * 5 >= max(weights) * 4 and weight] or [0]


def _by_heading(heading: Sequence[str], body: Sequence[SheetLine], country: str | None) -> list[_Chosen]:
    """The columns that are called after numbers and look like them (`Telefon;Mobil`); where none is all that look like them."""
    words = [frozenset(words_of(cell)) for cell in heading]
    first, last, area, through = (place_called(words, names) for names in (FROM, TO, AREA, BEHIND))
    if first is not None and last is not None and _holds_numbers(first, body, country) and not _is_short(first, body):
        return [_Chosen(first, area, last)]
    named = [place for place, each in enumerate(words) if each & NUMBER] or [
        place for place, each in enumerate(words) if each and each <= NUMBER_AT_ALL
    ]
    named = [place for place in named if place != area]
    behind, until = _extent(words, first, last, through, body)
    if not named:
        places = _by_content(body, country, {at for at, each in enumerate(heading) if says_something_else(each)})
        apart = len(places) > 1 or places[0] in {behind, until}
        return [_Chosen(place) if apart or until is None else _Chosen(place, area, behind=behind, until=until) for place in places]
    whole = next((place for place in named if area is not None and place > area), named[0])
    chosen = [_Chosen(place, area, behind=behind, until=until) if place == whole else _Chosen(place) for place in named]
    return _likely(chosen, [words[place] for place in named], body, country)


def _extent(
    words: Sequence[frozenset[str]], first: int | None, last: int | None, through: int | None, body: Sequence[SheetLine]
) -> tuple[int | None, int | None]:
    """The columns of what is dialed through, from and to: `Durchwahl von;bis`, or `von;bis` alone behind a number, which may be years."""
    if first is None or last is None or through not in {None, first, last}:
        return through, None
    alone = all(words[place] <= FROM | TO for place in (first, last))
    years = any(first < len(cells) and _YEAR.fullmatch(cells[first].strip()) for _, cells in islice(body, _SAMPLE))
    return (first, last) if through is not None or (alone and not years) else (through, None)


def _likely(named: Sequence[_Chosen], words: Iterable[frozenset[str]], body: Sequence[SheetLine], country: str | None) -> list[_Chosen]:
    """Of columns that are called after numbers those whose filled cells look like them, more than half as much as the likeliest do.

    Columns of one kind are often written unlike (`Home phone;Work phone`: `+1 202 555 0123` beside `2025550124`): beside a likely one
    half of the cells are enough. An `Anschluss-Nr.` is of another kind than a `Rufnummer`.
    """
    kinds = [each & NUMBER_AT_ALL for each in words]
    looks = []
    for each in named:
        filled = (each.entry(cells, country) for _, cells in body if each.number < len(cells) and cells[each.number].strip())
        weights = [_weight(entry, country) for entry in islice(filled, _SAMPLE)]
        looks.append(sum(weights) / max(len(weights), 1))
    likely = [weight * 2 > max(looks) for weight in looks]
    of_kinds = {kind for kind, yes in zip(kinds, likely, strict=True) if yes}
    judged = zip(named, kinds, looks, likely, strict=True)
    return [each for each, kind, weight, yes in judged if yes or (kind in of_kinds and weight >= _HALF)] or [named[0]]
