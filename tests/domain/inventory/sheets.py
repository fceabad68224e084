"""Sheets whose true numbers are known: every way in which a table may spread numbers over columns, with something else beside them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import islice, product

from portico.domain.inventory.columns import column_of
from portico.domain.inventory.phone_number_lists import ReadNumbers, WantedNumbers, read_many


@dataclass(frozen=True, slots=True)
class Place:
    """A place of a country: its area code as it is dialed, and what is dialed behind it, of two numbers or stems."""

    country: str
    code: str
    area: str
    locals: tuple[str, str]
    trunk: str = "0"

    def e164(self, local: str) -> str:
        return f"+{self.code}{self.area.removeprefix(self.trunk) if self.trunk else self.area}{local.replace(' ', '')}"


@dataclass(frozen=True, slots=True)
class Sheet:
    """A text, the country it is read for, and the numbers it stands for; those of a block are all that are right in it."""

    text: str
    country: str
    true: frozenset[str]


PLACES = (
    Place("DE", "49", "030", ("7654321", "7654322")),
    Place("DE", "49", "0451", ("234561", "234562")),
    Place("AT", "43", "01", ("5040123", "5040124")),
    Place("AT", "43", "0662", ("850401", "850402")),
    Place("GB", "44", "020", ("79460018", "79460019")),
    Place("GB", "44", "0121", ("4960018", "4960019")),
    Place("NL", "31", "020", ("1234567", "1234568")),
    Place("FR", "33", "01", ("23456789", "23456790")),
    Place("IT", "39", "06", ("1234567", "1234568"), trunk=""),
    Place("US", "1", "212", ("5559182", "7362345"), trunk=""),
)
STEMS = (
    Place("DE", "49", "0451", ("23456", "34567")),
    Place("DE", "49", "030", ("765432", "765433")),
    Place("AT", "43", "01", ("50401", "50402")),
    Place("AT", "43", "01", ("5040", "5050")),
)
AREAS = "Vorwahl|Ortsvorwahl|ONKZ|Ortsnetzkennzahl|Ortsnetz|Area code|AreaCode|Dialling code|Kengetal|Indicatif|Foo|".split("|")
LOCALS = "Rufnummer|Rufnr.|Nummer|Nr|Phone|Number|CLI|TN|Anschlussnummer|Kopfnummer|Ligne|ND|Bar|".split("|")
STEM_NAMES = "Kopfnummer|Stammnummer|Hauptnummer|Stamm|Anlagenanschluss|Rufnummer|Nummer|Bar|".split("|")
EXTENTS = (
    "Von;Bis|Durchwahl von;bis|Durchwahl von;Durchwahl bis|Block von;Block bis|RNB von;RNB bis|Rufnummer von;Rufnummer bis|Baz von;Baz bis"
)
BESIDE = {
    "": (),
    "Betrag": ("12,50", "247.63"),
    "Amount": ("$247.63", "$9.50"),
    "Datum": ("2026-12-01", "01.12.2026"),
    "Line": ("1", "2"),
    "Nr.": ("1", "2"),
    "Anzahl": ("30", "40"),
    "PLZ": ("23552", "10115"),
    "Qux": ("4711001", "4711002"),
    "Ort": ("Bonn", "Ulm"),
}
PARTED = frozenset({"", "Betrag", "Amount", "Datum", "Ort"})
"""What can be told from a number with nothing but a blank between."""
SEPARATORS = "\t;,|"


def sheets(step: int = 1, begin: int = 0) -> Iterator[Sheet]:
    """All of them, or every so many: there are a million."""
    yield from _numbers_over_columns(begin, step)
    yield from _blocks_over_columns(begin, step)
    yield from _whole_numbers(begin, step)


def _table(headings: Sequence[str], rows: Sequence[Sequence[str]], separator: str, headed: bool) -> str:
    lines = [headings, *rows] if headed else rows
    return "\n".join(separator.join(f'"{cell}"' if separator in cell and separator != " " else cell for cell in line) for line in lines)


def _arranged(names: list[str], rows: list[list[str]], beside: str, first: bool) -> tuple[list[str], list[list[str]]]:
    """With a column of something else before the others, or behind them."""
    if not beside:
        return names, rows
    cells = BESIDE[beside]
    if first:
        return [beside, *names], [[cell, *row] for cell, row in zip(cells, rows, strict=False)]
    return [*names, beside], [[*row, cell] for cell, row in zip(cells, rows, strict=False)]


def _numbers_over_columns(begin: int, step: int) -> Iterator[Sheet]:
    made = product(PLACES, AREAS, LOCALS, (False, True), SEPARATORS, BESIDE, (False, True), (1, 2))
    for place, area, local, turned, separator, beside, first, count in islice(made, begin, None, step):
        names, rows = [area, local], [[place.area, each] for each in place.locals[:count]]
        if turned:
            names, rows = names[::-1], [row[::-1] for row in rows]
        names, rows = _arranged(names, rows, beside, first)
        true = frozenset(place.e164(each) for each in place.locals[:count])
        yield Sheet(_table(names, rows, separator, bool(area or local)), place.country, true)


def _blocks_over_columns(begin: int, step: int) -> Iterator[Sheet]:
    bounds = (("10", "19"), ("00", "99"))
    made = product(STEMS, [*AREAS[:8], None], STEM_NAMES, EXTENTS.split("|"), bounds, SEPARATORS, BESIDE, (False, True))
    for place, area, name, extent, (low, high), separator, beside, first in islice(made, begin, None, step):
        stem = place.locals[0]
        names, row = ([name], [f"{place.area} {stem}"]) if area is None else ([area, name], [place.area, stem])
        names, rows = _arranged([*names, *extent.split(";")], [[*row, low, high]], beside, first)
        true = frozenset(place.e164(f"{stem}{each:02}") for each in range(int(low), int(high) + 1))
        attendant = {place.e164(f"{stem}0")} if low == "00" else set()
        yield Sheet(_table(names, rows, separator, True), place.country, true | attendant)


def _whole_numbers(begin: int, step: int) -> Iterator[Sheet]:
    made = product(PLACES, LOCALS, SEPARATORS + " ", BESIDE, (False, True), (False, True), (1, 2), "0+n")
    for place, local, separator, beside, first, headed, count, form in islice(made, begin, None, step):
        if separator == " " and beside not in PARTED:
            continue  # nobody can tell a count from the end of a number
        start = {"0": f"{place.area} ", "+": f"{place.e164('')} ", "n": place.e164("").removeprefix(f"+{place.code}")}[form]
        rows = [[f"{start}{each}"] for each in place.locals[:count]]
        names, rows = _arranged([local], rows, beside, first)
        true = frozenset(place.e164(each) for each in place.locals[:count])
        yield Sheet(_table(names, rows, separator, headed), place.country, true)


def read_of(sheet: Sheet) -> ReadNumbers:
    column = column_of(sheet.text, sheet.country)
    return read_many(column.entries, WantedNumbers(sheet.country), column.under)


def wrong(sheet: Sheet) -> list[str]:
    """What was accepted and is not in it; where nothing was, and no reading that was offered is right, what was offered."""
    found = read_of(sheet)
    taken = [number.e164 for line in found.accepted for number in line.numbers if number.e164 not in sheet.true]
    offered = [{each.first.e164, each.last.e164} for line in found.unclear for each in line.unclear.readings]
    is_offered = not offered or any(each <= sheet.true for each in offered)
    return taken or ([] if is_offered else sorted(set[str]().union(*offered)))
