"""API tokens: made, given a new secret, and taken back, by admins of an account or the operator, or whoever runs the installation.

A secret is shown once and kept as a hash. No token makes, changes or sees any: a password stands before it.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import timedelta
from typing import Final
from uuid import UUID

from portico.domain import policy
from portico.domain.actors import Actor, Scope, as_letters_name
from portico.domain.events import Happening
from portico.domain.ids import new_id
from portico.domain.people.freezing import FreezeCause
from portico.domain.people.users import usual_level
from portico.domain.refusals import ActionUnavailable, NotFound, Thing, invalid, not_found
from portico.domain.sentences import Sentence, quoted
from portico.domain.statuses import Role
from portico.domain.words.mails.receiving import LetterGround
from portico.operations.engine import notices
from portico.operations.engine.idempotency import Key, once
from portico.operations.engine.notices import Notice
from portico.operations.engine.outcomes import Outcome
from portico.operations.engine.permission import permitted
from portico.operations.engine.work import Unit, Work
from portico.operations.people import freezes, whose_journal
from portico.operations.people.on_behalf import refuse_closed
from portico.operations.people.signing_in import fresh_password
from portico.operations.people.signing_in.access import SECRET_LENGTH, letters
from portico.operations.people.token_inputs import GOES_ON, LONGEST, CreateToken, RotateToken, WantedToken, checked_name
from portico.storage.desk import carriers
from portico.storage.engine.keyring import digest
from portico.storage.engine.rows import Columns
from portico.storage.people import accounts
from portico.storage.people import tokens as storage
from portico.storage.row_types.accounts import ApiTokenRow

_TAKEN: Final = Sentence("token.taken", "Try again.")
_ENDED: Final = Sentence("token.ended", "This token has ended: make a new one.")
SENTENCES: Final = {
    Happening.API_TOKEN_CREATED: Sentence("api_token.create", "The token {name} was created."),
    Happening.API_TOKEN_ROTATED: Sentence("api_token.rotate", "The token {name} has a new secret."),
    Happening.API_TOKEN_REVOKED: Sentence("api_token.revoke", "The token {name} was revoked."),
}
"""By event, whose verb is the sentence's."""
PREFIX_LENGTH: Final = 8


@dataclass(frozen=True, slots=True)
class ShownToken:
    """A token whose secret can be read only now; a repeated command answers None."""

    id: UUID
    token: str | None = field(repr=False)


async def create(work: Work, actor: Actor, command: CreateToken, key: Key | None = None) -> ShownToken:
    """A new token of the actor's account, of the operator, or of a carrier. Raises NotPermitted, TooManyRequests or InvalidInput."""
    actor = permitted(actor, "api_token.manage")
    await fresh_password.confirm_unless_system(work, actor, command.password, command.one_time_code, key)
    role = Role.CUSTOMER if actor.account_id else Role.CARRIER if command.carrier_id else Role.STAFF
    wanted = WantedToken(
        role=role,
        name=command.name,
        scopes=frozenset(command.scopes),
        level=command.level or usual_level(role),
        account_id=actor.account_id,
        carrier_id=command.carrier_id,
        expires_in=None if command.expires_in_days is None else _days(command.expires_in_days),
    )
    return await make(work, actor, wanted, key)


def _days(given: int) -> timedelta:
    """So many; of what is out of any range just as much as is judged for it, since no date can hold more."""
    return timedelta(days=max(-1, min(given, LONGEST.days + 1)))


async def make(work: Work, actor: Actor, wanted: WantedToken, key: Key | None = None) -> ShownToken:
    """The token that is wanted, once. Raises InvalidInput with every field at fault."""
    shown: list[str] = []

    async def do(unit: Unit) -> list[Outcome]:
        made = await write(unit, actor, wanted)
        shown.append(made.token or "")
        return [Outcome(made.id, version=1)]

    (outcome,) = await once(work, actor, key, do)
    return ShownToken(outcome.id, shown[-1] if shown else None)


async def write(unit: Unit, actor: Actor, wanted: WantedToken) -> ShownToken:
    """Makes the token, whoever wants it; the one place where one is made. Raises InvalidInput with every field at fault, or
    ActionUnavailable for a closed account."""
    name = checked_name(actor, wanted)
    if wanted.carrier_id and not await carriers.by_ids(unit.connection, actor, [wanted.carrier_id]):
        raise invalid("carrierId", "NOT_FOUND", not_found(Thing.CARRIER))
    await whose_journal.take_turn(unit, wanted.account_id)
    await refuse_closed(unit.connection, wanted.account_id)
    prefix = letters(unit.work, PREFIX_LENGTH)
    token = f"ptc_{prefix}_{letters(unit.work, SECRET_LENGTH)}"
    row: ApiTokenRow = {
        "id": new_id(unit.now),
        "created_at": unit.now,
        "updated_at": unit.now,
        "account_id": wanted.account_id,
        "carrier_id": wanted.carrier_id,
        "name": name,
        "prefix": prefix,
        "token_hash": digest(token),
        "role": str(wanted.role.name),
        "level": wanted.level,
        "scopes": sorted(wanted.scopes),
        "expires_at": unit.now + wanted.expires_in if wanted.expires_in else None,
        "version": 1,
        "made_by": _makers(actor, []),
    }
    if not await storage.insert_token(unit.connection, row):
        raise invalid("token", "TAKEN", _TAKEN.said())
    _record(unit, actor, row, Happening.API_TOKEN_CREATED, {"scopes": row["scopes"], "level": wanted.level.value})
    await _tell_of_deciding(unit, actor, row)
    return ShownToken(row["id"], token)


