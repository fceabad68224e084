"""Whose account a command is about: a customer's own, or the one that staff name."""

from __future__ import annotations

from typing import Final
from uuid import UUID

from portico.domain.actors import Actor
from portico.domain.refusals import ActionUnavailable, Thing, not_found
from portico.domain.sentences import Sentence
from portico.operations.engine.input_problems import Problems
from portico.storage.engine.database import Connection
from portico.storage.people import accounts

_NAME_IT: Final = Sentence("account.required", "Name the account you act for.")
_CLOSED: Final = Sentence("account.is_closed", "This account is closed.")


async def account_of(conn: Connection, actor: Actor, named: UUID | None, problems: Problems) -> UUID | None:
    """The account; None, and a problem at `accountId`, where staff name none, or one that is not there (or not theirs) or closed."""
    wanted = named or actor.account_id
    if wanted is None:
        problems.add("accountId", "REQUIRED", _NAME_IT.said())
        return None
    if actor.credential is not None and wanted == actor.account_id:
        return wanted  # what lets somebody of an account in does so only while it is open, and the unit asked (`still_admits`)
    found = await accounts.by_ids(conn, actor, [wanted])
    if not found:
        problems.add("accountId", "NOT_FOUND", not_found(Thing.ACCOUNT))
        return None
    if found[0]["closed_at"] is not None:
        problems.add("accountId", "CLOSED", _CLOSED.said())
        return None
    return wanted


async def refuse_closed(conn: Connection, account_id: UUID | None) -> None:
    """Of a closed account nothing goes on; None is the operator, which is none. Raises ActionUnavailable."""
    if await accounts.is_closed(conn, account_id):
        raise ActionUnavailable(_CLOSED.said())


def is_on_behalf(actor: Actor) -> bool:
    """Whether the actor is somebody else than the account it is about."""
    return actor.account_id is None
