"""Accounts, users and tokens made by whoever runs the installation: at the command line, or Portico itself for the demo.

Each raises InvalidInput with the field at fault. Tokens are made and revoked as in the dashboard (`tokens`).
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import timedelta
from functools import cache, partial
from typing import Final
from uuid import UUID
from zoneinfo import available_timezones

from portico.domain import formats
from portico.domain.actors import SYSTEM, Actor, Scope
from portico.domain.events import Happening
from portico.domain.ids import new_id
from portico.domain.people.users import usual_level
from portico.domain.refusals import InvalidInput, invalid
from portico.domain.sentences import Sentence
from portico.domain.statuses import Level, Role, Tier
from portico.operations.engine.idempotency import Key, once
from portico.operations.engine.input_problems import Problems
from portico.operations.engine.outcomes import Outcome
from portico.operations.engine.permission import permitted
from portico.operations.engine.work import Unit, Work
from portico.operations.people import tokens, user_fields, user_journal, whose_journal
from portico.operations.people.accounts import accounts as account_desk
from portico.operations.people.accounts.account_inputs import CreateAccount
from portico.operations.people.on_behalf import refuse_closed
from portico.operations.people.signing_in import passwords
from portico.operations.people.token_inputs import SCOPES, WantedToken
from portico.storage.people import accounts
from portico.storage.people import tokens as stored_tokens
from portico.storage.row_types.accounts import UserRow

_USER_TAKEN: Final = Sentence("user.email_taken", "There is a user {email} already.")
_NAME: Final = Sentence("name.required", "Give a name of at most {most} characters.")
_TIME_ZONE: Final = Sentence("time_zone.unknown", "Name a time zone such as Europe/Amsterdam.")
_NO_TOKEN: Final = Sentence("token.prefix_not_found", "No token begins with ptc_{prefix}_.")
NAME_LENGTH: Final = 200


@dataclass(frozen=True, slots=True)
class NewToken:
    """A token, shown this once: a repeated command has none to show."""

    id: UUID
    token: str


async def create_account(
    work: Work,
    *,
    name: str,
    slug: str | None = None,
    currency: str = "EUR",
    time_zone: str = "UTC",
    tier: Tier = Tier.STANDARD,
    notification_emails: Sequence[str] = (),
    default_callback_url: str | None = None,
) -> UUID:
    """A customer of the operator, as Portico itself makes it: `accounts.create` has the rules."""
    command = CreateAccount(
        name=name,
        slug=slug,
        currency=currency,
        time_zone=time_zone,
        tier=tier,
        notification_emails=list(notification_emails),
        default_callback_url=default_callback_url,
    )
    return await account_desk.create(work, SYSTEM, command)


async def create_user(  # noqa: PLR0913 - a person, fact by fact
    work: Work,
    *,
    email: str,
    name: str,
    level: Level,
    account_id: UUID | None = None,
    password: str | None = None,
    time_zone: str = "UTC",
    locale: str = "en",
    actor: Actor = SYSTEM,
    key: Key | None = None,
) -> UUID:
    """A member of an account, or without one of the operator's staff. Without a password nobody can sign in as them.

    Raises NotPermitted.
    """
    actor = permitted(actor, "user.manage" if account_id else "user.manage_staff")
    _check_name(name)
    problems = Problems()
    address = problems.tidy("email", user_fields.email, email)
    problems.tidy("level", partial(user_fields.level_of, Role.CUSTOMER if account_id else Role.STAFF), level)
    language = problems.tidy("locale", formats.locale, locale)
    problems.refuse()
    _check_time_zone(time_zone)
    if password is not None and (problem := passwords.unusable(password)):
        raise InvalidInput(problem)
    columns: UserRow = {
        "account_id": account_id,
        "email": address or "",
        "name": name.strip(),
        "level": level,
        "password_hash": None if password is None else await passwords.hash_password(password),
        "time_zone": time_zone,
        "locale": language or locale,
    }

    (outcome,) = await once(work, actor, key, partial(_insert, actor, columns))
    return outcome.id


async def create_token(  # noqa: PLR0913 - a token, fact by fact
    work: Work,
    *,
    role: Role,
    name: str,
    account_id: UUID | None = None,
    carrier_id: UUID | None = None,
    scopes: Iterable[Scope] | None = None,
    level: Level | None = None,
    expires_in: timedelta | None = None,
    actor: Actor = SYSTEM,
    key: Key | None = None,
) -> NewToken:
    """A machine's credential; without `scopes` every scope of its role. It can be read only now: the hash is all that is kept."""
    wanted = WantedToken(
        role=role,
        name=name,
        scopes=SCOPES.get(role, frozenset()) if scopes is None else frozenset(scopes),
        level=level or usual_level(role),
        account_id=account_id,
        carrier_id=carrier_id,
        expires_in=expires_in,
    )
    made = await tokens.make(work, actor, wanted, key)
    return NewToken(made.id, made.token or "")


async def _insert(actor: Actor, columns: UserRow, unit: Unit) -> list[Outcome]:
    key = new_id(unit.now)
    await whose_journal.take_turn(unit, columns["account_id"])
    await refuse_closed(unit.connection, columns["account_id"])
    row: UserRow = {"id": key, "created_at": unit.now, "updated_at": unit.now, **columns}
    if not await accounts.insert_user(unit.connection, row):
        raise invalid("email", "TAKEN", _USER_TAKEN.said(email=columns["email"]))
    told = {"level": columns["level"], "email": columns["email"]}
    user_journal.record(unit, actor, row | {"version": 1}, Happening.USER_CREATED, told)
    return [Outcome(key, version=1)]


def _check_name(name: str) -> None:
    if not name.strip() or len(name) > NAME_LENGTH:
        raise invalid("name", "REQUIRED", _NAME.said(most=NAME_LENGTH))


@cache
def _time_zones() -> frozenset[str]:
    """Read from disk once: it takes some twenty milliseconds, on the event loop."""
    return frozenset(available_timezones())


def _check_time_zone(time_zone: str) -> None:
    if time_zone not in _time_zones():
        raise invalid("timeZone", "UNKNOWN", _TIME_ZONE.said())


async def revoke_token(work: Work, prefix: str, actor: Actor = SYSTEM, key: Key | None = None) -> None:
    """Ends every token with this prefix, from its next use on; raises InvalidInput when there is none."""

    async def revoke(unit: Unit) -> list[Outcome]:
        found = await stored_tokens.with_prefix(unit.connection, prefix)
        if not found:
            raise invalid("prefix", "NOT_FOUND", _NO_TOKEN.said(prefix=prefix))
        ended = [await tokens.end(unit, actor, row["id"], row["account_id"]) for row in found]
        return [Outcome(row["id"], version=row["version"]) for row in ended]

    await once(work, actor, key, revoke)
