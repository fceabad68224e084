"""The second factor beside a password: how its codes are made, how long what takes, and what is open to whoever still has to set one up."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Final, TypedDict, TypeVar
from uuid import UUID

from portico.domain.ids import ALPHABET
from portico.domain.refusals import ActionUnavailable, Blocked, Blocker
from portico.domain.sentences import Sentence

STEPS_AROUND: Final = 1
"""So many steps of thirty seconds a telephone's clock may be off, either way."""
RECOVERY_CODES: Final = 10
RECOVERY_LETTERS: Final = 10
RESET_WAITS: Final = timedelta(hours=24)
"""How long a confirmed reset waits: so long whoever lost nothing can stop it."""
ASKED_FOR: Final = timedelta(days=7)
"""How long a reset that nobody confirmed can still be confirmed."""
CODE_BESIDE: Final = "A code of your second factor, or a recovery code: asked where you have one."
"""What the field beside every password is for."""

_NOT_ENROLLED: Final = Sentence("second_factor.none", "There is no second factor here.")
_ENROLLED: Final = Sentence("second_factor.is_on", "The second factor is on already: turn it off first to use another device.")
_NOT_BEGUN: Final = Sentence("second_factor.not_begun", "Begin with a new key first.")
_NOT_ASKED: Final = Sentence("second_factor.reset_not_asked", "No reset was asked for, or not in the last seven days.")
_UNDER_WAY: Final = Sentence("second_factor.reset_under_way", "A reset is under way already.")
_CONFIRMED: Final = Sentence("second_factor.reset_confirmed", "This reset was confirmed already; it waits for its time.")
_SAME_PERSON: Final = Sentence("second_factor.same_person", "Another administrator than the one who asked has to confirm this.")
_ASKER_LEFT: Final = Sentence(
    "second_factor.asker_left",
    "Who asked for this reset has not been an administrator of the operator ever since: stop it, and ask for it anew.",
)
_ONESELF: Final = Sentence("second_factor.oneself", "Two others have to do this: nobody resets their own second factor.")


class FactorColumns(TypedDict, total=False):
    """What is judged of a second factor's row."""

    confirmed_at: datetime | None
    reset_asked_at: datetime | None
    reset_asked_by: UUID | None
    reset_due_at: datetime | None


F = TypeVar("F", bound=FactorColumns)


def is_enrolled(factor: FactorColumns | None) -> bool:
    """Whether codes are asked of its user: a key that was shown and never confirmed counts for nothing."""
    return factor is not None and factor["confirmed_at"] is not None


def is_asked(factor: FactorColumns, now: datetime) -> bool:
    """Whether a reset is under way: asked for not long ago, or confirmed and waiting."""
    asked_at = factor["reset_asked_at"]
    return asked_at is not None and (factor["reset_due_at"] is not None or now < asked_at + ASKED_FOR)


def refuse_to_enroll(factor: FactorColumns | None) -> None:
    """Raises ActionUnavailable where the factor is on."""
    if is_enrolled(factor):
        raise ActionUnavailable(_ENROLLED.said())


def begun(factor: F | None) -> F:
    """The factor that was begun and not confirmed. Raises ActionUnavailable."""
    refuse_to_enroll(factor)
    if factor is None:
        raise ActionUnavailable(_NOT_BEGUN.said())
    return factor


def enrolled(factor: F | None) -> F:
    """The factor that is on. Raises ActionUnavailable."""
    if factor is None or not is_enrolled(factor):
        raise ActionUnavailable(_NOT_ENROLLED.said())
    return factor


def refuse_to_ask(factor: FactorColumns | None, user_id: UUID, by: UUID | None, now: datetime) -> None:
    """Raises ActionUnavailable or Blocked where this person may not ask for a reset of this user's factor now."""
    if is_asked(enrolled(factor), now):
        raise ActionUnavailable(_UNDER_WAY.said())
    _refuse_oneself(user_id, by)


def refuse_to_confirm(factor: FactorColumns | None, user_id: UUID, by: UUID | None, now: datetime, *, asker_may: bool) -> None:
    """Raises ActionUnavailable or Blocked where this person may not confirm the reset that another asked for, who may still do so."""
    asked = enrolled(factor)
    if asked["reset_due_at"] is not None:
        raise ActionUnavailable(_CONFIRMED.said())
    if not is_asked(asked, now):
        raise ActionUnavailable(_NOT_ASKED.said())
    _refuse_oneself(user_id, by)
    if asked["reset_asked_by"] == by:
        raise Blocked((Blocker("SAME_PERSON", _SAME_PERSON.said()),))
    if not asker_may:
        raise Blocked((Blocker("ASKER_LEFT", _ASKER_LEFT.said()),))


def refuse_to_stop(factor: FactorColumns | None, now: datetime) -> None:
    """Raises ActionUnavailable where there is nothing to stop."""
    if not is_asked(enrolled(factor), now):
        raise ActionUnavailable(_NOT_ASKED.said())


def _refuse_oneself(user_id: UUID, by: UUID | None) -> None:
    if by is None or by == user_id:
        raise Blocked((Blocker("NOT_BY_ONESELF", _ONESELF.said()),))


def is_due(factor: FactorColumns | None, now: datetime) -> bool:
    """Whether a confirmed reset has waited long enough."""
    return factor is not None and factor["reset_due_at"] is not None and factor["reset_due_at"] <= now


def tidied(code: str) -> str:
    """A code as it was made, however it was typed: without the gaps people read it in, and in small letters."""
    return "".join(letter for letter in code.lower() if letter.isalnum())


def is_recovery_code(tidy: str) -> bool:
    """Whether this has the form of a recovery code; anything else can only be a code of an app."""
    return len(tidy) == RECOVERY_LETTERS and set(tidy) <= set(ALPHABET)
