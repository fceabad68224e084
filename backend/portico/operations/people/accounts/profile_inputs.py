"""What creating and changing profiles asks: every field with its description, as the API shows it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated
from uuid import UUID

from portico.domain.conditions import AtMost
from portico.domain.inventory.destinations import DestinationKind
from portico.operations.engine.fields import MOST_LISTED
from portico.operations.engine.unset import UNSET, Unset


@dataclass(frozen=True, slots=True, kw_only=True)
class CreateCompanyProfile:
    account_id: Annotated[UUID | None, "Whose profile it is. Staff name the account they act for; customers leave it out."] = None
    label: Annotated[str, "What you call this profile."]
    company_name: Annotated[str, "The company's registered name."]
    country: Annotated[str, "Where the company is, ISO 3166: two letters."]
    registration_number: Annotated[str | None, "Its number in the register of companies."] = None
    vat_id: Annotated[str | None, "Its VAT id."] = None
    representative_first_name: Annotated[str | None, "First name of who may sign for it."] = None
    representative_last_name: Annotated[str | None, "Last name of who may sign for it."] = None
    representative_phone: Annotated[str | None, "Phone number of who may sign for it, in any spelling."] = None
    city: Annotated[str | None, "City."] = None
    postal_code: Annotated[str | None, "Postal code."] = None
    street: Annotated[str | None, "Street and house number."] = None
    emails: Annotated[list[str] | None, "Where every status update is mailed; at most 20 addresses.", AtMost(MOST_LISTED)] = None


@dataclass(frozen=True, slots=True, kw_only=True)
class UpdateCompanyProfile:
    """What is left out stays; null empties a field."""

    label: Annotated[str | Unset, "What you call this profile."] = UNSET
    company_name: Annotated[str | Unset, "The company's registered name."] = UNSET
    country: Annotated[str | Unset, "Where the company is, ISO 3166: two letters."] = UNSET
    registration_number: Annotated[str | Unset | None, "Its number in the register of companies."] = UNSET
    vat_id: Annotated[str | Unset | None, "Its VAT id."] = UNSET
    representative_first_name: Annotated[str | Unset | None, "First name of who may sign for it."] = UNSET
    representative_last_name: Annotated[str | Unset | None, "Last name of who may sign for it."] = UNSET
    representative_phone: Annotated[str | Unset | None, "Phone number of who may sign for it, in any spelling."] = UNSET
    city: Annotated[str | Unset | None, "City."] = UNSET
    postal_code: Annotated[str | Unset | None, "Postal code."] = UNSET
    street: Annotated[str | Unset | None, "Street and house number."] = UNSET
    emails: Annotated[list[str] | Unset | None, "Where every status update is mailed; replaces the whole list.", AtMost(MOST_LISTED)] = (
        UNSET
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class CreateConfigurationProfile:
    account_id: Annotated[UUID | None, "Whose profile it is. Staff name the account they act for; customers leave it out."] = None
    name: Annotated[str, "What you call this profile."]
    destination_kind: Annotated[DestinationKind, "What the numbers ring at."]
    destination: Annotated[str, "The SIP URI, trunk, distribution group, or number to forward to."]
    capacity: Annotated[int | None, "How many calls at once; null: no limit of its own."] = None
    sms_enabled: Annotated[bool, "Whether the numbers take text messages."] = False


@dataclass(frozen=True, slots=True, kw_only=True)
class UpdateConfigurationProfile:
    """What is left out stays; null empties a field."""

    name: Annotated[str | Unset, "What you call this profile."] = UNSET
    destination_kind: Annotated[DestinationKind | Unset, "What the numbers ring at."] = UNSET
    destination: Annotated[str | Unset, "The SIP URI, trunk, distribution group, or number to forward to."] = UNSET
    capacity: Annotated[int | Unset | None, "How many calls at once; null: no limit of its own."] = UNSET
    sms_enabled: Annotated[bool | Unset, "Whether the numbers take text messages."] = UNSET
