"""The table of the porting request: its verbs, from where to where, by whom, and what follows. DOMAIN.md §4."""

from __future__ import annotations

from portico.domain.dates.calendar import DAY_OVERRIDES
from portico.domain.giving_reasons import REASON_GIVEN, GiveReason
from portico.domain.grammar import NL, STANDARD, Branch, Follow, RowsOf, at
from portico.domain.lifecycle import Lifecycle
from portico.domain.port_ins import porting_request_changes as changes
from portico.domain.port_ins.porting_request import (
    Block,
    Delay,
    MakeReady,
    MatchLosingCarrier,
    PortingRequestColumns,
    PortingRequestView,
    RejectRequest,
    SchedulePerform,
    waiting_on,
)
from portico.domain.port_ins.porting_request_guards import (
    ALL_NUMBERS_ENDED,
    ANOTHER_CARRIER,
    ANOTHER_MOMENT,
    ANSWER_DUE_AHEAD,
    BLOCKED_NUMBERS_ONCE,
    BLOCKED_NUMBERS_THERE,
    BLOCKING_CODE,
    BLOCKING_CODES,
    BLOCKING_WORDS,
    CANCELLATION_NOT_YET_ASKED,
    CANCELLATION_WAS_ASKED,
    CARRIER_OF_THE_COUNTRY,
    CARRIER_THERE,
    FIRST_DATE_NOT_PAST,
    INSIDE_THE_WINDOW,
    LOSING_CARRIER_LISTED,
    LOSING_CARRIER_TO_MATCH,
    MAY_SUBMIT,
    NOT_UNDER_LEGAL_HOLD,
    POSSIBLE_NOW,
    REASON_OR_CODE,
    SCHEDULE_DUE,
    SOME_NUMBER_TAKES_IT,
    WINDOW_OVER,
    WINDOW_STILL_OPEN,
)
from portico.domain.statuses import Flow, Role
from portico.domain.statuses import PortingRequestStatus as Status

request = RowsOf(PortingRequestView, PortingRequestColumns)


def mirror(verb: str, *into: Status) -> tuple[Follow, ...]:
    """The numbers follow: into the targets named, or wherever the row leads."""
    return (Follow("porting_number", verb, into=frozenset(into) or None),)


AT_THE_LOSING_CARRIER = at(Status.IN_PROGRESS, Status.DELAYED)

EVERYWHERE = (
    request.row(
        verb="submit", event="porting_request.submitted",
        source=at(Status.DRAFT), target=Status.REQUESTED, by=Role.CUSTOMER | Role.STAFF, on_behalf=True,
        needs=MAY_SUBMIT, changes=changes.submitted, then=(Follow("number_claim", "take"), *mirror("mirror_submitted")),
        sentence="The request was received and is looked into as soon as possible.",
    ),
    request.row(
        verb="discard", event="porting_request.discarded",
        source=at(Status.DRAFT), target=None, by=Role.CUSTOMER | Role.STAFF, on_behalf=True, told=False,
        needs=(NOT_UNDER_LEGAL_HOLD,), then=(Follow("porting_request", "erase"),),
        sentence="The draft was discarded.",
    ),
    request.row(
        verb="match_losing_carrier", event="porting_request.losing_carrier_matched",
        source=at(Status.DRAFT, Status.REQUESTED), target=None, by=Role.STAFF, asks=MatchLosingCarrier,
        needs=(LOSING_CARRIER_TO_MATCH, CARRIER_THERE, CARRIER_OF_THE_COUNTRY, ANOTHER_CARRIER),
        changes=changes.losing_carrier_matched, told=False,
        sentence="The losing carrier was found on the list.",
    ),
    request.row(
        verb="match_losing_carrier", event="porting_request.losing_carrier_matched",
        source=at(Status.IN_PROGRESS), target=None, by=Role.STAFF, asks=MatchLosingCarrier,
        needs=(LOSING_CARRIER_TO_MATCH, CARRIER_THERE, CARRIER_OF_THE_COUNTRY, ANOTHER_CARRIER), changes=changes.losing_carrier_matched,
        sentence="The losing carrier was found on the list.",
    ),
    request.row(
        verb="cancel", event="porting_request.canceled",
        source=at(Status.REQUESTED), target=Status.CANCELED, by=Role.CUSTOMER | Role.STAFF, asks=GiveReason,
        changes=changes.ended, then=mirror("mirror_canceled"),
        sentence="The request was canceled.",
    ),
)  # fmt: skip

