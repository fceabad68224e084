"""How what a requirement asks for is written: any spelling in, the one that is stored and shown out; None for what has not the form.

Each function answers its own answers unchanged.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterable, Mapping
from importlib import import_module
from typing import Final

from portico.domain.reference import patterns
from portico.domain.reference.countries import COUNTRIES

DASHES: Final = "\u2010\u2011\u2012\u2013\u2014\u2015\u2212\ufe58\ufe63"
"""What people and programs write for a hyphen, in its usual width."""
_DASHES: Final = re.compile(f"[{DASHES}]")
_AROUND_DASHES: Final = re.compile(r" *- *")
_FROM_A_SHEET: Final = re.compile(r"=\"(.*)\"|'(.*)")
_SHORTENED: Final = re.compile(r"[+-]?\d+(?:[.,]\d+)?E\+?\d+")
_WITH_DECIMALS: Final = re.compile(r"(\d{5,})[.,]0+")
_RIO_SIGNS: Final = "ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789+"
_RIO_FACTORS: Final = (1, 2, 4)
_RIO_KEY: Final = len(_RIO_FACTORS)
_FRENCH: Final = re.compile(r"\+(?:33|262|508|590|594|596)(\d{9}|\d{13})")


def plainly(text: str) -> str:
    """The text with each sign in its usual width, every dash a hyphen and every space a single one."""
    return _DASHES.sub("-", " ".join(unicodedata.normalize("NFKC", text).split()))


def compact(text: str) -> str:
    """The text in capitals, without what only parts it."""
    return re.sub(r"[\s.\-]", "", plainly(text)).upper()


def form_holds(value: str, pattern: str | None, checks: Iterable[str]) -> bool:
    """Whether a value full-matches the pattern and passes any one of the python-stdnum checks; what is not asked holds."""
    if pattern is not None and not patterns.holds(pattern, value):
        return False
    named = tuple(checks)
    return not named or any(bool(import_module(f"stdnum.{check}").is_valid(value)) for check in named)


def tidy(value: str, pattern: str | None, check: str | None = None, *, compacted: bool = False) -> str | None:
    """The value in the spelling that has the form, in the case it asks for."""
    plain = plainly(value)
    parted = [compact(value)] if check else []  # a check knows which signs part its number, but hardly any of them all
    for spelling in dict.fromkeys([compact(value)] if compacted else [plain, plain.upper(), *parted]):
        if form_holds(spelling, pattern, (check,) if check else ()):
            return checked(spelling, check) if check else spelling
    return None


def checked(value: str, check: str, *, grouped: bool = False) -> str:
    """A value that passes this check of python-stdnum, as that writes it; `grouped` in groups where it knows them."""
    rules = import_module(f"stdnum.{check}")
    spelled: str = rules.validate(value)
    return str(rules.format(spelled)) if grouped and hasattr(rules, "format") else spelled


def postal_code(value: str, country: str) -> str | None:
    """A postal code as its country's post writes it (`SW1A 1AA`); of a country whose form is not known here, as it is."""
    code = country.upper()
    form = COUNTRIES[code]["postal_code"] if code in COUNTRIES else None
    if form is None:
        return plainly(value)
    plain = compact(value)
    bare = re.sub(rf"^(?:{'|'.join(form.get('prefixes', ()))})(?=\d)", "", plain) if form.get("prefixes") else plain
    parted = [bare, *(f"{bare[:-count]}{sign}{bare[-count:]}" for sign, count in form.get("parted", {}).items())]
    return next((spelling for spelling in parted if patterns.holds(form["pattern"], spelling)), None)


def account_number(value: str) -> str | None:
    """An account number in capitals, its parts as they are noted; None for what holds neither letter nor digit, or was shortened by a
    spreadsheet (`8.91E+11`)."""
    plain = plainly(value).upper()
    if sheet := _FROM_A_SHEET.fullmatch(plain):
        plain = (sheet[1] or sheet[2] or "").strip()
    if decimals := _WITH_DECIMALS.fullmatch(plain):
        plain = decimals[1]
    plain = _AROUND_DASHES.sub("-", plain)
    return None if _SHORTENED.fullmatch(plain) or not any(map(str.isalnum, plain)) else plain


def rio_belongs(rio: str, e164: str) -> bool:
    """Whether the key of a French RIO, its last three characters, is the one of its other nine and of this number.

    "Algorithme inter-opérateurs de calcul du RIO": each character of the key is a sum modulo 37 over the nine and the number as it is
    dialed in France, whose own last value is taken once, twice and four times. A number of no French plan has none.
    """
    dialed = _FRENCH.fullmatch(e164)
    return dialed is not None and rio[-_RIO_KEY:] == rio_key(f"{rio[:-_RIO_KEY]}0{dialed[1]}")


def rio_key(signs: str) -> str:
    """The key of a RIO's first nine characters and the number as it is dialed."""
    sums = [0] * _RIO_KEY
    for value in map(_RIO_SIGNS.index, signs):
        sums = [(factor * before + value) % len(_RIO_SIGNS) for factor, before in zip(_RIO_FACTORS, sums, strict=True)]
    return "".join(_RIO_SIGNS[value] for value in sums)


KEYS: Final[Mapping[str, Callable[[str, str], bool]]] = {"rio": rio_belongs}
"""By name, whether the key within a tidy value belongs to a number."""
