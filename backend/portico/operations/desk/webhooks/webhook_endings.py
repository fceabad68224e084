"""What ends a webhook endpoint by itself: a goodbye (410), five days without anything arriving, its maker gone, a selection that is none.

Each is journaled and written to the account's addresses; what is owed there is given up and can be replayed once it is enabled again.
"""

from __future__ import annotations

from datetime import datetime
from typing import Final
from urllib.parse import urlsplit
from uuid import UUID

from portico.domain.actors import ALL_SCOPES, SYSTEM, Actor, Scope
from portico.domain.desk import webhooks
from portico.domain.events import Happening
from portico.domain.retry import Verdict
from portico.domain.sentences import Sentence, quoted
from portico.domain.statuses import Role, WebhookDisabledReason
from portico.domain.words.mails.receiving import LetterGround
from portico.operations.engine import notices
from portico.operations.engine.notices import Notice
from portico.operations.engine.work import Unit, Work
from portico.storage.desk.webhooks import webhook_deliveries as deliveries
from portico.storage.desk.webhooks import webhook_endpoints as storage
from portico.storage.engine.database import Connection
from portico.storage.engine.outbox import Owed, Settlement
from portico.storage.people import accounts, tokens
from portico.storage.row_types.accounts import ApiTokenRow, UserRow
from portico.storage.row_types.webhooks import WebhookEndpointRow

GONE: Final = 410
SENTENCES: Final = {
    WebhookDisabledReason.GONE: Sentence("webhook_endpoint.gone", "Its receiver said that it is gone for good (410): it was disabled."),
    WebhookDisabledReason.FAILING: Sentence("webhook_endpoint.failing", "Nothing has arrived there for five days: it was disabled."),
    WebhookDisabledReason.CREATOR_ENDED: Sentence(
        "webhook_endpoint.creator_ended", "Whoever made it may no longer do so: it was disabled."
    ),
    WebhookDisabledReason.SELECTION: Sentence(
        "webhook_endpoint.selection_ended", "What it selects is no longer known here: it was disabled."
    ),
}

ADVICE: Final = {
    WebhookDisabledReason.GONE: Sentence("webhook.advice.gone", "See to it that something receives them there before you enable it."),
    WebhookDisabledReason.FAILING: Sentence("webhook.advice.failing", "See to it that they can arrive there before you enable it."),
    WebhookDisabledReason.CREATOR_ENDED: Sentence("webhook.advice.creator_ended", "Whoever enables it stands for it from then on."),
    WebhookDisabledReason.SELECTION: Sentence(
        "webhook.advice.selection", "Choose anew what it selects before you enable it: else it would be disabled again."
    ),
}
"""What the letter says to do about each; that then what failed can be replayed, it says of all."""


# After a try.


async def note(unit: Unit, owed: Owed, how: Settlement) -> None:
    """What a try at an endpoint says about the endpoint; before the unit writes anything. A test event says nothing."""
    endpoint = await storage.by_id(unit.connection, owed.endpoint_id) if owed.endpoint_id else None
    if endpoint is None or owed.event == Happening.PORTICO_TEST or endpoint["disabled_at"] is not None:
        return
    since = endpoint["failing_since"]
    if how.verdict is Verdict.DELIVERED:
        if since is not None:
            await storage.fails(unit.connection, endpoint["id"], None)
    elif how.answer.status_code == GONE:
        await end(unit, endpoint, WebhookDisabledReason.GONE)
    elif webhooks.is_over(since, unit.machine_now):
        await end(unit, endpoint, WebhookDisabledReason.FAILING)
    elif since is None:
        await storage.fails(unit.connection, endpoint["id"], unit.machine_now)


# Now and then.


async def sweep(work: Work) -> bool:
    """Ends the endpoints whose makers could not make them today, and forgets the log of what is long past; True where more waits."""
    for endpoint in await standing(work.reader, work.now, ended=True):

        async def end_it(unit: Unit, endpoint: WebhookEndpointRow = endpoint) -> None:
            await end(unit, endpoint, WebhookDisabledReason.CREATOR_ENDED)

        await work.unit(end_it)
    forgotten = await work.unit(lambda unit: deliveries.forget(unit.connection, unit.now - webhooks.LOG_KEPT))
    return forgotten == deliveries.MOST_FORGOTTEN


