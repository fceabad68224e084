"""Links under which other calendars read FOC dates, as clients see them."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from uuid import UUID

import strawberry

from portico.graphql.engine.context import Context, Info
from portico.graphql.engine.fetchable import Fetchable
from portico.graphql.engine.scalars import edge_id
from portico.operations.desk.calendar_feeds import NewFeed
from portico.storage.desk import calendar_feeds
from portico.storage.row_types.joined import ShownFeedRow

text = strawberry.field


@strawberry.type(description="A link to a calendar of FOC dates, for programs; its address is shown once.")
class CalendarFeed(Fetchable):
    id: strawberry.ID = text(description="Opaque id.")
    name: str = text(description="What you call it.")
    account_id: strawberry.ID | None = text(description="Whose dates; null: those of all accounts.")
    account_name: str | None = text(description="Whose dates.")
    owner_name: str | None = text(description="Who made it; when they may not sign in any more it stops working.")
    created_at: datetime = text(description="When it was made.")
    last_used_at: datetime | None = text(description="When it was last read, to a quarter of an hour.")
    revoked_at: datetime | None = text(description="When it was revoked.")

    @classmethod
    def of(cls, row: ShownFeedRow) -> CalendarFeed:
        return cls(
            id=edge_id("calendar_feed", row["id"]),
            account_id=edge_id("account", row["account_id"]),
            account_name=row["a_name"],
            owner_name=row["u_name"],
            name=row["name"],
            created_at=row["created_at"],
            last_used_at=row["last_used_at"],
            revoked_at=row["revoked_at"],
        )


@strawberry.type(description="A new calendar link.")
class CalendarFeedCreated:
    feed: CalendarFeed = text(description="The link.")
    url: str | None = text(description="Its address, shown this once; null when the command was repeated.")


async def resolve_list(info: Info) -> list[CalendarFeed]:
    context = info.context
    actor = context.require("calendar_feed.read")
    return [CalendarFeed.of(row) for row in await calendar_feeds.listed(context.work.reader, actor)]


async def by_ids(context: Context, ids: Iterable[UUID]) -> dict[UUID, CalendarFeed]:
    found = await calendar_feeds.listed(context.work.reader, context.actor, ids)
    return {row["id"]: CalendarFeed.of(row) for row in found}


async def created(context: Context, made: NewFeed) -> CalendarFeedCreated:
    return CalendarFeedCreated(feed=(await by_ids(context, [made.id]))[made.id], url=made.url)
