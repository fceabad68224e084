"""A letter's facts turned into subject, text and HTML: words from `domain.words.mails`, layout from the templates of its language."""

from __future__ import annotations

import textwrap
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any, Final
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from jinja2 import Environment, FileSystemLoader, StrictUndefined, select_autoescape

from portico.domain.inventory.phone_numbers import display
from portico.domain.reasons import PORT_IN
from portico.domain.statuses import OnDeadline
from portico.domain.words import mails

TEMPLATES: Final = Path(__file__).parent / "templates"
WIDTH: Final = 76
SUBJECT_LENGTH: Final = 200
NO_BREAK: Final = "\N{NO-BREAK SPACE}"
PAGES: Final = {"porting_request": "porting-requests", "port_out_request": "port-out-requests"}
WITHOUT_MINOR: Final = frozenset({"CLP", "ISK", "JPY", "KRW", "UGX", "VND", "XAF", "XOF", "XPF"})  # ISO 4217: no minor unit
ENVIRONMENT: Final = Environment(
    loader=FileSystemLoader(TEMPLATES),
    autoescape=select_autoescape(enabled_extensions=("html",)),
    undefined=StrictUndefined,
    trim_blocks=True,
    lstrip_blocks=True,
    keep_trailing_newline=True,
)


@dataclass(frozen=True, slots=True)
class Letter:
    """What is sent, without its envelope. `subject` is one line."""

    subject: str
    text: str
    html: str


@dataclass(frozen=True, slots=True)
class Line:
    """What happened to the numbers of a block: a change of status in words, a sentence, what somebody wrote, facts beside it, and why."""

    status: str
    sentence: str
    details: tuple[tuple[str, str], ...]
    codes: tuple[str, ...]
    reason: str
    quote: str


@dataclass(frozen=True, slots=True)
class Block:
    """Numbers to which the same happened; none where it happened to the order itself."""

    numbers: tuple[str, ...]
    lines: tuple[Line, ...]

    @property
    def listed(self) -> str:
        return ", ".join(self.numbers)


def render(payload: Mapping[str, Any], *, base_url: str, locale: str = mails.FALLBACK_LOCALE) -> Letter:
    """The letter of a payload made by `composing.letter`; a thousand numbers take a while, so call it on a thread."""
    locale = locale if locale in mails.CATALOGUES else mails.FALLBACK_LOCALE
    order, happenings = payload["order"], payload["happenings"]
    lead = happenings[payload["lead"]]
    words = [mails.wording(happened["event"], happened["to"], locale) for happened in happenings]
    audience = words[payload["lead"]].to
    title = _title(words[payload["lead"]].subject, lead, happenings, order, locale)
    nexts = _nexts(happenings, words)
    context = {
        "title": title,
        "order": order,
        "blocks": _blocks(order, happenings, words, locale),
        "numbers": [_number(number) for number in order.get("numbers", ())],
        "to_do": [text for text, asks in nexts if asks],
        "next": [text for text, asks in nexts if not asks],
        "link": f"{base_url}/{PAGES[order['kind']]}/{order['id']}",
        "audience": str(audience),
        "wrap": _wrap,
    }
    return Letter(
        subject=one_line(f"{order['reference']}: {title}")[:SUBJECT_LENGTH],
        text=ENVIRONMENT.get_template(f"{locale}/letter.txt").render(context),
        html=ENVIRONMENT.get_template(f"{locale}/letter.html").render(context),
    )


def _title(subject: str, lead: Mapping[str, Any], happenings: Sequence[Mapping[str, Any]], order: Mapping[str, Any], locale: str) -> str:
    alike = [happened for happened in happenings if happened["event"] == lead["event"]]
    numbers = list(dict.fromkeys(happened["number"] for happened in alike if happened.get("number")))
    days = {day(happened["foc_at"], _foc_zone(order), locale) for happened in alike if happened.get("foc_at")}
    many = mails.VALUES[locale]["numbers:many"].replace("{count}", str(len(numbers)))
    named = _number(numbers[0]) if len(numbers) == 1 else many
    parts = {
        "numbers": named if numbers else order["reference"],
        "foc": days.pop() if len(days) == 1 else mails.VALUES[locale]["foc:several"],
        "carrier": order.get("carrier", ""),
        "window": _last_day(order["ready_until"], order["time_zone"], locale) if "ready_until" in order else "",
    }
    for name, value in parts.items():  # no str.format: names may hold braces
        subject = subject.replace(f"{{{name}}}", value)
    return subject


def _nexts(happenings: Sequence[Mapping[str, Any]], words: Sequence[mails.Wording]) -> list[tuple[str, bool]]:
    """What comes next and whether it is asked of the reader, each once; of several things that happened to a number the last one tells."""
    last = {
        (happened.get("number"), place if happened.get("number") is None else 0): wording
        for place, (happened, wording) in enumerate(zip(happenings, words, strict=True))
        if wording.next
    }
    return list(dict.fromkeys((wording.next, wording.to_do) for wording in last.values()))


