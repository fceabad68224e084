"""What creating and changing a porting request asks: every field with its description, as the API shows it."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from typing import Annotated, Final
from uuid import UUID

from portico.domain.conditions import AtMost
from portico.domain.desk.papers import MOST_DOCUMENTS
from portico.domain.inventory.phone_number_lists import MOST_NUMBERS
from portico.domain.statuses import NumberType, PortType, RemainingNumbers, SubscriberKind
from portico.operations.engine.unset import UNSET, Unset

MOST_EXTRAS: Final = MOST_NUMBERS + 100  # a code for every number, and what has one value for all of them
_BY_NAME: Final = (
    "Instead of losingCarrierId, where the carrier is not on the list: its name. "
    "Staff match it with a carrier before they accept the request."
)
_EXTRAS_ANEW: Final = (
    "What only some countries ask; replaces the whole list. A secret field (PAC, RIO …) left out of the list stays; one in it replaces "
    "everything that was given for it."
)


@dataclass(frozen=True, slots=True)
class ExtraField:
    """What only some countries ask."""

    name: Annotated[str, "The requirement's name for it, such as PAC, RIO or LINE_TYPE."]
    value: Annotated[str, "Its value; an empty one takes it away. A secret one is kept sealed and never answered."] = field(repr=False)
    number: Annotated[str | None, "Of a secret field whose numbers have different values: the number this one is for."] = None


@dataclass(frozen=True, slots=True, kw_only=True)
class CreateRequest:
    account_id: Annotated[UUID | None, "Whose request it is. Staff name the account they act for; customers leave it out."] = None
    country: Annotated[str, "The country of the numbers, ISO 3166: two letters."]
    number_type: Annotated[NumberType, "The type all numbers of the request have."]
    numbers: Annotated[list[str], "The numbers, in any spelling; at most 1,000.", AtMost(MOST_NUMBERS)] = field(default_factory=list)
    name: Annotated[str | None, "What you call this request."] = None
    customer_reference: Annotated[str | None, "Your own reference."] = None
    company_profile_id: Annotated[UUID | None, "Who the numbers are ported for; status updates are mailed to its addresses."] = None
    configuration_profile_id: Annotated[UUID | None, "Where the numbers will ring once they are ported."] = None
    losing_carrier_id: Annotated[UUID | None, "The carrier the numbers are with now."] = None
    losing_carrier_name: Annotated[str | None, _BY_NAME] = None
    network_carrier_id: Annotated[UUID | None, "The carrier through which the port is submitted. Only staff choose it."] = None
    subscriber_name: Annotated[str | None, "The subscriber, exactly as the losing carrier has it on record."] = None
    subscriber_kind: Annotated[SubscriberKind, "Whether the subscriber is a business or a person."] = SubscriberKind.BUSINESS
    authorised_person: Annotated[str | None, "Who may decide about the account at the losing carrier and signs the LOA."] = None
    service_street: Annotated[str | None, "Street and house number of the service address."] = None
    service_city: Annotated[str | None, "City of the service address."] = None
    service_region: Annotated[str | None, "State, province or region of the service address."] = None
    service_postal_code: Annotated[str | None, "Postal code of the service address."] = None
    service_country: Annotated[str | None, "Country of the service address, ISO 3166: two letters."] = None
    account_number: Annotated[str | None, "The account number at the losing carrier."] = None
    btn: Annotated[str | None, "The billing telephone number of the account at the losing carrier, in any spelling."] = None
    pin: Annotated[str | None, "The PIN or transfer code at the losing carrier. Kept sealed, never shown again."] = field(
        default=None, repr=False
    )
    extra_fields: Annotated[list[ExtraField] | None, "What only some countries ask, by the requirement's names.", AtMost(MOST_EXTRAS)] = (
        None
    )
    port_type: Annotated[PortType, "Whether every number of the account moves, or only some."] = PortType.FULL
    new_btn: Annotated[str | None, "The new billing telephone number of what stays, where the present one moves."] = None
    remaining_numbers: Annotated[RemainingNumbers | None, "What happens to the numbers that stay behind."] = None
    requested_date: Annotated[date | None, "The day you would like to port; not in the Dutch flow."] = None
    callback_url: Annotated[str | None, "Where each status update is posted; without it the account's own address."] = None
    document_ids: Annotated[
        list[UUID] | None, "Papers that were uploaded without a request (PUT /documents) and wait for this one.", AtMost(MOST_DOCUMENTS)
    ] = None
    submit: Annotated[bool, "Submit at once. If that is refused, nothing is created, and its blockers name what is missing."] = False
    replaces_id: Annotated[UUID | None, "The request this one replaces: blocked, rejected, canceled, or its window passed."] = None


@dataclass(frozen=True, slots=True, kw_only=True)
class UpdateRequest:
    """What is left out stays; null empties a field."""

    country: Annotated[str | Unset, "The country of the numbers, ISO 3166: two letters."] = UNSET
    number_type: Annotated[NumberType | Unset, "The type all numbers of the request have."] = UNSET
    add_numbers: Annotated[list[str] | None, "Numbers to add to a draft, in any spelling.", AtMost(MOST_NUMBERS)] = None
    remove_numbers: Annotated[list[UUID] | None, "Porting numbers to take out of a draft.", AtMost(MOST_NUMBERS)] = None
    name: Annotated[str | Unset | None, "What you call this request."] = UNSET
    customer_reference: Annotated[str | Unset | None, "Your own reference."] = UNSET
    company_profile_id: Annotated[UUID | Unset | None, "Who the numbers are ported for."] = UNSET
    configuration_profile_id: Annotated[UUID | Unset | None, "Where the numbers will ring once they are ported."] = UNSET
    losing_carrier_id: Annotated[UUID | Unset | None, "The carrier the numbers are with now."] = UNSET
    losing_carrier_name: Annotated[str | Unset | None, _BY_NAME] = UNSET
    network_carrier_id: Annotated[UUID | Unset | None, "The carrier through which the port is submitted. Only staff choose it."] = UNSET
    subscriber_name: Annotated[str | Unset | None, "The subscriber, exactly as the losing carrier has it on record."] = UNSET
    subscriber_kind: Annotated[SubscriberKind | Unset, "Whether the subscriber is a business or a person."] = UNSET
    authorised_person: Annotated[str | Unset | None, "Who may decide about the account at the losing carrier and signs the LOA."] = UNSET
    service_street: Annotated[str | Unset | None, "Street and house number of the service address."] = UNSET
    service_city: Annotated[str | Unset | None, "City of the service address."] = UNSET
    service_region: Annotated[str | Unset | None, "State, province or region of the service address."] = UNSET
    service_postal_code: Annotated[str | Unset | None, "Postal code of the service address."] = UNSET
    service_country: Annotated[str | Unset | None, "Country of the service address, ISO 3166: two letters."] = UNSET
    account_number: Annotated[str | Unset | None, "The account number at the losing carrier."] = UNSET
    btn: Annotated[str | Unset | None, "The billing telephone number at the losing carrier, in any spelling."] = UNSET
    pin: Annotated[str | Unset | None, "The PIN or transfer code at the losing carrier. Kept sealed, never shown again."] = field(
        default=UNSET, repr=False
    )
    extra_fields: Annotated[list[ExtraField] | Unset | None, _EXTRAS_ANEW, AtMost(MOST_EXTRAS)] = UNSET
    port_type: Annotated[PortType | Unset, "Whether every number of the account moves, or only some."] = UNSET
    new_btn: Annotated[str | Unset | None, "The new billing telephone number of what stays."] = UNSET
    remaining_numbers: Annotated[RemainingNumbers | Unset | None, "What happens to the numbers that stay behind."] = UNSET
    requested_date: Annotated[date | Unset | None, "The day you would like to port; not in the Dutch flow."] = UNSET
    callback_url: Annotated[str | Unset | None, "Where each status update is posted."] = UNSET
