"""The port-out request: another carrier's claim on our numbers. DOMAIN.md §5, after the seed `port-out-requests.txt`.

Waits for the port-out issue, where their facts begin to exist: `approve_part` (splitting), the second person of `two_person`,
the freeze after a change of contacts, and locks.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Annotated, Any
from uuid import UUID

from portico.domain import reasons
from portico.domain.actors import Actor
from portico.domain.giving_reasons import REASON_GIVEN, GiveReason
from portico.domain.lifecycle import Follow, Guard, Lifecycle, Transition, at
from portico.domain.reasons import PortOutRejectCode
from portico.domain.statuses import PORT_OUT_ENDED, PORT_OUT_LIVE, Flow, OnDeadline, PortOutOrderStatus, Role, WaitingOn
from portico.domain.statuses import PortOutStatus as Status


@dataclass(frozen=True, slots=True)
class PortOutRequestView:
    """A port-out request with the facts its guards look at, loaded in one statement."""

    id: UUID
    version: int
    status: Status
    account_id: UUID
    gaining_carrier_id: UUID
    expires_at: datetime
    on_deadline: OnDeadline = OnDeadline.EXPIRE
    on_deadline_now: OnDeadline = OnDeadline.EXPIRE
    policy_set_by: UUID | None = None
    port_out_hours: int = 72
    two_person: bool = False
    pin_checked: bool = False
    received_by: UUID | None = None
    received_by_role: str = "CARRIER"
    approved_by: UUID | None = None
    approved_digest: str | None = None
    digest: str = ""
    fee_minor: int | None = None
    order_status: PortOutOrderStatus | None = None
    requested_date: date | None = None
    release_at: datetime | None = None
    gaining_completes_by_itself: bool = False
    flow: Flow = Flow.STANDARD


@dataclass(frozen=True, slots=True)
class RejectPortOut:
    code: Annotated[PortOutRejectCode, "Why the numbers may not leave; the gaining carrier reads it."]
    comment: Annotated[str | None, "Your own words; required for OTHER."] = None


@dataclass(frozen=True, slots=True)
class ApproveRelease:
    release_at: Annotated[datetime | None, "When the numbers may leave, UTC; default: the start of the requested date, else now."] = None


@dataclass(frozen=True, slots=True)
class Amend:
    numbers: Annotated[list[str] | None, "The numbers now asked for; null keeps them."] = None
    requested_date: Annotated[date | None, "The date now asked for; null keeps it."] = None
    carrier_version: Annotated[int | None, "The gaining carrier's version of its reference."] = None


def _guard(code: str, message: str, holds: Any) -> Guard:
    return Guard(code, message, lambda subject, _asked, _actor, now: holds(subject, now))


IN_TIME = _guard("DEADLINE_PASSED", "The time to decide is over.", lambda request, now: now < request.expires_at)
OUT_OF_TIME = _guard("DEADLINE_NOT_REACHED", "There is still time to decide.", lambda request, now: now >= request.expires_at)
POLICY_APPROVES = _guard(
    "POLICY_EXPIRES", "The account's policy lets unanswered requests expire.", lambda request, _now: approves_on_deadline(request)
)
POLICY_EXPIRES = _guard(
    "POLICY_APPROVES", "The account's policy approves unanswered requests.", lambda request, _now: not approves_on_deadline(request)
)
NO_ORDER = _guard("ORDER_EXISTS", "The port-out order exists already.", lambda request, _now: request.order_status is None)
FEE_KNOWN = _guard("NO_FEE", "No fee is set for port-outs of this country.", lambda request, _now: request.fee_minor is not None)
SOMEONE_ELSE = Guard(
    "APPROVED_BY_SAME_PERSON",
    "Whoever received or approved this request, or set the policy that did, cannot release it.",
    lambda request, _asked, actor, _now: (
        actor.id not in {request.approved_by, request.policy_set_by if approves_on_deadline(request) else None}
        and not (request.received_by_role == "STAFF" and actor.id == request.received_by)
    ),
)
UNCHANGED = _guard(
    "APPROVAL_CHANGED", "The request changed after it was approved.", lambda request, _now: request.approved_digest == request.digest
)
ORDER_BILLED = _guard(
    "ORDER_MISSING",
    "The port-out order has to be billed first.",
    lambda request, _now: request.order_status is PortOutOrderStatus.FEE_BILLED,
)
RELEASED = _guard(
    "RELEASE_NOT_REACHED",
    "The release date has not come.",
    lambda request, now: request.release_at is not None and now >= request.release_at,
)
COMPLETES_BY_ITSELF = Guard(
    "GATEWAY_DOES_NOT_COMPLETE",
    "This carrier reports completion itself or through staff.",
    lambda request, _asked, actor, _now: actor.role is not Role.SYSTEM or request.gaining_completes_by_itself,
)
OWN_OR_RECEIVED_BY_STAFF = Guard(
    "RECEIVED_BY_CARRIER",
    "The gaining carrier handed this in itself; only it can withdraw it.",
    lambda request, _asked, actor, _now: actor.role is not Role.STAFF or request.received_by_role == "STAFF",
)
COMMENT_GIVEN = Guard(
    "REQUIRED",
    "This reject reason needs a comment.",
    lambda _request, asked, _actor, _now: (
        asked is None or bool((asked.comment or "").strip()) or not reasons.port_out_reason(asked.code).comment_needed
    ),
    path="comment",
)
SOMETHING_AMENDED = Guard(
    "REQUIRED",
    "Say what changes: numbers or date.",
    lambda _request, asked, _actor, _now: asked is None or asked.numbers is not None or asked.requested_date is not None,
    path="numbers",
)


def _release_not_past(request: PortOutRequestView, asked: ApproveRelease | None, _actor: Actor, now: datetime) -> bool:
    return asked is None or asked.release_at is None or asked.release_at >= now - timedelta(minutes=5)


RELEASE_AHEAD = Guard("IN_THE_PAST", "The release date is in the past.", _release_not_past, path="releaseAt")


def approves_on_deadline(request: PortOutRequestView) -> bool:
    """Only a choice made at receipt that still stands, with the PIN checked, may stand in for the owner."""
    chosen = request.on_deadline is OnDeadline.APPROVE and request.on_deadline_now is OnDeadline.APPROVE
    return chosen and request.pin_checked and not request.two_person


HOURS_BY_COUNTRY: Mapping[str, int] = {"US": 24, "CA": 24}


def hours_to_expiry(chosen: int | None, country: str) -> int:
    """How long the owner has to answer: the account's own choice, else the country's default, else 72 hours."""
    return chosen or HOURS_BY_COUNTRY.get(country, 72)


def approval_digest(gaining_carrier_id: UUID, requested_date: date | None, numbers: Iterable[str]) -> str:
    """What an approval is about: these numbers, to this carrier, on this date. A change makes the approval void."""
    said = "|".join([str(gaining_carrier_id), str(requested_date), *sorted(numbers)])
    return hashlib.sha256(said.encode()).hexdigest()


def _approved(request: PortOutRequestView, _asked: Any, now: datetime) -> dict[str, Any]:
    return {"approved_at": now, "approved_digest": request.digest}


def _approved_by_policy(request: PortOutRequestView, _asked: Any, now: datetime) -> dict[str, Any]:
    return {"approved_at": now, "approved_digest": request.digest, "approved_by": request.policy_set_by}


def _rejected(_request: PortOutRequestView, asked: RejectPortOut, now: datetime) -> dict[str, Any]:
    text = (asked.comment or "").strip() or reasons.port_out_reason(asked.code).text
    return {"reject_code": str(asked.code), "reject_comment": asked.comment, "status_reason": text, "ended_at": now}


def _ended(_request: PortOutRequestView, asked: Any, now: datetime) -> dict[str, Any]:
    return {"ended_at": now, "status_reason": (getattr(asked, "reason", None) or None)}


def _released(request: PortOutRequestView, asked: ApproveRelease, now: datetime) -> dict[str, Any]:
    day = request.requested_date
    wanted = datetime(day.year, day.month, day.day, tzinfo=now.tzinfo) if day else now
    return {"release_at": asked.release_at or wanted}


def _amended(request: PortOutRequestView, asked: Amend, now: datetime) -> dict[str, Any]:
    void = {"approved_at": None, "approved_by": None, "approved_digest": None, "viewed_at": None}
    dated = {"requested_date": asked.requested_date} if asked.requested_date else {}
    versioned = {"carrier_version": asked.carrier_version} if asked.carrier_version else {}
    return {**void, **dated, **versioned, "expires_at": now + timedelta(hours=request.port_out_hours)}


STAYS = (Follow("phone_number", "return_to_service"), Follow("port_out_number", "release"), Follow("port_out_order", "cancel"))
LEAVES = (Follow("port_out_order", "complete"), Follow("phone_number", "port_out"), Follow("port_out_number", "release"))


def _waiting_on(request: PortOutRequestView) -> WaitingOn:
    if request.status in PORT_OUT_ENDED:
        return WaitingOn.NOBODY
    if request.status is Status.ACTION_REQUIRED:
        return WaitingOn.CUSTOMER
    return WaitingOn.CARRIER if request.release_at else WaitingOn.STAFF


PORT_OUT_REQUEST = Lifecycle(
    subject="port_out_request",
    statuses=Status,
    initial=Status.ACTION_REQUIRED,
    transitions=(
        Transition(
            verb="approve", label="Approve", event="port_out_request.approved",
            source=at(Status.ACTION_REQUIRED), target=Status.APPROVED, by=Role.CUSTOMER,
            needs=(IN_TIME,), changes=_approved,
            sentence="The owner agreed that the numbers may leave. Nothing is billed yet.",
        ),
        Transition(
            verb="reject", label="Reject", event="port_out_request.rejected",
            source=at(Status.ACTION_REQUIRED), target=Status.REJECTED, by=Role.CUSTOMER, asks=RejectPortOut,
            needs=(IN_TIME, COMMENT_GIVEN), changes=_rejected, then=STAYS,
            sentence="The owner refused: the numbers stay.",
        ),
        Transition(
            verb="approve_on_deadline", label="Approve on deadline", event="port_out_request.approved_on_deadline",
            source=at(Status.ACTION_REQUIRED), target=Status.APPROVED, by=Role.SYSTEM,
            needs=(OUT_OF_TIME, POLICY_APPROVES), changes=_approved_by_policy,
            sentence="Nobody answered in time, and the account's policy approves such requests.",
        ),
        Transition(
            verb="expire", label="Expire", event="port_out_request.expired",
            source=at(Status.ACTION_REQUIRED), target=Status.EXPIRED, by=Role.SYSTEM,
            needs=(OUT_OF_TIME, POLICY_EXPIRES), changes=_ended, then=STAYS,
            sentence="Nobody answered in time: the numbers stay.",
        ),
        Transition(
            verb="amend", label="Amend", event="port_out_request.amended",
            source=PORT_OUT_LIVE, target=Status.ACTION_REQUIRED, by=Role.CARRIER | Role.STAFF, asks=Amend,
            needs=(NO_ORDER, SOMETHING_AMENDED), changes=_amended, then=(Follow("port_out_number", "replace"),),
            sentence="The gaining carrier changed its request: it has to be decided anew.",
        ),
        Transition(
            verb="withdraw", label="Withdraw", event="port_out_request.withdrawn",
            source=PORT_OUT_LIVE, target=Status.WITHDRAWN, by=Role.CARRIER | Role.STAFF, asks=GiveReason,
            needs=(OWN_OR_RECEIVED_BY_STAFF,), changes=_ended, then=STAYS,
            sentence="The gaining carrier withdrew its request: the numbers stay.",
        ),
        Transition(
            verb="staff_reject", label="Reject as operator", event="port_out_request.staff_rejected",
            source=PORT_OUT_LIVE, target=Status.REJECTED, by=Role.STAFF, asks=GiveReason,
            needs=(REASON_GIVEN,), changes=_ended, then=STAYS,
            sentence="The operator refused: the numbers stay.",
        ),
        Transition(
            verb="staff_approve", label="Approve release", event="port_out_request.staff_approved",
            source=at(Status.APPROVED), target=None, by=Role.STAFF, asks=ApproveRelease,
            needs=(NO_ORDER, FEE_KNOWN, SOMEONE_ELSE, UNCHANGED, RELEASE_AHEAD), changes=_released,
            then=(Follow("port_out_order", "create"), Follow("port_out_order", "bill")),
            sentence="The operator approved the release; the port-out fee is billed.",
        ),
        Transition(
            verb="complete", label="Complete", event="port_out_request.completed",
            source=at(Status.APPROVED), target=Status.PORTED_OUT, by=Role.STAFF | Role.CARRIER | Role.SYSTEM,
            needs=(ORDER_BILLED, RELEASED, COMPLETES_BY_ITSELF), changes=_ended, then=LEAVES,
            sentence="The numbers are with the gaining carrier.",
        ),
    ),
    waiting_on=_waiting_on,
)  # fmt: skip
