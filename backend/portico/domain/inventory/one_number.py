"""One number out of a text that holds nothing else, in whatever way people and programs write it."""

from __future__ import annotations

import re
import unicodedata
from typing import Final

import phonenumbers
from phonenumbers import NumberParseException

from portico.domain.inventory.numbering import international, judged
from portico.domain.inventory.phone_numbers import NumberProblem, Unreadable, ValidNumber, display, parsed_e164
from portico.domain.reference.forms import DASHES
from portico.domain.sentences import Sentence
from portico.domain.statuses import NumberType

_LONGEST: Final = 1_000  # a cell that pads its number with blanks is read, a page of prose is not
_INVISIBLE: Final = re.compile(r"[\u00ad\u061c\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff]")
_PLAIN: Final = str.maketrans(
    dict.fromkeys(DASHES, "-")
    | {"\uff0d": "-", "…": "..", "‥": "..", "＋": "+", "／": "/", "⁄": "/", "∕": "/", "（": "(", "）": ")", "．": "."}
)
_LISTED: Final = re.compile(r"\A(?:(?:[-*•·‣]|\d{1,3}[.)]|\([1-9]\))\s+(?=[+(0])|(?:tel|callto):\s*)", re.IGNORECASE)
_BEFORE_ALL: Final = "'\"`´= ,;„“”‚‘’«»‹›<#*\u260e\u260f\u2706\U0001f4de\U0001f4f1\ufe0e\ufe0f"
_BEHIND_ALL: Final = "'\"`´= ,;„“”‚‘’«»‹›>*†‡"
"""Quotation marks, and signs that say of what is behind them that it is a number, or of what is before them that there is a note."""
_DIGITS: Final = r"(?P<number>[(\[\s]*\+?[(\[]?(?:\d[\s()\[\]/~-]*){6,14}\d)"
_SPREADSHEET: Final = re.compile(rf"{_DIGITS}(?:\.0)+[)\]\s]*")
_WITH_A_COMMA: Final = re.compile(rf"(?!(?:\(\d\d?\)\s?)?\+?\d{{1,8}},|[1-9]\d{{0,2}}(?: \d{{3}})+,){_DIGITS},0{{1,3}}[)\]\s]*")
"""The same where decimals stand behind a comma: of more digits than an amount has, and not in thousands."""
_AFTER_CODE: Final = re.compile(r"\A((?:\+|00\s?)?\d{1,3})\s?-\s?(?=[(\[]\d{1,5}[)\]]\s?[-./]?\s?\d)")
"""A dash between a country's code and what stands in brackets behind it: `+49-(0)30`, `1-(212)-736`."""
_ALLOWED: Final = re.compile(r"[\d+\s()\[\]./~-]*")
_AROUND: Final = "([ "
_NO_DIGIT: Final = re.compile(r"\D")
_LETTER: Final = re.compile(r"[^\W\d_]")

OVERLONG: Final = Sentence("number.overlong", "This is too long for a phone number: one number per line.")
_NO_COUNTRY: Final = Sentence("number.no_country", "Write the number with its country code, as in +31 20 123 4567.")
_NO_NUMBER: Final = Sentence("number.not_a_number", "This is not a phone number.")
_FRAGMENT: Final = Sentence("number.fragment", "This is too short for a phone number.")
_EXTENSION: Final = Sentence("number.extension", "Numbers are ported without extensions: understood {understood}, extension {extension}.")
LETTERS: Final = Sentence("number.letters", "Write the number in digits only.")
_LETTERS_MEANT: Final = Sentence("number.letters.understood", "Write the number in digits only: understood {understood}.")
SEVERAL: Final = Sentence("number.several", "One number per line, please: understood {understood}.")
MORE: Final = Sentence("number.more", "There is more here than a phone number: understood {understood}. Write it alone.")
_RUN: Final = re.compile(r"[+(]?\d[\d\s()./-]*")
_DIALED_THROUGH: Final = re.compile(
    r"(?P<number>.*\d)[\s,;(/.-]*\b(?:DW|DDW|Durchw(?:ahl)?|Kl(?:appe)?|N(?:eben)?st(?:elle)?|App(?:arat)?|poste|toestel|tst)(?![^\W\d_])[.:\s]*"
    r"(?P<extension>\d{1,5})\)?",
    re.IGNORECASE,
)
"""How what is dialed through is called where libphonenumber does not know it."""
_IN_PAIRS: Final = re.compile(r"\d{2,3}[ /]\d\d(?:/\d\d)+(?:\d\d)?|\d{3}/\d{3}/\d{4}")
_LONGEST_EXTENSION: Final = 6
"""Digits; what stands behind a comma and is longer is the number itself."""


