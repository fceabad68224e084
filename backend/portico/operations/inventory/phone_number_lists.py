"""Lists of numbers as people send them: any spelling in, E.164 out, every entry at fault named by its place."""

from __future__ import annotations

import asyncio
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from typing import Final

from portico.domain.inventory.phone_number_lists import MOST_NUMBERS
from portico.domain.inventory.phone_numbers import NumberType, PhoneNumber, Unread, Unreadable, display, misfit, read
from portico.domain.refusals import FieldProblem
from portico.domain.sentences import Said, Sentence

_WHERE_UNKNOWN: Final = frozenset({Unread.NO_COUNTRY})
_TOO_MANY: Final = Sentence("numbers.too_many_in_request", "At most {most:,} numbers in one request; these are {given:,}.")
_LISTED: Final = Sentence("number.listed", "{number} stands in the list already, at place {place}.")
_IN_REQUEST: Final = Sentence("number.in_request", "{number} is in the request already.")


@dataclass(frozen=True, slots=True)
class NumberList:
    """The numbers that can be used with their place in the list, and what is wrong with the others."""

    numbers: tuple[tuple[int, PhoneNumber], ...]
    problems: tuple[FieldProblem, ...]

    @property
    def e164s(self) -> list[str]:
        return [number.e164 for _place, number in self.numbers]


async def read_numbers(
    path: str,
    texts: Sequence[str],
    country: str | None,
    number_type: NumberType | None = None,
    *,
    taken: Collection[str] = (),
) -> NumberList:
    """Reads off the event loop, as a thousand numbers cost 40 ms.

    With a `number_type` every number has to be of it and of the country; `taken` ones stand there already. Without a country (it is
    not known yet) national spellings are passed over in silence.
    """
    if len(texts) > MOST_NUMBERS:
        return NumberList((), (FieldProblem(path, "TOO_MANY", _TOO_MANY.said(most=MOST_NUMBERS, given=len(texts))),))
    return await asyncio.to_thread(_read_all, path, texts, country, number_type, frozenset(taken))


def _read_all(path: str, texts: Sequence[str], country: str | None, number_type: NumberType | None, taken: Collection[str]) -> NumberList:
    numbers: list[tuple[int, PhoneNumber]] = []
    problems: list[FieldProblem] = []
    first_place: dict[str, int] = {}
    for place, text in enumerate(texts):
        found = read(text, country)
        problem = _problem(found, country, number_type, first_place, taken)
        if isinstance(found, PhoneNumber):
            first_place.setdefault(found.e164, place)
        if problem is not None:
            problems.append(FieldProblem(f"{path}.{place}", *problem))
        elif isinstance(found, PhoneNumber):
            numbers.append((place, found))
    return NumberList(tuple(numbers), tuple(problems))


def _problem(
    found: PhoneNumber | Unreadable,
    country: str | None,
    number_type: NumberType | None,
    first_place: dict[str, int],
    taken: Collection[str],
) -> tuple[str, Said] | None:
    if isinstance(found, Unreadable):
        silent = country is None and number_type is not None and found.reason in _WHERE_UNKNOWN
        return None if silent else (found.reason.value, found.said)
    if found.e164 in first_place:
        return "DUPLICATE", _LISTED.said(number=display(found.e164), place=first_place[found.e164] + 1)
    if found.e164 in taken:
        return "DUPLICATE", _IN_REQUEST.said(number=display(found.e164))
    wrong = misfit(found, country, number_type) if country is not None and number_type is not None else None
    return ("MISFIT", wrong) if wrong else None
