"""What the headings of a pasted table say of its columns: numbers, an end of a range, an area code, or something else that has digits."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Sequence
from typing import Final

from portico.domain.inventory.not_numbers import dials_zero
from portico.domain.inventory.one_number import plainly
from portico.domain.sentences import Sentence

IsDialed = Callable[[str], bool]
_AT_HOME: Final = ("0", "(")
DIALED: Final = ("+", *_AT_HOME)
"""How a number begins that is written as it is dialed; without the plus sign it is dialed at home."""
_FRAGMENT: Final = 4  # digits that somebody may have meant as a number
_TITLE: Final = 4  # words that the heading of a single column has at most; a sentence above a list has more
_YEAR: Final = re.compile(r"\b(?:19|20)\d\d\b")
_WORDS: Final = re.compile(r"[^\W\d_]+(?:164)?")
_INNER: Final = re.compile(r"(?<=[a-zäöü])(?=[A-Z][a-z])")
NUMBER: Final = frozenset(
    """phone telephone tel msisdn e164 did ddi tn phonenumber phonenumbers subscribernumber rufnummer rufnummern telefon telefonnummer
    telefonnummern telefoonnummer telefoonnummers telefoon mobilnummer mobiel mobile mobil handy handynummer cell téléphone telephone
    teléfono telefono telefone ligne line anschluss cli clis tns dids ddis anschlussnummer anschlussrufnummer
    aansluiting nd numtel""".split()
)
STEM: Final = frozenset(
    """stammnummer stamm stammrufnummer kopfnummer kopfrufnummer kopf hauptnummer hauptrufnummer anlagenanschluss anlagennummer rumpfnummer
    durchwahlstamm sammelnummer hoofdnummer""".split()
)
"""How a number is called that others are dialed behind."""
NUMBER_AT_ALL: Final = frozenset("number numbers nummer nummern nummers nr no numéro numero número n".split())
_SEVERAL: Final = frozenset("numbers nummern nummers números numéros numeri".split())
FROM: Final = frozenset(
    """from von vanaf van ab début debut de da do desde start begin begins beginn beginnummer startnummer first erste anfang
    anfangsnummer dal eerste premier première primo prima primer primero primera primeiro primeira inicio início inizio""".split()
)
TO: Final = frozenset(
    """to bis tot fin end last letzte ende endnummer eind einde eindnummer laatste dernier dernière à a al au ultimo ultima último
    última hasta até fine fim final tm""".split()
)
_SHORT: Final = frozenset("a à ab al au da de do fine final prima primo".split())  # in other headings, too: Data da fatura, Prix final
OF_LINES: Final = NUMBER_AT_ALL | frozenset("line ligne lines lignes".split())
"""Words by which the lines of a table may be counted."""
CALLED: Final = NUMBER | NUMBER_AT_ALL | STEM
BEHIND: Final = frozenset("durchwahl durchwahlen durchwahlnummer durchwahlnummern dw nebenstelle nebenstellen nst klappe".split())
EXTENT: Final = frozenset(
    """block blok blocks rnb rufnummernblock nummernblock durchwahlblock bereich nummernbereich rufnummernbereich durchwahlbereich range
    reeks""".split()
)
"""How what is dialed behind a stem is called, from and to."""
ATTENDANT: Final = frozenset("abfragestelle abfrage abfragenummer zentrale vermittlung".split())
AREA: Final = frozenset(
    """vorwahl ortsvorwahl ortsnetzkennzahl ortsnetz ortsnetzvorwahl ortskennzahl onkz netzvorwahl netnummer kengetal
    zonenummer area areacode     npa std dialling dialing indicatif prefisso prefijo indicativo prefixo""".split()
)
LAND: Final = frozenset(
    "ländervorwahl landesvorwahl länderkennzahl landeskennzahl ländercode landescode landvorwahl landnummer landcode countrycode".split()
)
_COUNTRY: Final = frozenset("country land pays país paese calling international".split())
_CODE: Final = frozenset("code vorwahl indicatif prefijo prefisso indicativo".split())
_ELSE: Final = re.compile(
    "|".join(
        """invoice bill rechnung factu fattura fatura order auftrag bestell pedido ordine encomenda commande customer client kunde
        klant kd contract vertrag contrat account konto iban bic vat steuer btw tax zip plz post(?!e) cap$ date datum
        fecha data price preis prijs prix amount betrag bedrag montant importe importo valor id$ ref artikel article
        ticket case serial serie imei iccid sim pin puk name nom$ naam nome nombre total sum som$ umsatz turnover revenue
        sales omzet chiffre fatturato vent salary wage income gehalt lohn salar salaire sueldo stipendio ingres cost
        kosten cout coste custo saldo balance budget gewinn profit winst margin marge rabatt discount quantit qty menge
        anzahl aantal cantidad employee personal mitarbeiter medewerker matricul matricol staff ssn bsn nif nie$ dni cif
        siren siret kvk hrb ein$ passport reisepass ausweis code codice codigo year jahr jaar annee ano anno ean gtin isbn
        sku asset device gerat index position acct compte cuenta conto rekening po$ of$ lfd$ pos$ laufende dossier akte""".split()
    )
)
"""What the numbers of a column are, where its heading says so at the beginning of a word: none that are dialed."""
_COMPOUND: Final = re.compile(
    r".*(?:ruf|telefon|telefoon|phone|mobile?|handy|festnetz)(?:funk|anschluss)?(?:nummern?|nummers|nrn?|numbers?|s)?|ziel|doel"
)

UNDER: Final = Sentence(
    "number.under_heading",
    "This stands under {heading}, which does not say phone numbers. Call the column Phone number, or write the number with its country "
    "code, as in +31 20 123 4567.",
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
    return bool(words & LAND) or bool(words & _COUNTRY and words & _CODE)


def is_called_number(words: frozenset[str]) -> bool:
    """Whether one of these words says phone numbers, or the stem of some."""
    return bool(words & (NUMBER | STEM)) or any(map(_COMPOUND.fullmatch, words))


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


def title_in(cells: Sequence[str]) -> str | None:
    """What a list is called on its first line, where that is a heading and no sentence, and says no numbers."""
    words = [word for cell in cells for word in words_of(cell)]
    if heading_in(cells) is None or len(words) > _TITLE or any(map(says_numbers, cells)):
        return None
    return ", ".join(cells)


def says_numbers(cell: str) -> bool:
    """Whether a column is called after phone numbers; a `Kundennummer` is none, nor is a `Customer number`."""
    words = frozenset(words_of(cell))
    return is_called_number(words) or bool(words and words <= NUMBER_AT_ALL) or (bool(words & _SEVERAL) and not says_something_else(cell))


def says_area(cell: str) -> bool:
    """Whether a column is called after area codes."""
    return not AREA.isdisjoint(words_of(cell))


def says_something_else(cell: str) -> bool:
    """Whether a column is called after other things that have digits."""
    return any(map(_ELSE.match, words_of(_unaccented(cell))))


def _unaccented(text: str) -> str:
    return "".join(each for each in unicodedata.normalize("NFKD", text) if not unicodedata.combining(each))


def dialed_under(heading: str, country: str | None) -> IsDialed:
    """Tells of texts under this heading whether they are written as numbers that are dialed; the heading is looked at once.

    Digits alone are none under what is called something else, nor, where numbers are dialed with a zero, without it under a heading
    that does not say numbers.
    """
    if says_numbers(heading):
        return lambda _text: True
    called_else, zero = says_something_else(heading), dials_zero(country)

    def is_dialed(text: str) -> bool:
        plain = plainly(text)
        as_dialed = plain.startswith(_AT_HOME) or not zero
        return plain.startswith("+") or (as_dialed and not (called_else and plain.isdecimal()))

    return is_dialed


def dialed_beside(label: str, country: str | None) -> IsDialed | None:
    """The same of texts behind a cell that says what they are, if it does; `Sales` before ten digits may be who is called there."""
    called_else = says_something_else(label) and (dials_zero(country) or is_heading(label)) and not has_digits(label)
    return dialed_under(label, country) if called_else else None


def place_called(words: Sequence[frozenset[str]], names: frozenset[str]) -> int | None:
    """The first of these columns; a word that has other meanings counts where nothing but a number is named with it."""
    return next((place for place, each in enumerate(words) if each & names - _SHORT or (each & names and each - names <= CALLED)), None)
