"""What port-ins bring to the API's enums, every value with its sentence."""

from __future__ import annotations

from typing import Any

from portico.domain.port_ins.porting_number import FocChangeKind, FocFlag
from portico.domain.port_ins.porting_number_table import PORTING_NUMBER
from portico.domain.port_ins.porting_request_table import PORTING_REQUEST
from portico.graphql.engine.actions import action_type
from portico.graphql.engine.enums import actions_of, orderings, register

PortingRequestAction = actions_of(PORTING_REQUEST, "PortingRequestAction", "porting request")
PortingNumberAction = actions_of(PORTING_NUMBER, "PortingNumberAction", "porting number")
AvailablePortingRequestAction: Any = action_type("AvailablePortingRequestAction", PortingRequestAction, "porting request")
AvailablePortingNumberAction: Any = action_type("AvailablePortingNumberAction", PortingNumberAction, "porting number")

register(FocChangeKind, "FocChangeKind", "What became of a FOC date.", {
    "CONFIRMED": "The losing carrier committed to it.", "REVISED": "The losing carrier changed it.",
    "PERFORMED": "NL: the port was performed, on another day or at another hour than stood there.",
    "WITHDRAWN": "The losing carrier withdrew it.", "CANCELED": "The port was canceled.",
    "CORRECTION_NEEDED": "Something has to be corrected first.", "NOT_PORTABLE": "The number cannot be ported.",
    "ENDED_WITH_THE_REQUEST": "The request ended.",
})  # fmt: skip
register(FocFlag, "FocFlag", "What deserves a look about a FOC date.", {
    "OUTSIDE_BUSINESS_DAYS": "It is no business day of the carrier, and was taken all the same.",
    "PASSED": "It had passed when the carrier named it, and was taken all the same.",
})  # fmt: skip
PortingNumberOrdering = orderings("PortingNumberOrdering", "porting numbers", {
    "UPDATED_DESC": "Last changed first.", "CREATED_DESC": "Newest first.", "E164_ASC": "By number.",
    "FOC_ASC": "By FOC date, earliest first; only numbers that have one.",
})  # fmt: skip
PortingRequestOrdering = orderings("PortingRequestOrdering", "porting requests", {
    "UPDATED_DESC": "Last changed first.", "CREATED_DESC": "Newest first.", "REFERENCE_ASC": "By reference.",
    "SUBMITTED_ASC": "Longest submitted first; none that is not.",
})  # fmt: skip
