"""The webhook endpoints that hear of an order, each with what it is sent of it: read as whoever made it may read it today."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Iterable, Mapping
from typing import Any, Final
from uuid import UUID

from portico.domain.actors import Actor, Scope
from portico.domain.desk import webhooks
from portico.domain.desk.webhooks import SelectionEnded
from portico.domain.statuses import WebhookDisabledReason
from portico.live.loops import run_unit
from portico.mailroom import composing
from portico.mailroom.composing import Hearer
from portico.operations.desk.webhooks import webhook_endings
from portico.operations.engine.work import Work
from portico.storage.desk.addressees import ToldOrder
from portico.storage.row_types.journal import JournalEntryRow
from portico.storage.row_types.webhooks import WebhookEndpointRow

RenderedEvent = Mapping[str, Any]
RenderEvent = Callable[[str, UUID, Actor, str | None], Awaitable[RenderedEvent | None]]
"""`(order kind, order id, reader, selection)` → the full order as this reader may see it; with a selection `data`, and `errors` it met.

None where there is nothing for this reader; raises SelectionEnded for what the API no longer knows.
"""
_NOTHING: Final[RenderedEvent] = {}


async def nothing(_kind: str, _id: UUID, _reader: Actor, _selection: str | None) -> None:
    """Where nobody renders events, no endpoint hears of any."""


class Listening:
    """Finds them, and renders what they are sent: once for all that are sent the same, for all moves that are relayed together."""

    def __init__(self, work: Work, render: RenderEvent) -> None:
        self._work, self._render = work, render

    async def to(self, order: ToldOrder, entries: Iterable[JournalEntryRow]) -> list[Hearer]:
        """Who hears any of these entries. One whose selection has ended is disabled, and hears nothing."""
        events = {entry["event"] for entry in composing.told(entries)}
        if not events:
            return []
        found = await webhook_endings.standing(self._work.reader, self._work.now, order.account_id)
        wanted = [row for row in found if any(webhooks.hears(row["events"], event) for event in events)]
        same: dict[tuple[frozenset[Scope], str | None], RenderedEvent] = {}
        return [listener for row in wanted if (listener := await self._listener(order, row, same))]

    async def _listener(
        self, order: ToldOrder, row: WebhookEndpointRow, same: dict[tuple[frozenset[Scope], str | None], RenderedEvent]
    ) -> Hearer | None:
        reader = webhooks.reader(row["id"], row["name"], row["account_id"], row["scopes"])
        if not webhooks.may_hear_of(reader, order.kind):
            return None
        asked = (reader.scopes, row["selection"])
        if asked not in same:
            try:
                same[asked] = await self._render(order.kind, order.id, reader, row["selection"]) or _NOTHING
            except SelectionEnded:
                await self._end(row)
                return None
        return Hearer(row["id"], row["events"], same[asked], whole=row["selection"] is None) if same[asked] else None

    async def _end(self, row: WebhookEndpointRow) -> None:
        ending = self._work.unit(lambda unit: webhook_endings.end(unit, row, WebhookDisabledReason.SELECTION))
        await run_unit("webhook endpoint", ending, endpoint=str(row["id"]))
