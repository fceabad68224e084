"""The journal as a list: the timeline of a subject or an order, within what the actor may see."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final, Literal
from uuid import UUID

from portico.domain.actors import Actor
from portico.storage.engine import rows
from portico.storage.engine.listing import Ordering, Select
from portico.storage.engine.rows import LooseRow, Row
from portico.storage.engine.scope import visible
from portico.storage.models import JournalEntry

NEWEST: Final = Ordering("NEWEST", (("position", "j.position", "number"),), descending=True, names="journal_entry")
Of = Literal["subject_id", "order_id"]


def timeline(actor: Actor, of: Of, value: UUID) -> Select:
    found = Select("j.*", "journal_entry j")
    found.add(visible(actor, "journal_entry", "j", found.params))
    found.add(f"j.{of} = {found.params.add(value)}")
    return found


def decode(raw: Iterable[Row]) -> list[LooseRow]:
    """Rows of a timeline, typed when asked for."""
    return rows.joined(JournalEntry, raw, {})


def column(name: str) -> rows.Column | None:
    """What is known of a column of these rows."""
    return rows.joined_column(JournalEntry, name, {})
