"""The porting number: one number on its way in. DOMAIN.md §3, after the seed `porting-numbers.txt`."""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import Annotated, Any
from uuid import UUID

from portico.domain import reasons
from portico.domain.actors import Actor
from portico.domain.dates import calendar
from portico.domain.giving_reasons import REASON_GIVEN, GiveReason
from portico.domain.inventory.phone_numbers import NumberType
from portico.domain.lifecycle import BOTH, NL, STANDARD, Follow, Followed, Guard, Lifecycle, Transition, at
from portico.domain.port_ins import requirements
from portico.domain.reasons import ReasonCode
from portico.domain.statuses import NUMBER_LIVE, DocumentKind, Flow, Role, WaitingOn
from portico.domain.statuses import PortingNumberStatus as Status
from portico.domain.statuses import PortingRequestStatus as Request

PROVISION_AHEAD = timedelta(hours=48)
ASK_AGAIN_AFTER = timedelta(hours=24)
RESUMABLE = at(Status.IN_PROCESS, Status.ACTION_REQUIRED, Status.FOC_DATE_SET)


@dataclass(frozen=True, slots=True)
class PortingNumberView:
    """A porting number with the facts its guards look at, loaded in one statement."""

    id: UUID
    version: int
    status: Status
    flow: Flow
    account_id: UUID
    request_id: UUID
    request_status: Request
    country: str
    number_type: NumberType
    e164: str
    review_started_at: datetime | None = None
    foc_at: datetime | None = None
    foc_history: tuple[Mapping[str, Any], ...] = ()
    attempt_no: int = 0
    next_attempt_no: int = 1
    handed_over_at: datetime | None = None
    resume_status: Status | None = None
    cancellation_asked_at: datetime | None = None
    cancellation_decided_at: datetime | None = None
    provisioned_at: datetime | None = None
    status_reasons: tuple[Mapping[str, Any], ...] = ()
    reasons_raised_at: datetime | None = None
    fields_changed_at: Mapping[str, datetime] = field(default_factory=dict)
    documents_uploaded_at: Mapping[DocumentKind, datetime] = field(default_factory=dict)
    accepted_documents: frozenset[DocumentKind] = frozenset()
    cancel_cutoff_hours: int = 48
    losing_carrier_id: UUID | None = None
    losing_country: str | None = None
    losing_time_zone: str | None = None
    network_carrier_id: UUID | None = None
    network_completes_by_itself: bool = False
    request_perform_at: datetime | None = None
    request_first_possible_date: date | None = None
    asked_profile_account_id: UUID | None = None
    requirement_changes: Mapping[str, Any] | None = None
    day_overrides: calendar.Overrides = field(default_factory=dict)


# What each verb asks.


@dataclass(frozen=True, slots=True)
class NameReasons:
    codes: Annotated[list[ReasonCode], "What is wrong, as codes; they decide which fields and documents the correction opens."]
    reason: Annotated[str | None, "Your own words for the customer, beside the codes' texts. Required for OTHER."] = None


@dataclass(frozen=True, slots=True)
class ConfirmFoc:
    foc_at: Annotated[datetime, "The instant the losing carrier committed to, UTC."]
    override: Annotated[bool, "Take a date that is past or no business day. Staff only, and only with a reason."] = False
    reason: Annotated[str | None, "Why, for the people who read the history."] = None


@dataclass(frozen=True, slots=True)
class ConfirmedReason:
    """A reason whose data is right as it stands."""

    code: Annotated[ReasonCode, "The reason whose data you checked and found right."]
    comment: Annotated[str, "What you checked, for the operator's staff."]


@dataclass(frozen=True, slots=True)
class Resubmit:
    confirmed: Annotated[list[ConfirmedReason] | None, "Reasons whose data is right as it stands, each with a comment."] = None
    reason: Annotated[str | None, "A note to the operator's staff."] = None


@dataclass(frozen=True, slots=True)
class AssignProfile:
    configuration_profile_id: Annotated[UUID | None, "Where the number will ring; null takes the request's own profile."] = None


