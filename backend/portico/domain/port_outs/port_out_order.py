"""The port-out order: created, billed once, and closed with its request. DOMAIN.md §2, §5."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import TypedDict
from uuid import UUID

from portico.domain.actors import Actor
from portico.domain.grammar import Follow, RowsOf, at
from portico.domain.lifecycle import Lifecycle
from portico.domain.statuses import ORDER_OPEN, Flow, Role
from portico.domain.statuses import PortOutOrderStatus as Status


@dataclass(frozen=True, slots=True)
class PortOutOrderView:
    id: UUID
    version: int
    status: Status
    account_id: UUID
    port_out_request_id: UUID
    fee_minor: int
    currency: str
    flow: Flow = Flow.STANDARD


def is_reversed(status: Status, billed_at: datetime | None) -> bool:
    """Whether its fee was given back: it was billed, and canceled later."""
    return status is Status.CANCELED and billed_at is not None


class PortOutOrderColumns(TypedDict, total=False):
    """What a move may write; `status` comes from the table."""

    billed_at: datetime
    ended_at: datetime


order = RowsOf(PortOutOrderView, PortOutOrderColumns)


def _billed(_order: PortOutOrderView, _asked: object, _actor: Actor, now: datetime) -> PortOutOrderColumns:
    return {"billed_at": now}


def _ended(_order: PortOutOrderView, _asked: object, _actor: Actor, now: datetime) -> PortOutOrderColumns:
    return {"ended_at": now}


def _notes(order: PortOutOrderView, _changes: object) -> dict[str, object]:
    """What it costs."""
    return {"fee": {"minor": order.fee_minor, "currency": order.currency}}


PORT_OUT_ORDER = Lifecycle(
    subject="port_out_order",
    of=order,
    statuses=Status,
    named={Status.CREATED: "Order created", Status.COMPLETED: "Order completed", Status.CANCELED: "Order canceled"},
    initial=Status.CREATED,
    notes=_notes,
    transitions=(
        order.row(
            verb="bill", event="port_out_order.fee_billed",
            source=at(Status.CREATED), target=Status.FEE_BILLED, by=Role.SYSTEM, changes=_billed, then=(Follow("charge", "bill"),),
            sentence="The port-out fee was billed.",
        ),
        order.row(
            verb="complete", event="port_out_order.completed",
            source=at(Status.FEE_BILLED), target=Status.COMPLETED, by=Role.SYSTEM, changes=_ended, told=False,
            sentence="The port-out order is done.",
        ),
        order.row(
            verb="cancel", event="port_out_order.canceled",
            source=ORDER_OPEN, target=Status.CANCELED, by=Role.SYSTEM, changes=_ended, then=(Follow("charge", "reverse"),),
            sentence="The port-out order was canceled and its fee reversed.",
        ),
    ),
)  # fmt: skip
