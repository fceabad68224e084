"""Commands that hold mail room and clock, show what would happen, and release them."""

from __future__ import annotations

from typing import Annotated, Final

import typer

from portico.carriers import sandbox_desk
from portico.cli.acting import OnceKey, key_of
from portico.cli.asking import whoever
from portico.cli.running import run
from portico.domain.statuses import HeldKind
from portico.operations.desk import holding
from portico.operations.engine.work import Work
from portico.storage.engine import hold as storage

NOTHING_HELD: Final = "Nothing is held: mails leave and deadlines are met."
WORDS: Final[dict[HeldKind, tuple[str, str]]] = {
    HeldKind.PERFORM: ("Dutch request performed", "Dutch requests performed"),
    HeldKind.WINDOW_CLOSED: ("Dutch request expired", "Dutch requests expired"),
    HeldKind.APPROVAL: ("port-out approved on deadline", "port-outs approved on deadline"),
    HeldKind.EXPIRY: ("port-out expired", "port-outs expired"),
    HeldKind.OFFER_EXPIRY: ("offer of numbers expired", "offers of numbers expired"),
    HeldKind.UNLOCKING: ("lock of a number ended", "locks of numbers ended"),
    HeldKind.RELEASE: ("port-out completed", "port-outs completed"),
    HeldKind.COMPLETION: ("number completed", "numbers completed"),
    HeldKind.PROVISIONING: ("number added to the inventory", "numbers added to the inventory"),
    HeldKind.REMINDER: ("reminder or warning written", "reminders and warnings written"),
    HeldKind.DIGEST: ("daily digest written", "daily digests written"),
    HeldKind.ENDING: ("webhook endpoint disabled", "webhook endpoints disabled"),
    HeldKind.FACTOR_RESET: ("second factor reset", "second factors reset"),
    HeldKind.CLEARING: ("unused paper or old delivery deleted", "unused papers and old deliveries deleted"),
    HeldKind.SIMULATED: ("move of a simulated carrier", "moves of simulated carriers"),
    HeldKind.MAIL: ("mail sent", "mails sent"),
    HeldKind.CALLBACK: ("callback sent", "callbacks sent"),
    HeldKind.WEBHOOK: ("event sent to a webhook endpoint", "events sent to webhook endpoints"),
    HeldKind.CARRIER: ("message sent to a carrier", "messages sent to carriers"),
    HeldKind.NEWS: ("entry told, as mails and callbacks", "entries told, as mails and callbacks"),
    HeldKind.RETENTION: (
        "draft, document or ended order deleted, as it was kept long enough",
        "drafts, documents and ended orders deleted, as they were kept long enough",
    ),
}


def hold(*, key: OnceKey = None) -> None:
    """Hold the mail room and the clock: nothing leaves and no deadline is met, also after a start, until `portico release`."""
    run(lambda work: holding.hold_back(work, whoever(), key_of("hold", key, [])))
    typer.echo("Held. `portico held` shows what would happen, `portico release` lets it.")


def held() -> None:
    """Show whether mail room and clock are held, and what a release would let happen at once."""
    typer.echo(run(_held))


def release(
    *,
    yes: Annotated[bool, typer.Option("--yes", help="Without showing what happens, and without asking.")] = False,
    key: OnceKey = None,
) -> None:
    """Release the mail room and the clock; what has come due meanwhile happens at once."""
    if not yes:
        typer.echo(run(_held))
        typer.confirm("Release?", abort=True)
    run(lambda work: holding.release(work, whoever(), key_of("release", key, [])))
    typer.echo("Released.")


async def _held(work: Work) -> str:
    standing = await storage.standing(work.reader)
    if standing is None:
        return NOTHING_HELD
    sandbox_desk.register()
    lines = [f"Held since {standing.since:%Y-%m-%d %H:%M} UTC ({standing.reason}). A release would have at once:"]
    for found in await holding.would_happen(work):
        lines.append(f"{found.count:>7} {WORDS[found.kind][found.count != 1]}")
        lines += [f"{item.count:>15} {' '.join(filter(None, (item.name, item.destination)))}" for item in found.items]
    return "\n".join(lines if len(lines) > 1 else [*lines, "        nothing"])


COMMANDS: Final = (hold, held, release)
