"""Accounts made and changed: one code for the API, the command line and the demo."""

from __future__ import annotations

from typing import Any, Final
from uuid import UUID

from portico.domain.actors import Actor, as_letters_name
from portico.domain.events import Happening
from portico.domain.ids import new_id
from portico.domain.people.account_settings import NOT_REPEATED, REACHES, words_of
from portico.domain.people.freezing import FreezeCause
from portico.domain.refusals import NotFound, StaleVersion, Thing, invalid
from portico.domain.sentences import Sentence, quoted
from portico.domain.words.mails.receiving import LetterGround
from portico.domain.words.notices import NoticeFact
from portico.operations.engine.fields import differing, from_to
from portico.operations.engine.idempotency import Key, once
from portico.operations.engine.input_problems import Problems
from portico.operations.engine.notices import Notice, owe
from portico.operations.engine.outcomes import Outcome
from portico.operations.engine.permission import permitted
from portico.operations.engine.signing_secrets import signing_secret
from portico.operations.engine.unset import given
from portico.operations.engine.work import Unit, Work
from portico.operations.people import freezes
from portico.operations.people.accounts import account_fields
from portico.operations.people.accounts.account_inputs import ChangeAccount, CreateAccount
from portico.operations.people.accounts.account_journal import record
from portico.storage.engine.rows import Columns
from portico.storage.people import accounts as storage
from portico.storage.people import operator_settings
from portico.storage.row_types.accounts import AccountRow

_CREATED: Final = Sentence("account.create", "The account was created.")
_CHANGED: Final = Sentence("account.change", "Settings of the account were changed.")
_TAKEN: Final = Sentence("account.slug_taken", "There is an account {slug} already.")


async def create(work: Work, actor: Actor, command: CreateAccount, key: Key | None = None) -> UUID:
    """The id of a new customer, with an account number and a sealed secret for its callbacks.

    Raises NotPermitted, or InvalidInput with every field at fault.
    """
    actor = permitted(actor, "account.create")

    async def do(unit: Unit) -> list[Outcome]:
        problems, usual = Problems(), await operator_settings.kept(unit.connection)
        values = given(command)
        values["currency"] = command.currency or usual["currency"] or "EUR"
        values["time_zone"] = command.time_zone or usual["time_zone"] or "UTC"
        columns = _read(work, values, {}, problems)
        problems.refuse()
        account_id = new_id(unit.now)
        row: AccountRow = {
            **columns,
            "account_number": str(work.random.randrange(10**9, 10**10)),
            "callback_secret": work.keyring.seal(signing_secret(work)),
            "id": account_id,
            "version": 1,
            "created_at": unit.now,
            "updated_at": unit.now,
        }
        if not await storage.insert_account(unit.connection, row):
            raise invalid("slug", "TAKEN", _TAKEN.said(slug=columns["slug"]))
        unit.new_order("account", account_id, account_id)
        record(unit, actor, row, Happening.ACCOUNT_CREATED, _CREATED.said())
        return [Outcome(account_id, version=1)]

    (outcome,) = await once(work, actor, key, do)
    return outcome.id


async def change(
    work: Work, actor: Actor, account_id: UUID, expected_version: int | None, command: ChangeAccount, *, key: Key | None = None
) -> UUID:
    """The id of the account, changed. Where it is reached otherwise now, the old addresses are told as well.

    Raises NotPermitted, NotFound, StaleVersion, or InvalidInput with every field at fault, those that are the operator's to set included.
    """
    actor = permitted(actor, "account.change")

    async def do(unit: Unit) -> list[Outcome]:
        row = await locked(unit, actor, account_id, expected_version)
        problems, asked = Problems(), given(command)
        account_fields.refuse_what_is_not_theirs(actor, asked, problems)
        columns = _read(work, asked, row, problems)
        problems.refuse()
        changed = differing(columns, row)
        if not changed:
            return [Outcome(account_id, version=row["version"])]
        await _change(unit, actor, row, changed)
        return [Outcome(account_id, version=row["version"] + 1)]

    (outcome,) = await once(work, actor, key, do)
    return outcome.id


def _read(work: Work, values: Columns, present: Columns, problems: Problems) -> AccountRow:
    read = account_fields.fields(private_callbacks=work.settings.allow_private_callbacks).read(values, present, problems)
    contacts: Any = values.get("contacts")
    if "contacts" in values:
        read["contacts"] = account_fields.contacts(contacts, problems) or None
    return read


async def _change(unit: Unit, actor: Actor, row: AccountRow, changed: AccountRow) -> None:
    reached = REACHES & changed.keys()
    stamp: AccountRow = {"contacts_changed_at": unit.now} if reached else {}
    before = await freezes.addresses_of(unit, row["id"]) if reached else None
    await storage.change_account(unit.connection, row, {**changed, **stamp}, unit.now)
    after = row | changed | {"version": row["version"] + 1}
    said = {name: values for name, values in from_to(row, changed).items() if name not in NOT_REPEATED}
    event = Happening.ACCOUNT_CONTACTS_CHANGED if reached else Happening.ACCOUNT_CHANGED
    record(unit, actor, after, event, _CHANGED.said(), settings=sorted(changed), changed=said)
    if reached:
        await warn(unit, actor, event, row, after, what=words_of(sorted(reached)))
        await freezes.freeze(unit, actor, row["id"], FreezeCause.ADDRESSES, before=before)


async def locked(unit: Unit, actor: Actor, account_id: UUID, expected_version: int | None = None) -> AccountRow:
    """The account as it is under its own lock. Raises NotFound or StaleVersion."""
    if not await storage.by_ids(unit.connection, actor, [account_id]):
        raise NotFound(Thing.ACCOUNT)
    await unit.lock("account", [account_id])
    (row,) = await storage.by_ids(unit.connection, actor, [account_id])
    if expected_version not in (None, row["version"]):
        raise StaleVersion(row["version"])
    return row


async def warn(unit: Unit, actor: Actor, event: Happening, *standings: AccountRow, **facts: NoticeFact) -> None:
    """Owes a security notice to every address that the account has in any of these standings; where it had none, to its administrators.

    Who gives an account its first address is not the only one who hears of it.
    """
    account, was = standings[-1], standings[:-1]
    grounds = {
        **{each.casefold(): (each, LetterGround.BEFORE) for row in was for each in row["notification_emails"]},
        **{each.casefold(): (each, LetterGround.ACCOUNT) for each in account["notification_emails"]},
    }
    if not all(row["notification_emails"] for row in standings):
        administrators = await storage.administrators(unit.connection, account["id"])
        grounds = {each.casefold(): (each, LetterGround.ADMINISTRATOR) for each in administrators} | grounds
    order = ("account", account["id"], unit.orders[account["id"]].sequence)
    named = {"account": quoted(account["name"]), "who": as_letters_name(actor, account["id"]), **facts}

    def notice(to: str, ground: LetterGround) -> Notice:
        return Notice(
            event=event,
            to=to,
            account_id=account["id"],
            order=order,
            facts=named,
            locale=account["locale"],
            zone=account["time_zone"],
            grounds=(ground,),
        )

    await owe(unit, *(notice(to, ground) for to, ground in grounds.values()))
