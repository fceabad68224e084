"""The relay: unrelayed journal entries become deliveries, whole moves only, in each order's sequence, each exactly once.

Everything slow (reading, rendering the request) is done before the unit, which only checks that nobody else was quicker, writes the
deliveries and marks the entries. An order whose relaying fails is left alone for a while; the others go on.
"""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Iterable, Mapping, Sequence
from dataclasses import replace
from typing import Any, Final
from uuid import UUID

from portico.live.loops import Failed, run_unit
from portico.mailroom import composing, happenings
from portico.mailroom.composing import Hearer
from portico.mailroom.happenings import NUMBER_KINDS, NamesTold
from portico.mailroom.listening import Listening, RenderEvent, nothing
from portico.operations.engine.work import Unit, Work
from portico.operations.port_outs import refusals_told
from portico.storage.desk import addressees, comments
from portico.storage.desk.addressees import ToldOrder
from portico.storage.desk.told import dates
from portico.storage.engine import journal, outbox
from portico.storage.engine.outbox import Waiting
from portico.storage.row_types.journal import JournalEntryRow
from portico.storage.row_types.outbox import DeliveryRow

RenderOrder = Callable[[str, UUID, UUID], Awaitable[Mapping[str, Any] | None]]
"""`(order kind, order id, account id)` → the full order as plain JSON values, what the API answers this account; None when it is gone."""

ENTRIES: Final = 500
LEFT_ALONE: Final = 30.0  # seconds
MANY: Final = 50  # numbers whose composing goes to a thread


class Relay:
    """The loop of the relay. `ring` wakes whoever sends deliveries; it is called after the commit."""

    def __init__(self, work: Work, render_order: RenderOrder, ring: Callable[[], None], render_event: RenderEvent = nothing) -> None:
        self._work, self._render, self._ring = work, render_order, ring
        self._listening = Listening(work, render_event)
        self._troubled: dict[UUID, float] = {}

    async def step(self) -> bool:
        """Relays the orders that have waited longest; True when there may be more at once."""
        now = self._work.stopwatch()
        self._troubled = {order: until for order, until in self._troubled.items() if now < until}
        waiting = await outbox.waiting(self._work.reader, ENTRIES, list(self._troubled))
        for order in waiting:
            done = await run_unit("relay", self.relay(order), order=str(order.order_id))
            if isinstance(done, Failed):
                self._troubled[order.order_id] = self._work.stopwatch() + LEFT_ALONE
        return bool(waiting)

    async def relay(self, waiting: Waiting) -> int:
        """Relays one order's moves; returns how many deliveries that made."""
        reader = self._work.reader
        entries = await outbox.unrelayed(reader, waiting.order_id, waiting.upto)
        order = await addressees.told_order(reader, waiting.order_kind, waiting.order_id)
        owed: list[tuple[list[JournalEntryRow], list[DeliveryRow]]] = [(move, []) for move in composing.moves(entries)]
        if order is not None:
            request = await self._rendered(order, waiting)
            listeners = await self._listening.to(order, entries)
            names = await self._names(entries)
            if len(entries) > MANY:
                owed = await asyncio.to_thread(_composed, order, entries, names, request, listeners)
            else:
                owed = _composed(order, entries, names, request, listeners)
        elif waiting.order_kind == "account":
            owed = [(move, await refusals_told.letters(reader, waiting.order_id, move)) for move, _nothing in owed]
        made = await self._write(owed)
        if made:
            self._ring()
        return made

    async def _rendered(self, order: ToldOrder, waiting: Waiting) -> Mapping[str, Any] | None:
        """Rendered once for all moves of the order that are relayed together."""
        if order.callback_url is None or not waiting.told:
            return None
        return await self._render(order.kind, order.id, order.account_id)

    async def _names(self, entries: Sequence[JournalEntryRow]) -> NamesTold:
        reader = self._work.reader
        numbers: dict[UUID, str] = {}
        for kind in NUMBER_KINDS:
            if unnamed := _subjects(entry for entry in entries if entry["subject_kind"] == kind and "e164" not in entry["data"]):
                numbers |= await addressees.numbers(reader, kind, unnamed)
        ported = _subjects(entry for entry in entries if entry["subject_kind"] == "porting_number") + happenings.left_out(entries)
        papers = _subjects(entry for entry in entries if entry["subject_kind"] == "document")
        written = _subjects(entry for entry in entries if entry["subject_kind"] == "comment" and entry["told"])
        dated = _subjects(entry for entry in entries if entry["event"] in happenings.DATED)
        return NamesTold(
            numbers,
            await dates.foc_dates(reader, ported) if ported else {},
            await addressees.configurations(reader, ported) if ported else {},
            await addressees.documents(reader, papers) if papers else {},
            await comments.texts(reader, written) if written else {},
            await dates.rejections(reader, dated) if dated else {},
            await addressees.elsewhere(reader, ported) if ported else {},
        )

    async def _write(self, owed: list[tuple[list[JournalEntryRow], list[DeliveryRow]]]) -> int:
        """One unit: of moves that somebody else has relayed meanwhile nothing is written."""

        async def write(unit: Unit) -> int:
            held = await outbox.hold(unit.connection, [entry["position"] for move, _ in owed for entry in move])
            mine = [(move, deliveries) for move, deliveries in owed if all(entry["position"] in held for entry in move)]
            made = await unit.owe([delivery for _, deliveries in mine for delivery in deliveries])
            await journal.mark_relayed(unit.connection, [entry["position"] for move, _ in mine for entry in move], unit.now)
            return len(made)

        return await self._work.unit(write)


def _composed(
    order: ToldOrder, entries: list[JournalEntryRow], names: NamesTold, request: Mapping[str, Any] | None, listeners: Sequence[Hearer]
) -> list[tuple[list[JournalEntryRow], list[DeliveryRow]]]:
    """Backwards, so that each move is told with the dates that stood then: later ones of the batch are undone on the way."""
    found: list[tuple[list[JournalEntryRow], list[DeliveryRow]]] = []
    for move in reversed(composing.moves(entries)):
        found.append((move, composing.compose(order, move, names, request, listeners)))
        order = replace(order, facts=happenings.undone(order.facts, move))
        names = replace(names, foc_dates=happenings.dates_undone(names.foc_dates, move))
    return found[::-1]


def _subjects(entries: Iterable[JournalEntryRow]) -> list[UUID]:
    return list({entry["subject_id"] for entry in entries})