# Guards.


def _guard(code: str, message: str, holds: Any) -> Guard:
    return Guard(code, message, lambda subject, _asked, _actor, now: holds(subject, now))


REQUEST_IN_PROGRESS = Guard(
    "REQUEST_NOT_IN_PROGRESS",
    "The request has to be accepted first.",
    lambda number, _asked, actor, _now: actor.role in Role.CUSTOMER | Role.SYSTEM or number.request_status is Request.IN_PROGRESS,
)
REVIEW_NOT_YET_STARTED = _guard(
    "REVIEW_ALREADY_STARTED", "The review of this number has started already.", lambda number, _now: number.review_started_at is None
)
REVIEW_STARTED = _guard("REVIEW_NOT_STARTED", "Start the review of this number first.", lambda number, _now: number.review_started_at)
DOCUMENTS_ACCEPTED = _guard(
    "DOCUMENTS_NOT_ACCEPTED",
    "Accept every document that the requirement asks for first.",
    lambda number, _now: requirements.documents_satisfied(
        requirements.requirement_for(number.country, number.number_type, number.requirement_changes), number.accepted_documents
    ),
)
NOT_HANDED_OVER = _guard(
    "ALREADY_HANDED_OVER", "This attempt is with the losing carrier already.", lambda number, _now: number.handed_over_at is None
)
NETWORK_CARRIER = Guard(
    "NETWORK_CARRIER_ONLY",
    "Only the network carrier of this request hands it over.",
    lambda number, _asked, actor, _now: actor.role is not Role.CARRIER or actor.carrier_id == number.network_carrier_id,
)
FOC_REACHED = _guard(
    "FOC_NOT_REACHED", "The FOC date has not come yet.", lambda number, now: number.foc_at is not None and now >= number.foc_at
)
FOC_AHEAD = _guard(
    "FOC_PASSED",
    "The FOC date has passed: the number may have moved already.",
    lambda number, now: number.foc_at is None or now < number.foc_at,
)
COMPLETES_BY_ITSELF = Guard(
    "GATEWAY_DOES_NOT_COMPLETE",
    "This carrier reports completion itself or through staff.",
    lambda number, _asked, actor, _now: actor.role is not Role.SYSTEM or number.network_completes_by_itself,
)
BEFORE_CUTOFF = _guard(
    "CANCELLATION_CUTOFF_PASSED",
    "It is too late to cancel: the FOC date is nearer than your account's cut-off.",
    lambda number, now: number.foc_at is None or now < number.foc_at - timedelta(hours=number.cancel_cutoff_hours),
)
DAY_SINCE_REFUSAL = _guard(
    "CANCELLATION_REFUSED_RECENTLY",
    "Your last cancellation was refused less than 24 hours ago.",
    lambda number, now: number.cancellation_decided_at is None or now >= number.cancellation_decided_at + ASK_AGAIN_AFTER,
)
PROVISIONING_DUE = _guard(
    "PROVISIONING_NOT_DUE",
    "The number is added two days before its FOC date.",
    lambda number, now: number.foc_at is not None and (number.flow is Flow.NL or now >= number.foc_at - PROVISION_AHEAD),
)
NOT_PROVISIONED = _guard("ALREADY_PROVISIONED", "The number has been added already.", lambda number, _now: number.provisioned_at is None)


STAFF_GIVES_REASON = Guard(
    "REQUIRED",
    "Give a reason: the customer reads it.",
    lambda _number, asked, actor, _now: actor.role is not Role.STAFF or asked is None or bool((asked.reason or "").strip()),
    path="reason",
)


def _foc_acceptable(number: PortingNumberView, asked: Any, actor: Actor, now: datetime) -> bool:
    if asked is None or actor.role is Role.CARRIER or _foc_problem(number, asked, now) is None:
        return True
    return actor.role is Role.STAFF and asked.override and bool((asked.reason or "").strip())