async def standing(reader: Connection, now: datetime, account_id: UUID | None = None, *, ended: bool = False) -> list[WebhookEndpointRow]:
    """The enabled endpoints, of one account or of all, whose makers could make them today; or those `ended` with theirs."""
    found = await storage.enabled(reader, account_id)
    return [row for row in found if ended is not webhooks.still_stands(await maker(reader, row, now), row["account_id"], row["scopes"])]


async def maker(reader: Connection, endpoint: WebhookEndpointRow, now: datetime) -> Actor | None:
    """Who made an endpoint, as they would be let in today; None where they would not."""
    match endpoint["creator_kind"], endpoint["creator_id"]:
        case "user" | "token", None:
            return None
        case "user", UUID() as user_id:
            user = await accounts.user_by_id(reader, user_id)
            stays = user and user["disabled_at"] is None and not await accounts.is_closed(reader, user["account_id"])
            return _person(user) if user and stays else None
        case "token", UUID() as token_id:
            token = await tokens.find_token_again(reader, token_id)
            good = token and token["revoked_at"] is None and (token["expires_at"] is None or now < token["expires_at"])
            return _machine(token) if token and good else None
        case _:
            return SYSTEM


def _person(row: UserRow) -> Actor:
    role = Role.STAFF if row["account_id"] is None else Role.CUSTOMER
    return Actor(role, row["level"], "user", row["id"], row["name"], account_id=row["account_id"], scopes=ALL_SCOPES)


def _machine(row: ApiTokenRow) -> Actor:
    scopes = frozenset(scope for scope in Scope if scope in row["scopes"])
    return Actor(Role[row["role"]], row["level"], "token", row["id"], row["name"], account_id=row["account_id"], scopes=scopes)


async def end(unit: Unit, endpoint: WebhookEndpointRow, reason: WebhookDisabledReason) -> None:
    """Sends nothing there any more, by the system; nothing where somebody was quicker."""
    await unit.lock("account", [endpoint["account_id"]])
    row = await storage.by_id(unit.connection, endpoint["id"])
    if row is None or row["disabled_at"] is not None:
        return
    await storage.change(unit.connection, row, storage.disabled(reason, unit.now), unit.now)
    await deliveries.give_up(unit.connection, row["id"], webhooks.NOT_SENT.said(), unit.machine_now)
    unit.record(
        subject_kind="webhook_endpoint",
        subject_id=row["id"],
        version=row["version"] + 1,
        order_id=row["account_id"],
        verb="disable",
        event=Happening.WEBHOOK_ENDPOINT_DISABLED,
        reason=SENTENCES[reason].said(),
        data={"label": row["name"]},
        told=False,
    )
    await _tell(unit, row, reason)


async def _tell(unit: Unit, row: WebhookEndpointRow, reason: WebhookDisabledReason) -> None:
    """A letter to each of the account's addresses; where it named none, to its administrators."""
    owner = await accounts.account_by_id(unit.connection, row["account_id"])
    listed = owner["notification_emails"]
    ground = LetterGround.ACCOUNT if listed else LetterGround.ADMINISTRATOR
    order = ("account", owner["id"], unit.orders[owner["id"]].sequence)
    named = {"account": quoted(owner["name"]), "name": quoted(row["name"]), "host": quoted(urlsplit(row["url"]).netloc)}
    facts = named | {"reason": SENTENCES[reason].said(), "advice": ADVICE[reason].said()}
    told = [
        Notice(
            event=Happening.WEBHOOK_ENDPOINT_DISABLED,
            to=to,
            account_id=owner["id"],
            order=order,
            facts=facts,
            locale=owner["locale"],
            zone=owner["time_zone"],
            grounds=(ground,),
        )
        for to in listed or await accounts.administrators(unit.connection, owner["id"])
    ]
    await notices.owe(unit, *told)