def plainly(text: str) -> str:
    """A text as far as it matters to a reader of numbers: ASCII digits and dashes, single blanks, nothing invisible, no wrapping.

    '="020…"' is how spreadsheets keep a zero, `.0` how they lose it; lists put dashes, places or `tel:` before what they list.
    """
    if len(text) > _LONGEST:
        return text
    seen = text
    if not seen.isascii():
        seen = "".join(str(unicodedata.decimal(each, each)) for each in _INVISIBLE.sub("", seen).translate(_PLAIN))
    bare = _LISTED.sub("", " ".join(seen.split()).lstrip(_BEFORE_ALL).rstrip(_BEHIND_ALL), count=1)
    return unspoilt(_AFTER_CODE.sub(r"\1 ", bare))


def unspoilt(plain: str) -> str:
    """A number without what a spreadsheet put behind it, however it is parted; where dots part it, a last zero is its own."""
    found = _SPREADSHEET.fullmatch(plain) or _WITH_A_COMMA.fullmatch(plain)
    return found["number"] if found else plain


def has_a_comma_of_its_own(text: str) -> bool:
    """Whether its comma is that of a spreadsheet's tail, and parts no two cells."""
    return "," in text and len(text) <= _LONGEST and _WITH_A_COMMA.fullmatch(" ".join(text.split())) is not None


def number_of(text: str, plain: str, country: str | None) -> ValidNumber | Unreadable:
    """The number that is spelled `plain`; letters, extensions and invalid numbers are refused with what was understood."""
    try:
        parsed = phonenumbers.parse(plain, country)
    except NumberParseException as problem:
        abroad = _international(plain) if plain.startswith("00") else None
        return abroad or _within(text, plain, country) or _unparsed(text, problem)
    if parsed.extension:
        return _with_an_extension(text, parsed)
    found = judged(text, parsed, country)
    if isinstance(found, Unreadable) and plain.startswith("00"):
        found = _international(plain) or found
    if _ALLOWED.fullmatch(plain) and plain.count("/") < 2:
        return found
    return _not_alone(text, plain, found, country)


def number_at(e164: str, country: str | None) -> ValidNumber | Unreadable:
    """The number with these digits, written as E.164 is."""
    return judged(e164, parsed_e164(e164), country)


def numbers_of(text: str, plain: str, country: str | None) -> list[ValidNumber]:
    """Every number that `plain` may spell, each once: digits that begin with the country's own code may be without the plus or the zero."""
    one = number_of(text, plain, country)
    found = [one] if isinstance(one, ValidNumber) else []
    code = code_in_doubt(country)
    if code is None or not plain.lstrip(_AROUND).startswith(code):
        return found
    digits = _NO_DIGIT.sub("", plain)
    spelled = [f"+{before}{plain}" for before in ("", code) if f"+{before}{digits}" not in {each.e164 for each in found}]
    more = [each for whole in spelled if isinstance(each := number_of(text, whole, country), ValidNumber)]
    return list(dict.fromkeys(found + more))


def code_in_doubt(country: str | None) -> str | None:
    """The calling code of the country; what begins with its digits may be without the plus, and is looked at in three ways."""
    code = str(phonenumbers.country_code_for_region(country)) if country else "0"
    return code if code not in {"0", "1"} else None


