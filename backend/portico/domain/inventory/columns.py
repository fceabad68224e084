"""Which cells of what was pasted are numbers: lines, lists with commas, and tables whose columns are chosen by heading and content.

A table may spread a number over columns (an area code before the rest, what is dialed through behind it) and a range over two (from and
to); these are put together.
"""

from __future__ import annotations

import csv
import re
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from itertools import islice
from typing import Final

from portico.domain.inventory.not_numbers import SOMETHING_ELSE, other_than_a_number
from portico.domain.inventory.one_number import plainly
from portico.domain.inventory.phone_numbers import MAX_LENGTH, Unreadable
from portico.domain.inventory.reading import read_line

SheetLine = tuple[int, list[str]]
_DELIMITERS: Final = "\t;|,"
_LINES: Final = re.compile(r"\r\n|\r|\n")
_SAMPLE: Final = 30  # rows by which a column is judged
_HALF: Final = 50  # on an average, where half of the cells are digits that may be numbers
_FRAGMENT: Final = 4  # digits that somebody may have meant as a number
_YEAR: Final = re.compile(r"\b(?:19|20)\d\d\b")
_WORDS: Final = re.compile(r"[^\W\d_]+(?:164)?")
_NUMBER: Final = frozenset(
    """phone telephone tel msisdn e164 did ddi tn phonenumber phonenumbers subscribernumber rufnummer rufnummern telefon telefonnummer
    telefonnummern telefoonnummer telefoonnummers telefoon mobilnummer mobiel mobile mobil handy handynummer cell téléphone telephone
    teléfono telefono telefone ligne line anschluss""".split()
)
_NUMBER_AT_ALL: Final = frozenset("number numbers nummer nummern nummers nr no numéro numero número n".split())
_FROM: Final = frozenset(
    """from von vanaf van ab début debut de da do desde start begin begins beginn beginnummer startnummer first erste anfang
    anfangsnummer dal eerste premier première primo prima primer primero primera primeiro primeira inicio início inizio""".split()
)
_TO: Final = frozenset(
    """to bis tot fin end last letzte ende endnummer eind einde eindnummer laatste dernier dernière à a al au ultimo ultima último
    última hasta até fine fim final tm""".split()
)
_SHORT: Final = frozenset("a à ab al au da de do fine final prima primo".split())  # in other headings, too: Data da fatura, Prix final
_CALLED: Final = _NUMBER | _NUMBER_AT_ALL
_BEHIND: Final = frozenset("durchwahl durchwahlnummer dw nebenstelle klappe".split())
_ELSE: Final = re.compile(
    r"invoice|bill|rechnung|factu|fattura|fatura|order|auftrag|bestell|pedido|ordine|encomenda|commande|customer|client|kunde|klant|kd"
    r"|contract|vertrag|contrat|contract|account|konto|iban|vat|steuer|btw|tax|zip|plz|post(?!e)|cap$|date|datum|fecha|data|price|preis|prijs|prix"
    r"|amount|betrag|bedrag|montant|importe|importo|valor|id$|ref|artikel|article|ticket|case|serial|serie|imei|iccid|sim|pin|puk"
)
"""What the numbers of a column are, where its heading says so at the beginning of a word: none that are dialed."""
_DIALED_THROUGH: Final = re.compile(r"\d{1,4}")
_AREA: Final = frozenset("vorwahl ortsvorwahl ortsnetzkennzahl onkz netnummer kengetal area npa indicatif prefisso prefijo".split())


@dataclass(frozen=True, slots=True)
class SheetColumn:
    """The entries to read, each with the line it stands on, and what the columns read are called where they have headings."""

    entries: tuple[tuple[int, str], ...]
    heading: str | None = None


@dataclass(frozen=True, slots=True)
class _Chosen:
    """The columns of a table that make a number together: an area code before it; what is dialed through, or the end of a range, behind."""

    number: int
    area: int | None = None
    last: int | None = None
    behind: int | None = None

    def entry(self, cells: Sequence[str], country: str | None) -> str:
        """What to read of a row; one that is a single cell is that cell, as whoever put a number right wrote it."""
        if len(cells) == 1:
            return cells[0].strip()
        places = (self.number, self.area, self.last, self.behind)
        text, area, last, behind = (cells[at].strip() if at is not None and at < len(cells) else "" for at in places)
        whole = text if not area or _is_dialed_whole(text, country) else f"{area} {text.removeprefix('0')}".strip()
        if whole and _DIALED_THROUGH.fullmatch(behind):
            return f"{whole}-{behind}"
        return f"{whole} - {last}" if whole and last and last != whole else whole or last


