"""Other providers, and how Portico reaches them."""

from typing import Any

from tortoise import fields

from portico.domain.statuses import GatewayKind
from portico.storage.models.stamped import Stamped
from portico.storage.row_types.carriers import CarrierRow


class Carrier(Stamped):
    """A provider; `network_for` are the countries whose port-ins go through it unless staff choose another. Retired ones are kept."""

    row: CarrierRow
    name = fields.CharField(max_length=200, unique=True)
    country = fields.CharField(max_length=2)
    region = fields.CharField(max_length=6, null=True)
    time_zone = fields.CharField(max_length=64)
    codes: Any = fields.JSONField()
    network_for: Any = fields.JSONField(default=list)
    gateway = fields.CharEnumField(GatewayKind, max_length=16)
    completes_by_itself = fields.BooleanField(default=False)
    contacts: Any = fields.JSONField(default=list)
    callback_url = fields.CharField(max_length=2000, null=True)
    callback_secret = fields.TextField(null=True)
    retired_at = fields.DatetimeField(null=True)
    version = fields.IntField(default=1)

    class Meta:
        table = "carrier"
