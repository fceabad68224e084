"""What a person is written to about, as they see and choose it."""

from __future__ import annotations

from typing import Any
from uuid import UUID

import strawberry

from portico.domain.people.notifications import OFFERS, NewsCadence, NewsKind
from portico.graphql.engine.context import Context, Info
from portico.graphql.engine.enums import register
from portico.operations.people.accounts import notifications

text = strawberry.field

register(NewsKind, "NewsKind", "What news is about.", {
    "ACTION_REQUIRED": "Something is for you to do: a correction, a paper, a configuration, a window that closes.",
    "FOC_DATES": "FOC dates confirmed, moved or withdrawn, and reminders of them.",
    "ENDED": "A number or a request has come to its end: completed, canceled, rejected.",
    "PROGRESS": "Every other step of a porting request.",
    "COMMENTS": "Somebody wrote a comment.",
    "PORT_OUTS": "Another carrier asks for numbers. Always at once, to the account's addresses or else its administrators.",
    "SECURITY": "Addresses, secrets and access of the account changed. Always at once, to its addresses or else its administrators.",
    "QUEUE": "Staff: what waits for the operator.",
})  # fmt: skip
register(NewsCadence, "NewsCadence", "How news of a kind is had.", {
    "INSTANT": "A mail each time.", "DAILY_DIGEST": "One mail at seven in the morning, by your own clock.", "OFF": "No mail.",
})  # fmt: skip


@strawberry.type(name="NotificationChoice", description="How you have news of one kind, beside the addresses of your account.")
class Choice:
    kind: NewsKind = text(description="What it is about.")
    cadence: NewsCadence = text(description="How you have it.")
    offered: list[NewsCadence] = text(description="How it can be had; where there is only one, nobody can hold it back.")


@strawberry.type(description="What you are written to about.")
class ViewerNotifications:
    choices: list[Choice] = text(description="A line for each kind that is offered to you; none for a machine.")


async def resolve(info: Info) -> ViewerNotifications:
    return await _read(info.context)


async def changed(context: Context, _person: UUID) -> Any:
    """What the mutation answers."""
    return await _read(context)


async def _read(context: Context) -> ViewerNotifications:
    found = await notifications.choices(context.work, context.sender)
    return ViewerNotifications(
        choices=[Choice(kind=kind, cadence=cadence, offered=list(OFFERS[kind].cadences)) for kind, cadence in found.items()]
    )