def _foc_problem(number: PortingNumberView, asked: ConfirmFoc, now: datetime) -> str | None:
    country = number.losing_country or number.country
    zone = number.losing_time_zone or "UTC"
    return calendar.foc_problem(asked.foc_at, now=now, country=country, zone=zone, overrides=number.day_overrides)


FOC_ACCEPTABLE = Guard(
    "FOC_DATE_UNUSABLE",
    lambda number, asked, _actor, now: f"{_foc_problem(number, asked, now)} Staff may override this with a reason.",
    _foc_acceptable,
    path="focAt",
)
OVERRIDE_BY_STAFF = Guard(
    "STAFF_ONLY",
    "Only staff override a date; yours is taken as it is, and flagged.",
    lambda _number, asked, actor, _now: asked is None or not asked.override or actor.role is Role.STAFF,
    path="override",
)
CODES_GIVEN = Guard(
    "REQUIRED", "Name at least one reason code.", lambda _number, asked, _actor, _now: asked is None or bool(asked.codes), path="codes"
)
OTHER_EXPLAINED = Guard(
    "REQUIRED",
    "This reason code needs a comment.",
    lambda _number, asked, _actor, _now: (
        asked is None or bool((asked.reason or "").strip()) or not any(reasons.port_in_reason(code).comment_needed for code in asked.codes)
    ),
    path="reason",
)


def _addressed(number: PortingNumberView, asked: Resubmit | None, _actor: Actor, _now: datetime) -> bool:
    confirmed = {item.code for item in (asked.confirmed or []) if item.comment.strip()} if asked else set()
    return all(reason["code"] in confirmed or _corrected(number, reason) for reason in number.status_reasons)


def _corrected(number: PortingNumberView, reason: Mapping[str, Any]) -> bool:
    raised = number.reasons_raised_at
    changed = [number.fields_changed_at.get(name) for name in reason.get("fields", ())]
    uploaded = [number.documents_uploaded_at.get(DocumentKind(kind)) for kind in reason.get("documents", ())]
    return raised is not None and any(moment is not None and moment > raised for moment in changed + uploaded)


PROFILE_OF_ACCOUNT = Guard(
    "NOT_FOUND",
    "This configuration profile was not found.",
    lambda number, asked, _actor, _now: (
        asked is None or asked.configuration_profile_id is None or number.asked_profile_account_id == number.account_id
    ),
    path="configurationProfileId",
)
REASONS_ADDRESSED = Guard(
    "REASONS_NOT_ADDRESSED",
    "Correct what each reason names, or confirm it as right with a comment.",
    _addressed,
)

# Changes.


def _review_started(_number: PortingNumberView, _asked: Any, now: datetime) -> dict[str, Any]:
    return {"review_started_at": now}


def _reasoned(_number: PortingNumberView, asked: Any, now: datetime) -> dict[str, Any]:
    """The codes as the number carries them: text for people, and the fields and documents they open."""
    codes = [reasons.port_in_reason(code) for code in asked.codes]
    told = [{"code": r.code.value, "text": r.text, "fields": list(r.fields), "documents": [str(d) for d in r.documents]} for r in codes]
    text = (asked.reason or "").strip() or " ".join(r.text for r in codes)
    return {"status_reasons": told, "status_reason": text, "reasons_raised_at": now}


def _ended_with_reason(_number: PortingNumberView, asked: Any, _now: datetime) -> dict[str, Any]:
    return {"status_reason": asked.reason, "status_reasons": [], "resume_status": None}


def _not_portable(number: PortingNumberView, asked: Any, now: datetime) -> dict[str, Any]:
    return {**_reasoned(number, asked, now), **_foc_dropped(number, "not portable", now), "resume_status": None}


def _attempt_opened(number: PortingNumberView, _asked: Any, _now: datetime) -> dict[str, Any]:
    return {"attempt_no": number.next_attempt_no, "handed_over_at": None, "verified_at": None}


def _handed_over(_number: PortingNumberView, _asked: Any, now: datetime) -> dict[str, Any]:
    return {"verified_at": now, "handed_over_at": now, "resume_status": None}


