"""A phone number: any spelling in, E.164 out, and a refusal that says what was understood.

`phonenumbers` costs about 40 µs a number: read long lists off the event loop.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

import phonenumbers
from phonenumbers import NumberParseException, PhoneNumberFormat, PhoneNumberType, ValidationResult

from portico.domain import reference
from portico.domain.reference.places import called
from portico.domain.sentences import Phrase, Said, Sentence, Speaks

MAX_LENGTH: Final = 100


class NumberType(StrEnum):
    """What a porting request is for; all numbers of a request share one type."""

    GEOGRAPHIC = "GEOGRAPHIC"  # tied to a place; in the US and Canada also every wireless number, nobody can tell them apart
    NATIONAL = "NATIONAL"  # no place and no special tariff by name: NL 085/088, GB 03/084/087, FR 09, shared cost, UAN, VoIP
    MOBILE = "MOBILE"
    TOLL_FREE = "TOLL_FREE"
    PREMIUM = "PREMIUM"


class Unread(StrEnum):
    """Why a text is not a number Portico can port."""

    EMPTY = "EMPTY"
    LETTERS = "LETTERS"
    EXTENSION = "EXTENSION"
    NO_COUNTRY = "NO_COUNTRY"
    NOT_A_NUMBER = "NOT_A_NUMBER"
    TOO_SHORT = "TOO_SHORT"
    TOO_LONG = "TOO_LONG"
    INVALID = "INVALID"
    NOT_PORTABLE_KIND = "NOT_PORTABLE_KIND"
    AMBIGUOUS = "AMBIGUOUS"
    BAD_RANGE = "BAD_RANGE"
    DUPLICATE = "DUPLICATE"
    TOO_MANY = "TOO_MANY"


@dataclass(frozen=True, slots=True)
class PhoneNumber:
    """A valid number: E.164 with plus, the ISO country whose numbering it belongs to, and its type."""

    e164: str
    country: str
    number_type: NumberType


@dataclass(frozen=True, slots=True)
class Unreadable(Speaks):
    """A text that was refused; `said` is for people, `understood` is what it would have been in international format."""

    text: str
    reason: Unread
    said: Said
    understood: str | None = None


_TYPES: Final = {
    PhoneNumberType.FIXED_LINE: NumberType.GEOGRAPHIC,
    PhoneNumberType.FIXED_LINE_OR_MOBILE: NumberType.GEOGRAPHIC,
    PhoneNumberType.MOBILE: NumberType.MOBILE,
    PhoneNumberType.TOLL_FREE: NumberType.TOLL_FREE,
    PhoneNumberType.PREMIUM_RATE: NumberType.PREMIUM,
    PhoneNumberType.SHARED_COST: NumberType.NATIONAL,
    PhoneNumberType.UAN: NumberType.NATIONAL,
    PhoneNumberType.VOIP: NumberType.NATIONAL,
    PhoneNumberType.PERSONAL_NUMBER: NumberType.NATIONAL,
}
_TOLL_FREE_TOGETHER: Final = frozenset({"US", "CA"})
_GB_NON_GEOGRAPHIC: Final = re.compile(
    r"\+448[47]\d{8}"
)  # libphonenumber calls 084 and 087 premium; the trade ports them as non-geographic
_PLAN_OF: Final[dict[str, str]] = reference.load("countries.json")["shares_plan_with"]
_LETTER: Final = re.compile(r"[^\W\d_]")
_ALLOWED: Final = re.compile(r"[\d+＋\s()\[\]./~\-\u00ad\u200b-\u200f\u2010-\u2015\u202a-\u202e\u2060\u2212\u3000\uff0d\ufeff]*")
_INVISIBLE: Final = re.compile(r"[\u00ad\u200b-\u200f\u202a-\u202e\u2060\ufeff]")
_SPREADSHEET: Final = re.compile(r"\+?\d{7,15}\.0+")
_SCIENTIFIC: Final = re.compile(r"[+-]?\d+(?:[.,]\d+)?[eE]\+?\d+")

_EMPTY: Final = Sentence("number.empty", "There is no number here.")
_OVERLONG: Final = Sentence("number.overlong", "This is too long for a phone number: one number per line.")
_SHORTENED: Final = Sentence("number.shortened", "A spreadsheet shortened this number; format the column as text and paste it again.")
_NO_COUNTRY: Final = Sentence("number.no_country", "Write the number with its country code, as in +31 20 123 4567.")
_NO_NUMBER: Final = Sentence("number.not_a_number", "This is not a phone number.")
_FRAGMENT: Final = Sentence("number.fragment", "This is too short for a phone number.")
_EXTENSION: Final = Sentence("number.extension", "Numbers are ported without extensions: understood {understood}, extension {extension}.")
_LETTERS: Final = Sentence("number.letters", "Write the number in digits only.")
_LETTERS_MEANT: Final = Sentence("number.letters.understood", "Write the number in digits only: understood {understood}.")
_SEVERAL: Final = Sentence("number.several", "One number per line, please: understood {understood}.")
_KIND: Final = Sentence(
    "number.not_portable_kind", "{understood} is not of a kind that is ported (pager, voicemail or international service)."
)
_TOO_SHORT: Final = Sentence(
    "number.too_short", "{understood} is shorter than numbers that are ported {where}; perhaps the area code is missing."
)
_TOO_LONG: Final = Sentence("number.too_long", "{understood} is longer than numbers that are ported {where}.")
_NOT_IN_USE: Final = Sentence(
    "number.not_in_use",
    "{understood} is no number that is ported {where}: a digit is wrong or missing, or its range serves something else.",
)
_MISFIT: Final = Sentence("number.misfit", "{number} is a {kind} number {there}; this request is for {wanted} numbers {here}.")
TYPE_WORDS: Final = {kind: Phrase(f"number_type.{kind.value}", kind.lower().replace("_", "-")) for kind in NumberType}
_IN_COUNTRY: Final = Phrase("number.in_country", "in {country}")
_ANYWHERE: Final = Phrase("number.anywhere", "anywhere")


def read(text: str, default_country: str | None) -> PhoneNumber | Unreadable:
    """One number in any spelling; letters, extensions and invalid numbers are refused with what was understood.

    `default_country` is the ISO code a national spelling belongs to; without it only international spellings are understood.
    """
    plain = " ".join(_INVISIBLE.sub("", text).split()).strip("'\"= ")  # '="+31…"' is how spreadsheets keep a plus
    country = default_country.upper() if default_country else None
    if not plain:
        return Unreadable(text, Unread.EMPTY, _EMPTY.said())
    if len(plain) > MAX_LENGTH:
        return Unreadable(text, Unread.TOO_LONG, _OVERLONG.said())
    if _SCIENTIFIC.fullmatch(plain):
        return Unreadable(text, Unread.NOT_A_NUMBER, _SHORTENED.said())
    if _SPREADSHEET.fullmatch(plain):
        plain = plain.split(".")[0]
    parsed = _parse(text, plain.removeprefix("tel:").strip(), country)
    return parsed if isinstance(parsed, Unreadable) else _judge(text, plain.removeprefix("tel:"), parsed, country)


def _parse(text: str, plain: str, default_country: str | None) -> phonenumbers.PhoneNumber | Unreadable:
    try:
        parsed = phonenumbers.parse(plain, default_country)
        return parsed if phonenumbers.is_valid_number(parsed) else _international(plain) or parsed
    except NumberParseException as problem:
        if problem.error_type == NumberParseException.INVALID_COUNTRY_CODE:
            return _international(plain) or Unreadable(text, Unread.NO_COUNTRY, _NO_COUNTRY.said())
        if problem.error_type == NumberParseException.TOO_LONG:
            return Unreadable(text, Unread.TOO_LONG, _OVERLONG.said())
        if problem.error_type == NumberParseException.NOT_A_NUMBER:
            return Unreadable(text, Unread.NOT_A_NUMBER, _NO_NUMBER.said())
        return Unreadable(text, Unread.TOO_SHORT, _FRAGMENT.said())


def _international(plain: str) -> phonenumbers.PhoneNumber | None:
    """`00` read as plus, as most of the world dials it, where the default country does not."""
    if not plain.startswith("00"):
        return None
    try:
        parsed = phonenumbers.parse("+" + plain[2:], None)
    except NumberParseException:
        return None
    return parsed if phonenumbers.is_valid_number(parsed) else None


def _judge(text: str, plain: str, parsed: phonenumbers.PhoneNumber, default_country: str | None) -> PhoneNumber | Unreadable:
    understood = phonenumbers.format_number(_without_extension(parsed), PhoneNumberFormat.INTERNATIONAL)

    def refused(reason: Unread, said: Said) -> Unreadable:
        return Unreadable(text, reason, said, understood)

    if parsed.extension:
        return refused(Unread.EXTENSION, _EXTENSION.said(understood=understood, extension=parsed.extension))
    if _LETTER.search(plain):
        meant = phonenumbers.is_valid_number(parsed)
        return refused(Unread.LETTERS, _LETTERS_MEANT.said(understood=understood) if meant else _LETTERS.said())
    if not _ALLOWED.fullmatch(plain) or plain.count("/") > 1:
        return refused(Unread.NOT_A_NUMBER, _SEVERAL.said(understood=understood))
    if not phonenumbers.is_valid_number(parsed):
        return refused(*_invalid(parsed, understood))
    number_type = _type_of(parsed)
    if number_type is None:
        return refused(Unread.NOT_PORTABLE_KIND, _KIND.said(understood=understood))
    e164 = phonenumbers.format_number(parsed, PhoneNumberFormat.E164)
    return PhoneNumber(e164, _country_of(parsed, number_type, default_country), number_type)


def _invalid(parsed: phonenumbers.PhoneNumber, understood: str) -> tuple[Unread, Said]:
    where = _place(phonenumbers.region_code_for_country_code(parsed.country_code or 0))
    possible = phonenumbers.is_possible_number_with_reason(parsed)
    if possible in {ValidationResult.TOO_SHORT, ValidationResult.IS_POSSIBLE_LOCAL_ONLY}:
        return Unread.TOO_SHORT, _TOO_SHORT.said(understood=understood, where=where)
    if possible == ValidationResult.TOO_LONG:
        return Unread.TOO_LONG, _TOO_LONG.said(understood=understood, where=where)
    return Unread.INVALID, _NOT_IN_USE.said(understood=understood, where=where)


def _place(country: str | None) -> Said:
    known = country and country not in {"ZZ", "001"}
    return _IN_COUNTRY.said(country=called(country)) if country and known else _ANYWHERE.said()


def _without_extension(parsed: phonenumbers.PhoneNumber) -> phonenumbers.PhoneNumber:
    bare = phonenumbers.PhoneNumber()
    bare.merge_from(parsed)
    bare.extension = None
    return bare


def _type_of(parsed: phonenumbers.PhoneNumber) -> NumberType | None:
    if phonenumbers.region_code_for_number(parsed) == "001":
        return None  # +800, +882 and the like belong to no country's porting
    if _GB_NON_GEOGRAPHIC.fullmatch(phonenumbers.format_number(parsed, PhoneNumberFormat.E164)):
        return NumberType.NATIONAL
    return _TYPES.get(phonenumbers.number_type(parsed))


def _country_of(parsed: phonenumbers.PhoneNumber, number_type: NumberType, default_country: str | None) -> str:
    region = phonenumbers.region_code_for_number(parsed) or "ZZ"
    country = _PLAN_OF.get(region, region)
    shared = parsed.country_code == 1 and number_type is NumberType.TOLL_FREE  # one Resp Org database for the US and Canada
    return default_country if shared and default_country in _TOLL_FREE_TOGETHER else country


def fits(number: PhoneNumber, country: str, number_type: NumberType) -> bool:
    """Whether the number may stand in a request of this country and type.

    US and Canadian numbers fit GEOGRAPHIC and MOBILE alike, because nobody can tell wireless from landline by the digits;
    North American toll-free numbers fit both countries.
    """
    if number.number_type is NumberType.TOLL_FREE and {number.country, country} <= _TOLL_FREE_TOGETHER:
        return number_type is NumberType.TOLL_FREE
    return number.country == country and (number.number_type is number_type or _either(number, number_type))


def _either(number: PhoneNumber, number_type: NumberType) -> bool:
    if not {number.number_type, number_type} <= {NumberType.GEOGRAPHIC, NumberType.MOBILE}:
        return False
    return bool(phonenumbers.number_type(phonenumbers.parse(number.e164)) == PhoneNumberType.FIXED_LINE_OR_MOBILE)


def misfit(number: PhoneNumber, country: str, number_type: NumberType) -> Said | None:
    """The sentence that tells why a number may not stand in this request; None when it may."""
    if fits(number, country, number_type):
        return None
    shown, kind, wanted = display(number.e164), TYPE_WORDS[number.number_type].said(), TYPE_WORDS[number_type].said()
    return _MISFIT.said(number=shown, kind=kind, there=_place(number.country), wanted=wanted, here=_place(country))


def display(e164: str) -> str:
    """The number as people read it (+31 20 123 4567); a text that is no number comes back as it is."""
    try:
        return phonenumbers.format_number(phonenumbers.parse(e164), PhoneNumberFormat.INTERNATIONAL)
    except NumberParseException:
        return e164
