"""How people come in: links that work once, and the history of who signed in and who failed to."""

from typing import Any

from tortoise import fields

from portico.domain.people.links import Purpose
from portico.domain.people.users import SignInOutcome
from portico.storage.models.stamped import Stamped
from portico.storage.row_types.people import SignInRow, SingleUseLinkRow


class SingleUseLink(Stamped):
    """A link for one purpose, bound to what it was made for; only the hash of its secret is kept."""

    row: SingleUseLinkRow
    purpose = fields.CharEnumField(Purpose, max_length=32)
    account: Any = fields.ForeignKeyField("models.Account", related_name="links", null=True, on_delete=fields.CASCADE)
    user: Any = fields.ForeignKeyField("models.User", related_name="links", null=True, on_delete=fields.CASCADE)
    made_for: Any = fields.JSONField()
    sent_to = fields.CharField(max_length=320)
    secret_hash = fields.CharField(max_length=64)
    expires_at = fields.DatetimeField()
    used_at = fields.DatetimeField(null=True)
    revoked_at = fields.DatetimeField(null=True)
    failed_count = fields.IntField(default=0)
    made_by = fields.UUIDField(null=True)

    class Meta:
        table = "single_use_link"
        indexes = (("user_id", "purpose"), ("expires_at",))


class SignIn(Stamped):
    """One try to sign in as a user that there is."""

    row: SignInRow
    user: Any = fields.ForeignKeyField("models.User", related_name="sign_ins", on_delete=fields.CASCADE)
    at = fields.DatetimeField()
    outcome = fields.CharEnumField(SignInOutcome, max_length=24)
    network = fields.CharField(max_length=64, null=True)
    user_agent = fields.CharField(max_length=300, null=True)
    new_place = fields.BooleanField(default=False, db_default=False)
    """Whether it came from a network where this user had not signed in lately, though elsewhere."""

    class Meta:
        table = "sign_in"
        indexes = (("user_id", "at", "id"), ("at",))
