"""Which cells of what was pasted are numbers: lines, lists with commas, and tables whose columns are chosen by heading and content.

A table may spread a number over columns (`sheets.number_columns`); these are put together. What stands where numbers do not, or may
be a part of one only, is told as `under`: whoever meant it as a number says so.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import islice
from typing import Final

from portico.domain.inventory.headings import (
    dialed_beside,
    dialed_under,
    has_digits,
    heading_in,
    is_count,
    is_heading,
    says_any_number,
    says_area,
    says_nothing,
    says_numbers,
    says_something_else,
    title_in,
)
from portico.domain.inventory.phone_numbers import Unreadable
from portico.domain.inventory.reading import read_line
from portico.domain.inventory.sheets.alone import is_apart, joined, may_be_area, strays_in
from portico.domain.inventory.sheets.choosing import by_content, by_heading, holds_dialed, with_codes
from portico.domain.inventory.sheets.cutting import MOST_READ, SheetLine, parts_of, rows_of
from portico.domain.inventory.sheets.extents import says_ends
from portico.domain.inventory.sheets.number_columns import NumberColumns
from portico.domain.inventory.sheets.saved_lines import lines_within, saved_lines

SheetEntry = tuple[int, str]
_Found = tuple[SheetEntry, NumberColumns, Sequence[str]]
"""What is read, with the columns it was put together of, and its row."""
_SAMPLE: Final = 30  # rows by which a column is judged
_UNNAMED: Final = "\u2013"
_TITLES: Final = 8  # lines in which the headings of a table are looked for
_TOLD: Final = 60  # letters of a heading
_APART: Final = ""
"""What digits are under that may be a part of a number only."""


@dataclass(frozen=True, slots=True)
class SheetColumn:
    """The entries to read, each with the line it stands on, and what the columns read are called where they have headings.

    Digits that stand under a heading as numbers do not are `under` it, or under nothing where they may be a part of a number only.
    """

    entries: tuple[SheetEntry, ...]
    heading: str | None = None
    under: Mapping[SheetEntry, str] = field(default_factory=dict)


def column_of(text: str, country: str | None) -> SheetColumn:
    """What to read of a text as it was pasted, or of a file; of a cell that goes on over several lines what stands on each."""
    found = _column(rows_of(text, country), country)
    several = {place: line for place, line in saved_lines(text) if len(lines_within(line)) > 1}
    return _on_their_lines(found, several, country) if several else found


def _column(rows: Sequence[SheetLine], country: str | None) -> SheetColumn:
    begin = _title_lines(rows)
    if begin:
        table = _column(rows[begin:], country)
        above = ((line, cell) for line, cells in rows[:begin] for cell in cells if not isinstance(read_line(cell, country), Unreadable))
        return replace(table, entries=(*above, *table.entries))
    if not _is_table(rows):
        return _list_of(rows, country)
    heading = heading_in(rows[0][1])
    if heading:
        return _headed(heading, rows[1:], country)
    chosen = [with_codes(NumberColumns(place), rows, country) for place in by_content(rows, country)]
    found = list(_entries(chosen, rows, country))
    apart = {entry: _APART for entry, each, cells in found if is_apart(entry[1], country) and _has_digits_beside(cells, each.places)}
    return SheetColumn(tuple(entry for entry, _, _ in found), under={**apart, **_labelled(rows, country)})


def _on_their_lines(found: SheetColumn, several: Mapping[int, str], country: str | None) -> SheetColumn:
    """The entries by the lines on which they stand, also those of rows that go on over several."""
    moved = {entry: list(_on_its_lines(entry, several.get(entry[0], entry[1]), country)) for entry in found.entries}
    under = {each: found.under[entry] for entry, each_of in moved.items() if entry in found.under for each in each_of}
    heading = " ".join(lines_within(found.heading)) if found.heading else found.heading
    return SheetColumn(tuple(each for entry in found.entries for each in moved[entry]), heading, under)


def _on_its_lines(entry: SheetEntry, row: str, country: str | None) -> Iterator[SheetEntry]:
    """A number that is broken in two is one; others that stand under each other in a cell are several, if nothing of them is elsewhere."""
    place, text = entry
    parts = [part.strip() for part in lines_within(text) if part.strip()]
    is_one = text not in row or _is_broken(parts, country)
    for part in [" ".join(parts)] if is_one else parts:
        yield place + next((at for at, line in enumerate(lines_within(row)) if part in line), 0), part


def _is_broken(parts: Sequence[str], country: str | None) -> bool:
    """Whether these are no numbers alone, and one together."""
    alone = all(not isinstance(read_line(part, country), Unreadable) for part in parts)
    return not alone and not isinstance(read_line(" ".join(parts), country), Unreadable)


def _list_of(rows: Sequence[SheetLine], country: str | None) -> SheetColumn:
    """A list, entry by entry, with what its first line may call it."""
    title = title_in([cells for _, cells in rows])
    entries: list[SheetEntry] = []
    strays: dict[SheetEntry, str] = {}
    for line, row in rows:
        asked = country if len(entries) < MOST_READ else None
        parts = [cell for cell in parts_of(row, asked) if cell and not (line == rows[0][0] and is_heading(cell))]
        if line == rows[0][0] and len(parts) == 1 and is_count(parts[0]):
            continue
        cells = joined(parts, asked)
        entries += [(line, cell) for cell in cells]
        strays |= {(line, cell): _APART for cell in strays_in(cells, country)}
    under = _under(title, entries) if title else _labelled(rows, country)
    return SheetColumn(tuple(entries), title if under else None, {**strays, **under})


def _headed(heading: Sequence[str], body: Sequence[SheetLine], country: str | None) -> SheetColumn:
    """The columns that their headings, or what stands in them, say are numbers."""
    chosen = by_heading(heading, body, country)
    found = list(_entries(chosen, body, country))
    called = {each: each.called(heading) for each in chosen}
    is_dialed = {each: says_ends(heading, each, body, country) or dialed_under(name or _UNNAMED) for each, name in called.items()}
    unknown = {each: _unknown(heading, each, body) for each in chosen}
    apart = {
        entry: _APART for entry, of, cells in found if of.in_doubt(cells, country) or _is_stray(of.text(cells), cells, unknown[of], country)
    }
    told = _left_out(heading, found, body, country) | _shifted(heading, found, body, country)
    apart |= {entry: _APART for entry, of, _ in found if told and says_any_number(called[of]) and is_apart(entry[1], country)}
    under = {entry: _shortened(called[of] or _UNNAMED) for entry, of, _ in found if not is_dialed[of](entry[1])}
    read = [entry for entry, _, _ in found]
    entries = sorted([*read, *told], key=lambda entry: entry[0])
    return SheetColumn(tuple(entries), ", ".join(filter(None, called.values())), {**told, **apart, **under})


def _left_out(heading: Sequence[str], found: Sequence[_Found], body: Sequence[SheetLine], country: str | None) -> dict[SheetEntry, str]:
    """What is written as numbers are beside the columns that are read, under a heading that says nothing of it: told, and never read."""
    read, taken = {entry for entry, _, _ in found}, {place for _, each, _ in found for place in each.places}
    beside = [at for at, name in enumerate(heading) if at not in taken and says_nothing(name) and holds_dialed(at, body, country)]
    cells = (((line, row[at].strip()), heading[at].strip()) for line, row in body if len(row) > 1 for at in beside if at < len(row))
    return {entry: _shortened(name or _UNNAMED) for entry, name in cells if has_digits(entry[1]) and entry not in read}


def _shifted(heading: Sequence[str], found: Sequence[_Found], body: Sequence[SheetLine], country: str | None) -> dict[SheetEntry, str]:
    """A number that stands in a row where none is read, in a column that has none elsewhere: somebody left a cell away."""
    read = {entry[0]: cells for entry, _, cells in found}
    lost = [(line, row) for line, row in body if line not in read and len(row) > 1][:MOST_READ]
    rows = list(islice(read.values(), _SAMPLE)) if lost else []
    others = {place for row in rows for place, cell in enumerate(row) if _is_dialed(cell, country)}
    return {
        (line, cell.strip()): _shortened(heading[place].strip() if place < len(heading) and heading[place].strip() else _UNNAMED)
        for line, row in lost
        for place, cell in enumerate(row)
        if rows and place not in others and _is_dialed(cell, country)
    }


def _is_dialed(cell: str, country: str | None) -> bool:
    return has_digits(cell) and not isinstance(read_line(cell.strip(), country), Unreadable)


def _entries(chosen: Iterable[NumberColumns], body: Sequence[SheetLine], country: str | None) -> Iterator[_Found]:
    """What to read, row by row, each with the columns it was put together of, and the row."""
    columns = list(chosen)
    return (((line, entry), each, cells) for line, cells in body for each in columns if (entry := each.entry(cells, country)))


def _has_digits_beside(cells: Sequence[str], places: Collection[int]) -> bool:
    return any(any(map(str.isdecimal, cell)) for place, cell in enumerate(cells) if place not in places)


def _unknown(heading: Sequence[str], each: NumberColumns, body: Sequence[SheetLine]) -> list[int]:
    """The columns whose headings say nothing of them, and in which area codes may stand, beside a number without one."""
    if each.area is not None:
        return []
    unsaid = (place for place, name in enumerate(heading) if says_area(name) or not (says_numbers(name) or says_something_else(name)))
    return [place for place in unsaid if place not in each.places and _all_may_be_areas(place, body)]


def _all_may_be_areas(place: int, body: Sequence[SheetLine]) -> bool:
    cells = [text for _, row in islice(body, _SAMPLE) if place < len(row) and (text := row[place].strip())]
    return bool(cells) and all(map(may_be_area, cells))


def _is_stray(text: str, cells: Sequence[str], unknown: Iterable[int], country: str | None) -> bool:
    return is_apart(text, country) and any(place < len(cells) and cells[place].strip() for place in unknown)


def _under(heading: str, entries: Iterable[SheetEntry]) -> dict[SheetEntry, str]:
    """The entries that are not written as numbers are where this heading does not say numbers, each with the heading."""
    is_dialed, told = dialed_under(heading), _shortened(heading)
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


def _title_lines(rows: Sequence[SheetLine]) -> int:
    """How many lines of a single cell stand above the headings of a table: what it is, and of when."""
    begin = next((place for place, (_, cells) in enumerate(rows[:_TITLES]) if len(cells) > 1), 0)
    return begin if begin and any(map(is_heading, rows[begin][1])) and _is_table(rows[begin:]) else 0


def _is_table(rows: Sequence[SheetLine]) -> bool:
    """Whether these are rows of one length under each other, or under headings."""
    widths = [len(cells) for _, cells in rows]
    if len(rows) < 2 or widths[0] < 2:
        return False
    return any(is_heading(cell) for cell in rows[0][1]) or sum(width == widths[0] for width in widths) * 5 >= len(widths) * 4
