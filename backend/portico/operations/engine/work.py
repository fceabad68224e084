"""The unit of work: the only place a transaction begins, and what everything in one shares.

A unit has one instant, one move id and one list of journal entries. It locks the orders it touches in id order, counts their
entries, and writes counters and journal at its end; only after the commit do the bells ring.
"""

from __future__ import annotations

import random
import time
from collections.abc import Awaitable, Callable, Iterable, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from typing import Protocol, TypeVar
from uuid import UUID

from portico.domain.actors import SYSTEM, Actor
from portico.domain.events import JOURNALED_ONLY, Event
from portico.domain.ids import new_id
from portico.domain.refusals import CredentialEnded
from portico.domain.sentences import Said
from portico.operations.engine.ground import GROUND
from portico.operations.engine.inspectors import Inspectors
from portico.settings import Settings
from portico.storage.engine import database as storage_database
from portico.storage.engine import journal, outbox, records
from portico.storage.engine.database import Connection, Database
from portico.storage.engine.keyring import KeyRing
from portico.storage.engine.rows import Columns
from portico.storage.row_types.journal import JournalEntryRow
from portico.storage.row_types.outbox import DeliveryRow

T = TypeVar("T")
TRIES = 3


class Rings(Protocol):
    """Anything that wants to know that something was committed."""

    def ring(self) -> None: ...


def utc_now() -> datetime:
    return datetime.now(UTC)


@dataclass(slots=True)
class Receipt:
    """What became of one command: noted at its commit, so that it is known whatever fails afterwards.

    `move_id` is the command's in the journal; None where nothing was written there.
    """

    committed: bool = False
    move_id: UUID | None = None


@dataclass(slots=True)
class OrderState:
    """A locked order: how far its sequence has come in this unit."""

    kind: str
    sequence: int
    account_id: UUID | None
    changed: bool = False


@dataclass(slots=True)
class Unit:
    """One transaction in the making."""

    connection: Connection
    actor: Actor
    now: datetime
    machine_now: datetime
    move_id: UUID
    work: Work
    orders: dict[UUID, OrderState] = field(default_factory=dict)
    entries: list[JournalEntryRow] = field(default_factory=list)
    waiting: list[records.NewRows] = field(default_factory=list)
    """New rows that nobody reads within the unit: they are written together with the journal."""
    rings: bool = False
    """Whether the bells ring though nothing is journaled: somebody's credential has ended."""
    replays: UUID | None = None
    """The move that did this command the first time, where this unit only answers again what became of it."""

    async def lock(self, kind: str, order_ids: Iterable[UUID]) -> None:
        """Takes the orders' rows in id order, so that two commands over the same orders never wait for each other in a circle."""
        missing = sorted(set(order_ids) - self.orders.keys())
        if not missing:
            return
        for row in await GROUND.lock(self.connection, kind, missing):
            self.orders[row["id"]] = OrderState(kind, row["sequence"], row["account_id"])

    def record(  # noqa: PLR0913 - one entry, column by column
        self,
        *,
        subject_kind: str,
        subject_id: UUID,
        version: int,
        order_id: UUID,
        verb: str,
        event: Event,
        reason: Said,
        from_status: str | None = None,
        to_status: str | None = None,
        data: Columns | None = None,
        told: bool = True,
        internal: bool = False,
        on_behalf: bool = False,
        actor: Actor | None = None,
    ) -> None:
        """Adds one journal entry to the unit; the order must be locked (or new, see `new_order`)."""
        if told and event in JOURNALED_ONLY:
            raise ValueError(f"{event} is told, but nobody has words for it")
        happened: JournalEntryRow = {
            "subject_kind": subject_kind,
            "subject_id": subject_id,
            "subject_version": version,
            "verb": verb,
            "event": event,
            "on_behalf": on_behalf,
            "internal": internal,
            "told": told,
            "from_status": from_status,
            "to_status": to_status,
            "reason": reason.text,
            "reason_code": reason.code,
            "reason_params": reason.named if reason.code else None,
            "data": dict(data or {}),
        }
        self.entries.append(self._next_place(order_id) | _by(actor or self.actor) | happened)

    def _next_place(self, order_id: UUID) -> JournalEntryRow:
        """Where the next entry stands: in its order's sequence, in this move, now."""
        order = self.orders[order_id]
        order.sequence += 1
        order.changed = True
        placed: JournalEntryRow = {
            "order_kind": order.kind,
            "order_id": order_id,
            "order_sequence": order.sequence,
            "account_id": order.account_id,
        }
        return placed | {"id": new_id(self.now), "move_id": self.move_id, "at": self.now}

    async def owe(self, owed: Sequence[DeliveryRow]) -> list[UUID]:
        """Writes these deliveries, due at once; returns the ids of those that were not owed already."""
        return await outbox.insert(self.connection, owed, self.now, self.machine_now)

    def new_order(self, kind: str, order_id: UUID, account_id: UUID | None, sequence: int = 0) -> None:
        """An order nobody else can write of: this unit has just made it, or has taken the turn of what has no row to lock."""
        self.orders[order_id] = OrderState(kind, sequence, account_id)

    def written_as_counted(self, order_id: UUID) -> None:
        """That the order's row was written with this sequence and counts: they are derived again only where more happens to it."""
        self.orders[order_id].changed = False

    def recount(self, order_id: UUID) -> None:
        """That what the order's row says of what it holds is counted anew, though nothing is recorded of it."""
        self.orders[order_id].changed = True

    async def count(self) -> None:
        """Writes how far the orders have come, as what has happened until now makes it."""
        await GROUND.count(self.connection, {key: order for key, order in self.orders.items() if order.changed})

    async def finish(self) -> None:
        """Writes what waits to be written, the orders' counters and the journal: the last thing before the commit."""
        if any(order.changed for order in self.orders.values()):
            await self.write()
            await self.count()
        await records.write(self.connection, [*self.waiting, journal.appended(self.entries)])

    async def write(self) -> None:
        """Writes at once what waits for the end of the unit: for whoever reads it within."""
        await records.write(self.connection, self.waiting)
        self.waiting.clear()