STANDARD_ROWS = (
    request.row(
        verb="accept", event="porting_request.accepted", flow=STANDARD,
        source=at(Status.REQUESTED), target=Status.IN_PROGRESS, by=Role.STAFF,
        needs=(LOSING_CARRIER_LISTED,), changes=changes.accepted,
        sentence="The request is being looked into; each number now goes its own way.",
    ),
    request.row(
        verb="reject", event="porting_request.rejected", flow=STANDARD,
        source=at(Status.REQUESTED), target=Status.REJECTED, by=Role.STAFF, asks=RejectRequest,
        needs=(REASON_OR_CODE,), changes=changes.rejected, then=mirror("mirror_rejected"), carries_reason=True,
        sentence="The request was rejected.",
    ),
    request.row(
        verb="cancel", variant="cancel_all_numbers", event="porting_request.cancellation_asked", flow=STANDARD,
        source=at(Status.IN_PROGRESS), target=None, by=Role.CUSTOMER, asks=GiveReason,
        needs=(SOME_NUMBER_TAKES_IT, REASON_GIVEN), then=(Follow("porting_number", "cancel", as_actor=True),),
        sentence="The customer asked to cancel every number of the request.",
        sentence_code="porting_request.cancel.every_number",
    ),
    request.row(
        verb="conclude", event="porting_request.concluded", flow=STANDARD,
        source=at(Status.REQUESTED, Status.IN_PROGRESS), by=Role.SYSTEM,
        target=Branch(changes.conclusion, (Status.COMPLETED, Status.CANCELED, Status.REJECTED)),
        needs=(ALL_NUMBERS_ENDED,), changes=changes.concluded,
        sentence="Every number of the request has come to its end.",
    ),
)  # fmt: skip

