"""What comes after a port: numbers asked back, and numbers that go from one account here to another."""

from typing import Any

from tortoise import fields

from portico.domain.statuses import InternalMoveStatus, SnapbackDirection, SnapbackStatus, WaitingOn
from portico.storage.models.stamped import Stamped
from portico.storage.row_types.afterwards import InternalMoveNumberRow, InternalMoveRow, SnapbackRow

_ORDERS = ("created_at", "updated_at")


class Snapback(Stamped):
    """A number asked back after a port that was a mistake; its row is the lock of the order."""

    row: SnapbackRow
    account: Any = fields.ForeignKeyField("models.Account", related_name="snapbacks", on_delete=fields.RESTRICT)
    reference = fields.CharField(max_length=20, unique=True)
    direction = fields.CharEnumField(SnapbackDirection, max_length=8)
    status = fields.CharEnumField(SnapbackStatus, max_length=16)
    status_reason = fields.TextField(null=True)
    status_reason_said: Any = fields.JSONField(null=True)
    version = fields.IntField(default=1)
    sequence = fields.IntField(default=0)
    waiting_on = fields.CharEnumField(WaitingOn, max_length=16)
    e164 = fields.CharField(max_length=20)
    phone_number: Any = fields.ForeignKeyField("models.PhoneNumber", related_name="snapbacks", on_delete=fields.RESTRICT)
    porting_number: Any = fields.ForeignKeyField("models.PortingNumber", related_name="snapbacks", null=True, on_delete=fields.RESTRICT)
    port_out_request: Any = fields.ForeignKeyField("models.PortOutRequest", related_name="snapbacks", null=True, on_delete=fields.RESTRICT)
    carrier: Any = fields.ForeignKeyField("models.Carrier", related_name="snapbacks", on_delete=fields.RESTRICT)
    ported_at = fields.DatetimeField()
    asked_because = fields.TextField()
    asked_by = fields.UUIDField(null=True)
    asked_by_role = fields.CharField(max_length=16)
    sent_at = fields.DatetimeField(null=True)
    ended_at = fields.DatetimeField(null=True)

    class Meta:
        table = "snapback"
        indexes = (
            *((*first, order, "id") for first in ((), ("account_id",)) for order in _ORDERS),
            *((*first, "status", "waiting_on", order, "id") for first in ((), ("account_id",)) for order in _ORDERS),
            ("carrier_id", "created_at", "id"),
            ("phone_number_id",),
            ("porting_number_id",),
            ("port_out_request_id",),
        )


class InternalMove(Stamped):
    """Numbers that `account` offers and `to_account` takes, once it has redeemed the code; its row is the lock of the order."""

    row: InternalMoveRow
    account: Any = fields.ForeignKeyField("models.Account", related_name="moves_given", on_delete=fields.RESTRICT)
    to_account: Any = fields.ForeignKeyField("models.Account", related_name="moves_taken", null=True, on_delete=fields.RESTRICT)
    reference = fields.CharField(max_length=20, unique=True)
    status = fields.CharEnumField(InternalMoveStatus, max_length=16)
    status_reason = fields.TextField(null=True)
    status_reason_said: Any = fields.JSONField(null=True)
    version = fields.IntField(default=1)
    sequence = fields.IntField(default=0)
    waiting_on = fields.CharEnumField(WaitingOn, max_length=16)
    number_count = fields.IntField(default=0)
    code_handle = fields.CharField(max_length=12, unique=True)
    code_sealed = fields.TextField(null=True)
    """Until the offer is redeemed or over."""
    expires_at = fields.DatetimeField()
    offered_by = fields.UUIDField(null=True)
    redeemed_by = fields.UUIDField(null=True)
    redeemed_at = fields.DatetimeField(null=True)
    ended_at = fields.DatetimeField(null=True)

    class Meta:
        table = "internal_move"
        indexes = (
            *((*first, order, "id") for first in ((), ("account_id",)) for order in _ORDERS),
            *((*first, "status", "waiting_on", order, "id") for first in ((), ("account_id",)) for order in _ORDERS),
            ("to_account_id", "created_at", "id"),
            ("status", "expires_at", "id"),
        )


class InternalMoveNumber(Stamped):
    row: InternalMoveNumberRow
    internal_move: Any = fields.ForeignKeyField("models.InternalMove", related_name="numbers", on_delete=fields.CASCADE)
    phone_number: Any = fields.ForeignKeyField("models.PhoneNumber", related_name="internal_moves", on_delete=fields.RESTRICT)
    e164 = fields.CharField(max_length=20)

    class Meta:
        table = "internal_move_number"
        unique_together = (("internal_move_id", "phone_number_id"),)
        indexes = (("phone_number_id",), ("e164",))
