"""Another address to sign in with: asked for with a password, agreed to from the old address, then confirmed from the new one.

Somebody who only has a session, or only a mailbox, gets nowhere. Whether the new address is somebody else's is told to whoever proved
that it is theirs, and to nobody else.
"""

from __future__ import annotations

import dataclasses
from dataclasses import dataclass
from typing import Annotated, Final
from uuid import UUID

from portico.domain.actors import Actor
from portico.domain.events import Happening
from portico.domain.formats import Malformed, shown_email
from portico.domain.people.freezing import FreezeCause
from portico.domain.people.links import Purpose
from portico.domain.people.second_factors import CODE_BESIDE
from portico.domain.people.users import is_raised, signs_in
from portico.domain.policy import ONESELF
from portico.domain.refusals import InvalidInput, invalid
from portico.domain.sentences import Sentence, quoted
from portico.operations.engine.idempotency import Key, once
from portico.operations.engine.outcomes import Outcome
from portico.operations.engine.permission import permitted
from portico.operations.engine.work import Unit, Work
from portico.operations.people import freezes, links, user_fields, user_journal, users, whose_journal
from portico.operations.people.links import LinkNotGood, Shown
from portico.operations.people.signing_in import fresh_password
from portico.storage.engine import turns
from portico.storage.people import accounts
from portico.storage.people import links as stored_links
from portico.storage.people import users as storage
from portico.storage.row_types.accounts import UserRow
from portico.storage.row_types.people import SingleUseLinkRow

_SAME: Final = Sentence("user.address_same", "You sign in with this address already.")
_OTHERS: Final = Sentence("user.address_others", "Somebody else signs in with this address.")


@dataclass(frozen=True, slots=True, kw_only=True)
class ChangeAddress:
    email: Annotated[str, "The new address."]
    password: Annotated[str, "Your password, once more."] = dataclasses.field(repr=False)
    one_time_code: Annotated[str | None, CODE_BESIDE] = dataclasses.field(default=None, repr=False)


async def ask(work: Work, actor: Actor, command: ChangeAddress, key: Key | None = None) -> UUID:
    """The actor's own id; their old address is owed a link. Raises NotPermitted, TooManyRequests or InvalidInput."""
    actor = permitted(actor, ONESELF)
    try:
        email = user_fields.email(command.email)
    except Malformed as problem:
        raise invalid("email", problem.code, problem.said) from None
    await fresh_password.confirm(work, actor, command.password, command.one_time_code, key)

    async def do(unit: Unit) -> list[Outcome]:
        user = await users.oneself(unit, actor)
        if user["email"] == email:
            raise invalid("email", "UNCHANGED", _SAME.said())
        link = await links.make(unit, Purpose.ADDRESS_CHANGE, user, user["email"], {"email": email})
        event = Happening.USER_ADDRESS_CHANGE_ASKED
        user_journal.record(unit, actor, user, event, {"email": email})
        await user_journal.write_to(unit, user, event, link=link, email=quoted(shown_email(email)))
        return [Outcome(user["id"], version=user["version"])]

    (outcome,) = await once(work, actor, key, do)
    return outcome.id


async def confirm_from_the_old(work: Work, token: str, client_ip: str) -> str:
    """The new address, which is owed a link of its own. Raises LinkNotGood or TooManyRequests."""
    async with links.shown(work, Shown(Purpose.ADDRESS_CHANGE, token, client_ip)) as (link, found):
        email = str(link["made_for"]["email"])

        async def do(unit: Unit) -> None:
            user = await _as_asked(unit, found, link)
            further = await links.make(unit, Purpose.ADDRESS_CONFIRMATION, user, email, {"email": email, "instead_of": user["email"]})
            event = Happening.USER_ADDRESS_CHANGE_CONFIRMED
            user_journal.record(unit, unit.actor, user, event, {"email": email})
            await user_journal.write_to(unit, user, event, email, link=further, email=quoted(shown_email(email)))

        await work.unit(do, user_journal.themselves(found))
    return shown_email(email)


async def confirm_from_the_new(work: Work, token: str, client_ip: str) -> str:
    """The address the user signs in with from now on; the old one is told. Raises LinkNotGood, TooManyRequests or InvalidInput."""
    async with links.shown(work, Shown(Purpose.ADDRESS_CONFIRMATION, token, client_ip)) as (link, found):
        email = str(link["made_for"]["email"])

        async def do(unit: Unit) -> None:
            await turns.take(unit.connection, turns.KEY, [f"address {email}"])
            user = await _as_asked(unit, found, link)
            if await accounts.user_by_email(unit.connection, email):
                raise InvalidInput(*invalid("email", "TAKEN", _OTHERS.said()).fields)
            before = await freezes.addresses_of(unit, user["account_id"])
            await storage.change(unit.connection, user, {"email": email}, unit.now)
            await stored_links.revoke_of(unit.connection, user["id"], unit.now, *Purpose)  # what went to the old address
            after, event = user | {"email": email, "version": user["version"] + 1}, Happening.USER_ADDRESS_CHANGED
            user_journal.record(unit, unit.actor, after, event, {"fields": ["email"], "changed": {"email": [user["email"], email]}})
            await user_journal.write_to(unit, after, event, user["email"], email=quoted(shown_email(email)))
            if is_raised(None, user["level"]):
                await freezes.freeze(unit, unit.actor, user["account_id"], FreezeCause.ADDRESSES, before=before)

        await work.unit(do, user_journal.themselves(found))
    return shown_email(email)


async def _as_asked(unit: Unit, found: UserRow, link: SingleUseLinkRow) -> UserRow:
    """The user under their account's lock, whose link is used up by this; their address is still the one they had when it was made."""
    await whose_journal.take_turn(unit, found["account_id"])
    user = await accounts.user_by_id(unit.connection, found["id"])
    made_at = link["made_for"].get("instead_of", link["sent_to"])
    if user is None or not signs_in(users.status(user)) or user["email"] != made_at:
        raise LinkNotGood
    await links.use(unit, link)
    return user
