"""What stands behind the gate of the mail room, loop by loop, each with what it would do if it were released now.

A loop that has not said so here is not let behind the gate: a release does nothing that staff could not see before.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Awaitable, Callable, Iterable, Iterator, Mapping
from functools import partial
from operator import itemgetter
from typing import Final
from uuid import UUID

from portico.domain.desk import webhooks
from portico.domain.desk.retention import RetentionKind, night_of
from portico.domain.port_ins.documents.document import KEPT_FOR
from portico.domain.statuses import HeldKind
from portico.operations.desk import digests, reminders
from portico.operations.desk.deadlines import DEADLINES, Deadline, all_due
from portico.operations.desk.keeping import retention
from portico.operations.desk.webhooks import webhook_endings
from portico.operations.engine import moves
from portico.operations.engine.installation import INSTALLATION
from portico.operations.engine.registry import SUBJECTS
from portico.operations.engine.work import Unit, Work
from portico.storage.desk import holding as storage
from portico.storage.desk.keeping import evidence
from portico.storage.engine.outbox import DeliveryKind
from portico.storage.people import second_factors
from portico.storage.port_ins import waiting_papers
from portico.storage.row_types.joined import CountedPapers, HeldUpRow

Groups = Mapping[HeldKind, list[HeldUpRow]]
"""By kind, per order: order_kind, order_id, n, and destination where something is owed to somebody."""
Would = Callable[[Work], Awaitable[Groups]]


async def all_that_would(work: Work) -> dict[HeldKind, list[HeldUpRow]]:
    """What all of them would do, by kind; what several would do of one kind is one list, the oldest order first."""
    found: dict[HeldKind, list[HeldUpRow]] = {}
    for would in WOULD.values():
        for kind, groups in (await would(work)).items():
            found[kind] = _together(found[kind], groups) if found.get(kind) else groups
    return {kind: groups for kind, groups in found.items() if groups}


def _together(some: Iterable[HeldUpRow], more: Iterable[HeldUpRow]) -> list[HeldUpRow]:
    known: dict[tuple[object, ...], HeldUpRow] = {}
    for group in (*some, *more):
        key = (group["order_kind"], group["order_id"], group.get("destination"))
        known[key] = group | {"n": group["n"] + (known[key]["n"] if key in known else 0)}
    return sorted(known.values(), key=itemgetter("order_id"))


def behind(name: str, would: Would) -> None:
    """A loop that operations do not know stands behind the gate too."""
    WOULD[name] = would


async def _tell(work: Work) -> Groups:
    return {HeldKind.NEWS: await storage.news(work.reader)}


async def _send(work: Work, *, kind: DeliveryKind) -> Groups:
    return {HeldKind(str(kind)): await storage.deliveries(work.reader, kind)}


async def _remind(work: Work) -> Groups:
    return {HeldKind.REMINDER: await reminders.due(work.reader, work.now)}


async def _remind_of_dates(work: Work) -> Groups:
    return {HeldKind.REMINDER: await reminders.due_before_dates(work.reader, work.now)}


async def _write_digests(work: Work) -> Groups:
    return {HeldKind.DIGEST: await digests.held(work.reader, work.now)}


async def _end_endpoints(work: Work) -> Groups:
    ended = await webhook_endings.standing(work.reader, work.now, ended=True)
    return {
        HeldKind.ENDING: [{"order_kind": "account", "order_id": row["account_id"], "destination": row["name"], "n": 1} for row in ended],
        HeldKind.CLEARING: await storage.past_logs(work.reader, work.now - webhooks.LOG_KEPT),
    }


async def _clear_papers(work: Work) -> Groups:
    return _cleared(await waiting_papers.overdue(work.reader, work.now - KEPT_FOR))


async def _purge_papers(work: Work) -> Groups:
    return _cleared(await waiting_papers.unpurged(work.reader))


def _cleared(papers: Iterable[CountedPapers]) -> Groups:
    return {HeldKind.CLEARING: [{"order_kind": "account", "order_id": row["account_id"], "n": row["n"]} for row in papers]}


async def _delete_what_was_kept(work: Work) -> Groups:
    return {HeldKind.RETENTION: await retention.held(work.reader, work.now)}


async def _trim_journal(work: Work) -> Groups:
    due = await retention.due(work.reader, night_of(work.now)[1], [RetentionKind.ENTRY])
    return {HeldKind.RETENTION: due.get(RetentionKind.ENTRY, []), **_cleared(await evidence.unpurged(work.reader))}


async def _reset_second_factors(work: Work) -> Groups:
    due = await second_factors.resets_standing(work.reader, work.now)
    return {HeldKind.FACTOR_RESET: [{**_whose(row["account_id"]), "destination": row["email"], "n": 1} for row in due]}


def _whose(account_id: UUID | None) -> HeldUpRow:
    return {"order_kind": "account", "order_id": account_id} if account_id else {"order_kind": "installation", "order_id": INSTALLATION}


async def _simulate_carriers(work: Work) -> Groups:
    return {HeldKind.SIMULATED: await storage.simulated_answers(work.reader, work.now)}


async def _meet_deadlines(work: Work) -> Groups:
    return await work.unit(_deadlines)


async def _deadlines(unit: Unit) -> Groups:
    found: dict[HeldKind, list[HeldUpRow]] = {}
    for deadline in DEADLINES:
        order_of = await all_due(unit.connection, deadline.due, unit.now)
        for verb in deadline.verbs if order_of else ():
            moved = await moves.would_move(unit, deadline.subject, verb, order_of)
            found[HeldKind(f"{deadline.subject}.{verb}")] = list(_grouped(deadline, {key: order_of.pop(key) for key in moved}))
    return found


def _grouped(deadline: Deadline, order_of: Mapping[UUID, UUID]) -> Iterator[HeldUpRow]:
    kind = SUBJECTS[deadline.subject].order_kind
    for order_id, count in sorted(Counter(order_of.values()).items()):
        yield {"order_kind": kind, "order_id": order_id, "n": count}


WOULD: Final[dict[str, Would]] = {
    "clock": _meet_deadlines,
    "reminders": _remind,
    "FOC reminders": _remind_of_dates,
    "digests": _write_digests,
    **{f"dispatch {kind}": partial(_send, kind=kind) for kind in DeliveryKind},
    "relay": _tell,
    "webhook endings": _end_endpoints,
    "waiting papers": _clear_papers,
    "deleted papers": _purge_papers,
    "second factor resets": _reset_second_factors,
    "retention": _delete_what_was_kept,
    "journal": _trim_journal,
    "sandbox carrier": _simulate_carriers,
}
"""By the name of its loop."""
