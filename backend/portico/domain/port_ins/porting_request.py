"""The porting request: one order to bring numbers in. DOMAIN.md §4, after the seed `create-porting-request.txt`."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Annotated, Any
from uuid import UUID

from portico.domain import reasons
from portico.domain.actors import Actor
from portico.domain.dates import calendar
from portico.domain.giving_reasons import REASON_GIVEN, GiveReason
from portico.domain.inventory.phone_numbers import NumberType
from portico.domain.lifecycle import NL, STANDARD, Branch, Follow, Guard, Lifecycle, Transition, at
from portico.domain.port_ins import requirements
from portico.domain.statuses import REQUEST_ENDED, DocumentKind, DocumentStatus, Flow, Role, Tier, WaitingOn
from portico.domain.statuses import PortingRequestStatus as Status

AMSTERDAM = "Europe/Amsterdam"
REMINDER_DAYS = (14, 3, 1)


@dataclass(frozen=True, slots=True)
class ProfileView:
    """The company profile, as `requirements.company_profile_problems` reads it."""

    label: str
    company_name: str
    registration_number: str | None
    vat_id: str | None
    representative_first_name: str | None
    representative_last_name: str | None
    representative_phone: str | None
    country: str
    city: str | None
    postal_code: str | None
    street: str | None
    emails: list[str]


@dataclass(frozen=True, slots=True)
class DocumentView:
    kind: DocumentKind
    status: DocumentStatus
    issue_date: date | None
    signed_at: date | None
    signer: str | None


@dataclass(frozen=True, slots=True)
class PortingRequestView:
    """A porting request with the facts its guards look at, loaded in one statement."""

    id: UUID
    version: int
    status: Status
    flow: Flow
    account_id: UUID
    country: str
    number_type: NumberType
    tier: Tier = Tier.STANDARD
    reference: str = ""
    number_count: int = 0
    open_count: int = 0
    completed_count: int = 0
    canceled_count: int = 0
    cancelable_count: int | None = None
    waits_for_customer: bool = False
    waits_for_staff: bool = False
    at_carrier: bool = False
    losing_carrier_id: UUID | None = None
    network_carrier_id: UUID | None = None
    answer_due_at: datetime | None = None
    first_possible_date: date | None = None
    ready_until: datetime | None = None
    perform_at: datetime | None = None
    cancellation_asked_at: datetime | None = None
    live_elsewhere: tuple[str, ...] = ()
    in_service_here: tuple[str, ...] = ()
    profile: ProfileView | None = None
    documents: tuple[DocumentView, ...] = ()
    subscriber_name: str | None = None
    subscriber_kind: str = "BUSINESS"
    authorised_person: str | None = None
    service_street: str | None = None
    service_city: str | None = None
    service_region: str | None = None
    service_postal_code: str | None = None
    service_country: str | None = None
    account_number: str | None = None
    btn: str | None = None
    has_pin: bool = False
    port_type: str = "FULL"
    new_btn: str | None = None
    remaining_numbers: str | None = None
    btn_among_numbers: bool = False
    new_btn_among_numbers: bool = False
    requested_date: date | None = None
    extra_fields: Mapping[str, str] | None = None
    secrets_missing: Mapping[str, int] = field(default_factory=dict)
    requirement_changes: Mapping[str, Any] | None = None
    day_overrides: calendar.Overrides = field(default_factory=dict)


# What each verb asks.


@dataclass(frozen=True, slots=True)
class Delay:
    answer_due_at: Annotated[datetime, "When the losing carrier will answer, UTC."]
    first_possible_date: Annotated[date | None, "The first day the port can happen, where it is known."] = None
    reason: Annotated[str | None, "Why, for the people who read the history."] = None


@dataclass(frozen=True, slots=True)
class MakeReady:
    first_possible_date: Annotated[date, "The first day the port can happen, in the Netherlands."]
    reason: Annotated[str | None, "A note for the customer."] = None


@dataclass(frozen=True, slots=True)
class BlockedNumber:
    """Why one number of a blocked request was declined."""

    number_id: Annotated[UUID, "The porting number this reason is for."]
    code: Annotated[str, "Blocking code, one or two digits."]
    text: Annotated[str, "The losing carrier's words."]


@dataclass(frozen=True, slots=True)
class Block:
    code: Annotated[str, "Blocking code, one or two digits."]
    reason: Annotated[str | None, "The losing carrier's words."] = None
    numbers: Annotated[list[BlockedNumber] | None, "Reasons of single numbers; the others carry the request's own."] = None


@dataclass(frozen=True, slots=True)
class SchedulePerform:
    perform_at: Annotated[datetime | None, "When to port, UTC; null drops the schedule."] = None


# Guards.


def _guard(code: str, message: str, holds: Any) -> Guard:
    return Guard(code, message, lambda subject, _asked, _actor, now: holds(subject, now))


def today(now: datetime) -> date:
    return calendar.day_in_zone(now, "UTC")


def requirement_of(request: PortingRequestView) -> requirements.Requirement | None:
    """What porting these numbers asks for, with what staff changed of it."""
    return requirements.requirement_for(request.country, request.number_type, request.requirement_changes)


def _billing_numbers(request: PortingRequestView) -> list[str]:
    """Which of the old and the new billing telephone number move with the request."""
    moving = ((request.btn, request.btn_among_numbers), (request.new_btn, request.new_btn_among_numbers))
    return [number for number, moves in moving if number and moves]


def submission_problems(request: PortingRequestView, now: datetime) -> tuple[tuple[str, str, str], ...]:
    """(code, path, message) of everything the requirement still misses, worst first: the wizard's findings and submit's guards."""
    requirement = requirement_of(request)
    if requirement is None:
        return (("REQUIREMENTS_NOT_MET", "country", "Numbers of this country and type cannot be ported here."),)
    found = requirements.request_problems(request, request.documents, requirement, today(now), numbers=_billing_numbers(request))
    return tuple((problem.code, problem.path, problem.message) for problem in found)


def _misses(code: str) -> Any:
    return lambda request, _asked, _actor, now: not any(found == code for found, _path, _message in submission_problems(request, now))


def _told(code: str) -> Any:
    return lambda request, _asked, _actor, now: " ".join(m for found, _path, m in submission_problems(request, now) if found == code)


def _profile_problems(request: PortingRequestView) -> list[str]:
    requirement = requirement_of(request)
    if request.profile is None or requirement is None:
        return []
    return [problem.message for problem in requirements.company_profile_problems(request.profile, requirement)]


MAY_SUBMIT = (
    _guard("TIER_TRIAL", "A trial account drafts requests; ask us for a standard account to submit them.",
           lambda request, _now: request.tier is Tier.STANDARD),
    Guard("PROFILE_INVALID",
          lambda request, _a, _b, _n: " ".join(_profile_problems(request)) or "Choose a company profile.",
          lambda request, _a, _b, _n: request.profile is not None and not _profile_problems(request)),
    Guard("REQUIREMENTS_NOT_MET", _told("REQUIREMENTS_NOT_MET"), _misses("REQUIREMENTS_NOT_MET")),
    Guard("LOA_MISSING", _told("LOA_MISSING"), _misses("LOA_MISSING")),
    Guard("PROOF_OF_OWNERSHIP_MISSING", _told("PROOF_OF_OWNERSHIP_MISSING"), _misses("PROOF_OF_OWNERSHIP_MISSING")),
    Guard("INVOICE_TOO_OLD", _told("INVOICE_TOO_OLD"), _misses("INVOICE_TOO_OLD")),
    _guard("LOSING_CARRIER_MISSING", "Name the carrier the numbers are with now.",
           lambda request, _now: request.losing_carrier_id is not None),
    _guard("NO_NUMBERS", "Add at least one number.", lambda request, _now: request.number_count > 0),
    Guard("NUMBER_LIVE_ELSEWHERE",
          lambda request, _a, _b, _n: f"Already in another live request: {', '.join(request.live_elsewhere)}.",
          lambda request, _a, _b, _n: not request.live_elsewhere),
    Guard("NUMBER_IN_SERVICE",
          lambda request, _a, _b, _n: f"Cannot be ported in because it is in service here: {', '.join(request.in_service_here)}.",
          lambda request, _a, _b, _n: not request.in_service_here),
)  # fmt: skip

ALL_NUMBERS_ENDED = _guard(
    "OPEN_NUMBERS", "Some numbers are still on their way.", lambda request, _now: request.number_count > 0 and request.open_count == 0
)
WINDOW_STILL_OPEN = _guard(
    "WINDOW_CLOSED",
    "The window to port has closed.",
    lambda request, now: request.ready_until is not None and now < request.ready_until,
)
WINDOW_OVER = _guard(
    "WINDOW_OPEN", "The window to port is still open.", lambda request, now: request.ready_until is not None and now >= request.ready_until
)


def _possible_from(request: PortingRequestView) -> datetime | None:
    return calendar.start_of_day(request.first_possible_date, AMSTERDAM) if request.first_possible_date else None


def _possible_now(request: PortingRequestView, now: datetime) -> bool:
    first = _possible_from(request)
    return first is not None and now >= first


POSSIBLE_NOW = Guard(
    "NOT_YET_POSSIBLE",
    lambda request, _a, _b, _n: f"The numbers can be ported from {request.first_possible_date} on.",
    lambda request, _asked, _actor, now: _possible_now(request, now),
)
SCHEDULE_DUE = Guard(
    "SCHEDULE_NOT_REACHED",
    "The scheduled moment has not come.",
    lambda request, _asked, actor, now: actor.role is not Role.SYSTEM or (request.perform_at is not None and now >= request.perform_at),
)
SOME_NUMBER_TAKES_IT = _guard(
    "NO_NUMBER_TO_CANCEL",
    "None of the numbers can be canceled now.",
    lambda request, _now: request.cancelable_count is None or request.cancelable_count > 0,
)
CANCELLATION_NOT_YET_ASKED = _guard(
    "CANCELLATION_ASKED_ALREADY",
    "The cancellation has been asked for already.",
    lambda request, _now: request.cancellation_asked_at is None,
)
CANCELLATION_WAS_ASKED = _guard(
    "CANCELLATION_NOT_ASKED", "Nobody asked to cancel this request.", lambda request, _now: request.cancellation_asked_at is not None
)


def _schedulable(request: PortingRequestView, asked: SchedulePerform | None, _actor: Actor, now: datetime) -> bool:
    if asked is None or asked.perform_at is None:
        return True
    first = _possible_from(request)
    if first is None or request.ready_until is None:
        return False
    return max(first, now) <= asked.perform_at < request.ready_until


INSIDE_THE_WINDOW = Guard(
    "OUTSIDE_THE_WINDOW",
    "Choose a moment that is ahead, from the first possible date on and before the window closes.",
    _schedulable,
    path="performAt",
)
ANSWER_DUE_AHEAD = Guard(
    "IN_THE_PAST",
    "The answer is due at a moment that has passed.",
    lambda _request, asked, _actor, now: asked is None or asked.answer_due_at > now,
    path="answerDueAt",
)
FIRST_DATE_NOT_PAST = Guard(
    "IN_THE_PAST",
    "The first possible date is in the past.",
    lambda _request, asked, _actor, now: (
        asked is None or asked.first_possible_date is None or asked.first_possible_date >= calendar.day_in_zone(now, AMSTERDAM)
    ),
    path="firstPossibleDate",
)


_BLOCKING_CODE_FORM = "A blocking code has one or two digits."
BLOCKING_CODE = Guard(
    "MALFORMED",
    _BLOCKING_CODE_FORM,
    lambda _request, asked, _actor, _now: asked is None or reasons.coin_format_holds("blocking_code", asked.code),
    path="code",
)
BLOCKING_CODES = Guard(
    "MALFORMED",
    _BLOCKING_CODE_FORM,
    lambda _request, asked, _actor, _now: (
        asked is None or all(reasons.coin_format_holds("blocking_code", number.code) for number in asked.numbers or ())
    ),
    path="numbers",
)

# Changes.


def _submitted(_request: PortingRequestView, _asked: Any, now: datetime) -> dict[str, Any]:
    return {"submitted_at": now}


def _accepted(_request: PortingRequestView, _asked: Any, now: datetime) -> dict[str, Any]:
    return {"accepted_at": now}


def _accepted_in_nl(request: PortingRequestView, _asked: Any, now: datetime) -> dict[str, Any]:
    """From now on it is its carriers' business: the losing one answers within three working days."""
    due = calendar.due_at(now, calendar.NL_ANSWER_BUSINESS_DAYS, "NL", AMSTERDAM, overrides=request.day_overrides)
    return {"accepted_at": now, "answer_due_at": due}


