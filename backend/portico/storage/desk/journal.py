"""The journal as a list: the timeline of a subject or an order, within what the actor may see."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Final, Literal
from uuid import UUID

from portico.domain.actors import Actor
from portico.storage.engine import listing, rows
from portico.storage.engine.database import Connection
from portico.storage.engine.listing import Ordering, RowColumns, Select
from portico.storage.engine.rows import Columns, Row
from portico.storage.engine.scope import visible
from portico.storage.models import JournalEntry

NEWEST: Final = Ordering("NEWEST", (("position", "j.position", "number"),), descending=True, names="journal_entry")
OF_A_ROW: Final = RowColumns("j", {})
Of = Literal["subject_id", "order_id"]


def timeline(actor: Actor, of: Of, value: UUID) -> Select:
    found = told_to(actor)
    found.demand(f"j.{of} = {found.params.add(value)}")
    return found


def told_to(actor: Actor) -> Select:
    """Every entry that the actor may see: of what, is said beside it."""
    found = Select(OF_A_ROW.every, "journal_entry j")
    found.demand(visible(actor, "journal_entry", "j", found.params))
    return found


async def by_ids(conn: Connection, actor: Actor, ids: Iterable[UUID]) -> Sequence[Row]:
    """These entries that the actor may see, typed."""
    found = told_to(actor)
    found.demand(f"j.id {found.params.any_of(conn.dialect, ids, 'uuid')}")
    raw = await listing.all_of(conn, found)
    return list(map(decoder(raw), raw))


def decoder(raw: Sequence[Row]) -> rows.Joiner:
    """What types each of these rows of a timeline, its values when they are asked for."""
    return rows.joiner(JournalEntry, raw, {})


def instead(row: Row, columns: Columns) -> Row:
    """The row as it was read, with these values in the place of its own."""
    known = rows.columns(JournalEntry)
    return (
        {**row, **{name: rows.encode(known[name], value, "sqlite") for name, value in columns.items() if name in row}} if columns else row
    )


def column(name: str) -> rows.Column | None:
    """What is known of a column of these rows."""
    return rows.joined_column(JournalEntry, name, {})
