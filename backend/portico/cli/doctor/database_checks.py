"""The database, the clocks, and what is owed to the world outside."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Final

from portico.cli.doctor.findings import Asked, Check, Finding, Severity, finding
from portico.domain.sentences import Said, Sentence, quoted
from portico.operations.engine.work import Unit, Work
from portico.storage.engine import checkup, health, hold

APART: Final = timedelta(seconds=2)
FAR_APART: Final = timedelta(minutes=1)
PATIENCE: Final = timedelta(minutes=5)
_WOUND: Final = Sentence("doctor.database_damaged", "The database is damaged: {what}")
_PLANNER: Final = Sentence("doctor.statistics_missing", "The planner of the database does not know how large these are: {tables}.")
_APART: Final = Sentence("doctor.clock_apart", "This machine's clock and the database server's are {seconds} s apart.")
_AHEAD: Final = Sentence("doctor.clock_behind", "The last thing in the journal happened {seconds} s from now: a clock was set back.")
_MOVED: Final = Sentence("doctor.clock_moved", "The clock of this installation is moved by {seconds} s.")
_OVERDUE: Final = Sentence("doctor.deliveries_overdue", "Deliveries that wait longer than they should, the oldest since {since}: {count}.")
_DEAD: Final = Sentence("doctor.deliveries_claimed", "Deliveries in the hands of a worker that has not settled them in time: {count}.")
_UNRELAYED: Final = Sentence("doctor.entries_unrelayed", "What happened since {since} has been told nobody.")
_GIVEN_UP: Final = Sentence("doctor.deliveries_given_up", "Deliveries given up in the last day: {count}.")
_HELD: Final = Sentence("doctor.held", "Mail room and clock are held since {since}: nothing leaves, no deadline is met.")
_RUN: Final = "See that `portico serve` (on PostgreSQL `portico worker`) runs, and read its log."


async def database(work: Work, _asked: Asked) -> list[Finding]:
    """Whole, as its engine sees it."""
    act = "Stop Portico, and restore a backup: `portico restore`."
    return [finding(Severity.FAULT, _WOUND, act, what=what) for what in await checkup.wounds(work.reader)]


async def statistics(work: Work, _asked: Asked) -> list[Finding]:
    """Without them a list may walk all that there is."""
    tables = await checkup.unknown_to_the_planner(work.reader)
    if not tables:
        return []
    said = _PLANNER.said(tables=", ".join(tables))
    return [Finding(Severity.WARNING, said, quoted("Let it look: ANALYZE."), _learn)]


async def _learn(work: Work) -> bool:
    async def do(unit: Unit) -> None:
        await checkup.learn(unit.connection)

    await work.unit(do)
    return not await checkup.unknown_to_the_planner(work.reader)


async def clocks(work: Work, _asked: Asked) -> list[Finding]:
    """Deadlines are met by these."""
    found: list[Finding] = []
    there = await checkup.clock(work.reader)
    apart = abs(there - work.machine_now) if there else timedelta(0)
    if apart > APART:
        severity = Severity.FAULT if apart > FAR_APART else Severity.WARNING
        found.append(finding(severity, _APART, "Keep both by NTP.", seconds=_seconds(apart)))
    newest = await checkup.newest_entry(work.reader)
    if newest and newest - work.now > FAR_APART:
        found.append(finding(Severity.WARNING, _AHEAD, "Set the clock right, and keep it by NTP.", seconds=_seconds(newest - work.now)))
    if work.moved:
        act = "It is a demo's or a test's; production never moves it."
        found.append(finding(Severity.WARNING, _MOVED, act, seconds=_seconds(work.moved)))
    return found


async def deliveries(work: Work, _asked: Asked) -> list[Finding]:
    """What is owed leaves in time, unless it is held."""
    if standing := await hold.standing(work.reader):
        return [finding(Severity.WARNING, _HELD, "Look (`portico held`), then `portico release`.", since=_shown(standing.since))]
    found: list[Finding] = []
    owing = await checkup.owing(work.reader, work.machine_now, PATIENCE)
    if owing.overdue and owing.oldest:
        found.append(finding(Severity.FAULT, _OVERDUE, _RUN, count=owing.overdue, since=_shown(owing.oldest)))
    if owing.held_by_the_dead:
        act = "A worker that runs takes them over by itself after its lease. " + _RUN
        found.append(finding(Severity.WARNING, _DEAD, act, count=owing.held_by_the_dead))
    oldest = await health.oldest_unrelayed(work.reader)
    if oldest and work.now - oldest > PATIENCE:
        found.append(finding(Severity.FAULT, _UNRELAYED, _RUN, since=_shown(oldest)))
    if owing.given_up:
        act = "The dashboard shows them under Sent messages; `portico webhook replay` sends events anew."
        found.append(finding(Severity.WARNING, _GIVEN_UP, act, count=owing.given_up))
    return found


def _seconds(apart: timedelta) -> int:
    return round(apart.total_seconds())


def _shown(moment: datetime) -> str:
    return f"{moment:%Y-%m-%d %H:%M} UTC"


def trouble(problem: object) -> Said:
    """What a database said that cannot be asked."""
    return _UNREACHABLE.said(what=str(problem) or type(problem).__name__)


def behind(missing: int) -> Said:
    return _BEHIND.said(count=missing)


_UNREACHABLE: Final = Sentence("doctor.database_unreachable", "The database cannot be asked: {what}")
_BEHIND: Final = Sentence("doctor.migrations_missing", "Migrations that the database lacks: {count}.")
CHECKS: Final = (
    Check("database", database),
    Check("statistics", statistics),
    Check("clocks", clocks),
    Check("deliveries", deliveries),
)
