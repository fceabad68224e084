"""Accounts as clients see them."""

from __future__ import annotations

from typing import Any

import strawberry

from portico.domain.statuses import OnDeadline, Tier
from portico.graphql.engine.context import Info
from portico.graphql.engine.scalars import edge_id
from portico.storage.people import accounts

text = strawberry.field


@strawberry.type(description="A customer of the operator.")
class Account:
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

    @classmethod
    def of(cls, row: dict[str, Any]) -> Account:
        return cls(id=edge_id("account", row["id"]), **{name: row[name] for name in _ACCOUNT})


_ACCOUNT = (
    "name slug currency time_zone tier account_number cancel_cutoff_hours notification_emails default_callback_url"
    " port_out_hours port_out_on_deadline port_out_pin_required"
).split()


async def resolve_list(info: Info) -> list[Account]:
    actor = info.context.require("account.read")
    return [Account.of(row) for row in await accounts.listed(info.context.work.reader, actor)]
