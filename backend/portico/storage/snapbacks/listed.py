"""Lists of snapbacks: filters and orders, within what the actor may see."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final
from uuid import UUID

from portico.domain.actors import Actor
from portico.domain.statuses import SnapbackDirection, SnapbackStatus, WaitingOn
from portico.storage.engine.database import Connection
from portico.storage.engine.listing import Ordering, Select
from portico.storage.engine.scope import visible
from portico.storage.snapbacks import snapbacks

ORDERINGS: Final = {
    name: Ordering(name, ((column, f"b.{column}", "instant"), ("id", "b.id", "uuid")), descending=True)
    for name, column in (("CREATED_DESC", "created_at"), ("UPDATED_DESC", "updated_at"))
}


@dataclass(frozen=True, slots=True)
class SnapbackFilter:
    statuses: Sequence[SnapbackStatus] | None = None
    waiting_on: Sequence[WaitingOn] | None = None
    directions: Sequence[SnapbackDirection] | None = None
    account_id: UUID | None = None
    e164: str | None = None
    phone_number_id: UUID | None = None
    port_out_request_id: UUID | None = None
    request_id: UUID | None = None
    ids: Sequence[UUID] | None = None


def listed(conn: Connection, actor: Actor, wanted: SnapbackFilter) -> Select:
    select = Select(snapbacks.COLUMNS, snapbacks.TABLES)
    select.demand(visible(actor, "snapback", "b", select.params, leads=wanted.ids is None))
    for column, values in {"status": wanted.statuses, "waiting_on": wanted.waiting_on, "direction": wanted.directions}.items():
        select.one_of(f"b.{column}", values)
    named = {
        "b.account_id": wanted.account_id,
        "b.phone_number_id": wanted.phone_number_id,
        "b.port_out_request_id": wanted.port_out_request_id,
        "n.request_id": wanted.request_id,
        "b.e164": wanted.e164,
    }
    for column, value in named.items():
        if value is not None:
            select.demand(f"{column} = {select.params.add(value)}")
    if wanted.ids is not None:
        select.demand(f"b.id {select.params.any_of(conn.dialect, wanted.ids, 'uuid')}")
    return select
