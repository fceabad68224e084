"""On which days nobody works where a carrier is: weekends and public holidays, by place.

A place is a country (ISO 3166, "GB") or a region of one (ISO 3166-2, "GB-SCT"). A country alone has the days of its default region,
where it has one: most of Britain's or Switzerland's holidays are no holidays of the whole country (`reference/holidays.json`, with why).
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from datetime import date
from functools import lru_cache
from types import MappingProxyType
from typing import TYPE_CHECKING, Any, Final

from portico.domain import reference
from portico.domain.reference.places import called
from portico.domain.sentences import Said

if TYPE_CHECKING:
    from holidays import HolidayBase

ENGLISH: Final = "en_US"
_COUNTRIES: Final = reference.load("holidays.json")["countries"]
_PUBLIC: Final = ("public",)
_ISO: Final = re.compile(r"[A-Z0-9]{1,3}")
_WEEKEND: Final = frozenset({5, 6})
_CODE_LENGTH: Final = 3  # among the names of a region the library lists its codes, too


def country_of(place: str) -> str:
    """The country of a place."""
    return place.partition("-")[0]


def regions(country: str) -> tuple[str, ...]:
    """The regions of a country whose holidays are known, ISO 3166-2; none for a country whose holidays are not."""
    from holidays import list_supported_countries  # noqa: PLC0415 - as in `_library`

    if country not in list_supported_countries(include_aliases=False):
        return ()
    return tuple(f"{country}-{part}" for part in _library(country).subdivisions if _ISO.fullmatch(part))


def place_name(place: str) -> str | Said:
    """What a place is called within a sentence: its region where it has one, by its own name, else its country."""
    country, part = country_of(place), _part(place)
    if part:
        names = [name for name, of in _library(country).subdivisions_aliases.items() if of == part]
        return next((name for name in names if len(name) > _CODE_LENGTH), (names or [part])[0])
    return called(country)


def holiday_name(day: date, place: str) -> str | None:
    """The English name of the public holiday on this day, or None."""
    return _holidays(place, day.year).get(day)


def holidays_of(place: str, year: int) -> tuple[date, ...]:
    """The public holidays of a year, in order."""
    return tuple(sorted(_holidays(place, year)))


def default_region(country: str) -> str | None:
    """Whose holidays carriers of a country keep that are given no region; None where they keep those of the whole country."""
    return _COUNTRIES[country]["region"] if country in _COUNTRIES else None


def is_weekend(day: date, place: str) -> bool:
    """Whether the day is one of the two on which nobody works there, whatever the calendar says."""
    return day.weekday() in _weekend(country_of(place))


def _library(country: str, **more: Any) -> HolidayBase:
    """What the library knows of a country; imported with the first question, as a server that starts has none.

    Raises NotImplementedError for a country it does not know.
    """
    from holidays import country_holidays  # noqa: PLC0415

    return country_holidays(country, **more)


def _part(place: str) -> str | None:
    """The region without its country: the place's own, else the default of its country."""
    country, _, part = place.partition("-")
    default = _COUNTRIES[country]["region"] if country in _COUNTRIES else None
    return part or (default.partition("-")[2] if default else None)


def _calendars(country: str) -> Sequence[str]:
    return tuple(_COUNTRIES[country]["calendars"]) if country in _COUNTRIES else _PUBLIC


@lru_cache(maxsize=512)
def _holidays(place: str, year: int) -> Mapping[date, str]:
    """The year's public holidays; a country the library does not know has none (its weekends still count)."""
    country = country_of(place)
    try:
        table = _library(country, subdiv=_part(place), years=year, language=ENGLISH, categories=_calendars(country))
    except NotImplementedError:
        return MappingProxyType({})
    return MappingProxyType(dict(table))


@lru_cache(maxsize=256)
def _weekend(country: str) -> frozenset[int]:
    try:
        return frozenset(_library(country).weekend)
    except NotImplementedError:
        return _WEEKEND
