"""Whoever an account is reached by hears that a lock of its numbers is to end, and that it has ended."""

from __future__ import annotations

from uuid import UUID

from portico.domain.actors import SYSTEM, Actor
from portico.domain.events import Happening
from portico.domain.inventory.locks.locking import COOLING_OFF
from portico.domain.inventory.phone_number import PhoneNumberView
from portico.domain.inventory.phone_numbers import named
from portico.domain.people.freezing import addresses_before
from portico.domain.words.notices import NoticeFact
from portico.operations.engine.outcomes import FollowOn, Moved
from portico.operations.engine.work import Unit
from portico.operations.people.accounts.accounts import warn
from portico.storage.people import accounts
from portico.storage.row_types.accounts import AccountRow

Locks = list[Moved[PhoneNumberView]]


async def warn_of_unlocking(unit: Unit, moved: Locks, _follow_on: FollowOn) -> None:
    """In time to keep them locked."""
    await _tell(unit, moved, Happening.ACCOUNT_NUMBERS_UNLOCKING, at=unit.now + COOLING_OFF)


async def tell_of_unlocked(unit: Unit, moved: Locks, _follow_on: FollowOn) -> None:
    await _tell(unit, moved, Happening.ACCOUNT_NUMBERS_UNLOCKED)


async def _tell(unit: Unit, moved: Locks, event: Happening, **facts: NoticeFact) -> None:
    """One letter per address of each account, which names its numbers; where it was reached before a freeze hears of it, too."""
    by_account: dict[UUID, list[str]] = {}
    for m in moved:
        by_account.setdefault(m.order_id, []).append(m.subject.e164)
    who: Actor = moved[0].actor
    for row in await accounts.by_ids(unit.connection, SYSTEM, list(by_account)):
        before: AccountRow = {**row, "notification_emails": list(addresses_before(row["port_out_freeze"], unit.now))}
        told = (before, row) if before["notification_emails"] else (row,)
        await warn(unit, who, event, *told, numbers=named(by_account[row["id"]]), **facts)