def _foc_set(number: PortingNumberView, asked: ConfirmFoc, now: datetime) -> dict[str, Any]:
    entry = {"foc_at": asked.foc_at.isoformat(), "at": now.isoformat(), "change": "revised" if number.foc_at else "confirmed"}
    flagged = {} if asked.override or _foc_problem(number, asked, now) is None else {"flag": "outside business days"}
    return {
        "foc_at": asked.foc_at,
        "foc_history": [*number.foc_history, entry | flagged],
        "resume_status": None,
        "status_reasons": [],
        "status_reason": None,
    }


def _foc_dropped(number: PortingNumberView, change: str, now: datetime) -> dict[str, Any]:
    """Clears the FOC into the history; the number leaves the inventory with it."""
    if number.foc_at is None:
        return {}
    entry = {"foc_at": number.foc_at.isoformat(), "at": now.isoformat(), "change": change}
    return {"foc_at": None, "foc_history": [*number.foc_history, entry], "provisioned_at": None}


def _foc_withdrawn(number: PortingNumberView, asked: Any, now: datetime) -> dict[str, Any]:
    return {**_foc_dropped(number, "withdrawn", now), "resume_status": None, "status_reason": asked.reason}


def _action_required(number: PortingNumberView, asked: Any, now: datetime) -> dict[str, Any]:
    return {**_reasoned(number, asked, now), **_foc_dropped(number, "correction needed", now), "resume_status": None}


def _resubmitted(number: PortingNumberView, asked: Resubmit, now: datetime) -> dict[str, Any]:
    confirmed = [{"code": str(item.code), "comment": item.comment} for item in asked.confirmed or []]
    return {
        **_attempt_opened(number, asked, now),
        "status_reasons": [],
        "status_reason": None,
        "reasons_raised_at": None,
        "reasons_confirmed": confirmed,
        "resume_status": None,
    }


def _cancellation_asked(number: PortingNumberView, asked: Any, now: datetime) -> dict[str, Any]:
    resume = number.resume_status if number.status is Status.CANCELLATION_REJECTED else number.status
    return {
        "resume_status": resume,
        "cancellation_asked_at": now,
        "cancellation_reason": asked.reason,
        "cancellation_decided_at": None,
        "cancellation_decision_reason": None,
    }


def _cancellation_accepted(number: PortingNumberView, asked: Any, now: datetime) -> dict[str, Any]:
    decided = {"cancellation_decided_at": now, "cancellation_decision_reason": asked.reason, "resume_status": None}
    return {**_foc_dropped(number, "canceled", now), **decided, "status_reason": asked.reason, "status_reasons": []}


def _cancellation_rejected(_number: PortingNumberView, asked: Any, now: datetime) -> dict[str, Any]:
    return {"cancellation_decided_at": now, "cancellation_decision_reason": asked.reason}


def _completed(number: PortingNumberView, _asked: Any, now: datetime) -> dict[str, Any]:
    """A clock that came very late never provisioned the number: then both happen now."""
    done = {"completed_at": now, "provisioned_at": number.provisioned_at or now}
    return {**done, "resume_status": None, "status_reasons": [], "status_reason": None}


def _profile_assigned(_number: PortingNumberView, asked: AssignProfile, _now: datetime) -> dict[str, Any]:
    return {"configuration_profile_id": asked.configuration_profile_id}


def _provisioned(_number: PortingNumberView, _asked: Any, now: datetime) -> dict[str, Any]:
    return {"provisioned_at": now}


def _mirror_ready(number: PortingNumberView, _asked: Any, now: datetime) -> dict[str, Any]:
    """NL: the FOC is when the customer performs, else the first possible date at the start of its Amsterdam day."""
    first = number.request_first_possible_date
    moment = number.request_perform_at or (calendar.start_of_day(first, "Europe/Amsterdam") if first else None)
    if moment is None or moment == number.foc_at:
        return {"foc_at": moment}
    entry = {"foc_at": moment.isoformat(), "at": now.isoformat(), "change": "revised" if number.foc_at else "confirmed"}
    return {"foc_at": moment, "foc_history": [*number.foc_history, entry]}


