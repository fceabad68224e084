"""Where numbers are on the clock: the time zones that their prefixes are at home in (libphonenumber's table)."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

import phonenumbers
from phonenumbers import timezone

from portico.domain.dates import calendar

_UNKNOWN: Final = "Etc/Unknown"


def zones(e164s: Iterable[str], country: str) -> tuple[str, ...]:
    """Every zone in which one of these numbers of a country may be; some 60 µs a number, so call it for long lists on a thread.

    A number that is tied to no place (toll-free, most mobile ones) is in its country's own zone.
    """
    found = {zone for e164 in e164s for zone in _zones_of(e164) or (calendar.zone_of(country),)}
    return tuple(sorted(found)) or (calendar.zone_of(country),)


def _zones_of(e164: str) -> tuple[str, ...]:
    number = phonenumbers.parse(e164)
    if not phonenumbers.is_number_geographical(number):
        return ()
    return tuple(zone for zone in timezone.time_zones_for_number(number) if zone != _UNKNOWN)
