"""What a move needs to know of each subject: its table, its order, how it is loaded, and what hangs on it.

One row per lifecycle, for `operations.tables` to register.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Final
from uuid import UUID

from portico.domain.tables import LIFECYCLES
from portico.operations.engine.registry import SubjectTable
from portico.storage import models
from portico.storage.engine.database import Connection
from portico.storage.inventory import phone_numbers as inventory
from portico.storage.port_ins import document_reviews, porting_numbers, porting_requests
from portico.storage.port_outs import port_out_orders, port_out_requests


async def _requests_of_numbers(conn: Connection, ids: Iterable[UUID]) -> list[tuple[UUID, UUID]]:
    return [(number, view.request_id) for number, view in (await porting_numbers.views(conn, ids)).items()]


async def _same(_conn: Connection, ids: Iterable[UUID]) -> list[tuple[UUID, UUID]]:
    return [(key, key) for key in ids]


SUBJECTS: Final[Mapping[str, SubjectTable]] = {
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
