"""An account closed, and opened again: it stays as history, and nobody signs in for it."""

from __future__ import annotations

from typing import Final
from uuid import UUID

from portico.domain.actors import Actor
from portico.domain.events import Happening
from portico.domain.people.account_settings import in_the_way
from portico.domain.refusals import Blocked
from portico.domain.sentences import Sentence, given
from portico.operations.engine.idempotency import Key, once
from portico.operations.engine.outcomes import Outcome
from portico.operations.engine.permission import permitted
from portico.operations.engine.work import Unit, Work
from portico.operations.people.accounts.account_inputs import CloseAccount
from portico.operations.people.accounts.account_journal import record
from portico.operations.people.accounts.accounts import locked, warn
from portico.storage.people import account_life
from portico.storage.people import accounts as storage

_CLOSED: Final = Sentence("account.close", "The account was closed.")
_REOPENED: Final = Sentence("account.reopen", "The account was opened again.")


async def close(
    work: Work, actor: Actor, account_id: UUID, expected_version: int | None, command: CloseAccount, *, key: Key | None = None
) -> UUID:
    """The id of the account, closed: its sessions, tokens and calendar links have ended for good. Once closed it stays so.

    Raises NotPermitted, NotFound, StaleVersion, or Blocked with everything of it that is live.
    """
    actor = permitted(actor, "account.close")

    async def do(unit: Unit) -> list[Outcome]:
        row = await locked(unit, actor, account_id, expected_version)
        if row["closed_at"] is not None:
            return [Outcome(account_id, version=row["version"])]
        if blockers := in_the_way(await account_life.live(unit.connection, account_id)):
            raise Blocked(blockers)
        await storage.change_account(unit.connection, row, {"closed_at": unit.now}, unit.now)
        await account_life.end_credentials(unit.connection, account_id, unit.now)
        unit.rings = True
        after = row | {"closed_at": unit.now, "version": row["version"] + 1}
        record(unit, actor, after, Happening.ACCOUNT_CLOSED, given(command.reason) or _CLOSED.said())
        await warn(unit, actor, Happening.ACCOUNT_CLOSED, after)
        return [Outcome(account_id, version=after["version"])]

    (outcome,) = await once(work, actor, key, do)
    return outcome.id


async def reopen(work: Work, actor: Actor, account_id: UUID, expected_version: int | None, *, key: Key | None = None) -> UUID:
    """The id of the account, whose people sign in again; tokens and links that ended with it are made anew.

    Raises NotPermitted, NotFound or StaleVersion.
    """
    actor = permitted(actor, "account.close")

    async def do(unit: Unit) -> list[Outcome]:
        row = await locked(unit, actor, account_id, expected_version)
        if row["closed_at"] is None:
            return [Outcome(account_id, version=row["version"])]
        await storage.change_account(unit.connection, row, {"closed_at": None}, unit.now)
        after = row | {"closed_at": None, "version": row["version"] + 1}
        record(unit, actor, after, Happening.ACCOUNT_REOPENED, _REOPENED.said())
        await warn(unit, actor, Happening.ACCOUNT_REOPENED, after)
        return [Outcome(account_id, version=after["version"])]

    (outcome,) = await once(work, actor, key, do)
    return outcome.id
