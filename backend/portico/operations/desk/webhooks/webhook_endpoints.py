"""Webhook endpoints of an account: made, changed, their secrets rotated, enabled, disabled, deleted.

Each is its account's own affair, journaled there. Whoever changes where an account's events go changes whom it trusts: port-outs of that
account are frozen as after a change of its addresses (`contacts_changed_at`).
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from typing import Final
from urllib.parse import urlsplit
from uuid import UUID

from portico.domain import heard
from portico.domain.actors import SCOPES_OF_ACCOUNTS, Actor
from portico.domain.desk import webhooks
from portico.domain.events import Happening
from portico.domain.formats import required_line, web_address
from portico.domain.ids import new_id
from portico.domain.people.freezing import FreezeCause
from portico.domain.refusals import Blocked, Blocker, NotFound, StaleVersion, Thing, invalid
from portico.domain.sentences import Sentence
from portico.domain.statuses import WebhookDisabledReason
from portico.operations.desk.webhooks import webhook_secrets as secrets
from portico.operations.desk.webhooks.webhook_inputs import ChangeWebhookEndpoint, CreateWebhookEndpoint, RotateWebhookSecret
from portico.operations.engine.fields import Fields, differing, from_to
from portico.operations.engine.idempotency import Key, once
from portico.operations.engine.input_problems import Problems
from portico.operations.engine.outcomes import Outcome
from portico.operations.engine.permission import permitted
from portico.operations.engine.signing_secrets import NewSecret
from portico.operations.engine.unset import given
from portico.operations.engine.work import Unit, Work
from portico.operations.people import freezes
from portico.operations.people.on_behalf import account_of, is_on_behalf, refuse_closed
from portico.storage.desk.webhooks import webhook_deliveries as deliveries
from portico.storage.desk.webhooks import webhook_endpoints as storage
from portico.storage.engine.rows import Columns
from portico.storage.people import accounts
from portico.storage.row_types.webhooks import WebhookEndpointRow

UrlJudge = Callable[[str], str]
"""Answers a selection in its tidy form, or raises Malformed: whoever knows the API hands it in."""

_TOO_MANY: Final = Sentence("webhook_endpoint.too_many", "An account has at most {most} webhook endpoints; delete one first.")
_TAKEN: Final = Sentence("webhook_endpoint.name_taken", "The account has a webhook endpoint of this name already.")
_OVERLAP: Final = Sentence("webhook_endpoint.overlap", "From 0 to {most} hours.")
SENTENCES: Final = {
    "create": Sentence("webhook_endpoint.create", "The webhook endpoint was created."),
    "change": Sentence("webhook_endpoint.change", "The webhook endpoint was changed."),
    "rotate": Sentence("webhook_endpoint.rotate", "The secret of the webhook endpoint was rotated."),
    "enable": Sentence("webhook_endpoint.enable", "The webhook endpoint was enabled."),
    "disable": Sentence("webhook_endpoint.disable", "The webhook endpoint was disabled."),
    "delete": Sentence("webhook_endpoint.delete", "The webhook endpoint was deleted."),
    "test": Sentence("webhook_endpoint.test", "A test event was sent to the webhook endpoint."),
    "replay": Sentence("webhook_endpoint.replay", "What had been sent to the webhook endpoint is sent anew."),
}
_TRUSTED: Final = frozenset({"url", "events", "selection"})
"""What says where events go and what they hold."""


async def create(
    work: Work, actor: Actor, command: CreateWebhookEndpoint, key: Key | None = None, *, judge: UrlJudge
) -> NewSecret[str | None]:
    """A new endpoint, to which events go from now on. Raises NotPermitted, Blocked, or InvalidInput with every field at fault."""
    maker, actor = actor, permitted(actor, "webhook_endpoint.write")
    shown: list[str] = []

    async def do(unit: Unit) -> list[Outcome]:
        problems = Problems()
        account_id = await account_of(unit.connection, actor, command.account_id, problems)
        columns = _fields(work, judge).read(given(command), {}, problems)
        problems.refuse()
        if account_id is None:
            raise NotFound(Thing.ACCOUNT)
        stamp: WebhookEndpointRow = {"id": new_id(unit.now), "created_at": unit.now, "updated_at": unit.now, "account_id": account_id}
        await unit.lock("account", [account_id])
        if await storage.count(unit.connection, account_id) >= webhooks.MOST_ENDPOINTS:
            raise Blocked((Blocker("TOO_MANY_ENDPOINTS", _TOO_MANY.said(most=webhooks.MOST_ENDPOINTS)),))
        await _refuse_taken_name(unit, stamp | columns)
        shown[:], kept = secrets.first(work, unit.now)
        row = stamp | columns | {"secrets": kept} | _maker(maker)
        await storage.insert(unit.connection, row)
        record(unit, actor, row | {"version": 1}, verb="create", event=Happening.WEBHOOK_ENDPOINT_CREATED)
        await _trust_changed(unit, actor, row["account_id"])
        return [Outcome(row["id"], version=1)]

    (outcome,) = await once(work, actor, key, do)
    return NewSecret(outcome.id, shown[0] if shown else None)


async def change(
    work: Work,
    actor: Actor,
    endpoint_id: UUID,
    expected_version: int | None,
    command: ChangeWebhookEndpoint,
    *,
    key: Key | None = None,
    judge: UrlJudge,
) -> UUID:
    """The id of the endpoint, changed: what is owed there goes to the new address. Whoever gives it another selection becomes its maker.

    Raises NotPermitted, NotFound, StaleVersion, or InvalidInput with every field at fault.
    """
    maker, actor = actor, permitted(actor, "webhook_endpoint.write")

    async def do(unit: Unit) -> list[Outcome]:
        row = await locked(unit, actor, endpoint_id, expected_version)
        problems = Problems()
        columns = _fields(work, judge).read(given(command), row, problems)
        problems.refuse()
        changed = differing(columns, row)
        if not changed:
            return [Outcome(endpoint_id, version=row["version"])]
        if "name" in changed:
            await _refuse_taken_name(unit, row | changed)
        made_by = _maker(maker) if changed.keys() & _TRUSTED else WebhookEndpointRow()
        await storage.change(unit.connection, row, changed | made_by, unit.now)
        _record_change(unit, actor, row, changed)
        if changed.keys() & _TRUSTED:
            await _trust_changed(unit, actor, row["account_id"])
        return [Outcome(endpoint_id, version=row["version"] + 1)]

    (outcome,) = await once(work, actor, key, do)
    return outcome.id


async def rotate(
    work: Work, actor: Actor, endpoint_id: UUID, expected_version: int | None, command: RotateWebhookSecret, *, key: Key | None = None
) -> NewSecret[str | None]:
    """A new secret, beside which the one used until now signs as long as is asked.

    Raises NotPermitted, NotFound, StaleVersion or InvalidInput.
    """
    actor = permitted(actor, "webhook_endpoint.write")
    hours, shown = command.overlap_hours, list[str]()
    if not 0 <= hours <= webhooks.LONGEST_OVERLAP_HOURS:
        raise invalid("overlapHours", "OUT_OF_RANGE", _OVERLAP.said(most=webhooks.LONGEST_OVERLAP_HOURS))

    async def do(unit: Unit) -> list[Outcome]:
        row = await locked(unit, actor, endpoint_id, expected_version)
        shown[:], kept = secrets.rotated(work, row["secrets"], unit.now, hours)
        await storage.change(unit.connection, row, {"secrets": kept}, unit.now)
        event, data = Happening.WEBHOOK_ENDPOINT_ROTATED, {"overlap_hours": hours}
        record(unit, actor, row | {"version": row["version"] + 1}, verb="rotate", event=event, data=data)
        return [Outcome(endpoint_id, version=row["version"] + 1)]

    (outcome,) = await once(work, actor, key, do)
    return NewSecret(outcome.id, shown[0] if shown else None)


async def enable(work: Work, actor: Actor, endpoint_id: UUID, key: Key | None = None) -> UUID:
    """Lets events go there again from now on, by the scopes of whoever enables it. Raises NotPermitted, NotFound or ActionUnavailable
    (its account is closed)."""
    maker = actor

    async def do(unit: Unit, actor: Actor, row: WebhookEndpointRow) -> None:
        await refuse_closed(unit.connection, row["account_id"])
        columns: WebhookEndpointRow = {"disabled_at": None, "disabled_reason": None, "failing_since": None, **_maker(maker)}
        await storage.change(unit.connection, row, columns, unit.now)
        record(unit, actor, row | {"version": row["version"] + 1}, verb="enable", event=Happening.WEBHOOK_ENDPOINT_ENABLED)
        await _trust_changed(unit, actor, row["account_id"])

    return await _moved(work, actor, endpoint_id, key, unless=lambda row: row["disabled_at"] is None, do=do)


async def disable(work: Work, actor: Actor, endpoint_id: UUID, key: Key | None = None) -> UUID:
    """Sends nothing there any more; what is owed there is given up, and can be replayed later. Raises NotPermitted or NotFound."""

    async def do(unit: Unit, actor: Actor, row: WebhookEndpointRow) -> None:
        await storage.change(unit.connection, row, storage.disabled(WebhookDisabledReason.BY_HAND, unit.now), unit.now)
        await deliveries.give_up(unit.connection, row["id"], webhooks.NOT_SENT.said(), unit.machine_now)
        record(unit, actor, row | {"version": row["version"] + 1}, verb="disable", event=Happening.WEBHOOK_ENDPOINT_DISABLED)
        await _trust_changed(unit, actor, row["account_id"])

    return await _moved(work, actor, endpoint_id, key, unless=lambda row: row["disabled_at"] is not None, do=do)


async def delete(work: Work, actor: Actor, endpoint_id: UUID, key: Key | None = None) -> UUID:
    """Makes it as if it were not there; its secrets are forgotten. Raises NotPermitted or NotFound."""

    async def do(unit: Unit, actor: Actor, row: WebhookEndpointRow) -> None:
        gone: WebhookEndpointRow = {"deleted_at": unit.now, "secrets": []}
        await storage.change(unit.connection, row, gone, unit.now)
        await deliveries.give_up(unit.connection, row["id"], webhooks.NOT_SENT.said(), unit.machine_now)
        record(unit, actor, row | {"version": row["version"] + 1}, verb="delete", event=Happening.WEBHOOK_ENDPOINT_DELETED)
        await _trust_changed(unit, actor, row["account_id"])

    return await _moved(work, actor, endpoint_id, key, unless=lambda _row: False, do=do)


async def _moved(
    work: Work,
    actor: Actor,
    endpoint_id: UUID,
    key: Key | None,
    *,
    unless: Callable[[WebhookEndpointRow], bool],
    do: Callable[[Unit, Actor, WebhookEndpointRow], Awaitable[None]],
) -> UUID:
    """The id of the endpoint, with which `do` was done unless that is so already."""
    actor = permitted(actor, "webhook_endpoint.write")

    async def once_locked(unit: Unit) -> list[Outcome]:
        row = await locked(unit, actor, endpoint_id)
        if unless(row):
            return [Outcome(endpoint_id, version=row["version"])]
        await do(unit, actor, row)
        return [Outcome(endpoint_id, version=row["version"] + 1)]

    (outcome,) = await once(work, actor, key, once_locked)
    return outcome.id


async def _refuse_taken_name(unit: Unit, row: WebhookEndpointRow) -> None:
    """One is named by its name at the command line, however it is capitalised."""
    others = await storage.names(unit.connection, row["account_id"])
    if any(key != row["id"] and name.casefold() == row["name"].casefold() for key, name in others.items()):
        raise invalid("name", "TAKEN", _TAKEN.said())


async def locked(unit: Unit, actor: Actor, endpoint_id: UUID, expected_version: int | None = None) -> WebhookEndpointRow:
    """The endpoint as it is under its account's lock. Raises NotFound or StaleVersion."""
    found = await storage.by_ids(unit.connection, actor, [endpoint_id])
    if not found:
        raise NotFound(Thing.WEBHOOK_ENDPOINT)
    await unit.lock("account", [found[0]["account_id"]])
    found = await storage.by_ids(unit.connection, actor, [endpoint_id])
    if not found:
        raise NotFound(Thing.WEBHOOK_ENDPOINT)
    if expected_version not in (None, found[0]["version"]):
        raise StaleVersion(found[0]["version"])
    return found[0]


