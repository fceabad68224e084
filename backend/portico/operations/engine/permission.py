"""The check that comes before everything else in an operation that is no move."""

from __future__ import annotations

from portico.domain import policy
from portico.domain.actors import Actor
from portico.domain.refusals import NotPermitted


def permitted(actor: Actor, operation: str) -> None:
    """Raises NotPermitted unless policy admits the operation for this actor."""
    if not policy.may(actor, operation):
        raise NotPermitted(policy.why_not(operation))
