"""`portico doctor`: everything that can be seen to be wrong with an installation, and what puts it right."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from typing import Annotated, Final

import typer

from portico.cli import printing
from portico.cli.acting import AsJson
from portico.cli.doctor import database_checks, drift_checks, evidence_checks, outside_checks, settings_checks
from portico.cli.doctor.symptoms import Look, Severity, Symptom, Visit
from portico.cli.running import plainly
from portico.domain.sentences import Sentence
from portico.live import bells as live_bells
from portico.operations import tables
from portico.operations.engine import clock
from portico.operations.engine.work import Work
from portico.settings import SettingsRefused, load
from portico.storage.engine import database
from portico.storage.engine.installation import checkup, health
from portico.storage.engine.keyring import KeyRing

CHECKS: Final[Sequence[Look]] = (*database_checks.CHECKS, *outside_checks.CHECKS, *drift_checks.CHECKS, *evidence_checks.CHECKS)
_REFUSED: Final = Sentence("doctor.settings_refused", "The settings are refused: {what}")
_READ: Final = Sentence("doctor.act.read_settings", "docs/operating.md lists them all.")
_DATABASE: Final = Sentence("doctor.act.database_url", "See to PORTICO_DATABASE_URL.")
_MIGRATE: Final = Sentence("doctor.act.migrate", "Run `portico migrate`.")
Report = dict[str, list[Symptom]]
"""By check; what was found nothing of is as it should be."""


def doctor(
    *,
    mail_to: Annotated[str | None, typer.Option(help="Send a test letter to this address.")] = None,
    repair: Annotated[bool, typer.Option("--repair", help="Put right what Portico can, asking before each act.")] = False,
    yes: Annotated[bool, typer.Option("--yes", help="With --repair: without asking.")] = False,
    as_json: AsJson = False,
) -> None:
    """Look whether the installation is well. Ends with 0 where it is, with 1 for warnings and with 2 for faults."""
    with plainly(as_json=as_json):
        report, engine = asyncio.run(_examined(Visit(mail_to), repair=repair, asks=not yes))
    worst = max((found.severity for each in report.values() for found in each), default=Severity.FINE)
    if as_json:
        printing.as_json(
            {"worst": worst.name, "database": engine, "checks": {name: [_plain(it) for it in each] for name, each in report.items()}}
        )
    else:
        _tell(report, engine)
    raise typer.Exit(int(worst))


async def _examined(asked: Visit, *, repair: bool, asks: bool) -> tuple[Report, str | None]:
    try:
        settings = load()
    except SettingsRefused as refused:
        return {"settings": [Symptom(Severity.FAULT, _REFUSED.said(what=str(refused)), _READ.said())]}, None
    report: Report = {check.name: check.run(settings) for check in settings_checks.CHECKS}
    tables.register()
    try:
        opened = await database.open(settings)
    except health.TROUBLE as problem:
        return report | {"database": [Symptom(Severity.FAULT, database_checks.trouble(problem), _DATABASE.said())]}, None
    try:
        if missing := await opened.pending():
            return report | {"database": [Symptom(Severity.FAULT, database_checks.behind(len(missing)), _MIGRATE.said())]}, None
        bells = live_bells.hang_for(opened, settings)
        work = Work(opened, settings, KeyRing(settings.secret_keys), clock=clock.of(settings), bells=[bells])
        for check in CHECKS:
            report[check.name] = await _mended(work, check, asked, asks=asks) if repair else await check.run(work, asked)
        await bells.flush()
        await bells.close()
        return report, await checkup.engine(work.reader)
    finally:
        await opened.close()


async def _mended(work: Work, check: Look, asked: Visit, *, asks: bool) -> list[Symptom]:
    """What is left once everything was offered that can be put right; one act may end what another finding was about."""
    found = await check.run(work, asked)
    for each in found:
        if each.repair is None:
            continue
        typer.echo(each.message, err=True)
        if not asks or typer.confirm(f"  {each.act.text}", err=True):
            done = await each.repair(work)
            typer.echo("  Done." if done else "  It is still so.", err=True)
    return await check.run(work, Visit()) if any(each.repair for each in found) else found


def _plain(found: Symptom) -> dict[str, object]:
    return {
        "severity": found.severity.name,
        "code": found.code,
        "params": found.said.named,
        "message": found.message,
        "act": found.act.text,
        "actCode": (found.act.code or "").removeprefix("doctor."),
        "actParams": found.act.named,
        "repairable": found.repair is not None,
    }


_MARKS: Final = {Severity.WARNING: "warning", Severity.FAULT: "FAULT"}


def _tell(report: Report, engine: str | None) -> None:
    rows: list[dict[str, object]] = []
    for name, found in report.items():
        rows += [{"check": name, "is": _MARKS[each.severity], "what": each.message, "act": each.act.text} for each in found]
        if not found:
            rows.append({"check": name, "is": "ok", "what": (engine or "") if name == "database" else "", "act": ""})
    printing.as_table({"CHECK": "check", "": "is", "WHAT": "what", "WHAT TO DO": "act"}, rows)
    if any(each.repair for found in report.values() for each in found):
        typer.echo("`portico doctor --repair` offers each act that Portico itself can do.", err=True)
