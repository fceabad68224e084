"""What a pasted list, a file or a line is understood as, before anything is made of it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from enum import StrEnum
from typing import Annotated

import strawberry
from strawberry.scalars import JSON

from portico.domain import formats
from portico.domain.inventory.phone_number_lists import AcceptedLine, RefusedLine, UnclearLine, WantedNumbers
from portico.domain.inventory.phone_numbers import NumberProblem
from portico.domain.inventory.readings import LineReadAs, LineReading
from portico.domain.sentences import Said
from portico.domain.statuses import NumberType
from portico.graphql.engine.context import Info
from portico.graphql.engine.enums import register
from portico.graphql.engine.request_errors import RequestError, asked_country
from portico.graphql.engine.words import code_field, params_field, worded
from portico.operations.inventory.phone_number_lists import MOST_TEXT, read_pasted

text = strawberry.field


class LineOutcome(StrEnum):
    ACCEPTED = "ACCEPTED"
    AMBIGUOUS = "AMBIGUOUS"
    REFUSED = "REFUSED"


register(LineOutcome, "NumberLineOutcome", "What became of a line that was read.", {
    "ACCEPTED": "It stands for these numbers.", "AMBIGUOUS": "It may be read in several ways; nothing is guessed.",
    "REFUSED": "It is no number that is ported, or stands there already.",
})  # fmt: skip
register(LineReadAs, "NumberReadAs", "What a line is read as.", {
    "NUMBER": "One number.", "RANGE": "Every number from the first to the last.",
    "BLOCK": "A direct-dial block: the attendant's number, and every number from the first to the last.", "PAIR": "Two numbers.",
})  # fmt: skip
register(NumberProblem, "NumberProblem", "Why a line is not taken.", {
    "EMPTY": "Nothing is there.", "LETTERS": "Letters stand in it.", "EXTENSION": "An extension stands behind it.",
    "NO_COUNTRY": "It needs its country code.", "NOT_A_NUMBER": "It is no phone number.", "DATE": "It is a date or a time.",
    "POSTAL_CODE": "It is a postal code.", "AMOUNT": "It is an amount.", "TOO_SHORT": "Digits are missing.",
    "TOO_LONG": "It has more digits than such a number has.", "INVALID": "A digit is wrong or missing, or its range is not ported.",
    "NOT_ASSIGNABLE": "Its digits are given to nobody.", "NOT_PORTABLE_KIND": "Such numbers are not ported.",
    "AMBIGUOUS": "It may be read in several ways.", "BAD_RANGE": "It is no range of at most 1,000 numbers of one kind.",
    "DUPLICATE": "It stands there already.", "MISFIT": "It is not of the country and type that are asked for.",
    "TOO_MANY": "There are more than are taken at a time.",
    "IN_SERVICE": "It is in service here already.", "PORTING_IN": "It is being ported in.",
})  # fmt: skip


@strawberry.type(description="One way to read a line.")
class NumberReading:
    read_as: LineReadAs = text(description="What it is read as.")
    understood: str = text(description="In words, with the numbers as people write them.")
    understood_code: str = text(description="The code of these words, to translate them by.")
    understood_params: JSON = text(description="What they name, by parameter.")
    written: str = text(description="A spelling that is read as this and as nothing else: send it instead of the line.")
    count: int = text(description="How many numbers these are.")
    first: str = text(description="The first number, E.164; the attendant of a block stands before it.")
    last: str = text(description="The last number, E.164.")
    number_type: NumberType = text(description="What kind of numbers.")
    attendant: str | None = text(description="The switchboard's number of a block, E.164.")
    stem: str | None = text(
        description="What all numbers of a German or Austrian range have in front, E.164, as a letter of authorization names it."
    )
    extent: str | None = text(description="What is dialed behind the stem, from and to: `00-99`.")

    @classmethod
    def of(cls, found: LineReading) -> NumberReading:
        block = found.block
        return cls(
            read_as=found.read_as,
            understood=found.understood.text,
            understood_code=found.understood.code or "",
            understood_params=JSON(found.understood.named),
            written=found.written,
            count=found.count,
            first=found.first.e164,
            last=found.last.e164,
            number_type=found.first.number_type,
            attendant=found.attendant,
            stem=block.stem if block else None,
            extent=block.extent if block else None,
        )


@strawberry.type(
    description="A line, read. A range of which some numbers stand there already is accepted with the others, and refused once."
)
class NumberLine:
    line: int = text(description="Where it stands in the text or the list, from 1.")
    outcome: LineOutcome = text(description="What became of it.")
    numbers: list[str] = text(description="The numbers that are taken, E.164; a range has all of its own.")
    readings: list[NumberReading] = text(description="Of an accepted line the one that was taken, of an ambiguous one all to choose from.")
    problem: NumberProblem | None = text(description="Why it is not taken; null where it is.")
    understood: str | None = text(description="The number it was understood as, or would have been, as people write it.")
    message: str | None = text(description="The same in a sentence that says what to write instead; null where it is taken.")
    message_code: str | None = code_field()
    message_params: JSON | None = params_field()
    text: str = strawberry.field(description="What was read, as it stands there.")


@strawberry.type(description="A list of numbers, read by the one reader that every other door has, too.")
class NumbersRead:
    lines: list[NumberLine] = text(description="In their order; blank ones and headings are left out.")
    heading: str | None = text(description="What the columns are called that were read, where the text was a table with headings.")
    left: int = text(description="How many lines behind the thousandth were not looked at.")


Country = Annotated[
    str | None,
    strawberry.argument(description="ISO 3166 code of the country whose national spellings are understood; without it none are."),
]
WantedType = Annotated[NumberType | None, strawberry.argument(description="What all of them have to be; other numbers are refused.")]
Text = Annotated[
    str | None,
    strawberry.argument(
        description="What was pasted, or a file: lines, a list, or a table with commas, semicolons or tabs, of which the columns of "
        f"numbers are read; at most {MOST_TEXT:,} characters."
    ),
]
Lines = Annotated[list[str] | None, strawberry.argument(description="Lines as they are; where there is a text, it alone is read.")]


async def resolve(
    info: Info, country: Country = None, number_type: WantedType = None, text: Text = None, lines: Lines = None
) -> NumbersRead:
    info.context.require("porting.read", "porting_request.create")
    pasted = await read_pasted(_given(text, lines), WantedNumbers(asked_country(country) if country is not None else None, number_type))
    read = pasted.read
    return NumbersRead(lines=lines_of(read.accepted, read.unclear, read.refused), heading=pasted.heading, left=pasted.left)


def lines_of(accepted: Iterable[AcceptedLine], unclear: Iterable[UnclearLine], refused: Iterable[RefusedLine]) -> list[NumberLine]:
    """What became of each line, in their order."""
    found = [*map(_accepted, accepted), *map(_unclear, unclear), *map(_refused, refused)]
    return sorted(found, key=lambda each: each.line)


def _given(text: str | None, lines: list[str] | None) -> str | Sequence[str]:
    if text is not None and len(text) > MOST_TEXT:
        raise RequestError(formats.TOO_LONG.said(most=MOST_TEXT, given=len(text)))
    return text if text is not None else lines or []


def _accepted(line: AcceptedLine) -> NumberLine:
    return NumberLine(
        line=line.line,
        text=line.text,
        outcome=LineOutcome.ACCEPTED,
        numbers=[number.e164 for number in line.numbers],
        readings=[NumberReading.of(line.reading)],
        problem=None,
        understood=line.reading.shown,
        message=None,
        message_code=None,
        message_params=None,
    )


def _unclear(line: UnclearLine) -> NumberLine:
    readings = [NumberReading.of(each) for each in line.unclear.readings]
    return _not_taken(line, LineOutcome.AMBIGUOUS, (NumberProblem.AMBIGUOUS, line.unclear.said, None), readings)


def _refused(line: RefusedLine) -> NumberLine:
    return _not_taken(line, LineOutcome.REFUSED, (line.problem.reason, line.problem.said, line.problem.understood), [])


def _not_taken(
    line: UnclearLine | RefusedLine, outcome: LineOutcome, why: tuple[NumberProblem, Said, str | None], readings: list[NumberReading]
) -> NumberLine:
    problem, said, understood = why
    return NumberLine(
        line=line.line,
        text=line.text,
        outcome=outcome,
        numbers=[],
        readings=readings,
        problem=problem,
        understood=understood,
        **worded(said),
    )
