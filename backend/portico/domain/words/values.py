"""Values within a sentence: a day, an instant, an amount. Each keeps what another language makes its own words of, beside the English."""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import Final
from zoneinfo import ZoneInfo

from portico.domain.sentences import Phrase, Said, Sentence, Value
from portico.domain.words.mails import spoken_day, spoken_money

_DAY: Final = Value("day", "{date}")
_MOMENT: Final = Value("moment", "{at}")
_MONEY: Final = Value("money", "{minor} {currency}")
_YES: Final = Phrase("fact.yes", "yes")
_NO: Final = Phrase("fact.no", "no")
CHANGED: Final = Sentence("fact.changed", "Changed: {fields}.")
BECAME: Final = Sentence("fact.set", "{field}: {after}; {before} before.")


def day(of: date, beside: date | None = None) -> Said:
    """A day: 8 December 2026, without what the day that follows it in the sentence says again."""
    if beside is None or of.year != beside.year:
        text = spoken_day(of)
    else:
        text = str(of.day) if of.month == beside.month else spoken_day(of).removesuffix(f" {of.year}")
    return _DAY.worded(text, date=of.isoformat())


def moment(text: str) -> Said:
    """An instant (ISO 8601), in UTC."""
    at = datetime.fromisoformat(text).astimezone(UTC)
    return _MOMENT.worded(f"{spoken_day(at.date())}, {at:%H:%M} UTC", at=at.isoformat())


def moment_there(text: str, zone: str) -> Said:
    """An instant on the clock its day is of: what happens at it has one day wherever it is read."""
    at = datetime.fromisoformat(text)
    there = at.astimezone(ZoneInfo(zone))
    return _MOMENT.worded(f"{spoken_day(there.date())}, {there:%H:%M} ({zone})", at=at.astimezone(UTC).isoformat())


def hour(text: str, zone: str | None) -> Said:
    """An instant whose day was told, on the clock that day is of; without a zone in UTC."""
    if zone is None:
        return moment(text)
    at = datetime.fromisoformat(text)
    return _MOMENT.worded(f"{at.astimezone(ZoneInfo(zone)):%H:%M} ({zone})", at=at.astimezone(UTC).isoformat())


def money(minor: int, currency: str) -> Said:
    """An amount of integer minor units."""
    return _MONEY.worded(spoken_money(minor, currency), minor=minor, currency=currency)


def yes_or_no(held: bool) -> Said:
    return (_YES if held else _NO).said()
