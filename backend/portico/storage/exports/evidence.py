"""What evidence of an order takes of each table: the columns of an account's export, and what only the operator's people see.

No column that the export leaves out as sealed, as a proof or as something that opens is among them; a test reads that off.
"""

from __future__ import annotations

from collections.abc import AsyncIterator, Mapping, Sequence
from dataclasses import replace
from typing import Any, Final
from uuid import UUID

from portico.storage.engine.database import Connection
from portico.storage.engine.rows import Row
from portico.storage.exports.parts import PARTS, ExportPart

PAGE: Final = 250
_PARTS: Final = {part.name: part for part in PARTS}


def _of(name: str, whose: str, staff: str = "", *, within: str = "") -> ExportPart:
    """The part of an account's export, of one order, with columns for staff."""
    part = _PARTS[name]
    return replace(part, columns=(*part.columns, *staff.split()), whose=whose, scopes=(), read_from=within or part.read_from)


_JOURNAL: Final = _of("journal", "t.order_id = $1 AND t.order_sequence <= $2", "account_id actor_kind actor_id internal told reason_params")
JOURNAL: Final = replace(_JOURNAL, key=("t.order_sequence",))
DELIVERIES: Final = _of("deliveries", "t.order_id = $1 AND t.order_sequence <= $2", "move_id account_id payload")
ATTEMPTS: Final = _of(
    "delivery_attempts", "d.order_id = $1 AND d.order_sequence <= $2", within="delivery d JOIN delivery_attempt t ON t.delivery_id = d.id"
)
CHARGES: Final = _of("charges", "t.port_out_request_id = $1")
_COMMENT: Final = "internal author_id"
_ASKED: Final = "asked_by asked_by_role"
_PAPERS: Final = "uploaded_by storage_key"
REQUEST: Final[Mapping[str, Mapping[str, ExportPart]]] = {
    "porting_request": {
        "request": _of("porting_requests", "t.id = $1", "account_id created_by"),
        "numbers": _of("porting_numbers", "t.request_id = $1"),
        "attempts": _of("attempts", "t.request_id = $1", within="porting_attempt t"),
        "attempt_numbers": _of("attempt_numbers", "n.request_id = $1"),
        "snapbacks": _of("snapbacks", "t.porting_number_id IN (SELECT id FROM porting_number WHERE request_id = $1)", _ASKED),
        "comments": _of("comments_on_porting_requests", "t.request_id = $1", _COMMENT),
    },
    "port_out_request": {
        "request": _of(
            "port_out_requests", "t.id = $1", "account_id approved_digest approved_by policy_set_by received_by received_by_role amended_by"
        ),
        "numbers": _of("port_out_numbers", "q.id = $1"),
        "orders": _of("port_out_orders", "t.port_out_request_id = $1", "approved_by"),
        "snapbacks": _of("snapbacks", "t.port_out_request_id = $1", _ASKED),
        "comments": _of("comments_on_port_out_requests", "t.port_out_request_id = $1", _COMMENT),
    },
}
"""By kind of order, table by table as it stands in `request.json`."""
PAPERS: Final[Mapping[str, ExportPart]] = {
    "porting_request": _of("documents", "t.request_id = $1", _PAPERS),
    "port_out_request": _of("documents", "t.port_out_request_id = $1", _PAPERS),
}


async def pages(reader: Connection, part: ExportPart, order_id: UUID, upto: int) -> AsyncIterator[Sequence[Row]]:
    """The part's rows of this order as the driver gives them, page by page, as far as the order has come."""
    behind: tuple[Any, ...] = ()
    while True:
        statement, values = _statement(part, order_id, upto, behind)
        found = await reader.fetch(statement, *values)
        if found:
            yield found
            behind = tuple(found[-1][f"key_{place}"] for place in range(len(part.key)))
        if len(found) < PAGE:
            return


def _statement(part: ExportPart, order_id: UUID, upto: int, behind: tuple[Any, ...]) -> tuple[str, list[Any]]:
    values: list[Any] = [order_id, *([upto] if "$2" in part.whose else []), *behind]
    places = [f"${len(values) - len(behind) + place}" for place in range(1, len(behind) + 1)]
    further = f" AND ({', '.join(part.key)}) > ({', '.join(places)})" if behind else ""
    taken = ", ".join([*(f"t.{name}" for name in part.columns), *(f"{key} AS key_{place}" for place, key in enumerate(part.key))])
    return f"SELECT {taken} FROM {part.tables} WHERE {part.whose}{further} ORDER BY {', '.join(part.key)} LIMIT {PAGE}", values
