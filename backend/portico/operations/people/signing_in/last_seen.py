"""When credentials were last used: collected in this process and written by `settle`, which a loop calls.

No request waits for a write that is only a note, but the one that keeps a session from ending before the loop comes round.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Final
from uuid import UUID

from portico.domain.statuses import Role
from portico.operations.engine.work import Unit, Work
from portico.storage.people import sessions, tokens
from portico.storage.people.sessions import LastSeen
from portico.storage.row_types.accounts import ApiTokenRow
from portico.storage.row_types.joined import StandingSessionRow

SESSION_LASTS: Final[Mapping[Role, timedelta]] = {Role.CUSTOMER: timedelta(hours=12), Role.STAFF: timedelta(minutes=30)}
"""How long after its person last did something."""
WRITTEN_AT_ONCE: Final = timedelta(minutes=1)  # before its end
TOKENS_NOTED_EVERY: Final = timedelta(minutes=1)
SETTLE_SECONDS: Final = 20.0  # how often the loop that calls `settle` should run

_sessions: Final[dict[UUID, LastSeen]] = {}
_tokens: Final[dict[UUID, datetime]] = {}


def seen(now: datetime, role: Role) -> LastSeen:
    """Somebody of this role did something now."""
    return LastSeen(now, now + SESSION_LASTS[role])


async def note_session(work: Work, session: StandingSessionRow, role: Role) -> datetime:
    """When it ends now that its person did something."""
    noted = _sessions[session["id"]] = seen(work.now, role)
    if session["expires_at"] - noted.at <= WRITTEN_AT_ONCE:
        await settle(work)
    return noted.ends_at


def ends_at(session: StandingSessionRow) -> datetime:
    """When a session ends unless its person does something, with what is not written yet."""
    written: datetime = session["expires_at"]
    noted = _sessions.get(session["id"])
    return max(written, noted.ends_at) if noted else written


def note_token(token: ApiTokenRow, now: datetime) -> None:
    if token["last_used_at"] is None or now - token["last_used_at"] >= TOKENS_NOTED_EVERY:
        _tokens[token["id"]] = now


async def settle(work: Work) -> None:
    """Writes what was noted since the last time, and takes expired sessions away; a note lost in a crash is lost."""
    noted, used = dict(_sessions), dict(_tokens)
    forget()

    async def write(unit: Unit) -> None:
        await sessions.touch_sessions(unit.connection, noted)
        await tokens.touch_tokens(unit.connection, used)
        await sessions.delete_expired(unit.connection, unit.now)

    await work.unit(write)


def forget() -> None:
    """What was noted and not written, as if the process had just started."""
    _sessions.clear()
    _tokens.clear()
