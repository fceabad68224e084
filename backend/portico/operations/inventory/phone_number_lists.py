"""Lists of numbers as people send them: any spelling in, E.164 out, every entry that is unclear or at fault named by its place."""

from __future__ import annotations

import asyncio
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from typing import Final

from portico.domain.inventory.blocks import left_of
from portico.domain.inventory.columns import SheetColumn, column_of
from portico.domain.inventory.phone_number_lists import (
    AT_PLACE,
    MOST_NUMBERS,
    AcceptedLine,
    ReadNumbers,
    RefusedLine,
    UnclearLine,
    WantedNumbers,
    read_many,
)
from portico.domain.inventory.phone_numbers import NumberProblem, ValidNumber
from portico.domain.inventory.readings import DialedBlock
from portico.domain.refusals import FieldProblem
from portico.domain.sentences import Sentence
from portico.domain.statuses import NumberType

MOST_LINES: Final = 1_000
MOST_TEXT: Final = 100_000  # characters
A_FEW: Final = 20  # that take less than going to a thread and back, and at the worst four milliseconds
_TOO_MANY: Final = Sentence("numbers.too_many_in_request", "At most {most:,} numbers in one request; these are {given:,}.")


@dataclass(frozen=True, slots=True)
class NumberList:
    """The numbers that can be used with their place in the list, a range's all at one, and what is wrong with the others.

    `blocks` are the direct-dial blocks some of them came in with, as far as they are among them.
    """

    numbers: tuple[tuple[int, ValidNumber], ...] = ()
    problems: tuple[FieldProblem, ...] = ()
    blocks: tuple[DialedBlock, ...] = ()

    @property
    def e164s(self) -> list[str]:
        return [number.e164 for _place, number in self.numbers]


@dataclass(frozen=True, slots=True)
class Pasted:
    """A list or a text, read; `left` counts the entries behind the thousandth, which nobody looked at."""

    read: ReadNumbers
    heading: str | None
    left: int


async def read_numbers(
    path: str,
    texts: Sequence[str],
    country: str | None,
    number_type: NumberType | None = None,
    *,
    taken: Collection[str] = (),
) -> NumberList:
    """Reads all but a few off the event loop, as a thousand numbers cost 60 ms, and as many unclear ones 200.

    With a `number_type` every number has to be of it and of the country; `taken` ones stand there already. Without a country (it is
    not known yet) national spellings are passed over in silence.
    """
    if len(texts) > MOST_NUMBERS:
        return NumberList(problems=(FieldProblem(path, "TOO_MANY", _TOO_MANY.said(most=MOST_NUMBERS, given=len(texts))),))
    wanted = WantedNumbers(country, number_type, frozenset(taken), twice=AT_PLACE)
    lines = enumerate(texts, start=1)
    found = read_many(lines, wanted) if len(texts) <= A_FEW else await asyncio.to_thread(read_many, lines, wanted)
    silent = country is None and number_type is not None
    faults = [each for each in found.refused if not (silent and each.problem.reason is NumberProblem.NO_COUNTRY)]
    at_fault: list[RefusedLine | UnclearLine] = [*faults, *found.unclear]
    return NumberList(
        tuple((each.line - 1, number) for each in found.accepted for number in each.numbers),
        tuple(_problem(path, each) for each in sorted(at_fault, key=lambda each: each.line)),
        tuple(block for each in found.accepted for block in _blocks(each)),
    )


def _blocks(line: AcceptedLine) -> tuple[DialedBlock, ...]:
    return left_of([line.reading.block], [number.e164 for number in line.numbers]) if line.reading.block else ()


async def read_pasted(given: str | Sequence[str], wanted: WantedNumbers) -> Pasted:
    """A text with its columns, or lines as they are, read off the event loop; at most the first thousand entries."""
    return await asyncio.to_thread(_read_pasted, given, wanted)


def _read_pasted(given: str | Sequence[str], wanted: WantedNumbers) -> Pasted:
    column = (
        column_of(given, wanted.country)
        if isinstance(given, str)
        else SheetColumn(tuple((line, each) for line, each in enumerate(given, start=1) if each.strip()))
    )
    read = read_many(column.entries[:MOST_LINES], wanted, column.under)
    for line in read.accepted:
        line.reading.shown  # noqa: B018 - laid out here, on this thread, and kept
    return Pasted(read, column.heading, max(len(column.entries) - MOST_LINES, 0))


def _problem(path: str, line: RefusedLine | UnclearLine) -> FieldProblem:
    where = f"{path}.{line.line - 1}"
    if isinstance(line, UnclearLine):
        return FieldProblem(where, NumberProblem.AMBIGUOUS.value, line.unclear.said)
    return FieldProblem(where, line.problem.reason.value, line.problem.said)
