"""Links to a calendar of FOC dates: whose may be over all accounts, and as whom what one shows is read. Pure."""

from __future__ import annotations

from typing import Final
from uuid import UUID

from portico.domain.actors import Actor, Scope
from portico.domain.refusals import NotPermitted
from portico.domain.sentences import Sentence
from portico.domain.statuses import Level, Role

_FOR_A_PERSON: Final = Sentence("calendar_feed.for_a_person", "A calendar link over all accounts belongs to a person: sign in as one.")


def is_over_all(actor: Actor, account_id: UUID | None) -> bool:
    """Whether a link is over all accounts: one that staff make and name no account for. Raises NotPermitted where it would be a token's."""
    if actor.role is not Role.STAFF or account_id is not None:
        return False
    if actor.kind != "user":
        raise NotPermitted(_FOR_A_PERSON.said())
    return True


def reader(feed_id: UUID, name: str, account_id: UUID | None) -> Actor:
    """Whoever holds the link: it reads what its account, or staff, may read of porting, and nothing else."""
    return Actor(
        role=Role.STAFF if account_id is None else Role.CUSTOMER,
        level=Level.AGENT if account_id is None else Level.VIEWER,
        kind="calendar",
        id=feed_id,
        name=name,
        account_id=account_id,
        scopes=frozenset({Scope.PORTING_READ}),
    )
