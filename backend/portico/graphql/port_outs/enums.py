"""What port-outs bring to the API's enums, every value with its sentence."""

from __future__ import annotations

from typing import Any

from portico.domain.port_outs.port_out_request_table import PORT_OUT_REQUEST
from portico.graphql.engine.actions import action_type
from portico.graphql.engine.enums import actions_of, orderings

PortOutRequestAction = actions_of(PORT_OUT_REQUEST, "PortOutRequestAction", "port-out request")
AvailablePortOutRequestAction: Any = action_type("AvailablePortOutRequestAction", PortOutRequestAction, "port-out request")
PortOutRequestOrdering = orderings("PortOutRequestOrdering", "port-out requests", {
    "EXPIRES_ASC": "By deadline, nearest first.", "CREATED_DESC": "Newest first.", "UPDATED_DESC": "Last changed first.",
})  # fmt: skip
ChargeOrdering = orderings("ChargeOrdering", "charges", {"CREATED_DESC": "Newest first.", "CREATED_ASC": "Oldest first."})
