"""The porting request: one order to bring numbers in, and what its verbs ask. DOMAIN.md §4, after the seed `create-porting-request.txt`.

Its table is in `porting_request_table`, with the conditions and the changes of its rows beside it.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Annotated
from uuid import UUID

from portico.domain import reasons
from portico.domain.conditions import ON_DEMAND, AtMost, Fact
from portico.domain.dates import calendar
from portico.domain.grammar import Explained
from portico.domain.inventory.phone_number_lists import MOST_NUMBERS
from portico.domain.port_ins.requirements import requirements
from portico.domain.reasons import ReasonCode
from portico.domain.statuses import REQUEST_ENDED, DocumentKind, DocumentStatus, Flow, NumberType, Tier, WaitingOn, may_wait_on
from portico.domain.statuses import PortingRequestStatus as Status

CANCELABLE_COUNT = Fact("cancelable_count")
ASKED_CARRIER_NAME = Fact("asked_carrier_name")
ASKED_CARRIER_COUNTRY = Fact("asked_carrier_country")
ASKED_NUMBERS = Fact("asked_numbers")


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
class RequestDocument:
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
    account_closed: bool = False
    reference: str = ""
    number_count: int = 0
    open_count: int = 0
    completed_count: int = 0
    canceled_count: int = 0
    cancelable_count: int | None = field(default=None, metadata=ON_DEMAND)
    waits_for_customer: bool = False
    waits_for_staff: bool = False
    at_carrier: bool = False
    to_resubmit: bool = False
    """A number of it goes on by being resubmitted."""
    losing_carrier_id: UUID | None = None
    losing_carrier_name: str | None = None
    """What was typed, while the carrier is not on the list: there is an id or this, never both."""
    losing_country: str | None = None
    losing_region: str | None = None
    losing_time_zone: str | None = None
    network_carrier_id: UUID | None = None
    answer_due_at: datetime | None = None
    first_possible_date: date | None = None
    ready_until: datetime | None = None
    perform_at: datetime | None = None
    cancellation_asked_at: datetime | None = None
    live_elsewhere: tuple[str, ...] = ()
    in_service_here: tuple[str, ...] = ()
    profile: ProfileView | None = None
    documents: tuple[RequestDocument, ...] = ()
    fields_to_correct: frozenset[str] = frozenset()
    """What staff named with a paper they rejected, and nobody corrected since."""
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
    requirement_changes: requirements.RequirementChanges | None = None
    day_overrides: calendar.Overrides = field(default_factory=dict, metadata=ON_DEMAND)
    asked_carrier_name: str | None = field(default=None, metadata=ON_DEMAND)
    asked_carrier_country: str | None = field(default=None, metadata=ON_DEMAND)
    asked_numbers: frozenset[UUID] = field(default=frozenset(), metadata=ON_DEMAND)
    """Its own among the numbers that are named."""
    losing_carrier_listed_as: str | None = None
    """What the losing carrier is called on the list, where it is on it."""
    match_unsent: bool = False
    """Staff matched the losing carrier, and nothing was sent since: they may do so anew."""
    under_legal_hold: bool = False
    """Only drafts are looked at: what else may be deleted is deleted by nobody but retention."""


class PortingRequestColumns(Explained, total=False):
    """What a move may write; `status` and `waiting_on` come from the table."""

    status_reason_code: str
    submitted_at: datetime
    accepted_at: datetime
    ended_at: datetime
    answer_due_at: datetime | None
    first_possible_date: date | None
    ready_until: datetime | None
    perform_at: datetime | None
    cancellation_asked_at: datetime | None
    cancellation_reason: str | None
    losing_carrier_id: UUID | None
    losing_carrier_name: str | None


# What each verb asks.


@dataclass(frozen=True, slots=True)
class RejectRequest:
    reason: Annotated[str | None, "Why, in your own words. Not needed beside a code, but for OTHER."] = None
    code: Annotated[ReasonCode | None, "Why, as a code: its text is the reason where you give no words of your own."] = None

    def __post_init__(self) -> None:
        """Words that the code says itself are not said beside it once more."""
        object.__setattr__(self, "reason", reasons.beside([self.code] if self.code else [], self.reason))


@dataclass(frozen=True, slots=True)
class MatchLosingCarrier:
    carrier_id: Annotated[UUID, "The carrier of the list that was meant."]


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
    """Why one number of a blocked request was rejected."""

    number_id: Annotated[UUID, "The porting number this reason is for."]
    code: Annotated[str, "Blocking code, one or two digits."]
    text: Annotated[str, "The losing carrier's words."]


@dataclass(frozen=True, slots=True)
class Block:
    code: Annotated[str, "Blocking code, one or two digits."]
    reason: Annotated[str | None, "The losing carrier's words."] = None
    numbers: Annotated[
        list[BlockedNumber] | None, "Reasons of single numbers; the others carry the request's own.", AtMost(MOST_NUMBERS)
    ] = None


@dataclass(frozen=True, slots=True)
class SchedulePerform:
    perform_at: Annotated[datetime | None, "When to port, UTC; null drops the schedule."] = None


# Whose turn it is.


def waiting_on(request: PortingRequestView) -> WaitingOn:
    """A STANDARD request in progress waits for whoever its numbers wait for, the customer first; a Dutch one that is ready, too."""
    if request.status in REQUEST_ENDED:
        return WaitingOn.NOBODY
    if request.cancellation_asked_at:
        return WaitingOn.STAFF
    if _awaits_paper(request):
        return WaitingOn.CUSTOMER
    if request.flow is Flow.STANDARD and request.status is Status.IN_PROGRESS:
        return WaitingOn.CUSTOMER if request.waits_for_customer else WaitingOn.STAFF if request.waits_for_staff else WaitingOn.CARRIER
    if request.status is Status.READY_TO_BE_PORTED:
        return WaitingOn.CUSTOMER if request.waits_for_customer else WaitingOn.NOBODY
    return may_wait_on(request.status, request.flow)[0]


def _awaits_paper(request: PortingRequestView) -> bool:
    """Staff rejected a document, and no other of its kind came since or what they named with it is still to be corrected."""
    if request.flow is not Flow.STANDARD or request.status not in {Status.REQUESTED, Status.IN_PROGRESS} or request.at_carrier:
        return False
    newest = {document.kind: document.status for document in request.documents}
    return DocumentStatus.REJECTED in newest.values() or bool(request.fields_to_correct)