NL_ROWS = (
    request.row(
        verb="accept", event="porting_request.accepted", flow=NL,
        source=at(Status.REQUESTED), target=Status.IN_PROGRESS, by=Role.STAFF,
        needs=(LOSING_CARRIER_LISTED,),
        changes=changes.accepted_in_nl, facts=(DAY_OVERRIDES,), then=mirror("mirror_in_process"), owes="submit",
        sentence="The request is being looked into; the losing carrier answers next.",
        sentence_code="porting_request.accept.nl",
    ),
    request.row(
        verb="reject", event="porting_request.rejected", flow=NL,
        source=at(Status.REQUESTED, Status.IN_PROGRESS), target=Status.BLOCKED, by=Role.STAFF, asks=RejectRequest,
        needs=(REASON_OR_CODE,), changes=changes.rejected, then=mirror("mirror_rejected"), carries_reason=True,
        sentence="The request was rejected; it can be made anew with valid information.",
        sentence_code="porting_request.reject.nl",
    ),
    request.row(
        verb="delay", event="porting_request.delayed", flow=NL,
        source=AT_THE_LOSING_CARRIER, target=Status.DELAYED, by=Role.STAFF | Role.CARRIER, asks=Delay,
        needs=(REASON_GIVEN, ANSWER_DUE_AHEAD, FIRST_DATE_NOT_PAST), changes=changes.delayed,
        sentence="There has been a delay at the losing carrier.",
    ),
    request.row(
        verb="make_ready", event="porting_request.made_ready", flow=NL,
        source=AT_THE_LOSING_CARRIER, by=Role.STAFF | Role.CARRIER, asks=MakeReady,
        target=Branch(changes.ready_or_canceled, (Status.READY_TO_BE_PORTED, Status.CANCELED)),
        needs=(FIRST_DATE_NOT_PAST,), changes=changes.made_ready,
        then=mirror("mirror_ready", Status.READY_TO_BE_PORTED) + mirror("mirror_canceled", Status.CANCELED),
        sentence="The request is ready to be ported: when the customer performs it, or at a moment that they set.",
        worded=changes.made_ready_so,
    ),
    request.row(
        verb="block", event="porting_request.blocked", flow=NL,
        source=AT_THE_LOSING_CARRIER, target=Status.BLOCKED, by=Role.STAFF | Role.CARRIER, asks=Block,
        needs=(REASON_GIVEN, BLOCKING_CODE, BLOCKING_CODES, BLOCKING_WORDS, BLOCKED_NUMBERS_THERE, BLOCKED_NUMBERS_ONCE),
        changes=changes.blocked, then=mirror("mirror_rejected"),
        sentence="The losing carrier rejected the request.",
    ),
    request.row(
        verb="schedule_perform", event="porting_request.perform_scheduled", flow=NL,
        source=at(Status.READY_TO_BE_PORTED), target=None, by=Role.CUSTOMER, asks=SchedulePerform,
        needs=(WINDOW_STILL_OPEN, ANOTHER_MOMENT, INSIDE_THE_WINDOW), changes=changes.scheduled, then=mirror("mirror_ready"),
        sentence="The moment at which it is ported by itself was changed.", worded=changes.scheduled_so,
    ),
    request.row(
        verb="perform", event="porting_request.performed", flow=NL,
        source=at(Status.READY_TO_BE_PORTED), target=Status.COMPLETED, by=Role.CUSTOMER | Role.SYSTEM,
        needs=(POSSIBLE_NOW, WINDOW_STILL_OPEN, SCHEDULE_DUE), changes=changes.ended, then=mirror("mirror_completed"), owes="perform",
        sentence="The numbers are in service here.",
    ),
    request.row(
        verb="cancel", variant="cancel_porting", event="porting_request.canceled", flow=NL,
        source=at(Status.READY_TO_BE_PORTED), target=Status.CANCELED, by=Role.CUSTOMER, asks=GiveReason,
        needs=(WINDOW_STILL_OPEN,), changes=changes.ended, then=mirror("mirror_canceled"), owes="cancel",
        sentence="The customer canceled the request.",
        sentence_code="porting_request.cancel.nl",
    ),
    request.row(
        verb="expire", event="porting_request.expired", flow=NL,
        source=at(Status.READY_TO_BE_PORTED), target=Status.CANCELED, by=Role.SYSTEM,
        needs=(WINDOW_OVER,), changes=changes.ended, then=mirror("mirror_canceled"), owes="cancel",
        sentence="The window to port has closed, so the request was canceled.",
    ),
    request.row(
        verb="cancel", variant="request_cancellation", event="porting_request.cancellation_asked", flow=NL,
        source=AT_THE_LOSING_CARRIER, target=None, by=Role.CUSTOMER, asks=GiveReason,
        needs=(CANCELLATION_NOT_YET_ASKED, REASON_GIVEN), changes=changes.cancellation_asked,
        then=mirror("mirror_cancellation_asked"), owes="cancel",
        sentence="The customer asked to cancel the request.",
        sentence_code="porting_request.cancel.asked_in_nl",
    ),
    request.row(
        verb="accept_cancellation", event="porting_request.cancellation_accepted", flow=NL,
        source=AT_THE_LOSING_CARRIER, target=Status.CANCELED, by=Role.STAFF, asks=GiveReason,
        needs=(CANCELLATION_WAS_ASKED,), changes=changes.ended, then=mirror("mirror_canceled"),
        sentence="The cancellation was accepted.",
    ),
    request.row(
        verb="reject_cancellation", event="porting_request.cancellation_rejected", flow=NL,
        source=AT_THE_LOSING_CARRIER, target=None, by=Role.STAFF, asks=GiveReason,
        needs=(CANCELLATION_WAS_ASKED, REASON_GIVEN), changes=changes.cancellation_rejected, then=mirror("mirror_in_process"),
        sentence="The cancellation was rejected; the port goes on.",
    ),
)  # fmt: skip


PORTING_REQUEST = Lifecycle(
    subject="porting_request",
    of=request,
    statuses=Status,
    initial=Status.DRAFT,
    transitions=EVERYWHERE + STANDARD_ROWS + NL_ROWS,
    waiting_on=waiting_on,
    elsewhere={Flow.STANDARD: frozenset({"accept_cancellation", "reject_cancellation"})},
    notes=changes.notes,
)
