"""Port-ins: the request, its numbers, and every attempt at the losing carrier."""

from typing import Any

from tortoise import fields

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
from portico.storage.models.stamped import Stamped
from portico.storage.row_types.port_ins import PortingAttemptNumberRow, PortingAttemptRow, PortingNumberRow, PortingRequestRow

_ORDERS = ("created_at", "updated_at", "reference", "submitted_at")
_NUMBERS_ORDERS = ("created_at", "updated_at", "e164")
"""Those in which every number stands; the indexes by FOC date have only numbers with one, and stand in the migrations."""


class PortingRequest(Stamped):
    """One order to bring numbers in. Its row is the lock of the order; `sequence` orders everything that happens to it."""

    row: PortingRequestRow
    account: Any = fields.ForeignKeyField("models.Account", related_name="porting_requests", on_delete=fields.RESTRICT)
    reference = fields.CharField(max_length=20, unique=True)
    name = fields.CharField(max_length=200, null=True)
    customer_reference = fields.CharField(max_length=120, null=True)
    country = fields.CharField(max_length=2)
    number_type = fields.CharEnumField(NumberType, max_length=16)
    flow = fields.CharEnumField(Flow, max_length=16)
    status = fields.CharEnumField(PortingRequestStatus, max_length=32)
    status_reason = fields.TextField(null=True)
    status_reason_said: Any = fields.JSONField(null=True)
    status_reason_code = fields.CharField(max_length=40, null=True)
    version = fields.IntField(default=1)
    sequence = fields.IntField(default=0)
    open_count = fields.IntField(default=0)
    completed_count = fields.IntField(default=0)
    canceled_count = fields.IntField(default=0)
    waits_for_customer_count = fields.IntField(default=0)
    waits_for_staff_count = fields.IntField(default=0)
    at_carrier_count = fields.IntField(default=0)
    to_resubmit_count = fields.IntField(default=0)
    handed_elsewhere_count = fields.IntField(default=0)
    number_count = fields.IntField(default=0)
    waiting_on = fields.CharEnumField(WaitingOn, max_length=16)
    company_profile: Any = fields.ForeignKeyField(
        "models.CompanyProfile", related_name="porting_requests", null=True, on_delete=fields.RESTRICT
    )
    configuration_profile: Any = fields.ForeignKeyField(
        "models.ConfigurationProfile", related_name="porting_requests", null=True, on_delete=fields.RESTRICT
    )
    losing_carrier: Any = fields.ForeignKeyField("models.Carrier", related_name="losing_requests", null=True, on_delete=fields.RESTRICT)
    losing_carrier_name = fields.CharField(max_length=120, null=True)
    network_carrier: Any = fields.ForeignKeyField("models.Carrier", related_name="network_requests", null=True, on_delete=fields.RESTRICT)
    subscriber_name = fields.CharField(max_length=200, null=True)
    subscriber_kind = fields.CharEnumField(SubscriberKind, max_length=16, default=SubscriberKind.BUSINESS)
    authorised_person = fields.CharField(max_length=200, null=True)
    service_street = fields.CharField(max_length=200, null=True)
    service_city = fields.CharField(max_length=120, null=True)
    service_region = fields.CharField(max_length=120, null=True)
    service_postal_code = fields.CharField(max_length=20, null=True)
    service_country = fields.CharField(max_length=2, null=True)
    account_number = fields.CharField(max_length=60, null=True)
    btn = fields.CharField(max_length=20, null=True)
    pin_sealed = fields.TextField(null=True)
    extra_fields: Any = fields.JSONField()
    secrets_sealed: Any = fields.JSONField(null=True)
    fields_changed_at: Any = fields.JSONField()
    number_blocks: Any = fields.JSONField(null=True)
    port_type = fields.CharEnumField(PortType, max_length=16, default=PortType.FULL)
    new_btn = fields.CharField(max_length=20, null=True)
    remaining_numbers = fields.CharEnumField(RemainingNumbers, max_length=16, null=True)
    requested_date = fields.DateField(null=True)
    callback_url = fields.CharField(max_length=2000, null=True)
    answer_due_at = fields.DatetimeField(null=True)
    first_possible_date = fields.DateField(null=True)
    ready_until = fields.DatetimeField(null=True)
    perform_at = fields.DatetimeField(null=True)
    reminded_at = fields.DatetimeField(null=True)
    cancellation_asked_at = fields.DatetimeField(null=True)
    cancellation_reason = fields.TextField(null=True)
    submitted_at = fields.DatetimeField(null=True)
    accepted_at = fields.DatetimeField(null=True)
    ended_at = fields.DatetimeField(null=True)
    replaces: Any = fields.ForeignKeyField("models.PortingRequest", related_name="replaced_by", null=True, on_delete=fields.RESTRICT)
    created_by = fields.UUIDField(null=True)

    class Meta:
        table = "porting_request"
        indexes = (
            *(("account_id", order, "id") for order in _ORDERS),
            ("created_at", "id"),
            ("submitted_at", "id"),
            ("ended_at", "id"),
            ("updated_at", "id"),
            *((*first, "status", "waiting_on", order, "id") for first in ((), ("account_id",), ("country",)) for order in _ORDERS),
            *((carrier, order, "id") for carrier in ("losing_carrier_id", "network_carrier_id") for order in _ORDERS),
            ("replaces_id",),
        )


