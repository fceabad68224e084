"""Other providers, and how Portico reaches them."""

from typing import Any

from tortoise import fields

from portico.domain.statuses import GatewayKind
from portico.storage.models.stamped import Stamped


class Carrier(Stamped):
    name = fields.CharField(max_length=200, unique=True)
    country = fields.CharField(max_length=2)
    region = fields.CharField(max_length=6, null=True)
    time_zone = fields.CharField(max_length=64)
    codes: Any = fields.JSONField()
    gateway = fields.CharEnumField(GatewayKind, max_length=16)
    completes_by_itself = fields.BooleanField(default=False)

    class Meta:
        table = "carrier"