def _mirror_ended(number: PortingNumberView, asked: Followed | None, now: datetime) -> dict[str, Any]:
    """The number ends with its request, for its own reason where the request's verb named one for it, else for the request's."""
    named = next((n for n in getattr(asked and asked.of, "numbers", None) or () if n.number_id == number.id), None)
    reason = named.text if named else (asked.reason if asked else None)
    return {**_foc_dropped(number, "ended with the request", now), "resume_status": None, "status_reason": reason}


# The table.

ANSWERED = (Follow("porting_attempt", "answer"),)
PROVISION = (Follow("porting_number", "provision"),)
LEAVES_INVENTORY = (Follow("phone_number", "remove"),)
NEW_ATTEMPT = (Follow("porting_attempt", "open"),)
CONCLUDES = (Follow("porting_request", "conclude"),)
UNCOMPLETED = (Follow("number_claim", "release"), *LEAVES_INVENTORY)
IN_SERVICE = (Follow("number_claim", "release"), Follow("phone_number", "provision"), Follow("phone_number", "activate"))
ENDS = UNCOMPLETED + CONCLUDES

REVIEW = (
    Transition(
        verb="start_review", label="Start review", event="porting_number.review_started", flow=STANDARD,
        source=at(Status.PENDING), target=None, by=Role.STAFF,
        needs=(REQUEST_IN_PROGRESS, REVIEW_NOT_YET_STARTED), changes=_review_started, told=False,
        sentence="The review of this number has started.",
    ),
    Transition(
        verb="mark_portable", label="Mark portable", event="porting_number.marked_portable", flow=STANDARD,
        source=at(Status.PENDING), target=Status.PORTABLE, by=Role.STAFF, asks=GiveReason,
        needs=(REQUEST_IN_PROGRESS, REVIEW_STARTED),
        sentence="The number can be ported.",
    ),
    Transition(
        verb="mark_not_portable", label="Mark not portable", event="porting_number.marked_not_portable", flow=STANDARD,
        source=at(Status.PENDING), target=Status.NOT_PORTABLE, by=Role.STAFF, asks=NameReasons,
        needs=(REQUEST_IN_PROGRESS, REVIEW_STARTED, CODES_GIVEN, OTHER_EXPLAINED), changes=_not_portable, then=ENDS,
        sentence="The number cannot be ported.",
    ),
    Transition(
        verb="cancel", label="Cancel", event="porting_number.canceled", flow=STANDARD,
        source=at(Status.PENDING, Status.PORTABLE), target=Status.CANCELED, by=Role.CUSTOMER | Role.STAFF, asks=GiveReason,
        needs=(REQUEST_IN_PROGRESS, STAFF_GIVES_REASON), changes=_ended_with_reason, then=ENDS,
        sentence="The port of this number was canceled.",
    ),
    Transition(
        verb="start", label="Start porting", event="porting_number.started", flow=STANDARD,
        source=at(Status.PORTABLE), target=Status.IN_PROCESS, by=Role.STAFF,
        needs=(REQUEST_IN_PROGRESS, DOCUMENTS_ACCEPTED), changes=_attempt_opened, then=NEW_ATTEMPT, owes="submit",
        sentence="The order for this number goes to the carrier.",
    ),
)  # fmt: skip

