"""Freezing an account's port-outs after what a thief would do first, and lifting that: by the old address, or by staff with a reason."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Annotated, Final
from uuid import UUID

from portico.domain.actors import Actor, as_letters_name
from portico.domain.events import Happening
from portico.domain.formats import required_line
from portico.domain.people.freezing import Freeze, FreezeCause, frozen_anew, lifted, refuse_to_lift, standing, words_of_causes
from portico.domain.people.links import Purpose
from portico.domain.people.second_factors import CODE_BESIDE
from portico.domain.people.users import decides_anew, is_raised
from portico.domain.refusals import ActionUnavailable, NotFound, Thing
from portico.domain.sentences import Said, Sentence, given, quoted
from portico.domain.statuses import Level
from portico.domain.words.mails.receiving import LetterGround
from portico.domain.words.notices import NoticeFact
from portico.operations.engine.idempotency import Key, once
from portico.operations.engine.input_problems import Problems
from portico.operations.engine.notices import Notice, owe
from portico.operations.engine.outcomes import Outcome
from portico.operations.engine.permission import permitted
from portico.operations.engine.work import Unit, Work
from portico.operations.people import links, user_journal
from portico.operations.people.accounts.account_journal import record
from portico.operations.people.links import LinkNotGood, Shown
from portico.operations.people.signing_in import fresh_password
from portico.storage.people import accounts, tokens
from portico.storage.people import links as stored_links
from portico.storage.people import users as users_storage
from portico.storage.row_types.accounts import AccountRow, UserRow

LONGEST_REASON: Final = 500
_ASKED: Final = Sentence("account.ask_lift_freeze", "A link that lifts the freeze of port-outs was sent to the old addresses.")
_LIFTED: Final = Sentence("account.lift_freeze", "The freeze of port-outs was lifted by a link that was sent to an old address.")
_NO_ADDRESS: Final = Sentence("freeze.no_address", "No address is known from before the change: ask the operator to lift the freeze.")


@dataclass(frozen=True, slots=True, kw_only=True)
class AskToLiftFreeze:
    password: Annotated[str, "Your password, once more."] = dataclasses.field(repr=False)
    one_time_code: Annotated[str | None, CODE_BESIDE] = dataclasses.field(default=None, repr=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class LiftFreeze:
    reason: Annotated[str, "How you know that the account itself made the change; for the journal."]


async def freeze(
    unit: Unit, actor: Actor, account_id: UUID | None, cause: FreezeCause, *, before: Iterable[str] | None = None, by: Iterable[UUID] = ()
) -> None:
    """Freezes the account's port-outs because of what was just recorded in its journal, which says so; its turn is taken.

    Of staff (no account) nothing is frozen. `before` are the addresses from before the change, where it changed them; `by` is who made
    it, where that is not only the actor.
    """
    if account_id is None:
        return
    account = await accounts.account_by_id(unit.connection, account_id)
    addresses = await _addresses(unit, account) if before is None else list(before)
    kept = frozen_anew(standing(account["port_out_freeze"], unit.now), cause, {*by, *actor.people}, addresses, unit.now)
    await accounts.keep_freeze(unit.connection, account_id, kept, unit.now)
    entry = next(each for each in reversed(unit.entries) if each["order_id"] == account_id)
    entry["data"] |= {"frozen_until": kept["until"], "account_zone": account["time_zone"]}
    frozen = standing(kept, unit.now)
    if frozen:
        told = {*frozen.addresses, *await _addresses(unit, account)}
        why = words_of_causes(frozen.causes)
        await _tell(unit, actor, account, Happening.ACCOUNT_PORT_OUTS_FROZEN, told, at=frozen.until, what=why)


async def freeze_for_a_decider(unit: Unit, actor: Actor, user: UserRow, level_before: Level | None, before: Iterable[str]) -> None:
    """Freezes the port-outs of an account that somebody new decides about, by the actor and whoever let them in; else nothing.

    With `level_before` None they could not sign in before.
    """
    if user["account_id"] is None or not decides_anew(level_before, user["level"]):
        return
    cause = FreezeCause.ADMINISTRATOR if is_raised(level_before, user["level"]) else FreezeCause.DECIDER
    await freeze(unit, actor, user["account_id"], cause, before=before, by=await _let_in(unit, user))


async def _let_in(unit: Unit, user: UserRow) -> frozenset[UUID]:
    """Whoever invited them, or sent the invitation again: the persons behind tokens, too."""
    entries = await users_storage.inviters(unit.connection, user["id"])
    behind = await tokens.makers(unit.connection, entries)
    return frozenset(person for each in entries for person in behind.get(each, frozenset({each})))


async def addresses_of(unit: Unit, account_id: UUID | None, but: str | None = None) -> list[str]:
    """Where an account is written to as things stand, without this one: whoever reads there may be who is to be kept out."""
    if account_id is None:
        return []
    account = await accounts.account_by_id(unit.connection, account_id)
    return [each for each in await _addresses(unit, account) if each != but]


async def _addresses(unit: Unit, account: AccountRow) -> list[str]:
    return list(account["notification_emails"] or []) or await accounts.administrators(unit.connection, account["id"])


async def _tell(unit: Unit, actor: Actor, account: AccountRow, event: Happening, addresses: Iterable[str], **facts: NoticeFact) -> None:
    order = ("account", account["id"], unit.orders[account["id"]].sequence)
    named = {"account": quoted(account["name"]), "who": as_letters_name(actor, account["id"]), **facts}
    notices = [
        Notice(
            event=event,
            to=address,
            account_id=account["id"],
            order=order,
            facts=named,
            locale=account["locale"],
            zone=account["time_zone"],
            grounds=(LetterGround.ACCOUNT,),
        )
        for address in {each.casefold(): each for each in sorted(addresses)}.values()
    ]
    await owe(unit, *notices)


async def lift(work: Work, actor: Actor, account_id: UUID, command: LiftFreeze, key: Key | None = None) -> UUID:
    """The id of the account, whose port-outs can be approved again; its addresses from before and now are told.

    Raises NotPermitted, NotFound, InvalidInput, ActionUnavailable (not frozen) or Blocked (who made the change).
    """
    actor = permitted(actor, "account.lift_freeze")
    problems = Problems()
    reason = problems.tidy("reason", required_line(LONGEST_REASON), command.reason)
    problems.refuse()

    async def do(unit: Unit) -> list[Outcome]:
        account = await _locked(unit, actor, account_id)
        frozen = refuse_to_lift(standing(account["port_out_freeze"], unit.now), actor.people)
        await _lift(unit, actor, account, frozen, given(reason) or _LIFTED.said())
        return [Outcome(account_id, version=account["version"])]

    (outcome,) = await once(work, actor, key, do)
    return outcome.id


async def _locked(unit: Unit, actor: Actor, account_id: UUID) -> AccountRow:
    if not await accounts.by_ids(unit.connection, actor, [account_id]):
        raise NotFound(Thing.ACCOUNT)
    await unit.lock("account", [account_id])
    return await accounts.account_by_id(unit.connection, account_id)


async def _lift(unit: Unit, actor: Actor, account: AccountRow, frozen: Freeze, reason: Said) -> None:
    await accounts.keep_freeze(unit.connection, account["id"], lifted(frozen, unit.now), unit.now)
    record(unit, actor, account, Happening.ACCOUNT_PORT_OUTS_UNFROZEN, reason)
    now = await _addresses(unit, account)
    await _tell(unit, actor, account, Happening.ACCOUNT_PORT_OUTS_UNFROZEN, {*frozen.addresses, *now})


async def ask_to_lift(work: Work, actor: Actor, account_id: UUID, command: AskToLiftFreeze, key: Key | None = None) -> UUID:
    """The id of the account; each of its addresses from before the change is owed a link that lifts the freeze.

    Raises NotPermitted, NotFound, TooManyRequests, InvalidInput (the password), or ActionUnavailable (not frozen, or no address known).
    """
    actor = permitted(actor, "account.ask_to_lift_freeze")
    await fresh_password.confirm(work, actor, command.password, command.one_time_code, key)

    async def do(unit: Unit) -> list[Outcome]:
        account = await _locked(unit, actor, account_id)
        frozen = refuse_to_lift(standing(account["port_out_freeze"], unit.now), frozenset())
        if not frozen.addresses:
            raise ActionUnavailable(_NO_ADDRESS.said())
        user = await accounts.user_by_id(unit.connection, actor.id) if actor.id else None
        if user is None:
            raise NotFound(Thing.USER)
        record(unit, actor, account, Happening.ACCOUNT_PORT_OUTS_UNFREEZE_ASKED, _ASKED.said())
        made = await links.make_each(unit, Purpose.LIFT_FREEZE, user, frozen.addresses, {"account": account["name"]})
        for address, link in made.items():
            event = Happening.ACCOUNT_PORT_OUTS_UNFREEZE_ASKED
            await user_journal.write_to(unit, user, event, address, link=link, account=quoted(account["name"]))
        return [Outcome(account_id, version=account["version"])]

    (outcome,) = await once(work, actor, key, do)
    return outcome.id


async def confirm_from_the_old(work: Work, token: str, client_ip: str) -> str:
    """The name of the account, whose freeze is lifted. Raises LinkNotGood or TooManyRequests."""
    async with links.shown(work, Shown(Purpose.LIFT_FREEZE, token, client_ip)) as (link, found):

        async def do(unit: Unit) -> str:
            account = await _account_of(unit, found)
            frozen = standing(account["port_out_freeze"], unit.now)
            if frozen is None or link["sent_to"] not in frozen.addresses:
                raise LinkNotGood
            await links.use(unit, link)
            await stored_links.revoke_of(unit.connection, found["id"], unit.now, Purpose.LIFT_FREEZE)
            await _lift(unit, unit.actor, account, frozen, _LIFTED.said())
            return account["name"]

        return await work.unit(do, user_journal.themselves(found))


async def _account_of(unit: Unit, user: UserRow) -> AccountRow:
    if user["account_id"] is None:
        raise LinkNotGood
    await unit.lock("account", [user["account_id"]])
    return await accounts.account_by_id(unit.connection, user["account_id"])
