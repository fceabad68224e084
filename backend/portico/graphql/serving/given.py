"""What is given with a document: how much it is, and what reading it costs, told before anybody reads it.

A range of phone numbers is as dear as the numbers in it.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from typing import Any, Final, NamedTuple

from graphql import StringValueNode

from portico.domain.inventory.beside import is_crowded
from portico.domain.inventory.not_numbers import other_than_a_number
from portico.domain.inventory.one_number import code_in_doubt, plainly
from portico.domain.inventory.phone_number_lists import MOST_NUMBERS
from portico.domain.inventory.spans import at_most
from portico.operations.inventory.phone_number_lists import MOST_LINES

LINE: Final = 6  # of a line that is read on a thread: some 60 µs
UNCLEAR: Final = 15  # of one that may be several things: each of them is looked at, and written as people read it
CROWDED: Final = 60  # of one in which much stands beside one another
EXPANDED: Final = 2  # of a number within a range
LETTERS: Final = 50  # of a text that is given, as one element
LOOKED_AT: Final = 4 * MOST_LINES  # of a text's entries that hold more than digits; what is behind them is taken for unclear
OBJECT: Final = 16  # elements, for an object that is given: some 50 µs until it is one
_BETWEEN: Final = re.compile(r"[\n\r,;\t|]")
_MORE_THAN_DIGITS: Final = re.compile(r"[^\d\s+]")
_PUT_BEFORE: Final = " '\"=(["
_DIGIT: Final = re.compile(r"\d")


def numbers_of(texts: Iterable[Any]) -> int:
    """How many numbers a list of texts stands for at the most; a command takes no more than a thousand."""
    given = list(texts)
    return max(min(sum(map(_span, given)), MOST_NUMBERS), len(given))


def entries_of(text: str) -> list[str]:
    """What a pasted text is cut into, by whatever parts lines and cells; of a table only one column is read."""
    return _BETWEEN.split(text)


class Reading(NamedTuple):
    """What reading something costs, how many lines are answered, and how many numbers those that are ranges may stand for together."""

    cost: int
    lines: int
    numbers: int


def price(entries: Sequence[Any], country: str | None = None) -> Reading:
    """What reading these costs where national spellings are this country's."""
    doubtful = [each for each in entries if _may_be_several(each)]
    spans = [span for each in doubtful[:LOOKED_AT] if (span := _span(each)) > 1]
    crowded = sum(is_crowded(_text_of(each) or "") for each in doubtful[:LOOKED_AT])
    behind, lines = len(doubtful[LOOKED_AT:]), min(len(entries), MOST_LINES)
    code = code_in_doubt(country)
    coded = sum(text.lstrip(_PUT_BEFORE).startswith(code) for each in entries if (text := _text_of(each))) if code else 0
    unclear, expanded = min(len(spans) + coded + behind, lines), min(sum(spans) + behind, MOST_NUMBERS)
    beside = CROWDED * min(crowded, lines)
    return Reading(LINE * lines + (UNCLEAR - LINE) * unclear + EXPANDED * expanded + beside, lines, expanded)


def _text_of(given: Any) -> str | None:
    """A text that is given; a variable within a list is looked at when its value is."""
    text = given.value if isinstance(given, StringValueNode) else given
    return text if isinstance(text, str) else None


def _may_be_several(given: Any) -> bool:
    """Whether there is anything to look at; told in a tenth of the time."""
    text = _text_of(given)
    return text is not None and _MORE_THAN_DIGITS.search(text) is not None and _DIGIT.search(text) is not None


def _span(given: Any) -> int:
    """How many numbers one text may stand for."""
    text = _text_of(given)
    if text is None or not _may_be_several(text):
        return 1
    many = at_most(text)
    return many if many == 1 or other_than_a_number(plainly(text), None) is None else 1


def elements(value: Any) -> int:
    """How many things are in the lists of a value, at any depth, how many objects, and how long its texts are.

    Without recursion: it may be deep.
    """
    total, pending = 0, [value]
    while pending:
        each = pending.pop()
        if isinstance(each, str):
            total += len(each) // LETTERS
        elif isinstance(each, list):
            total += len(each)
            pending += each
        elif isinstance(each, dict):
            total += OBJECT
            pending += each.values()
    return total


def lists(values: Iterable[tuple[str, Any]]) -> dict[str, Sequence[Any]]:
    return {name: value for name, value in values if isinstance(value, list | tuple)}
