"""What the moves of a porting request write beside its status, and where a move leads that depends on the request. DOMAIN.md §4."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Final
from uuid import UUID

from portico.domain import reasons
from portico.domain.actors import Actor
from portico.domain.dates import calendar, foc_calendar
from portico.domain.giving_reasons import GiveReason
from portico.domain.port_ins.porting_request import (
    Block,
    Delay,
    MakeReady,
    MatchLosingCarrier,
    PortingRequestColumns,
    PortingRequestView,
    RejectRequest,
    SchedulePerform,
)
from portico.domain.recorded import changed
from portico.domain.sentences import Said, Sentence, given, together
from portico.domain.statuses import PortingRequestStatus as Status

_MOMENT_SET: Final = Sentence("porting_request.schedule_perform.set", "The moment at which it is ported by itself was set.")
NO_MOMENT: Final = Sentence("porting_request.schedule_perform.none", "No moment is set at which it is ported by itself.")
_CANCELED_AS_ASKED: Final = Sentence(
    "porting_request.make_ready.canceled", "The losing carrier is ready, so the request was canceled as the customer had asked."
)


def submitted(_request: PortingRequestView, _asked: object, _actor: Actor, now: datetime) -> PortingRequestColumns:
    return {"submitted_at": now}


def accepted(_request: PortingRequestView, _asked: object, _actor: Actor, now: datetime) -> PortingRequestColumns:
    return {"accepted_at": now}


def accepted_in_nl(request: PortingRequestView, _asked: object, _actor: Actor, now: datetime) -> PortingRequestColumns:
    """From now on it is its carriers' business: by when the losing one answers is a date, which moves with a delay."""
    days, overrides = calendar.NL_ANSWER_BUSINESS_DAYS, request.day_overrides
    place = foc_calendar.place_of(request.losing_region, request.losing_country, request.country)
    return {"accepted_at": now, "answer_due_at": calendar.due_at(now, days, place, calendar.AMSTERDAM, overrides=overrides)}


def ended(_request: PortingRequestView, _asked: object, _actor: Actor, now: datetime) -> PortingRequestColumns:
    return {"ended_at": now, "answer_due_at": None, "perform_at": None, "cancellation_asked_at": None}


def rejected(request: PortingRequestView, asked: RejectRequest, actor: Actor, now: datetime) -> PortingRequestColumns:
    """The text of the code is the reason, in the journal and of the numbers too, with the words that were given beside it."""
    columns, own = ended(request, asked, actor, now), given(asked.reason)
    named = reasons.port_in_reason(asked.code) if asked.code else None
    if named is None or (own and named.comment_needed):
        return columns
    return {**columns, "status_reason": together(filter(None, (named.sentence.said(), own)))}


def losing_carrier_matched(_request: PortingRequestView, asked: MatchLosingCarrier, _actor: Actor, _now: datetime) -> PortingRequestColumns:
    return {"losing_carrier_id": asked.carrier_id, "losing_carrier_name": None}


def concluded(request: PortingRequestView, _asked: object, _actor: Actor, now: datetime) -> PortingRequestColumns:
    return {"ended_at": now, "status_reason": outcome_sentence(request)}


_ONE_PORTED: Final = Sentence("porting_request.outcome.one", "The number was ported.")
_ONE_CANCELED: Final = Sentence("porting_request.outcome.one.canceled", "The number was canceled.")
_ONE_NOT: Final = Sentence("porting_request.outcome.one.not_portable", "The number is not portable.")
_PORTED: Final = Sentence("porting_request.outcome", "{ported} of {count} numbers ported.")
_SOME_CANCELED: Final = Sentence("porting_request.outcome.canceled", "{ported} of {count} numbers ported, {canceled} canceled.")
_SOME_NOT: Final = Sentence("porting_request.outcome.not_portable", "{ported} of {count} numbers ported, {others} not portable.")
_BOTH: Final = Sentence("porting_request.outcome.both", "{ported} of {count} numbers ported, {canceled} canceled, {others} not portable.")


def outcome_sentence(request: PortingRequestView) -> Said:
    """The counts a person reads: "3 of 4 numbers ported, 1 not portable."; of one number what became of it."""
    ported, canceled, count = request.completed_count, request.canceled_count, request.number_count
    if count == 1:
        return (_ONE_PORTED if ported else _ONE_CANCELED if canceled else _ONE_NOT).said()
    others = count - ported - canceled
    if canceled and others:
        return _BOTH.said(ported=ported, count=count, canceled=canceled, others=others)
    if canceled:
        return _SOME_CANCELED.said(ported=ported, count=count, canceled=canceled)
    return _SOME_NOT.said(ported=ported, count=count, others=others) if others else _PORTED.said(ported=ported, count=count)


