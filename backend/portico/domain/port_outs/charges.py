"""What an account is charged, line by line: nothing of it is ever changed, what is given back is a line of its own."""

from __future__ import annotations

from enum import StrEnum
from typing import Final

from portico.domain.events import Happening


class ChargeKind(StrEnum):
    """What a line of an account's charges is for."""

    PORT_OUT_FEE = "PORT_OUT_FEE"
    PORT_OUT_FEE_REVERSAL = "PORT_OUT_FEE_REVERSAL"
    PORT_OUT_FEE_PASSED_ON = "PORT_OUT_FEE_PASSED_ON"
    PORT_OUT_FEE_PASSED_ON_REVERSAL = "PORT_OUT_FEE_PASSED_ON_REVERSAL"
    PORT_OUT_FEE_SHARE = "PORT_OUT_FEE_SHARE"


GIVEN_BACK: Final = frozenset({ChargeKind.PORT_OUT_FEE_REVERSAL, ChargeKind.PORT_OUT_FEE_PASSED_ON_REVERSAL, ChargeKind.PORT_OUT_FEE_SHARE})
"""The kinds that take an earlier line away again."""
CHARGED_BY: Final = ("port_out_order.fee_billed", "port_out_order.canceled", Happening.PORT_OUT_ORDER_CORRECTED, "snapback.returned")
"""The events whose entries name the charges they brought about (`charges` in their data)."""
