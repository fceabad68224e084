"""Moves between two accounts, as either side and staff see them: neither side is told who the other one is."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from functools import partial
from typing import Annotated, Any, Final

import strawberry
from strawberry.scalars import JSON

from portico.domain.actors import Actor, sees_every_account
from portico.domain.internal_moves.internal_move import InternalMoveView
from portico.domain.internal_moves.internal_move_table import said_of_taker
from portico.domain.inventory import phone_numbers
from portico.domain.inventory.phone_number_lists import MOST_NUMBERS
from portico.domain.statuses import InternalMoveStatus, WaitingOn
from portico.graphql.desk.journal import JournalConnection, timeline
from portico.graphql.engine.actions import actions
from portico.graphql.engine.batches import firsts
from portico.graphql.engine.command import Command, result_of
from portico.graphql.engine.connections import place_at
from portico.graphql.engine.context import Context, Info, Loaders
from portico.graphql.engine.fetchable import Fetchable
from portico.graphql.engine.filters import chosen, filtered
from portico.graphql.engine.lists import Lists
from portico.graphql.engine.pagination import After, Before, First, Id, Last, Paged, Rows
from portico.graphql.engine.read_off_row import ReadOffRow, of_each
from portico.graphql.engine.scalars import edge_id
from portico.graphql.internal_moves.enums import (
    AvailableInternalMoveAction,
    InternalMoveAction,
    InternalMoveOrdering,
    InternalMoveSide,
)
from portico.graphql.inventory.phone_numbers import FirstNumbers
from portico.operations.internal_moves import internal_moves as operations
from portico.operations.internal_moves.internal_moves import Offered
from portico.storage.engine.rows import Row
from portico.storage.internal_moves import internal_moves
from portico.storage.internal_moves.listed import ORDERINGS, listed
from portico.storage.internal_moves.listed import InternalMoveFilter as Wanted

text = strawberry.field
NUMBERS: Final = firsts(lambda conn, _actor, ids, most: internal_moves.first_numbers(conn, ids, most))


@strawberry.type(description="A number that goes to another account.")
class InternalMoveNumber:
    e164: str = text(description="The number, E.164.")

    @strawberry.field(description="The number as people write it.")
    def display(self) -> str:
        return phone_numbers.display(self.e164)


@strawberry.type(description="Numbers that one account here offers and another one takes.")
class InternalMove(ReadOffRow, Fetchable):
    id: strawberry.ID = text(description="Opaque id.")
    version: int = text(description="Goes up with every change; give it as expectedVersion.")
    reference: str = text(description="For people, e.g. IM-2026-000007.")
    side: InternalMoveSide | None = text(description="On which side of it your account is; null for staff.")
    status: InternalMoveStatus = text(description="Where it stands.")
    status_reason: str = text(description="Why, for people: what was given as the reason, else what happened.")
    status_reason_sentence: JSON | None = text(
        description="Its sentence as `{code, params}`, to translate it by; null where somebody wrote it."
    )
    waiting_on: WaitingOn = text(description="Who must act next.")
    number_count: int = text(description="How many numbers.")
    expires_at: datetime = text(description="Until when the code can be redeemed.")
    redeemed_at: datetime | None = text(description="When it was redeemed.")
    ended_at: datetime | None = text(description="When it came to its end.")
    created_at: datetime = text(description="When it was offered.")
    updated_at: datetime = text(description="When it last changed.")
    giving_account_id: strawberry.ID | None = text(description="Who offered the numbers; null for whoever takes them.")
    giving_account_name: str | None = text(description="Who offered the numbers; null for whoever takes them.")
    taking_account_id: strawberry.ID | None = text(description="Who takes the numbers; null for whoever offered them.")
    taking_account_name: str | None = text(description="Who takes the numbers; null for whoever offered them.")
    view: strawberry.Private[InternalMoveView]
    row: strawberry.Private[Row]
    loaders: strawberry.Private[Loaders]

    @strawberry.field(description="The numbers, in their order. A document costs by `first`: in a list of moves say how many.")
    async def numbers(self, first: FirstNumbers = MOST_NUMBERS) -> list[InternalMoveNumber]:
        return await _numbers(self, None, first)

    @strawberry.field(description="What you can do to it now.")
    async def available_actions(self, info: Info) -> list[AvailableInternalMoveAction]:
        return await _actions(self, info.context)

    @strawberry.field(description="What happened to it, as your side sees it, newest first.")
    async def journal(
        self, info: Info, *, first: First = None, after: After = None, last: Last = None, before: Before = None
    ) -> JournalConnection:
        return await timeline(info.context, "subject_id", self.view.id, place_at(first, after, last, before))  # type: ignore[no-any-return]

    @classmethod
    def of(cls, row: Row, view: InternalMoveView, context: Context) -> InternalMove:
        return cls(
            id=edge_id("internal_move", row["id"]),
            **{name: row[name] for name in _COLUMNS},
            **_why(row, context.actor),
            **_sides(row, context.actor),
            view=view,
            row=row,
            loaders=context.loaders,
        )


def _why(row: Row, actor: Actor) -> dict[str, Any]:
    """What people of the giver or of the operator wrote is not for whoever takes: it is told what happened."""
    if row["status_reason_said"] is None and actor.account_id not in (None, row["account_id"]):
        said = said_of_taker(row["status"])
        return {"status_reason": said.text, "status_reason_sentence": said.kept}
    return {"status_reason": row["status_reason"], "status_reason_sentence": row["status_reason_said"]}


def _sides(row: Row, actor: Actor) -> dict[str, Any]:
    """Which account gives and which one takes, as far as this reader is to know."""
    every, own = sees_every_account(actor), actor.account_id
    gives, takes = every or own == row["account_id"], row["to_account_id"] is not None and (every or own == row["to_account_id"])
    side = None if every else InternalMoveSide.GIVING if own == row["account_id"] else InternalMoveSide.TAKING
    return {
        "side": side,
        "giving_account_id": edge_id("account", row["account_id"]) if gives else None,
        "giving_account_name": row["a_name"] if gives else None,
        "taking_account_id": edge_id("account", row["to_account_id"]) if takes else None,
        "taking_account_name": row["t_name"] if takes else None,
    }


async def _numbers(move: InternalMove, _context: Context | None, first: int) -> list[InternalMoveNumber]:
    e164s = await move.loaders[NUMBERS].load((move.view.id, min(max(first, 1), MOST_NUMBERS)))
    return [InternalMoveNumber(e164=e164) for e164 in e164s]


_COLUMNS = ("version reference status waiting_on number_count expires_at redeemed_at ended_at created_at updated_at").split()
_actions = partial(actions, AvailableInternalMoveAction, InternalMoveAction, "internal_move")
InternalMove.OF_A_LEVEL = {"numbers": of_each(_numbers, "first"), "availableActions": of_each(_actions)}


@strawberry.input(name="InternalMoveFilter", description="Which moves; everything given must hold.")
class InternalMoveFilter:
    statuses: list[InternalMoveStatus] | None = strawberry.field(default=None, description="Any of these.")
    waiting_on: list[WaitingOn] | None = strawberry.field(default=None, description="Any of these must act next.")
    account_id: strawberry.ID | None = strawberry.field(default=None, description="That this account offers or takes.")
    phone_number_id: strawberry.ID | None = strawberry.field(default=None, description="Of this number of the inventory.")

    def rows(self) -> Wanted:
        statuses, waiting_on = chosen("statuses", self.statuses), chosen("waitingOn", self.waiting_on)
        return Wanted(statuses, waiting_on, filtered("account", self.account_id), filtered("phone_number", self.phone_number_id))


InternalMoveConnection = Paged[InternalMove]


async def nodes(context: Context, raw: Sequence[Row]) -> Rows[InternalMove]:
    """Raw rows as (typed row, node)."""
    return Rows([(row, InternalMove.of(row, internal_moves.view_of(row), context)) for row in internal_moves.decode(raw)])


LISTS = Lists("internal_move", "port_out.read", listed, lambda ids: Wanted(ids=ids), ORDERINGS, nodes)
by_ids = LISTS.by_ids
MovesFilter = Annotated[InternalMoveFilter | None, strawberry.argument(description="Which moves.")]
MovesOrdering = Annotated[InternalMoveOrdering, strawberry.argument(description="In which order.")]


async def resolve_list(info: Info, *, first: First = None, after: After = None, last: Last = None, before: Before = None,
                       filter: MovesFilter = None,
                       order_by: MovesOrdering = InternalMoveOrdering.CREATED_DESC) -> InternalMoveConnection:  # fmt: skip
    wanted = filter.rows() if filter else Wanted()
    return await LISTS.page(info.context, wanted, order_by.value, place_at(first, after, last, before))  # type: ignore[no-any-return]


async def resolve_one(info: Info, id: Id) -> InternalMove | None:
    return await LISTS.one(info, id)


@strawberry.type(description="An offer just made, with its code, shown this once: hand it to whoever is to take the numbers.")
class InternalMoveOffered:
    move: InternalMove = text(description="The offer.")
    redemption_code: str = text(description="What the other account redeems. Nobody can read it again.")


async def offered(context: Context, made: Offered) -> InternalMoveOffered:
    return InternalMoveOffered(move=(await by_ids(context, [made.id]))[made.id], redemption_code=made.code)


InternalMoveResult = result_of("InternalMoveResult", InternalMove, "move")
InternalMoveOfferedResult = result_of("InternalMoveOfferedResult", InternalMoveOffered, "offer with its code")
INTERNAL_MOVES = (
    Command("internal_move_offer", "internal_move.offer",
            "Offer numbers to another account here: an administrator, with the password. The code is shown once and lasts 72 hours.",
            InternalMoveOfferedResult, None, operations.offer, asks=operations.OfferNumbers, repeatable=False, answer=offered),
    Command("internal_move_redeem", "internal_move.redeem",
            "Take numbers over by the code that another account handed to you. Five wrong codes in a day, and no further one is tried.",
            InternalMoveResult, by_ids, operations.redeem, asks=operations.RedeemCode),
)  # fmt: skip
