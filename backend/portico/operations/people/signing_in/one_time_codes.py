"""Codes that are good once: those an app makes of a sealed key and the time (RFC 6238), and recovery codes.

A code is checked first and spent later, in the unit it opens: of two that show the same one at once, one is let in.
"""

from __future__ import annotations

import base64
import hmac
from dataclasses import dataclass
from typing import Final
from uuid import UUID

import pyotp

from portico.domain.events import Happening
from portico.domain.ids import ALPHABET, new_id
from portico.domain.people.second_factors import (
    RECOVERY_CODES,
    RECOVERY_LETTERS,
    STEPS_AROUND,
    is_enrolled,
    is_recovery_code,
    tidied,
)
from portico.domain.refusals import Refusal
from portico.domain.sentences import Said, Sentence
from portico.operations.engine.work import Unit, Work
from portico.operations.people import user_journal, whose_journal
from portico.storage.people import second_factors as storage
from portico.storage.row_types.accounts import UserRow
from portico.storage.row_types.second_factors import RecoveryCodeRow, SecondFactorRow

_REQUIRED: Final = Sentence("one_time_code.required", "Give the code of your app as well, or one of your recovery codes.")
_WRONG: Final = Sentence("one_time_code.wrong", "This code is not right. Look at the one your app shows now.")
_USED: Final = Sentence("one_time_code.used", "This code was used already. Wait for the next one.")
KEY_BYTES: Final = 20


class CodeRefused(Refusal):
    """The password was right, the code beside it was not (401)."""

    says: Said

    def __init__(self) -> None:
        super().__init__(self.says)


class CodeRequired(CodeRefused):
    """There is a second factor, and no code was given."""

    code = "ONE_TIME_CODE_REQUIRED"
    says = _REQUIRED.said()


class WrongCode(CodeRefused):
    """It is no code of this time, and no recovery code."""

    code = "WRONG_ONE_TIME_CODE"
    says = _WRONG.said()


class CodeUsed(CodeRefused):
    """It was right, and it or a later one let somebody in before."""

    code = "ONE_TIME_CODE_USED"
    says = _USED.said()


@dataclass(frozen=True, slots=True)
class Match:
    """A code that is right: of this step of an app, or this recovery code."""

    user_id: UUID
    step: int | None = None
    recovery: UUID | None = None


def new_key(work: Work) -> str:
    """A key for an app, as it is typed: 160 bits in base 32."""
    return base64.b32encode(work.random.randbytes(KEY_BYTES)).decode()


async def check(work: Work, user_id: UUID, code: str | None) -> Match | None:
    """What this code of the user's is; None where they have no second factor. Raises CodeRequired, WrongCode or CodeUsed."""
    factor = await storage.of_user(work.reader, user_id)
    if factor is None or not is_enrolled(factor):
        return None
    tidy = tidied(code or "")
    if not tidy:
        raise CodeRequired
    if is_recovery_code(tidy):
        return await _recovery(work, user_id, tidy)
    return Match(user_id, step=step_of(work, factor, tidy))


def step_of(work: Work, factor: SecondFactorRow, code: str) -> int:
    """The step of which this is the code, later than the last one used. Raises WrongCode or CodeUsed."""
    app = pyotp.TOTP(work.keyring.open(factor["secret_sealed"]))
    now = app.timecode(work.machine_now)  # a telephone follows no clock that a demo moves
    steps = [step for step in range(now - STEPS_AROUND, now + STEPS_AROUND + 1) if _is_same(app.generate_otp(step), code)]
    if not steps:
        raise WrongCode
    if steps[-1] <= factor["last_step"]:
        raise CodeUsed
    return steps[-1]


def _is_same(right: str, given: str) -> bool:
    return hmac.compare_digest(right.encode(), given.encode(errors="surrogatepass"))


async def _recovery(work: Work, user_id: UUID, code: str) -> Match:
    for row in await storage.unused_codes(work.reader, user_id):
        if work.keyring.is_mac(_named(user_id, code), row["code_mac"]):
            return Match(user_id, recovery=row["id"])
    raise WrongCode


def _named(user_id: UUID, code: str) -> str:
    return f"recovery code\0{user_id}\0{code}"


async def spend(unit: Unit, match: Match, user: UserRow) -> None:
    """The code is good no more. Raises CodeUsed where somebody was quicker; a recovery code is journaled and written about."""
    if match.step is not None:
        if not await storage.take_step(unit.connection, match.user_id, match.step, unit.now):
            raise CodeUsed
    elif match.recovery is not None:
        await whose_journal.take_turn(unit, user["account_id"])
        if not await storage.use_code(unit.connection, match.recovery, unit.now):
            raise CodeUsed
        await _tell_of_recovery(unit, user)


async def _tell_of_recovery(unit: Unit, user: UserRow) -> None:
    left = len(await storage.unused_codes(unit.connection, user["id"]))
    event = Happening.USER_RECOVERY_CODE_USED
    user_journal.record(unit, user_journal.themselves(user), user, event, {"left": left})
    await user_journal.write_to(unit, user, event, left=left)


async def new_recovery_codes(unit: Unit, user_id: UUID) -> list[str]:
    """Codes that can be read only now; those from before are good no more."""
    codes = ["".join(unit.work.random.choice(ALPHABET) for _ in range(RECOVERY_LETTERS)) for _ in range(RECOVERY_CODES)]
    found: list[RecoveryCodeRow] = [
        {
            "id": new_id(unit.now),
            "created_at": unit.now,
            "updated_at": unit.now,
            "user_id": user_id,
            "code_mac": unit.work.keyring.mac(_named(user_id, code)),
        }
        for code in codes
    ]
    await storage.replace_codes(unit.connection, user_id, found)
    return codes
