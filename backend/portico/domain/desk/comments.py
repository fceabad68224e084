"""Comments on an order: words for everyone on it but carriers, or among the operator's own people only."""

from __future__ import annotations

from typing import Final

from portico.domain.actors import Actor
from portico.domain.sentences import Sentence
from portico.domain.statuses import Role

LENGTH: Final = 4000
SENTENCE: Final = Sentence("order.comment", "A comment was added.")
"""What the journal says of one; its words stand in the comment itself, which is gone when its order is."""


def may_be_internal(actor: Actor) -> bool:
    """Whether this actor may write what only staff read."""
    return actor.role is Role.STAFF


def told(actor: Actor, *, internal: bool) -> bool:
    """Whether the customer is written to about it: when the other side wrote, and not for itself."""
    return actor.role is Role.STAFF and not internal
