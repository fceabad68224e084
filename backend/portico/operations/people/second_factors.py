"""One's own second factor: set up with a key for an app, asked beside the password from then on, and turned off by whoever has both."""

from __future__ import annotations

import dataclasses
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from typing import Annotated, TypeVar
from uuid import UUID

import pyotp

from portico.domain.actors import Actor
from portico.domain.events import Happening
from portico.domain.ids import new_id
from portico.domain.people import second_factors as rules
from portico.domain.people.second_factors import CODE_BESIDE, tidied
from portico.domain.policy import ENROLL, ONESELF
from portico.domain.refusals import ActionUnavailable, invalid
from portico.operations.engine.idempotency import Key, once, was_done
from portico.operations.engine.outcomes import Outcome
from portico.operations.engine.permission import permitted
from portico.operations.engine.work import Unit, Work
from portico.operations.people import user_journal, users
from portico.operations.people.signing_in import fresh_password, one_time_codes
from portico.operations.people.signing_in.one_time_codes import CodeRefused
from portico.operations.people.signing_in.sign_in_limits import counted
from portico.storage.people import second_factors as storage
from portico.storage.people import sessions
from portico.storage.row_types.accounts import UserRow
from portico.storage.row_types.second_factors import SecondFactorRow

T = TypeVar("T")
ISSUER = "Portico"


@dataclass(frozen=True, slots=True, kw_only=True)
class EnrollSecondFactor:
    password: Annotated[str, "Your password, once more."] = dataclasses.field(repr=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class ConfirmSecondFactor:
    code: Annotated[str, "What the app shows now."] = dataclasses.field(repr=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class WithSecondFactor:
    password: Annotated[str, "Your password, once more."] = dataclasses.field(repr=False)
    one_time_code: Annotated[str | None, CODE_BESIDE] = dataclasses.field(default=None, repr=False)


@dataclass(frozen=True, slots=True)
class NewKey:
    """A key that was just made: `address` is what the picture holds, as apps read it."""

    key: str = dataclasses.field(repr=False)
    address: str = dataclasses.field(repr=False)


async def enroll(work: Work, actor: Actor, command: EnrollSecondFactor) -> NewKey:
    """A new key, which counts for nothing until a code of it was shown; it can be read only now.

    Raises NotPermitted, TooManyRequests, InvalidInput (the password) or ActionUnavailable (there is one).
    """
    actor = permitted(actor, ENROLL)
    if actor.id is not None:  # before the password: whoever is enrolled would be asked for a code first
        rules.refuse_to_enroll(await storage.of_user(work.reader, actor.id))
    await fresh_password.confirm(work, actor, command.password)
    key = one_time_codes.new_key(work)

    async def do(unit: Unit, user: UserRow) -> NewKey:
        rules.refuse_to_enroll(await storage.of_user(unit.connection, user["id"]))
        begun: SecondFactorRow = {
            "id": new_id(unit.now),
            "created_at": unit.now,
            "updated_at": unit.now,
            "user_id": user["id"],
            "secret_sealed": work.keyring.seal(key),
            "last_step": 0,
        }
        await storage.begin(unit.connection, begun)
        return NewKey(key, pyotp.TOTP(key).provisioning_uri(name=user["email"], issuer_name=ISSUER))

    return await _of_oneself(work, actor, do)


def picture(key: NewKey) -> str:
    """The key as a QR code that a page can hold: SVG, dark on white whatever the page looks like."""
    import segno  # noqa: PLC0415 - few pages hold one, and a server starts without it

    return segno.make(key.address, micro=False).svg_inline(scale=4, dark="#000", light="#fff", omitsize=True)


async def confirm(work: Work, actor: Actor, command: ConfirmSecondFactor) -> list[str]:
    """The recovery codes, which can be read only now: from here on a code is asked beside the password. Other sessions end.

    A key that somebody began with is guessed at no faster than a password: a session that was left open is not enough to take it.
    Raises NotPermitted, TooManyRequests, InvalidInput (the code) or ActionUnavailable.
    """
    actor = permitted(actor, ENROLL)

    async def do(unit: Unit, user: UserRow) -> list[str]:
        factor = rules.begun(await storage.of_user(unit.connection, user["id"]))
        try:
            step = one_time_codes.step_of(work, factor, tidied(command.code))
        except CodeRefused as refused:
            raise invalid("code", refused.code, refused.said) from None
        await storage.change(unit.connection, user["id"], {"confirmed_at": unit.now, "last_step": step}, unit.now)
        codes = await one_time_codes.new_recovery_codes(unit, user["id"])
        ended = await sessions.end(unit.connection, user["id"], but=actor.credential.id if actor.credential else None)
        await _tell(unit, user, Happening.USER_SECOND_FACTOR_ENROLLED, sessions_ended=ended)
        unit.rings = True
        return codes

    async with counted(work.now, (fresh_password.failures, actor.id.bytes if actor.id else b"")) as was_right:
        try:
            codes = await _of_oneself(work, actor, do)
        except ActionUnavailable:  # no code was looked at
            was_right()
            raise
        was_right()
    return codes


async def renew_codes(work: Work, actor: Actor, command: WithSecondFactor) -> list[str]:
    """New recovery codes, which can be read only now; those from before are good no more.

    Raises NotPermitted, TooManyRequests, InvalidInput (password or code) or ActionUnavailable.
    """

    async def do(unit: Unit, user: UserRow) -> list[str]:
        rules.enrolled(await storage.of_user(unit.connection, user["id"]))
        codes = await one_time_codes.new_recovery_codes(unit, user["id"])
        await _tell(unit, user, Happening.USER_RECOVERY_CODES_RENEWED)
        return codes

    actor = permitted(actor, ONESELF)
    await _confirm_both(work, actor, command)
    return await _of_oneself(work, actor, do)


async def remove(work: Work, actor: Actor, command: WithSecondFactor, key: Key | None = None) -> UUID:
    """The actor's own id: the password alone lets them in again, unless a second factor is demanded of them.

    Raises NotPermitted, TooManyRequests, InvalidInput (password or code) or ActionUnavailable.
    """
    actor = permitted(actor, ONESELF)
    if not await was_done(work, actor, key):
        await _confirm_both(work, actor, command)

    async def do(unit: Unit) -> list[Outcome]:
        user = await users.oneself(unit, actor)
        rules.enrolled(await storage.of_user(unit.connection, user["id"]))
        await storage.remove(unit.connection, user["id"])
        await _tell(unit, user, Happening.USER_SECOND_FACTOR_REMOVED)
        unit.rings = True
        return [Outcome(user["id"], version=user["version"])]

    (outcome,) = await once(work, actor, key, do)
    return outcome.id


async def _confirm_both(work: Work, actor: Actor, command: WithSecondFactor) -> None:
    if actor.id is not None:  # before the password: whoever has no factor has no code to give
        rules.enrolled(await storage.of_user(work.reader, actor.id))
    await fresh_password.confirm(work, actor, command.password, command.one_time_code)


async def _of_oneself(work: Work, actor: Actor, do: Callable[[Unit, UserRow], Awaitable[T]]) -> T:
    async def command(unit: Unit) -> T:
        return await do(unit, await users.oneself(unit, actor))

    return await work.unit(command, actor)


async def _tell(unit: Unit, user: UserRow, event: Happening, **data: object) -> None:
    user_journal.record(unit, unit.actor, user, event, data)
    await user_journal.write_to(unit, user, event)
