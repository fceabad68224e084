"""The people who sign in: where a user stands, what levels there are, and who an account may not be left without."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from dataclasses import replace
from datetime import timedelta
from enum import StrEnum
from typing import Final
from uuid import UUID

from portico.domain.refusals import Blocked, Blocker
from portico.domain.sentences import Phrase, Said, Sentence
from portico.domain.statuses import Level, Role
from portico.domain.words.entry_data import EntryData

LEVELS: Final[Mapping[Role, tuple[Level, ...]]] = {
    Role.CUSTOMER: (Level.VIEWER, Level.MEMBER, Level.ADMIN),
    Role.STAFF: (Level.AGENT, Level.ADMIN),
    Role.CARRIER: (Level.MEMBER,),
}
LEVEL_WORDS: Final[Mapping[Level, Phrase]] = {
    Level.VIEWER: Phrase("level.viewer", "a viewer"),
    Level.MEMBER: Phrase("level.member", "a member"),
    Level.AGENT: Phrase("level.agent", "an agent"),
    Level.ADMIN: Phrase("level.admin", "an administrator"),
}
DECIDING: Final = frozenset({Level.MEMBER, Level.ADMIN})
"""Who of an account lets its numbers go."""
SIGN_INS_KEPT: Final = timedelta(days=180)
_LEVELS: Final = Sentence("level.not_of_this_role", "Levels here: {known}.")
_LEVEL_MOVED: Final = Sentence("fact.level", "{before} before, {after} now.")
_LAST_ADMIN: Final = Sentence("user.last_admin", "Make somebody else an admin first: nobody here could manage people any more.")


class UserStatus(StrEnum):
    """Whether somebody can sign in as this user."""

    INVITED = "INVITED"
    ACTIVE = "ACTIVE"
    DISABLED = "DISABLED"


class SignInOutcome(StrEnum):
    """What became of one try to sign in."""

    SIGNED_IN = "SIGNED_IN"
    WRONG_PASSWORD = "WRONG_PASSWORD"  # noqa: S105 - a name
    DISABLED = "DISABLED"
    WRONG_CODE = "WRONG_CODE"
    RECOVERY_CODE = "RECOVERY_CODE"


def status_of(*, has_password: bool, disabled: bool) -> UserStatus:
    """A user without a password was invited and has not come yet."""
    if disabled:
        return UserStatus.DISABLED
    return UserStatus.ACTIVE if has_password else UserStatus.INVITED


def signs_in(status: UserStatus) -> bool:
    """Whether this is somebody who can sign in: links about their password and address are for nobody else."""
    return status is UserStatus.ACTIVE


def is_awaited(status: UserStatus) -> bool:
    """Whether somebody was invited and has not come yet."""
    return status is UserStatus.INVITED


def role_of(account_id: UUID | None) -> Role:
    """Whoever belongs to no account is the operator's."""
    return Role.STAFF if account_id is None else Role.CUSTOMER


def usual_level(role: Role) -> Level:
    """What a token of this role has where nobody says otherwise."""
    return Level.AGENT if role is Role.STAFF else Level.MEMBER


def levels_of(role: Role) -> Said:
    """Which levels people of this role have, said to whoever names another."""
    return _LEVELS.said(known=", ".join(level.value for level in LEVELS[role]))


def is_raised(before: Level | None, after: Level) -> bool:
    """Whether somebody comes to be an admin who was none."""
    return after is Level.ADMIN and before is not Level.ADMIN


def decides_anew(before: Level | None, after: Level) -> bool:
    """Whether somebody comes to decide about an account's port-outs who did not; None: who could not sign in."""
    return after in DECIDING and before not in DECIDING


def refuse_to_lose_the_last_admin(user_id: UUID, admins: Collection[UUID]) -> None:
    """Raises Blocked where this user is the only one of `admins`, who can sign in as such now: somebody has to stay."""
    if set(admins) == {user_id}:
        raise Blocked((Blocker("LAST_ADMIN", _LAST_ADMIN.said()),))


def facts(event: str, data: EntryData) -> Iterator[Said]:
    """From which level to which somebody came, for the journal."""
    if event.startswith("user.") and "level" in data.get("changed", {}):
        before, after = (LEVEL_WORDS[Level(each)].said() for each in data["changed"]["level"])
        first = replace(before, text=before.text[:1].upper() + before.text[1:])
        yield _LEVEL_MOVED.said(before=first, after=after)
