"""What a journal entry tells as facts: which date moved from when to when, what was changed, what was wrong. Pure.

Read off what the entry keeps (`data`: what was asked, and what the move noted), so that the words are made when somebody reads them and
entries older than a sentence have it, too. Days are those the entry keeps; an instant is told on the clock on which a letter tells it, so
that it has one day wherever it is read, and in UTC where an entry is older than the clock it keeps.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import date, datetime
from typing import Any, Final

from portico.domain import reason_facts
from portico.domain.dates import calendar
from portico.domain.desk import operators_own
from portico.domain.desk.operators_own import CALLED
from portico.domain.events import Happening
from portico.domain.people import account_settings, users
from portico.domain.port_ins import foc_history, late_answers
from portico.domain.port_ins.documents.document_words import called as document_called
from portico.domain.port_ins.field_words import words_of
from portico.domain.sentences import Phrase, Said, Sentence, at_the_beginning, behind_a_colon, heard
from portico.domain.statuses import DocumentKind
from portico.domain.words.entry_data import EntryData
from portico.domain.words.values import CHANGED, day, hour, moment, moment_there, money

_ONE_NUMBER: Final = Phrase("numbers.one", "1 number")
_NUMBERS: Final = Phrase("numbers.many", "{count} numbers")

_FOC_SET: Final = Sentence("fact.foc_set", "FOC date: {day}.")
_FOC_MOVED: Final = Sentence("fact.foc_moved", "FOC moved from {before} to {after}.")
_FOC_HOUR: Final = Sentence("fact.foc_hour", "FOC stays on {day}, at another hour: {before} before, {after} now.")
_POSSIBLE: Final = Sentence("fact.possible_from", "No moment is set: it can be ported from {day}, {hour} on.")
_FOC_GONE: Final = Sentence("fact.foc_gone", "The FOC date of {day} no longer stands.")
_ATTEMPT: Final = Sentence("fact.attempt", "Attempt {number}.")
_REFUSED: Final = Sentence("fact.refused", "Refused for {numbers}: {why}")
_CONFIGURATION: Final = Sentence("fact.configuration", "Configuration: {name}.")
_NOWHERE: Final = Sentence("fact.configuration.none", "No configuration: it rings nowhere.")
_OF_REQUEST: Final = Sentence("fact.configuration.of_request", "It takes the configuration of its request.")
_ANSWER_BY: Final = Sentence("fact.answer_by", "The losing carrier answers by {at}.")
_FIRST_POSSIBLE: Final = Sentence("fact.first_possible", "First possible date: {day}.")
_FIRST_MOVED: Final = Sentence("fact.first_possible.moved", "First possible date moved from {before} to {after}.")
_WINDOW: Final = Sentence("fact.window", "It can be performed until the end of {day}.")
_SCHEDULED: Final = Sentence("fact.scheduled", "Ported by itself at {at}.")
_SCHEDULE_MOVED: Final = Sentence("fact.scheduled.moved", "Ported by itself at {after}; {before} was set before.")
_SCHEDULE_DROPPED: Final = Sentence("fact.scheduled.dropped", "No longer ported by itself; {before} was set before.")
_MATCHED: Final = Sentence("fact.matched", "Typed: {typed}; on the list: {name}.")
_MATCHED_ANEW: Final = Sentence("fact.matched.anew", "On the list: {name}; {before} was matched before.")
_TO_CORRECT: Final = Sentence("fact.to_correct", "To be corrected as well: {fields}.")
_ADDED: Final = Sentence("fact.numbers_added", "{numbers} added.")
_REMOVED: Final = Sentence("fact.numbers_removed", "{numbers} taken out.")
_HOLDS: Final = Sentence("fact.numbers", "{numbers}.")
_REPLACES: Final = Sentence("fact.replaces", "Made anew from {reference}.")
_DOCUMENT: Final = Sentence("fact.document", "{kind}: {file}.")
_REST: Final = Sentence("fact.rest", "{numbers} not approved with it: {reference}.")
_FROZEN_UNTIL: Final = Sentence("fact.frozen_until", "Port-outs are frozen because of it until {at}.")
_LOCK_ENDS: Final = Sentence("fact.lock_ends", "Its lock ends at {at}.")
_SPLIT_FROM: Final = Sentence("fact.split_from", "Split off {reference}.")
_CARRIER_REFERENCE: Final = Sentence("fact.carrier_reference", "The gaining carrier's reference: {carrier_reference}.")
_VERSION: Final = Sentence("fact.carrier_version", "The gaining carrier's version of it: {version}.")
_DECIDE: Final = Sentence("fact.decide", "The owner decides by {at}.")
_REQUESTED: Final = Sentence("fact.requested", "Requested date: {day}.")
_REQUESTED_MOVED: Final = Sentence("fact.requested.moved", "Requested date moved from {before} to {after}.")
_RELEASED: Final = Sentence("fact.released", "Released from {at} on.")
_FEE: Final = Sentence("fact.fee", "Port-out fee: {amount}.")
_PASSED_ON: Final = Sentence("fact.fee.passed_on", "Billed once for all parts, and from now on with {reference}: {amount}.")


def facts(event: str, data: EntryData) -> tuple[Said, ...]:
    """The facts of an entry, in the order in which they are read; none where there is nothing beside its reason."""
    return tuple(said for part in _PARTS for said in part(event, data))


def numbers(count: int) -> Said:
    """How many numbers, within a sentence."""
    return _ONE_NUMBER.said() if count == 1 else _NUMBERS.said(count=count)


# What a FOC date became.


def _foc(event: str, data: EntryData) -> Iterator[Said]:
    if event == Happening.PORTING_NUMBER_ANSWERED_LATE:
        return
    now, before = (date.fromisoformat(data[name]) if name in data else None for name in ("foc_date", "foc_date_before"))
    if now and before and now != before:
        yield _FOC_MOVED.said(before=day(before, now), after=day(now))
    elif now and before:
        first, second = (hour(str(text), data.get("foc_zone")) for text in data["changed"]["foc_at"])
        yield _FOC_HOUR.said(day=day(now), before=first, after=second)
    elif now:
        yield _FOC_SET.said(day=day(now))
    elif before:
        yield _FOC_GONE.said(day=day(before))
    if possible := data.get("possible_from"):
        opens = calendar.possible_from(date.fromisoformat(possible))
        yield _POSSIBLE.said(day=day(date.fromisoformat(possible)), hour=hour(opens.isoformat(), calendar.AMSTERDAM))
    yield from foc_history.looks_told(data)


# What moved.


def _attempt(before: int | None, after: int | None) -> Iterator[Said]:
    if after:
        yield _ATTEMPT.said(number=after)


def _on_clock(minute: datetime, zone: str | None) -> Said:
    """A minute on the clock that the entry keeps; one from before clocks were kept tells it in UTC."""
    return moment_there(minute.isoformat(), zone) if zone else moment(minute.isoformat())


def _dated(first: Sentence, moved: Sentence) -> Callable[[str | None, str | None], Iterator[Said]]:
    """A day that is set or moved."""

    def told(before: str | None, after: str | None) -> Iterator[Said]:
        if after is None:
            return
        now, was = date.fromisoformat(after), date.fromisoformat(before) if before else None
        yield moved.said(before=day(was, now), after=day(now)) if was else first.said(day=day(now))

    return told


def _answer_by(_before: str | None, after: str | None) -> Iterator[Said]:
    """A Dutch port's; that it no longer stands says the entry itself."""
    if after is not None:
        yield _ANSWER_BY.said(at=_on_clock(calendar.last_minute(datetime.fromisoformat(after)), calendar.AMSTERDAM))


