"""What is sent to a webhook endpoint because somebody asks: a test event, and once more what has ended, under the id it had."""

from __future__ import annotations

import json
from collections.abc import Sequence
from datetime import timedelta
from typing import Final
from uuid import UUID

from portico.domain import ids
from portico.domain.actors import Actor
from portico.domain.desk import webhooks
from portico.domain.events import Happening
from portico.domain.refusals import ActionUnavailable, Blocked, Blocker, NotFound, Thing, TooManyRequests
from portico.domain.sentences import Sentence
from portico.operations.desk.webhooks import webhook_endpoints
from portico.operations.desk.webhooks.webhook_inputs import ReplayWebhookDeliveries
from portico.operations.engine.idempotency import Key, once
from portico.operations.engine.outcomes import Outcome
from portico.operations.engine.permission import permitted
from portico.operations.engine.work import Unit, Work
from portico.operations.people.on_behalf import refuse_closed
from portico.storage.desk.webhooks import webhook_deliveries as storage
from portico.storage.engine import outbox
from portico.storage.engine.outbox import DeliveryKind, owing
from portico.storage.row_types.outbox import DeliveryRow
from portico.storage.row_types.webhooks import WebhookEndpointRow

A_MINUTE: Final = timedelta(minutes=1)
_DISABLED: Final = Sentence("webhook_endpoint.is_disabled", "This webhook endpoint is disabled; enable it first.")
_UNDER_WAY: Final = Sentence("webhook_delivery.under_way", "This is being sent already.")
_TEST: Final = "This is a test of this webhook endpoint."


async def send_test(work: Work, actor: Actor, endpoint_id: UUID, key: Key | None = None) -> UUID:
    """The id of a test event that is sent there at once and tried once, even to a disabled endpoint.

    Raises NotPermitted, NotFound, TooManyRequests, or ActionUnavailable (its account is closed).
    """
    actor = permitted(actor, "webhook_endpoint.write")

    async def do(unit: Unit) -> list[Outcome]:
        row = await webhook_endpoints.locked(unit, actor, endpoint_id)
        await refuse_closed(unit.connection, row["account_id"])
        if await storage.tests_since(unit.connection, endpoint_id, unit.now - A_MINUTE) >= webhooks.TESTS_PER_MINUTE:
            raise TooManyRequests(int(A_MINUTE.total_seconds()))
        (delivery_id,) = await unit.owe([_test_event(unit, row)])
        webhook_endpoints.record(unit, actor, row, verb="test", event=Happening.WEBHOOK_ENDPOINT_TESTED)
        return [Outcome(delivery_id)]

    (outcome,) = await once(work, actor, key, do)
    return outcome.id


def _test_event(unit: Unit, row: WebhookEndpointRow) -> DeliveryRow:
    data = {"endpoint": ids.spelled("webhook_endpoint", row["id"]), "name": row["name"], "message": _TEST}
    body = {"type": str(Happening.PORTICO_TEST), "timestamp": unit.now.isoformat().replace("+00:00", "Z"), "data": data}
    return owing(
        DeliveryKind.WEBHOOK,
        f"{outbox.endpoint(row['id'])}:test",  # a way of its own: nothing that waits for the endpoint holds it up
        {"body": json.dumps(body, ensure_ascii=False, separators=(",", ":"))},
        event=Happening.PORTICO_TEST,
        move_id=unit.move_id,
        order=("account", row["account_id"], 0),
        account_id=row["account_id"],
        endpoint_id=row["id"],
    )


async def replay(work: Work, actor: Actor, delivery_id: UUID, key: Key | None = None) -> UUID:
    """The id of a delivery that had ended and is now tried once more, from the beginning of the schedule.

    Raises NotPermitted, NotFound, Blocked where its endpoint is disabled, or ActionUnavailable for one that is being tried.
    """
    actor = permitted(actor, "webhook_endpoint.write")

    async def do(unit: Unit) -> list[Outcome]:
        row = await storage.by_id(unit.connection, actor, delivery_id)
        if row is None or row["endpoint_id"] is None:
            raise NotFound(Thing.WEBHOOK_DELIVERY)
        if not await _replay(unit, actor, row["endpoint_id"], [delivery_id]):
            raise ActionUnavailable(_UNDER_WAY.said())
        return [Outcome(delivery_id)]

    (outcome,) = await once(work, actor, key, do)
    return outcome.id


async def replay_since(work: Work, actor: Actor, endpoint_id: UUID, command: ReplayWebhookDeliveries, key: Key | None = None) -> int:
    """How many of what failed for good and is owed since then are tried once more. Raises NotPermitted, NotFound, or Blocked."""
    actor = permitted(actor, "webhook_endpoint.write")

    async def do(unit: Unit) -> list[Outcome]:
        await webhook_endpoints.locked(unit, actor, endpoint_id)
        failed = await storage.failed_since(unit.connection, endpoint_id, command.since, webhooks.MOST_REPLAYED)
        return [Outcome(endpoint_id, version=await _replay(unit, actor, endpoint_id, failed))]

    (outcome,) = await once(work, actor, key, do)
    return outcome.version or 0


async def _replay(unit: Unit, actor: Actor, endpoint_id: UUID, delivery_ids: Sequence[UUID]) -> int:
    """How many of these are due now; journaled once for all of them."""
    row = await webhook_endpoints.locked(unit, actor, endpoint_id)
    await refuse_closed(unit.connection, row["account_id"])
    if row["disabled_at"] is not None:
        raise Blocked((Blocker("ENDPOINT_DISABLED", _DISABLED.said()),))
    due = await storage.replay(unit.connection, delivery_ids, unit.machine_now)
    if due:
        named = {"deliveries": len(due)} | ({"delivery": ids.spelled("delivery", due[0])} if len(due) == 1 else {})
        webhook_endpoints.record(unit, actor, row, verb="replay", event=Happening.WEBHOOK_ENDPOINT_REPLAYED, data=named)
        unit.rings = True
    return len(due)
