"""What a notice says about who decides, when nobody can, who asked in vain and what comes to an account: words, the button of a link."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from portico.domain.events import Event, Happening

IF_IT_WAS_NOT_YOU: Final = "If nobody at {account} wanted this, tell the operator at once."

OF_PORT_OUTS: Final[Mapping[Event, tuple[str, tuple[str, ...], str | None]]] = {
    Happening.ACCOUNT_PORT_OUT_POLICY_SET: (
        "What {account} decided about port-outs was changed",
        (
            "Changed by {who}: {what}.",
            "It holds for port-outs that come in from now on. For those that are in already it counts only where it asks for more. If it"
            " lets port-outs go more easily, nobody can approve one for 72 hours.",
            IF_IT_WAS_NOT_YOU,
        ),
        None,
    ),
    Happening.ACCOUNT_PORT_OUTS_FROZEN: (
        "Port-outs of {account} are frozen until {at}",
        (
            "Because of a change by {who}: {what}. Until then nobody can approve that numbers of {account} leave; the deadlines of"
            " requests run on.",
            "An administrator of the account can lift this with a link that is sent to the address from before the change; so can the"
            " operator.",
            IF_IT_WAS_NOT_YOU,
        ),
        None,
    ),
    Happening.ACCOUNT_PORT_OUTS_UNFREEZE_ASKED: (
        "Lift the freeze of {account}'s port-outs?",
        (
            "{name} asked to lift the freeze of {account}'s port-outs. If the change was meant to be, confirm it here: the link works"
            " once, for a day. Numbers can then be approved to leave at once.",
            "If it was not, leave it and tell the operator at once.",
        ),
        "Lift the freeze",
    ),
    Happening.ACCOUNT_PORT_OUTS_UNFROZEN: (
        "The freeze of {account}'s port-outs was lifted",
        ("Lifted by {who}. Port-outs of {account} can be approved again.", IF_IT_WAS_NOT_YOU),
        None,
    ),
    Happening.INTERNAL_MOVE_TAKEN: (
        "Numbers moved to {account}",
        (
            "The operator moved {numbers} to your account, as an administrator of it had redeemed the code for them.",
            "They ring nowhere yet: choose a configuration in the inventory, and set a PIN if they are to leave only with one.",
        ),
        None,
    ),
    Happening.INTERNAL_MOVE_NOT_TAKEN: (
        "{numbers} do not come to {account}",
        ("The move that an administrator of your account had redeemed a code for does not come about.",),
        None,
    ),
    Happening.ACCOUNT_NUMBERS_REFUSED: (
        "{carrier} was refused numbers of {account}",
        (
            "{carrier} asked for numbers of {account} and was refused at the door. Service goes on unchanged.",
            "If you expect them to be ported out, see to what is named here: give the gaining carrier what your account has on file,"
            " or have a lock ended in the inventory.",
            "What was wrong:",
        ),
        None,
    ),
    Happening.ACCOUNT_NUMBERS_GUESSED_AT: (
        "Somebody tries to take numbers of {account} over",
        (
            "Data that did not fit was given again and again for {numbers}, the last time by {carrier}. Nothing was handed out.",
            "A carrier has five tries for a number within a day. New PINs and a lock keep the numbers safer still: both are set in the"
            " inventory.",
            "What was wrong the last time:",
        ),
        None,
    ),
}
