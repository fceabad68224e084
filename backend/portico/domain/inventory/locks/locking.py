"""The lock of a number: what a thief would have to open first. Set at once; asked to be ended by an administrator, and ended a day later.

DOMAIN.md §5a. What may be done with it are rows of the number's table; here is what they look at.
"""

from __future__ import annotations

import dataclasses
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Annotated, Final, Protocol, TypedDict

from portico.domain.actors import Actor
from portico.domain.conditions import Fact, Guard
from portico.domain.people.freezing import not_frozen, why_frozen
from portico.domain.people.second_factors import CODE_BESIDE

FREEZE: Final = Fact("freeze")
"""What the port-outs of a number's account are frozen for."""
COOLING_OFF: Final = timedelta(hours=24)
HOURS: Final = COOLING_OFF // timedelta(hours=1)


class LockStatus(StrEnum):
    """Whether a number may be asked for by another carrier."""

    UNLOCKED = "UNLOCKED"
    LOCKED = "LOCKED"
    UNLOCKING = "UNLOCKING"


class Lockable(Protocol):
    @property
    def locked_at(self) -> datetime | None: ...

    @property
    def unlocks_at(self) -> datetime | None: ...

    @property
    def account_zone(self) -> str | None: ...


class LockColumns(TypedDict, total=False):
    """What a move may write of a lock."""

    locked_at: datetime | None
    unlocks_at: datetime | None


@dataclass(frozen=True, slots=True)
class AskUnlock:
    password: Annotated[str, "Your password, once more."] = dataclasses.field(default="", repr=False)
    one_time_code: Annotated[str | None, CODE_BESIDE] = dataclasses.field(default=None, repr=False)


def lock_status(locked_at: datetime | None, unlocks_at: datetime | None) -> LockStatus:
    """How a number stands whose row has these."""
    if locked_at is None:
        return LockStatus.UNLOCKED
    return LockStatus.LOCKED if unlocks_at is None else LockStatus.UNLOCKING


def _stands(number: Lockable, status: LockStatus) -> bool:
    return lock_status(number.locked_at, number.unlocks_at) is status


def _is_unlocked(number: Lockable, _actor: Actor, _now: datetime) -> bool:
    return _stands(number, LockStatus.UNLOCKED)


def _is_locked(number: Lockable, _actor: Actor, _now: datetime) -> bool:
    return _stands(number, LockStatus.LOCKED)


def _is_unlocking(number: Lockable, _actor: Actor, _now: datetime) -> bool:
    return _stands(number, LockStatus.UNLOCKING)


def _is_due(number: Lockable, _actor: Actor, now: datetime) -> bool:
    return number.unlocks_at is not None and now >= number.unlocks_at


def _is_not_due(number: Lockable, actor: Actor, now: datetime) -> bool:
    return number.unlocks_at is None or not _is_due(number, actor, now)


IS_UNLOCKED: Final = Guard("LOCKED_ALREADY", "This number is locked already.", _is_unlocked, for_good=True)
IS_LOCKED: Final = Guard("NOT_LOCKED", "This number is not locked, or its lock is being ended already.", _is_locked, for_good=True)
IS_UNLOCKING: Final = Guard("NOT_UNLOCKING", "Nobody asked to end the lock of this number.", _is_unlocking, for_good=True)
IN_TIME: Final = Guard("UNLOCK_DUE", f"The {HOURS} hours are over: the lock ends now.", _is_not_due)
IS_DUE: Final = Guard("COOLING_OFF", f"The lock ends {HOURS} hours after that was asked.", _is_due)


NOT_FROZEN: Final = Guard("FROZEN", why_frozen, not_frozen, facts=(FREEZE,))


def noted(number: Lockable, changes: LockColumns) -> dict[str, object]:
    """Until when somebody can still keep it locked, and the clock on which that is told."""
    until: datetime | None = changes.get("unlocks_at")
    zone = {"account_zone": number.account_zone} if number.account_zone else {}
    return {"unlocks_at": until.isoformat(), **zone} if until else {}