# What the losing carrier's process does. While a cancellation waits the carrier is still heard; once refused, all goes on.
AT_THE_CARRIER = (
    Transition(
        verb="hand_over", label="Hand over", event="porting_number.handed_over", flow=STANDARD,
        source=at(Status.IN_PROCESS), target=Status.IN_PROCESS, by=Role.STAFF | Role.CARRIER,
        needs=(REQUEST_IN_PROGRESS, NETWORK_CARRIER, NOT_HANDED_OVER), changes=_handed_over, then=(Follow("porting_attempt", "hand_over"),),
        sentence="The order is with the losing carrier; there is nothing for you to do.",
    ),
    Transition(
        verb="confirm_foc", label="Confirm FOC date", event="porting_number.foc_confirmed", flow=STANDARD,
        source=at(Status.IN_PROCESS, Status.ACTION_REQUIRED), target=Status.FOC_DATE_SET, by=Role.STAFF | Role.CARRIER, asks=ConfirmFoc,
        needs=(REQUEST_IN_PROGRESS, FOC_ACCEPTABLE, OVERRIDE_BY_STAFF), changes=_foc_set, then=ANSWERED + PROVISION,
        sentence="The losing carrier committed to a date.",
    ),
    Transition(
        verb="revise_foc", label="Change FOC date", event="porting_number.foc_revised", flow=STANDARD,
        source=at(Status.FOC_DATE_SET), target=Status.FOC_DATE_SET, by=Role.STAFF | Role.CARRIER, asks=ConfirmFoc,
        needs=(REQUEST_IN_PROGRESS, FOC_ACCEPTABLE, OVERRIDE_BY_STAFF, REASON_GIVEN), changes=_foc_set, then=ANSWERED + PROVISION,
        sentence="The losing carrier changed the date.",
    ),
    Transition(
        verb="withdraw_foc", label="Withdraw FOC date", event="porting_number.foc_withdrawn", flow=STANDARD,
        source=at(Status.FOC_DATE_SET), target=Status.IN_PROCESS, by=Role.STAFF | Role.CARRIER, asks=GiveReason,
        needs=(REQUEST_IN_PROGRESS, REASON_GIVEN), changes=_foc_withdrawn, then=ANSWERED + LEAVES_INVENTORY,
        sentence="The losing carrier withdrew the date.",
    ),
    Transition(
        verb="require_action", label="Ask for a correction", event="porting_number.action_required", flow=STANDARD,
        source=at(Status.IN_PROCESS, Status.FOC_DATE_SET), target=Status.ACTION_REQUIRED, by=Role.STAFF | Role.CARRIER, asks=NameReasons,
        needs=(REQUEST_IN_PROGRESS, CODES_GIVEN, OTHER_EXPLAINED), changes=_action_required, then=ANSWERED + LEAVES_INVENTORY,
        sentence="The losing carrier needs something corrected.",
    ),
)  # fmt: skip

ON_THE_WAY = (
    Transition(
        verb="resubmit", label="Resubmit", event="porting_number.resubmitted", flow=STANDARD,
        source=at(Status.ACTION_REQUIRED), target=Status.IN_PROCESS, by=Role.CUSTOMER | Role.STAFF, asks=Resubmit,
        needs=(REQUEST_IN_PROGRESS, REASONS_ADDRESSED), changes=_resubmitted, then=NEW_ATTEMPT, owes="submit",
        sentence="The corrected order goes to the carrier again.",
    ),
    Transition(
        verb="mark_not_portable", label="Mark not portable", event="porting_number.marked_not_portable", flow=STANDARD,
        source=at(Status.PORTABLE, Status.IN_PROCESS, Status.ACTION_REQUIRED, Status.FOC_DATE_SET), target=Status.NOT_PORTABLE,
        by=Role.STAFF, asks=NameReasons,
        needs=(REQUEST_IN_PROGRESS, CODES_GIVEN, OTHER_EXPLAINED), changes=_not_portable, then=ENDS,
        sentence="The number cannot be ported.",
    ),
)  # fmt: skip

