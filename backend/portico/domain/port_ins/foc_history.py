"""What became of a number's FOC dates, one after the other, and what deserves a look about them."""

from __future__ import annotations

from datetime import datetime

from portico.domain.actors import Actor
from portico.domain.dates import calendar, foc_calendar
from portico.domain.port_ins.porting_number import ConfirmFoc, FocChangeKind, FocFlag, FocHistoryEntry, FocLook, PortingNumberView
from portico.domain.sentences import Said
from portico.domain.statuses import Role


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
