"""Comments on an order: for everyone on it but carriers, for its gaining carrier as well, or among the operator's own people only."""

from __future__ import annotations

from typing import Final

from portico.domain.actors import Actor
from portico.domain.events import Happening
from portico.domain.sentences import Phrase, Sentence
from portico.domain.statuses import Role

LENGTH: Final = 4000
SENTENCE: Final = Sentence("order.comment", "A comment was added.")
"""What the journal says of one; its words stand in the comment itself, which is gone when its order is."""
THE_OWNER: Final = Phrase("comment.the_owner", "The account holder")
"""What a carrier reads in place of a name: who of an account decides is none of its business."""


def may_be_internal(actor: Actor) -> bool:
    """Whether this actor may write what only staff read."""
    return actor.role is Role.STAFF


def reaches_carrier(actor: Actor, *, addressed: bool) -> bool:
    """Whether the gaining carrier reads it: its own words, and those of others only where they address it."""
    return addressed or actor.role is Role.CARRIER


def told(actor: Actor, *, internal: bool) -> bool:
    """Whether the customer is written to about it: when another side wrote, and not for itself."""
    return actor.role in Role.STAFF | Role.CARRIER and not internal


def happened(order_kind: str, actor: Actor) -> Happening:
    """What it is told as."""
    if order_kind == "porting_request":
        return Happening.PORTING_REQUEST_COMMENTED
    by_carrier = actor.role is Role.CARRIER
    return Happening.PORT_OUT_REQUEST_COMMENTED_BY_CARRIER if by_carrier else Happening.PORT_OUT_REQUEST_COMMENTED
