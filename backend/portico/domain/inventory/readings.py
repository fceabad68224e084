"""What a line of numbers was understood as: one reading, or several to choose from."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import cached_property
from typing import Final

from portico.domain.inventory.phone_numbers import ValidNumber, display
from portico.domain.sentences import Phrase, Said, Sentence, Speaks, either


class LineReadAs(StrEnum):
    """What a line stands for."""

    NUMBER = "NUMBER"
    RANGE = "RANGE"
    BLOCK = "BLOCK"
    PAIR = "PAIR"


@dataclass(frozen=True, slots=True)
class DialedBlock:
    """A block behind a stem as letters of authorization name it: what is dialed behind the stem, first to last.

    `attendant` is dialed for the switchboard; None where no such number is in it.
    """

    stem: str
    attendant: str | None
    first: str
    last: str

    @property
    def dialed(self) -> Sequence[str]:
        """All from the first to the last."""
        return [f"{each:0{len(self.first)}}" for each in range(int(self.first), int(self.last) + 1)]

    @property
    def attendant_apart(self) -> bool:
        """Whether the attendant's number is one more: of `0 (0-9)` it is the first of them."""
        if self.attendant is None:
            return False
        is_as_long = self.attendant == f"{int(self.attendant):0{len(self.first)}}"
        return not (is_as_long and int(self.first) <= int(self.attendant) <= int(self.last))

    @property
    def count(self) -> int:
        """How many numbers it holds, the attendant's among them."""
        return max(int(self.last) - int(self.first) + 1, 0) + self.attendant_apart

    @property
    def extent(self) -> str:
        """From and to, `00-99`; one alone stands alone."""
        return self.first if self.first == self.last else f"{self.first}-{self.last}"

    def behind(self, stem: str) -> str:
        """The block behind its stem in this spelling, so that it is read as this block."""
        if self.attendant is not None:
            return f"{stem}-{self.attendant} ({self.extent})"
        return f"{stem}-{self.extent.replace('-', '..')}"


@dataclass(frozen=True)
class LineReading:
    """One way to read a line: every number from `first` to `last`, of a PAIR only these two, of a BLOCK the attendant's before them."""

    read_as: LineReadAs
    first: ValidNumber
    last: ValidNumber
    block: DialedBlock | None = None

    @property
    def attendant(self) -> str | None:
        """The number of the switchboard, E.164."""
        return f"{self.block.stem}{self.block.attendant}" if self.block and self.block.attendant is not None else None

    @property
    def count(self) -> int:
        """How many numbers these are."""
        if self.read_as is LineReadAs.PAIR:
            return 2
        return self.block.count if self.block else int(self.last.e164) - int(self.first.e164) + 1

    @property
    def e164s(self) -> Iterator[str]:
        """Every number once, in order."""
        if self.attendant is not None and self.block and self.block.attendant_apart:
            yield self.attendant
        step = max(int(self.last.e164) - int(self.first.e164), 1) if self.read_as is LineReadAs.PAIR else 1
        yield from (f"+{value}" for value in range(int(self.first.e164), int(self.last.e164) + 1, step))

    @property
    def written(self) -> str:
        """A spelling that is read as this and as nothing else."""
        block = self.block  # without an attendant the two ends tell as much, but for an extent longer than they differ in
        if block and (block.attendant is not None or block.first[0] == block.last[0]):
            return block.behind(block.stem)
        between = {LineReadAs.NUMBER: "", LineReadAs.PAIR: " / "}.get(self.read_as, " - ")
        return f"{self.first.e164}{between}{self.last.e164}" if between else self.first.e164

    @cached_property
    def shown(self) -> str:
        """The same for people, who see beside it what they wrote."""
        return display(self.first.e164) if self.read_as is LineReadAs.NUMBER else self.understood.text

    @cached_property
    def understood(self) -> Said:
        """The same for people, in a sentence."""
        first, last = display(self.first.e164), display(self.last.e164)
        if self.read_as is LineReadAs.NUMBER:
            return _NUMBER.said(number=first)
        if self.read_as is LineReadAs.PAIR:
            return _PAIR.said(first=first, last=last)
        if self.attendant is not None:
            return _BLOCK.said(attendant=display(self.attendant), first=first, last=last, count=self.count)
        return _RANGE.said(first=first, last=last, count=self.count)


@dataclass(frozen=True, slots=True)
class Ambiguous(Speaks):
    """A text that can be read in several ways, none of them more likely: whoever wrote it says which."""

    text: str
    said: Said
    readings: tuple[LineReading, ...]


_NUMBER: Final = Phrase("number.reading.NUMBER", "the number {number}")
_RANGE: Final = Phrase("number.reading.RANGE", "the {count:,} numbers from {first} to {last}")
_BLOCK: Final = Phrase("number.reading.BLOCK", "a block of {count:,} numbers: the attendant {attendant}, and {first} to {last}")
_PAIR: Final = Phrase("number.reading.PAIR", "the two numbers {first} and {last}")
_WRITTEN: Final = Phrase("number.reading.written", "{reading} (write {written})")
_AMBIGUOUS: Final = Sentence("number.ambiguous", "This may be {readings}. Write the one that is meant.")


def one_of(text: str, readings: Sequence[LineReading]) -> LineReading | Ambiguous | None:
    """What a text is that can be read like this: those that stand for the same numbers are one. None for no reading."""
    found: dict[tuple[str, str, str | None, bool], LineReading] = {}
    for each in readings:
        apart = each.read_as is LineReadAs.PAIR and int(each.last.e164) - int(each.first.e164) != 1
        found.setdefault((each.first.e164, each.last.e164, each.attendant, apart), each)
    if len(found) < 2:
        return next(iter(found.values()), None)
    written = either(_WRITTEN.said(reading=each.understood, written=each.written) for each in found.values())
    return Ambiguous(text, _AMBIGUOUS.said(readings=written), tuple(found.values()))
