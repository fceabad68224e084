"""Addresses that an account has its events posted to."""

from typing import Any

from tortoise import fields

from portico.domain.statuses import WebhookDisabledReason
from portico.storage.models.stamped import Stamped
from portico.storage.row_types.webhooks import WebhookEndpointRow


class WebhookEndpoint(Stamped):
    """`creator` and `scopes` are who made it, by what: what it is sent is read as they may read. One that is deleted keeps its log."""

    row: WebhookEndpointRow
    account: Any = fields.ForeignKeyField("models.Account", related_name="webhook_endpoints", on_delete=fields.RESTRICT)
    name = fields.CharField(max_length=120)
    url = fields.CharField(max_length=2000)
    events: Any = fields.JSONField()
    """Events and kinds of events (`porting_number.*`); empty: all."""
    selection = fields.TextField(null=True)
    secrets: Any = fields.JSONField()
    """Newest first, each `{sealed, made_at, ends_at}`; `ends_at` is null for the one that holds until it is rotated."""
    creator_kind = fields.CharField(max_length=16)
    creator_id = fields.UUIDField(null=True)
    creator_name = fields.CharField(max_length=200)
    scopes: Any = fields.JSONField()
    disabled_at = fields.DatetimeField(null=True)
    disabled_reason = fields.CharEnumField(WebhookDisabledReason, max_length=24, null=True)
    failing_since = fields.DatetimeField(null=True)
    """By the machine's clock, as tries are."""
    deleted_at = fields.DatetimeField(null=True)
    version = fields.IntField(default=1)

    class Meta:
        table = "webhook_endpoint"
        indexes = (("account_id", "name", "id"),)
