"""libphonenumber's numbering plans, asked for region and kind at once, with nothing compiled or walked through twice.

`number_type` looks for the region, and `region_code_for_number` does so again; where countries share a calling code each of them tries
up to 25 plans. That was most of what reading a number took. The answers are theirs, as a test holds.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import Final

import phonenumbers
from phonenumbers import PhoneMetadata, PhoneNumberDesc, PhoneNumberType

phonenumbers.enable_pattern_cache()  # the plans of all countries have more patterns than `re` keeps compiled

_COUNTRIES_OF: Final = phonenumbers.COUNTRY_CODE_TO_REGION_CODE
_BEFORE_LINES: Final = (
    ("premium_rate", PhoneNumberType.PREMIUM_RATE),
    ("toll_free", PhoneNumberType.TOLL_FREE),
    ("shared_cost", PhoneNumberType.SHARED_COST),
    ("voip", PhoneNumberType.VOIP),
    ("personal_number", PhoneNumberType.PERSONAL_NUMBER),
    ("pager", PhoneNumberType.PAGER),
    ("uan", PhoneNumberType.UAN),
    ("voicemail", PhoneNumberType.VOICEMAIL),
)


_Pattern = re.Pattern[str] | None


@dataclass(frozen=True, slots=True)
class _Plan:
    """What numbers of one length look like in a country, or an international service; None for what has no numbers of this length.

    `leading` tells at once that a number of a shared calling code is of it.
    """

    leading: _Pattern
    everything: _Pattern
    before_lines: tuple[tuple[int, re.Pattern[str]], ...]
    fixed: _Pattern
    mobile: _Pattern
    are_alike: bool

    def kind(self, national: str) -> int:
        if not _fits(national, self.everything):
            return PhoneNumberType.UNKNOWN
        for kind, pattern in self.before_lines:
            if pattern.fullmatch(national):
                return kind
        is_mobile = not self.are_alike and _fits(national, self.mobile)
        if _fits(national, self.fixed):
            return PhoneNumberType.FIXED_LINE_OR_MOBILE if self.are_alike or is_mobile else PhoneNumberType.FIXED_LINE
        return PhoneNumberType.MOBILE if is_mobile else PhoneNumberType.UNKNOWN


def region_and_kind(code: int, national: str) -> tuple[str | None, int]:
    """Where a number belongs and what it is, as `region_code_for_number` and `number_type` say."""
    plans = _plans(code, len(national))
    if len(plans) == 1:
        ((region, plan),) = plans
        return region, plan.kind(national)
    for region, plan in plans:
        if plan.leading is None:
            if (kind := plan.kind(national)) != PhoneNumberType.UNKNOWN:
                return region, kind
        elif plan.leading.match(national):
            return region, plan.kind(national)
    return None, PhoneNumberType.UNKNOWN


def split(e164: str) -> tuple[int, str] | None:
    """The calling code of a number in E.164 and what is behind it; None where libphonenumber may take something off that."""
    code = next((int(e164[1:end]) for end in (2, 3, 4) if int(e164[1:end]) in _COUNTRIES_OF), None)
    if code is None:
        return None
    national, prefix = e164[len(str(code)) + 1 :], _prefix(code)
    return None if national.startswith("0") or (prefix and prefix.match(national)) else (code, national)


@cache
def _prefix(code: int) -> _Pattern:
    """What is dialed before a number within the country, and perhaps is part of it."""
    metadata = PhoneMetadata.metadata_for_region_or_calling_code(code, _COUNTRIES_OF[code][0])
    return re.compile(metadata.national_prefix_for_parsing) if metadata and metadata.national_prefix_for_parsing else None


def _fits(national: str, pattern: _Pattern) -> bool:
    return pattern is not None and pattern.fullmatch(national) is not None


@lru_cache(maxsize=4_096)  # a calling code has plans for less than twenty lengths
def _plans(code: int, length: int) -> tuple[tuple[str, _Plan], ...]:
    """Every country with this calling code, in the order in which they are tried."""
    found = ((region, PhoneMetadata.metadata_for_region_or_calling_code(code, region)) for region in _COUNTRIES_OF.get(code, ()))
    return tuple((region, _plan(metadata, length)) for region, metadata in found if metadata is not None)


def _plan(metadata: PhoneMetadata, length: int) -> _Plan:
    before = ((kind, _pattern(getattr(metadata, name), length)) for name, kind in _BEFORE_LINES)
    return _Plan(
        leading=re.compile(metadata.leading_digits) if metadata.leading_digits is not None else None,
        everything=_pattern(metadata.general_desc, length),
        before_lines=tuple((kind, pattern) for kind, pattern in before if pattern),
        fixed=_pattern(metadata.fixed_line, length),
        mobile=_pattern(metadata.mobile, length),
        are_alike=bool(metadata.same_mobile_and_fixed_line_pattern),
    )


def _pattern(described: PhoneNumberDesc | None, length: int) -> _Pattern:
    if described is None or not described.national_number_pattern:
        return None
    if described.possible_length and length not in described.possible_length:
        return None  # without lengths they are as long as all of their plan
    return _compiled(described.national_number_pattern)


@cache
def _compiled(pattern: str) -> re.Pattern[str]:
    return re.compile(pattern)
