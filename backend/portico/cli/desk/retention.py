"""Commands that show how long things are kept, and take away at once what has been kept long enough."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated

import typer

from portico.cli.acting import OnceKey, key_of
from portico.cli.asking import whoever
from portico.cli.running import refuse, run
from portico.cli.whole_numbers import whole
from portico.domain.desk.retention import RetentionKind, next_night
from portico.domain.statuses import DocumentKind
from portico.operations.desk.keeping import retention as job
from portico.operations.desk.keeping import retention_periods
from portico.operations.engine.work import Work
from portico.operations.port_ins import waiting_papers
from portico.storage.engine import hold

retention = typer.Typer(help="How long things are kept.", no_args_is_help=True)


@retention.command("show")
def show() -> None:
    """Show every period, and what the next night's job would take away."""
    typer.echo(run(_shown))


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
) -> None:
    """Keep something longer or shorter, from the next night on."""
    command = retention_periods.ChangeRetention(kind=kind, days=days, document_kind=document_kind, country=country)
    run(lambda work: retention_periods.change(work, whoever(), command, key_of("retention change", key, [command])))
    typer.echo(run(_shown))


@retention.command("run")
def run_now(*, dry_run: Annotated[bool, typer.Option("--dry-run", help="Only count; nothing is deleted.")] = False) -> None:
    """Delete at once what has been kept long enough; run it where the documents lie."""
    for line in run(_counted if dry_run else _run):
        typer.echo(line)


async def _shown(work: Work) -> str:
    lines = []
    for each in await retention_periods.listed(work.reader):
        which = " ".join(filter(None, (each.place.document_kind, each.place.country)))
        chosen = f"  (as it is shipped: {each.shipped})" if each.chosen and each.shipped else ""
        days = "day " if each.days == 1 else "days"
        lines.append(f"{each.days:>7} {days}  {retention_periods.WORDS[each.place.kind].said()}{f', {which}' if which else ''}{chosen}")
    night = next_night(work.now)
    return "\n".join([*lines, f"At {night:%Y-%m-%d %H:%M} UTC would go:", *_lines(await _due(work, night))])


async def _counted(work: Work) -> list[str]:
    return ["Would go now:", *_lines(await _due(work, work.now))]


async def _run(work: Work) -> list[str]:
    if await hold.standing(work.reader):
        refuse("The mail room and the clock are held: nothing is deleted until `portico release`.")
    gone = await job.run(work, whoever())
    while await waiting_papers.purge(work):
        pass
    return ["Gone:", *_lines(gone)]


async def _due(work: Work, at: datetime) -> dict[RetentionKind, int]:
    return {kept: sum(row["n"] for row in found) for kept, found in (await job.due(work.reader, at)).items()}


def _lines(counts: dict[RetentionKind, int]) -> list[str]:
    return [f"{n:>7} {(retention_periods.ONE if n == 1 else retention_periods.WORDS)[kept].said()}" for kept, n in counts.items()]
