"""What a journal entry tells of the operator's own things: which carrier, fee, day or word, and what of it became what.

The entry stands on no screen of its thing. What is no short value (lists of needs, people to turn to, addresses that may hold a token, a
picture) is told by its name.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from datetime import date
from typing import Final

from portico.domain.inventory.phone_numbers import TYPE_WORDS
from portico.domain.reference.places import called
from portico.domain.sentences import Phrase, Said, Sentence, at_the_beginning, listed, quoted
from portico.domain.statuses import NumberType
from portico.domain.words.entry_data import EntryData
from portico.domain.words.values import BECAME, CHANGED, day, money, yes_or_no

_KINDS: Final = ("calendar_feed.", "carrier.", "fee_schedule.", "reason.", "requirement.")
CALLED: Final = Sentence("fact.called", "{name}.")
"""Also of a profile: what it is called."""
_DAY_OF: Final = Sentence("fact.day_of", "{day} ({place}).")
_NUMBERS_OF: Final = Phrase("fee.kind", "{country}, {numbers} numbers")
_ANY: Final = Phrase("fee.any_type", "all")
_FIRST: Final = Sentence("fact.first", "{field}: {after}.")
_GONE: Final = Sentence("fact.gone", "{field}: {before} before.")
_PER: Final = {"NUMBER": Phrase("fact.per.number", "each number"), "REQUEST": Phrase("fact.per.request", "the whole request")}
_GATEWAYS: Final = {"MANUAL": Phrase("fact.gateway.manual", "by hand"), "SANDBOX": Phrase("fact.gateway.sandbox", "simulated")}


def _plain(value: object, _data: EntryData) -> Said | None:
    if isinstance(value, bool):
        return yes_or_no(value)
    text = "" if value is None else str(value)
    return quoted(text) if text else None


def _own_words(value: object, _data: EntryData) -> Said | None:
    return quoted(f"“{value}”") if value else None


def _country(value: object, _data: EntryData) -> Said | None:
    """One, or a list of them."""
    if not value:
        return None
    return listed(map(called, value)) if isinstance(value, list) else called(str(value))


def _money(value: object, data: EntryData) -> Said | None:
    """An amount in the currency the entry names; one from before currencies were kept says none."""
    currency = data.get("currency") or next(filter(None, data["changed"].get("currency", ())), None)
    return money(value, str(currency)) if isinstance(value, int) and currency else None


def _day(value: object, _data: EntryData) -> Said | None:
    return day(date.fromisoformat(str(value))) if value else None


def _one_of(words: Mapping[str, Phrase]) -> Callable[[object, EntryData], Said | None]:
    return lambda value, data: words[value].said() if isinstance(value, str) and value in words else _plain(value, data)


SpokenOwn = Callable[[object, EntryData], Said | None]
"""A value as it is told; None where there is none."""

FIELDS: Final[Mapping[str, Mapping[str, tuple[str, SpokenOwn | None]]]] = {
    "operator": {
        "name": ("name", _plain),
        "country": ("country", _country),
        "time_zone": ("time zone", _plain),
        "currency": ("currency", _plain),
        "countries": ("countries it ports in", _country),
        "mail_name": ("sender's name", _plain),
        "mail_address": ("sender's address", _plain),
        "logo_sha256": ("logo", None),
    },
    "carrier": {
        "name": ("name", _plain),
        "country": ("country", _country),
        "region": ("region", _plain),
        "time_zone": ("time zone", _plain),
        **{code.lower(): (code, _plain) for code in ("SPID", "COIN", "CUPID", "RESPORG")},
        "gateway": ("reached", _one_of(_GATEWAYS)),
        "completes_by_itself": ("completes by itself", _plain),
        "network_for": ("network carrier of", _country),
        "contacts": ("contacts", None),
        "callback_url": ("callback URL", None),
    },
    "fee_schedule": {
        "amount_minor": ("fee", _money),
        "per": ("for", _one_of(_PER)),
        "valid_from": ("first day", _day),
        "valid_until": ("last day", _day),
    },
    "business_day": {"is_business_day": ("business day", _plain), "note": ("note", _own_words)},
    "reason": {"text": ("text", _own_words), "note": ("note", _own_words)},
    "requirement": {
        "documents": ("documents", None),
        "fields": ("fields", None),
        "profile_fields": ("fields of the profile", None),
        "forbidden_fields": ("fields that are not taken", None),
        "partial_port": ("partial port", _plain),
        "po_box_allowed": ("PO box allowed", _plain),
        "business_only": ("business only", _plain),
        "loa_template": ("LOA template", None),
        "interval": ("usual interval", None),
        "answer_business_days": ("business days to answer", _plain),
        "notes": ("notes", None),
        "sources": ("sources", None),
    },
}
"""Kind → field → what it is called, and how its value is told; None: by its name alone."""
_WORDS: Final = {
    (kind, name): Phrase(f"operators_own.{kind}.{name}", words) for kind, fields in FIELDS.items() for name, (words, _) in fields.items()
}


def facts(event: str, data: EntryData) -> Iterator[Said]:
    """What it is called (of a business day which day it is, and where), then what became of each of its fields."""
    kind = event.partition(".")[0]
    yield from _which(kind, event, data)
    yield from _became(kind, data)


def _which(kind: str, event: str, data: EntryData) -> Iterator[Said]:
    """A fee is told by its numbers; an entry from before it kept which they are has them in English, as its name."""
    name = data.get("name")
    if kind == "fee_schedule" and "country" in data:
        yield CALLED.said(name=at_the_beginning(_numbers_of(data["country"], data["number_type"])))
    elif name and kind == "business_day":
        place, _, which = name.rpartition(" ")
        yield _DAY_OF.said(day=day(date.fromisoformat(which)), place=called(place))
    elif name and event.startswith(_KINDS):
        yield CALLED.said(name=name[:1].upper() + name[1:] if kind == "fee_schedule" else name)


def _numbers_of(country: str, number_type: str | None) -> Said:
    """What a fee is for: numbers of a country, of one type or of any that has none of its own."""
    return _NUMBERS_OF.said(country=called(country), numbers=TYPE_WORDS[NumberType(number_type)].said() if number_type else _ANY.said())


def _became(kind: str, data: EntryData) -> Iterator[Said]:
    by_name = []
    for name, (before, after) in data.get("changed", {}).items():
        if name not in FIELDS.get(kind, {}):
            continue
        field, spoken = _WORDS[kind, name].said(), FIELDS[kind][name][1]
        if spoken is None:
            by_name.append(field)
            continue
        if told := _told(at_the_beginning(field), spoken(before, data), spoken(after, data)):
            yield told
    if by_name:
        yield CHANGED.said(fields=listed(by_name))


def _told(field: Said, was: Said | None, now: Said | None) -> Said | None:
    """Something set for the first time has no before, and what is gone no after."""
    if was and now:
        return BECAME.said(field=field, before=was, after=now)
    if now:
        return _FIRST.said(field=field, after=now)
    return _GONE.said(field=field, before=was) if was else None
