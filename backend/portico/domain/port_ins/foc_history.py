"""What became of a number's FOC dates, one after the other, and what deserves a look about them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import datetime
from typing import Final

from portico.domain.actors import Actor
from portico.domain.dates import calendar, foc_calendar
from portico.domain.port_ins.porting_number import ConfirmFoc, FocChangeKind, FocFlag, FocHistoryEntry, FocLook, PortingNumberView
from portico.domain.sentences import Said, Sentence
from portico.domain.statuses import Role
from portico.domain.words.entry_data import EntryData

_OVERRIDDEN: Final = Sentence("fact.override", "Staff took a date that is past or no business day.")
_OVERRIDDEN_PASSED: Final = Sentence("fact.override.passed", "Staff took a date that had passed already.")
_OVERRIDDEN_OUTSIDE: Final = Sentence("fact.override.outside_business_days", "Staff took a date that is no business day.")
_IN_SPITE_OF: Final[Mapping[str | None, Sentence]] = {
    FocFlag.PASSED: _OVERRIDDEN_PASSED,
    FocFlag.OUTSIDE_BUSINESS_DAYS: _OVERRIDDEN_OUTSIDE,
}
_OVERRIDDEN_HOLIDAY: Final = Sentence("fact.override.holiday", "Staff took a date that is no business day: {holiday}.")
_OUTSIDE_HOLIDAY: Final = Sentence("fact.outside_business_days.holiday", "The carrier's own date is no business day: {holiday}.")
_OUTSIDE: Final = Sentence("fact.outside_business_days", "The carrier's own date is outside business days.")
_PASSED: Final = Sentence("fact.foc_passed", "The carrier's own date had passed already.")


def changed_date(moment: datetime, kind: FocChangeKind, now: datetime) -> FocHistoryEntry:
    """One change of the date."""
    return {"foc_at": moment.isoformat(), "at": now.isoformat(), "change": kind}


def with_change(number: PortingNumberView, moment: datetime, kind: FocChangeKind, now: datetime) -> list[FocHistoryEntry]:
    """The FOC history with one entry more."""
    return [*number.foc_history, changed_date(moment, kind, now)]


def against_the_rules(problem: Said | None, asked: ConfirmFoc, actor: Actor, now: datetime) -> FocLook:
    """A carrier's own date is flagged, one that has passed by its hour; of one that staff took it is kept that they did.

    Of today staff take any hour: a date without one begins in the morning.
    """
    if actor.role is Role.CARRIER and foc_calendar.has_passed(asked.foc_at, now):
        return {"flag": FocFlag.PASSED}
    if problem is None:
        return {}
    if asked.override and problem.code == calendar.PASSED.code:
        return {"override": True, "why": FocFlag.PASSED}
    look: FocLook = {"flag": FocFlag.OUTSIDE_BUSINESS_DAYS}
    if asked.override:
        look = {"override": True, "why": FocFlag.OUTSIDE_BUSINESS_DAYS}
    return {**look, "holiday": str(problem.params["holiday"])} if problem.code == calendar.HOLIDAY.code else look


def looks_of(newest: FocHistoryEntry) -> dict[str, object]:
    """What deserves a look about a date, as its entry keeps it."""
    flags = {name: str(newest.get(name) or "") for name in ("flag", "why", "holiday")}
    return {name: value for name, value in (flags | {"override": newest.get("override")}).items() if value}


def looks_told(data: EntryData) -> Iterator[Said]:
    """What deserves a look about the date; entries of before do not say in spite of what staff took it."""
    holiday, why = data.get("holiday"), data.get("why")
    if data.get("override") and holiday:
        yield _OVERRIDDEN_HOLIDAY.said(holiday=holiday)
    elif data.get("override"):
        yield _IN_SPITE_OF.get(why, _OVERRIDDEN).said()
    elif data.get("flag") == FocFlag.PASSED:
        yield _PASSED.said()
    elif data.get("flag"):
        yield _OUTSIDE_HOLIDAY.said(holiday=holiday) if holiday else _OUTSIDE.said()
