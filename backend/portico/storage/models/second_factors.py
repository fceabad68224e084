"""A second factor beside the password: whose, by which codes, and who demands it."""

from typing import Any

from tortoise import fields

from portico.storage.models.stamped import Stamped
from portico.storage.row_types.second_factors import InstallationDemandsRow, RecoveryCodeRow, SecondFactorRow


class SecondFactor(Stamped):
    """What a user's app makes codes of, and the reset of it that two of the operator's people agree on."""

    row: SecondFactorRow
    user: Any = fields.OneToOneField("models.User", related_name="second_factor", on_delete=fields.CASCADE)
    secret_sealed = fields.TextField()
    confirmed_at = fields.DatetimeField(null=True)
    last_step = fields.BigIntField()
    """The step of the newest code that was used: no code of it or of an earlier one is good any more."""
    reset_reason = fields.TextField(null=True)
    reset_asked_at = fields.DatetimeField(null=True)
    reset_asked_by = fields.UUIDField(null=True)
    reset_asked_by_name = fields.CharField(max_length=200, null=True)
    reset_confirmed_at = fields.DatetimeField(null=True)
    reset_due_at = fields.DatetimeField(null=True)

    class Meta:
        table = "second_factor"
        indexes = (("reset_due_at",),)


class RecoveryCode(Stamped):
    """One of the codes that stand in for a lost device, each once; only a code of it under the key ring is kept."""

    row: RecoveryCodeRow
    user: Any = fields.ForeignKeyField("models.User", related_name="recovery_codes", on_delete=fields.CASCADE)
    code_mac = fields.CharField(max_length=64)
    used_at = fields.DatetimeField(null=True)

    class Meta:
        table = "recovery_code"
        indexes = (("user_id",),)


class InstallationDemands(Stamped):
    """What the operator demands of its own people; one row once anything was."""

    row: InstallationDemandsRow
    staff_second_factor = fields.BooleanField()

    class Meta:
        table = "installation_demands"
