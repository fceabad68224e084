"""What is owed to the world outside: one delivery per (move, order, destination), and every try at it."""

from typing import Any

from tortoise import fields

from portico.storage.models.stamped import Stamped
from portico.storage.row_types.outbox import DeliveryAttemptRow, DeliveryRow


class Delivery(Stamped):
    """One thing owed to one destination. Sent in the order of `(order_id, order_sequence)`; which kinds there are says `engine.outbox`."""

    row: DeliveryRow
    account: Any = fields.ForeignKeyField("models.Account", related_name="deliveries", null=True, on_delete=fields.RESTRICT)
    kind = fields.CharField(max_length=16)
    destination = fields.CharField(max_length=2000)
    unique_key = fields.CharField(max_length=200, unique=True)
    move_id = fields.UUIDField()
    order_kind = fields.CharField(max_length=32)
    order_id = fields.UUIDField()
    order_sequence = fields.IntField()
    event = fields.CharField(max_length=80)
    payload: Any = fields.JSONField()
    status = fields.CharField(max_length=16)
    attempt_count = fields.IntField(default=0)
    next_attempt_at = fields.DatetimeField()
    claimed_until = fields.DatetimeField(null=True)
    claimed_by = fields.CharField(max_length=64, null=True)
    delivered_at = fields.DatetimeField(null=True)
    last_error = fields.TextField(null=True)
    last_error_said: Any = fields.JSONField(null=True)
    endpoint: Any = fields.ForeignKeyField("models.WebhookEndpoint", related_name="deliveries", null=True, on_delete=fields.RESTRICT)

    class Meta:
        table = "delivery"
        indexes = (
            ("kind", "status", "next_attempt_at", "id"),
            ("order_id", "destination", "order_sequence"),
            ("account_id", "created_at", "id"),
            ("created_at", "id"),
            ("kind", "created_at", "id"),
        )


class DeliveryAttempt(Stamped):
    row: DeliveryAttemptRow
    delivery: Any = fields.ForeignKeyField("models.Delivery", related_name="attempts", on_delete=fields.CASCADE)
    no = fields.IntField()
    ok = fields.BooleanField()
    status_code = fields.IntField(null=True)
    error = fields.TextField(null=True)
    error_said: Any = fields.JSONField(null=True)
    duration_ms = fields.IntField()
    exchange: Any = fields.JSONField(null=True)
    """What was sent and what came back, of a try at a webhook endpoint: heads without signatures, and how the answer begins."""

    class Meta:
        table = "delivery_attempt"
        unique_together = (("delivery_id", "no"),)