def _window(_before: str | None, after: str | None) -> Iterator[Said]:
    if after is not None:
        last = calendar.last_minute(datetime.fromisoformat(after))  # it closes at a midnight
        yield _WINDOW.said(day=day(calendar.day_in_zone(last, calendar.AMSTERDAM)))


_CHANGES: Final[Mapping[str, Callable[[Any, Any], Iterator[Said]]]] = {
    "attempt_no": _attempt,
    "answer_due_at": _answer_by,
    "first_possible_date": _dated(_FIRST_POSSIBLE, _FIRST_MOVED),
    "ready_until": _window,
    "requested_date": _dated(_REQUESTED, _REQUESTED_MOVED),
}


def _moved(_event: str, data: EntryData) -> Iterator[Said]:
    for name, told in _CHANGES.items():
        if name in data.get("changed", {}):
            yield from told(*data["changed"][name])


def _scheduled(event: str, data: EntryData) -> Iterator[Said]:
    """On the clock that the day of the port is of. That no moment stands any more is told where it was dropped, not at an end."""
    if event != "porting_request.perform_scheduled" or "perform_at" not in data.get("changed", {}):
        return
    zone = data.get("foc_zone", calendar.AMSTERDAM)
    before, after = (moment_there(str(at), zone) if at else None for at in data["changed"]["perform_at"])
    if after and before:
        yield _SCHEDULE_MOVED.said(before=before, after=after)
    elif after:
        yield _SCHEDULED.said(at=after)
    elif before:
        yield _SCHEDULE_DROPPED.said(before=before)


def _released(_event: str, data: EntryData) -> Iterator[Said]:
    """On the clock of the numbers, as far as the entry keeps it."""
    _before, after = data.get("changed", {}).get("release_at", (None, None))
    if after is not None:
        yield _RELEASED.said(at=_on_clock(calendar.first_minute(datetime.fromisoformat(str(after))), data.get("release_zone")))


