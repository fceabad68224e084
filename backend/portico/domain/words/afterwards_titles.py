"""What buttons and histories say of what comes after a port: of numbers asked back, and of those that go to another account."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

LABELS_AFTERWARDS: Final[Mapping[str, str]] = {
    "snapback.send": "Send to the carrier",
    "snapback.withdraw": "Withdraw",
    "snapback.return": "Mark returned",
    "snapback.refuse": "Mark rejected",
    "internal_move.redeem": "Redeem",
    "internal_move.release": "Release numbers",
    "internal_move.withdraw": "Withdraw offer",
    "internal_move.refuse": "Reject",
    "internal_move.expire": "Expire",
    "phone_number.come_back": "Come back",
    "phone_number.give_back": "Give back",
}
EVENTS_AFTERWARDS: Final[Mapping[str, str]] = {
    "snapback.sent": "Sent to the carrier",
    "snapback.withdrawn": "Snapback withdrawn",
    "snapback.returned": "Number returned",
    "snapback.refused": "Snapback rejected",
    "internal_move.redeemed": "Offer redeemed",
    "internal_move.released": "Numbers moved to another account",
    "internal_move.withdrawn": "Offer withdrawn",
    "internal_move.refused": "Move rejected",
    "internal_move.expired": "Offer expired",
    "phone_number.came_back": "Number came back",
    "phone_number.given_back": "Number given back",
    "snapback.asked": "Number asked back",
    "internal_move.offered": "Numbers offered to another account",
    "internal_move.code_refused": "Wrong code for an offer",
    "internal_move.code_taken": "Code for numbers of another account redeemed",
    "internal_move.taken": "Numbers taken over",
    "internal_move.not_taken": "Taking over did not come about",
    "porting_number.snapped_back": "Number went back after its port",
    "phone_number.moved_away": "Number moved to another account",
    "phone_number.moved_here": "Number moved to this account",
    "carrier.snapback": "Task: have the carrier return a number",
}
