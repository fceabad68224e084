"""Numbers in service here, and the claims that keep one number from being in two places."""

from typing import Any

from tortoise import fields

from portico.domain.statuses import NumberSource, NumberType, PhoneNumberStatus
from portico.storage.models.stamped import Plain, Stamped
from portico.storage.row_types.phone_numbers import NumberClaimRow, PhoneNumberRow


class PhoneNumber(Stamped):
    """A number of the inventory; PORTED_OUT and REMOVED rows stay as history."""

    row: PhoneNumberRow
    account: Any = fields.ForeignKeyField("models.Account", related_name="phone_numbers", on_delete=fields.RESTRICT)
    e164 = fields.CharField(max_length=20)
    country = fields.CharField(max_length=2)
    number_type = fields.CharEnumField(NumberType, max_length=16)
    source = fields.CharEnumField(NumberSource, max_length=16)
    status = fields.CharEnumField(PhoneNumberStatus, max_length=16)
    version = fields.IntField(default=1)
    configuration_profile: Any = fields.ForeignKeyField(
        "models.ConfigurationProfile", related_name="phone_numbers", null=True, on_delete=fields.RESTRICT
    )
    detached_profile: Any = fields.ForeignKeyField(
        "models.ConfigurationProfile", related_name="detached_numbers", null=True, on_delete=fields.RESTRICT
    )
    """Where it rang when it was ported out, for as long as that may have been a mistake."""
    porting_number: Any = fields.ForeignKeyField("models.PortingNumber", related_name="inventory", null=True, on_delete=fields.RESTRICT)
    port_out_pin_sealed = fields.TextField(null=True)
    locked_at = fields.DatetimeField(null=True)
    unlocks_at = fields.DatetimeField(null=True)
    failure_count = fields.IntField(default=0)
    activated_at = fields.DatetimeField(null=True)
    ended_at = fields.DatetimeField(null=True)

    class Meta:
        table = "phone_number"
        indexes = (
            ("e164", "status"),
            ("e164", "id"),
            ("status", "e164", "id"),
            ("status", "created_at", "id"),
            ("account_id", "status", "created_at", "id"),
            ("created_at", "id"),
            ("account_id", "status", "e164", "id"),
            ("account_id", "e164", "id"),
            ("account_id", "created_at", "id"),
            ("account_id", "id"),
            ("porting_number_id",),
        )


class NumberClaim(Plain):
    """At most one holder per kind and number: taken with ON CONFLICT DO NOTHING, so that losing a race is an answer and not an error."""

    row: NumberClaimRow
    id = fields.CharField(max_length=40, primary_key=True)
    kind = fields.CharField(max_length=16)
    e164 = fields.CharField(max_length=20)
    holder = fields.UUIDField()
    created_at = fields.DatetimeField()

    class Meta:
        table = "number_claim"
        unique_together = (("kind", "e164"),)
        indexes = (("holder",),)