class PortingNumber(Stamped):
    """One number on its way in; moves by itself, apart from its siblings."""

    row: PortingNumberRow
    account: Any = fields.ForeignKeyField("models.Account", related_name="porting_numbers", on_delete=fields.RESTRICT)
    request: Any = fields.ForeignKeyField("models.PortingRequest", related_name="numbers", on_delete=fields.CASCADE)
    e164 = fields.CharField(max_length=20)
    number_type = fields.CharEnumField(NumberType, max_length=16)
    status = fields.CharEnumField(PortingNumberStatus, max_length=32)
    status_reason = fields.TextField(null=True)
    status_reason_said: Any = fields.JSONField(null=True)
    status_reason_code = fields.CharField(max_length=40, null=True)
    status_reasons: Any = fields.JSONField()
    reasons_raised_at = fields.DatetimeField(null=True)
    reasons_confirmed: Any = fields.JSONField()
    version = fields.IntField(default=1)
    waiting_on = fields.CharEnumField(WaitingOn, max_length=16)
    foc_at = fields.DatetimeField(null=True)
    foc_history: Any = fields.JSONField()
    review_started_at = fields.DatetimeField(null=True)
    attempt_no = fields.IntField(default=0)
    verified_at = fields.DatetimeField(null=True)
    handed_over_at = fields.DatetimeField(null=True)
    sent_to_id = fields.UUIDField(null=True)
    sent_through_id = fields.UUIDField(null=True)
    handed_to_id = fields.UUIDField(null=True)
    configuration_profile: Any = fields.ForeignKeyField(
        "models.ConfigurationProfile", related_name="porting_numbers", null=True, on_delete=fields.RESTRICT
    )
    resume_status = fields.CharEnumField(PortingNumberStatus, max_length=32, null=True)
    cancellation_asked_at = fields.DatetimeField(null=True)
    cancellation_reason = fields.TextField(null=True)
    cancellation_decided_at = fields.DatetimeField(null=True)
    cancellation_decision_reason = fields.TextField(null=True)
    provisioned_at = fields.DatetimeField(null=True)
    completed_at = fields.DatetimeField(null=True)
    overdue_alerted_at = fields.DatetimeField(null=True)

    class Meta:
        table = "porting_number"
        unique_together = (("request_id", "e164"),)
        indexes = (
            *((order, "id") for order in _NUMBERS_ORDERS),
            *(("account_id", order, "id") for order in _NUMBERS_ORDERS),
            *((*first, "status", "waiting_on", order, "id") for first in ((), ("account_id",)) for order in _NUMBERS_ORDERS),
            ("account_id", "id"),
            ("request_id", "status"),
        )


class PortingAttempt(Stamped):
    """One go at the losing carrier: an immutable snapshot of what was sent, and what came back."""

    row: PortingAttemptRow
    request: Any = fields.ForeignKeyField("models.PortingRequest", related_name="attempts", on_delete=fields.CASCADE)
    account: Any = fields.ForeignKeyField("models.Account", related_name="attempts", on_delete=fields.RESTRICT)
    no = fields.IntField()
    losing_carrier_id = fields.UUIDField(null=True)
    snapshot: Any = fields.JSONField()
    verified_at = fields.DatetimeField(null=True)
    handed_over_at = fields.DatetimeField(null=True)

    class Meta:
        table = "porting_attempt"
        unique_together = (("request_id", "no"),)
        indexes = (("account_id", "id"),)


class PortingAttemptNumber(Stamped):
    """A number's part in an attempt: when it went to the losing carrier, which may be later than others of it, and the answer to it."""

    row: PortingAttemptNumberRow
    attempt: Any = fields.ForeignKeyField("models.PortingAttempt", related_name="numbers", on_delete=fields.CASCADE)
    number: Any = fields.ForeignKeyField("models.PortingNumber", related_name="attempts", on_delete=fields.CASCADE)
    handed_over_at = fields.DatetimeField(null=True)
    answer = fields.CharEnumField(CarrierAnswer, max_length=32, null=True)
    answer_text = fields.TextField(null=True)
    answered_at = fields.DatetimeField(null=True)

    class Meta:
        table = "porting_attempt_number"
        unique_together = (("attempt_id", "number_id"),)
        indexes = (("number_id",),)
