"""Several numbers in one line: ranges, blocks behind a stem as German letters write them, and two numbers beside each other.

+35319609036-46   020 123 4500 - 020 123 4599   030 123456-00..99   030 12345-0 (00-99)   0451 123456/78
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from typing import Final

import phonenumbers

from portico.domain.inventory.days import is_six_digits
from portico.domain.inventory.not_numbers import SOMETHING_ELSE, other_than_a_number
from portico.domain.inventory.numbering import DIRECT_DIAL
from portico.domain.inventory.one_number import MORE, number_at, numbers_of, plainly, unspoilt
from portico.domain.inventory.phone_numbers import MAX_LENGTH, NumberProblem, Unreadable, ValidNumber, display, parsed_e164
from portico.domain.inventory.readings import DialedBlock, LineReadAs, LineReading
from portico.domain.inventory.written_out import WORD, written_out
from portico.domain.sentences import Said, Sentence

MAX_RANGE: Final = 1_000
_WIDE: Final = re.compile(rf"\s+-\s+|\s*\.\.\.?\s*-?|\s+{WORD}\s+-?|\s+/\s+", re.IGNORECASE)
_TIGHT: Final = re.compile(r"\s?-\s?|/")
_BY_SLASH: Final = re.compile(r"(?:\.0|,00?)*\s*/")
_NEVER_ONE: Final = re.compile(
    rf"\.\.|\s{WORD}\s|\d-\s?[(\[]|\d\s?[(\[](?!\d{{3}}-\d{{4}}[)\]])\d{{1,4}}\s?-\s?\d{{1,4}}[)\]]?$", re.IGNORECASE
)
END: Final = re.compile(r"[+(]?[\d\s()./-]*\d")
_EXTENT: Final = re.compile(
    rf"(?P<stem>.*\d)(?P<behind>\s*-\s*[(\[]?|\s*[(\[]|\s)(?P<first>\d{{1,4}})\s*(?:-|\.\.\.?|{WORD})\s*-?\s*(?P<last>\d{{1,4}})[)\]]?",
    re.IGNORECASE,
)
_BLOCK: Final = re.compile(
    r"(?P<stem>.*\d)(?:\s*-\s*(?P<attendant>\d{1,2})|\s(?P<zero>0))\s*[(\[]\s*(?P<first>\d{1,4})\s*-\s*(?P<last>\d{1,4})\s*[)\]]"
)
_PARTED: Final = re.compile(r"\d\D+\d")
_SHORT_END: Final = 4  # digits, at most, that are dialed behind a stem
_SHORTEST: Final = 6  # digits of a number that is written out behind another

_LONG_RANGE: Final = Sentence("range.too_long", "A range of {count:,} numbers is too long; at most {most:,}.")
_BACKWARDS: Final = Sentence("range.backwards", "This range ends at {last}, before it begins at {first}.")
_MIXED_RANGE: Final = Sentence("range.mixed", "{number}, in this range, is not a number of the same kind.")


def is_never_one_number(plain: str) -> bool:
    """Whether something stands in it that no single number has: dots in a row, `to`, brackets behind a dash or around an extent."""
    return bool(_NEVER_ONE.search(plain) or _BLOCK.fullmatch(plain))


def head_of(plain: str) -> str:
    """What stands before that; all of it, where there is nothing of the kind."""
    found = _NEVER_ONE.search(plain)
    return plain[: found.start() + 1].rstrip(" .") if found else plain


def numbers_in(text: str, reading: LineReading) -> tuple[ValidNumber, ...] | Unreadable:
    """Every number that was read, or why not all of them are numbers of one kind."""
    if reading.read_as is LineReadAs.NUMBER:
        return (reading.first,)
    found = []
    for e164 in reading.e164s:
        number = number_at(e164, reading.first.country)
        if isinstance(number, Unreadable) or number.number_type is not reading.first.number_type:
            return Unreadable(text, NumberProblem.BAD_RANGE, _MIXED_RANGE.said(number=display(e164)))
        found.append(number)
    return tuple(found)


def at_most(text: str) -> int:
    """How many numbers a line can stand for, told from its digits alone: what reading it may cost, before it is read."""
    plain = written_out(plainly(text), None)
    if len(plain) > MAX_LENGTH:
        return 1
    extent = _extent_in(plain)
    dialed = min(max(int(extent["last"]) - int(extent["first"]) + 2, 1), MAX_RANGE + 1) if extent else 1
    return max(dialed, *(_between(*cut) for cut in cuts(plain)), 1)


def _extent_in(plain: str) -> re.Match[str] | None:
    """An extent behind a stem. Behind a blank it is one from zero only: else its first digits are the last ones of a number."""
    found = _EXTENT.fullmatch(plain)
    if found and found["behind"].isspace() and (int(found["first"]) or len(found["first"]) >= len(found["last"])):
        return None
    return found


def _between(first: str, last: str) -> int:
    begin, end = re.sub(r"\D", "", first).lstrip("0"), re.sub(r"\D", "", last)
    width = min(len(begin), len(end))
    count = int(end[-width:]) - int(begin[-width:]) + 2 if width and len(begin) >= _SHORTEST else 1
    return count if 1 < count <= MAX_RANGE + 1 else 1


def cuts(plain: str) -> Iterator[tuple[str, str]]:
    """Where a line may be two ends of something: at what stands wide between them, else at its last dash or slash."""
    for pattern in (_WIDE, _TIGHT):
        if found := list(pattern.finditer(plain)):
            yield unspoilt(plain[: found[-1].start()]), unspoilt(plain[found[-1].end() :])


@dataclass
class Spans:
    """The ways to read a line as several numbers; `trouble` is what kept the likeliest from being one."""

    text: str
    plain: str
    country: str | None
    trouble: Unreadable | None = field(default=None, init=False)
    _known: dict[str, list[ValidNumber]] = field(default_factory=dict, init=False)

    def readings(self, alone: bool) -> list[LineReading]:
        """`alone` says that the line may be one number, too: then a span has to be right to the last digit to be as likely."""
        if written := _BLOCK.fullmatch(self.plain):
            parts = (written["attendant"] or written["zero"], written["first"], written["last"])
            found = [each for stem in self._numbers(written["stem"]) for each in self._blocks(stem, parts)]
            return [each for each in found if each.read_as is LineReadAs.BLOCK]
        if (found := self._extent(alone)) or self.trouble:
            return found
        for first, last in cuts(self.plain):
            if (starts := self._numbers(first)) and END.fullmatch(last):
                by_slash = _BY_SLASH.match(self.plain, len(first)) is not None
                if by_slash and (self._is_else(last) or self._is_else(first)):
                    understood = display(next(iter(self._numbers(last) if self._is_else(first) else starts), starts[0]).e164)
                    self._refuse(MORE.said(understood=understood), NumberProblem.NOT_A_NUMBER, understood)
                    return []
                ends = [(start, end) for start in starts for end in self._ends_of(start, (first, last), doubtful=len(starts) > 1)]
                return [each for span in ends for each in (self._pair(*span) if by_slash else self._range(*span, alone))]
        return []

    def _numbers(self, plain: str) -> list[ValidNumber]:
        """What a stem or an end may be: it is in the same doubt as a number alone."""
        if plain not in self._known:
            self._known[plain] = numbers_of(self.text, plain, self.country)
        return self._known[plain]

    def _at(self, e164: str) -> ValidNumber | None:
        found = number_at(e164, self.country)
        return found if isinstance(found, ValidNumber) else None

    def _is_else(self, last: str) -> bool:
        """Whether a day, an amount or a postal code stands behind a slash: six digits in a row may be a number all the same."""
        other = other_than_a_number(last, self.country)
        return other is not None and other[0] in SOMETHING_ELSE and not is_six_digits(last) and len(last) > _SHORT_END

    def _extent(self, alone: bool) -> list[LineReading]:
        """`STEM-0..99`: what is dialed behind a stem, from and to."""
        found = _extent_in(self.plain)
        if found is None or len(found["first"]) > len(found["last"]):
            return []
        first, last = found["first"], found["last"]
        attendant = first if len(first) < len(last) and not int(first) else None
        parts = (attendant, first.rjust(len(last), "0"), last)
        stems = [stem for stem in self._numbers(found["stem"]) if _dials_through(stem)]
        count = int(last) - int(first) + 1
        if stems and not alone and count > MAX_RANGE:
            self._refuse(_LONG_RANGE.said(count=count, most=MAX_RANGE))
        return [each for stem in stems for each in self._blocks(stem, parts)]

    def _blocks(self, stem: ValidNumber, parts: tuple[str | None, str, str]) -> list[LineReading]:
        """The block with its attendant, where one is named, then the same numbers without."""
        attendant, first, last = parts
        ends = self._at(f"{stem.e164}{first}"), self._at(f"{stem.e164}{last}")
        if ends[0] is None or ends[1] is None or len(first) != len(last) or not 1 < int(last) - int(first) + 1 <= MAX_RANGE:
            return []  # `(0-99)` would begin at a shorter number than it ends at, with all numbers of a town between them
        straight = LineReading(LineReadAs.RANGE, ends[0], ends[1], DialedBlock(stem.e164, None, first, last))
        if attendant is None or self._at(f"{stem.e164}{attendant}") is None:
            return [straight]
        return [LineReading(LineReadAs.BLOCK, ends[0], ends[1], DialedBlock(stem.e164, attendant, first, last)), straight]

    def _pair(self, start: ValidNumber, end: tuple[str, int]) -> list[LineReading]:
        other = self._at(end[0])
        if other is None or other.number_type is not start.number_type or other == start:
            return []
        one, two = sorted((start, other), key=lambda number: int(number.e164))
        return [LineReading(LineReadAs.PAIR, one, two)]

    def _range(self, start: ValidNumber, found: tuple[str, int], alone: bool) -> list[LineReading]:
        if found == (start.e164, 0) and not alone:
            return [LineReading(LineReadAs.NUMBER, start, start)]
        end, replaced = found
        count = int(end) - int(start.e164) + 1
        if not 1 <= count <= MAX_RANGE and self._is_of_another_kind(end, start):
            self._refuse(_MIXED_RANGE.said(number=display(end)))
        elif count < 1:
            self._refuse(_BACKWARDS.said(last=display(end), first=display(start.e164)))
        elif count > MAX_RANGE:
            self._refuse(_LONG_RANGE.said(count=count, most=MAX_RANGE))
        if not 1 < count <= MAX_RANGE or (alone and self._at(end) is None):
            return []
        straight = LineReading(
            LineReadAs.RANGE, start, ValidNumber(end, start.country, start.number_type), self._block_of(start, end, replaced)
        )
        return [*self._with_attendant(straight, replaced), straight]

    def _is_of_another_kind(self, end: str, start: ValidNumber) -> bool:
        found = self._at(end)
        return found is not None and (found.country, found.number_type) != (start.country, start.number_type)

    def _refuse(self, said: Said, reason: NumberProblem = NumberProblem.BAD_RANGE, understood: str | None = None) -> None:
        self.trouble = self.trouble or Unreadable(self.text, reason, said, understood)

    def _with_attendant(self, span: LineReading, replaced: int) -> list[LineReading]:
        """What begins with zeros is a block as likely, and then its attendant is dialed by a zero alone."""
        block = span.block
        if block is None or replaced < 2 or len(block.first) != replaced or block.first.strip("0") or self._at(f"{block.stem}0") is None:
            return []
        return [replace(span, read_as=LineReadAs.BLOCK, block=replace(block, attendant="0"))]

    def _block_of(self, start: ValidNumber, end: str, replaced: int) -> DialedBlock | None:
        """The stem and the extent behind it, where numbers come in blocks; a stem too short for a number ends where the ends differ."""
        if not _dials_through(start) or len(start.e164) != len(end):
            return None
        differing = len(end) - next(place for place, (one, other) in enumerate(zip(start.e164, end, strict=True)) if one != other)
        width = replaced if replaced and self._at(start.e164[:-replaced]) else differing
        return DialedBlock(start.e164[:-width], None, start.e164[-width:], end[-width:])

    def _ends_of(self, start: ValidNumber, written: tuple[str, str], *, doubtful: bool) -> list[tuple[str, int]]:
        """What may end a span, E.164 and likeliest first: written out, or as so many digits that replace the last ones of its beginning.

        Of two ends in doubt, both are written in one way. What is behind the area code of a beginning that is parted is no longer.
        """
        first, last = written
        digits = re.sub(r"\D", "", last)
        national = len(start.e164) - 1 - len(str(phonenumbers.country_code_for_region(start.country)))
        if last.startswith("+") or len(digits) >= national or (last.startswith("0") and len(digits) >= _SHORTEST):
            near = sorted(self._numbers(last), key=lambda end: abs(int(end.e164) - int(start.e164)))
            return [(end.e164, 0) for end in (near[:1] if doubtful else near)]
        if _PARTED.search(first) and len(digits) > _SHORT_END and len(digits) > national - _area_of(start):
            return []  # it would replace digits of the area code
        return [(start.e164[: -len(digits)] + digits, len(digits))]


def _area_of(number: ValidNumber) -> int:
    """How many digits of it are its area code; none where nobody dials without."""
    return phonenumbers.length_of_geographical_area_code(parsed_e164(number.e164))


def _dials_through(number: ValidNumber) -> bool:
    return phonenumbers.country_code_for_region(number.country) in DIRECT_DIAL
