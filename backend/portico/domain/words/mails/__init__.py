"""What Portico writes to people: for every event who is told, under which subject, in which sentence, and what comes next.

A table of words and nothing else. A test holds it against the lifecycles, so a new transition without wording fails there. A key is
an event; `event:STATUS` where one event ends in different statuses; `event/way` where it says something else in one flow (`/NL`) or
when something else is true (`/unconfigured`). Sentences fit one number and many. Facts a letter shows beside the sentence are named in
`details`; their labels stand in LABELS.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from types import MappingProxyType
from typing import Final

from portico.domain.sentences import Said
from portico.domain.words.mails.afterwards import AFTERWARDS
from portico.domain.words.mails.foc_dates import FOC_DATES
from portico.domain.words.mails.numbers import NUMBERS
from portico.domain.words.mails.port_outs import PORT_OUTS
from portico.domain.words.mails.requests import REQUESTS
from portico.domain.words.mails.tasks import TASKS
from portico.domain.words.mails.values import (
    LABELS,
    MONTHS,
    SAID_IN,
    VALUES,
    WEEKDAYS,
    spoken_day,
    spoken_money,
    spoken_weekday,
    status_name,
)
from portico.domain.words.mails.wording import FALLBACK_LOCALE, Audience, Wording

__all__ = [
    "AFTERWARDS",
    "CATALOGUES",
    "ENGLISH",
    "FALLBACK_LOCALE",
    "FOC_DATES",
    "LABELS",
    "MONTHS",
    "NUMBERS",
    "PORT_OUTS",
    "REQUESTS",
    "SAID_IN",
    "TASKS",
    "VALUES",
    "WEEKDAYS",
    "Audience",
    "Wording",
    "locale_of",
    "said_in",
    "spoken_day",
    "spoken_money",
    "spoken_weekday",
    "status_name",
    "wording",
]

ENGLISH: Final[Mapping[str, Wording]] = MappingProxyType({**NUMBERS, **FOC_DATES, **REQUESTS, **PORT_OUTS, **AFTERWARDS, **TASKS})
COVERED_BY: Final[Mapping[str, frozenset[str]]] = MappingProxyType(
    {
        event: frozenset(above.partition(":")[0].partition("/")[0] for above, wording in ENGLISH.items() if event in wording.covers)
        for event in {each for wording in ENGLISH.values() for each in wording.covers}
    }
)
"""By event of the numbers, those that say it for all of them where they are of one move."""
CATALOGUES: Final[Mapping[str, Mapping[str, Wording]]] = MappingProxyType({"en": ENGLISH})
"""By locale. Another language is another catalogue with the same keys, labels, and templates in its folder."""


def locale_of(wanted: str | None) -> str:
    """A reader's language where letters have its words, and else English."""
    return wanted if wanted and wanted in CATALOGUES else FALLBACK_LOCALE


def wording(event: str, to_status: str | None, locale: str = FALLBACK_LOCALE, ways: Iterable[str] = ()) -> Wording:
    """The words for an event that led to this status, in the first of these ways that has its own: every event that is told has some."""
    catalogue = CATALOGUES[locale_of(locale)]
    keys = [*(f"{event}/{way}" for way in ways), f"{event}:{to_status}", event]
    return catalogue[next((key for key in keys if key in catalogue), event)]


def said_in(locale: str, said: Said) -> str:
    """What was said, in the words of this language for its code; of a locale that letters have words in."""
    return SAID_IN[locale](said)
