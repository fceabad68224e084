"""A paper comes in, whatever order it is of: received while it streams in, judged by its content, kept. And how one is handed out again."""

from __future__ import annotations

import tempfile
from collections.abc import AsyncIterator
from datetime import date, datetime, timedelta
from typing import IO, Final, Protocol
from uuid import UUID

from portico.domain import policy
from portico.domain.actors import Actor
from portico.domain.desk.media_types import Unusable
from portico.domain.ids import new_id
from portico.domain.refusals import CredentialEnded, FieldProblem, InvalidInput, NotFound, Refusal, Thing, invalid
from portico.domain.sentences import Sentence
from portico.domain.statuses import DocumentKind, DocumentStatus
from portico.operations.desk.keeping.retention import DOCUMENT_DELETED
from portico.operations.desk.papers.inspection import Inspected, inspect
from portico.operations.desk.papers.uploads_told import UPLOADED
from portico.operations.engine.permission import permitted
from portico.operations.engine.work import Unit, Work
from portico.storage.desk.papers import kept_papers, object_store
from portico.storage.engine.database import Connection
from portico.storage.engine.installation.folders import private
from portico.storage.engine.rows import Columns
from portico.storage.row_types.documents import DocumentRow

_NO_NAME: Final = Sentence("file.no_name", "Give the file's name.")
_FUTURE: Final = Sentence("date.in_the_future", "This date is in the future.")
_SIGNER: Final = Sentence("signer.too_long", "A name has at most {most} characters.")
NAME_LENGTH: Final = 200


class DocumentTooLarge(Refusal):
    """More bytes than one document may have (413)."""

    code = "TOO_LARGE"
    _SAYS: Final = Sentence("file.too_large", "The file is larger than {megabytes} MB.")

    def __init__(self, limit: int) -> None:
        super().__init__(self._SAYS.said(megabytes=limit // 1_000_000))


class DocumentGone(Refusal):
    """Its content was deleted by retention (410)."""

    code = "GONE"

    def __init__(self, deleted_at: datetime) -> None:
        super().__init__(DOCUMENT_DELETED.said(day=deleted_at.date().isoformat()))


class DocumentUnusable(InvalidInput):
    """The content is not what a document may be (415)."""


class Described(Protocol):
    """What is said about a file that is sent."""

    @property
    def kind(self) -> DocumentKind: ...
    @property
    def file_name(self) -> str: ...
    @property
    def issue_date(self) -> date | None: ...
    @property
    def signer(self) -> str | None: ...
    @property
    def signed_at(self) -> date | None: ...


class PaperPlace(Protocol):
    """What a paper is of: it says whose it is there, where it is taken, and keeps the row."""

    async def owner(self, conn: Connection, size: int = 0) -> UUID:
        """The account it is of. Raises the refusal where it is not taken."""

    async def lock(self, unit: Unit, account_id: UUID) -> None:
        """Takes the turn of what it is of, so that nothing of it moves meanwhile."""

    async def take(self, unit: Unit, document_id: UUID, row: Columns) -> None:
        """Writes the row, and what follows."""


async def receive_paper(work: Work, actor: Actor, said: Described, place: PaperPlace, content: AsyncIterator[bytes]) -> DocumentRow:
    """Keeps a paper where it belongs.

    Raises InvalidInput and what the place refuses before the content is read, DocumentTooLarge while it is, DocumentUnusable after;
    whatever was written of it is then gone.
    """
    _check_said(said, work.now)
    account_id = await place.owner(work.reader)
    private(work.settings.data_dir)
    async with work.inspectors.admitted(actor):
        with tempfile.TemporaryFile(dir=work.settings.data_dir) as file:  # without a name: it is gone when it is closed, whatever happens
            size = await _receive(file, content, work.settings.upload_limit)
            row = _row(work, said, account_id, size, await _inspect(work, actor, file, said.file_name)) | {"uploaded_by": actor.id}
            await _keep(work, actor, place, row, file)
    return row


async def open_document(work: Work, actor: Actor, document_id: UUID) -> tuple[DocumentRow, AsyncIterator[bytes]]:
    """The row and its bytes; raises NotPermitted, NotFound or DocumentGone."""
    of_port_outs_only = policy.may(actor, "port_out_documents.read") and not policy.may(actor, "documents.read")
    actor = permitted(actor, "port_out_documents.read" if of_port_outs_only else "documents.read")
    found = await kept_papers.by_ids(work.reader, actor, [document_id])
    if not found:
        raise NotFound(Thing.DOCUMENT)
    (row,) = found
    if row["deleted_at"]:
        raise DocumentGone(row["deleted_at"])
    return row, await object_store.open_stream(work.settings.data_dir, row["storage_key"])


def _check_said(said: Described, now: datetime) -> None:
    problems = []
    tomorrow = (now + timedelta(days=1)).date()  # somewhere on earth the day is further on than in UTC
    if not said.file_name:
        problems.append(FieldProblem("name", "REQUIRED", _NO_NAME.said()))
    for path, day in (("issueDate", said.issue_date), ("signedAt", said.signed_at)):
        if day is not None and day > tomorrow:
            problems.append(FieldProblem(path, "IN_THE_FUTURE", _FUTURE.said()))
    if said.signer is not None and len(said.signer) > NAME_LENGTH:
        problems.append(FieldProblem("signer", "TOO_LONG", _SIGNER.said(most=NAME_LENGTH)))
    if problems:
        raise InvalidInput(*problems)


async def _receive(file: IO[bytes], content: AsyncIterator[bytes], limit: int) -> int:
    """The size; the bytes are only counted and kept, whatever else is to be known of them is the inspectors' part."""
    size = 0
    async for piece in content:
        size += len(piece)
        if size > limit:
            raise DocumentTooLarge(limit)
        file.write(piece)
    file.flush()
    return size


async def _inspect(work: Work, actor: Actor, file: IO[bytes], file_name: str) -> Inspected:
    found = await inspect(work.inspectors, actor, file, file_name)
    if isinstance(found, Unusable):
        raise DocumentUnusable(*invalid("file", found.code, found.said).fields)
    return found


def _row(work: Work, said: Described, account_id: UUID, size: int, found: Inspected) -> DocumentRow:
    now = work.now
    document_id = new_id(now)
    return {
        "id": document_id,
        "created_at": now,
        "updated_at": now,
        "account_id": account_id,
        "from_carrier": False,
        "kind": said.kind,
        "file_name": said.file_name,
        "media_type": found.media_type.value,
        "size": size,
        "sha256": found.sha256,
        "storage_key": object_store.key_of(account_id, document_id),
        "issue_date": said.issue_date,
        "signer": said.signer,
        "signed_at": said.signed_at,
        "status": DocumentStatus.UPLOADED,
    }


async def _keep(work: Work, actor: Actor, place: PaperPlace, row: DocumentRow, file: IO[bytes]) -> None:
    """Bytes first, then in one unit the row and its entry; where the order moved on meanwhile, the bytes go again."""

    async def write(unit: Unit) -> None:
        await place.lock(unit, row["account_id"])
        await place.owner(unit.connection, row["size"])
        await place.take(unit, row["id"], {**row, "status_reason": UPLOADED.said(), "created_at": unit.now, "updated_at": unit.now})

    await object_store.put(work.settings.data_dir, row["storage_key"], file)
    try:
        await work.unit(write, actor)
    except (Refusal, CredentialEnded):
        await object_store.discard(work.settings.data_dir, row["storage_key"])
        raise
