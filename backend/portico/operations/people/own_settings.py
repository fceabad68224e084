"""What people decide about themselves: what they are called, in which language and zone they read, and which of their sessions go on."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from uuid import UUID

from portico.domain.actors import Actor
from portico.domain.events import Happening
from portico.domain.policy import ONESELF, why_not
from portico.domain.refusals import NotFound, NotPermitted, Thing
from portico.operations.engine.fields import differing, from_to
from portico.operations.engine.idempotency import Key, once
from portico.operations.engine.input_problems import Problems
from portico.operations.engine.outcomes import Outcome
from portico.operations.engine.permission import permitted
from portico.operations.engine.unset import given
from portico.operations.engine.work import Unit, Work
from portico.operations.people import user_fields, user_journal, users
from portico.operations.people.user_fields import ChangeViewer
from portico.storage.people import sessions
from portico.storage.people import users as storage
from portico.storage.row_types.accounts import UserRow

OnOneself = Callable[[Unit, UserRow], Awaitable[UserRow]]


async def change(work: Work, actor: Actor, command: ChangeViewer, key: Key | None = None) -> UUID:
    """The actor's own id. Raises NotPermitted, or InvalidInput with every field at fault."""

    async def do(unit: Unit, user: UserRow) -> UserRow:
        problems = Problems()
        columns = user_fields.FIELDS.read(given(command), user, problems)
        problems.refuse()
        changed = differing(columns, user)
        if not changed:
            return user
        await storage.change(unit.connection, user, changed, unit.now)
        after = user | changed | {"version": user["version"] + 1}
        user_journal.record(unit, actor, after, Happening.USER_CHANGED, {"fields": sorted(changed), "changed": from_to(user, changed)})
        return after

    return await _of_oneself(work, actor, key, do)


async def end_session(work: Work, actor: Actor, session_id: UUID, key: Key | None = None) -> UUID:
    """The actor's own id: this session of theirs has ended. Raises NotPermitted or NotFound."""

    async def do(unit: Unit, user: UserRow) -> UserRow:
        if not await sessions.end(unit.connection, user["id"], only=session_id):
            raise NotFound(Thing.SESSION)
        user_journal.record(unit, actor, user, Happening.USER_SESSIONS_ENDED, {"count": 1})
        return user

    return await _of_oneself(work, actor, key, do)


async def end_other_sessions(work: Work, actor: Actor, key: Key | None = None) -> UUID:
    """The actor's own id: every session of theirs has ended but the one they do this in. Raises NotPermitted."""

    async def do(unit: Unit, user: UserRow) -> UserRow:
        kept = actor.credential.id if actor.credential else None
        if count := await sessions.end(unit.connection, user["id"], but=kept):
            user_journal.record(unit, actor, user, Happening.USER_SESSIONS_ENDED, {"count": count})
        return user

    return await _of_oneself(work, actor, key, do)


async def _of_oneself(work: Work, actor: Actor, key: Key | None, do: OnOneself) -> UUID:
    actor = permitted(actor, ONESELF)
    if actor.id is None:
        raise NotPermitted(why_not(ONESELF))

    async def command(unit: Unit) -> list[Outcome]:
        user = await do(unit, await users.oneself(unit, actor))
        return [Outcome(user["id"], version=user["version"])]

    (outcome,) = await once(work, actor, key, command)
    return outcome.id
