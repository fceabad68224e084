"""How long what is kept: drafts, documents by kind and country, ended orders, and what happened to these. As data.

What is shipped is what the law of most countries can live with; staff choose otherwise within bounds. A period begins where the thing
ends: a draft when it was last touched, documents and orders with the end of
their request. An order is kept as long as any of its documents, however few days were chosen for it. For entries of the journal nothing is
shipped: they stay as long as their order, unless staff chose otherwise.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from enum import StrEnum
from typing import Final

from portico.domain.sentences import Phrase, Said
from portico.domain.statuses import DocumentKind

ANY: Final = ""
NIGHT_AT: Final = time(2, 0, tzinfo=UTC)
"""When the night's job begins. In UTC, as the periods are whole days and nobody's midnight is better than another's."""
_ONE_DAY: Final = Phrase("days.one", "1 day")
_DAYS: Final = Phrase("days.many", "{count:,} days")
_WITH_ORDER: Final = Phrase("days.as_long_as_the_order", "as long as their order")


class RetentionKind(StrEnum):
    """What has a period of its own."""

    DRAFT = "DRAFT"
    DOCUMENT = "DOCUMENT"
    ORDER = "ORDER"
    ENTRY = "ENTRY"


@dataclass(frozen=True, slots=True)
class PeriodPlace:
    """What a period is for: of documents, which kind and which country of their request; '' is any."""

    kind: RetentionKind
    document_kind: str = ANY
    country: str = ANY


@dataclass(frozen=True, slots=True)
class PeriodBounds:
    least: int
    most: int


MONTH_13: Final = 396  # thirteen months, counted so that none of them is cut short
YEARS_2: Final = 731
YEARS_7: Final = 2_557
YEARS_30: Final = 10_958

_US_AUTHORIZATION: Final = PeriodPlace(RetentionKind.DOCUMENT, DocumentKind.LOA.value, "US")
SHIPPED: Final[Mapping[PeriodPlace, int]] = {
    PeriodPlace(RetentionKind.DRAFT): 30,
    PeriodPlace(RetentionKind.DOCUMENT): MONTH_13,
    _US_AUTHORIZATION: YEARS_2,
    PeriodPlace(RetentionKind.ORDER): YEARS_7,
}
"""Days, by what they are for. In the US an authorization is kept for two years (47 CFR 64.1120)."""
_BOUNDS: Final[Mapping[RetentionKind, PeriodBounds]] = {
    RetentionKind.DRAFT: PeriodBounds(1, 3_650),
    RetentionKind.DOCUMENT: PeriodBounds(30, YEARS_30),
    RetentionKind.ORDER: PeriodBounds(365, YEARS_30),
    RetentionKind.ENTRY: PeriodBounds(90, YEARS_30),
}
_LAW: Final[Mapping[PeriodPlace, int]] = {_US_AUTHORIZATION: YEARS_2}
"""Where a law names the least."""


def bounds(place: PeriodPlace) -> PeriodBounds:
    """How few and how many days staff may choose."""
    found = _BOUNDS[place.kind]
    return PeriodBounds(max(found.least, _LAW.get(place, 0)), found.most)


def periods(chosen: Mapping[PeriodPlace, int]) -> dict[PeriodPlace, int]:
    """Every period that holds: what is shipped, and over it what staff chose."""
    return {**SHIPPED, **chosen}


def specificity(place: PeriodPlace) -> tuple[bool, bool]:
    """Of several places that fit one document the greatest counts: a country says more than a kind."""
    return place.country != ANY, place.document_kind != ANY


def days_of(holding: Mapping[PeriodPlace, int], place: PeriodPlace) -> int | None:
    """For how many days what is at this place is kept: by its own period, else by the one that says most of it; None without any."""
    fitting = [each for each in holding if each.kind is place.kind and _covers(each, place)]
    return holding[max(fitting, key=specificity)] if fitting else None


def _covers(wider: PeriodPlace, place: PeriodPlace) -> bool:
    return wider.document_kind in (ANY, place.document_kind) and wider.country in (ANY, place.country)


def in_order(places: Iterable[PeriodPlace]) -> list[PeriodPlace]:
    """As they are listed: by kind, the general one first."""
    kinds = list(RetentionKind)
    return sorted(places, key=lambda place: (kinds.index(place.kind), *specificity(place), place.country, place.document_kind))


def cut(days: int, at: datetime) -> datetime:
    """What ended at this instant or before has been kept for so many days."""
    return at - timedelta(days=days)


def night_of(now: datetime) -> tuple[date, datetime]:
    """The night whose job is due, and the instant by which it judges."""
    today = datetime.combine(now.astimezone(UTC).date(), NIGHT_AT)
    begun = today if now >= today else today - timedelta(days=1)
    return begun.date(), begun


def next_night(now: datetime) -> datetime:
    """The instant by which the next night's job will judge."""
    return night_of(now)[1] + timedelta(days=1)


def days(count: int | None) -> Said:
    """How long, within a sentence: 1 day, 90 days; None: as long as their order."""
    if count is None:
        return _WITH_ORDER.said()
    return _ONE_DAY.said() if count == 1 else _DAYS.said(count=count)
