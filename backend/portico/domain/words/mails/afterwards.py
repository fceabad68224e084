"""What comes after a port, in a letter: numbers that are asked back, and numbers that go from one account to another."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from portico.domain.words.mails.wording import Audience, Wording


def _after(subject: str, sentence: str, following: str = "", *details: str, to_do: bool = False) -> Wording:
    return Wording(subject=subject, sentence=sentence, next=following, details=details, to_do=to_do, to=Audience.ACCOUNT_CONTACTS)


_STAYS: Final = "The number stays where it is."
_STAY: Final = "The numbers stay with your account."

AFTERWARDS: Final[Mapping[str, Wording]] = {
    "snapback.asked": _after(
        "A number was asked back", "It was said that the port of this number was a mistake.",
        "Somebody of the operator checks that and sends it to the carrier. Until the carrier answers nothing changes.",
        "direction", "carrier",
    ),
    "snapback.sent": _after(
        "Snapback sent to the carrier", "The operator asked the carrier to undo the port of this number.",
        "The carrier answers. Until then nothing changes.", "direction", "carrier",
    ),
    "snapback.withdrawn": _after("Snapback withdrawn", "Whoever asked for this number back withdrew that.", _STAYS, "carrier"),
    "snapback.returned": _after("Number returned", "The number is back where it was before its port.", "", "direction", "carrier"),
    "snapback.refused": _after("Snapback rejected", "The carrier did not undo the port of this number.", _STAYS, "carrier"),
    "internal_move.offered": _after(
        "Numbers offered to another account", "An administrator of your account offered numbers to another account.",
        "Whoever has the code can redeem it until the offer expires; then the operator releases the numbers. If nobody of you did this,"
        " withdraw the offer.", "redeem_by",
    ),
    "internal_move.redeemed": _after(
        "Your offer was redeemed", "Whoever was given the code redeemed it.",
        "The operator checks it and releases the numbers. Until then service goes on, and the offer can be withdrawn.",
    ),
    "internal_move.released": _after(
        "Numbers moved to another account", "The numbers are no longer with your account.",
        "Where a number had a configuration, it was detached.",
    ),
    "internal_move.withdrawn": _after("Offer of numbers withdrawn", "The offer of your numbers was withdrawn.", _STAY),
    "internal_move.refused": _after("Move of numbers rejected", "The operator rejected moving the numbers.", _STAY),
    "internal_move.expired": _after("Offer of numbers expired", "Nobody redeemed the code in time.", _STAY),
}  # fmt: skip