def _ended(_request: PortingRequestView, asked: Any, now: datetime) -> dict[str, Any]:
    reason = (getattr(asked, "reason", None) or "").strip() or None
    return {"ended_at": now, "status_reason": reason, "answer_due_at": None, "perform_at": None, "cancellation_asked_at": None}


def _concluded(request: PortingRequestView, _asked: Any, now: datetime) -> dict[str, Any]:
    return {"ended_at": now, "status_reason": outcome_sentence(request)}


def outcome_sentence(request: PortingRequestView) -> str:
    """The counts a person reads: "3 of 4 numbers ported, 1 not portable." """
    others = request.number_count - request.completed_count - request.canceled_count
    parts = [f"{request.completed_count} of {request.number_count} numbers ported"]
    parts += [f"{request.canceled_count} canceled"] if request.canceled_count else []
    parts += [f"{others} not portable"] if others else []
    return ", ".join(parts) + "."


def _delayed(request: PortingRequestView, asked: Delay, _now: datetime) -> dict[str, Any]:
    first = asked.first_possible_date or request.first_possible_date
    return {"answer_due_at": asked.answer_due_at, "first_possible_date": first, "status_reason": asked.reason}


def _made_ready(request: PortingRequestView, asked: MakeReady, now: datetime) -> dict[str, Any]:
    if request.cancellation_asked_at:
        return {**_ended(request, asked, now), "first_possible_date": asked.first_possible_date}
    until = calendar.ready_until(asked.first_possible_date)
    return {"first_possible_date": asked.first_possible_date, "ready_until": until, "answer_due_at": None, "status_reason": None}


