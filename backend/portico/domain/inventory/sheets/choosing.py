"""Which columns of a table are numbers, by what their headings say and by what stands in them."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Sequence
from dataclasses import replace
from itertools import islice
from typing import Final

from portico.domain.inventory.headings import (
    AREA,
    ATTENDANT,
    BEHIND,
    CALLED,
    DIALED,
    EXTENT,
    FROM,
    NUMBER_AT_ALL,
    OF_LINES,
    STEM,
    TO,
    has_digits,
    is_called_number,
    is_country_code,
    place_called,
    says_numbers,
    says_something_else,
    words_of,
)
from portico.domain.inventory.not_numbers import SOMETHING_ELSE
from portico.domain.inventory.phone_numbers import Unreadable
from portico.domain.inventory.reading import read_line
from portico.domain.inventory.sheets.alone import codes_before, has_some_digits
from portico.domain.inventory.sheets.cutting import SheetLine
from portico.domain.inventory.sheets.together import DIALED_FROM_TO, DIALED_THROUGH, Together

_SAMPLE: Final = 30  # rows by which a column is judged
_NONE: Final = -1
_HALF: Final = 50  # on an average, where half of the cells are digits that may be numbers
_YEAR: Final = re.compile(r"(?:19|20)\d\d")


def _weight(cell: str, country: str | None) -> int:
    """How much a cell looks like a phone number: as none, as one refused, as digits that may be one, as one to be dialed."""
    found = read_line(cell, country)
    if isinstance(found, Unreadable):
        return int(has_digits(cell) and found.reason not in SOMETHING_ELSE)
    return 200 if cell.strip(" '\"=").startswith(DIALED) else 100


def _holds_numbers(each: Together, body: Sequence[SheetLine], country: str | None, least: int = 1) -> bool:
    """Whether a column has any, as that of `valid from` has not."""
    return any(
        each.text(cells) and not each.in_doubt(cells, country) and _weight(each.entry(cells, country), country) >= least
        for _, cells in islice(body, _SAMPLE)
    )


def _is_short(place: int, body: Sequence[SheetLine]) -> bool:
    """Whether all of a column is as short as what is dialed through."""
    cells = (row[place].strip() for _, row in islice(body, _SAMPLE) if place < len(row))
    return all(DIALED_THROUGH.fullmatch(cell) for cell in cells if cell)


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


def with_codes(each: Together, body: Sequence[SheetLine], country: str | None) -> Together:
    """With the codes that stand before it, though nothing calls them so."""
    land, area = codes_before(each.number, body, country)
    return replace(each, land=land, area=area)


def by_heading(heading: Sequence[str], body: Sequence[SheetLine], country: str | None) -> list[Together]:
    """The columns that are called after numbers and look like them (`Telefon;Mobil`); where none does all that look like them."""
    words = [frozenset(words_of(cell)) for cell in heading]
    whole = _parts(words, body, country)
    first, last = (place_called(words, names) for names in (FROM, TO))
    if first is not None and last is not None and not _is_short(first, body):
        begin = Together(first, whole.area, land=whole.land)
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


def _unnamed(whole: Together, heading: Sequence[str], body: Sequence[SheetLine], country: str | None) -> list[Together]:
    """The columns that look like numbers where nothing calls them so; beside an area code only the one that is called nothing else."""
    called_else = {at for at, each in enumerate(heading) if says_something_else(each)}
    if whole.area is not None:
        unsaid = [at for at in range(len(heading)) if at not in called_else | whole.places and has_some_digits(at, body)]
        beside = unsaid if len(unsaid) == 1 and abs(unsaid[0] - whole.area) == 1 else []
        return [replace(whole, number=at) for at in beside] or [Together(whole.area)]
    places = by_content(body, country, called_else, whole.places)
    if len(places) > 1:
        return [Together(place) for place in places]
    return [_coded(replace(whole, number=places[0]), heading, body, country)]


def _of_named(
    places: Sequence[int], whole: Together, heading: Sequence[str], body: Sequence[SheetLine], country: str | None
) -> list[Together]:
    """These columns, of which the stem, or else the one behind the area code, goes with what belongs to a number."""
    stems = [place for place in places if not STEM.isdisjoint(words_of(heading[place]))]
    behind = [place for place in places if whole.area is not None and place > whole.area]
    ordered = [*stems, *behind, *places]
    holding = (place for place in ordered if _holds_numbers(replace(whole, number=place), body, country, _HALF))
    main = next(holding, None) if ordered[1:] else None
    main = ordered[0] if main is None and ordered else main
    return [
        _coded(replace(whole, number=place), heading, body, country) if place == main else Together(place, unsure=whole.unsure)
        for place in places
    ]


def _coded(each: Together, heading: Sequence[str], body: Sequence[SheetLine], country: str | None) -> Together:
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


def _parts(words: Sequence[frozenset[str]], body: Sequence[SheetLine], country: str | None) -> Together:
    """The columns of what stands before a number and behind it, by their headings."""
    land = next((place for place, each in enumerate(words) if is_country_code(each)), None)
    area = next((place for place, each in enumerate(words) if each & AREA and place != land), None)
    found = replace(_extent(words, body, country), area=area, land=land)
    return found if found.until is None else replace(found, attendant=place_called(words, ATTENDANT))


def _extent(words: Sequence[frozenset[str]], body: Sequence[SheetLine], country: str | None) -> Together:
    """The columns of what is dialed through, from and to: `Durchwahl von;bis`, or `von;bis` alone behind a number, which may be years."""
    first, last, through, block = (place_called(words, names) for names in (FROM, TO, BEHIND, EXTENT))
    if through is not None and _holds_numbers(Together(through), body, country, _HALF):
        through = None
    if first is None or last is None or through not in {None, first, last}:
        return Together(_NONE, behind=block if through is None and block is not None and _are_extents(block, body) else through)
    if through is not None:
        return Together(_NONE, behind=first, until=last)
    if not _is_short(first, body) or any(_YEAR.fullmatch(cells[first].strip()) for _, cells in islice(body, _SAMPLE) if first < len(cells)):
        return Together(_NONE)
    known = all(words[place] <= FROM | TO | EXTENT | CALLED for place in (first, last))
    is_else = any(says_something_else(" ".join(words[place])) for place in (first, last))
    return Together(_NONE, behind=first, until=last) if known else Together(_NONE, unsure=not is_else)


def _are_extents(place: int, body: Sequence[SheetLine]) -> bool:
    return any(place < len(cells) and DIALED_FROM_TO.fullmatch(cells[place].strip()) for _, cells in islice(body, _SAMPLE))


def _is_meant(each: Together, body: Sequence[SheetLine]) -> bool:
    """Whether somebody may have meant what stands there as numbers."""
    return any(has_digits(each.text(cells)) for _, cells in islice(body, _SAMPLE))


def _any_holds(chosen: Iterable[Together], body: Sequence[SheetLine], country: str | None, least: int) -> bool:
    return any(_holds_numbers(each, body, country, least) for each in chosen)


def _likely(named: Sequence[Together], words: Iterable[frozenset[str]], body: Sequence[SheetLine], country: str | None) -> list[Together]:
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
