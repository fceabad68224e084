"""What a listener narrows its feed to, within what its actor may see: a condition for what is past, a function for what comes."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from portico.domain.actors import Actor
from portico.storage.engine import journal
from portico.storage.engine.database import Connection
from portico.storage.engine.rows import Dialect, Row
from portico.storage.engine.scope import Params, visible

Where = tuple[str, tuple[Any, ...]]


@dataclass(frozen=True, slots=True)
class EntryFilter:
    """Everything given must hold."""

    subject_kinds: tuple[str, ...] | None = None
    order_id: UUID | None = None
    events: tuple[str, ...] | None = None
    account_id: UUID | None = None

    def admits(self, entry: Row) -> bool:
        return (
            (self.subject_kinds is None or entry["subject_kind"] in self.subject_kinds)
            and (self.order_id is None or entry["order_id"] == self.order_id)
            and (self.events is None or entry["event"] in self.events)
            and (self.account_id is None or entry["account_id"] == self.account_id)
        )

    def where(self, actor: Actor, dialect: Dialect) -> Where:
        """The same as SQL on `journal_entry`, within what the actor may see."""
        params = Params()
        conditions = [visible(actor, "journal_entry", "journal_entry", params, leads=self.order_id is None)]
        if self.subject_kinds is not None:
            conditions.append(f"subject_kind {params.any_of(dialect, self.subject_kinds, 'text')}")
        if self.order_id is not None:
            conditions.append(f"order_id = {params.add(self.order_id)}")
        if self.events is not None:
            conditions.append(f"event {params.any_of(dialect, self.events, 'text')}")
        if self.account_id is not None:
            conditions.append(f"account_id = {params.add(self.account_id)}")
        return " AND ".join(f"({condition})" for condition in conditions), tuple(params.values)


async def seen(reader: Connection, actor: Actor, positions: Sequence[int]) -> set[int]:
    """Those of these places of the journal whose entries the actor may see."""
    return await journal.which(reader, positions, EntryFilter().where(actor, reader.dialect))