def _blocked(request: PortingRequestView, asked: Block, now: datetime) -> dict[str, Any]:
    return {**_ended(request, asked, now), "status_reason_code": asked.code}


def _scheduled(_request: PortingRequestView, asked: SchedulePerform, _now: datetime) -> dict[str, Any]:
    return {"perform_at": asked.perform_at}


def _cancellation_asked(_request: PortingRequestView, asked: GiveReason, now: datetime) -> dict[str, Any]:
    return {"cancellation_asked_at": now, "cancellation_reason": asked.reason}


def _cancellation_refused(_request: PortingRequestView, asked: GiveReason, _now: datetime) -> dict[str, Any]:
    return {"cancellation_asked_at": None, "status_reason": asked.reason}


def _conclusion(request: PortingRequestView) -> Status:
    if request.completed_count:
        return Status.COMPLETED
    return Status.CANCELED if request.canceled_count == request.number_count else Status.REJECTED


def _ready_or_canceled(request: PortingRequestView) -> Status:
    """A cancellation asked before the losing carrier was ready is honoured the moment it is."""
    return Status.CANCELED if request.cancellation_asked_at else Status.READY_TO_BE_PORTED


# The table.


def mirror(verb: str, *into: Status) -> tuple[Follow, ...]:
    """The numbers follow: into the targets named, or wherever the row leads."""
    return (Follow("porting_number", verb, into=frozenset(into) or None),)


