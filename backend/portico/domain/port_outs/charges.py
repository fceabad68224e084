"""What an account is charged, line by line: nothing of it is ever changed, what is given back is a line of its own."""

from __future__ import annotations

from enum import StrEnum


class ChargeKind(StrEnum):
    """What a line of an account's charges is for."""

    PORT_OUT_FEE = "PORT_OUT_FEE"
    PORT_OUT_FEE_REVERSAL = "PORT_OUT_FEE_REVERSAL"
    PORT_OUT_FEE_PASSED_ON = "PORT_OUT_FEE_PASSED_ON"
    PORT_OUT_FEE_PASSED_ON_REVERSAL = "PORT_OUT_FEE_PASSED_ON_REVERSAL"
