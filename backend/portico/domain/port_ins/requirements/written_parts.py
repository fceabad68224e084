"""What staff wrote of a requirement, part by part: what is missing, what is no part of it, and what is none of the values there are."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import MISSING, fields
from enum import StrEnum
from types import MappingProxyType
from typing import Any, Final, NamedTuple

from portico.domain.reference.shapes import DayUnit, DocumentNeed, FieldNeed, Interval, IntervalVariant
from portico.domain.sentences import Said, Sentence
from portico.domain.statuses import DocumentKind, SubscriberKind

WRITTEN: Final[Mapping[str, str]] = MappingProxyType({"min_days": "min", "max_days": "max"})
"""Parts that the files call otherwise than they are called here."""
_MISSING: Final = Sentence("requirement.part_missing", "{part} is missing; where it is not known, write null.")
_LACKING: Final = Sentence("requirement.part_lacking", "{part} is missing.")
_UNKNOWN: Final = Sentence("requirement.part_unknown", "{part} is no part of it: there are {known}.")
_NO_OBJECT: Final = Sentence("requirement.part_no_object", "Write this as an object with {needed}.")
_NONE_OF: Final = Sentence("requirement.part_none_of", "{given} is none of {known}.")
_BLANK: Final = Sentence("requirement.part_blank", "This says nothing: write what it is, or leave it out.")
_LISTS: Final[Mapping[str, type]] = {"documents": DocumentNeed, "fields": FieldNeed}
_CHOICES: Final[Mapping[str, type[StrEnum]]] = {"kind": DocumentKind, "applies_to": SubscriberKind, "unit": DayUnit}
_MAY_BE_UNKNOWN: Final = frozenset({"min", "max"})


class WrittenProblem(NamedTuple):
    """What is wrong with a part, and where it stands as it was written (`interval.max`)."""

    path: str
    code: str
    said: Said


def problems_of(changes: Mapping[str, Any]) -> list[WrittenProblem]:
    """Whatever of these changes can be told to be incomplete or misspelt without reading them as a requirement."""
    return list(_problems(changes))


def _problems(changes: Mapping[str, Any]) -> Iterator[WrittenProblem]:
    for part, kind in _LISTS.items():
        yield from _of_list(changes.get(part), kind, part)
    if (interval := changes.get("interval")) is not None:
        yield from _of_object(interval, Interval, "interval")
    if isinstance(interval, Mapping):
        yield from _of_list(interval.get("variants"), IntervalVariant, "interval.variants")
    yield from _blanks(changes)


def _blanks(part: object, path: str = "") -> Iterator[WrittenProblem]:
    """Texts that say nothing, however deep."""
    if isinstance(part, str) and not part.strip():
        yield WrittenProblem(path, "REQUIRED", _BLANK.said())
    within = part.items() if isinstance(part, Mapping) else enumerate(part) if isinstance(part, list) else ()
    for name, each in within:
        yield from _blanks(each, f"{path}.{name}".lstrip("."))


def _of_list(entries: object, kind: type, path: str) -> Iterator[WrittenProblem]:
    """Of documents and fields a text names a set."""
    for place, entry in enumerate(entries if isinstance(entries, list) else ()):
        if not (isinstance(entry, str) and path in _LISTS):
            yield from _of_object(entry, kind, f"{path}.{place}")


def _of_object(given: object, kind: type, path: str) -> Iterator[WrittenProblem]:
    known = {WRITTEN.get(each.name, each.name): each.default is MISSING for each in fields(kind)}
    needed = [name for name, is_needed in known.items() if is_needed]
    if not isinstance(given, Mapping):
        yield WrittenProblem(path, "MALFORMED", _NO_OBJECT.said(needed=", ".join(needed)))
        return
    for name in needed:
        if name not in given:
            said = (_MISSING if name in _MAY_BE_UNKNOWN else _LACKING).said(part=name)
            yield WrittenProblem(f"{path}.{name}", "REQUIRED", said)
    for name in given.keys() - known.keys():
        yield WrittenProblem(f"{path}.{name}", "UNKNOWN", _UNKNOWN.said(part=name, known=", ".join(known)))
    for name, choice in _CHOICES.items():
        value = given.get(name) if name in known else None
        if value is not None and value not in list(choice):
            yield WrittenProblem(f"{path}.{name}", "UNKNOWN", _NONE_OF.said(given=str(value)[:60], known=", ".join(choice)))


def at_fault(changes: Mapping[str, Any], read: Callable[[Mapping[str, Any]], object], unreadable: tuple[type[Exception], ...]) -> str:
    """The path of the first part that cannot be read by itself, and of a list the entry; nothing where each of them can."""
    for name, value in changes.items():
        tries = [(f"{name}.{place}", [each]) for place, each in enumerate(value)] if isinstance(value, list) else [(name, value)]
        for path, part in tries:
            try:
                read({name: part})
            except unreadable:
                return path
    return ""
