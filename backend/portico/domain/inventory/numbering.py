"""What numbering plans say of a number that was parsed: its type, its country, and why it is none that is ported."""

from __future__ import annotations

import re
from typing import Final

import phonenumbers
from phonenumbers import PhoneNumberFormat, PhoneNumberType, ValidationResult

from portico.domain import reference
from portico.domain.inventory.number_plans import region_and_kind, split
from portico.domain.inventory.phone_numbers import NumberProblem, Unreadable, ValidNumber, country_ported_in, parsed_e164, place
from portico.domain.sentences import Said, Sentence
from portico.domain.statuses import NumberType

_FACTS: Final = reference.load("numbering.json")
MOST_DIGITS: Final[int] = _FACTS["most_digits"]
DIRECT_DIAL: Final = frozenset(_FACTS["direct_dial"])
"""Calling codes where what follows a number dials through to an extension, so that numbers come in blocks behind a stem."""
_PLAN_OF: Final[dict[str, str]] = reference.load("countries.json")["shares_plan_with"]
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
_OWN_TYPES: Final = [(each["calling_code"], re.compile(each["number"]), NumberType(each["type"])) for each in _FACTS["types"]]
_NOT_PORTABLE: Final = [(each["calling_code"], re.compile(each["number"])) for each in _FACTS["not_portable"]]
_DIALED_AT_HOME: Final = [(each["calling_code"], re.compile(each["number"]), each["is"]) for each in _FACTS["dialed_at_home"]]
"""What is dialed like a number of a country and is one of another plan: 0596 is Martinique all over France, +596 from everywhere else."""
_NOT_ASSIGNABLE: Final = [
    (each["calling_code"], re.compile(each["number"]), frozenset(map(NumberType, each["types"]))) for each in _FACTS["not_assignable"]
]

_KIND: Final = Sentence(
    "number.not_portable_kind", "{understood} is not of a kind that is ported (pager, voicemail or international service)."
)
_SERVICE: Final = Sentence(
    "number.not_portable_service", "{understood} is a service of public authorities and belongs to no carrier's customer."
)
_UNASSIGNED: Final = Sentence("number.not_assignable", "{understood} can be nobody's number {where}: these digits are given to no line.")
_TOO_SHORT: Final = Sentence(
    "number.too_short", "{understood} is shorter than numbers that are ported {where}; perhaps the area code is missing."
)
_TOO_LONG: Final = Sentence("number.too_long", "{understood} is longer than numbers that are ported {where}.")
_TOO_LONG_ANYWHERE: Final = Sentence(
    "number.too_long_for_e164", "{understood} has {digits} digits; a phone number has at most {most} with its country code."
)
_NOT_IN_USE: Final = Sentence(
    "number.not_in_use",
    "{understood} is no number that is ported {where}: a digit is wrong or missing, or its range serves something else.",
)


def judged(text: str, parsed: phonenumbers.PhoneNumber, default_country: str | None) -> ValidNumber | Unreadable:
    """The number that was parsed, or why it is none that is ported; `text` is what stood there."""
    e164 = phonenumbers.format_number(parsed, PhoneNumberFormat.E164)
    if elsewhere := _of_another_plan(int(parsed.country_code or 0), e164):
        return judged(text, parsed_e164(elsewhere), default_country)
    code, national = int(parsed.country_code or 0), e164[len(str(parsed.country_code)) + 1 :]
    region, kind = region_and_kind(code, national)
    number_type = None if region == "001" else _type_of(kind, code, national)  # +800, +882 and the like belong to no country's porting
    if refusal := _refusal(parsed, kind, (code, national), number_type, (region, default_country)):
        reason, said = refusal
        return Unreadable(text, reason, said, international(parsed))
    if number_type is None or region is None:
        raise AssertionError("unreachable: either is refused")
    return ValidNumber(e164, country_ported_in(_PLAN_OF.get(region, region), number_type, default_country), number_type)


