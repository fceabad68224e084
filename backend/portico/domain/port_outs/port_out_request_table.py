"""The table of the port-out request: its verbs, from where to where, by whom, what they write and what follows. DOMAIN.md §5."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime
from enum import StrEnum
from typing import Final

from portico.domain import reasons
from portico.domain.actors import Actor
from portico.domain.dates import calendar
from portico.domain.dates.calendar import DAY_OVERRIDES
from portico.domain.events import Happening
from portico.domain.giving_reasons import REASON_GIVEN, GiveReason
from portico.domain.grammar import Branch, Follow, NoInput, RowsOf, at
from portico.domain.lifecycle import Lifecycle
from portico.domain.people.freezing import NOT_FROZEN
from portico.domain.port_outs.port_out_request import (
    ZONES,
    Amend,
    ApprovePart,
    ApproveRelease,
    PortOutRequestColumns,
    PortOutRequestView,
    RejectPortOut,
    amended_by,
    approval_digest,
    expires_at,
    first_approver,
    once_approved,
    waiting_on,
    wanted_from,
)
from portico.domain.port_outs.port_out_request_guards import (
    COMMENT_GIVEN,
    COMPLETES_BY_ITSELF,
    FEE_KNOWN,
    IN_TIME,
    IS_PERSON,
    MAKER_KNOWN,
    MAKERS_KNOWN,
    NO_ORDER,
    NOT_PREPARED,
    ORDER_BILLED,
    OUT_OF_TIME,
    OWN_OR_RECEIVED_BY_STAFF,
    POLICY_APPROVES,
    POLICY_EXPIRES,
    RELEASE_AHEAD,
    RELEASE_NOT_BEFORE_DATE,
    RELEASED,
    SECOND_PERSON,
    SEVERAL_NUMBERS,
    SOMEONE_ELSE,
    SOMETHING_AMENDED,
    UNCHANGED,
)
from portico.domain.recorded import changed
from portico.domain.sentences import Said, Sentence, given
from portico.domain.statuses import PORT_OUT_LIVE, Role
from portico.domain.statuses import PortOutRequestStatus as Status

request = RowsOf(PortOutRequestView, PortOutRequestColumns)


def _approved(request: PortOutRequestView, _asked: object, actor: Actor, now: datetime) -> PortOutRequestColumns:
    if once_approved(request) is Status.ACTION_REQUIRED:
        return {"first_approved_at": now, "first_approved_digest": request.digest, "first_approved_by": actor.id}
    return {"approved_at": now, "approved_digest": request.digest, "approved_by": actor.id}


def _approved_first(request: PortOutRequestView, _asked: object) -> Said | None:
    """Of two approvals the first moves nothing yet."""
    return FIRST_APPROVED.said() if once_approved(request) is Status.ACTION_REQUIRED else None


def _approved_part(request: PortOutRequestView, asked: ApprovePart, actor: Actor, now: datetime) -> PortOutRequestColumns:
    """As of the whole, about these numbers: it asks for no others from then on. Who agreed to all of them first agreed to these."""
    digest = approval_digest(request.gaining_carrier_id, request.requested_date, asked.numbers, request.papers)
    if first_approver(request) is None:
        return _approved(replace(request, digest=digest), None, actor, now)
    return {**_approved(replace(request, digest=digest, first_approved_digest=digest), None, actor, now), "first_approved_digest": digest}


def _approved_part_first(request: PortOutRequestView, _asked: ApprovePart) -> Said | None:
    return _approved_first(request, None)


def _approved_by_policy(request: PortOutRequestView, _asked: object, _actor: Actor, now: datetime) -> PortOutRequestColumns:
    return {"approved_at": now, "approved_digest": request.digest, "approved_by": request.policy_set_by}


def _rejected(_request: PortOutRequestView, asked: RejectPortOut, _actor: Actor, now: datetime) -> PortOutRequestColumns:
    said = given(asked.comment) or reasons.port_out_reason(asked.code).sentence.said()
    return {"reject_code": str(asked.code), "reject_comment": asked.comment, "status_reason": said, "ended_at": now}


def _rejected_so(_request: PortOutRequestView, asked: RejectPortOut) -> Said | None:
    """The owner's own words, where there are any."""
    return given(asked.comment)