CANCELLATION = (
    Transition(
        verb="cancel", label="Request cancellation", event="porting_number.cancellation_asked", flow=STANDARD,
        source=at(Status.IN_PROCESS, Status.ACTION_REQUIRED, Status.FOC_DATE_SET), target=Status.CANCELLATION_PENDING,
        by=Role.CUSTOMER, asks=GiveReason,
        needs=(DAY_SINCE_REFUSAL, BEFORE_CUTOFF, REASON_GIVEN), changes=_cancellation_asked, owes="cancel",
        sentence="The customer asked to cancel the port of this number.",
    ),
    Transition(
        verb="cancel", label="Request cancellation again", event="porting_number.cancellation_asked", flow=STANDARD,
        source=at(Status.CANCELLATION_REJECTED), target=Status.CANCELLATION_PENDING, by=Role.CUSTOMER, asks=GiveReason,
        needs=(DAY_SINCE_REFUSAL, BEFORE_CUTOFF, REASON_GIVEN), changes=_cancellation_asked, owes="cancel",
        sentence="The customer asked again to cancel the port of this number.",
    ),
    Transition(
        verb="accept_cancellation", label="Accept cancellation", event="porting_number.cancellation_accepted", flow=STANDARD,
        source=at(Status.CANCELLATION_PENDING), target=Status.CANCELED, by=Role.STAFF, asks=GiveReason,
        needs=(REQUEST_IN_PROGRESS, FOC_AHEAD), changes=_cancellation_accepted, then=ENDS,
        sentence="The cancellation was accepted.",
    ),
    Transition(
        verb="reject_cancellation", label="Refuse cancellation", event="porting_number.cancellation_rejected", flow=STANDARD,
        source=at(Status.CANCELLATION_PENDING), target=Status.CANCELLATION_REJECTED, by=Role.STAFF, asks=GiveReason,
        needs=(REQUEST_IN_PROGRESS, REASON_GIVEN), changes=_cancellation_rejected,
        sentence="The cancellation was refused; the port goes on.",
    ),
)  # fmt: skip

ENDING = (
    Transition(
        verb="complete", label="Complete", event="porting_number.completed", flow=STANDARD,
        source=at(Status.FOC_DATE_SET), target=Status.COMPLETED, by=Role.STAFF | Role.CARRIER | Role.SYSTEM, asks=GiveReason,
        needs=(REQUEST_IN_PROGRESS, FOC_REACHED, COMPLETES_BY_ITSELF), changes=_completed,
        then=IN_SERVICE + CONCLUDES,
        sentence="The number is in service here.",
    ),
    Transition(
        verb="assign_profile", label="Assign configuration", event="porting_number.profile_assigned", flow=BOTH,
        source=NUMBER_LIVE | at(Status.DRAFT), target=None, by=Role.CUSTOMER | Role.STAFF, asks=AssignProfile,
        needs=(PROFILE_OF_ACCOUNT,), changes=_profile_assigned, told=False,
        sentence="The number has its configuration.",
    ),
    Transition(
        verb="provision", label="Provision", event="porting_number.provisioned", flow=BOTH,
        source=at(Status.FOC_DATE_SET), target=None, by=Role.SYSTEM,
        needs=(NOT_PROVISIONED, PROVISIONING_DUE), changes=_provisioned, then=(Follow("phone_number", "provision"),),
        sentence="The number was added to your inventory: set up your application before it is ported.",
    ),
)  # fmt: skip


def _heard(row: Transition) -> Transition:
    """The carrier's row while a cancellation is pending: the status stays, what it would resume follows."""

    def changes(number: PortingNumberView, asked: Any, now: datetime) -> dict[str, Any]:
        return {**(row.changes(number, asked, now) if row.changes else {}), "resume_status": row.target}

    return dataclasses.replace(row, source=at(Status.CANCELLATION_PENDING), target=None, resumes=row.source, changes=changes)


def _resumed(row: Transition) -> Transition:
    """A row of a resumable status, once its cancellation was refused: to the same target."""
    return dataclasses.replace(row, source=at(Status.CANCELLATION_REJECTED), resumes=row.source & RESUMABLE)


HEARD = tuple(_heard(row) for row in AT_THE_CARRIER if row.verb != "hand_over")
RESUMED = tuple(_resumed(row) for row in AT_THE_CARRIER + ON_THE_WAY)
DESPITE_CANCELLATION = tuple(
    dataclasses.replace(
        row, flow=STANDARD, source=at(Status.CANCELLATION_PENDING, Status.CANCELLATION_REJECTED), resumes=at(Status.FOC_DATE_SET)
    )
    for row in ENDING
    if row.verb in {"provision", "complete"}
)


