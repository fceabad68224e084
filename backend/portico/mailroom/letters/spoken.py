"""What a letter puts into its words: moments and days by somebody's clock, deadlines by their last moment, and how many days are left."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import UTC, datetime
from typing import Any, Final, cast
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from portico.domain.dates import calendar
from portico.domain.inventory.phone_numbers import display
from portico.domain.port_ins.documents.document_words import called
from portico.domain.port_ins.field_words import by_their_names, words_of
from portico.domain.reasons import is_a_rejection
from portico.domain.sentences import TOGETHER, KeptSaid, heard
from portico.domain.statuses import DocumentKind
from portico.domain.words import mails

NAMED: Final = 6
"""Up to as many numbers are named in a sentence or in front of one."""
NO_BREAK: Final = "\N{NO-BREAK SPACE}"


def filled(text: str, values: Mapping[str, str]) -> str:
    """The text with its gaps filled; no str.format, as what fills one may hold braces."""
    for name, value in values.items():
        text = text.replace(f"{{{name}}}", value)
    return text.strip()


def in_words(fact: Any, locale: str) -> str:
    """What was said, in today's words for its code; else it is words already, as all were in letters owed before they had codes."""
    return mails.said_in(locale, heard(cast("KeptSaid", fact))) if isinstance(fact, Mapping) and "code" in fact else str(fact)


def values(order: Mapping[str, Any], happened: Mapping[str, Any], locale: str) -> dict[str, str]:
    """What the sentences of a happening may name, as far as it is known."""
    known, zone = {**order, **happened}, order["time_zone"]
    return {
        "left": left(known, locale),
        "when": when([known.get("days_ahead")], locale),
        "until": _until(known, locale),
        "again": moment(first_moment(known["ask_again_at"]), zone, locale) if "ask_again_at" in known else "",
        "why": in_words(known.get("why", ""), locale),
        "typically": typically(known.get("interval"), locale),
        "idle": _idle(order, locale),
        "for_some": _for_some(order.get("without_configuration"), locale),
        "copy": mails.VALUES[locale]["copy:none" if _all_left_out(order) else "copy"],
        "left_out": _counted("left_out", order.get("left_out") or None, locale),
        "held": by_who_rejected("held", happened, locale),
        "wrong": by_who_rejected("wrong", happened, locale),
    }


def by_who_rejected(what: str, happened: Mapping[str, Any], locale: str) -> str:
    """Words for what keeps a port from going on: as the losing carrier's rejection where its reasons are one."""
    return mails.VALUES[locale][f"{what}:rejection" if is_a_rejection(happened.get("codes", ())) else what]


def _until(known: Mapping[str, Any], locale: str) -> str:
    """Until when a cancellation can be asked for, else a Dutch port performed."""
    if until := known.get("cancel_until"):
        return moment(last_moment(until), known["time_zone"], locale)
    return dutch_deadline(known["ready_until"], known, locale) if known.get("ready_until") else ""


def _idle(order: Mapping[str, Any], locale: str) -> str:
    """That nothing is asked of the reader, where neither the request nor the letter (`asks`) does; what papers lack is said apart."""
    if order.get("asks") or asked_of_papers(order, locale):
        return ""
    return _counted("idle", order.get("to_correct"), locale) or mails.VALUES[locale]["idle"]


def _all_left_out(order: Mapping[str, Any]) -> bool:
    """Whether none of its numbers can be asked for again, so that no copy of the request is made."""
    return bool(order.get("left_out")) and not order.get("anew")


def asked_of_papers(order: Mapping[str, Any], locale: str) -> list[str]:
    """What a request on its way still needs of its customer: papers anew, and what was named with them."""
    papers, fields, words = order.get("papers"), order.get("named_fields"), mails.VALUES[locale]
    kinds = ", ".join(mails.said_in(locale, called(DocumentKind(kind))) for kind in papers or ())
    files = [filled(words["papers"], {"papers": kinds})] if papers else []
    return files + ([filled(words["papers:fields"], {"fields": fields_named(fields, order, locale)})] if fields else [])


def left(known: Mapping[str, Any], locale: str) -> str:
    """How many days are left to act, today among them; behind a colon, as a letter that was owed before it was counted says nothing."""
    return _counted("left", known.get("days_left"), locale)


def when(days_ahead: Iterable[int | None], locale: str) -> str:
    """How far ahead a port is, by days of the calendar; of several it is soon."""
    found = set(days_ahead)
    days = found.pop() if len(found) == 1 else None
    return mails.VALUES[locale]["when:today"] if days == 0 else _counted("when", days, locale) or mails.VALUES[locale]["when:several"]


def numbers(count: int, locale: str) -> str:
    """How many numbers, of more than one."""
    return mails.VALUES[locale]["numbers:many"].replace("{count}", str(count))


