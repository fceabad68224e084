"""Numbers written as E.164 are read without looking for how people write them: each as it is read that way."""

from __future__ import annotations

import random

import phonenumbers
import pytest

from portico.domain.inventory import reading
from portico.domain.inventory.numbering import clear
from portico.domain.inventory.reading import read_line, read_spelled

DIGITS = "0123456789"
CODES = "1 31 32 33 34 353 39 41 43 44 45 46 49 61 52 54 55 800".split()


def numbers(chance: random.Random) -> list[str]:
    """An example of every plan and type, the same with digits changed, more or fewer, and digits by chance."""
    found = []
    for region in sorted(phonenumbers.SUPPORTED_REGIONS):
        for kind in range(11):
            if example := phonenumbers.example_number_for_type(region, kind):
                e164 = phonenumbers.format_number(example, phonenumbers.PhoneNumberFormat.E164)
                found += [e164, _altered(chance, e164), e164[:-1], e164 + chance.choice(DIGITS)]
    return found + [f"+{chance.choice(CODES)}{''.join(chance.choices(DIGITS, k=chance.randint(4, 12)))}" for _ in range(2_000)]


def _altered(chance: random.Random, e164: str) -> str:
    digits = list(e164)
    for place in chance.sample(range(2, len(digits)), k=3):
        digits[place] = chance.choice(DIGITS)
    return "".join(digits)


@pytest.mark.parametrize("country", [None, "US", "DE", "GB", "IT"])
def test_a_number_in_e164_is_read_at_once_as_it_is_read_otherwise(country: str | None) -> None:
    every = numbers(random.Random(7))
    for text in every:
        assert read_line(text, country) == read_spelled(text, country), text
    assert sum(clear(text, country) is not None for text in every) > len(every) // 10


def test_a_national_prefix_behind_the_code_is_not_taken_for_a_digit(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(reading, "read_spelled", lambda text, country: None)
    assert read_line("+442079460018", "GB") is not None
    assert read_line("+4402079460018", "GB") is None
    assert read_line("+5491123456789", "AR") is None