AT_THE_LOSING_CARRIER = at(Status.IN_PROGRESS, Status.DELAYED)

EVERYWHERE = (
    Transition(
        verb="submit", label="Submit", event="porting_request.submitted",
        source=at(Status.DRAFT), target=Status.REQUESTED, by=Role.CUSTOMER | Role.STAFF, on_behalf=True,
        needs=MAY_SUBMIT, changes=_submitted, then=(Follow("number_claim", "take"), *mirror("mirror_submitted")),
        sentence="We have received your request and will look into it as soon as possible.",
    ),
    Transition(
        verb="discard", label="Discard draft", event="porting_request.discarded",
        source=at(Status.DRAFT), target=None, by=Role.CUSTOMER | Role.STAFF, on_behalf=True, told=False,
        then=(Follow("porting_request", "erase"),),
        sentence="The draft was discarded.",
    ),
    Transition(
        verb="cancel", label="Cancel", event="porting_request.canceled",
        source=at(Status.REQUESTED), target=Status.CANCELED, by=Role.CUSTOMER | Role.STAFF, asks=GiveReason,
        changes=_ended, then=mirror("mirror_canceled"),
        sentence="The request was canceled.",
    ),
)  # fmt: skip

STANDARD_ROWS = (
    Transition(
        verb="accept", label="Accept", event="porting_request.accepted", flow=STANDARD,
        source=at(Status.REQUESTED), target=Status.IN_PROGRESS, by=Role.STAFF,
        changes=_accepted,
        sentence="We are looking into your request; each number now goes its own way.",
    ),
    Transition(
        verb="reject", label="Reject", event="porting_request.rejected", flow=STANDARD,
        source=at(Status.REQUESTED), target=Status.REJECTED, by=Role.STAFF, asks=GiveReason,
        needs=(REASON_GIVEN,), changes=_ended, then=mirror("mirror_rejected"),
        sentence="The request was rejected.",
    ),
    Transition(
        verb="cancel", label="Cancel all numbers", event="porting_request.cancellation_asked", flow=STANDARD,
        source=at(Status.IN_PROGRESS), target=None, by=Role.CUSTOMER, asks=GiveReason,
        needs=(SOME_NUMBER_TAKES_IT, REASON_GIVEN), then=(Follow("porting_number", "cancel", as_actor=True),),
        sentence="The customer asked to cancel every number of the request.",
    ),
    Transition(
        verb="conclude", label="Conclude", event="porting_request.concluded", flow=STANDARD,
        source=at(Status.REQUESTED, Status.IN_PROGRESS), by=Role.SYSTEM,
        target=Branch(_conclusion, (Status.COMPLETED, Status.CANCELED, Status.REJECTED)),
        needs=(ALL_NUMBERS_ENDED,), changes=_concluded,
        sentence="Every number of the request has come to its end.",
    ),
)  # fmt: skip

