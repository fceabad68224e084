"""The internal move: numbers go from one account here to another, by a code that the giver hands over. What its law sees.

DOMAIN.md §5a. No carrier has a part in it and nothing is billed. Who takes them never learns who had them, nor the other way round.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Final, TypedDict
from uuid import UUID

from portico.domain.conditions import ON_DEMAND, Fact
from portico.domain.people.freezing import Freeze
from portico.domain.sentences import Said
from portico.domain.statuses import INTERNAL_MOVE_LIVE, Flow, InternalMoveStatus, PhoneNumberStatus, WaitingOn

OFFER_LASTS: Final = timedelta(hours=72)
SIDE_PREPARED: Final = Fact("side_prepared", personal=True)
"""Whether the actor has made a way for it within 30 days, in either account."""


@dataclass(frozen=True, slots=True)
class InternalMoveView:
    """`gone_count` of its numbers are not in service with the giver any more, `locked_count` are locked; `freeze` is the giver's."""

    id: UUID
    version: int
    status: InternalMoveStatus
    account_id: UUID
    to_account_id: UUID | None
    expires_at: datetime
    offered_by: UUID | None
    redeemed_by: UUID | None = None
    gone_count: int = 0
    locked_count: int = 0
    account_closed: bool = False
    freeze: Freeze | None = None
    flow: Flow = Flow.STANDARD
    side_prepared: bool = field(default=False, metadata=ON_DEMAND)


class InternalMoveColumns(TypedDict, total=False):
    """What a move may write; `status` comes from the table."""

    status_reason: Said
    redeemed_at: datetime
    redeemed_by: UUID | None
    ended_at: datetime


def waiting_on(move: InternalMoveView) -> WaitingOn:
    if move.status not in INTERNAL_MOVE_LIVE:
        return WaitingOn.NOBODY
    return WaitingOn.CUSTOMER if move.status is InternalMoveStatus.OFFERED else WaitingOn.STAFF


def is_redeemable(status: InternalMoveStatus, expires_at: datetime, now: datetime) -> bool:
    """Whether a code of an offer that stands so opens anything."""
    return status is InternalMoveStatus.OFFERED and now < expires_at


def may_be_offered(status: PhoneNumberStatus) -> bool:
    """Whether a number in this status can go to another account."""
    return status is PhoneNumberStatus.ACTIVE
