"""An export asked for: a link that is good once, for a quarter of an hour, and for nobody but the one who asked."""

from __future__ import annotations

import dataclasses
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Annotated, Final
from uuid import UUID

from portico.domain.actors import Actor
from portico.domain.events import Happening
from portico.domain.ids import new_id
from portico.domain.people.second_factors import CODE_BESIDE
from portico.domain.refusals import NotFound, Thing
from portico.domain.sentences import Said, Sentence
from portico.operations.engine.idempotency import Key, once
from portico.operations.engine.outcomes import Outcome
from portico.operations.engine.permission import permitted
from portico.operations.engine.work import Unit, Work
from portico.operations.people.accounts.account_journal import record
from portico.operations.people.accounts.accounts import locked, warn
from portico.operations.people.signing_in import fresh_password
from portico.operations.people.signing_in.access import SECRET_LENGTH, SESSION_FORM, letters
from portico.storage.engine.keyring import digest
from portico.storage.people import account_exports as storage
from portico.storage.people import accounts
from portico.storage.row_types.accounts import AccountRow
from portico.storage.row_types.keeping import AccountExportRow

LASTS: Final = timedelta(minutes=15)
_EXPORTED: Final = Sentence("account.export", "All that is kept of the account was exported.")


@dataclass(frozen=True, slots=True, kw_only=True)
class ExportAccount:
    password: Annotated[str, "Your password, once more."] = dataclasses.field(repr=False)
    one_time_code: Annotated[str | None, CODE_BESIDE] = dataclasses.field(default=None, repr=False)


@dataclass(frozen=True, slots=True)
class NewExport:
    """Where the ZIP is fetched, once and by nobody else, until when."""

    account_id: UUID
    url: str
    expires_at: datetime


async def ask(work: Work, actor: Actor, account_id: UUID, command: ExportAccount) -> NewExport:
    """A link to the export, of which the journal and the account's addresses know; the asker's link before is good for nothing.

    Raises NotPermitted, NotFound, TooManyRequests or InvalidInput (the password).
    """
    actor = permitted(actor, "account.export")
    await fresh_password.confirm(work, actor, command.password, command.one_time_code)
    secret = letters(work, SECRET_LENGTH)

    async def do(unit: Unit) -> NewExport:
        row, person = await locked(unit, actor, account_id), actor.id
        assert person  # noqa: S101 - for the type checker: a password was confirmed, so this is a person
        await storage.forget(unit.connection, person, unit.now)
        link = NewExport(account_id, f"{work.settings.base_url}/exports/{secret}", unit.now + LASTS)
        export: AccountExportRow = {
            "id": new_id(unit.now),
            "created_at": unit.now,
            "updated_at": unit.now,
            "account_id": account_id,
            "user_id": person,
            "token_hash": digest(secret),
            "expires_at": link.expires_at,
        }
        await storage.insert(unit.connection, export)
        await _tell(unit, actor, row, _EXPORTED.said())
        return link

    return await work.unit(do, actor)


async def take(work: Work, actor: Actor, secret: str) -> AccountRow:
    """The account whose export this is, and the link is used up. Raises NotPermitted or NotFound."""
    actor = permitted(actor, "account.export")

    async def do(unit: Unit) -> AccountRow | None:
        found = await storage.use(unit.connection, digest(secret), actor.id, unit.now) if actor.id else None
        rows = await accounts.by_ids(unit.connection, actor, [found["account_id"]]) if found else []
        return rows[0] if rows else None

    row = await work.unit(do, actor) if SESSION_FORM.fullmatch(secret) else None
    if row is None:
        raise NotFound(Thing.EXPORT)
    return row


async def note_by_command(work: Work, actor: Actor, account_id: UUID, key: Key | None = None) -> None:
    """The same entry and notices for an export that whoever runs the installation makes. Raises NotPermitted or NotFound."""
    actor = permitted(actor, "account.export")

    async def do(unit: Unit) -> list[Outcome]:
        await _tell(unit, actor, await locked(unit, actor, account_id), _EXPORTED.said())
        return [Outcome(account_id)]

    await once(work, actor, key, do)


async def _tell(unit: Unit, actor: Actor, row: AccountRow, said: Said) -> None:
    record(unit, actor, row, Happening.ACCOUNT_EXPORTED, said)
    await warn(unit, actor, Happening.ACCOUNT_EXPORTED, row)
