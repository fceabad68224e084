"""Rows of requests, their numbers, and attempts at the losing carrier."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any
from uuid import UUID

from portico.domain.statuses import (
    CarrierAnswer,
    Flow,
    NumberType,
    PortingNumberStatus,
    PortingRequestStatus,
    PortType,
    RemainingNumbers,
    SubscriberKind,
    WaitingOn,
)
from portico.storage.row_types.stamped import StampedRow


class PortingRequestRow(StampedRow, total=False):
    reference: str
    name: str | None
    customer_reference: str | None
    country: str
    number_type: NumberType
    flow: Flow
    status: PortingRequestStatus
    status_reason: str | None
    status_reason_said: Any
    status_reason_code: str | None
    version: int
    sequence: int
    open_count: int
    completed_count: int
    canceled_count: int
    waits_for_customer_count: int
    waits_for_staff_count: int
    at_carrier_count: int
    to_resubmit_count: int
    handed_elsewhere_count: int
    number_count: int
    waiting_on: WaitingOn
    losing_carrier_name: str | None
    subscriber_name: str | None
    subscriber_kind: SubscriberKind
    authorised_person: str | None
    service_street: str | None
    service_city: str | None
    service_region: str | None
    service_postal_code: str | None
    service_country: str | None
    account_number: str | None
    btn: str | None
    pin_sealed: str | None
    extra_fields: dict[str, str]
    secrets_sealed: Any
    fields_changed_at: dict[str, str]
    number_blocks: Any
    port_type: PortType
    new_btn: str | None
    remaining_numbers: RemainingNumbers | None
    requested_date: date | None
    callback_url: str | None
    answer_due_at: datetime | None
    first_possible_date: date | None
    ready_until: datetime | None
    perform_at: datetime | None
    reminded_at: datetime | None
    cancellation_asked_at: datetime | None
    cancellation_reason: str | None
    submitted_at: datetime | None
    accepted_at: datetime | None
    ended_at: datetime | None
    created_by: UUID | None
    account_id: UUID
    company_profile_id: UUID | None
    configuration_profile_id: UUID | None
    losing_carrier_id: UUID | None
    network_carrier_id: UUID | None
    replaces_id: UUID | None


class PortingNumberRow(StampedRow, total=False):
    e164: str
    number_type: NumberType
    status: PortingNumberStatus
    status_reason: str | None
    status_reason_said: Any
    status_reason_code: str | None
    status_reasons: Any
    reasons_raised_at: datetime | None
    reasons_confirmed: Any
    version: int
    waiting_on: WaitingOn
    foc_at: datetime | None
    foc_history: Any
    review_started_at: datetime | None
    attempt_no: int
    verified_at: datetime | None
    handed_over_at: datetime | None
    sent_to_id: UUID | None
    sent_through_id: UUID | None
    handed_to_id: UUID | None
    resume_status: PortingNumberStatus | None
    cancellation_asked_at: datetime | None
    cancellation_reason: str | None
    cancellation_decided_at: datetime | None
    cancellation_decision_reason: str | None
    provisioned_at: datetime | None
    completed_at: datetime | None
    overdue_alerted_at: datetime | None
    account_id: UUID
    configuration_profile_id: UUID | None
    request_id: UUID


class PortingAttemptRow(StampedRow, total=False):
    no: int
    losing_carrier_id: UUID | None
    snapshot: Any
    verified_at: datetime | None
    handed_over_at: datetime | None
    account_id: UUID
    request_id: UUID


class PortingAttemptNumberRow(StampedRow, total=False):
    handed_over_at: datetime | None
    answer: CarrierAnswer | None
    answer_text: str | None
    answered_at: datetime | None
    attempt_id: UUID
    number_id: UUID
