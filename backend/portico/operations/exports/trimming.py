"""What happened to orders that ended long ago leaves the journal, once evidence of it is there: off unless staff chose a period.

Each order's evidence is made first, and read whole and compared with its sum before any of its entries goes. These go a piece a unit, the
oldest first; whatever dies between, the row of the evidence says how far it came, and the next turn goes on. Under the order's lock each
piece asks again whether the order is still due: somebody may have held it.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import Final
from uuid import UUID

import structlog

from portico.domain.actors import SYSTEM, Actor
from portico.domain.desk import evidence as rules
from portico.domain.desk import retention
from portico.domain.desk.retention import RetentionKind
from portico.domain.events import Happening
from portico.domain.refusals import Refusal
from portico.operations.desk.keeping.retention import entries_until
from portico.operations.engine.permission import permitted
from portico.operations.engine.work import Unit, Work
from portico.operations.exports import evidence_packs
from portico.storage.desk.keeping import evidence as storage
from portico.storage.desk.keeping import retention_periods, trimming
from portico.storage.desk.keeping.trimming import DuePlace, TrimmableOrder
from portico.storage.desk.papers.object_store import BytesMissing
from portico.storage.engine import journal
from portico.storage.row_types.keeping import EvidencePackRow

PIECES_AT_ONCE: Final = 20
"""Of one order in one turn: its evidence is read once for so many."""

log = structlog.get_logger(__name__)


@dataclass(frozen=True, slots=True)
class Round:
    """Who goes round, in which night, by which instant; and by kind of order how far, with the one there that could not be gone on with."""

    by: Actor
    day: date
    at: datetime
    reached: dict[str, DuePlace]
    passed: dict[str, UUID]


class Trims:
    """The loop: each night what has been kept long enough by then. Here and not in the mail room: evidence lies with the documents."""

    def __init__(self, work: Work) -> None:
        self._work = work
        self._looked: date | None = None
        self._going: Round | None = None

    async def step(self) -> bool:
        """An order's turn; True where there may be more."""
        if await evidence_packs.purge(self._work):
            return True
        day, at = retention.night_of(self._work.now)
        if day == self._looked:
            return False
        if self._going is None or self._going.day != day:
            self._going = Round(SYSTEM, day, at, {}, {})
        if await _turn(self._work, self._going):
            return True
        self._looked, self._going = day, None
        return False


async def run(work: Work, actor: Actor) -> int:
    """Everything that is due this very moment, whatever the hour; how many entries went. Raises NotPermitted."""
    actor = permitted(actor, "retention.change")
    before, going = await _taken(work), Round(actor, retention.night_of(work.now)[0], work.now, {}, {})
    while await _turn(work, going):
        pass
    while await evidence_packs.purge(work):
        pass
    return await _taken(work) - before


async def _taken(work: Work) -> int:
    return sum(row[retention_periods.COUNTED[RetentionKind.ENTRY]] for row in await retention_periods.nights(work.reader))


async def _turn(work: Work, going: Round) -> bool:
    """A turn of the first order that is due; False where none is."""
    cut = await entries_until(work.reader, going.at)
    if cut is None:
        return False
    for kind in trimming.ORDER_KINDS:
        found = await trimming.first_due(work.reader, kind, cut, going.reached.get(kind), going.passed.get(kind))
        if found:
            going.reached[kind] = found.place
            if not await _pack_or_trim(work, going, found, cut):
                going.passed[kind] = found.order_id
            return True
    return False


async def _pack_or_trim(work: Work, going: Round, found: TrimmableOrder, cut: datetime) -> bool:
    """Whether it came any further."""
    try:
        pack = await storage.of_order(work.reader, found.order_id)
        if pack is None:
            await evidence_packs.make(work, going.by, (found.kind, found.order_id))
            return True
        async with evidence_packs.opened(work, pack):
            pass
    except (BytesMissing, Refusal):
        log.exception("evidence is not made, or not as it was made: its order keeps its entries", order=str(found.order_id))
        return False
    for piece in range(PIECES_AT_ONCE):
        if not await work.unit(lambda unit: _trim(unit, going, found, cut)):
            return piece > 0
    return True


async def _trim(unit: Unit, going: Round, found: TrimmableOrder, cut: datetime) -> bool:
    """Whether a piece of the order's entries went: not where it is no more due."""
    await unit.lock(found.kind, [found.order_id])
    if not await trimming.is_due(unit.connection, found.kind, cut, found.order_id):
        return False
    pack = await storage.of_order(unit.connection, found.order_id)
    if pack is None:
        return False
    last, gone = await journal.trim_order(unit.connection, found.order_id, pack["order_sequence"], trimming.PIECE)
    await _note(unit, going.by, pack, last)
    await retention_periods.count(unit.connection, going.day, RetentionKind.ENTRY, gone, unit.now)
    return True


async def _note(unit: Unit, actor: Actor, pack: EvidencePackRow, last: int) -> None:
    """How far it came; the journal says so from the first piece on."""
    if not pack["trimmed_at"]:
        said = rules.TRIMMED.said(day=pack["created_at"].date().isoformat())
        evidence_packs.record(unit, actor, pack, Happening.EVIDENCE_PACK_TRIMMED, said)
    await storage.trimmed(unit.connection, pack["id"], last or pack["order_sequence"], unit.now)
