"""Webhook endpoints: as far as an actor may see them, and as the mail room needs them. One that was deleted is not there any more."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from typing import Final
from uuid import UUID

from portico.domain.actors import Actor
from portico.domain.statuses import WebhookDisabledReason
from portico.storage.engine import records, rows
from portico.storage.engine.database import Connection
from portico.storage.engine.scope import Params, visible
from portico.storage.models import WebhookEndpoint
from portico.storage.row_types.webhooks import WebhookEndpointRow

MOST_LISTED: Final = 1_000


def longest(column: str) -> int:
    """How many characters a text column takes."""
    return rows.columns(WebhookEndpoint)[column].max_length or 0


async def insert(conn: Connection, row: WebhookEndpointRow) -> None:
    await records.insert(conn, WebhookEndpoint, row)


async def change(conn: Connection, row: WebhookEndpointRow, columns: WebhookEndpointRow, now: datetime) -> None:
    """Writes columns of an endpoint, which is under its account's lock: its version goes up by one."""
    await records.change(conn, WebhookEndpoint, row, columns, now)


async def by_ids(conn: Connection, actor: Actor, ids: Iterable[UUID]) -> list[WebhookEndpointRow]:
    """These endpoints, as far as the actor may see them."""
    params = Params()
    wanted = params.any_of(conn.dialect, ids, "uuid")
    condition = visible(actor, "webhook_endpoint", "t", params)
    statement = f"SELECT t.* FROM webhook_endpoint t WHERE t.id {wanted} AND t.deleted_at IS NULL AND {condition}"
    return rows.decode_all(WebhookEndpoint, await conn.fetch(statement, *params.values))


async def listed(conn: Connection, actor: Actor, account_id: UUID | None = None) -> list[WebhookEndpointRow]:
    """The endpoints the actor may see, by name, of one account or of all."""
    params = Params()
    condition = visible(actor, "webhook_endpoint", "t", params, leads=True)
    own = f" AND t.account_id = {params.add(account_id)}" if account_id else ""
    statement = f"""SELECT t.* FROM webhook_endpoint t WHERE {condition}{own} AND t.deleted_at IS NULL
        ORDER BY t.name, t.id LIMIT {MOST_LISTED}"""
    return rows.decode_all(WebhookEndpoint, await conn.fetch(statement, *params.values))


async def names(conn: Connection, account_id: UUID) -> dict[UUID, str]:
    """What an account's endpoints are called."""
    kept = WebhookEndpoint.filter(account_id=account_id, deleted_at=None)
    return {row["id"]: row["name"] for row in await records.all_of(conn, kept)}


async def count(conn: Connection, account_id: UUID) -> int:
    """How many an account has."""
    return await WebhookEndpoint.filter(account_id=account_id, deleted_at=None).using_db(conn.client).count()


# For the mail room, which serves every account.


async def enabled(conn: Connection, account_id: UUID | None = None) -> list[WebhookEndpointRow]:
    """Those to which something is sent, of one account or of all, oldest first."""
    of_account = {} if account_id is None else {"account_id": account_id}
    return await records.all_of(conn, WebhookEndpoint.filter(disabled_at=None, deleted_at=None, **of_account).order_by("id"))


async def by_id(conn: Connection, endpoint_id: UUID) -> WebhookEndpointRow | None:
    return await records.first(conn, WebhookEndpoint.filter(id=endpoint_id, deleted_at=None))


async def fails(conn: Connection, endpoint_id: UUID, since: datetime | None) -> None:
    """Notes since when nothing has arrived there, or that something did; no change that anybody made, so its version stays."""
    await WebhookEndpoint.filter(id=endpoint_id).using_db(conn.client).update(failing_since=since)


def disabled(reason: WebhookDisabledReason, now: datetime) -> WebhookEndpointRow:
    """The columns of an endpoint to which nothing is sent from now on."""
    return {"disabled_at": now, "disabled_reason": reason}
