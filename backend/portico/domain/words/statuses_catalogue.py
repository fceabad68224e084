"""The public catalogue of porting request statuses: description, who acts next and typical wait, in en, nl and de."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from types import MappingProxyType
from typing import Final, Protocol, TypedDict

from portico.domain import reference
from portico.domain.statuses import Flow, PortingRequestStatus, WaitingOn, may_wait_on


class Language(StrEnum):
    """The languages the catalogue is written in."""

    EN = "en"
    NL = "nl"
    DE = "de"


class Span(Protocol):
    """How long something typically takes; None is unknown."""

    @property
    def min_days(self) -> int | None: ...

    @property
    def max_days(self) -> int | None: ...

    @property
    def unit(self) -> StrEnum: ...


@dataclass(frozen=True)
class StatusEntry:
    """One status as a customer of one flow should understand it."""

    status: PortingRequestStatus
    flow: Flow
    nl_only: bool
    labels: Mapping[Language, str]
    descriptions: Mapping[Language, str]
    typical_waits: Mapping[Language, str]

    @property
    def may_wait_on(self) -> tuple[WaitingOn, ...]:
        """Whom a request in this status can wait on, the usual one first, as the request itself says it."""
        return may_wait_on(self.status, self.flow)

    def label(self, language: Language = Language.EN) -> str:
        """The status in two or three words."""
        return self.labels[language]

    def description(self, language: Language = Language.EN) -> str:
        """What the status means, in a sentence or two."""
        return self.descriptions[language]

    def typical_wait(self, language: Language = Language.EN, intervals: Iterable[Span | None] | None = None) -> str:
        """How long it typically lasts, as a sentence: where nobody can name days, until when; by a country's `intervals`, where given."""
        if intervals is None or self.flow is not Flow.STANDARD or self.status != _OF_COUNTRY["status"]:
            return self.typical_waits[language]
        return _wait_of(intervals, language)


def _wait_of(intervals: Iterable[Span | None], language: Language) -> str:
    """What the requirements of a country say of the losing carrier's time, all kinds of numbers together."""
    words = {name: texts[language.value] for name, texts in _OF_COUNTRY.items() if name != "status"}
    known = [each for each in intervals if each and each.max_days is not None]
    of_units = [[each for each in known if each.unit == unit] for unit in sorted({str(each.unit) for each in known})]
    told = words["or"].join(_days(alike, words) for alike in of_units if alike)
    sentence: str = words["known"].format(interval=told) if told else words["unknown"]
    return sentence


def _days(intervals: list[Span], words: Mapping[str, str]) -> str:
    least, most = [each.min_days for each in intervals], max(each.max_days or 0 for each in intervals)
    unit, shortest = words[intervals[0].unit], min((each for each in least if each is not None), default=most)
    form = "up_to" if None in least or shortest == most else "range"
    days: str = words[form].format(least=shortest, most=most, unit=unit)
    return days


def _texts(row: Mapping[str, str]) -> Mapping[Language, str]:
    return MappingProxyType({language: row[language.value] for language in Language})


class _StatusRow(TypedDict):
    """One of `statuses.json`; `typical_wait` by flow."""

    status: str
    flows: Sequence[str]
    label: Mapping[str, str]
    description: Mapping[str, str]
    typical_wait: Mapping[str, Mapping[str, str]]


def _entry(row: _StatusRow, flow: Flow) -> StatusEntry:
    return StatusEntry(
        status=PortingRequestStatus(row["status"]),
        flow=flow,
        nl_only=row["flows"] == [Flow.NL.value],
        labels=_texts(row["label"]),
        descriptions=_texts(row["description"]),
        typical_waits=_texts(row["typical_wait"][flow.value]),
    )


_FILE: Final = reference.load("statuses.json")
_OF_COUNTRY: Final = _FILE["of_country"]
_ROWS: Final[Sequence[_StatusRow]] = _FILE["statuses"]
_CATALOGUE: Final = {flow: tuple(_entry(row, flow) for row in _ROWS if flow.value in row["flows"]) for flow in Flow}
_EVERYTHING: Final = tuple(_entry(row, Flow.NL if row["flows"] == [Flow.NL.value] else Flow.STANDARD) for row in _ROWS)


def statuses(country: str | None = None) -> tuple[StatusEntry, ...]:
    """The statuses a request of this country can have, in the order a request meets them; without a country all of them."""
    return _EVERYTHING if country is None else _CATALOGUE[Flow.of(country.upper())]
