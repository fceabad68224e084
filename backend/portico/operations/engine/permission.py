"""The check that comes before everything else in an operation that is no move."""

from __future__ import annotations

from portico.domain import policy
from portico.domain.actors import Actor


def permitted(actor: Actor, operation: str) -> Actor:
    """The actor, who for this operation reads what it needs (`policy.doing`); raises NotPermitted where policy does not admit it."""
    if not policy.may(actor, operation):
        raise policy.refusal(actor, operation)
    return policy.doing(actor, operation)