def clear(e164: str, default_country: str | None) -> ValidNumber | None:
    """The number that is written as E.164 is, where nothing is to be said about it, in a tenth of the time; else None."""
    found = split(e164)
    if found is None or len(e164) - 1 > MOST_DIGITS or _of_another_plan(found[0], e164):
        return None
    code, national = found
    region, kind = region_and_kind(code, national)
    number_type = _type_of(kind, code, national)
    if region in {None, "001"} or kind == PhoneNumberType.UNKNOWN or number_type is None or _barred(code, national, number_type):
        return None
    return ValidNumber(e164, country_ported_in(_PLAN_OF.get(region, region), number_type, default_country), number_type)


def international(parsed: phonenumbers.PhoneNumber) -> str:
    """As people read it, without an extension."""
    bare = phonenumbers.PhoneNumber()
    bare.merge_from(parsed)
    bare.extension = None
    return phonenumbers.format_number(bare, PhoneNumberFormat.INTERNATIONAL)


def _of_another_plan(code: int, e164: str) -> str | None:
    """The number in E.164 where only at home it is dialed like one of this calling code."""
    national = e164[len(str(code)) + 1 :]
    found = ((digits.fullmatch(national), number) for calling, digits, number in _DIALED_AT_HOME if calling == code)
    return next((match.expand(number) for match, number in found if match), None)


def _type_of(kind: int, code: int, national: str) -> NumberType | None:
    own = next((each for calling, digits, each in _OWN_TYPES if calling == code and digits.fullmatch(national)), None)
    return own or _TYPES.get(kind)


def _refusal(
    parsed: phonenumbers.PhoneNumber,
    kind: int,
    digits: tuple[int, str],
    number_type: NumberType | None,
    regions: tuple[str | None, str | None],
) -> tuple[NumberProblem, Said] | None:
    code, national = digits
    count = len(f"{code}{national}")
    if count > MOST_DIGITS:
        said = _TOO_LONG_ANYWHERE.said(understood=international(parsed), digits=count, most=MOST_DIGITS)
        return NumberProblem.TOO_LONG, said
    if kind == PhoneNumberType.UNKNOWN:
        return _invalid(parsed, _where(code, *regions))
    if number_type is None:
        return NumberProblem.NOT_PORTABLE_KIND, _KIND.said(understood=international(parsed))
    barred = _barred(code, national, number_type)
    if barred is NumberProblem.NOT_PORTABLE_KIND:
        return barred, _SERVICE.said(understood=international(parsed))
    if barred:
        return barred, _UNASSIGNED.said(understood=international(parsed), where=_where(code, *regions))
    return None


def _barred(code: int, national: str, number_type: NumberType) -> NumberProblem | None:
    """Why a number of a plan is nobody's that could be ported."""
    if any(calling == code and each.fullmatch(national) for calling, each in _NOT_PORTABLE):
        return NumberProblem.NOT_PORTABLE_KIND
    if any(calling == code and number_type in of and each.fullmatch(national) for calling, each, of in _NOT_ASSIGNABLE):
        return NumberProblem.NOT_ASSIGNABLE
    return None


def _invalid(parsed: phonenumbers.PhoneNumber, where: Said) -> tuple[NumberProblem, Said]:
    understood = international(parsed)
    possible = phonenumbers.is_possible_number_with_reason(parsed)
    if possible in {ValidationResult.TOO_SHORT, ValidationResult.IS_POSSIBLE_LOCAL_ONLY}:
        return NumberProblem.TOO_SHORT, _TOO_SHORT.said(understood=understood, where=where)
    if possible == ValidationResult.TOO_LONG:
        return NumberProblem.TOO_LONG, _TOO_LONG.said(understood=understood, where=where)
    return NumberProblem.INVALID, _NOT_IN_USE.said(understood=understood, where=where)


def _where(code: int, own: str | None, asked: str | None) -> Said:
    """Of a plan that countries share the one whose number it is, else the one that asked, else its largest."""
    of_plan = asked if phonenumbers.country_code_for_region(asked or "") == code else None
    return place(own or of_plan or phonenumbers.region_code_for_country_code(code))
