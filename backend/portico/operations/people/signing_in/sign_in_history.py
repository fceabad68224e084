"""Who signed in and who failed to, for the user and those who manage them: kept for half a year.

What succeeds is written with its session. What fails is noted in this process and written by `settle`, which a loop calls: a sign-in
that fails waits for no write, so that nobody can tell by waiting whether there is such a user. As many failures are noted as passwords
are checked, which `sign_in_limits` bounds.
"""

from __future__ import annotations

from collections import deque
from datetime import datetime
from typing import Final
from uuid import UUID

from portico.domain.ids import new_id
from portico.domain.people.users import SIGN_INS_KEPT, SignInOutcome
from portico.operations.engine.work import Unit, Work
from portico.storage.people import sign_ins
from portico.storage.row_types.people import SignInRow

CAPACITY: Final = 10_000

_failed: Final[deque[SignInRow]] = deque(maxlen=CAPACITY)


def entry(user_id: UUID, now: datetime, outcome: SignInOutcome, network: str, user_agent: str | None) -> SignInRow:
    return {
        "id": new_id(now),
        "created_at": now,
        "updated_at": now,
        "at": now,
        "user_id": user_id,
        "outcome": outcome,
        "network": network[:64],
        "user_agent": printable(user_agent),
    }


def note(failed: SignInRow) -> None:
    _failed.append(failed)


async def settle(work: Work) -> None:
    """Writes what was noted since the last time, and forgets what is too old; a note lost in a crash is lost."""
    noted = list(_failed)
    forget()

    async def write(unit: Unit) -> None:
        await sign_ins.insert(unit.connection, noted)
        await sign_ins.delete_before(unit.connection, unit.now - SIGN_INS_KEPT)

    await work.unit(write)


def forget() -> None:
    """What was noted and not written, as if the process had just started."""
    _failed.clear()


def printable(text: str | None) -> str | None:
    return "".join(letter for letter in text if letter.isprintable())[:300] if text else None
