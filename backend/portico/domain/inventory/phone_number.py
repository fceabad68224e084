"""The phone number of the inventory: moved by what happens to a port-in or a port-out; only its own native ones are taken out by hand.

DOMAIN.md §2, §3, §5.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Annotated, Final
from uuid import UUID

from portico.domain.actors import Actor
from portico.domain.conditions import ON_DEMAND, Check, Fact, Guard
from portico.domain.grammar import Follow, RowsOf, at
from portico.domain.inventory.locks import locking
from portico.domain.inventory.locks.locking import (
    IN_TIME,
    IS_DUE,
    IS_LOCKED,
    IS_UNLOCKED,
    IS_UNLOCKING,
    NOT_FROZEN,
    AskUnlock,
    LockColumns,
)
from portico.domain.lifecycle import Lifecycle
from portico.domain.people.freezing import Freeze
from portico.domain.sentences import Sentence
from portico.domain.statuses import Flow, NumberSource, Role
from portico.domain.statuses import PhoneNumberStatus as Status

ASKED_PROFILE: Final = Fact("asked_profile_account_id")
ASKED_PROFILE_NAME: Final = Fact("asked_profile_name")
NO_SUCH_PROFILE: Final = Sentence("configuration_profile.not_found", "This configuration profile was not found.")


@dataclass(frozen=True, slots=True)
class PhoneNumberView:
    id: UUID
    version: int
    status: Status
    account_id: UUID
    e164: str
    porting_number_id: UUID | None = None
    configuration_profile_id: UUID | None = None
    detached_profile_id: UUID | None = None
    profile_when_ported: UUID | None = None
    source: NumberSource = NumberSource.NATIVE
    locked_at: datetime | None = None
    unlocks_at: datetime | None = None
    account_zone: str | None = None
    flow: Flow = Flow.STANDARD
    freeze: Freeze | None = field(default=None, metadata=ON_DEMAND)
    """What its account's port-outs are frozen for, if they are."""
    asked_profile_account_id: UUID | None = field(default=None, metadata=ON_DEMAND)
    asked_profile_name: str | None = field(default=None, metadata=ON_DEMAND)


@dataclass(frozen=True, slots=True)
class RingElsewhere:
    configuration_profile_id: Annotated[UUID | None, "Where the number rings from now on; null: nowhere."] = None


class PhoneNumberColumns(LockColumns, total=False):
    """What a move may write; `status` comes from the table."""

    configuration_profile_id: UUID | None
    detached_profile_id: UUID | None
    activated_at: datetime
    ended_at: datetime | None


number = RowsOf(PhoneNumberView, PhoneNumberColumns)


def _activated(number: PhoneNumberView, _asked: object, _actor: Actor, now: datetime) -> PhoneNumberColumns:
    """On completion the number takes its own profile, else its request's."""
    return {"activated_at": now, "configuration_profile_id": number.profile_when_ported or number.configuration_profile_id}


def _ended(_number: PhoneNumberView, _asked: object, _actor: Actor, now: datetime) -> PhoneNumberColumns:
    return {"ended_at": now}


def _ported_out(number: PhoneNumberView, _asked: object, _actor: Actor, now: datetime) -> PhoneNumberColumns:
    """The configuration is detached: it must not ring here any more. Which it was is kept, should the port have been a mistake."""
    return {"ended_at": now, "configuration_profile_id": None, "detached_profile_id": number.configuration_profile_id}


def _came_back(number: PhoneNumberView, _asked: object, _actor: Actor, _now: datetime) -> PhoneNumberColumns:
    """As if it had never left."""
    return {"ended_at": None, "configuration_profile_id": number.detached_profile_id, "detached_profile_id": None}


def _taken_out(_number: PhoneNumberView, _asked: object, _actor: Actor, now: datetime) -> PhoneNumberColumns:
    """As one that was ported out: it rings nowhere here."""
    return {"ended_at": now, "configuration_profile_id": None}


def _is_native(number: PhoneNumberView, _actor: Actor, _now: datetime) -> bool:
    return number.source is NumberSource.NATIVE


def _profile_assigned(_number: PhoneNumberView, asked: RingElsewhere, _actor: Actor, _now: datetime) -> PhoneNumberColumns:
    return {"configuration_profile_id": asked.configuration_profile_id}


def _profile_of_account(number: PhoneNumberView, asked: RingElsewhere, _actor: Actor, _now: datetime) -> bool:
    return asked.configuration_profile_id is None or number.asked_profile_account_id == number.account_id


def _locked(_number: PhoneNumberView, _asked: object, _actor: Actor, now: datetime) -> PhoneNumberColumns:
    return {"locked_at": now}


def _unlocking(_number: PhoneNumberView, _asked: object, _actor: Actor, now: datetime) -> PhoneNumberColumns:
    return {"unlocks_at": now + locking.COOLING_OFF}


def _kept_locked(_number: PhoneNumberView, _asked: object, _actor: Actor, _now: datetime) -> PhoneNumberColumns:
    return {"unlocks_at": None}


def _unlocked(_number: PhoneNumberView, _asked: object, _actor: Actor, _now: datetime) -> PhoneNumberColumns:
    return {"locked_at": None, "unlocks_at": None}


