"""What the headings of a pasted table say of its columns: numbers, an end of a range, an area code, or something else that has digits."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Sequence
from typing import Final

from portico.domain.inventory.not_numbers import dials_zero
from portico.domain.inventory.one_number import plainly
from portico.domain.inventory.sheets.words import (
    AREA,
    CALLED,
    CODE,
    COUNTRY,
    COUNTS,
    ELSE,
    LAND,
    LINE,
    NUMBER,
    NUMBER_AT_ALL,
    PARTICLES,
    PORTED,
    SEVERAL,
    SHORT,
    STEM,
)
from portico.domain.sentences import Sentence

IsDialed = Callable[[str], bool]
DIALED: Final = ("+", "0", "(")
"""How a number begins that is written as it is dialed; without the plus sign it is dialed at home."""
_FRAGMENT: Final = 4  # digits that somebody may have meant as a number
_TITLE: Final = 4  # words that the heading of a single column has at most; a sentence above a list has more
_YEAR: Final = re.compile(r"\b(?:19|20)\d\d\b")
_WORDS: Final = re.compile(r"[^\W\d_]+(?:164)?")
_FIGURE: Final = re.compile(r"(?P<what>\D*[^\W\d_]\W*)\d{1,3}\W*")
_INNER: Final = re.compile(r"(?<=[a-zäöü])(?=[A-Z][a-z])")
_OF_A_PHONE: Final = frozenset(
    """imei iccid imsi eid puk pin serial seriennummer id ids model modell plan tarif amount bill cost costs price rechnung kosten preis
    betrag montant facture importe precio factura importo prezzo fattura preço fatura bedrag prijs factuur""".split()
)
"""What a phone has beside its number, and costs."""
_TIME: Final = re.compile(
    r".*(?:datum|daten?|date|termin|zeit|zeiten|tag|time|fenster|uhr|uur|tijd|stunden?)|days?|dag|fecha|data|jours?|dia|día|giorno|heures?"
    r"|hours?|horas?|ora|ore|orari[oa]|horarios?|horário|horaires?|créneau|franja|fascia|slot|window|venster|ventana|janela|finestra|fenêtre"
    r"|gültig|valid|duration|dauer|durée|duración|duração|durata"
)
_COMPOUND: Final = re.compile(
    r".*(?:telefon|telefoon|phone|handy|festnetz)(?:funk|anschluss)?(?:nummern?|nummers|nrn?|numbers?|s)?"
    r"|.*(?:ruf|mobile?)(?:funk|anschluss)?(?:nummern?|nummers|nrn?|numbers?)|ziel|doel"
)

UNDER: Final = Sentence(
    "number.under_heading",
    "This stands under {heading}, which does not say phone numbers. Call the column Phone number, give the numbers alone, or write them "
    "with their country code, as in +31 20 123 4567.",
)
APART: Final = Sentence(
    "number.apart",
    "Beside other digits this may be a part of a number only. Write it with its area code or its country code, as in +31 20 123 4567.",
)


def words_of(cell: str) -> list[str]:
    """Its words in small letters; `AreaCode` is two."""
    return _WORDS.findall(_INNER.sub(" ", cell.replace(".", "")).lower().replace("t/m", "tm"))


def is_country_code(words: frozenset[str]) -> bool:
    """Whether a column of these words is called after the codes of countries, `Country code`, `Ländervorwahl`."""
    return bool(words & LAND) or bool(words & COUNTRY and words & CODE)


def is_called_number(words: frozenset[str]) -> bool:
    """Whether these words say phone numbers, or the stem of some; `Mobile IMEI` says a device's."""
    if words & _OF_A_PHONE:
        return False
    if words & (NUMBER | STEM) or any(map(_COMPOUND.fullmatch, words)):
        return True
    is_ported = bool(words & NUMBER_AT_ALL and words & PORTED) and words <= NUMBER_AT_ALL | PORTED | PARTICLES
    return is_ported or (bool(words & (LINE | SEVERAL)) and not any(map(says_something_else, words)))


def says_time(words: frozenset[str]) -> bool:
    """Whether days or hours stand in a column of these words, and what is from and to beside it may be of them."""
    return any(map(_TIME.fullmatch, words))


