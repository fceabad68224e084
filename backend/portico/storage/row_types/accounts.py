"""Rows of accounts, the people and tokens that act for them, and profiles."""

from __future__ import annotations

from datetime import datetime
from typing import Any
from uuid import UUID

from portico.domain.statuses import Level, OnDeadline, Tier
from portico.storage.row_types.stamped import StampedRow


class AccountRow(StampedRow, total=False):
    name: str
    slug: str
    currency: str
    time_zone: str
    notification_emails: list[str]
    default_callback_url: str | None
    callback_secret: str | None
    tier: Tier
    cancel_cutoff_hours: int
    port_out_hours: int | None
    port_out_on_deadline: OnDeadline
    port_out_policy_set_by: UUID | None
    port_out_policy_set_at: datetime | None
    port_out_pin_required: bool
    port_out_two_person: bool
    port_out_freeze: Any
    contacts_changed_at: datetime | None
    account_number: str
    version: int
    locale: str
    contacts: Any
    closed_at: datetime | None
    callback_secret_before: str | None
    callback_secret_before_until: datetime | None
    second_factor_demanded: bool


class UserRow(StampedRow, total=False):
    email: str
    name: str
    level: Level
    password_hash: str | None
    time_zone: str
    locale: str
    disabled_at: datetime | None
    usual_networks: list[str] | None
    version: int
    invited_by: UUID | None
    account_id: UUID | None


class SessionRow(StampedRow, total=False):
    token_hash: str
    expires_at: datetime
    last_seen_at: datetime
    user_agent: str | None
    network: str | None
    user_id: UUID


class ApiTokenRow(StampedRow, total=False):
    name: str
    prefix: str
    token_hash: str
    role: str
    level: Level
    scopes: list[str]
    last_used_at: datetime | None
    expires_at: datetime | None
    revoked_at: datetime | None
    version: int
    replaced_hash: str | None
    replaced_until: datetime | None
    made_by: list[str] | None
    account_id: UUID | None
    carrier_id: UUID | None


class ProfileRow(StampedRow, total=False):
    """What both kinds of profile have."""

    version: int
    account_id: UUID


class CompanyProfileRow(ProfileRow, total=False):
    label: str
    company_name: str
    registration_number: str | None
    vat_id: str | None
    representative_first_name: str | None
    representative_last_name: str | None
    representative_phone: str | None
    country: str
    city: str | None
    postal_code: str | None
    street: str | None
    emails: list[str]


class ConfigurationProfileRow(ProfileRow, total=False):
    name: str
    destination_kind: str
    destination: str
    capacity: int | None
    sms_enabled: bool
