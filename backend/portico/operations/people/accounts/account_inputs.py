"""What creating, changing and closing accounts asks: every field with its description, as the API shows it."""

from __future__ import annotations

import dataclasses
from dataclasses import dataclass
from typing import Annotated

from portico.domain.conditions import AtMost
from portico.domain.people.second_factors import CODE_BESIDE
from portico.domain.statuses import Tier
from portico.operations.engine.fields import MOST_LISTED
from portico.operations.engine.unset import UNSET, Unset


@dataclass(frozen=True, slots=True, kw_only=True)
class AccountContact:
    """Somebody at the customer whom the operator turns to."""

    name: Annotated[str, "Their name."]
    purpose: Annotated[str | None, "What they are asked about, e.g. billing or number porting."] = None
    email: Annotated[str | None, "Their email address. It is not written to: that is what notification addresses are for."] = None
    phone: Annotated[str | None, "Their phone number, with its country code."] = None


@dataclass(frozen=True, slots=True, kw_only=True)
class CreateAccount:
    name: Annotated[str, "What the customer is called."]
    slug: Annotated[str | None, "Short name for commands and addresses; null: made from the name. It stays as it is."] = None
    currency: Annotated[str | None, "What it is billed in, ISO 4217: three letters; null: what the operator bills in, else EUR."] = None
    time_zone: Annotated[str | None, "IANA name, such as Europe/Amsterdam; null: the operator's, else UTC."] = None
    locale: Annotated[str, "Its language: en, nl or de."] = "en"
    tier: Annotated[Tier, "TRIAL drafts requests but may not submit them."] = Tier.STANDARD
    notification_emails: Annotated[list[str] | None, "Where notices about the account go; at most 20.", AtMost(MOST_LISTED)] = None
    default_callback_url: Annotated[str | None, "Where status changes are posted unless a request says otherwise."] = None
    contacts: Annotated[list[AccountContact] | None, "Whom the operator turns to; at most 20.", AtMost(MOST_LISTED)] = None
    cancel_cutoff_hours: Annotated[int, "How many hours before a FOC date a cancellation is still taken."] = 48


@dataclass(frozen=True, slots=True, kw_only=True)
class ChangeAccount:
    """What is left out stays; null empties a field."""

    name: Annotated[str | Unset, "What the customer is called."] = UNSET
    time_zone: Annotated[str | Unset, "IANA name, such as Europe/Amsterdam."] = UNSET
    locale: Annotated[str | Unset, "Its language: en, nl or de."] = UNSET
    notification_emails: Annotated[
        list[str] | Unset | None, "Where notices about the account go; replaces the whole list.", AtMost(MOST_LISTED)
    ] = UNSET
    contacts: Annotated[
        list[AccountContact] | Unset | None, "Whom the operator turns to; replaces the whole list.", AtMost(MOST_LISTED)
    ] = UNSET
    default_callback_url: Annotated[str | Unset | None, "Where status changes are posted unless a request says otherwise."] = UNSET
    second_factor_demanded: Annotated[bool | Unset, "Whether all its people need a second factor to sign in."] = UNSET
    tier: Annotated[Tier | Unset, "Staff: what it may do."] = UNSET
    currency: Annotated[str | Unset, "Staff: what it is billed in from now on, ISO 4217."] = UNSET
    cancel_cutoff_hours: Annotated[int | Unset, "Staff: how many hours before a FOC date a cancellation is still taken, 0 to 720."] = UNSET


@dataclass(frozen=True, slots=True, kw_only=True)
class RotateCallbackSecret:
    password: Annotated[str, "Your password, once more."] = dataclasses.field(repr=False)
    one_time_code: Annotated[str | None, CODE_BESIDE] = dataclasses.field(default=None, repr=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class CloseAccount:
    reason: Annotated[str | None, "Why, for the journal."] = None
