"""What a move needs to know of each subject: its table, its order, how it is loaded, and what hangs on it.

One row per lifecycle; `moves` reads it and knows no subject by name.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from portico.domain.actors import Actor
from portico.domain.lifecycle import Lifecycle
from portico.domain.lifecycles import LIFECYCLES
from portico.operations.work import Unit
from portico.storage import document_reviews, inventory, models, port_out_orders, port_out_requests, porting_numbers, porting_requests
from portico.storage.database import Connection

Related = Callable[[Connection, Iterable[UUID]], Awaitable[list[tuple[UUID, UUID]]]]


@dataclass(frozen=True, slots=True)
class SubjectTable:
    """`seen` answers id → order id for what the actor may see; `related` answers (id, id of the other subject)."""

    lifecycle: Lifecycle
    model: type[Any]
    order_kind: str
    seen: Callable[[Connection, Actor, Iterable[UUID]], Awaitable[dict[UUID, UUID]]]
    views: Callable[[Unit, Iterable[UUID]], Awaitable[Mapping[UUID, Any]]]
    related: Mapping[str, Related] = field(default_factory=dict)
    title: str = "This"


async def _requests_of_numbers(conn: Connection, ids: Iterable[UUID]) -> list[tuple[UUID, UUID]]:
    return [(number, view.request_id) for number, view in (await porting_numbers.views(conn, ids)).items()]


async def _same(_conn: Connection, ids: Iterable[UUID]) -> list[tuple[UUID, UUID]]:
    return [(key, key) for key in ids]


SUBJECTS: Mapping[str, SubjectTable] = {
    "porting_request": SubjectTable(
        LIFECYCLES["porting_request"],
        models.PortingRequest,
        "porting_request",
        porting_requests.seen,
        lambda unit, ids: porting_requests.views(unit.connection, ids),
        {"porting_number": porting_numbers.of_requests},
        "This porting request",
    ),
    "porting_number": SubjectTable(
        LIFECYCLES["porting_number"],
        models.PortingNumber,
        "porting_request",
        porting_numbers.seen,
        lambda unit, ids: porting_numbers.views(unit.connection, ids),
        {"porting_request": _requests_of_numbers, "phone_number": inventory.of_porting_numbers, "porting_number": _same},
        "This porting number",
    ),
    "document": SubjectTable(
        LIFECYCLES["document"],
        models.Document,
        "porting_request",
        document_reviews.seen,
        lambda unit, ids: document_reviews.views(unit.connection, ids),
        {},
        "This document",
    ),
    "phone_number": SubjectTable(
        LIFECYCLES["phone_number"],
        models.PhoneNumber,
        "porting_request",
        inventory.none_seen,
        lambda unit, ids: inventory.views(unit.connection, ids),
        {},
        "This phone number",
    ),
    "port_out_request": SubjectTable(
        LIFECYCLES["port_out_request"],
        models.PortOutRequest,
        "port_out_request",
        port_out_requests.seen,
        lambda unit, ids: port_out_requests.views(unit.connection, ids, unit.now.date()),
        {"phone_number": port_out_requests.phone_numbers_of, "port_out_order": port_out_requests.open_orders_of},
        "This port-out request",
    ),
    "port_out_order": SubjectTable(
        LIFECYCLES["port_out_order"],
        models.PortOutOrder,
        "port_out_request",
        port_out_orders.none_seen,
        lambda unit, ids: port_out_orders.views(unit.connection, ids),
        {},
        "This port-out order",
    ),
}
