"""The people of an account, and of the operator: their level, whether they may sign in, and their sessions, as who manages them decides."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from portico.domain.actors import Actor, as_letters_name
from portico.domain.events import Happening
from portico.domain.people.links import Purpose
from portico.domain.people.users import LEVEL_WORDS, UserStatus, is_raised, refuse_to_lose_the_last_admin, role_of, status_of
from portico.domain.refusals import NotFound, StaleVersion, Thing
from portico.operations.engine.fields import differing, from_to
from portico.operations.engine.idempotency import Key, once
from portico.operations.engine.input_problems import Problems
from portico.operations.engine.outcomes import Outcome
from portico.operations.engine.permission import permitted
from portico.operations.engine.unset import Unset
from portico.operations.engine.work import Unit, Work
from portico.operations.people import freezes, user_fields, user_journal, whose_journal
from portico.operations.people.signing_in import fresh_password
from portico.operations.people.user_fields import ChangeUser
from portico.storage.people import links, sessions
from portico.storage.people import users as storage
from portico.storage.row_types.accounts import UserRow


def status(user: UserRow) -> UserStatus:
    return status_of(has_password=user["password_hash"] is not None, disabled=user["disabled_at"] is not None)


async def locked(unit: Unit, actor: Actor, user_id: UUID, expected_version: int | None = None) -> UserRow:
    """The user as they are under their account's lock. Raises NotFound, NotPermitted (the operator's people) or StaleVersion."""
    found = await storage.one(unit.connection, actor, user_id)
    if found is None:
        raise NotFound(Thing.USER)
    if found["account_id"] is None:
        permitted(actor, "user.manage_staff")
    await whose_journal.take_turn(unit, found["account_id"])
    user = await storage.one(unit.connection, actor, user_id)
    if user is None:
        raise NotFound(Thing.USER)
    if expected_version not in (None, user["version"]):
        raise StaleVersion(user["version"])
    return user


async def change(
    work: Work, actor: Actor, user_id: UUID, expected_version: int | None, command: ChangeUser, *, key: Key | None = None
) -> UUID:
    """The id of the user, changed. Who comes to be an admin is written to.

    Raises NotPermitted, NotFound, StaleVersion, Blocked (the last admin), TooManyRequests, or InvalidInput with every field at fault.
    """
    actor = permitted(actor, "user.manage")
    if not isinstance(command.level, Unset) and await _raises(work, actor, user_id, command):
        await fresh_password.confirm_unless_system(work, actor, command.password, command.one_time_code, key)

    async def do(unit: Unit) -> list[Outcome]:
        user = await locked(unit, actor, user_id, expected_version)
        changed = _changed(user, command)
        if not changed:
            return [Outcome(user_id, version=user["version"])]
        if "level" in changed:
            await _keep_an_admin(unit, user)
        before = await freezes.addresses_of(unit, user["account_id"])
        after = await _write(unit, user, changed)
        event = Happening.USER_LEVEL_CHANGED if "level" in changed else Happening.USER_CHANGED
        user_journal.record(unit, actor, after, event, {"fields": sorted(changed), "changed": from_to(user, changed)})
        if "level" in changed:
            unit.rings = True
            by = as_letters_name(actor, after["account_id"])
            await user_journal.write_to(unit, after, event, level=LEVEL_WORDS[after["level"]].said(), by=by)
            await freezes.freeze_for_a_decider(unit, actor, after, user["level"], before)
        return [Outcome(user_id, version=after["version"])]

    (outcome,) = await once(work, actor, key, do)
    return outcome.id


async def _raises(work: Work, actor: Actor, user_id: UUID, command: ChangeUser) -> bool:
    user = await storage.one(work.reader, actor, user_id)
    return user is not None and not isinstance(command.level, Unset) and is_raised(user["level"], command.level)


def _changed(user: UserRow, command: ChangeUser) -> UserRow:
    problems, columns = Problems(), UserRow()
    if not isinstance(command.name, Unset):
        columns = user_fields.FIELDS.read({"name": command.name}, user, problems)
    if not isinstance(command.level, Unset):
        role = role_of(user["account_id"])
        if level := problems.tidy("level", lambda given: user_fields.level_of(role, given), command.level):
            columns["level"] = level
    problems.refuse()
    return differing(columns, user)


async def _keep_an_admin(unit: Unit, user: UserRow) -> None:
    refuse_to_lose_the_last_admin(user["id"], await storage.admins(unit.connection, user["account_id"]))


async def _write(unit: Unit, user: UserRow, columns: UserRow) -> UserRow:
    """The user is under their account's lock, so the version is still the one that was read."""
    await storage.change(unit.connection, user, columns, unit.now)
    return user | columns | {"version": user["version"] + 1}


async def disable(work: Work, actor: Actor, user_id: UUID, expected_version: int | None, key: Key | None = None) -> UUID:
    """The id of the user, who is signed out everywhere at once and whose links work no more; once disabled they stay so.

    Raises NotPermitted, NotFound, StaleVersion or Blocked (the last admin).
    """
    return await _set_disabled(work, permitted(actor, "user.manage"), user_id, expected_version, key=key)


async def enable(work: Work, actor: Actor, user_id: UUID, expected_version: int | None, key: Key | None = None) -> UUID:
    """The id of the user, who may sign in again. Raises NotPermitted, NotFound or StaleVersion."""
    return await _set_disabled(work, permitted(actor, "user.manage"), user_id, expected_version, key=key, disabled=False)


async def _set_disabled(
    work: Work, actor: Actor, user_id: UUID, expected_version: int | None, *, key: Key | None, disabled: bool = True
) -> UUID:
    async def do(unit: Unit) -> list[Outcome]:
        user = await locked(unit, actor, user_id, expected_version)
        if (user["disabled_at"] is not None) is disabled:
            return [Outcome(user_id, version=user["version"])]
        if disabled:
            await _keep_an_admin(unit, user)
        at: datetime | None = unit.now if disabled else None
        before = await freezes.addresses_of(unit, user["account_id"])
        after = await _write(unit, user, {"disabled_at": at})
        user_journal.record(unit, actor, after, Happening.USER_DISABLED if disabled else Happening.USER_ENABLED)
        if not disabled:
            await freezes.freeze_for_a_decider(unit, actor, after, None, before)
        if disabled:
            await sessions.end(unit.connection, user_id)
            await links.revoke_of(unit.connection, user_id, unit.now, *Purpose)
        return [Outcome(user_id, version=after["version"])]

    (outcome,) = await once(work, actor, key, do)
    return outcome.id


async def end_sessions(work: Work, actor: Actor, user_id: UUID, key: Key | None = None) -> UUID:
    """The id of the user, who is signed out everywhere (but where they do this themselves). Raises NotPermitted or NotFound."""
    actor = permitted(actor, "user.manage")

    async def do(unit: Unit) -> list[Outcome]:
        user = await locked(unit, actor, user_id)
        kept = actor.credential.id if actor.credential and actor.id == user_id else None
        if count := await sessions.end(unit.connection, user_id, but=kept):
            user_journal.record(unit, actor, user, Happening.USER_SESSIONS_ENDED, {"count": count})
        return [Outcome(user_id, version=user["version"])]

    (outcome,) = await once(work, actor, key, do)
    return outcome.id


async def oneself(unit: Unit, actor: Actor) -> UserRow:
    """The actor as a user, under their account's lock. Raises NotFound."""
    await whose_journal.take_turn(unit, actor.account_id)
    user = await storage.one(unit.connection, actor, actor.id) if actor.id else None
    if user is None:
        raise NotFound(Thing.USER)
    return user
