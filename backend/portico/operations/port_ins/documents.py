"""Papers: received while they stream in, judged by their content, kept, and handed out again. (Their review is a lifecycle.)"""

from __future__ import annotations

import tempfile
from collections.abc import AsyncIterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import IO, Final
from uuid import UUID

from portico.domain.actors import Actor
from portico.domain.ids import new_id
from portico.domain.port_ins.documents.document import KEPT_FOR, MOST_DOCUMENTS
from portico.domain.port_ins.documents.media_types import Unusable
from portico.domain.port_ins.editing import uploadable
from portico.domain.refusals import (
    ActionUnavailable,
    Blocked,
    Blocker,
    CredentialEnded,
    FieldProblem,
    InvalidInput,
    NotFound,
    Refusal,
    Thing,
    invalid,
)
from portico.domain.sentences import Sentence
from portico.domain.statuses import DocumentKind, DocumentStatus
from portico.operations.desk.keeping.retention import DOCUMENT_DELETED
from portico.operations.engine.permission import permitted
from portico.operations.engine.work import Unit, Work
from portico.operations.port_ins import waiting_papers
from portico.operations.port_ins.inspection import Inspected, inspect
from portico.operations.port_ins.papers import UPLOADED, Paper, record_upload
from portico.storage.engine.database import Connection
from portico.storage.engine.installation.folders import private
from portico.storage.port_ins import documents, object_store
from portico.storage.row_types.documents import DocumentRow

_NO_NAME: Final = Sentence("file.no_name", "Give the file's name.")
_FUTURE: Final = Sentence("date.in_the_future", "This date is in the future.")
_SIGNER: Final = Sentence("signer.too_long", "A name has at most {most} characters.")
NAME_LENGTH: Final = 200

TOO_MANY: Final = Sentence("TOO_MANY_DOCUMENTS", "A porting request has at most {most} documents.")


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


@dataclass(frozen=True, slots=True)
class Upload:
    """What is said about a file that is sent. Without a request it waits for the one that will name it, in this account."""

    request_id: UUID | None
    kind: DocumentKind
    file_name: str
    issue_date: date | None = None
    signer: str | None = None
    signed_at: date | None = None
    account_id: UUID | None = None


@dataclass(frozen=True, slots=True)
class Uploaded:
    """`kept_until`: when it is gone, unless a request names it before."""

    id: UUID
    status: DocumentStatus
    kept_until: datetime | None = None


async def upload(work: Work, actor: Actor, said: Upload, content: AsyncIterator[bytes]) -> Uploaded:
    """Keeps a document of a porting request, or one that will be named by the request that is made of it.

    Raises NotPermitted, NotFound, ActionUnavailable, Blocked or InvalidInput before the content is read, DocumentTooLarge while it is,
    DocumentUnusable after; whatever was written of it is then gone.
    """
    actor = permitted(actor, "document.upload")
    _check_said(said, work.now)
    account_id = await _account(work.reader, work, actor, said)
    private(work.settings.data_dir)
    async with work.inspectors.admitted(actor):
        with tempfile.TemporaryFile(dir=work.settings.data_dir) as file:  # without a name: it is gone when it is closed, whatever happens
            size = await _receive(file, content, work.settings.upload_limit)
            row = _row(work, said, account_id, size, await _inspect(work, actor, file, said.file_name))
            await _keep(work, actor, said, row | {"uploaded_by": actor.id}, file)
    return Uploaded(row["id"], row["status"], None if said.request_id else row["created_at"] + KEPT_FOR)


async def open_document(work: Work, actor: Actor, document_id: UUID) -> tuple[DocumentRow, AsyncIterator[bytes]]:
    """The row and its bytes; raises NotPermitted or NotFound."""
    actor = permitted(actor, "documents.read")
    row = await documents.get_document(work.reader, actor, document_id)
    if row is None:
        raise NotFound(Thing.DOCUMENT)
    if row["deleted_at"]:
        raise DocumentGone(row["deleted_at"])
    return row, await object_store.open_stream(work.settings.data_dir, row["storage_key"])


async def _account(conn: Connection, work: Work, actor: Actor, said: Upload, size: int = 0) -> UUID:
    """Whose the document will be, where its request takes it, or where so much may wait."""
    if said.request_id is None:
        return await waiting_papers.place_for(conn, work, actor, said.account_id, size)
    dossier = await documents.dossier(conn, actor, said.request_id)
    if dossier is None:
        raise NotFound(Thing.PORTING_REQUEST)
    if refused := uploadable(dossier.editing, said.kind):
        raise ActionUnavailable(refused)
    if dossier.document_count >= MOST_DOCUMENTS:
        raise Blocked((Blocker("TOO_MANY_DOCUMENTS", TOO_MANY.said(most=MOST_DOCUMENTS)),))
    return dossier.account_id


def _check_said(said: Upload, now: datetime) -> None:
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


def _row(work: Work, said: Upload, account_id: UUID, size: int, found: Inspected) -> DocumentRow:
    now = work.now
    document_id = new_id(now)
    return {
        "id": document_id,
        "created_at": now,
        "updated_at": now,
        "account_id": account_id,
        "request_id": said.request_id,
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


async def _keep(work: Work, actor: Actor, said: Upload, row: DocumentRow, file: IO[bytes]) -> None:
    """Bytes first, then in one unit the row and its entry; where the request moved on meanwhile, the bytes go again."""
    await object_store.put(work.settings.data_dir, row["storage_key"], file)
    try:
        await work.unit(lambda unit: _write(unit, actor, said, row), actor)
    except (Refusal, CredentialEnded):
        await object_store.discard(work.settings.data_dir, row["storage_key"])
        raise


async def _write(unit: Unit, actor: Actor, said: Upload, row: DocumentRow) -> None:
    kind = "porting_request" if said.request_id else "account"
    await unit.lock(kind, [said.request_id or row["account_id"]])
    await _account(unit.connection, unit.work, actor, said, row["size"])
    written = {**row, "status_reason": UPLOADED.said(), "created_at": unit.now, "updated_at": unit.now}
    await documents.insert_document(unit.connection, written)
    if said.request_id:
        record_upload(unit, actor, said.request_id, Paper(row["id"], said.kind, said.file_name))
