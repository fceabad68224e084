"""The database, the clocks, and what is owed to the world outside."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Final

from portico.cli.doctor.symptoms import Look, Severity, Symptom, Visit, symptom
from portico.domain.sentences import Said, Sentence, together
from portico.operations.engine.work import Unit, Work
from portico.storage.engine import hold
from portico.storage.engine.installation import checkup, health

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
_RESTORE: Final = Sentence("doctor.act.restore", "Stop Portico, and restore a backup: `portico restore`.")
_ANALYZE: Final = Sentence("doctor.act.analyze", "Let it look: ANALYZE.")
_BOTH_BY_NTP: Final = Sentence("doctor.act.keep_both_by_ntp", "Keep both by NTP.")
_SET_RIGHT: Final = Sentence("doctor.act.set_clock_right", "Set the clock right, and keep it by NTP.")
_NEVER_MOVED: Final = Sentence("doctor.act.clock_of_a_demo", "It is a demo's or a test's; production never moves it.")
_RELEASE: Final = Sentence("doctor.act.release", "Look (`portico held`), then `portico release`.")
_RUN: Final = Sentence("doctor.act.run", "See that `portico serve` (on PostgreSQL `portico worker`) runs, and read its log.")
_TAKEN_OVER: Final = Sentence("doctor.act.taken_over", "A worker that runs takes them over by itself after its lease.")
_REPLAY: Final = Sentence(
    "doctor.act.sent_messages", "The dashboard shows them under Sent messages; `portico webhook replay` sends events anew."
)


async def database(work: Work, _asked: Visit) -> list[Symptom]:
    """Whole, as its engine sees it."""
    return [symptom(Severity.FAULT, _WOUND, _RESTORE.said(), what=what) for what in await checkup.wounds(work.reader)]


async def statistics(work: Work, _asked: Visit) -> list[Symptom]:
    """Without them a list may walk all that there is."""
    tables = await checkup.unknown_to_the_planner(work.reader)
    if not tables:
        return []
    said = _PLANNER.said(tables=", ".join(tables))
    return [Symptom(Severity.WARNING, said, _ANALYZE.said(), _learn)]


async def _learn(work: Work) -> bool:
    async def do(unit: Unit) -> None:
        await checkup.learn(unit.connection)

    await work.unit(do)
    return not await checkup.unknown_to_the_planner(work.reader)


async def clocks(work: Work, _asked: Visit) -> list[Symptom]:
    """Deadlines are met by these."""
    found: list[Symptom] = []
    there = await checkup.clock(work.reader)
    apart = abs(there - work.machine_now) if there else timedelta(0)
    if apart > APART:
        severity = Severity.FAULT if apart > FAR_APART else Severity.WARNING
        found.append(symptom(severity, _APART, _BOTH_BY_NTP.said(), seconds=_seconds(apart)))
    newest = await checkup.newest_entry(work.reader)
    if newest and newest - work.now > FAR_APART:
        found.append(symptom(Severity.WARNING, _AHEAD, _SET_RIGHT.said(), seconds=_seconds(newest - work.now)))
    if work.moved:
        found.append(symptom(Severity.WARNING, _MOVED, _NEVER_MOVED.said(), seconds=_seconds(work.moved)))
    return found


async def deliveries(work: Work, _asked: Visit) -> list[Symptom]:
    """What is owed leaves in time, unless it is held."""
    if standing := await hold.standing(work.reader):
        return [symptom(Severity.WARNING, _HELD, _RELEASE.said(), since=_shown(standing.since))]
    found: list[Symptom] = []
    owing = await checkup.owing(work.reader, work.machine_now, PATIENCE)
    if owing.overdue and owing.oldest:
        found.append(symptom(Severity.FAULT, _OVERDUE, _RUN.said(), count=owing.overdue, since=_shown(owing.oldest)))
    if owing.held_by_the_dead:
        act = together([_TAKEN_OVER.said(), _RUN.said()])
        found.append(symptom(Severity.WARNING, _DEAD, act, count=owing.held_by_the_dead))
    oldest = await health.oldest_unrelayed(work.reader)
    if oldest and work.now - oldest > PATIENCE:
        found.append(symptom(Severity.FAULT, _UNRELAYED, _RUN.said(), since=_shown(oldest)))
    if owing.given_up:
        found.append(symptom(Severity.WARNING, _GIVEN_UP, _REPLAY.said(), count=owing.given_up))
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
    Look("database", database),
    Look("statistics", statistics),
    Look("clocks", clocks),
    Look("deliveries", deliveries),
)
