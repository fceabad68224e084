"""What of webhook endpoints has a command of its own: the log of what was sent there."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Annotated, Final
from uuid import UUID

import typer

from portico.cli import printing
from portico.cli.acting import AsJson, Most, OnceKey, key_of
from portico.cli.asking import ApiAnswer, ask, whoever
from portico.cli.nouns import BY_NAME
from portico.cli.running import run_for
from portico.domain import ids
from portico.domain.refusals import NotFound, Thing
from portico.operations.desk.webhooks import webhook_replays
from portico.operations.engine.work import Work
from portico.storage.engine.outbox import DeliveryStatus

webhook = typer.Typer(help="Addresses that events are posted to.", no_args_is_help=True)
PAGE: Final = 50
_LOG: Final = """query ($id: ID!, $first: Int!, $after: String, $status: DeliveryStatus) { webhookEndpoint(id: $id) {
    deliveries(first: $first, after: $after, status: $status) { pageInfo { hasNextPage endCursor } edges { node {
        id type status attemptCount createdAt deliveredAt nextAttemptAt lastError
        attempts { no at ok statusCode error durationMs url requestHeaders { name value } responseHeaders { name value } responseBody }
        } } } } }"""
_COLUMNS: Final = {
    "SENT": "createdAt", "EVENT": "type", "STATUS": "status", "TRIES": "attemptCount", "ARRIVED": "deliveredAt", "LAST ERROR": "lastError",
    "ID": "id",
}  # fmt: skip


@webhook.callback()
def _webhook() -> None:
    """Addresses that events are posted to."""


@webhook.command("log")
def webhook_log(
    endpoint: Annotated[str, typer.Argument(help=BY_NAME["webhook"].called)],
    *,
    status: Annotated[DeliveryStatus | None, typer.Option(help="Only these.", case_sensitive=False)] = None,
    heads: Annotated[bool, typer.Option("--heads", help="With every try: the head that was sent, and the one that came back.")] = False,
    most: Most = PAGE,
    as_json: AsJson = False,
) -> None:
    """Show what was sent there, newest first; with --json or --heads every try of it."""

    async def look(work: Work) -> list[ApiAnswer]:
        row = await BY_NAME["webhook"].named(work, endpoint)
        variables = {"id": ids.spelled("webhook_endpoint", row["id"]), "status": status and status.name}
        found: list[ApiAnswer] = []
        place: ApiAnswer = {"hasNextPage": True, "endCursor": None}
        while place["hasNextPage"] and len(found) < most:
            page = await ask(work, _LOG, {**variables, "first": min(PAGE, most - len(found)), "after": place["endCursor"]})
            deliveries = page["webhookEndpoint"]["deliveries"]
            found, place = found + [edge["node"] for edge in deliveries["edges"]], deliveries["pageInfo"]
        return found

    log = run_for(look, as_json=as_json)
    if as_json:
        printing.as_json(log)
    elif heads:
        for delivery in log:
            printing.as_sheet(
                {"sent": delivery["createdAt"], "event": delivery["type"], "status": delivery["status"], "id": delivery["id"]}
            )
            for attempt in delivery["attempts"]:
                printing.as_lines(_of_try(attempt))
    else:
        printing.as_table(_COLUMNS, log)


def _of_try(attempt: ApiAnswer) -> Iterator[str]:
    """One try, as it went over the line: what was sent and its head, what came back and its head, and how the answer begins."""
    yield f"  {attempt['no']}. {printing.instant(attempt['at'])}, {attempt['durationMs']} ms: {attempt['error'] or 'arrived'}"
    yield f"    > POST {attempt['url'] or '(nothing was sent)'}"
    yield from (f"    > {each['name']}: {each['value']}" for each in attempt["requestHeaders"])
    if attempt["statusCode"] is not None:
        yield f"    < {attempt['statusCode']}"
    yield from (f"    < {each['name']}: {each['value']}" for each in attempt["responseHeaders"])
    if attempt["responseBody"]:
        yield f"    < {' '.join(attempt['responseBody'].split())}"


@webhook.command("replay-one")
def webhook_replay_one(
    delivery: Annotated[str, typer.Argument(help="The id of what was sent, as `webhook log` shows it.")],
    *,
    key: OnceKey = None,
    as_json: AsJson = False,
) -> None:
    """Send one event anew, under the id it had: one that was given up, or one that arrived and is wanted again."""

    async def replay(work: Work) -> None:
        delivery_id = _read(delivery)
        await webhook_replays.replay(work, whoever(), delivery_id, key_of("webhook replay-one", key, [delivery_id]))

    run_for(replay, as_json=as_json)
    words = f"{delivery} is sent anew."
    printing.as_json({"message": words, "answer": delivery}) if as_json else typer.echo(words)


def _read(delivery: str) -> UUID:
    """Raises NotFound for what is the id of no delivery."""
    try:
        return ids.read("delivery", delivery)
    except ValueError:
        raise NotFound(Thing.WEBHOOK_DELIVERY) from None
