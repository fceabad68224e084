"""What people may say of users and of themselves, and how each field is read."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Annotated, Final
from uuid import UUID

from portico.domain.formats import Malformed, locale, required_line, time_zone
from portico.domain.formats import email as mailbox
from portico.domain.people.second_factors import CODE_BESIDE
from portico.domain.people.users import LEVELS, levels_of
from portico.domain.statuses import Level, Role
from portico.operations.engine.fields import Fields
from portico.operations.engine.unset import UNSET, Unset
from portico.storage.people import users as storage
from portico.storage.row_types.accounts import UserRow

_ONCE_MORE = "Your password once more: asked of a person who makes somebody an admin."


@dataclass(frozen=True, slots=True, kw_only=True)
class InviteUser:
    email: Annotated[str, "Where the invitation goes; they sign in with it."]
    name: Annotated[str, "What they are called; they may change it."]
    level: Annotated[Level, "VIEWER, MEMBER or ADMIN of an account; AGENT or ADMIN of the operator."]
    account_id: Annotated[UUID | None, "Staff: of this account; null: one of the operator's own people."] = None
    locale: Annotated[str, "In which language they are written to until they choose: en, nl or de."] = "en"
    password: Annotated[str | None, _ONCE_MORE] = field(default=None, repr=False)
    one_time_code: Annotated[str | None, CODE_BESIDE] = field(default=None, repr=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class ChangeUser:
    name: Annotated[str | Unset, "What they are called."] = UNSET
    level: Annotated[Level | Unset, "VIEWER, MEMBER or ADMIN of an account; AGENT or ADMIN of the operator."] = UNSET
    password: Annotated[str | None, _ONCE_MORE] = field(default=None, repr=False)
    one_time_code: Annotated[str | None, CODE_BESIDE] = field(default=None, repr=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class ChangeViewer:
    name: Annotated[str | Unset, "What you are called."] = UNSET
    locale: Annotated[str | Unset, "Your language: en, nl or de."] = UNSET
    time_zone: Annotated[str | Unset, "Your IANA time zone, e.g. Europe/Amsterdam."] = UNSET


def email(text: str | None) -> str:
    """One address, in lower case: nobody signs in twice as one."""
    return mailbox(text).lower()


def spellings(text: str) -> tuple[str, ...]:
    """How an address that somebody typed may be kept, the likeliest first: whoever is asked for their own may write anything."""
    plain = text.strip().lower()
    try:
        return tuple(dict.fromkeys((email(plain), plain)))
    except Malformed:
        return (plain,)


def level_of(role: Role, level: Level) -> Level:
    """A level that people of this role have."""
    if level not in LEVELS[role]:
        raise Malformed(levels_of(role), "NOT_OF_THIS_ROLE")
    return level


FIELDS: Final = Fields(
    UserRow,
    one={
        "name": lambda value, _around: required_line(storage.longest("name"))(value),
        "locale": lambda value, _around: locale(value),
        "time_zone": lambda value, _around: time_zone(value),
    },
)
"""What a user says of themselves."""
