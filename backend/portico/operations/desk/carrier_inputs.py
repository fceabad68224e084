"""What creating and changing carriers asks: every field with its description, as the API shows it."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Annotated

from portico.domain.conditions import AtMost
from portico.domain.statuses import GatewayKind
from portico.operations.engine.fields import MOST_LISTED
from portico.operations.engine.unset import UNSET, Unset

_NAME = "The carrier's name; no two have the same."
_COUNTRY = "Where it works, ISO 3166: two letters."
_REGION = "The region whose holidays it keeps, ISO 3166-2, such as GB-SCT; null: its country's default, such as England."
_ZONE = "Its time zone, such as Europe/Amsterdam; FOC dates are read in it."
_SPID = "North America: its SPID, four letters or digits."
_COIN = "The Netherlands: its operator code at COIN, three to six letters or digits."
_CUPID = "The United Kingdom: its CUPID."
_RESPORG = "North America: its Resp Org ID for toll-free numbers, five letters or digits."
_NETWORK = "The countries, ISO 3166, whose port-ins go through it unless staff choose another. A country has one such carrier."
_GATEWAY = "How it is reached."
_COMPLETES = "Whether a port is complete at its FOC without a report."
_CONTACTS = "Whom to talk to there."
_LEAVES = (
    "Of the countries whose network carrier it is, those with port-ins under way through it, ISO 3166: named, so that nobody leaves "
    "them without a network carrier unawares."
)
_CALLBACK = "Where it is told what became of its port-out requests, signed; null: its gateway tells it."


@dataclass(frozen=True, slots=True, kw_only=True)
class CarrierContact:
    """Whom to talk to at a carrier."""

    name: Annotated[str, "Who, or which desk."]
    email: Annotated[str | None, "Mail address."] = None
    phone: Annotated[str | None, "Phone number, in any spelling."] = None
    note: Annotated[str | None, "What they are for, or when they are there."] = None


@dataclass(frozen=True, slots=True, kw_only=True)
class CreateCarrier:
    name: Annotated[str, _NAME]
    country: Annotated[str, _COUNTRY]
    region: Annotated[str | None, _REGION] = None
    time_zone: Annotated[str | None, f"{_ZONE} Default: its country's."] = None
    spid: Annotated[str | None, _SPID] = None
    coin: Annotated[str | None, _COIN] = None
    cupid: Annotated[str | None, _CUPID] = None
    resporg: Annotated[str | None, _RESPORG] = None
    network_for: Annotated[list[str], _NETWORK, AtMost(MOST_LISTED)] = field(default_factory=list)
    gateway: Annotated[GatewayKind, _GATEWAY] = GatewayKind.MANUAL
    completes_by_itself: Annotated[bool, _COMPLETES] = False
    contacts: Annotated[list[CarrierContact], _CONTACTS, AtMost(MOST_LISTED)] = field(default_factory=list)
    callback_url: Annotated[str | None, _CALLBACK] = None


@dataclass(frozen=True, slots=True, kw_only=True)
class RetireCarrier:
    leaves: Annotated[list[str], _LEAVES, AtMost(MOST_LISTED)] = field(default_factory=list)


@dataclass(frozen=True, slots=True, kw_only=True)
class ChangeCarrier:
    """What is left out stays; null empties a field."""

    name: Annotated[str | Unset, _NAME] = UNSET
    country: Annotated[str | Unset, _COUNTRY] = UNSET
    region: Annotated[str | Unset | None, _REGION] = UNSET
    time_zone: Annotated[str | Unset, _ZONE] = UNSET
    spid: Annotated[str | Unset | None, _SPID] = UNSET
    coin: Annotated[str | Unset | None, _COIN] = UNSET
    cupid: Annotated[str | Unset | None, _CUPID] = UNSET
    resporg: Annotated[str | Unset | None, _RESPORG] = UNSET
    network_for: Annotated[list[str] | Unset, f"{_NETWORK} Replaces the whole list.", AtMost(MOST_LISTED)] = UNSET
    gateway: Annotated[GatewayKind | Unset, _GATEWAY] = UNSET
    completes_by_itself: Annotated[bool | Unset, _COMPLETES] = UNSET
    contacts: Annotated[list[CarrierContact] | Unset, f"{_CONTACTS} Replaces the whole list.", AtMost(MOST_LISTED)] = UNSET
    callback_url: Annotated[str | Unset | None, _CALLBACK] = UNSET


@dataclass(frozen=True, slots=True, kw_only=True)
class SetCallback:
    callback_url: Annotated[str | None, "Where what becomes of your port-out requests is posted to; null: nowhere."] = None