NL_ROWS = (
    Transition(
        verb="accept", label="Accept", event="porting_request.accepted", flow=NL,
        source=at(Status.REQUESTED), target=Status.IN_PROGRESS, by=Role.STAFF,
        changes=_accepted_in_nl, then=mirror("mirror_in_process"), owes="submit",
        sentence="We are looking into your request; the losing carrier answers within three working days.",
    ),
    Transition(
        verb="reject", label="Reject", event="porting_request.rejected", flow=NL,
        source=at(Status.REQUESTED, Status.IN_PROGRESS), target=Status.BLOCKED, by=Role.STAFF, asks=GiveReason,
        needs=(REASON_GIVEN,), changes=_ended, then=mirror("mirror_rejected"),
        sentence="The request was declined. Please make a new one with valid information.",
    ),
    Transition(
        verb="delay", label="Report a delay", event="porting_request.delayed", flow=NL,
        source=AT_THE_LOSING_CARRIER, target=Status.DELAYED, by=Role.STAFF | Role.CARRIER, asks=Delay,
        needs=(REASON_GIVEN, ANSWER_DUE_AHEAD, FIRST_DATE_NOT_PAST), changes=_delayed,
        sentence="There has been a delay at the losing carrier.",
    ),
    Transition(
        verb="make_ready", label="Mark ready to be ported", event="porting_request.made_ready", flow=NL,
        source=AT_THE_LOSING_CARRIER, by=Role.STAFF | Role.CARRIER, asks=MakeReady,
        target=Branch(_ready_or_canceled, (Status.READY_TO_BE_PORTED, Status.CANCELED)),
        needs=(FIRST_DATE_NOT_PAST,), changes=_made_ready,
        then=mirror("mirror_ready", Status.READY_TO_BE_PORTED) + mirror("mirror_canceled", Status.CANCELED),
        sentence="Your request is ready to be ported: perform it when you are.",
    ),
    Transition(
        verb="block", label="Block", event="porting_request.blocked", flow=NL,
        source=AT_THE_LOSING_CARRIER, target=Status.BLOCKED, by=Role.STAFF | Role.CARRIER, asks=Block,
        needs=(REASON_GIVEN, BLOCKING_CODE, BLOCKING_CODES), changes=_blocked, then=mirror("mirror_rejected"),
        sentence="The losing carrier declined the request.",
    ),
    Transition(
        verb="schedule_perform", label="Schedule porting", event="porting_request.perform_scheduled", flow=NL,
        source=at(Status.READY_TO_BE_PORTED), target=None, by=Role.CUSTOMER, asks=SchedulePerform,
        needs=(WINDOW_STILL_OPEN, INSIDE_THE_WINDOW), changes=_scheduled, then=mirror("mirror_ready"),
        sentence="The moment of porting was set.",
    ),
    Transition(
        verb="perform", label="Perform porting", event="porting_request.performed", flow=NL,
        source=at(Status.READY_TO_BE_PORTED), target=Status.COMPLETED, by=Role.CUSTOMER | Role.SYSTEM,
        needs=(POSSIBLE_NOW, WINDOW_STILL_OPEN, SCHEDULE_DUE), changes=_ended, then=mirror("mirror_completed"), owes="perform",
        sentence="The numbers are in service here.",
    ),
    Transition(
        verb="cancel", label="Cancel porting", event="porting_request.canceled", flow=NL,
        source=at(Status.READY_TO_BE_PORTED), target=Status.CANCELED, by=Role.CUSTOMER, asks=GiveReason,
        needs=(WINDOW_STILL_OPEN,), changes=_ended, then=mirror("mirror_canceled"), owes="cancel",
        sentence="You canceled the request.",
    ),
    Transition(
        verb="expire", label="Expire", event="porting_request.expired", flow=NL,
        source=at(Status.READY_TO_BE_PORTED), target=Status.CANCELED, by=Role.SYSTEM,
        needs=(WINDOW_OVER,), changes=_ended, then=mirror("mirror_canceled"), owes="cancel",
        sentence="The window to port has closed, so the request was canceled.",
    ),
    Transition(
        verb="cancel", label="Request cancellation", event="porting_request.cancellation_asked", flow=NL,
        source=AT_THE_LOSING_CARRIER, target=None, by=Role.CUSTOMER, asks=GiveReason,
        needs=(CANCELLATION_NOT_YET_ASKED, REASON_GIVEN), changes=_cancellation_asked,
        then=mirror("mirror_cancellation_asked"), owes="cancel",
        sentence="The customer asked to cancel the request.",
    ),
    Transition(
        verb="accept_cancellation", label="Accept cancellation", event="porting_request.cancellation_accepted", flow=NL,
        source=AT_THE_LOSING_CARRIER, target=Status.CANCELED, by=Role.STAFF, asks=GiveReason,
        needs=(CANCELLATION_WAS_ASKED,), changes=_ended, then=mirror("mirror_canceled"),
        sentence="The cancellation was accepted.",
    ),
    Transition(
        verb="reject_cancellation", label="Refuse cancellation", event="porting_request.cancellation_rejected", flow=NL,
        source=AT_THE_LOSING_CARRIER, target=None, by=Role.STAFF, asks=GiveReason,
        needs=(CANCELLATION_WAS_ASKED, REASON_GIVEN), changes=_cancellation_refused, then=mirror("mirror_in_process"),
        sentence="The cancellation was refused; the port goes on.",
    ),
)  # fmt: skip


