"""What is set of an account: who may set which field, what is a way to reach it, and what stands in the way of closing it. As data."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Final

from portico.domain.refusals import Blocker
from portico.domain.sentences import Phrase, Said, Sentence, listed, quoted
from portico.domain.words.entry_data import EntryData
from portico.domain.words.values import BECAME, CHANGED, yes_or_no

CHANGE: Final = "account.change"
SET_TERMS: Final = "account.set_terms"
MAY_SET: Final[Mapping[str, str]] = {
    "name": CHANGE,
    "time_zone": CHANGE,
    "locale": CHANGE,
    "notification_emails": CHANGE,
    "contacts": CHANGE,
    "default_callback_url": CHANGE,
    "second_factor_demanded": CHANGE,
    "tier": SET_TERMS,
    "currency": SET_TERMS,
    "cancel_cutoff_hours": SET_TERMS,
}
"""Field → what policy is asked of whoever changes it."""
REACHES: Final = frozenset({"notification_emails", "contacts", "default_callback_url"})
"""Where the account is reached: who changes one of these could turn away what its people would have seen."""
NOT_REPEATED: Final = frozenset({"contacts", "default_callback_url"})
"""Of these the journal says that they changed and not what they hold: people's data, and addresses that may hold a token."""
MOST_CUTOFF_HOURS: Final = 720

_WORDS: Final[Mapping[str, str]] = {
    "name": "name",
    "time_zone": "time zone",
    "locale": "language",
    "notification_emails": "notification addresses",
    "contacts": "contacts",
    "default_callback_url": "default callback URL",
    "second_factor_demanded": "second factor demanded",
    "tier": "tier",
    "currency": "currency",
    "cancel_cutoff_hours": "hours before a FOC date within which nothing is canceled",
    "port_out_hours": "hours to answer a port-out",
    "port_out_on_deadline": "what happens to a port-out nobody answers",
    "port_out_two_person": "two people approve a port-out",
    "port_out_pin_required": "a port-out PIN is required",
}
WORDS: Final[Mapping[str, Phrase]] = {name: Phrase(f"account.field.{name}", words) for name, words in _WORDS.items()}


@dataclass(frozen=True, slots=True)
class Live:
    """How much of an account is still on its way."""

    porting_requests: int
    port_out_requests: int
    phone_numbers: int
    deliveries: int
    afterwards: int = 0
    """Snapbacks, and moves between accounts on either side."""


_IN_THE_WAY: Final[Mapping[str, Sentence]] = {
    "porting_requests": Sentence("account.live.porting_requests", "Porting requests that have not ended: {count}."),
    "port_out_requests": Sentence("account.live.port_out_requests", "Port-out requests that have not ended: {count}."),
    "phone_numbers": Sentence("account.live.phone_numbers", "Numbers in service: {count}."),
    "deliveries": Sentence("account.live.deliveries", "Mails, callbacks and messages to carriers that are still owed: {count}."),
    "afterwards": Sentence("account.live.afterwards", "Snapbacks and moves between accounts that have not ended: {count}."),
}


def in_the_way(live: Live) -> tuple[Blocker, ...]:
    """Everything that keeps the account from being closed."""
    counts = {name: getattr(live, name) for name in _IN_THE_WAY}
    return tuple(Blocker(f"LIVE_{name.upper()}", _IN_THE_WAY[name].said(count=count)) for name, count in counts.items() if count)


def words_of(fields: list[str]) -> Said:
    """Fields of an account, one after the other."""
    return listed(WORDS[name].said() for name in fields)


# What the journal tells of a change.

_NOTHING: Final = Phrase("fact.nothing", "nothing")


def facts(event: str, data: EntryData) -> Iterator[Said]:
    """What became of each setting; those that are not repeated are told by their name."""
    if not event.startswith("account."):
        return
    changed = data.get("changed", {})
    for name, (before, after) in changed.items():
        field = WORDS[name].said()
        first = replace(field, text=field.text[:1].upper() + field.text[1:])
        yield BECAME.said(field=first, before=_value(before), after=_value(after))
    if named := [name for name in data.get("settings", ()) if name not in changed]:
        yield CHANGED.said(fields=words_of(named))


def _value(held: object) -> Said:
    if isinstance(held, bool):
        return yes_or_no(held)
    listing = ", ".join(map(str, held)) if isinstance(held, list) else "" if held is None else str(held)
    return quoted(listing) if listing else _NOTHING.said()