def _decided_by(_event: str, data: EntryData) -> Iterator[Said]:
    """On the account's clock, as its letters tell it, as far as the entry keeps it."""
    _before, after = data.get("changed", {}).get("expires_at", (None, data.get("expires_at")))
    if after is not None:
        yield _DECIDE.said(at=_on_clock(calendar.last_minute(datetime.fromisoformat(str(after))), data.get("account_zone")))


# What was wrong, and what was changed.

_TOLD_APART: Final = frozenset({"numbers", "level"})


def _fields(event: str, data: EntryData) -> Iterator[Said]:
    if label := data.get("label"):
        yield CALLED.said(name=label)
    if fields := data.get("fields"):
        named = [name for name in fields if name not in _TOLD_APART]
        sentence = _TO_CORRECT if event == "document.rejected" else CHANGED
        yield from [sentence.said(fields=words_of(named))] if named else []
    for count, sentence in ((data.get("numbers_added"), _ADDED), (data.get("numbers_removed"), _REMOVED)):
        if count:
            yield sentence.said(numbers=numbers(count))


# What it is about.


def _about(_event: str, data: EntryData) -> Iterator[Said]:
    held = data.get("numbers")
    if isinstance(held, int) or (held and isinstance(held[0], str)):
        yield _HOLDS.said(numbers=numbers(held if isinstance(held, int) else len(held)))
    if replaces := data.get("replaces"):
        yield _REPLACES.said(reference=replaces)
    if data.get("file_name"):
        yield _DOCUMENT.said(kind=at_the_beginning(document_called(DocumentKind(data["kind"]))), file=data["file_name"])
    if (carrier_reference := data.get("carrier_reference")) and "carrier" not in data:
        yield _CARRIER_REFERENCE.said(carrier_reference=carrier_reference)
    if (typed := data.get("typed")) and data.get("carrier"):
        yield _MATCHED.said(typed=typed, name=data["carrier"])
    if data.get("carrier_before"):
        yield _MATCHED_ANEW.said(before=data["carrier_before"], name=data["carrier"])
    if version := data.get("carrier_version"):
        yield _VERSION.said(version=version)


def _frozen(_event: str, data: EntryData) -> Iterator[Said]:
    if until := data.get("frozen_until"):
        yield _FROZEN_UNTIL.said(at=_on_clock(datetime.fromisoformat(until), data.get("account_zone")))


def _unlocking(_event: str, data: EntryData) -> Iterator[Said]:
    if unlocks_at := data.get("unlocks_at"):
        yield _LOCK_ENDS.said(at=_on_clock(datetime.fromisoformat(unlocks_at), data.get("account_zone")))


def _parts(_event: str, data: EntryData) -> Iterator[Said]:
    """Where a port-out was approved in part: which request the rest is, and of which it was a part."""
    if rest := data.get("rest"):
        yield _REST.said(numbers=numbers(rest["count"]), reference=rest["reference"])
    if split_from := data.get("split_from"):
        yield _SPLIT_FROM.said(reference=split_from)


def _stays(_event: str, data: EntryData) -> Iterator[Said]:
    for group in data.get("stay", ()):
        yield _REFUSED.said(numbers=numbers(len(group["numbers"])), why=behind_a_colon([heard(group["why"])]))


def _outcome(_event: str, data: EntryData) -> Iterator[Said]:
    if outcome := data.get("outcome"):
        yield heard(outcome)


def _configuration(event: str, data: EntryData) -> Iterator[Said]:
    if configuration := data.get("configuration"):
        yield _CONFIGURATION.said(name=configuration)
    elif event == "porting_number.profile_assigned" and "configuration_profile_id" not in data:
        yield _OF_REQUEST.said()
    elif event == "phone_number.profile_assigned":
        yield _NOWHERE.said()


def _fee(_event: str, data: EntryData) -> Iterator[Said]:
    if fee := data.get("fee"):
        amount = money(**fee)
        yield _FEE.said(amount=amount)
    for passed in data.get("passed_on", ()):
        yield _PASSED_ON.said(amount=money(passed["minor"], passed["currency"]), reference=passed["reference"])


_PARTS: Final[tuple[Callable[[str, EntryData], Iterable[Said]], ...]] = (
    _outcome,
    late_answers.facts,
    _foc,
    reason_facts.facts,
    _scheduled,
    _moved,
    _released,
    _about,
    _decided_by,
    _fields,
    users.facts,
    operators_own.facts,
    account_settings.facts,
    _configuration,
    _stays,
    _parts,
    _frozen,
    _unlocking,
    _fee,
)