def _ended(_request: PortOutRequestView, _asked: object, _actor: Actor, now: datetime) -> PortOutRequestColumns:
    return {"ended_at": now}


def _released(request: PortOutRequestView, asked: ApproveRelease, _actor: Actor, now: datetime) -> PortOutRequestColumns:
    return {"release_at": asked.release_at or max(wanted_from(request) or now, now)}


def _anew(request: PortOutRequestView, _asked: object, _actor: Actor, now: datetime) -> PortOutRequestColumns:
    """What was approved is void: it has to be decided anew, and there is the whole time for it again."""
    return {
        "approved_at": None,
        "approved_by": None,
        "approved_digest": None,
        "first_approved_at": None,
        "first_approved_by": None,
        "first_approved_digest": None,
        "viewed_at": None,
        "expires_at": expires_at(now, request.port_out_hours, request.country, request.zones, request.day_overrides),
    }


def _amended(request: PortOutRequestView, asked: Amend, actor: Actor, now: datetime) -> PortOutRequestColumns:
    columns = _anew(request, asked, actor, now)
    columns["amended_by"] = amended_by(request, actor)
    if asked.requested_date:
        columns["requested_date"] = asked.requested_date
    if asked.carrier_version:
        columns["carrier_version"] = asked.carrier_version
    return columns


def _notes(request: PortOutRequestView, changes: PortOutRequestColumns) -> dict[str, object]:
    """The day asked for and the deadlines, as they were and as they are now; whether an approval was given that no longer counts."""
    before = PortOutRequestColumns(requested_date=request.requested_date, expires_at=request.expires_at, release_at=request.release_at)
    counted = request.approved_digest or request.first_approved_digest
    digest: str | None = changes.get("approved_digest", counted)
    void = {"approval": "void"} if counted and digest is None else {}
    return {**changed(before, changes), **void, **_clocks(request, changes)}


def _clocks(request: PortOutRequestView, changes: PortOutRequestColumns) -> dict[str, object]:
    """The clocks of what is new: a release has its day where numbers wait longest for it, the owner's time ends on the account's."""
    release_at: datetime | None = changes.get("release_at")
    release = {"release_zone": calendar.last_zone(release_at, request.zones)} if release_at and request.zones else {}
    expires_at: datetime = changes.get("expires_at", request.expires_at)
    moved = expires_at != request.expires_at and request.account_zone is not None
    return {**release, **({"account_zone": request.account_zone} if moved else {})}


STAYS = (Follow("phone_number", "return_to_service"), Follow("port_out_number", "release"), Follow("port_out_order", "cancel"))
LEAVES = (Follow("port_out_order", "complete"), Follow("phone_number", "port_out"), Follow("port_out_number", "release"))

FIRST_APPROVED: Final = Sentence("port_out_request.first_approved", "One person of the owner's agreed; a second one has to agree as well.")
AGREED: Final = Branch(once_approved, (Status.APPROVED, Status.ACTION_REQUIRED))
FIRST: Final[Mapping[StrEnum, Happening]] = {Status.ACTION_REQUIRED: Happening.PORT_OUT_REQUEST_FIRST_APPROVED}
FIRST_IN_PART: Final[Mapping[StrEnum, Happening]] = {Status.ACTION_REQUIRED: Happening.PORT_OUT_REQUEST_FIRST_APPROVED_IN_PART}
"""What has happened where an approval leads nowhere yet."""

