"""Accounts, the people and tokens that act for them, and the profiles they port with."""

from typing import Any

from tortoise import fields

from portico.domain.statuses import Level, OnDeadline, Tier
from portico.storage.models.stamped import Stamped
from portico.storage.row_types.accounts import AccountRow, ApiTokenRow, CompanyProfileRow, ConfigurationProfileRow, SessionRow, UserRow


class Account(Stamped):
    row: AccountRow
    name = fields.CharField(max_length=200)
    slug = fields.CharField(max_length=80, unique=True)
    currency = fields.CharField(max_length=3)
    time_zone = fields.CharField(max_length=64)
    notification_emails: Any = fields.JSONField()
    default_callback_url = fields.CharField(max_length=2000, null=True)
    callback_secret = fields.TextField(null=True)
    tier = fields.CharEnumField(Tier, max_length=16)
    cancel_cutoff_hours = fields.IntField(default=48)
    port_out_hours = fields.IntField(null=True)
    port_out_on_deadline = fields.CharEnumField(OnDeadline, max_length=16, default=OnDeadline.EXPIRE)
    port_out_policy_set_by = fields.UUIDField(null=True)
    port_out_policy_set_at = fields.DatetimeField(null=True)
    port_out_pin_required = fields.BooleanField(default=False)
    port_out_two_person = fields.BooleanField(default=False)
    port_out_freeze: Any = fields.JSONField(null=True)
    """Until when and why its port-outs are frozen; None, or a moment that has passed: they are not."""
    contacts_changed_at = fields.DatetimeField(null=True)
    account_number = fields.CharField(max_length=60, unique=True)
    version = fields.IntField(default=1, db_default=1)
    locale = fields.CharField(max_length=8, default="en", db_default="en")
    contacts: Any = fields.JSONField(null=True)
    closed_at = fields.DatetimeField(null=True)
    callback_secret_before = fields.TextField(null=True)
    """The secret before the last rotation: callbacks are signed with it, too, until it ends."""
    callback_secret_before_until = fields.DatetimeField(null=True)
    second_factor_demanded = fields.BooleanField(default=False, db_default=False)

    class Meta:
        table = "account"
        indexes = (("name", "id"), ("created_at", "id"))


class User(Stamped):
    """A person: a member of one account, or of the operator's staff (account is null)."""

    row: UserRow
    account: Any = fields.ForeignKeyField("models.Account", related_name="users", null=True, on_delete=fields.RESTRICT)
    email = fields.CharField(max_length=320, unique=True)
    name = fields.CharField(max_length=200)
    level = fields.CharEnumField(Level, max_length=16)
    password_hash = fields.CharField(max_length=200, null=True)
    time_zone = fields.CharField(max_length=64, default="UTC")
    locale = fields.CharField(max_length=8, default="en")
    disabled_at = fields.DatetimeField(null=True)
    usual_networks: Any = fields.JSONField(null=True)
    version = fields.IntField(default=1)
    invited_by = fields.UUIDField(null=True)

    class Meta:
        table = "app_user"
        indexes = (("account_id", "name", "id"),)


class Session(Stamped):
    """A signed-in browser; only the hash of its cookie is kept."""

    row: SessionRow
    user: Any = fields.ForeignKeyField("models.User", related_name="sessions", on_delete=fields.CASCADE)
    token_hash = fields.CharField(max_length=64, unique=True)
    expires_at = fields.DatetimeField()
    last_seen_at = fields.DatetimeField()
    user_agent = fields.CharField(max_length=300, null=True)
    network = fields.CharField(max_length=64, null=True)

    class Meta:
        table = "session"
        indexes = (("user_id",), ("expires_at",))


class ApiToken(Stamped):
    """A machine's credential: shown once, kept as a hash."""

    row: ApiTokenRow
    account: Any = fields.ForeignKeyField("models.Account", related_name="tokens", null=True, on_delete=fields.RESTRICT)
    carrier: Any = fields.ForeignKeyField("models.Carrier", related_name="tokens", null=True, on_delete=fields.RESTRICT)
    name = fields.CharField(max_length=200)
    prefix = fields.CharField(max_length=16)
    token_hash = fields.CharField(max_length=64, unique=True)
    role = fields.CharField(max_length=16)
    level = fields.CharEnumField(Level, max_length=16)
    scopes: Any = fields.JSONField()
    last_used_at = fields.DatetimeField(null=True)
    expires_at = fields.DatetimeField(null=True)
    revoked_at = fields.DatetimeField(null=True)
    version = fields.IntField(default=1)
    replaced_hash = fields.CharField(max_length=64, null=True)
    replaced_until = fields.DatetimeField(null=True)
    made_by: Any = fields.JSONField(null=True)
    """The users who have read a secret of it, whoever made it first; empty: whoever runs the installation; None: nobody knows."""

    class Meta:
        table = "api_token"
        indexes = (("account_id", "created_at", "id"), ("carrier_id",), ("replaced_hash",))


class CompanyProfile(Stamped):
    """Who the numbers are ported for; every status update is mailed to its `emails`."""

    row: CompanyProfileRow
    account: Any = fields.ForeignKeyField("models.Account", related_name="company_profiles", on_delete=fields.RESTRICT)
    label = fields.CharField(max_length=120)
    company_name = fields.CharField(max_length=200)
    registration_number = fields.CharField(max_length=60, null=True)
    vat_id = fields.CharField(max_length=60, null=True)
    representative_first_name = fields.CharField(max_length=120, null=True)
    representative_last_name = fields.CharField(max_length=120, null=True)
    representative_phone = fields.CharField(max_length=32, null=True)
    country = fields.CharField(max_length=2)
    city = fields.CharField(max_length=120, null=True)
    postal_code = fields.CharField(max_length=20, null=True)
    street = fields.CharField(max_length=200, null=True)
    emails: Any = fields.JSONField()
    version = fields.IntField(default=1)

    class Meta:
        table = "company_profile"
        indexes = (("account_id", "label", "id"),)


class ConfigurationProfile(Stamped):
    """Where a ported number will ring: a SIP URI, trunk, distribution group or forward."""

    row: ConfigurationProfileRow
    account: Any = fields.ForeignKeyField("models.Account", related_name="configuration_profiles", on_delete=fields.RESTRICT)
    name = fields.CharField(max_length=120)
    destination_kind = fields.CharField(max_length=24)
    destination = fields.CharField(max_length=300)
    capacity = fields.IntField(null=True)
    sms_enabled = fields.BooleanField(default=False)
    version = fields.IntField(default=1)

    class Meta:
        table = "configuration_profile"
        indexes = (("account_id", "name", "id"),)
