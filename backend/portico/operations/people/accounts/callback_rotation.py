"""The secret of an account's callbacks rotated: the new one is shown once, the old one signs beside it for a day."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Final
from uuid import UUID

from portico.domain.actors import Actor
from portico.domain.events import Happening
from portico.domain.sentences import Sentence
from portico.operations.engine.idempotency import Key, once
from portico.operations.engine.outcomes import Outcome
from portico.operations.engine.permission import permitted
from portico.operations.engine.signing_secrets import NewSecret, signing_secret
from portico.operations.engine.work import Unit, Work
from portico.operations.people.accounts.account_inputs import RotateCallbackSecret
from portico.operations.people.accounts.account_journal import record
from portico.operations.people.accounts.accounts import locked, warn
from portico.operations.people.on_behalf import refuse_closed
from portico.operations.people.signing_in import fresh_password
from portico.storage.people import accounts as storage
from portico.storage.row_types.accounts import AccountRow

OVERLAP: Final = timedelta(hours=24)
_ROTATED: Final = Sentence("account.rotate_callback_secret", "The secret that callbacks are signed with was rotated.")


async def rotate(
    work: Work, actor: Actor, account_id: UUID, command: RotateCallbackSecret, key: Key | None = None
) -> NewSecret[str | None]:
    """A new secret, which can be read only now; the one before signs beside it for a day, so that a receiver can change over.

    Raises NotPermitted, NotFound, ActionUnavailable (a closed account), TooManyRequests or InvalidInput (the password). Nothing of a
    secret is kept to be answered again: a repeated command has none to show. Of two rotations within a day the newest two secrets hold.
    """
    permitted_actor = permitted(actor, "account.rotate_callback_secret")
    await fresh_password.confirm(work, permitted_actor, command.password, command.one_time_code, key)
    return await renew(work, actor, account_id, key)


async def renew(work: Work, actor: Actor, account_id: UUID, key: Key | None = None) -> NewSecret[str | None]:
    """As `rotate`, for who sits at the terminal of the machine, where nobody is asked for a password. Raises NotPermitted, NotFound or
    ActionUnavailable (a closed account)."""
    actor = permitted(actor, "account.rotate_callback_secret")
    shown: list[tuple[str, datetime | None]] = []

    async def do(unit: Unit) -> list[Outcome]:
        row = await locked(unit, actor, account_id)
        await refuse_closed(unit.connection, account_id)
        secret = signing_secret(work)
        until = unit.now + OVERLAP if row["callback_secret"] else None
        before: AccountRow = {"callback_secret_before": row["callback_secret"], "callback_secret_before_until": until}
        await storage.change_account(unit.connection, row, {"callback_secret": work.keyring.seal(secret), **before}, unit.now)
        after = row | {"version": row["version"] + 1}
        record(unit, actor, after, Happening.ACCOUNT_CALLBACK_SECRET_ROTATED, _ROTATED.said())
        await warn(unit, actor, Happening.ACCOUNT_CALLBACK_SECRET_ROTATED, after)
        shown[:] = [(secret, until)]
        return [Outcome(account_id, version=after["version"])]

    await once(work, actor, key, do)
    return NewSecret(account_id, *(shown[0] if shown else (None,)))
