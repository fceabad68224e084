"""A second factor that was lost: two of the operator's administrators take it away together, a day later, and its user is told at once.

Whoever still has it can stop that. An installation with one administrator has the command line on its server.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from functools import partial
from typing import Annotated, Final
from uuid import UUID

from portico.domain.actors import SYSTEM, Actor
from portico.domain.events import Happening
from portico.domain.formats import required_line
from portico.domain.people import second_factors as rules
from portico.domain.people.freezing import FreezeCause
from portico.domain.people.second_factors import CODE_BESIDE, RESET_WAITS
from portico.domain.policy import ONESELF, RESET_SECOND_FACTOR
from portico.domain.refusals import NotFound, Thing
from portico.domain.words.notices import NoticeFact
from portico.operations.engine.idempotency import Key, once
from portico.operations.engine.input_problems import Problems
from portico.operations.engine.outcomes import Outcome
from portico.operations.engine.permission import permitted
from portico.operations.engine.work import Unit, Work
from portico.operations.people import freezes, user_fields, user_journal, users, whose_journal
from portico.operations.people.signing_in import fresh_password
from portico.storage.engine.rows import Columns
from portico.storage.people import accounts, sessions
from portico.storage.people import second_factors as storage
from portico.storage.row_types.accounts import UserRow
from portico.storage.row_types.second_factors import SecondFactorRow

LONGEST_REASON: Final = 500
NO_RESET: Final[SecondFactorRow] = {
    "reset_reason": None,
    "reset_asked_at": None,
    "reset_asked_by": None,
    "reset_asked_by_name": None,
    "reset_confirmed_at": None,
    "reset_due_at": None,
}
On = Callable[[Unit, UserRow, SecondFactorRow | None], Awaitable[None]]
"""What is done with a user and their factor, both read under the account's lock."""


