"""What internal moves bring to the API's enums, every value with its sentence."""

from __future__ import annotations

from enum import StrEnum
from typing import Any

from portico.domain.internal_moves.internal_move_table import INTERNAL_MOVE
from portico.domain.statuses import InternalMoveStatus
from portico.graphql.engine.actions import action_type
from portico.graphql.engine.enums import actions_of, orderings, register


class InternalMoveSide(StrEnum):
    """On which side of a move somebody is."""

    GIVING = "GIVING"
    TAKING = "TAKING"


InternalMoveAction = actions_of(INTERNAL_MOVE, "InternalMoveAction", "move between accounts", but="redeem")  # by its code
AvailableInternalMoveAction: Any = action_type("AvailableInternalMoveAction", InternalMoveAction, "move between accounts")
register(InternalMoveSide, "InternalMoveSide", "On which side of it your account is.", {
    "GIVING": "It offered the numbers.", "TAKING": "It redeemed the code for them.",
})  # fmt: skip
register(InternalMoveStatus, "InternalMoveStatus", "Where a move between two accounts stands.", {
    "OFFERED": "Offered; whoever has the code can redeem it.", "REDEEMED": "Redeemed; the operator releases the numbers.",
    "MOVED": "The numbers are the other account's.", "WITHDRAWN": "Taken back by whoever offered: the numbers stay.",
    "REFUSED": "Rejected by the operator: the numbers stay.", "EXPIRED": "Nobody redeemed it in time: the numbers stay.",
})  # fmt: skip
InternalMoveOrdering = orderings(
    "InternalMoveOrdering", "moves between accounts", {"CREATED_DESC": "Newest first.", "UPDATED_DESC": "Last changed first."}
)
