"""People invited by mail: the user stands from then on, and nobody can sign in as them until they have come by the link."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import timedelta
from typing import Final
from urllib.parse import urlsplit
from uuid import UUID

from portico.domain.actors import Actor, as_letters_name
from portico.domain.events import Happening
from portico.domain.ids import new_id
from portico.domain.people.links import Purpose
from portico.domain.people.users import is_awaited, is_raised
from portico.domain.refusals import ActionUnavailable, FieldProblem, InvalidInput, TooManyRequests
from portico.domain.sentences import Sentence, quoted
from portico.domain.statuses import Role
from portico.operations.engine.idempotency import Key, once
from portico.operations.engine.input_problems import Problems
from portico.operations.engine.outcomes import Outcome
from portico.operations.engine.permission import permitted
from portico.operations.engine.work import Unit, Work
from portico.operations.people import freezes, links, user_fields, user_journal, users, whose_journal
from portico.operations.people.links import LinkNotGood, Shown
from portico.operations.people.on_behalf import account_of, refuse_closed
from portico.operations.people.signing_in import access, fresh_password, passwords
from portico.operations.people.signing_in.sign_in_limits import network_of, seconds_until, site_of
from portico.operations.people.user_fields import InviteUser
from portico.storage.people import accounts, operator_settings
from portico.storage.people import links as stored_links
from portico.storage.people import users as storage
from portico.storage.row_types.accounts import UserRow

_TAKEN: Final = Sentence("user.address_taken", "This address cannot be invited: somebody signs in with it already.")
_HAS_COME: Final = Sentence("user.has_come", "This is for people who were invited and have not come yet.")
AGAIN_AFTER: Final = timedelta(minutes=1)


@dataclass(frozen=True, slots=True, kw_only=True)
class Acceptance:
    """What somebody says who comes by their invitation."""

    name: str
    password: str = field(repr=False)
    locale: str
    time_zone: str


async def invite(work: Work, actor: Actor, command: InviteUser, key: Key | None = None) -> UUID:
    """The id of the new user, who is owed the invitation. Raises NotPermitted, TooManyRequests, or InvalidInput with every field at fault.

    Of the operator's own people only staff admins invite any.
    """
    of_staff = command.account_id is None and actor.account_id is None
    actor = permitted(actor, "user.manage_staff" if of_staff else "user.manage")
    if is_raised(None, command.level):
        await fresh_password.confirm_unless_system(work, actor, command.password, command.one_time_code, key)

    async def do(unit: Unit) -> list[Outcome]:
        problems = Problems()
        account_id = None if of_staff else await account_of(unit.connection, actor, command.account_id, problems)
        columns = _columns(command, Role.STAFF if of_staff else Role.CUSTOMER, problems)
        problems.refuse()
        await whose_journal.take_turn(unit, account_id)
        user = await _insert(unit, actor, columns | {"account_id": account_id})
        user_journal.record(unit, actor, user, Happening.USER_INVITED, {"level": user["level"], "email": user["email"]})
        await _send(unit, user, Happening.USER_INVITED)
        return [Outcome(user["id"], version=1)]

    (outcome,) = await once(work, actor, key, do)
    return outcome.id


def _columns(command: InviteUser, role: Role, problems: Problems) -> UserRow:
    said = user_fields.FIELDS.read({"name": command.name, "locale": command.locale}, {}, problems)
    email = problems.tidy("email", user_fields.email, command.email)
    level = problems.tidy("level", lambda given: user_fields.level_of(role, given), command.level)
    return said | {"email": email or "", "level": level or command.level}


async def _insert(unit: Unit, actor: Actor, columns: UserRow) -> UserRow:
    zone = (await operator_settings.kept(unit.connection))["time_zone"] or "UTC"
    if columns["account_id"]:
        zone = (await accounts.account_by_id(unit.connection, columns["account_id"]))["time_zone"]
    row: UserRow = {
        **columns,
        "id": new_id(unit.now),
        "created_at": unit.now,
        "updated_at": unit.now,
        "time_zone": zone,
        "invited_by": actor.id if actor.kind == "user" else None,
    }
    if not await accounts.insert_user(unit.connection, row):
        raise InvalidInput(FieldProblem("email", "TAKEN", _TAKEN.said()))
    return row | {"version": 1}


async def _send(unit: Unit, user: UserRow, event: Happening) -> None:
    link = await links.make(unit, Purpose.INVITATION, user, user["email"])
    account = await accounts.account_by_id(unit.connection, user["account_id"]) if user["account_id"] else None
    host = urlsplit(unit.work.settings.base_url).hostname or ""
    operator = (await operator_settings.kept(unit.connection))["name"] or host
    place = quoted(account["name"] if account else operator)
    await user_journal.write_to(unit, user, event, link=link, place=place, by=as_letters_name(unit.actor, user["account_id"]))


async def invite_again(work: Work, actor: Actor, user_id: UUID, key: Key | None = None) -> UUID:
    """The id of the user, who is owed a new link; the one before works no more. Raises NotPermitted, NotFound, ActionUnavailable or
    TooManyRequests."""
    actor = permitted(actor, "user.manage")

    async def do(unit: Unit) -> list[Outcome]:
        user = await users.locked(unit, actor, user_id)
        if not is_awaited(users.status(user)):
            raise ActionUnavailable(_HAS_COME.said())
        await refuse_closed(unit.connection, user["account_id"])
        before = await stored_links.newest_of(unit.connection, user_id, Purpose.INVITATION)
        if before and (wait := seconds_until(before["created_at"] + AGAIN_AFTER, unit.now)):
            raise TooManyRequests(wait)
        user_journal.record(unit, actor, user, Happening.USER_INVITED_AGAIN, {"email": user["email"]})
        await _send(unit, user, Happening.USER_INVITED_AGAIN)
        return [Outcome(user_id, version=user["version"])]

    (outcome,) = await once(work, actor, key, do)
    return outcome.id


async def accept(work: Work, token: str, said: Acceptance, client_ip: str, user_agent: str | None) -> str:
    """The token of the session that the invitee has from now on. Raises LinkNotGood, TooManyRequests, or InvalidInput (and nothing is
    used up)."""
    network = network_of(client_ip)
    async with links.shown(work, Shown(Purpose.INVITATION, token, client_ip)) as (link, user):
        problems = Problems()
        given = {"name": said.name, "locale": said.locale, "time_zone": said.time_zone}
        columns = user_fields.FIELDS.read(given, user, problems)
        if unusable := passwords.unusable(said.password):
            problems.found.append(unusable)
        problems.refuse()
        async with passwords.queue.turn(site_of(network)):
            columns["password_hash"] = await passwords.hash_password(said.password)
        session_token = access.letters(work, access.SECRET_LENGTH)

        async def do(unit: Unit) -> None:
            await whose_journal.take_turn(unit, user["account_id"])
            now_is = await _still_invited(unit, user["id"])
            await links.use(unit, link)
            before = await freezes.addresses_of(unit, user["account_id"])
            await storage.change(unit.connection, now_is, columns, unit.now)
            joined = now_is | columns | {"version": now_is["version"] + 1}
            user_journal.record(unit, unit.actor, joined, Happening.USER_JOINED, {"level": joined["level"]})
            await freezes.freeze_for_a_decider(unit, unit.actor, joined, None, before)
            await access.open_session(unit, joined, session_token, network, user_agent)

        await work.unit(do, user_journal.themselves(user | {"name": columns["name"]}))
    return session_token


async def _still_invited(unit: Unit, user_id: UUID) -> UserRow:
    user = await accounts.user_by_id(unit.connection, user_id)
    if user is None or not is_awaited(users.status(user)):
        raise LinkNotGood
    return user