PORT_OUT_REQUEST = Lifecycle(
    subject="port_out_request",
    of=request,
    statuses=Status,
    initial=Status.ACTION_REQUIRED,
    notes=_notes,
    transitions=(
        request.row(
            verb="approve", event="port_out_request.approved",
            source=at(Status.ACTION_REQUIRED), target=AGREED, by=Role.CUSTOMER, asks=NoInput,
            needs=(IN_TIME, NOT_FROZEN, IS_PERSON, SECOND_PERSON, MAKER_KNOWN), changes=_approved, otherwise=FIRST,
            sentence="The owner agreed that the numbers may leave.", worded=_approved_first,
        ),
        request.row(
            verb="approve_part", event="port_out_request.approved_in_part",
            source=at(Status.ACTION_REQUIRED), target=AGREED, by=Role.CUSTOMER, asks=ApprovePart,
            needs=(IN_TIME, NOT_FROZEN, IS_PERSON, SECOND_PERSON, MAKER_KNOWN, SEVERAL_NUMBERS), door="part",
            changes=_approved_part, otherwise=FIRST_IN_PART, then=(Follow("port_out_number", "split_off"),),
            sentence="The owner agreed that some of the numbers may leave.", worded=_approved_part_first,
        ),
        request.row(
            verb="reject", event="port_out_request.rejected",
            source=at(Status.ACTION_REQUIRED), target=Status.REJECTED, by=Role.CUSTOMER, asks=RejectPortOut,
            needs=(IN_TIME, COMMENT_GIVEN), changes=_rejected, then=STAYS,
            sentence="The owner rejected the request: the numbers stay.", worded=_rejected_so,
        ),
        request.row(
            verb="approve_on_deadline", event="port_out_request.approved_on_deadline",
            source=at(Status.ACTION_REQUIRED), target=Status.APPROVED, by=Role.SYSTEM,
            needs=(OUT_OF_TIME, POLICY_APPROVES), changes=_approved_by_policy,
            sentence="Nobody answered in time, and the account's policy approves such requests.",
        ),
        request.row(
            verb="expire", event="port_out_request.expired",
            source=at(Status.ACTION_REQUIRED), target=Status.EXPIRED, by=Role.SYSTEM,
            needs=(OUT_OF_TIME, POLICY_EXPIRES), changes=_ended, then=STAYS,
            sentence="Nobody answered in time: the numbers stay.",
        ),
        request.row(
            verb="amend", event="port_out_request.amended",
            source=PORT_OUT_LIVE, target=Status.ACTION_REQUIRED, by=Role.CARRIER | Role.STAFF, asks=Amend,
            needs=(NO_ORDER, SOMETHING_AMENDED), door="amendment", changes=_amended, facts=(ZONES, DAY_OVERRIDES),
            then=(Follow("port_out_number", "replace"),),
            sentence="The gaining carrier changed its request: it has to be decided anew.",
        ),
        request.row(
            verb="take_paper", event="port_out_request.paper_added",
            source=PORT_OUT_LIVE, target=Status.ACTION_REQUIRED, by=Role.SYSTEM,
            needs=(NO_ORDER,), changes=_anew, facts=(ZONES, DAY_OVERRIDES),
            sentence="The gaining carrier handed in a paper: the request is to be decided by it.",
        ),
        request.row(
            verb="withdraw", event="port_out_request.withdrawn",
            source=PORT_OUT_LIVE, target=Status.WITHDRAWN, by=Role.CARRIER | Role.STAFF, asks=GiveReason,
            needs=(OWN_OR_RECEIVED_BY_STAFF,), changes=_ended, then=STAYS,
            sentence="The gaining carrier withdrew its request: the numbers stay.",
        ),
        request.row(
            verb="staff_reject", event="port_out_request.staff_rejected",
            source=PORT_OUT_LIVE, target=Status.REJECTED, by=Role.STAFF, asks=GiveReason,
            needs=(REASON_GIVEN,), changes=_ended, then=STAYS,
            sentence="The operator rejected the request: the numbers stay.",
        ),
        request.row(
            verb="staff_approve", event="port_out_request.staff_approved",
            source=at(Status.APPROVED), target=None, by=Role.STAFF, asks=ApproveRelease,
            needs=(
                NO_ORDER, FEE_KNOWN, SOMEONE_ELSE, MAKER_KNOWN, MAKERS_KNOWN, NOT_PREPARED, UNCHANGED, RELEASE_AHEAD,
                RELEASE_NOT_BEFORE_DATE,
            ),
            changes=_released,
            then=(Follow("port_out_order", "create"), Follow("port_out_order", "bill")),
            sentence="The operator approved the release; the port-out fee is billed.",
        ),
        request.row(
            verb="complete", event="port_out_request.completed",
            source=at(Status.APPROVED), target=Status.PORTED_OUT, by=Role.STAFF | Role.CARRIER | Role.SYSTEM,
            needs=(ORDER_BILLED, RELEASED, COMPLETES_BY_ITSELF), changes=_ended, then=LEAVES,
            sentence="The numbers are with the gaining carrier.",
        ),
    ),
    waiting_on=waiting_on,
)  # fmt: skip
