"""Lists of phone numbers as people paste them: line by line, ranges among them, every line at fault beside its number."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

from portico.domain.inventory.phone_numbers import MAX_LENGTH, PhoneNumber, Unread, Unreadable, display, read
from portico.domain.sentences import Sentence

MOST_NUMBERS: Final = 1000  # of one request or command
MAX_RANGE: Final = 1_000
MAX_LINES: Final = 20_000
_DUPLICATE: Final = Sentence("number.duplicate", "{number} stands on line {line} already.")
_TOO_MANY: Final = Sentence("numbers.too_many", "At most {most:,} numbers at a time.")
_AMBIGUOUS: Final = Sentence(
    "number.or_range", "This is either the number {number} or a range of {count}: write the range with both numbers in full."
)
_LONG_RANGE: Final = Sentence("range.too_long", "A range of {count:,} numbers is too long; at most {most:,}.")
_MIXED_RANGE: Final = Sentence("range.mixed", "{number}, in this range, is not a number of the same kind.")
_RANGE: Final = re.compile(
    r"(?P<first>.*\d\D{0,2}?)\s*(?:[-\u2010-\u2015\u2212…]|\.\.\.?|\bto\b|\bt/m\b|\bbis\b)\s*(?P<last>[+＋(]?[\d\s()]*\d)"
)


@dataclass(frozen=True, slots=True)
class AcceptedNumber:
    line: int
    text: str
    number: PhoneNumber


@dataclass(frozen=True, slots=True)
class RefusedLine:
    line: int
    text: str
    problem: Unreadable


@dataclass(frozen=True, slots=True)
class ReadNumbers:
    """A pasted column, read: lines count from 1, blank lines count but are neither accepted nor refused."""

    accepted: tuple[AcceptedNumber, ...]
    refused: tuple[RefusedLine, ...]


def read_many(lines: Iterable[str], country: str | None, *, limit: int = MAX_LINES) -> ReadNumbers:
    """A pasted column, line by line: each number accepted or refused beside its line number, duplicates naming the first line.

    A line may be a range (`+35319609036-46`, `020 123 4500 - 020 123 4599`) of at most 1,000 numbers; more than `limit` in all
    are refused.
    """
    accepted: list[AcceptedNumber] = []
    refused: list[RefusedLine] = []
    first_line: dict[str, int] = {}
    for line, raw in enumerate(lines, start=1):
        text = raw.strip()
        if not text:
            continue
        found = _read_line(text, country)
        if isinstance(found, Unreadable):
            refused.append(RefusedLine(line, text, found))
            continue
        for number in found:
            problem = _unwanted(text, number, first_line, limit)
            if problem is None:
                first_line[number.e164] = line
                accepted.append(AcceptedNumber(line, text, number))
            else:
                refused.append(RefusedLine(line, text, problem))
    return ReadNumbers(tuple(accepted), tuple(refused))


def _unwanted(text: str, number: PhoneNumber, first_line: dict[str, int], limit: int) -> Unreadable | None:
    shown = display(number.e164)
    if number.e164 in first_line:
        return Unreadable(text, Unread.DUPLICATE, _DUPLICATE.said(number=shown, line=first_line[number.e164]), shown)
    if len(first_line) >= limit:
        return Unreadable(text, Unread.TOO_MANY, _TOO_MANY.said(most=limit), shown)
    return None


def _read_line(text: str, country: str | None) -> list[PhoneNumber] | Unreadable:
    single = read(text, country)
    split = _RANGE.fullmatch(text) if len(text) <= MAX_LENGTH else None
    if split is None:
        return single if isinstance(single, Unreadable) else [single]
    first = read(split["first"], country)
    span = None if isinstance(first, Unreadable) else _last_of(first, split["last"], country)
    if isinstance(single, PhoneNumber):
        if span is None:
            return [single]
        shown = display(single.e164)
        return Unreadable(text, Unread.AMBIGUOUS, _AMBIGUOUS.said(number=shown, count=span[1]), shown)
    if span is None or isinstance(first, Unreadable):
        return single
    return _expanded(text, first, span)


def _last_of(first: PhoneNumber, last: str, country: str | None) -> tuple[int, int] | None:
    """The last number of a range as an integer and how many there are; None where `last` does not come after `first`."""
    digits, start = re.sub(r"\D", "", last), first.e164.removeprefix("+")
    whole = read(last, country)
    if isinstance(whole, PhoneNumber):
        end = int(whole.e164.removeprefix("+"))
    elif len(digits) < len(start) and not last.lstrip().startswith(("+", "＋")):
        end = int(start[: -len(digits)] + digits)
    else:
        return None
    count = end - int(start) + 1
    return (end, count) if count > 1 else None


def _expanded(text: str, first: PhoneNumber, span: tuple[int, int]) -> list[PhoneNumber] | Unreadable:
    end, count = span
    if count > MAX_RANGE:
        return Unreadable(text, Unread.BAD_RANGE, _LONG_RANGE.said(count=count, most=MAX_RANGE))
    numbers: list[PhoneNumber] = []
    for value in range(end - count + 1, end + 1):
        number = read(f"+{value}", first.country)
        if isinstance(number, Unreadable) or number.number_type is not first.number_type:
            return Unreadable(text, Unread.BAD_RANGE, _MIXED_RANGE.said(number=display(f"+{value}")))
        numbers.append(number)
    return numbers
