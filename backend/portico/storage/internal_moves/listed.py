"""Lists of internal moves: filters and orders, within what the actor may see."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final
from uuid import UUID

from portico.domain.actors import Actor
from portico.domain.statuses import InternalMoveStatus, WaitingOn
from portico.storage.engine.database import Connection
from portico.storage.engine.listing import Ordering, Select
from portico.storage.engine.scope import visible
from portico.storage.internal_moves import internal_moves

ORDERINGS: Final = {
    name: Ordering(name, ((column, f"m.{column}", "instant"), ("id", "m.id", "uuid")), descending=True)
    for name, column in (("CREATED_DESC", "created_at"), ("UPDATED_DESC", "updated_at"))
}


@dataclass(frozen=True, slots=True)
class InternalMoveFilter:
    statuses: Sequence[InternalMoveStatus] | None = None
    waiting_on: Sequence[WaitingOn] | None = None
    account_id: UUID | None = None
    phone_number_id: UUID | None = None
    ids: Sequence[UUID] | None = None


def listed(conn: Connection, actor: Actor, wanted: InternalMoveFilter) -> Select:
    """Of an account that is named, what it gives and what it takes."""
    select = Select(internal_moves.COLUMNS, internal_moves.TABLES)
    select.demand(visible(actor, "internal_move", "m", select.params, leads=wanted.ids is None))
    select.one_of("m.status", wanted.statuses)
    select.one_of("m.waiting_on", wanted.waiting_on)
    if wanted.account_id is not None:
        account = select.params.add(wanted.account_id)
        select.demand(f"(m.account_id = {account} OR m.to_account_id = {account})")
    if wanted.phone_number_id is not None:
        number = select.params.add(wanted.phone_number_id)
        select.demand(f"EXISTS (SELECT 1 FROM internal_move_number wn WHERE wn.internal_move_id = m.id AND wn.phone_number_id = {number})")
    if wanted.ids is not None:
        select.demand(f"m.id {select.params.any_of(conn.dialect, wanted.ids, 'uuid')}")
    return select
