"""Who is acting: resolved once at the door, then handed to everything that reads or moves."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from enum import StrEnum
from typing import Final, Literal
from uuid import UUID

from portico.domain.sentences import Phrase, Said, quoted
from portico.domain.statuses import Level, Role


class Scope(StrEnum):
    """What an API token may be used for; a signed-in person has every scope of their level."""

    PORTING_READ = "porting:read"
    PORTING_WRITE = "porting:write"
    PORTING_PERFORM = "porting:perform"
    DOCUMENTS_READ = "documents:read"
    DOCUMENTS_WRITE = "documents:write"
    PORTOUT_READ = "portout:read"
    PORTOUT_DECIDE = "portout:decide"
    CHARGES_READ = "charges:read"
    WEBHOOKS_WRITE = "webhooks:write"
    ACCOUNT_ADMIN = "account:admin"
    CARRIER_ACT = "carrier:act"


ALL_SCOPES = frozenset(Scope)
NOBODY_KNOWN: Final = UUID(int=0)
"""Stands for whoever made a token of which nobody knows who that was: it may have been anybody."""
SCOPES_OF_ACCOUNTS = ALL_SCOPES - {Scope.CARRIER_ACT}
"""What a token or an endpoint of an account can have."""


@dataclass(frozen=True, slots=True)
class Credential:
    """What an actor was let in by: the row of a session or of a token (not its secret), which can end while they are inside."""

    kind: Literal["session", "token"]
    id: UUID
    secret: str | None = None
    """Which of a token's secrets was shown, where it has two for a while: the hash of it."""


@dataclass(frozen=True, slots=True)
class Actor:
    """A person, a token or the clock. `account_id` is set for customers, `carrier_id` for carriers, neither for staff and system."""

    role: Role
    level: Level | None
    kind: str
    id: UUID | None
    name: str
    account_id: UUID | None = None
    carrier_id: UUID | None = None
    scopes: frozenset[Scope] = ALL_SCOPES
    credential: Credential | None = field(default=None, compare=False)
    made_by: frozenset[UUID] | None = None
    """Of a token: who has read a secret of it, as whoever made it or gave it a new one has; None: nobody knows. Empty: whoever runs the
    installation."""
    must_enroll: bool = False
    """Whether a second factor is demanded of this person, who has none yet: `policy` refuses them nearly everything."""

    @property
    def principal(self) -> str:
        """The name under which idempotency keys and rate limits are kept."""
        return f"{self.kind}:{self.id}"

    @property
    def people(self) -> frozenset[UUID]:
        """The persons this may be: of a session its own, of a token whoever made it. Empty for the clock and the command line."""
        if self.kind == "token":
            return people_of_token(self.made_by)
        return frozenset({self.id}) if self.id else frozenset()

    @property
    def nobody(self) -> Actor:
        """Nobody in particular who may see exactly what this one may: the same role, level, account, carrier and scopes.

        Two actors with the same `nobody` are shown the same rows; what they may do with one, and who decided it, can still differ.
        """
        return replace(self, kind="nobody", id=None, name="", credential=None, made_by=None)


THE_OPERATOR: Final = Phrase("actor.operator", "the operator")
"""What customers call the operator's people: which of them it was is for the operator's own journal."""
THE_CUSTOMER: Final = Phrase("actor.customer", "the customer")
"""What carriers call an account's people: which of them decides there is no carrier's affair."""
SYSTEM = Actor(role=Role.SYSTEM, level=None, kind="system", id=None, name="Portico")


AT_THE_COMMAND_LINE: Final = "command_line"
"""The kind of an actor who is whoever runs the installation: nobody signs in there, so who it was is what the machine calls them."""


def command_line(user: str) -> Actor:
    """Whoever runs the installation, as they act: as Portico itself, under the name the machine knows them by."""
    return Actor(role=Role.SYSTEM, level=None, kind=AT_THE_COMMAND_LINE, id=None, name=f"{user[:100]} at the command line")


def as_letters_name(actor: Actor, account_id: UUID | None) -> Said:
    """Who did something, in a letter to people of this account, or with None of the operator's: who of these it was only they read."""
    return quoted(actor.name) if account_id is None or actor.account_id is not None else THE_OPERATOR.said()


def reads_as_carrier(actor: Actor) -> bool:
    """Whether somebody is shown what a carrier is: numbers, references and statuses of what it takes part in, and not whose they are."""
    return actor.role is Role.CARRIER


def is_of_the_operator(actor: Actor) -> bool:
    """Whether somebody is one of the operator's people: they read which of them did what."""
    return actor.role is Role.STAFF


def people_of_token(made_by: Iterable[UUID] | None) -> frozenset[UUID]:
    """Who may be behind a token that these made; with None anybody."""
    return frozenset({NOBODY_KNOWN}) if made_by is None else frozenset(made_by)


def may_be_one(some: frozenset[UUID], others: frozenset[UUID]) -> bool:
    """Whether two who acted may have been one person: where nobody knows who one of them was, they may."""
    return bool(some & others) or bool(some and others and NOBODY_KNOWN in some | others)


def are_known(people: frozenset[UUID]) -> bool:
    """Whether it is known who these are."""
    return NOBODY_KNOWN not in people


def is_person(actor: Actor) -> bool:
    """Whether somebody acts who signed in, and no program: of two consents by programs one might be the other's maker's."""
    return actor.kind == "user"


def sees_every_account(actor: Actor) -> bool:
    """Whether somebody is shown what belongs to any account, and what the operator keeps for all of them."""
    return actor.role in Role.STAFF | Role.SYSTEM


def reading_staff(actor: Actor) -> Actor:
    """The same as one of the operator's admins: what they are shown, and what they may do with it, is what an admin is offered."""
    return replace(actor, role=Role.STAFF, level=Level.ADMIN)


def carrier_actor(carrier_id: UUID, name: str) -> Actor:
    """The gateway that speaks for a carrier."""
    return Actor(role=Role.CARRIER, level=None, kind="gateway", id=carrier_id, name=name, carrier_id=carrier_id)


def account_itself(account_id: UUID) -> Actor:
    """The account as a reader: sees what any of its people may see, and does nothing."""
    return Actor(role=Role.CUSTOMER, level=Level.VIEWER, kind="account", id=account_id, name="", account_id=account_id)
