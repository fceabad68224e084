"""Other carriers' claims on our numbers, the orders they become, and what those cost."""

from typing import Any

from tortoise import fields

from portico.domain.statuses import NumberType, OnDeadline, PortOutOrderStatus, PortOutRequestStatus, WaitingOn
from portico.storage.models.stamped import Stamped
from portico.storage.row_types.port_outs import ChargeRow, FeeScheduleRow, PortOutNumberRow, PortOutOrderRow, PortOutRequestRow

_ORDERS = ("expires_at", "created_at", "updated_at")


class PortOutRequest(Stamped):
    """A gaining carrier's request for numbers of one account; its row is the lock of the order."""

    row: PortOutRequestRow
    account: Any = fields.ForeignKeyField("models.Account", related_name="port_out_requests", on_delete=fields.RESTRICT)
    reference = fields.CharField(max_length=20, unique=True)
    gaining_carrier: Any = fields.ForeignKeyField("models.Carrier", related_name="port_out_requests", on_delete=fields.RESTRICT)
    carrier_reference = fields.CharField(max_length=60)
    carrier_version = fields.IntField(default=1)
    part = fields.IntField(default=0)
    country = fields.CharField(max_length=2)
    status = fields.CharEnumField(PortOutRequestStatus, max_length=32)
    status_reason = fields.TextField(null=True)
    status_reason_said: Any = fields.JSONField(null=True)
    version = fields.IntField(default=1)
    sequence = fields.IntField(default=0)
    number_count = fields.IntField(default=0)
    waiting_on = fields.CharEnumField(WaitingOn, max_length=16)
    end_user = fields.CharField(max_length=200, null=True)
    authorised_name = fields.CharField(max_length=200, null=True)
    account_number = fields.CharField(max_length=60, null=True)
    service_street = fields.CharField(max_length=200, null=True)
    service_city = fields.CharField(max_length=120, null=True)
    service_region = fields.CharField(max_length=120, null=True)
    service_postal_code = fields.CharField(max_length=20, null=True)
    pin_checked = fields.BooleanField(default=False)
    requested_date = fields.DateField(null=True)
    expires_at = fields.DatetimeField()
    on_deadline = fields.CharEnumField(OnDeadline, max_length=16)
    policy_set_by = fields.UUIDField(null=True)
    policy_set_at = fields.DatetimeField(null=True)
    two_person = fields.BooleanField(default=False, db_default=False)
    reject_code = fields.CharField(max_length=40, null=True)
    reject_comment = fields.TextField(null=True)
    viewed_at = fields.DatetimeField(null=True)
    approved_at = fields.DatetimeField(null=True)
    approved_by = fields.UUIDField(null=True)
    approved_digest = fields.CharField(max_length=64, null=True)
    first_approved_at = fields.DatetimeField(null=True)
    first_approved_by = fields.UUIDField(null=True)
    first_approved_digest = fields.CharField(max_length=64, null=True)
    received_by = fields.UUIDField(null=True)
    received_by_role = fields.CharField(max_length=16)
    amended_by: Any = fields.JSONField(null=True)
    """Whoever has changed it since: ids of users, tokens and carriers."""
    release_at = fields.DatetimeField(null=True)
    stalled_alerted_at = fields.DatetimeField(null=True)
    """When staff were told that it was released and never activated."""
    ended_at = fields.DatetimeField(null=True)
    parent: Any = fields.ForeignKeyField("models.PortOutRequest", related_name="parts", null=True, on_delete=fields.RESTRICT)

    class Meta:
        table = "port_out_request"
        unique_together = (("gaining_carrier_id", "carrier_reference", "carrier_version", "part"),)
        indexes = (
            *((*first, order, "id") for first in ((), ("account_id",)) for order in _ORDERS),
            *((*first, "status", "waiting_on", order, "id") for first in ((), ("account_id",)) for order in _ORDERS),
            ("status", "expires_at", "id"),
            ("ended_at", "id"),
            ("parent_id",),
        )


class PortOutNumber(Stamped):
    row: PortOutNumberRow
    port_out_request: Any = fields.ForeignKeyField("models.PortOutRequest", related_name="numbers", on_delete=fields.CASCADE)
    phone_number: Any = fields.ForeignKeyField("models.PhoneNumber", related_name="port_outs", on_delete=fields.RESTRICT)
    e164 = fields.CharField(max_length=20)

    class Meta:
        table = "port_out_number"
        unique_together = (("port_out_request_id", "phone_number_id"),)
        indexes = (("phone_number_id",),)


class PortOutOrder(Stamped):
    row: PortOutOrderRow
    account: Any = fields.ForeignKeyField("models.Account", related_name="port_out_orders", on_delete=fields.RESTRICT)
    port_out_request: Any = fields.ForeignKeyField("models.PortOutRequest", related_name="orders", on_delete=fields.RESTRICT)
    status = fields.CharEnumField(PortOutOrderStatus, max_length=16)
    version = fields.IntField(default=1)
    fee_minor = fields.BigIntField()
    currency = fields.CharField(max_length=3)
    approved_by = fields.UUIDField(null=True)
    fee_rows: Any = fields.JSONField(null=True)
    """By which rows of the fee schedule it is billed."""
    fee_shares: Any = fields.JSONField(null=True)
    """What of its fee is per request, and so is owed once by all parts of it together."""
    billed_at = fields.DatetimeField(null=True)
    ended_at = fields.DatetimeField(null=True)

    class Meta:
        table = "port_out_order"
        indexes = (("port_out_request_id",), ("account_id", "created_at", "id"))


class FeeSchedule(Stamped):
    """What a port-out costs; `number_type` null stands for any. Amounts are integer minor units of `currency`.

    `valid_until` is the last day, null: until further notice. What was billed (`billed_at`: first) is never changed.
    """

    row: FeeScheduleRow
    country = fields.CharField(max_length=2)
    number_type = fields.CharEnumField(NumberType, max_length=16, null=True)
    currency = fields.CharField(max_length=3)
    amount_minor = fields.BigIntField()
    per = fields.CharField(max_length=8)
    valid_from = fields.DateField()
    valid_until = fields.DateField(null=True)
    billed_at = fields.DatetimeField(null=True)
    version = fields.IntField(default=1)

    class Meta:
        table = "fee_schedule"
        indexes = (("country", "number_type", "valid_from"),)


class Charge(Stamped):
    """An amount owed by an account; `unique_key` makes billing it twice impossible."""

    row: ChargeRow
    account: Any = fields.ForeignKeyField("models.Account", related_name="charges", on_delete=fields.RESTRICT)
    kind = fields.CharField(max_length=40)
    amount_minor = fields.BigIntField()
    currency = fields.CharField(max_length=3)
    unique_key = fields.CharField(max_length=120, unique=True)
    port_out_request: Any = fields.ForeignKeyField("models.PortOutRequest", related_name="charges", null=True, on_delete=fields.RESTRICT)
    data: Any = fields.JSONField()

    class Meta:
        table = "charge"
        indexes = (("account_id", "created_at", "id"), ("created_at", "id"), ("port_out_request_id",))