def record(unit: Unit, actor: Actor, row: WebhookEndpointRow, *, verb: str, event: Happening, data: Columns | None = None) -> None:
    """An entry of the account's own journal: which endpoint, never its secret nor all of its address, which may hold one."""
    unit.record(
        subject_kind="webhook_endpoint",
        subject_id=row["id"],
        version=row["version"],
        order_id=row["account_id"],
        verb=verb,
        event=event,
        reason=SENTENCES[verb].said(),
        data={"label": row["name"], **(data or {})},
        told=False,
        on_behalf=is_on_behalf(actor),
    )


def _record_change(unit: Unit, actor: Actor, row: WebhookEndpointRow, changed: WebhookEndpointRow) -> None:
    shown = {name: [_shown(name, value) for value in values] for name, values in from_to(row, changed).items()}
    after, data = row | changed | {"version": row["version"] + 1}, {"fields": sorted(changed), "changed": shown}
    record(unit, actor, after, verb="change", event=Happening.WEBHOOK_ENDPOINT_CHANGED, data=data)


def _shown(name: str, value: object) -> object:
    """Of an address only whose it is: behind that there may be a secret of the receiver's."""
    if name != "url":
        return value
    parts = urlsplit(str(value))
    return f"{parts.scheme}://{parts.netloc}"


def _maker(actor: Actor) -> WebhookEndpointRow:
    """Whose scopes what is sent is read by, and with whom it ends; it is read as the account, whose tokens have no more than these."""
    scopes: list[str] = sorted(actor.scopes & SCOPES_OF_ACCOUNTS)
    return {"creator_kind": actor.kind, "creator_id": actor.id, "creator_name": actor.name, "scopes": scopes}


async def _trust_changed(unit: Unit, actor: Actor, account_id: UUID) -> None:
    """It is recorded already."""
    await accounts.touch_contacts(unit.connection, account_id, unit.now)
    await freezes.freeze(unit, actor, account_id, FreezeCause.ENDPOINT)


def _fields(work: Work, judge: UrlJudge) -> Fields[WebhookEndpointRow]:
    return Fields(
        WebhookEndpointRow,
        one={
            "name": lambda value, _around: required_line(storage.longest("name"))(value),
            "url": lambda value, _around: web_address(value, private_too=work.settings.allow_private_callbacks),
            "events": lambda value, _around: heard.events(value),
            "selection": lambda value, _around: judge(value) if value and value.strip() else None,
        },
    )
