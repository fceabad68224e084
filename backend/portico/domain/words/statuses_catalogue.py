"""The public catalogue of porting request statuses: description, who acts next and typical wait, in en, nl and de."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from types import MappingProxyType
from typing import Final

from portico.domain import reference
from portico.domain.statuses import Flow, PortingRequestStatus, WaitingOn, may_wait_on


class Language(StrEnum):
    """The languages the catalogue is written in."""

    EN = "en"
    NL = "nl"
    DE = "de"


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

    def typical_wait(self, language: Language = Language.EN) -> str:
        """How long it typically lasts, as a sentence: where nobody can name days, until when."""
        return self.typical_waits[language]


def _texts(row: Mapping[str, str]) -> Mapping[Language, str]:
    return MappingProxyType({language: row[language.value] for language in Language})


def _entry(row: reference.Entry, flow: Flow) -> StatusEntry:
    return StatusEntry(
        status=PortingRequestStatus(row["status"]),
        flow=flow,
        nl_only=row["flows"] == [Flow.NL.value],
        labels=_texts(row["label"]),
        descriptions=_texts(row["description"]),
        typical_waits=_texts(row["typical_wait"][flow.value]),
    )


_ROWS: Final = reference.load("statuses.json")["statuses"]
_CATALOGUE: Final = {flow: tuple(_entry(row, flow) for row in _ROWS if flow.value in row["flows"]) for flow in Flow}
_EVERYTHING: Final = tuple(_entry(row, Flow.NL if row["flows"] == [Flow.NL.value] else Flow.STANDARD) for row in _ROWS)


def statuses(country: str | None = None) -> tuple[StatusEntry, ...]:
    """The statuses a request of this country can have, in the order a request meets them; without a country all of them."""
    return _EVERYTHING if country is None else _CATALOGUE[Flow.of(country.upper())]
