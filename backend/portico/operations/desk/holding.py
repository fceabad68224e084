"""Holding the mail room and the clock: nothing leaves and no deadline is met until staff have seen what would happen, and release it.

A database that was restored stands in the past. Left alone it would approve, perform and write at once what has long been decided
otherwise; so it starts held. The deadlines are judged by the lifecycles themselves, as the clock would.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final
from uuid import UUID

from portico.domain.actors import SYSTEM, Actor
from portico.domain.events import Happening
from portico.domain.sentences import Sentence
from portico.domain.statuses import HeldKind, HoldReason
from portico.operations.desk.behind_the_gate import all_that_would
from portico.operations.engine import installation
from portico.operations.engine.idempotency import Key, once
from portico.operations.engine.installation import INSTALLATION
from portico.operations.engine.outcomes import Outcome
from portico.operations.engine.permission import permitted
from portico.operations.engine.work import Unit, Work
from portico.storage.desk import holding as storage
from portico.storage.engine import hold
from portico.storage.row_types.joined import HeldUpRow

SHOWN: Final = 20
_RESTORED: Final = Sentence(
    "installation.restored", "This database was restored or copied: the mail room and the clock are held until staff release them."
)
_HELD: Final = Sentence("installation.hold", "The mail room and the clock were held.")
_RELEASED: Final = Sentence("installation.release", "The mail room and the clock were released.")


@dataclass(frozen=True, slots=True)
class HeldItem:
    """An order, how many of its things would happen, and where to, where something is owed to somebody."""

    order_kind: str
    order_id: UUID
    name: str
    count: int
    destination: str | None = None


@dataclass(frozen=True, slots=True)
class Held:
    """What would happen of one kind: how much in all, and the first of it."""

    kind: HeldKind
    count: int
    items: tuple[HeldItem, ...]


async def hold_back(work: Work, actor: Actor, key: Key | None = None) -> UUID:
    """Holds mail room and clock from now on, in every process within a second; a second time changes nothing. Raises NotPermitted."""
    permitted(actor, "installation.hold")

    async def do(unit: Unit) -> list[Outcome]:
        await installation.take_turn(unit)
        if await hold.begin(unit.connection, HoldReason.BY_HAND, unit.now):
            installation.record(unit, actor, "hold", Happening.INSTALLATION_HELD, _HELD.said())
        return [Outcome(INSTALLATION)]

    await once(work, actor, key, do)
    return INSTALLATION


async def release(work: Work, actor: Actor, key: Key | None = None) -> UUID:
    """Lets everything go its way again, and everything that has come due meanwhile happens. Raises NotPermitted."""
    permitted(actor, "installation.hold")

    async def do(unit: Unit) -> list[Outcome]:
        await installation.take_turn(unit)
        if await hold.end(unit.connection):
            installation.record(unit, actor, "release", Happening.INSTALLATION_RELEASED, _RELEASED.said())
        return [Outcome(INSTALLATION)]

    await once(work, actor, key, do)
    return INSTALLATION


async def note_restored(work: Work) -> None:
    """Writes down that this database was found to be a restored or copied one; what it is held for."""

    async def do(unit: Unit) -> None:
        await installation.take_turn(unit)
        installation.record(unit, SYSTEM, "hold", Happening.INSTALLATION_HELD, _RESTORED.said())

    await work.unit(do)


# What would happen.


async def would_happen(work: Work) -> list[Held]:
    """Everything that a release would let go now, by kind, in the order of the kinds; what there is none of is left out."""
    found = await all_that_would(work)
    return [await _held(work, kind, found[kind]) for kind in HeldKind if kind in found]


async def _held(work: Work, kind: HeldKind, groups: list[HeldUpRow]) -> Held:
    shown = groups[:SHOWN]
    names: dict[UUID, str] = {}
    for order_kind in {group["order_kind"] for group in shown} - {"installation"}:
        ids = {group["order_id"] for group in shown if group["order_kind"] == order_kind}
        names |= await storage.names(work.reader, order_kind, ids)
    items = (
        HeldItem(group["order_kind"], group["order_id"], names.get(group["order_id"], ""), group["n"], group.get("destination"))
        for group in shown
    )
    return Held(kind, sum(group["n"] for group in groups), tuple(items))
