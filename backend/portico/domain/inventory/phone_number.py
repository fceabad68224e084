"""The phone number of the inventory: moved only by what happens to a port-in or a port-out. DOMAIN.md §2, §3, §5."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from portico.domain.lifecycle import Lifecycle, Transition, at
from portico.domain.statuses import Flow, Role
from portico.domain.statuses import PhoneNumberStatus as Status


@dataclass(frozen=True, slots=True)
class PhoneNumberView:
    id: UUID
    version: int
    status: Status
    account_id: UUID
    e164: str
    porting_number_id: UUID | None = None
    configuration_profile_id: UUID | None = None
    profile_when_ported: UUID | None = None
    flow: Flow = Flow.STANDARD


def _activated(number: PhoneNumberView, _asked: Any, now: datetime) -> dict[str, Any]:
    """On completion the number takes its own profile, else its request's."""
    return {"activated_at": now, "configuration_profile_id": number.profile_when_ported or number.configuration_profile_id}


def _ended(_number: PhoneNumberView, _asked: Any, now: datetime) -> dict[str, Any]:
    return {"ended_at": now}


def _ported_out(_number: PhoneNumberView, _asked: Any, now: datetime) -> dict[str, Any]:
    """The configuration is detached: it must not ring here any more."""
    return {"ended_at": now, "configuration_profile_id": None}


PHONE_NUMBER = Lifecycle(
    subject="phone_number",
    statuses=Status,
    initial=Status.PROVISIONED,
    transitions=(
        Transition(
            verb="activate", label="Activate", event="phone_number.activated",
            source=at(Status.PROVISIONED), target=Status.ACTIVE, by=Role.SYSTEM, changes=_activated, told=False,
            sentence="The number is in service with its configuration.",
        ),
        Transition(
            verb="remove", label="Remove", event="phone_number.removed",
            source=at(Status.PROVISIONED), target=Status.REMOVED, by=Role.SYSTEM, changes=_ended,
            sentence="The number was taken out of your inventory: it will not be ported on that date.",
        ),
        Transition(
            verb="begin_port_out", label="Begin port-out", event="phone_number.port_out_began",
            source=at(Status.ACTIVE), target=Status.PORTING_OUT, by=Role.SYSTEM, told=False,
            sentence="Another carrier asked for this number.",
        ),
        Transition(
            verb="return_to_service", label="Return to service", event="phone_number.returned_to_service",
            source=at(Status.PORTING_OUT), target=Status.ACTIVE, by=Role.SYSTEM, told=False,
            sentence="The number stays, with its configuration.",
        ),
        Transition(
            verb="port_out", label="Port out", event="phone_number.ported_out",
            source=at(Status.PORTING_OUT), target=Status.PORTED_OUT, by=Role.SYSTEM, changes=_ported_out, told=False,
            sentence="The number is with the gaining carrier.",
        ),
    ),
)  # fmt: skip
