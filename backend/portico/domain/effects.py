"""What may follow a move and is no move itself: rows made or taken away in the same unit, by the names that tables follow them with.

`operations.effects` does them; `operations.tables` refuses to start where the two do not name the same.
"""

from __future__ import annotations

from typing import Final

EFFECTS: Final = frozenset(
    {
        "number_claim.take",
        "number_claim.release",
        "porting_attempt.open",
        "porting_attempt.hand_over",
        "porting_attempt.answer",
        "phone_number.provision",
        "number_lock.warn",
        "number_lock.tell",
        "porting_request.erase",
        "port_out_number.replace",
        "port_out_number.release",
        "port_out_number.split_off",
        "port_out_order.create",
        "snapback.settle",
        "internal_move.hand_over",
        "internal_move.tell_taker",
        "charge.bill",
        "charge.reverse",
    }
)
