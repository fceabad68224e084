"""Accounts as clients see them."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Annotated, Any, Final
from uuid import UUID

import strawberry
from strawberry.scalars import JSON

from portico.domain import policy
from portico.domain.formats import shown_email
from portico.domain.people.freezing import Freeze, FreezeCause, standing
from portico.domain.statuses import OnDeadline, Tier
from portico.graphql.engine.batches import by_id
from portico.graphql.engine.connections import place_at
from portico.graphql.engine.context import Context, Info
from portico.graphql.engine.fetchable import Fetchable
from portico.graphql.engine.filters import chosen, searched
from portico.graphql.engine.lists import Lists
from portico.graphql.engine.pagination import After, Before, First, Id, Last, Paged, Rows
from portico.graphql.engine.scalars import edge_id
from portico.graphql.engine.words import code_field, params_field, worded
from portico.graphql.people.enums import AccountOrdering
from portico.operations.engine.signing_secrets import NewSecret
from portico.storage import lists
from portico.storage.engine.rows import Row
from portico.storage.lists import ACCOUNT_ORDERINGS
from portico.storage.lists import AccountFilter as Wanted
from portico.storage.people import accounts, users

text = strawberry.field
ACCOUNT: Final = by_id(accounts.by_ids)
PEOPLE: Final = by_id(users.names)


@strawberry.type(name="AccountContact", description="Somebody at the customer whom the operator turns to.")
class Contact:
    name: str = text(description="Their name.")
    purpose: str | None = text(description="What they are asked about.")
    email: str | None = text(description="Their email address.")
    phone: str | None = text(description="Their phone number, E.164.")

    @classmethod
    def of(cls, kept: Row) -> Contact:
        email = kept.get("email")
        shown = shown_email(email) if email else None
        return cls(name=kept["name"], purpose=kept.get("purpose"), email=shown, phone=kept.get("phone"))


@strawberry.type(description="A freeze of an account's port-outs, after what a thief would do first: nobody can approve one meanwhile.")
class PortOutFreeze:
    until: datetime = text(description="When it ends by itself.")
    causes: list[FreezeCause] = text(description="What caused it, the first thing first.")
    message: str = text(description="For people.")
    message_code: str | None = code_field()
    message_params: JSON | None = params_field()

    @classmethod
    def of(cls, freeze: Freeze | None) -> PortOutFreeze | None:
        return cls(until=freeze.until, causes=list(freeze.causes), **worded(freeze.said)) if freeze else None


@strawberry.type(description="A customer of the operator.")
class Account(Fetchable):
    id: strawberry.ID = text(description="Opaque id.")
    name: str = text(description="What it is called.")
    slug: str = text(description="Short name for addresses.")
    currency: str = text(description="ISO 4217 code of its charges.")
    time_zone: str = text(description="IANA name.")
    tier: Tier = text(description="What it may do.")
    account_number: str = text(description="The number other carriers must name to take numbers out.")
    cancel_cutoff_hours: int = text(description="How long before the FOC a cancellation is still taken.")
    notification_emails: list[str] = text(description="Who is mailed about everything.")
    default_callback_url: str | None = text(description="Where status changes are posted unless a request says otherwise.")
    port_out_hours: int | None = text(description="Hours to answer a port-out; null takes the country's default.")
    port_out_on_deadline: OnDeadline = text(description="What happens to a port-out nobody answers.")
    port_out_pin_required: bool = text(description="Whether a port-out needs the number's PIN.")
    port_out_two_person: bool = text(description="Whether a port-out needs the approval of two people.")
    port_out_policy_set_at: datetime | None = text(description="When it was last chosen what happens to a port-out nobody answers.")
    policy_set_by: strawberry.Private[UUID | None]
    freeze: strawberry.Private[Any]
    version: int = text(description="Goes up with every change.")
    locale: str = text(description="Its language: en, nl or de.")
    contacts: list[Contact] = text(description="Whom the operator turns to.")
    contacts_changed_at: datetime | None = text(description="When its addresses, contacts or callback last changed.")
    callback_secret_before_until: datetime | None = text(
        description="Until when callbacks are signed with the secret before the last rotation, too; it may have passed."
    )
    second_factor_demanded: bool = text(description="Whether all its people need a second factor to sign in.")
    closed_at: datetime | None = text(description="Since when it is closed: its people cannot sign in, and it stays as history.")
    created_at: datetime = text(description="When it was made.")
    updated_at: datetime = text(description="When it last changed.")

    @strawberry.field(description="Until when nobody can approve its port-outs, and why; null where they are not frozen, and for carriers.")
    def port_out_freeze(self, info: Info) -> PortOutFreeze | None:
        sees = policy.may(info.context.actor, "port_out_request.read_consents")
        return PortOutFreeze.of(standing(self.freeze, info.context.now)) if sees else None

    @strawberry.field(description="Who of the account last chose what happens to a port-out nobody answers.")
    async def port_out_policy_set_by(self, info: Info) -> str | None:
        found = await info.context.loaders[PEOPLE].load(self.policy_set_by) if self.policy_set_by else None
        return found["name"] if found else None

    @classmethod
    def of(cls, row: Row) -> Account:
        told = [Contact.of(each) for each in row["contacts"] or ()]
        mailed = [shown_email(each) for each in row["notification_emails"] or ()]
        plain = {name: row[name] for name in _ACCOUNT} | {"policy_set_by": row["port_out_policy_set_by"], "freeze": row["port_out_freeze"]}
        return cls(id=edge_id("account", row["id"]), contacts=told, notification_emails=mailed, **plain)


_ACCOUNT = (
    "name slug currency time_zone tier account_number cancel_cutoff_hours default_callback_url"
    " port_out_hours port_out_on_deadline port_out_pin_required port_out_two_person port_out_policy_set_at version locale"
    " contacts_changed_at callback_secret_before_until second_factor_demanded closed_at created_at updated_at"
).split()


@strawberry.type(description="A new secret that callbacks are signed with.")
class CallbackSecretRotated:
    account: Account = text(description="Whose callbacks.")
    secret: str | None = text(description="The secret, shown this once: null when the command was repeated, which makes none.")
    before_until: datetime | None = text(
        description="Until when the one before signs beside it; null where there was none, and when the command was repeated."
    )


@strawberry.input(name="AccountFilter", description="Which accounts; everything given must hold.")
class AccountFilter:
    tiers: list[Tier] | None = strawberry.field(default=None, description="Any of these.")
    closed: bool | None = strawberry.field(default=None, description="Only closed ones, or only those that are not; null: both.")
    search: str | None = strawberry.field(default=None, description="A part of the name, the short name or the account number.")

    def rows(self) -> Wanted:
        return Wanted(chosen("tiers", self.tiers), self.closed, searched(self.search))


AccountConnection = Paged[Account]
FilterArgument = Annotated[AccountFilter | None, strawberry.argument(description="Which accounts.")]
OrderingArgument = Annotated[AccountOrdering, strawberry.argument(description="In which order.")]


async def _nodes(_context: Context, raw: Sequence[Row]) -> Rows[Account]:
    return Rows([(row, Account.of(row)) for row in accounts.decode(raw)])


LISTS = Lists("account", "account.read", lists.accounts, lambda ids: Wanted(ids=ids), ACCOUNT_ORDERINGS, _nodes)
by_ids = LISTS.by_ids


async def resolve_list(info: Info) -> list[Account]:
    actor = info.context.require("account.read")
    return [Account.of(row) for row in await accounts.listed(info.context.work.reader, actor)]


async def resolve_page(info: Info, *, first: First = None, after: After = None, last: Last = None, before: Before = None,
                       filter: FilterArgument = None,
                       order_by: OrderingArgument = AccountOrdering.NAME_ASC) -> AccountConnection:  # fmt: skip
    wanted = filter.rows() if filter else Wanted()
    return await LISTS.page(info.context, wanted, order_by.value, place_at(first, after, last, before))  # type: ignore[no-any-return]


async def resolve_one(info: Info, id: Id) -> Account | None:
    return await LISTS.one(info, id)


async def rotated(context: Context, made: NewSecret[str | None]) -> CallbackSecretRotated:
    account = (await by_ids(context, [made.id]))[made.id]
    return CallbackSecretRotated(account=account, secret=made.secret, before_until=made.before_until)
