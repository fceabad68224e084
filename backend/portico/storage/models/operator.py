"""Who runs this installation: one row, and its logo beside it."""

from __future__ import annotations

from typing import Any

from tortoise import fields

from portico.storage.models.stamped import Stamped
from portico.storage.row_types.operator import OperatorLogoRow, OperatorSettingsRow


class OperatorSettings(Stamped):
    """The operator in its own words; null is not set. `countries` are those whose numbers it ports in."""

    row: OperatorSettingsRow
    name = fields.CharField(max_length=120, null=True)
    country = fields.CharField(max_length=2, null=True)
    time_zone = fields.CharField(max_length=64, null=True)
    currency = fields.CharField(max_length=3, null=True)
    countries: Any = fields.JSONField(default=list)
    mail_name = fields.CharField(max_length=120, null=True)
    mail_address = fields.CharField(max_length=254, null=True)
    logo_sha256 = fields.CharField(max_length=64, null=True)
    version = fields.IntField()

    class Meta:
        table = "operator_settings"


class OperatorLogo(Stamped):
    """The picture, in base64."""

    row: OperatorLogoRow
    media_type = fields.CharField(max_length=40)
    sha256 = fields.CharField(max_length=64)
    content = fields.TextField()

    class Meta:
        table = "operator_logo"