def is_heading(cell: str) -> bool:
    """Whether it says that others are numbers, and holds none itself, as `Tel. 030 1234567` does."""
    return any(word in CALLED for word in words_of(cell)) and not has_digits(cell)


def has_digits(cell: str) -> bool:
    """Whether it may be a number, or hold one: by four digits, of which the year in `Umsatz 2026` is none."""
    return len(re.sub(r"\D", "", _YEAR.sub("", cell) if words_of(cell) else cell)) >= _FRAGMENT


def heading_in(cells: Sequence[str]) -> Sequence[str] | None:
    """The first row, where it says what the others are: words, and nothing that is a number or was meant as one."""
    called = any(map(is_heading, cells))
    if any(has_digits(cell) or (not called and cell.strip().isdecimal()) for cell in cells) or not any(map(words_of, cells)):
        return None
    return cells


def title_in(rows: Sequence[Sequence[str]]) -> str | None:
    """What a list is called on its first line, where that is a heading, no sentence and no name of a few, and says no numbers."""
    cells = rows[0] if rows else []
    words = [word for cell in cells for word in words_of(cell)]
    if heading_in(cells) is None or len(words) > _TITLE or any(says_numbers(cell) or is_count(cell) for cell in cells):
        return None
    named = sum(not any(map(has_digits, each)) for each in rows)
    is_name = named > 1 and named * 3 >= len(rows) and not any(map(says_something_else, cells))
    return None if is_name else ", ".join(cells)


def is_count(cell: str) -> bool:
    """Whether it says how many there are, `Lines: 2`: that is no name of what stands below."""
    found = _FIGURE.fullmatch(cell.strip())
    words = [word for word in words_of(found["what"]) if word not in COUNTS] if found else []
    return found is not None and not any(map(says_something_else, words))


def says_numbers(cell: str) -> bool:
    """Whether a column is called after phone numbers; a `Kundennummer` is none, nor is a `Customer number`."""
    words = frozenset(words_of(cell))
    return is_called_number(words) or bool(words and words <= NUMBER_AT_ALL)


def says_any_number(cell: str) -> bool:
    """Whether a column is called after numbers that may be anything's, as those of the rows are: `Nr.`."""
    words = frozenset(words_of(cell))
    return bool(words) and words <= NUMBER_AT_ALL


def says_area(cell: str) -> bool:
    """Whether a column is called after area codes."""
    return not AREA.isdisjoint(words_of(cell))


def says_nothing(cell: str) -> bool:
    """Whether nobody knows what a column is that is called so."""
    return not (says_numbers(cell) or says_area(cell) or says_something_else(cell))


def says_something_else(cell: str) -> bool:
    """Whether a column is called after other things that have digits."""
    return any(map(ELSE.match, words_of(_unaccented(cell))))


def _unaccented(text: str) -> str:
    return "".join(each for each in unicodedata.normalize("NFKD", text) if not unicodedata.combining(each))


def dialed_under(heading: str) -> IsDialed:
    """Tells of texts under this heading whether they are written as numbers that are dialed; the heading is looked at once.

    Under one that does not say phone numbers only a plus sign does: a number of a meter may begin with a zero, too.
    """
    return (lambda _text: True) if says_numbers(heading) else is_from_abroad


def is_from_abroad(text: str) -> bool:
    """Whether it is written with its country code, as nothing but phone numbers are."""
    return plainly(text).startswith("+")


def dialed_beside(label: str, country: str | None) -> IsDialed | None:
    """The same of texts behind a cell that says what they are, if it does; `Sales` before ten digits may be who is called there."""
    called_else = says_something_else(label) and (dials_zero(country) or is_heading(label)) and not has_digits(label)
    return dialed_under(label) if called_else else None


def place_called(words: Sequence[frozenset[str]], names: frozenset[str]) -> int | None:
    """The first of these columns; a word that has other meanings counts where nothing but a number is named with it."""
    return next((place for place, each in enumerate(words) if each & names - SHORT or (each & names and each - names <= CALLED)), None)