async def rotate(work: Work, actor: Actor, token_id: UUID, command: RotateToken, key: Key | None = None) -> ShownToken:
    """The token with a new secret; the one before goes on for a day, or ends at once. Who it is stays the same.

    Raises NotPermitted, TooManyRequests, InvalidInput, NotFound or ActionUnavailable.
    """
    actor = permitted(actor, "api_token.manage")
    await fresh_password.confirm_unless_system(work, actor, command.password, command.one_time_code, key)
    shown: list[str] = []

    async def do(unit: Unit) -> list[Outcome]:
        row = await _locked(unit, actor, token_id, await _whose(unit, actor, token_id))
        if row["revoked_at"] is not None or (row["expires_at"] is not None and row["expires_at"] <= unit.now):
            raise ActionUnavailable(_ENDED.said())
        shown.append(f"ptc_{row['prefix']}_{letters(work, SECRET_LENGTH)}")
        before: ApiTokenRow = {"replaced_hash": None, "replaced_until": None}
        if not command.at_once:
            before = {"replaced_hash": row["token_hash"], "replaced_until": unit.now + GOES_ON}
        makers = _makers(actor, row["made_by"])
        after = await _change(unit, row, {"token_hash": digest(shown[-1]), "made_by": makers, **before})
        _record(unit, actor, after, Happening.API_TOKEN_ROTATED, {"at_once": command.at_once})
        if Scope.PORTOUT_DECIDE in after["scopes"]:
            await freezes.freeze(unit, actor, after["account_id"], FreezeCause.TOKEN)
        return [Outcome(token_id, version=after["version"])]

    (outcome,) = await once(work, actor, key, do)
    return ShownToken(outcome.id, shown[-1] if shown else None)


def _makers(actor: Actor, before: list[str] | None) -> list[str] | None:
    """Whoever has read a secret of it, this actor among them; of a token nobody knows the maker of that stays so."""
    return None if before is None else [*before, *(each for each in map(str, actor.people) if each not in before)]


async def revoke(work: Work, actor: Actor, token_id: UUID, key: Key | None = None) -> UUID:
    """The id of the token, which opens nothing from now on; once revoked it stays so. Raises NotPermitted or NotFound."""
    actor = permitted(actor, "api_token.manage")

    async def do(unit: Unit) -> list[Outcome]:
        row = await end(unit, actor, token_id, actor.account_id)
        return [Outcome(token_id, version=row["version"])]

    (outcome,) = await once(work, actor, key, do)
    return outcome.id


async def end(unit: Unit, actor: Actor, token_id: UUID, account_id: UUID | None) -> ApiTokenRow:
    """Revokes a token of this account (None: none's), by whoever; sockets that it opened are closed. Raises NotFound."""
    row = await _locked(unit, actor, token_id, account_id)
    if row["revoked_at"] is not None:
        return row
    after = await _change(unit, row, {"revoked_at": unit.now})
    _record(unit, actor, after, Happening.API_TOKEN_REVOKED)
    return after


async def _whose(unit: Unit, actor: Actor, token_id: UUID) -> UUID | None:
    """The account of the token, which is the actor's own but for whoever runs the installation."""
    found = await storage.listed(unit.connection, actor, [token_id])
    whose: UUID | None = found[0]["account_id"] if found else actor.account_id
    return whose


async def _locked(unit: Unit, actor: Actor, token_id: UUID, account_id: UUID | None) -> ApiTokenRow:
    """The token as it is while nobody else changes one of its account, or of the operator. Raises NotFound."""
    await whose_journal.take_turn(unit, account_id)
    found = await storage.listed(unit.connection, actor, [token_id])
    if not found:
        raise NotFound(Thing.API_TOKEN)
    return found[0]


async def _change(unit: Unit, row: ApiTokenRow, columns: ApiTokenRow) -> ApiTokenRow:
    await storage.change(unit.connection, row, columns, unit.now)
    return row | columns | {"version": row["version"] + 1}


def _record(unit: Unit, actor: Actor, row: ApiTokenRow, event: Happening, data: Columns | None = None) -> None:
    """In the journal of its account, or of the installation."""
    whose_journal.record(unit, actor, "api_token", row, (event, SENTENCES[event]), data={"prefix": row["prefix"], **(data or {})})


async def _tell_of_deciding(unit: Unit, actor: Actor, row: ApiTokenRow) -> None:
    """The admins of an account are written to when a program can let its numbers go, which it cannot do for a while."""
    account_id = row["account_id"]
    if account_id is None or Scope.PORTOUT_DECIDE not in row["scopes"]:
        return
    order = unit.orders[account_id]
    account = await accounts.account_by_id(unit.connection, account_id)
    facts = {"token": quoted(row["name"]), "prefix": quoted(f"ptc_{row['prefix']}"), "by": as_letters_name(actor, account_id)}
    facts |= {"account": quoted(account["name"])}
    told = [
        Notice(
            event=Happening.API_TOKEN_CREATED,
            to=address,
            account_id=account_id,
            order=(order.kind, account_id, order.sequence),
            facts=facts,
            grounds=(LetterGround.IN_CHARGE,),
        )
        for address in await accounts.administrators(unit.connection, account_id)
    ]
    await notices.owe(unit, *told)
    if policy.is_asked_again(actor):  # whoever runs the installation makes the first ones
        await freezes.freeze(unit, actor, account_id, FreezeCause.TOKEN)
