"""Lists of phone numbers as people paste and programs send them: line by line, and whatever is unclear or at fault beside its line."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import Final

from portico.domain.inventory.headings import APART, UNDER
from portico.domain.inventory.phone_numbers import NumberProblem, Unreadable, ValidNumber, display, fits, misfit
from portico.domain.inventory.reading import read_line
from portico.domain.inventory.readings import Ambiguous, LineReading, one_of
from portico.domain.inventory.sheets.numbered import without_places
from portico.domain.inventory.spans import numbers_in
from portico.domain.sentences import Said, Sentence
from portico.domain.statuses import NumberType

MOST_NUMBERS: Final = 1000  # of one request or command
ON_LINE: Final = Sentence("number.duplicate", "{number} stands on line {line} already.")
AT_PLACE: Final = Sentence("number.listed", "{number} stands in the list already, at place {line}.")
_IN_REQUEST: Final = Sentence("number.in_request", "{number} is in the request already.")
_AND_MORE: Final = Sentence("number.duplicates", "{first} The same holds for {more} more of these.")
_TOO_MANY: Final = Sentence("numbers.too_many", "At most {most:,} numbers at a time.")


@dataclass(frozen=True, slots=True)
class WantedNumbers:
    """What the numbers are for: their country, where it is known, and the type that all have to be of; `taken` ones stand there already."""

    country: str | None
    number_type: NumberType | None = None
    taken: Collection[str] = ()
    most: int = MOST_NUMBERS
    twice: Sentence = ON_LINE


@dataclass(frozen=True, slots=True)
class AcceptedLine:
    line: int
    text: str
    reading: LineReading
    numbers: tuple[ValidNumber, ...]


@dataclass(frozen=True, slots=True)
class RefusedLine:
    line: int
    text: str
    problem: Unreadable


@dataclass(frozen=True, slots=True)
class UnclearLine:
    line: int
    text: str
    unclear: Ambiguous


@dataclass(slots=True)
class ReadNumbers:
    """A list, read; of a range some numbers may be accepted and others refused."""

    accepted: list[AcceptedLine] = field(default_factory=list)
    refused: list[RefusedLine] = field(default_factory=list)
    unclear: list[UnclearLine] = field(default_factory=list)


def read_many(
    entries: Iterable[tuple[int, str]], wanted: WantedNumbers, under: Mapping[tuple[int, str], str] = MappingProxyType({})
) -> ReadNumbers:
    """Entries by their line, each a number, a range of at most 1,000 or two numbers; a number that stands there twice names the first line.

    Where a type is wanted, what can be read in several ways is read in the only one that fits, if there is one. What is `under` a
    heading of something else, or may be a part of a number, is refused with what it would be.
    """
    found = ReadNumbers()
    first_line: dict[str, int] = {}
    given = list(entries)
    for (line, text), spelled in zip(given, without_places([text for _, text in given], wanted.country), strict=True):
        read = _fitting(read_line(spelled.strip(), wanted.country), wanted)
        if not isinstance(read, Unreadable) and (heading := under.get((line, text))) is not None:
            read = _is_under(text, read, heading)
        _place(found, (line, text.strip(), read), wanted, first_line)
    return found


def _is_under(text: str, read: LineReading | Ambiguous, heading: str) -> Unreadable:
    """Why it is none there, with what it would be; under no heading it may be a part of a number only."""
    first = read.first if isinstance(read, LineReading) else read.readings[0].first
    return Unreadable(text, NumberProblem.NOT_A_NUMBER, UNDER.said(heading=heading) if heading else APART.said(), display(first.e164))


def _place(
    found: ReadNumbers, entry: tuple[int, str, LineReading | Ambiguous | Unreadable], wanted: WantedNumbers, first_line: dict[str, int]
) -> None:
    line, text, read = entry
    numbers = _all_of(text, read, wanted) if isinstance(read, LineReading) else read
    if isinstance(numbers, Ambiguous):
        found.unclear.append(UnclearLine(line, text, numbers))
    elif isinstance(numbers, Unreadable):
        found.refused.append(RefusedLine(line, text, numbers))
    elif isinstance(read, LineReading):
        new = tuple(number for number in numbers if number.e164 not in first_line and number.e164 not in wanted.taken)
        kept = new if len(new) <= wanted.most - len(first_line) else ()  # a line is taken whole or not at all
        found.refused += [RefusedLine(line, text, each) for each in _left_out(text, (numbers, new, kept), wanted, first_line)]
        first_line.update(dict.fromkeys((number.e164 for number in kept), line))
        found.accepted += [AcceptedLine(line, text, read, kept)] if kept else []


def _fitting(read: LineReading | Ambiguous | Unreadable, wanted: WantedNumbers) -> LineReading | Ambiguous | Unreadable:
    """What was read, without the readings that are not of the type that is wanted, as long as there are others."""
    if not isinstance(read, Ambiguous) or wanted.country is None or wanted.number_type is None:
        return read
    fitting = [each for each in read.readings if fits(each.first, wanted.country, wanted.number_type)]
    return one_of(read.text, fitting) or read


def _all_of(text: str, reading: LineReading, wanted: WantedNumbers) -> tuple[ValidNumber, ...] | Unreadable:
    """Every number of a reading, or why they cannot all be taken."""
    numbers = numbers_in(text, reading)
    if isinstance(numbers, Unreadable) or wanted.country is None or wanted.number_type is None:
        return numbers
    wrong = next(filter(None, (misfit(number, wanted.country, wanted.number_type) for number in numbers)), None)
    return Unreadable(text, NumberProblem.MISFIT, wrong, display(reading.first.e164)) if wrong else numbers


def _left_out(
    text: str,
    parts: tuple[Sequence[ValidNumber], Sequence[ValidNumber], Sequence[ValidNumber]],
    wanted: WantedNumbers,
    first_line: dict[str, int],
) -> list[Unreadable]:
    """Why numbers of a line are not taken: those that stand there already, and those that are too many, each once for the line."""
    numbers, new, kept = parts
    problems = []
    if twice := [number.e164 for number in numbers if number.e164 in first_line or number.e164 in wanted.taken]:
        said, shown = _standing(twice[0], wanted, first_line), display(twice[0])
        more = len(twice) - 1
        problems.append(Unreadable(text, NumberProblem.DUPLICATE, _AND_MORE.said(first=said, more=more) if more else said, shown))
    if len(kept) < len(new):
        problems.append(Unreadable(text, NumberProblem.TOO_MANY, _TOO_MANY.said(most=wanted.most), display(new[0].e164)))
    return problems


def _standing(e164: str, wanted: WantedNumbers, first_line: dict[str, int]) -> Said:
    if e164 in first_line:
        return wanted.twice.said(number=display(e164), line=first_line[e164])
    return _IN_REQUEST.said(number=display(e164))
