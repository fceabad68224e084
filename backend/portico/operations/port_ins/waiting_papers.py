"""Papers that are uploaded first and named by the request made of them: so that one command can make a request and submit it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Final
from uuid import UUID

from portico.domain.actors import Actor
from portico.domain.port_ins.documents.document import KEPT_FOR, MOST_WAITING, MOST_WAITING_BYTES
from portico.domain.refusals import Blocked, Blocker, Thing, not_found
from portico.domain.sentences import Sentence
from portico.operations.desk.papers.uploads_told import Paper, record_upload
from portico.operations.engine.input_problems import Problems
from portico.operations.engine.work import Unit, Work
from portico.operations.people.on_behalf import account_of, is_on_behalf
from portico.storage.desk.papers import kept_papers, object_store
from portico.storage.engine.database import Connection
from portico.storage.port_ins import waiting_papers

_TOO_MANY: Final = Sentence(
    "TOO_MANY_WAITING",
    "At most {most} documents of {megabytes} MB together wait for their request: name some of them in one, or come back in a day.",
)
_TWICE: Final = Sentence("documents.duplicate", "This document is in the list already.")


async def place_for(conn: Connection, work: Work, actor: Actor, account_id: UUID | None, size: int = 0) -> UUID:
    """The account a paper may be kept for. Raises InvalidInput at `accountId`, and Blocked where too much waits already."""
    problems = Problems()
    account = await account_of(conn, actor, account_id, problems)
    problems.refuse()
    assert account  # noqa: S101 - for the type checker: without one there is a problem
    pile = await waiting_papers.pile(conn, account, work.now - KEPT_FOR)
    if pile.count >= MOST_WAITING or pile.size + size > MOST_WAITING_BYTES:
        said = _TOO_MANY.said(most=MOST_WAITING, megabytes=MOST_WAITING_BYTES // 1_000_000)
        raise Blocked((Blocker(_TOO_MANY.code, said),))
    return account


async def named(unit: Unit, account_id: UUID, ids: Sequence[UUID], problems: Problems) -> list[Paper]:
    """The papers of these ids, in their order; a problem at each that is not there, not theirs, too old, or another request's."""
    waiting = await waiting_papers.waiting(unit.connection, account_id, ids, unit.now - KEPT_FOR) if ids else []
    found = {row["id"]: Paper(row["id"], row["kind"], row["file_name"]) for row in waiting}
    for place, document_id in enumerate(ids):
        if document_id not in found:
            problems.add(f"documentIds.{place}", "NOT_FOUND", not_found(Thing.DOCUMENT))
        elif document_id in ids[:place]:
            problems.add(f"documentIds.{place}", "DUPLICATE", _TWICE.said())
    return [found[document_id] for document_id in ids if document_id in found]


async def hand_in(unit: Unit, actor: Actor, request_id: UUID, papers: Sequence[Paper]) -> None:
    """They are the request's from now on."""
    if papers:
        await waiting_papers.hand_in(unit.connection, request_id, [paper.id for paper in papers])
    for paper in papers:
        record_upload(unit, actor, request_id, paper, on_behalf=is_on_behalf(actor))


async def sweep(work: Work) -> bool:
    """Takes away a page of papers that nobody named in time; True where there may be more. Rows go before bytes."""

    async def drop(unit: Unit) -> list[str]:
        return await waiting_papers.drop(unit.connection, unit.now - KEPT_FOR)

    dropped = await work.unit(drop)
    await _discard(work, filter(None, dropped))  # none where retention has taken the content before
    return len(dropped) >= waiting_papers.PAGE


async def purge(work: Work) -> bool:
    """Takes the bytes of a page of documents away that retention deleted; True where there may be more.

    Rows came first here, too, and keep the key until the bytes are gone: whatever dies between, they are taken the next time.
    """
    owed = await waiting_papers.to_purge(work.reader)
    await _discard(work, [row["storage_key"] for row in owed])
    if owed:
        await work.unit(lambda unit: waiting_papers.purged(unit.connection, [row["id"] for row in owed]))
    return len(owed) >= waiting_papers.PAGE


async def _discard(work: Work, keys: Iterable[str]) -> None:
    """Takes bytes away that no paper names any more: the rest of a port-out that was approved in part names those of the whole."""
    gone = set(keys)
    for key in gone - await kept_papers.still_named(work.reader, gone):
        await object_store.discard(work.settings.data_dir, key)