def waiting_on(request: PortingRequestView) -> WaitingOn:
    """A STANDARD request in progress waits for whoever its numbers wait for, the customer first."""
    if request.status in REQUEST_ENDED:
        return WaitingOn.NOBODY
    if request.cancellation_asked_at:
        return WaitingOn.STAFF
    if _awaits_paper(request):
        return WaitingOn.CUSTOMER
    if request.flow is Flow.STANDARD and request.status is Status.IN_PROGRESS:
        if request.waits_for_customer:
            return WaitingOn.CUSTOMER
        return WaitingOn.STAFF if request.waits_for_staff else WaitingOn.CARRIER
    return WAITING_ON[request.status]


def _awaits_paper(request: PortingRequestView) -> bool:
    """Staff rejected a document and no other of its kind came since, while a new one may still be uploaded."""
    if request.flow is not Flow.STANDARD or request.status not in {Status.REQUESTED, Status.IN_PROGRESS} or request.at_carrier:
        return False
    newest = {document.kind: document.status for document in request.documents}
    return DocumentStatus.REJECTED in newest.values()


WAITING_ON: Mapping[Status, WaitingOn] = {
    Status.DRAFT: WaitingOn.CUSTOMER,
    Status.REQUESTED: WaitingOn.STAFF,
    Status.IN_PROGRESS: WaitingOn.CARRIER,
    Status.DELAYED: WaitingOn.CARRIER,
    Status.READY_TO_BE_PORTED: WaitingOn.CUSTOMER,
    Status.BLOCKED: WaitingOn.NOBODY,
    Status.CANCELED: WaitingOn.NOBODY,
    Status.COMPLETED: WaitingOn.NOBODY,
    Status.REJECTED: WaitingOn.NOBODY,
}

PORTING_REQUEST = Lifecycle(
    subject="porting_request",
    statuses=Status,
    initial=Status.DRAFT,
    transitions=EVERYWHERE + STANDARD_ROWS + NL_ROWS,
    waiting_on=waiting_on,
)
