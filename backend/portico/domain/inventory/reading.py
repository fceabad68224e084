"""One line of text, read: the number or numbers it stands for, all it may stand for, or why it stands for none.

`phonenumbers` costs some 40 µs a number and finds one in almost any digits: what else a text may be is asked before, and what else it
may stand for behind. Read long lists off the event loop.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace
from typing import Final

from portico.domain.formats import Malformed
from portico.domain.inventory.beside import behind_other_digits, without_what_stands_beside
from portico.domain.inventory.not_numbers import SOMETHING_ELSE, other_than_a_number
from portico.domain.inventory.numbering import clear
from portico.domain.inventory.one_number import LETTERS, MORE, OVERLONG, SEVERAL, number_of, numbers_of, plainly, unspoilt
from portico.domain.inventory.phone_numbers import MAX_LENGTH, NumberProblem, Unreadable, ValidNumber, display
from portico.domain.inventory.readings import Ambiguous, LineReadAs, LineReading, one_of
from portico.domain.inventory.spans import END, Spans, cuts, head_of, is_never_one_number
from portico.domain.inventory.written_out import first_of_many, written_out
from portico.domain.sentences import Sentence

_EMPTY: Final = Sentence("number.empty", "There is no number here.")
_ONE_ONLY: Final = Sentence("number.one_only", "One number, please: these are {reading}.")

_E164: Final = re.compile(r"\+[1-9][0-9]{7,14}")
_WHOLE: Final = 7
"""Digits of an end of a range that is written whole."""
_NOBODYS: Final = frozenset({NumberProblem.INVALID, NumberProblem.NOT_ASSIGNABLE, NumberProblem.NOT_PORTABLE_KIND})


def read(text: str, default_country: str | None) -> ValidNumber | Unreadable:
    """The one number of a text in any spelling; whatever else it is is refused with what was understood.

    As one number is wanted, what might be a range elsewhere is a number with its direct dial here; what may be a block is not.
    `default_country` is the ISO code a national spelling belongs to; without it only international spellings are understood.
    """
    found = read_line(text, default_country)
    if isinstance(found, Unreadable):
        return found
    if isinstance(found, Ambiguous):
        return _direct_dial(found) or Unreadable(text, NumberProblem.AMBIGUOUS, found.said, display(found.readings[0].first.e164))
    if found.read_as is LineReadAs.NUMBER:
        return found.first
    return Unreadable(text, NumberProblem.NOT_A_NUMBER, _ONE_ONLY.said(reading=found.understood), display(found.first.e164))


def _direct_dial(found: Ambiguous) -> ValidNumber | None:
    """The only number that it may be; None where there are several, and where it is written like a block, `030/2345600-99`."""
    single = [each.first for each in found.readings if each.read_as is LineReadAs.NUMBER]
    is_block = any(each.read_as is LineReadAs.BLOCK for each in found.readings)
    return single[0] if len(single) == 1 and not is_block else None


def phone_number(default_country: str | None) -> Callable[[str | None], str | None]:
    """Reads a number in any spelling to E.164; nothing is None."""

    def read_number(text: str | None) -> str | None:
        if not (text or "").strip():
            return None
        found = read(text or "", default_country)
        if isinstance(found, Unreadable):
            raise Malformed(found.said, found.reason.value)
        return found.e164

    return read_number


def read_line(text: str, default_country: str | None) -> LineReading | Ambiguous | Unreadable:
    """What a line stands for: a number, a range (`+35319609036-46`, `A - B`, `030 123456-00..99`) of at most 1,000, or two numbers.

    What can be read in several ways, none more likely than another, is answered with all of them.
    """
    country = default_country.upper() if default_country else None
    if _E164.fullmatch(text) and (known := clear(text, country)):
        return LineReading(LineReadAs.NUMBER, known, known)
    return read_spelled(text, country)


def read_spelled(text: str, country: str | None) -> LineReading | Ambiguous | Unreadable:
    """The same of what may be spelled in any way."""
    plain = plainly(text)
    if not plain:
        return Unreadable(text, NumberProblem.EMPTY, _EMPTY.said())
    if len(plain) > MAX_LENGTH:
        return Unreadable(text, NumberProblem.TOO_LONG, OVERLONG.said())
    if other := other_than_a_number(plain, country):
        return Unreadable(text, *other)
    if told := _beside_something(text, plain, country) or _behind_a_place(text, plain, country):
        return told
    plain = written_out(plain, country)
    if (head := first_of_many(plain)) and isinstance(first := number_of(text, unspoilt(head), country), ValidNumber):
        return _told(SEVERAL, text, first)
    numbers = [] if is_never_one_number(plain) else numbers_of(text, plain, country)
    spans = Spans(text, plain, country)
    found = one_of(text, [*(LineReading(LineReadAs.NUMBER, each, each) for each in numbers), *spans.readings(alone=bool(numbers))])
    return found or spans.trouble or _refused(text, plain, country)


def _beside_something(text: str, plain: str, country: str | None) -> Unreadable | None:
    """A number with a day, an amount or a postal code beside it, or several of these, is told with what was understood."""
    for rest in without_what_stands_beside(plain, country):
        found = read_line(rest, country)
        if not isinstance(found, Unreadable):
            return _told(MORE, text, found.first if isinstance(found, LineReading) else found.readings[0].first)
        if found.reason in SOMETHING_ELSE or found.said.code in {SEVERAL.code, MORE.code}:
            return replace(found, text=text)
    return None


def _behind_a_place(text: str, plain: str, country: str | None) -> Unreadable | None:
    """A number that begins behind other digits, with the zero it is dialed with, is told: with them it were somebody else's."""
    parts = behind_other_digits(plain, country)
    found = read_line(parts[1], country) if parts else None
    if found is None or isinstance(found, Unreadable):
        return None
    are_two = not isinstance(read_line(parts[0], country), Unreadable) if parts else False
    return _told(SEVERAL if are_two else MORE, text, found.first if isinstance(found, LineReading) else found.readings[0].first)


def _refused(text: str, plain: str, country: str | None) -> Unreadable:
    """Why it is none. What ends in a range cannot be too long for a number: then it is one of its ends that is none."""
    single = number_of(text, plain, country)
    if not isinstance(single, Unreadable):
        first = number_of(text, head_of(plain), country)
        return _told(MORE, text, first) if isinstance(first, ValidNumber) else Unreadable(text, NumberProblem.NOT_A_NUMBER, LETTERS.said())
    if single.reason in {NumberProblem.TOO_LONG, NumberProblem.LETTERS}:
        ends = (
            end for first, last in cuts(plain) if END.fullmatch(last) for end in (first, last) if sum(map(str.isdecimal, end)) >= _WHOLE
        )
        found = (number_of(text, end, country) for end in ends)
        return next((end for end in found if isinstance(end, Unreadable) and end.reason in _NOBODYS), single)
    return single


def _told(said: Sentence, text: str, understood: ValidNumber) -> Unreadable:
    shown = display(understood.e164)
    return Unreadable(text, NumberProblem.NOT_A_NUMBER, said.said(understood=shown), shown)
