"""What falls due by itself: for the clock, which has it done, and for staff, who see what would be done."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Collection
from dataclasses import dataclass
from datetime import datetime
from typing import Final
from uuid import UUID

from portico.storage.desk import deadlines as storage
from portico.storage.desk.deadlines import Due
from portico.storage.engine.database import Connection

DueQuery = Callable[[Connection, datetime, Collection[UUID]], Awaitable[list[Due]]]
"""A page of what is due at an instant, but for what is named."""


@dataclass(frozen=True, slots=True)
class Deadline:
    """A query of what is due, and the verbs to try on it in this order."""

    subject: str
    verbs: tuple[str, ...]
    due: DueQuery

    @property
    def name(self) -> str:
        return f"{self.subject}.{self.verbs[-1]}"


async def all_due(conn: Connection, query: DueQuery, at: datetime) -> dict[UUID, UUID]:
    """Subject → its order, of everything that is due, page by page."""
    order_of: dict[UUID, UUID] = {}
    while page := await query(conn, at, list(order_of)):
        order_of |= {item.id: item.order_id for item in page}
    return order_of


DEADLINES: Final = (
    Deadline("porting_number", ("provision",), storage.numbers_to_provision),
    Deadline("porting_number", ("complete",), storage.numbers_to_complete),
    Deadline("porting_request", ("perform",), storage.requests_to_perform),
    Deadline("porting_request", ("expire",), storage.requests_to_expire),
    Deadline("port_out_request", ("approve_on_deadline", "expire"), storage.port_outs_to_decide),
    Deadline("port_out_request", ("complete",), storage.port_outs_to_complete),
    Deadline("internal_move", ("expire",), storage.offers_to_expire),
    Deadline("phone_number", ("unlock",), storage.numbers_to_unlock),
)
