"""What handing in a port-out request asks: every field with its description, as the API shows it."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from typing import Annotated
from uuid import UUID

from portico.domain.conditions import AtMost
from portico.domain.inventory.phone_number_lists import MOST_NUMBERS
from portico.domain.port_outs.port_out_request import NumberWithPin


@dataclass(frozen=True, slots=True, kw_only=True)
class ReceivePortOut:
    gaining_carrier_id: Annotated[UUID | None, "The carrier that asks. Staff name it; a carrier leaves it out."] = None
    carrier_reference: Annotated[str, "The gaining carrier's own reference of its request (PON)."]
    carrier_version: Annotated[int, "The version of that reference, from 1."] = 1
    numbers: Annotated[
        list[NumberWithPin], "The numbers asked for, each with its PIN; of one account and country, at most 1,000.", AtMost(MOST_NUMBERS)
    ]
    end_user: Annotated[str | None, "The end user as the gaining carrier has them."] = None
    authorised_name: Annotated[str | None, "Who signed for the end user."] = None
    account_number: Annotated[str | None, "The end user's account number here."] = field(default=None, repr=False)
    service_street: Annotated[str | None, "Street and house number of the service address, as the gaining carrier has it."] = None
    service_city: Annotated[str | None, "City of the service address."] = None
    service_region: Annotated[str | None, "State, province or region of the service address."] = None
    service_postal_code: Annotated[str | None, "Postal code of the service address."] = None
    pin: Annotated[str | None, "The port-out PIN of the numbers that come without one of their own. Checked and not kept."] = field(
        default=None, repr=False
    )
    requested_date: Annotated[date | None, "The day the gaining carrier would like to take the numbers over."] = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ValidatePortOut:
    numbers: Annotated[
        list[NumberWithPin], "The numbers, each with its PIN; of one account and country, at most 1,000.", AtMost(MOST_NUMBERS)
    ]
    account_number: Annotated[str | None, "The end user's account number here."] = field(default=None, repr=False)
    pin: Annotated[str | None, "The PIN of the numbers that come without one of their own. Checked and not kept."] = field(
        default=None, repr=False
    )
