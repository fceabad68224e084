"""The numbers that secret fields are given for, one by one: found among the request's own, and parsed only where they are spelled anew."""

from __future__ import annotations

import asyncio
from collections import Counter
from collections.abc import Collection, Iterable, Mapping

from portico.domain.inventory.phone_numbers import Unreadable, ValidNumber
from portico.domain.inventory.reading import read
from portico.operations.inventory.phone_number_lists import NumberList
from portico.operations.port_ins.porting_request_inputs import ExtraField

Spelled = Mapping[str, str | Unreadable]
"""A number as it was given, and what it is: E.164, or why it is none."""


def as_given(texts: list[str], read_from: NumberList) -> dict[str, str]:
    """The spellings in which the request's numbers were given, so that nobody parses them again. A range is none of them."""
    many = Counter(place for place, _ in read_from.numbers)
    return {texts[place].strip(): number.e164 for place, number in read_from.numbers if many[place] == 1}


async def spelled(extras: Iterable[ExtraField] | None, country: str | None, own: Collection[str], known: Mapping[str, str]) -> Spelled:
    """What each text is that an extra field names a number by; `own` are the request's numbers, `known` further spellings of them.

    The first one that is no number of the request ends the reading, so that no list costs more than the request's own numbers do: what
    is not found here comes after one that is refused anyhow. What has to be parsed is, off the event loop.
    """
    texts = dict.fromkeys(extra.number.strip() for extra in extras or () if extra.number and extra.number.strip())
    found: dict[str, str | Unreadable] = {text: text if text in own else known[text] for text in texts if text in own or text in known}
    strange = [text for text in texts if text not in found]
    return found | await asyncio.to_thread(_read_until_stranger, strange, country, own) if strange else found


def _read_until_stranger(texts: Iterable[str], country: str | None, own: Collection[str]) -> dict[str, str | Unreadable]:
    found: dict[str, str | Unreadable] = {}
    for text in texts:
        number = read(text, country)
        found[text] = number.e164 if isinstance(number, ValidNumber) else number
        if found[text] not in own:
            break
    return found