def delayed(request: PortingRequestView, asked: Delay, _actor: Actor, _now: datetime) -> PortingRequestColumns:
    first = asked.first_possible_date or request.first_possible_date
    return {"answer_due_at": asked.answer_due_at, "first_possible_date": first}


def made_ready(request: PortingRequestView, asked: MakeReady, actor: Actor, now: datetime) -> PortingRequestColumns:
    if request.cancellation_asked_at:
        return {**ended(request, asked, actor, now), "first_possible_date": asked.first_possible_date}
    until = calendar.ready_until(asked.first_possible_date)
    return {"first_possible_date": asked.first_possible_date, "ready_until": until, "answer_due_at": None}


def made_ready_so(request: PortingRequestView, _asked: MakeReady) -> Said | None:
    """With a cancellation asked for, the carrier's answer makes nothing ready to be ported: it ends the request."""
    return _CANCELED_AS_ASKED.said() if request.cancellation_asked_at else None


def blocked(request: PortingRequestView, asked: Block, actor: Actor, now: datetime) -> PortingRequestColumns:
    return {**ended(request, asked, actor, now), "status_reason_code": asked.code}


def scheduled(_request: PortingRequestView, asked: SchedulePerform, _actor: Actor, _now: datetime) -> PortingRequestColumns:
    return {"perform_at": asked.perform_at}


def scheduled_so(request: PortingRequestView, asked: SchedulePerform) -> Said | None:
    """A moment that is set for the first time, or that stands no more, was not changed."""
    if asked.perform_at is None:
        return NO_MOMENT.said()
    return None if request.perform_at else _MOMENT_SET.said()


def cancellation_asked(_request: PortingRequestView, asked: GiveReason, _actor: Actor, now: datetime) -> PortingRequestColumns:
    return {"cancellation_asked_at": now, "cancellation_reason": asked.reason}


def cancellation_rejected(_request: PortingRequestView, asked: GiveReason, _actor: Actor, _now: datetime) -> PortingRequestColumns:
    columns: PortingRequestColumns = {"cancellation_asked_at": None}
    return {**columns, "status_reason": said} if (said := given(asked.reason)) else columns


# What the journal keeps.


def notes(request: PortingRequestView, changes: PortingRequestColumns) -> Mapping[str, object]:
    """The days and deadlines it had and has now; which carrier a typed name stood for; that a cancellation is still to be decided.

    Once its numbers have all ended, how they did; of a moment that was set or dropped its clock, where that is another than Amsterdam's.
    """
    before = PortingRequestColumns(
        answer_due_at=request.answer_due_at,
        first_possible_date=request.first_possible_date,
        ready_until=request.ready_until,
        perform_at=request.perform_at,
    )
    ended_at: datetime | None = changes.get("ended_at")
    answer_due_at: datetime | None = changes.get("answer_due_at")
    perform_at: datetime | None = changes.get("perform_at", request.perform_at)
    carrier_id: UUID | None = changes.get("losing_carrier_id")
    moved = changed(before, changes)
    concluding = ended_at is not None and request.number_count > 0 and request.open_count == 0
    if carrier_id:
        moved |= _matched(request)
    if perform_at != request.perform_at and (zone := _its_own_zone(request)):
        moved["foc_zone"] = zone
    if answer_due_at and request.cancellation_asked_at:
        moved["cancellation_open"] = True
    return {**moved, **({"outcome": outcome_sentence(request).kept} if concluding else {})}


def _its_own_zone(request: PortingRequestView) -> str | None:
    """The clock on which a Dutch port has its day, where the losing carrier is not on Amsterdam's."""
    zone = foc_calendar.zone_of(request.losing_time_zone, request.country)
    return None if zone == calendar.AMSTERDAM else zone


def _matched(request: PortingRequestView) -> dict[str, object]:
    """The carrier, and what it took the place of: a typed name, or the carrier that was matched with it before."""
    typed, before = request.losing_carrier_name, request.losing_carrier_listed_as
    instead = {"typed": typed} if typed else {"carrier_before": before} if before else {}
    return {**instead, "carrier": request.asked_carrier_name, **({"to_resubmit": True} if request.to_resubmit else {})}


# Where it leads.


def conclusion(request: PortingRequestView) -> Status:
    if request.completed_count:
        return Status.COMPLETED
    return Status.CANCELED if request.canceled_count == request.number_count else Status.REJECTED


def ready_or_canceled(request: PortingRequestView) -> Status:
    """A cancellation asked before the losing carrier was ready is honoured the moment it is."""
    return Status.CANCELED if request.cancellation_asked_at else Status.READY_TO_BE_PORTED