def _mirror(verb: str, source: frozenset[Any], target: Status | None, sentence: str, **more: Any) -> Transition:
    return Transition(
        verb=verb, label=verb.replace("_", " ").capitalize(), event=f"porting_number.{verb.removeprefix('mirror_')}",
        source=source, target=target, by=Role.SYSTEM, sentence=sentence, carries_reason=True, **more,
    )  # fmt: skip


MIRROR = (
    _mirror("mirror_submitted", at(Status.DRAFT), Status.PENDING, "The request was submitted."),
    _mirror("mirror_in_process", at(Status.PENDING, Status.CANCELLATION_PENDING), Status.IN_PROCESS,
            "The number is with the carrier.", flow=NL),
    _mirror("mirror_cancellation_asked", at(Status.IN_PROCESS), Status.CANCELLATION_PENDING,
            "A cancellation of the request was asked for.", flow=NL),
    _mirror("mirror_ready", at(Status.IN_PROCESS, Status.CANCELLATION_PENDING, Status.FOC_DATE_SET), Status.FOC_DATE_SET,
            "The number is ready to be ported.", flow=NL, changes=_mirror_ready, then=PROVISION),
    _mirror("mirror_completed", at(Status.FOC_DATE_SET), Status.COMPLETED,
            "The number is in service here.", flow=NL, changes=_completed, then=IN_SERVICE),
    _mirror("mirror_canceled", NUMBER_LIVE, Status.CANCELED,
            "The request was canceled.", changes=_mirror_ended, then=UNCOMPLETED),
    _mirror("mirror_rejected", NUMBER_LIVE, Status.NOT_PORTABLE,
            "The request was rejected.", changes=_mirror_ended, then=UNCOMPLETED),
)  # fmt: skip


def _waiting_on(number: PortingNumberView) -> WaitingOn:
    """A refused cancellation changes nothing about whose turn it is."""
    status = (number.resume_status or number.status) if number.status is Status.CANCELLATION_REJECTED else number.status
    if status is Status.FOC_DATE_SET and number.flow is Flow.NL:
        return WaitingOn.CUSTOMER  # ready to be ported: the customer performs it
    if status is Status.IN_PROCESS and (number.handed_over_at or number.flow is Flow.NL):
        return WaitingOn.CARRIER
    if status is Status.ACTION_REQUIRED:
        return _who_corrects(number)
    return WAITING_ON[status]


def _who_corrects(number: PortingNumberView) -> WaitingOn:
    """Whoever the reasons name, the customer first: theirs is the correction that nobody else can make."""
    named = {reasons.port_in_reason(ReasonCode(reason["code"])).who_acts for reason in number.status_reasons}
    return next((who for who in (WaitingOn.CUSTOMER, WaitingOn.STAFF, WaitingOn.CARRIER) if who in named), WaitingOn.CUSTOMER)


WAITING_ON: Mapping[Status, WaitingOn] = {
    Status.DRAFT: WaitingOn.CUSTOMER,
    Status.PENDING: WaitingOn.STAFF,
    Status.PORTABLE: WaitingOn.STAFF,
    Status.IN_PROCESS: WaitingOn.STAFF,
    Status.ACTION_REQUIRED: WaitingOn.CUSTOMER,
    Status.FOC_DATE_SET: WaitingOn.CARRIER,
    Status.CANCELLATION_PENDING: WaitingOn.STAFF,
    Status.CANCELLATION_REJECTED: WaitingOn.CARRIER,
    Status.COMPLETED: WaitingOn.NOBODY,
    Status.NOT_PORTABLE: WaitingOn.NOBODY,
    Status.CANCELED: WaitingOn.NOBODY,
}

PORTING_NUMBER = Lifecycle(
    subject="porting_number",
    statuses=Status,
    initial=Status.DRAFT,
    transitions=REVIEW + AT_THE_CARRIER + ON_THE_WAY + CANCELLATION + ENDING + HEARD + RESUMED + DESPITE_CANCELLATION + MIRROR,
    waiting_on=_waiting_on,
)
