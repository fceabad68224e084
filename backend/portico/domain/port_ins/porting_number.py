"""The porting number: one number on its way in, and what its verbs ask. DOMAIN.md §3, after the seed `porting-numbers.txt`.

Its table is in `porting_number_table`, with the conditions and the changes of its rows beside it.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from enum import StrEnum
from typing import Annotated, TypedDict
from uuid import UUID

from portico.domain import reasons
from portico.domain.conditions import ON_DEMAND, AtMost, Fact
from portico.domain.dates import calendar
from portico.domain.grammar import Explained
from portico.domain.port_ins.requirements import requirements
from portico.domain.reasons import RaisedReason, ReasonCode
from portico.domain.recorded import NOTED
from portico.domain.sentences import Sentence
from portico.domain.statuses import DocumentKind, Flow, NumberType, WaitingOn
from portico.domain.statuses import PortingNumberStatus as Status
from portico.domain.statuses import PortingRequestStatus as Request

PROVISION_AHEAD = timedelta(hours=48)
IN_A_DRAFT = Sentence("porting_number.create", "The number is in a draft.")

RAISED_BESIDE = Fact("raised_beside")


class FocChangeKind(StrEnum):
    """What became of the FOC; the values stand in histories."""

    CONFIRMED = "confirmed"
    REVISED = "revised"
    PERFORMED = "performed"
    WITHDRAWN = "withdrawn"
    CANCELED = "canceled"
    CORRECTION_NEEDED = "correction needed"
    NOT_PORTABLE = "not portable"
    ENDED_WITH_THE_REQUEST = "ended with the request"


class FocFlag(StrEnum):
    """What deserves a look about it; the values stand in histories."""

    OUTSIDE_BUSINESS_DAYS = "outside business days"
    PASSED = "passed already"


class FocLook(TypedDict, total=False):
    """What deserves a look about a date that was taken although it had passed, or is no business day."""

    flag: str
    override: bool
    """Staff took it so. Of a date that they would have taken anyhow nothing is kept, whatever was asked."""
    why: str
    """What staff took it in spite of: a flag as a carrier's date gets it. Entries from before have none."""
    holiday: str
    """Which one it is, where the day is one."""


class FocHistoryEntry(FocLook):
    """One change of the FOC, as the number's history keeps it: instants as ISO text."""

    foc_at: str
    at: str
    change: str


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
    foc_history: tuple[FocHistoryEntry, ...] = ()
    attempt_no: int = 0
    next_attempt_no: int = 1
    earlier_attempts: frozenset[int] = frozenset()
    attempt_carriers: Mapping[int, UUID] = field(default_factory=dict)
    """Whom each attempt named as the losing carrier, once there was more than one."""
    handed_over_at: datetime | None = None
    sent_to_id: UUID | None = None
    """Whom its newest attempt named as the losing carrier."""
    resume_status: Status | None = None
    cancellation_asked_at: datetime | None = None
    cancellation_decided_at: datetime | None = None
    provisioned_at: datetime | None = None
    status_reasons: tuple[RaisedReason, ...] = ()
    reasons_raised_at: datetime | None = None
    fields_changed_at: Mapping[str, datetime] = field(default_factory=dict)
    documents_uploaded_at: Mapping[DocumentKind, datetime] = field(default_factory=dict)
    accepted_documents: frozenset[DocumentKind] = frozenset()
    cancel_cutoff_hours: int = 48
    losing_carrier_id: UUID | None = None
    """In whose hands it is: whoever it was handed over to last, else whom its attempt or its request names."""
    request_losing_carrier_id: UUID | None = None
    losing_carrier_name: str | None = None
    losing_country: str | None = None
    losing_region: str | None = None
    losing_time_zone: str | None = None
    network_carrier_id: UUID | None = None
    network_completes_by_itself: bool = False
    request_perform_at: datetime | None = None
    request_first_possible_date: date | None = None
    configuration_profile_id: UUID | None = None
    request_configuration_profile_id: UUID | None = None
    asked_profile_account_id: UUID | None = field(default=None, metadata=ON_DEMAND)
    asked_profile_name: str | None = field(default=None, metadata=ON_DEMAND)
    raised_beside: frozenset[str] = field(default=frozenset(), metadata=ON_DEMAND)
    """The codes that any number of the same command carries: reasons of all of them are confirmed by one list."""
    requirement_changes: requirements.RequirementChanges | None = None
    day_overrides: calendar.Overrides = field(default_factory=dict, metadata=ON_DEMAND)