@dataclass(frozen=True, slots=True, kw_only=True)
class AskForReset:
    reason: Annotated[str, "How you know that it is them who lost it; for the journal and for who confirms."]
    password: Annotated[str, "Your password, once more."] = dataclasses.field(repr=False)
    one_time_code: Annotated[str | None, CODE_BESIDE] = dataclasses.field(default=None, repr=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class ConfirmReset:
    password: Annotated[str, "Your password, once more."] = dataclasses.field(repr=False)
    one_time_code: Annotated[str | None, CODE_BESIDE] = dataclasses.field(default=None, repr=False)


async def ask(work: Work, actor: Actor, user_id: UUID, command: AskForReset, key: Key | None = None) -> UUID:
    """The id of the user, who is told; another administrator has seven days to confirm.

    Raises NotPermitted, NotFound, TooManyRequests, InvalidInput (password or code), ActionUnavailable or Blocked (one's own).
    """
    actor = permitted(actor, RESET_SECOND_FACTOR)
    problems = Problems()
    reason = problems.tidy("reason", required_line(LONGEST_REASON), command.reason)
    problems.refuse()
    await fresh_password.confirm(work, actor, command.password, command.one_time_code, key)

    async def do(unit: Unit, user: UserRow, factor: SecondFactorRow | None) -> None:
        rules.refuse_to_ask(factor, user_id, actor.id, unit.now)
        asked: SecondFactorRow = {
            **NO_RESET,
            "reset_asked_at": unit.now,
            "reset_asked_by": actor.id,
            "reset_asked_by_name": actor.name,
            "reset_reason": reason,
        }
        await storage.change(unit.connection, user_id, asked, unit.now)
        await _tell(unit, actor, user, Happening.USER_SECOND_FACTOR_RESET_ASKED, {"reason": reason})

    return await _with(work, actor, user_id, do, key)


async def confirm(work: Work, actor: Actor, user_id: UUID, command: ConfirmReset, key: Key | None = None) -> UUID:
    """The id of the user, whose factor is reset 24 hours from now unless it is stopped; they are told so.

    Raises NotPermitted, NotFound, TooManyRequests, InvalidInput (password or code), ActionUnavailable or Blocked (who asked, oneself).
    """
    actor = permitted(actor, RESET_SECOND_FACTOR)
    await fresh_password.confirm(work, actor, command.password, command.one_time_code, key)

    async def do(unit: Unit, user: UserRow, factor: SecondFactorRow | None) -> None:
        rules.refuse_to_confirm(factor, user_id, actor.id, unit.now, asker_may=await _asker_may(unit, user_id, factor))
        due = unit.now + RESET_WAITS
        await storage.change(unit.connection, user_id, {"reset_confirmed_at": unit.now, "reset_due_at": due}, unit.now)
        told = {"due_at": due.isoformat()}
        await _tell(unit, actor, user, Happening.USER_SECOND_FACTOR_RESET_CONFIRMED, told, at=due)

    return await _with(work, actor, user_id, do, key)


async def _asker_may(unit: Unit, user_id: UUID, factor: SecondFactorRow | None) -> bool:
    """Whether two administrators do this, of whom who asked has been one ever since: whoever was none for a while asks anew."""
    asker = factor["reset_asked_by"] if factor else None
    if asker is None:
        return True
    return await accounts.is_staff_admin(unit.connection, asker) and await storage.asker_stayed(unit.connection, user_id, asker)


async def stop(work: Work, actor: Actor, user_id: UUID, key: Key | None = None) -> UUID:
    """The id of the user, whose factor stays. Raises NotPermitted, NotFound or ActionUnavailable."""
    actor = permitted(actor, RESET_SECOND_FACTOR)
    return await _with(work, actor, user_id, partial(_stop, actor), key)


async def stop_own(work: Work, actor: Actor, key: Key | None = None) -> UUID:
    """The actor's own id: whoever is in has lost nothing. Raises NotPermitted or ActionUnavailable."""
    actor = permitted(actor, ONESELF)
    if actor.id is None:
        raise NotFound(Thing.USER)
    return await _with(work, actor, actor.id, partial(_stop, actor), key)


async def _stop(actor: Actor, unit: Unit, user: UserRow, factor: SecondFactorRow | None) -> None:
    rules.refuse_to_stop(factor, unit.now)
    await storage.change(unit.connection, user["id"], NO_RESET, unit.now)
    await _tell(unit, actor, user, Happening.USER_SECOND_FACTOR_RESET_STOPPED)


async def _with(work: Work, actor: Actor, user_id: UUID, do: On, key: Key | None) -> UUID:
    async def command(unit: Unit) -> list[Outcome]:
        own = actor.id == user_id
        user = await users.oneself(unit, actor) if own else await users.locked(unit, actor, user_id)
        await do(unit, user, await storage.of_user(unit.connection, user_id))
        return [Outcome(user_id, version=user["version"])]

    (outcome,) = await once(work, actor, key, command)
    return outcome.id


async def sweep(work: Work) -> bool:
    """Takes away what has waited its day; always False, as all that is due is done in one turn."""
    tried: list[UUID] = []
    while due := await storage.resets_due(work.reader, work.now, tried):
        for user_id in due:
            tried.append(user_id)
            await work.unit(partial(_take_away_if_due, user_id), SYSTEM)
    return False


async def _take_away_if_due(user_id: UUID, unit: Unit) -> None:
    user = await _locked(unit, user_id)
    if rules.is_due(await storage.of_user(unit.connection, user_id), unit.now):
        await _take_away(unit, user)


async def remove_at_server(work: Work, actor: Actor, email: str, key: Key | None = None) -> None:
    """Takes a factor away at once: for whoever runs the server, where no second administrator is left. Raises NotPermitted, NotFound or
    ActionUnavailable."""
    actor = permitted(actor, "user.remove_second_factor")
    found = await accounts.user_by_email(work.reader, *user_fields.spellings(email))
    if found is None:
        raise NotFound(Thing.USER)

    async def do(unit: Unit) -> list[Outcome]:
        user = await _locked(unit, found["id"])
        rules.enrolled(await storage.of_user(unit.connection, user["id"]))
        await _take_away(unit, user)
        return [Outcome(user["id"])]

    await once(work, actor, key, do)


async def _locked(unit: Unit, user_id: UUID) -> UserRow:
    user = await accounts.user_by_id(unit.connection, user_id)
    if user is None:
        raise NotFound(Thing.USER)
    await whose_journal.take_turn(unit, user["account_id"])
    return user


async def _take_away(unit: Unit, user: UserRow) -> None:
    factor = await storage.of_user(unit.connection, user["id"])
    await storage.remove(unit.connection, user["id"])
    ended = await sessions.end(unit.connection, user["id"])
    unit.rings = True
    await _tell(unit, unit.actor, user, Happening.USER_SECOND_FACTOR_RESET, {"sessions_ended": ended})
    asked_by = factor["reset_asked_by"] if factor else None
    by = [asked_by] if asked_by else []
    before = await freezes.addresses_of(unit, user["account_id"], but=user["email"])
    await freezes.freeze(unit, unit.actor, user["account_id"], FreezeCause.SECOND_FACTOR_RESET, before=before, by=by)


async def _tell(unit: Unit, actor: Actor, user: UserRow, event: Happening, data: Columns | None = None, **facts: NoticeFact) -> None:
    user_journal.record(unit, actor, user, event, data)
    await user_journal.write_to(unit, user, event, None, link=None, **facts)
