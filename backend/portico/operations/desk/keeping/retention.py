"""The nightly job: drafts that nobody touches, documents, and orders that ended long ago go, a piece a unit, so that nobody waits for it.

Each piece asks again under the order's lock whether it is still due: somebody may have come back, or held it. What a night takes away is
what was due when it began, so it is the same however long the job takes, and a day on which nothing ran is made up for by the next.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Final

from portico.domain.actors import SYSTEM, Actor
from portico.domain.desk import retention
from portico.domain.desk.retention import RetentionKind
from portico.domain.events import Happening
from portico.domain.sentences import Said, Sentence
from portico.operations.engine.permission import permitted
from portico.operations.engine.work import Unit, Work
from portico.storage.desk.keeping import erasing, trimming
from portico.storage.desk.keeping import retention as storage
from portico.storage.desk.keeping import retention_periods as settings
from portico.storage.desk.keeping.retention import JOBS, DueOrder, Job, Periods
from portico.storage.engine.database import Connection
from portico.storage.engine.rows import Columns
from portico.storage.row_types.documents import DocumentRow
from portico.storage.row_types.joined import HeldUpRow

REDACTED: Final = Sentence("retention.redacted", "The order was deleted; what was said here went with it.")
DOCUMENT_DELETED: Final = Sentence("document.deleted", "Deleted by retention on {day}.")
NIGHTLY: Final = tuple(kept for kept in RetentionKind if kept is not RetentionKind.ENTRY)
"""What this job takes away: the journal is trimmed where the evidence lies (`exports.trimming`)."""
_GONE: Final[Mapping[RetentionKind, Sentence]] = {
    RetentionKind.DRAFT: Sentence("retention.draft_gone", "The draft {reference} was deleted: nobody had touched it for {days}."),
    RetentionKind.ORDER: Sentence("retention.order_gone", "The order {reference} was deleted: it had ended {days} before or earlier."),
}


@dataclass(frozen=True, slots=True)
class Night:
    """Which night's job, the instant it judges by, how long what is kept, and who takes the rest away."""

    day: date
    at: datetime
    periods: Periods
    by: Actor = SYSTEM


async def periods(conn: Connection) -> dict[retention.PeriodPlace, int]:
    """Every period that holds now."""
    return retention.periods({place: row["days"] for place, row in (await settings.chosen(conn)).items()})


async def entries_until(conn: Connection, at: datetime) -> datetime | None:
    """What happened to orders that ended at this instant or before need not stay in the journal; None where all of it stays."""
    days = (await periods(conn)).get(retention.PeriodPlace(RetentionKind.ENTRY))
    return None if days is None else retention.cut(days, at)


async def step(work: Work) -> bool:
    """A piece of the job of the night that has begun; True where there may be more. Once it is done the night has nothing more to do."""
    day, at = retention.night_of(work.now)
    if await settings.is_finished(work.reader, day):
        return False
    if await piece(work, Night(day, at, await periods(work.reader))):
        return True
    await work.unit(lambda unit: settings.finish(unit.connection, day, unit.now))
    return False


async def last_night(work: Work) -> date | None:
    """The night that has begun, once its job is done; None while it is not."""
    day, _at = retention.night_of(work.now)
    return day if await settings.is_finished(work.reader, day) else None


async def run(work: Work, actor: Actor) -> dict[RetentionKind, int]:
    """Everything that is due this very moment, whatever the hour; how much went, by kind. Raises NotPermitted."""
    actor = permitted(actor, "retention.change")
    night, before = Night(retention.night_of(work.now)[0], work.now, await periods(work.reader), actor), await _taken(work)
    while await piece(work, night):
        pass
    return {kept: n - before.get(kept, 0) for kept, n in (await _taken(work)).items() if kept in NIGHTLY}


async def _taken(work: Work) -> dict[RetentionKind, int]:
    found = await settings.nights(work.reader)
    return {kept: sum(row[column] for row in found) for kept, column in settings.COUNTED.items()}


