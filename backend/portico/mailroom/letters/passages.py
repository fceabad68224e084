"""What a letter tells of its numbers, laid out: those to which the same happened together, and what is common to several said once."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Final

ARROW: Final = " → "


@dataclass(frozen=True, slots=True)
class PassageLine:
    """What happened to the numbers of a block: a change of status in words, a sentence, what somebody wrote, facts beside it, and why.

    `reason` stands behind its label: a reason, or somebody's note.
    """

    status: str
    sentence: str
    details: tuple[tuple[str, str], ...]
    codes: tuple[str, ...]
    reason: tuple[str, str] | None
    quote: str


@dataclass(frozen=True, slots=True)
class Passage:
    """Numbers to which the same happened; none where it happened to the order itself, or to every number of the letter."""

    numbers: tuple[str, ...]
    lines: tuple[PassageLine, ...]

    @property
    def listed(self) -> str:
        return ", ".join(self.numbers)


def of_numbers(happened_to: Mapping[str, Sequence[PassageLine]], *, alone: bool) -> list[Passage]:
    """Number by number, those alike together; `alone` where nothing is told of the order itself, with which it could be mixed up."""
    alike: dict[tuple[PassageLine, ...], dict[str, tuple[PassageLine, ...]]] = {}
    for number, lines in happened_to.items():
        told = _without_doubles(lines)
        alike.setdefault(tuple(map(_wherever_it_came_from, told)), {})[number] = told
    shapes: dict[tuple[tuple[str, str], ...], list[Passage]] = {}
    for told, found in alike.items():
        shape = tuple((line.status, line.sentence) for line in told)
        shapes.setdefault(shape, []).append(Passage(tuple(found), _in_common(told, found.values())))
    whole = alone and len(shapes) == 1
    return [passage for shape, found in shapes.items() for passage in _said_once(shape, found, whole=whole)]


def _said_once(shape: tuple[tuple[str, str], ...], passages: list[Passage], *, whole: bool) -> Iterator[Passage]:
    """What is common to passages with the same sentences in front of them, naming those that have nothing of their own; then what is."""
    if len(passages) == 1 or not any(sentence for _, sentence in shape):
        yield from passages
        return
    common = tuple(_common(lines) for lines in zip(*(passage.lines for passage in passages), strict=True))
    own = [Passage(passage.numbers, _of_their_own(passage.lines, common)) for passage in passages]
    named = not whole or not all(passage.lines for passage in own)
    yield Passage(tuple(number for passage in passages for number in passage.numbers) if named else (), common)
    yield from (passage for passage in own if passage.lines)


def _of_their_own(lines: tuple[PassageLine, ...], common: tuple[PassageLine, ...]) -> tuple[PassageLine, ...]:
    own = (_own(line, said) for line, said in zip(lines, common, strict=True))
    return tuple(line for line in own if line.details or line.codes or line.reason or line.quote)


def _common(lines: tuple[PassageLine, ...]) -> PassageLine:
    first, *others = lines
    return PassageLine(
        status=first.status if all(line.status == first.status for line in others) else _wherever_it_came_from(first).status,
        sentence=first.sentence,
        details=tuple(detail for detail in first.details if all(detail in line.details for line in others)),
        codes=first.codes if all(line.codes == first.codes for line in others) else (),
        reason=first.reason if all(line.reason == first.reason for line in others) else None,
        quote=first.quote if all(line.quote == first.quote for line in others) else "",
    )


def _own(line: PassageLine, said: PassageLine) -> PassageLine:
    return PassageLine(
        status="",
        sentence="",
        details=tuple(detail for detail in line.details if detail not in said.details),
        codes=() if said.codes else line.codes,
        reason=None if said.reason else line.reason,
        quote="" if said.quote else line.quote,
    )


def _wherever_it_came_from(line: PassageLine) -> PassageLine:
    """The line with the status that was reached, not the one before."""
    return replace(line, status=line.status.rpartition(ARROW)[2])


def _in_common(told: tuple[PassageLine, ...], found: Iterable[tuple[PassageLine, ...]]) -> tuple[PassageLine, ...]:
    """What is told of numbers that came to the same: from which status, where that was the same, too."""
    each = set(found)
    return each.pop() if len(each) == 1 else told


def _without_doubles(lines: Iterable[PassageLine]) -> tuple[PassageLine, ...]:
    """A date that the line above has told already is not told again."""
    told: set[tuple[str, str]] = set()
    shortened = []
    for line in lines:
        shortened.append(replace(line, details=tuple(detail for detail in line.details if detail not in told)))
        told.update(line.details)
    return tuple(shortened)
