"""One's own password: changed by whoever knows it, and made anew by a link where it is forgotten.

Whoever asks for a link is told the same after the same time, whether there is such a user or not: the question is only noted, and
answered by mail from `settle`, which a loop calls. How often may be asked is limited as a sign-in is.
"""

from __future__ import annotations

import dataclasses
from collections import OrderedDict
from dataclasses import dataclass
from datetime import timedelta
from functools import partial
from typing import Annotated, Final
from uuid import UUID

from portico.domain.actors import SYSTEM, Actor
from portico.domain.events import Happening
from portico.domain.people.freezing import FreezeCause
from portico.domain.people.links import Purpose
from portico.domain.people.second_factors import CODE_BESIDE
from portico.domain.people.users import signs_in
from portico.domain.policy import ONESELF
from portico.domain.refusals import InvalidInput
from portico.operations.engine.idempotency import Key, once, reused, was_done
from portico.operations.engine.outcomes import Outcome
from portico.operations.engine.permission import permitted
from portico.operations.engine.work import Unit, Work
from portico.operations.people import freezes, links, user_fields, user_journal, users, whose_journal
from portico.operations.people.links import LinkNotGood, Shown
from portico.operations.people.signing_in import fresh_password, passwords
from portico.operations.people.signing_in.sign_in_limits import SignInLimits, network_of, site_of
from portico.storage.people import accounts, sessions
from portico.storage.people import links as stored_links
from portico.storage.people import users as storage
from portico.storage.row_types.accounts import UserRow

CAPACITY: Final = 1000
AGAIN_AFTER: Final = timedelta(minutes=1)
SETTLE_SECONDS: Final = 1.0

limits: Final = SignInLimits()
"""How often a link was asked for: every question counts, as nobody can tell a right one."""
_asked: Final[OrderedDict[str, None]] = OrderedDict()


@dataclass(frozen=True, slots=True, kw_only=True)
class ChangePassword:
    password: Annotated[str, "Your password as it is."] = dataclasses.field(repr=False)
    new_password: Annotated[str, "What it is to be: at least ten characters."] = dataclasses.field(repr=False)
    one_time_code: Annotated[str | None, CODE_BESIDE] = dataclasses.field(default=None, repr=False)


async def change(work: Work, actor: Actor, command: ChangePassword, key: Key | None = None) -> UUID:
    """The actor's own id: from now on they sign in with the new password, and their other sessions have ended.

    Raises NotPermitted, TooManyRequests, or InvalidInput (either password, or the key of another one).
    """
    actor = permitted(actor, ONESELF)
    if problem := passwords.unusable(command.new_password, "newPassword"):  # first: a code is good for one try
        raise InvalidInput(problem)
    if await was_done(work, actor, key) and not await _is_so(work, actor, command.new_password):
        raise reused()
    await fresh_password.confirm(work, actor, command.password, command.one_time_code, key)
    async with passwords.queue.turn(actor.id, known=True):
        made = await passwords.hash_password(command.new_password)

    async def do(unit: Unit) -> list[Outcome]:
        user = await users.oneself(unit, actor)
        await _set(unit, user, made, Happening.USER_PASSWORD_CHANGED, but=actor.credential.id if actor.credential else None)
        return [Outcome(user["id"], version=user["version"] + 1)]

    (outcome,) = await once(work, actor, key, do)
    return outcome.id


async def _is_so(work: Work, actor: Actor, password: str) -> bool:
    """Whether they sign in with this already: with a key nothing of a password is kept that could tell one from another."""
    user = await accounts.user_by_id(work.reader, actor.id) if actor.id else None
    async with passwords.queue.turn(actor.id, known=True):
        return await passwords.matches(user["password_hash"] if user else None, password)


async def _set(unit: Unit, user: UserRow, password_hash: str, event: Happening, but: UUID | None = None) -> None:
    """The turn is taken. Sessions end, all `but` one; links for a password work no more; the user is told."""
    await storage.change(unit.connection, user, {"password_hash": password_hash}, unit.now)
    ended = await sessions.end(unit.connection, user["id"], but=but)
    await stored_links.revoke_of(unit.connection, user["id"], unit.now, Purpose.PASSWORD_RESET)
    user_journal.record(unit, unit.actor, user | {"version": user["version"] + 1}, event, {"sessions_ended": ended})
    await user_journal.write_to(unit, user, event)
    if event is Happening.USER_PASSWORD_RESET:
        before = await freezes.addresses_of(unit, user["account_id"], but=user["email"])
        await freezes.freeze(unit, unit.actor, user["account_id"], FreezeCause.PASSWORD_RESET, before=before)


async def forgotten(work: Work, email: str, client_ip: str) -> None:
    """Notes that a link for a new password is asked for. Raises TooManyRequests, alike for known and unknown addresses."""
    async with limits.trying(user_fields.spellings(email)[0], network_of(client_ip), work.now):
        if email.isprintable():
            _asked[email[:320]] = None
        if len(_asked) > CAPACITY:
            _asked.popitem(last=False)


async def settle(work: Work) -> None:
    """Sends a link to each address that was noted and that somebody signs in with; a note lost in a crash is asked for again."""
    while _asked:
        email, _ = _asked.popitem(last=False)
        await work.unit(partial(_send, email), SYSTEM)


async def _send(email: str, unit: Unit) -> None:
    user = await accounts.user_by_email(unit.connection, *user_fields.spellings(email))
    if user is None or user["account_closed_at"] is not None or not signs_in(users.status(user)):
        return
    await whose_journal.take_turn(unit, user["account_id"])
    before = await stored_links.newest_of(unit.connection, user["id"], Purpose.PASSWORD_RESET)
    if before and unit.now - before["created_at"] < AGAIN_AFTER:
        return
    link = await links.make(unit, Purpose.PASSWORD_RESET, user, user["email"])
    user_journal.record(unit, unit.actor, user, Happening.USER_PASSWORD_FORGOTTEN)
    await user_journal.write_to(unit, user, Happening.USER_PASSWORD_FORGOTTEN, link=link)


async def reset(work: Work, token: str, password: str, client_ip: str) -> None:
    """The link's user signs in with this password from now on; every session of theirs has ended, and their address is told.

    Raises LinkNotGood, TooManyRequests, or InvalidInput (and nothing is used up). Nobody is signed in by it: that takes whatever else
    a sign-in takes.
    """
    async with links.shown(work, Shown(Purpose.PASSWORD_RESET, token, client_ip)) as (link, found):
        if problem := passwords.unusable(password):
            raise InvalidInput(problem)
        async with passwords.queue.turn(site_of(network_of(client_ip))):
            made = await passwords.hash_password(password)

        async def do(unit: Unit) -> None:
            await whose_journal.take_turn(unit, found["account_id"])
            user = await accounts.user_by_id(unit.connection, found["id"])
            if user is None or not signs_in(users.status(user)):
                raise LinkNotGood
            await links.use(unit, link)
            await _set(unit, user, made, Happening.USER_PASSWORD_RESET)

        await work.unit(do, user_journal.themselves(found))
