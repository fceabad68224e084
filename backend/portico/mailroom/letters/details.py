"""Facts beside a letter's sentences, put in words: moments, days, deadlines by their last moment, amounts and fields."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from typing import Any, Final
from zoneinfo import ZoneInfo

from portico.domain.dates import calendar
from portico.domain.words import mails
from portico.mailroom.letters import spoken


def value(name: str, known: Mapping[str, Any], locale: str) -> str:
    """A fact in words."""
    found = known[name]
    return _SPOKEN[name](found, known, locale) if name in _SPOKEN else spoken.in_words(found, locale)


def _deadline(value: str, known: Mapping[str, Any], locale: str) -> str:
    return spoken.moment(spoken.last_moment(value), known["time_zone"], locale)


def _dutch_deadline(value: str, known: Mapping[str, Any], locale: str) -> str:
    return spoken.dutch_deadline(value, known, locale)


def _from_when(value: str, known: Mapping[str, Any], locale: str) -> str:
    return spoken.moment(spoken.first_moment(value), known["time_zone"], locale)


def _release(value: str, known: Mapping[str, Any], locale: str) -> str:
    """It has its day where the numbers are; a letter that was owed before that was kept tells it on the account's clock."""
    zone = known.get("release_zone")
    return spoken.foc_moment(spoken.first_moment(value), zone, known["time_zone"], locale) if zone else _from_when(value, known, locale)


def _foc_date(value: str, known: Mapping[str, Any], locale: str) -> str:
    return spoken.foc_moment(value, spoken.foc_zone(known), known["time_zone"], locale)


def _first_day(value: str, _known: Mapping[str, Any], locale: str) -> str:
    """From when on a Dutch port is possible: the day, and the hour at which it begins there."""
    opens = calendar.possible_from(date.fromisoformat(value)).astimezone(ZoneInfo(calendar.AMSTERDAM))
    words = mails.VALUES[locale]["first_possible_date"]
    return spoken.filled(words, {"day": mails.spoken_day(opens.date(), locale), "hour": f"{opens:%H:%M} ({calendar.AMSTERDAM})"})


def _day(value: str, _known: Mapping[str, Any], locale: str) -> str:
    return mails.spoken_day(date.fromisoformat(value), locale)


_SPOKEN: Final[Mapping[str, Callable[[Any, Mapping[str, Any], str], str]]] = {
    "fee": lambda value, _known, _locale: mails.spoken_money(**value),
    "fields": spoken.fields_named,
    "direction": lambda value, _known, locale: mails.VALUES[locale][f"direction:{value}"],
    "snapback_status": lambda value, _known, _locale: mails.status_name(value),
    "on_deadline": lambda value, _known, locale: mails.VALUES[locale][f"on_deadline:{value}"],
    **dict.fromkeys(("foc_at", "foc_before", "perform_at", "perform_before", "ported_at"), _foc_date),
    **dict.fromkeys(("cancel_until", "expires_at", "redeem_by"), _deadline),
    **dict.fromkeys(("answer_due_at", "ready_until"), _dutch_deadline),
    "ask_again_at": _from_when,
    "release_at": _release,
    "first_possible_date": _first_day,
    "requested_date": _day,
}
"""How facts are put that are no names; deadlines by their last moment, what opens by its first."""