def column_of(text: str, country: str | None) -> SheetColumn:
    """What to read of a text as it was pasted, or of a file."""
    rows = _rows(text)
    if not _is_table(rows):
        cells = [(line, cell) for line, row in rows for cell in _split(row)]
        listed = [(line, cell) for line, cell in cells if cell and not (line == rows[0][0] and _is_heading(cell))]
        return SheetColumn(tuple(listed))
    heading = _heading(rows[0][1])
    body = rows[1:] if heading else rows
    chosen = _by_heading(heading, body, country) if heading else [_Chosen(place) for place in _by_content(body, country)]
    entries = tuple((line, entry) for line, cells in body for each in chosen if (entry := each.entry(cells, country)))
    called = [heading[each.number].strip() for each in chosen if each.number < len(heading)] if heading else []
    return SheetColumn(entries, ", ".join(filter(None, called)) if heading else None)


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
    return any(_is_heading(cell) for cell in rows[0][1]) or sum(width == widths[0] for width in widths) * 5 >= len(widths) * 4


def _words(cell: str) -> list[str]:
    return _WORDS.findall(cell.replace(".", "").lower().replace("t/m", "tm"))


def _is_heading(cell: str) -> bool:
    """Whether it says that others are numbers, and holds none itself, as `Tel. 030 1234567` does."""
    return any(word in _CALLED for word in _words(cell)) and not _has_digits(cell)


def _has_digits(cell: str) -> bool:
    """Whether it may be a number, or hold one: by four digits, of which the year in `Umsatz 2026` is none."""
    return len(re.sub(r"\D", "", _YEAR.sub("", cell) if _words(cell) else cell)) >= _FRAGMENT


def _heading(cells: list[str]) -> list[str] | None:
    """The first row, where it says what the others are: words, and nothing that is a number or was meant as one."""
    called = any(_is_heading(cell) for cell in cells)
    if any(_has_digits(cell) or (not called and cell.strip().isdecimal()) for cell in cells) or not any(_words(cell) for cell in cells):
        return None
    return cells


def _weight(cell: str, country: str | None) -> int:
    """How much a cell looks like a phone number: as none, as one refused, as digits that may be one, as one to be dialed."""
    found = read_line(cell, country)
    if isinstance(found, Unreadable):
        return int(_has_digits(cell) and found.reason not in SOMETHING_ELSE)
    return 200 if cell.strip(" '\"=").startswith(("+", "0", "(")) else 100


def _is_dialed_whole(text: str, country: str | None) -> bool:
    """Whether a cell beside an area code has its own already, as a mobile number does: another in front made it a longer one."""
    return text.startswith(("+", "00")) or (text.startswith("0") and not isinstance(read_line(text, country), Unreadable))


def _holds_numbers(place: int, body: Sequence[SheetLine], country: str | None) -> bool:
    """Whether a column has any, as that of `valid from` has not."""
    return any(place < len(cells) and _weight(cells[place], country) for _, cells in islice(body, _SAMPLE))


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
    words = [frozenset(_words(cell)) for cell in heading]
    first, last, area, through = (_called(words, names) for names in (_FROM, _TO, _AREA, _BEHIND))
    if first is not None and last is not None and _holds_numbers(first, body, country):
        return [_Chosen(first, area, last)]
    named = [place for place, each in enumerate(words) if each & _NUMBER] or [
        place for place, each in enumerate(words) if each and each <= _NUMBER_AT_ALL
    ]
    named = [place for place in named if place != area]
    if not named:
        return [
            _Chosen(place) for place in _by_content(body, country, {at for at, each in enumerate(words) if any(map(_ELSE.match, each))})
        ]
    whole = next((place for place in named if area is not None and place > area), named[0])
    chosen = [_Chosen(place, area, behind=through) if place == whole else _Chosen(place) for place in named]
    return _likely(chosen, [words[place] for place in named], body, country)


def _likely(named: Sequence[_Chosen], words: Iterable[frozenset[str]], body: Sequence[SheetLine], country: str | None) -> list[_Chosen]:
    """Of columns that are called after numbers those whose filled cells look like them, more than half as much as the likeliest do.

    Columns of one kind are often written unlike (`Home phone;Work phone`: `+1 202 555 0123` beside `2025550124`): beside a likely one
    half of the cells are enough. An `Anschluss-Nr.` is of another kind than a `Rufnummer`.
    """
    kinds = [each & _NUMBER_AT_ALL for each in words]
    looks = []
    for each in named:
        filled = (each.entry(cells, country) for _, cells in body if each.number < len(cells) and cells[each.number].strip())
        weights = [_weight(entry, country) for entry in islice(filled, _SAMPLE)]
        looks.append(sum(weights) / max(len(weights), 1))
    likely = [weight * 2 > max(looks) for weight in looks]
    of_kinds = {kind for kind, yes in zip(kinds, likely, strict=True) if yes}
    judged = zip(named, kinds, looks, likely, strict=True)
    return [each for each, kind, weight, yes in judged if yes or (kind in of_kinds and weight >= _HALF)] or [named[0]]


def _called(words: Sequence[frozenset[str]], names: frozenset[str]) -> int | None:
    """The first of these columns; a word that has other meanings counts where nothing but a number is named with it."""
    return next((place for place, each in enumerate(words) if each & names - _SHORT or (each & names and each - names <= _CALLED)), None)