def _notes(number: PhoneNumberView, changes: PhoneNumberColumns) -> Mapping[str, object]:
    """What the configuration is called that it was given by hand; the one its port brings is not asked for. Whether one was left."""
    profile_id: UUID | None = changes.get("configuration_profile_id")
    ended_at: datetime | None = changes.get("ended_at")
    by_hand = profile_id is not None and changes.keys().isdisjoint(("activated_at", "ended_at"))
    named = {"configuration": number.asked_profile_name} if by_hand and number.asked_profile_name else {}
    return named | locking.noted(number, changes) | ({"detached": True} if ended_at and number.configuration_profile_id else {})


PROFILE_OF_ACCOUNT: Final = Check("NOT_FOUND", NO_SUCH_PROFILE, _profile_of_account, path="configurationProfileId", facts=(ASKED_PROFILE,))
IS_NATIVE: Final = Guard("PORTED_IN", "This number was ported in: it leaves by a port-out.", _is_native)

PHONE_NUMBER = Lifecycle(
    subject="phone_number",
    of=number,
    statuses=Status,
    named={Status.PROVISIONED: "Prepared", Status.ACTIVE: "In service"},
    initial=Status.PROVISIONED,
    notes=_notes,
    transitions=(
        number.row(
            verb="activate", event="phone_number.activated",
            source=at(Status.PROVISIONED), target=Status.ACTIVE, by=Role.SYSTEM, changes=_activated, told=False,
            sentence="The number is in service here.",
        ),
        number.row(
            verb="remove", event="phone_number.removed",
            source=at(Status.PROVISIONED), target=Status.REMOVED, by=Role.SYSTEM, changes=_ended,
            sentence="The number was taken out of the customer's inventory: its port does not come about as it was planned.",
        ),
        number.row(
            verb="remove", event="phone_number.removed",
            source=at(Status.ACTIVE), target=Status.REMOVED, by=Role.STAFF, needs=(IS_NATIVE,), changes=_taken_out,
            sentence="Staff took the number out of the inventory.", sentence_code="phone_number.take_out",
        ),
        number.row(
            verb="assign_profile", event="phone_number.profile_assigned",
            source=at(Status.ACTIVE, Status.PORTING_OUT), target=None, by=Role.CUSTOMER | Role.STAFF, asks=RingElsewhere,
            needs=(PROFILE_OF_ACCOUNT,), changes=_profile_assigned, facts=(ASKED_PROFILE_NAME,), told=False,
            sentence="Where the number rings was changed.",
        ),
        number.row(
            verb="lock", event="phone_number.locked",
            source=at(Status.PROVISIONED, Status.ACTIVE), target=None, by=Role.CUSTOMER | Role.STAFF,
            needs=(IS_UNLOCKED,), changes=_locked, told=False,
            sentence="The number was locked: no carrier can ask for it.",
        ),
        number.row(
            verb="ask_unlock", event="phone_number.unlock_asked",
            source=at(Status.PROVISIONED, Status.ACTIVE), target=None, by=Role.CUSTOMER, asks=AskUnlock, confirmed=True,
            needs=(IS_LOCKED, NOT_FROZEN), changes=_unlocking, told=False, then=(Follow("number_lock", "warn"),),
            sentence=f"An administrator asked to end the lock of the number; it ends {locking.HOURS} hours later.",
        ),
        number.row(
            verb="keep_locked", event="phone_number.kept_locked",
            source=at(Status.PROVISIONED, Status.ACTIVE), target=None, by=Role.CUSTOMER,
            needs=(IS_UNLOCKING, IN_TIME), changes=_kept_locked, told=False,
            sentence="The number stays locked.",
        ),
        number.row(
            verb="unlock", event="phone_number.unlocked",
            source=at(Status.PROVISIONED, Status.ACTIVE), target=None, by=Role.SYSTEM,
            needs=(IS_UNLOCKING, IS_DUE), changes=_unlocked, told=False, then=(Follow("number_lock", "tell"),),
            sentence="The lock of the number has ended.",
        ),
        number.row(
            verb="begin_port_out", event="phone_number.port_out_began",
            source=at(Status.ACTIVE), target=Status.PORTING_OUT, by=Role.SYSTEM, told=False,
            sentence="Another carrier asked for this number.",
        ),
        number.row(
            verb="return_to_service", event="phone_number.returned_to_service",
            source=at(Status.PORTING_OUT), target=Status.ACTIVE, by=Role.SYSTEM, told=False,
            sentence="The number stays here.",
        ),
        number.row(
            verb="port_out", event="phone_number.ported_out",
            source=at(Status.PORTING_OUT), target=Status.PORTED_OUT, by=Role.SYSTEM, changes=_ported_out, told=False,
            sentence="The number is with the gaining carrier.",
        ),
        number.row(
            verb="come_back", event="phone_number.came_back",
            source=at(Status.PORTED_OUT), target=Status.ACTIVE, by=Role.SYSTEM, changes=_came_back, told=False,
            sentence="The number came back: its port was a mistake.",
        ),
        number.row(
            verb="give_back", event="phone_number.given_back",
            source=at(Status.ACTIVE), target=Status.REMOVED, by=Role.SYSTEM, changes=_taken_out, told=False,
            sentence="The number went back: its port was a mistake.",
        ),
    ),
)  # fmt: skip
