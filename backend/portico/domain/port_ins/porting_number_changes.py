"""What the moves of a porting number write beside its status. DOMAIN.md §3."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Final
from uuid import UUID

from portico.domain import reasons
from portico.domain.actors import Actor
from portico.domain.dates import calendar, foc_calendar
from portico.domain.giving_reasons import GiveReason
from portico.domain.grammar import Followed
from portico.domain.port_ins.foc_history import against_the_rules, changed_date, looks_of, with_change
from portico.domain.port_ins.porting_number import (
    AssignProfile,
    ConfirmFoc,
    FocChangeKind,
    FocHistoryEntry,
    NameReasons,
    PortingNumberColumns,
    PortingNumberView,
    PortingNumberWritten,
    Resubmit,
)
from portico.domain.port_ins.porting_number_guards import foc_problem
from portico.domain.port_ins.porting_request import Block
from portico.domain.reasons import RaisedReason
from portico.domain.recorded import changed
from portico.domain.sentences import Said, Sentence, given, together
from portico.domain.statuses import Flow
from portico.domain.statuses import PortingNumberStatus as Status

_OF_WHAT_MOVES: Final = frozenset({"changed", "foc_date_before", "foc_zone"})
_CANNOT_GO_ON: Final = Sentence("porting_number.require_action.held_up", "The port cannot go on as it is.")


def review_started(_number: PortingNumberView, _asked: object, _actor: Actor, now: datetime) -> PortingNumberColumns:
    return {"review_started_at": now}


def _reasoned(asked: NameReasons, now: datetime) -> PortingNumberColumns:
    """The codes as the number carries them: text for people, and the fields and documents they open."""
    codes = [reasons.port_in_reason(code) for code in asked.codes]
    own = given(asked.reason)
    raised: list[RaisedReason] = [
        {"code": r.code.value, "text": r.text, "fields": list(r.fields), "documents": [str(d) for d in r.documents]} for r in codes
    ]
    if own:
        raised = [{**reason, "words": own.text} for reason in raised]
    said = own or together(r.sentence.said() for r in codes)
    return {"status_reasons": raised, "status_reason": said, "reasons_raised_at": now}


def not_portable(number: PortingNumberView, asked: NameReasons, _actor: Actor, now: datetime) -> PortingNumberColumns:
    return {**_reasoned(asked, now), **_foc_dropped(number, FocChangeKind.NOT_PORTABLE, now), "resume_status": None}


def attempt_opened(number: PortingNumberView, _asked: object, _actor: Actor, _now: datetime) -> PortingNumberColumns:
    sent: PortingNumberColumns = {"sent_to_id": number.request_losing_carrier_id, "sent_through_id": number.network_carrier_id}
    return {"attempt_no": number.next_attempt_no, "handed_over_at": None, "verified_at": None, **sent}


def handed_over(number: PortingNumberView, _asked: object, _actor: Actor, now: datetime) -> PortingNumberColumns:
    return {"verified_at": now, "handed_over_at": now, "handed_to_id": number.sent_to_id, "resume_status": None}


def foc_set(number: PortingNumberView, asked: ConfirmFoc, actor: Actor, now: datetime) -> PortingNumberColumns:
    entry = changed_date(asked.foc_at, _anew(number), now)
    looks = against_the_rules(foc_problem(number, asked, now), asked, actor, now)
    return {
        "foc_at": asked.foc_at,
        "foc_history": [*number.foc_history, {**entry, **looks}],
        "resume_status": None,
        "status_reasons": [],
        "reasons_raised_at": None,
    }


def _anew(number: PortingNumberView) -> FocChangeKind:
    return FocChangeKind.REVISED if number.foc_at else FocChangeKind.CONFIRMED


def _foc_dropped(number: PortingNumberView, change: FocChangeKind, now: datetime) -> PortingNumberColumns:
    """Clears the FOC into the history; the number leaves the inventory with it."""
    if number.foc_at is None:
        return {}
    return {"foc_at": None, "foc_history": with_change(number, number.foc_at, change, now), "provisioned_at": None}


def foc_days(number: PortingNumberView, changes: PortingNumberColumns) -> Mapping[str, object]:
    """What the journal keeps of a FOC date that changed: the day it is now and the day it was, on the losing carrier's clock.

    Of another hour on the same day also whose clock that is: in UTC it may be another day.
    """
    foc_at: datetime | None = changes.get("foc_at", number.foc_at)
    if foc_at == number.foc_at:
        return {}
    moments = {"foc_date": foc_at, "foc_date_before": number.foc_at}
    days = {name: _foc_day(number, moment) for name, moment in moments.items() if moment}
    if number.flow is Flow.NL:
        days = {**_dutch_days(number, moments, days)}
    alike = len(set(days.values())) == 1 and moments.keys() <= days.keys()
    return days | ({"foc_zone": foc_calendar.zone_of(number.losing_time_zone, number.country)} if alike else {})


def _dutch_days(number: PortingNumberView, moments: Mapping[str, datetime | None], days: Mapping[str, str]) -> Mapping[str, str]:
    """Of numbers that are ported at a moment that was set, or else by hand: from when that is possible is no date of a port."""
    opens = _opens(number)
    kept = {name: day for name, day in days.items() if moments[name] == number.request_perform_at or moments[name] != opens}
    possible = number.request_perform_at is None and moments["foc_date"] == opens
    return {**kept, "possible_from": days["foc_date"]} if possible and "foc_date" in days else kept


def _foc_day(number: PortingNumberView, moment: datetime) -> str:
    return foc_calendar.day_of(moment, number.losing_time_zone, number.country).isoformat()


def foc_withdrawn(number: PortingNumberView, _asked: object, _actor: Actor, now: datetime) -> PortingNumberColumns:
    return {**_foc_dropped(number, FocChangeKind.WITHDRAWN, now), "resume_status": None}


def action_required(number: PortingNumberView, asked: NameReasons, _actor: Actor, now: datetime) -> PortingNumberColumns:
    return {**_reasoned(asked, now), **_foc_dropped(number, FocChangeKind.CORRECTION_NEEDED, now), "resume_status": None}


def action_required_so(_number: PortingNumberView, asked: NameReasons) -> Said | None:
    """What the losing carrier did not reject is not said of it."""
    return None if reasons.is_a_rejection(asked.codes) else _CANNOT_GO_ON.said()


def resubmitted(number: PortingNumberView, asked: Resubmit, actor: Actor, now: datetime) -> PortingNumberColumns:
    return {
        **attempt_opened(number, asked, actor, now),
        "status_reasons": [],
        "reasons_raised_at": None,
        "reasons_confirmed": _confirmed(number, asked),
        "resume_status": None,
    }


def _confirmed(number: PortingNumberView, asked: Resubmit) -> list[Mapping[str, str]]:
    """What was confirmed of the reasons that it carries: of other numbers of the command there may be others."""
    raised, _words = _raised(number)
    return [{"code": str(item.code), "comment": item.comment} for item in asked.confirmed or () if item.code in raised]


def cancellation_asked(number: PortingNumberView, asked: GiveReason, _actor: Actor, now: datetime) -> PortingNumberColumns:
    return {
        "resume_status": number.resume_status if number.status is Status.CANCELLATION_REJECTED else number.status,
        "cancellation_asked_at": now,
        "cancellation_reason": asked.reason,
        "cancellation_decided_at": None,
        "cancellation_decision_reason": None,
    }


def cancellation_accepted(number: PortingNumberView, asked: GiveReason, _actor: Actor, now: datetime) -> PortingNumberColumns:
    return {
        **_foc_dropped(number, FocChangeKind.CANCELED, now),
        **_cancellation_decided(asked, now),
        "resume_status": None,
        "status_reasons": [],
        "reasons_raised_at": None,
    }


def cancellation_rejected(number: PortingNumberView, asked: GiveReason, _actor: Actor, now: datetime) -> PortingNumberColumns:
    """Where a correction is what the port goes on with, why it was rejected is followed by what is to be corrected."""
    columns, why, wrong = _cancellation_decided(asked, now), given(asked.reason), _still_wrong(number)
    return {**columns, "status_reason": together([why, *wrong])} if why and wrong else columns


def _cancellation_decided(asked: GiveReason, now: datetime) -> PortingNumberColumns:
    return {"cancellation_decided_at": now, "cancellation_decision_reason": asked.reason}


def _still_wrong(number: PortingNumberView) -> list[Said]:
    """What keeps the port from going on, once nothing waits for the decision on a cancellation any more."""
    if number.resume_status is not Status.ACTION_REQUIRED or not number.status_reasons:
        return []
    return reasons.still_wrong(*_raised(number))


def _raised(number: PortingNumberView) -> tuple[list[str], str | None]:
    """The codes it carries, and the words that were said beside them."""
    return [each["code"] for each in number.status_reasons], next((each.get("words") for each in number.status_reasons), None)


def completed(number: PortingNumberView, _asked: object, _actor: Actor, now: datetime) -> PortingNumberColumns:
    """A clock that came very late never provisioned the number: then both happen now."""
    return {
        "completed_at": now,
        "provisioned_at": number.provisioned_at or now,
        "resume_status": None,
        "status_reasons": [],
    }


def profile_assigned(_number: PortingNumberView, asked: AssignProfile, _actor: Actor, _now: datetime) -> PortingNumberColumns:
    return {"configuration_profile_id": asked.configuration_profile_id}


def provisioned(_number: PortingNumberView, _asked: object, _actor: Actor, now: datetime) -> PortingNumberColumns:
    return {"provisioned_at": now}


def mirror_in_process(number: PortingNumberView, _asked: object, _actor: Actor, _now: datetime) -> PortingNumberColumns:
    """NL: both carriers have it from the acceptance on; there are no attempts."""
    losing = number.request_losing_carrier_id
    return {"sent_to_id": losing, "handed_to_id": losing, "sent_through_id": number.network_carrier_id}


def mirror_ready(number: PortingNumberView, _asked: object, _actor: Actor, now: datetime) -> PortingNumberColumns:
    """NL: the FOC is when the customer performs, else when business begins on the first possible date."""
    moment = number.request_perform_at or _opens(number)
    if moment is None or moment == number.foc_at:
        return {"foc_at": moment}
    return {
        "foc_at": moment,
        "foc_history": with_change(number, moment, _anew(number), now),
    }


def mirror_completed(number: PortingNumberView, asked: object, actor: Actor, now: datetime) -> PortingNumberColumns:
    """NL: the date is when it was performed, whatever day or hour was chosen or possible before; a moment that came stays."""
    columns, stood = completed(number, asked, actor, now), number.foc_at
    zone = foc_calendar.zone_of(number.losing_time_zone, number.country)
    if stood is not None and foc_calendar.was_at(stood, now, zone):
        return columns
    return {**columns, "foc_at": now, "foc_history": with_change(number, now, FocChangeKind.PERFORMED, now)}


def _opens(number: PortingNumberView) -> datetime | None:
    """NL: from when on its request can be performed."""
    first = number.request_first_possible_date
    return calendar.possible_from(first) if first else None


def mirror_ended(number: PortingNumberView, asked: Followed, _actor: Actor, now: datetime) -> PortingNumberColumns:
    """The number ends with its request: for its own reason where the request's verb named one for it, else for the request's."""
    blocked = _blocked(number, asked.of) if isinstance(asked.of, Block) else {}
    return {**_foc_dropped(number, FocChangeKind.ENDED_WITH_THE_REQUEST, now), "resume_status": None, **blocked}


def _blocked(number: PortingNumberView, asked: Block) -> PortingNumberColumns:
    own = next((each for each in asked.numbers or () if each.number_id == number.id), None)
    said = given(own.text) if own else None
    code: PortingNumberColumns = {"status_reason_code": own.code if own else asked.code}
    return {**code, "status_reason": said} if said else code


# What the journal keeps.


def notes(number: PortingNumberView, changes: PortingNumberWritten) -> Mapping[str, object]:
    """The FOC date and the attempt, as they were and as they are; what deserves a look about a date; the configuration by its name;
    the code it was blocked with; where a rejected cancellation leads."""
    before = PortingNumberColumns(foc_at=number.foc_at, attempt_no=number.attempt_no)
    history: list[FocHistoryEntry] | None = changes.get("foc_history")
    profile_id: UUID | None = changes.get("configuration_profile_id")
    code: str | None = changes.get("status_reason_code")
    confirmed: list[Mapping[str, str]] | None = changes.get("reasons_confirmed")
    kept = {**foc_days(number, changes), **changed(before, changes)}
    if history:
        kept |= looks_of(history[-1])
    if confirmed:
        kept["confirmed"] = confirmed
    if profile_id and number.asked_profile_name:
        kept["configuration"] = number.asked_profile_name
    if code:
        kept["code"] = code
    status: Status | None = changes.get("status")
    return {**kept, **(_resumed(number) if status is Status.CANCELLATION_REJECTED else {})}


def late_notes(number: PortingNumberView, said: PortingNumberWritten) -> Mapping[str, object]:
    """What is kept of an answer that moves nothing, and so of nothing what it was before: the day that was said also where it stands."""
    foc_at: datetime | None = said.get("foc_at")
    kept = {name: value for name, value in notes(number, said).items() if name not in _OF_WHAT_MOVES}
    return {**kept, **({"foc_date": _foc_day(number, foc_at)} if foc_at else {})}


def _resumed(number: PortingNumberView) -> Mapping[str, object]:
    """Where a number goes on from when its cancellation was rejected; from a correction also what is wrong."""
    if number.resume_status is not Status.ACTION_REQUIRED:
        return {"resumes": str(number.resume_status)}
    codes, words = _raised(number)
    return {"resumes": str(number.resume_status), "codes": codes} | ({"words": words} if words else {})
