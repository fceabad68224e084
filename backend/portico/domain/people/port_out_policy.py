"""What an account has decided about port-outs before any comes in: who may choose what, and which changes a thief would make first.

DOMAIN.md §5. A request keeps the policy it found; a later change counts for it only where it asks for more.
"""

from __future__ import annotations

from typing import Final, Literal, TypedDict

from portico.domain.actors import Actor
from portico.domain.statuses import OnDeadline, Role

SET_POLICY: Final = "account.set_port_out_policy"
SHORTEST_HOURS: Final = 4
LONGEST_HOURS: Final = 720
_DEMANDS: Final[tuple[Literal["port_out_two_person", "port_out_pin_required"], ...]] = ("port_out_two_person", "port_out_pin_required")


class PortOutPolicy(TypedDict, total=False):
    """The columns of an account that say what becomes of a port-out."""

    port_out_hours: int | None
    port_out_on_deadline: OnDeadline
    port_out_two_person: bool
    port_out_pin_required: bool


def may_consent_for_good(actor: Actor) -> bool:
    """Whether silence may count as this actor's consent from now on: only as that of an administrator of the account itself."""
    return actor.role is Role.CUSTOMER


def weakens(before: PortOutPolicy, after: PortOutPolicy) -> bool:
    """Whether numbers leave more easily by the one than by the other."""
    approves = after["port_out_on_deadline"] is OnDeadline.APPROVE
    begins_to = approves and before["port_out_on_deadline"] is not OnDeadline.APPROVE
    sooner = approves and before["port_out_hours"] != after["port_out_hours"]
    return begins_to or sooner or any(before[demand] and not after[demand] for demand in _DEMANDS)