def _by(who: Actor) -> JournalEntryRow:
    return {"actor_role": str(who.role.name), "actor_kind": who.kind, "actor_id": who.id, "actor_name": who.name}


@dataclass(slots=True)
class Work:
    """What every operation needs: the database, the keys, the clock, chance, and who reads files; one per process.

    `clock` may be moved (in a demo, a test): deadlines and all that people read follow it. `machine` is the machine's own: when a
    delivery is tried again. `stopwatch` counts seconds and cannot be set: leases, and whatever is left alone for a while.
    """

    database: Database
    settings: Settings
    keyring: KeyRing
    clock: Callable[[], datetime] = utc_now
    machine: Callable[[], datetime] = utc_now
    stopwatch: Callable[[], float] = time.monotonic
    random: random.Random = field(default_factory=random.SystemRandom)
    bells: list[Rings] = field(default_factory=list)
    inspectors: Inspectors = field(default_factory=Inspectors)
    receipt: Receipt | None = None

    def noting(self, receipt: Receipt) -> Work:
        """The same work, for one command whose commit is noted."""
        return replace(self, receipt=receipt)

    @property
    def now(self) -> datetime:
        return self.clock()

    @property
    def machine_now(self) -> datetime:
        return self.machine()

    @property
    def moved(self) -> timedelta:
        """How far the clock that may be moved stands from the machine's, in whole seconds: nothing in production."""
        return timedelta(seconds=round((self.now - self.machine_now).total_seconds()))

    @property
    def reader(self) -> Connection:
        return self.database.reader

    async def unit(self, do: Callable[[Unit], Awaitable[T]], actor: Actor = SYSTEM) -> T:
        """Runs `do` in one transaction; the whole again, at most three times, on a deadlock or serialization error.

        Raises CredentialEnded when what let the actor in has ended since.
        """
        result, unit = await self._tried(do, actor)
        if unit.entries or unit.rings:  # outside the tries: what is committed is never run again, whatever a bell does
            for bell in self.bells:
                bell.ring()
        return result

    async def _tried(self, do: Callable[[Unit], Awaitable[T]], actor: Actor) -> tuple[T, Unit]:
        for attempt in range(1, TRIES + 1):
            try:
                return await self._once(do, actor)
            except Exception as problem:
                if attempt == TRIES or not storage_database.is_retryable(problem):
                    raise
        raise AssertionError("unreachable")

    async def _once(self, do: Callable[[Unit], Awaitable[T]], actor: Actor) -> tuple[T, Unit]:
        async with self.database.transaction() as connection:
            now = self.now
            unit = Unit(connection, actor, now, self.machine_now, new_id(now), self)
            if not await GROUND.still_admits(connection, actor, now):
                raise CredentialEnded
            result = await do(unit)
            await unit.finish()
        if self.receipt is not None and (unit.entries or unit.replays):
            self.receipt.committed = True
            self.receipt.move_id = unit.replays or unit.move_id
        return result, unit
