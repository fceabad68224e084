"""Commands that show how long things are kept, and take away at once what has been kept long enough."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Annotated

import typer

from portico.cli import printing
from portico.cli.acting import AsJson, OnceKey, key_of
from portico.cli.asking import whoever
from portico.cli.running import refuse, run_for
from portico.cli.whole_numbers import whole
from portico.domain.desk.retention import RetentionKind, next_night
from portico.domain.statuses import DocumentKind
from portico.mailroom.letters import erased_letters
from portico.operations.desk.keeping import retention as job
from portico.operations.desk.keeping import retention_periods
from portico.operations.desk.keeping.retention_periods import Period
from portico.operations.engine.work import Work
from portico.operations.exports import trimming
from portico.operations.port_ins import waiting_papers
from portico.storage.desk.keeping.retention_periods import COUNTED
from portico.storage.engine import hold

DueByKind = Mapping[RetentionKind, int]
retention = typer.Typer(help="How long things are kept.", no_args_is_help=True)


@retention.command("show")
def show(*, as_json: AsJson = False) -> None:
    """Show every period, and what the next night's job would take away."""
    _show(as_json=as_json)


@retention.command("change")
def change(
    kind: Annotated[RetentionKind, typer.Argument(help="What is kept.", case_sensitive=False)],
    days: Annotated[
        int | None, typer.Argument(parser=whole(), metavar="[DAYS]", help="For how many days; without it as it is shipped.")
    ] = None,
    *,
    document_kind: Annotated[DocumentKind | None, typer.Option(help="Of documents: only of this kind.", case_sensitive=False)] = None,
    country: Annotated[str | None, typer.Option(help="Of documents: only of requests of this country.")] = None,
    key: OnceKey = None,
    as_json: AsJson = False,
) -> None:
    """Keep something longer or shorter, from the next night on."""
    command = retention_periods.ChangeRetention(kind=kind, days=days, document_kind=document_kind, country=country)
    run_for(lambda work: retention_periods.change(work, whoever(), command, key_of("retention change", key, [command])), as_json=as_json)
    _show(as_json=as_json)


@retention.command("run")
def run_now(
    *,
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Only count; nothing is deleted.")] = False,
    as_json: AsJson = False,
) -> None:
    """Delete at once what has been kept long enough; run it where the documents lie."""
    counts = run_for(_due_now if dry_run else _run, as_json=as_json)
    if as_json:
        return printing.as_json(_named(counts))
    for line in ("Would go now:" if dry_run else "Gone:", *_lines(counts)):
        typer.echo(line)
    return None


def _show(*, as_json: bool) -> None:
    periods, night, due = run_for(_kept, as_json=as_json)
    if as_json:
        nodes = [
            {"kind": each.place.kind, "documentKind": each.place.document_kind, "country": each.place.country, "days": each.days}
            | {"shippedDays": each.shipped, "chosen": each.chosen}
            for each in periods
        ]
        printing.as_json({"periods": nodes, "nextNight": _named(due) | {"at": night}})
    else:
        typer.echo(_shown(periods, night, due))


async def _kept(work: Work) -> tuple[Sequence[Period], datetime, DueByKind]:
    night = next_night(work.now)
    return await retention_periods.listed(work.reader), night, await _due(work, night)


def _shown(periods: Sequence[Period], night: datetime, due: DueByKind) -> str:
    lines = []
    for each in periods:
        which = " ".join(filter(None, (each.place.document_kind, each.place.country)))
        chosen = f"  (as it is shipped: {each.shipped})" if each.chosen and each.shipped else ""
        days = "day " if each.days == 1 else "days"
        lines.append(f"{each.days:>7} {days}  {retention_periods.WORDS[each.place.kind].said()}{f', {which}' if which else ''}{chosen}")
    return "\n".join([*lines, f"At {night:%Y-%m-%d %H:%M} UTC would go:", *_lines(due)])


async def _due_now(work: Work) -> DueByKind:
    return await _due(work, work.now)


async def _run(work: Work) -> DueByKind:
    if await hold.standing(work.reader):
        refuse("The mail room and the clock are held: nothing is deleted until `portico release`.")
    gone = await job.run(work, whoever())
    if await job.entries_until(work.reader, work.now):
        gone |= {RetentionKind.ENTRY: await trimming.run(work, whoever())}
    while await waiting_papers.purge(work):
        pass
    await erased_letters.erase(work)
    return gone


async def _due(work: Work, at: datetime) -> DueByKind:
    return {kept: sum(row["n"] for row in found) for kept, found in (await job.due(work.reader, at)).items()}


def _named(counts: DueByKind) -> dict[str, object]:
    """As the API's preview has them."""
    return {COUNTED[kept]: n for kept, n in counts.items()}


def _lines(counts: DueByKind) -> list[str]:
    return [f"{n:>7} {(retention_periods.ONE if n == 1 else retention_periods.WORDS)[kept].said()}" for kept, n in counts.items()]
