"""Numbering plans: what Portico asks of them at once is what libphonenumber answers one by one."""

from __future__ import annotations

import random
from collections.abc import Iterator

import phonenumbers
from phonenumbers import PhoneNumber

from portico.domain.inventory.number_plans import region_and_kind

TYPES = range(11)


def examples(code: int, region: str) -> list[str]:
    """A number of every kind the plan has."""
    found = (
        [phonenumbers.example_number_for_non_geo_entity(code)]
        if region == "001"
        else [phonenumbers.example_number_for_type(region, kind) for kind in TYPES]
    )
    return [phonenumbers.national_significant_number(each) for each in found if each is not None]


def nearly(number: str, chance: random.Random) -> Iterator[str]:
    """The number, one shorter, one longer, and some with digits changed."""
    yield from (number, number[:-1], number + "0")
    for changed in (1, 2, 4):
        digits = list(number)
        for _ in range(changed):
            digits[chance.randrange(len(digits))] = str(chance.randrange(10))
        yield "".join(digits)


def parsed(code: int, national: str) -> PhoneNumber:
    zeros = len(national) - len(national.lstrip("0"))
    return PhoneNumber(
        country_code=code,
        national_number=int(national),
        italian_leading_zero=bool(zeros) or None,
        number_of_leading_zeros=zeros if zeros > 1 else None,
    )


def test_region_and_kind_are_those_of_libphonenumber_for_every_plan() -> None:
    chance = random.Random(7)
    wrong, asked = [], 0
    for code, regions in phonenumbers.COUNTRY_CODE_TO_REGION_CODE.items():
        for national in (near for region in regions for each in examples(code, region) for near in nearly(each, chance)):
            if not int(national or "0"):
                continue
            number = parsed(code, national)
            told = phonenumbers.region_code_for_number(number), phonenumbers.number_type(number)
            asked += 1
            wrong += [(code, national, told)] if region_and_kind(code, national) != told else []
    assert asked > 4_000
    assert wrong == []


def test_a_calling_code_of_nobody_has_no_region() -> None:
    assert region_and_kind(999, "12345678") == (None, phonenumbers.PhoneNumberType.UNKNOWN)