class PortingNumberColumns(Explained, total=False):
    """What a move may write; `status` and `waiting_on` come from the table."""

    status_reason_code: str
    status_reasons: list[RaisedReason]
    reasons_raised_at: datetime | None
    reasons_confirmed: list[Mapping[str, str]]
    foc_at: datetime | None
    foc_history: list[FocHistoryEntry]
    review_started_at: datetime
    attempt_no: int
    verified_at: datetime | None
    handed_over_at: datetime | None
    sent_to_id: UUID | None
    sent_through_id: UUID | None
    handed_to_id: UUID | None
    configuration_profile_id: UUID | None
    resume_status: Status | None
    cancellation_asked_at: datetime
    cancellation_reason: str | None
    cancellation_decided_at: datetime | None
    cancellation_decision_reason: str | None
    provisioned_at: datetime | None
    completed_at: datetime


class PortingNumberWritten(PortingNumberColumns, total=False):
    """What a move writes, and where the number goes with it."""

    status: Status


# What each verb asks.


@dataclass(frozen=True, slots=True)
class NameReasons:
    codes: Annotated[
        list[ReasonCode], "What is wrong, as codes; they decide which fields and documents the correction opens.", AtMost(len(ReasonCode))
    ]
    reason: Annotated[str | None, "Your own words for the customer, beside the codes' texts. Required for OTHER."] = None

    def __post_init__(self) -> None:
        """Words that a code says itself are not said beside it once more."""
        object.__setattr__(self, "reason", reasons.beside(self.codes, self.reason))


@dataclass(frozen=True, slots=True)
class ConfirmFoc:
    foc_at: Annotated[datetime, "The instant the losing carrier committed to, UTC."]
    override: Annotated[bool, "Take a date that is past or no business day. Staff only, and only with a reason."] = field(
        default=False, metadata=NOTED
    )
    reason: Annotated[str | None, "Why, for the people who read the history."] = None


@dataclass(frozen=True, slots=True)
class ConfirmedReason:
    """A reason whose data is right as it stands."""

    code: Annotated[ReasonCode, "The reason whose data you checked and found right."]
    comment: Annotated[str, "What you checked, for the operator's staff."]


@dataclass(frozen=True, slots=True)
class Resubmit:
    confirmed: Annotated[
        list[ConfirmedReason] | None,
        "Reasons whose data is right as it stands, each once and with a comment; each number takes those that were raised on it.",
        AtMost(len(ReasonCode)),
    ] = field(default=None, metadata=NOTED)
    reason: Annotated[str | None, "A note to the operator's staff."] = None


@dataclass(frozen=True, slots=True)
class AssignProfile:
    configuration_profile_id: Annotated[UUID | None, "Where the number will ring; null takes the request's own profile."] = None


# Whose turn it is.


def resumed(number: PortingNumberView) -> Status | None:
    """Where the number goes on once its cancellation is rejected; None outside one."""
    return number.resume_status


def waiting_on(number: PortingNumberView) -> WaitingOn:
    """A rejected cancellation changes nothing about whose turn it is."""
    status = (number.resume_status or number.status) if number.status is Status.CANCELLATION_REJECTED else number.status
    if status is Status.FOC_DATE_SET and number.flow is Flow.NL:
        return WaitingOn.NOBODY if _ported_by_itself(number) else WaitingOn.CUSTOMER
    if status is Status.IN_PROCESS and (number.handed_over_at or number.flow is Flow.NL):
        return WaitingOn.CARRIER
    if status is Status.ACTION_REQUIRED:
        return _who_corrects(number)
    return WAITING_ON[status]


def _ported_by_itself(number: PortingNumberView) -> bool:
    """A moment is set, and where it will ring: else the customer performs it, or says where."""
    return number.request_perform_at is not None and bool(number.configuration_profile_id or number.request_configuration_profile_id)


def _who_corrects(number: PortingNumberView) -> WaitingOn:
    """Whoever the reasons name, the customer first: theirs is the correction that nobody else can make.

    What they have corrected goes on only once staff have matched the carrier they typed.
    """
    named = {reasons.port_in_reason(ReasonCode(reason["code"])).who_acts for reason in number.status_reasons}
    who = next((who for who in (WaitingOn.CUSTOMER, WaitingOn.STAFF, WaitingOn.CARRIER) if who in named), WaitingOn.CUSTOMER)
    return WaitingOn.STAFF if who is WaitingOn.CUSTOMER and number.losing_carrier_name and not _left_to_correct(number) else who


def _left_to_correct(number: PortingNumberView) -> bool:
    """Whether a reason names what can be changed, and nobody changed it: what is only confirmed is confirmed as it is resubmitted."""
    return any(not corrected(number, reason) for reason in number.status_reasons if reason["fields"] or reason["documents"])


def corrected(number: PortingNumberView, reason: RaisedReason) -> bool:
    """Whether a field or document that the reason names changed since it was raised."""
    raised = number.reasons_raised_at
    changed = [number.fields_changed_at.get(name) for name in reason.get("fields", ())]
    uploaded = [number.documents_uploaded_at.get(DocumentKind(kind)) for kind in reason.get("documents", ())]
    return raised is not None and any(moment is not None and moment > raised for moment in changed + uploaded)


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
