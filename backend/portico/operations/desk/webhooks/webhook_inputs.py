"""What making and changing a webhook endpoint asks: every field with its description, as the API shows it."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime
from typing import Annotated, Final
from uuid import UUID

from portico.domain.conditions import AtMost
from portico.domain.desk.webhooks import LONGEST_OVERLAP_HOURS, MOST_REPLAYED, OVERLAP_HOURS
from portico.operations.engine.unset import UNSET, Unset

MOST_EVENTS: Final = 100
_NAME: Final = "What you call it."
_URL: Final = "Where events are posted to: an http or https address of the public internet."
_EVENTS: Final = "Which events, as they are sent (`porting_number.foc_confirmed`), or whole kinds (`porting_number.*`); none: all."
_SELECTION: Final = (
    "What `data` holds instead of the whole request: a selection in braces on what the event is about, `{ ... on PortingRequest "
    "{ reference status } ... on PortOutRequest { reference } }`, read by the scopes of whoever makes the endpoint."
)


@dataclass(frozen=True, slots=True, kw_only=True)
class CreateWebhookEndpoint:
    account_id: Annotated[UUID | None, "Whose events. Staff name the account they act for; customers leave it out."] = None
    name: Annotated[str, _NAME]
    url: Annotated[str, _URL]
    events: Annotated[list[str], _EVENTS, AtMost(MOST_EVENTS)] = field(default_factory=list)
    selection: Annotated[str | None, f"{_SELECTION} Null: the whole request."] = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ChangeWebhookEndpoint:
    name: Annotated[str | Unset, _NAME] = UNSET
    url: Annotated[str | Unset, _URL] = UNSET
    events: Annotated[list[str] | Unset, _EVENTS, AtMost(MOST_EVENTS)] = UNSET
    selection: Annotated[str | Unset | None, f"{_SELECTION} Null: the whole request again."] = UNSET


@dataclass(frozen=True, slots=True, kw_only=True)
class RotateWebhookSecret:
    overlap_hours: Annotated[
        int, f"How long the secret used until now signs beside the new one, from 0 to {LONGEST_OVERLAP_HOURS} hours."
    ] = OVERLAP_HOURS


@dataclass(frozen=True, slots=True, kw_only=True)
class ReplayWebhookDeliveries:
    since: Annotated[datetime, f"Everything that failed for good and is owed since then, the oldest {MOST_REPLAYED:,} of it."]
