"""Papers of a port-out: whose they are, and until when it takes them. Those of the gaining carrier are what is approved. DOMAIN.md §5."""

from __future__ import annotations

from typing import Final

from portico.domain.actors import Actor
from portico.domain.port_outs.port_out_request import PortOutRequestView
from portico.domain.sentences import Said, Sentence
from portico.domain.statuses import PORT_OUT_ENDED, Role

_ENDED: Final = Sentence("port_out_document.ended", "The request has ended: it takes no paper any more.")
_ORDERED: Final = Sentence(
    "port_out_document.ordered", "The release is approved and billed: what the gaining carrier asks by cannot change any more."
)


def of_the_carrier(actor: Actor, *, said: bool) -> bool:
    """Whether a paper is the gaining carrier's: what it hands in itself always is, and what staff say came from it."""
    return actor.role is Role.CARRIER or said


def may_hand_in_for_it(actor: Actor) -> bool:
    """Whether this actor may say of a paper that it came from the gaining carrier; the owner can not speak for it."""
    return actor.role in Role.CARRIER | Role.STAFF


def handed_in_for_it(actor: Actor, *, from_carrier: bool) -> bool:
    """Whether somebody of the operator hands in what the gaining carrier sent by letter."""
    return from_carrier and actor.role is Role.STAFF


def no_paper_taken(request: PortOutRequestView, *, from_carrier: bool) -> Said | None:
    """Why the request takes no such paper; None where it does."""
    if request.status in PORT_OUT_ENDED:
        return _ENDED.said()
    return _ORDERED.said() if from_carrier and request.order_status is not None else None
