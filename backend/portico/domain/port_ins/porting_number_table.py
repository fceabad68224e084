"""The table of the porting number: its verbs, from where to where, by whom, and what follows. DOMAIN.md §3."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime
from enum import StrEnum
from typing import Final, cast

from portico.domain.actors import Actor
from portico.domain.giving_reasons import REASON_GIVEN, GiveReason
from portico.domain.grammar import BOTH, NL, STANDARD, Changes, Detour, Follow, Followed, RowsOf, Transition, at
from portico.domain.inventory.phone_number import ASKED_PROFILE_NAME
from portico.domain.lifecycle import Lifecycle
from portico.domain.port_ins import porting_number_changes as changes
from portico.domain.port_ins.late_answers import answered_late
from portico.domain.port_ins.porting_number import (
    AssignProfile,
    ConfirmFoc,
    NameReasons,
    PortingNumberColumns,
    PortingNumberView,
    Resubmit,
    resumed,
    waiting_on,
)
from portico.domain.port_ins.porting_number_guards import (
    ANOTHER_FOC,
    BEFORE_CUTOFF,
    CODES_GIVEN,
    CODES_ONCE,
    COMMENTS_GIVEN,
    COMPLETES_BY_ITSELF,
    CONFIRMED_ONCE,
    CONFIRMED_RAISED,
    DAY_SINCE_REJECTION,
    DOCUMENTS_ACCEPTED,
    FOC_ACCEPTABLE,
    FOC_AHEAD,
    FOC_REACHED,
    LOSING_CARRIER_LISTED,
    NETWORK_CARRIER,
    NOT_HANDED_OVER,
    NOT_PROVISIONED,
    OTHER_EXPLAINED,
    OVERRIDE_BY_STAFF,
    PROFILE_OF_ACCOUNT,
    PROVISIONING_DUE,
    REASONS_ADDRESSED,
    REQUEST_IN_PROGRESS,
    REVIEW_NOT_YET_STARTED,
    REVIEW_STARTED,
    STAFF_GIVES_REASON,
)
from portico.domain.statuses import NUMBER_LIVE, Flow, Role
from portico.domain.statuses import PortingNumberStatus as Status

number = RowsOf(PortingNumberView, PortingNumberColumns)
RESUMABLE = at(Status.IN_PROCESS, Status.ACTION_REQUIRED, Status.FOC_DATE_SET)
HEARD_AND_RESUMED = Detour.HEARD | Detour.RESUMED

ANSWERED = (Follow("porting_attempt", "answer"),)
PROVISION = (Follow("porting_number", "provision", of_itself=True),)
LEAVES_INVENTORY = (Follow("phone_number", "remove"),)
NEW_ATTEMPT = (Follow("porting_attempt", "open"),)
CONCLUDES = (Follow("porting_request", "conclude"),)
UNCOMPLETED = (Follow("number_claim", "release"), *LEAVES_INVENTORY)
INTO_SERVICE = (Follow("number_claim", "release"), Follow("phone_number", "provision"), Follow("phone_number", "activate"))
ENDS = UNCOMPLETED + CONCLUDES

REVIEW = (
    number.row(
        verb="start_review", event="porting_number.review_started", flow=STANDARD,
        source=at(Status.PENDING), target=None, by=Role.STAFF,
        needs=(REQUEST_IN_PROGRESS, REVIEW_NOT_YET_STARTED), changes=changes.review_started, told=False,
        sentence="The review of this number has started.",
    ),
    number.row(
        verb="mark_portable", event="porting_number.marked_portable", flow=STANDARD,
        source=at(Status.PENDING), target=Status.PORTABLE, by=Role.STAFF, asks=GiveReason,
        needs=(REQUEST_IN_PROGRESS, REVIEW_STARTED),
        sentence="The number can be ported.",
    ),
    number.row(
        verb="mark_not_portable", event="porting_number.marked_not_portable", flow=STANDARD,
        source=at(Status.PENDING), target=Status.NOT_PORTABLE, by=Role.STAFF, asks=NameReasons,
        needs=(REQUEST_IN_PROGRESS, REVIEW_STARTED, CODES_GIVEN, CODES_ONCE, OTHER_EXPLAINED), changes=changes.not_portable, then=ENDS,
        sentence="The number cannot be ported.",
    ),
    number.row(
        verb="cancel", event="porting_number.canceled", flow=STANDARD,
        source=at(Status.PENDING, Status.PORTABLE), target=Status.CANCELED, by=Role.CUSTOMER | Role.STAFF, asks=GiveReason,
        needs=(REQUEST_IN_PROGRESS, STAFF_GIVES_REASON), then=ENDS,
        sentence="The port of this number was canceled.",
    ),
    number.row(
        verb="start", event="porting_number.started", flow=STANDARD,
        source=at(Status.PORTABLE), target=Status.IN_PROCESS, by=Role.STAFF,
        needs=(REQUEST_IN_PROGRESS, LOSING_CARRIER_LISTED, DOCUMENTS_ACCEPTED),
        changes=changes.attempt_opened, then=NEW_ATTEMPT, owes="submit",
        sentence="The order for this number goes to the carrier.",
    ),
)  # fmt: skip

# What the losing carrier's process does. While a cancellation waits the carrier is still heard; once it was rejected, all goes on.
AT_THE_CARRIER = (
    number.row(
        verb="hand_over", event="porting_number.handed_over", flow=STANDARD,
        source=at(Status.IN_PROCESS), target=Status.IN_PROCESS, by=Role.STAFF | Role.CARRIER,
        needs=(REQUEST_IN_PROGRESS, NETWORK_CARRIER, NOT_HANDED_OVER), changes=changes.handed_over,
        then=(Follow("porting_attempt", "hand_over"),),
        detour=Detour.RESUMED,
        sentence="The order is with the losing carrier, which answers next.",
    ),
    number.row(
        verb="confirm_foc", event="porting_number.foc_confirmed", flow=STANDARD,
        source=at(Status.IN_PROCESS, Status.ACTION_REQUIRED), target=Status.FOC_DATE_SET, by=Role.STAFF | Role.CARRIER, asks=ConfirmFoc,
        needs=(REQUEST_IN_PROGRESS, FOC_ACCEPTABLE, OVERRIDE_BY_STAFF), changes=changes.foc_set, then=ANSWERED + PROVISION,
        detour=HEARD_AND_RESUMED,
        sentence="The losing carrier committed to a date.",
    ),
    number.row(
        verb="revise_foc", event="porting_number.foc_revised", flow=STANDARD,
        source=at(Status.FOC_DATE_SET), target=Status.FOC_DATE_SET, by=Role.STAFF | Role.CARRIER, asks=ConfirmFoc,
        needs=(REQUEST_IN_PROGRESS, ANOTHER_FOC, FOC_ACCEPTABLE, OVERRIDE_BY_STAFF, REASON_GIVEN),
        changes=changes.foc_set, then=ANSWERED + PROVISION,
        detour=HEARD_AND_RESUMED,
        sentence="The losing carrier changed the date.",
    ),
    number.row(
        verb="withdraw_foc", event="porting_number.foc_withdrawn", flow=STANDARD,
        source=at(Status.FOC_DATE_SET), target=Status.IN_PROCESS, by=Role.STAFF | Role.CARRIER, asks=GiveReason,
        needs=(REQUEST_IN_PROGRESS, REASON_GIVEN), changes=changes.foc_withdrawn, then=ANSWERED + LEAVES_INVENTORY,
        detour=HEARD_AND_RESUMED,
        sentence="The losing carrier withdrew the date.",
    ),
    number.row(
        verb="require_action", event="porting_number.action_required", flow=STANDARD,
        source=at(Status.IN_PROCESS, Status.FOC_DATE_SET), target=Status.ACTION_REQUIRED, by=Role.STAFF | Role.CARRIER, asks=NameReasons,
        needs=(REQUEST_IN_PROGRESS, CODES_GIVEN, CODES_ONCE, OTHER_EXPLAINED), changes=changes.action_required,
        then=ANSWERED + LEAVES_INVENTORY,
        detour=HEARD_AND_RESUMED,
        sentence="The losing carrier needs something corrected.", worded=changes.action_required_so,
    ),
)  # fmt: skip

ON_THE_WAY = (
    number.row(
        verb="resubmit", event="porting_number.resubmitted", flow=STANDARD,
        source=at(Status.ACTION_REQUIRED), target=Status.IN_PROCESS, by=Role.CUSTOMER | Role.STAFF, asks=Resubmit,
        needs=(REQUEST_IN_PROGRESS, LOSING_CARRIER_LISTED, REASONS_ADDRESSED, CONFIRMED_RAISED, CONFIRMED_ONCE, COMMENTS_GIVEN),
        changes=changes.resubmitted, then=NEW_ATTEMPT, owes="submit",
        detour=Detour.RESUMED,
        sentence="The order goes to the carrier again.",
    ),
    number.row(
        verb="mark_not_portable", event="porting_number.marked_not_portable", flow=STANDARD,
        source=at(Status.PORTABLE, Status.IN_PROCESS, Status.ACTION_REQUIRED, Status.FOC_DATE_SET), target=Status.NOT_PORTABLE,
        by=Role.STAFF, asks=NameReasons,
        needs=(REQUEST_IN_PROGRESS, CODES_GIVEN, CODES_ONCE, OTHER_EXPLAINED), changes=changes.not_portable, then=ENDS,
        detour=Detour.RESUMED,
        sentence="The number cannot be ported.",
    ),
)  # fmt: skip

CANCELLATION = (
    number.row(
        verb="cancel", variant="request_cancellation", event="porting_number.cancellation_asked", flow=STANDARD,
        source=at(Status.IN_PROCESS, Status.ACTION_REQUIRED, Status.FOC_DATE_SET), target=Status.CANCELLATION_PENDING,
        by=Role.CUSTOMER, asks=GiveReason,
        needs=(DAY_SINCE_REJECTION, BEFORE_CUTOFF, REASON_GIVEN), changes=changes.cancellation_asked, owes="cancel",
        sentence="The customer asked to cancel the port of this number.",
        sentence_code="porting_number.cancel.asked",
    ),
    number.row(
        verb="cancel", variant="request_cancellation", event="porting_number.cancellation_asked", flow=STANDARD,
        source=at(Status.CANCELLATION_REJECTED), target=Status.CANCELLATION_PENDING, by=Role.CUSTOMER, asks=GiveReason,
        needs=(DAY_SINCE_REJECTION, BEFORE_CUTOFF, REASON_GIVEN), changes=changes.cancellation_asked, owes="cancel",
        sentence="The customer asked again to cancel the port of this number.",
        sentence_code="porting_number.cancel.asked_again",
    ),
    number.row(
        verb="accept_cancellation", event="porting_number.cancellation_accepted", flow=STANDARD,
        source=at(Status.CANCELLATION_PENDING), target=Status.CANCELED, by=Role.STAFF, asks=GiveReason,
        needs=(REQUEST_IN_PROGRESS, FOC_AHEAD), changes=changes.cancellation_accepted, then=ENDS,
        sentence="The cancellation was accepted.",
    ),
    number.row(
        verb="reject_cancellation", event="porting_number.cancellation_rejected", flow=STANDARD,
        source=at(Status.CANCELLATION_PENDING), target=Status.CANCELLATION_REJECTED, by=Role.STAFF, asks=GiveReason,
        needs=(REQUEST_IN_PROGRESS, REASON_GIVEN), changes=changes.cancellation_rejected,
        sentence="The cancellation was rejected; the port goes on.",
    ),
)  # fmt: skip

ENDING = (
    number.row(
        verb="complete", event="porting_number.completed", flow=STANDARD,
        source=at(Status.FOC_DATE_SET), target=Status.COMPLETED, by=Role.STAFF | Role.CARRIER | Role.SYSTEM, asks=GiveReason,
        needs=(REQUEST_IN_PROGRESS, FOC_REACHED, COMPLETES_BY_ITSELF), changes=changes.completed,
        then=INTO_SERVICE + CONCLUDES,
        detour=Detour.DESPITE,
        sentence="The number is in service here.",
    ),
    number.row(
        verb="assign_profile", event="porting_number.profile_assigned", flow=BOTH,
        source=NUMBER_LIVE | at(Status.DRAFT), target=None, by=Role.CUSTOMER | Role.STAFF, asks=AssignProfile,
        needs=(PROFILE_OF_ACCOUNT,), changes=changes.profile_assigned, facts=(ASKED_PROFILE_NAME,), told=False,
        sentence="Where the number rings was chosen.",
    ),
    number.row(
        verb="provision", event="porting_number.provisioned", flow=BOTH,
        source=at(Status.FOC_DATE_SET), target=None, by=Role.SYSTEM,
        needs=(NOT_PROVISIONED, PROVISIONING_DUE), changes=changes.provisioned, then=(Follow("phone_number", "provision"),),
        detour=Detour.DESPITE,
        sentence="The number was added to the customer's inventory: their application has to be set up for it.",
    ),
)  # fmt: skip


def _heard(row: Transition[PortingNumberView]) -> Transition[PortingNumberView]:
    """While a cancellation is pending: the status stays, and what a rejection would resume follows."""
    written, target = row.changes, Status(str(row.target))

    def noted(view: PortingNumberView, asked: object, actor: Actor, now: datetime) -> PortingNumberColumns:
        columns = cast("PortingNumberColumns", written(view, asked, actor, now) if written else {})
        return {**columns, "resume_status": target}

    return replace(row, source=at(Status.CANCELLATION_PENDING), target=None, resumes=row.source, changes=noted, detour=Detour.NONE)


def _resumed(row: Transition[PortingNumberView]) -> Transition[PortingNumberView]:
    """Once the cancellation was rejected: from the status it resumes, to the same target."""
    return replace(row, source=at(Status.CANCELLATION_REJECTED), resumes=row.source & RESUMABLE, detour=Detour.NONE)


def _despite(row: Transition[PortingNumberView]) -> Transition[PortingNumberView]:
    """During both, as if nobody had asked to cancel. In NL nothing is resumed."""
    source = at(Status.CANCELLATION_PENDING, Status.CANCELLATION_REJECTED)
    return replace(row, flow=STANDARD, source=source, resumes=row.source, detour=Detour.NONE)


_DETOURS = ((Detour.HEARD, _heard), (Detour.RESUMED, _resumed), (Detour.DESPITE, _despite))


def _with_detours(*rows: Transition[PortingNumberView]) -> tuple[Transition[PortingNumberView], ...]:
    """The rows, and those they make of themselves while a cancellation is pending or once it was rejected."""
    return rows + tuple(made_of(row) for detour, made_of in _DETOURS for row in rows if detour in row.detour)


def _mirror(
    verb: str,
    source: frozenset[StrEnum],
    target: Status,
    sentence: str,
    *,
    flow: frozenset[Flow] = BOTH,
    changes: Changes[PortingNumberView, Followed, PortingNumberColumns] | None = None,
    then: tuple[Follow, ...] = (),
) -> Transition[PortingNumberView]:
    return number.row(
        verb=verb, event=f"porting_number.{verb.removeprefix('mirror_')}", asks=Followed,
        flow=flow, source=source, target=target, by=Role.SYSTEM, changes=changes, then=then, sentence=sentence, carries_reason=True,
    )  # fmt: skip


MIRROR = (
    _mirror("mirror_submitted", at(Status.DRAFT), Status.PENDING, "The request was submitted."),
    _mirror("mirror_in_process", at(Status.PENDING, Status.CANCELLATION_PENDING), Status.IN_PROCESS,
            "The number is with the carrier.", flow=NL, changes=changes.mirror_in_process),
    _mirror("mirror_cancellation_asked", at(Status.IN_PROCESS), Status.CANCELLATION_PENDING,
            "A cancellation of the request was asked for.", flow=NL),
    _mirror("mirror_ready", at(Status.IN_PROCESS, Status.CANCELLATION_PENDING, Status.FOC_DATE_SET), Status.FOC_DATE_SET,
            "The number is ready to be ported.", flow=NL, changes=changes.mirror_ready, then=PROVISION),
    _mirror("mirror_completed", at(Status.FOC_DATE_SET), Status.COMPLETED,
            "The number is in service here.", flow=NL, changes=changes.mirror_completed, then=INTO_SERVICE),
    _mirror("mirror_completed", at(Status.FOC_DATE_SET), Status.COMPLETED,
            "The number is in service here.", flow=STANDARD, changes=changes.completed, then=INTO_SERVICE),
    _mirror("mirror_canceled", NUMBER_LIVE, Status.CANCELED,
            "The request was canceled.", changes=changes.mirror_ended, then=UNCOMPLETED),
    _mirror("mirror_rejected", NUMBER_LIVE, Status.NOT_PORTABLE,
            "The request was rejected.", changes=changes.mirror_ended, then=UNCOMPLETED),
)  # fmt: skip


PORTING_NUMBER = Lifecycle(
    subject="porting_number",
    of=number,
    statuses=Status,
    initial=Status.DRAFT,
    resumes=resumed,
    transitions=_with_detours(*REVIEW, *AT_THE_CARRIER, *ON_THE_WAY, *CANCELLATION, *ENDING) + MIRROR,
    waiting_on=waiting_on,
    late=answered_late,
    elsewhere={Flow.NL: frozenset({"cancel", "accept_cancellation", "reject_cancellation"})},
    notes=changes.notes,
    late_notes=changes.late_notes,
)

JUDGED_BY_PAPERS: Final = frozenset(
    status for row in PORTING_NUMBER.transitions if {DOCUMENTS_ACCEPTED, REASONS_ADDRESSED} & set(row.needs) for status in row.source
)
"""Where what its request has on paper decides what can be done to a number; elsewhere nobody needs to read it."""
