"""Snapbacks as their accounts, staff and the carrier on the other side see them."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from functools import partial
from typing import Annotated

import strawberry
from strawberry.scalars import JSON

from portico.domain.inventory import phone_numbers
from portico.domain.snapbacks.snapback import SnapbackView
from portico.domain.statuses import SnapbackDirection, SnapbackStatus, WaitingOn
from portico.graphql.desk.journal import JournalConnection, timeline
from portico.graphql.engine.actions import actions
from portico.graphql.engine.command import Command, result_of
from portico.graphql.engine.connections import place_at
from portico.graphql.engine.context import Context, Info, Loaders
from portico.graphql.engine.fetchable import Fetchable
from portico.graphql.engine.filters import chosen, filtered
from portico.graphql.engine.lists import Lists
from portico.graphql.engine.pagination import After, Before, First, Id, Last, Paged, Rows
from portico.graphql.engine.read_off_row import ReadOffRow, of_each
from portico.graphql.engine.scalars import edge_id
from portico.graphql.snapbacks.enums import AvailableSnapbackAction, SnapbackAction, SnapbackOrdering
from portico.operations.snapbacks import snapbacks as operations
from portico.storage.engine.rows import Row
from portico.storage.snapbacks import snapbacks
from portico.storage.snapbacks.listed import ORDERINGS, listed
from portico.storage.snapbacks.listed import SnapbackFilter as Wanted

text = strawberry.field


@strawberry.type(description="A number asked back after a port that was a mistake.")
class Snapback(ReadOffRow, Fetchable):
    id: strawberry.ID = text(description="Opaque id.")
    version: int = text(description="Goes up with every change; give it as expectedVersion.")
    reference: str = text(description="For people, e.g. SB-2026-000007.")
    direction: SnapbackDirection = text(description="Which way the port went.")
    status: SnapbackStatus = text(description="Where it stands.")
    status_reason: str = text(description="Why, for people: what was given as the reason, else what happened.")
    status_reason_sentence: JSON | None = text(
        description="Its sentence as `{code, params}`, to translate it by; null where somebody wrote it."
    )
    waiting_on: WaitingOn = text(description="Who must act next.")
    e164: str = text(description="The number, E.164.")
    asked_because: str = text(description="Why the port was a mistake, as whoever asked says.")
    ported_at: datetime = text(description="When it was ported.")
    sent_at: datetime | None = text(description="When it was sent to the carrier.")
    ended_at: datetime | None = text(description="When it came to its end.")
    created_at: datetime = text(description="When it was asked.")
    updated_at: datetime = text(description="When it last changed.")
    account_id: strawberry.ID = text(description="Whose number it is, or was.")
    account_name: str | None = text(description="Whose number it is, or was; null for carriers.")
    carrier_id: strawberry.ID = text(description="The carrier on the other side.")
    carrier_name: str = text(description="The carrier on the other side.")
    phone_number_id: strawberry.ID = text(description="The number of the inventory.")
    port_out_request_id: strawberry.ID | None = text(description="The port-out that was a mistake.")
    port_out_reference: str | None = text(description="The port-out that was a mistake.")
    porting_request_id: strawberry.ID | None = text(description="The port-in that was a mistake.")
    porting_reference: str | None = text(description="The port-in that was a mistake.")
    view: strawberry.Private[SnapbackView]
    row: strawberry.Private[Row]
    loaders: strawberry.Private[Loaders]

    @strawberry.field(description="The number as people write it.")
    def display(self) -> str:
        return phone_numbers.display(self.e164)

    @strawberry.field(description="What you can do to it now.")
    async def available_actions(self, info: Info) -> list[AvailableSnapbackAction]:
        return await _actions(self, info.context)

    @strawberry.field(description="What happened to it, newest first.")
    async def journal(
        self, info: Info, *, first: First = None, after: After = None, last: Last = None, before: Before = None
    ) -> JournalConnection:
        return await timeline(info.context, "order_id", self.view.id, place_at(first, after, last, before))  # type: ignore[no-any-return]

    @classmethod
    def of(cls, row: Row, view: SnapbackView, context: Context) -> Snapback:
        known = {name: row[name] for name in _COLUMNS} | {name: _edge(kind, row[key]) for name, (kind, key) in _IDS.items()}
        return cls(
            **known,
            status_reason_sentence=row["status_reason_said"],
            account_name=None if context.actor.carrier_id else row["a_name"],
            carrier_name=row["c_name"],
            port_out_reference=row["q_reference"],
            porting_reference=row["r_reference"],
            view=view,
            row=row,
            loaders=context.loaders,
        )


def _edge(kind: str, key: object) -> strawberry.ID | None:
    return edge_id(kind, key) if key else None  # type: ignore[arg-type]  # whatever id it is


_IDS = {
    "id": ("snapback", "id"),
    "account_id": ("account", "account_id"),
    "carrier_id": ("carrier", "carrier_id"),
    "phone_number_id": ("phone_number", "phone_number_id"),
    "port_out_request_id": ("port_out_request", "port_out_request_id"),
    "porting_request_id": ("porting_request", "r_id"),
}
_COLUMNS = (
    "version reference direction status status_reason waiting_on e164 asked_because ported_at sent_at ended_at created_at updated_at"
).split()
_actions = partial(actions, AvailableSnapbackAction, SnapbackAction, "snapback")
Snapback.OF_A_LEVEL = {"availableActions": of_each(_actions)}


@strawberry.input(name="SnapbackFilter", description="Which snapbacks; everything given must hold.")
class SnapbackFilter:
    statuses: list[SnapbackStatus] | None = strawberry.field(default=None, description="Any of these.")
    waiting_on: list[WaitingOn] | None = strawberry.field(default=None, description="Any of these must act next.")
    directions: list[SnapbackDirection] | None = strawberry.field(default=None, description="Either or both.")
    account_id: strawberry.ID | None = strawberry.field(default=None, description="Of this account.")
    phone_number_id: strawberry.ID | None = strawberry.field(default=None, description="Of this number of the inventory.")
    port_out_request_id: strawberry.ID | None = strawberry.field(default=None, description="After this port-out.")
    porting_request_id: strawberry.ID | None = strawberry.field(default=None, description="After this port-in.")

    def rows(self) -> Wanted:
        return Wanted(
            statuses=chosen("statuses", self.statuses),
            waiting_on=chosen("waitingOn", self.waiting_on),
            directions=chosen("directions", self.directions),
            account_id=filtered("account", self.account_id),
            phone_number_id=filtered("phone_number", self.phone_number_id),
            port_out_request_id=filtered("port_out_request", self.port_out_request_id),
            request_id=filtered("porting_request", self.porting_request_id),
        )


SnapbackConnection = Paged[Snapback]


async def nodes(context: Context, raw: Sequence[Row]) -> Rows[Snapback]:
    """Raw rows as (typed row, node)."""
    return Rows([(row, Snapback.of(row, snapbacks.view_of(row), context)) for row in snapbacks.decode(raw)])


LISTS = Lists("snapback", "port_out.read", listed, lambda ids: Wanted(ids=ids), ORDERINGS, nodes)
by_ids = LISTS.by_ids
SnapbacksFilter = Annotated[SnapbackFilter | None, strawberry.argument(description="Which snapbacks.")]
SnapbacksOrdering = Annotated[SnapbackOrdering, strawberry.argument(description="In which order.")]


async def resolve_list(info: Info, *, first: First = None, after: After = None, last: Last = None, before: Before = None,
                       filter: SnapbacksFilter = None,
                       order_by: SnapbacksOrdering = SnapbackOrdering.CREATED_DESC) -> SnapbackConnection:  # fmt: skip
    wanted = filter.rows() if filter else Wanted()
    return await LISTS.page(info.context, wanted, order_by.value, place_at(first, after, last, before))  # type: ignore[no-any-return]


async def resolve_one(info: Info, id: Id) -> Snapback | None:
    return await LISTS.one(info, id)


SnapbackResult = result_of("SnapbackResult", Snapback, "snapback")
SNAPBACKS = (
    Command("snapback_ask", "snapback.ask",
            "Ask a number back whose port was a mistake, within 7 days: OUT by an account's administrator or staff, IN by staff or the"
            " losing carrier.",
            SnapbackResult, by_ids, operations.ask, asks=operations.AskSnapback),
)  # fmt: skip
