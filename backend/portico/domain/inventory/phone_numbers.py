"""A phone number: what it is, where it belongs, what it may be ported as, and why a text is none. (`reading` makes it of a text.)"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache
from typing import Final

import phonenumbers
from phonenumbers import NumberParseException, PhoneNumberFormat, PhoneNumberType

from portico.domain.reference.places import called
from portico.domain.sentences import Phrase, Said, Sentence, Speaks, quoted
from portico.domain.statuses import NumberType

MAX_LENGTH: Final = 100


class NumberProblem(StrEnum):
    """Why a text is not a number Portico can port."""

    EMPTY = "EMPTY"
    LETTERS = "LETTERS"
    EXTENSION = "EXTENSION"
    NO_COUNTRY = "NO_COUNTRY"
    NOT_A_NUMBER = "NOT_A_NUMBER"
    DATE = "DATE"
    POSTAL_CODE = "POSTAL_CODE"
    AMOUNT = "AMOUNT"
    TOO_SHORT = "TOO_SHORT"
    TOO_LONG = "TOO_LONG"
    INVALID = "INVALID"
    NOT_ASSIGNABLE = "NOT_ASSIGNABLE"
    NOT_PORTABLE_KIND = "NOT_PORTABLE_KIND"
    AMBIGUOUS = "AMBIGUOUS"
    BAD_RANGE = "BAD_RANGE"
    DUPLICATE = "DUPLICATE"
    MISFIT = "MISFIT"
    TOO_MANY = "TOO_MANY"
    IN_SERVICE = "IN_SERVICE"  # only where numbers are put into service
    PORTING_IN = "PORTING_IN"


@dataclass(frozen=True, slots=True)
class ValidNumber:
    """A valid number: E.164 with plus, the ISO country whose numbering it belongs to, and its type."""

    e164: str
    country: str
    number_type: NumberType


@dataclass(frozen=True, slots=True)
class Unreadable(Speaks):
    """A text that was refused; `said` is for people, `understood` is what it would have been in international format."""

    text: str
    reason: NumberProblem
    said: Said
    understood: str | None = None


_TOLL_FREE_TOGETHER: Final = frozenset({"US", "CA"})
_CALLING_CODES: Final = frozenset(phonenumbers.COUNTRY_CODE_TO_REGION_CODE)
_MOST_NATIONAL: Final = 17  # digits, as libphonenumber has it
_MISFIT: Final = Sentence("number.misfit", "{number} is a {kind} number {there}; this request is for {wanted} numbers {here}.")
TYPE_WORDS: Final = {kind: Phrase(f"number_type.{kind.value}", kind.lower().replace("_", "-")) for kind in NumberType}
_IN_COUNTRY: Final = Phrase("number.in_country", "in {country}")
_ANYWHERE: Final = Phrase("number.anywhere", "anywhere")
MOST_NAMED: Final = 20
_AND_MORE: Final = Phrase("number_locks.and_more", "{numbers} and {count} more")


def place(country: str | None) -> Said:
    """Where that is, to stand in a sentence about a number."""
    known = country and country not in {"ZZ", "001"}
    return _IN_COUNTRY.said(country=called(country)) if country and known else _ANYWHERE.said()


def country_ported_in(region: str, number_type: NumberType, default_country: str | None) -> str:
    """The country in which a number is ported: North America's toll-free numbers are in one database, so that of who asks."""
    shared = number_type is NumberType.TOLL_FREE and region in _TOLL_FREE_TOGETHER
    return default_country if shared and default_country in _TOLL_FREE_TOGETHER else region


def fits(number: ValidNumber, country: str, number_type: NumberType) -> bool:
    """Whether the number may stand in a request of this country and type.

    US and Canadian numbers fit GEOGRAPHIC and MOBILE alike, because nobody can tell wireless from landline by the digits;
    North American toll-free numbers fit both countries.
    """
    if number.number_type is NumberType.TOLL_FREE and {number.country, country} <= _TOLL_FREE_TOGETHER:
        return number_type is NumberType.TOLL_FREE
    return number.country == country and (number.number_type is number_type or _either(number, number_type))


def _either(number: ValidNumber, number_type: NumberType) -> bool:
    if not {number.number_type, number_type} <= {NumberType.GEOGRAPHIC, NumberType.MOBILE}:
        return False
    return bool(phonenumbers.number_type(phonenumbers.parse(number.e164)) == PhoneNumberType.FIXED_LINE_OR_MOBILE)


def misfit(number: ValidNumber, country: str, number_type: NumberType) -> Said | None:
    """The sentence that tells why a number may not stand in this request; None when it may."""
    if fits(number, country, number_type):
        return None
    shown, kind, wanted = display(number.e164), TYPE_WORDS[number.number_type].said(), TYPE_WORDS[number_type].said()
    return _MISFIT.said(number=shown, kind=kind, there=place(number.country), wanted=wanted, here=place(country))


@lru_cache(maxsize=4_096)
def display(e164: str) -> str:
    """The number as people read it (+31 20 123 4567); a text that is no number comes back as it is."""
    try:
        return phonenumbers.format_number(parsed_e164(e164), PhoneNumberFormat.INTERNATIONAL)
    except NumberParseException:
        return e164


def named(e164s: Sequence[str]) -> Said:
    """The first of them as people read them, within a sentence, and how many more there are."""
    numbers = ", ".join(map(display, e164s[:MOST_NAMED]))
    return _AND_MORE.said(numbers=numbers, count=len(e164s) - MOST_NAMED) if len(e164s) > MOST_NAMED else quoted(numbers)


def parsed_e164(e164: str) -> phonenumbers.PhoneNumber:
    """What libphonenumber makes of a number in E.164, without looking for how people may have written it: a third of the time."""
    code = next((e164[1:end] for end in (2, 3, 4) if e164[1:end].isdecimal() and int(e164[1:end]) in _CALLING_CODES), None)
    national = e164[1 + len(code) :] if code and e164.startswith("+") else ""
    if code is None or not national.isdecimal() or len(national) > _MOST_NATIONAL:
        return phonenumbers.parse(e164)
    zeros = len(national) - len(national.lstrip("0"))
    return phonenumbers.PhoneNumber(
        country_code=int(code),
        national_number=int(national),
        italian_leading_zero=True if zeros else None,
        number_of_leading_zeros=zeros if zeros > 1 else None,
    )