def _blocks(order: Mapping[str, Any], happenings: Sequence[Mapping[str, Any]], words: Sequence[mails.Wording], locale: str) -> list[Block]:
    """First what happened to the order, then number by number in the order of the journal, those alike together."""
    said = {happened.get("reason") for happened in happenings if not happened.get("number")}
    lines: dict[str | None, list[Line]] = {}
    for happened, wording in zip(happenings, words, strict=True):
        number = happened.get("number")
        reason = happened.get("reason") or ""
        lines.setdefault(number, []).append(_line(order, happened, wording, "" if number and reason in said else reason, locale))
    blocks = [Block((), tuple(lines.pop(None)))] if None in lines else []
    alike: dict[tuple[Line, ...], list[str]] = {}
    for number, happened_to in lines.items():
        alike.setdefault(_without_doubles(happened_to), []).append(_number(str(number)))
    return blocks + [Block(tuple(numbers), what) for what, numbers in alike.items()]


def _without_doubles(lines: list[Line]) -> tuple[Line, ...]:
    """A date that the line above has told already is not told again."""
    told: set[tuple[str, str]] = set()
    shortened = []
    for line in lines:
        shortened.append(replace(line, details=tuple(detail for detail in line.details if detail not in told)))
        told.update(line.details)
    return tuple(shortened)


def _line(order: Mapping[str, Any], happened: Mapping[str, Any], wording: mails.Wording, reason: str, locale: str) -> Line:
    known = {**order, **happened}
    labels = mails.LABELS[locale]
    details = ((labels[name], _value(name, known, locale)) for name in wording.details if known.get(name))
    texts = {str(code): found.text for code, found in PORT_IN.items()}
    return Line(
        status=_status(happened),
        sentence=wording.sentence,
        details=tuple(details),
        codes=tuple(texts.get(code, code) for code in happened.get("codes", ())),
        reason=reason.strip(),
        quote=happened.get("quote") or "",
    )


def _status(happened: Mapping[str, Any]) -> str:
    """The change of status in words; nothing where it stayed."""
    before, after = happened["from"], happened["to"]
    if after is None or before == after:
        return ""
    return f"{mails.status_words(before)} → {mails.status_words(after)}" if before else mails.status_words(after)


def _value(name: str, known: Mapping[str, Any], locale: str) -> str:
    value = known[name]
    if name == "fee":
        return money(value["minor"], value["currency"])
    if name == "foc_at":
        return foc_moment(value, _foc_zone(known), known["time_zone"], locale)
    if isinstance(value, str) and (name.endswith("_at") or name == "ready_until"):
        return moment(value, known["time_zone"], locale)
    if isinstance(value, str) and name.endswith("_date"):
        return mails.spoken_day(date.fromisoformat(value), locale)
    if value in set(OnDeadline):
        return mails.VALUES[locale][f"{name}:{value}"]
    return str(value)


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
    """A FOC date on the losing carrier's clock, and the hour on the account's where it is the same day there: a FOC date has one day."""
    local = datetime.fromisoformat(text).astimezone(_zone(zone))
    own = local.astimezone(_zone(own_zone))
    there = f"{mails.spoken_weekday(local.date(), locale)}, {local:%H:%M} ({local.tzinfo})"
    alike = own.utcoffset() == local.utcoffset() or own.date() != local.date()
    return there if alike else f"{there}, {own:%H:%M} ({own.tzinfo})"


def _foc_zone(known: Mapping[str, Any]) -> str:
    """The zone an order's FOC dates are read in; a letter that was owed before this was kept has the account's."""
    zone: str = known.get("foc_zone") or known["time_zone"]
    return zone


def day(text: str, zone: str, locale: str = mails.FALLBACK_LOCALE) -> str:
    """The calendar day of an instant in a zone."""
    return mails.spoken_day(datetime.fromisoformat(text).astimezone(_zone(zone)).date(), locale)


def _last_day(text: str, zone: str, locale: str) -> str:
    """The last day on which something can still be done before this instant (often a midnight)."""
    return day((datetime.fromisoformat(text) - timedelta(seconds=1)).isoformat(), zone, locale)


def money(minor: int, currency: str) -> str:
    """An amount of integer minor units: 1250 EUR is "12.50 EUR"."""
    if currency in WITHOUT_MINOR:
        return f"{minor} {currency}"
    sign, amount = ("-" if minor < 0 else ""), abs(minor)
    return f"{sign}{amount // 100}.{amount % 100:02d} {currency}"


def one_line(text: str) -> str:
    """Text that may stand in a header: line breaks and control characters become spaces."""
    return " ".join("".join(c if c.isprintable() else " " for c in text).split())


def _number(e164: str) -> str:
    """The number as people read it, in one piece: its spaces do not break."""
    return display(e164).replace(" ", NO_BREAK)


def _zone(name: str) -> ZoneInfo:
    try:
        return ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError):
        return ZoneInfo("UTC")


def _wrap(text: str, indent: int = 0, mark: str = "") -> str:
    """A text's paragraphs, at most 76 wide, behind a list's `mark`; a number or a link is never cut."""
    first, margin = " " * indent + mark, " " * (indent + len(mark))
    layout = textwrap.TextWrapper(WIDTH, first, margin, break_long_words=False, break_on_hyphens=False)
    return "\n".join(layout.fill(part) for part in text.splitlines() if part.strip()).replace(NO_BREAK, " ")