async def due(
    conn: Connection, at: datetime, kept: Collection[RetentionKind] = tuple(RetentionKind)
) -> dict[RetentionKind, list[HeldUpRow]]:
    """How much of each kind would be due at this instant, per account: order_kind, order_id, n. Entries only where a period is chosen."""
    holding = await periods(conn)
    found: dict[RetentionKind, list[HeldUpRow]] = {kind: [] for kind in kept if kind in NIGHTLY}
    for job in JOBS:
        if job.kept in found:
            found[job.kept] += await storage.counts(conn, job, holding, at)
    if RetentionKind.ENTRY in kept and (cut := await entries_until(conn, at)):
        found[RetentionKind.ENTRY] = await trimming.counts(conn, cut)
    return found


async def held(conn: Connection, now: datetime) -> list[HeldUpRow]:
    """What a release would take away at once: nothing where this night's job is done."""
    day, at = retention.night_of(now)
    if await settings.is_finished(conn, day):
        return []
    return [row for found in (await due(conn, at, NIGHTLY)).values() for row in found]


async def piece(work: Work, night: Night) -> bool:
    """One piece of the first thing that is due; False where nothing is."""
    for job in JOBS:
        for found in await storage.due(work.reader, job, night.periods, night.at):
            if await work.unit(lambda unit, job=job, found=found: _take(unit, job, night, found)):  # type: ignore[misc]
                return True
    return False


async def _take(unit: Unit, job: Job, night: Night, found: DueOrder) -> bool:
    """Whether something was taken away: not where it is no more due."""
    await unit.lock("account", [found.account_id])
    await unit.lock(job.order_kind, [found.order_id])
    if not await storage.due(unit.connection, job, night.periods, night.at, order_id=found.order_id):
        return False
    if job.kept is RetentionKind.DOCUMENT:
        await _delete_documents(unit, job, night, found)
    else:
        await _delete_order(unit, job, night, found)
    return True


async def _delete_documents(unit: Unit, job: Job, night: Night, found: DueOrder) -> None:
    """What of the order's papers is due: their rows stay and say so, their bytes are owed their end."""
    papers = await storage.due_documents(unit.connection, job, night.periods, night.at, found.order_id)
    said = DOCUMENT_DELETED.said(day=night.day.isoformat())
    await erasing.mark_documents(unit.connection, [(row, _tombstone(row, said, unit.now)) for row in papers], unit.now)
    if job.order_kind == "porting_request":
        await erasing.forget_secrets(unit.connection, found.order_id)
    for row in papers:
        unit.record(
            subject_kind="document",
            subject_id=row["id"],
            version=row["version"] + 1,
            order_id=found.order_id,
            verb="delete",
            event=Happening.DOCUMENT_DELETED,
            reason=said,
            data={"kind": str(row["kind"])},
            told=False,
            actor=night.by,
        )
    await settings.count(unit.connection, night.day, RetentionKind.DOCUMENT, len(papers), unit.now)


def _tombstone(row: DocumentRow, said: Said, now: datetime) -> Columns:
    """What stays of a document: which kind it was, its checksum, and that it was deleted; a file's name may be somebody's."""
    ending = str(row["media_type"]).rpartition("/")[2]
    named = f"{str(row['kind']).lower()}.{ending}"
    return {"deleted_at": now, "status_reason": said, "file_name": named, "signer": None, "signed_at": None}


async def _delete_order(unit: Unit, job: Job, night: Night, found: DueOrder) -> None:
    """A piece of an order that ended long ago; a draft whole, as somebody may come back to what is left of it."""
    said = REDACTED.said()
    more = await erasing.piece(unit.connection, job.order_kind, found.order_id, said)
    while more and job.kept is RetentionKind.DRAFT:
        more = await erasing.piece(unit.connection, job.order_kind, found.order_id, said)
    if more:
        unit.recount(found.order_id)
        return
    await erasing.finish(unit.connection, job.order_kind, found.order_id)
    days = night.periods[retention.PeriodPlace(job.kept)]
    unit.record(
        subject_kind="account",
        subject_id=found.account_id,
        version=1,
        order_id=found.account_id,
        verb="delete",
        event=Happening.RETENTION_ORDER_DELETED,
        reason=_GONE[job.kept].said(reference=found.reference, days=retention.days(days)),
        told=False,
        actor=night.by,
    )
    await settings.count(unit.connection, night.day, job.kept, 1, unit.now)