def number(e164: str) -> str:
    """The number as people read it, in one piece: its spaces do not break."""
    return display(e164).replace(" ", NO_BREAK)


def named(of: Sequence[str], locale: str) -> str:
    """These numbers by name, or how many they are where that is too long to be read."""
    return ", ".join(map(number, of)) if len(of) <= NAMED else numbers(len(of), locale)


def _for_some(of: Sequence[str] | None, locale: str) -> str:
    """Of which numbers something is said; nothing where it is of every one."""
    return mails.VALUES[locale]["for_some"].replace("{numbers}", named(of, locale)) if of else ""


def _counted(what: str, count: int | None, locale: str) -> str:
    if count is None:
        return ""
    return mails.VALUES[locale][f"{what}:{'one' if count == 1 else 'many'}"].replace("{count}", str(count))


def typically(interval: Mapping[str, Any] | None, locale: str) -> str:
    """How long such a port typically takes, as a sentence; nothing where it is unknown."""
    if interval is None:
        return ""
    least, most, words = interval.get("least"), interval["most"], mails.VALUES[locale]
    form = "up_to" if least is None else "one" if least == most else "range"
    unit = words[f"unit:{interval['unit']}{':one' if most == 1 else ''}"]
    return filled(words[f"interval:{form}"], {"least": str(least), "most": str(most), "unit": unit})


def fields_named(names: Iterable[str], order: Mapping[str, Any], locale: str) -> str:
    """Fields one after the other, those that only this country asks for by their own names."""
    return mails.said_in(locale, words_of(by_their_names(names, order.get("extra_fields", ()))))


def last_moment(text: str) -> str:
    """The last minute in which something can still be done before this instant: of a midnight 23:59 of the day before."""
    return calendar.last_minute(datetime.fromisoformat(text)).isoformat()


def first_moment(text: str) -> str:
    """The first minute in which something can be done from this instant on: what is said to be possible by then is."""
    return calendar.first_minute(datetime.fromisoformat(text)).isoformat()


def moment(text: str, zone: str, locale: str = mails.FALLBACK_LOCALE) -> str:
    """An instant in the account's zone and in UTC."""
    instant = datetime.fromisoformat(text).astimezone(UTC)
    local = instant.astimezone(_zone(zone))
    there = f"{mails.spoken_weekday(local.date(), locale)}, {local:%H:%M} ({local.tzinfo})"
    if local.utcoffset() == instant.utcoffset():
        return there
    other_day = "" if instant.date() == local.date() else f"{mails.spoken_day(instant.date(), locale)}, "
    return f"{there}, {other_day}{instant:%H:%M} UTC"


def foc_moment(text: str, zone: str, own_zone: str, locale: str = mails.FALLBACK_LOCALE) -> str:
    """What has one day, such as a FOC date on the losing carrier's clock, on the clock of that day.

    And the hour on the account's where it is the same day there.
    """
    local = datetime.fromisoformat(text).astimezone(_zone(zone))
    own = local.astimezone(_zone(own_zone))
    there = f"{mails.spoken_weekday(local.date(), locale)}, {local:%H:%M} ({local.tzinfo})"
    alike = own.utcoffset() == local.utcoffset() or own.date() != local.date()
    return there if alike else f"{there}, {own:%H:%M} ({own.tzinfo})"


def dutch_deadline(text: str, known: Mapping[str, Any], locale: str) -> str:
    """What ends on a day in the Netherlands, on their clock, as the timeline has it: further east it is the next day by then."""
    return foc_moment(last_moment(text), calendar.AMSTERDAM, known["time_zone"], locale)


def foc_zone(known: Mapping[str, Any]) -> str:
    """The zone an order's FOC dates are read in; a letter that was owed before this was kept has the account's."""
    zone: str = known.get("foc_zone") or known["time_zone"]
    return zone


def day(text: str, zone: str, locale: str = mails.FALLBACK_LOCALE) -> str:
    """The calendar day of an instant in a zone."""
    return mails.spoken_day(datetime.fromisoformat(text).astimezone(_zone(zone)).date(), locale)


def _zone(name: str) -> ZoneInfo:
    try:
        return ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError):
        return ZoneInfo("UTC")


GIVEN_BY_CODE: Final = "port_in_reason."


def somebodys_reason(entry: Mapping[str, Any]) -> str | None:
    """What somebody gave as the reason: in words, by the code of a reason, or both; a sentence of Portico's own a letter words itself."""
    by_code = str(entry["reason_code"] or "").startswith((GIVEN_BY_CODE, TOGETHER)) and not entry["data"].get("codes")
    return entry["reason"] if by_code or not entry["reason_code"] else None
