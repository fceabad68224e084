"""The installation as a whole, for staff: whether mails leave and deadlines are met, and what would happen if they were."""

from __future__ import annotations

from datetime import datetime
from typing import Any
from uuid import UUID

import strawberry

from portico.domain.ids import PREFIXES
from portico.domain.statuses import HeldKind, HoldReason
from portico.graphql.engine.context import Context, Info
from portico.graphql.engine.enums import register
from portico.graphql.engine.scalars import edge_id
from portico.operations.desk import holding
from portico.storage.engine import hold
from portico.storage.people import second_factors

text = strawberry.field

register(HoldReason, "HoldReason", "Why nothing leaves and no deadline is met.", {
    "RESTORED": "The database was restored from a backup, or copied.", "BY_HAND": "Somebody held it.",
})  # fmt: skip
register(HeldKind, "HeldKind", "What would happen if it were released.", {
    "PERFORM": "Dutch requests whose scheduled moment has come would be performed.",
    "WINDOW_CLOSED": "Dutch requests whose window has closed would end.",
    "APPROVAL": "Port-outs that nobody answered would be approved by the account's choice.",
    "EXPIRY": "Port-outs that nobody answered would expire.",
    "OFFER_EXPIRY": "Offers of numbers to other accounts that nobody redeemed would expire.",
    "UNLOCKING": "Locks of numbers that were asked to end would end.",
    "RELEASE": "Port-outs whose release has come would be completed.",
    "COMPLETION": "Numbers whose FOC date is reached would be completed.",
    "PROVISIONING": "Numbers would be added to the inventory ahead of their FOC date.",
    "REMINDER": "Reminders of FOC dates and closing windows, and warnings of missing configurations and overdue dates, would be written.",
    "DIGEST": "Daily digests would be written.",
    "ENDING": "Webhook endpoints whose makers may no longer make them would be disabled, and their accounts written to.",
    "CLEARING": "Papers that no request named in time, and the log of what was sent to webhook endpoints long ago, would be deleted.",
    "SIMULATED": "Simulated carriers would answer, and the simulated desk would act.",
    "MAIL": "Mails that are owed would leave.", "CALLBACK": "Callbacks that are owed would be sent.",
    "WEBHOOK": "Events that are owed to webhook endpoints would be sent.",
    "CARRIER": "Messages that are owed to carriers would be sent.",
    "FACTOR_RESET": "Second factors whose reset was confirmed a day ago would be taken away, and their users written to.",
    "RETENTION": "Drafts, documents and ended orders that were kept long enough would be deleted.",
    "NEWS": "What happened and was told to nobody yet would become mails and callbacks.",
})  # fmt: skip


@strawberry.type(description="An order of which something would happen.")
class HeldItem:
    order_id: strawberry.ID = text(description="Its opaque id.")
    name: str = text(description="Its reference; of an account its name.")
    count: int = text(description="How many of its things.")
    destination: str | None = text(description="Where to, where something is owed to an address.")

    @classmethod
    def of(cls, item: holding.HeldItem) -> HeldItem:
        shown = edge_id(item.order_kind, item.order_id) if item.order_kind in PREFIXES else strawberry.ID("")
        return cls(order_id=shown, name=item.name, count=item.count, destination=item.destination)


@strawberry.type(description="What would happen of one kind.")
class Held:
    kind: HeldKind = text(description="What.")
    count: int = text(description="How much in all.")
    items: list[HeldItem] = text(description="The orders it is about, at most the first 20.")


@strawberry.type(description="Since when nothing leaves and no deadline is met.")
class Hold:
    since: datetime = text(description="Since when.")
    reason: HoldReason = text(description="Why.")

    @strawberry.field(description="What a release would let happen at once, by kind.")
    async def would_happen(self, info: Info) -> list[Held]:
        found = await holding.would_happen(info.context.work)
        return [Held(kind=held.kind, count=held.count, items=[HeldItem.of(item) for item in held.items]) for held in found]


@strawberry.type(description="This installation of Portico.")
class Installation:
    hold: Hold | None = text(description="Set while mails, callbacks, carriers and deadlines are held; null: everything goes its way.")
    staff_second_factor_demanded: bool = text(description="Whether all of the operator's people need a second factor to sign in.")


async def resolve(info: Info) -> Installation:
    info.context.require("installation.read")
    return await _read(info.context)


async def changed(context: Context, _installation: UUID) -> Any:
    """What the mutations answer."""
    return await _read(context)


async def _read(context: Context) -> Installation:
    standing = await hold.standing(context.work.reader)
    return Installation(
        hold=Hold(since=standing.since, reason=standing.reason) if standing else None,
        staff_second_factor_demanded=await second_factors.staff_must(context.work.reader),
    )