def _international(plain: str) -> ValidNumber | None:
    """`00` read as plus, as most of the world dials it, where the default country does not."""
    found = number_of(plain, f"+{plain[2:]}", None)
    return found if isinstance(found, ValidNumber) else None


def _unparsed(text: str, problem: NumberParseException) -> Unreadable:
    if problem.error_type == NumberParseException.INVALID_COUNTRY_CODE:
        return Unreadable(text, NumberProblem.NO_COUNTRY, _NO_COUNTRY.said())
    if problem.error_type == NumberParseException.TOO_LONG:
        return Unreadable(text, NumberProblem.TOO_LONG, OVERLONG.said())
    if problem.error_type == NumberParseException.NOT_A_NUMBER:
        return Unreadable(text, NumberProblem.NOT_A_NUMBER, _NO_NUMBER.said())
    return Unreadable(text, NumberProblem.TOO_SHORT, _FRAGMENT.said())


def _with_an_extension(text: str, parsed: phonenumbers.PhoneNumber) -> Unreadable:
    understood, extension = international(parsed), str(parsed.extension)
    if len(extension) > _LONGEST_EXTENSION:
        return Unreadable(text, NumberProblem.NOT_A_NUMBER, LETTERS.said())
    return Unreadable(text, NumberProblem.EXTENSION, _EXTENSION.said(understood=understood, extension=extension), understood)


def _not_alone(text: str, plain: str, found: ValidNumber | Unreadable, country: str | None) -> Unreadable:
    """There is more in it than a number: what that is, without digits that stand beside it."""
    reason = NumberProblem.LETTERS if _LETTER.search(plain) else NumberProblem.NOT_A_NUMBER
    if (through := _DIALED_THROUGH.fullmatch(plain)) and (dialed := _number_alone(text, through["number"], country)):
        shown = display(dialed.e164)
        return Unreadable(text, NumberProblem.EXTENSION, _EXTENSION.said(understood=shown, extension=through["extension"]), shown)
    said, number = _beside(text, plain, found, country)
    if number is None:
        return Unreadable(text, reason, said.said())
    understood = display(number.e164)
    return Unreadable(text, reason, said.said(understood=understood), understood)


def _within(text: str, plain: str, country: str | None) -> Unreadable | None:
    """What is told of a number within what is too long or too strange to be one; None where there is none within."""
    told = (
        None
        if _ALLOWED.fullmatch(plain)
        else _not_alone(text, plain, Unreadable(text, NumberProblem.NOT_A_NUMBER, LETTERS.said()), country)
    )
    return told if told and told.understood else None


def _beside(text: str, plain: str, found: ValidNumber | Unreadable, country: str | None) -> tuple[Sentence, ValidNumber | None]:
    """The number that stands among other signs, and what is to be told of it."""
    if isinstance(found, ValidNumber) and (_IN_PAIRS.fullmatch(plain) or _is_vanity(plain, found)):
        return _LETTERS_MEANT, found
    runs = [run for run in _RUN.findall(plain) if run != plain]
    numbers = [number for run in runs if (number := _number_alone(text, run.rstrip(" (/.-"), country))]
    if not numbers:
        return LETTERS, None
    return (SEVERAL if len(numbers) > 1 else MORE if len(runs) > 1 else _LETTERS_MEANT), numbers[0]


def _number_alone(text: str, plain: str, country: str | None) -> ValidNumber | None:
    found = number_of(text, plain.strip(), country)
    return found if isinstance(found, ValidNumber) else None


def _is_vanity(plain: str, found: ValidNumber) -> bool:
    """Whether its letters are dialed: `1-800-FLOWERS`."""
    dialed = found.number_type not in {NumberType.GEOGRAPHIC, NumberType.MOBILE} or found.e164.startswith("+1")
    return dialed and phonenumbers.is_alpha_number(plain)
