"""What of webhook endpoints has a command of its own: the log of what was sent there."""

from __future__ import annotations

from typing import Annotated, Final

import typer

from portico.cli import printing
from portico.cli.acting import AsJson, Most
from portico.cli.asking import ApiAnswer, ask
from portico.cli.nouns import BY_NAME
from portico.cli.running import run_for
from portico.domain import ids
from portico.operations.engine.work import Work

webhook = typer.Typer(help="Addresses that events are posted to.", no_args_is_help=True)
PAGE: Final = 50
_LOG: Final = """query ($id: ID!, $first: Int!, $after: String, $status: DeliveryStatus) { webhookEndpoint(id: $id) {
    deliveries(first: $first, after: $after, status: $status) { pageInfo { hasNextPage endCursor } edges { node {
        id type status attemptCount createdAt deliveredAt nextAttemptAt lastError
        attempts { no at ok statusCode error durationMs } } } } } }"""
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
    status: Annotated[str | None, typer.Option(help="Only PENDING, DELIVERED or GIVEN_UP.")] = None,
    most: Most = PAGE,
    as_json: AsJson = False,
) -> None:
    """Show what was sent there, newest first, with every try."""

    async def look(work: Work) -> list[ApiAnswer]:
        row = await BY_NAME["webhook"].named(work, endpoint)
        variables = {"id": ids.spelled("webhook_endpoint", row["id"]), "status": status and status.upper()}
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
    else:
        printing.as_table(_COLUMNS, log)
