"""What is asked to make a token, and to give it a new secret; what a token of each kind may have."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import timedelta
from typing import Annotated, Final
from uuid import UUID

from portico.domain.actors import SCOPES_OF_ACCOUNTS, Actor, Scope
from portico.domain.conditions import AtMost
from portico.domain.formats import required_line
from portico.domain.people.second_factors import CODE_BESIDE
from portico.domain.people.users import LEVELS, levels_of
from portico.domain.policy import exceeds
from portico.domain.sentences import Sentence
from portico.domain.statuses import Level, Role
from portico.operations.engine.input_problems import Problems

_EXPIRY: Final = Sentence("token.no_time", "A token has to be good for some time, at most a hundred years.")
_ROLE: Final = Sentence("token.role_unknown", "A token acts as CUSTOMER, STAFF or CARRIER.")
_NEEDS_ACCOUNT: Final = Sentence("token.needs_account", "A customer's token needs an account; others take none.")
_NEEDS_CARRIER: Final = Sentence("token.needs_carrier", "A carrier's token needs a carrier; others take none.")
_SCOPES: Final = Sentence("token.scopes_not_granted", "A token of this role may have: {known}.")
_EXCEEDS: Final = Sentence("token.exceeds_its_maker", "A token may do no more than whoever makes it.")

NAME_LENGTH: Final = 200
LONGEST: Final = timedelta(days=36_500)
GOES_ON: Final = timedelta(hours=24)
"""How long the secret before still lets in, unless it is ended at once."""
SCOPES: Final = {
    Role.CUSTOMER: SCOPES_OF_ACCOUNTS,
    Role.STAFF: frozenset(Scope),
    Role.CARRIER: frozenset({Scope.CARRIER_ACT}),
}
_PASSWORD: Final = "Your password once more."  # noqa: S105 - what is asked, not a password


@dataclass(frozen=True, slots=True, kw_only=True)
class CreateToken:
    name: Annotated[str, "What it is for; the journal shows it."]
    scopes: Annotated[list[Scope], "What it may be used for.", AtMost(len(Scope))]
    level: Annotated[Level | None, "As for users; null: MEMBER of an account or carrier, AGENT of the operator."] = None
    carrier_id: Annotated[UUID | None, "Staff: a token of this carrier; null: one of the operator's own."] = None
    expires_in_days: Annotated[int | None, "Good for so many days; null: until it is revoked."] = None
    password: Annotated[str, _PASSWORD] = field(default="", repr=False)
    one_time_code: Annotated[str | None, CODE_BESIDE] = field(default=None, repr=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class RotateToken:
    at_once: Annotated[bool, "Whether the secret before ends now; otherwise it goes on for 24 hours."] = False
    password: Annotated[str, _PASSWORD] = field(default="", repr=False)
    one_time_code: Annotated[str | None, CODE_BESIDE] = field(default=None, repr=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class WantedToken:
    """A token to be made: who it acts as and for, what it may, and for how long."""

    role: Role
    name: str
    scopes: frozenset[Scope]
    level: Level
    account_id: UUID | None = None
    carrier_id: UUID | None = None
    expires_in: timedelta | None = None


def checked_name(actor: Actor, wanted: WantedToken) -> str:
    """The name as it is kept. Raises InvalidInput with every field at fault."""
    problems, known = Problems(), SCOPES.get(wanted.role, frozenset())
    name = problems.tidy("name", required_line(NAME_LENGTH), wanted.name)
    if wanted.role not in SCOPES:
        problems.add("role", "UNKNOWN", _ROLE.said())
    elif wanted.level not in LEVELS[wanted.role]:
        problems.add("level", "NOT_OF_THIS_ROLE", levels_of(wanted.role))
    elif exceeds(actor, wanted.level, wanted.scopes):
        problems.add("level", "NOT_GRANTED", _EXCEEDS.said())
    if (wanted.account_id is not None) is not (wanted.role is Role.CUSTOMER):
        problems.add("account", "REQUIRED", _NEEDS_ACCOUNT.said())
    if (wanted.carrier_id is not None) is not (wanted.role is Role.CARRIER):
        problems.add("carrierId", "REQUIRED", _NEEDS_CARRIER.said())
    if not wanted.scopes or wanted.scopes - known:
        problems.add("scopes", "NOT_GRANTED", _SCOPES.said(known=", ".join(sorted(known))))
    if wanted.expires_in is not None and not timedelta(0) < wanted.expires_in <= LONGEST:
        problems.add("expiresInDays", "IN_THE_PAST", _EXPIRY.said())
    problems.refuse()
    return name or ""
