"""What snapbacks bring to the API's enums, every value with its sentence."""

from __future__ import annotations

from typing import Any

from portico.domain.snapbacks.snapback_table import SNAPBACK
from portico.domain.statuses import SnapbackDirection, SnapbackStatus
from portico.graphql.engine.actions import action_type
from portico.graphql.engine.enums import actions_of, orderings, register

SnapbackAction = actions_of(SNAPBACK, "SnapbackAction", "snapback")
AvailableSnapbackAction: Any = action_type("AvailableSnapbackAction", SnapbackAction, "snapback")
register(SnapbackDirection, "SnapbackDirection", "Which way the port went that was a mistake.", {
    "OUT": "It left here; it is to come back.", "IN": "It came here; it is to go back.",
})  # fmt: skip
register(SnapbackStatus, "SnapbackStatus", "Where a snapback stands.", {
    "ASKED": "Asked for; somebody else of the operator sends it.", "SENT": "With the carrier.",
    "WITHDRAWN": "Taken back by whoever asked: the number stays.", "RETURNED": "The number is where it was before its port.",
    "REFUSED": "The carrier does not undo the port: the number stays.",
})  # fmt: skip
SnapbackOrdering = orderings("SnapbackOrdering", "snapbacks", {"CREATED_DESC": "Newest first.", "UPDATED_DESC": "Last changed first."})
