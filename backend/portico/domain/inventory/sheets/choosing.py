"""Which columns of a table are numbers, by what their headings say and by what stands in them."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import replace
from itertools import islice
from typing import Final

from portico.domain.inventory.headings import (
    DIALED,
    has_digits,
    is_called_number,
    is_country_code,
    place_called,
    says_numbers,
    says_something_else,
    words_of,
)
from portico.domain.inventory.not_numbers import SOMETHING_ELSE, dials_zero
from portico.domain.inventory.phone_numbers import Unreadable
from portico.domain.inventory.reading import read_line
from portico.domain.inventory.sheets.alone import codes_before, has_some_digits
from portico.domain.inventory.sheets.cutting import SheetLine
from portico.domain.inventory.sheets.extents import extent_of, is_short
from portico.domain.inventory.sheets.number_columns import NumberColumns
from portico.domain.inventory.sheets.words import AREA, ATTENDANT, BEHIND, FROM, NUMBER_AT_ALL, OF_LINES, STEM, TO

_SAMPLE: Final = 30  # rows by which a column is judged
_HALF: Final = 50  # on an average, where half of the cells are digits that may be numbers


def _weight(cell: str, country: str | None) -> int:
    """How much a cell looks like a phone number: as none, as one refused, as digits that may be one, as one to be dialed."""
    found = read_line(cell, country)
    if isinstance(found, Unreadable):
        return int(has_digits(cell) and found.reason not in SOMETHING_ELSE)
    return 200 if cell.strip(" '\"=").startswith(DIALED) else 100


def _holds_numbers(each: NumberColumns, body: Sequence[SheetLine], country: str | None, least: int = 1) -> bool:
    """Whether a column has any, as that of `valid from` has not."""
    return any(
        each.text(cells) and not each.in_doubt(cells, country) and _weight(each.entry(cells, country), country) >= least
        for _, cells in islice(body, _SAMPLE)
    )


def by_content(body: Sequence[SheetLine], country: str | None, called_else: Collection[int] = (), parts: Collection[int] = ()) -> list[int]:
    """The columns that look most like numbers; those that do hardly less stand beside them.

    What is called something else is read where nothing else looks like numbers; `parts` of numbers never are one.
    """
    width = max(len(cells) for _, cells in body)
    weights = [0] * width
    for _, cells in islice(body, _SAMPLE):
        for place, cell in enumerate(cells):
            weights[place] += 0 if place in parts else _weight(cell, country)
    if any(weight >= _HALF and place not in called_else for place, weight in enumerate(weights)):
        weights = [0 if place in called_else else weight for place, weight in enumerate(weights)]
    first = next((place for place in range(width) if place not in parts), 0)
    return [place for place, weight in enumerate(weights) if weight * 5 >= max(weights) * 4 and weight] or [first]


def with_codes(each: NumberColumns, body: Sequence[SheetLine], country: str | None) -> NumberColumns:
    """With the codes that stand before it, though nothing calls them so."""
    land, area = codes_before(each.number, body, country)
    return replace(each, land=land, area=area)


def by_heading(heading: Sequence[str], body: Sequence[SheetLine], country: str | None) -> list[NumberColumns]:
    """The columns that are called after numbers and look like them (`Telefon;Mobil`); where none does all that look like them."""
    words = [frozenset(words_of(cell)) for cell in heading]
    whole = _parts(words, body, country)
    first, last = (place_called(words, names) for names in (FROM, TO))
    if first is not None and last is not None and not is_short(first, body):
        begin = NumberColumns(first, whole.area, land=whole.land)
        if _holds_numbers(begin, body, country):
            return [replace(begin, last=last)]
    taken = whole.places
    named = [chosen for places in _named(words, taken) if (chosen := _of_named(places, whole, heading, body, country))]
    called = next((each for each in named if _any_holds(each, body, country, _HALF)), None)
    if called:
        return _likely(called, [words[each.number] for each in called], body, country)
    if meant := [each for each in _of_named(_named(words, taken)[0], whole, heading, body, country) if _is_meant(each, body)]:
        return meant[:1]
    found = _unnamed(whole, heading, body, country)
    return found if _any_holds(found, body, country, 1) or not named else named[0][:1]


def _unnamed(whole: NumberColumns, heading: Sequence[str], body: Sequence[SheetLine], country: str | None) -> list[NumberColumns]:
    """The columns that look like numbers where nothing calls them so; beside an area code only the one that is called nothing else."""
    called_else = {at for at, each in enumerate(heading) if says_something_else(each)}
    if whole.area is not None:
        unsaid = [at for at in range(len(heading)) if at not in called_else | whole.places and has_some_digits(at, body)]
        beside = unsaid if len(unsaid) == 1 and abs(unsaid[0] - whole.area) == 1 else []
        return [replace(whole, number=at) for at in beside] or [NumberColumns(whole.area)]
    places = by_content(body, country, called_else, whole.places)
    if len(places) > 1:
        return [NumberColumns(place) for place in places]
    return [_coded(replace(whole, number=places[0]), heading, body, country)]


def _of_named(
    places: Sequence[int], whole: NumberColumns, heading: Sequence[str], body: Sequence[SheetLine], country: str | None
) -> list[NumberColumns]:
    """These columns, of which the stem, or else the one behind the area code, goes with what belongs to a number."""
    stems = [place for place in places if not STEM.isdisjoint(words_of(heading[place]))]
    behind = [place for place in places if whole.area is not None and place > whole.area]
    ordered = [*stems, *behind, *places]
    holding = (place for place in ordered if _holds_numbers(replace(whole, number=place), body, country, _HALF))
    main = next(holding, None) if ordered[1:] else None
    main = ordered[0] if main is None and ordered else main
    return [
        _coded(replace(whole, number=place), heading, body, country) if place == main else NumberColumns(place, unsure=whole.unsure)
        for place in places
    ]


def _coded(each: NumberColumns, heading: Sequence[str], body: Sequence[SheetLine], country: str | None) -> NumberColumns:
    """With the codes before it that are called nothing, or nothing that is known."""
    if each.area is not None or each.land is not None:
        return each
    coded = with_codes(each, body, country)
    called = [heading[place] for place in (coded.land, coded.area) if place is not None and place < len(heading)]
    return each if any(says_something_else(name) or says_numbers(name) for name in called) else coded


def _named(words: Sequence[frozenset[str]], taken: Collection[int]) -> list[list[int]]:
    """The columns that are called after phone numbers, then those after any; a `Line` may be one of the table."""
    free = [place for place in range(len(words)) if place not in taken]
    return [
        [place for place in free if is_called_number(words[place]) and not words[place] <= OF_LINES],
        [place for place in free if words[place] and words[place] <= NUMBER_AT_ALL | OF_LINES],
    ]


def _parts(words: Sequence[frozenset[str]], body: Sequence[SheetLine], country: str | None) -> NumberColumns:
    """The columns of what stands before a number and behind it, by their headings."""
    land = next((place for place, each in enumerate(words) if is_country_code(each)), None)
    area = next((place for place, each in enumerate(words) if each & AREA and place != land), None)
    through = place_called(words, BEHIND)
    are_whole = through is not None and _holds_numbers(NumberColumns(through), body, country, _HALF)
    found = replace(extent_of(words, body, country, are_whole=are_whole), area=area, land=land)
    return found if found.until is None else replace(found, attendant=place_called(words, ATTENDANT))


def _is_meant(each: NumberColumns, body: Sequence[SheetLine]) -> bool:
    """Whether somebody may have meant what stands there as numbers."""
    return any(has_digits(each.text(cells)) for _, cells in islice(body, _SAMPLE))


def holds_dialed(place: int, body: Sequence[SheetLine], country: str | None) -> bool:
    """Whether most of a column is written as numbers are dialed; where none begins with a zero, that is digits alone."""
    rows = (row for _, row in islice(body, _SAMPLE) if len(row) > 1 and place < len(row))
    cells = list(filter(None, (row[place].strip() for row in rows)))
    dialed = [cell for cell in cells if cell.startswith(DIALED) or not dials_zero(country)]
    return 2 * sum(not isinstance(read_line(cell, country), Unreadable) for cell in dialed) > len(cells)


def _any_holds(chosen: Iterable[NumberColumns], body: Sequence[SheetLine], country: str | None, least: int) -> bool:
    return any(_holds_numbers(each, body, country, least) for each in chosen)


def _likely(
    named: Sequence[NumberColumns], words: Iterable[frozenset[str]], body: Sequence[SheetLine], country: str | None
) -> list[NumberColumns]:
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
    return [each for each, kind, weight, yes in judged if yes or (kind in of_kinds and weight >= _HALF)]
